// A browser: the module is fetched once, then every call is at once.

import start, { Book, History, Log, callJson, callValue } from "./glue.mjs";
import { face } from "./face.mjs";

let loading = null;
let ready = false;

/** Loads the module: from beside this file, or from an address, a response, bytes or a compiled module given here. */
export function init(source) {
  if (loading === null) {
    const module = source === undefined ? new URL("./terroir.wasm", import.meta.url) : source;
    loading = start({ module_or_path: module }).then(
      () => {
        ready = true;
      },
      (error) => {
        loading = null;
        throw error;
      },
    );
  }
  return loading;
}

/** Who calls too early is told so, and not that the library has a defect. */
function early(what) {
  if (!ready) throw new Error("terroir: `await init()` before " + what);
}

const inner = face({ callJson, callValue, Book, History, Log });

export const api = Object.assign({}, inner);
for (const name of Object.keys(inner)) {
  api[name] = (first, second) => {
    early(name);
    return inner[name](first, second);
  };
}
