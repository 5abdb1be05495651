//! The elementary functions of `Arithmetic` except exp and ln, on the chosen instruction set and without fused
//! multiply-add.

use crate::common::{assert_error_below, references, ulp};
use superlinear_numerics::random::Stream;
use superlinear_numerics::simd::{Arithmetic, Kernel, LARGEST_ANGLE, Unfused, dispatch};

/// A method, with the name of its references in ../data/elementary.txt, and its expected accuracy.
#[derive(Clone, Copy)]
struct Method {
    name: &'static str,
    /// The largest error allowed, in ulp: slightly above the largest in the random points counted in its documentation.
    bound: f64,
    /// A reference implementation, accurate to 2 ulp in the range of `sample`.
    other: fn(f64) -> f64,
    sample: (f64, f64),
}

const fn method(name: &'static str, bound: f64, other: fn(f64) -> f64, sample: (f64, f64)) -> Method {
    Method { name, bound, other, sample }
}

const METHODS: [Method; 22] = [
    method("expm1", 1.4, libm::expm1, (-40.0, 700.0)),
    method("log1p", 1.0, libm::log1p, (-1.0, 30.0)),
    method("log2", 0.9, libm::log2, (0.0, 30.0)),
    method("log10", 0.8, libm::log10, (0.0, 30.0)),
    method("cbrt", 0.7, libm::cbrt, (-30.0, 30.0)),
    method("sin", 0.9, libm::sin, (-1e6, 1e6)),
    method("cos", 0.9, libm::cos, (-1e6, 1e6)),
    method("tan", 2.3, libm::tan, (-1e6, 1e6)),
    method("asin", 1.0, libm::asin, (-1.0, 1.0)),
    method("acos", 1.0, libm::acos, (-1.0, 1.0)),
    method("atan", 1.9, libm::atan, (-10.0, 10.0)),
    method("sinh", 1.8, libm::sinh, (-710.0, 710.0)),
    method("cosh", 1.6, libm::cosh, (-710.0, 710.0)),
    method("tanh", 1.6, libm::tanh, (-20.0, 20.0)),
    method("asinh", 1.8, libm::asinh, (-30.0, 30.0)),
    method("acosh", 2.6, libm::acosh, (1.0, 30.0)),
    method("atanh", 1.8, libm::atanh, (-1.0, 1.0)),
    method("erf", 1.5, libm::erf, (-6.0, 6.0)),
    method("erfc", 2.8, libm::erfc, (-6.0, 6.0)),
    // The rounding of x / sqrt 2 matters little near 0, and much in the tail.
    method("normal_distribution", 2.9, |x| 0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2), (-0.5, 8.0)),
    method("sigmoid", 2.4, |x| 1.0 / (1.0 + libm::exp(-x)), (-30.0, 40.0)),
    method("softplus", 1.8, |x| x.max(0.0) + libm::log1p(libm::exp(-x.abs())), (-700.0, 700.0)),
];

fn named(name: &str) -> Method {
    METHODS.into_iter().find(|method| method.name == name).expect("a method")
}

struct Apply<'a>(Method, &'a mut [f64]);

impl Kernel for Apply<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        fn each(values: &mut [f64], function: impl Fn(f64) -> f64) {
            for value in values {
                *value = function(*value);
            }
        }
        match self.0.name {
            "expm1" => each(self.1, |x| arithmetic.expm1(x)),
            "log1p" => each(self.1, |x| arithmetic.log1p(x)),
            "log2" => each(self.1, |x| arithmetic.log2(x)),
            "log10" => each(self.1, |x| arithmetic.log10(x)),
            "cbrt" => each(self.1, |x| arithmetic.cbrt(x)),
            "sin" => arithmetic.sin_each(self.1),
            "cos" => arithmetic.cos_each(self.1),
            "tan" => arithmetic.tan_each(self.1),
            "asin" => each(self.1, |x| arithmetic.asin(x)),
            "acos" => each(self.1, |x| arithmetic.acos(x)),
            "atan" => each(self.1, |x| arithmetic.atan(x)),
            "sinh" => each(self.1, |x| arithmetic.sinh(x)),
            "cosh" => each(self.1, |x| arithmetic.cosh(x)),
            "tanh" => each(self.1, |x| arithmetic.tanh(x)),
            "asinh" => each(self.1, |x| arithmetic.asinh(x)),
            "acosh" => each(self.1, |x| arithmetic.acosh(x)),
            "atanh" => each(self.1, |x| arithmetic.atanh(x)),
            "erf" => each(self.1, |x| arithmetic.erf(x)),
            "erfc" => each(self.1, |x| arithmetic.erfc(x)),
            "normal_distribution" => each(self.1, |x| arithmetic.normal_distribution(x)),
            "sigmoid" => each(self.1, |x| arithmetic.sigmoid(x)),
            "softplus" => each(self.1, |x| arithmetic.softplus(x)),
            other => unreachable!("{other}"),
        }
    }
}

