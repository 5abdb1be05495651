//! Derivatives by finite differences: the steps, and what the values at their ends say.

/// The relative step of central differences of values: the cube root of the machine epsilon, at which the errors of
/// truncation and of rounding are alike.
pub const CENTRAL_STEP: f64 = 6.055_454_452_393_343e-6;

/// The relative step of forward differences of exact gradients: the square root of the machine epsilon.
pub const FORWARD_STEP: f64 = 1.490_116_119_384_765_6e-8;

/// The relative step of central differences of gradients that are central differences themselves: the fourth root of
/// the machine epsilon. Such gradients are exact to some 1e-11; at this step the errors of both kinds balance, at some
/// 1e-7.
pub const STEP_OF_DIFFERENCES: f64 = 1.220_703_125e-4;

/// The difference step of a variable of the value `x`: `relative` times the larger of its size and 1, and exact in
/// floating point.
pub fn step_of(x: f64, relative: f64) -> f64 {
    let step = relative * x.abs().max(1.0);
    (x + step) - x
}

/// The slope from the values at `step` to either side of a point and at it; from two of them where the function is not
/// defined on one side.
pub fn slope(step: f64, above: f64, at: f64, below: f64) -> f64 {
    match (above.is_finite(), below.is_finite()) {
        (true, false) => (above - at) / step,
        (false, true) => (at - below) / step,
        _ => (above - below) / (2.0 * step),
    }
}

/// The point `x` with the variables of `group` moved by their difference steps, downwards where `relative` is negative.
pub fn displaced(x: &[f64], group: &[usize], relative: f64) -> Vec<f64> {
    let mut point = x.to_vec();
    for &j in group {
        point[j] += relative.signum() * step_of(x[j], relative.abs());
    }
    point
}

/// The change of a function over one difference step: from `at`, or half of that between both sides where there is one
/// below.
pub fn change(above: &[f64], below: Option<&[f64]>, at: &[f64]) -> Vec<f64> {
    match below {
        Some(below) => above.iter().zip(below).map(|(above, below)| 0.5 * (above - below)).collect(),
        None => above.iter().zip(at).map(|(above, at)| above - at).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_exact_in_floating_point() {
        for x in [0.0, 0.1, -3.7, 1e10] {
            let step = step_of(x, CENTRAL_STEP);
            assert!(step > 0.0);
            assert_eq!((x + step) - x, step);
        }
        assert_eq!(displaced(&[1.0, 2.0], &[1], -CENTRAL_STEP), [1.0, 2.0 - step_of(2.0, CENTRAL_STEP)]);
    }

    #[test]
    fn slopes_at_the_edge_are_those_of_one_side() {
        let at = |x: f64| x.ln();
        assert!((slope(1e-6, at(1.0 + 1e-6), 0.0, at(1.0 - 1e-6)) - 1.0).abs() < 1e-9);
        assert_eq!(slope(0.5, 3.0, 1.0, f64::NAN), 4.0);
        assert_eq!(slope(0.5, f64::INFINITY, 1.0, 0.0), 2.0);
    }

    #[test]
    fn changes_are_those_over_one_step() {
        assert_eq!(change(&[3.0], None, &[1.0]), [2.0]);
        assert_eq!(change(&[3.0], Some(&[1.0]), &[2.5]), [1.0]);
    }
}
