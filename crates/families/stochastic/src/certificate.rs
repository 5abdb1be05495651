//! The objective of a model on all its rows, and bounds of its distance from the minimum: one more pass over the rows.
//!
//! The slopes of the losses, made orthogonal to the intercepts and scaled into the domain of the penalty's conjugate, are a
//! dual point.
//!
//! | module | contents |
//! |---|---|
//! | `single` | losses of one predictor |
//! | `classes` | the multinomial loss |
//! | `null` | the model without features |

mod classes;
mod null;
mod single;

use crate::coefficients::Model;
use crate::loss::RowLoss;
use crate::rows::Samples;
use crate::rules::Shrinkage;
use superlinear_numerics::parallel::Parallelism;
use superlinear_penalties::{Absolute, Blocks, Bounds, Shape, Strengths};

/// The largest number of blocks of rows: each has vectors of the length of the coefficients.
const MAX_BLOCKS: usize = 16;

/// Entries of a block of rows, so that its sums cost less than its rows.
const MIN_ENTRIES: usize = 1 << 16;

/// A model and its rows.
#[derive(Clone, Copy)]
pub(crate) struct Fitted<'a> {
    pub samples: &'a Samples<'a>,
    /// The rows that count.
    pub rows: &'a [u32],
    pub loss: RowLoss,
    pub has_intercept: bool,
    pub shrinkage: &'a Shrinkage,
    pub model: &'a Model,
}

/// The objective of a model, with bounds of its distance from the minimum.
pub(crate) struct Certificate {
    pub objective: f64,
    /// The mean loss with all coefficients 0.
    pub null: f64,
    pub gap: Option<f64>,
    pub gradient_norm: f64,
    /// The descent direction of the loss along coefficients and intercepts.
    pub descent: [Vec<f64>; 2],
}

impl Certificate {
    /// Whether objective and gradient are numbers.
    pub fn is_finite(&self) -> bool {
        self.objective.is_finite() && self.gradient_norm.is_finite()
    }

    /// The gap relative to the mean loss with all coefficients 0, where neither overflows.
    pub fn relative_gap(&self) -> Option<f64> {
        let relative = |gap: f64| if self.null > 0.0 { gap / self.null } else { gap };
        self.gap.filter(|_| self.null.is_finite()).map(relative).filter(|gap| gap.is_finite())
    }
}

