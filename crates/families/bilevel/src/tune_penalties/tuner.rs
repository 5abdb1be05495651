//! Descent of the objective in individual and in shared penalties.

use super::checked::Checked;
use super::objective::{Objective, Part};
use super::problem::LinearPenalty;
use super::study::{Split, Study};
use crate::linear::fitted::Fitted;
use crate::linear::loss::{LinearLoss, ValidationLoss};
use crate::linear::problem::Problem;
use crate::linear::strengths::Strengths;
use crate::linear::training::{Training, predictors};
use crate::outer::{FIRST_ACCURACY, Found, OuterDirection, OuterRecord, Reduced, Scale, Settings, descend};
use superlinear_interface::{Code, Ending, Error, Run};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::{add_scaled, norm};

/// The largest change of a logarithm in a step, before lengthening: a factor of 7.4.
const LONGEST_STEP: f64 = 2.0;

/// The limit on iterations for the best shared penalty, a problem of one or two variables.
const SHARED_ITERATIONS: u32 = 30;

/// Candidate starts of shared penalties, as logarithms. The loss may have several minima; the descent starts from the
/// best candidate.
const SHARED_GRID: [f64; 6] = [-12.0, -9.0, -6.0, -4.0, -2.0, 1.0];

/// The start of penalties with kinks, as a fraction of the smallest one at which all coefficients are zero.
const SHARE_OF_LARGEST: f64 = 0.05;

/// The accuracy of evaluations that no outer iteration refines.
const EXACT: f64 = 1e-13;

/// The accuracy of returned or validated coefficients before the last Newton step. The step squares it.
const MODEL_ACCURACY: f64 = 1e-8;

/// Tuned penalties.
pub(super) struct Tuned {
    pub found: Found<Vec<Fitted>>,
    pub ending: Ending,
    /// The held-out loss in the objective.
    pub loss: f64,
    /// The spread used in tuning.
    pub spread: f64,
}

impl Tuned {
    /// The iteration record of the result.
    pub(crate) fn record(&self) -> OuterRecord {
        let Found { iterations, value, projected_gradient, .. } = self.found;
        OuterRecord { iteration: iterations, objective: value, projected_gradient }
    }
}

/// Tunes penalties.
pub(super) struct Tuner<'a> {
    pub checked: &'a Checked<'a>,
    study: Study,
}

impl<'a> Tuner<'a> {
    pub(crate) fn new(checked: &'a Checked<'a>, run: &Run) -> Self {
        Self { checked, study: Study::new(checked.blocks(), checked.folds, Parallelism::of(run)) }
    }

    pub(crate) fn study(&self) -> &Study {
        &self.study
    }

    fn objective<'s>(&'s self, splits: &[Split], run: &'s Run) -> Objective<'s> {
        Objective::new(&self.study, &self.checked.map, splits, run)
    }

    /// Returns whether there are several spreads to choose from, and a loss to compare.
    pub(crate) fn is_to_choose(&self, null_loss: f64) -> bool {
        self.checked.spreads.len() > 1 && null_loss > 0.0
    }

    /// The held-out loss of models with only an intercept.
    pub(crate) fn null_loss(&self, splits: &[Split], run: &Run) -> Result<f64, Error> {
        let objective = self.objective(splits, run);
        let losses: Vec<f64> =
            objective.parts.iter().map(|part| self.null_loss_of(part, run)).collect::<Result<_, _>>()?;
        let weight: f64 = objective.parts.iter().map(|part| part.held_out.weight).sum();
        Ok(losses.iter().sum::<f64>() / weight)
    }

    fn null_loss_of(&self, part: &Part<'_>, run: &Run) -> Result<f64, Error> {
        Ok(part.loss(&self.null_model(&part.training, run)?))
    }

    /// The coefficients of a model with only an intercept.
    fn null_model(&self, training: &Training<'_>, run: &Run) -> Result<Vec<f64>, Error> {
        let mut coefficients = vec![0.0; training.coefficients()];
        if self.checked.problem.intercept {
            let (columns, outputs) = (training.columns(), training.outputs());
            let ones = training.of_columns(&[columns - 1]);
            let strengths = Strengths::squares(vec![0.0; outputs]);
            let fit =
                Problem { training: &ones, strengths: &strengths }.fit(&vec![0.0; outputs], MODEL_ACCURACY, run)?;
            fit.next.iter().enumerate().for_each(|(k, intercept)| coefficients[k * columns + columns - 1] = *intercept);
        }
        Ok(coefficients)
    }

