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

/** Every operation by name: what it takes and what it answers. */
export interface Operations {
  operations: { request: OperationsRequest; answer: OperationsAnswer };
  messages: { request: MessagesRequest; answer: MessagesAnswer };
  scan: { request: ScanRequest; answer: ScanAnswer };
  check_identifier: { request: CheckIdentifierRequest; answer: CheckIdentifierAnswer };
  check_party: { request: CheckPartyRequest; answer: CheckPartyAnswer };
  check_plot: { request: CheckPlotRequest; answer: CheckPlotAnswer };
  parse_elements: { request: ParseElementsRequest; answer: ParseElementsAnswer };
  build_elements: { request: BuildElementsRequest; answer: BuildElementsAnswer };
  parse_digital_link: { request: ParseDigitalLinkRequest; answer: ParseDigitalLinkAnswer };
  build_digital_link: { request: BuildDigitalLinkRequest; answer: BuildDigitalLinkAnswer };
  translate_epc: { request: TranslateEpcRequest; answer: TranslateEpcAnswer };
  lint_element: { request: LintElementRequest; answer: LintElementAnswer };
  check_product: { request: CheckProductRequest; answer: CheckProductAnswer };
  create_lot: { request: CreateLotRequest; answer: CreateLotAnswer };
  split_lot: { request: SplitLotRequest; answer: SplitLotAnswer };
  merge_lots: { request: MergeLotsRequest; answer: MergeLotsAnswer };
  transform_lot: { request: TransformLotRequest; answer: TransformLotAnswer };
  advance_lot: { request: AdvanceLotRequest; answer: AdvanceLotAnswer };
  shelf_life: { request: ShelfLifeRequest; answer: ShelfLifeAnswer };
  convert_quantity: { request: ConvertQuantityRequest; answer: ConvertQuantityAnswer };
  net_weight: { request: NetWeightRequest; answer: NetWeightAnswer };
  round_number: { request: RoundNumberRequest; answer: RoundNumberAnswer };
  share_out: { request: ShareOutRequest; answer: ShareOutAnswer };
  add_period: { request: AddPeriodRequest; answer: AddPeriodAnswer };
  validate_events: { request: ValidateEventsRequest; answer: ValidateEventsAnswer };
  hash_events: { request: HashEventsRequest; answer: HashEventsAnswer };
  verify_event_hash: { request: VerifyEventHashRequest; answer: VerifyEventHashAnswer };
  check_conditions: { request: CheckConditionsRequest; answer: CheckConditionsAnswer };
  resolve_events: { request: ResolveEventsRequest; answer: ResolveEventsAnswer };
  query_events: { request: QueryEventsRequest; answer: QueryEventsAnswer };
  recall: { request: RecallRequest; answer: RecallAnswer };
  chain_views: { request: ChainViewsRequest; answer: ChainViewsAnswer };
  draft_event: { request: DraftEventRequest; answer: DraftEventAnswer };
  trace: { request: TraceRequest; answer: TraceAnswer };
  find_gaps: { request: FindGapsRequest; answer: FindGapsAnswer };
  check_balance: { request: CheckBalanceRequest; answer: CheckBalanceAnswer };
  check_required: { request: CheckRequiredRequest; answer: CheckRequiredAnswer };
  import_table: { request: ImportTableRequest; answer: ImportTableAnswer };
  canonicalize: { request: CanonicalizeRequest; answer: CanonicalizeAnswer };
  verify_signature: { request: VerifySignatureRequest; answer: VerifySignatureAnswer };
  sign: { request: SignRequest; answer: SignAnswer };
  verify_inclusion: { request: VerifyInclusionRequest; answer: VerifyInclusionAnswer };
  verify_consistency: { request: VerifyConsistencyRequest; answer: VerifyConsistencyAnswer };
  verify_note: { request: VerifyNoteRequest; answer: VerifyNoteAnswer };
  verify_log_proof: { request: VerifyLogProofRequest; answer: VerifyLogProofAnswer };
  append_entries: { request: AppendEntriesRequest; answer: AppendEntriesAnswer };
  log_checkpoint: { request: LogCheckpointRequest; answer: LogCheckpointAnswer };
  log_tiles: { request: LogTilesRequest; answer: LogTilesAnswer };
  prove_inclusion: { request: ProveInclusionRequest; answer: ProveInclusionAnswer };
  prove_consistency: { request: ProveConsistencyRequest; answer: ProveConsistencyAnswer };
  record_entry: { request: RecordEntryRequest; answer: RecordEntryAnswer };
  merge_entries: { request: MergeEntriesRequest; answer: MergeEntriesAnswer };
  seal_lot: { request: SealLotRequest; answer: SealLotAnswer };
  verify_disclosure: { request: VerifyDisclosureRequest; answer: VerifyDisclosureAnswer };
  issue_disclosure: { request: IssueDisclosureRequest; answer: IssueDisclosureAnswer };
  present_disclosure: { request: PresentDisclosureRequest; answer: PresentDisclosureAnswer };
  verify_credential: { request: VerifyCredentialRequest; answer: VerifyCredentialAnswer };
  issue_credential: { request: IssueCredentialRequest; answer: IssueCredentialAnswer };
  evaluate: { request: EvaluateRequest; answer: EvaluateAnswer };
  claims_card: { request: ClaimsCardRequest; answer: ClaimsCardAnswer };
  lint_rulebook: { request: LintRulebookRequest; answer: LintRulebookAnswer };
  check_certificate: { request: CheckCertificateRequest; answer: CheckCertificateAnswer };
  grade_lot: { request: GradeLotRequest; answer: GradeLotAnswer };
  build_passport: { request: BuildPassportRequest; answer: BuildPassportAnswer };
  verify_passport: { request: VerifyPassportRequest; answer: VerifyPassportAnswer };
  verify_label: { request: VerifyLabelRequest; answer: VerifyLabelAnswer };
  redact_passport: { request: RedactPassportRequest; answer: RedactPassportAnswer };
  view_as: { request: ViewAsRequest; answer: ViewAsAnswer };
  encode_label: { request: EncodeLabelRequest; answer: EncodeLabelAnswer };
  decode_label: { request: DecodeLabelRequest; answer: DecodeLabelAnswer };
  check_trust: { request: CheckTrustRequest; answer: CheckTrustAnswer };
  prepare_statement: { request: PrepareStatementRequest; answer: PrepareStatementAnswer };
  check_codes: { request: CheckCodesRequest; answer: CheckCodesAnswer };
}

/** What a loader gives: the same functions on an object. */
export interface Terroir {
  call<N extends Name>(operation: N, request: Operations[N]["request"]): Answer<Operations[N]["answer"]>;
  callJson(operation: string, request: string): string;
  openBook(members: { [name: string]: Json }): Answer<Book>;
  openHistory(): History;
  openLog(settings: LogSettings): Answer<Log>;
  /** operations: lists all operations with one line each. */
  operations(request: OperationsRequest): Answer<OperationsAnswer>;
  /** As `operations`, text in and text out. */
  operationsJson(request: string): string;
  /** messages: gives the words for all codes of faults, findings and verdicts in one language. */
  messages(request: MessagesRequest): Answer<MessagesAnswer>;
  /** As `messages`, text in and text out. */
  messagesJson(request: string): string;
  /** scan: says what any scanned text is, in canonical form, with its keys and findings. */
  scan(request: ScanRequest): Answer<ScanAnswer>;
  /** As `scan`, text in and text out. */
  scanJson(request: string): string;
  /** check_identifier: examines a text as an identifier of one scheme, layer by layer. */
  checkIdentifier(request: CheckIdentifierRequest): Answer<CheckIdentifierAnswer>;
  /** As `checkIdentifier`, text in and text out. */
  checkIdentifierJson(request: string): string;
  /** check_party: checks identifiers, roles, membership and permissions of a party. */
  checkParty(request: CheckPartyRequest): Answer<CheckPartyAnswer>;
  /** As `checkParty`, text in and text out. */
  checkPartyJson(request: string): string;
  /** check_plot: checks geometry, area, overlap, tenure and plausible yield of plots. */
  checkPlot(request: CheckPlotRequest): Answer<CheckPlotAnswer>;
  /** As `checkPlot`, text in and text out. */
  checkPlotJson(request: string): string;
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
  /** check_product: checks a product: names, ids, category, standard, shelf life, packs. */
  checkProduct(request: CheckProductRequest): Answer<CheckProductAnswer>;
  /** As `checkProduct`, text in and text out. */
  checkProductJson(request: string): string;
  /** create_lot: begins the lot of an amount that was harvested or made. */
  createLot(request: CreateLotRequest): Answer<CreateLotAnswer>;
  /** As `createLot`, text in and text out. */
  createLotJson(request: string): string;
  /** split_lot: takes parts out of a lot as lots of their own, to the last gram. */
  splitLot(request: SplitLotRequest): Answer<SplitLotAnswer>;
  /** As `splitLot`, text in and text out. */
  splitLotJson(request: string): string;
  /** merge_lots: makes one lot of several, or of amounts of them, and names each in its ledger. */
  mergeLots(request: MergeLotsRequest): Answer<MergeLotsAnswer>;
  /** As `mergeLots`, text in and text out. */
  mergeLotsJson(request: string): string;
  /** transform_lot: turns lots into lots of something else: yield, by-products and losses must balance exactly. */
  transformLot(request: TransformLotRequest): Answer<TransformLotAnswer>;
  /** As `transformLot`, text in and text out. */
  transformLotJson(request: string): string;
  /** advance_lot: books what was sold, lost or found of a lot, and opens, seals or recalls it. */
  advanceLot(request: AdvanceLotRequest): Answer<AdvanceLotAnswer>;
  /** As `advanceLot`, text in and text out. */
  advanceLotJson(request: string): string;
  /** shelf_life: reckons the last day of a shelf life, with months rounded as stated, and the days left at a moment. */
  shelfLife(request: ShelfLifeRequest): Answer<ShelfLifeAnswer>;
  /** As `shelfLife`, text in and text out. */
  shelfLifeJson(request: string): string;
  /** convert_quantity: converts a quantity between units of Rec 20 and 斤, 两, 亩, exactly, and says where no finite decimal exists. */
  convertQuantity(request: ConvertQuantityRequest): Answer<ConvertQuantityAnswer>;
  /** As `convertQuantity`, text in and text out. */
  convertQuantityJson(request: string): string;
  /** net_weight: takes tare, moisture and impurities off a gross weight, step by step, rounded once. */
  netWeight(request: NetWeightRequest): Answer<NetWeightAnswer>;
  /** As `netWeight`, text in and text out. */
  netWeightJson(request: string): string;
  /** round_number: rounds a number (GB/T 8170: half to even; 0.5 and 0.2 unit intervals), and compares it with a limit. */
  roundNumber(request: RoundNumberRequest): Answer<RoundNumberAnswer>;
  /** As `roundNumber`, text in and text out. */
  roundNumberJson(request: string): string;
  /** share_out: shares money out in proportion, to the last minor unit, and carries remainders to the next settlement. */
  shareOut(request: ShareOutRequest): Answer<ShareOutAnswer>;
  /** As `shareOut`, text in and text out. */
  shareOutJson(request: string): string;
  /** add_period: adds months and days to a date, with a stated rounding of months. */
  addPeriod(request: AddPeriodRequest): Answer<AddPeriodAnswer>;
  /** As `addPeriod`, text in and text out. */
  addPeriodJson(request: string): string;
  /** validate_events: checks events against EPCIS 2.0, CBV 2.0 and the farm vocabulary, with coded, located findings. */
  validateEvents(request: ValidateEventsRequest): Answer<ValidateEventsAnswer>;
  /** As `validateEvents`, text in and text out. */
  validateEventsJson(request: string): string;
  /** hash_events: computes the EPCIS event hash id (CBV 2.0 §8.9) of every event in a document. */
  hashEvents(request: HashEventsRequest): Answer<HashEventsAnswer>;
  /** As `hashEvents`, text in and text out. */
  hashEventsJson(request: string): string;
  /** verify_event_hash: says which profile yields a given event hash id, or what known deviation does, or where the texts part. */
  verifyEventHash(request: VerifyEventHashRequest): Answer<VerifyEventHashAnswer>;
  /** As `verifyEventHash`, text in and text out. */
  verifyEventHashJson(request: string): string;
  /** check_conditions: holds sensor readings against limits: time outside, gaps, who held the goods, mean kinetic temperature, shelf life left. */
  checkConditions(request: CheckConditionsRequest): Answer<CheckConditionsAnswer>;
  /** As `checkConditions`, text in and text out. */
  checkConditionsJson(request: string): string;
  /** resolve_events: gives the effective view of events at a time: error declarations, corrections and duplicates (EPCIS 2.0 §7.4.1). */
  resolveEvents(request: ResolveEventsRequest): Answer<ResolveEventsAnswer>;
  /** As `resolveEvents`, text in and text out. */
  resolveEventsJson(request: string): string;
  /** query_events: finds the events that meet a SimpleEventQuery (EPCIS 2.0 §8.2.7.1), exactly as they were written. */
  queryEvents(request: QueryEventsRequest): Answer<QueryEventsAnswer>;
  /** As `queryEvents`, text in and text out. */
  queryEventsJson(request: string): string;
  /** recall: finds all that a suspicion reaches, with lower and upper bounds, who has it now, and a table for the authority. */
  recall(request: RecallRequest): Answer<RecallAnswer>;
  /** As `recall`, text in and text out. */
  recallJson(request: string): string;
  /** chain_views: shows one lot as value, information, logistics and organisation chain, with one step up and one step down. */
  chainViews(request: ChainViewsRequest): Answer<ChainViewsAnswer>;
  /** As `chainViews`, text in and text out. */
  chainViewsJson(request: string): string;
  /** draft_event: turns a short farm record into an event of the farm vocabulary, and names what is missing and what was understood. */
  draftEvent(request: DraftEventRequest): Answer<DraftEventAnswer>;
  /** As `draftEvent`, text in and text out. */
  draftEventJson(request: string): string;
  /** trace: follows lots, items, animals, containers or places back and forward through events, every edge with the event that makes it. */
  trace(request: TraceRequest): Answer<TraceAnswer>;
  /** As `trace`, text in and text out. */
  traceJson(request: string): string;
  /** find_gaps: says what is missing in a history: expectation by expectation of a product's profile, and gap by gap. */
  findGaps(request: FindGapsRequest): Answer<FindGapsAnswer>;
  /** As `findGaps`, text in and text out. */
  findGapsJson(request: string): string;
  /** check_balance: mass balance and custody (ISO 22095): transformations, lots, yields by area, and the account of a claim, exactly. */
  checkBalance(request: CheckBalanceRequest): Answer<CheckBalanceAnswer>;
  /** As `checkBalance`, text in and text out. */
  checkBalanceJson(request: string): string;
  /** check_required: says of each element of a set of required data where it stands, or what is missing and who must supply it. */
  checkRequired(request: CheckRequiredRequest): Answer<CheckRequiredAnswer>;
  /** As `checkRequired`, text in and text out. */
  checkRequiredJson(request: string): string;
  /** import_table: turns the rows of a CSV table into events by a mapping of its columns, each event once, with findings by row and column. */
  importTable(request: ImportTableRequest): Answer<ImportTableAnswer>;
  /** As `importTable`, text in and text out. */
  importTableJson(request: string): string;
  /** canonicalize: writes a JSON document canonically (RFC 8785) and hashes it. */
  canonicalize(request: CanonicalizeRequest): Answer<CanonicalizeAnswer>;
  /** As `canonicalize`, text in and text out. */
  canonicalizeJson(request: string): string;
  /** verify_signature: checks a signature over exact bytes, strictly, with the algorithm of the key. */
  verifySignature(request: VerifySignatureRequest): Answer<VerifySignatureAnswer>;
  /** As `verifySignature`, text in and text out. */
  verifySignatureJson(request: string): string;
  /** sign: signs exact bytes, a note or a checkpoint with Ed25519, P-256 or SM2; the same input gives the same signature. */
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
  /** append_entries: appends entries to a log whose edge is given, and answers the tiles to store and the checkpoint to sign. */
  appendEntries(request: AppendEntriesRequest): Answer<AppendEntriesAnswer>;
  /** As `appendEntries`, text in and text out. */
  appendEntriesJson(request: string): string;
  /** log_checkpoint: writes the checkpoint of a log (C2SP tlog-checkpoint), to be signed or signed with the key given. */
  logCheckpoint(request: LogCheckpointRequest): Answer<LogCheckpointAnswer>;
  /** As `logCheckpoint`, text in and text out. */
  logCheckpointJson(request: string): string;
  /** log_tiles: lists the tiles and entry bundles that a log has since it was smaller (C2SP tlog-tiles), with their bytes if a log is asked. */
  logTiles(request: LogTilesRequest): Answer<LogTilesAnswer>;
  /** As `logTiles`, text in and text out. */
  logTilesJson(request: string): string;
  /** prove_inclusion: proves that a leaf is in a log, out of its leaf hashes, its tiles or the log itself. */
  proveInclusion(request: ProveInclusionRequest): Answer<ProveInclusionAnswer>;
  /** As `proveInclusion`, text in and text out. */
  proveInclusionJson(request: string): string;
  /** prove_consistency: proves that a log has only grown since it was smaller, out of its leaf hashes, its tiles or the log itself. */
  proveConsistency(request: ProveConsistencyRequest): Answer<ProveConsistencyAnswer>;
  /** As `proveConsistency`, text in and text out. */
  proveConsistencyJson(request: string): string;
  /** record_entry: checks and prints an entry, hides personal members under salts, and signs it or says what is to be signed. */
  recordEntry(request: RecordEntryRequest): Answer<RecordEntryAnswer>;
  /** As `recordEntry`, text in and text out. */
  recordEntryJson(request: string): string;
  /** merge_entries: merges lines of many writers into a lot's ledger, the same from any order of arrival. */
  mergeEntries(request: MergeEntriesRequest): Answer<MergeEntriesAnswer>;
  /** As `mergeEntries`, text in and text out. */
  mergeEntriesJson(request: string): string;
  /** seal_lot: computes the head of a lot over all its lines, and signs it or says what is to be signed. */
  sealLot(request: SealLotRequest): Answer<SealLotAnswer>;
  /** As `sealLot`, text in and text out. */
  sealLotJson(request: string): string;
  /** verify_disclosure: says whether a disclosure opens a digest of an entry, or judges an SD-JWT (RFC 9901); and what is disclosed. */
  verifyDisclosure(request: VerifyDisclosureRequest): Answer<VerifyDisclosureAnswer>;
  /** As `verifyDisclosure`, text in and text out. */
  verifyDisclosureJson(request: string): string;
  /** issue_disclosure: issues an SD-JWT (RFC 9901) in which named claims may be hidden, with the caller's key and salts. */
  issueDisclosure(request: IssueDisclosureRequest): Answer<IssueDisclosureAnswer>;
  /** As `issueDisclosure`, text in and text out. */
  issueDisclosureJson(request: string): string;
  /** present_disclosure: takes disclosures out of an SD-JWT, and binds what is left to whom it is shown to with the holder's key. */
  presentDisclosure(request: PresentDisclosureRequest): Answer<PresentDisclosureAnswer>;
  /** As `presentDisclosure`, text in and text out. */
  presentDisclosureJson(request: string): string;
  /** verify_credential: judges a W3C Verifiable Credential 2.0 (vc+jwt, vc+sd-jwt, Data Integrity) and its status, aspect by aspect. */
  verifyCredential(request: VerifyCredentialRequest): Answer<VerifyCredentialAnswer>;
  /** As `verifyCredential`, text in and text out. */
  verifyCredentialJson(request: string): string;
  /** issue_credential: signs a W3C Verifiable Credential 2.0 as vc+jwt or with a Data Integrity proof; equal input, equal signature. */
  issueCredential(request: IssueCredentialRequest): Answer<IssueCredentialAnswer>;
  /** As `issueCredential`, text in and text out. */
  issueCredentialJson(request: string): string;
  /** evaluate: asks a rulebook of what is known of a lot: pass, fail or unknown of each rule, why, by which records, and what is missing. */
  evaluate(request: EvaluateRequest): Answer<EvaluateAnswer>;
  /** As `evaluate`, text in and text out. */
  evaluateJson(request: string): string;
  /** claims_card: says which claims about a lot may be shown, how each of the five scopes stands, and whether wording goes beyond what is proved. */
  claimsCard(request: ClaimsCardRequest): Answer<ClaimsCardAnswer>;
  /** As `claimsCard`, text in and text out. */
  claimsCardJson(request: string): string;
  /** lint_rulebook: tells what is wrong with a rulebook or missing from it: names, types, units, rules that can never pass or fail, days, texts, test cases. */
  lintRulebook(request: LintRulebookRequest): Answer<LintRulebookAnswer>;
  /** As `lintRulebook`, text in and text out. */
  lintRulebookJson(request: string): string;
  /** check_certificate: says what a certificate is on each day, whether it covers goods and why, who stands behind its issuer, and whether label numbers are right. */
  checkCertificate(request: CheckCertificateRequest): Answer<CheckCertificateAnswer>;
  /** As `checkCertificate`, text in and text out. */
  checkCertificateJson(request: string): string;
  /** grade_lot: grades a lot by a product standard and what was measured of it, and says what keeps it from the next better grade. */
  gradeLot(request: GradeLotRequest): Answer<GradeLotAnswer>;
  /** As `gradeLot`, text in and text out. */
  gradeLotJson(request: string): string;
  /** build_passport: builds a passport from a lot's ledger and the passports of lots that it comes from. */
  buildPassport(request: BuildPassportRequest): Answer<BuildPassportAnswer>;
  /** As `buildPassport`, text in and text out. */
  buildPassportJson(request: string): string;
  /** verify_passport: judges a passport of at most 1 MiB, aspect by aspect, and reduces the verdict under a stated policy. */
  verifyPassport(request: VerifyPassportRequest): Answer<VerifyPassportAnswer>;
  /** As `verifyPassport`, text in and text out. */
  verifyPassportJson(request: string): string;
  /** verify_label: judges an offline label `TR1:` alone: its signed and logged head, not the entries behind it. */
  verifyLabel(request: VerifyLabelRequest): Answer<VerifyLabelAnswer>;
  /** As `verifyLabel`, text in and text out. */
  verifyLabelJson(request: string): string;
  /** redact_passport: takes hidden members out of a passport; every line, root and signature stays valid. */
  redactPassport(request: RedactPassportRequest): Answer<RedactPassportAnswer>;
  /** As `redactPassport`, text in and text out. */
  redactPassportJson(request: string): string;
  /** view_as: takes out of a passport what a role may not see for a purpose; what must be shown stays, and so does every proof. */
  viewAs(request: ViewAsRequest): Answer<ViewAsAnswer>;
  /** As `viewAs`, text in and text out. */
  viewAsJson(request: string): string;
  /** encode_label: makes the text of a label: a URL bound to the record by its root, or the signed and logged head itself. */
  encodeLabel(request: EncodeLabelRequest): Answer<EncodeLabelAnswer>;
  /** As `encodeLabel`, text in and text out. */
  encodeLabelJson(request: string): string;
  /** decode_label: reads a label: which lot it names, and which record it was printed for. */
  decodeLabel(request: DecodeLabelRequest): Answer<DecodeLabelAnswer>;
  /** As `decodeLabel`, text in and text out. */
  decodeLabelJson(request: string): string;
  /** check_trust: checks a trust bundle against pinned roots and says which keys and parties it names. */
  checkTrust(request: CheckTrustRequest): Answer<CheckTrustAnswer>;
  /** As `checkTrust`, text in and text out. */
  checkTrustJson(request: string): string;
  /** prepare_statement: prints an alias, a key rotation, a certification verdict or a trust bundle, and puts it together once it is signed. */
  prepareStatement(request: PrepareStatementRequest): Answer<PrepareStatementAnswer>;
  /** As `prepareStatement`, text in and text out. */
  prepareStatementJson(request: string): string;
  /** check_codes: holds the codes issued for a lot against packs and quantity, and the scans of each unit against each other. */
  checkCodes(request: CheckCodesRequest): Answer<CheckCodesAnswer>;
  /** As `checkCodes`, text in and text out. */
  checkCodesJson(request: string): string;
}

/** operations: lists all operations with one line each. */
export function operations(request: OperationsRequest): Answer<OperationsAnswer>;
/** As `operations`, text in and text out. */
export function operationsJson(request: string): string;

/** messages: gives the words for all codes of faults, findings and verdicts in one language. */
export function messages(request: MessagesRequest): Answer<MessagesAnswer>;
/** As `messages`, text in and text out. */
export function messagesJson(request: string): string;

/** scan: says what any scanned text is, in canonical form, with its keys and findings. */
export function scan(request: ScanRequest): Answer<ScanAnswer>;
/** As `scan`, text in and text out. */
export function scanJson(request: string): string;

/** check_identifier: examines a text as an identifier of one scheme, layer by layer. */
export function checkIdentifier(request: CheckIdentifierRequest): Answer<CheckIdentifierAnswer>;
/** As `checkIdentifier`, text in and text out. */
export function checkIdentifierJson(request: string): string;

/** check_party: checks identifiers, roles, membership and permissions of a party. */
export function checkParty(request: CheckPartyRequest): Answer<CheckPartyAnswer>;
/** As `checkParty`, text in and text out. */
export function checkPartyJson(request: string): string;

/** check_plot: checks geometry, area, overlap, tenure and plausible yield of plots. */
export function checkPlot(request: CheckPlotRequest): Answer<CheckPlotAnswer>;
/** As `checkPlot`, text in and text out. */
export function checkPlotJson(request: string): string;

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

/** check_product: checks a product: names, ids, category, standard, shelf life, packs. */
export function checkProduct(request: CheckProductRequest): Answer<CheckProductAnswer>;
/** As `checkProduct`, text in and text out. */
export function checkProductJson(request: string): string;

/** create_lot: begins the lot of an amount that was harvested or made. */
export function createLot(request: CreateLotRequest): Answer<CreateLotAnswer>;
/** As `createLot`, text in and text out. */
export function createLotJson(request: string): string;

/** split_lot: takes parts out of a lot as lots of their own, to the last gram. */
export function splitLot(request: SplitLotRequest): Answer<SplitLotAnswer>;
/** As `splitLot`, text in and text out. */
export function splitLotJson(request: string): string;

/** merge_lots: makes one lot of several, or of amounts of them, and names each in its ledger. */
export function mergeLots(request: MergeLotsRequest): Answer<MergeLotsAnswer>;
/** As `mergeLots`, text in and text out. */
export function mergeLotsJson(request: string): string;

