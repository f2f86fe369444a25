// Written by `cargo xtask gen` from the operations' schemas and head.d.ts.

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

/** Loads the module where there is something to wait for: in a browser, once, before anything else. */
export function init(source?: unknown): Promise<void>;

/** Asks an operation by name. */
export function call<N extends Name>(operation: N, request: Operations[N]["request"]): Answer<Operations[N]["answer"]>;

/** Asks an operation by name, text in and text out. */
export function callJson(operation: string, request: string): string;

/** Opens a book from members that later requests need not repeat. */
export function openBook(members: { [name: string]: Json }): Answer<Book>;

/** Every operation by name: what it takes and what it answers. */
export interface Operations {
  operations: { request: OperationsRequest; answer: OperationsAnswer };
  check_identifier: { request: CheckIdentifierRequest; answer: CheckIdentifierAnswer };
  canonicalize: { request: CanonicalizeRequest; answer: CanonicalizeAnswer };
}

/** What a loader gives: the same functions on an object. */
export interface Terroir {
  call<N extends Name>(operation: N, request: Operations[N]["request"]): Answer<Operations[N]["answer"]>;
  callJson(operation: string, request: string): string;
  openBook(members: { [name: string]: Json }): Answer<Book>;
  /** operations: lists all operations with one line each. */
  operations(request: OperationsRequest): Answer<OperationsAnswer>;
  /** As `operations`, text in and text out. */
  operationsJson(request: string): string;
  /** check_identifier: examines a text as an identifier of one scheme, layer by layer. */
  checkIdentifier(request: CheckIdentifierRequest): Answer<CheckIdentifierAnswer>;
  /** As `checkIdentifier`, text in and text out. */
  checkIdentifierJson(request: string): string;
  /** canonicalize: writes a JSON document canonically (RFC 8785) and hashes it. */
  canonicalize(request: CanonicalizeRequest): Answer<CanonicalizeAnswer>;
  /** As `canonicalize`, text in and text out. */
  canonicalizeJson(request: string): string;
}

/** operations: lists all operations with one line each. */
export function operations(request: OperationsRequest): Answer<OperationsAnswer>;
/** As `operations`, text in and text out. */
export function operationsJson(request: string): string;

/** check_identifier: examines a text as an identifier of one scheme, layer by layer. */
export function checkIdentifier(request: CheckIdentifierRequest): Answer<CheckIdentifierAnswer>;
/** As `checkIdentifier`, text in and text out. */
export function checkIdentifierJson(request: string): string;

/** canonicalize: writes a JSON document canonically (RFC 8785) and hashes it. */
export function canonicalize(request: CanonicalizeRequest): Answer<CanonicalizeAnswer>;
/** As `canonicalize`, text in and text out. */
export function canonicalizeJson(request: string): string;

/** What `operations` takes. */
export type OperationsRequest = { [name: string]: never };

/** What `operations` answers. */
export interface OperationsAnswer {
  /** All operations, by module. */
  operations: Line[];
}

export interface Line {
  /** Its name. */
  name: string;
  /** What it does. */
  about: string;
  /** Bytes of request that it takes. */
  limit: number;
}

/** A text, and the scheme it is said to belong to. */
export interface CheckIdentifierRequest {
  /** The scheme. */
  scheme: Scheme;
  /** The text as it was written. */
  text: string;
  /** The day at which "in the future" is judged; without it that is not judged. */
  as_of?: Day | null;
}

/** A system of names; the word in answers is kebab-case. */
export type Scheme = "unified-social-credit-code" | "organisation-code" | "resident-id" | "region" | "food-production-licence" | "organic-mark-code" | "organic-certificate" | "green-food-product" | "green-food-enterprise" | "gi-mark" | "agricultural-gi" | "vet-drug-code" | "ear-tag" | "pesticide-registration" | "pesticide-unit-code" | "quarantine-certificate" | "production-place-code" | "product-trace-code" | "ggn" | "eu-control-body" | "gtin" | "gln" | "sscc" | "lot" | "journey" | "urn" | "uri";

/** A day, YYYY-MM-DD */
export type Day = string;

/** What was found. */
export interface CheckIdentifierAnswer {
  /** The scheme it was examined as. */
  scheme: Scheme;
  /** What the findings come to. */
  status: Status;
  /** The canonical spelling (masked where it names a person); empty where the text has no such form. */
  canonical: string;
  /** How far the text was from the canonical spelling; absent where it has none. */
  spelling?: Spelling | null;
  /** Its pieces, in order. */
  keys: Key[];
  /** What was found, in order of checking. */
  findings: Finding[];
  /** How strict a reader may be and still take it. */
  accepted: Accepted;
}

/** What the findings come to. */
export type Status = "valid" | "unverified" | "invalid";

/** How much had to be done to a text before it was the canonical spelling of a code. */
export type Spelling = "exact" | "cleaned" | "folded";

/** One meaningful piece of an identifier. */
export interface Key {
  /** What the piece is, kebab-case; for GS1 keys the application identifier. */
  name: string;
  /** The piece. */
  value: string;
}

/** One finding of a check; messages come from the catalogue by `code`. */
export interface Finding {
  /** How grave it is. */
  severity: Severity;
  /** What it is: kebab-case, appended, never renamed, never reused. */
  code: string;
  /** Where: a JSON pointer (RFC 6901) into what was checked, empty for the whole. */
  at: string;
  /** What was found, as text, where that helps; empty otherwise. */
  found?: string;
}

/** How grave a finding is. */
export type Severity = "note" | "warning" | "error";

/** Whether the identifier is valid, by how its spelling is read. */
export interface Accepted {
  /** Exactly as written. */
  strict: boolean;
  /** After removing spaces and dashes and raising lower case. */
  hard: boolean;
  /** After folding full-width and other compatibility characters, too. */
  lenient: boolean;
}

/** A document, as text or parsed. */
export interface CanonicalizeRequest {
  /** The document as it was written; duplicate members and number spelling are seen. */
  text?: string | null;
  /** The document, parsed. */
  document?: Json | null;
  /** Which numbers may stand in it; `integers` unless said. */
  numbers?: Numbers;
  /** The hash function; `sha256` unless said. */
  suite?: Suite | null;
}

export type Numbers = "integers" | "ecma";

/** Which hash function a chain, tree or head uses throughout. */
export type Suite = "sha256" | "sm3";

/** The canonical form. */
export interface CanonicalizeAnswer {
  /** The canonical text. */
  text: string;
  /** Hash of its bytes, base64. */
  hash: string;
}