/// The method's values on the chosen instruction set, and without fused multiply-add.
fn both(method: Method, arguments: &[f64]) -> [Vec<f64>; 2] {
    let (mut chosen, mut unfused) = (arguments.to_vec(), arguments.to_vec());
    dispatch(Apply(method, &mut chosen));
    Apply(method, &mut unfused).run(Unfused);
    [chosen, unfused]
}

/// A function of the coordinates of points (x, y).
#[derive(Clone, Copy)]
enum OfPoint {
    Angle,
    Distance,
}

struct ApplyToPoints<'a> {
    function: OfPoint,
    points: &'a [(f64, f64)],
    values: &'a mut [f64],
}

impl Kernel for ApplyToPoints<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for (value, &(x, y)) in self.values.iter_mut().zip(self.points) {
            *value = match self.function {
                OfPoint::Angle => arithmetic.atan2(y, x),
                OfPoint::Distance => arithmetic.hypot(x, y),
            };
        }
    }
}

fn both_of(function: OfPoint, points: &[(f64, f64)]) -> [Vec<f64>; 2] {
    let (mut chosen, mut unfused) = (vec![0.0; points.len()], vec![0.0; points.len()]);
    dispatch(ApplyToPoints { function, points, values: &mut chosen });
    ApplyToPoints { function, points, values: &mut unfused }.run(Unfused);
    [chosen, unfused]
}

#[test]
fn errors_are_below_their_bounds() {
    for method in METHODS {
        let references = references(method.name);
        let arguments: Vec<_> = references.iter().map(|(arguments, ..)| arguments[0]).collect();
        for values in both(method, &arguments) {
            assert_error_below(method.bound, method.name, &values, &references);
        }
    }
    for (function, name, bound) in [(OfPoint::Angle, "atan2", 1.9), (OfPoint::Distance, "hypot", 1.3)] {
        let references = references(name);
        let points: Vec<_> = references.iter().map(|(arguments, ..)| (arguments[1], arguments[0])).collect();
        for values in both_of(function, &points) {
            assert_error_below(bound, name, &values, &references);
        }
    }
}

#[test]
fn another_library_has_the_same_values() {
    let mut random = Stream::new(1, 0);
    for method in METHODS {
        let (low, high) = method.sample;
        let arguments: Vec<_> = (0..20_000).map(|_| low + (high - low) * random.uniform()).collect();
        for values in both(method, &arguments) {
            for (value, &x) in values.iter().zip(&arguments) {
                let other = (method.other)(x);
                let error = (value - other).abs() / ulp(other);
                assert!(error <= method.bound + 2.5, "{} of {x:e}: {value:e}, {other:e}", method.name);
            }
        }
    }
    let coordinate = |random: &mut Stream| (random.uniform() - 0.5) * 2.0f64.powi(random.below(40) as i32 - 20);
    let points: Vec<_> = (0..20_000).map(|_| (coordinate(&mut random), coordinate(&mut random))).collect();
    for values in both_of(OfPoint::Angle, &points) {
        for (angle, (x, y)) in values.iter().zip(&points) {
            let other = libm::atan2(*y, *x);
            assert!((angle - other).abs() <= 3.0 * ulp(other), "atan2({y:e}, {x:e}): {angle:e}, {other:e}");
        }
    }
}

#[test]
fn the_place_in_a_slice_does_not_matter() {
    let mut random = Stream::new(2, 0);
    for method in METHODS {
        let (low, high) = method.sample;
        let arguments: Vec<_> = (0..45).map(|_| low + (high - low) * random.uniform()).collect();
        let [together, unfused] = both(method, &arguments);
        for (i, &x) in arguments.iter().enumerate() {
            let alone = both(method, &[x]).map(|values| values[0].to_bits());
            assert_eq!(alone, [together[i].to_bits(), unfused[i].to_bits()], "{} of {x:e}", method.name);
        }
    }
}

/// Asserts equality including the sign of zero, or that both are NaN.
fn assert_same(name: &str, argument: f64, value: f64, expected: f64) {
    let same = value.to_bits() == expected.to_bits() || (value.is_nan() && expected.is_nan());
    assert!(same, "{name} of {argument:e}: {value:e} instead of {expected:e}");
}

