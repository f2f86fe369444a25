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
