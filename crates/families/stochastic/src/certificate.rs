//! The objective of a model on all its rows, and bounds of its distance from the minimum: one more pass over the rows.
//!
//! The slopes of the losses, made orthogonal to the intercept and scaled into the domain of the penalty's conjugate, are a
//! dual point. For an intercept, the positive or the negative slopes are scaled by one factor: slopes nearer to 0 remain in
//! the domain of every loss.

use crate::rows::Samples;
use crate::rules::Shrinkage;
use superlinear_losses::SampleLoss;
use superlinear_numerics::parallel::{Parallelism, add_vectors};
use superlinear_penalties::{Absolute, Blocks, Bounds, Shape, Strengths};

/// The largest number of blocks of rows: each has vectors of the length of the coefficients.
const MAX_BLOCKS: usize = 16;

/// Entries of a block of rows, so that its sums cost less than its rows.
const MIN_ENTRIES: usize = 1 << 16;

/// A model and its rows.
pub(crate) struct Fitted<'a> {
    pub samples: &'a Samples<'a>,
    /// The rows that count.
    pub rows: &'a [u32],
    pub loss: SampleLoss,
    pub has_intercept: bool,
    pub shrinkage: &'a Shrinkage,
    pub coefficients: &'a [f64],
    pub intercept: f64,
}

/// What is known of a model.
pub(crate) struct Certificate {
    pub objective: f64,
    /// The mean loss with all coefficients 0.
    pub null: f64,
    pub gap: Option<f64>,
    pub gradient_norm: f64,
}

impl Certificate {
    /// The gap relative to the mean loss with all coefficients 0.
    pub fn relative_gap(&self) -> Option<f64> {
        self.gap.map(|gap| if self.null > 0.0 { gap / self.null } else { gap })
    }
}

/// The sums over a block of rows.
struct Part {
    losses: [f64; 2],
    /// Sums of positive and negative weighted slopes, with minus signs.
    masses: [f64; 2],
    /// The products of these with the columns, one after the other.
    products: Vec<f64>,
    /// The negative slope of each row.
    slopes: Vec<f64>,
}

