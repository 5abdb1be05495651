//! Update rules of gradient descent.
//!
//! | module | contents |
//! |---|---|
//! | `sgd`, `adagrad`, `rmsprop`, `adam`, `radam`, `schedule_free`, `prodigy`, `adagrad_norm`, `polyak` | the rules |
//! | `update_rule` | the rules by name |
//! | `maps` | bounds and soft thresholds after a step |
//! | `schedule` | the decrease of the rate along the steps |

mod adagrad;
mod adagrad_norm;
mod adam;
mod maps;
mod polyak;
mod prodigy;
mod radam;
mod rmsprop;
mod schedule;
mod schedule_free;
mod sgd;
mod update_rule;

pub use adam::{Adam, Constants};
pub use maps::{Map, Maps};
pub use radam::Radam;
pub use schedule::{RateSchedule, Schedule, ScheduleKind, Scheduled};
pub use update_rule::{Settings, UpdateRule};

use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// The objective of a batch at the point of evaluation, and the size of the step from there.
pub struct Evaluation<'a> {
    /// The learning rate.
    pub rate: f64,
    /// The value, for rules that depend on it.
    pub value: f64,
    /// The gradient.
    pub gradient: &'a [f64],
    /// The map applied after the step.
    pub map: &'a dyn Map,
}

/// An update rule for parameters, given the gradient of a batch.
pub trait Rule {
    /// Writes to `to` the next point of evaluation after a step from `from`, the last one.
    fn step(&mut self, evaluation: &Evaluation, from: &[f64], to: &mut [f64]);

    /// The parameters found so far, where `at` is the next point of evaluation. Default: this point.
    fn solution<'a>(&'a self, at: &'a [f64]) -> &'a [f64] {
        at
    }

    /// All numbers of the state, to be saved and restored. Their count is fixed.
    fn state(&mut self) -> Vec<&mut [f64]>;
}

/// Writes `to` entry by entry: `entry` of the entry of `from`, its derivative, and its state.
fn write_each<S>(
    gradient: &[f64],
    state: impl Iterator<Item = S>,
    from: &[f64],
    to: &mut [f64],
    entry: impl Fn(f64, f64, S) -> f64,
) {
    dispatch(Entries { gradient, state, from, to, entry });
}

/// The loop of [`write_each`].
struct Entries<'a, I, F> {
    gradient: &'a [f64],
    state: I,
    from: &'a [f64],
    to: &'a mut [f64],
    entry: F,
}

impl<I: Iterator, F: Fn(f64, f64, I::Item) -> f64> Kernel for Entries<'_, I, F> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        for ((to, from), (g, state)) in self.to.iter_mut().zip(self.from).zip(self.gradient.iter().zip(self.state)) {
            *to = (self.entry)(*from, *g, state);
        }
    }
}

/// Writes a step along the negative gradient.
fn descend(rate: f64, gradient: &[f64], from: &[f64], to: &mut [f64]) {
    for ((to, from), g) in to.iter_mut().zip(from).zip(gradient) {
        *to = from - rate * g;
    }
}
