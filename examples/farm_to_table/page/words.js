// What the page says, in Chinese and English. Words of acts, fields and codes come from the library itself.

const WORDS = {
  skip: ["跳到结论", "Skip to the verdict"],
  title: ["从田间到餐桌，自己验", "From field to table: check it yourself"],
  lead: [
    "每一批货都带着一本“护照”：谁、在哪里、什么时候、做了什么，一行一行由当事人签名。您的浏览器当场验证，不问任何服务器。",
    "Every lot carries a passport: who did what, where and when, each line signed by the one who did it. Your browser verifies it here and now, and asks no server for the truth.",
  ],
  "code-label": ["粘贴包装上的码", "Paste the code from the pack"],
  verify: ["验证", "Verify"],
  shelf: ["或从货架上挑一批", "Or pick a lot from the shelf"],
  "shelf-hint": [
    "这是虚构的云坪合作社的一季。二维码就是贴在包装上的那个，可以用手机扫。",
    "A season of the invented Yunping co-op. The QR code is the one on the pack; a phone can scan it.",
  ],
  cases: ["手机会遇到的九种情形", "Nine things that a phone may meet"],
  "cases-hint": [
    "每种情形各有一批带 GTIN 的、一批农户自编号的。资料已随页面载入，断开网络也能验。",
    "Each with a lot that has a GTIN and one that has only its grower’s own number. All of it came with the page: cut the network, and it still verifies.",
  ],
  "with-gtin": ["有 GTIN", "with GTIN"],
  "without-gtin": ["无 GTIN", "without GTIN"],
  "why-label": ["封条本身没有问题。标签自己回答不了的：", "The seal itself is in order. What a label alone cannot answer:"],
  "took-label": ["本机验证用时 {ms} 毫秒 · 离线标签 {length} 个字符 · 没有用到网络", "Verified on this device in {ms} ms · offline label of {length} characters · no network was used"],
  seals: ["两个封条", "The two seals"],
  "seals-hint": ["封条由保管方签名，写明记录的条数和它们的根。", "Signed by the keeper, a seal says how many records there are, and their root."],
  "seal-older": ["旧封条", "The older seal"],
  "seal-newer": ["新封条", "The newer seal"],
  "seal-now": ["这次看到的", "Shown now"],
  "seal-before": ["这部手机以前见过的", "Seen by this phone before"],
  "seal-number": ["第 {n} 号", "no. {n}"],
  evidence: ["下载证据（两个封条）", "Download the evidence (both seals)"],
  label: ["标签", "The label"],
  "label-hint": ["100 毫米宽，左边的码通向护照，右边的码没有网络也能验。", "100 mm wide. The code on the left leads to the passport, the one on the right verifies without a network."],
  "label-versions": ["链接码 QR {link}-M，离线码 QR {offline}-M（纠错级别 M）", "Link: QR {link}-M. Offline code: QR {offline}-M (error level M)."],
  "print-label": ["打印标签", "Print the label"],
  "download-label": ["下载 SVG", "Download the SVG"],
  "only-label": ["只用标签离线验", "Verify from this label alone"],
  "with-passport": ["连同护照一起验", "Verify with the passport"],
  "label-holds": ["标签里有什么", "What the label holds"],
  "label-head": ["封条", "Seal"],
  "label-count": ["记录", "Records"],
  "label-log": ["公开日志", "Public log"],
  "label-log-of": ["{size} 个封条，{witnesses} 个见证人", "{size} seals, {witnesses} witnesses"],
  "label-text": ["码的内容", "Text of the code"],
  asked: ["问这一季的记录", "Asked of the season’s record"],
  "asked-hint": [
    "农户的短记录和合作社的表格变成标准事件后，同一份记录还能回答这些。示例期望与示例法规数据均有注明。",
    "Short records and the co-op’s sheets became standard events; the same record answers these, too. Sample expectations and sample rules are marked as such.",
  ],
  footer: [
    "示例：人名、企业、证书编号均为虚构，县与城市真实。密钥由名字推出，只为演示，不保护任何东西。所有结论由您浏览器中的 WebAssembly 计算。",
    "An example: people, firms and certificate numbers are invented, county and cities are real. Its keys are derived from their names and protect nothing. Every verdict is computed by WebAssembly in your browser.",
  ],
  accepted: ["记录可信", "The record holds"],
  refused: ["不予采信", "Refused"],
  incomplete: ["证据不足", "Not enough evidence"],
  "called-back": ["已召回，请勿食用", "Recalled: do not eat"],
  "why-called-back": ["记录完整可信，但保管方已召回这一批。", "The record itself holds, and its keeper has called this lot back."],
  "seal-called-back": ["召回\n勿食", "RECALLED"],
  "seal-accepted": ["验讫\n可信", "VERIFIED\nholds"],
  "seal-refused": ["拒\n不可信", "REFUSED"],
  "seal-incomplete": ["待\n补证", "INCOMPLETE"],
  "why-accepted": [
    "要求的各项都通过了。记录自封存以来没有被改动、删减或替换。",
    "Every aspect asked for has passed. Since it was sealed, nothing in the record was changed, dropped or swapped.",
  ],
  "why-refused": ["决定性的问题：", "What decided it:"],
  "why-incomplete": ["没有发现作假，但还缺：", "Nothing false was found, but this is missing:"],
  "as-of": ["按这一天判断", "Judged as of"],
  "took": ["本机验证用时 {ms} 毫秒 · 护照 {kb} KB · {lines} 条签名记录 · {lots} 个批次", "Verified on this device in {ms} ms · passport {kb} KB · {lines} signed records · {lots} lots"],
  aspects: ["逐项结论", "The verdict, aspect by aspect"],
  "aspects-hint": ["每一项单独判断；查不了的写“未评”，从不当作通过。", "Each is judged on its own. What cannot be judged is “not evaluated”, never a pass."],
  pass: ["通过", "pass"],
  fail: ["不通过", "fail"],
  unknown: ["无法判断", "unknown"],
  "not-evaluated": ["未评", "not evaluated"],
  limits: ["它证明不了什么", "What this cannot prove"],
  claim: ["本页{claim}。它不能说明的还有：", "This page {claim}. It cannot show:"],
  tamper: ["动一动手脚，看看", "Now try to cheat"],
  "tamper-hint": ["只改护照里的一个字节，再验一次。", "Change a single byte of the passport and verify again."],
  "tamper-weight": ["改重量", "Change a weight"],
  "tamper-reading": ["改温度", "Change a temperature"],
  "tamper-date": ["改日期", "Change a date"],
  "tamper-any": ["随便改一个字节", "Any byte of the record"],
  "tamper-drop": ["删掉最后一条记录", "Drop the last record"],
  restore: ["恢复原样", "Put it back"],
  "tampered": ["这是被改动过的护照：第 {at} 字节", "This passport was tampered with: byte {at}"],
  "dropped": ["这是被改动过的护照：删掉了最后一条记录", "This passport was tampered with: its last record was dropped"],
  before: ["原", "was"],
  after: ["改", "now"],
  untrusted: ["下面的内容来自未通过验证的记录，仅供对照。", "What follows comes from a record that did not hold. It is shown for comparison only."],
  family: ["从哪几批来", "What it was made from"],
  yield: ["得率 {percent}%", "yield {percent} %"],
  "this-lot": ["本批", "this lot"],
  "into-next": ["{amount} 用于下一步", "{amount} went on"],
  absent: ["护照里没有这一批", "not in this passport"],
  way: ["一路走来", "The way it came"],
  "way-hint": ["每条写明谁在何时何地做了什么。前几批可以展开。", "Each step says who did what, where and when. Earlier lots unfold."],
  "of-keeper": ["保管：{who}", "kept by {who}"],
  "records": ["{n} 条记录", "{n} records"],
  "signed-by": ["签名：", "signed by"],
  "on-behalf": ["代 {who} 记录", "recorded for {who}"],
  "hidden": ["{n} 项个人信息只留摘要", "{n} personal details kept as digests only"],
  "disclosed": ["{name}：{value}", "{name}: {value}"],
  readings: ["{n} 次读数，{min}–{max} ℃", "{n} readings, {min} to {max} °C"],
  "all-within": ["全部在 {low}–{high} ℃ 内", "all within {low} to {high} °C"],
  "outside": ["{n} 次超出 {low}–{high} ℃", "{n} outside {low} to {high} °C"],
  "gap": ["中间有 {minutes} 分钟没有读数（最长允许 {allowed}）", "no reading for {minutes} minutes (at most {allowed} allowed)"],
  chart: ["温度曲线", "Temperature over the way"],
  raw: ["原文与签名", "The signed text"],
  "made": ["登记入批 {amount}", "{amount} entered into the lot"],
  "output": ["转出 {amount}", "{amount} passed on"],
  "input": ["来自上一批 {amount}", "{amount} came in"],
  "to": ["去向", "to"],
  "from-lot": ["来自", "from"],
  "span": ["冷链运输", "Carried under watch"],
  "journey": ["行程", "journey"],
  "of": ["对方", "whose"],
  "span-of": ["{name}，{n} 条记录", "{name}, {n} records"],
  "receipt": ["确认对方的记录到此为止", "Confirms the other's record ends here"],
  "receipt-of": ["{who}，共 {n} 条", "{who}, {n} records"],
  "end": ["声明：我的记录到此完整", "States: my record is complete"],
  "ended": ["此后无补充", "said to be the last word"],
  "handover": ["交由他人保管", "Keeping handed over"],
  "correct": ["更正", "Correction"],
  "withdraw": ["撤回一条记录", "A record was withdrawn"],
  "corrects": ["更正上面的第 {n} 条", "corrects record {n} of this lot"],
  "corrected": ["后来更正过", "corrected later"],
  "expects": ["等待这把钥匙的记录", "expects a record by"],
  sealed: ["封存 {n} 条记录", "Sealed: {n} records"],
  "head-open": ["公布 {n} 条记录（未封存）", "Published: {n} records, still open"],
  recalled: ["召回", "Recalled"],
  superseded: ["被新批次取代", "Superseded by another lot"],
  record: ["记录本身", "The record itself"],
  "record-lot": ["批次", "Lot"],
  "record-issuer": ["签发", "Issuer"],
  "record-root": ["根", "Root"],
  "record-heads": ["封条", "Heads"],
  "record-code": ["码", "Code"],
  "record-personal": ["个人信息", "Personal details"],
  "personal-some": ["{open} 项公开，{closed} 项只留摘要", "{open} disclosed, {closed} as digests only"],
  withhold: ["收回公开的个人信息", "Withhold what was disclosed"],
  reveal: ["恢复公开的部分", "Show it again"],
  "withheld": ["已收回：只剩摘要，证明照样成立。", "Withheld: only digests are left, and every proof still holds."],
  download: ["下载护照", "Download the passport"],
  "hint-none": ["没认出批次：请粘贴包装上的码，或挑一批。", "No lot in this text. Paste the code of a pack, or pick a lot."],
  "hint-unknown": ["码没有问题，但货架上没有这一批：{lot}", "The code is well formed, but this shelf holds no such lot: {lot}"],
  "hint-other": ["识别为 {kind}：{text}。它不指向某一批货。", "Read as {kind}: {text}. It names no lot."],
  "hint-lot": ["批次 {lot}", "lot {lot}"],
  "no-wasm": ["验证程序没有加载成功，因此不给出任何结论。", "The verifier did not load, so no verdict is given."],
  "unknown-key": ["未知的签名人", "an unknown signer"],
  "result-pass": ["合格", "passed"],
  "result-fail": ["不合格", "failed"],
  "result-inconclusive": ["无法判定", "inconclusive"],
  "not-detected": ["未检出", "not detected"],
  substance: ["项目", "substance"],
  value: ["检测值", "found"],
  limit: ["限量", "limit"],
  quantity: ["数量", "quantity"],
  "goes-in": ["投入", "in"],
  "comes-out": ["产出", "out"],
  animals: ["耳标", "ear tags"],
  "and-more": ["等 {n} 头", "… {n} in all"],
  yes: ["是", "yes"],
  no: ["否", "no"],
};

