"use strict";
// terroir in a mini-program: CommonJS, ES2015, no WebAssembly global, no TextDecoder, no fetch, no eval, no BigInt.

const { face } = require("./face.js");

/** UTF-8 from a string; the core refuses what a lone surrogate becomes here, since it is no UTF-8. */
function encode(text) {
  const bytes = new Uint8Array(text.length * 3);
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    let code = text.charCodeAt(index);
    if (code >= 0xd800 && code < 0xdc00 && index + 1 < text.length) {
      const low = text.charCodeAt(index + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        index += 1;
      }
    }
    if (code < 0x80) {
      bytes[at++] = code;
    } else if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6);
      bytes[at++] = 0x80 | (code & 0x3f);
    } else if (code < 0x10000) {
      bytes[at++] = 0xe0 | (code >> 12);
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[at++] = 0x80 | (code & 0x3f);
    } else {
      bytes[at++] = 0xf0 | (code >> 18);
      bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[at++] = 0x80 | (code & 0x3f);
    }
  }
  return bytes.subarray(0, at);
}

/** A string from UTF-8 that the core wrote, so it is well-formed. */
function decode(bytes) {
  const parts = [];
  let units = [];
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at++];
    if (lead < 0x80) {
      units.push(lead);
    } else if (lead < 0xe0) {
      units.push(((lead & 0x1f) << 6) | (bytes[at++] & 0x3f));
    } else if (lead < 0xf0) {
      units.push(((lead & 0x0f) << 12) | ((bytes[at++] & 0x3f) << 6) | (bytes[at++] & 0x3f));
    } else {
      const high = ((lead & 0x07) << 18) | ((bytes[at++] & 0x3f) << 12);
      const code = (high | ((bytes[at++] & 0x3f) << 6) | (bytes[at++] & 0x3f)) - 0x10000;
      units.push(0xd800 | (code >> 10), 0xdc00 | (code & 0x3ff));
    }
    if (units.length > 4096) {
      parts.push(String.fromCharCode.apply(null, units));
      units = [];
    }
  }
  parts.push(String.fromCharCode.apply(null, units));
  return parts.join("");
}

/** What `face` needs, on the exports of the module. */
function raw(wasm) {
  const memory = () => new Uint8Array(wasm.memory.buffer);

  /** Hands texts to `run` as pointers and lengths, and takes them back. */
  function lend(texts, run) {
    const loans = [];
    try {
      for (const text of texts) {
        const bytes = encode(String(text));
        const pointer = wasm.terroir_alloc(bytes.length);
        if (pointer === 0) throw new Error("no memory for " + bytes.length + " bytes");
        memory().set(bytes, pointer);
        loans.push(pointer, bytes.length);
      }
      return run.apply(null, loans);
    } finally {
      for (let index = 0; index < loans.length; index += 2) wasm.terroir_free(loans[index], loans[index + 1]);
    }
  }

  /** The text behind an answer's pointer, which is freed. */
  function take(pointer) {
    if (pointer === 0) throw new Error("no memory for the answer");
    const bytes = memory();
    const length =
      bytes[pointer] + bytes[pointer + 1] * 0x100 + bytes[pointer + 2] * 0x10000 + bytes[pointer + 3] * 0x1000000;
    const text = decode(bytes.subarray(pointer + 4, pointer + 4 + length));
    wasm.terroir_free(pointer, length + 4);
    return text;
  }

  /** The class of what is kept open between calls: its functions are `terroir_KIND_…`. */
  function kept(kind) {
    const inside = (verb) => wasm["terroir_" + kind + "_" + verb];
    return class {
      constructor(text) {
        const texts = text === undefined ? [] : [text];
        this.why = "";
        this.handle = lend(texts, inside("new"));
        if (this.handle === 0) this.why = take(lend(texts, inside("fault")));
      }

      fault() {
        return this.why;
      }

      appendJson(more) {
        return take(lend([more], (a, b) => inside("append")(this.handle, a, b)));
      }

      callJson(operation, request) {
        return take(lend([operation, request], (a, b, c, d) => inside("call")(this.handle, a, b, c, d)));
      }

      free() {
        inside("free")(this.handle);
        this.handle = 0;
      }
    };
  }

  return {
    callJson: (operation, request) => take(lend([operation, request], wasm.terroir_call)),
    Book: kept("book"),
    History: kept("history"),
    Log: kept("log"),
  };
}

/**
 * Loads terroir.
 *
 * `instantiate(path, imports)` is the host's own: `WXWebAssembly.instantiate` in WeChat, `MYWebAssembly.instantiate`
 * in Alipay; `path` is where the package put `terroir.wasm`.
 */
function load(options) {
  const started = options.instantiate(options.path, {});
  return Promise.resolve(started).then((result) => face(raw((result.instance || result).exports)));
}

exports.load = load;
