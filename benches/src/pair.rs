//! Two sides of one question, run in turn.

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// Paired runs a case; odd, so that there is a median.
pub const PAIRS: usize = 31;

/// One comparison: the same work by us and by a peer.
pub struct Case {
    pub name: String,
    pub ours: Box<dyn FnMut()>,
    pub peer: Box<dyn FnMut()>,
    /// The largest ratio of our time to the peer's that was promised.
    pub goal: f64,
    /// Instructions were promised, not time.
    pub in_instructions: bool,
}

/// What the clock says of a case.
pub struct Timed {
    /// Median nanoseconds of one run.
    pub ours: f64,
    pub peer: f64,
    /// Median of the pairs' ratios.
    pub ratio: f64,
}

impl Case {
    pub fn new(
        name: impl Into<String>,
        goal: f64,
        ours: impl FnMut() + 'static,
        peer: impl FnMut() + 'static,
    ) -> Self {
        Self { name: name.into(), ours: Box::new(ours), peer: Box::new(peer), goal, in_instructions: false }
    }

    /// The same, if what was promised are instructions.
    pub fn in_instructions(self) -> Self {
        Self { in_instructions: true, ..self }
    }

    /// Runs both sides in turn; which goes first alternates.
    pub fn time(&mut self) -> Timed {
        let batch = batch(&mut *self.ours).min(batch(&mut *self.peer));
        let (mut ours, mut peer, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for pair in 0..PAIRS {
            let (a, b);
            if pair % 2 == 0 {
                a = run(&mut *self.ours, batch);
                b = run(&mut *self.peer, batch);
            } else {
                b = run(&mut *self.peer, batch);
                a = run(&mut *self.ours, batch);
            }
            ours.push(a);
            peer.push(b);
            ratios.push(a / b);
        }
        Timed { ours: median(ours), peer: median(peer), ratio: median(ratios) }
    }
}

/// What a figure comes to beside the least that was promised, if anything was, and whether it is that.
pub fn at_least(value: f64, goal: Option<f64>) -> (String, bool) {
    let Some(goal) = goal else { return ("nothing was promised".into(), true) };
    let met = value >= goal;
    (format!("≥ {goal} {}", if met { "met" } else { "MISSED" }), met)
}

/// Median nanoseconds that one side takes longer than the other, run in turn.
///
/// What takes long is run once a pair, in more pairs: the difference of two long runs is small beside the noise of either.
pub fn difference(mut longer: impl FnMut(), mut shorter: impl FnMut()) -> f64 {
    let (batch, pairs) = match batch(&mut longer) {
        few @ ..100 => (1, PAIRS * few as usize),
        many => (many, PAIRS),
    };
    let pair = |_| {
        let long = run(&mut longer, batch);
        long - run(&mut shorter, batch)
    };
    median((0..pairs).map(pair).collect())
}

/// How many runs take some ten milliseconds.
fn batch(side: &mut dyn FnMut()) -> u32 {
    side();
    let start = Instant::now();
    side();
    let once = start.elapsed().max(Duration::from_nanos(20));
    u32::try_from(Duration::from_millis(10).as_nanos() / once.as_nanos()).unwrap_or(1).clamp(1, 200_000)
}

fn run(side: &mut dyn FnMut(), batch: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..batch {
        side();
    }
    start.elapsed().as_nanos() as f64 / f64::from(batch)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The ratio of instructions, ours to the peer's; `None` where valgrind is not there.
pub fn count(set: &str, case: &Case) -> Option<f64> {
    let side =
        |side: &str| Some(instructions(set, &case.name, side, 5)? - instructions(set, &case.name, side, 1)?);
    Some(side("ours")? as f64 / side("peer")? as f64)
}

fn instructions(set: &str, name: &str, side: &str, times: u32) -> Option<i64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .args(["--only", set, name, side, &times.to_string()])
        .stdout(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().find(|line| line.contains("Collected :"))?;
    line.rsplit(':').next()?.trim().parse().ok()
}

pub fn nanoseconds(value: f64) -> String {
    match value {
        v if v < 1e3 => format!("{v:.0} ns"),
        v if v < 1e6 => format!("{:.2} µs", v / 1e3),
        v => format!("{:.2} ms", v / 1e6),
    }
}
