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
  messages: { request: MessagesRequest; answer: MessagesAnswer };
  check_identifier: { request: CheckIdentifierRequest; answer: CheckIdentifierAnswer };
  parse_elements: { request: ParseElementsRequest; answer: ParseElementsAnswer };
  build_elements: { request: BuildElementsRequest; answer: BuildElementsAnswer };
  parse_digital_link: { request: ParseDigitalLinkRequest; answer: ParseDigitalLinkAnswer };
  build_digital_link: { request: BuildDigitalLinkRequest; answer: BuildDigitalLinkAnswer };
  translate_epc: { request: TranslateEpcRequest; answer: TranslateEpcAnswer };
  lint_element: { request: LintElementRequest; answer: LintElementAnswer };
  validate_events: { request: ValidateEventsRequest; answer: ValidateEventsAnswer };
  hash_events: { request: HashEventsRequest; answer: HashEventsAnswer };
  verify_event_hash: { request: VerifyEventHashRequest; answer: VerifyEventHashAnswer };
  canonicalize: { request: CanonicalizeRequest; answer: CanonicalizeAnswer };
  verify_signature: { request: VerifySignatureRequest; answer: VerifySignatureAnswer };
  sign: { request: SignRequest; answer: SignAnswer };
  verify_inclusion: { request: VerifyInclusionRequest; answer: VerifyInclusionAnswer };
  verify_consistency: { request: VerifyConsistencyRequest; answer: VerifyConsistencyAnswer };
  verify_note: { request: VerifyNoteRequest; answer: VerifyNoteAnswer };
  verify_log_proof: { request: VerifyLogProofRequest; answer: VerifyLogProofAnswer };
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
  /** messages: gives the words for all codes of faults, findings and verdicts in one language. */
  messages(request: MessagesRequest): Answer<MessagesAnswer>;
  /** As `messages`, text in and text out. */
  messagesJson(request: string): string;
  /** check_identifier: examines a text as an identifier of one scheme, layer by layer. */
  checkIdentifier(request: CheckIdentifierRequest): Answer<CheckIdentifierAnswer>;
  /** As `checkIdentifier`, text in and text out. */
  checkIdentifierJson(request: string): string;
  /** parse_elements: reads GS1 elements from an element string, brackets, scan data or a retail code. */
  parseElements(request: ParseElementsRequest): Answer<ParseElementsAnswer>;
  /** As `parseElements`, text in and text out. */
  parseElementsJson(request: string): string;
  /** build_elements: writes GS1 elements as element string, in brackets and as a Digital Link. */
  buildElements(request: BuildElementsRequest): Answer<BuildElementsAnswer>;
  /** As `buildElements`, text in and text out. */
  buildElementsJson(request: string): string;
  /** parse_digital_link: reads a GS1 Digital Link URI, also from the launch query of a mini-program. */
  parseDigitalLink(request: ParseDigitalLinkRequest): Answer<ParseDigitalLinkAnswer>;
  /** As `parseDigitalLink`, text in and text out. */
  parseDigitalLinkJson(request: string): string;
  /** build_digital_link: writes GS1 elements as a Digital Link URI. */
  buildDigitalLink(request: BuildDigitalLinkRequest): Answer<BuildDigitalLinkAnswer>;
  /** As `buildDigitalLink`, text in and text out. */
  buildDigitalLinkJson(request: string): string;
  /** translate_epc: translates an EPC URN into a Digital Link, or a Digital Link into an EPC URN. */
  translateEpc(request: TranslateEpcRequest): Answer<TranslateEpcAnswer>;
  /** As `translateEpc`, text in and text out. */
  translateEpcJson(request: string): string;
  /** lint_element: judges the value of an application identifier, or a component by one linter. */
  lintElement(request: LintElementRequest): Answer<LintElementAnswer>;
  /** As `lintElement`, text in and text out. */
  lintElementJson(request: string): string;
  /** validate_events: checks events against EPCIS 2.0, CBV 2.0 and the farm vocabulary, with coded, located findings. */
  validateEvents(request: ValidateEventsRequest): Answer<ValidateEventsAnswer>;
  /** As `validateEvents`, text in and text out. */
  validateEventsJson(request: string): string;
  /** hash_events: computes the EPCIS event hash id (CBV 2.0 §8.9) of every event in a document. */
  hashEvents(request: HashEventsRequest): Answer<HashEventsAnswer>;
  /** As `hashEvents`, text in and text out. */
  hashEventsJson(request: string): string;
  /** verify_event_hash: says which profile yields a given event hash id, or where the texts that were hashed differ. */
  verifyEventHash(request: VerifyEventHashRequest): Answer<VerifyEventHashAnswer>;
  /** As `verifyEventHash`, text in and text out. */
  verifyEventHashJson(request: string): string;
  /** canonicalize: writes a JSON document canonically (RFC 8785) and hashes it. */
  canonicalize(request: CanonicalizeRequest): Answer<CanonicalizeAnswer>;
  /** As `canonicalize`, text in and text out. */
  canonicalizeJson(request: string): string;
  /** verify_signature: checks a signature over exact bytes, strictly, with the algorithm of the key. */
  verifySignature(request: VerifySignatureRequest): Answer<VerifySignatureAnswer>;
  /** As `verifySignature`, text in and text out. */
  verifySignatureJson(request: string): string;
  /** sign: signs exact bytes, a note or a checkpoint with an Ed25519 key; the same input gives the same signature. */
  sign(request: SignRequest): Answer<SignAnswer>;
  /** As `sign`, text in and text out. */
  signJson(request: string): string;
  /** verify_inclusion: checks that a leaf stands at an index of a Merkle tree (RFC 9162). */
  verifyInclusion(request: VerifyInclusionRequest): Answer<VerifyInclusionAnswer>;
  /** As `verifyInclusion`, text in and text out. */
  verifyInclusionJson(request: string): string;
  /** verify_consistency: checks that a Merkle tree has only grown since an older root (RFC 9162). */
  verifyConsistency(request: VerifyConsistencyRequest): Answer<VerifyConsistencyAnswer>;
  /** As `verifyConsistency`, text in and text out. */
  verifyConsistencyJson(request: string): string;
  /** verify_note: checks a signed note (C2SP) against known keys. */
  verifyNote(request: VerifyNoteRequest): Answer<VerifyNoteAnswer>;
  /** As `verifyNote`, text in and text out. */
  verifyNoteJson(request: string): string;
  /** verify_log_proof: checks offline that a transparency log holds a leaf (C2SP tlog-proof), and which witnesses had seen it. */
  verifyLogProof(request: VerifyLogProofRequest): Answer<VerifyLogProofAnswer>;
  /** As `verifyLogProof`, text in and text out. */
  verifyLogProofJson(request: string): string;
}

