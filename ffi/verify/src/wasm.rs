//! The raw boundary: linear memory in and out, an arena that is emptied at each call.

use core::{
    alloc::{GlobalAlloc, Layout},
    arch::wasm32,
    cell::Cell,
};

const PAGE: usize = 65_536;

/// Hands out memory upwards and takes nothing back; the next call starts anew.
struct Arena {
    /// Where this stretch of memory begins; another one where the host has grown memory in between.
    start: Cell<usize>,
    next: Cell<usize>,
    end: Cell<usize>,
}

// SAFETY: this target has no threads, so no cell is ever used from two at once.
unsafe impl Sync for Arena {}

#[global_allocator]
static ARENA: Arena = Arena { start: Cell::new(0), next: Cell::new(0), end: Cell::new(0) };

impl Arena {
    /// Room for `size` bytes; 0 if there is none.
    fn reserve(&self, size: usize, align: usize) -> usize {
        let place = self.next.get().checked_next_multiple_of(align);
        let end = place.and_then(|place| place.checked_add(size));
        let (Some(place), Some(end)) = (place, end) else { return 0 };
        if end <= self.end.get() {
            self.next.set(end);
            return place;
        }
        let pages = size / PAGE + 2;
        let before = wasm32::memory_grow(0, pages);
        let Some(base) = before.checked_mul(PAGE) else { return 0 };
        let Some(end) = base.checked_add(pages * PAGE) else { return 0 };
        // A stretch that joins the last one goes on where that stopped.
        let joins = base == self.end.get();
        let place = if joins { place } else { base };
        if !joins {
            self.start.set(base);
        }
        self.next.set(place + size);
        self.end.set(end);
        place
    }

    fn is_last(&self, memory: *mut u8, size: usize) -> bool {
        memory as usize + size == self.next.get()
    }
}

// SAFETY: `reserve` gives disjoint, aligned ranges of memory that the arena has grown itself, or null.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.reserve(layout.size(), layout.align()) as *mut u8
    }

    /// Nothing: `xtask` leaves out what only leads here.
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if self.is_last(memory, layout.size()) {
            // Grows or shrinks where it is, if there is room.
            self.next.set(memory as usize);
            let place = self.reserve(size, layout.align());
            if place == 0 {
                self.next.set(memory as usize + layout.size());
            }
            if place == memory as usize {
                return memory;
            }
            return copied(memory, layout.size().min(size), place);
        }
        copied(memory, layout.size().min(size), self.reserve(size, layout.align()))
    }
}

fn copied(from: *const u8, size: usize, to: usize) -> *mut u8 {
    let to = to as *mut u8;
    if !to.is_null() {
        // SAFETY: both ranges are the arena's and at least `size` long; `copy` lets them overlap.
        unsafe { core::ptr::copy(from, to, size) };
    }
    to
}

/// The copying that compiled code asks for, byte by byte: a fifteenth of what the compiler's own library brings.
///
/// Each access is volatile, or the compiler would see what a loop is for and call the function that it stands in.
mod memory {
    use core::ptr::{read_volatile, write_volatile};

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
        // SAFETY: the caller's promise is the same, and this one does with less.
        unsafe { memmove(to, from, length) }
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
        let backwards = to as usize > from as usize;
        for step in 0..length {
            let at = if backwards { length - 1 - step } else { step };
            // SAFETY: `at` is below `length`; what overlaps is read before it is overwritten.
            unsafe { write_volatile(to.wrapping_add(at), read_volatile(from.wrapping_add(at))) };
        }
        to
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memset(to: *mut u8, byte: i32, length: usize) -> *mut u8 {
        for at in 0..length {
            // SAFETY: `at` is below `length`.
            unsafe { write_volatile(to.wrapping_add(at), byte as u8) };
        }
        to
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn memcmp(one: *const u8, other: *const u8, length: usize) -> i32 {
        for at in 0..length {
            // SAFETY: `at` is below `length`.
            let (one, other) =
                unsafe { (read_volatile(one.wrapping_add(at)), read_volatile(other.wrapping_add(at))) };
            if one != other {
                return i32::from(one) - i32::from(other);
            }
        }
        0
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    wasm32::unreachable()
}

/// Answers the request at `request`; gives back where the answer stands, its length in four bytes before its text.
///
/// # Safety
/// `request` and `length` name memory that the host has grown and filled itself.
#[unsafe(no_mangle)]
unsafe extern "C" fn verify_passport(request: *const u8, length: usize) -> *const u8 {
    ARENA.next.set(ARENA.start.get());
    // SAFETY: the caller's promise.
    let request = unsafe { core::slice::from_raw_parts(request, length) };
    let answer = crate::verify_passport(request);
    let mut framed = alloc::vec::Vec::with_capacity(answer.len() + 4);
    framed.extend_from_slice(&(answer.len() as u32).to_le_bytes());
    framed.extend_from_slice(answer.as_bytes());
    framed.leak().as_ptr()
}