impl Fitted<'_> {
    /// The certificate.
    pub fn certify(&self, parallelism: Parallelism) -> Certificate {
        match self.loss {
            RowLoss::Single(loss) => self.certify_single(loss, parallelism),
            RowLoss::Multinomial(classes) => self.certify_classes(classes, parallelism),
        }
    }

    /// Whether the penalty bounds the slopes of all coefficients.
    pub fn has_gap(&self) -> bool {
        let Shrinkage { absolute, square, factors, groups, .. } = self.shrinkage;
        match (groups, factors) {
            (Some(groups), _) => groups.strengths.iter().all(|strength| *strength > 0.0),
            (None, None) => *absolute > 0.0 || *square > 0.0,
            (None, Some(factors)) => (0..factors.len()).all(|j| self.shrinkage.of_feature(j) != [0.0; 2]),
        }
    }

    /// Sums over blocks of rows, which depend on the sizes of the problem alone.
    fn map_parts<Part: Send>(&self, parallelism: Parallelism, of: impl Fn(&[u32]) -> Part + Sync) -> Vec<Part> {
        let (columns, entries) = (self.model.coefficients.len(), self.samples.rows.entries());
        let blocks = (entries / MIN_ENTRIES.max(4 * columns)).clamp(1, MAX_BLOCKS);
        let size = self.rows.len().div_ceil(blocks);
        parallelism.map_blocks(self.rows.len().div_ceil(size), |block| {
            of(&self.rows[block * size..((block + 1) * size).min(self.rows.len())])
        })
    }

    /// The certificate for the mean losses of the model and of zero, the descent direction of the loss along coefficients
    /// and intercepts, and a dual point: its products with the columns, and its term of the dual objective at a scale.
    fn certificate(
        &self,
        [loss, null]: [f64; 2],
        descent: [Vec<f64>; 2],
        slopes: &[f64],
        dual_loss: impl Fn(f64) -> f64,
    ) -> Certificate {
        let strengths = self.strengths();
        let penalty = strengths.times(1.0);
        let objective = loss + penalty.value(&self.model.coefficients);
        let gap = self.has_gap().then(|| {
            let all: Vec<u32> = (0..strengths.blocks.count() as u32).collect();
            objective - penalty.best_dual(slopes, &all, dual_loss).value
        });
        // A gap that overflows, or is no number, proves nothing.
        let gap = gap.filter(|gap| gap.is_finite()).map(|gap| gap.max(0.0));
        Certificate { objective, null, gap, gradient_norm: self.gradient_norm(&descent), descent }
    }

    /// The penalty, in the form of its conjugate.
    pub fn strengths(&self) -> Strengths {
        let variables = self.model.coefficients.len();
        let outputs = self.loss.outputs();
        let Shrinkage { groups, bounds, .. } = self.shrinkage;
        let (blocks, norm) = match groups {
            Some(groups) => (Blocks::new(&groups.members), groups.strengths.clone()),
            None => (Blocks::single(variables), vec![0.0; variables]),
        };
        let spread = |bounds: &[f64]| bounds.iter().flat_map(|&bound| std::iter::repeat_n(bound, outputs)).collect();
        let bounds = bounds.as_ref().and_then(|bounds| bounds.0.as_ref());
        Strengths {
            shape: Shape::Absolute(Absolute),
            absolute: (0..variables).map(|place| self.shrinkage.of_feature(place / outputs)[0]).collect(),
            square: (0..variables).map(|place| self.shrinkage.of_feature(place / outputs)[1]).collect(),
            norm,
            blocks,
            bounds: bounds.map(|bounds| Bounds { lower: spread(&bounds.lower), upper: spread(&bounds.upper) }),
        }
    }

    /// The norm of the proximal gradient mapping of length 1.
    fn gradient_norm(&self, [descent, of_intercepts]: &[Vec<f64>; 2]) -> f64 {
        let coefficients = &self.model.coefficients;
        let mut moved: Vec<f64> = coefficients.iter().zip(descent).map(|(w, step)| w + step).collect();
        match &self.shrinkage.groups {
            Some(groups) => groups.prox(1.0, &mut moved),
            None => {
                let outputs = self.loss.outputs();
                moved.iter_mut().enumerate().for_each(|(k, w)| *w = self.shrinkage.prox(*w, 1.0, k / outputs));
            }
        }
        let square = |step: f64| step * step;
        let of_features: f64 = moved.iter().zip(coefficients).map(|(moved, w)| square(moved - w)).sum();
        let of_intercepts = if self.has_intercept { of_intercepts.iter().copied().map(square).sum() } else { 0.0 };
        (of_features + of_intercepts).sqrt()
    }
}

/// The largest curvature of the loss along some rows.
pub(crate) fn curvature(samples: &Samples, rows: &[u32], loss: RowLoss, has_intercept: bool) -> f64 {
    let of = |&row: &u32| {
        let i = row as usize;
        let square = samples.rows.square(i) + f64::from(u8::from(has_intercept));
        samples.weight(i) * loss.curvature(samples.response[i]) * square
    };
    let largest = rows.iter().map(of).fold(0.0, f64::max);
    if largest > 0.0 && largest.is_finite() { largest } else { 1.0 }
}

/// The mean loss of a model on some rows.
pub(crate) fn mean_loss(samples: &Samples, rows: &[u32], loss: RowLoss, model: &Model) -> f64 {
    let mut z = vec![0.0; loss.outputs()];
    let mut of = |i: usize| {
        model.predict(samples, i, &mut z);
        samples.weight(i) * loss.value(&mut z, samples.response[i])
    };
    let total: f64 = rows.iter().map(|&i| samples.weight(i as usize)).sum();
    rows.iter().map(|&i| of(i as usize)).sum::<f64>() / total
}
