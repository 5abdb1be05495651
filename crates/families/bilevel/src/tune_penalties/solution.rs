//! The output of `tunePenalties`.

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

/// Tuned penalties, estimates of their quality, and the model fitted with them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TunePenaltiesSolution {
    /// `converged` if the projected gradient and its error are within `tolerance`. `stalled` if rounding allows no
    /// lower objective, or the objective has a kink at the solution, as may happen with penalties that set coefficients
    /// to zero.
    pub status: Ending,
    /// The penalties, positive: one per feature or group; with `perClass`, a matrix with a row per feature or group and
    /// a column per class. For `elasticNet`, those of the absolute values.
    pub penalties: VectorOrMatrix,
    /// For `elasticNet`, the penalties of the squares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub l2_penalties: Option<Vector>,
    /// The minimized objective: the loss of the held-out samples plus the prior term of `spread`.
    pub objective: f64,
    /// The weighted mean loss of the held-out samples, each predicted from the other folds. It is optimistically
    /// biased, because the penalties minimize it; see `assessedLoss`.
    pub validation_loss: f64,
    /// The best shared penalty; for `elasticNet`, of the absolute values and of the squares.
    pub shared_penalty: NumberOrVector,
    /// The loss of the held-out samples with the best shared penalty.
    pub shared_validation_loss: f64,
    /// The spread used to tune the penalties: a number, or `free`.
    pub spread: ChosenSpread,
    /// The nested cross-validation. Absent if a single spread was given, or if time ran out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nested: Option<NestedChoice>,
    /// The mean loss over folds of samples excluded from tuning penalties and coefficients, at the chosen spread. It
    /// estimates the loss on new samples, apart from the bias of choosing the spread. Absent without nested
    /// cross-validation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessed_loss: Option<f64>,
    /// The same estimate for one shared penalty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_assessed_loss: Option<f64>,
    /// The indices into `penalties` (row by row) of penalties at their lower bounds; for `elasticNet` followed by those
    /// of `l2Penalties`.
    pub at_lower: Vector<i32>,
    /// The indices of penalties at their upper bounds.
    pub at_upper: Vector<i32>,
    /// The model fitted to all samples, for `coordinate.predict`.
    pub model: LinearModel,
    /// For penalties that set coefficients to zero: the distance of the nearest coefficient or group at zero from
    /// becoming nonzero, over all folds, as a fraction of its penalty. At 0 the objective has a kink. Absent if nothing
    /// is at zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_margin: Option<f64>,
    /// The gradient of the objective with respect to the logarithms of the penalties.
    pub gradient: Vector,
    /// The largest absolute entry of x - P(x - g), where g is the gradient and P clips the logarithms x to their
    /// bounds. For `squared` it is computed for a response of variance 1 and multiplied by the variance.
    pub projected_gradient: f64,
    /// Bound on the error of the gradient, in the 2-norm.
    pub hypergradient_error: f64,
    /// The largest gradient norm of a fold's fit, with respect to the coefficients of the scaled features.
    pub inner_residual: f64,
    /// The number of outer iterations.
    pub iterations: u32,
    /// The number of times that models were fitted to all folds.
    pub evaluations: u32,
    /// A record of each iteration, if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<OuterRecord>>,
}

/// A spread of penalties.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum ChosenSpread {
    /// The prior standard deviation of the logarithms.
    Number(f64),
    /// No prior.
    Word(FreeSpread),
}

/// The name of an infinite spread.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub enum FreeSpread {
    /// No prior on the penalties.
    Free,
}

impl ChosenSpread {
    fn new(spread: f64) -> Self {
        if spread.is_finite() { Self::Number(spread) } else { Self::Word(FreeSpread::Free) }
    }
}

/// Candidate spreads with their validation losses in nested cross-validation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NestedChoice {
    /// The spreads in ascending order; `free` for an infinite one.
    pub spreads: Vec<ChosenSpread>,
    /// The mean loss of each fold's samples: a row per spread, a column per fold.
    pub losses: Matrix,
    /// The means over the folds.
    pub means: Vector,
    /// The standard error of each mean's difference from the best mean.
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
        let at =
            |bounds: &[f64]| -> Vec<i32> { (0..x.len()).filter(|&g| x[g] == bounds[g]).map(|g| g as i32).collect() };
        // Without the results of all folds the choice of a spread is unfinished, and its penalties start from shared
        // ones.
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

/// Diagnostics of the folds' fits.
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
            // For a coefficient held at zero by a kink, the gradient is no residual.
            (0..whole.len()).filter(|&j| kinks[j] && fit.next[j] == 0.0).for_each(|j| whole[j] = 0.0);
            residual = residual.max(norm(&whole));
        }
        Self { residual, margin }
    }
}