#[test]
fn special_values() {
    use std::f64::consts::{FRAC_PI_2, PI};
    const INFINITY: f64 = f64::INFINITY;
    const NAN: f64 = f64::NAN;
    let tables: [(&str, &[(f64, f64)]); 22] = [
        ("expm1", &[(INFINITY, INFINITY), (-INFINITY, -1.0), (800.0, INFINITY), (-800.0, -1.0), (-40.0, -1.0)]),
        ("log1p", &[(INFINITY, INFINITY), (-1.0, -INFINITY), (-1.5, NAN), (-INFINITY, NAN), (f64::MAX, f64::MAX.ln())]),
        (
            "log2",
            &[(INFINITY, INFINITY), (0.0, -INFINITY), (-0.0, -INFINITY), (-1.0, NAN), (1.0, 0.0), (5e-324, -1074.0)],
        ),
        (
            "log10",
            &[(INFINITY, INFINITY), (0.0, -INFINITY), (-0.0, -INFINITY), (-5e-324, NAN), (-INFINITY, NAN), (1.0, 0.0)],
        ),
        (
            "cbrt",
            &[(INFINITY, INFINITY), (-INFINITY, -INFINITY), (0.0, 0.0), (-0.0, -0.0), (-27.0, -3.0), (1e-300, 1e-100)],
        ),
        ("sin", &[(INFINITY, NAN), (-INFINITY, NAN)]),
        ("cos", &[(INFINITY, NAN), (-INFINITY, NAN), (0.0, 1.0), (-0.0, 1.0), (1e-300, 1.0)]),
        ("tan", &[(INFINITY, NAN), (-INFINITY, NAN)]),
        ("asin", &[(1.0, FRAC_PI_2), (-1.0, -FRAC_PI_2), (1.0f64.next_up(), NAN), (-2.0, NAN), (INFINITY, NAN)]),
        ("acos", &[(1.0, 0.0), (-1.0, PI), (0.0, FRAC_PI_2), (-0.0, FRAC_PI_2), (1.5, NAN), (-INFINITY, NAN)]),
        ("atan", &[(INFINITY, FRAC_PI_2), (-INFINITY, -FRAC_PI_2), (f64::MAX, FRAC_PI_2), (1.0, PI / 4.0)]),
        ("sinh", &[(INFINITY, INFINITY), (-INFINITY, -INFINITY), (711.0, INFINITY), (-800.0, -INFINITY)]),
        ("cosh", &[(INFINITY, INFINITY), (-INFINITY, INFINITY), (711.0, INFINITY), (0.0, 1.0), (-0.0, 1.0)]),
        ("tanh", &[(INFINITY, 1.0), (-INFINITY, -1.0), (800.0, 1.0), (-20.0, -1.0)]),
        ("asinh", &[(INFINITY, INFINITY), (-INFINITY, -INFINITY), (f64::MAX, 710.4758600739439)]),
        (
            "acosh",
            &[(INFINITY, INFINITY), (1.0, 0.0), (1.0f64.next_down(), NAN), (-3.0, NAN), (f64::MAX, 710.4758600739439)],
        ),
        ("atanh", &[(1.0, INFINITY), (-1.0, -INFINITY), (1.0f64.next_up(), NAN), (1e20, NAN), (-INFINITY, NAN)]),
        ("erf", &[(INFINITY, 1.0), (-INFINITY, -1.0), (6.0, 1.0), (-800.0, -1.0)]),
        ("erfc", &[(INFINITY, 0.0), (-INFINITY, 2.0), (800.0, 0.0), (-800.0, 2.0), (0.0, 1.0), (-0.0, 1.0)]),
        ("normal_distribution", &[(INFINITY, 1.0), (-INFINITY, 0.0), (40.0, 1.0), (-40.0, 0.0), (0.0, 0.5)]),
        ("sigmoid", &[(INFINITY, 1.0), (-INFINITY, 0.0), (800.0, 1.0), (-800.0, 0.0), (0.0, 0.5), (-0.0, 0.5)]),
        ("softplus", &[(INFINITY, INFINITY), (-INFINITY, 0.0), (800.0, 800.0), (-800.0, 0.0), (f64::MAX, f64::MAX)]),
    ];
    for (name, cases) in tables {
        for &(argument, expected) in cases {
            for values in both(named(name), &[argument]) {
                assert_same(name, argument, values[0], expected);
            }
        }
        for values in both(named(name), &[NAN, -NAN]) {
            assert!(values.iter().all(|value| value.is_nan()), "{name} of NaN");
        }
    }
    // Still finite although exp overflows.
    for values in both(named("sinh"), &[-710.4]).into_iter().chain(both(named("cosh"), &[710.4])) {
        assert!(values[0].is_finite());
    }
}

