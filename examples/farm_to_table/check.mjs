// Drives the page in a headless Chromium and holds what it shows against `data/expected.json`.
//
//     node check.mjs ADDRESS EXPECTED.json MODULES [PICTURES]
//
// MODULES is a folder with `node_modules/playwright-core`; PICTURES, if given, receives screenshots.

import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const [address, expectedPath, modules, pictures] = process.argv.slice(2);
const { chromium } = createRequire(join(resolve(modules), "package.json"))("playwright-core");
const expected = JSON.parse(readFileSync(expectedPath, "utf8"));
const cases = JSON.parse(readFileSync(join(dirname(expectedPath), "cases.json"), "utf8"));
const offline = ["quic", "background-networking", "component-update", "sync", "gpu"].map((name) => `--disable-${name}`);

let failures = 0;
let checks = 0;
const check = (holds, words) => {
  checks += 1;
  if (holds) return;
  failures += 1;
  console.error(`  FAILED: ${words}`);
};
const same = (found, wanted, words) => check(found === wanted, `${words}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--no-first-run", ...offline],
});

/** The picture in the browser's tab, which the browser fetches anew when the address changes. */
const ofTab = (url) => url === `${address}icons.svg`;

/** A page that reports every complaint and every request. */
async function open(language, viewport, locale) {
  const context = await browser.newContext({ viewport, locale });
  const page = await context.newPage();
  page.requests = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type()) && !ofTab(message.location().url)) check(false, `console: ${message.text()}`); });
  page.on("pageerror", (error) => check(false, `page error: ${error.message}`));
  page.on("requestfailed", (request) => check(ofTab(request.url()), `request failed: ${request.url()}`));
  page.on("response", (response) => { if (response.status() >= 400) check(false, `${response.status()} for ${response.url()}`); });
  page.on("request", (request) => {
    page.requests.push(request.url());
    check(request.url().startsWith(address) || /^(blob|data):/.test(request.url()), `asked another host: ${request.url()}`);
  });
  await page.goto(`${address}${language ? `?lang=${language}` : ""}`);
  await page.waitForSelector("body[data-ready]", { timeout: 30_000 });
  return page;
}

const answer = (page) => page.locator("#answer");
const outcome = (page) => answer(page).getAttribute("data-outcome");
const codes = async (page, aspect) => ((await page.locator(`[data-aspect="${aspect}"]`).getAttribute("data-codes")) ?? "").split(" ").filter(Boolean);
const status = (page, aspect) => page.locator(`[data-aspect="${aspect}"]`).getAttribute("data-status");
const pictured = async (page, name) => { if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true }); };
if (pictures) mkdirSync(pictures, { recursive: true });

async function pick(page, lot) {
  await page.locator(`.lot[data-lot="${lot}"]`).click();
  await page.waitForSelector(`#answer[data-lot="${lot}"][data-changed="no"]`);
}

/** Every lot of the season, judged by the browser. */
async function lots(page) {
  for (const [lot, want] of Object.entries(expected.lots)) {
    await pick(page, lot);
    await judged(page, lot, want);
    check((await page.locator(".step").count()) > 3, `${lot}: no way shown`);
  }
}

/** The verdict on show is the one wanted, and has words for all it says. */
async function judged(page, name, want) {
  same(await outcome(page), want.outcome, `${name}, outcome`);
  same(await page.locator("[data-aspect]").count(), 13, `${name}, aspects`);
  for (const [aspect, wanted] of Object.entries(want.aspects)) {
    same(await status(page, aspect), wanted.status, `${name}, ${aspect}`);
    for (const code of wanted.codes ?? []) check((await codes(page, aspect)).includes(code), `${name}, ${aspect}: no code ${code}`);
  }
  const words = await page.locator("#aspects li li").allTextContents();
  check(words.every((text) => !text.startsWith("undefined") && text.trim().length > 6), `${name}: a reason without words`);
}

/** Without a network: `body`, and nothing is asked of anybody. */
async function cutOff(page, body) {
  const before = page.requests.length;
  await page.context().setOffline(true);
  await body();
  await page.context().setOffline(false);
  const asked = page.requests.slice(before).filter((url) => !url.startsWith("blob:") && !ofTab(url));
  same(asked.join(" "), "", "requests while verifying");
}

