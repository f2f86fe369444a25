// Drives the page in a headless Chromium and holds what it shows against `data/expected.json`.
//
//     node check.mjs ADDRESS EXPECTED.json MODULES [PICTURES]
//
// MODULES is a folder with `node_modules/playwright-core`; PICTURES, if given, receives screenshots.

import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [address, expectedPath, modules, pictures] = process.argv.slice(2);
const { chromium } = createRequire(join(resolve(modules), "package.json"))("playwright-core");
const expected = JSON.parse(readFileSync(expectedPath, "utf8"));
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

/** A page that reports every complaint and every request. */
async function open(language, viewport, locale) {
  const context = await browser.newContext({ viewport, locale });
  const page = await context.newPage();
  page.requests = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) check(false, `console: ${message.text()}`); });
  page.on("pageerror", (error) => check(false, `page error: ${error.message}`));
  page.on("requestfailed", (request) => check(false, `request failed: ${request.url()}`));
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
    same(await outcome(page), want.outcome, `${lot}, outcome`);
    same(await page.locator("[data-aspect]").count(), 13, `${lot}, aspects`);
    for (const [aspect, wanted] of Object.entries(want.aspects)) {
      same(await status(page, aspect), wanted.status, `${lot}, ${aspect}`);
      for (const code of wanted.codes ?? []) check((await codes(page, aspect)).includes(code), `${lot}, ${aspect}: no code ${code}`);
    }
    check((await page.locator(".step").count()) > 3, `${lot}: no way shown`);
    const words = await page.locator("#aspects li li").allTextContents();
    check(words.every((text) => !text.startsWith("undefined") && text.trim().length > 6), `${lot}: a reason without words`);
  }
}

/** One byte changed: refused, in the aspect that it concerns; put back: as before. All of it without a network. */
async function tampering(page) {
  const { lot, tampered } = expected;
  await pick(page, lot);
  const before = page.requests.length;
  await page.context().setOffline(true);
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
  await page.context().setOffline(false);
  const asked = page.requests.slice(before).filter((url) => !url.startsWith("blob:") && !/\.(svg|png)/.test(url));
  same(asked.join(" "), "", "requests while verifying");
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
  await lots(desk);
  await tampering(desk);
  await privacy(desk);
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
