//! The limits for untrusted input, in one place.

/// Bytes that [`scan`](crate::id) and passport verification take on a phone: 1 MiB.
pub const PHONE_BYTES: usize = 1 << 20;

/// Bytes of one document (events, rulebooks): 16 MiB.
pub const DOCUMENT_BYTES: usize = 16 << 20;

/// Bytes that the reader takes at all, on a server: 64 MiB.
pub const SERVER_BYTES: usize = 64 << 20;

/// How deep containers may stand in each other in a JSON document.
pub const JSON_DEPTH: usize = 64;

/// How deep elements may stand in each other in an XML document.
pub const XML_DEPTH: usize = 64;

/// Attributes of one XML element.
pub const XML_ATTRIBUTES: usize = 64;

/// Namespaces of one XML document, and prefixes that are bound at one place.
pub const XML_NAMESPACES: usize = 128;

/// Bytes of a caller's own reference (`ref`).
pub const REF_BYTES: usize = 128;

/// Bytes of decimal text.
pub const DECIMAL_BYTES: usize = 96;

/// Parties among whom one amount is shared out.
pub const PARTIES: usize = 65_536;

/// Deductions from one weight.
pub const DEDUCTIONS: usize = 64;

/// Bytes of a name, a reason, an id or a code of a product or lot.
pub const NAME_BYTES: usize = 256;

/// Names, and ids, of one product.
pub const PRODUCT_NAMES: usize = 64;

/// Packs of one product.
pub const PRODUCT_PACKS: usize = 256;

/// Lots on either side of one act.
pub const ACT_LOTS: usize = 1024;

/// Moves in the ledger of one lot.
pub const LOT_MOVES: usize = 16_384;

/// Characters of a caller's text that a message repeats at most.
pub const SHOWN_CHARACTERS: usize = 64;

/// Entries of one lot's record.
pub const LOT_ENTRIES: u64 = 65_536;

/// Certificates that one head names.
pub const HEAD_CERTIFICATES: usize = 8;

/// Signatures that a note may carry; the standard asks for at least 16.
pub const NOTE_SIGNATURES: usize = 64;

/// Signatures of a checkpoint in a passport.
pub const CHECKPOINT_SIGNATURES: usize = 16;

/// Witnesses of one policy.
pub const WITNESSES: usize = 64;

/// Leaves of a log that a passport rests on.
pub const PASSPORT_LOG_LEAVES: u64 = 1 << 40;

/// Leaves of a log: far beyond any, and far from where numbers of 64 bits end.
pub const LOG_LEAVES: u64 = 1 << 56;

/// Bytes of one entry of a log that keeps entries: what two bytes of length can say.
pub const LOG_ENTRY_BYTES: usize = 0xffff;

/// Bytes of a log's name.
pub const LOG_NAME_BYTES: usize = 255;

/// Tiles of a log in one request; no proof needs more.
pub const REQUEST_TILES: usize = 64;

/// Entries that a log takes in a request that also brings its edge.
pub const REQUEST_ENTRIES: usize = 256;

/// Bytes of a rulebook.
pub const RULEBOOK_BYTES: usize = 4 * 1024 * 1024;