/** transform_lot: turns lots into lots of something else: yield, by-products and losses must balance exactly. */
export function transformLot(request: TransformLotRequest): Answer<TransformLotAnswer>;
/** As `transformLot`, text in and text out. */
export function transformLotJson(request: string): string;

/** advance_lot: books what was sold, lost or found of a lot, and opens, seals or recalls it. */
export function advanceLot(request: AdvanceLotRequest): Answer<AdvanceLotAnswer>;
/** As `advanceLot`, text in and text out. */
export function advanceLotJson(request: string): string;

/** shelf_life: reckons the last day of a shelf life, with months rounded as stated, and the days left at a moment. */
export function shelfLife(request: ShelfLifeRequest): Answer<ShelfLifeAnswer>;
/** As `shelfLife`, text in and text out. */
export function shelfLifeJson(request: string): string;

/** convert_quantity: converts a quantity between units of Rec 20 and 斤, 两, 亩, exactly, and says where no finite decimal exists. */
export function convertQuantity(request: ConvertQuantityRequest): Answer<ConvertQuantityAnswer>;
/** As `convertQuantity`, text in and text out. */
export function convertQuantityJson(request: string): string;

/** net_weight: takes tare, moisture and impurities off a gross weight, step by step, rounded once. */
export function netWeight(request: NetWeightRequest): Answer<NetWeightAnswer>;
/** As `netWeight`, text in and text out. */
export function netWeightJson(request: string): string;

/** round_number: rounds a number (GB/T 8170: half to even; 0.5 and 0.2 unit intervals), and compares it with a limit. */
export function roundNumber(request: RoundNumberRequest): Answer<RoundNumberAnswer>;
/** As `roundNumber`, text in and text out. */
export function roundNumberJson(request: string): string;

/** share_out: shares money out in proportion, to the last minor unit, and carries remainders to the next settlement. */
export function shareOut(request: ShareOutRequest): Answer<ShareOutAnswer>;
/** As `shareOut`, text in and text out. */
export function shareOutJson(request: string): string;

/** add_period: adds months and days to a date, with a stated rounding of months. */
export function addPeriod(request: AddPeriodRequest): Answer<AddPeriodAnswer>;
/** As `addPeriod`, text in and text out. */
export function addPeriodJson(request: string): string;

/** validate_events: checks events against EPCIS 2.0, CBV 2.0 and the farm vocabulary, with coded, located findings. */
export function validateEvents(request: ValidateEventsRequest): Answer<ValidateEventsAnswer>;
/** As `validateEvents`, text in and text out. */
export function validateEventsJson(request: string): string;

/** hash_events: computes the EPCIS event hash id (CBV 2.0 §8.9) of every event in a document. */
export function hashEvents(request: HashEventsRequest): Answer<HashEventsAnswer>;
/** As `hashEvents`, text in and text out. */
export function hashEventsJson(request: string): string;

/** verify_event_hash: says which profile yields a given event hash id, or what known deviation does, or where the texts part. */
export function verifyEventHash(request: VerifyEventHashRequest): Answer<VerifyEventHashAnswer>;
/** As `verifyEventHash`, text in and text out. */
export function verifyEventHashJson(request: string): string;

/** check_conditions: holds sensor readings against limits: time outside, gaps, who held the goods, mean kinetic temperature, shelf life left. */
export function checkConditions(request: CheckConditionsRequest): Answer<CheckConditionsAnswer>;
/** As `checkConditions`, text in and text out. */
export function checkConditionsJson(request: string): string;

/** resolve_events: gives the effective view of events at a time: error declarations, corrections and duplicates (EPCIS 2.0 §7.4.1). */
export function resolveEvents(request: ResolveEventsRequest): Answer<ResolveEventsAnswer>;
/** As `resolveEvents`, text in and text out. */
export function resolveEventsJson(request: string): string;

/** query_events: finds the events that meet a SimpleEventQuery (EPCIS 2.0 §8.2.7.1), exactly as they were written. */
export function queryEvents(request: QueryEventsRequest): Answer<QueryEventsAnswer>;
/** As `queryEvents`, text in and text out. */
export function queryEventsJson(request: string): string;

/** recall: finds all that a suspicion reaches, with lower and upper bounds, who has it now, and a table for the authority. */
export function recall(request: RecallRequest): Answer<RecallAnswer>;
/** As `recall`, text in and text out. */
export function recallJson(request: string): string;

/** chain_views: shows one lot as value, information, logistics and organisation chain, with one step up and one step down. */
export function chainViews(request: ChainViewsRequest): Answer<ChainViewsAnswer>;
/** As `chainViews`, text in and text out. */
export function chainViewsJson(request: string): string;

/** draft_event: turns a short farm record into an event of the farm vocabulary, and names what is missing and what was understood. */
export function draftEvent(request: DraftEventRequest): Answer<DraftEventAnswer>;
/** As `draftEvent`, text in and text out. */
export function draftEventJson(request: string): string;

/** trace: follows lots, items, animals, containers or places back and forward through events, every edge with the event that makes it. */
export function trace(request: TraceRequest): Answer<TraceAnswer>;
/** As `trace`, text in and text out. */
export function traceJson(request: string): string;

/** find_gaps: says what is missing in a history: expectation by expectation of a product's profile, and gap by gap. */
export function findGaps(request: FindGapsRequest): Answer<FindGapsAnswer>;
/** As `findGaps`, text in and text out. */
export function findGapsJson(request: string): string;

/** check_balance: mass balance and custody (ISO 22095): transformations, lots, yields by area, and the account of a claim, exactly. */
export function checkBalance(request: CheckBalanceRequest): Answer<CheckBalanceAnswer>;
/** As `checkBalance`, text in and text out. */
export function checkBalanceJson(request: string): string;

/** check_required: says of each element of a set of required data where it stands, or what is missing and who must supply it. */
export function checkRequired(request: CheckRequiredRequest): Answer<CheckRequiredAnswer>;
/** As `checkRequired`, text in and text out. */
export function checkRequiredJson(request: string): string;

/** import_table: turns the rows of a CSV table into events by a mapping of its columns, each event once, with findings by row and column. */
export function importTable(request: ImportTableRequest): Answer<ImportTableAnswer>;
/** As `importTable`, text in and text out. */
export function importTableJson(request: string): string;

/** canonicalize: writes a JSON document canonically (RFC 8785) and hashes it. */
export function canonicalize(request: CanonicalizeRequest): Answer<CanonicalizeAnswer>;
/** As `canonicalize`, text in and text out. */
export function canonicalizeJson(request: string): string;

/** verify_signature: checks a signature over exact bytes, strictly, with the algorithm of the key. */
export function verifySignature(request: VerifySignatureRequest): Answer<VerifySignatureAnswer>;
/** As `verifySignature`, text in and text out. */
export function verifySignatureJson(request: string): string;

/** sign: signs exact bytes, a note or a checkpoint with Ed25519, P-256 or SM2; the same input gives the same signature. */
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

/** append_entries: appends entries to a log whose edge is given, and answers the tiles to store and the checkpoint to sign. */
export function appendEntries(request: AppendEntriesRequest): Answer<AppendEntriesAnswer>;
/** As `appendEntries`, text in and text out. */
export function appendEntriesJson(request: string): string;

/** log_checkpoint: writes the checkpoint of a log (C2SP tlog-checkpoint), to be signed or signed with the key given. */
export function logCheckpoint(request: LogCheckpointRequest): Answer<LogCheckpointAnswer>;
/** As `logCheckpoint`, text in and text out. */
export function logCheckpointJson(request: string): string;

/** log_tiles: lists the tiles and entry bundles that a log has since it was smaller (C2SP tlog-tiles), with their bytes if a log is asked. */
export function logTiles(request: LogTilesRequest): Answer<LogTilesAnswer>;
/** As `logTiles`, text in and text out. */
export function logTilesJson(request: string): string;

/** prove_inclusion: proves that a leaf is in a log, out of its leaf hashes, its tiles or the log itself. */
export function proveInclusion(request: ProveInclusionRequest): Answer<ProveInclusionAnswer>;
/** As `proveInclusion`, text in and text out. */
export function proveInclusionJson(request: string): string;

/** prove_consistency: proves that a log has only grown since it was smaller, out of its leaf hashes, its tiles or the log itself. */
export function proveConsistency(request: ProveConsistencyRequest): Answer<ProveConsistencyAnswer>;
/** As `proveConsistency`, text in and text out. */
export function proveConsistencyJson(request: string): string;

/** record_entry: checks and prints an entry, hides personal members under salts, and signs it or says what is to be signed. */
export function recordEntry(request: RecordEntryRequest): Answer<RecordEntryAnswer>;
/** As `recordEntry`, text in and text out. */
export function recordEntryJson(request: string): string;

/** merge_entries: merges lines of many writers into a lot's ledger, the same from any order of arrival. */
export function mergeEntries(request: MergeEntriesRequest): Answer<MergeEntriesAnswer>;
/** As `mergeEntries`, text in and text out. */
export function mergeEntriesJson(request: string): string;

/** seal_lot: computes the head of a lot over all its lines, and signs it or says what is to be signed. */
export function sealLot(request: SealLotRequest): Answer<SealLotAnswer>;
/** As `sealLot`, text in and text out. */
export function sealLotJson(request: string): string;

/** verify_disclosure: says whether a disclosure opens a digest of an entry, or judges an SD-JWT (RFC 9901); and what is disclosed. */
export function verifyDisclosure(request: VerifyDisclosureRequest): Answer<VerifyDisclosureAnswer>;
/** As `verifyDisclosure`, text in and text out. */
export function verifyDisclosureJson(request: string): string;

/** issue_disclosure: issues an SD-JWT (RFC 9901) in which named claims may be hidden, with the caller's key and salts. */
export function issueDisclosure(request: IssueDisclosureRequest): Answer<IssueDisclosureAnswer>;
/** As `issueDisclosure`, text in and text out. */
export function issueDisclosureJson(request: string): string;

/** present_disclosure: takes disclosures out of an SD-JWT, and binds what is left to whom it is shown to with the holder's key. */
export function presentDisclosure(request: PresentDisclosureRequest): Answer<PresentDisclosureAnswer>;
/** As `presentDisclosure`, text in and text out. */
export function presentDisclosureJson(request: string): string;

/** verify_credential: judges a W3C Verifiable Credential 2.0 (vc+jwt, vc+sd-jwt, Data Integrity) and its status, aspect by aspect. */
export function verifyCredential(request: VerifyCredentialRequest): Answer<VerifyCredentialAnswer>;
/** As `verifyCredential`, text in and text out. */
export function verifyCredentialJson(request: string): string;

/** issue_credential: signs a W3C Verifiable Credential 2.0 as vc+jwt or with a Data Integrity proof; equal input, equal signature. */
export function issueCredential(request: IssueCredentialRequest): Answer<IssueCredentialAnswer>;
/** As `issueCredential`, text in and text out. */
export function issueCredentialJson(request: string): string;

/** evaluate: asks a rulebook of what is known of a lot: pass, fail or unknown of each rule, why, by which records, and what is missing. */
export function evaluate(request: EvaluateRequest): Answer<EvaluateAnswer>;
/** As `evaluate`, text in and text out. */
export function evaluateJson(request: string): string;

/** claims_card: says which claims about a lot may be shown, how each of the five scopes stands, and whether wording goes beyond what is proved. */
export function claimsCard(request: ClaimsCardRequest): Answer<ClaimsCardAnswer>;
/** As `claimsCard`, text in and text out. */
export function claimsCardJson(request: string): string;

/** lint_rulebook: tells what is wrong with a rulebook or missing from it: names, types, units, rules that can never pass or fail, days, texts, test cases. */
export function lintRulebook(request: LintRulebookRequest): Answer<LintRulebookAnswer>;
/** As `lintRulebook`, text in and text out. */
export function lintRulebookJson(request: string): string;

/** check_certificate: says what a certificate is on each day, whether it covers goods and why, who stands behind its issuer, and whether label numbers are right. */
export function checkCertificate(request: CheckCertificateRequest): Answer<CheckCertificateAnswer>;
/** As `checkCertificate`, text in and text out. */
export function checkCertificateJson(request: string): string;

/** grade_lot: grades a lot by a product standard and what was measured of it, and says what keeps it from the next better grade. */
export function gradeLot(request: GradeLotRequest): Answer<GradeLotAnswer>;
/** As `gradeLot`, text in and text out. */
export function gradeLotJson(request: string): string;

/** build_passport: builds a passport from a lot's ledger and the passports of lots that it comes from. */
export function buildPassport(request: BuildPassportRequest): Answer<BuildPassportAnswer>;
/** As `buildPassport`, text in and text out. */
export function buildPassportJson(request: string): string;

/** verify_passport: judges a passport of at most 1 MiB, aspect by aspect, and reduces the verdict under a stated policy. */
export function verifyPassport(request: VerifyPassportRequest): Answer<VerifyPassportAnswer>;
/** As `verifyPassport`, text in and text out. */
export function verifyPassportJson(request: string): string;

/** verify_label: judges an offline label `TR1:` alone: its signed and logged head, not the entries behind it. */
export function verifyLabel(request: VerifyLabelRequest): Answer<VerifyLabelAnswer>;
/** As `verifyLabel`, text in and text out. */
export function verifyLabelJson(request: string): string;

/** redact_passport: takes hidden members out of a passport; every line, root and signature stays valid. */
export function redactPassport(request: RedactPassportRequest): Answer<RedactPassportAnswer>;
/** As `redactPassport`, text in and text out. */
export function redactPassportJson(request: string): string;

/** view_as: takes out of a passport what a role may not see for a purpose; what must be shown stays, and so does every proof. */
export function viewAs(request: ViewAsRequest): Answer<ViewAsAnswer>;
/** As `viewAs`, text in and text out. */
export function viewAsJson(request: string): string;

/** encode_label: makes the text of a label: a URL bound to the record by its root, or the signed and logged head itself. */
export function encodeLabel(request: EncodeLabelRequest): Answer<EncodeLabelAnswer>;
/** As `encodeLabel`, text in and text out. */
export function encodeLabelJson(request: string): string;

/** decode_label: reads a label: which lot it names, and which record it was printed for. */
export function decodeLabel(request: DecodeLabelRequest): Answer<DecodeLabelAnswer>;
/** As `decodeLabel`, text in and text out. */
export function decodeLabelJson(request: string): string;

/** check_trust: checks a trust bundle against pinned roots and says which keys and parties it names. */
export function checkTrust(request: CheckTrustRequest): Answer<CheckTrustAnswer>;
/** As `checkTrust`, text in and text out. */
export function checkTrustJson(request: string): string;

/** prepare_statement: prints an alias, a key rotation, a certification verdict or a trust bundle, and puts it together once it is signed. */
export function prepareStatement(request: PrepareStatementRequest): Answer<PrepareStatementAnswer>;
/** As `prepareStatement`, text in and text out. */
export function prepareStatementJson(request: string): string;

/** check_codes: holds the codes issued for a lot against packs and quantity, and the scans of each unit against each other. */
export function checkCodes(request: CheckCodesRequest): Answer<CheckCodesAnswer>;
/** As `checkCodes`, text in and text out. */
export function checkCodesJson(request: string): string;

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

/** A text from a scanner, a clipboard or a person. */
export interface ScanRequest {
  /** The text; FNC1 as the group separator (U+001D) or `^`. */
  text: string;
  /** The day at which "in the future" is judged; without it that is not judged. */
  as_of?: Date | null;
}

/** a date as `2026-03-01` */
export type Date = string;

/** All readings of a text. */
export interface ScanAnswer {
  /** What it is. */
  kind: ScanAnswerKind;
  /** What the findings come to. */
  status: ScanAnswerStatus;
  /** Its canonical form; empty where it has none. */
  canonical: string;
  /** The lot it names, if it names one. */
  lot?: LotName | null;
  /** Its pieces: for GS1 keys by application identifier. */
  keys: Key[];
  /** What was found. */
  findings: Finding[];
  /** What else it could be, better ones first. */
  alternatives: Reading[];
}

/** label, label-frame, digital-link, element-string, epc, lot-link, passport, bundle, evidence, epcis, json, text, or the word of an identifier's scheme */
export type ScanAnswerKind = string;

/** What the findings come to. */
export type ScanAnswerStatus = "valid" | "unverified" | "invalid";

/** 01/GTIN/10/LOT or t/ISSUER/PRODUCT/LOT */
export type LotName = string;

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
  severity: ScanAnswerSeverity;
  /** What it is: kebab-case, appended, never renamed, never reused. */
  code: string;
  /** Where: a JSON pointer (RFC 6901) into what was checked, empty for the whole. */
  at: string;
  /** What was found, as text, where that helps; empty otherwise. */
  found?: string;
}

/** How grave a finding is. */
export type ScanAnswerSeverity = "note" | "warning" | "error";

