//! The C ABI of terroir: a name and a text in, a text out.
//!
//! Every function may be called from any thread; a panic never crosses. `ffi/include/terroir.h` is generated from
//! this file by `cargo xtask gen`, so what is said here about ownership is what a C programmer reads.
#![deny(missing_docs)]

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    ptr, slice,
};
use terroir::api::{self, Book, Code, Fault, History, Log};

/// What is answered if a defect made the library panic.
const PANICKED: &str = r#"{"fault":{"code":"internal","at":"","message":"a defect in terroir"}}"#;

/// Text that terroir owns: UTF-8, not ended by a zero byte. Give it back with `terroir_text_free`.
#[repr(C)]
#[derive(Debug)]
pub struct TerroirText {
    /// The first byte; null once it was freed.
    pub data: *mut u8,
    /// How many bytes.
    pub length: usize,
}

/// Members of requests that are given once, such as a trust bundle; only read, by as many threads as you like.
#[derive(Debug)]
pub struct TerroirBook(Book);

/// Events that are given once, and more as they come; asked by as many threads as you like while none appends.
#[derive(Debug)]
pub struct TerroirHistory(History);

/// A transparency log that grows; asked by as many threads as you like while none appends.
#[derive(Debug)]
pub struct TerroirLog(Log);

/// Asks one operation: its name and its request, a JSON object as UTF-8 text.
///
/// The answer is `{"ok": ...}` or `{"fault": {"code", "at", "message"}}`. A null pointer stands for an empty text.
///
/// # Safety
/// Each pointer is null or points to as many readable bytes as the length beside it says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_call(
    operation: *const u8,
    operation_length: usize,
    request: *const u8,
    request_length: usize,
) -> TerroirText {
    // SAFETY: the caller vouches for both pairs of pointer and length.
    let (operation, request) =
        unsafe { (bytes(operation, operation_length), bytes(request, request_length)) };
    answered(|| api::call_bytes(operation, request))
}

/// Frees a text and makes it null and empty, so that freeing it again does nothing.
///
/// # Safety
/// `text` is null, or points to a text that terroir gave and nobody else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_text_free(text: *mut TerroirText) {
    // SAFETY: the caller vouches for the pointer.
    let Some(text) = (unsafe { text.as_mut() }) else { return };
    let data = std::mem::replace(&mut text.data, ptr::null_mut());
    let length = std::mem::take(&mut text.length);
    if !data.is_null() {
        // SAFETY: pointer and length are those of the boxed slice that `give` let go of, and were not freed before,
        // or the pointer would be null.
        drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(data, length)) });
    }
}

/// Opens a book from a JSON object whose members later requests need not repeat.
///
/// Null if the text is no such object; then `fault`, unless it is null, is given the answer that says why.
///
/// # Safety
/// `members` is null or points to `members_length` readable bytes; `fault` is null or points to a text that holds
/// nothing to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_book_new(
    members: *const u8,
    members_length: usize,
    fault: *mut TerroirText,
) -> *mut TerroirBook {
    // SAFETY: the caller vouches for pointer, length and the place of the fault.
    unsafe {
        open(bytes(members, members_length), fault, |members| Ok(TerroirBook(Book::from_bytes(members)?)))
    }
}

/// As `terroir_call`, with the members of the book that the operation knows and the request does not give.
///
/// A null book has no members.
///
/// # Safety
/// `book` is null or came from `terroir_book_new` and is not freed; the rest is as with `terroir_call`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_book_call(
    book: *const TerroirBook,
    operation: *const u8,
    operation_length: usize,
    request: *const u8,
    request_length: usize,
) -> TerroirText {
    // SAFETY: the caller vouches for the book and both pairs of pointer and length.
    let (book, operation, request) =
        unsafe { (book.as_ref(), bytes(operation, operation_length), bytes(request, request_length)) };
    answered(|| match book {
        Some(TerroirBook(book)) => book.call_bytes(operation, request),
        None => api::call_bytes(operation, request),
    })
}

/// Closes a book and makes the pointer null, so that closing it again does nothing.
///
/// # Safety
/// `book` is null, or points to a pointer that is null or came from `terroir_book_new`, and no call on it is running.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_book_free(book: *mut *mut TerroirBook) {
    // SAFETY: the caller vouches for the pointer.
    unsafe { close(book) }
}

/// Opens a history without events.
#[unsafe(no_mangle)]
pub extern "C" fn terroir_history_new() -> *mut TerroirHistory {
    Box::into_raw(Box::new(TerroirHistory(History::new())))
}

