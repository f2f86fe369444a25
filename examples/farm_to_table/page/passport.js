// Reads a passport for showing (docs/FORMATS.md §9): content is counted, never searched.
//
// Nothing here decides anything: the verdict comes from the library alone.

/** Sections of a passport's text, or null where the counting does not come out. */
export function read(text) {
  const rows = text.split("\n");
  let at = 0;
  const next = () => rows[at++];
  const counted = (header, name) => {
    const match = new RegExp(`^@${name} (?:\\d+ )?(\\d+)$`).exec(header ?? "");
    if (!match) return null;
    const content = rows.slice(at, at + Number(match[1]));
    at += Number(match[1]);
    return content;
  };
  if (next() !== "terroir/v1 passport") return null;
  const lots = [];
  const others = [];
  while (at < rows.length) {
    const header = next();
    if (header === "@end") return { lots, others };
    const [name, argument] = header.split(" ");
    const lot = lots[lots.length - 1];
    if (name === "@lot" || name === "@bounded") {
      lots.push({ lot: argument, bounded: name === "@bounded", heads: [], proofs: 0, lines: [], disclosures: [], index: 0 });
      if (name === "@bounded") lots[lots.length - 1].heads.push(signed(next()));
    } else if (name === "@output" && lot) {
      const proof = counted(header, "output");
      if (!proof) return null;
      lot.lines = [signed(proof[0] ?? "")];
    } else {
      const content = counted(header, name.slice(1));
      if (!content || at > rows.length) return null;
      if (name === "@heads" && lot) lot.heads = content.map(signed);
      else if (name === "@proof" && lot) lot.proofs += 1;
      else if (name === "@lines" && lot) lot.lines = content.map(signed);
      else if (name === "@disclosures" && lot) lot.disclosures = content;
      else others.push({ name, content });
    }
  }
  return null;
}

/** A signed line: JSON, one space, signature. */
export function signed(line) {
  const cut = line.lastIndexOf(" ");
  const text = cut < 0 ? line : line.slice(0, cut);
  let json = null;
  try {
    json = exact(text);
  } catch {
    // A line that does not read stays as text; the verdict says why.
  }
  return { line, text, json };
}

/** JSON whose numbers keep their digits: `12.50` stays `12.50`. */
function exact(text) {
  return JSON.parse(text, (_, value, context) => (typeof value === "number" ? (context?.source ?? String(value)) : value));
}

/** What each disclosure opens: digest → `{name, value}`. Only for SHA-256 writers; others stay closed here. */
export async function opened(passport) {
  const open = new Map();
  for (const text of passport.lots.flatMap((lot) => lot.disclosures)) {
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const [, name, value] = JSON.parse(new TextDecoder().decode(bytes));
    open.set(base64url(new Uint8Array(hash)), { name, value });
  }
  return open;
}

/** Gives each line the hash by which a later line names it (FORMATS §1, object hash). Only for SHA-256 writers. */
export async function nameLines(passport) {
  const context = "terroir/v1 entry sha256\n";
  for (const line of passport.lots.flatMap((lot) => lot.lines)) {
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(context + line.text));
    line.hash = btoa(String.fromCharCode(...new Uint8Array(hash)));
  }
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Where one byte may be flipped, by kind: the offset of a digit whose neighbour still makes sense. */
export function places(text) {
  const bytes = new TextEncoder().encode(text);
  const plain = new TextDecoder("latin1").decode(bytes); // one character a byte, so that offsets are bytes
  const find = (pattern) => {
    const match = pattern.exec(plain);
    return match ? match.index + match[0].length - 1 : -1;
  };
  return {
    weight: find(/"amount":\[\["\d+/),
    reading: find(/"uom":"CEL","value":\d+/),
    date: find(/"act":"\d{4}-\d\d-\d\d/),
    any: spans(plain),
  };
}

/** Where heads and records stand: pairs of first byte and length. */
function spans(plain) {
  const found = [];
  let at = 0;
  let counted = 0;
  for (const row of plain.split("\n")) {
    if (counted > 0) {
      found.push([at, row.length]);
      counted -= 1;
    } else {
      counted = Number(/^@(?:heads|lines) (\d+)$/.exec(row)?.[1] ?? 0);
    }
    at += row.length + 1;
  }
  return found;
}

/** One of their bytes, by a number from 0 to 1. */
export function anyByte(found, chance) {
  let left = Math.floor(chance * found.reduce((sum, [, length]) => sum + length, 0));
  for (const [start, length] of found) {
    if (left < length) return start + left;
    left -= length;
  }
  return found[0][0];
}

/** One bit of one byte changed, so that a digit becomes its neighbour. */
export function flip(text, offset) {
  const bytes = new TextEncoder().encode(text);
  bytes[offset] ^= 1;
  return new TextDecoder().decode(bytes);
}

/** The text around a byte: before, the character, after. */
export function around(text, offset, width = 34) {
  const bytes = new TextEncoder().encode(text);
  const part = (from, to) => new TextDecoder().decode(bytes.slice(Math.max(0, from), to)).replaceAll("\uFFFD", "");
  return [part(offset - width, offset), part(offset, offset + 1), part(offset + 1, offset + width)];
}

/** Without the last record of the first lot: the count is mended, so that the file still reads. */
export function dropLast(text) {
  const rows = text.split("\n");
  const header = rows.findIndex((row) => /^@lines \d+$/.test(row));
  if (header < 0) return text;
  const count = Number(rows[header].slice(7));
  rows[header] = `@lines ${count - 1}`;
  rows.splice(header + count, 1);
  return rows.join("\n");
}