/** The thirteen aspects: a name and the question it answers. */
export const ASPECTS = {
  bytes: ["文件", "The file", "护照是不是唯一允许的写法，一个字节不差？", "Is the file in its one permitted form, to the byte?"],
  signatures: ["签名", "Signatures", "每条记录是不是由当时有权的人签的？", "Was each record signed by someone who was allowed to, at the time?"],
  chains: ["记录链", "Chains", "每个人的记录有没有缺号、重号、分叉？", "Has any writer's record a gap, a repeat or a fork?"],
  completeness: ["完整", "Completeness", "封条上数的记录，是不是一条不少？", "Is everything there that the seal counts, and did each writer finish?"],
  genealogy: ["来路", "Genealogy", "每个上一批是不是也认这一批，数量够不够？", "Does each lot it was made from name this one, and did it have enough to give?"],
  "log-inclusion": ["公开日志", "Public log", "封条有没有写进公开日志？", "Does the seal stand in the public log?"],
  witnesses: ["见证", "Witnesses", "有没有足够多的独立见证人看过日志？", "Have enough independent witnesses seen that log?"],
  "newest-head": ["最新封条", "Newest seal", "有没有比这更新的封条？", "Is there a newer seal than this one?"],
  recall: ["召回", "Recall", "这一批或上一批有没有被召回？", "Was this lot, or one it was made from, called back?"],
  certification: ["认证", "Certification", "标签上的认证有没有依据？", "Do the claims on the label rest on a valid certificate?"],
  freshness: ["时效", "Freshness", "信任名单和封条是不是还在有效期内？", "Are the list of trusted keys and the seal still current?"],
  redaction: ["隐私", "Privacy", "该藏的藏得对不对，有没有泄露个人信息？", "Is what is hidden hidden properly, and nothing personal in the clear?"],
  identity: ["码与货", "Code and lot", "扫的码是不是这一批的码？", "Does the scanned code belong to this very lot?"],
};