impl Fitted<'_> {
    /// The certificate.
    pub fn certify(&self, parallelism: Parallelism) -> Certificate {
        let (columns, entries) = (self.coefficients.len(), self.samples.rows.entries());
        let blocks = (entries / MIN_ENTRIES.max(4 * columns)).clamp(1, MAX_BLOCKS);
        let size = self.rows.len().div_ceil(blocks);
        let parts = parallelism.map_blocks(self.rows.len().div_ceil(size), |block| {
            self.part(&self.rows[block * size..((block + 1) * size).min(self.rows.len())])
        });
        let n = self.rows.len() as f64;
        let sums = |of: fn(&Part) -> [f64; 2]| {
            let sum = |k: usize| parts.iter().map(|part| of(part)[k]).sum::<f64>() / n;
            [sum(0), sum(1)]
        };
        let ([loss, null], masses) = (sums(|part| part.losses), sums(|part| part.masses));
        let slopes: Vec<f64> = parts.iter().flat_map(|part| &part.slopes).copied().collect();
        let products = add_vectors(parts.into_iter().map(|part| part.products).collect());
        let strengths = self.strengths();
        let penalty = strengths.times(1.0);
        let objective = loss + penalty.value(self.coefficients);
        let (of_positive, of_negative) = products.split_at(columns);
        let gradient_norm = self.gradient_norm(of_positive, of_negative, masses);
        let balance = match masses {
            _ if !self.has_intercept => [1.0; 2],
            [up, down] if up > down => [down / up, 1.0],
            [up, down] => [1.0, if down > 0.0 { up / down } else { 1.0 }],
        };
        let u: Vec<f64> =
            of_positive.iter().zip(of_negative).map(|(up, down)| (balance[0] * up + balance[1] * down) / n).collect();
        let gap = self.has_gap().then(|| {
            let value = |scale: f64| self.dual_loss(&slopes, balance.map(|factor| scale * factor));
            let all: Vec<u32> = (0..columns as u32).collect();
            (objective - penalty.best_dual(&u, &all, value).value).max(0.0)
        });
        Certificate { objective, null, gap: gap.filter(|gap| gap.is_finite()), gradient_norm }
    }

    /// Whether the penalty bounds the slopes of all coefficients.
    fn has_gap(&self) -> bool {
        self.shrinkage.absolute > 0.0 || self.shrinkage.square > 0.0
    }

    fn strengths(&self) -> Strengths {
        let columns = self.coefficients.len();
        let bounds = self.shrinkage.bounds.as_ref().and_then(|bounds| bounds.0.as_ref());
        Strengths {
            shape: Shape::Absolute(Absolute),
            absolute: vec![self.shrinkage.absolute; columns],
            square: vec![self.shrinkage.square; columns],
            norm: vec![0.0; columns],
            blocks: Blocks::single(columns),
            bounds: bounds.map(|bounds| Bounds { lower: bounds.lower.clone(), upper: bounds.upper.clone() }),
        }
    }

    fn part(&self, rows: &[u32]) -> Part {
        let columns = self.coefficients.len();
        let mut part =
            Part { losses: [0.0; 2], masses: [0.0; 2], products: vec![0.0; 2 * columns], slopes: Vec::new() };
        part.slopes.reserve_exact(rows.len());
        for &row in rows {
            let i = row as usize;
            let (y, weight, offset) = (self.samples.response[i], self.samples.weight(i), self.samples.offset(i));
            let z = self.samples.rows.dot(i, self.coefficients) + self.intercept + offset;
            let (loss, slope) = self.loss.at(z, y);
            part.losses[0] += weight * loss;
            part.losses[1] += weight * self.loss.value(offset, y);
            part.slopes.push(-slope);
            let side = usize::from(slope > 0.0);
            part.masses[side] += weight * slope.abs();
            let products = &mut part.products[side * columns..][..columns];
            self.samples.rows.add_to(i, -weight * slope, products);
        }
        part
    }

    /// The norm of the proximal gradient mapping of length 1.
    fn gradient_norm(&self, of_positive: &[f64], of_negative: &[f64], masses: [f64; 2]) -> f64 {
        let n = self.rows.len() as f64;
        let of_feature = |(j, &w): (usize, &f64)| {
            let moved = self.shrinkage.prox(w + (of_positive[j] + of_negative[j]) / n, 1.0, j);
            (moved - w) * (moved - w)
        };
        let of_features: f64 = self.coefficients.iter().enumerate().map(of_feature).sum();
        let of_intercept = if self.has_intercept { masses[0] - masses[1] } else { 0.0 };
        (of_features + of_intercept * of_intercept).sqrt()
    }

    /// Minus the weighted mean of the conjugate losses, with positive and negative slopes times these factors.
    fn dual_loss(&self, slopes: &[f64], factors: [f64; 2]) -> f64 {
        let of_row = |(&row, &slope): (&u32, &f64)| {
            let i = row as usize;
            let theta = factors[usize::from(slope < 0.0)] * slope;
            self.samples.weight(i)
                * (self.loss.conjugate(theta, self.samples.response[i]) + theta * self.samples.offset(i))
        };
        -self.rows.iter().zip(slopes).map(of_row).sum::<f64>() / self.rows.len() as f64
    }
}

/// The largest curvature of the loss along some rows.
pub(crate) fn curvature(samples: &Samples, rows: &[u32], loss: SampleLoss, has_intercept: bool) -> f64 {
    let of = |&row: &u32| {
        let i = row as usize;
        let square = samples.rows.square(i) + f64::from(u8::from(has_intercept));
        samples.weight(i) * loss.curvature(samples.response[i]) * square
    };
    let largest = rows.iter().map(of).fold(0.0, f64::max);
    if largest > 0.0 && largest.is_finite() { largest } else { 1.0 }
}

/// The mean loss of a model on some rows.
pub(crate) fn mean_loss(
    samples: &Samples,
    rows: &[u32],
    loss: SampleLoss,
    coefficients: &[f64],
    intercept: f64,
) -> f64 {
    let of = |i: usize| {
        let z = samples.rows.dot(i, coefficients) + intercept + samples.offset(i);
        samples.weight(i) * loss.value(z, samples.response[i])
    };
    let total: f64 = rows.iter().map(|&i| samples.weight(i as usize)).sum();
    rows.iter().map(|&i| of(i as usize)).sum::<f64>() / total
}
