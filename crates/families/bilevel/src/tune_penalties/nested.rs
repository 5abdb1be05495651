//! Choice of the spread of penalties by nested cross-validation: each fold in turn is left out, penalties are tuned on
//! the others for each spread, and the resulting models are validated on the fold.

use super::problem::LinearPenalty;
use super::tuner::{Tuned, Tuner};
use crate::linear::fitted::Fitted;
use superlinear_interface::{Advance, Error, Run};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::argmax_by;

/// The validation losses of each fold for each spread.
pub(super) struct Nested {
    pub spreads: Vec<f64>,
    /// Losses by fold, then by spread.
    pub losses: Vec<Vec<f64>>,
    /// Losses of one shared penalty, by fold.
    pub shared_losses: Vec<f64>,
    /// The mean loss of each spread.
    pub means: Vec<f64>,
    /// The standard error of each mean's difference from the best mean.
    pub standard_errors: Vec<f64>,
}

impl Nested {
    /// Validates on all folds in parallel. `None` if time ran out.
    pub(crate) fn new(
        tuner: &Tuner<'_>,
        spreads: &[f64],
        shared: &Tuned,
        null_loss: f64,
        run: &Run,
    ) -> Result<Option<Self>, Error> {
        let folds = tuner.study().folds;
        let start = &shared.found.x;
        let parallelism = Parallelism::of(run);
        let mut answers = Vec::with_capacity(folds);
        while answers.len() < folds {
            let asked = answers.len()..folds.min(answers.len() + parallelism.threads());
            let runs: Vec<_> = asked.map(|fold| (fold, run.part())).collect();
            let ask = |_, (fold, run): (usize, Run)| losses_of(tuner, fold, spreads, start, null_loss, &run);
            for answer in parallelism.map(runs, ask) {
                answers.push(answer?);
            }
            if run.is_out_of_time()? {
                return Ok(None);
            }
            run.progress(Advance::count(answers.len() as f64, folds as f64), || shared.record());
        }
        let (losses, shared_losses): (Vec<_>, Vec<_>) = answers.into_iter().unzip();
        let mean = |k: usize| losses.iter().map(|of: &Vec<f64>| of[k]).sum::<f64>() / folds as f64;
        let means: Vec<_> = (0..spreads.len()).map(mean).collect();
        let best = argmax_by(means.len(), |k| -means[k]);
        let standard_error = |k: usize| {
            let differences: Vec<_> = losses.iter().map(|of| of[k] - of[best]).collect();
            let mean = differences.iter().sum::<f64>() / folds as f64;
            let squares: f64 = differences.iter().map(|difference| (difference - mean).powi(2)).sum();
            (squares / (folds as f64 * (folds as f64 - 1.0))).sqrt()
        };
        let standard_errors = (0..means.len()).map(standard_error).collect();
        Ok(Some(Self { spreads: spreads.to_vec(), losses, shared_losses, means, standard_errors }))
    }

    /// The index of the smallest spread with a mean within one standard error of the best.
    pub(crate) fn place(&self) -> usize {
        let least = self.means.iter().copied().fold(f64::INFINITY, f64::min);
        let is_near = |k: &usize| self.means[*k] - least <= self.standard_errors[*k];
        (0..self.means.len()).find(is_near).unwrap_or(0)
    }

    /// The chosen spread.
    pub(crate) fn chosen(&self) -> f64 {
        self.spreads[self.place()]
    }

    /// The mean loss of one shared penalty.
    pub(crate) fn shared_mean(&self) -> f64 {
        self.shared_losses.iter().sum::<f64>() / self.shared_losses.len() as f64
    }
}

/// The losses on a fold of models with penalties and coefficients tuned on the other folds: for each spread, and for
/// one shared penalty.
fn losses_of(
    tuner: &Tuner<'_>,
    fold: usize,
    spreads: &[f64],
    start: &[f64],
    null_loss: f64,
    run: &Run,
) -> Result<(Vec<f64>, f64), Error> {
    let splits = tuner.study().splits(Some(fold));
    let others = tuner.study().all_but(&[Some(fold)]);
    let map = &tuner.checked.map;
    let validation_loss =
        |x: &[f64], near: &[Fitted]| Ok(tuner.validation_loss(fold, &tuner.model(&others, x, near, run)?));
    let shared = tuner.shared(&splits, Some(start.to_vec()), null_loss, run)?;
    let shared_loss = validation_loss(&map.spread_out(&shared.found.x), &shared.found.inner)?;
    let mut losses = Vec::with_capacity(spreads.len());
    let mut last: Option<Vec<f64>> = None;
    for &spread in spreads {
        if run.is_out_of_time()? {
            break;
        }
        if spread == 0.0 {
            losses.push(shared_loss);
            continue;
        }
        // Coefficients at a kink stay zero, so penalties with kinks start anew instead of from the last spread's.
        let tuned = match last.take().filter(|_| map.kind == LinearPenalty::L2) {
            Some(x) => tuner.tune_from(&splits, spread, x, &shared, null_loss, run)?,
            None => tuner.tune(&splits, spread, &shared, null_loss, run)?,
        };
        losses.push(validation_loss(&tuned.found.x, &tuned.found.inner)?);
        last = Some(tuned.found.x);
    }
    Ok((losses, shared_loss))
}
