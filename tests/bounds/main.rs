//! Hostile input into every operation: an answer or a fault, within the memory that is promised.
//!
//! The requests are made from each operation's own schema: every member that takes text or a document is filled with
//! each hostile text in turn.

mod credentials;
mod dense;
mod gaps;
mod graph;
mod hostile;
mod requests;

use peak_alloc::PeakAlloc;
use requests::requests;
use std::time::{Duration, Instant};
use terroir::api::{self, Operation};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// Bytes of heap for each byte of input, at most.
const PER_BYTE: usize = 16;
/// What a request about a densely woven network may take, unoptimised on a busy machine: anything quadratic takes far longer.
const MOST_TIME: Duration = Duration::from_secs(30);
/// What an operation may use however small its input: tables, buffers, the answer's frame.
const FLOOR: usize = 64 << 10;

/// So many items of a JSON list.
fn many(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

/// Asks once, and says how much heap it took at the most.
fn ask(operation: &Operation, request: &str) -> (usize, String) {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let answer = api::call(operation.name, request);
    (HEAP.peak_usage().saturating_sub(before), answer)
}

/// What is wrong with the answer to a request, if anything.
fn judge(operation: &Operation, request: &str, what: &str) -> Option<String> {
    let (peak, answer) = ask(operation, request);
    let shown: String = answer.chars().take(120).collect();
    let allowed = PER_BYTE * request.len() + FLOOR;
    if !answer.starts_with(r#"{"ok":"#) && !answer.starts_with(r#"{"fault":"#) {
        return Some(format!("{}: {what}: {shown}", operation.name));
    }
    let size = request.len();
    (peak > allowed)
        .then(|| format!("{}: {what}: {peak} bytes of heap for {size} of input: {shown}", operation.name))
}

fn each_operation(size: impl Fn(&Operation) -> usize) {
    let (mut asked, mut wrong) = (0, Vec::new());
    for operation in api::operations() {
        let whole = hostile::documents(size(operation))
            .into_iter()
            .map(|(what, text)| (format!("whole request {what}"), text));
        for (what, request) in requests(operation, size(operation)).into_iter().chain(whole) {
            wrong.extend(judge(operation, &request, &what));
            asked += 1;
        }
    }
    println!("bounds: {}/{asked}", asked - wrong.len());
    assert!(asked > 100 && wrong.is_empty(), "{}", wrong.join("\n"));
}

// One test, because the heap is counted for the whole process.
#[test]
fn every_operation_answers_hostile_input_within_its_memory() {
    each_operation(|_| 300);
    // The law is about bytes of heap a byte, so a size well above the floor shows it; `bench bounds` takes a mebibyte.
    each_operation(|operation| (operation.limit - 4096).min(128 << 10));
    let mut wrong = Vec::new();
    for (name, request) in
        dense::requests().into_iter().chain(gaps::requests()).chain(credentials::requests())
    {
        let operation = api::operations().find(|operation| operation.name == name).unwrap();
        let (peak, answer) = ask(operation, &request);
        assert!(answer.starts_with(r#"{"ok":{"#), "{name}: {:.200}", answer);
        if peak > PER_BYTE * request.len() + FLOOR {
            wrong.push(format!("{name}: dense: {peak} bytes of heap for {} of input", request.len()));
        }
    }
    for (name, what, request) in graph::requests() {
        let operation = api::operations().find(|operation| operation.name == name).unwrap();
        let start = Instant::now();
        let (peak, answer) = ask(operation, &request);
        let took = start.elapsed();
        assert!(answer.starts_with(r#"{"ok":{"#), "{name}: {what}: {answer:.200}");
        let size = request.len();
        println!("{name}: {what}: {:.1} bytes a byte, {took:.1?}", peak as f64 / size as f64);
        if peak > PER_BYTE * size + FLOOR {
            wrong.push(format!("{name}: {what}: {peak} bytes of heap for {size} of input"));
        }
        if took > MOST_TIME {
            wrong.push(format!("{name}: {what}: {took:.1?} for {size} bytes of input"));
        }
    }
    for (what, events, of) in graph::documents() {
        let mut history = api::History::new();
        let appended = history.append(&format!("[{events}]"));
        assert!(appended.starts_with(r#"{"ok":{"#), "{what}: {appended:.200}");
        for (name, asked) in graph::asked(of) {
            let start = Instant::now();
            let answer = history.call(name, &format!("{{{asked}}}"));
            assert!(answer.starts_with(r#"{"ok":{"#), "{name} of a history: {what}: {answer:.200}");
            if start.elapsed() > MOST_TIME {
                wrong.push(format!("{name} of a history: {what}: {:.1?}", start.elapsed()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