/** operations: lists all operations with one line each. */
export function operations(request: OperationsRequest): Answer<OperationsAnswer>;
/** As `operations`, text in and text out. */
export function operationsJson(request: string): string;

/** messages: gives the words for all codes of faults, findings and verdicts in one language. */
export function messages(request: MessagesRequest): Answer<MessagesAnswer>;
/** As `messages`, text in and text out. */
export function messagesJson(request: string): string;

/** check_identifier: examines a text as an identifier of one scheme, layer by layer. */
export function checkIdentifier(request: CheckIdentifierRequest): Answer<CheckIdentifierAnswer>;
/** As `checkIdentifier`, text in and text out. */
export function checkIdentifierJson(request: string): string;

/** parse_elements: reads GS1 elements from an element string, brackets, scan data or a retail code. */
export function parseElements(request: ParseElementsRequest): Answer<ParseElementsAnswer>;
/** As `parseElements`, text in and text out. */
export function parseElementsJson(request: string): string;

/** build_elements: writes GS1 elements as element string, in brackets and as a Digital Link. */
export function buildElements(request: BuildElementsRequest): Answer<BuildElementsAnswer>;
/** As `buildElements`, text in and text out. */
export function buildElementsJson(request: string): string;

/** parse_digital_link: reads a GS1 Digital Link URI, also from the launch query of a mini-program. */
export function parseDigitalLink(request: ParseDigitalLinkRequest): Answer<ParseDigitalLinkAnswer>;
/** As `parseDigitalLink`, text in and text out. */
export function parseDigitalLinkJson(request: string): string;

