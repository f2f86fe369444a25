// The mini-program build in its host, and controls that the host and the module lack what the real ones lack.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { host, instantiate, mini } from "./host.mjs";

const folder = join(process.env.TERROIR_PACKAGE, "mini");
const module = new WebAssembly.Module(readFileSync(join(folder, "terroir.wasm")));

test("the host has nothing beyond ES2015", () => {
  const { run } = host(folder);
  for (const name of ["WebAssembly", "TextDecoder", "TextEncoder", "fetch", "BigInt", "globalThis", "eval", "URL",
    "setTimeout", "process", "Buffer", "require"]) {
    assert.equal(run(`typeof ${name}`), "undefined", name);
  }
  assert.throws(() => run("(() => {}).constructor('return 1')()"), /Code generation/);
});

test("a loader that uses TextDecoder does not run there", async () => {
  const edit = (name, source) => source.replace("parts.push(String.fromCharCode.apply(null, units));\n  return parts.join(\"\");",
    "return new TextDecoder().decode(bytes);");
  const control = host(folder, edit).require("./terroir.js");
  const terroir = await control.load({ path: "terroir.wasm", instantiate: instantiate(folder) });
  assert.match(terroir.callJson("operations", "{}"), /TextDecoder is not defined/);
});

test("the module imports nothing and exports no global", () => {
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const kinds = new Set(WebAssembly.Module.exports(module).map(({ kind }) => kind));
  assert.deepEqual([...kinds].sort(), ["function", "memory"]);
});

test("the sources are of 2015", () => {
  for (const name of ["terroir.js", "face.js", "names.js"]) {
    const source = readFileSync(join(folder, name), "utf8").replace(/\/\*[^]*?\*\/|\/\/.*/g, "");
    for (const late of [/\?\.[a-z(]/i, /\?\?/, /\*\*/, /\basync\b/, /\bawait\b/, /catch \{/, /\{\s*\.\.\./, /\d_\d/, /\bimport\b/, /\d+n\b/, /^\s*#/m]) {
      assert.doesNotMatch(source, late, name);
    }
  }
});

test("text of every kind goes in and out whole", async () => {
  const terroir = await mini(folder);
  for (const text of ["", "a", "é", "稻", "🌾", "a稻🌾é".repeat(5000), "\u0000\u007f\u0080\u07ff\u0800\uffff"]) {
    const { fault } = terroir.call(text, {});
    assert.equal(fault.code, "unknown-operation");
    const shown = [...text].slice(0, 64).join("");
    assert.ok(fault.message.endsWith("`" + shown + "`"), text.slice(0, 9));
  }
});

test("a book opens, answers, closes, and says so", async () => {
  const terroir = await mini(folder);
  const { ok: book } = terroir.openBook({ bundle: "x" });
  assert.deepEqual(Object.keys(book.call("operations", {})), ["ok"]);
  book.free();
  book.free();
  assert.equal(book.call("operations", {}).fault.code, "book-closed");
  assert.equal(terroir.openBook([]).fault.code, "malformed-request");
});

test("a history takes events as they come, answers and closes", async () => {
  const terroir = await mini(folder);
  const history = terroir.openHistory();
  assert.equal(history.append({ type: "ObjectEvent", epcList: ["t/a/P/1"] }).ok.total, 1);
  assert.equal(history.call("trace", { from: ["t/a/P/1"] }).ok.nodes[0].name, "t/a/P/1");
  assert.equal(history.call("find_gaps", { of: ["t/a/P/1"] }).ok.mute, 1);
  assert.equal(history.call("query_events", { query: { MATCH_epc: ["t/a/P/1"] } }).ok.events[0].at, "/0");
  const required = { schema: "terroir-required/1", id: "a", version: "1", names: { en: "a" }, status: "draft",
    sources: [{ title: "a", checked: "memory" }], elements: [] };
  assert.equal(history.call("check_required", { required }).ok.mute, 1);
  history.free();
  history.free();
  assert.equal(history.append([]).fault.code, "history-closed");
});

test("a log takes entries, answers and closes", async () => {
  const terroir = await mini(folder);
  const { ok: log } = terroir.openLog({ origin: "log.example/tea", suite: "sm3" });
  assert.equal(log.append({ texts: ["sown", "sprayed"] }).ok.size, "2");
  assert.equal(log.call("prove_inclusion", { index: 1 }).ok.proved.proof.length, 1);
  log.free();
  log.free();
  assert.equal(log.append({ texts: [] }).fault.code, "log-closed");
  assert.equal(terroir.openLog({ origin: "" }).fault.at, "/origin");
});

test("memory comes back", async () => {
  let exports;
  const keep = async (path, imports) => {
    const result = await instantiate(folder)(path, imports);
    exports = result.instance.exports;
    return result;
  };
  const terroir = await host(folder).require("./terroir.js").load({ path: "terroir.wasm", instantiate: keep });
  const round = () => { for (let i = 0; i < 200; i += 1) terroir.callJson("operations", `{"text":"${"x".repeat(50_000)}"}`); };
  round();
  const before = exports.memory.buffer.byteLength;
  round();
  assert.equal(exports.memory.buffer.byteLength, before);
});