#[test]
fn what_is_the_identity_near_zero_keeps_its_argument() {
    for name in ["expm1", "log1p", "sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh"] {
        for x in [0.0, -0.0, 5e-324, -5e-324, f64::MIN_POSITIVE, -1e-300, 1e-17, -1e-17] {
            for values in both(named(name), &[x]) {
                assert_same(name, x, values[0], x);
            }
        }
    }
    for values in both(named("erf"), &[0.0, -0.0, -5e-324, 1e-300]) {
        assert_same("erf", 0.0, values[0], 0.0);
        assert_same("erf", -0.0, values[1], -0.0);
        assert_same("erf", -5e-324, values[2], -5e-324);
        assert_same("erf", 1e-300, values[3], 2.0 / std::f64::consts::PI.sqrt() * 1e-300);
    }
}

#[test]
fn odd_functions_are_odd() {
    let mut random = Stream::new(3, 0);
    for name in ["cbrt", "sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh", "erf"] {
        let (low, high) = named(name).sample;
        let arguments: Vec<_> = (0..1000).map(|_| low + (high - low) * random.uniform()).collect();
        let opposite: Vec<_> = arguments.iter().map(|x| -x).collect();
        for (values, others) in both(named(name), &arguments).iter().zip(both(named(name), &opposite)) {
            assert!(values.iter().zip(&others).all(|(value, other)| *value == -other), "{name}");
        }
    }
}

#[test]
fn large_angles_are_reduced_too() {
    let beyond = LARGEST_ANGLE.next_up();
    for length in [1, 7, 100] {
        // Some blocks with large angles, and some without.
        let angles: Vec<_> = (0..length).map(|i| [beyond, 1e300, 0.5, -1e22, f64::MAX][i % 5] + i as f64).collect();
        for (name, function) in [("sin", libm::sin as fn(f64) -> f64), ("cos", libm::cos), ("tan", libm::tan)] {
            for values in both(named(name), &angles) {
                for (value, &angle) in values.iter().zip(&angles) {
                    let expected = function(angle);
                    assert!((value - expected).abs() <= 3.0 * ulp(expected), "{name} of {angle:e}: {value:e}");
                }
            }
        }
    }
}

#[test]
fn angles_of_special_points() {
    let values = [0.0, -0.0, 1.0, -1.0, 5e-324, -5e-324, f64::MAX, -f64::MAX, f64::INFINITY, -f64::INFINITY, f64::NAN];
    let points: Vec<_> = values.iter().flat_map(|&x| values.map(|y| (x, y))).collect();
    for angles in both_of(OfPoint::Angle, &points) {
        for (&angle, (x, y)) in angles.iter().zip(&points) {
            let expected = libm::atan2(*y, *x);
            let sign = angle.is_sign_negative() == expected.is_sign_negative();
            let close = (angle - expected).abs() <= ulp(expected);
            let same = (angle.is_nan() && expected.is_nan()) || (sign && close);
            assert!(same, "atan2({y:e}, {x:e}): {angle:e} instead of {expected:e}");
        }
    }
}

#[test]
fn distances_of_special_points() {
    let cases = [
        ((3.0, -4.0), 5.0),
        ((0.0, -0.0), 0.0),
        ((-0.0, -5e-324), 5e-324),
        ((f64::NEG_INFINITY, f64::NAN), f64::INFINITY),
        ((f64::NAN, f64::INFINITY), f64::INFINITY),
        ((f64::NAN, 1.0), f64::NAN),
        ((1.0, f64::NAN), f64::NAN),
        ((f64::MAX, 1.0), f64::MAX),
        ((f64::MAX, f64::MAX), f64::INFINITY),
        ((3.0 * 2f64.powi(1000), 4.0 * 2f64.powi(1000)), 5.0 * 2f64.powi(1000)),
        ((-3.0 * f64::MIN_POSITIVE, 4.0 * f64::MIN_POSITIVE), 5.0 * f64::MIN_POSITIVE),
    ];
    for (point, expected) in cases {
        for values in both_of(OfPoint::Distance, &[point]) {
            assert_same("hypot", point.0, values[0], expected);
        }
    }
}

#[test]
fn logarithms_of_powers_of_the_base_are_integers() {
    let twos: Vec<_> = (-1022..1024).map(|k: i32| (2.0f64.powi(k), f64::from(k))).collect();
    // All powers of ten that are doubles.
    let tens: Vec<_> = (0..23).map(|k: i32| (10.0f64.powi(k), f64::from(k))).collect();
    for (name, powers) in [("log2", twos), ("log10", tens)] {
        let arguments: Vec<_> = powers.iter().map(|(power, _)| *power).collect();
        for values in both(named(name), &arguments) {
            for (value, (power, exponent)) in values.iter().zip(&powers) {
                assert_same(name, *power, *value, *exponent);
            }
        }
    }
}
