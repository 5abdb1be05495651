//! Evaluation of the scalar functions.

use crate::functions::{Algebra, Binary, BinaryLoop, Unary, UnaryLoop};
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// Applies a function that is not simple in place. Compiled once for all callers.
pub(crate) fn replace(function: Unary, values: &mut [f64]) {
    debug_assert!(!function.is_simple(), "inlined instead");
    dispatch(Replace { function, values });
}

/// Replaces the entries of `first` by a function of both entries that is not simple. Compiled once for all callers.
pub(crate) fn replace_pairs(function: Binary, first: &mut [f64], second: &[f64]) {
    debug_assert!(!function.is_simple(), "inlined instead");
    dispatch(ReplacePairs { function, first, second });
}

struct Replace<'a> {
    function: Unary,
    values: &'a mut [f64],
}

impl Kernel for Replace<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        self.function.apply(arithmetic, self.values);
    }
}

struct ReplacePairs<'a> {
    function: Binary,
    first: &'a mut [f64],
    second: &'a [f64],
}

impl Kernel for ReplacePairs<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        self.function.apply(arithmetic, self.first, self.second);
    }
}

/// Evaluates a function at a constant.
pub fn unary(function: Unary, x: f64) -> f64 {
    let mut value = [x];
    if !function.run_inlined(InPlace(&mut value[0])) {
        replace(function, &mut value);
    }
    value[0]
}

/// Evaluates a function at two constants.
pub fn binary(function: Binary, x: f64, y: f64) -> f64 {
    let mut value = [x];
    if !function.run_inlined(WithSecond(&mut value[0], y)) {
        replace_pairs(function, &mut value, &[y]);
    }
    value[0]
}

/// A loop over one number.
struct InPlace<'a>(&'a mut f64);

impl UnaryLoop for InPlace<'_> {
    #[inline(always)]
    fn run(self, f: impl Fn(f64) -> f64) {
        *self.0 = f(*self.0);
    }
}

/// A loop over one pair of numbers, the first of which is replaced.
struct WithSecond<'a>(&'a mut f64, f64);

impl BinaryLoop for WithSecond<'_> {
    #[inline(always)]
    fn run(self, f: impl Fn(f64, f64) -> f64) {
        *self.0 = f(*self.0, self.1);
    }
}

impl Algebra for f64 {
    fn constant(self, value: f64) -> f64 {
        value
    }
    fn unary(self, function: Unary) -> f64 {
        unary(function, self)
    }
    fn binary(self, function: Binary, other: f64) -> f64 {
        binary(function, self, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::{Partials, Property};

    /// Arguments inside and outside of domains, apart from the corners of piecewise functions.
    const ARGUMENTS: [f64; 8] = [-2.25, -1.3, -0.6, -0.17, 0.17, 0.6, 1.3, 2.25];

    /// Fails unless the derivative of `f` at `x` agrees with central differences. Outside of a domain the
    /// value is NaN, and the derivative is not compared.
    #[track_caller]
    fn assert_derivative(name: &str, f: impl Fn(f64) -> f64, x: f64, derivative: f64) {
        let step = 1e-5;
        let difference = (f(x + step) - f(x - step)) / (2.0 * step);
        if difference.is_nan() {
            assert!(f(x).is_nan(), "{name} at {x}");
            return;
        }
        let error = (derivative - difference).abs() / difference.abs().max(1.0);
        assert!(error < 1e-7, "{name}: the derivative at {x} is {derivative}, not {difference}");
    }

    #[test]
    fn derivatives_of_functions_of_one_number_agree_with_differences() {
        for &function in Unary::ALL {
            for x in ARGUMENTS {
                let derivative = function.derivative(x, unary(function, x));
                assert_derivative(function.name(), |x| unary(function, x), x, derivative);
            }
        }
    }

    /// Arguments apart from corners, and an integer order first for polygamma functions.
    fn pairs(function: Binary) -> Vec<(f64, f64)> {
        let first = if function == Binary::Polygamma { vec![0.0, 1.0, 2.0] } else { ARGUMENTS.to_vec() };
        let pairs = first.iter().flat_map(|&x| ARGUMENTS.map(|y| (x, y)));
        pairs.filter(|(x, y)| x.abs() != y.abs()).collect()
    }

    #[test]
    fn derivatives_of_functions_of_two_numbers_agree_with_differences() {
        for &function in Binary::ALL.iter().filter(|function| !function.is(Property::Surrogate)) {
            for (x, y) in pairs(function) {
                let slopes = match function.derivative(x, y, binary(function, x, y)) {
                    Partials::Slopes(slopes) => slopes,
                    Partials::FirstIf(comparison, [a, b]) if comparison.holds(a, b) => [1.0, 0.0],
                    Partials::FirstIf(..) => [0.0, 1.0],
                };
                if function != Binary::Polygamma {
                    assert_derivative(function.name(), |x| binary(function, x, y), x, slopes[0]);
                }
                assert_derivative(function.name(), |y| binary(function, x, y), y, slopes[1]);
            }
        }
    }

    /// The second derivatives declared to be 0 are, and the others are not at some of the arguments.
    #[test]
    fn curvature_is_where_it_is_declared() {
        for &function in Binary::ALL {
            let slopes = |x: f64, y: f64| match function.derivative(x, y, binary(function, x, y)) {
                Partials::Slopes(slopes) => slopes,
                Partials::FirstIf(..) => [0.0; 2],
            };
            let mut found = [false; 3];
            for (x, y) in pairs(function) {
                let [at, along, across] = [slopes(x, y), slopes(x + 1e-3, y), slopes(x, y + 1e-3)];
                found[0] |= along[0] != at[0] && !at[0].is_nan();
                found[1] |= across[0] != at[0] && !at[0].is_nan();
                found[2] |= across[1] != at[1] && !at[1].is_nan();
            }
            assert_eq!(found, function.curved(), "{}", function.name());
        }
    }

    #[test]
    fn a_remainder_has_the_sign_of_the_divisor() {
        const INFINITY: f64 = f64::INFINITY;
        let cases = [
            ((5.5, 2.0), 1.5),
            ((-5.5, 2.0), 0.5),
            ((5.5, -2.0), -0.5),
            ((-5.5, -2.0), -1.5),
            ((4.0, -2.0), -0.0),
            ((-4.0, 2.0), 0.0),
            ((0.0, -2.0), -0.0),
            ((1.0, INFINITY), 1.0),
            ((-1.0, INFINITY), INFINITY),
            ((1e300, 3.0), 1e300 % 3.0),
        ];
        for ((x, y), expected) in cases {
            assert_eq!(binary(Binary::Mod, x, y).to_bits(), f64::to_bits(expected), "{x} mod {y}");
        }
        for (x, y) in [(1.0, 0.0), (0.0, 0.0), (INFINITY, 2.0), (f64::NAN, 2.0), (1.0, f64::NAN)] {
            assert!(binary(Binary::Mod, x, y).is_nan(), "{x} mod {y}");
        }
    }

    #[test]
    fn names_of_the_wire_format_are_distinct() {
        let mut names: Vec<_> = Unary::in_wire_format().map(Unary::name).collect();
        names.extend(Binary::in_wire_format().map(Binary::name));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
