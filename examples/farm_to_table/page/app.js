// The page: a code in, the library's verdict out, the record shown beside it.

import { el, icon, loadIcons } from "./dom.js";
import * as book from "./passport.js";
import { aspect, kindWords, language, moment, pick, say, speak } from "./words.js";
import { family, headWords, lotName, signer, way } from "./way.js";
import { scan, verify } from "./verifier.js";

const $ = (id) => document.getElementById(id);
const season = await (await fetch("/season.json")).json();
await loadIcons("/icons.svg");
const bundle = await (await fetch("/bundle.txt")).text();

/** What is on show: the lot's entry on the shelf, its code, the passport as issued and as it is now. */
let shown = null;
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

/** A scanned or pasted text: the library says which lot it names. */
function ask(text) {
  const { lot, kind, canonical } = scan(text.trim());
  if (!lot && canonical && kind !== "text") return refuse("hint-other", { kind, text: canonical.slice(0, 60) });
  if (!lot) return refuse("hint-none");
  const entry = season.lots.find((known) => known.lot === lot);
  if (!entry) return refuse("hint-unknown", { lot });
  return choose(entry, text.trim());
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

async function choose(entry, code) {
  hint = ["hint-lot", { lot: entry.lot }];
  $("code").value = code;
  const text = await (await fetch(entry.passport)).text();
  shown = { entry, code, issued: text, text, change: null, withheld: false };
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
  const verdict = verify({ passport: text, bundle, roots: season.roots, code, now: asOf });
  const took = Math.max(1, Math.round(performance.now() - start));
  const passport = book.read(text);
  const open = passport ? await book.opened(passport) : new Map();
  if (passport) await book.nameLines(passport);
  const answer = $("answer");
  answer.hidden = false;
  answer.dataset.outcome = verdict?.outcome ?? "none";
  answer.dataset.lot = entry.lot;
  answer.dataset.changed = shown.change ? "yes" : "no";
  const lines = passport?.lots.reduce((sum, lot) => sum + lot.lines.length, 0) ?? 0;
  $("verdict").replaceChildren(banner(verdict, entry, { ms: took, kb: Math.round(text.length / 102.4) / 10, lines, lots: passport?.lots.length ?? 0 }));
  $("aspects").replaceChildren(aspects(verdict));
  $("tamper").replaceChildren(tampering());
  $("family").replaceChildren(...[passport && family(season, passport)].filter(Boolean));
  $("way").replaceChildren(...[passport && way(season, passport, open, holds(verdict))].filter(Boolean));
  $("record").replaceChildren(...[passport && record(passport, open)].filter(Boolean));
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
      el("h2", {}, icon(outcome === "accepted" ? "passed" : outcome === "refused" ? "failed" : "question"), say(tone)),
      el("p", { class: "why" }, say(`why-${tone}`)),
      outcome === "accepted" ? null : el("ul", { class: "why" }, deciding.map((one) => el("li", {}, `${aspect(one.name).name}${language() === "en" ? ": " : "："}${one.reasons.map((reason) => reason.words).join(language() === "en" ? "; " : "；")}`))),
      el("div", { class: "asof" },
        el("label", { for: "as-of" }, say("as-of")),
        el("input", { id: "as-of", type: "date", value: asOf.slice(0, 10), on: { change: (event) => { if (event.target.value) { asOf = event.target.value + season.asOf.slice(10); show(); } } } }),
      ),
      el("p", { class: "fine" }, say("took", figures)),
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
  const link = el("a", { class: "plain", href: URL.createObjectURL(new Blob([shown.text], { type: "text/plain" })), download: `${shown.entry.lot.replaceAll("/", "_")}.terroir` }, say("download"));
  const toggle = () => {
    shown.withheld = !shown.withheld;
    shown.text = shown.withheld ? book.withhold(shown.issued) : shown.issued;
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