/** build_digital_link: writes GS1 elements as a Digital Link URI. */
export function buildDigitalLink(request: BuildDigitalLinkRequest): Answer<BuildDigitalLinkAnswer>;
/** As `buildDigitalLink`, text in and text out. */
export function buildDigitalLinkJson(request: string): string;

/** translate_epc: translates an EPC URN into a Digital Link, or a Digital Link into an EPC URN. */
export function translateEpc(request: TranslateEpcRequest): Answer<TranslateEpcAnswer>;
/** As `translateEpc`, text in and text out. */
export function translateEpcJson(request: string): string;

/** lint_element: judges the value of an application identifier, or a component by one linter. */
export function lintElement(request: LintElementRequest): Answer<LintElementAnswer>;
/** As `lintElement`, text in and text out. */
export function lintElementJson(request: string): string;

/** validate_events: checks events against EPCIS 2.0, CBV 2.0 and the farm vocabulary, with coded, located findings. */
export function validateEvents(request: ValidateEventsRequest): Answer<ValidateEventsAnswer>;
/** As `validateEvents`, text in and text out. */
export function validateEventsJson(request: string): string;

/** hash_events: computes the EPCIS event hash id (CBV 2.0 §8.9) of every event in a document. */
export function hashEvents(request: HashEventsRequest): Answer<HashEventsAnswer>;
/** As `hashEvents`, text in and text out. */
export function hashEventsJson(request: string): string;

/** verify_event_hash: says which profile yields a given event hash id, or where the texts that were hashed differ. */
export function verifyEventHash(request: VerifyEventHashRequest): Answer<VerifyEventHashAnswer>;
/** As `verifyEventHash`, text in and text out. */
export function verifyEventHashJson(request: string): string;

/** canonicalize: writes a JSON document canonically (RFC 8785) and hashes it. */
export function canonicalize(request: CanonicalizeRequest): Answer<CanonicalizeAnswer>;
/** As `canonicalize`, text in and text out. */
export function canonicalizeJson(request: string): string;

/** verify_signature: checks a signature over exact bytes, strictly, with the algorithm of the key. */
export function verifySignature(request: VerifySignatureRequest): Answer<VerifySignatureAnswer>;
/** As `verifySignature`, text in and text out. */
export function verifySignatureJson(request: string): string;

/** sign: signs exact bytes, a note or a checkpoint with an Ed25519 key; the same input gives the same signature. */
export function sign(request: SignRequest): Answer<SignAnswer>;
/** As `sign`, text in and text out. */
export function signJson(request: string): string;

/** verify_inclusion: checks that a leaf stands at an index of a Merkle tree (RFC 9162). */
export function verifyInclusion(request: VerifyInclusionRequest): Answer<VerifyInclusionAnswer>;
/** As `verifyInclusion`, text in and text out. */
export function verifyInclusionJson(request: string): string;

/** verify_consistency: checks that a Merkle tree has only grown since an older root (RFC 9162). */
export function verifyConsistency(request: VerifyConsistencyRequest): Answer<VerifyConsistencyAnswer>;
/** As `verifyConsistency`, text in and text out. */
export function verifyConsistencyJson(request: string): string;

/** verify_note: checks a signed note (C2SP) against known keys. */
export function verifyNote(request: VerifyNoteRequest): Answer<VerifyNoteAnswer>;
/** As `verifyNote`, text in and text out. */
export function verifyNoteJson(request: string): string;

