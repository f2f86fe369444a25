// The small verifiers: on the same passports they give the same answer as the whole library, less its messages. The
// smallest knows Ed25519 alone, and says so where another signature counts.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";

const home = process.env.TERROIR_PACKAGE;
const terroir = await import(pathToFileURL(join(home, "node/index.mjs")));
const [core, whole] = ["terroir_verify.wasm", "terroir_verify_full.wasm"].map(
  (name) => new WebAssembly.Module(readFileSync(join(home, "verify", name))),
);
const instances = [core, whole].map((module) => new WebAssembly.Instance(module, {}).exports);
const passport = readFileSync(new URL("../../tests/frozen/worked-example/passport.txt", import.meta.url), "utf8");

function verify({ memory, verify_passport }, text) {
  const bytes = new TextEncoder().encode(text);
  const at = memory.grow(Math.ceil(bytes.length / 65536)) * 65536;
  new Uint8Array(memory.buffer, at).set(bytes);
  const answer = verify_passport(at, bytes.length);
  const length = new DataView(memory.buffer).getUint32(answer, true);
  return JSON.parse(new TextDecoder().decode(new Uint8Array(memory.buffer, answer + 4, length)));
}

function agree(request, among = instances) {
  return among.map((exports) => agrees(exports, JSON.stringify(request)))[0];
}

function agrees(exports, text) {
  const whole = JSON.parse(terroir.callJson("verify_passport", text));
  const small = verify(exports, text);
  if (whole.fault) {
    assert.equal(small.fault?.code, whole.fault.code, text);
    assert.ok(whole.fault.at.startsWith(small.fault.at), text);
  } else {
    delete whole.ok.claim;
    assert.deepEqual(small, whole, text);
  }
  return small;
}

const base64 = (text) => Buffer.from(text).toString("base64");
const seed = (byte) => Buffer.alloc(32, byte).toString("base64");
const key = (name, byte, message = "", algorithm = "ed25519") =>
  terroir.call("sign", { name, seed: seed(byte), message: base64(message), algorithm }).ok;

function bundle(algorithm = "ed25519", suite = "sha256") {
  const record = (party, vkey, verbs) =>
    `{"from":"2026-01-01T00:00:00Z","may":[${verbs.map((verb) => `["${verb}","t/coop.example/"]`)}],"party":"${party}",` +
    `"suite":"${suite}","until":"2027-01-01T00:00:00Z","vkey":"${vkey}"}`;
  const root = key("roots.example/1", 7).vkey;
  const json =
    `{"expires":"2027-01-01T00:00:00Z","issued":"2026-01-01T00:00:00Z","keys":[` +
    `${record("coop.example", key("coop.example/keeper", 1, "", algorithm).vkey, ["keep", "write:made", "write:output"])},` +
    `${record("lab.example", key("lab.example/bench-1", 2, "", algorithm).vkey, ["write:event"])}],` +
    `"parties":[{"id":"coop.example","roles":["keeper"]},{"id":"lab.example","roles":["laboratory"]}],` +
    `"roots":{"k":1,"keys":["${root}"]},"version":1}`;
  const { signature } = key("roots.example/1", 7, `terroir/v1 bundle sha256\n${json}`);
  const id = root.split("+").slice(0, 2).join("+");
  return { bundle: `terroir/v1 bundle\n${json}\n${id} ${signature}\n`, roots: { k: 1, keys: [root] } };
}

const full = {
  passport,
  ...bundle(),
  now: "2026-05-01T08:00:00+08:00",
  scanned: "https://coop.example/t/coop.example/TEA-01/S26?tr=AAAAA7TytAyGLT4rv7jGFyTYsrk",
};

test("one function, the memory, and nothing from the host", () => {
  for (const module of [core, whole]) {
    assert.deepEqual(WebAssembly.Module.imports(module), []);
    const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
    assert.deepEqual(exported.sort(), ["memory", "verify_passport"]);
  }
});

test("the worked example, in every way of asking", () => {
  assert.equal(agree(full).ok.aspects.find(({ aspect }) => aspect === "chains").status, "pass");
  const seen = { version: 2, heads: [{ hash: base64("0".repeat(32)), lot: "t/coop.example/TEA-01/S26", n: 0 }] };
  const questions = [{ passport }, { seen }, { now: null }, { require: { aspects: ["bytes"] } }, { scanned: "other" }];
  for (const question of questions) agree({ ...full, ...question });
});

test("questions that cannot be asked", () => {
  const wrong = [{ passport: null }, { roots: null }, { bundle: null }, { now: "noon" }, { seen: { heads: [{}] } }, { x: 1 },
    { require: { allow: ["recalled"] } }, { roots: { k: 1, keys: ["x"] } }, { roots: { k: 2, keys: full.roots.keys } },
    { roots: { k: 1, keys: [key("roots.example/1", 8).vkey] } }];
  for (const question of wrong) assert.ok(agree({ ...full, ...question }).fault, JSON.stringify(question));
  for (const text of ["", "[", "{}{}", "\"\"", "{\"passport\":\"\",\"passport\":\"\"}"]) {
    for (const exports of instances) assert.ok(verify(exports, text).fault, text);
  }
});

test("a changed byte anywhere", () => {
  for (let at = 0; at < passport.length; at += 7) {
    for (const other of ["0", "\n", "}"]) agree({ ...full, passport: passport.slice(0, at) + other + passport.slice(at + 1) });
  }
  for (let at = 0; at < full.bundle.length; at += 23) {
    agree({ ...full, bundle: full.bundle.slice(0, at) + "0" + full.bundle.slice(at + 1) });
  }
});

// A lot of one entry, by keys of another algorithm than the root's.
function signed(algorithm, suite) {
  const lot = "t/coop.example/TEA-01/S26";
  const signer = { name: "coop.example/keeper", algorithm, seed: seed(1) };
  const entry = { kind: "made", subject: lot, act: "2026-04-03T06:30:00+08:00", amount: [["12.50", "KGM"]] };
  const { line } = terroir.call("record_entry", { entry, signer, suite }).ok;
  const time = "2026-04-06T08:05:00+08:00";
  const sealed = { lot, issuer: "coop.example", status: "sealed", time, lines: [line], signer, suite };
  const { head } = terroir.call("seal_lot", sealed).ok;
  const { passport } = terroir.call("build_passport", { lot, heads: [head], lines: [line] }).ok;
  return { passport, ...bundle(algorithm, suite), now: full.now, scanned: lot };
}

test("lots signed with P-256 and SM2", () => {
  const signatures = ({ ok }) => {
    const { status, codes } = ok.aspects.find(({ aspect }) => aspect === "signatures");
    return { status, codes: codes.map(({ code }) => code) };
  };
  for (const [algorithm, suite] of [["p256", "sha256"], ["sm2", "sm3"]]) {
    const request = signed(algorithm, suite);
    const codes = signatures(agree(request, [instances[1]])).codes;
    assert.deepEqual(codes, ["no-witnessed-time"], algorithm);
    const { status, codes: found } = signatures(verify(instances[0], JSON.stringify(request)));
    assert.equal(status, "not-evaluated", algorithm);
    assert.ok(found.includes("not-built"), algorithm);
    for (let at = 0; at < request.passport.length; at += 11) {
      const changed = request.passport.slice(0, at) + "0" + request.passport.slice(at + 1);
      agree({ ...request, passport: changed }, [instances[1]]);
    }
  }
});
