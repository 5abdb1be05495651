//! How far a run has come, as one number for all methods: from 0 to 1, and never falling.
//!
//! Certificates fall by factors, so it is their logarithm that counts. Work that is made of parts is as far as the parts that are
//! done, and as the part under way; a budget that is used up ends a run as well as a certificate that has reached its goal.

use schemars::JsonSchema;
use serde::Serialize;
use std::cell::Cell;
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

    fn is_at_goal(self) -> bool {
        self.certificate.is_some_and(|(value, goal)| value <= goal)
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
pub(crate) struct Reported<Record> {
    #[serde(flatten)]
    pub fraction: ProgressFraction,
    #[serde(flatten)]
    pub record: Record,
}

/// How far a run has come.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    /// What part of the whole the work under way is.
    start: Cell<f64>,
    end: Cell<f64>,
    /// The first value of that part's certificate; NaN while there is none.
    first: Cell<f64>,
    /// The largest fraction that was told.
    told: Cell<f64>,
}

impl Default for Reach {
    fn default() -> Self {
        Self { start: Cell::new(0.0), end: Cell::new(1.0), first: Cell::new(f64::NAN), told: Cell::new(0.0) }
    }
}

impl Reach {
    /// Takes note of where a certificate starts. Returns whether all is done now, for the first time.
    pub fn note(&self, advance: Advance) -> bool {
        if let Some((value, _)) = advance.certificate
            && self.first.get().is_nan()
            && value.is_finite()
        {
            self.first.set(value);
        }
        let is_done = advance.whole >= 1.0 || self.end.get() == 1.0 && (advance.part >= 1.0 || advance.is_at_goal());
        is_done && self.told.get() < 1.0
    }

    /// The fraction to be told; `time` is what is used up of the time limit.
    pub fn tell(&self, advance: Advance, time: f64) -> ProgressFraction {
        let fallen = advance.certificate.map_or(0.0, |(value, goal)| share_fallen(self.first.get(), value, goal));
        let (start, end) = (self.start.get(), self.end.get());
        // The maximum with a number that is not known is the other one.
        let part = 0.0_f64.max(advance.part).max(fallen).min(1.0);
        let fraction = (start + (end - start) * part).max(advance.whole).max(time).min(1.0);
        self.told.set(self.told.get().max(fraction));
        ProgressFraction { fraction: self.told.get() }
    }

    /// Does a part of the work under way, by its place in that, from 0 to 1.
    pub fn within<T>(&self, part: Range<f64>, work: impl FnOnce() -> T) -> T {
        let (start, end, first) = (self.start.get(), self.end.get(), self.first.get());
        let at = |share: f64| if share < 1.0 { start + (end - start) * share } else { end };
        self.start.set(at(part.start));
        self.end.set(at(part.end));
        self.first.set(f64::NAN);
        let outcome = work();
        self.start.set(start);
        self.end.set(end);
        self.first.set(first);
        outcome
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

    fn told(reach: &Reach, advance: Advance) -> f64 {
        reach.note(advance);
        reach.tell(advance, 0.0).fraction
    }

    #[test]
    fn factors_of_a_certificate_count_alike_and_nothing_falls() {
        let reach = Reach::default();
        let fractions =
            [1e2, 1.0, 1e1, 1e-4, f64::NAN, 1e-8, 1.0].map(|value| told(&reach, Advance::certificate(value, 1e-8)));
        let expected = [0.0, 0.2, 0.2, 0.6, 0.6, 1.0, 1.0];
        for (fraction, expected) in fractions.into_iter().zip(expected) {
            assert!((fraction - expected).abs() < 1e-12, "{fractions:?}");
        }
    }

    #[test]
    fn whichever_is_furthest_counts() {
        let reach = Reach::default();
        assert_eq!(told(&reach, Advance::certificate(1.0, 1e-8).or_budget(3_u32, 4_u32)), 0.75);
        assert_eq!(reach.tell(Advance::count(1_u32, 2_u32), 0.875).fraction, 0.875);
        // There is nothing of which more than all is done, and where nothing is asked for nothing is known.
        assert_eq!(told(&reach, Advance::count(0_u32, 0_u32)), 0.875);
        assert_eq!(told(&reach, Advance::count(5_u32, 4_u32)), 1.0);
    }

    #[test]
    fn a_certificate_without_a_goal_that_can_be_reached_says_nothing() {
        for (first, goal) in [(1.0, 0.0), (f64::INFINITY, 1e-8), (1e-9, 1e-8), (-1.0, 1e-8)] {
            assert_eq!(share_fallen(first, 0.5, goal), 0.0, "from {first} to {goal}");
        }
    }

    #[test]
    fn parts_of_parts_have_certificates_of_their_own() {
        let reach = Reach::default();
        let mut fractions = vec![];
        for half in 0..2 {
            let half = 0.5 * f64::from(half);
            reach.within(half..half + 0.5, || {
                for (part, first) in [(0.0..0.2, 1e-3), (0.2..1.0, 1e3)] {
                    reach.within(part, || {
                        fractions.push(told(&reach, Advance::certificate(first, 1e-5)));
                        fractions.push(told(&reach, Advance::certificate(1e-5, 1e-5)));
                    });
                }
            });
        }
        let expected = [0.0, 0.1, 0.1, 0.5, 0.5, 0.6, 0.6, 1.0];
        assert!(fractions.iter().zip(expected).all(|(fraction, expected)| (fraction - expected).abs() < 1e-12));
        assert_eq!(fractions.last(), Some(&1.0));
    }

    #[test]
    fn only_the_end_of_the_last_part_is_the_end() {
        let reach = Reach::default();
        let at_goal = Advance::certificate(1e-9, 1e-8);
        assert!(!reach.within(0.0..0.5, || reach.note(at_goal)));
        assert!(reach.within(0.5..1.0, || reach.note(at_goal)));
        reach.tell(at_goal, 0.0);
        assert!(!reach.note(at_goal));
    }
}
