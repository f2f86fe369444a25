// The library in the browser: what a text is, and whether a passport holds. No server is asked.

import { init, messages, scan as identify, verifyPassport } from "/terroir/index.mjs";
import { language } from "./words.js";

const words = {};
let loaded = false;
try {
  await init();
  for (const tag of ["zh", "en"]) words[tag] = messages({ language: tag }).ok.messages;
  loaded = true;
} catch (error) {
  console.error(error);
}

/** What a scanned or pasted text is: its kind, its canonical form and the lot that it names, if it does. */
export function scan(text) {
  const found = loaded ? identify({ text }).ok : undefined;
  return { kind: found?.kind ?? "text", canonical: found?.canonical ?? "", lot: found?.lot ?? null };
}

/** The verdict in the shape and the language of the page, or null where none could be reached. */
export function verify({ passport, bundle, roots, code, now }) {
  if (!loaded) return null;
  const answer = verifyPassport({ passport, bundle, roots, scanned: code, now });
  if (!answer.ok) {
    console.error(answer.fault);
    return null;
  }
  const { outcome, deciding, aspects, reasons } = answer.ok;
  const place = (aspect, code) => reasons.find((reason) => reason.aspect === aspect && reason.code === code);
  return {
    outcome,
    deciding,
    aspects: aspects.map((one) => ({
      name: one.aspect,
      status: one.status,
      keys: one.keys,
      reasons: one.codes.map(({ code, count }) => {
        const { found, lot } = place(one.aspect, code) ?? {};
        return { code, count, words: words[language()][code] ?? code, about: found || lot || "" };
      }),
    })),
  };
}
