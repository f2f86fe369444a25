// The way of a lot: one chapter a lot, one step a record.

import { chart, readings } from "./chart.js";
import { el, icon } from "./dom.js";
import { amount, amounts, closed, fieldName, fieldOrder, language, moment, own, pick, say } from "./words.js";

/** Which picture goes with which act. */
const PICTURES = {
  prepare: "soil", sow: "sprout", plant: "sprout", stock: "pig", birth: "pig", tag: "tag", fertilise: "sack", spray: "spray", irrigate: "drop",
  weed: "scissors", prune: "scissors", graze: "clover", feed: "feed", treat: "syringe", vaccinate: "syringe", isolate: "lock", quarantine: "stamp",
  die: "cross", harvest: "basket", collect: "basket", catch: "basket", slaughter: "knife", sample: "pipette", test: "flask", inspect: "list", grade: "list",
  cut: "knife", process: "box", dry: "soil", mix: "merge", split: "split", pack: "box", unpack: "box", label: "label", clean: "drop", calibrate: "scale",
  ship: "truck", move: "truck", receive: "inbox", store: "snow", monitor: "thermo", "hand-over": "hand", sell: "bag", deliver: "bag", lose: "cross",
  destroy: "cross", recall: "alert", pledge: "stamp", certify: "stamp", advise: "person", "input-log-complete": "list", "records-complete": "list",
};

/** Fields that a step shows otherwise than as a row of its own. */
const ELSEWHERE = new Set(["act", "results", "inputs", "low", "high", "logger-interval", "recorded-by", "result", "carrier", "laboratory", "store"]);

const subject = (lot) => decodeURIComponent(lot).split("/").slice(lot.startsWith("01/") ? 1 : 2).filter((part) => part !== "10").join(" · ");

/** How a lot is called: its name on the shelf, or its own code. */
export function lotName(season, lot) {
  const known = season.lots.find((entry) => entry.lot === lot) ?? season.others?.find((entry) => entry.lot === lot);
  return known ? pick(known.name) : subject(lot);
}

/** A signer by key id. */
export function signer(season, key) {
  const name = key?.split("+")[0];
  for (const party of season.parties) {
    const found = party.keys.find((entry) => entry.name === name);
    if (found) return { party, text: `${pick(party.name)} · ${pick(found.who)}` };
  }
  return { party: null, text: `${say("unknown-key")} (${key})` };
}

/** Chapters, oldest first; the lot itself comes last and stands open. */
export function way(season, passport, open, trusted) {
  const self = passport.lots[0];
  const start = (lot) => lot.lines.reduce((least, line) => (line.json?.act && line.json.act < least ? line.json.act : least), "9");
  const lots = [...passport.lots.slice(1).sort((a, b) => (start(a) < start(b) ? -1 : 1)), self];
  return el("section", { class: "block" },
    el("h2", {}, say("way")),
    el("p", { class: "hint" }, say("way-hint")),
    trusted ? null : el("p", { class: "untrusted", role: "note" }, say("untrusted")),
    lots.map((lot) => chapter(season, lot, open, lot === self)),
  );
}

function chapter(season, lot, open, isOpen) {
  const known = season.lots.find((entry) => entry.lot === lot.lot);
  const keeper = signer(season, lot.heads[lot.heads.length - 1]?.json?.key);
  return el("details", { class: "chapter", open: isOpen, "data-lot": lot.lot },
    el("summary", {},
      icon(known?.icon ?? "box"),
      el("span", {},
        el("b", {}, lotName(season, lot.lot)),
        el("span", { class: "meta" }, `${say("of-keeper", { who: keeper.party ? pick(keeper.party.name) : keeper.text })} · ${say("records", { n: lot.lines.length })}`),
      ),
      icon("down"),
    ),
    el("ol", { class: "way" }, steps(season, lot, open)),
  );
}

