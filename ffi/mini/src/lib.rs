//! terroir for mini-programs: MVP WebAssembly without imports, JSON text over pointer and length.
//!
//! A text that goes in is written to what `terroir_alloc` gave; one that comes out is preceded by its length as
//! four little-endian bytes. `wasm/mini/terroir.js` is the other side.
#![cfg(target_arch = "wasm32")]
#![no_std]
#![deny(missing_docs)]

extern crate alloc;

use alloc::{
    alloc::{Layout, alloc, dealloc},
    boxed::Box,
};
use core::{ptr, slice};
use terroir::api::{self, Book, Fault, History, Log};

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

/// A defect ends in a trap, which the host sees as an exception.
#[panic_handler]
fn panicked(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// Room for so many bytes; zero if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn terroir_alloc(length: usize) -> *mut u8 {
    match layout(length) {
        // SAFETY: the layout is never of size zero.
        Some(layout) => unsafe { alloc(layout) },
        None => ptr::null_mut(),
    }
}

/// Gives room back.
///
/// # Safety
/// `data` is null, or came from [`terroir_alloc`] with this length, or is an answer with its length and four.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_free(data: *mut u8, length: usize) {
    if let (false, Some(layout)) = (data.is_null(), layout(length)) {
        // SAFETY: the caller vouches for pointer and length; the layout is made the same way in both.
        unsafe { dealloc(data, layout) };
    }
}

/// Asks one operation; null if there is no memory for the answer.
///
/// # Safety
/// Both pairs of pointer and length are of texts written to [`terroir_alloc`]'s room.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_call(
    operation: *const u8,
    operation_length: usize,
    request: *const u8,
    request_length: usize,
) -> *mut u8 {
    // SAFETY: the caller vouches for both.
    let (operation, request) =
        unsafe { (bytes(operation, operation_length), bytes(request, request_length)) };
    give(&api::call_bytes(operation, request))
}

/// Opens a book; null if the text is no object, then [`terroir_book_fault`] says why.
///
/// # Safety
/// As with [`terroir_call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_book_new(members: *const u8, length: usize) -> *mut Book {
    // SAFETY: the caller vouches for it.
    open(Book::from_bytes(unsafe { bytes(members, length) }))
}

/// The answer that says why such a book does not open; null if it does.
///
/// # Safety
/// As with [`terroir_call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_book_fault(members: *const u8, length: usize) -> *mut u8 {
    // SAFETY: the caller vouches for it.
    fault(Book::from_bytes(unsafe { bytes(members, length) }))
}

/// As [`terroir_call`], with the members of a book.
///
/// # Safety
/// `book` came from [`terroir_book_new`] and is not freed; the rest is as with [`terroir_call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_book_call(
    book: *const Book,
    operation: *const u8,
    operation_length: usize,
    request: *const u8,
    request_length: usize,
) -> *mut u8 {
    // SAFETY: the caller vouches for all three.
    let (book, operation, request) =
        unsafe { (book.as_ref(), bytes(operation, operation_length), bytes(request, request_length)) };
    match book {
        Some(book) => give(&book.call_bytes(operation, request)),
        None => give(&api::call_bytes(operation, request)),
    }
}

/// Closes a book.
///
/// # Safety
/// `book` is null, or came from [`terroir_book_new`] and is not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_book_free(book: *mut Book) {
    // SAFETY: the caller vouches for it.
    unsafe { close(book) }
}

/// Opens a history without events.
#[unsafe(no_mangle)]
pub extern "C" fn terroir_history_new() -> *mut History {
    Box::into_raw(Box::default())
}

/// Puts the events of a document at the end.
///
/// # Safety
/// `history` came from [`terroir_history_new`] and is not freed; the rest is as with [`terroir_call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_history_append(
    history: *mut History,
    document: *const u8,
    length: usize,
) -> *mut u8 {
    // SAFETY: the caller vouches for both; there is one thread.
    match unsafe { (history.as_mut(), bytes(document, length)) } {
        (Some(history), document) => give(&history.append_bytes(document)),
        (None, _) => ptr::null_mut(),
    }
}