/** One reading of a text. */
export interface Reading {
  /** What it is. */
  kind: ScanAnswerKind;
  /** What the findings come to. */
  status: ScanAnswerStatus;
  /** Its canonical form; empty where it has none. */
  canonical: string;
  /** The lot it names, if it names one. */
  lot?: LotName | null;
  /** Its pieces: for GS1 keys by application identifier. */
  keys: Key[];
  /** What was found. */
  findings: Finding[];
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

/** What was found. */
export interface CheckIdentifierAnswer {
  /** The scheme it was examined as. */
  scheme: Scheme;
  /** What the findings come to. */
  status: CheckIdentifierAnswerStatus;
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
export type CheckIdentifierAnswerStatus = "valid" | "unverified" | "invalid";

/** How much had to be done to a text before it was the canonical spelling of a code. */
export type Spelling = "exact" | "cleaned" | "folded";

/** How grave a finding is. */
export type CheckIdentifierAnswerSeverity = "note" | "warning" | "error";

/** Whether the identifier is valid, by how its spelling is read. */
export interface Accepted {
  /** Exactly as written. */
  strict: boolean;
  /** After removing spaces and dashes and raising lower case. */
  hard: boolean;
  /** After folding full-width and other compatibility characters, too. */
  lenient: boolean;
}

/** A party, and others that it may belong to. */
export interface CheckPartyRequest {
  /** The caller's own reference, returned untouched; at most 128 bytes. */
  ref?: Reference | null;
  /** The caller's own data (an object), returned untouched. */
  ext?: Extension | null;
  /** The party. */
  party: CheckPartyRequestParty;
  /** Other parties, for the chain of organisations; at most 1,024. */
  others?: CheckPartyRequestParty[];
  /** The day for which it is asked; without one, any day. */
  as_of?: Date | null;
}

/** A caller's own reference: text of at most 128 bytes. */
export type Reference = string;

/** A caller's own data: any JSON object. */
export type Extension = Json;

/** A party. */
export interface CheckPartyRequestParty {
  /** Its id in the trust bundle. */
  id: IssuerId;
  /** What it is. */
  kind: PartyKind;
  /** Its name; that of a natural person is never returned. */
  name?: string | null;
  /** Where it is. */
  region?: Region | null;
  /** Its identifiers. */
  ids?: PartyId[];
  /** Its roles. */
  roles?: CheckPartyRequestHeld[];
  /** Whom it belongs to (组织链). */
  memberships?: CheckPartyRequestMembership[];
  /** What it may do; without it, what its roles allow. */
  permissions?: CheckPartyRequestPermissions | null;
}

/** Id of a party: 1 to 32 letters, digits, dots and hyphens */
export type IssuerId = string;

/** What a party is. */
export type PartyKind = "person" | "household" | "sole-trader" | "enterprise" | "cooperative" | "collective" | "association" | "public-body" | "research-body" | "financial-body" | "device" | "other";

/** Six digits of a region (GB/T 2260) */
export type Region = string;

/** An identifier of a party, and when it holds. */
export interface PartyId {
  /** The scheme. */
  scheme: Scheme;
  /** The identifier as written. */
  text: string;
  /** First day; open if it is not stated. */
  from?: Date | null;
  /** First day that no longer belongs to it; open if it is not stated. */
  until?: Date | null;
}

/** A role, and when it holds. */
export interface CheckPartyRequestHeld {
  /** The role. */
  role: CheckPartyRequestRole;
  /** First day; open if it is not stated. */
  from?: Date | null;
  /** First day that no longer belongs to it; open if it is not stated. */
  until?: Date | null;
}

/** A role of a party. What a role allows is the most that a charter may grant with it. */
export type CheckPartyRequestRole = "government" | "association" | "enterprise" | "producer" | "research" | "finance" | "intermediary" | "laboratory" | "auditor" | "carrier" | "keeper" | "processor" | "retailer" | "platform" | "village-staff" | "veterinarian" | "community" | "buyer";

/** Belonging to another party, and when. */
export interface CheckPartyRequestMembership {
  /** The other party. */
  of: IssuerId;
  /** How. */
  as: Bond;
  /** First day; open if it is not stated. */
  from?: Date | null;
  /** First day that no longer belongs to it; open if it is not stated. */
  until?: Date | null;
}

/** How one party belongs to another. */
export type Bond = "member" | "contract" | "branch" | "staff" | "resident" | "property";

/** What a party may sign, see and receive. */
export interface CheckPartyRequestPermissions {
  /** What it may sign. */
  sign?: CheckPartyRequestPermit[];
  /** Which personal members it may see. */
  see?: Member[];
  /** What it may receive. */
  receive?: Due[];
}

/** One thing that a party may sign: a verb of `FORMATS` §8, on names that begin so. */
export interface CheckPartyRequestPermit {
  /** `write:KIND`, `close`, `keep`, `for`, `attest` or `alias`. */
  verb: Verb;
  /** The beginning of subject names, ending in `/`, or one whole name; empty for any. */
  on?: string;
}

/** write:KIND, close, keep, for, attest or alias */
export type Verb = string;

/** A personal member of an entry (`FORMATS` §7), which is seen only by leave. */
export type Member = "grower" | "phone" | "resident-id" | "bank" | "position" | "plot" | "hardship" | "price" | "on-behalf-of" | "note";

/** What a party may receive. */
export type Due = "proceeds" | "share" | "fee" | "freight" | "repayment" | "refund" | "recall-notice" | "statement" | "report";

/** What was found. */
export interface CheckPartyAnswer {
  /** The caller's own reference. */
  ref?: Reference | null;
  /** The caller's own data. */
  ext?: Extension | null;
  /** The party's id. */
  id: string;
  /** Whether no finding is an error. */
  valid: boolean;
  /** Whether its data are those of natural persons. */
  natural: boolean;
  /** Its identifiers, in order. */
  ids: CheckedId[];
  /** The roles that it has on the day asked. */
  roles: CheckPartyAnswerRole[];
  /** The actors of the paper that those make it. */
  actors: Actor[];
  /** What it may sign, see and receive on that day. */
  may: CheckPartyAnswerPermissions;
  /** Whom it belongs to on that day, step by step. */
  chain: CheckPartyAnswerLink[];
  /** What was found; places are pointers into the party. */
  findings: Finding[];
}

/** An identifier of a party, checked. */
export interface CheckedId {
  /** The scheme it was examined as. */
  scheme: Scheme;
  /** What the findings come to. */
  status: CheckPartyAnswerStatus;
  /** The canonical spelling (masked where it names a person); empty where the text has no such form. */
  canonical: string;
  /** How far the text was from the canonical spelling; absent where it has none. */
  spelling?: Spelling | null;
  /** Its pieces, in order. */
  keys: Key[];
  /** What was found, in order of checking. */
  findings: Finding[];
  /** Whether it holds on the day asked; true where no day was. */
  in_force: boolean;
}

/** What the findings come to. */
export type CheckPartyAnswerStatus = "valid" | "unverified" | "invalid";

/** How grave a finding is. */
export type CheckPartyAnswerSeverity = "note" | "warning" | "error";

/** A role of a party. What a role allows is the most that a charter may grant with it. */
export type CheckPartyAnswerRole = "government" | "association" | "enterprise" | "producer" | "research" | "finance" | "intermediary" | "laboratory" | "auditor" | "carrier" | "keeper" | "processor" | "retailer" | "platform" | "village-staff" | "veterinarian" | "community" | "buyer";

/** One of the seven actors of the paper (4.2). */
export type Actor = "government" | "association" | "enterprise" | "producer" | "research" | "finance" | "intermediary" | "consumer";

/** What a party may sign, see and receive. */
export interface CheckPartyAnswerPermissions {
  /** What it may sign. */
  sign: CheckPartyAnswerPermit[];
  /** Which personal members it may see. */
  see: Member[];
  /** What it may receive. */
  receive: Due[];
}

/** One thing that a party may sign: a verb of `FORMATS` §8, on names that begin so. */
export interface CheckPartyAnswerPermit {
  /** `write:KIND`, `close`, `keep`, `for`, `attest` or `alias`. */
  verb: Verb;
  /** The beginning of subject names, ending in `/`, or one whole name; empty for any. */
  on: string;
}

/** One step: a member, and what it belongs to. */
export interface CheckPartyAnswerLink {
  /** Who belongs. */
  member: IssuerId;
  /** To whom. */
  of: IssuerId;
  /** How. */
  as: Bond;
  /** How many steps from the party asked about, counted from 1. */
  step: number;
}

/** Plots as GeoJSON, and what is said of them. */
export interface CheckPlotRequest {
  /** The caller's own reference, returned untouched; at most 128 bytes. */
  ref?: Reference | null;
  /** The caller's own data (an object), returned untouched. */
  ext?: Extension | null;
  /** The GeoJSON as exact text: a FeatureCollection, a Feature or a geometry. */
  text?: string | null;
  /** The same, parsed; decimals count only if the numbers are still as they were written. */
  document?: Json | null;
  /** What the plots are for; `eudr` if it is not said. */
  purpose?: CheckPlotRequestPurpose;
  /** Area of all plots together that holds against the one measured. */
  area?: Area | null;
  /** Who holds the land. */
  tenure?: Tenure[];
  /** The day for which the holder is asked. */
  as_of?: Date | null;
  /** Other plots, for overlap; at most 1,024. */
  others?: Other[];
  /** What was harvested, and what is plausible. */
  yield?: Yield | null;
}

/** What the plots are read for. */
export type CheckPlotRequestPurpose = "eudr" | "general";

/** An area. */
export interface Area {
  /** How many. */
  value: Decimal;
  /** Of what. */
  unit: AreaUnit;
}

/** an exact decimal as text, such as `12.50` */
export type Decimal = string;

/** A unit of area. */
export type AreaUnit = "mu" | "ha" | "m2";

/** One tenure: a party, a right, and the days it holds; the last day no longer belongs to it. */
export interface Tenure {
  /** The party. */
  holder: IssuerId;
  /** By which right. */
  right: Right;
  /** First day; open if it is not stated. */
  from?: Date | null;
  /** First day that no longer belongs to it; open if it is not stated. */
  until?: Date | null;
}

/** By which right a plot is held. */
export type Right = "collective" | "contract" | "transfer" | "lease" | "state" | "owned";

/** Another plot. */
export interface Other {
  /** The caller's own reference, returned untouched; at most 128 bytes. */
  ref?: Reference | null;
  /** GeoJSON as exact text. */
  text?: string | null;
  /** The same, parsed. */
  document?: Json | null;
}

/** A harvest, and bounds that are the caller's data. */
export interface Yield {
  /** Kilograms harvested. */
  kilograms: Decimal;
  /** Least kilograms per 亩 that are plausible. */
  least?: Decimal | null;
  /** Most kilograms per 亩 that are plausible. */
  most?: Decimal | null;
}

/** What was found. */
export interface CheckPlotAnswer {
  /** The caller's own reference. */
  ref?: Reference | null;
  /** The caller's own data. */
  ext?: Extension | null;
  /** Whether no finding is an error. */
  valid: boolean;
  /** The plots that could be read. */
  plots: CheckPlotAnswerPlot[];
  /** Area of all rings together in whole square metres; absent if there are only points. */
  area_m2?: number | null;
  /** The same in 亩, to two places. */
  area_mu?: string | null;
  /** The parties that hold the land on the day asked. */
  holders: string[];
  /** Other plots that touch or overlap these, or could not be judged. */
  overlaps: Overlapping[];
  /** Whether the yield is plausible; absent if none was asked. */
  yield?: CheckPlotAnswerPlausible | null;
  /** What was found; places are pointers into the GeoJSON, or into the request from `/tenure`, `/area`, `/others`. */
  findings: Finding[];
}

/** One plot that was read. */
export interface CheckPlotAnswerPlot {
  /** Where it stands in the GeoJSON. */
  at: string;
  /** `point` or `polygon`. */
  shape: string;
  /** Positions. */
  positions: number;
  /** Area in whole square metres, of polygons. */
  area_m2?: number | null;
}

/** How another plot lies to these. */
export interface Overlapping {
  /** Which of the plots. */
  plot: number;
  /** Which of the others. */
  other: number;
  /** The other's reference. */
  ref?: Reference | null;
  /** How it lies. */
  how: Overlap;
}

/** How two plots lie to each other. */
export type Overlap = "apart" | "touching" | "not-judged" | "overlapping";

/** Whether a yield can be. */
export type CheckPlotAnswerPlausible = "yes" | "too-much" | "too-little" | "unknown";

/** How grave a finding is. */
export type CheckPlotAnswerSeverity = "note" | "warning" | "error";

/** A text that carries elements. */
export interface ParseElementsRequest {
  /** The text. */
  text: string;
  /** How it is written; without it, its first characters decide. */
  form?: ParseElementsRequestForm | null;
}

/** How the elements are written. */
export type ParseElementsRequestForm = "element-string" | "bracketed" | "human-readable" | "scan" | "digits" | "upc-e" | "digital-link";

/** Elements in all the ways in which they are written. */
export interface ParseElementsAnswer {
  /** How the text was read. */
  form: ParseElementsAnswerForm;
  /** The symbology of scan data. */
  symbology?: string | null;
  /** Text in a symbol that carries no elements. */
  plain?: string | null;
  /** The elements, in order. */
  elements: ParseElementsAnswerShown[];
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
export type ParseElementsAnswerForm = "element-string" | "bracketed" | "human-readable" | "scan" | "digits" | "upc-e" | "digital-link";

/** One element of an answer. */
export interface ParseElementsAnswerShown {
  /** The application identifier. */
  ai: Ai;
  /** Its data title in the GS1 General Specifications. */
  title?: string | null;
  /** Its value, without any escape. */
  value: string;
}

/** A GS1 application identifier: two to four digits, known to the dictionary or not. */
export type Ai = string;

/** How grave a finding is. */
export type ParseElementsAnswerSeverity = "note" | "warning" | "error";

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
  elements: BuildElementsAnswerShown[];
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

/** One element of an answer. */
export interface BuildElementsAnswerShown {
  /** The application identifier. */
  ai: Ai;
  /** Its data title in the GS1 General Specifications. */
  title?: string | null;
  /** Its value, without any escape. */
  value: string;
}

/** How grave a finding is. */
export type BuildElementsAnswerSeverity = "note" | "warning" | "error";

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
  key: ParseDigitalLinkAnswerShown;
  /** Its qualifiers, in order. */
  qualifiers: ParseDigitalLinkAnswerShown[];
  /** The attributes, in the order of the query. */
  attributes: ParseDigitalLinkAnswerShown[];
  /** Scheme, host and the path before the key. */
  stem: string;
  /** The other parameters of the query, as written. */
  other: Parameter[];
  /** The fragment, without `#`. */
  fragment?: string | null;
  /** The elements, in order. */
  elements: ParseDigitalLinkAnswerShown[];
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

/** One element of an answer. */
export interface ParseDigitalLinkAnswerShown {
  /** The application identifier. */
  ai: Ai;
  /** Its data title in the GS1 General Specifications. */
  title?: string | null;
  /** Its value, without any escape. */
  value: string;
}

/** A parameter that is not of GS1. */
export interface Parameter {
  /** Its name, as written. */
  name: string;
  /** Its value, as written; absent where there is no `=`. */
  value?: string | null;
}

/** How grave a finding is. */
export type ParseDigitalLinkAnswerSeverity = "note" | "warning" | "error";

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

/** A product. */
export interface CheckProductRequest {
  /** The product. */
  product: Product;
  /** The caller's own reference, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data, returned untouched. */
  ext?: Extension | null;
}

/** A product as its owner describes it. Its parts are well-formed; [`check`](Self::check) says whether they make a whole. */
export interface Product {
  /** Names by which it is known: GTINs, `ISSUER/PRODUCT` of an issuer without GS1 keys, absolute URIs. */
  ids?: string[];
  /** What it is called, by language (BCP 47): `{"zh-Hans": "阳光玫瑰葡萄", "en": "Shine Muscat grapes"}`. */
  names: { [name: string]: string };
  /** What kind of thing it is, in a scheme of the caller's choice. */
  category?: Category | null;
  /** The product standard and the grade it is sold as. */
  standard?: CheckProductRequestStandard | null;
  /** How long it keeps. */
  shelf_life?: CheckProductRequestShelfLife | null;
  /** The unit it is sold in, where not by the pack. */
  unit?: CheckProductRequestUnit | null;
  /** The packs it comes in, each with its declared content. */
  packs?: Pack[];
}

/** A category: a code in a scheme. */
export interface Category {
  /** The scheme: `gpc`, `hs`, `gb-7635`, or a URI. */
  scheme: string;
  /** The code in it. */
  code: string;
}

/** A product standard, and the grade within it. */
export interface CheckProductRequestStandard {
  /** The standard's number with its year: `GB/T 16862-2008`. */
  code: string;
  /** The grade: `特级`, `一级`. */
  grade?: string | null;
}

/** How long a product keeps (保质期), counted on the calendar with a stated rounding of months. */
export interface CheckProductRequestShelfLife {
  /** How long, as `P6M` or `P21D`. */
  period: CheckProductRequestPeriod;
  /** From which day. */
  starts_at?: StartsAt;
  /** What becomes of a day that the last month does not have; `down` if not stated, which never lengthens it. */
  rounding?: MonthRounding;
  /** Whether the first day is day one, so that the last good day is one earlier. */
  first_day_counts?: boolean;
}

/** a period as `P24M`, `P1Y6M` or `P90D` */
export type CheckProductRequestPeriod = string;

/** From which day shelf life runs. */
export type StartsAt = "harvest" | "production" | "packing";

/** What becomes of a day that the month reached does not have (31 January and one month). */
export type MonthRounding = "up" | "down" | "refuse";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type CheckProductRequestUnit = string;

/** A pack and what is declared to be in it. Packs are never converted to weight but through their declared content. */
export interface Pack {
  /** What it is. */
  kind: PackKind;
  /** What one holds. */
  content: Amount;
  /** What one weighs empty. */
  tare?: Quantity | null;
}

/** a package code of UN/ECE Recommendation 21 as `BX`, or 箱, 筐, 袋 */
export type PackKind = string;

/** one or two pairs of value and unit code, pieces first, as `[["12.50","KGM"]]` */
export type Amount = ([Decimal, CheckProductRequestUnit])[];

/**
 * An exact value in a unit.
 *
 * Equal means the same value in the same unit; [`compare`](Self::compare) also compares over units.
 */
export interface Quantity {
  /** How many: an exact decimal as text. */
  value: Decimal;
  /** Of what: a unit code of UN/ECE Recommendation 20. */
  unit: CheckProductRequestUnit;
}

/** What was found. */
export interface CheckProductAnswer {
  /** Is there no error among the findings? */
  valid: boolean;
  /** The product, with ids in canonical spelling. */
  product: Product;
  /** What was found; places are JSON pointers into the product. */
  findings: Finding[];
  /** The caller's own reference. */
  ref?: Reference | null;
  /** The caller's own data. */
  ext?: Extension | null;
}

/** A product standard, and the grade within it. */
export interface CheckProductAnswerStandard {
  /** The standard's number with its year: `GB/T 16862-2008`. */
  code: string;
  /** The grade: `特级`, `一级`. */
  grade?: string | null;
}

/** How long a product keeps (保质期), counted on the calendar with a stated rounding of months. */
export interface CheckProductAnswerShelfLife {
  /** How long, as `P6M` or `P21D`. */
  period: CheckProductAnswerPeriod;
  /** From which day. */
  starts_at: StartsAt;
  /** What becomes of a day that the last month does not have; `down` if not stated, which never lengthens it. */
  rounding: MonthRounding;
  /** Whether the first day is day one, so that the last good day is one earlier. */
  first_day_counts: boolean;
}

/** a period as `P24M`, `P1Y6M` or `P90D` */
export type CheckProductAnswerPeriod = string;

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type CheckProductAnswerUnit = string;

/** How grave a finding is. */
export type CheckProductAnswerSeverity = "note" | "warning" | "error";

/** A lot to be. */
export interface CreateLotRequest {
  /** Its name: `01/GTIN/10/LOT` or `t/ISSUER/PRODUCT/LOT`. */
  lot: LotName;
  /** How much it is: one quantity, or pieces and weight. */
  amount: Amount;
  /** The product that it is of. */
  product?: string | null;
  /** The day it was harvested or made. */
  made_on?: Date | null;
  /** How long it keeps from that day. */
  shelf_life?: CreateLotRequestShelfLife | null;
  /** The last day of its shelf life, where that is stated and not reckoned. */
  last_day?: Date | null;
  /** When it was made. */
  at?: Instant | null;
  /** Whether it is a draft, which may still be corrected. */
  draft?: boolean;
  /** The caller's own reference, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data, returned untouched. */
  ext?: Extension | null;
}

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type CreateLotRequestUnit = string;

/** How long a product keeps (保质期), counted on the calendar with a stated rounding of months. */
export interface CreateLotRequestShelfLife {
  /** How long, as `P6M` or `P21D`. */
  period: CreateLotRequestPeriod;
  /** From which day. */
  starts_at?: StartsAt;
  /** What becomes of a day that the last month does not have; `down` if not stated, which never lengthens it. */
  rounding?: MonthRounding;
  /** Whether the first day is day one, so that the last good day is one earlier. */
  first_day_counts?: boolean;
}

/** a period as `P24M`, `P1Y6M` or `P90D` */
export type CreateLotRequestPeriod = string;

/** a time of RFC 3339 with its offset, as `2026-03-01T06:30:00+08:00` */
export type Instant = string;

/** The lot, or why not. */
export interface CreateLotAnswer {
  /** Is there a lot? */
  valid: boolean;
  /** The lot. */
  lot?: Lot | null;
  /** What was found; places are JSON pointers into the request. */
  findings: Finding[];
}

/** A lot: its name, what it is of, where it stands, and its ledger. */
export interface Lot {
  /** Its name: `01/GTIN/10/LOT` or `t/ISSUER/PRODUCT/LOT`. */
  lot: LotName;
  /** The product that it is of. */
  product?: string | null;
  /** Where it stands. */
  state: CreateLotAnswerState;
  /** All that came in and went out, in order. */
  moves: Ledger;
  /** What is left: the sum of the moves. When it is given it must be that. */
  left?: Amount | null;
  /** The day it was harvested or made. */
  made_on?: Date | null;
  /** The last day of its shelf life. */
  last_day?: Date | null;
  /** The caller's own reference, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data, returned untouched. */
  ext?: Extension | null;
}

/**
 * Where a lot stands. [`may_become`](Self::may_become) is the whole of what may follow what:
 *
 * | from | to |
 * |---|---|
 * | draft | open, void |
 * | open | consumed, sealed, recalled, superseded |
 * | consumed | sealed, recalled, superseded |
 * | sealed | recalled, superseded |
 * | recalled, superseded, void | nothing |
 */
export type CreateLotAnswerState = "draft" | "open" | "consumed" | "sealed" | "recalled" | "superseded" | "void";

/** Every move of a lot, and what they leave: never less than nothing, at any point. */
export type Ledger = Move[];

/** One move. */
export interface Move {
  /** In or out, and how. */
  kind: MoveKind;
  /** How much. */
  amount: Amount;
  /** The other lot, for `input` and `output`. */
  lot?: LotName | null;
  /** The act it belongs to: the id of a transformation. */
  act?: string | null;
  /** When. */
  at?: Instant | null;
  /** Why, for what was lost or found. */
  why?: string | null;
}

/** What kind of move it is. The first three bring in, the others take out. */
export type MoveKind = "made" | "input" | "found" | "output" | "used" | "issued" | "lost";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type CreateLotAnswerUnit = string;

/** How grave a finding is. */
export type CreateLotAnswerSeverity = "note" | "warning" | "error";

/** A lot, and what becomes of it. */
export interface SplitLotRequest {
  /** The lot as it stands. */
  lot: Lot;
  /** The parts, 1 to 1,024. */
  parts: SplitLotRequestPart[];
  /** What was lost on the way. */
  losses?: Loss[];
  /** Whether nothing may be left over. */
  take_all?: boolean;
  /** When. */
  at?: Instant | null;
}

/**
 * Where a lot stands. [`may_become`](Self::may_become) is the whole of what may follow what:
 *
 * | from | to |
 * |---|---|
 * | draft | open, void |
 * | open | consumed, sealed, recalled, superseded |
 * | consumed | sealed, recalled, superseded |
 * | sealed | recalled, superseded |
 * | recalled, superseded, void | nothing |
 */
export type SplitLotRequestState = "draft" | "open" | "consumed" | "sealed" | "recalled" | "superseded" | "void";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type SplitLotRequestUnit = string;

/** A part of a lot that becomes a lot of its own. */
export interface SplitLotRequestPart {
  /** The name of the new lot. */
  lot: LotName;
  /** How much of the old one it is. */
  amount: Amount;
  /** The caller's own reference, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data, returned untouched. */
  ext?: Extension | null;
}

/** What was lost, and why. */
export interface Loss {
  /** Why: `drying`, `trimming`, `spoilage`. */
  why: string;
  /** How much. */
  amount: Amount;
}

/** The lots, or why not. */
export interface SplitLotAnswer {
  /** Was the lot split? If not, nothing changed. */
  valid: boolean;
  /** The lot as it stands now; consumed if nothing is left. */
  lot?: Lot | null;
  /** The parts as lots, in the order asked. */
  parts?: Lot[];
  /** What was found; places are JSON pointers into the request. */
  findings: Finding[];
}

/**
 * Where a lot stands. [`may_become`](Self::may_become) is the whole of what may follow what:
 *
 * | from | to |
 * |---|---|
 * | draft | open, void |
 * | open | consumed, sealed, recalled, superseded |
 * | consumed | sealed, recalled, superseded |
 * | sealed | recalled, superseded |
 * | recalled, superseded, void | nothing |
 */
export type SplitLotAnswerState = "draft" | "open" | "consumed" | "sealed" | "recalled" | "superseded" | "void";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type SplitLotAnswerUnit = string;

/** How grave a finding is. */
export type SplitLotAnswerSeverity = "note" | "warning" | "error";

/** The lots, and what they become. */
export interface MergeLotsRequest {
  /** The name of the new lot. */
  lot: LotName;
  /** The lots that it is made of, 1 to 1,024. */
  sources: MergeLotsRequestSource[];
  /** The product that it is of, where the sources are not of one. */
  product?: string | null;
  /** When. */
  at?: Instant | null;
  /** The caller's own reference to the new lot, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data on the new lot, returned untouched. */
  ext?: Extension | null;
}

/** A lot that something is taken from. */
export interface MergeLotsRequestSource {
  /** The lot as it stands. */
  lot: Lot;
  /** How much is taken; without it all that is left. */
  take?: Amount | null;
}

/**
 * Where a lot stands. [`may_become`](Self::may_become) is the whole of what may follow what:
 *
 * | from | to |
 * |---|---|
 * | draft | open, void |
 * | open | consumed, sealed, recalled, superseded |
 * | consumed | sealed, recalled, superseded |
 * | sealed | recalled, superseded |
 * | recalled, superseded, void | nothing |
 */
export type MergeLotsRequestState = "draft" | "open" | "consumed" | "sealed" | "recalled" | "superseded" | "void";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type MergeLotsRequestUnit = string;

/** The lots, or why not. */
export interface MergeLotsAnswer {
  /** Were they merged? If not, nothing changed. */
  valid: boolean;
  /** The new lot. */
  lot?: Lot | null;
  /** The sources as they stand now, in the order given. */
  sources?: Lot[];
  /** What was found; places are JSON pointers into the request. */
  findings: Finding[];
}

/**
 * Where a lot stands. [`may_become`](Self::may_become) is the whole of what may follow what:
 *
 * | from | to |
 * |---|---|
 * | draft | open, void |
 * | open | consumed, sealed, recalled, superseded |
 * | consumed | sealed, recalled, superseded |
 * | sealed | recalled, superseded |
 * | recalled, superseded, void | nothing |
 */
export type MergeLotsAnswerState = "draft" | "open" | "consumed" | "sealed" | "recalled" | "superseded" | "void";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type MergeLotsAnswerUnit = string;

/** How grave a finding is. */
export type MergeLotsAnswerSeverity = "note" | "warning" | "error";

/** What goes in and what comes out. */
export interface TransformLotRequest {
  /** The act's id, which the moves of all its lots carry: an EPCIS transformation id. */
  act?: string | null;
  /** The lots that something is taken from, 1 to 1,024. */
  sources: TransformLotRequestSource[];
  /** What goes in and is no lot: water, brine, ice. */
  added?: Added[];
  /** The lots that come out, 1 to 1,024. */
  outputs: Output[];
  /** What is lost. */
  losses?: Loss[];
  /** What must balance; mass unless stated otherwise. */
  conserved?: Dimension;
  /** When. */
  at?: Instant | null;
}

/** A lot that something is taken from. */
export interface TransformLotRequestSource {
  /** The lot as it stands. */
  lot: Lot;
  /** How much is taken; without it all that is left. */
  take?: Amount | null;
}

/**
 * Where a lot stands. [`may_become`](Self::may_become) is the whole of what may follow what:
 *
 * | from | to |
 * |---|---|
 * | draft | open, void |
 * | open | consumed, sealed, recalled, superseded |
 * | consumed | sealed, recalled, superseded |
 * | sealed | recalled, superseded |
 * | recalled, superseded, void | nothing |
 */
export type TransformLotRequestState = "draft" | "open" | "consumed" | "sealed" | "recalled" | "superseded" | "void";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type TransformLotRequestUnit = string;

/** Something that goes in and is no lot: water, brine, ice. */
export interface Added {
  /** What it is. */
  what: string;
  /** How much. */
  amount: Amount;
}

/** A lot that comes out. */
export interface Output {
  /** Its name. */
  lot: LotName;
  /** How much it is. */
  amount: Amount;
  /** What it is of. */
  product?: string | null;
  /** Whether it only arises beside what is wanted: bran, whey, bones. It does not count as yield. */
  by_product?: boolean;
  /** The day it was made. */
  made_on?: Date | null;
  /** The last day of its shelf life. */
  last_day?: Date | null;
  /** The caller's own reference, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data, returned untouched. */
  ext?: Extension | null;
}

/** What a unit measures; units of one dimension can be converted and added. */
export type Dimension = "count" | "mass" | "volume" | "length" | "area" | "time" | "months" | "temperature" | "fraction" | "mass-fraction" | "volume-fraction" | "mass-concentration" | "mass-per-area" | "speed" | "pressure" | "energy" | "power" | "illuminance";

/** The lots and how they balance, or why not. */
export interface TransformLotAnswer {
  /** Was it done? If not, nothing changed. */
  valid: boolean;
  /** The lots that came out, in the order of the outputs. */
  lots?: Lot[];
  /** The sources as they stand now, in the order given. */
  sources?: Lot[];
  /** How it balances. */
  balance?: Sums | null;
  /** What went in less what came out, where that is not nothing. */
  difference?: Exact | null;
  /** What was found; places are JSON pointers into the request. */
  findings: Finding[];
}

/**
 * Where a lot stands. [`may_become`](Self::may_become) is the whole of what may follow what:
 *
 * | from | to |
 * |---|---|
 * | draft | open, void |
 * | open | consumed, sealed, recalled, superseded |
 * | consumed | sealed, recalled, superseded |
 * | sealed | recalled, superseded |
 * | recalled, superseded, void | nothing |
 */
export type TransformLotAnswerState = "draft" | "open" | "consumed" | "sealed" | "recalled" | "superseded" | "void";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type TransformLotAnswerUnit = string;

/** Exact sums, in the base unit of what must balance: kilograms for mass, litres for volume. */
export interface Sums {
  /** Taken from lots. */
  taken: Exact;
  /** Added beside. */
  added: Exact;
  /** What was wanted. */
  wanted: Exact;
  /** What arose beside it. */
  by_products: Exact;
  /** Lost. */
  lost: Exact;
  /** What was wanted in per cent of what was taken, to two digits (GB/T 8170). */
  yield_percent?: string | null;
}

/** An exact number as it stands in answers. */
export interface Exact {
  /** The exact value: a decimal, or a fraction `n/d` where no finite decimal of 38 digits exists. */
  value: string;
  /** Whether it is a decimal. */
  decimal: boolean;
}

/** How grave a finding is. */
export type TransformLotAnswerSeverity = "note" | "warning" | "error";

/** A lot, and what is to be booked. */
export interface AdvanceLotRequest {
  /** The lot as it stands. */
  lot: Lot;
  /** Moves, in order, booked before the state changes. */
  moves?: Move[];
  /** The state it goes to. */
  to?: AdvanceLotRequestState | null;
}

/**
 * Where a lot stands. [`may_become`](Self::may_become) is the whole of what may follow what:
 *
 * | from | to |
 * |---|---|
 * | draft | open, void |
 * | open | consumed, sealed, recalled, superseded |
 * | consumed | sealed, recalled, superseded |
 * | sealed | recalled, superseded |
 * | recalled, superseded, void | nothing |
 */
export type AdvanceLotRequestState = "draft" | "open" | "consumed" | "sealed" | "recalled" | "superseded" | "void";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type AdvanceLotRequestUnit = string;

/** The lot, or why not. */
export interface AdvanceLotAnswer {
  /** Was all of it booked? If not, nothing changed. */
  valid: boolean;
  /** The lot as it stands now. */
  lot?: Lot | null;
  /** What was found; places are JSON pointers into the request. */
  findings: Finding[];
}

/**
 * Where a lot stands. [`may_become`](Self::may_become) is the whole of what may follow what:
 *
 * | from | to |
 * |---|---|
 * | draft | open, void |
 * | open | consumed, sealed, recalled, superseded |
 * | consumed | sealed, recalled, superseded |
 * | sealed | recalled, superseded |
 * | recalled, superseded, void | nothing |
 */
export type AdvanceLotAnswerState = "draft" | "open" | "consumed" | "sealed" | "recalled" | "superseded" | "void";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type AdvanceLotAnswerUnit = string;

/** How grave a finding is. */
export type AdvanceLotAnswerSeverity = "note" | "warning" | "error";

/** When it starts, and how long it lasts. */
export interface ShelfLifeRequest {
  /** The day of harvest, production or packing. */
  start: Date;
  /** How long it keeps. */
  shelf_life: ShelfLifeRequestShelfLife;
  /** The moment at which it is judged, on the calendar of its own offset. */
  as_of?: Instant | null;
}

/** How long a product keeps (保质期), counted on the calendar with a stated rounding of months. */
export interface ShelfLifeRequestShelfLife {
  /** How long, as `P6M` or `P21D`. */
  period: ShelfLifeRequestPeriod;
  /** From which day. */
  starts_at?: StartsAt;
  /** What becomes of a day that the last month does not have; `down` if not stated, which never lengthens it. */
  rounding?: MonthRounding;
  /** Whether the first day is day one, so that the last good day is one earlier. */
  first_day_counts?: boolean;
}

/** a period as `P24M`, `P1Y6M` or `P90D` */
export type ShelfLifeRequestPeriod = string;

/** The last day, and where the moment stands. */
export interface ShelfLifeAnswer {
  /** Is there a last day? Not where the month reached lacks the day and rounding is refused. */
  valid: boolean;
  /** The last good day. */
  last_day?: Date | null;
  /** Whether the month reached lacks the day, so that rounding decided. */
  rounded: boolean;
  /** Days left after the day of the moment: 0 on the last day, negative when it is over. */
  days_left?: number | null;
  /** Where the moment stands. */
  freshness?: Freshness | null;
  /** Why there is no last day. */
  reason?: string | null;
}

/** Where a moment stands in a shelf life. */
export type Freshness = "not-yet" | "good" | "last-day" | "over";

/** What is converted, and to what. */
export interface ConvertQuantityRequest {
  /** A quantity in a unit of Rec 20. */
  quantity?: Quantity | null;
  /** Or what a person wrote: `3.5斤`, `2 亩`. */
  text?: string | null;
  /** The unit wanted: a code of Rec 20, or a Chinese market unit. */
  to: string;
  /** What a name measures that is a unit of two kinds (分). */
  dimension?: Dimension | null;
  /** How it is rounded; without it only an exact decimal is given. */
  round?: RoundTo | null;
}

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type ConvertQuantityRequestUnit = string;

/** How a result is rounded, where it must be. */
export interface RoundTo {
  /** Digits after the point, 0 to 38. */
  places: number;
  /** From the middle to even (GB/T 8170) unless stated otherwise. */
  rounding?: Rounding;
}

/** What becomes of a value between two multiples of the interval. */
export type Rounding = "half-even" | "half-up" | "half-down" | "down" | "up" | "floor" | "ceiling";

/** The quantity in the other unit. */
export interface ConvertQuantityAnswer {
  /** Is there a value: an exact decimal, or a rounded one where rounding was asked for? */
  valid: boolean;
  /** The value as a decimal. */
  value?: string | null;
  /** The unit, as it was asked for. */
  unit: string;
  /** The exact value. */
  exact: Exact;
  /** Whether the decimal is not the exact value. */
  rounded: boolean;
  /** Why there is no value. */
  reason?: string | null;
}

/** A gross weight and what comes off it. */
export interface NetWeightRequest {
  /** The gross weight (毛重). */
  gross: Quantity;
  /** Deductions in the order they apply, each to what the one before left; at most 64. */
  deductions: Deduction[];
  /** How the net weight is rounded, once. */
  round: RoundTo;
}

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type NetWeightRequestUnit = string;

/** What is taken off a weight, and how it is reckoned. Percentages are decimals as text: `14.5` is 14.5 %. */
export type Deduction = {
  kind: "tare";
  /** Their weight. */
  weight: Quantity;
} | {
  kind: "pack-tare";
  /** How many packs. */
  packs: number;
  /** The weight of one empty pack. */
  each: Quantity;
} | {
  kind: "impurity";
  /** Per cent found. */
  found: Decimal;
  /** Per cent that needs no deduction. */
  allowed: Decimal;
} | {
  kind: "moisture";
  /** Per cent found. */
  found: Decimal;
  /** Per cent of the standard. */
  standard: Decimal;
} | {
  kind: "points";
  /** Per cent found. */
  found: Decimal;
  /** Per cent of the standard. */
  standard: Decimal;
  /** Per cent of weight for each point above it. */
  rate: Decimal;
} | {
  kind: "percent";
  /** Per cent. */
  rate: Decimal;
} | {
  kind: "fixed";
  /** The weight. */
  weight: Quantity;
};

/** The net weight and how it came about. */
export interface NetWeightAnswer {
  /** The net weight (净重), rounded as asked. */
  net: Quantity;
  /** The exact net weight. */
  exact: Exact;
  /** One step a deduction, exact. */
  steps: Step[];
}

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type NetWeightAnswerUnit = string;

/** One deduction. */
export interface Step {
  /** What it took. */
  deducted: Exact;
  /** What it left. */
  left: Exact;
}

/** A number, and how it is rounded or compared. */
export interface RoundNumberRequest {
  /** The number. */
  value: Decimal;
  /** Digits after the point; negative for tens and hundreds. Without it, those of the limit. */
  places?: number | null;
  /** How large the interval is, in units of that digit. */
  interval?: RoundNumberRequestUnit;
  /** From the middle to even (GB/T 8170) unless stated otherwise. */
  rounding?: Rounding;
  /** A limit that the number is compared with. */
  limit?: RoundNumberRequestLimit | null;
}

/** Units of a digit. */
export type RoundNumberRequestUnit = "1" | "0.5" | "0.2";

/** A limit. */
export interface RoundNumberRequestLimit {
  /** On which side of it the number must be. */
  bound: Bound;
  /** The limit, with the digits it is written in. */
  value: Decimal;
}

/** On which side of a limit a value must be. */
export type Bound = "<" | "<=" | ">" | ">=" | "=";

/** The rounded number, and whether the limit is kept. */
export interface RoundNumberAnswer {
  /** The rounded number, with the digits of its interval. */
  rounded: Decimal;
  /** Whether that is the number itself. */
  exact: boolean;
  /** Whether the limit is kept, by both methods. */
  keeps?: Keeps | null;
}

/** Whether a limit is kept (GB/T 8170-2008 4.3). */
export interface Keeps {
  /** By the number as measured (全数值比较法), which holds where nothing else is stated. */
  full_value: boolean;
  /** By the number rounded to the limit's digits (修约值比较法). */
  rounded_value: boolean;
}

/** An amount, and who gets how much of it. */
export interface ShareOutRequest {
  /** The amount, as `100.00 CNY`; negative for money that is called back. */
  total: Money;
  /** The parties. Among equal remainders the first in the list gets the unit. */
  parties: ShareOutRequestParty[];
}

/** an amount and a currency of ISO 4217, as `12.50 CNY` */
export type Money = string;

/** A party to the division. */
export interface ShareOutRequestParty {
  /** Its name, returned as it is. */
  name: string;
  /** Its weight: any decimal that is not negative, such as kilograms delivered. */
  weight: Decimal;
  /** What it carries from the settlement before, in minor units; nothing if left out. */
  carry?: ShareOutRequestCarry;
}

/** what rounding owes a party, in minor units, as `0.333333333333` */
export type ShareOutRequestCarry = string;

/** The shares. */
export interface ShareOutAnswer {
  /** One share a party, in the order given; they add up to the total. */
  shares: ShareOutAnswerShare[];
}

/** One party's share. */
export interface ShareOutAnswerShare {
  /** The party's name. */
  name: string;
  /** Its share. */
  amount: Money;
  /** What rounding owes it, in minor units: carry it to the next settlement. */
  carry: ShareOutAnswerCarry;
}

/** what rounding owes a party, in minor units, as `0.333333333333` */
export type ShareOutAnswerCarry = string;

/** A date and a period. */
export interface AddPeriodRequest {
  /** The date. */
  date: Date;
  /** The period, as `P24M`, `-P1Y` or `P90D`: years and months in one step, then days. */
  period: AddPeriodRequestPeriod;
  /** What becomes of a day that the month reached does not have. */
  rounding: MonthRounding;
}

/** a period as `P24M`, `P1Y6M` or `P90D` */
export type AddPeriodRequestPeriod = string;

/** The date reached. */
export interface AddPeriodAnswer {
  /** Is there a date? Not where the month reached lacks the day and rounding is refused. */
  valid: boolean;
  /** The date. */
  date?: Date | null;
  /** Whether the month reached lacks the day, so that rounding decided. */
  ambiguous: boolean;
  /** Why there is no date. */
  reason?: string | null;
}

/** A document with events, in one of three ways. */
export interface ValidateEventsRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /**
   * The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
   * `in_xml` of an answer has the lines for its findings.
   */
  xml?: string | null;
}

/** What was found. */
export interface ValidateEventsAnswer {
  /** Is there no error among the findings? */
  valid: boolean;
  /** How many events were looked at. */
  events: number;
  /** What was found; places are JSON pointers into the document. At most 1,000. */
  findings: Finding[];
  /** For a document in XML: line and column of each place among the findings. */
  in_xml?: { [name: string]: XmlLine } | null;
  /**
   * For each code that was found the section of a standard, or the definition in its schema or ontology, that it
   * follows.
   */
  clauses: { [name: string]: string };
}

/** How grave a finding is. */
export type ValidateEventsAnswerSeverity = "note" | "warning" | "error";

/** A place in an XML text. */
export interface XmlLine {
  /** The line, from 1. */
  line: number;
  /** The character in it, from 1: the first of the name of an element or attribute. */
  column: number;
}

/** A document with events, in one of three ways. */
export interface HashEventsRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /**
   * The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
   * `in_xml` of an answer has the lines for its findings.
   */
  xml?: string | null;
  /** Which rules; `exact` unless said. */
  profile?: ProfileName | null;
  /** Shall the answer hold the pre-hash texts, too? */
  prehash?: boolean;
  /** Shall events be flagged whose hash ids differ between profiles? */
  compare?: boolean;
}

/** Which rules an event hash id follows; incompatible ones circulate under one label (`?ver=CBV2.0`). */
export type ProfileName = "reference" | "exact" | "table" | "cbv-2.1";

/** The hash ids. */
export interface HashEventsAnswer {
  /** The rules that were followed. */
  profile: ProfileName;
  /** One line an event, in the document's order. */
  events: HashEventsAnswerLine[];
  /**
   * If asked for: events that have different hash ids by different rules (`profiles-differ`, with the profiles that
   * agree), and events of which the reference implementation rewrites values (`values-rewritten`). At most 1,000.
   */
  findings?: Finding[] | null;
  /** For a document in XML: line and column of each place among the findings. */
  in_xml?: { [name: string]: XmlLine } | null;
}

export interface HashEventsAnswerLine {
  /** JSON pointer of the event in the document. */
  at: string;
  /** Its hash id, `ni:///sha-256;…?ver=CBV2.0`. */
  hash: string;
  /** The text that was hashed, if asked for. */
  prehash?: string | null;
}

/** How grave a finding is. */
export type HashEventsAnswerSeverity = "note" | "warning" | "error";

/** An event and the hash id somebody gave for it. */
export interface VerifyEventHashRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /**
   * The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
   * `in_xml` of an answer has the lines for its findings.
   */
  xml?: string | null;
  /** Number of the event in the document, from 0; the first unless said. */
  event?: number;
  /** The hash id to verify; the event's own `eventID` unless given. */
  hash?: string | null;
  /** The pre-hash text from which the other side made it, where it is known. */
  prehash?: string | null;
  /** The event as the other side has it, where that is known: an event, or a document of which it is the first. */
  theirs?: Json | null;
}

