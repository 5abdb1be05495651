//! Derivatives by finite differences: steps and difference quotients.

/// The relative step of central differences of values: the cube root of the machine epsilon, at which truncation and
/// rounding errors balance.
pub const CENTRAL_STEP: f64 = 6.055_454_452_393_343e-6;

/// The relative step of forward differences of exact gradients: the square root of the machine epsilon.
pub const FORWARD_STEP: f64 = 1.490_116_119_384_765_6e-8;

/// The relative step of central differences of gradients that are central differences themselves: the fourth root of
/// the machine epsilon. Such gradients have errors of about 1e-11; at this step the errors of both kinds balance at
/// about 1e-7.
pub const STEP_OF_DIFFERENCES: f64 = 1.220_703_125e-4;

/// The perturbation of a point before derivatives are compared there, relative to each entry and to 1, since mistakes
/// often vanish at round numbers.
pub const PERTURBATION: f64 = 0.01;

/// The relative error above which a derivative is reported as wrong. Finite differences are accurate to about 1e-8, and
/// wrong derivatives usually differ by much more than this.
const DISAGREEMENT: f64 = 1e-4;

/// The relative error of a derivative against its finite-difference estimate (absolute for estimates below 1), if it is
/// large enough to be reported. Undefined estimates give `None`.
pub fn disagreement(given: f64, numeric: f64) -> Option<f64> {
    let relative_error = (given - numeric).abs() / numeric.abs().max(1.0);
    (relative_error > DISAGREEMENT && relative_error.is_finite()).then_some(relative_error)
}

/// The difference step of a variable with value `x`: `relative` times the larger of |x| and 1, exact in floating point.
pub fn step_of(x: f64, relative: f64) -> f64 {
    let step = relative * x.abs().max(1.0);
    (x + step) - x
}

/// The central difference quotient; one-sided if the function is undefined on one side.
pub fn slope(step: f64, above: f64, at: f64, below: f64) -> f64 {
    match (above.is_finite(), below.is_finite()) {
        (true, false) => (above - at) / step,
        (false, true) => (at - below) / step,
        _ => (above - below) / (2.0 * step),
    }
}

/// The two evaluation points for a derivative with respect to a variable: one step to either side or, too close to a
/// bound, one and two steps inward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stencil {
    /// The values of the variable at both points.
    pub places: [f64; 2],
    /// The displacements of the points from the variable.
    steps: [f64; 2],
}

impl Stencil {
    /// The points for a variable with value `x`, within `lower` and `upper`. The step is at most `step` and half of the
    /// distance to the farther bound; `None` if that is zero.
    pub fn within(x: f64, step: f64, lower: f64, upper: f64) -> Option<Self> {
        let step = (x + step) - x;
        if x - step >= lower && x + step <= upper {
            return Some(Self { places: [x + step, x - step], steps: [step, -step] });
        }
        let (above, below) = (upper - x, x - lower);
        let step = step.min(0.5 * above.max(below));
        let inwards = if above >= below { step } else { -step };
        let places = [x + inwards, x + 2.0 * inwards].map(|place| place.max(lower).min(upper));
        let steps = places.map(|place| place - x);
        (steps[0] != 0.0 && steps[1] != steps[0]).then_some(Self { places, steps })
    }

    /// The difference quotient of the variable and the first point.
    pub fn forward_slope(self, at: f64, first: f64) -> f64 {
        (first - at) / self.steps[0]
    }

    /// The derivative of the parabola through the values at the variable and at both points; one-sided if the function
    /// is undefined at one of them.
    pub fn slope(self, at: f64, values: [f64; 2]) -> f64 {
        let ([a, b], [at_a, at_b]) = (self.steps, values);
        if b == -a {
            return slope(a, at_a, at, at_b);
        }
        let (to_a, to_b) = ((at_a - at) / a, (at_b - at) / b);
        match (at_a.is_finite(), at_b.is_finite()) {
            (true, false) => to_a,
            (false, true) => to_b,
            _ => (b * to_a - a * to_b) / (b - a),
        }
    }
}