    /// The start of shared penalties from the caller's initial ones, if given: the mean logarithm of each kind.
    pub(crate) fn start(&self) -> Option<Vec<f64>> {
        let initial = self.checked.initial.as_ref()?;
        Some(initial.chunks(self.checked.map.count).map(|part| part.iter().sum::<f64>() / part.len() as f64).collect())
    }

    /// The logarithmic start of penalties with kinks.
    fn low_start(&self, run: &Run) -> Result<Vec<f64>, Error> {
        let training = self.study.training(&self.study.all_but(&[]));
        let null = self.null_model(&training, run)?;
        let slope = training.gradient(&training.predictors(&null));
        let map = &self.checked.map;
        let largest = match map.kind {
            LinearPenalty::GroupL2 => map.groups.iter().fold(0.0, |largest: f64, members| {
                let size = norm(&members.iter().map(|&j| slope[j]).collect::<Vec<_>>());
                largest.max(size / (members.len() as f64).sqrt())
            }),
            _ => (0..slope.len())
                .filter(|&j| map.of[j].is_some())
                .fold(0.0, |largest: f64, j| largest.max(slope[j].abs())),
        };
        let logarithm = if largest > 0.0 { (SHARE_OF_LARGEST * largest).ln() } else { 0.0 };
        Ok(vec![logarithm; map.kinds()])
    }

    /// The bounds of shared penalties: the intersection of the individual bounds or, if that is empty, their hull.
    fn shared_bounds(&self) -> (Vec<f64>, Vec<f64>) {
        let Checked { map, lower, upper, .. } = self.checked;
        let bounds = lower.chunks(map.count).zip(upper.chunks(map.count)).map(|(lower, upper)| {
            let least = |bounds: &[f64]| bounds.iter().copied().fold(f64::INFINITY, f64::min);
            let most = |bounds: &[f64]| bounds.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            if most(lower) <= least(upper) { (most(lower), least(upper)) } else { (least(lower), most(upper)) }
        });
        bounds.unzip()
    }

    /// The best shared penalties, from `start` or from the best point of a grid.
    pub(crate) fn shared(
        &self,
        splits: &[Split],
        start: Option<Vec<f64>>,
        null_loss: f64,
        run: &Run,
    ) -> Result<Tuned, Error> {
        let mut objective = self.objective(splits, run).shared();
        let (lower, upper) = self.shared_bounds();
        let within = |x: Vec<f64>| -> Vec<f64> {
            x.iter().zip(&lower).zip(&upper).map(|((x, lower), upper)| x.max(*lower).min(*upper)).collect()
        };
        let initial = match start {
            Some(start) => within(start),
            None if self.checked.map.kind != LinearPenalty::L2 => within(self.low_start(run)?),
            None => {
                let grid = SHARED_GRID.iter().map(|&logarithm| within(vec![logarithm]));
                best(&mut objective, grid, run)?
            }
        };
        let settings = Settings {
            initial,
            max_iterations: if null_loss > 0.0 { SHARED_ITERATIONS } else { 0 },
            direction: OuterDirection::QuasiNewton,
            history: false,
            ..self.settings(null_loss, lower.clone(), upper.clone())
        };
        let (found, ending) = descend(&mut objective, &settings, run)?;
        Ok(Tuned { loss: found.value, found, ending, spread: 0.0 })
    }

    /// The best penalties for a spread, from the caller's initial ones or from the shared ones.
    pub(crate) fn tune(
        &self,
        splits: &[Split],
        spread: f64,
        shared: &Tuned,
        null_loss: f64,
        run: &Run,
    ) -> Result<Tuned, Error> {
        let map = &self.checked.map;
        let start = match &self.checked.initial {
            Some(initial) => initial.clone(),
            None if map.kind != LinearPenalty::L2 => map.spread_out(&self.low_start(run)?),
            None => map.spread_out(&shared.found.x),
        };
        self.tune_from(splits, spread, start, shared, null_loss, run)
    }