/// Puts the events of a document, an event or an array of events, as UTF-8 JSON text, at the end of a history.
///
/// The answer is `{"ok": {"document", "events", "total", "untyped"}}`; or a fault, and then nothing was appended.
///
/// # Safety
/// `history` is null, or came from `terroir_history_new`, is not freed, and no other call on it is running; `document` is null
/// or points to `document_length` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_history_append(
    history: *mut TerroirHistory,
    document: *const u8,
    document_length: usize,
) -> TerroirText {
    // SAFETY: the caller vouches for the history and for pointer and length.
    let (history, document) = unsafe { (history.as_mut(), bytes(document, document_length)) };
    answered(|| match history {
        Some(TerroirHistory(history)) => history.append_bytes(document),
        None => api::refusal(&Fault::new(Code::HistoryClosed, "", "")),
    })
}

/// As `terroir_call`, asked of the events of a history: the request has none of its own. Other operations answer as ever.
///
/// A null history has no events.
///
/// # Safety
/// `history` is null, or came from `terroir_history_new`, is not freed, and nothing is being appended to it; the rest is as with
/// `terroir_call`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_history_call(
    history: *const TerroirHistory,
    operation: *const u8,
    operation_length: usize,
    request: *const u8,
    request_length: usize,
) -> TerroirText {
    // SAFETY: the caller vouches for the history and both pairs of pointer and length.
    let (history, operation, request) =
        unsafe { (history.as_ref(), bytes(operation, operation_length), bytes(request, request_length)) };
    answered(|| match history {
        Some(TerroirHistory(history)) => history.call_bytes(operation, request),
        None => History::new().call_bytes(operation, request),
    })
}

/// Closes a history and makes the pointer null, so that closing it again does nothing.
///
/// # Safety
/// `history` is null, or points to a pointer that is null or came from `terroir_history_new`, and no call on it is running.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_history_free(history: *mut *mut TerroirHistory) {
    // SAFETY: the caller vouches for the pointer.
    unsafe { close(history) }
}

/// Opens a log from a JSON object: `origin`, and `suite`, `keep`, `size` and `tiles` where they are not as usual.
///
/// Null if the text is no such object or the edge does not fit; then `fault`, unless it is null, is given the answer that says
/// why.
///
/// # Safety
/// `settings` is null or points to `settings_length` readable bytes; `fault` is null or points to a text that holds
/// nothing to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_log_new(
    settings: *const u8,
    settings_length: usize,
    fault: *mut TerroirText,
) -> *mut TerroirLog {
    // SAFETY: the caller vouches for pointer, length and the place of the fault.
    unsafe {
        open(bytes(settings, settings_length), fault, |settings| Ok(TerroirLog(Log::from_bytes(settings)?)))
    }
}

/// Puts entries at the end of a log: a JSON object with `texts`, `entries` or `leaf_hashes`, and `stored`.
///
/// The answer is `{"ok": {"first", "size", "root"}}`; or a fault, and then nothing was appended.
///
/// # Safety
/// `log` is null, or came from `terroir_log_new`, is not freed, and no other call on it is running; `batch` is null or points to
/// `batch_length` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_log_append(
    log: *mut TerroirLog,
    batch: *const u8,
    batch_length: usize,
) -> TerroirText {
    // SAFETY: the caller vouches for the log and for pointer and length.
    let (log, batch) = unsafe { (log.as_mut(), bytes(batch, batch_length)) };
    answered(|| match log {
        Some(TerroirLog(log)) => log.append_bytes(batch),
        None => api::refusal(&Fault::new(Code::LogClosed, "", "")),
    })
}

/// As `terroir_call`, asked of a log: the request need not say what the log knows. Other operations answer as ever.
///
/// A null log is none: the request is asked as it is.
///
/// # Safety
/// `log` is null, or came from `terroir_log_new`, is not freed, and nothing is being appended to it; the rest is as with
/// `terroir_call`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_log_call(
    log: *const TerroirLog,
    operation: *const u8,
    operation_length: usize,
    request: *const u8,
    request_length: usize,
) -> TerroirText {
    // SAFETY: the caller vouches for the log and both pairs of pointer and length.
    let (log, operation, request) =
        unsafe { (log.as_ref(), bytes(operation, operation_length), bytes(request, request_length)) };
    answered(|| match log {
        Some(TerroirLog(log)) => log.call_bytes(operation, request),
        None => api::call_bytes(operation, request),
    })
}

