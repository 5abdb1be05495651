//! Penalties of linear models, one for each feature, group or class, by the gradient of the loss on held-out samples; and by nested
//! cross-validation, how much they may differ.
//!
//! Sources: Bengio, Gradient-based optimization of hyperparameters, Neural Computation 12, 2000; Pedregosa, Hyperparameter optimization
//! with approximate gradient, ICML 2016; for penalties with kinks Bertrand and others, Implicit differentiation for fast hyperparameter
//! selection in non-smooth convex learning, JMLR 23, 2022.
//!
//! | module | what |
//! |---|---|
//! | `problem`, `solution` | what a caller gives and gets |
//! | `checked` | checks of a problem |
//! | `study` | samples by their folds |
//! | `penalty_map` | which penalty each coefficient has |
//! | `objective` | the loss on held-out samples as a function of the logarithms of the penalties |
//! | `tuner` | penalties that differ by as much as they may |
//! | `nested` | how much they may differ |

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

/// The penalties of a linear model, one for each feature, group or class, hundreds at once: those whose model, fitted to a part of the
/// samples, has the least loss on the rest. Free penalties overfit the held-out samples. So the logarithms of the penalties are taken
/// to spread about their mean by `spread`, which nested cross-validation chooses; `assessedLoss` and `sharedAssessedLoss` are the
/// losses on samples that had no part in the choice of the penalties.
///
/// To find one penalty for all coefficients, `coordinate.crossValidate` is quicker.
///
/// @example
/// ```ts
/// const matrix = Array.from({ length: 30 }, (_, i) => [Math.sin(i), Math.cos(3 * i), Math.sin(7 * i)]);
/// const response = matrix.map(([first = 0], i) => first + Math.sin(5 * i * i) / 2);
/// const { penalties, assessedLoss, model } = await tunePenalties({ matrix, response });
/// ```
#[derive(JsonSchema)]
pub struct TunePenalties;

/// Of all the work, the part that finds shared penalties, about.
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
