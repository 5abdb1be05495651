//! Infeasibility proofs for linear inequalities over a convex set: accelerated projected gradient steps on half the sum
//! of squared violations. At a nonzero minimum the violations are multipliers λ of a proof: λ'(Cz − upper) is positive
//! on the whole set.
//!
//! Source: Beck, Teboulle, A Fast Iterative Shrinkage-Thresholding Algorithm for Linear Inverse Problems, SIAM J.
//! Imaging Sci. 2, 2009; with restarts after O'Donoghue, Candès, Adaptive Restart for Accelerated Gradient Schemes,
//! Found. Comput. Math. 15, 2015.

use crate::matrices::Rectangular;
use superlinear_interface::{Error, Run};
use superlinear_numerics::sets::Product;
use superlinear_numerics::vectors::{difference, dot_in_order, largest, norm};

/// The limits on steps, and on matrix entries read in all: a few tenths of a second. Undecided problems go on to the
/// search.
const MAX_STEPS: usize = 5000;
const MAX_ENTRIES: usize = 100_000_000;

/// Steps between tests for a decision. A test takes another product with the matrix.
const STEPS_BETWEEN_LOOKS: usize = 10;

/// Power iterations for the norm of the matrix, and the factor on their estimate, which is a lower bound.
const POWER_STEPS: usize = 30;
const RAISED: f64 = 1.1;

/// Violations and proofs smaller than this, relative to the terms in their sums, are rounding.
const ROUNDING: f64 = 1e-9;

/// A point of least violation, with multipliers that prove infeasibility.
pub(super) struct Infeasible {
    pub point: Vec<f64>,
    pub multipliers: Vec<f64>,
}

/// Inequalities with rows scaled to norm 1.
struct Rows<'a> {
    matrix: &'a Rectangular,
    /// The factor on products with each row.
    scales: Vec<f64>,
    upper: Vec<f64>,
}

/// Proves that no point of the set satisfies the inequalities. `None` if no proof is found within the limits.
pub(super) fn proof(
    set: &Product,
    constraints: &(Rectangular, Vec<f64>),
    start: &[f64],
    run: &Run,
) -> Result<Option<Infeasible>, Error> {
    let rows = Rows::of(constraints);
    let mut entries = 0;
    rows.matrix.for_each_entry(|_, _, _| entries += 1);
    let steps = MAX_STEPS.min(MAX_ENTRIES / (2 * entries + start.len()).max(1));
    let length = 1.0 / rows.square_norm(start.len()).max(f64::MIN_POSITIVE);
    let (mut point, mut ahead, mut momentum) = (start.to_vec(), start.to_vec(), 1.0_f64);
    for step in 0..=steps {
        let violations = rows.violations(&ahead);
        if step % STEPS_BETWEEN_LOOKS == 0 {
            if run.is_out_of_time()? || rows.is_kept(&ahead, &violations) {
                return Ok(None);
            }
            if rows.is_proof(set, &violations) {
                let scaled = violations.iter().zip(&rows.scales);
                let multipliers: Vec<f64> = scaled.map(|(violation, scale)| violation * scale).collect();
                let size = largest(&multipliers);
                let multipliers = multipliers.iter().map(|multiplier| multiplier / size).collect();
                return Ok(Some(Infeasible { point: ahead, multipliers }));
            }
        }
        let slope = rows.transposed(&violations, ahead.len());
        let mut next: Vec<_> = ahead.iter().zip(&slope).map(|(z, slope)| z - length * slope).collect();
        set.project(&mut next);
        let moved = difference(&next, &point);
        let grown = 0.5 + (0.25 + momentum * momentum).sqrt();
        let is_back = dot_in_order(&difference(&ahead, &next), &moved) > 0.0;
        let pull = if is_back { 0.0 } else { (momentum - 1.0) / grown };
        momentum = if is_back { 1.0 } else { grown };
        ahead = next.iter().zip(&moved).map(|(z, moved)| z + pull * moved).collect();
        set.project(&mut ahead);
        point = next;
    }
    Ok(None)
}

impl<'a> Rows<'a> {
    fn of((matrix, upper): &'a (Rectangular, Vec<f64>)) -> Self {
        let mut lengths = vec![0.0_f64; upper.len()];
        matrix.for_each_entry(|i, _, value| lengths[i] = lengths[i].hypot(value));
        let scales: Vec<_> = lengths.iter().map(|length| if *length > 0.0 { 1.0 / length } else { 1.0 }).collect();
        let upper = upper.iter().zip(&scales).map(|(upper, scale)| upper * scale).collect();
        Self { matrix, scales, upper }
    }

    fn products(&self, point: &[f64]) -> Vec<f64> {
        let mut products = vec![0.0; self.upper.len()];
        self.matrix.apply(point, &mut products);
        products.iter().zip(&self.scales).map(|(product, scale)| product * scale).collect()
    }

    fn violations(&self, point: &[f64]) -> Vec<f64> {
        self.products(point).iter().zip(&self.upper).map(|(product, upper)| (product - upper).max(0.0)).collect()
    }

    fn transposed(&self, weights: &[f64], columns: usize) -> Vec<f64> {
        let scaled: Vec<_> = weights.iter().zip(&self.scales).map(|(weight, scale)| weight * scale).collect();
        let mut product = vec![0.0; columns];
        self.matrix.add_transposed(&scaled, &mut product);
        product
    }

    /// An estimate of the squared largest singular value, slightly too large.
    fn square_norm(&self, columns: usize) -> f64 {
        let mut vector: Vec<_> = (0..columns).map(|k| 1.0 + ((k + 1) as f64).sin() / 2.0).collect();
        let mut square = 0.0;
        for _ in 0..POWER_STEPS {
            let length = norm(&vector);
            if length == 0.0 || !length.is_finite() {
                break;
            }
            vector.iter_mut().for_each(|entry| *entry /= length);
            vector = self.transposed(&self.products(&vector), columns);
            square = norm(&vector);
        }
        RAISED * square
    }

    /// Returns whether all violations are rounding.
    fn is_kept(&self, point: &[f64], violations: &[f64]) -> bool {
        let size = norm(point);
        violations.iter().zip(&self.upper).all(|(violation, upper)| *violation <= ROUNDING * size.max(upper.abs()))
    }

    /// Returns whether the inequalities weighted by their violations exclude the set: the smallest product exceeds the
    /// bound.
    fn is_proof(&self, set: &Product, violations: &[f64]) -> bool {
        let direction = self.transposed(violations, set.dimension());
        let slack = vec![ROUNDING * norm(violations); direction.len()];
        let allowed = dot_in_order(violations, &self.upper);
        let terms: f64 = violations.iter().zip(&self.upper).map(|(violation, upper)| (violation * upper).abs()).sum();
        set.least_but_for(&direction, &slack).is_some_and(|least| least - allowed > ROUNDING * (terms + least.abs()))
    }
}