/// Closes a log and makes the pointer null, so that closing it again does nothing.
///
/// # Safety
/// `log` is null, or points to a pointer that is null or came from `terroir_log_new`, and no call on it is running.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_log_free(log: *mut *mut TerroirLog) {
    // SAFETY: the caller vouches for the pointer.
    unsafe { close(log) }
}

/// The version of this interface. It changes only if a function here changes; new operations do not change it.
#[unsafe(no_mangle)]
pub extern "C" fn terroir_abi() -> u32 {
    1
}

/// What stands at a pointer.
///
/// # Safety
/// The pointer is null or points to `length` bytes that stay readable for `'a`.
unsafe fn bytes<'a>(data: *const u8, length: usize) -> &'a [u8] {
    if data.is_null() || length == 0 {
        return &[];
    }
    // SAFETY: not null, and the caller vouches for the length.
    unsafe { slice::from_raw_parts(data, length) }
}

/// Opens a handle; null if it does not open, and then why is written to `fault`.
///
/// # Safety
/// `fault` is null or points to a text that holds nothing to be freed.
unsafe fn open<T>(text: &[u8], fault: *mut TerroirText, read: fn(&[u8]) -> Result<T, Fault>) -> *mut T {
    let why = match catch_unwind(|| read(text)) {
        Ok(Ok(handle)) => return Box::into_raw(Box::new(handle)),
        Ok(Err(fault)) => api::refusal(&fault),
        Err(_) => PANICKED.to_owned(),
    };
    if !fault.is_null() {
        // SAFETY: not null, and the caller vouches for the rest; nothing is read or dropped there.
        unsafe { fault.write(give(why)) };
    }
    ptr::null_mut()
}

/// Frees a handle and makes the pointer to it null.
///
/// # Safety
/// `handle` is null, or points to a pointer that is null or came from `Box::into_raw`, and nobody else uses it.
unsafe fn close<T>(handle: *mut *mut T) {
    // SAFETY: the caller vouches for the pointer.
    let Some(handle) = (unsafe { handle.as_mut() }) else { return };
    let closed = std::mem::replace(handle, ptr::null_mut());
    if !closed.is_null() {
        // SAFETY: it came from `Box::into_raw` and was not freed before, or it would be null.
        drop(unsafe { Box::from_raw(closed) });
    }
}

/// Hands over what is answered; a panic becomes an answer too.
fn answered(answer: impl FnOnce() -> String) -> TerroirText {
    give(catch_unwind(AssertUnwindSafe(answer)).unwrap_or_else(|_| PANICKED.to_owned()))
}

/// Hands a text over; `terroir_text_free` takes it back.
fn give(text: String) -> TerroirText {
    let bytes = Box::leak(text.into_bytes().into_boxed_slice());
    TerroirText { data: bytes.as_mut_ptr(), length: bytes.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(given: &TerroirText) -> &str {
        // SAFETY: fresh from the library in these tests.
        std::str::from_utf8(unsafe { bytes(given.data, given.length) }).unwrap()
    }

    #[test]
    fn a_text_can_be_freed_twice() {
        let (op, request) = ("operations", "{}");
        // SAFETY: pointers and lengths of live strings.
        let mut answer = unsafe { terroir_call(op.as_ptr(), op.len(), request.as_ptr(), request.len()) };
        assert!(text(&answer).starts_with(r#"{"ok":"#));
        for _ in 0..2 {
            // SAFETY: a text of ours.
            unsafe { terroir_text_free(&raw mut answer) };
            assert!(answer.data.is_null() && answer.length == 0);
        }
    }

    #[test]
    fn null_is_an_empty_text() {
        // SAFETY: null is allowed everywhere.
        unsafe {
            let mut answer = terroir_call(ptr::null(), 7, ptr::null(), 7);
            assert!(text(&answer).contains("unknown-operation"));
            terroir_text_free(&raw mut answer);
            terroir_text_free(ptr::null_mut());
            terroir_book_free(ptr::null_mut());
            assert!(terroir_book_new(ptr::null(), 0, ptr::null_mut()).is_null());
        }
    }

    #[test]
    fn a_book_says_why_it_did_not_open() {
        let mut fault = TerroirText { data: ptr::null_mut(), length: 0 };
        // SAFETY: pointers and lengths of live strings, and an empty text.
        let mut book = unsafe { terroir_book_new("[]".as_ptr(), 2, &raw mut fault) };
        assert!(book.is_null() && text(&fault).contains("malformed-request"));
        // SAFETY: a text and a null book of ours.
        unsafe {
            terroir_text_free(&raw mut fault);
            terroir_book_free(&raw mut book);
        }
    }
}
