//! The logistic loss with its gradient and curvatures, in one pass over a block of observations.

use superlinear_numerics::rows::{GROUP, add_combination, products, split};
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// A block of observations. [`pass`](Self::pass) returns the sum of the losses log(1 + exp(-m)), where m are the
/// margins, the labels times the products of the features with `x`. It adds the sum's gradient to `gradient`, and
/// writes the losses' second derivatives with respect to the products to `curvatures`. A few rows at a time pass
/// through all stages, so that memory access and arithmetic overlap.
pub struct LogisticRows<'a> {
    /// The rows of features, one after another.
    pub features: &'a [f64],
    /// -1 or 1 for each row.
    pub labels: &'a [f64],
    /// The coefficients, one per feature.
    pub x: &'a [f64],
    /// As long as `x`; the gradient is added to it.
    pub gradient: &'a mut [f64],
    /// As long as `labels`; it is overwritten.
    pub curvatures: &'a mut [f64],
}

/// Number of rows processed together: two groups, so that their losses fill a register.
const ROWS: usize = 2 * GROUP;

impl LogisticRows<'_> {
    /// Processes the block and returns the sum of the losses.
    pub fn pass(self) -> f64 {
        dispatch(self)
    }
}

impl Kernel for LogisticRows<'_> {
    type Output = f64;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> f64 {
        let Self { features, labels, x, gradient, curvatures } = self;
        let width = x.len();
        let mut lanes = [0.0; ROWS];
        let (label_groups, other_labels) = labels.as_chunks::<ROWS>();
        let (curvature_groups, other_curvatures) = curvatures.as_chunks_mut::<ROWS>();
        let (rows, other_rows) = features.split_at(label_groups.len() * ROWS * width);
        for ((rows, labels), curvatures) in rows.chunks_exact(ROWS * width).zip(label_groups).zip(curvature_groups) {
            let (lower, upper) = rows.split_at(GROUP * width);
            let (lower, upper) = (split(lower, width), split(upper, width));
            let mut slopes = [0.0; ROWS];
            let (of_lower, of_upper) = slopes.split_at_mut(GROUP);
            of_lower.copy_from_slice(&products(arithmetic, lower, x));
            of_upper.copy_from_slice(&products(arithmetic, upper, x));
            for (((sum, label), slope), curvature) in lanes.iter_mut().zip(labels).zip(&mut slopes).zip(curvatures) {
                let (value, first, second) = loss(arithmetic, label * *slope);
                *sum += value;
                *slope = label * first;
                *curvature = second;
            }
            let (&[of_lower, of_upper], []) = slopes.as_chunks::<GROUP>() else { continue };
            add_combination(arithmetic, lower, of_lower, gradient);
            add_combination(arithmetic, upper, of_upper, gradient);
        }
        let mut total = lanes.iter().sum();
        for ((row, label), curvature) in other_rows.chunks_exact(width).zip(other_labels).zip(other_curvatures) {
            let [product] = products(arithmetic, [row], x);
            let (value, first, second) = loss(arithmetic, label * product);
            total += value;
            *curvature = second;
            add_combination(arithmetic, [row], [label * first], gradient);
        }
        total
    }
}

/// log(1 + exp(-m)) with its first and second derivatives, without overflow: all from the exponential of -|m|.
#[inline(always)]
fn loss<A: Arithmetic>(arithmetic: A, margin: f64) -> (f64, f64, f64) {
    let small = arithmetic.exp(-margin.abs());
    let one_more = 1.0 + small;
    let likely = 1.0 / one_more;
    let unlikely = small * likely;
    // 1 + e loses a rounded part of e; the factor e / ((1 + e) - 1) restores it (Kahan's log1p).
    let kept = one_more - 1.0;
    let of_rounded = arithmetic.ln(one_more) * (small / if kept > 0.0 { kept } else { 1.0 });
    let logarithm = if kept > 0.0 { of_rounded } else { small };
    let (value, slope) = if margin > 0.0 { (logarithm, -unlikely) } else { (logarithm - margin, -likely) };
    (value, slope, likely * unlikely)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Loss, slope and curvature of one observation of one feature.
    fn of_one(label: f64, product: f64) -> (f64, f64, f64) {
        let (mut gradient, mut curvatures) = ([0.0], [0.0]);
        let value = LogisticRows {
            features: &[product],
            labels: &[label],
            x: &[1.0],
            gradient: &mut gradient,
            curvatures: &mut curvatures,
        }
        .pass();
        (value, gradient[0], curvatures[0])
    }

    #[test]
    fn losses_and_their_derivatives_are_those_of_the_definition() {
        for (label, product) in [(1.0, 0.5), (1.0, 3.0), (-1.0, 3.0), (1.0, -40.0), (1.0, 40.0), (-1.0, 1e-9)] {
            let (value, gradient, curvature) = of_one(label, product);
            let m: f64 = label * product;
            let expected = f64::max(-m, 0.0) + (-m.abs()).exp().ln_1p();
            assert!((value - expected).abs() <= 4.0 * f64::EPSILON * expected, "{value} against {expected} at {m}");
            let slope = -label * product / (1.0 + m.exp());
            assert!((gradient - slope).abs() <= 4.0 * f64::EPSILON * slope.abs());
            let expected = 1.0 / ((1.0 + m.exp()) * (1.0 + (-m).exp()));
            assert!((curvature - expected).abs() <= 4.0 * f64::EPSILON * expected);
        }
    }

    #[test]
    fn far_losses_are_finite() {
        for product in [-1e308, -800.0, 800.0, 1e308] {
            let (value, gradient, curvature) = of_one(1.0, product);
            assert_eq!(value, f64::max(-product, 0.0));
            assert_eq!(gradient, if product < 0.0 { -product } else { 0.0 });
            assert_eq!(curvature, 0.0);
        }
    }

    #[test]
    fn many_observations_sum_up() {
        // Enough rows for full groups, and some more.
        let (count, width) = (21, 5);
        let features: Vec<_> = (0..count * width).map(|k| (k as f64 * 0.7).sin()).collect();
        let labels: Vec<_> = (0..count).map(|k| if k % 3 == 0 { -1.0 } else { 1.0 }).collect();
        let x = [0.3, -1.0, 2.0, 0.1, -0.4];
        let (mut gradient, mut curvatures) = (vec![0.0; width], vec![0.0; count]);
        let value = LogisticRows {
            features: &features,
            labels: &labels,
            x: &x,
            gradient: &mut gradient,
            curvatures: &mut curvatures,
        }
        .pass();
        let (mut expected, mut expected_gradient) = (0.0, vec![0.0; width]);
        for (k, row) in features.chunks(width).enumerate() {
            let product: f64 = row.iter().zip(&x).map(|(z, x)| z * x).sum();
            let (loss, slope, curvature) = of_one(labels[k], product);
            expected += loss;
            assert!((curvatures[k] - curvature).abs() < 1e-14);
            expected_gradient.iter_mut().zip(row).for_each(|(sum, z)| *sum += slope / product * z);
        }
        assert!((value - expected).abs() < 1e-13);
        assert!(gradient.iter().zip(&expected_gradient).all(|(a, b)| (a - b).abs() < 1e-13));
    }
}
