// A face over lines: operation, tab, request in; answer out. `node lines.mjs esm|cjs|mini PACKAGE`
// PACKAGE is the unpacked npm package. Each question is also asked in object form, and both must agree.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { mini } from "./host.mjs";

const [kind, folder] = process.argv.slice(2);
const home = resolve(folder);

async function load() {
  if (kind === "esm") return import(pathToFileURL(join(home, "node/index.mjs")));
  if (kind === "cjs") return createRequire(join(home, "package.json"))("./node/index.cjs");
  return mini(join(home, "mini"));
}

const terroir = await load();
await terroir.init?.();
const lines = readFileSync(0, "utf8").split("\n").filter((line) => line !== "");
for (const line of lines) {
  const tab = line.indexOf("\t");
  const [operation, request] = [line.slice(0, tab), line.slice(tab + 1)];
  const answer = terroir.callJson(operation, request);
  let parsed;
  try {
    parsed = JSON.parse(request);
  } catch {
    // The text form says what is wrong with it.
  }
  // Numbers that JavaScript cannot hold are for the text form.
  if (parsed !== undefined && JSON.stringify(parsed) === request) {
    assert.deepEqual(same(terroir.call(operation, parsed)), same(JSON.parse(answer)), line);
  }
  process.stdout.write(answer + "\n");
}

/** Objects of another realm are equal if their text is; a fault is the same by code and place. */
function same(answer) {
  const { ok, fault } = answer;
  return JSON.parse(JSON.stringify(fault ? { code: fault.code, at: fault.at } : { ok }));
}