/** Whether some profile yields it. */
export interface VerifyEventHashAnswer {
  /** Does a profile yield this hash id? */
  valid: boolean;
  /** The profile that does; of several, the one that keeps most of the event apart: `exact`, else `reference`. */
  profile?: ProfileName | null;
  /** Where no profile does: what was done otherwise. */
  explained?: Explained | null;
  /** Where the other side's text or event is given: the profile in which it goes along furthest. */
  nearest?: ProfileName | null;
  /** What each profile yields. */
  profiles: VerifyEventHashAnswerLine[];
}

/** How a hash id can be made that no profile yields. */
export interface Explained {
  /** The profile from which it deviates. */
  profile: ProfileName;
  /** In what, as codes that `messages` has words for: `type-behind-identifier`, `time-cut-off`, …; the fewest that do. */
  deviations: string[];
}

export interface VerifyEventHashAnswerLine {
  /** The profile. */
  profile: ProfileName;
  /** The hash id it yields; absent where it cannot express the event. */
  hash?: string | null;
  /** Why it cannot. */
  refused?: Refused | null;
  /** Where the other side's text or event parts from this one. */
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
  /** The member of the event in which they differ: a member of the standard, or an extension as `{namespace}name`. */
  field: string;
  /** The member in it, where it has some: `epc`, `quantity`, `value`. */
  member?: string;
  /** The member that the other text has in this place, if it is another one; empty where the text ends. */
  their_field?: string | null;
  /** Byte offset, from 0. */
  offset: number;
  /** What stands before it in both, at most 40 characters. */
  after: string;
  /** How this profile goes on, at most 40 characters. */
  ours: string;
  /** How the other text goes on, at most 40 characters. */
  theirs: string;
}

/** Events with sensor readings, and what they must keep to. */
export interface CheckConditionsRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /**
   * The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
   * `in_xml` of an answer has the lines for its findings.
   */
  xml?: string | null;
  /** What each kind of measurement must keep to, 1 to 16. */
  limits: CheckConditionsRequestLimit[];
  /** Only events that name one of these: lots, items, and the containers and vehicles they were in; at most 1,024. */
  of?: string[];
  /** Only events in force: without those declared wrong, and each once. */
  resolve?: boolean;
  /** What is taken to be so between two readings of a device: it holds unless stated. */
  between?: Between;
  /** Where the period begins that ought to be covered; with the first reading if not stated. */
  from?: Instant | null;
  /** Where it ends; with the last reading if not stated. */
  until?: Instant | null;
  /** How the product's shelf life is used up by the values of the first limit. */
  life?: CheckConditionsRequestAsked | null;
}

/** What one kind of measurement must keep to. */
export interface CheckConditionsRequestLimit {
  /** The measurement type as CBV names it, without prefix; `Temperature` unless stated. */
  measure?: string;
  /** The unit of `low` and `high` and of every value in the answer, a Rec 20 code: `CEL`, `FAH`, `KEL`, `P1`. */
  uom: CheckConditionsRequestUnit;
  /** The lowest value that is good. */
  low?: Decimal | null;
  /** The highest value that is good. */
  high?: Decimal | null;
  /** Seconds outside, all together, that are allowed; none unless stated. */
  most_outside_seconds?: number;
  /** Seconds between two readings of a device after which the time between them is not known. Without it no gap is. */
  most_gap_seconds?: number | null;
}

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type CheckConditionsRequestUnit = string;

/** What is taken to be so between two readings of a device. */
export type Between = "hold" | "linear";

/** What is asked of a shelf life. */
export interface CheckConditionsRequestAsked {
  /** The model. */
  model: Life;
  /** When the product was fresh; with the period if not stated. */
  from?: Instant | null;
  /** When it is asked; at the end of the period if not stated. */
  at?: Instant | null;
}

/** A model of shelf life. */
export type Life = {
  model: "rate-table";
  /** By value, ascending; 1 to 64. */
  rates: Rate[];
} | {
  model: "q10";
  /** The factor, from 1 to 20. */
  q10: Decimal;
  /** The temperature at which it keeps the days stated, in the limit's unit. */
  reference: Decimal;
  /** Days that it keeps at that temperature. */
  days: Decimal;
};

/** How long a product keeps at a temperature. */
export interface Rate {
  /** Up to this value, in the limit's unit. */
  up_to: Decimal;
  /** It keeps so many days. */
  days: Decimal;
}

/** What the readings say. */
export interface CheckConditionsAnswer {
  /** The worst of all limits: `fail` before `unknown` before `pass`. */
  verdict: CheckConditionsAnswerVerdict;
  /** One line a limit, in the order asked. */
  limits: CheckConditionsAnswerLine[];
  /** Days that are left, if asked. */
  life?: Left | null;
}

/** What readings say about a limit. */
export type CheckConditionsAnswerVerdict = "pass" | "fail" | "unknown";

export interface CheckConditionsAnswerLine {
  /** The measurement type. */
  measure: string;
  /** The unit of all values. */
  uom: string;
  /** In a word. */
  verdict: CheckConditionsAnswerVerdict;
  /** How many readings there were. */
  readings: number;
  /** Where the period begins; absent without readings. */
  from?: string | null;
  /** Where it ends. */
  until?: string | null;
  /** Seconds outside the limit, at least. */
  least_outside_seconds: string;
  /** Seconds outside the limit, at most: more than the least where readings only tell a range. */
  most_outside_seconds: string;
  /** Times outside, by time. */
  excursions: Outside[];
  /** Seconds of which nothing is known. */
  unknown_seconds: string;
  /** Times of which nothing is known. */
  gaps: Gap[];
  /** The lowest value. */
  lowest?: CheckConditionsAnswerSeen | null;
  /** The highest value. */
  highest?: CheckConditionsAnswerSeen | null;
  /** Mean kinetic temperature (USP 1079.2) weighted by time, to two digits, with 83.14472 kJ/mol; of temperatures only. */
  mean_kinetic?: string | null;
  /** Why it does not pass, and how many readings were left out and why. */
  findings: Finding[];
}

/** A time outside a limit without a break. */
export interface Outside {
  /** On which side. */
  side: CheckConditionsAnswerSide;
  /** From when, in UTC. */
  from: string;
  /** Until when, in UTC. */
  until: string;
  /** Was a value outside for sure? Else a summary only allows it. */
  sure: boolean;
  /** Seconds outside, at least. */
  least_seconds: string;
  /** Seconds outside, at most. */
  most_seconds: string;
  /** The value furthest outside. */
  extreme: CheckConditionsAnswerSeen;
  /** Who held the goods when it began, as far as the events say. */
  holder?: CheckConditionsAnswerHeld | null;
}

/** On which side of a limit. */
export type CheckConditionsAnswerSide = "below" | "above";

/** A value and the event that tells it. */
export interface CheckConditionsAnswerSeen {
  /** The value; exact, or rounded to nine digits where no decimal is. */
  value: string;
  /** JSON pointer of the event in the document. */
  at: string;
}

/** Who held the goods. */
export interface CheckConditionsAnswerHeld {
  /** The party: the carrier on the road, else who possesses the goods. */
  party?: string | null;
  /** The place, or the one they left. */
  place?: string | null;
  /** Were they on the road? */
  on_the_road: boolean;
  /** JSON pointer of the event that says so. */
  at: string;
}

/** A time without readings. */
export interface Gap {
  /** From when, in UTC. */
  from: string;
  /** Until when, in UTC. */
  until: string;
  /** How long. */
  seconds: string;
  /** Who held the goods when it began, as far as the events say. */
  holder?: CheckConditionsAnswerHeld | null;
}

/** How grave a finding is. */
export type CheckConditionsAnswerSeverity = "note" | "warning" | "error";

/** Days of shelf life that are left at the first temperature of the model. */
export interface Left {
  /** At least, rounded down to two digits; absent where a part of the time is not known. */
  least_days?: string | null;
  /** At most, rounded up to two digits; absent where a number does not fit. */
  most_days?: string | null;
}

/** Events, and a time. */
export interface ResolveEventsRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /**
   * The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
   * `in_xml` of an answer has the lines for its findings.
   */
  xml?: string | null;
  /** The view at this time: what was recorded or declared later is not known. All that is here, unless given. */
  as_of?: Instant | null;
}

/** The view. */
export interface ResolveEventsAnswer {
  /** How many events there are. */
  events: number;
  /** Numbers of the events in force, from 0 in the order of the document. */
  effective: number[];
  /**
   * One line for each event that is not in force, will be declared wrong after the time asked for, or is an error
   * declaration. Events without type or time are in the findings alone.
   */
  lines: ResolveEventsAnswerLine[];
  /**
   * What is wrong with declarations, corrections and identities; places are JSON pointers into the document. At
   * most 1,000.
   */
  findings: Finding[];
  /** For a document in XML: line and column of each place among the findings. */
  in_xml?: { [name: string]: XmlLine } | null;
}

export interface ResolveEventsAnswerLine {
  /** Number of the event. */
  event: number;
  /** JSON pointer of the event in the document. */
  at: string;
  /** What it is worth. */
  status: Worth;
  /** Number of the declaration that says it is wrong, or of the event it is a duplicate of. */
  by?: number | null;
  /** For an event in force: number of the declaration after the time asked for that says it is wrong. */
  superseded_later?: number | null;
  /** For a declaration: numbers of the events it names as corrections, in the order of its list. */
  corrected_by?: number[];
}

/** What an event is worth. */
export type Worth = "effective" | "declared-wrong" | "declaration" | "duplicate" | "not-yet";

/** How grave a finding is. */
export type ResolveEventsAnswerSeverity = "note" | "warning" | "error";

/** Events and a query. Asked of a history, the request has no events of its own. */
export interface QueryEventsRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /**
   * The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
   * `in_xml` of an answer has the lines for its findings.
   */
  xml?: string | null;
  /**
   * The query in the form of the EPCIS query schema: `{"EQ_bizStep": ["shipping"], "GE_eventTime": …}`. Its prefixes are
   * those of its own `@context`, or else of the document's; a history has none.
   */
  query: Json;
  /**
   * Master data as in an EPCIS document's header (`{"vocabularyList": […]}`), beside that of the document's own:
   * what lies within a place (`WD_`), and attributes (`HASATTR_`, `EQATTR_`).
   */
  master_data?: Json | null;
  /** How many events one answer holds: 1 to 10,000; 1,000 unless said. */
  per_page?: number | null;
  /** Where to go on, from the answer before, to the same question on the same events. */
  next_page_token?: string | null;
  /** Only where the events stand, without the events. */
  places_only?: boolean;
}

/** The events that were found. */
export interface QueryEventsAnswer {
  /** How many events meet the query, whatever is held back by `eventCountLimit` or the page. */
  matched: number;
  /**
   * The order of the events: `document`, or as asked, `eventTime DESC`. Equals stand as in the document, and those that
   * lack the field come last. In a history the order of the document is that of recording.
   */
  order: string;
  /** The events of this page. */
  events: QueryEventsAnswerLine[];
  /** How many events cannot be judged: what the query asks for is there and cannot be read or compared. */
  undecided: number;
  /** JSON pointers of the first of these, at most 1,000. */
  undecided_at?: string[];
  /** Ask again with this for the next page; absent on the last. */
  next_page_token?: string | null;
}

export interface QueryEventsAnswerLine {
  /** JSON pointer of the event in the document; in a history the number of the document, then a pointer. */
  at: string;
  /** The event, as it was written. */
  event?: Json | null;
}

/** Events, and what is suspect. Asked of a history, the request has no events of its own. */
export interface RecallRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /**
   * The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
   * `in_xml` of an answer has the lines for its findings.
   */
  xml?: string | null;
  /** What is suspect, 1 to 100; what one or another of them reaches is affected. */
  suspects: Suspicion[];
  /** Name the sources of what is suspect, too: what it was made of, back to the beginning. */
  sources?: boolean;
  /** Only events in force: none that is declared wrong, an error declaration, or recorded twice. All events unless said. */
  effective?: boolean;
  /** With `effective`: as it was known at this time. */
  as_of?: Instant | null;
  /** Class of the recall, 1 to 3, under China's 食品召回管理办法; the answer has its terms. */
  class?: number | null;
  /** When the risk became known: the answer says by when the recall must be started. Needs `class`. */
  known_at?: Instant | null;
  /** Write a table in CSV, with headings in this language. */
  table?: Language | null;
  /** What products, places and parties are called in the table, at most 10,000. */
  descriptions?: Described[];
  /** How far to go. */
  limits?: RecallRequestBounds | null;
}

/** What is suspect. Of what is given, all must hold; one member at least. */
export interface Suspicion {
  /**
   * A lot, item, animal or container; the lot of an input that was applied or fed; a place, party or document, which
   * stands for the goods of the events that name it.
   */
  id?: string | null;
  /** Registration of an input, as in `terroir:input-registration`: the goods of the events that applied it. */
  registration?: string | null;
  /** Only events from this moment on; of goods named by `id`, what became of them since. */
  from?: Instant | null;
  /** Only events before this moment. */
  until?: Instant | null;
}

/** A language of headings. */
export type Language = "en" | "zh";

/** What a thing is called. */
export interface Described {
  /** A lot, a class of products (`01/…`), a place or a party. */
  id: string;
  /** Its name; of a place, with its address. */
  name?: string | null;
  /** Brand of a product. */
  brand?: string | null;
  /** Specification of a product: pack and net content. */
  specification?: string | null;
}

/** How far a walk may go. */
export interface RecallRequestBounds {
  /** Lots at most; 10,000 unless said. Fewer where the answer would be out of proportion to the events given. */
  lots?: number | null;
  /**
   * Mentions of things in events that are looked at, at most; 50,000,000 unless said. Finding who has what lies in containers
   * takes at most so many again, and at most 250,000 and eight for each mention.
   */
  work?: number | null;
}

/** What is affected. */
export interface RecallAnswer {
  /**
   * Lots, items and containers, suspect ones first, then by name. Of goods that cannot be taken apart again all must be
   * called back, whatever the bounds are.
   */
  lots: RecallAnswerLine[];
  /** What the suspect goods were made of, if asked for. */
  sources?: string[];
  /** Terms of the class of recall. */
  terms?: Terms | null;
  /** The table, if asked for. */
  table?: Sheet | null;
  /** What cannot be told, and what the records contradict each other in. At most 1,000. */
  findings: Finding[];
  /**
   * The limit at which the walk ended: more may be affected. With lines that are `truncated`, that at which following
   * containers ended. Absent where everything was reached.
   */
  truncated?: RecallAnswerLimit | null;
}

/** Something that is affected. */
export interface RecallAnswerLine {
  /** Its name: the path of the canonical Digital Link of a GS1 key, the name of a lot, or another URI. */
  name: string;
  /** What it is. */
  kind: RecallAnswerKind;
  /** Why it is on the list. */
  part: RecallAnswerPart;
  /** All of it is suspect, however much that is. */
  whole: boolean;
  /** How much of it there was; absent where the records do not say. */
  total?: Quantity | null;
  /** How much of it must be of suspect goods, given the quantities of the records; absent where none can be told. */
  lower?: Quantity | null;
  /** How much of it can be of suspect goods; absent where none can be told. */
  upper?: Quantity | null;
  /** Who has some of it, as far as the records say, in the order of their last events. */
  holders: Holder[];
  /** How much was used up in making something else; absent where nothing says. */
  used?: Quantity | null;
  /** How much was sold or handed to consumers. */
  sold?: Quantity | null;
  /** How much was destroyed or lost. */
  destroyed?: Quantity | null;
  /** What its containers went through was more than could be looked at: holders and amounts may be others. */
  truncated?: boolean;
}

/** What a thing is. */
export type RecallAnswerKind = "lot" | "item" | "class" | "container" | "asset" | "place" | "party" | "document" | "journey" | "other";

/** Why a lot is on the list. */
export type RecallAnswerPart = "suspect" | "affected" | "container";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type RecallAnswerUnit = string;

/** A party or place that has some of it. */
export interface Holder {
  /** Who: the possessing party, or else the owning one. */
  party?: string | null;
  /** Where. */
  place?: string | null;
  /** How it came there. */
  state: HolderState;
  /** How much is left there; absent where that cannot be told. */
  quantity?: Quantity | null;
  /** The last event that says so: JSON pointer into the request; in a history the number of the document, then a pointer. */
  at: string;
}

/** How somebody came to hold goods. */
export type HolderState = "sent" | "received" | "kept";

/** Terms of a class of recall. Compared with notices of local authorities, not with the gazette. */
export interface Terms {
  /** 1 to 3. */
  class: number;
  /** Hours after learning of the risk within which the recall must be started and its plan reported. */
  start_hours: number;
  /** Working days after the notice within which it must be completed. */
  finish_working_days: number;
  /** When it applies. */
  english: string;
  /** The same in Chinese. */
  chinese: string;
  /** The moment by which the recall must be started and its plan reported. */
  start_by?: Instant | null;
}

/** A table. */
export interface Sheet {
  /**
   * CSV (RFC 4180) in UTF-8: a heading, then a row for each sending and each holder of each lot. What would be read as a
   * formula stands behind an apostrophe.
   */
  csv: string;
  /** How many rows there are beside the heading. */
  rows: number;
  /** Columns that a rule asks for and the records leave empty. */
  empty: Empty[];
  /** There was no room for all rows. */
  truncated: boolean;
}

/** A column with empty cells. */
export interface Empty {
  /** Its English heading. */
  column: string;
  /** How many rows lack it. */
  rows: number;
  /** The rule that asks for it. */
  asked_by: string;
}

