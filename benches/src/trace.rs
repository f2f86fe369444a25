//! Index and graph of histories: events a second, bytes an event, time of a trace, over three sizes.

use crate::{
    heap,
    network::{Network, Season},
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};
use terroir::{
    digest::json,
    trace::history::{Direction, History, Limits, Thing, Trace, View},
};

/// Sizes of histories, in events.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// Lots that are traced.
const TRACED: usize = 2_001;

const LEAST_INDEXED: f64 = 500_000.0;
const MOST_BYTES: f64 = 300.0;
const MOST_TRACE: Duration = Duration::from_micros(50);

/// A history, and what building it took.
struct Built {
    history: History,
    seasons: Vec<Season>,
    reading: Duration,
    indexing: Duration,
    text: usize,
    bytes: f64,
}

/// Prints the table; false if a goal is missed at the largest size.
pub fn report() -> bool {
    println!(
        "{:>9} {:>8} {:>7} {:>12} {:>12} {:>8} {:>10} {:>10} {:>9} {:>14} {:>14}",
        "events",
        "lots",
        "B/event",
        "index ev/s",
        "read+idx",
        "idx B/ev",
        "back",
        "forward",
        "visited",
        "ns a mention",
        "plot ns a m."
    );
    let mut met = true;
    for size in SIZES {
        let built = build(size);
        let rate = |time: Duration| size as f64 / time.as_secs_f64();
        let (indexed, whole) = (rate(built.indexing), rate(built.indexing + built.reading));
        let back = trace(&built, Direction::Back, |season| &season.pack);
        let forward = trace(&built, Direction::Forward, |season| &season.harvest);
        let plots = trace(&built, Direction::Forward, |season| &season.plot);
        println!(
            "{size:>9} {:>8} {:>7} {:>12.0} {:>12.0} {:>8.0} {:>10.1?} {:>10.1?} {:>9} {:>14.0} {:>14.0}",
            built.seasons.len() * 8,
            built.text / size,
            indexed,
            whole,
            built.bytes,
            back.median,
            forward.median,
            back.things,
            back.each.max(forward.each),
            plots.each,
        );
        if size == SIZES[SIZES.len() - 1] {
            met &= goal(
                "index",
                indexed >= LEAST_INDEXED,
                &format!("{indexed:.0} events a second a core, at least {LEAST_INDEXED:.0}"),
            );
            met &= goal(
                "memory",
                built.bytes <= MOST_BYTES,
                &format!("{:.0} bytes an event beside the documents, at most {MOST_BYTES:.0}", built.bytes),
            );
            for (name, traced) in [("back", &back), ("forward", &forward)] {
                met &= goal(
                    name,
                    traced.median <= MOST_TRACE,
                    &format!("{:?} median of {TRACED} lots, at most {MOST_TRACE:?}", traced.median),
                );
            }
        }
    }
    met
}

fn goal(name: &str, met: bool, text: &str) -> bool {
    println!("{name:>9}: {text}  {}", if met { "met" } else { "MISSED" });
    met
}

fn build(events: usize) -> Built {
    let mut network = Network::new(42);
    let mut history = History::new();
    let (mut reading, mut indexing, mut text) = (Duration::ZERO, Duration::ZERO, 0);
    let mut grown = 0;
    network.documents(events, |document| {
        text += document.len();
        let start = Instant::now();
        let tape = json::read(document.as_bytes()).expect("JSON");
        reading += start.elapsed();
        heap::start();
        let start = Instant::now();
        history.append_read(&tape).expect("events");
        indexing += start.elapsed();
        grown += heap::used();
        heap::stop();
    });
    assert_eq!(history.len(), events);
    let bytes = (grown - text as isize) as f64 / events as f64;
    Built { seasons: network.seasons().to_vec(), history, reading, indexing, text, bytes }
}

struct Traced {
    median: Duration,
    /// Things reached, in the middle.
    things: usize,
    /// Nanoseconds for each mention that is looked at.
    each: f64,
}

fn trace(built: &Built, direction: Direction, from: impl Fn(&Season) -> &String) -> Traced {
    let view = View::new(&built.history);
    let step = (built.seasons.len() / TRACED).max(1);
    let starts: Vec<Thing> =
        built.seasons.iter().step_by(step).filter_map(|season| built.history.thing(from(season))).collect();
    let (mut times, mut things, mut work) = (Vec::new(), Vec::new(), 0);
    for round in 0..2 {
        for start in &starts {
            let clock = Instant::now();
            let traced = black_box(Trace::walk(&view, &[*start], direction, &Limits::default()));
            // The first round warms up.
            if round == 1 {
                times.push(clock.elapsed());
                things.push(traced.things.len());
                work += traced.work;
            }
        }
    }
    let whole: Duration = times.iter().sum();
    times.sort();
    things.sort_unstable();
    let each = whole.as_nanos() as f64 / work.max(1) as f64;
    Traced { median: times[times.len() / 2], things: things[things.len() / 2], each }
}
