// The page: a code in, the library's verdict out, the record shown beside it.

import { el, icon, loadIcons, picture } from "./dom.js";
import * as book from "./passport.js";
import { aspect, kindWords, language, moment, pick, say, speak } from "./words.js";
import { family, headWords, lotName, signer, way } from "./way.js";
import { decoded, scan, seenBy, verify, withhold } from "./verifier.js";

const $ = (id) => document.getElementById(id);
const season = await (await fetch("/season.json")).json();
await loadIcons("/icons.svg");
const read = async (address) => (await fetch(address)).text();
const [bundle, keys] = await Promise.all(["/bundle.txt", "/keys.txt"].map(read));
// Everything is here before the first question: from then on no network is needed.
await Promise.all([...season.lots, ...season.met].map(async (one) => { one.text = await read(one.file ?? one.passport); }));
await Promise.all(season.lots.map(async (lot) => { lot.drawn = await read(lot.label); }));

/**
 * What is on show: the lot's entry on the shelf, the code that was scanned, the text as issued and as it is now, whether
 * that is an offline label, what the phone knows, and the case that it belongs to.
 */
let shown = null;
const NOTHING = { change: null, withheld: false, label: false, snapshot: true, seen: [], met: null };
let asOf = season.asOf;
let hint = ["", {}];

function labels() {
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language()));
  }
  document.title = `${say("title")} · 风土 terroir`;
  $("code").placeholder = season.lots[0].code.slice(0, 44) + "…";
  $("code-hint").textContent = hinted();
  const list = $("lots");
  if (list.lang !== document.documentElement.lang) {
    list.lang = document.documentElement.lang;
    list.replaceChildren(...season.lots.map(card));
  }
  const cases = $("cases");
  if (cases.lang !== document.documentElement.lang) {
    cases.lang = document.documentElement.lang;
    cases.replaceChildren(...season.cases.map(caseCard));
  }
  for (const button of cases.querySelectorAll("[data-lot]")) button.setAttribute("aria-pressed", String(shown?.met?.file === button.dataset.file));
  $("asked").replaceChildren(...season.answers.map(asked));
  for (const button of list.querySelectorAll("[data-lot]")) button.setAttribute("aria-current", String(shown?.entry.lot === button.dataset.lot));
}

/** A question to the whole record, and what the library said: numbers as they are, verdicts and times in words. */
function asked({ ask: question, op, figures }) {
  return el("div", { class: "aspect", "data-asked": op },
    icon("question"),
    el("h3", {}, pick(question)),
    el("ul", {}, figures.map(({ what, found }) => el("li", {}, `${pick(what)}${language() === "en" ? ": " : "："}${moment(say(found))}`))),
  );
}

/** A lot on the shelf. */
function card(lot) {
  return el("li", {},
    el("button", { type: "button", class: "lot", "data-lot": lot.lot, on: { click: () => choose(lot, lot.code) } },
      el("img", { src: lot.qr, alt: "", width: 84, height: 84 }),
      el("span", {}, el("b", {}, pick(lot.name)), el("small", {}, lot.lot)),
    ),
  );
}

/** A case: what happens, and the lots that it happens to. */
function caseCard({ case: name, name: title, about }) {
  const button = (met) => el("button", { type: "button", class: "plain", "data-case": name, "data-lot": met.made.lot, "data-file": met.file, on: { click: () => meet(met) } },
    say(met.made.lot.startsWith("01/") ? "with-gtin" : "without-gtin"));
  return el("li", { class: "case" },
    el("h3", {}, icon(CASES[name]), pick(title)),
    el("p", {}, pick(about)),
    el("div", { class: "buttons" }, season.met.filter((met) => met.made.case === name).map(button)),
  );
}

const CASES = {
  online: "check", offline: "label", redacted: "person", erased: "lock", superseded: "fix", outdated: "arrow", recalled: "alert", equivocating: "split", tampered: "cross",
};