/// A point near `x` for central differences within `lower` and `upper`, with its step: relative size `relative` (see
/// [`step_of`]), or shorter if the bounds are close.
pub fn centered(x: f64, relative: f64, lower: f64, upper: f64) -> (f64, f64) {
    let step = step_of(x, relative).min(0.5 * (upper - lower));
    (x.max(lower + step).min(upper - step), step)
}

/// The displacement of a variable for forward differences, of relative size `relative` (see [`step_of`]): upward unless
/// that violates the bounds, shorter if the bounds are close.
pub fn inwards(x: f64, relative: f64, lower: f64, upper: f64) -> f64 {
    let step = step_of(x, relative);
    let (above, below) = (upper - x, x - lower);
    if step <= above || above >= below { step.min(above) } else { -step.min(below) }
}

/// The point `x` with the variables of `group` displaced by their difference steps, downward if `relative` is negative.
pub fn displaced(x: &[f64], group: &[usize], relative: f64) -> Vec<f64> {
    let mut point = x.to_vec();
    for &j in group {
        point[j] += relative.signum() * step_of(x[j], relative.abs());
    }
    point
}

/// The change of a function over one difference step: forward from `at`, or half of the central difference if `below`
/// is given.
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
    fn near_bounds_the_places_are_within_them() {
        let slope_of_cube = |x: f64, lower: f64, upper: f64| {
            let stencil = Stencil::within(x, CENTRAL_STEP, lower, upper).expect("there is room");
            assert!(stencil.places.iter().all(|&place| lower <= place && place <= upper));
            stencil.slope(x.powi(3), stencil.places.map(|place| place.powi(3)))
        };
        let infinity = f64::INFINITY;
        assert_eq!(Stencil::within(1.0, 0.5, -infinity, infinity).map(|stencil| stencil.places), Some([1.5, 0.5]));
        for (x, lower, upper) in [(1.0, 1.0, infinity), (1.0, -3.0, 1.0), (1.0, 1.0, 1.0 + 1e-6), (1.0, 0.999_999, 3.0)]
        {
            assert!((slope_of_cube(x, lower, upper) - 3.0).abs() < 1e-8);
        }
        assert_eq!(centered(1.0, 0.25, 1.0, 2.0), (1.25, 0.25));
        assert_eq!(centered(2.0, 1.0, 1.0, 2.0), (1.5, 0.5));
        assert_eq!(
            [inwards(1.0, 0.5, 0.0, 9.0), inwards(1.0, 0.5, 0.0, 1.0), inwards(1.0, 0.5, 0.75, 1.25)],
            [0.5, -0.5, 0.25]
        );
    }

    #[test]
    fn changes_are_those_over_one_step() {
        assert_eq!(change(&[3.0], None, &[1.0]), [2.0]);
        assert_eq!(change(&[3.0], Some(&[1.0]), &[2.5]), [1.0]);
    }

    #[test]
    fn stencils_stay_within_bounds_and_are_exact_for_parabolas() {
        let f = |x: f64| 3.0 * x * x - 2.0 * x + 1.0;
        for (x, lower, upper) in [(0.3, 0.0, 1.0), (0.0, 0.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0 - 1e-7, 1.0 + 1e-9)] {
            let stencil = Stencil::within(x, CENTRAL_STEP, lower, upper).expect("room");
            assert!(stencil.places.iter().all(|place| (lower..=upper).contains(place)));
            let slope = stencil.slope(f(x), stencil.places.map(f));
            let rounding = 1e-15 / stencil.steps[0].abs();
            assert!((slope - (6.0 * x - 2.0)).abs() < 1e-9 + rounding, "{slope} at {x}");
        }
        assert_eq!(Stencil::within(2.0, CENTRAL_STEP, 2.0, 2.0), None);
        assert_eq!(Stencil { places: [2.0, 0.0], steps: [0.5, -0.5] }.forward_slope(1.0, 3.0), 4.0);
        let stencil = Stencil { places: [0.5, 1.0], steps: [0.5, 1.0] };
        assert_eq!(stencil.slope(1.0, [2.0, f64::NAN]), 2.0);
        assert_eq!(stencil.slope(1.0, [f64::INFINITY, 2.0]), 1.0);
    }
}