/** Every case, for a lot with GTIN and for one without, judged by the browser without a network. */
async function met(page, name) {
  const disclosed = async () => Number(await page.locator("dd[data-disclosed]").getAttribute("data-disclosed"));
  for (const { case: kind, of } of cases) {
    for (const gtin of [true, false]) check(of.some(({ lot }) => lot.startsWith("01/") === gtin), `${kind}: none ${gtin ? "with" : "without"} GTIN`);
    for (const { lot, expect } of of) {
      const named = `${kind}, ${lot}`;
      await pick(page, lot);
      const open = await disclosed();
      const button = page.locator(`[data-case="${kind}"][data-lot="${lot}"]`);
      const file = await button.getAttribute("data-file");
      await button.click();
      await page.waitForSelector(`#answer[data-file="${file}"]`);
      await judged(page, named, expect);
      same(await button.getAttribute("aria-pressed"), "true", `${named}, pressed`);
      same(await page.locator("#seals [data-head]").count(), ["superseded", "outdated", "equivocating"].includes(kind) ? 2 : 0, `${named}, seals`);
      same(await answer(page).getAttribute("data-form"), kind === "offline" ? "label" : "passport", `${named}, form`);
      if (kind === "redacted" || kind === "erased") check((await disclosed()) < open, `${named}: as much is disclosed as before`);
      if (kind === "equivocating") same(await page.locator('#seals a[download="evidence.txt"]').count(), 1, `${named}, evidence`);
      await pictured(page, `${name}-${kind}-${lot.startsWith("01/") ? "gtin" : "local"}`);
    }
  }
}

/** The label of a lot is drawn with both codes, and its text is judged: alone, with the passport, and when it is not quite itself. */
async function label(page) {
  const season = await (await page.request.get(`${address}season.json`)).json();
  const entry = season.lots.find((lot) => lot.lot === expected.lot);
  await pick(page, entry.lot);
  for (const code of ["qr-link", "qr-offline"]) check((await page.locator(`.drawn #${code} path`).count()) === 2, `no code ${code} on the label`);
  check(entry.versions[1] <= 28, `offline code: QR version ${entry.versions[1]}`);
  await cutOff(page, async () => {
    await page.locator("#only-label").click();
    await page.waitForSelector('#answer[data-form="label"]');
    same(await outcome(page), "incomplete", "from the label alone");
    same(await status(page, "recall"), "not-evaluated", "from the label alone, recall");
    await page.locator("#with-passport").click();
    await page.waitForSelector('#answer[data-form="passport"]');
    same(await outcome(page), "accepted", "label and passport");
    same(await status(page, "identity"), "pass", "label and passport, identity");
    await page.locator("#code").fill(` ${entry.offline}`);
    await page.locator("#ask button").click();
    await page.waitForSelector('#answer[data-form="label"]');
    const at = entry.offline.length - 40;
    await page.locator("#code").fill(entry.offline.slice(0, at) + (entry.offline[at] === "A" ? "B" : "A") + entry.offline.slice(at + 1));
    await page.locator("#ask button").click();
    await page.waitForFunction(() => document.querySelector("#answer").dataset.outcome !== "incomplete" || document.querySelector("#code-hint").textContent.length > 0);
    check((await outcome(page)) !== "accepted", "a label with another letter was accepted");
  });
}

/** One byte changed: refused, in the aspect that it concerns; put back: as before. */
async function tampering(page) {
  const { lot, tampered } = expected;
  await pick(page, lot);
  for (const [name, aspects] of Object.entries(tampered)) {
    await page.locator(`[data-tamper="${name}"]`).click();
    await page.waitForSelector('#answer[data-changed="yes"]');
    same(await outcome(page), "refused", `tampered (${name})`);
    for (const [aspect, code] of Object.entries(aspects)) {
      same(await status(page, aspect), "fail", `tampered (${name}), ${aspect}`);
      check((await codes(page, aspect)).includes(code), `tampered (${name}), ${aspect}: no code ${code}`);
    }
    if (name === "weight") await pictured(page, "tampered");
    await page.locator("#restore").click();
    await page.waitForSelector('#answer[data-changed="no"]');
    same(await outcome(page), "accepted", `restored (${name})`);
  }
  for (let round = 0; round < 8; round += 1) {
    await page.locator('[data-tamper="any"]').click();
    await page.waitForSelector('#answer[data-changed="yes"]');
    same(await outcome(page), "refused", "any byte changed");
    await page.locator("#restore").click();
    await page.waitForSelector('#answer[data-changed="no"]');
  }
}