/** A case, as a phone meets it. */
function meet(met) {
  const { made, text: issued } = met;
  const entry = season.lots.find((known) => known.lot === made.lot);
  const label = made.case === "offline";
  const offset = made.case === "tampered" ? book.places(issued).weight : -1;
  const text = offset >= 0 ? book.flip(issued, offset) : made.role ? seenBy(issued, made.role, made.purpose) : issued;
  return turnTo(entry, {
    code: label ? issued : made.code, issued, text, label, met, snapshot: made.snapshot, seen: made.seen, change: offset >= 0 ? { offset } : null,
  });
}

/** A scanned or pasted text: the library says which lot it names. */
function ask(text) {
  const { lot, kind, canonical } = scan(text.trim());
  if (!lot && canonical && kind !== "text") return refuse("hint-other", { kind, text: canonical.slice(0, 60) });
  if (!lot) return refuse("hint-none");
  const entry = season.lots.find((known) => known.lot === lot);
  if (!entry) return refuse("hint-unknown", { lot });
  return text.trim().startsWith("TR1:") ? chooseLabel(entry, text.trim()) : choose(entry, text.trim());
}

function refuse(name, holes = {}) {
  hint = [name, holes];
  $("code-hint").textContent = hinted();
}

/** What is said of the last code, in the language of the page; a kind of code has its words from the library. */
function hinted() {
  const [name, holes] = hint;
  return name && say(name, holes.kind ? { ...holes, kind: pick(season.kinds[holes.kind]) || kindWords(holes.kind) } : holes);
}

/** A lot by its passport and the code on the pack. */
const choose = (entry, code) => turnTo(entry, { code, issued: entry.text, text: entry.text });

/** A lot by its offline label alone. */
const chooseLabel = (entry, label) => turnTo(entry, { code: label, issued: label, text: label, label: true });

async function turnTo(entry, what) {
  hint = ["hint-lot", { lot: entry.lot }];
  $("code").value = what.code;
  shown = { ...NOTHING, entry, ...what };
  await show();
  history.replaceState(null, "", `#${entry.lot}`);
  $("answer").focus({ preventScroll: true });
  $("answer").scrollIntoView({ block: "start" });
}

async function show() {
  labels();
  if (!shown) return;
  const { entry, code, text } = shown;
  const start = performance.now();
  const verdict = verify({ passport: text, label: shown.label && text, bundle: shown.snapshot ? bundle : keys, roots: season.roots, code, now: asOf, seen: shown.seen });
  const took = Math.max(1, Math.round(performance.now() - start));
  const passport = shown.label ? null : book.read(text);
  const open = passport ? await book.opened(passport) : new Map();
  if (passport) await book.nameLines(passport);
  const answer = $("answer");
  answer.hidden = false;
  answer.dataset.outcome = verdict?.outcome ?? "none";
  answer.dataset.lot = entry.lot;
  answer.dataset.changed = shown.change ? "yes" : "no";
  answer.dataset.file = shown.met?.file ?? "";
  answer.dataset.form = shown.label ? "label" : "passport";
  const lines = passport?.lots.reduce((sum, lot) => sum + lot.lines.length, 0) ?? 0;
  $("verdict").replaceChildren(banner(verdict, entry, { ms: took, kb: Math.round(text.length / 102.4) / 10, lines, lots: passport?.lots.length ?? 0, length: text.length }));
  $("seals").replaceChildren(...[seals()].filter(Boolean));
  $("aspects").replaceChildren(aspects(verdict));
  $("tamper").replaceChildren(...[shown.label ? null : tampering()].filter(Boolean));
  $("family").replaceChildren(...[passport && family(season, passport)].filter(Boolean));
  $("way").replaceChildren(...[passport && way(season, passport, open, holds(verdict))].filter(Boolean));
  $("record").replaceChildren(...[shown.label ? labelHolds() : passport && record(passport, open)].filter(Boolean));
  $("printed").replaceChildren(labelDrawn());
}

