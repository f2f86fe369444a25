//! The limits for untrusted input, in one place.

/// Bytes that [`scan`](crate::id) and passport verification take on a phone: 1 MiB.
pub const PHONE_BYTES: usize = 1 << 20;

/// Bytes of one document (events, rulebooks): 16 MiB.
pub const DOCUMENT_BYTES: usize = 16 << 20;

/// Bytes that the reader takes at all, on a server: 64 MiB.
pub const SERVER_BYTES: usize = 64 << 20;

/// How deep containers may stand in each other in a JSON document.
pub const JSON_DEPTH: usize = 64;

/// Bytes of a caller's own reference (`ref`).
pub const REF_BYTES: usize = 128;

/// Characters of a caller's text that a message repeats at most.
pub const SHOWN_CHARACTERS: usize = 64;
