// The Node build: both module systems, object and text form, books, and values that have no JSON form.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";

const home = process.env.TERROIR_PACKAGE;
const esm = await import(pathToFileURL(join(home, "node/index.mjs")));
const cjs = createRequire(join(home, "package.json"))("./node/index.cjs");

test("both module systems have the same functions", () => {
  const names = (module) => Object.keys(module).filter((name) => name !== "default" && name !== "module.exports").sort();
  assert.deepEqual(names(esm), names(cjs));
  assert.equal(esm.operations, cjs.operations);
});

test("every operation has a named function and its text twin", () => {
  for (const { name } of esm.operations({}).ok.operations) {
    const camel = name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
    assert.equal(typeof esm[camel], "function", camel);
    assert.equal(typeof esm[camel + "Json"], "function", camel);
    assert.equal(esm[camel + "Json"]("!"), esm.callJson(name, "!"));
  }
});

test("what has no exact JSON text is a fault with its place", () => {
  const round = {};
  round.again = [round];
  let wide = "x";
  for (let level = 0; level < 60; level += 1) wide = [wide, wide];
  const cases = [
    [{ lot: { weight: NaN } }, "/lot/weight", "malformed-request"],
    [{ a: [1, undefined] }, "/a/1", "malformed-request"],
    [{ "a/b": () => {} }, "/a~1b", "malformed-request"],
    [{ when: new Date(0) }, "/when", "malformed-request"],
    [{ map: new Map() }, "/map", "malformed-request"],
    [{ id: 12345678901234567890 }, "/id", "malformed-request"],
    [{ text: "\ud83c" }, "/text", "malformed-json"],
    [undefined, "", "malformed-request"],
    [Symbol("s"), "", "malformed-request"],
  ];
  for (const [request, at, code] of cases) {
    const { fault } = esm.call("operations", request);
    assert.deepEqual({ at: fault.at, code: fault.code }, { at, code });
  }
  assert.match(esm.call("operations", round).fault.message, /deeper/);
  assert.equal(esm.call("operations", { wide }).fault.code, "too-large");
  assert.equal(esm.call("operations", { get lot() { throw new Error("no lot today"); } }).fault.message, "no lot today");
});

test("a member that is undefined is absent", () => {
  assert.ok(esm.operations({ nothing: undefined }).ok);
});

test("what is no text is an ordinary answer", () => {
  for (const [operation, request] of [[1, "{}"], ["operations", 1], [undefined, undefined], ["operations", null]]) {
    assert.equal(JSON.parse(esm.callJson(operation, request)).fault.code, "malformed-request");
  }
  assert.equal(JSON.parse(esm.callJson("operations", "\ud800")).fault.code, "malformed-json");
});

test("a book opens, answers, closes, and says so", () => {
  const { ok: book } = esm.openBook({ bundle: "x" });
  assert.ok(book.call("operations", {}).ok);
  assert.equal(book.call("operations", { no: 1 }).fault.at, "/no");
  book.free();
  book.free();
  assert.equal(book.call("operations", {}).fault.code, "book-closed");
  assert.equal(JSON.parse(book.callJson("operations", "{}")).fault.code, "book-closed");
  assert.equal(esm.openBook("x").fault.code, "malformed-request");
  assert.equal(esm.openBook({ a: NaN }).fault.at, "/a");
});

const requiredData = {
  schema: "terroir-required/1", id: "a", version: "1", names: { en: "a" }, status: "draft",
  sources: [{ title: "a", checked: "memory" }],
  elements: [{ id: "0", names: { en: "a" }, clause: "1", checked: "memory", of: { types: ["TransformationEvent"] },
    where: [{ lot: "input" }], who: "processor" }],
};

