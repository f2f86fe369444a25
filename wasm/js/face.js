"use strict";
// The part that all three loaders share: objects to strict JSON text, answers to objects, a function per operation.
// ES2015, and nothing that a mini-program lacks.

const names = require("./names.js");

const DEPTH = 64;
const CHARACTERS = 16 * 1024 * 1024;
const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Why a value has no exact JSON text, and where. */
class Refused extends Error {
  constructor(at, message, code) {
    super(message);
    this.at = at;
    this.code = code || "malformed-request";
  }
}

/** Collects text, and stops before it is too much: a value that contains itself would never end. */
class Writer {
  constructor() {
    this.parts = [];
    this.length = 0;
    this.path = [];
  }

  refuse(message, code) {
    const token = (name) => "/" + String(name).replace(/~/g, "~0").replace(/\//g, "~1");
    throw new Refused(this.path.map(token).join(""), message, code);
  }

  put(text) {
    this.length += text.length;
    if (this.length > CHARACTERS) this.refuse("more than " + CHARACTERS + " characters", "too-large");
    this.parts.push(text);
  }

  string(text) {
    if (LONE.test(text)) this.refuse("lone surrogate", "malformed-json");
    this.put(JSON.stringify(text));
  }

  number(value) {
    if (!isFinite(value)) this.refuse("a number must be finite");
    if (Math.floor(value) === value && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
      this.refuse("an integer this large has lost digits: give it as text");
    }
    this.put(JSON.stringify(value));
  }

  value(value) {
    if (value === null) return this.put("null");
    switch (typeof value) {
      case "string": return this.string(value);
      case "number": return this.number(value);
      case "boolean": return this.put(value ? "true" : "false");
      case "bigint": return this.put(String(value));
      case "object": break;
      default: this.refuse("a " + typeof value + " has no JSON form");
    }
    if (this.path.length >= DEPTH) this.refuse("deeper than " + DEPTH + " levels");
    if (Array.isArray(value)) return this.array(value);
    if (Object.prototype.toString.call(value) !== "[object Object]") {
      this.refuse("only plain objects, arrays, text, numbers, true, false and null have a JSON form");
    }
    this.object(value);
  }

  array(items) {
    this.put("[");
    for (let index = 0; index < items.length; index += 1) {
      if (index > 0) this.put(",");
      this.within(index, items[index]);
    }
    this.put("]");
  }

  /** A member that is `undefined` is a member that is not there. */
  object(members) {
    let between = "";
    this.put("{");
    for (const name of Object.keys(members)) {
      const member = members[name];
      if (member === undefined) continue;
      this.put(between);
      between = ",";
      this.path.push(name);
      this.string(name);
      this.put(":");
      this.value(member);
      this.path.pop();
    }
    this.put("}");
  }

  within(name, value) {
    this.path.push(name);
    this.value(value);
    this.path.pop();
  }
}

/** The JSON text of a value; throws `Refused`. */
function text(value) {
  const writer = new Writer();
  writer.value(value);
  return writer.parts.join("");
}

function fault(code, at, message) {
  return { fault: { code, at, message } };
}

/** What `use` makes of a value's JSON text; a value that cannot be written as JSON is an ordinary answer. */
function withText(value, use) {
  let written;
  try {
    written = text(value);
  } catch (error) {
    return fault(error.code || "malformed-request", error.at || "", error.message);
  }
  return use(written);
}

/** Asks with an object. */
function ask(callJson, operation, request) {
  return withText(request, (written) => JSON.parse(callJson(operation, written)));
}

/** A call that never throws: a trap inside is a defect, and said to be one. */
function guarded(callJson) {
  return (operation, request) => {
    if (typeof operation !== "string" || typeof request !== "string") {
      return JSON.stringify(fault("malformed-request", "", "operation and request are strings"));
    }
    if (LONE.test(request)) return JSON.stringify(fault("malformed-json", "", "lone surrogate"));
    try {
      return callJson(operation, request);
    } catch (error) {
      return JSON.stringify(fault("internal", "", "a defect in terroir: " + error.message));
    }
  };
}

/** What is kept open between calls; later calls on a closed one answer the fault `code`. */
class Handle {
  constructor(inner, code, message) {
    this.inner = inner;
    this.closed = JSON.stringify(fault(code, "", message));
  }

  call(operation, request) {
    return ask((name, written) => this.callJson(name, written), operation, request);
  }

  callJson(operation, request) {
    if (this.inner === null) return this.closed;
    return guarded((name, written) => this.inner.callJson(name, written))(operation, request);
  }

  /** Gives its memory back. Closing twice does nothing. */
  free() {
    const inner = this.inner;
    this.inner = null;
    if (inner !== null) inner.free();
  }
}

/** A handle that more can be appended to. */
class Growing extends Handle {
  append(more) {
    return ask((_, written) => this.appendJson(written), "", more);
  }

  appendJson(more) {
    if (this.inner === null) return this.closed;
    return guarded((_, written) => this.inner.appendJson(written))("", more);
  }
}

/** Opens a handle that may not open: `Inner` says why in `fault()`. */
function open(Inner, members, wrap) {
  return withText(members, (written) => {
    const inner = new Inner(written);
    const why = inner.fault();
    if (why === "") return { ok: wrap(inner) };
    inner.free();
    return JSON.parse(why);
  });
}

const book = (inner) => new Handle(inner, "book-closed", "this book was closed");
const history = (inner) => new Growing(inner, "history-closed", "this history was closed");
const log = (inner) => new Growing(inner, "log-closed", "this log was closed");

/**
 * Everything a program gets, around what a loader has: `callJson(operation, text)`, a class `Book` with `fault()`,
 * `callJson(operation, text)` and `free()`, a class `History` with `appendJson(text)`, `callJson` and `free`, and a class
 * `Log` with all four.
 */
function face(raw) {
  const callJson = guarded((operation, request) => raw.callJson(operation, request));
  const api = {
    callJson,
    call: (operation, request) => ask(callJson, operation, request),
    openBook: (members) => open(raw.Book, members, book),
    openHistory: () => history(new raw.History()),
    openLog: (settings) => open(raw.Log, settings, log),
  };
  if (raw.callValue) api.callValue = raw.callValue;
  for (const [name, operation] of names) {
    api[name] = (request) => ask(callJson, operation, request);
    api[name + "Json"] = (request) => callJson(operation, request);
  }
  return api;
}

exports.face = face;