/// As [`terroir_call`], asked of the events of a history.
///
/// # Safety
/// `history` came from [`terroir_history_new`] and is not freed; the rest is as with [`terroir_call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_history_call(
    history: *const History,
    operation: *const u8,
    operation_length: usize,
    request: *const u8,
    request_length: usize,
) -> *mut u8 {
    // SAFETY: the caller vouches for all three.
    let (history, operation, request) =
        unsafe { (history.as_ref(), bytes(operation, operation_length), bytes(request, request_length)) };
    match history {
        Some(history) => give(&history.call_bytes(operation, request)),
        None => give(&api::call_bytes(operation, request)),
    }
}

/// Closes a history.
///
/// # Safety
/// `history` is null, or came from [`terroir_history_new`] and is not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_history_free(history: *mut History) {
    // SAFETY: the caller vouches for it.
    unsafe { close(history) }
}

/// Opens a log; null if the text is no such object or the edge does not fit, then [`terroir_log_fault`] says why.
///
/// # Safety
/// As with [`terroir_call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_log_new(settings: *const u8, length: usize) -> *mut Log {
    // SAFETY: the caller vouches for it.
    open(Log::from_bytes(unsafe { bytes(settings, length) }))
}

/// The answer that says why such a log does not open; null if it does.
///
/// # Safety
/// As with [`terroir_call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_log_fault(settings: *const u8, length: usize) -> *mut u8 {
    // SAFETY: the caller vouches for it.
    fault(Log::from_bytes(unsafe { bytes(settings, length) }))
}

/// Puts entries at the end.
///
/// # Safety
/// `log` came from [`terroir_log_new`] and is not freed; the rest is as with [`terroir_call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_log_append(log: *mut Log, batch: *const u8, length: usize) -> *mut u8 {
    // SAFETY: the caller vouches for both; there is one thread.
    match unsafe { (log.as_mut(), bytes(batch, length)) } {
        (Some(log), batch) => give(&log.append_bytes(batch)),
        (None, _) => ptr::null_mut(),
    }
}

/// As [`terroir_call`], asked of a log.
///
/// # Safety
/// `log` came from [`terroir_log_new`] and is not freed; the rest is as with [`terroir_call`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_log_call(
    log: *const Log,
    operation: *const u8,
    operation_length: usize,
    request: *const u8,
    request_length: usize,
) -> *mut u8 {
    // SAFETY: the caller vouches for all three.
    let (log, operation, request) =
        unsafe { (log.as_ref(), bytes(operation, operation_length), bytes(request, request_length)) };
    match log {
        Some(log) => give(&log.call_bytes(operation, request)),
        None => give(&api::call_bytes(operation, request)),
    }
}

/// Closes a log.
///
/// # Safety
/// `log` is null, or came from [`terroir_log_new`] and is not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terroir_log_free(log: *mut Log) {
    // SAFETY: the caller vouches for it.
    unsafe { close(log) }
}

/// A handle; null if it did not open.
fn open<T>(opened: Result<T, Fault>) -> *mut T {
    opened.map_or(ptr::null_mut(), |handle| Box::into_raw(Box::new(handle)))
}

/// The answer that says why a handle did not open; null if it did.
fn fault<T>(opened: Result<T, Fault>) -> *mut u8 {
    opened.map_or_else(|fault| give(&api::refusal(&fault)), |_| ptr::null_mut())
}

/// # Safety
/// The handle is null, or came from `Box::into_raw` and is not freed.
unsafe fn close<T>(handle: *mut T) {
    if !handle.is_null() {
        // SAFETY: not null, and the caller vouches for the rest.
        drop(unsafe { Box::from_raw(handle) });
    }
}

fn layout(length: usize) -> Option<Layout> {
    Layout::from_size_align(length.max(1), 4).ok()
}

/// # Safety
/// The pointer is null or points to `length` bytes that stay readable for `'a`.
unsafe fn bytes<'a>(data: *const u8, length: usize) -> &'a [u8] {
    if data.is_null() || length == 0 {
        return &[];
    }
    // SAFETY: not null, and the caller vouches for the length.
    unsafe { slice::from_raw_parts(data, length) }
}

fn give(text: &str) -> *mut u8 {
    let room = terroir_alloc(text.len().saturating_add(4));
    if !room.is_null() {
        let length = u32::try_from(text.len()).unwrap_or(0).to_le_bytes();
        // SAFETY: the room has four bytes more than the text.
        unsafe {
            ptr::copy_nonoverlapping(length.as_ptr(), room, 4);
            ptr::copy_nonoverlapping(text.as_ptr(), room.add(4), text.len());
        }
    }
    room
}
