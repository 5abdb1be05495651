//! Penalties of linear models, one per feature, group or class, by gradient descent of the loss on held-out samples.
//! Nested cross-validation chooses their spread.
//!
//! Sources: Bengio, Gradient-based optimization of hyperparameters, Neural Computation 12, 2000; Pedregosa,
//! Hyperparameter optimization with approximate gradient, ICML 2016; for penalties with kinks Bertrand and others,
//! Implicit differentiation for fast hyperparameter selection in non-smooth convex learning, JMLR 23, 2022.
//!
//! | module | contents |
//! |---|---|
//! | `problem`, `solution` | input and output |
//! | `checked` | validation of a problem |
//! | `study` | samples by folds |
//! | `penalty_map` | assignment of penalties to coefficients |
//! | `objective` | the loss on held-out samples as a function of the logarithms of the penalties |
//! | `tuner` | the search for penalties of a given spread |
//! | `nested` | the choice of the spread |

mod checked;
mod nested;
mod objective;
mod penalty_map;
mod problem;
mod solution;
mod study;
mod tuner;

#[cfg(test)]
mod tests;

use checked::Checked;
use nested::Nested;
use problem::TunePenaltiesProblem;
use schemars::JsonSchema;
use solution::TunePenaltiesSolution;
use superlinear_interface::{Error, Run, Task};
use tuner::Tuner;

use crate::outer::OuterRecord;

/// Tunes the penalties of a linear model, one per feature, group or class, hundreds at once: models fitted to a part of
/// the samples minimize the loss on the rest. Free penalties overfit the held-out samples. The logarithms of the
/// penalties therefore have a prior with standard deviation `spread` about their mean, chosen by nested
/// cross-validation; `assessedLoss` and `sharedAssessedLoss` are losses on samples excluded from tuning the penalties.
///
/// To find one penalty for all coefficients, `coordinate.crossValidate` is faster.
///
/// @example
/// ```ts
/// const matrix = Array.from({ length: 30 }, (_, i) => [Math.sin(i), Math.cos(3 * i), Math.sin(7 * i)]);
/// const response = matrix.map(([first = 0], i) => first + Math.sin(5 * i * i) / 2);
/// const { penalties, assessedLoss, model } = await tunePenalties({ matrix, response });
/// ```
#[derive(JsonSchema)]
pub struct TunePenalties;

/// The approximate fraction of the work spent on shared penalties, for progress reports.
const SHARE_OF_SHARED: f64 = 0.1;

impl Task for TunePenalties {
    const NAME: &'static str = "bilevel.tunePenalties";
    type Problem = TunePenaltiesProblem;
    type Solution = TunePenaltiesSolution;
    type Progress = OuterRecord;

    fn solve(problem: TunePenaltiesProblem, run: &Run) -> Result<TunePenaltiesSolution, Error> {
        let checked = Checked::new(&problem)?;
        let tuner = Tuner::new(&checked, run);
        let all = tuner.study().splits(None);
        let null_loss = tuner.null_loss(&all, run)?;
        let is_nested = tuner.is_to_choose(null_loss);
        let end_of_choice = if is_nested { 0.9 } else { SHARE_OF_SHARED };
        let shared = run.within(0.0..SHARE_OF_SHARED, || tuner.shared(&all, tuner.start(), null_loss, run))?;
        let ask = || Nested::new(&tuner, &checked.spreads, &shared, null_loss, run);
        let nested = if is_nested { run.within(SHARE_OF_SHARED..end_of_choice, ask)? } else { None };
        let spread = nested.as_ref().map_or(checked.spreads[0], Nested::chosen);
        let tuned = run.within(end_of_choice..1.0, || tuner.tune(&all, spread, &shared, null_loss, run))?;
        TunePenaltiesSolution::new(&tuner, &all, shared, nested, tuned, null_loss, run)
    }
}