/** Short names of fields, in the order in which a step shows them; the vocabulary's own words are sentences. */
const FIELDS = {
  crop: ["作物", "crop"], species: ["动物", "species"], variety: ["品种", "variety"], part: ["部位", "part"], input: ["投入品", "used"],
  "input-kind": ["种类", "kind"], active: ["有效成分", "active"], concentration: ["含量", "content"], target: ["防治对象", "against"],
  diagnosis: ["诊断", "diagnosis"], amount: ["用量", "amount"], dose: ["每公顷用量", "dose"], "dose-per-animal": ["每头用量", "per animal"],
  dilution: ["稀释倍数", "dilution"], area: ["面积", "area"], count: ["数目", "number"], route: ["给药", "route"], method: ["方式", "how"],
  "seed-lot": ["种子批号", "seed lot"], "input-lot": ["批号", "batch"], "input-registration": ["登记证号", "registration"],
  "vet-drug-code": ["兽药追溯码", "drug code"], "vet-licence": ["兽医执业证", "vet’s licence"], prescription: ["处方", "prescription"],
  "nutrient-n": ["氮 N", "N"], "nutrient-p2o5": ["磷 P₂O₅", "P₂O₅"], "nutrient-k2o": ["钾 K₂O", "K₂O"], "interval-days": ["安全间隔期（天）", "days to wait"],
  "withdrawal-days": ["休药期（天）", "withdrawal, days"], "water-source": ["水源", "water"], "parent-animal": ["母畜耳标", "dam"],
  "age-days": ["日龄", "age in days"], product: ["产品", "product"], grade: ["等级", "grade"], "grade-standard": ["分级标准", "standard"], net: ["净含量", "net"],
  gross: ["毛重", "gross"], tare: ["皮重", "tare"], "pack-kind": ["包装", "packing"], "pack-count": ["件数", "packs"], "codes-issued": ["贴标数", "labels"],
  "carcass-weight": ["胴体重", "carcass weight"], temperature: ["温度", "temperature"], seal: ["封签", "seal"], sample: ["样品", "sample"],
  "sample-kind": ["取样", "sampling"], matrix: ["对象", "tested"], report: ["报告", "report"], "certificate-kind": ["证书", "kind"],
  certificate: ["证书编号", "certificate"], issued: ["开具日期", "issued"], "valid-from": ["有效期起", "valid from"], "valid-to": ["有效期止", "valid to"],
  basis: ["依据", "based on"], origin: ["产地", "origin"], region: ["产地代码", "region code"], covers: ["哪些记录完整", "complete for"],
  "first-date": ["自", "from"], "last-date": ["至", "to"], from: ["自", "from"], to: ["至", "to"], reason: ["原因", "reason"],
  "recall-class": ["召回级别", "recall class"], result: ["结论", "result"], grower: ["种植户", "grower"],
};

