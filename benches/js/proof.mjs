// Lots verified in Node: the whole as WebAssembly beside its bare signatures in the same module, and beside the same
// signatures by libraries in JavaScript, which are spared everything else.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [lots, home, peers] = process.argv.slice(2);
const terroir = await import(pathToFileURL(join(home, "node/index.mjs")));
const require = createRequire(join(peers, "index.js"));
const { ed25519 } = await import(pathToFileURL(require.resolve("@noble/curves/ed25519.js")));
const { p256 } = await import(pathToFileURL(require.resolve("@noble/curves/nist.js")));
const { sm2 } = require("sm-crypto");

// What was promised, where anything was: the whole to its bare signatures at most, times faster than the peer at least.
const PEERS = {
  ed25519: { name: "@noble/curves", whole: 1.3, times: 5, verify: (s) => ed25519.verify(s.signature, s.message, s.key, { zip215: false }) },
  p256: { name: "@noble/curves", verify: (s) => p256.verify(s.signature, s.message, s.key, { lowS: false }) },
  sm2: { name: "sm-crypto", whole: 1.3, times: 10, verify: (s) => sm2.doVerifySignature(s.message, s.hex, s.point, { hash: true }) },
};

const PAIRS = 41;

const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));

function forPeer({ public_key, algorithm, message, signature }) {
  const key = bytes(public_key);
  const hex = Buffer.from(signature, "base64").toString("hex");
  const made = { algorithm, key, hex, message: bytes(message), signature: bytes(signature) };
  if (algorithm === "sm2") {
    made.message = [...made.message];
    made.point = sm2.comparePublicKeyHex ? Buffer.from(key).toString("hex") : undefined;
  }
  return made;
}

function forUs(request) {
  const short = Buffer.from(request.signature, "base64").subarray(0, 63).toString("base64");
  return { text: JSON.stringify(request), refused: JSON.stringify({ ...request, signature: short }) };
}

const time = (run) => {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1e6;
};

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

function measure({ algorithm, request, signatures }) {
  const text = JSON.stringify(request);
  const ours = signatures.map(forUs);
  const peer = PEERS[algorithm];
  const theirs = signatures.map(forPeer);
  const sides = {
    whole: () => terroir.callJson("verify_passport", text),
    verified: () => ours.forEach(({ text }) => terroir.callJson("verify_signature", text)),
    // A signature of 63 bytes is refused before any arithmetic: what is left is the way in and out.
    refused: () => ours.forEach(({ refused }) => terroir.callJson("verify_signature", refused)),
    peer: () => theirs.forEach((made) => PEERS[made.algorithm].verify(made)),
  };
  if (JSON.parse(sides.whole()).ok.outcome !== "accepted") throw new Error("the lot is not accepted");
  for (const { text } of ours) {
    if (!JSON.parse(terroir.callJson("verify_signature", text)).ok.valid) throw new Error("not valid to us");
  }
  for (const made of theirs) {
    if (PEERS[made.algorithm].verify(made) !== true) throw new Error(`not valid to ${peer.name}`);
  }
  for (let warm = 0; warm < 3; warm++) Object.values(sides).forEach((side) => side());
  const rows = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const row = {};
    const names = Object.keys(sides);
    if (pair % 2) names.reverse();
    for (const name of names) row[name] = time(sides[name]);
    row.bare = row.verified - row.refused;
    rows.push(row);
  }
  const of = (value) => median(rows.map(value));
  const beside = of((row) => row.whole / row.bare);
  const faster = of((row) => row.peer / row.whole);
  const ms = (value) => `${of(value).toFixed(2)} ms`;
  const judged = (line, sign, goal, met) => {
    console.log(`in Node, ${algorithm}: ${line}  ${goal ? `${sign} ${goal} ${met ? "met" : "MISSED"}` : "nothing was promised"}`);
    return !goal || met;
  };
  const bare = `whole ${ms((row) => row.whole)}, ${signatures.length} bare signatures ${ms((row) => row.bare)}: ratio ${beside.toFixed(3)}`;
  const theirsBare = `bare by ${peer.name} ${ms((row) => row.peer)}: the whole is ${faster.toFixed(1)} times faster`;
  const met = [judged(bare, "≤", peer.whole, beside <= peer.whole), judged(theirsBare, "≥", peer.times, faster >= peer.times)];
  return met.every(Boolean);
}

const results = JSON.parse(readFileSync(lots, "utf8")).map(measure);
process.exitCode = results.every(Boolean) ? 0 : 1;