/** verify_log_proof: checks offline that a transparency log holds a leaf (C2SP tlog-proof), and which witnesses had seen it. */
export function verifyLogProof(request: VerifyLogProofRequest): Answer<VerifyLogProofAnswer>;
/** As `verifyLogProof`, text in and text out. */
export function verifyLogProofJson(request: string): string;

/** What `operations` takes. */
export type OperationsRequest = { [name: string]: never };

/** What `operations` answers. */
export interface OperationsAnswer {
  /** All operations, by module. */
  operations: OperationsAnswerLine[];
}

export interface OperationsAnswerLine {
  /** Its name. */
  name: string;
  /** What it does. */
  about: string;
  /** Bytes of request that it takes. */
  limit: number;
}

/** Which catalogue. */
export interface MessagesRequest {
  /** BCP 47 tag: `en`, `zh-Hans` or one that begins so (`zh-CN`); other languages are the caller's own. */
  language: string;
}

/** A catalogue. */
export interface MessagesAnswer {
  /** The tag of the catalogue that was found: `en` or `zh-Hans`. */
  language: string;
  /** Words by code. */
  messages: { [name: string]: string };
}

/** A text, and the scheme it is said to belong to. */
export interface CheckIdentifierRequest {
  /** The scheme. */
  scheme: Scheme;
  /** The text as it was written. */
  text: string;
  /** The day at which "in the future" is judged; without it that is not judged. */
  as_of?: Date | null;
}

/** A system of names; the word in answers is kebab-case. */
export type Scheme = "unified-social-credit-code" | "organisation-code" | "resident-id" | "region" | "food-production-licence" | "organic-mark-code" | "organic-certificate" | "green-food-product" | "green-food-enterprise" | "gi-mark" | "agricultural-gi" | "vet-drug-code" | "ear-tag" | "pesticide-registration" | "pesticide-unit-code" | "quarantine-certificate" | "production-place-code" | "product-trace-code" | "ggn" | "eu-control-body" | "gtin" | "gln" | "sscc" | "lot" | "journey" | "urn" | "uri";

/** a date as `2026-03-01` */
export type Date = string;

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

/** A text that carries elements. */
export interface ParseElementsRequest {
  /** The text. */
  text: string;
  /** How it is written; without it, its first characters decide. */
  form?: ParseElementsRequestForm | null;
}

/** How the elements are written. */
export type ParseElementsRequestForm = "element-string" | "bracketed" | "human-readable" | "scan" | "digits" | "digital-link";

/** Elements in all the ways in which they are written. */
export interface ParseElementsAnswer {
  /** How the text was read. */
  form: ParseElementsAnswerForm;
  /** The symbology of scan data. */
  symbology?: string | null;
  /** Text in a symbol that carries no elements. */
  plain?: string | null;
  /** The elements, in order. */
  elements: Shown[];
  /** The element string, with `^` for FNC1. */
  element_string: string;
  /** What a symbol carries after its first FNC1, with the group separator for the others. */
  transmitted: string;
  /** Application identifiers in brackets; brackets in values as `\(`. */
  bracketed: string;
  /** The same as it is printed under a symbol. */
  human_readable: string;
  /** The canonical Digital Link, where the elements make one. */
  digital_link?: string | null;
  /** The GTIN of the elements, 14 digits. */
  gtin?: string | null;
  /** The name of the lot, where GTIN and lot are there: the path of its label. */
  lot?: string | null;
  /** Whether no finding is an error. */
  valid: boolean;
  /** What does not go together, at `/elements/INDEX`. */
  findings: Finding[];
}

/** How the elements are written. */
export type ParseElementsAnswerForm = "element-string" | "bracketed" | "human-readable" | "scan" | "digits" | "digital-link";

/** One element of an answer. */
export interface Shown {
  /** The application identifier. */
  ai: Ai;
  /** Its data title in the GS1 General Specifications. */
  title?: string | null;
  /** Its value, without any escape. */
  value: string;
}

/** A GS1 application identifier: two to four digits, known to the dictionary or not. */
export type Ai = string;

/** Elements to write. */
export interface BuildElementsRequest {
  /** The elements, in order; at most 64. */
  elements: Given[];
}