/** Words that the vocabulary closes. */
const CLOSED = {
  mineral: ["化肥", "mineral"], organic: ["有机肥", "organic"], biological: ["生物农药", "biological"], pesticide: ["化学农药", "pesticide"], vaccine: ["疫苗", "vaccine"],
  "vet-drug": ["兽药", "veterinary drug"], feed: ["饲料", "feed"], river: ["河水", "river"], drawn: ["抽检", "drawn by an inspector"], product: ["产品", "product"],
  "contracted-test": ["委托检测", "a contracted test"], injection: ["注射", "injection"], unbroken: ["完好", "unbroken"],
};

let at = 0;

/** Chooses `zh` or `en`. */
export function speak(language) {
  at = language === "en" ? 1 : 0;
  document.documentElement.lang = at === 1 ? "en" : "zh-Hans";
}

export const language = () => (at === 1 ? "en" : "zh");

/** The words of `name`, with `{holes}` filled. */
export function say(name, holes = {}) {
  const words = WORDS[name]?.[at] ?? name;
  return words.replace(/\{([a-z]+)\}/g, (whole, hole) => holes[hole] ?? whole);
}

/** `{zh, en}` of the library or the season in the chosen language. */
export const pick = (pair) => (pair ? (at === 1 ? pair.en : pair.zh) : "");