/** Personal details withheld: fewer shown, nothing else changes. */
async function privacy(page) {
  await pick(page, expected.lot);
  const shown = page.locator("dd[data-disclosed]");
  check(Number(await shown.getAttribute("data-disclosed")) > 0, "nothing was disclosed");
  await page.locator("#withhold").click();
  await page.waitForSelector('dd[data-disclosed="0"]');
  same(await outcome(page), "accepted", "personal details withheld");
  check((await page.locator(".note.closed").count()) > 0, "no hint that something is hidden");
}

/** Codes that people paste. */
async function codesPasted(page) {
  const season = await (await page.request.get(`${address}season.json`)).json();
  const entry = season.lots.find((lot) => lot.lot === expected.lot);
  const paste = async (text) => { await page.locator("#code").fill(text); await page.locator("#ask button").click(); };
  await paste(`  ${entry.code} `);
  await page.waitForSelector(`#answer[data-lot="${entry.lot}"]`);
  same(await status(page, "identity"), "pass", "pasted code");
  const forged = entry.code.replace(/.$/, (last) => (last === "A" ? "Q" : "A"));
  await paste(forged);
  await page.waitForSelector('[data-aspect="identity"][data-status="fail"]');
  check((await codes(page, "identity")).includes("label-not-extended"), "forged code: no code label-not-extended");
  await paste("6901234567892");
  await page.waitForFunction(() => document.querySelector("#code-hint").textContent.includes("06901234567892"));
  await paste("151343120260301");
  await page.waitForFunction(() => /ear tag/i.test(document.querySelector("#code-hint").textContent));
  const html = '<img src=x onerror="document.title=1">';
  await paste(html);
  check((await page.locator("#code-hint img").count()) === 0, "pasted markup became markup");
}

/** The page speaks both languages, whatever is on show. */
async function languages(page) {
  await pick(page, expected.lot);
  for (const [language, letters] of [["zh", /[\u4e00-\u9fff]/], ["en", /^[^\u4e00-\u9fff]*$/]]) {
    await page.locator(`[data-language="${language}"]`).click();
    await page.waitForSelector(`html[lang^="${language}"]`);
    await page.waitForSelector(`[data-language="${language}"][aria-pressed="true"]`);
    for (const selector of ["h1", "#aspects", "#verdict"]) {
      const text = (await page.locator(selector).first().innerText()).replaceAll("风土", "");
      check(letters.test(text), `${selector} in ${language}: ${text.slice(0, 60)}`);
    }
  }
}

/** The page tells what the whole record answers. */
async function asked(page) {
  const season = await (await page.request.get(`${address}season.json`)).json();
  same(await page.locator("[data-asked]").count(), season.answers.length, "questions to the record");
  for (const op of ["trace", "recall", "find_gaps", "check_balance", "check_conditions", "check_required"]) {
    check((await page.locator(`[data-asked="${op}"] li`).count()) > 0, `nothing shown of ${op}`);
  }
}

/** A phone's width: nothing sticks out. */
async function phone(page, name) {
  await pick(page, expected.lot);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(wide <= 0, `${name}: ${wide} pixels too wide`);
  await pictured(page, `${name}-accepted`);
  for (const [lot, want] of Object.entries(expected.lots)) {
    if (want.outcome === "accepted") continue;
    await pick(page, lot);
    await pictured(page, `${name}-${want.outcome}`);
  }
}

try {
  const desk = await open("en", { width: 1200, height: 900 }, "en-GB");
  await cutOff(desk, async () => {
    await lots(desk);
    await met(desk, "desk-en");
    await tampering(desk);
    await privacy(desk);
  });
  await label(desk);
  await codesPasted(desk);
  await asked(desk);
  await languages(desk);
  await phone(desk, "desk-en");
  const hand = await open("", { width: 360, height: 740 }, "zh-CN");
  same(await hand.evaluate(() => document.documentElement.lang), "zh-Hans", "language of a Chinese browser");
  await phone(hand, "phone-zh");
} catch (error) {
  check(false, error.message);
} finally {
  await browser.close();
}
console.log(`in Chromium: ${checks - failures} checks passed, ${failures} failed`);
process.exit(failures === 0 ? 0 : 1);