/** Lines of a lot as steps; a journey's lines fold into their span, heads stand where they were signed. */
function steps(season, lot, open) {
  const list = [];
  const corrected = new Set(lot.lines.map((line) => line.json?.corrects).filter(Boolean));
  const journey = (from, span) => {
    const lines = [];
    for (const line of lot.lines.slice(from + 1)) {
      if (line.json?.subject !== span.chain?.subject) break;
      lines.push(line);
    }
    return lines;
  };
  let heads = [...lot.heads];
  const seal = (count) => {
    const due = heads.filter((head) => Number(head.json?.count) <= count);
    heads = heads.filter((head) => !due.includes(head));
    list.push(...due.map((head) => headStep(season, head)));
  };
  lot.lines.forEach((line, index) => {
    const entry = line.json;
    if (entry && entry.subject?.startsWith("j/")) return;
    const rides = entry?.kind === "span" ? journey(index, entry) : [];
    const about = { corrected: corrected.has(line.hash), corrects: lot.lines.findIndex((other) => other.hash && other.hash === entry?.corrects) };
    list.push(entry ? step(season, entry, line, open, rides, about) : el("li", { class: "step" }, el("code", {}, line.line)));
    seal(index + 1 + rides.length);
  });
  seal(Infinity);
  return list;
}

/** What a head says of its lot. */
export function headWords(head) {
  const { status, count } = head.json ?? {};
  const words = { sealed: say("sealed", { n: count }), open: say("head-open", { n: count }), recalled: say("recalled"), superseded: say("superseded") };
  return words[status] ?? status ?? "?";
}

function headStep(season, head) {
  const { status, time } = head.json ?? {};
  return el("li", { class: `step link${status === "recalled" ? " alarm" : ""}`, "data-head": status },
    el("span", { class: "dot" }, icon(status === "recalled" ? "alert" : "shield")),
    el("div", {},
      el("h4", {}, headWords(head)),
      el("p", { class: "when" }, moment(time)),
      el("p", { class: "who" }, icon("person"), el("span", {}, signer(season, head.json?.key).text)),
      raw(head),
    ),
  );
}

function step(season, entry, line, open, journey, about) {
  const event = entry.event;
  const act = event?.["terroir:act"];
  const link = !event;
  const bad = act === "recall" || act === "destroy" || event?.["terroir:result"] === "fail" || event?.disposition === "damaged";
  const fix = entry.kind === "correct";
  const who = signer(season, entry.key);
  return el("li", { class: `step${link ? " link" : ""}${bad ? " alarm" : ""}${fix ? " fix" : ""}`, "data-kind": entry.kind, "data-act": act },
    el("span", { class: "dot" }, icon(fix ? "fix" : (PICTURES[act] ?? { output: "arrow", input: "arrow", span: "truck", receipt: "hand", end: "end", handover: "hand" }[entry.kind] ?? "list"))),
    el("div", {},
      el("h4", {}, title(season, entry, act)),
      el("p", { class: "when" }, [moment(entry.act), place(season, event)].filter(Boolean).join(" · ")),
      facts(season, entry, event),
      results(event),
      entry.kind === "span" ? ride(season, entry, journey) : chart(readings(event ? [event] : [])),
      el("p", { class: "who" }, icon("person"), el("span", {}, who.text)),
      notes(season, entry, open, about),
      raw(line),
    ),
  );
}

function title(season, entry, act) {
  const word = act ? (pick(season.vocabulary.acts[act]) || act) : "";
  const short = language() === "en" && word ? word[0].toUpperCase() + word.slice(1) : word;
  switch (entry.kind) {
    case "made": return short ? `${short} · ${say("made", { amount: amounts(entry.amount) })}` : say("made", { amount: amounts(entry.amount) });
    case "output": return say("output", { amount: amounts(entry.amount) });
    case "input": return say("input", { amount: amounts(entry.amount) });
    case "span": return say("span");
    case "receipt": return say("receipt");
    case "end": return say("end");
    case "handover": return say("handover");
    case "correct": return short ? `${say("correct")} · ${short}` : say("withdraw");
    default: return short || entry.kind;
  }
}

const place = (season, event) => {
  const id = event?.readPoint?.id;
  return id ? (pick(season.places[id]) || id) : "";
};