/** Did nothing fail but that the goods were called back? Then the record itself still holds. */
const holds = (verdict) => (verdict?.aspects ?? []).every((one) => one.status !== "fail" || one.name === "recall");
const calledBack = (verdict) => holds(verdict) && verdict.aspects.some((one) => one.name === "recall" && one.status === "fail");

function banner(verdict, entry, figures) {
  if (!verdict) return el("p", { class: "untrusted" }, say("no-wasm"));
  const { outcome } = verdict;
  const tone = calledBack(verdict) ? "called-back" : outcome;
  const deciding = verdict.aspects.filter((one) => verdict.deciding.includes(one.name));
  return el("div", { class: `verdict ${outcome}` },
    el("div", {},
      el("p", { class: "what" }, pick(entry.name)),
      shown.met ? el("p", { class: "met" }, el("b", {}, pick(season.cases.find((one) => one.case === shown.met.made.case).name)), pick(season.cases.find((one) => one.case === shown.met.made.case).about)) : null,
      el("h2", {}, icon(outcome === "accepted" ? "passed" : outcome === "refused" ? "failed" : "question"), say(tone)),
      el("p", { class: "why" }, say(shown.label && outcome === "incomplete" ? "why-label" : `why-${tone}`)),
      outcome === "accepted" ? null : el("ul", { class: "why" }, deciding.map((one) => el("li", {}, `${aspect(one.name).name}${language() === "en" ? ": " : "："}${one.reasons.map((reason) => reason.words).join(language() === "en" ? "; " : "；")}`))),
      el("div", { class: "asof" },
        el("label", { for: "as-of" }, say("as-of")),
        el("input", { id: "as-of", type: "date", value: asOf.slice(0, 10), on: { change: (event) => { if (event.target.value) { asOf = event.target.value + season.asOf.slice(10); show(); } } } }),
      ),
      el("p", { class: "fine" }, say(shown.label ? "took-label" : "took", figures)),
      shown.change ? difference(shown.change) : null,
    ),
    el("div", { class: "seal", "aria-hidden": "true" }, say(`seal-${tone}`).split("\n").flatMap((row, index) => (index ? [el("br"), row] : [row]))),
  );
}

const MARKS = { pass: "passed", fail: "failed", "not-evaluated": "question" };

function aspects(verdict) {
  if (!verdict) return el("div");
  return el("section", { class: "block" },
    el("h2", {}, say("aspects")),
    el("p", { class: "hint" }, say("aspects-hint")),
    el("ul", { class: "aspects" }, verdict.aspects.map((one) => {
      const words = aspect(one.name);
      return el("li", { class: `aspect ${one.status}${verdict.deciding.includes(one.name) && verdict.outcome !== "accepted" ? " deciding" : ""}`, "data-aspect": one.name, "data-status": one.status, "data-codes": one.reasons.map((reason) => reason.code).join(" ") },
        icon(MARKS[one.status]),
        el("h3", {}, words.name),
        el("span", { class: "status" }, say(one.status)),
        el("p", {}, words.question),
        one.reasons.length ? el("ul", {}, one.reasons.map((reason) => el("li", {}, reason.words, " ", el("code", {}, reason.code), about(reason.about)))) : null,
      );
    })),
    el("div", { class: "limits" }, el("h3", {}, say("limits")), el("p", {}, say("claim", { claim: pick(season.claim) })), el("ul", {}, season.limits.map((words) => el("li", {}, pick(words))))),
  );
}

/** What a reason is about: a key or a lot, as people call it; other places are for programs. */
function about(text) {
  if (/\+[0-9a-f]{8}$/.test(text)) return ` · ${signer(season, text).text}`;
  return /^(t|01|j)\//.test(text) && text !== shown.entry.lot ? ` · ${lotName(season, text)}` : "";
}