    /// The best penalties for a spread, from another start.
    pub(crate) fn tune_from(
        &self,
        splits: &[Split],
        spread: f64,
        start: Vec<f64>,
        shared: &Tuned,
        null_loss: f64,
        run: &Run,
    ) -> Result<Tuned, Error> {
        let Checked { problem, lower, upper, map, .. } = self.checked;
        let whole = self.objective(splits, run).starting_from(&shared.found.inner);
        // A single penalty has no spread.
        let is_shared = spread == 0.0 || map.count == 1;
        let mut objective = match spread {
            _ if is_shared => whole.shared(),
            f64::INFINITY => whole,
            _ => whole.with_spread(spread, self.variance(shared)),
        };
        let (lower, upper) = if is_shared { self.shared_bounds() } else { (lower.clone(), upper.clone()) };
        let start = if is_shared && problem.max_iterations > 0 { shared.found.x.clone() } else { start };
        let start = if is_shared { start.iter().step_by(start.len() / map.kinds()).copied().collect() } else { start };
        let initial =
            start.iter().zip(&lower).zip(&upper).map(|((x, lower), upper)| x.max(*lower).min(*upper)).collect();
        let max_iterations = if null_loss > 0.0 { problem.max_iterations } else { 0 };
        let settings = Settings {
            initial,
            max_iterations,
            // Without iterations the accuracy is never refined, so it is high from the start.
            accuracy: if max_iterations == 0 { EXACT } else { FIRST_ACCURACY },
            ..self.settings(null_loss, lower, upper)
        };
        let (mut found, ending) = descend(&mut objective, &settings, run)?;
        let loss = found.value - objective.deviation(&found.x).0;
        if is_shared {
            found.x = map.spread_out(&found.x);
            let count = map.count as f64;
            found.gradient = map.spread_out(&found.gradient).iter().map(|slope| slope / count).collect();
        }
        Ok(Tuned { found, ending, loss, spread })
    }

    fn settings(&self, null_loss: f64, lower: Vec<f64>, upper: Vec<f64>) -> Settings {
        let problem = self.checked.problem;
        Settings {
            initial: Vec::new(),
            lower,
            upper,
            tolerance: problem.tolerance,
            scale: Scale::Fixed(null_loss),
            max_iterations: problem.max_iterations,
            accuracy: FIRST_ACCURACY,
            longest_step: Some(LONGEST_STEP),
            direction: problem.direction,
            history: problem.history,
        }
    }

    /// The variance of the held-out samples on the scale of the loss: 1 for a log-likelihood, otherwise twice the loss
    /// of shared penalties.
    fn variance(&self, shared: &Tuned) -> f64 {
        match self.checked.validation_loss {
            ValidationLoss::Logistic | ValidationLoss::Multinomial => 1.0,
            ValidationLoss::Squared | ValidationLoss::SquaredHinge | ValidationLoss::Sigmoid => 2.0 * shared.loss,
        }
    }

    /// The model of some blocks with the given logarithms of penalties, started from the mean of other fits.
    pub(crate) fn model(
        &self,
        blocks: &[usize],
        logarithms: &[f64],
        near: &[Fitted],
        run: &Run,
    ) -> Result<Vec<f64>, Error> {
        let strengths = self.checked.map.strengths(logarithms);
        let mut start = vec![0.0; self.checked.map.of.len()];
        let share = 1.0 / near.len() as f64;
        near.iter().filter(|fit| fit.is_finite()).for_each(|fit| add_scaled(&mut start, share, &fit.next));
        let training = self.study.training(blocks);
        let fit = Problem { training: &training, strengths: &strengths }.fit(&start, MODEL_ACCURACY, run)?;
        match fit.is_finite() {
            true => Ok(fit.next),
            false => Err(Error::new(Code::NumericalBreakdown, "numbers overflowed; scale the problem")),
        }
    }

    /// The mean loss of a model on a fold.
    pub(crate) fn validation_loss(&self, fold: usize, coefficients: &[f64]) -> f64 {
        let block = &self.study.blocks[fold];
        block.held_out.value(&predictors(&block.rows, coefficients)) / block.weight
    }

    /// The training loss.
    pub(crate) fn loss(&self) -> LinearLoss {
        self.checked.problem.loss
    }
}

/// The best of some points.
fn best(objective: &mut Objective<'_>, points: impl Iterator<Item = Vec<f64>>, run: &Run) -> Result<Vec<f64>, Error> {
    let mut best: Option<(Vec<f64>, f64)> = None;
    let mut near = None;
    for x in points {
        if best.is_some() && run.is_out_of_time()? {
            break;
        }
        let solved = ready(objective.solve(&x, near.as_ref(), FIRST_ACCURACY))?;
        if best.as_ref().is_none_or(|(_, value)| solved.value < *value) {
            best = Some((x, solved.value));
        }
        near = Some(solved.inner);
    }
    Ok(best.map(|(x, _)| x).unwrap_or_default())
}