function facts(season, entry, event) {
  const rows = [];
  const row = (name, value) => rows.push(el("dt", {}, name), el("dd", {}, value));
  if (entry.kind === "output") row(say("to"), lotName(season, entry.child));
  if (entry.kind === "input") row(say("from-lot"), lotName(season, entry.parent));
  if (entry.kind === "span") row(say("journey"), say("span-of", { name: subject(entry.chain.subject), n: Number(entry.last) - Number(entry.first) + 1 }));
  if (entry.kind === "receipt") row(say("of"), say("receipt-of", { who: signer(season, entry.chain.key).text, n: Number(entry.chain.n) + 1 }));
  if (entry.kind === "event" || entry.kind === "made" || entry.kind === "correct") {
    const goods = (list) => (list ?? []).filter((item) => item.quantity).map((item) => goodsText(season, item, entry.subject)).join(language() === "en" ? "; " : "；");
    if (event?.quantityList) { const text = goods(event.quantityList); if (text) row(say("quantity"), text); }
    if (event?.inputQuantityList) row(say("goes-in"), goods(event.inputQuantityList));
    if (event?.outputQuantityList) row(say("comes-out"), goods(event.outputQuantityList));
    const animals = event?.epcList ?? event?.inputEPCList;
    if (animals?.length) {
      const names = animals.map((id) => id.split("/").pop());
      row(say("animals"), names.length > 3 ? `${names.slice(0, 2).join(", ")} ${say("and-more", { n: names.length })}` : names.join(", "));
    }
  }
  const fields = Object.entries(event ?? {})
    .filter(([name]) => name.startsWith("terroir:") && !ELSEWHERE.has(name.slice(8)))
    .map(([name, value]) => [name.slice(8), value])
    .sort(([a], [b]) => fieldOrder(a) - fieldOrder(b));
  for (const [name, value] of fields) row(fieldName(name, season.vocabulary), shown(season, name, value));
  if (event?.["terroir:result"]) row(fieldName("result", season.vocabulary), say(`result-${event["terroir:result"]}`));
  return rows.length ? el("dl", { class: "facts" }, rows) : null;
}

