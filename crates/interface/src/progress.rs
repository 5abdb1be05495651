//! The progress of a run as one number for all methods, from 0 to 1, which never decreases.
//!
//! Certificates decrease by factors, so progress is measured by their logarithm. Work divided into parts counts
//! finished parts plus the progress of the current one. An exhausted budget ends a run just like a certificate at its
//! goal.

use schemars::JsonSchema;
use serde::Serialize;
use std::ops::Range;

/// The progress of a method in its own terms. The largest of them counts, including the time limit.
#[derive(Clone, Copy, Debug)]
pub struct Advance {
    /// A measure of the point's quality, and its goal.
    certificate: Option<(f64, f64)>,
    /// The finished fraction of the current part.
    part: f64,
    /// The used fraction of the whole run's budget.
    whole: f64,
}

impl Advance {
    /// Progress by a certificate: the logarithmic fraction of the way from its first value in this part to the goal.
    pub fn certificate(value: f64, goal: f64) -> Self {
        Self { certificate: Some((value, goal)), part: 0.0, whole: 0.0 }
    }

    /// Progress by a count.
    pub fn count(done: impl Into<f64>, total: impl Into<f64>) -> Self {
        Self { certificate: None, part: done.into() / total.into(), whole: 0.0 }
    }

    /// Adds a count within the current part.
    pub fn or_count(self, done: impl Into<f64>, total: impl Into<f64>) -> Self {
        Self { part: self.part.max(done.into() / total.into()), ..self }
    }

    /// Adds a count that limits the whole run, such as iterations.
    pub fn or_budget(self, done: impl Into<f64>, total: impl Into<f64>) -> Self {
        Self { whole: self.whole.max(done.into() / total.into()), ..self }
    }
}

/// The fields passed to `onProgress` by every method, beside its own record.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProgressFraction {
    /// The progress of the run from 0 to 1; it never decreases. The largest of: the logarithmic progress of the error
    /// measure from its first value to its goal, the finished fraction of the work, and the used fraction of
    /// `maxIterations` or `timeLimit`. It measures the work done, not the remaining time.
    pub fraction: f64,
}

/// A record as sent.
#[derive(Serialize)]
struct Reported<Record> {
    #[serde(flatten)]
    fraction: ProgressFraction,
    #[serde(flatten)]
    record: Record,
}

/// Serializes a record.
pub(crate) fn reported<Record: Serialize>(fraction: f64, record: &Record) -> String {
    let reported = Reported { fraction: ProgressFraction { fraction }, record };
    // Records are structs of numbers; serialization cannot fail.
    serde_json::to_string(&reported).unwrap_or_default()
}

/// The reports of a run.
pub(crate) struct Reports {
    /// The earliest time of the next report.
    pub next: f64,
    /// The progress so far.
    pub reach: Reach,
    /// Serializes the last record with the given fraction; without a record, only the fraction.
    pub last: Box<dyn Fn(f64) -> String + Send>,
}

impl Reports {
    /// No reports yet; the first may be sent from the time `next` on.
    pub(crate) fn new(next: f64) -> Self {
        Self { next, reach: Reach::default(), last: Box::new(|fraction| reported(fraction, &NoRecord {})) }
    }
}

#[derive(Serialize)]
struct NoRecord {}

/// The progress of a run.
#[derive(Debug)]
pub(crate) struct Reach {
    /// The current part.
    part: Part,
    /// The largest fraction so far.
    fraction: f64,
}

/// A part of the work.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// Its range within the whole, from 0 to 1.
    start: f64,
    end: f64,
    /// The first value of its certificate; NaN before there is one.
    first: f64,
}

impl Default for Reach {
    fn default() -> Self {
        Self { part: Part { start: 0.0, end: 1.0, first: f64::NAN }, fraction: 0.0 }
    }
}

impl Reach {
    /// Updates and returns the fraction of the whole; `time` is the used fraction of the time limit.
    pub(crate) fn advance(&mut self, advance: Advance, time: f64) -> f64 {
        let Part { start, end, first } = &mut self.part;
        if let Some((value, _)) = advance.certificate
            && first.is_nan()
            && value.is_finite()
        {
            *first = value;
        }
        let fallen = advance.certificate.map_or(0.0, |(value, goal)| share_fallen(*first, value, goal));
        // `max` ignores NaN.
        let part = 0.0_f64.max(advance.part).max(fallen).min(1.0);
        let fraction = (*start + (*end - *start) * part).max(advance.whole).max(time).min(1.0);
        self.fraction = self.fraction.max(fraction);
        self.fraction
    }