/** One element of a request. */
export interface Given {
  /** The application identifier: two to four digits. */
  ai: string;
  /** Its value, without any escape. */
  value: string;
}

/** Elements in all the ways in which they are written. */
export interface BuildElementsAnswer {
  /** The elements, in order. */
  elements: Shown[];
  /** The element string, with `^` for FNC1. */
  element_string: string;
  /** What a symbol carries after its first FNC1, with the group separator for the others. */
  transmitted: string;
  /** Application identifiers in brackets; brackets in values as `\(`. */
  bracketed: string;
  /** The same as it is printed under a symbol. */
  human_readable: string;
  /** The canonical Digital Link, where the elements make one. */
  digital_link?: string | null;
  /** The GTIN of the elements, 14 digits. */
  gtin?: string | null;
  /** The name of the lot, where GTIN and lot are there: the path of its label. */
  lot?: string | null;
  /** Whether no finding is an error. */
  valid: boolean;
  /** What does not go together, at `/elements/INDEX`. */
  findings: Finding[];
}

/** A Digital Link. */
export interface ParseDigitalLinkRequest {
  /** The URI, or the launch query of a mini-program (`q=https%3A%2F%2F…`), or the value of its `q`. */
  text: string;
  /** Take the names of Digital Link 1.0, such as `gtin` and `lot`; not taken unless asked for. */
  aliases?: boolean;
  /** Take a GTIN of 8, 12 or 13 digits; not taken unless asked for. */
  short_gtin?: boolean;
}

/** Elements in all the ways in which they are written. */
export interface ParseDigitalLinkAnswer {
  /** The URI that was read. */
  uri: string;
  /** The canonical URI: host `id.gs1.org`, attributes by application identifier, nothing else. */
  canonical: string;
  /** The canonical URI without attributes: what is identified. */
  identifier: string;
  /** The primary key. */
  key: Shown;
  /** Its qualifiers, in order. */
  qualifiers: Shown[];
  /** The attributes, in the order of the query. */
  attributes: Shown[];
  /** Scheme, host and the path before the key. */
  stem: string;
  /** The other parameters of the query, as written. */
  other: Parameter[];
  /** The fragment, without `#`. */
  fragment?: string | null;
  /** The elements, in order. */
  elements: Shown[];
  /** The element string, with `^` for FNC1. */
  element_string: string;
  /** What a symbol carries after its first FNC1, with the group separator for the others. */
  transmitted: string;
  /** Application identifiers in brackets; brackets in values as `\(`. */
  bracketed: string;
  /** The same as it is printed under a symbol. */
  human_readable: string;
  /** The canonical Digital Link, where the elements make one. */
  digital_link?: string | null;
  /** The GTIN of the elements, 14 digits. */
  gtin?: string | null;
  /** The name of the lot, where GTIN and lot are there: the path of its label. */
  lot?: string | null;
  /** Whether no finding is an error. */
  valid: boolean;
  /** What does not go together, at `/elements/INDEX`. */
  findings: Finding[];
}

/** A parameter that is not of GS1. */
export interface Parameter {
  /** Its name, as written. */
  name: string;
  /** Its value, as written; absent where there is no `=`. */
  value?: string | null;
}

/** Elements to write. */
export interface BuildDigitalLinkRequest {
  /** The elements, at most 64: the first key among them becomes the primary key. */
  elements: Given[];
  /** Scheme, host and any path before the key; `https://id.gs1.org` without it. */
  stem?: string | null;
}

/** What `build_digital_link` answers. */
export interface BuildDigitalLinkAnswer {
  /** The URI with the stem asked for. */
  uri: string;
  /** The canonical URI. */
  canonical: string;
  /** The canonical URI without attributes: what is identified. */
  identifier: string;
}

/** An EPC URN, or a Digital Link with the length of the company prefix. */
export interface TranslateEpcRequest {
  /** The URN or the URI. */
  text: string;
  /** Digits of the company prefix, 6 to 12: a Digital Link does not show where it ends, the caller knows. */
  company_prefix_length?: number | null;
  /** The scheme of the URN, such as `lgtin`, where a key has several; the finest that fits without it. */
  scheme?: string | null;
}