/** How grave a finding is. */
export type RecallAnswerSeverity = "note" | "warning" | "error";

/** The limit at which a walk ended. */
export type RecallAnswerLimit = "things" | "work";

/** Events, and a lot. Asked of a history, the request has no events of its own. */
export interface ChainViewsRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /**
   * The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
   * `in_xml` of an answer has the lines for its findings.
   */
  xml?: string | null;
  /** The lot, item, animal or container, in any spelling. */
  lot: string;
  /** Which way from it; both unless said. */
  direction?: Direction | null;
  /** Only events in this time. */
  period?: ChainViewsRequestPeriod | null;
  /** Only events in force: none that is declared wrong, an error declaration, or recorded twice. */
  effective?: boolean;
  /** With `effective`: as it was known at this time. */
  as_of?: Instant | null;
  /** What was paid for lots, at most 10,000 lines: prices never stand in events. Those for other goods are left out. */
  deals?: DealLine[];
  /** Who belonged to whom, at most 10,000 lines. */
  memberships?: ChainViewsRequestMembership[];
}

/** Which way to walk. */
export type Direction = "back" | "forward" | "both";

/** A time, from a moment up to another that no longer belongs to it. */
export interface ChainViewsRequestPeriod {
  /** The first moment; from the beginning unless said. */
  from?: Instant | null;
  /** The moment at which it is over; for ever unless said. */
  until?: Instant | null;
}

/** Money that changed hands for a lot. */
export interface DealLine {
  /** The lot. */
  lot: string;
  /** Who paid. */
  from: string;
  /** Who was paid. */
  to: string;
  /** How much, `12.50 CNY`, exact to the minor unit. */
  amount: Money;
}

/** A party's membership over a time. */
export interface ChainViewsRequestMembership {
  /** The member. */
  party: string;
  /** What it belonged to. */
  of: string;
  /** Since when; from the beginning unless said. */
  from?: Instant | null;
  /** The moment at which it was over; for ever unless said. */
  until?: Instant | null;
}

/** The views. */
export interface ChainViewsAnswer {
  /** The goods of the graph: the lot, then by name what it was made of and what was made of it. */
  goods: string[];
  /** Who earned what. */
  value: Value;
  /** What was documented, in time. */
  information: Paper[];
  /** Where it went, in time. */
  logistics: Stop[];
  /** Who held or owned it, in time. */
  organisation: Station[];
  /** For each sending and receipt: from whom one step up, to whom one step down. */
  neighbours: Neighbour[];
  /** There is more than is shown. */
  truncated: boolean;
}

/** The value chain. */
export interface Value {
  /** What each party received, paid and kept, by party and currency. All that was kept sums to zero. */
  parties: Earned[];
  /** Numbers of the deals for these goods, in the list given. */
  deals: number[];
  /** Deals for other goods. */
  left_out: number;
}

/** What a party earned. */
export interface Earned {
  /** The party. */
  party: string;
  /** All it received. */
  received: Money;
  /** All it paid. */
  paid: Money;
  /** The difference. */
  kept: Money;
}

/** A document. */
export interface Paper {
  /** Of which kind: the member of the event, or the type of the business transaction. */
  kind: string;
  /** Number, URI or digest; cut where it is long. */
  id: string;
  /** The event: JSON pointer into the request; in a history the number of the document, then a pointer. */
  at: string;
}

/** A place, with conditions. */
export interface Stop {
  /** When. */
  time?: Instant | null;
  /** The place. */
  place?: string | null;
  /** Who carried the goods. */
  carrier?: string | null;
  /** The business step. */
  step?: string | null;
  /** Conditions as the event has them, `Temperature 3.9 CEL`; at most 16 readings an event. */
  conditions?: string[];
  /** The event. */
  at: string;
}

/** A party. */
export interface Station {
  /** When. */
  time?: Instant | null;
  /** The party. */
  party: string;
  /** What it was to the goods. */
  role: ChainViewsAnswerRole;
  /** What it belonged to then. */
  member_of?: string[];
  /** The event. */
  at: string;
}

/** What a thing is to an event that names it. */
export type ChainViewsAnswerRole = "input" | "output" | "observed" | "child" | "parent" | "ingredient" | "applied" | "seed" | "parent-animal" | "sample" | "read-point" | "biz-location" | "source-owner" | "source-holder" | "source-place" | "source-other" | "destination-owner" | "destination-holder" | "destination-place" | "destination-other" | "transaction" | "transformation";

/** One step up or down. */
export interface Neighbour {
  /** The goods. */
  name: string;
  /** `up`: it came from there; `down`: it went there. */
  side: string;
  /** The party: holder, or else owner. */
  party?: string | null;
  /** The place. */
  place?: string | null;
  /** How much. */
  quantity?: Quantity | null;
  /** The first business transaction. */
  document?: string | null;
  /** When. */
  time?: Instant | null;
  /** The event. */
  at: string;
}

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type ChainViewsAnswerUnit = string;

/** A record of what was done. */
export interface DraftEventRequest {
  /**
   * What was said, an object: `act` (`spray`, `打药`), `day`, `time`, `lot` with `quantity` or `items`, `place`, and any field of
   * the farm vocabulary, under its own name or a common one (`用量`, `registration`); amounts in any unit (`20毫升`, `0.6亩`).
   */
  record: Json;
  /** What is known beside it. */
  settings?: Settings;
}

/** What is known beside the record: the day, the place of names, the units of the house. */
export interface Settings {
  /**
   * The moment of recording: `昨天` and `5月12日` without a year are read from it (the latest such day not after it), and
   * its offset is taken where `offset` is not given.
   */
  now?: Instant | null;
  /** The year of days that are written without one; goes before `now`. */
  year?: number | null;
  /** Offset from UTC of times that are written without one: `+08:00`. */
  offset?: string | null;
  /** What stands before the name of a lot or place to make a URI of it: `https://id.coop.example/`. */
  base?: string | null;
  /** What people call lots, places, parties and devices, and the identifier that is meant. */
  known?: { [name: string]: string };
  /** Names of units of the house and the unit of Rec 20 that is meant: `{"盒": "H87"}`. */
  units?: { [name: string]: DraftEventRequestUnit };
  /** Prefixes of extension members and their namespaces; members under another prefix are not taken. */
  extensions?: { [name: string]: string };
  /** How days may be written; year first unless said. */
  dates?: DayForm[];
  /** Does a comma stand before the decimals (`1,5`)? Without it a number with a comma is refused. */
  comma?: boolean;
  /** May a suggestion be taken where a value is missing (the active substance in `1.8% 阿维菌素乳油`)? It is shown as such. */
  suggestions?: boolean;
}

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type DraftEventRequestUnit = string;

/** A way in which days are written. */
export type DayForm = "ymd" | "dmy" | "mdy" | "md" | "excel1900" | "excel1904";

/** What came of it. */
export interface DraftEventAnswer {
  /** Is there an event: is nothing missing that is needed? */
  complete: boolean;
  /** The event; `validate_events` finds no error in it. */
  event?: Json | null;
  /** What there is of it while something needed is missing. */
  partial?: Json | null;
  /** What concerns persons and stands in no event: members for `record_entry` to hide, each still without its salt. */
  hidden: DraftEventAnswerHidden[];
  /** What is missing or could not be read. */
  missing: Missing[];
  /** What was said, and what it was read as. At most 128. */
  understood: Understood[];
  /** What else is worth knowing; places are members of the record, or of the event where they begin with `/event`. */
  findings: Finding[];
  /** Members of the record that stand in no event, as nothing in the vocabulary means them. */
  not_taken: string[];
}

/** A member to hide. */
export interface DraftEventAnswerHidden {
  /** Its name. */
  name: string;
  /** Its value. */
  value: Json;
}

/** Something that is missing. */
export interface Missing {
  /** The member of the record. */
  field: string;
  /** Why it is missing: `not-said`, or why what was said could not be read. */
  why: string;
  /** Is there no event without it? */
  severity: DraftEventAnswerNeed;
  /** The clause that asks for it. */
  clause: string;
  /** What was said, where that could not be read; never for what concerns a person. */
  found?: string;
  /** A value that the record itself suggests. */
  suggestion?: string;
}

/** How much a missing value is missed. */
export type DraftEventAnswerNeed = "advised" | "needed";

/** What was said, and what it was read as. */
export interface Understood {
  /** The member of the record, in the words of the vocabulary. */
  field: string;
  /** What was said; absent for what concerns a person. */
  said?: string;
  /** What it was read as; absent for what concerns a person. */
  read?: string;
  /** In which way. */
  how: DraftEventAnswerHow;
}

/** In which way a value was read. */
export type DraftEventAnswerHow = "as-written" | "synonym" | "converted" | "rounded" | "calendar" | "told" | "named" | "suggested" | "hidden";

/** How grave a finding is. */
export type DraftEventAnswerSeverity = "note" | "warning" | "error";

/** Events, and what to trace in them. Asked of a history, the request has no events of its own. */
export interface TraceRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /**
   * The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
   * `in_xml` of an answer has the lines for its findings.
   */
  xml?: string | null;
  /**
   * The identifiers to start from, in any spelling: EPC URN, Digital Link, URI, lot name; 1 to 100. A place, party or
   * document stands for the goods of the events that name it.
   */
  from: string[];
  /** Which way; both unless said. */
  direction?: Direction | null;
  /** Only events in this time. */
  period?: TraceRequestPeriod | null;
  /** Only events in force: none that is declared wrong, an error declaration, or recorded twice. All events unless said. */
  effective?: boolean;
  /** With `effective`: as it was known at this time. */
  as_of?: Instant | null;
  /** How far to go. */
  limits?: TraceRequestBounds | null;
}

/** A time, from a moment up to another that no longer belongs to it. */
export interface TraceRequestPeriod {
  /** The first moment; from the beginning unless said. */
  from?: Instant | null;
  /** The moment at which it is over; for ever unless said. */
  until?: Instant | null;
}

/** How far a walk may go. */
export interface TraceRequestBounds {
  /** Nodes at most; 10,000 unless said. Fewer where the answer would be out of proportion to the events given. */
  nodes?: number | null;
  /** Mentions of things in events that are looked at, at most; 50,000,000 unless said. */
  work?: number | null;
}

/** What was reached. */
export interface TraceAnswer {
  /** Texts of `from` that no event names. */
  unknown: string[];
  /** The things that were reached, by their first event and then by name. */
  nodes: Node[];
  /** What leads from one to another, by the time of the event that makes it. */
  edges: Edge[];
  /** The events that nodes and edges refer to, in time; at the same time by their text. */
  events: TraceAnswerLine[];
  /** The places that nodes refer to. */
  places: string[];
  /** What the records contradict each other in. At most 1,000. */
  findings: Finding[];
  /** The limit at which the walk ended: there is more. Absent where everything was reached. */
  truncated?: TraceAnswerLimit | null;
}

/** A thing that was reached. */
export interface Node {
  /** Its name: the path of the canonical Digital Link of a GS1 key, the name of a lot, or another URI. */
  name: string;
  /** What it is. */
  kind: TraceAnswerKind;
  /** How it was reached. */
  reached: TraceAnswerHow;
  /** It only carried the goods for a time. */
  carrier?: boolean;
  /** Number of its first event in `events`. */
  first: number;
  /** Number of its last event in `events`. */
  last: number;
  /** How many events name it. */
  count: number;
  /** Numbers of the places where it was, in `places`, by its first event there. */
  places?: number[];
}

/** What a thing is. */
export type TraceAnswerKind = "lot" | "item" | "class" | "container" | "asset" | "place" | "party" | "document" | "journey" | "other";

/** How a thing was reached. */
export type TraceAnswerHow = "start" | "back" | "forward" | "both";

/** What leads from some things to others. */
export interface Edge {
  /** What it is. */
  kind: EdgeKind;
  /** Numbers of the events that make it, in `events`: the transformation, or the first that shows the things inside. */
  events: number[];
  /** Number of the event that ends it, for what is inside or tied; absent while it lasts. */
  closed?: number | null;
  /** What went in, or what was inside. */
  from: End[];
  /** What came out, or what it was inside of. */
  to: End[];
  /** How many more things take part that were not reached. */
  others?: number;
}

/** What an edge is. */
export type EdgeKind = "made" | "sampled" | "aggregation" | "association" | "named";

/** A thing at the end of an edge. */
export interface End {
  /** Its number in `nodes`. */
  node: number;
  /** What it is to the event. */
  role: TraceAnswerRole;
  /** How much of it, exactly, where the event says so. */
  quantity?: string | null;
  /** Its Rec 20 unit; absent for pieces. */
  unit?: string | null;
}

/** What a thing is to an event that names it. */
export type TraceAnswerRole = "input" | "output" | "observed" | "child" | "parent" | "ingredient" | "applied" | "seed" | "parent-animal" | "sample" | "read-point" | "biz-location" | "source-owner" | "source-holder" | "source-place" | "source-other" | "destination-owner" | "destination-holder" | "destination-place" | "destination-other" | "transaction" | "transformation";

/** An event. */
export interface TraceAnswerLine {
  /** Where it stands: JSON pointer into the request. In a history: the number of the document, then a pointer into it. */
  at: string;
  /** Its `eventID`. */
  id?: string | null;
  /** Its type. */
  type: EventType;
  /** When it happened, as it was written. */
  time?: string | null;
  /** Its business step. */
  step?: string | null;
  /** The farm act it records. */
  act?: string | null;
}

/** The type of an EPCIS 2.0 event (EPCIS 2.0 §7.4). */
export type EventType = "ObjectEvent" | "AggregationEvent" | "TransactionEvent" | "TransformationEvent" | "AssociationEvent";

/** How grave a finding is. */
export type TraceAnswerSeverity = "note" | "warning" | "error";

/** The limit at which a walk ended. */
export type TraceAnswerLimit = "things" | "work";

/** Events, and what is expected of them. Asked of a history, the request has no events of its own. */
export interface FindGapsRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /**
   * The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
   * `in_xml` of an answer has the lines for its findings.
   */
  xml?: string | null;
  /** The profile of the product; without one there is no figure. */
  profile?: Profile | null;
  /**
   * Lots, items or animals whose way is looked at, in any spelling (EPC URN, Digital Link, lot name): what they were
   * made of up to then, and what carried them. All events unless said.
   */
  of?: string[];
  /** What was known at this time; all that is in the document unless said. */
  as_of?: Instant | null;
  /** The caller's own reference, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data, returned untouched. */
  ext?: Extension | null;
}

/** What is expected of the way of a product. */
export interface Profile {
  /** The format: `terroir-profile/1`. */
  schema: ProfileFormat;
  /** Its name, as `sample.tea`: letters, digits, dots and dashes. */
  id: string;
  /** Its version, of the publisher's choice. */
  version: string;
  /** What it is called, by language. */
  names: { [name: string]: string };
  /** How far it may be relied on. */
  status: Standing;
  /** Where its expectations come from, and what of that was checked. */
  basis?: string[];
  /** The steps; at most 64. */
  steps: ExpectedStep[];
  /** How far apart records may be; at most 32. */
  intervals?: ExpectedInterval[];
  /** Which records shall be stated complete, without which nothing follows from their absence; at most 32. */
  claims?: ExpectedClaim[];
  /**
   * Acts that do not belong to this product, as `spray` to one that is never sprayed. Seen nonetheless they are named;
   * the figure stays.
   */
  unexpected?: string[];
}

/** The format of a profile. */
export type ProfileFormat = "terroir-profile/1";

/** How far a profile or a set of rules may be relied on. */
export type Standing = "sample" | "draft" | "released";

/** One step of the way. */
export interface ExpectedStep {
  /** Its name within the profile: small letters, digits and dashes. */
  id: string;
  /** The link it belongs to. */
  link: FindGapsRequestLink;
  /** Acts of the farm vocabulary, any of which is this step. */
  acts?: string[];
  /** Business steps of the CBV, bare, that are this step where an event names no farm act. */
  biz_steps?: string[];
  /** How many records there should be at least; 1 unless said, 0 for a step that may be left out. */
  least?: number;
  /** How many at most; more are named, the figure stays. */
  most?: number | null;
  /** Fields of the farm vocabulary that a record of this step should carry. */
  fields?: string[];
  /** Steps that come before it. */
  after?: string[];
  /** Who can supply the record. */
  supplier: FindGapsRequestRole;
}

/** A part of the way from field to table (种养, 加工, 运输, 销售), or a statement about it. */
export type FindGapsRequestLink = "grow" | "process" | "transport" | "sell" | "state";

/** A role of a party. What a role allows is the most that a charter may grant with it. */
export type FindGapsRequestRole = "government" | "association" | "enterprise" | "producer" | "research" | "finance" | "intermediary" | "laboratory" | "auditor" | "carrier" | "keeper" | "processor" | "retailer" | "platform" | "village-staff" | "veterinarian" | "community" | "buyer";

/** How far apart records of a kind may be, from one step to another. */
export interface ExpectedInterval {
  /** Its name within the profile. */
  id: string;
  /** The link it belongs to. */
  link: FindGapsRequestLink;
  /** Acts of the farm vocabulary that count. */
  acts?: string[];
  /** Or sensor readings of this measurement type (`Temperature`). */
  reading?: string | null;
  /** The step with which it begins. */
  from: string;
  /** The step with which it ends. */
  until: string;
  /**
   * The longest time from one record to the next, and to both ends: `{"value":"15","unit":"MIN"}`. Without it nothing
   * is expected; records may only not lie too close.
   */
  at_most?: Quantity | null;
  /** The shortest time between two records; closer ones are named, the figure stays. */
  at_least?: Quantity | null;
  /** Who can supply the records. */
  supplier: FindGapsRequestRole;
}

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type FindGapsRequestUnit = string;

/**
 * A statement that the record of some acts is complete from one step to another (`input-log-complete`,
 * `records-complete`).
 */
export interface ExpectedClaim {
  /** Its name within the profile. */
  id: string;
  /** The link it belongs to. */
  link: FindGapsRequestLink;
  /** Acts whose record shall be stated complete; each is an expectation of its own. */
  covers: string[];
  /** The step with which the time begins. */
  from: string;
  /** The step with which it ends. */
  until: string;
  /** Who can make the statement. */
  supplier: FindGapsRequestRole;
}

/** What is missing. */
export interface FindGapsAnswer {
  /** The profile it was measured against. */
  profile?: FindGapsAnswerMeasure | null;
  /** Expectations met, of how many; `null` where nothing could be measured. */
  coverage: Coverage | null;
  /** Why there is no figure: `no-profile` or `profile-unsound`. */
  no_coverage?: string | null;
  /** Names in `of` that no event mentions. */
  unknown?: string[];
  /** The way was too long to be walked to its end. */
  truncated?: boolean;
  /** How many records were looked at, each once, without those declared wrong. */
  records: number;
  /** How many stood there more than once. */
  repeated: number;
  /** How many are declared wrong. */
  wrong: number;
  /** How many say neither when nor what: no time that can be read, no act, no business step. */
  mute: number;
  /** The four links: 种养, 加工, 运输, 销售. */
  links: LinkCoverage[];
  /** Every expectation of the profile, in its order. */
  expectations: FindGapsAnswerLine[];
  /** What is missing or does not fit and lowers no figure; at most 500. */
  gaps: GapLine[];
  /** What is wrong with the profile; places are JSON pointers into the request. */
  findings: Finding[];
  /** The caller's own reference. */
  ref?: Reference | null;
  /** The caller's own data. */
  ext?: Extension | null;
}

/** A profile of a product, or a set of required data, by name. */
export interface FindGapsAnswerMeasure {
  /** Its name. */
  id: string;
  /** Its version. */
  version: string;
  /** How far it may be relied on. */
  status: Standing;
}

/** How many expectations are met, of how many. */
export interface Coverage {
  /** Expectations that are met. */
  satisfied: number;
  /** Expectations of the profile. */
  expected: number;
}

/** How one link of the way stands. */
export interface LinkCoverage {
  /** Which link. */
  link: FindGapsAnswerLink;
  /** How many records there are of it. */
  records: number;
  /** What the profile expects of it; absent without a profile. */
  coverage?: Coverage | null;
}

/** A part of the way from field to table (种养, 加工, 运输, 销售), or a statement about it. */
export type FindGapsAnswerLink = "grow" | "process" | "transport" | "sell" | "state";

/** One expectation, and how it stands. */
export interface FindGapsAnswerLine {
  /** What kind it is. */
  kind: ExpectationKind;
  /** The step, interval or statement of the profile. */
  of: string;
  /** The field, the earlier step or the act that it is about. */
  name?: string | null;
  /** The link it belongs to. */
  link: FindGapsAnswerLink;
  /** The stage of the act it is about: `grow`, `gather`, `process`, `move`, `sell`, `state`. */
  stage?: string | null;
  /** Is it met? */
  satisfied: boolean;
  /** Why not. */
  lack?: Lack | null;
  /** How many records satisfy it. */
  have: number;
  /** How many are expected. */
  want: number;
  /** Events that satisfy it, or that lack what is missing; the first 8. */
  events: Place[];
  /** The longest time between two records, in seconds, of an interval that is not kept. */
  seconds?: number | null;
  /** Who can supply what is missing. */
  supplier: FindGapsAnswerRole;
}

/** What kind of expectation it is. */
export type ExpectationKind = "step" | "field" | "order" | "interval" | "claim";

/** Why an expectation is not met. */
export type Lack = "step-missing" | "field-missing" | "field-not-shown" | "order-unknown" | "order-reversed" | "bounds-missing" | "too-far-apart" | "claim-missing" | "claim-incomplete";

/** JSON pointer of an event in the document; in a history the number of the document, then a pointer */
export type Place = string;

/** A role of a party. What a role allows is the most that a charter may grant with it. */
export type FindGapsAnswerRole = "government" | "association" | "enterprise" | "producer" | "research" | "finance" | "intermediary" | "laboratory" | "auditor" | "carrier" | "keeper" | "processor" | "retailer" | "platform" | "village-staff" | "veterinarian" | "community" | "buyer";

/** Something missing, or that does not fit. */
export interface GapLine {
  /** What it is. */
  code: GapCode;
  /** How grave it is. */
  severity: FindGapsAnswerSeverity;
  /** The link, where it is about one. */
  link?: FindGapsAnswerLink | null;
  /** The lot or thing, where it is about one, by its canonical name. */
  thing?: string | null;
  /** The step, interval, act or field that it is about. */
  name?: string | null;
  /** Its events. */
  events: Place[];
  /** How much is unexplained, exactly. */
  amount?: Quantity | null;
  /** How many seconds lie between. */
  seconds?: number | null;
  /** Who could supply what is missing, where an event names them. */
  party?: string | null;
}

/** What kind of gap it is. */
export type GapCode = "link-missing" | "time-unreadable" | "step-too-early" | "step-too-often" | "act-unexpected" | "field-lacking" | "records-too-far" | "records-too-close" | "never-seen-again" | "origin-unrecorded" | "shipped-never-received" | "receipt-not-recorded" | "received-never-shipped" | "received-before-shipped" | "before-it-was-made" | "after-its-end" | "grown-after-gathered" | "more-out-than-in" | "more-received" | "less-received" | "not-comparable" | "more-gaps";

/** How grave a finding is. */
export type FindGapsAnswerSeverity = "note" | "warning" | "error";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type FindGapsAnswerUnit = string;

/** Events, and what they must fit. */
export interface CheckBalanceRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /**
   * The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
   * `in_xml` of an answer has the lines for its findings.
   */
  xml?: string | null;
  /** What must balance; mass unless stated otherwise. */
  dimension?: Dimension;
  /** What one piece of something weighs, where events count pieces; at most 1,024. */
  weights?: Weight[];
  /** What is expected of transformations, the first that fits holds; at most 1,024. Without one, no more may come out than went in. */
  rules?: Rule[];
  /** The most that a crop can yield on land; at most 1,024. */
  yields?: CheckBalanceRequestPlausible[];
  /** The claim whose custody is looked at. */
  custody?: CheckBalanceRequestAsked | null;
  /** Only events in force: without those declared wrong, and each once. */
  resolve?: boolean;
  /** Only events from this moment on. */
  from?: Instant | null;
  /** Only events before this moment. */
  until?: Instant | null;
}

/** What one piece of something weighs, or measures in whatever must balance. */
export interface Weight {
  /** The item, lot, class or container, in any spelling. */
  of: string;
  /** How much one piece of it is. */
  each: Quantity;
}

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type CheckBalanceRequestUnit = string;

/** What is expected of transformations of a kind. The first rule that fits holds. */
export interface Rule {
  /** Only of this farm act (`dry`, `slaughter`, …); of any if not stated. */
  act?: string | null;
  /** Only where something comes out whose name begins so: `01/09506000134352`, `t/coop.example/TEA-01/`; any if not stated. */
  output?: string | null;
  /** The least that comes out of one that goes in. */
  least?: Decimal | null;
  /** The most that comes out of one that goes in; 1 if not stated, for nothing comes from nothing. */
  most?: Decimal | null;
  /** How much claimed output one claimed input stands for in an account of mass balance; 1 if not stated. */
  factor?: Decimal | null;
}

/** The most that a crop can yield in a season, given as data. */
export interface CheckBalanceRequestPlausible {
  /** The crop, as events name it (`terroir:crop`). */
  crop: string;
  /** The most of it, all harvests of the events given together. */
  most: Quantity;
  /** On so much land. */
  on: Quantity;
}

/** Whose custody is looked at, and by which model. */
export interface CheckBalanceRequestAsked {
  /** The model (ISO 22095:2020). */
  model: Model;
  /** The claim's word, as events state it (`terroir:claim`) of what they make. */
  claim?: string | null;
  /** What the caller knows of lots, which counts before what events state. */
  lots?: Known[];
  /** The least share of a controlled blending, from 0 to 1. */
  least_share?: Decimal | null;
  /** How what came in pays for what goes out, for mass balance; credits without an end unless stated. */
  account?: CheckBalanceRequestCarry | null;
}

/** A model of the chain of custody (ISO 22095:2020 §5). */
export type Model = "identity-preserved" | "segregated" | "controlled-blending" | "mass-balance";

/** What is known of the claim on a lot. */
export interface Known {
  /** The lot, in any spelling. */
  lot: string;
  /** Does it carry the claim? */
  carries: boolean;
}

/** How what came in pays for what goes out (ISO 22095:2020 §5.4.5). */
export type CheckBalanceRequestCarry = {
  kind: "credit";
  /** Days after which a credit is lost; never if not stated. */
  days?: number | null;
} | {
  kind: "rolling-average";
  /** Days that are looked back. */
  days: number;
};