    /// Enters a part of the current part, given by its range from 0 to 1. Returns the enclosing part, for
    /// [`leave`](Self::leave).
    pub(crate) fn enter(&mut self, part: Range<f64>) -> Part {
        let outer @ Part { start, end, .. } = self.part;
        let at = |share: f64| if share < 1.0 { start + (end - start) * share } else { end };
        self.part = Part { start: at(part.start), end: at(part.end), first: f64::NAN };
        outer
    }

    /// Returns to the enclosing part.
    pub(crate) fn leave(&mut self, outer: Part) {
        self.part = outer;
    }
}

/// The logarithmic fraction of a certificate's way from its first value to its goal.
fn share_fallen(first: f64, value: f64, goal: f64) -> f64 {
    if value <= goal {
        return 1.0;
    }
    let (fallen, whole) = ((first / value).ln(), (first / goal).ln());
    if fallen > 0.0 && whole.is_finite() { (fallen / whole).min(1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Host, Run, RunOptions};
    use std::sync::{Arc, Mutex};

    #[test]
    fn factors_of_a_certificate_count_alike_and_nothing_falls() {
        let mut reach = Reach::default();
        let fractions = [1e2, 1.0, 1e1, 1e-4, f64::NAN, 1e-8, 1.0]
            .map(|value| reach.advance(Advance::certificate(value, 1e-8), 0.0));
        let expected = [0.0, 0.2, 0.2, 0.6, 0.6, 1.0, 1.0];
        for (fraction, expected) in fractions.into_iter().zip(expected) {
            assert!((fraction - expected).abs() < 1e-12, "{fractions:?}");
        }
    }

    #[test]
    fn whichever_is_furthest_counts() {
        let mut reach = Reach::default();
        assert_eq!(reach.advance(Advance::certificate(1.0, 1e-8).or_budget(3_u32, 4_u32), 0.0), 0.75);
        assert_eq!(reach.advance(Advance::count(1_u32, 2_u32), 0.875), 0.875);
        // Fractions are capped at 1, and 0 of 0 is undefined and ignored.
        assert_eq!(reach.advance(Advance::count(0_u32, 0_u32), 0.0), 0.875);
        assert_eq!(reach.advance(Advance::count(5_u32, 4_u32), 0.0), 1.0);
    }

    #[test]
    fn a_certificate_without_a_goal_that_can_be_reached_says_nothing() {
        for (first, goal) in [(1.0, 0.0), (f64::INFINITY, 1e-8), (1e-9, 1e-8), (-1.0, 1e-8)] {
            assert_eq!(share_fallen(first, 0.5, goal), 0.0, "from {first} to {goal}");
        }
    }

    #[test]
    fn parts_of_parts_have_certificates_of_their_own() {
        let mut reach = Reach::default();
        let mut fractions = vec![];
        for half in 0..2 {
            let half = 0.5 * f64::from(half);
            let whole = reach.enter(half..half + 0.5);
            for (part, first) in [(0.0..0.2, 1e-3), (0.2..1.0, 1e3)] {
                let outer = reach.enter(part);
                fractions.extend([first, 1e-5].map(|value| reach.advance(Advance::certificate(value, 1e-5), 0.0)));
                reach.leave(outer);
            }
            reach.leave(whole);
        }
        let expected = [0.0, 0.1, 0.1, 0.5, 0.5, 0.6, 0.6, 1.0];
        assert!(fractions.iter().zip(expected).all(|(fraction, expected)| (fraction - expected).abs() < 1e-12));
        assert_eq!(fractions.last(), Some(&1.0));
    }

    #[test]
    fn the_last_record_is_sent_at_the_end_with_the_fraction_1() {
        #[derive(Default)]
        struct Listener(Mutex<Vec<String>>);
        impl Host for Listener {
            fn hears_progress(&self) -> bool {
                true
            }
            fn progress(&self, record: String) {
                self.0.lock().expect("one thread").push(record);
            }
            fn now(&self) -> f64 {
                0.0
            }
        }
        #[derive(Serialize)]
        struct Record {
            step: u32,
        }
        let listener = Arc::new(Listener::default());
        let run = Run::new(&RunOptions::default(), Arc::clone(&listener) as Arc<dyn Host>).expect("default options");
        run.part().progress(Advance::count(1_u32, 4_u32), || Record { step: 9 });
        run.progress(Advance::count(1_u32, 4_u32), || Record { step: 1 });
        // No time has passed since the first report.
        run.continued().progress(Advance::count(3_u32, 4_u32), || Record { step: 2 });
        run.part().conclude();
        run.conclude();
        let heard = listener.0.lock().expect("one thread");
        assert_eq!(*heard, [r#"{"fraction":0.25,"step":1}"#, r#"{"fraction":1.0,"step":2}"#]);
    }
}
