//! The logistic loss of a block of observations.

use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// From the products of the observations with the coefficients: the sum of the losses log(1 + exp(-m)) of the margins m,
/// the products times the labels. Overwrites the products with the derivatives of the losses by them, and `curvatures`
/// with the second ones.
pub(super) struct Loss<'a> {
    pub labels: &'a [f64],
    pub products: &'a mut [f64],
    pub curvatures: &'a mut [f64],
}

impl Kernel for Loss<'_> {
    type Output = f64;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> f64 {
        let mut lanes = [0.0; LANES];
        let labels = self.labels.chunks(LANES);
        let products = self.products.chunks_mut(LANES);
        for ((labels, products), curvatures) in labels.zip(products).zip(self.curvatures.chunks_mut(LANES)) {
            for (((sum, label), product), curvature) in lanes.iter_mut().zip(labels).zip(products).zip(curvatures) {
                let (loss, slope, second) = loss(arithmetic, label * *product);
                *sum += loss;
                *product = label * slope;
                *curvature = second;
            }
        }
        lanes.iter().sum()
    }
}

/// log(1 + exp(-m)), its derivative, and the second one, without overflow: all by the exponential of -|m|.
#[inline(always)]
fn loss<A: Arithmetic>(arithmetic: A, margin: f64) -> (f64, f64, f64) {
    let small = arithmetic.exp(-margin.abs());
    let one_more = 1.0 + small;
    let likely = 1.0 / one_more;
    let unlikely = small * likely;
    // Of 1 + e a rounded part of e is lost, which the factor e / ((1 + e) - 1) brings back (Kahan's log1p).
    let kept = one_more - 1.0;
    let of_rounded = arithmetic.ln(one_more) * (small / if kept > 0.0 { kept } else { 1.0 });
    let logarithm = if kept > 0.0 { of_rounded } else { small };
    let (value, slope) = if margin > 0.0 { (logarithm, -unlikely) } else { (logarithm - margin, -likely) };
    (value, slope, likely * unlikely)
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_numerics::simd::dispatch;

    #[test]
    fn losses_and_their_derivatives_are_those_of_the_definition() {
        for (label, product) in [(1.0, 0.0), (1.0, 3.0), (-1.0, 3.0), (1.0, -40.0), (1.0, 40.0), (-1.0, 1e-9)] {
            let (mut products, mut curvatures) = ([product], [0.0]);
            let value = dispatch(Loss { labels: &[label], products: &mut products, curvatures: &mut curvatures });
            let m: f64 = label * product;
            let expected = f64::max(-m, 0.0) + (-m.abs()).exp().ln_1p();
            assert!((value - expected).abs() <= 4.0 * f64::EPSILON * expected, "{value} against {expected} at {m}");
            let slope = -label / (1.0 + m.exp());
            assert!((products[0] - slope).abs() <= 4.0 * f64::EPSILON * slope.abs());
            let curvature = 1.0 / ((1.0 + m.exp()) * (1.0 + (-m).exp()));
            assert!((curvatures[0] - curvature).abs() <= 4.0 * f64::EPSILON * curvature);
        }
    }

    #[test]
    fn far_losses_are_finite() {
        for product in [-1e308, -800.0, 800.0, 1e308] {
            let (mut products, mut curvatures) = ([product], [0.0]);
            let value = dispatch(Loss { labels: &[1.0], products: &mut products, curvatures: &mut curvatures });
            assert_eq!(value, f64::max(-product, 0.0));
            assert_eq!(products[0], if product < 0.0 { -1.0 } else { 0.0 });
            assert_eq!(curvatures[0], 0.0);
        }
    }
}
