// A mini-program host in small: CommonJS with relative `require`, the language of ES2015, and nothing beside it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

/** Globals that the real hosts lack, and Node's contexts have. */
const LACKING = ["WebAssembly", "BigInt", "BigInt64Array", "BigUint64Array", "globalThis", "SharedArrayBuffer",
  "Atomics", "WeakRef", "FinalizationRegistry", "Intl", "AggregateError", "Iterator", "console", "eval", "Function"];

/** A fresh host; `edit(name, source)` may change what it reads, for controls. */
export function host(folder, edit = (name, source) => source) {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  vm.runInContext(`for (const name of ${JSON.stringify(LACKING)}) delete this[name];`, context);
  const loaded = new Map();
  const require = (name) => {
    if (!/^\.\/[a-z]+\.js$/.test(name)) throw new Error(`the host has no module ${name}`);
    if (loaded.has(name)) return loaded.get(name).exports;
    const source = edit(name, readFileSync(join(folder, name), "utf8"));
    const wrapped = vm.runInContext(`(function (exports, require, module) {${source}\n})`, context, { filename: name });
    const module = { exports: vm.runInContext("({})", context) };
    loaded.set(name, module);
    wrapped(module.exports, require, module);
    return module.exports;
  };
  return { require, run: (source) => vm.runInContext(source, context) };
}

/** What `WXWebAssembly.instantiate` does: a path in the package, never bytes. */
export function instantiate(folder) {
  return async (path, imports) => {
    if (typeof path !== "string") throw new TypeError("instantiate takes a path");
    const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, path)), imports);
    return { instance: { exports: instance.exports } };
  };
}

/** terroir as a mini-program loads it. */
export function mini(folder) {
  return host(folder).require("./terroir.js").load({ path: "terroir.wasm", instantiate: instantiate(folder) });
}
