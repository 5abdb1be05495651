//! What the caller gets.

use super::nested::Nested;
use super::problem::LinearPenalty;
use super::study::Split;
use super::tuner::{Tuned, Tuner};
use crate::linear::model::LinearModel;
use crate::outer::OuterRecord;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Ending, Error, Matrix, NumberOrVector, Run, Vector, VectorOrMatrix};
use superlinear_numerics::vectors::norm;

/// Tuned penalties, how much they may be trusted, and the model with them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TunePenaltiesSolution {
    /// `converged` where the projected gradient and its error are what `tolerance` asks for; `stalled` where rounding allows no lower
    /// objective, or the objective has a kink there, as it may with penalties that make coefficients zero.
    pub status: Ending,
    /// The penalties, above 0: one for each feature or group; with `perClass` a matrix with a row for each and a column for each class. For
    /// `elasticNet` those of the absolute values.
    pub penalties: VectorOrMatrix,
    /// For `elasticNet`, the penalties of the squares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l2_penalties: Option<Vector>,
    /// The loss of the held-out samples plus what `spread` adds: what was minimised.
    pub objective: f64,
    /// The weighted mean loss of the held-out samples, each under the model of the other folds. The penalties were chosen by it, so it is
    /// lower than what is to be expected of other samples: see `assessedLoss`.
    pub validation_loss: f64,
    /// The best shared penalty; for `elasticNet` that of the absolute values and that of the squares.
    pub shared_penalty: NumberOrVector,
    /// The loss of the held-out samples with that.
    pub shared_validation_loss: f64,
    /// The spread that the penalties were tuned with: a number, or `free`.
    pub spread: ChosenSpread,
    /// How that was chosen. Absent where one spread was given, and where there was no time for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nested: Option<NestedChoice>,
    /// The mean over folds of the loss of samples that had no part in the choice of penalties and coefficients, at the chosen spread: what
    /// is to be expected of other samples, but for the choice of the spread itself. Absent without nested cross-validation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessed_loss: Option<f64>,
    /// The same with one shared penalty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_assessed_loss: Option<f64>,
    /// Which penalties are at their lower bounds, by their numbers in `penalties` (row by row); for `elasticNet` after them those of
    /// `l2Penalties`.
    pub at_lower: Vector<i32>,
    /// Which penalties are at their upper bounds.
    pub at_upper: Vector<i32>,
    /// The model fitted to all samples, for `coordinate.predict`.
    pub model: LinearModel,
    /// For penalties that make coefficients zero: how far the nearest coefficient or group at zero is from leaving it, over all folds, as
    /// a share of its penalty. At 0 the objective has a kink. Absent where nothing is at zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_margin: Option<f64>,
    /// The gradient of the objective by the logarithms of the penalties.
    pub gradient: Vector,
    /// The largest entry of what is left of the gradient g between the bounds: of x less the projection of x - g, times the variance of the
    /// response and in units of it for `squared`.
    pub projected_gradient: f64,
    /// How far the gradient may be off, in the Euclidean norm.
    pub hypergradient_error: f64,
    /// The largest norm of the gradient of a fold's model, by the coefficients of the scaled features.
    pub inner_residual: f64,
    /// Outer iterations.
    pub iterations: u32,
    /// How often models were fitted to all folds on the way.
    pub evaluations: u32,
    /// The record of each iteration, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<OuterRecord>>,
}

/// A spread.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum ChosenSpread {
    /// The standard deviation of the logarithms that was expected.
    Number(f64),
    /// None.
    Word(FreeSpread),
}

/// Penalties of which nothing is expected.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub enum FreeSpread {
    /// Nothing is expected of them.
    Free,
}

impl ChosenSpread {
    fn new(spread: f64) -> Self {
        if spread.is_finite() { Self::Number(spread) } else { Self::Word(FreeSpread::Free) }
    }
}

/// Spreads, and what samples that were left out said of them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NestedChoice {
    /// The spreads, ascending; `free` for an infinite one.
    pub spreads: Vec<ChosenSpread>,
    /// The mean loss of each fold's samples: a row for each spread, a column for each fold.
    pub losses: Matrix,
    /// The means over the folds.
    pub means: Vector,
    /// The standard error of each mean's difference from the best one.
    pub standard_errors: Vector,
}