function goodsText(season, item, self) {
  const lot = (item.epcClass ?? "").replace(/^https?:\/\/[^/]+\//, "");
  const much = amount([item.quantity, item.uom ?? "H87"]);
  if (lot === self) return much;
  const name = lotName(season, lot);
  return language() === "en" ? `${much} of ${name}` : `${name} ${much}`;
}

function shown(season, name, value) {
  if (Array.isArray(value)) return value.map((item) => shown(season, name, item)).join(language() === "en" ? ", " : "、");
  if (value === true || value === false) return say(value ? "yes" : "no");
  if (/^https:/.test(value)) return value.split("/").pop();
  if (name === "covers") return pick(season.vocabulary.acts[value]) || value;
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return moment(value);
  if (/^\d+(\.\d+)? [0-9A-Z]{2,3}(\/[0-9A-Z]{2,3})?$/.test(value)) return amount(value);
  return closed(value) ?? own(value);
}

function results(event) {
  const rows = event?.["terroir:results"];
  if (!rows) return null;
  const cell = (row, name) => row[`terroir:${name}`];
  return el("div", { class: "scroll" }, el("table", {},
    el("thead", {}, el("tr", {}, ["substance", "value", "limit"].map((name) => el("th", { scope: "col" }, say(name))))),
    el("tbody", {}, rows.map((row) => el("tr", {},
      el("td", {}, own(cell(row, "substance"))),
      el("td", {}, cell(row, "detected") === false ? `${say("not-detected")} (< ${amount(cell(row, "loq"))})` : amount(cell(row, "value") ?? "")),
      el("td", {}, cell(row, "limit") ? `${amount(cell(row, "limit"))} · ${say(`result-${cell(row, "result")}`)}` : ""),
    ))),
  ));
}

function ride(season, entry, journey) {
  const events = journey.map((line) => line.json?.event).filter(Boolean);
  if (!events.length) return null;
  return el("div", { class: "journey" },
    el("p", {}, own(events[0]["terroir:method"] ?? ""), " · ", place(season, events[0])),
    el("p", { class: "when" }, `${moment(journey[0].json.act)} → ${moment(journey[journey.length - 1].json.act)}`),
    chart(readings(events)),
    el("p", { class: "who" }, icon("person"), el("span", {}, signer(season, entry.chain.key).text)),
    el("details", { class: "raw" }, el("summary", {}, say("raw")), journey.map((line) => el("pre", {}, line.line))),
  );
}

function notes(season, entry, open, about) {
  const list = [];
  if (about.corrects >= 0) list.push(el("span", { class: "note" }, icon("fix"), say("corrects", { n: about.corrects + 1 })));
  if (about.corrected) list.push(el("span", { class: "note" }, icon("fix"), say("corrected")));
  const digests = entry._sd ?? [];
  let closed = 0;
  for (const digest of digests) {
    const found = open.get(digest);
    if (!found) { closed += 1; continue; }
    const value = own(typeof found.value === "string" ? found.value : JSON.stringify(found.value));
    const field = fieldName(found.name, season.vocabulary);
    list.push(el("span", { class: "note private", "data-disclosed": found.name }, icon("person"),
      found.name === "on-behalf-of" ? say("on-behalf", { who: value }) : say("disclosed", { name: field, value })));
  }
  if (closed) list.push(el("span", { class: "note closed" }, icon("lock"), say("hidden", { n: closed })));
  for (const key of entry.expects ?? []) list.push(el("span", { class: "note" }, `${say("expects")} ${signer(season, key).text}`));
  if (entry.end && entry.kind !== "end") list.push(el("span", { class: "note" }, icon("end"), say("ended")));
  return list.length ? el("div", { class: "notes" }, list) : null;
}

function raw(line) {
  return el("details", { class: "raw" }, el("summary", {}, say("raw")), el("pre", {}, line.line));
}

/** How much of what went in came out, by weight; nothing where all did or nothing can be said. */
function yieldOf(lot) {
  const weight = (kind) => lot.lines
    .map((line) => line.json)
    .filter((entry) => entry?.kind === kind)
    .flatMap((entry) => entry.amount ?? [])
    .reduce((sum, [value, unit]) => (unit === "KGM" ? sum + Number(value) : sum), 0);
  const [into, out] = [weight("input"), weight("made")];
  return into > 0 && out > 0 && out < into ? say("yield", { percent: ((100 * out) / into).toFixed(1) }) : "";
}

/** What a lot was made from, generation over generation. */
export function family(season, passport) {
  const lots = new Map(passport.lots.map((lot) => [lot.lot, lot]));
  const self = passport.lots[0];
  const inputs = (lot) => (lot?.lines ?? []).map((line) => line.json).filter((entry) => entry?.kind === "input");
  const depth = new Map();
  const visit = (name, level, seen) => {
    if (seen.includes(name) || level > 64) return;
    if ((depth.get(name)?.level ?? -1) < level) depth.set(name, { level });
    for (const entry of inputs(lots.get(name))) visit(entry.parent, level + 1, [...seen, name]);
  };
  visit(self.lot, 0, []);
  const given = new Map();
  for (const lot of passport.lots) for (const entry of inputs(lot)) given.set(entry.parent, [...(given.get(entry.parent) ?? []), amounts(entry.amount)]);
  const deepest = Math.max(...[...depth.values()].map((entry) => entry.level));
  if (deepest === 0) return null;
  const rows = [];
  for (let level = deepest; level >= 0; level -= 1) {
    const kin = [...depth].filter(([, entry]) => entry.level === level).map(([name]) => {
      const lot = lots.get(name);
      const made = (lot?.lines ?? []).map((line) => line.json).filter((entry) => entry?.kind === "made").map((entry) => amounts(entry.amount));
      return el("li", { class: `kin${level === 0 ? " self" : ""}${lot ? "" : " absent"}` },
        el("b", {}, lotName(season, name)),
        el("span", {}, lot ? [made.join(" + "), yieldOf(lot)].filter(Boolean).join(" · ") : say("absent")),
        level === 0 ? el("span", { class: "share" }, say("this-lot")) : el("span", { class: "share" }, (given.get(name) ?? []).map((text) => say("into-next", { amount: text })).join("; ")),
      );
    });
    rows.push(el("ul", { class: "generation" }, kin));
    if (level > 0) rows.push(el("div", { class: "arrow", "aria-hidden": "true" }, icon("arrow")));
  }
  return el("section", { class: "block" }, el("h2", {}, say("family")), el("div", { class: "family" }, rows));
}