/** What `translate_epc` answers. */
export interface TranslateEpcAnswer {
  /** The URN, canonical. */
  urn: string;
  /** The Digital Link, canonical. */
  digital_link: string;
  /** The scheme of the URN. */
  scheme: string;
  /** Whether it names a class of things, not one thing. */
  class: boolean;
  /** The company prefix. */
  company_prefix: string;
  /** The application identifier of the key. */
  ai: string;
  /** The key, check digit included. */
  key: string;
  /** Serial, lot or extension beside the key. */
  qualifier?: Qualifier | null;
}

/** What qualifies a key. */
export interface Qualifier {
  /** Its application identifier. */
  ai: string;
  /** Its value. */
  value: string;
}

/** A value, with the application identifier or the linter that judges it: one of the two. */
export interface LintElementRequest {
  /** The application identifier. */
  ai?: string | null;
  /** A linter of the GS1 Barcode Syntax Dictionary, such as `csum`. */
  linter?: string | null;
  /** The value. */
  value: string;
}

/** What `lint_element` answers. */
export interface LintElementAnswer {
  /** Whether the value fits. */
  valid: boolean;
  /** The data title of the application identifier. */
  title?: string | null;
  /** Why it does not fit. */
  reason?: string | null;
  /** First byte of the value that is wrong, counted from 0. */
  start?: number | null;
  /** How many bytes are wrong. */
  length?: number | null;
  /** The same for a person, in English. */
  message?: string | null;
}

/** A document with events, as text or parsed. */
export interface ValidateEventsRequest {
  /** The document as it was written. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
}

/** What was found. */
export interface ValidateEventsAnswer {
  /** Is there no error among the findings? */
  valid: boolean;
  /** How many events were looked at. */
  events: number;
  /** What was found; places are JSON pointers into the document. At most 1,000. */
  findings: Finding[];
}

/** A document with events, as text or parsed. */
export interface HashEventsRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /** Which rules; `exact` unless said. */
  profile?: ProfileName | null;
  /** Shall the answer hold the pre-hash texts, too? */
  prehash?: boolean;
}

/** Which rules an event hash id follows; incompatible ones circulate under one label (`?ver=CBV2.0`). */
export type ProfileName = "reference" | "exact";

/** The hash ids. */
export interface HashEventsAnswer {
  /** The rules that were followed. */
  profile: ProfileName;
  /** One line an event, in the document's order. */
  events: HashEventsAnswerLine[];
}

export interface HashEventsAnswerLine {
  /** JSON pointer of the event in the document. */
  at: string;
  /** Its hash id, `ni:///sha-256;…?ver=CBV2.0`. */
  hash: string;
  /** The text that was hashed, if asked for. */
  prehash?: string | null;
}

/** An event and the hash id somebody gave for it. */
export interface VerifyEventHashRequest {
  /** The document as it was written. */
  text?: string | null;
  /** The document, parsed. */
  document?: Json | null;
  /** Number of the event in the document, from 0; the first unless said. */
  event?: number;
  /** The hash id to verify. */
  hash: string;
  /** The pre-hash text from which the other side made it, where it is known. */
  prehash?: string | null;
}

/** Whether some profile yields it. */
export interface VerifyEventHashAnswer {
  /** Does a profile yield this hash id? */
  valid: boolean;
  /** The profile that does; `exact` where both do. */
  profile?: ProfileName | null;
  /** What each profile yields. */
  profiles: VerifyEventHashAnswerLine[];
}

export interface VerifyEventHashAnswerLine {
  /** The profile. */
  profile: ProfileName;
  /** The hash id it yields; absent where it cannot express the event. */
  hash?: string | null;
  /** Why it cannot. */
  refused?: Refused | null;
  /** Where the other side's pre-hash text parts from this one. */
  difference?: Difference | null;
}

