// The library in the browser: what a text is, and whether a passport holds. No server is asked.

import { decodeLabel, init, messages, redactPassport, scan as identify, verifyLabel, verifyPassport, viewAs } from "/terroir/index.mjs";
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

/** A passport without its personal details: salts and values are gone, every line, root and signature is as it was. */
export const withhold = (passport) => redactPassport({ passport, all: true }).ok?.passport ?? passport;

/** A passport as a role may see it for a purpose. */
export const seenBy = (passport, role, purpose) => viewAs({ passport, role, purpose }).ok?.passport ?? passport;

/** What an offline label says of the lot and its head; nothing of it is verified. */
export const decoded = (label, bundle, roots) => (loaded ? (decodeLabel({ text: label, bundle, roots }).ok ?? null) : null);

/**
 * The verdict on a passport and the code that was scanned, or on an offline label alone, in the shape and the language of
 * the page; null where none could be reached. `seen` are heads that the phone has seen before.
 */
export function verify({ passport, label, bundle, roots, code, now, seen = [] }) {
  if (!loaded) return null;
  const known = { bundle, roots, now, seen: { heads: seen } };
  const answer = label ? verifyLabel({ label, ...known }) : verifyPassport({ passport, scanned: code, ...known });
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