/** The season's own free text is written "中文 / English". */
export function own(text) {
  const halves = String(text).split(" / ");
  return halves.length === 2 ? halves[at] : String(text);
}

/** A field's name, or the vocabulary's words for it. */
export const fieldName = (name, vocabulary) => FIELDS[name]?.[at] ?? (pick(vocabulary.fields[name]) || name);

const ORDER = Object.keys(FIELDS);

/** Where a field stands among those of a step. */
export const fieldOrder = (name) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

/** A closed word in the language of the page. */
export const closed = (word) => CLOSED[word]?.[at];

const KINDS = {
  "digital-link": ["GS1 数字链接", "a GS1 Digital Link"], "element-string": ["GS1 数据串", "a GS1 element string"], epc: ["EPC 编码", "an EPC"],
  passport: ["护照", "a passport"], bundle: ["信任名单", "a list of trusted keys"], evidence: ["两个封条的证据", "evidence of two heads"],
  epcis: ["EPCIS 文档", "an EPCIS document"], json: ["JSON 文档", "a JSON document"],
};

/** Kinds of scanned texts that are no identifiers. */
export const kindWords = (kind) => KINDS[kind]?.[at] ?? kind;

/** Name and question of an aspect. */
export function aspect(name) {
  const words = ASPECTS[name];
  return words ? { name: words[at], question: words[2 + at] } : { name, question: "" };
}

const UNITS = {
  KGM: ["公斤", "kg"], GRM: ["克", "g"], LTR: ["升", "L"], MLT: ["毫升", "mL"], MTQ: ["立方米", "m³"], HAR: ["公顷", "ha"],
  H87: ["件", "pcs"], HEA: ["头", "head"], CEL: ["℃", "°C"], MIN: ["分钟", "min"], NA: ["毫克/公斤", "mg/kg"], P1: ["%", "%"],
};

/** `"12.50 KGM"`, `["12.50","KGM"]` or a rate `"0.30 LTR/HAR"` as people write it. */
export function amount(text) {
  const [value, unit = ""] = Array.isArray(text) ? text : String(text).split(" ");
  const name = unit.split("/").map((code) => UNITS[code]?.[at] ?? code).join("/");
  return /^[%℃°]/.test(name) ? `${value}${name === "°C" ? " °C" : name}` : `${value} ${name}`;
}

/** `[["12","HEA"],["1236.0","KGM"]]`. */
export const amounts = (pairs) => (pairs ?? []).map(amount).join(at === 1 ? ", " : "，");

/** `2026-09-05T10:40:00+08:00` as its writer's clock showed it. */
export function moment(text) {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(text) ?? [];
  if (!year) return text ?? "";
  if (at === 0) return `${year}年${Number(month)}月${Number(day)}日 ${time}`;
  const name = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[Number(month) - 1];
  return `${Number(day)} ${name} ${year}, ${time}`;
}