/** What it came to. Amounts are in the base unit of the dimension: kilograms for mass. */
export interface CheckBalanceAnswer {
  /** The worst of all: `fail` before `unknown` before `pass`. */
  verdict: CheckBalanceAnswerVerdict;
  /** What must balance. */
  dimension: Dimension;
  /** One line a transformation, by its first event. */
  transformations: TurnedLine[];
  /** One line a lot or item that something was made or used of, by name. */
  lots: LotAnswer[];
  /** One line a crop and place, if plausible yields were stated. */
  harvests: HarvestLine[];
  /** The custody of a claim, if asked. */
  custody?: CustodyLine | null;
  /**
   * How many lines more there are than are listed: those that fail are listed before others, and those that pass last.
   * Absent where all are listed, as of a history they are.
   */
  more?: More | null;
}

/** What a comparison came to. */
export type CheckBalanceAnswerVerdict = "pass" | "unknown" | "fail";

export interface TurnedLine {
  /** The transformation id, if it has one. */
  id?: string | null;
  /** JSON pointers of its events. */
  at: string[];
  /** What went in. */
  taken: SumLine;
  /** What came out. */
  made: SumLine;
  /** What came out in per cent of what went in, to two digits (GB/T 8170), where both are known. */
  yield_percent?: string | null;
  /** What went in less what came out, where both are known: lost, or not recorded. */
  difference?: Exact | null;
  /** Which rule held, from 0. */
  rule?: number | null;
  /** In a word. */
  verdict: CheckBalanceAnswerVerdict;
  /** Why not. */
  reasons?: string[];
}

/** A sum; a lower bound where parts are not known. */
export interface SumLine {
  /** What is known. */
  known: Exact;
  /** How many parts are not known. */
  unknown: number;
}

export interface LotAnswer {
  /** Its name. */
  lot: string;
  /** How much was made of it. */
  made: SumLine;
  /** How much of it was used. */
  used: SumLine;
  /** JSON pointer of the last event that made or used it. */
  at: string;
  /** In a word. */
  verdict: CheckBalanceAnswerVerdict;
  /** Why not. */
  reason?: string | null;
}

export interface HarvestLine {
  /** The crop. */
  crop: string;
  /** The place, where events name one. */
  place?: string | null;
  /** How much was harvested. */
  amount: SumLine;
  /** On so much land, in square metres. */
  area?: Exact | null;
  /** The most that is plausible on it. */
  most?: Exact | null;
  /** JSON pointer of the last event. */
  at: string;
  /** In a word. */
  verdict: CheckBalanceAnswerVerdict;
  /** Why not. */
  reason?: string | null;
}

export interface CustodyLine {
  /** The model. */
  model: Model;
  /** In a word. */
  verdict: CheckBalanceAnswerVerdict;
  /** One line a transformation, in the same order as `transformations`. */
  transformations: KeptLine[];
  /** The account, for mass balance where every entry is known. */
  account?: AccountLine | null;
  /** Why there is no account, or why it fails. */
  reason?: string | null;
}

export interface KeptLine {
  /** In a word. */
  verdict: CheckBalanceAnswerVerdict;
  /** Why not. */
  reason?: string | null;
  /** How much of what went in carries the claim, from 0 to 1, where that is known. */
  share?: Exact | null;
}

export interface AccountLine {
  /** All that came in with the claim, times the factor of its rule. */
  claimed_in: Exact;
  /** All that went out with it. */
  claimed_out: Exact;
  /** Credit that is left. */
  left: Exact;
  /** Credit that was lost with time. */
  lost: Exact;
  /** JSON pointers of the events with which more went out than there was. */
  overdrawn: string[];
}

/** Lines that are not listed, so that the answer stays in proportion to the events given. */
export interface More {
  /** Transformations, and their lines of custody. */
  transformations: number;
  /** Lots and items. */
  lots: number;
  /** Harvests. */
  harvests: number;
}

/** Events, and what is required of them. Asked of a history, the request has no events of its own. */
export interface CheckRequiredRequest {
  /** The document as it was written: number spelling and duplicate members are seen. */
  text?: string | null;
  /** The document, parsed: an EPCISDocument, an EPCISQueryDocument, one event or an array of events. */
  document?: Json | null;
  /**
   * The document in EPCIS XML (2.0 or 1.2), as it was written; pointers in answers are those of its JSON form, and
   * `in_xml` of an answer has the lines for its findings.
   */
  xml?: string | null;
  /** The set of required data. */
  required: RequiredSet;
  /** Lots, items or animals whose way is looked at, in any spelling; all events unless said. */
  of?: string[];
  /** Kinds of the product, in the words that the set uses (`produce`, `cattle`, `wild-catch`). */
  kinds?: string[];
  /**
   * Of the entries that carry the events: how many digests each has, and which fields were opened. In a history an event's
   * number is its place in the order of recording, from 0.
   */
  hidden?: CheckRequiredRequestHidden[];
  /** Plots of land. */
  plots?: CheckRequiredRequestPlot[];
  /** Master data beside that of the document's header, in the same form: `{"vocabularyList": […]}`. */
  master_data?: Json | null;
  /** What was known at this time; all that is in the document unless said. */
  as_of?: Instant | null;
  /** The caller's own reference, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data, returned untouched. */
  ext?: Extension | null;
}

/** What somebody's rules require. */
export interface RequiredSet {
  /** The format: `terroir-required/1`. */
  schema: RequiredFormat;
  /** Its name, as `cn.production-record`. */
  id: string;
  /** Its version, of the publisher's choice. */
  version: string;
  /** What it is called, by language. */
  names: { [name: string]: string };
  /** How far it may be relied on. */
  status: Standing;
  /** Where the rules stand. */
  sources: CheckRequiredRequestSource[];
  /** First day on which the rules are in force; events before are not judged. */
  from?: Date | null;
  /** Last day on which they are in force. */
  until?: Date | null;
  /** How long the records must be kept. */
  keep?: Keep | null;
  /** What is not known of the rules, in words. */
  unknown?: string[];
  /** The elements; at most 128. */
  elements: Element[];
}

/** The format of a set. */
export type RequiredFormat = "terroir-required/1";

/** A text in which rules stand. */
export interface CheckRequiredRequestSource {
  /** Its title. */
  title: string;
  /** Its number or citation. */
  number?: string | null;
  /** How its content was checked. */
  checked: Checked;
}

/** How it was checked that a rule says this. */
export type Checked = "unknown" | "memory" | "excerpt" | "official-text";

/** How long records must be kept. */
export interface Keep {
  /** For how long, as `P2Y`. */
  period: CheckRequiredRequestPeriod;
  /** By which clause. */
  clause: string;
  /** How that was checked. */
  checked: Checked;
}

/** a period as `P24M`, `P1Y6M` or `P90D` */
export type CheckRequiredRequestPeriod = string;

/** One thing that is required. */
export interface Element {
  /** Its name within the set. */
  id: string;
  /** What it is called, by language. */
  names: { [name: string]: string };
  /** By which clause of the source. */
  clause: string;
  /** How it was checked that the clause says so. */
  checked: Checked;
  /** Of which events. */
  of: Selector;
  /** Of each such event, or of one of them. */
  scope?: Extent;
  /** What it means that no such event is recorded. */
  none?: WithoutEvent;
  /** Acts for which a statement that their record is complete makes of `unknown` a `not-applicable`: nothing was done. */
  complete?: string[];
  /** Where it may stand: in any of these places. */
  where?: Where[];
  /** Who must supply it. */
  who: CheckRequiredRequestRole;
  /** A remark. */
  note?: string | null;
}

/** Which events an element is required of: those that fit every list given. */
export interface Selector {
  /** Acts of the farm vocabulary. */
  acts?: string[];
  /** Business steps, bare words of the CBV or others whole, of events that name no act. */
  biz_steps?: string[];
  /** Types of event. */
  types?: EventType[];
  /** Kinds of product, in words that the asker uses too (`produce`, `cattle`, `wild-catch`). */
  kinds?: string[];
}

/** Of how many of the events. */
export type Extent = "event" | "history";

/** What it means that an event is not recorded. */
export type WithoutEvent = "missing" | "unknown" | "not-applicable";

/** Where an element may stand. */
export type Where = {
  member: string;
} | {
  farm: string;
} | {
  personal: string;
} | {
  ilmd: string;
} | {
  extension: string;
} | {
  source: string;
} | {
  destination: string;
} | {
  transaction: string;
} | {
  sensor: string;
} | {
  things: CheckRequiredRequestSide;
} | {
  lot: CheckRequiredRequestSide;
} | {
  amount: CheckRequiredRequestSide;
} | {
  master: Master;
} | {
  record: OtherRecord;
} | {
  plot: Geometry;
};

/** Which of the things in an event. */
export type CheckRequiredRequestSide = "any" | "input" | "output";

/** Attributes of a place, party or product in master data. */
export interface Master {
  /** Of whom or what. */
  of: MasterOf;
  /** Local names of attributes that must all be there; alternatives are parted by `|`. */
  has: string[];
}

/** Whose master data. */
export type MasterOf = "read-point" | "biz-location" | "source" | "destination" | "thing";

/** Another record about the same things. */
export interface OtherRecord {
  /** Acts, one of which it records. */
  acts: string[];
  /** About which things. */
  about?: About;
  /** When it was made, seen from the event. */
  when?: When;
}

/** About which things another record is. */
export type About = "same" | "anything";

/** When another record was made. */
export type When = "any" | "before" | "after";

/** What a geometry must be. */
export type Geometry = "eudr";

/** A role of a party. What a role allows is the most that a charter may grant with it. */
export type CheckRequiredRequestRole = "government" | "association" | "enterprise" | "producer" | "research" | "finance" | "intermediary" | "laboratory" | "auditor" | "carrier" | "keeper" | "processor" | "retailer" | "platform" | "village-staff" | "veterinarian" | "community" | "buyer";

/** The digests of the entry in which an event stands, and the fields of it that were opened. */
export interface CheckRequiredRequestHidden {
  /** Number of the event in the document, from 0. */
  event: number;
  /** How many digests the entry has (`_sd`). */
  digests: number;
  /** Names of the fields that a disclosure opened, of those digests. */
  opened?: string[];
}

/** A plot of land. */
export interface CheckRequiredRequestPlot {
  /** Places, lots or animals that it is the plot of; of all unless said. */
  of?: string[];
  /** GeoJSON as exact text. */
  text?: string | null;
  /** The same, parsed; its decimals count only if the numbers are still as they were written. */
  document?: Json | null;
}

/** How a set of required data stands. */
export interface CheckRequiredAnswer {
  /** The set. */
  required: CheckRequiredAnswerMeasure;
  /** Names in `of` that no event mentions. */
  unknown_names?: string[];
  /** The way was too long to be walked to its end. */
  truncated?: boolean;
  /** How many records were looked at. */
  records: number;
  /** How many events say neither when nor what, and were not looked at. */
  mute: number;
  /** How many of them lie outside the time in which the rules are in force. */
  out_of_force: number;
  /** How many elements are in each state; absent if the set is not sound. */
  states?: States | null;
  /** Every element, in order. */
  elements: CheckRequiredAnswerLine[];
  /** Up to when records must be kept; absent where the set does not say, or nothing is recorded that it applies to. */
  keep?: KeepLine | null;
  /** There are more events that lack something than are named (1,000). */
  more?: boolean;
  /** What is not known of the rules, as the set says. */
  unknown?: string[];
  /**
   * What is wrong with the set and the plots; places are JSON pointers into the request, for plots followed by the
   * place in the GeoJSON.
   */
  findings: Finding[];
  /** The caller's own reference. */
  ref?: Reference | null;
  /** The caller's own data. */
  ext?: Extension | null;
}

/** A profile of a product, or a set of required data, by name. */
export interface CheckRequiredAnswerMeasure {
  /** Its name. */
  id: string;
  /** Its version. */
  version: string;
  /** How far it may be relied on. */
  status: Standing;
}

/** How many elements are in each state. */
export interface States {
  /** There. */
  present: number;
  /** Perhaps behind a digest. */
  hidden: number;
  /** Not there. */
  missing: number;
  /** Not to be said. */
  unknown: number;
  /** Not required. */
  not_applicable: number;
}

/** How one element stands. */
export interface CheckRequiredAnswerLine {
  /** Its name in the set. */
  id: string;
  /** By which clause. */
  clause: string;
  /** How it was checked that the clause says so. */
  checked: Checked;
  /** How it stands. */
  state: CheckRequiredAnswerState;
  /**
   * Why, where that does not follow from the events: `content-unknown`, `kind-not-said`, `other-kind`, `no-event`,
   * `stated-none`.
   */
  reason?: string | null;
  /** Of how many events it is required. */
  of: number;
  /** How many carry it. */
  present: number;
  /** How many may hide it. */
  hidden: number;
  /** How many lack it. */
  missing: number;
  /** Where it stands, in the first 8 events. */
  evidence: Evidence[];
  /** Events that lack or may hide it. */
  lacking: Lacks[];
  /** Who must supply it. */
  who: CheckRequiredAnswerRole;
}

/** How an element stands. */
export type CheckRequiredAnswerState = "present" | "hidden" | "missing" | "unknown" | "not-applicable";

/** Where an element stands. */
export interface Evidence {
  /** The event. */
  event: Place;
  /** The place in it, as the set names it: `farm:input`, `member:/readPoint/id`, `lot:output`. */
  place: string;
}

/** An event that lacks an element. */
export interface Lacks {
  /** The event. */
  event: Place;
  /** May it be there, behind a digest? */
  hidden?: boolean;
  /** Who recorded it or handed over, where the event says so. */
  party?: string | null;
}

/** A role of a party. What a role allows is the most that a charter may grant with it. */
export type CheckRequiredAnswerRole = "government" | "association" | "enterprise" | "producer" | "research" | "finance" | "intermediary" | "laboratory" | "auditor" | "carrier" | "keeper" | "processor" | "retailer" | "platform" | "village-staff" | "veterinarian" | "community" | "buyer";

/** How long records must be kept. */
export interface KeepLine {
  /** The last day on which something was recorded to which the set applies. */
  from: Date;
  /** The day up to which it must be kept. */
  until: Date;
  /** By which clause. */
  clause: string;
  /** How that was checked. */
  checked: Checked;
}

/** How grave a finding is. */
export type CheckRequiredAnswerSeverity = "note" | "warning" | "error";

/** A table and what its columns mean. */
export interface ImportTableRequest {
  /** The table as text (RFC 4180; a byte order mark may stand before it). */
  text?: string | null;
  /** The file's bytes in base64, in place of `text`: UTF-8, UTF-16 with a byte order mark, or GB 18030 in builds that can read it. */
  bytes?: string | null;
  /** What the columns mean. */
  mapping: Mapping;
  /** What is known beside the table: goes before the mapping's own settings. */
  settings?: Settings;
  /** Do rows that are right become events though others are not? Else all or nothing. */
  partial?: boolean;
  /** The row from which events are given: what an earlier answer called `next`. */
  first?: number;
}

/** What the columns of a table mean. */
export interface Mapping {
  /** What it is called. */
  name?: string | null;
  /** For which tables it is, and what was checked. */
  about?: string | null;
  /** What parts the cells: `,`, `;` or a tab; told from the first rows unless said. */
  delimiter?: string | null;
  /** Rows above the header: titles, remarks. */
  skip?: number;
  /**
   * Rows of the header, 1 to 3; 1 unless said. Of several, the upper ones name what the lower ones part, with a `/` between;
   * an empty cell of a header belongs to the one on its left, as merged cells are saved.
   */
  headers?: number | null;
  /** Members that every record has. */
  constants?: { [name: string]: string };
  /** What each column means. */
  columns?: Column[];
  /**
   * Members by which rows that stand one below another belong to one record: a sensor's readings, what a packing was made
   * from.
   */
  group?: string[];
  /** As for single records; dates in numbers of a spreadsheet and decimal commas only if they are said here. */
  settings?: Settings;
}

/** What one column means. */
export interface Column {
  /** Its header, whole or without the unit behind it: `用量` finds `用量(克)`. */
  header?: string | null;
  /** Which of several columns with this header, from 1. */
  nth?: number | null;
  /** Its letters, in place of a header: `C`. */
  column?: string | null;
  /** The member of the record: a word of the farm vocabulary, or a part of a list such as `readings/value`. */
  member?: string | null;
  /** The extension member that keeps the cell as it is: `ex:weather`. */
  keep?: string | null;
  /** The member whose unit stands in this column. */
  unit_of?: string | null;
  /** Is the column left out by choice? */
  leave?: boolean;
  /** The unit of numbers that stand alone. */
  unit?: string | null;
  /** Cells, and what is meant. */
  words?: { [name: string]: string };
  /** What stands before the cell: the beginning of an identifier. */
  prefix?: string | null;
  /** Does an empty cell mean the one above, as vertically merged cells are saved? */
  down?: boolean;
  /** May the table lack this column? */
  optional?: boolean;
}

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type ImportTableRequestUnit = string;

/** What came of it. */
export interface ImportTableAnswer {
  /** Does every record make an event? */
  complete: boolean;
  /** `utf-8`, `utf-16le`, `utf-16be` or `gb18030`. */
  encoding: string;
  /** What parts the cells. */
  delimiter: string;
  /** The columns, and what becomes of each. */
  columns: ColumnRead[];
  /** Rows with something in them, below the header. */
  rows: number;
  /** Records: rows, or groups of them. */
  records: number;
  /** Records that make no event. */
  errors: number;
  /** Different events among the records. */
  events: number;
  /** Records that say what another one says. */
  repeated: number;
  /** Which records those are. */
  twice: Twice[];
  /** What was found, in the order of rows; at most 1,000. */
  findings: RowFinding[];
  /** Findings that found no room. */
  more: number;
  /** What the rules advise and rows lack. */
  wanted: Wanted[];
  /** The `@context` that the events need where they stand. */
  context: Json;
  /** The events, in the order of their rows; none if some record makes none and the whole was asked for. */
  items: Items;
  /** The row from which to ask for further events, where not all had room. */
  next?: number | null;
}

/** A column of the table, and what becomes of it. */
export interface ColumnRead {
  /** Its letters. */
  column: string;
  /** Its header, merged cells resolved. */
  header: string;
  /** The members of the record that its cells become; none if the column is not taken. */
  members: string[];
  /** Is it left out, by the mapping's choice? */
  left?: boolean;
}

/** A record that is another one again. */
export interface Twice {
  /** Its row. */
  row: number;
  /** The row that says the same. */
  same: number;
}

/** A finding in a table. */
export interface RowFinding {
  /** How grave it is: a row with an error makes no event. */
  severity: ImportTableAnswerSeverity;
  /** What it is. */
  code: string;
  /** The row as spreadsheets count, from 1. */
  row: number;
  /** The letters of the column, where it is about one. */
  column?: string;
  /** The cell, as `C7`, where it is about one. */
  cell?: string;
  /** The member of the record, where it is about one. */
  member?: string;
  /** The clause that asks for what is missing. */
  clause?: string;
  /** What was found; never what concerns a person. */
  found?: string;
  /** A value that the record itself suggests. */
  suggestion?: string;
}

/** How grave a finding is. */
export type ImportTableAnswerSeverity = "note" | "warning" | "error";

/** Something that the rules advise and rows lack. */
export interface Wanted {
  /** The member. */
  member: string;
  /** The clause that asks for it. */
  clause: string;
  /** The first row that lacks it. */
  row: number;
  /** How many records lack it. */
  records: number;
}

export type Items = Item[];

/** One event of the table. */
export interface Item {
  /** The row it comes from, the first of them if there are several. */
  row: number;
  /** The last of its rows, where there are several. */
  last?: number | null;
  /** The event; its `@context` is that of the answer. */
  event: Json;
  /** Its hash id in profile `exact`. */
  hash: string;
  /** What concerns persons: members for `record_entry` to hide, each still without its salt. */
  hidden: ImportTableAnswerHidden[];
}

/** A member to hide. */
export interface ImportTableAnswerHidden {
  /** Its name. */
  name: string;
  /** Its value. */
  value: Json;
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
  /** The bare public key, base64, with `algorithm`: 32 bytes for Ed25519; 33 or, uncompressed, 65 for P-256 and SM2. */
  public_key?: Bytes | null;
  /** What the bare key is for; `ed25519` unless said. */
  algorithm?: Algorithm | null;
  /** The id of an SM2 signer; `1234567812345678` unless said, as in all formats of ours. */
  id?: string | null;
  /** The message, as text; or else `message`. */
  text?: string | null;
  /** The message, base64. */
  message?: Bytes | null;
  /** The signature, base64; 64 bytes in every algorithm. */
  signature: Bytes;
}

/** Bytes, in base64 (RFC 4648 §4, padded). */
export type Bytes = string;

/** What a key of a request signs with. */
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
  /** What it signs with; `ed25519` unless said, and always in the form `cosignature`. */
  algorithm?: Algorithm;
  /**
   * The private key, base64 of 32 bytes: the seed of RFC 8032 §5.1.5, or the number d of P-256 and SM2, big-endian. It
   * stays in this call.
   */
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
  signers: VerifyNoteAnswerSigner[];
}