test("a history takes events as they come, answers, closes, and says so", () => {
  const history = esm.openHistory();
  const event = (from, to) => ({ type: "TransformationEvent", eventTime: "2026-04-02T09:00:00Z", inputEPCList: [from], outputEPCList: [to] });
  assert.deepEqual(history.append(event("t/a/P/1", "t/a/P/2")).ok, { document: 0, events: 1, total: 1, untyped: [] });
  assert.equal(history.append([event("t/a/P/2", "t/a/P/3"), {}]).ok.total, 2);
  assert.equal(history.append(5).fault.code, "no-events");
  assert.equal(JSON.parse(history.appendJson("{")).fault.code, "malformed-document");
  const { ok } = history.call("trace", { from: ["t/a/P/3"], direction: "back" });
  assert.deepEqual(ok.nodes.map((node) => node.name), ["t/a/P/1", "t/a/P/2", "t/a/P/3"]);
  assert.deepEqual(ok.events.map((event) => event.at), ["/0", "/1/0"]);
  assert.equal(history.call("trace", { from: ["t/a/P/3"], document: [] }).fault.code, "malformed-request");
  assert.equal(history.call("find_gaps", { of: ["t/a/P/3"] }).ok.records, 2);
  const { ok: found } = history.call("query_events", { query: { MATCH_outputEPC: ["t/a/P/3"] } });
  assert.deepEqual(found.events.map((line) => line.at), ["/1/0"]);
  assert.deepEqual(found.events[0].event, event("t/a/P/2", "t/a/P/3"));
  assert.equal(history.call("check_required", { required: requiredData, of: ["t/a/P/2"] }).ok.records, 2);
  assert.ok(history.call("operations", {}).ok);
  history.free();
  history.free();
  assert.equal(history.call("operations", {}).fault.code, "history-closed");
  assert.equal(history.append([]).fault.code, "history-closed");
});

test("a log takes entries, gives tiles, checkpoints and proofs, goes on from its edge, closes, and says so", () => {
  const { ok: log } = esm.openLog({ origin: "log.example/tea" });
  const appended = log.append({ texts: ["sown", "sprayed", "picked"] }).ok;
  assert.equal(appended.size, "3");
  const tiles = log.call("log_tiles", {}).ok.tiles;
  assert.deepEqual(tiles.map((tile) => tile.path), ["tile/entries/000.p/3", "tile/0/000.p/3"]);
  const { checkpoint, vkey } = log.call("log_checkpoint", { seed: "BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=" }).ok;
  const { proved } = log.call("prove_inclusion", { index: 1, checkpoint }).ok;
  assert.ok(esm.verifyLogProof({ proof: proved.tlog_proof, log: vkey, text: "sprayed", bare: true }).ok.valid);

  const edge = Object.fromEntries(tiles.map((tile) => [tile.path, tile.data]));
  const { ok: again } = esm.openLog({ origin: "log.example/tea", size: 3, tiles: edge });
  const grown = { texts: ["washed"] };
  assert.deepEqual(again.append(grown), log.append(grown));
  const { proved: grew } = again.call("prove_consistency", { old_size: 3 }).ok;
  assert.equal(grew.old_root, appended.root);
  assert.ok(esm.verifyConsistency(grew).ok.valid);

  assert.equal(log.append({}).fault.code, "malformed-request");
  assert.equal(log.append({ leaf_hashes: [] }).fault.code, "bad-leaf");
  assert.equal(esm.openLog({ origin: "" }).fault.at, "/origin");
  assert.equal(esm.openLog({ origin: "log", size: 1 }).fault.code, "bad-tile");
  log.free();
  log.free();
  assert.equal(log.append(grown).fault.code, "log-closed");
  assert.equal(log.call("log_tiles", {}).fault.code, "log-closed");
});

test("the browser build gives the same answers once it is loaded", async () => {
  const web = await import(pathToFileURL(join(home, "web/index.mjs")));
  assert.throws(() => web.operations({}), /await init\(\)/);
  await web.init(readFileSync(join(home, "web/terroir.wasm")));
  assert.equal(web.callJson("operations", "{}"), esm.callJson("operations", "{}"));
  assert.deepEqual(Object.keys(web).sort(), Object.keys(esm).sort());
});

test("a request of values that JSON has no word for", () => {
  const text = "https://example.cn/01/06901234567892/10/S26";
  assert.deepEqual(esm.callValue("scan", new Map([["text", text]])), esm.scan({ text }));
  assert.equal(esm.callValue("share_out", Symbol("no")).fault.code, "malformed-request");
  assert.equal(esm.callValue(7, {}).fault.code, "malformed-request");
});