impl TunePenaltiesSolution {
    pub(super) fn new(
        tuner: &Tuner<'_>,
        splits: &[Split],
        shared: Tuned,
        nested: Option<Nested>,
        tuned: Tuned,
        null_loss: f64,
        run: &Run,
    ) -> Result<Self, Error> {
        let checked = tuner.checked;
        let (map, scale) = (&checked.map, checked.response_scale);
        let unit = scale * scale;
        let x = &tuned.found.x;
        let inner = Inner::of(tuner, splits, &tuned);
        let all = tuner.study().all_but(&[]);
        let mut coefficients = tuner.model(&all, x, &tuned.found.inner, run)?;
        coefficients.iter_mut().for_each(|entry| *entry *= scale);
        let (given, mut intercepts) = checked.scaling.given(&coefficients);
        if checked.problem.intercept {
            intercepts.iter_mut().for_each(|intercept| *intercept += checked.response_mean);
        }
        let penalty = |(g, logarithm): (usize, &f64)| logarithm.exp() * checked.penalty_unit(g / map.count);
        let all_penalties: Vec<f64> = x.iter().enumerate().map(penalty).collect();
        let at = |ends: &[f64]| -> Vec<i32> { (0..x.len()).filter(|&g| x[g] == ends[g]).map(|g| g as i32).collect() };
        // Without an answer of all folds the spread is no choice, and penalties of their own start from shared ones.
        let is_unfinished = nested.is_none() && tuner.is_to_choose(null_loss) || shared.ending == Ending::TimeLimit;
        let shared_penalties = shared.found.x.iter().enumerate().map(|(kind, x)| x.exp() * checked.penalty_unit(kind));
        Ok(Self {
            status: if is_unfinished { Ending::TimeLimit } else { tuned.ending },
            penalties: match checked.problem.per_class {
                true => VectorOrMatrix::Matrix(Matrix::new(
                    map.count / checked.outputs,
                    checked.outputs,
                    all_penalties[..map.count].to_vec(),
                )),
                false => VectorOrMatrix::Vector(all_penalties[..map.count].to_vec().into()),
            },
            l2_penalties: (map.kind == LinearPenalty::ElasticNet).then(|| all_penalties[map.count..].to_vec().into()),
            objective: unit * tuned.found.value,
            validation_loss: unit * tuned.loss,
            shared_penalty: NumberOrVector::new(shared_penalties.collect()),
            shared_validation_loss: unit * shared.loss,
            spread: ChosenSpread::new(tuned.spread),
            assessed_loss: nested.as_ref().map(|nested| unit * nested.means[nested.place()]),
            shared_assessed_loss: nested.as_ref().map(|nested| unit * nested.shared_mean()),
            nested: nested.map(|nested| NestedChoice::new(nested, unit)),
            at_lower: at(&checked.lower).into(),
            at_upper: at(&checked.upper).into(),
            model: LinearModel::new(tuner.loss(), checked.classes.clone(), &given, intercepts),
            support_margin: inner.margin,
            gradient: tuned.found.gradient.iter().map(|slope| unit * slope).collect::<Vec<_>>().into(),
            projected_gradient: unit * tuned.found.projected_gradient,
            hypergradient_error: unit * tuned.found.error,
            inner_residual: scale * inner.residual,
            iterations: tuned.found.iterations,
            evaluations: tuned.found.evaluations,
            history: tuned.found.history.map(|mut history| {
                history.iter_mut().for_each(|record| {
                    record.objective *= unit;
                    record.projected_gradient *= unit;
                });
                history
            }),
        })
    }
}

impl NestedChoice {
    fn new(nested: Nested, unit: f64) -> Self {
        let (spreads, folds) = (nested.spreads.len(), nested.losses.len());
        let losses = (0..spreads).flat_map(|k| nested.losses.iter().map(move |of| unit * of[k])).collect();
        let in_units = |numbers: Vec<f64>| numbers.iter().map(|number| unit * number).collect::<Vec<_>>().into();
        Self {
            spreads: nested.spreads.iter().map(|&spread| ChosenSpread::new(spread)).collect(),
            losses: Matrix::new(spreads, folds, losses),
            means: in_units(nested.means),
            standard_errors: in_units(nested.standard_errors),
        }
    }
}

/// What the models of the folds say of themselves.
struct Inner {
    residual: f64,
    margin: Option<f64>,
}

impl Inner {
    fn of(tuner: &Tuner<'_>, splits: &[Split], tuned: &Tuned) -> Self {
        let strengths = tuner.checked.map.strengths(&tuned.found.x);
        let kinks = strengths.have_kinks();
        let (mut residual, mut margin) = (0.0_f64, None::<f64>);
        for (split, fit) in splits.iter().zip(&tuned.found.inner) {
            let training = tuner.study().training(&split.training);
            let slope = training.gradient(&training.predictors(&fit.next));
            margin = [margin, strengths.margin(&fit.next, &slope)].into_iter().flatten().reduce(f64::min);
            let mut whole = slope;
            strengths.add_slope(&fit.next, &mut whole);
            // Where a kink holds a coefficient at zero, a slope is no residual.
            (0..whole.len()).filter(|&j| kinks[j] && fit.next[j] == 0.0).for_each(|j| whole[j] = 0.0);
            residual = residual.max(norm(&whole));
        }
        Self { residual, margin }
    }
}