function tampering() {
  const spots = book.places(shown.issued);
  const at = (offset) => cheat(book.flip(shown.issued, offset), { offset });
  const any = () => at(book.anyByte(spots.any, crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32));
  const drop = () => cheat(book.dropLast(shown.issued), { dropped: true });
  const button = (name, listener) => el("button", { type: "button", class: "plain danger", "data-tamper": name, on: { click: listener } }, say(`tamper-${name}`));
  return el("section", { class: "block" },
    el("h2", {}, say("tamper")),
    el("div", { class: "try" },
      el("p", {}, say("tamper-hint")),
      el("div", { class: "buttons" },
        ["weight", "reading", "date"].filter((name) => spots[name] >= 0).map((name) => button(name, () => at(spots[name]))),
        button("any", any),
        button("drop", drop),
      ),
    ),
  );
}

/** What was changed, beside the verdict that it led to, and the way back. */
function difference({ offset, dropped }) {
  const row = (name, text) => {
    const [before, byte, after] = book.around(text, offset);
    return el("p", {}, `${say(name)}  …${before}`, el("mark", {}, byte || "?"), `${after}…`);
  };
  return el("div", { class: "change" },
    el("p", {}, el("b", {}, dropped ? say("dropped") : say("tampered", { at: offset }))),
    dropped ? null : el("div", { class: "diff" }, row("before", shown.issued), row("after", shown.text)),
    el("button", { type: "button", class: "plain", id: "restore", on: { click: () => cheat(shown.issued, null) } }, say("restore")),
  );
}

/** Two heads beside each other, where there is more than one to be seen. */
const SEALS = { superseded: ["seal-older", "seal-newer"], outdated: ["seal-now", "seal-before"], equivocating: ["seal-before", "seal-now"] };

function seals() {
  const { made } = shown.met ?? {};
  if (!made?.heads.length) return null;
  const one = (line, at) => {
    const { json } = book.signed(line);
    return el("li", { class: "kin", "data-head": json.n },
      el("b", {}, say(SEALS[made.case][at])),
      el("span", {}, `${say("seal-number", { n: json.n })} · ${headWords({ json })} · ${moment(json.time)}`),
      el("span", {}, signer(season, json.key).text),
      el("span", { class: "code" }, json.root),
    );
  };
  return el("section", { class: "block" },
    el("h2", {}, say("seals")),
    el("p", { class: "hint" }, say("seals-hint")),
    el("ul", { class: "generation" }, made.heads.map(one)),
    made.evidence ? el("p", { class: "buttons" }, download(made.evidence, "evidence.txt", "evidence")) : null,
  );
}

/** A link that saves a text. */
const download = (text, name, words) => el("a", { class: "plain", href: URL.createObjectURL(new Blob([text], { type: "text/plain" })), download: name }, say(words));

/** What stands in an offline label. */
function labelHolds() {
  const found = decoded(shown.text, keys, season.roots);
  const row = (name, value, style) => [el("dt", {}, say(name)), el("dd", style ? { class: style } : {}, value)];
  return el("section", { class: "block" },
    el("h2", {}, say("label-holds")),
    el("div", { class: "recordbox" },
      found?.head ? el("dl", {},
        row("record-lot", found.lot, "code"),
        row("label-head", `${say(found.head.status === "open" ? "head-open" : found.head.status, { n: found.count })} · ${moment(found.head.time)}`),
        row("record-root", found.root, "code"),
        row("label-log", say("label-log-of", { size: found.head.log_size, witnesses: found.head.witnesses })),
        row("label-text", shown.text, "code"),
      ) : null,
      el("div", { class: "buttons" },
        el("button", { type: "button", class: "plain", id: "with-passport", on: { click: () => choose(shown.entry, shown.text) } }, say("with-passport")),
      ),
    ),
  );
}

