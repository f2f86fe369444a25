// The library in the browser: what a text is, and whether a passport holds. No server is asked.

import { init, scan as identify, verifyPassport } from "/terroir/index.mjs";
import { language } from "./words.js";

let loaded = false;
try {
  await init();
  loaded = true;
} catch (error) {
  console.error(error);
}

const STATUS = { pass: "pass", fail: "fail", "not-evaluated": "open" };

/** The lot that a scanned or pasted text names, or null. */
export function scan(text) {
  if (!loaded) return null;
  return identify({ text }).ok?.lot ?? null;
}

/** The verdict in the shape and the language of the page, or null where none could be reached. */
export function verify({ passport, bundle, roots, code, now }) {
  if (!loaded) return null;
  const answer = verifyPassport({ passport, bundle, roots, code, now });
  if (!answer.ok) {
    console.error(answer.fault);
    return null;
  }
  const verdict = answer.ok;
  const words = (pair) => (language() === "en" ? pair.en : pair.zh);
  return {
    outcome: verdict.outcome,
    deciding: verdict.deciding,
    aspects: verdict.aspects.map((one) => ({
      name: one.aspect,
      status: STATUS[one.status],
      reasons: one.codes.map((code) => ({ code: code.code, words: words(code), about: code.about })),
    })),
    limits: verdict.limits.map(words),
  };
}