export interface Refused {
  /** The code of what is wrong. */
  code: string;
  /** JSON pointer of it, in the event. */
  at: string;
}

/** The first difference of two pre-hash texts. */
export interface Difference {
  /** Byte offset, from 0. */
  offset: number;
  /** What stands before it in both, at most 40 characters. */
  after: string;
  /** How this profile goes on, at most 40 characters. */
  ours: string;
  /** How the other text goes on, at most 40 characters. */
  theirs: string;
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

/** A key, a message and a signature. */
export interface VerifySignatureRequest {
  /** The key as `NAME+HEX8+BASE64` (C2SP vkey); or else `public_key`. */
  vkey?: string | null;
  /** The bare public key, base64, with `algorithm`. */
  public_key?: Bytes | null;
  /** What the bare key is for; `ed25519` unless said. */
  algorithm?: Algorithm | null;
  /** The message, as text; or else `message`. */
  text?: string | null;
  /** The message, base64. */
  message?: Bytes | null;
  /** The signature, base64; 64 bytes in every algorithm. */
  signature: Bytes;
}

/** Bytes, in base64 (RFC 4648 §4, padded). */
export type Bytes = string;

export type Algorithm = "ed25519" | "p256" | "sm2";

/** Whether the signature holds. */
export interface VerifySignatureAnswer {
  /** Does it hold? */
  valid: boolean;
  /** Why not: `bad-signature` or `only-checkpoints`. */
  reason?: string | null;
}

/** A private key and what to sign with it. */
export interface SignRequest {
  /** The key's name. */
  name: string;
  /** The private key, base64 of 32 bytes (RFC 8032 §5.1.5). It stays in this call. */
  seed: Bytes;
  /** What is signed, as text; or else `message`. */
  text?: string | null;
  /** What is signed, base64; only in the form `bytes`. */
  message?: Bytes | null;
  /** What comes out; `bytes` unless said. */
  form?: SignRequestForm;
  /** When the witness had seen the checkpoint, in seconds since 1970; only and always in the form `cosignature`. */
  time?: number | string | null;
}

export type SignRequestForm = "bytes" | "note" | "cosignature";

/** What was signed. */
export interface SignAnswer {
  /** The public key, for others to pin. */
  vkey: Vkey;
  /** The signature, base64; in the form `bytes`. */
  signature?: Bytes | null;
  /** The signed note; in the forms `note` and `cosignature`. */
  note?: string | null;
}

/** A named public key in the form of C2SP signed notes, `NAME+HEX8+BASE64(algorithm ‖ key)`. */
export type Vkey = string;

/** A leaf, a tree's size and root, and the proof between them. */
export interface VerifyInclusionRequest {
  /** The hash function of the tree; `sha256` unless said. */
  suite?: Suite | null;
  /** The leaf's data, as text; or else `leaf` or `leaf_hash`. */
  text?: string | null;
  /** The leaf's data, base64. */
  leaf?: Bytes | null;
  /** The leaf's hash, base64. */
  leaf_hash?: HashText | null;
  /** Index of the leaf, from 0. */
  index: number | string;
  /** Leaves in the tree. */
  size: number | string;
  /** The hashes from the leaf's sibling upwards, base64. */
  proof: HashText[];
  /** Root of the tree, base64. */
  root: HashText;
}

/** A hash: 32 bytes, in base64. */
export type HashText = string;

/** Whether the proof holds. */
export interface VerifyInclusionAnswer {
  /** Does it hold? */
  valid: boolean;
  /** Why not: `index-beyond-size`, `proof-length` or `other-root`. */
  reason?: string | null;
}

/** Two states of a tree and the proof between them. */
export interface VerifyConsistencyRequest {
  /** The hash function of the tree; `sha256` unless said. */
  suite?: Suite | null;
  /** Leaves of the older tree; an empty tree is consistent with everything and so is refused. */
  old_size: number | string;
  /** Root of the older tree, base64. */
  old_root: HashText;
  /** Leaves of the newer tree. */
  new_size: number | string;
  /** Root of the newer tree, base64. */
  new_root: HashText;
  /** The hashes of the proof, base64. */
  proof: HashText[];
}

/** Whether the proof holds. */
export interface VerifyConsistencyAnswer {
  /** Does it hold? */
  valid: boolean;
  /** Why not: `empty-tree`, `shrunk`, `proof-length`, `other-root` or `other-old-root`. */
  reason?: string | null;
}

/** A note, and whom to believe. */
export interface VerifyNoteRequest {
  /** The note, exactly as it was given. */
  note: string;
  /** The known keys, each `NAME+HEX8+BASE64`; at most 64. */
  keys: string[];
}

/** Whether a known key signed it. */
export interface VerifyNoteAnswer {
  /** Did a known key sign it, and is no signature of a known key wrong? */
  valid: boolean;
  /** Why not: `malformed-note`, `too-many-signatures`, `bad-signature` or `unknown-key`. */
  reason?: string | null;
  /** The text that was signed; absent unless valid. */
  text?: string | null;
  /** The known keys that signed. */
  signers: Signer[];
}

export interface Signer {
  /** Id of the key. */
  key: KeyId;
  /** For a witness: when it had seen the note, in seconds since 1970, as decimal text. */
  time?: string | null;
}

/** A key id, `NAME+HEX8`: an index into the pinned keys, not a commitment to one. */
export type KeyId = string;

/** A proof, what it is said to prove, and whom to believe. */
export interface VerifyLogProofRequest {
  /** The proof, exactly as it was given (`c2sp.org/tlog-proof@v1`). */
  proof: string;
  /** The key of the log, `NAME+HEX8+BASE64`; its name is the log's origin. */
  log: string;
  /** The leaf's data, as text; or else `leaf` or `leaf_hash`. */
  text?: string | null;
  /** The leaf's data, base64. */
  leaf?: Bytes | null;
  /** The leaf's hash, base64. */
  leaf_hash?: HashText | null;
  /** The hash function of the log; `sha256` unless said. */
  suite?: Suite | null;
  /** The witnesses of whom a quorum must have signed; without them none is asked for. */
  witnesses?: Witnesses | null;
  /** Refuse what a passport does not carry: extra data, extension lines, more than 16 signatures or 2^40 leaves. */
  bare?: boolean;
}

export interface Witnesses {
  /** How many must have signed. */
  quorum: number;
  /** Their keys, each `NAME+HEX8+BASE64` of a cosignature key; distinct, and none the log's. */
  keys: string[];
}

/** Whether the proof holds. */
export interface VerifyLogProofAnswer {
  /** Does it hold, with a quorum of witnesses if they were given? */
  valid: boolean;
  /**
   * Why not: `malformed-proof`, `extra`, `malformed-note`, `too-many-signatures`, `bad-checkpoint`,
   * `other-origin`, `bad-signature`, `unknown-key`, `index-beyond-size`, `proof-length`, `other-root` or
   * `quorum-short`.
   */
  reason?: string | null;
  /** Where the leaf stands; absent unless the log's part of the proof holds. */
  logged?: Logged | null;
  /** What the witnesses say; absent unless they were asked. */
  witnessed?: Seen | null;
}

export interface Logged {
  /** The log's name. */
  origin: string;
  /** Index of the leaf, from 0, as decimal text. */
  index: string;
  /** Leaves in the log, as decimal text. */
  size: string;
  /** Root of the log, base64. */
  root: HashText;
  /** Extra data of the proof, base64; nobody has signed it. */
  extra?: Bytes | null;
}

export interface Seen {
  /** By when a quorum had seen the checkpoint, in seconds since 1970, as decimal text; absent below the quorum. */
  time?: string | null;
  /** The witnesses that had seen it, earliest first. */
  witnesses: Witness[];
}

export interface Witness {
  /** Id of the witness's key. */
  key: KeyId;
  /** When it had seen the checkpoint, in seconds since 1970, as decimal text. */
  time: string;
}
