/** Any JSON value. A member that is `undefined` counts as absent. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json | undefined };

/** Why a question could not be asked, and where in the request (JSON pointer, RFC 6901). */
export interface Fault {
  /** What is wrong; stable for ever. */
  code: string;
  /** Where; empty for the whole request. */
  at: string;
  /** The same for a person, in English. */
  message: string;
}

/** What every function answers; none throws. */
export type Answer<T> = { ok: T; fault?: undefined } | { ok?: undefined; fault: Fault };

/** The name of an operation. */
export type Name = keyof Operations;

/** Members of requests that are given once, such as a trust bundle; made by `openBook`. */
export interface Book {
  /** As `call`: the request need not repeat what the book has. */
  call<N extends Name>(operation: N, request: Partial<Operations[N]["request"]>): Answer<Operations[N]["answer"]>;
  /** As `call`, text in and text out. */
  callJson(operation: string, request: string): string;
  /** Gives its memory back; later calls answer the fault `book-closed`. */
  free(): void;
}

/** What was appended to a history. */
export interface Appended {
  /** The document's number, from 0. */
  document: number;
  /** How many events came to the history. */
  events: number;
  /** How many events it has now. */
  total: number;
  /** JSON pointers of objects that have no event type and so are no events; at most 100. */
  untyped: string[];
}

/** Events that are given once, and more as they come; made by `openHistory`. */
export interface History {
  /** Puts the events of a document, an event or an array of events at the end; of a faulty document nothing. */
  append(document: Json): Answer<Appended>;
  /** As `append`, text in and text out: number spelling is kept, duplicate members are seen. */
  appendJson(document: string): string;
  /** As `call`, asked of the events here: the request has none of its own. Other operations answer as ever. */
  call<N extends Name>(operation: N, request: Partial<Operations[N]["request"]>): Answer<Operations[N]["answer"]>;
  /** As `call`, text in and text out. */
  callJson(operation: string, request: string): string;
  /** Gives its memory back; later calls answer the fault `history-closed`. */
  free(): void;
}

/** A log to open: a new one, or one to go on with. */
export interface LogSettings {
  /** The log's name: that of its key. */
  origin: string;
  /** The hash function of the log; `sha256` unless said. */
  suite?: "sha256" | "sm3";
  /** What the log keeps: `entries` unless said, or hashes of leaves only. */
  keep?: "entries" | "hashes";
  /** Leaves of the log so far; 0 unless said. */
  size?: number | string;
  /** The partial tiles at the log's edge, base64 by path. */
  tiles?: { [path: string]: string };
}

/** Entries for a log: `texts`, `entries` or `leaf_hashes`, one of them. */
export interface LogBatch {
  /** Entries, as text. */
  texts?: string[];
  /** Entries, base64. */
  entries?: string[];
  /** Hashes of leaves, base64; only if the log keeps hashes. */
  leaf_hashes?: string[];
  /** Leaves whose tiles are stored, so that the log need not keep them. */
  stored?: number | string;
}

/** What was appended to a log. */
export interface LogAppended {
  /** Index of the first of the new leaves, as decimal text. */
  first: string;
  /** Leaves in the log now, as decimal text. */
  size: string;
  /** Root of the log now, base64. */
  root: string;
}

/** A transparency log that grows; made by `openLog`. */
export interface Log {
  /** Puts entries at the end, all of them or none. */
  append(batch: LogBatch): Answer<LogAppended>;
  /** As `append`, text in and text out. */
  appendJson(batch: string): string;
  /** As `call`, asked of this log: `log_checkpoint`, `log_tiles`, `prove_inclusion`, `prove_consistency`. */
  call<N extends Name>(operation: N, request: Partial<Operations[N]["request"]>): Answer<Operations[N]["answer"]>;
  /** As `call`, text in and text out. */
  callJson(operation: string, request: string): string;
  /** Gives its memory back; later calls answer the fault `log-closed`. */
  free(): void;
}

/** Loads the module where there is something to wait for: in a browser, once, before anything else. */
export function init(source?: unknown): Promise<void>;

/** Asks an operation by name. */
export function call<N extends Name>(operation: N, request: Operations[N]["request"]): Answer<Operations[N]["answer"]>;

/** Asks an operation by name, text in and text out. */
export function callJson(operation: string, request: string): string;

/**
 * As `call`, for a request of values that JSON has no word for: a `Map`, a `BigInt`, a typed array. Looser than `call`: what
 * serde-wasm-bindgen reads otherwise than it looks (`undefined`, a `Date`) is not refused. Not in the build for mini-programs.
 */
export function callValue(operation: string, request: unknown): Answer<unknown>;

/** Opens a book from members that later requests need not repeat. */
export function openBook(members: { [name: string]: Json }): Answer<Book>;

/** Opens a history without events. */
export function openHistory(): History;

/** Opens a log, a new one or one to go on with from its edge. */
export function openLog(settings: LogSettings): Answer<Log>;
