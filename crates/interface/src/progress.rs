//! How far a run has come, as one number for all methods: from 0 to 1, and never falling.
//!
//! Certificates fall by factors, so it is their logarithm that counts. Work that is made of parts is as far as the parts that are
//! done, and as the part under way; a budget that is used up ends a run as well as a certificate that has reached its goal.

use schemars::JsonSchema;
use serde::Serialize;
use std::ops::Range;

/// How far a method has come, in its own terms. Whichever of them is furthest counts, and the time limit too.
#[derive(Clone, Copy, Debug)]
pub struct Advance {
    /// A number that shows how good the point is, and what it is to fall to.
    certificate: Option<(f64, f64)>,
    /// The share of the part of the work under way.
    part: f64,
    /// The share of the whole run's budget.
    whole: f64,
}

impl Advance {
    /// By a certificate, which has come as far as its logarithm from the first value in this part of the work to the goal.
    pub fn certificate(value: f64, goal: f64) -> Self {
        Self { certificate: Some((value, goal)), part: 0.0, whole: 0.0 }
    }

    /// By what is counted.
    pub fn count(done: impl Into<f64>, total: impl Into<f64>) -> Self {
        Self { certificate: None, part: done.into() / total.into(), whole: 0.0 }
    }

    /// Or by what is counted, of this part of the work.
    pub fn or_count(self, done: impl Into<f64>, total: impl Into<f64>) -> Self {
        Self { part: self.part.max(done.into() / total.into()), ..self }
    }

    /// Or by what is counted of the whole run, such as iterations of which there are no more.
    pub fn or_budget(self, done: impl Into<f64>, total: impl Into<f64>) -> Self {
        Self { whole: self.whole.max(done.into() / total.into()), ..self }
    }
}

/// What `onProgress` hears of every method, beside the method's own record.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProgressFraction {
    /// How far the run has come, from 0 to 1; it never falls. By the logarithm of what shows the solution to be good, from its
    /// first value to the one asked for, by the parts of the work that are done, or by what is used up of `maxIterations` and
    /// `timeLimit`: whichever is furthest. It says how much is done, not how long the rest takes.
    pub fraction: f64,
}

/// A record as it is sent.
#[derive(Serialize)]
struct Reported<Record> {
    #[serde(flatten)]
    fraction: ProgressFraction,
    #[serde(flatten)]
    record: Record,
}

/// A record as JSON.
pub(crate) fn reported<Record: Serialize>(fraction: f64, record: &Record) -> String {
    let reported = Reported { fraction: ProgressFraction { fraction }, record };
    // Records are structs of numbers, which can be written.
    serde_json::to_string(&reported).unwrap_or_default()
}

/// The reports of a run.
pub(crate) struct Reports {
    /// When the next record may be sent.
    pub next: f64,
    /// How far the run has come.
    pub reach: Reach,
    /// The last record as JSON, with a fraction of its own; without other fields where the method made none.
    pub last: Box<dyn Fn(f64) -> String + Send>,
}

impl Reports {
    /// No reports as yet; the first may be sent from this moment on.
    pub fn new(next: f64) -> Self {
        Self { next, reach: Reach::default(), last: Box::new(|fraction| reported(fraction, &NoRecord {})) }
    }
}

#[derive(Serialize)]
struct NoRecord {}

/// How far a run has come.
#[derive(Debug)]
pub(crate) struct Reach {
    /// The part under way.
    part: Part,
    /// The largest fraction so far.
    fraction: f64,
}

/// A part of the work.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// Its place in the whole, from 0 to 1.
    start: f64,
    end: f64,
    /// The first value of its certificate; NaN while there is none.
    first: f64,
}

impl Default for Reach {
    fn default() -> Self {
        Self { part: Part { start: 0.0, end: 1.0, first: f64::NAN }, fraction: 0.0 }
    }
}

impl Reach {
    /// The fraction of the whole that is done; `time` is the part of the time limit that is used up.
    pub fn advance(&mut self, advance: Advance, time: f64) -> f64 {
        let Part { start, end, first } = &mut self.part;
        if let Some((value, _)) = advance.certificate
            && first.is_nan()
            && value.is_finite()
        {
            *first = value;
        }
        let fallen = advance.certificate.map_or(0.0, |(value, goal)| share_fallen(*first, value, goal));
        // The maximum with a number that is not known is the other one.
        let part = 0.0_f64.max(advance.part).max(fallen).min(1.0);
        let fraction = (*start + (*end - *start) * part).max(advance.whole).max(time).min(1.0);
        self.fraction = self.fraction.max(fraction);
        self.fraction
    }

    /// Begins a part of the part under way, by its place in that, from 0 to 1. Returns the latter, for [`leave`](Self::leave).
    pub fn enter(&mut self, part: Range<f64>) -> Part {
        let outer @ Part { start, end, .. } = self.part;
        let at = |share: f64| if share < 1.0 { start + (end - start) * share } else { end };
        self.part = Part { start: at(part.start), end: at(part.end), first: f64::NAN };
        outer
    }

    /// Goes on with the part in which the last one was.
    pub fn leave(&mut self, outer: Part) {
        self.part = outer;
    }
}

/// How far a certificate has fallen from its first value, of the way to its goal; factors count alike.
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
        // There is nothing of which more than all is done, and where nothing is asked for nothing is known.
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
        // No time has passed since the first.
        run.continued().progress(Advance::count(3_u32, 4_u32), || Record { step: 2 });
        run.part().conclude();
        run.conclude();
        let heard = listener.0.lock().expect("one thread");
        assert_eq!(*heard, [r#"{"fraction":0.25,"step":1}"#, r#"{"fraction":1.0,"step":2}"#]);
    }
}