export interface VerifyNoteAnswerSigner {
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
  /** The hash function of the log, if it shall be said: that of its key, `sm3` for SM2 and `sha256` for every other. */
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
  witnessed?: VerifyLogProofAnswerSeen | null;
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

export interface VerifyLogProofAnswerSeen {
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

/** A log at its edge, and what comes to it. */
export interface AppendEntriesRequest {
  /** The log's name: that of its key. */
  origin: string;
  /** The hash function of the log; `sha256` unless said. */
  suite?: Suite | null;
  /** What the log keeps: `entries` unless said, or `hashes`. */
  keep?: Kept;
  /** Leaves of the log so far; 0 unless said. */
  size?: number | string | null;
  /** The partial tiles of hashes at the log's edge and, if it keeps entries, the partial bundle, base64 by path. */
  tiles?: { [name: string]: string };
  /** Entries to append, as text, at most 256; or else `entries` or `leaf_hashes`. */
  texts?: string[] | null;
  /** Entries to append, base64, at most 256. */
  entries?: Bytes[] | null;
  /** Hashes of leaves to append, base64, at most 256; only if the log keeps hashes. */
  leaf_hashes?: HashText[] | null;
}

/** What a log keeps of its leaves. */
export type Kept = "entries" | "hashes";

/** The log after that. */
export interface AppendEntriesAnswer {
  /** What was appended. */
  appended: AppendEntriesAnswerAppended;
  /** The three lines of the checkpoint, for the log's key to sign. */
  body: string;
  /** Tiles and bundles to store before the checkpoint is published. */
  tiles: TileFile[];
}

/** What was appended. */
export interface AppendEntriesAnswerAppended {
  /** Index of the first of the new leaves, as decimal text. */
  first: string;
  /** Leaves in the log now, as decimal text. */
  size: string;
  /** Root of the log now, base64. */
  root: HashText;
}

/** One file of a log. */
export interface TileFile {
  /** Its path below the log's prefix. */
  path: string;
  /** Its bytes, base64; absent where only paths were asked for, or where the log has let go of it. */
  data?: Bytes | null;
}

/** A log's name, size and root. Asked of a log, nothing is needed. */
export interface LogCheckpointRequest {
  /** The log's name: that of its key. */
  origin?: string | null;
  /** Leaves in the log. */
  size?: number | string | null;
  /** Root of the log, base64. */
  root?: HashText | null;
  /** The log's private key, base64 of 32 bytes as in `sign`, if it shall be signed here. It stays in this call. */
  seed?: Bytes | null;
  /** What the key signs with; `ed25519` unless said. A log hashes with SM3 if and only if its key is one of SM2. */
  algorithm?: Algorithm | null;
}

/** The checkpoint. */
export interface LogCheckpointAnswer {
  /** The three lines that the log's key signs: name, size and root. */
  body: string;
  /** Leaves in the log, as decimal text. */
  size: string;
  /** Root of the log, base64. */
  root: HashText;
  /** The signed checkpoint; only with `seed`. */
  checkpoint?: string | null;
  /** The log's public key, for others to pin; only with `seed`. */
  vkey?: Vkey | null;
}

/** Two sizes of a log. Asked of a log, nothing is needed. */
export interface LogTilesRequest {
  /** Leaves of the log whose tiles are stored already; 0 unless said. */
  since?: number | string | null;
  /** Leaves of the log now; a log that is asked knows. */
  size?: number | string | null;
  /** List entry bundles too? A log that is asked knows. */
  bundles?: boolean | null;
}

/** What to store, in this order, before the checkpoint of this size is published. */
export interface LogTilesAnswer {
  /** Leaves that these tiles are for, as decimal text; ask again with this as `since` until it is the log's size. */
  size: string;
  /** The tiles. */
  tiles: TileFile[];
}

/** A leaf, and the tree it is in. Asked of a log, only `index` is needed. */
export interface ProveInclusionRequest {
  /** Index of the leaf, from 0. */
  index: number | string;
  /** Leaves in the tree; all that there are unless said, or as many as the checkpoint has. */
  size?: number | string | null;
  /** The hash function of the tree; `sha256` unless said. */
  suite?: Suite | null;
  /** The hashes of all leaves, base64; or else `tiles`. */
  leaf_hashes?: HashText[] | null;
  /** Tiles of the tree, base64 by path (`tile/0/000.p/5`), at most 64. The answer names those that are missing. */
  tiles?: { [name: string]: string } | null;
  /** The signed checkpoint that the proof shall lead to; then the answer holds a whole tlog-proof. */
  checkpoint?: string | null;
}

/** The proof, or why there is none. */
export interface ProveInclusionAnswer {
  /**
   * Why there is no proof: `index-beyond-size`, `shrunk`, `missing-tiles`, `other-root`, `malformed-note`,
   * `too-many-signatures` or `bad-checkpoint`.
   */
  reason?: string | null;
  /** Paths of the tiles to fetch and to give with the next try. */
  missing?: string[];
  /** The proof; absent if there is a reason. */
  proved?: ProveInclusionAnswerProved | null;
}

export interface ProveInclusionAnswerProved {
  /** Index of the leaf, as decimal text. */
  index: string;
  /** Leaves in the tree, as decimal text. */
  size: string;
  /** The hash of the leaf, base64. */
  leaf_hash: HashText;
  /** The hashes from the leaf's sibling upwards, base64. */
  proof: HashText[];
  /** The root that they lead to, base64; what tiles say is to be held against a signed one. */
  root: HashText;
  /** The proof with its checkpoint (C2SP tlog-proof), if a checkpoint was given. */
  tlog_proof?: string | null;
}

/** Two sizes of a tree. Asked of a log, only `old_size` is needed. */
export interface ProveConsistencyRequest {
  /** Leaves of the older tree. */
  old_size: number | string;
  /** Leaves of the newer tree; all that there are unless said. */
  new_size?: number | string | null;
  /** The hash function of the tree; `sha256` unless said. */
  suite?: Suite | null;
  /** The hashes of all leaves, base64; or else `tiles`. */
  leaf_hashes?: HashText[] | null;
  /** Tiles of the newer tree, base64 by path (`tile/0/000.p/5`), at most 64. The answer names those that are missing. */
  tiles?: { [name: string]: string } | null;
}

/** The proof, or why there is none. */
export interface ProveConsistencyAnswer {
  /** Why there is no proof: `empty-tree`, `shrunk` or `missing-tiles`. */
  reason?: string | null;
  /** Paths of the tiles to fetch and to give with the next try. */
  missing?: string[];
  /** The proof; absent if there is a reason. */
  proved?: ProveConsistencyAnswerProved | null;
}

export interface ProveConsistencyAnswerProved {
  /** Leaves of the older tree, as decimal text. */
  old_size: string;
  /** Root of the older tree, base64; what tiles say is to be held against a signed one. */
  old_root: HashText;
  /** Leaves of the newer tree, as decimal text. */
  new_size: string;
  /** Root of the newer tree, base64. */
  new_root: HashText;
  /** The hashes of the proof, base64. */
  proof: HashText[];
}

/** An entry. */
export interface RecordEntryRequest {
  /**
   * The entry: `kind`, `subject`, `act` and what its kind calls for; members in any order. Not `key`, `n`, `prev`,
   * `_sd`, which recording adds.
   */
  entry: Json;
  /** The writer's key id, if the signature is made elsewhere; else `signer`. */
  key?: KeyId | null;
  /** The writer's private key; else `key`. */
  signer?: RecordEntryRequestSigner | null;
  /** The hash suite of the writer's key record; `sha256` unless said. */
  suite?: Suite | null;
  /** The writer's last entry on this subject; absent for the first. */
  previous?: Previous | null;
  /** Members to hide. */
  hidden?: RecordEntryRequestHidden[];
  /** Names of extension members in the event that the writer declares public. */
  public?: string[];
}

/** A private key. It stays in this call. */
export interface RecordEntryRequestSigner {
  /** The key's name. */
  name: string;
  /** What it signs with; `ed25519` unless said. */
  algorithm?: Algorithm;
  /** Base64 of 32 bytes: the seed of RFC 8032 §5.1.5, or the number d of P-256 and SM2, big-endian. */
  seed: Bytes;
}

/** The last entry of a chain. */
export interface Previous {
  /** Its number. */
  n: number;
  /** Its object hash, base64. */
  hash: HashText;
}

/** A member to hide. */
export interface RecordEntryRequestHidden {
  /** Its name, such as `grower` or `ex:remark`. */
  name: string;
  /** Its value. */
  value: Json;
  /** 16 random bytes, base64. Drawn afresh for each: a salt that is used twice links two secrets. */
  salt: Bytes;
}

/** What came of it. */
export interface RecordEntryAnswer {
  /** Was it recorded? If not, `findings` say why. */
  recorded: boolean;
  /** The ledger line, if it was signed here. */
  line?: string | null;
  /** The entry as it is to be signed; the line is this, a space, and the signature in base64. */
  json?: string | null;
  /** The bytes to sign, base64, if the signature is made elsewhere. */
  message?: Bytes | null;
  /** Its number and object hash: `previous` of the next entry. */
  n?: number | null;
  /** Its object hash, base64. */
  hash?: HashText | null;
  /** The disclosures of what is hidden, in the order asked for. Whoever deletes one erases what it says. */
  disclosures: string[];
  /** What was found; errors only if it was not recorded. */
  findings: Finding[];
}

/** How grave a finding is. */
export type RecordEntryAnswerSeverity = "note" | "warning" | "error";

/** What came in. */
export interface MergeEntriesRequest {
  /** The lot. */
  lot: string;
  /** Lines that the ledger already has, in its order. */
  ledger?: string[];
  /** Lines that arrived, in any order; journeys' lines among them. */
  arrived: string[];
  /** Heads of the lot, from number 0. */
  heads?: string[];
  /** The text of the trust bundle, which says whose hash suite is which. */
  bundle?: string | null;
  /** The pinned roots of the bundle. */
  roots?: Roots | null;
}

/** Pinned root keys. */
export interface Roots {
  /** How many of them must have signed. */
  k: number;
  /** The keys, `NAME+HEX8+BASE64`; 1 to 16. */
  keys: string[];
}

/** A merged ledger. */
export interface MergeEntriesAnswer {
  /** All lines, in order. */
  lines: string[];
  /** Lines that were not taken. */
  held_back: MergeEntriesAnswerHeldBack[];
  /** What the merged chains look like: forks, late entries, clock jumps, open tails. */
  reasons: MergeEntriesAnswerReasonAnswer[];
}

/** A line that was not taken. */
export interface MergeEntriesAnswerHeldBack {
  /** Why: `malformed-line`, `stray-line`, `waiting`, `chain-fork`, `signed-twice`. */
  code: string;
  /** The line. */
  line: string;
}

/** One place where something was found. */
export interface MergeEntriesAnswerReasonAnswer {
  /** In which aspect. */
  aspect: string;
  /** What it is; its words are in `messages`. */
  code: string;
  /** The lot it is about. */
  lot: string;
  /** Number of the line, head or byte. */
  at?: number | null;
  /** What was found, such as a key id. */
  found: string;
}

/** A lot and what its head is to say. */
export interface SealLotRequest {
  /** The lot. */
  lot: string;
  /** The party that issued the lot's name. */
  issuer: string;
  /** The state: `open`, `sealed`, `recalled` or `superseded`. */
  status: string;
  /** The lot that stands for this one, with status `superseded`. */
  by?: string | null;
  /** Hashes of certificates that a label may carry, base64. */
  certs?: HashText[];
  /** The time of sealing. */
  time: string;
  /** All lines of the ledger. */
  lines: string[];
  /** The heads so far, from number 0. */
  heads?: string[];
  /** The keeper's key id, if the signature is made elsewhere; else `signer`. */
  key?: KeyId | null;
  /** The keeper's private key; else `key`. */
  signer?: SealLotRequestSigner | null;
  /** The hash suite of the keeper's key record; `sha256` unless said. */
  suite?: Suite | null;
  /** The text of the trust bundle. */
  bundle?: string | null;
  /** The pinned roots of the bundle. */
  roots?: Roots | null;
}

/** A private key. It stays in this call. */
export interface SealLotRequestSigner {
  /** The key's name. */
  name: string;
  /** What it signs with; `ed25519` unless said. */
  algorithm?: Algorithm;
  /** Base64 of 32 bytes: the seed of RFC 8032 §5.1.5, or the number d of P-256 and SM2, big-endian. */
  seed: Bytes;
}

/** A head. */
export interface SealLotAnswer {
  /** The head line, if it was signed here. */
  head?: string | null;
  /** The head as it is to be signed; the line is this, a space, and the signature in base64. */
  json: string;
  /** The bytes to sign, base64. */
  message: Bytes;
  /** Its number. */
  n: number;
  /** Entries. */
  count: number;
  /** Their root, base64. */
  root: HashText;
  /** Its object hash, base64. */
  hash: HashText;
  /** What is worth knowing, such as tails that are open. */
  reasons: SealLotAnswerReasonAnswer[];
}

/** One place where something was found. */
export interface SealLotAnswerReasonAnswer {
  /** In which aspect. */
  aspect: string;
  /** What it is; its words are in `messages`. */
  code: string;
  /** The lot it is about. */
  lot: string;
  /** Number of the line, head or byte. */
  at?: number | null;
  /** What was found, such as a key id. */
  found: string;
}

/** A disclosure and the line it is to open; or an SD-JWT, whom to trust, and what was asked for. */
export interface VerifyDisclosureRequest {
  /** The disclosure (RFC 9901), base64url. */
  disclosure?: string | null;
  /** The ledger line. */
  line?: string | null;
  /** The hash suite of the writer's key record; `sha256` unless said. */
  suite?: Suite | null;
  /** Instead of these: a whole SD-JWT, exactly, compact or as JWS JSON. */
  sd_jwt?: string | null;
  /** What `typ` must say of it; anything but `kb+jwt` if absent. */
  typ?: string | null;
  /** Claims that it must show, as JSON pointers; at most 256. */
  claims?: string[];
  /** The key binding that it must have. */
  binding?: BindingRequest | null;
  /** The issuers that are trusted, at most 256. */
  issuers?: IssuerRequest[];
  /** DID documents that were pinned (`did:web`), at most 256; none is ever fetched. */
  documents?: Json[];
  /** The time of day (RFC 3339 with offset); without it nothing is said of times. */
  now?: string | null;
  /** Seconds by which clocks may differ; 300 unless said. */
  tolerance_seconds?: number | null;
  /** Aspects that may stay open without making the outcome `incomplete`: of `binding`, `contexts`, `time`, `status`. */
  allow?: string[];
}

/** The key binding that was asked for (RFC 9901 §7.3). */
export interface BindingRequest {
  /** The nonce that the holder was given. */
  nonce: string;
  /** The verifier's own name, as the holder knows it. */
  audience: string;
  /** For how many seconds a presentation counts; 300 unless said. */
  seconds?: number | null;
}

/**
 * An issuer that is trusted.
 *
 * Its keys are those given here, or else those of its DID: of a `did:key` its own, of a `did:web` those of the document
 * in `documents`.
 */
export interface IssuerRequest {
  /** Its id: what `iss` or `issuer` says. */
  id: string;
  /** Its keys, at most 64. */
  keys?: KeyRequest[];
}

/** A key of an issuer: `multibase`, `jwk` or `vkey`, or an `id` that is a verification method of a `did:key`. */
export interface KeyRequest {
  /** What `kid` or `verificationMethod` must say for this key; any name if absent. */
  id?: string | null;
  /** The key as a Multikey: `z6Mk…` (Ed25519) or `zDn…` (P-256). */
  multibase?: string | null;
  /** The key as a JSON Web Key. */
  jwk?: Json | null;
  /** The key as `NAME+HEX8+BASE64` (C2SP vkey). */
  vkey?: Vkey | null;
  /** When it begins to count (RFC 3339). */
  from?: string | null;
  /** When it counts no longer (RFC 3339). */
  until?: string | null;
}

/** What is disclosed. */
export type VerifyDisclosureAnswer = OpenedDisclosure | JudgedSdJwt;

/** What a disclosure discloses. */
export interface OpenedDisclosure {
  /** Does it open a digest of the line? The line's signature is not looked at. */
  opens: boolean;
  /** Does it hide something that must be shown? */
  must_show: boolean;
  /** The digest. */
  digest: string;
  /** The name of the hidden member. */
  name: string;
  /** Its value. */
  value: Json;
}

/** What an SD-JWT says. */
export interface JudgedSdJwt {
  /** The verdict. */
  verdict: CredentialVerdict;
  /** The pinned issuer that signed it. */
  issuer?: string | null;
  /** The name of the key that signed, if it has one. */
  key?: string | null;
  /** What its header says that it is. */
  typ?: string | null;
  /** The processed payload; only if it is signed and no aspect fails. */
  claims?: Json | null;
}

/** A verdict. */
export interface CredentialVerdict {
  /** `accepted`, `incomplete` or `refused`. */
  outcome: string;
  /** Every aspect that applies, in order. */
  aspects: CredentialAspect[];
  /** What was found; at most 64. */
  reasons: CredentialReason[];
}

/** One aspect of a credential, judged. */
export interface CredentialAspect {
  /** Which one: `form`, `issuer`, `signature`, `disclosures`, `binding`, `model`, `contexts`, `time` or `status`. */
  aspect: string;
  /** `pass`, `not-evaluated` or `fail`. */
  status: string;
}

/** What was found in a credential. */
export interface CredentialReason {
  /** In which aspect. */
  aspect: string;
  /** What it is; its words are in `messages`. */
  code: string;
  /** JSON pointer to where, in what was signed. */
  at?: string;
  /** What stood there. */
  found?: string;
}

/** Claims, what of them may be hidden, and the key to sign with. */
export interface IssueDisclosureRequest {
  /** All claims, in clear. */
  claims: Json;
  /** What may be hidden, at most 4,096. */
  hide?: HideRequest[];
  /** Digests that stand for nothing, so that their number says nothing; at most 4,096. */
  decoys?: HideRequest[];
  /** The private key. It stays in this call. */
  key: CredentialKey;
  /** The key's name, for the header. */
  kid?: string | null;
  /** What the token is, for the header: such as `example+sd-jwt`. */
  typ?: string | null;
  /** The holder's public key as a JSON Web Key; it becomes `cnf`. */
  holder?: Json | null;
}

/** A place in the claims and its salt. */
export interface HideRequest {
  /** JSON pointer to the member or item; of a decoy, to the object it stands in. */
  at: string;
  /** 16 to 64 random bytes, base64url without padding, used once for ever. */
  salt: string;
}

/** A private key. */
export interface CredentialKey {
  /** What it signs with, `ed25519` unless said; `sm2` signs no credential. */
  algorithm?: Algorithm;
  /** The private key, base64 of 32 bytes: the seed of RFC 8032 §5.1.5, or the number d of P-256, big-endian. */
  seed: Bytes;
}

/** The token. */
export interface IssueDisclosureAnswer {
  /** With all its disclosures: what the holder gets. */
  sd_jwt: string;
  /** The disclosures in the order of `hide`, for the holder to choose from by number. */
  disclosures: DisclosureAnswer[];
  /** The public key as a Multikey, for others to pin. */
  multibase: string;
}

/** What can be disclosed. */
export interface DisclosureAnswer {
  /** What it hides. */
  at: string;
  /** The disclosure. */
  disclosure: string;
}

/** An SD-JWT, and what of it is shown. */
export interface PresentDisclosureRequest {
  /** The token as it was issued. */
  sd_jwt: string;
  /** Numbers of the disclosures that stay, from 0, in the order given; none unless said. */
  show?: number[];
  /** To whom it is shown. */
  binding?: PresentBinding | null;
}

/** A key binding to be made (RFC 9901 §4.3). */
export interface PresentBinding {
  /** The holder's private key. It stays in this call. */
  key: CredentialKey;
  /** The verifier's nonce. */
  nonce: string;
  /** The verifier's name. */
  audience: string;
  /** The time of day (RFC 3339). */
  now: string;
}

/** The presentation. */
export interface PresentDisclosureAnswer {
  /** The token with what is shown. */
  sd_jwt: string;
}

/** A credential, whom to trust, and snapshots of status lists. */
export interface VerifyCredentialRequest {
  /** The credential exactly as it was received: a `vc+jwt`, a `vc+sd-jwt`, or JSON with a Data Integrity proof. */
  text?: string | null;
  /** The credential with a Data Integrity proof, parsed. */
  document?: Json | null;
  /** JSON-LD contexts that are trusted beside those the standards fix, at most 256. */
  contexts?: ContextRequest[];
  /** Status list credentials as they were received, at most 16. */
  status_lists?: string[];
  /** The issuers that are trusted, at most 256. */
  issuers?: IssuerRequest[];
  /** DID documents that were pinned (`did:web`), at most 256; none is ever fetched. */
  documents?: Json[];
  /** The time of day (RFC 3339 with offset); without it nothing is said of times. */
  now?: string | null;
  /** Seconds by which clocks may differ; 300 unless said. */
  tolerance_seconds?: number | null;
  /** Aspects that may stay open without making the outcome `incomplete`: of `binding`, `contexts`, `time`, `status`. */
  allow?: string[];
}

/** A JSON-LD context that is trusted, by hash. */
export interface ContextRequest {
  /** Its URL. */
  url: string;
  /** SHA-256 of its document, lower-case hex. */
  sha256: string;
}

/** What was found. */
export interface VerifyCredentialAnswer {
  /** The verdict. */
  verdict: CredentialVerdict;
  /** How it is secured: `vc+jwt`, `vc+sd-jwt` or `data-integrity`. */
  format: string;
  /** The pinned issuer that signed it. */
  issuer?: string | null;
  /** The name of the key that signed, if it has one. */
  key?: string | null;
  /** What its status lists say. */
  status?: CredentialStatus[];
  /** The credential; only if it is signed and no aspect fails. */
  credential?: Json | null;
}

/** What a status list says of a credential. */
export interface CredentialStatus {
  /** What the status is for: `revocation`, `suspension`, `refresh`, `message` or another word. */
  purpose: string;
  /** The list it stands in. */
  list: string;
  /** Its place there, in decimal. */
  index: string;
  /** What stands there. */
  value: number;
  /** What the credential says that this means. */
  message?: string | null;
}

/** A credential that is not signed yet, and the key to sign it with. */
export interface IssueCredentialRequest {
  /** The credential, with its ids and times; it has no `proof`. */
  credential: Json;
  /** What comes out. */
  format: Format;
  /** The private key. It stays in this call. */
  key: CredentialKey;
  /** The key's name, a verification method of the issuer; of a `did:key` issuer its own, unless said. */
  verification_method?: string | null;
  /** When the proof is made (RFC 3339); not for `vc+jwt`. */
  created?: string | null;
  /** When the proof counts no longer (RFC 3339); not for `vc+jwt`. */
  expires?: string | null;
}

export type Format = "vc+jwt" | "data-integrity";

/** The credential, signed. */
export interface IssueCredentialAnswer {
  /** As it travels. */
  text: string;
  /** The public key as a Multikey, for others to pin. */
  multibase: string;
}

/** A rulebook, and what is known of a lot. */
export interface EvaluateRequest {
  /** The rulebook, as the exact text of its file. */
  rulebook?: string | null;
  /** In its stead: editions of it, of which the one is asked that holds on the day that its anchor names. */
  rulebooks?: string[];
  /** What is known: `lot`, `records`, `complete`, `made`. */
  evidence: Json;
  /** The day of the evaluation; records of later days do not count. */
  as_of: Date;
  /** SHA-256 hashes of rulebooks that the caller knows, base64: another one decides nothing. */
  pinned?: Pins | null;
  /** No pass by a rulebook that is a sample or a draft, outdated, not pinned, or does not lint. */
  strict?: boolean;
  /** The caller's own reference, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data, returned untouched. */
  ext?: Extension | null;
}

/** Hashes of rulebooks. */
export type Pins = string[];

/** What the rulebook says. */
export interface EvaluateAnswer {
  /** What may be relied on: the verdict of the rulebook, or unknown where something stands against it. */
  verdict: EvaluateAnswerVerdict;
  /** Codes of what stands against relying on the rulebook, or why no edition was chosen. */
  against: string[];
  /** What the rulebook says of the lot; absent where no edition holds. */
  outcome?: OutcomeAnswer | null;
  /** Is the rulebook one of those that were pinned? Absent where none were given. */
  pinned?: boolean | null;
  /** Codes of the errors of the rulebook (see `lint_rulebook`); nothing that a consumer sees rests on one that has any. */
  lint?: string[];
  /** The caller's own reference. */
  ref?: Reference | null;
  /** The caller's own data. */
  ext?: Extension | null;
}

/** What is known of a question. */
export type EvaluateAnswerVerdict = "not-applicable" | "pass" | "unknown" | "fail";

/** What a rulebook says of a lot. */
export interface OutcomeAnswer {
  /** The rulebook. */
  rulebook: RulebookNamed;
  /** The lot. */
  lot: string;
  /** The day of the evaluation. */
  as_of: Date;
  /** The day that decides which edition holds; absent where nothing states it. */
  anchor?: Date | null;
  /** Does that day fall into those on which the rulebook holds? Absent where it is not known. */
  in_force?: boolean | null;
  /** The rulebook should have been looked through again before this day. */
  outdated: boolean;
  /** All rules that must hold, together. */
  verdict: EvaluateAnswerVerdict;
  /** Each rule, in order. */
  rules: RuleAnswer[];
}

/** Which rulebook. */
export interface RulebookNamed {
  /** Its name. */
  id: string;
  /** Its version. */
  version: string;
  /** The number of the text whose rules these are, or its title. */
  source: string;
  /** SHA-256 of its exact bytes, base64. */
  hash: string;
  /** Is it only a sample? */
  sample: boolean;
}

/** What a rule says of a lot. */
export interface RuleAnswer {
  /** The rule. */
  rule: string;
  /** Which side of production it is about. */
  scope: Scope;
  /** The clause of the source. */
  clause: string;
  /** How much it weighs. */
  severity: EvaluateAnswerSeverity;
  /** What it says. */
  verdict: EvaluateAnswerVerdict;
  /** The weakest grade of the evidence it rests on. */
  grade?: Grade | null;
  /** The records it rests on. */
  cites: Cited[];
  /** A small set of them from which the same verdict follows, by their ids. */
  decisive: string[];
  /** What is missing. */
  missing: EvaluateAnswerNeed[];
  /** Why: the conditions as they came out. */
  why: WhyAnswer;
}

/** Which side of production a rule is about: the five that the scheme for trust in produce names. */
export type Scope = "equipment" | "material" | "method" | "process" | "environment";

/** How much a rule weighs. */
export type EvaluateAnswerSeverity = "must" | "should";

/** How good evidence has to be; each grade includes those before it. */
export type Grade = "self-declared" | "own-test" | "confirmed" | "registry" | "accredited";

/** A record that is cited. */
export interface Cited {
  /** The record. */
  id: string;
  /** The hash of the event or document that it comes from, if it was given. */
  hash?: string | null;
  /** How good it is as evidence. */
  grade: Grade;
}

/** Something that is missing. */
export interface EvaluateAnswerNeed {
  /** What, in a word of the rulebook. */
  need: string;
  /** Of what: `lot:…`, `plot:…`, `party:…`; absent where that is not known. */
  of?: string | null;
}

/** How a condition came out. */
export interface WhyAnswer {
  /** The condition, by its word in the rulebook. */
  node: string;
  /** How it came out. */
  verdict: EvaluateAnswerVerdict;
  /** The reason in a word, where there is one beside the parts. */
  code?: string;
  /** What the reason names. */
  args?: { [name: string]: string };
  /** Records looked at, by their ids. */
  records?: string[];
  /** Its parts. */
  parts?: WhyAnswer[];
}

/** Claims, rulebooks, and what is known of a lot. */
export interface ClaimsCardRequest {
  /** Rulebooks, each as the exact text of its file; of two with one id the first counts. */
  rulebooks: string[];
  /** Hashes of rulebooks that the caller trusts: SHA-256 of their exact bytes, base64. */
  pinned?: string[];
  /** What is known of the lot. */
  evidence: Json;
  /** What the seller would like to say. */
  claims: Claim[];
  /** Wording of an advertisement or a page, to be looked through. */
  wording?: string;
  /** The day. */
  as_of: Date;
  /** The caller's own reference, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data, returned untouched. */
  ext?: Extension | null;
}

/** Something that a seller would like to say of a lot. */
export interface Claim {
  /** What it is called. */
  id: string;
  /** What a consumer reads, by language. */
  text: { [name: string]: string };
  /** Words that say so: wording with one of them goes beyond what is proved while the claim is not. */
  words?: string[];
  /** What has to pass for it. */
  rests_on: Basis[];
}

/** Rules that have to pass. */
export interface Basis {
  /** The rulebook, by its id. */
  rulebook: string;
  /** Its rules; all that must hold unless said. */
  rules?: string[];
}

/** What may be shown. */
export interface ClaimsCardAnswer {
  /** Claims that may be shown, in order. */
  shown: ClaimsCardAnswerShown[];
  /** Claims that may not, and why. */
  withheld: Withheld[];
  /** The five scopes, each with how many of its rules pass, fail and are unknown. */
  scopes: { [name: string]: Score };
  /** Words of the wording that go beyond what is proved. */
  beyond: Beyond[];
  /** The caller's own reference. */
  ref?: Reference | null;
  /** The caller's own data. */
  ext?: Extension | null;
}

/** A claim that may be shown. */
export interface ClaimsCardAnswerShown {
  /** Which. */
  claim: string;
  /** What a consumer reads, by language. */
  text: { [name: string]: string };
}

/** A claim that may not be shown. */
export interface Withheld {
  /** Which. */
  claim: string;
  /** Why: the first thing in the way. */
  why: Showing;
}

/** Whether a claim may be shown, and if not, the first thing in the way. */
export type Showing = "proved" | "rests-on-nothing" | "rule-not-given" | "rule-fails" | "rule-unknown" | "not-applicable" | "sample-rulebook" | "rulebook-not-pinned" | "not-in-force" | "rulebook-outdated";

/** How one scope stands. */
export interface Score {
  /** Rules that apply, or may. */
  rules: number;
  /** Of them, how many pass. */
  pass: number;
  /** How many fail. */
  fail: number;
  /** How many are unknown; what is covered is the rest. */
  unknown: number;
}

/** A word that says more than is proved. */
export interface Beyond {
  /** The word, as the claim gives it. */
  word: string;
  /** Where it begins in the wording, in bytes of UTF-8. */
  at: number;
  /** The claim that is not proved. */
  claim: string;
}

/** A rulebook. */
export interface LintRulebookRequest {
  /** The rulebook, as the exact text of its file. */
  rulebook: string;
  /** Other editions of it: days on which none holds, or several do, are found, too. */
  editions?: string[];
  /** The day on which it shall not be outdated. */
  as_of?: Date | null;
  /** The caller's own reference, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data, returned untouched. */
  ext?: Extension | null;
}

/** What was found. */
export interface LintRulebookAnswer {
  /** There are no errors: what the rulebook says may be relied on as far as its status goes. */
  sound: boolean;
  /** There is nothing but notes. */
  clean: boolean;
  /** What was found, with its place in the rulebook; of editions, the place in `[rulebook, …editions]`. */
  findings: Finding[];
  /** The caller's own reference. */
  ref?: Reference | null;
  /** The caller's own data. */
  ext?: Extension | null;
}

/** How grave a finding is. */
export type LintRulebookAnswerSeverity = "note" | "warning" | "error";

/** A certificate with its changes, and goods. */
export interface CheckCertificateRequest {
  /** The certificate. */
  certificate: Certificate;
  /** Changes of its status, and looks at it, in any order. */
  status?: CheckCertificateRequestStatus[];
  /** Day to which the list of changes is known to leave none out. */
  status_complete_to?: Date | null;
  /** How many days before `as_of` the status may have been known last. Unless said, it has to be known on the day of the goods. */
  max_age_days?: number | null;
  /** The goods; without them only the state on `as_of` and the issuer are judged. */
  goods?: Goods | null;
  /** What else is sold under the certificate, counted once: where goods leave the holder. */
  sold?: Sold[];
  /** Is `sold` all there is, as the holder states? */
  sold_complete?: boolean;
  /** What the certifier says is sold under the certificate, these goods included. */
  sold_stated?: Quantity | null;
  /** Accreditations of issuers, in any order. */
  accreditations?: Accreditation[];
  /** Is none of the issuers' accreditations left out? */
  accreditations_complete?: boolean;
  /** Whom the caller trusts; the issuer is not judged without. */
  trusted?: string[];
  /** Numbers on the label, each with its scheme: `organic-mark-code`, `organic-certificate`, `green-food-enterprise`, `gi-mark` … */
  labels?: Label[];
  /** The day of the question; what is recorded of later days does not count. */
  as_of: Date;
  /** The caller's own reference, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data, returned untouched. */
  ext?: Extension | null;
}

/** A certificate. */
export interface Certificate {
  /** Its first day. */
  from?: Date | null;
  /** Its last day. */
  to?: Date | null;
  /** When it was issued, the day on which its issuer has to be accredited; its first day unless said. */
  issued?: Date | null;
  /** Who issued it. */
  issuer?: string | null;
  /** The standard. */
  standard?: string | null;
  /** Is it one of conversion, or a full one? */
  kind?: CheckCertificateRequestKind | null;
  /** Products in its scope. */
  products?: string[];
  /** Sites in its scope. */
  sites?: string[];
  /** How much it covers. */
  max_quantity?: Quantity | null;
  /** Are these members all that the certificate says? Else what is not stated here is open. */
  complete?: boolean;
}

/** Kind of a certificate. */
export type CheckCertificateRequestKind = "conversion" | "full";

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type CheckCertificateRequestUnit = string;

/** A change of the status, or a look at it. */
export interface CheckCertificateRequestStatus {
  /** What the record is called. */
  id: string;
  /** The day. */
  date: Date;
  /** The moment, where several changes of one day have to be told apart. */
  time?: Instant | null;
  /** What the certificate was from then on, or was found to be. */
  state: Change;
  /** Was it only looked up, in a registry or a list of revocations? */
  looked_up?: boolean;
  /** Of a look: from which day on the certificate was said to be so. */
  since?: Date | null;
}

/** What a certificate becomes. */
export type Change = "valid" | "restored" | "suspended" | "revoked" | "withdrawn" | "expired";

/** Goods that the certificate may cover. */
export interface Goods {
  /** The day that counts: that of the harvest, as a rule. */
  date: Date;
  /** The product. */
  product?: string | null;
  /** The site. */
  site?: string | null;
  /** How much. */
  quantity?: Quantity | null;
  /** Are they claimed to be organic? A certificate of conversion does not say so. */
  organic?: boolean;
}

/** Something sold under the certificate. */
export interface Sold {
  /** What the record is called. */
  id: string;
  /** How much. */
  quantity: Quantity;
}

/** That somebody accredited a body. */
export interface Accreditation {
  /** What the record is called. */
  id: string;
  /** Whom. */
  body: string;
  /** Who. */
  by: string;
  /** For which standards. */
  scope: string[];
  /** First day. */
  from?: Date | null;
  /** Last day. */
  to?: Date | null;
}

/** A number on a label. */
export interface Label {
  /** The scheme. */
  scheme: Scheme;
  /** The text as it was written. */
  text: string;
}

/** What the certificate is, and whether it covers the goods. */
export interface CheckCertificateAnswer {
  /** All reasons together. */
  verdict: CheckCertificateAnswerVerdict;
  /** Each question, in order: state, site, product, conversion, quantity, issuer. */
  reasons: Reason[];
  /** What is missing. */
  missing: CheckCertificateAnswerNeed[];
  /** What the certificate is on which days, as far as the records say. */
  spans: Span[];
  /** The numbers on the label; they do not change the verdict. */
  labels: Report[];
  /** The caller's own reference. */
  ref?: Reference | null;
  /** The caller's own data. */
  ext?: Extension | null;
}

/** What is known of a question. */
export type CheckCertificateAnswerVerdict = "not-applicable" | "pass" | "unknown" | "fail";

/** How one question came out. */
export interface Reason {
  /** Why, in a word. */
  code: string;
  /** How it came out. */
  verdict: CheckCertificateAnswerVerdict;
  /** What the reason names. */
  args?: { [name: string]: string };
  /** The records it rests on, by their ids. */
  records?: string[];
}

/** Something that is missing. */
export interface CheckCertificateAnswerNeed {
  /** What, in a word of the rulebook. */
  need: string;
  /** Of what: `lot:…`, `plot:…`, `party:…`; absent where that is not known. */
  of?: string | null;
}

/** What a certificate is for some days. */
export interface Span {
  /** First day; absent where there is none. */
  from?: Date | null;
  /** Last day; absent where there is none. */
  to?: Date | null;
  /** What it is: several where that is open. */
  state: CertificateState[];
}

/** What a certificate is on a day. */
export type CertificateState = "not-yet" | "valid" | "suspended" | "revoked" | "withdrawn" | "expired";

/** What examining a text as an identifier of one scheme found. */
export interface Report {
  /** The scheme it was examined as. */
  scheme: Scheme;
  /** What the findings come to. */
  status: CheckCertificateAnswerStatus;
  /** The canonical spelling (masked where it names a person); empty where the text has no such form. */
  canonical: string;
  /** How far the text was from the canonical spelling; absent where it has none. */
  spelling?: Spelling | null;
  /** Its pieces, in order. */
  keys: Key[];
  /** What was found, in order of checking. */
  findings: Finding[];
}

/** What the findings come to. */
export type CheckCertificateAnswerStatus = "valid" | "unverified" | "invalid";

/** How grave a finding is. */
export type CheckCertificateAnswerSeverity = "note" | "warning" | "error";

/** A product standard, and what was measured of a lot. */
export interface GradeLotRequest {
  /** The standard: its facts, and its grades with the best first. */
  standard: GradeLotRequestStandard;
  /** What was measured, by the names of the facts: a value as `72 MMT`, or a list of the values of a sample. */
  measured: Json;
  /** The caller's own reference, returned untouched. */
  ref?: Reference | null;
  /** The caller's own data, returned untouched. */
  ext?: Extension | null;
}

/** A product standard: the grades of a product, the best first, and what each needs. */
export interface GradeLotRequestStandard {
  /** Its number or name, as `NY/T 1793`. */
  id: string;
  /** What it is called, by language. */
  names?: { [name: string]: string };
  /** How far it may be relied on. */
  status: Standing;
  /** How measured values are compared with limits (GB/T 8170 4.3): as measured unless said. */
  compare?: Method;
  /** What is measured, with its type. */
  facts: { [name: string]: FactKind };
  /** The grades, the best first. */
  grades: QualityGrade[];
}

/** How a measured value is compared with a limit (GB/T 8170-2008 4.3). */
export type Method = "full-value" | "rounded-value";

/** One fact of a kind of record. */
export interface FactKind {
  /** Its type. */
  type: FactType;
  /** Of a quantity: its dimension; any unless said. */
  dim?: Dimension | null;
}

/** What kind of value a fact is. */
export type FactType = "text" | "code" | "number" | "quantity" | "date" | "time" | "flag";

/** One grade. */
export interface QualityGrade {
  /** Its name, as `extra`. */
  grade: string;
  /** What it is called, by language. */
  names?: { [name: string]: string };
  /** What a lot of this grade has to be; all of it. */
  needs: Requirement[];
}

/** What a lot has to be. */
export type Requirement = {
  measure: GradeLotRequestMeasure;
} | {
  share: GradeLotRequestShare;
} | {
  spread: Spread;
} | {
  word: OneOf;
} | {
  flag: Flagged;
};

/** A measured value keeps to a bound. */
export interface GradeLotRequestMeasure {
  /** What is measured: a quantity or a number, or a list of them. */
  fact: string;
  /** How it is held. */
  is: Comparison;
  /** Against this, with its unit, as `75 MMT`. */
  limit: string;
  /** Which share of a sample may be out of bounds, in per cent; none unless said. */
  outside?: Decimal | null;
}

/** How one value is held against another. */
export type Comparison = "<" | "<=" | "=" | "!=" | ">=" | ">";

/** A part is such a share of a whole. */
export interface GradeLotRequestShare {
  /** The part, as the pieces with a defect. */
  part: string;
  /** The whole, as the pieces looked at. */
  whole: string;
  /** How the share is held. */
  is: Comparison;
  /** Against this, in per cent. */
  percent: Decimal;
}

/** The largest value is at most so much above the smallest. */
export interface Spread {
  /** What is measured. */
  fact: string;
  /** By how much they may differ, with its unit, as `5 MMT`. */
  most: string;
}

/** A word is one of a list. */
export interface OneOf {
  /** What is looked at. */
  fact: string;
  /** The list. */
  list: string[];
}

/** Something is, or is not, so. */
export interface Flagged {
  /** What is looked at. */
  fact: string;
  /** How it has to be. */
  is: boolean;
}

/** How a lot is graded. */
export interface GradeLotAnswer {
  /** The standard. */
  standard: string;
  /** A pass where a grade is shown, a fail where the lot is of no grade, else unknown. */
  verdict: GradeLotAnswerVerdict;
  /** The best grade that is shown. */
  grade?: string | null;
  /** Better grades that it may be of, once more is measured. */
  open: string[];
  /** What keeps it from the next better grade; absent for a lot of the best. */
  held_back?: GradeLotAnswerHeldBack | null;
  /** Every grade, the best first. */
  grades: GradeAnswer[];
  /** The caller's own reference. */
  ref?: Reference | null;
  /** The caller's own data. */
  ext?: Extension | null;
}

/** What is known of a question. */
export type GradeLotAnswerVerdict = "not-applicable" | "pass" | "unknown" | "fail";

/** What keeps a lot from a grade. */
export interface GradeLotAnswerHeldBack {
  /** The grade. */
  grade: string;
  /** Its needs that are not met, or not known to be. */
  by: GradeLotAnswerReasonAnswer[];
}

/** What a need says of a lot. */
export interface GradeLotAnswerReasonAnswer {
  /** The fact. */
  fact: string;
  /** Is the need met? */
  verdict: GradeLotAnswerVerdict;
  /** What was measured; `?` where nothing was. */
  found: string;
  /** What is needed. */
  needed: string;
}

/** How a lot stands to a grade. */
export interface GradeAnswer {
  /** The grade. */
  grade: string;
  /** Is the lot of this grade, or better? */
  verdict: GradeLotAnswerVerdict;
  /** What each need says. */
  needs: GradeLotAnswerReasonAnswer[];
}

/** What the passport is built from. */
export interface BuildPassportRequest {
  /** The lot's name. */
  lot: string;
  /** Its head lines, from number 0. */
  heads: string[];
  /** Its ledger lines. */
  lines: string[];
  /** Log proofs of heads, ascending by head. */
  proofs?: Proof[];
  /** What is shown of hidden members. */
  disclosures?: string[];
  /** Passports of lots that it comes from. */
  parents?: string[];
  /** Names of lots of which only the handing over is shown. */
  bounded?: string[];
  /** Rotation lines. */
  rotations?: string[];
  /** Alias lines. */
  aliases?: string[];
  /** Certificate lines. */
  certificates?: string[];
  /** Signed certification verdicts. */
  attested?: string[];
  /** Status lists, one a line. */
  lists?: string[];
  /** Bytes that the passport may have; 1 MiB unless said. Ancestors are bounded, farthest first, until it fits. */
  limit?: number | null;
}

/** A log proof. */
export interface Proof {
  /** Number of the head. */
  head: number;
  /** The C2SP `tlog-proof@v1` text. */
  text: string;
}

/** A passport. */
export interface BuildPassportAnswer {
  /** Its text. */
  passport: string;
  /** Bytes of it. */
  bytes: number;
}

/** A passport, and what the caller knows. */
export interface VerifyPassportRequest {
  /** The passport's text, exactly. */
  passport: string;
  /** The text of the trust bundle; several bundles may follow each other. */
  bundle?: string | null;
  /** The pinned roots of the bundle. */
  roots?: Roots | null;
  /** The text of the code on the goods: a label's URL, an offline label, a GS1 Digital Link, or the lot's name. */
  scanned?: string | null;
  /** The time of day (RFC 3339 with offset). */
  now?: string | null;
  /** What the caller has seen before. */
  seen?: SeenRequest | null;
  /**
   * The policy `{"aspects","allow","grade","headDays","snapshotDays","toleranceSeconds"}`; what is absent is as in
   * the published default.
   */
  require?: Json | null;
}

/** What the caller has seen before, so that forks and rollbacks show. */
export interface SeenRequest {
  /** The newest version of a bundle. */
  version?: number | null;
  /** Newest heads of lots. */
  heads?: SeenHead[];
}

/** A head that was seen. */
export interface SeenHead {
  /** Its object hash, base64. */
  hash: string;
  /** The lot. */
  lot: string;
  /** Its number. */
  n: number;
}

/** The verdict on one passport. */
export interface VerifyPassportAnswer {
  /** The lot; empty if the passport could not be read. */
  lot: string;
  /** Entries that the newest head counts: the record is complete up to here, if aspect `completeness` passes. */
  count: number;
  /** Number of the newest head. */
  head: number;
  /** The lot's state: `open`, `sealed`, `recalled` or `superseded`; empty if the passport could not be read. */
  state: string;
  /** `accepted`, `incomplete` or `refused`, under the policy. */
  outcome: string;
  /** The aspects that decided. */
  deciding: string[];
  /** Every aspect, in order. */
  aspects: AspectAnswer[];
  /** Where it was found, the first few places for each code. */
  reasons: VerifyPassportAnswerReasonAnswer[];
  /** What a verdict proves, and what not. */
  claim: string;
}

/** One aspect, judged. */
export interface AspectAnswer {
  /** Which one. */
  aspect: string;
  /** `pass`, `not-evaluated` or `fail`. */
  status: string;
  /** What was found. */
  codes: CodeAnswer[];
  /** Ids of the keys it rests on. */
  keys: string[];
  /** The times it rests on. */
  times: TimeAnswer[];
}

/** One code of an aspect. */
export interface CodeAnswer {
  /** The code; its words are in `messages`. */
  code: string;
  /** How often it was found. */
  count: number;
}

/** A time that an aspect rests on. */
export interface TimeAnswer {
  /** What it is: `witnessed`, `head`, `snapshot`, `expires`, `shelf-life`. */
  what: string;
  /** The time as written; `witnessed` as seconds since 1970. */
  time: string;
}

/** One place where something was found. */
export interface VerifyPassportAnswerReasonAnswer {
  /** In which aspect. */
  aspect: string;
  /** What it is; its words are in `messages`. */
  code: string;
  /** The lot it is about. */
  lot: string;
  /** Number of the line, head or byte. */
  at?: number | null;
  /** What was found, such as a key id. */
  found: string;
}

/** An offline label, and what the caller knows. */
export interface VerifyLabelRequest {
  /** The label's text, exactly. */
  label: string;
  /** The text of the trust bundle; several bundles may follow each other. */
  bundle?: string | null;
  /** The pinned roots of the bundle. */
  roots?: Roots | null;
  /** The text of another code on the same goods, which has to name the same lot. */
  scanned?: string | null;
  /** The time of day (RFC 3339 with offset). */
  now?: string | null;
  /** What the caller has seen before. */
  seen?: SeenRequest | null;
  /**
   * The policy, as of `verify_passport`. The published default asks for entries, so that no label alone is accepted
   * under it.
   */
  require?: Json | null;
}

/** The verdict on one passport. */
export interface VerifyLabelAnswer {
  /** The lot; empty if the passport could not be read. */
  lot: string;
  /** Entries that the newest head counts: the record is complete up to here, if aspect `completeness` passes. */
  count: number;
  /** Number of the newest head. */
  head: number;
  /** The lot's state: `open`, `sealed`, `recalled` or `superseded`; empty if the passport could not be read. */
  state: string;
  /** `accepted`, `incomplete` or `refused`, under the policy. */
  outcome: string;
  /** The aspects that decided. */
  deciding: string[];
  /** Every aspect, in order. */
  aspects: AspectAnswer[];
  /** Where it was found, the first few places for each code. */
  reasons: VerifyLabelAnswerReasonAnswer[];
  /** What a verdict proves, and what not. */
  claim: string;
}

/** One place where something was found. */
export interface VerifyLabelAnswerReasonAnswer {
  /** In which aspect. */
  aspect: string;
  /** What it is; its words are in `messages`. */
  code: string;
  /** The lot it is about. */
  lot: string;
  /** Number of the line, head or byte. */
  at?: number | null;
  /** What was found, such as a key id. */
  found: string;
}

/** A passport and what goes. */
export interface RedactPassportRequest {
  /** The passport's text. */
  passport: string;
  /** Names of hidden members that go. */
  names?: string[];
  /** Digests of hidden members that go. */
  digests?: string[];
  /** Does everything go? */
  all?: boolean;
}

/** The passport without them. */
export interface RedactPassportAnswer {
  /** Its text. */
  passport: string;
  /** How many were taken out. */
  erased: number;
}

/** A passport and who looks at it. */
export interface ViewAsRequest {
  /** The passport's text. */
  passport: string;
  /** His role. */
  role: ViewAsRequestRole;
  /** His purpose. */
  purpose: ViewAsRequestPurpose;
  /** Names of hidden members that the record's owner shows besides. */
  also?: string[];
}

/** A role of a party. What a role allows is the most that a charter may grant with it. */
export type ViewAsRequestRole = "government" | "association" | "enterprise" | "producer" | "research" | "finance" | "intermediary" | "laboratory" | "auditor" | "carrier" | "keeper" | "processor" | "retailer" | "platform" | "village-staff" | "veterinarian" | "community" | "buyer";

/** What somebody wants to see personal members for. */
export type ViewAsRequestPurpose = "trace" | "contact" | "inspect" | "pay" | "lend" | "support" | "research" | "own";

/** What he sees. */
export interface ViewAsAnswer {
  /** The passport's text. */
  passport: string;
  /** Names of hidden members that are shown, and how often. */
  shown: { [name: string]: number };
  /** Names of hidden members that were taken out, and how often. */
  hidden: { [name: string]: number };
}

/** What the label is for; either a host or a log proof. */
export interface EncodeLabelRequest {
  /** The head line that the label is printed for. */
  head: string;
  /** For a URL: the host that serves passports; lower case. Whoever scans the label never trusts it. */
  host?: string | null;
  /** For an offline label: the C2SP `tlog-proof@v1` text of the head. */
  proof?: string | null;
  /** How many witnesses an offline label names at most, earliest first; 3 unless said. */
  witnesses?: number | null;
}

/** A label. */
export interface EncodeLabelAnswer {
  /** What goes into the code. */
  text: string;
  /** The same, if it is a URL. */
  url?: string | null;
  /** The lot. */
  lot: LotName;
  /** Entries that it binds. */
  count: number;
}

/** A scanned text. */
export interface DecodeLabelRequest {
  /** The text of the code. */
  text: string;
  /** The text of the trust bundle, to rebuild the head of an offline label. */
  bundle?: string | null;
  /** The pinned roots of the bundle. */
  roots?: Roots | null;
}

/** What it says; nothing of it is verified. */
export interface DecodeLabelAnswer {
  /** `link` of a URL or a lot's name, `offline` of `TR1:`. */
  form: string;
  /** The lot, if it names one. */
  lot?: string | null;
  /** `root` if it is bound to a record, `none` if not, `malformed` if its binding is none. */
  binding: string;
  /** Entries of the record that it was printed for. */
  count?: number | null;
  /** The first 16 bytes of their root, base64; of an offline label all 32. */
  root?: string | null;
  /** Of an offline label: the head. */
  head?: HeadAnswer | null;
}

/** The head in an offline label. */
export interface HeadAnswer {
  /** Its number. */
  n: number;
  /** The lot's state. */
  status: string;
  /** Its time, as written. */
  time: string;
  /** The lot that stands for this one. */
  by?: string | null;
  /** Digests of certificates that it names, base64. */
  certs: string[];
  /** How many witnesses had seen it in the log. */
  witnesses: number;
  /** Leaves of the log. */
  log_size: number;
  /** The head line, rebuilt with the keys of the bundle. */
  line?: string | null;
  /** The log proof, rebuilt with the keys of the bundle. */
  proof?: string | null;
}

/** A bundle. */
export interface CheckTrustRequest {
  /** Its text; several bundles may follow each other. */
  bundle: string;
  /** The pinned roots. */
  roots: Roots;
  /** The time of day (RFC 3339 with offset). */
  now?: string | null;
  /** The newest version that was seen before. */
  version?: number | null;
}

/** What the newest bundle says. */
export interface CheckTrustAnswer {
  /** Its version. */
  version: number;
  /** When it stops to count. */
  expires: string;
  /** Has it stopped to count at `now`? Absent without `now`. */
  expired?: boolean | null;
  /** Is it older than what was seen? */
  rollback: boolean;
  /** How many roots must sign the next one. */
  roots_wanted: number;
  /** Who may sign the next one. */
  roots: string[];
  /** Keys, by id. */
  keys: KeyAnswer[];
  /** Ids of logs. */
  logs: string[];
  /** How many witnesses must have seen a checkpoint; 0 if none are named. */
  witnesses_wanted: number;
  /** Ids of witnesses. */
  witnesses: string[];
  /** Time of the snapshot. */
  snapshot?: string | null;
  /** Recalled lots. */
  recalled: string[];
  /** Hashes of certificates and verdicts that count no longer, base64. */
  revoked: string[];
  /** Schemes, and the keys that may attest their verdicts. */
  schemes: SchemeAnswer[];
  /** Who is accredited for which scheme. */
  accreditations: AccreditationAnswer[];
  /** What was found: keys that may do what no role of their party allows. */
  findings: Finding[];
}

/** A key of the bundle. */
export interface KeyAnswer {
  /** Its id. */
  id: string;
  /** The party it speaks for. */
  party: string;
  /** Its hash suite. */
  suite: string;
  /** Is it marked revoked? */
  revoked: boolean;
  /** Is it marked compromised? */
  compromised: boolean;
}

/** A scheme of the bundle. */
export interface SchemeAnswer {
  /** Its name. */
  scheme: string;
  /** Ids of keys. */
  keys: string[];
}

/** An accreditation of the bundle. */
export interface AccreditationAnswer {
  /** The party. */
  party: string;
  /** The scheme. */
  scheme: string;
  /** Who accredited it. */
  by: string;
  /** Does it hold at `now`? Absent without `now`. */
  holds?: boolean | null;
}

/** How grave a finding is. */
export type CheckTrustAnswerSeverity = "note" | "warning" | "error";

/** A statement, and who signed it. */
export interface PrepareStatementRequest {
  /** What it is. */
  kind: PrepareStatementRequestKind;
  /** The hash suite of the signer's key record (of a rotation: of the old key's); a bundle has none. */
  suite?: Suite | null;
  /** The members of the statement, in any order and spacing. */
  statement: Json;
  /** The signatures on `message`: one; of a rotation the old key's and the new key's; of a bundle one a root. */
  signatures?: SignatureRequest[];
}

/** Kinds of statements. */
export type PrepareStatementRequestKind = "alias" | "rotation" | "verdict" | "bundle";

/** One signature. */
export interface SignatureRequest {
  /** The key's id; only of a bundle. */
  key?: string | null;
  /** The signature, base64 of 64 bytes. */
  signature: string;
}

/** What to sign, or the whole. */
export interface PrepareStatementAnswer {
  /** The statement in printed form. */
  json: string;
  /** The bytes to sign, base64. */
  message: string;
  /** The signed line, or the text of the bundle; with `signatures`. Nothing of it is verified. */
  text?: string | null;
}

/** The codes of one lot and who scanned them. */
export interface CheckCodesRequest {
  /** The lot's name. */
  lot: string;
  /** What was issued for it. */
  issued?: IssuedRequest;
  /** Who scanned, in any order. */
  scans?: CheckCodesRequestScanRequest[];
  /** Distances between regions. */
  distances?: DistanceRequest[];
  /** From when on a scan is worth a look. */
  limits?: LimitsRequest;
  /** The time of day (RFC 3339 with offset). */
  now?: string | null;
}

/** What was issued for a lot, and what it holds. */
export interface IssuedRequest {
  /** How many codes were issued. */
  count?: number | null;
  /** The units that they name, one by one. */
  units?: string[];
  /** The units that they name, by numbers of 1 to 18 digits. */
  ranges?: RangeRequest[];
  /** How many packs there are; each bears one code. */
  packs?: number | null;
  /** What the lot holds. */
  quantity?: Quantity | null;
  /** What stands behind one code. */
  each?: Quantity | null;
}

/** Numbers of units. */
export interface RangeRequest {
  /** The first, with leading zeros. */
  first: string;
  /** The last, with as many digits. */
  last: string;
}

/** a unit code of UN/ECE Recommendation 20, as `KGM` */
export type CheckCodesRequestUnit = string;

/** One scan. */
export interface CheckCodesRequestScanRequest {
  /** The text of the code; the lot and the serial number (21) that it names count. */
  code?: string | null;
  /** The unit, where the code does not name one. */
  unit?: string | null;
  /** When (RFC 3339 with offset). */
  at: string;
  /** Latitude in degrees (WGS 84), with `longitude`. */
  latitude?: Decimal | null;
  /** Longitude in degrees (WGS 84), with `latitude`. */
  longitude?: Decimal | null;
  /** The region, instead of a position. */
  region?: string | null;
  /** Does this scan end the unit's way, as at a till? */
  last?: boolean;
}

/** How far two regions are apart. */
export interface DistanceRequest {
  /** One region. */
  from: string;
  /** The other. */
  to: string;
  /** Kilometres. */
  kilometres: number;
}

/** From when on a scan is worth a look. */
export interface LimitsRequest {
  /** Scans of one unit; 20 unless said. */
  scans?: number | null;
  /** The fastest that goods travel, in kilometres an hour; 900 unless said. */
  kilometres_per_hour?: number | null;
  /** Kilometres by which a position may be wrong; 50 unless said. */
  slack?: number | null;
}

/** What was found. */
export interface CheckCodesAnswer {
  /** Was nothing found that speaks for copied codes? */
  sound: boolean;
  /** Units that were scanned. */
  units: number;
  /** How many errors there are. */
  errors: number;
  /** How many warnings there are. */
  warnings: number;
  /** How many notes there are. */
  notes: number;
  /** The first thousand findings; places are pointers into the request. */
  findings: Finding[];
}

/** How grave a finding is. */
export type CheckCodesAnswerSeverity = "note" | "warning" | "error";