/** The label of the lot, as it is printed. */
function labelDrawn() {
  const { entry } = shown;
  const [link, offline] = entry.versions;
  return el("section", { class: "block" },
    el("h2", {}, say("label")),
    el("p", { class: "hint" }, say("label-hint"), " ", say("label-versions", { link, offline })),
    el("div", { class: "recordbox labelbox" },
      picture(entry.drawn),
      el("div", { class: "buttons" },
        el("button", { type: "button", class: "plain", id: "print-label", on: { click: printLabel } }, say("print-label")),
        download(entry.drawn, `${entry.lot.replaceAll("/", "_")}.svg`, "download-label"),
        el("button", { type: "button", class: "plain", id: "only-label", on: { click: () => chooseLabel(entry, entry.offline) } }, say("only-label")),
      ),
    ),
  );
}

/** Prints the label alone, in its size. */
function printLabel() {
  document.body.dataset.printing = "label";
  addEventListener("afterprint", () => { delete document.body.dataset.printing; }, { once: true });
  print();
}

/** Judges another text in place of the passport as issued. */
async function cheat(text, change) {
  Object.assign(shown, { text, change, withheld: false });
  await show();
  $("verdict").scrollIntoView({ block: "start" });
}

function record(passport, open) {
  const own = passport.lots[0];
  const head = own.heads[own.heads.length - 1]?.json ?? {};
  const digests = passport.lots.flatMap((lot) => lot.lines).flatMap((line) => line.json?._sd ?? []);
  const disclosed = digests.filter((digest) => open.has(digest)).length;
  const had = book.read(shown.issued)?.lots.some((lot) => lot.disclosures.length) ?? false;
  const link = download(shown.text, `${shown.entry.lot.replaceAll("/", "_")}.terroir`, "download");
  const toggle = () => {
    shown.withheld = !shown.withheld;
    shown.text = shown.withheld ? withhold(shown.issued) : shown.issued;
    shown.change = null;
    show();
  };
  return el("section", { class: "block" },
    el("h2", {}, say("record")),
    el("div", { class: "recordbox" },
      el("dl", {},
        el("dt", {}, say("record-lot")), el("dd", { class: "code" }, own.lot),
        el("dt", {}, say("record-issuer")), el("dd", {}, signer(season, head.key).text),
        el("dt", {}, say("record-code")), el("dd", { class: "code" }, shown.code),
        el("dt", {}, say("record-root")), el("dd", { class: "code" }, head.root ?? ""),
        el("dt", {}, say("record-heads")), el("dd", {}, own.heads.map((one) => el("div", {}, headWords(one), " · ", moment(one.json?.time)))),
        el("dt", {}, say("record-personal")), el("dd", { "data-disclosed": disclosed }, say("personal-some", { open: disclosed, closed: digests.length - disclosed })),
      ),
      shown.withheld ? el("p", { class: "note" }, icon("lock"), say("withheld")) : null,
      el("div", { class: "buttons" },
        had && !shown.change ? el("button", { type: "button", class: "plain", id: "withhold", on: { click: toggle } }, say(shown.withheld ? "reveal" : "withhold")) : null,
        link,
      ),
    ),
  );
}

function turn(to) {
  speak(to);
  try { localStorage.setItem("language", to); } catch { /* a private window keeps nothing */ }
  return show();
}

function remembered() {
  try { return localStorage.getItem("language"); } catch { return null; }
}

for (const button of document.querySelectorAll("[data-language]")) button.addEventListener("click", () => turn(button.dataset.language));
$("ask").addEventListener("submit", (event) => { event.preventDefault(); ask($("code").value); });
await turn(new URLSearchParams(location.search).get("lang") ?? remembered() ?? (navigator.language.startsWith("zh") ? "zh" : "en"));
const linked = season.lots.find((lot) => lot.lot === location.hash.slice(1));
if (linked) await choose(linked, linked.code);
document.body.dataset.ready = "yes";
