//! The elementary functions of `Arithmetic` except exp and ln, on the chosen instruction set and without fused
//! multiply-add.

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

const METHODS: [Method; 16] = [
    method("expm1", 1.4, libm::expm1, (-40.0, 700.0)),
    method("log1p", 1.0, libm::log1p, (-1.0, 30.0)),
    method("sin", 0.9, libm::sin, (-1e6, 1e6)),
    method("cos", 0.9, libm::cos, (-1e6, 1e6)),
    method("tan", 2.3, libm::tan, (-1e6, 1e6)),
    method("asin", 1.0, libm::asin, (-1.0, 1.0)),
    method("acos", 1.0, libm::acos, (-1.0, 1.0)),
    method("atan", 1.9, libm::atan, (-10.0, 10.0)),
    method("sinh", 1.8, libm::sinh, (-710.0, 710.0)),
    method("cosh", 1.6, libm::cosh, (-710.0, 710.0)),
    method("tanh", 1.6, libm::tanh, (-20.0, 20.0)),
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
            "sin" => arithmetic.sin_each(self.1),
            "cos" => arithmetic.cos_each(self.1),
            "tan" => arithmetic.tan_each(self.1),
            "asin" => each(self.1, |x| arithmetic.asin(x)),
            "acos" => each(self.1, |x| arithmetic.acos(x)),
            "atan" => each(self.1, |x| arithmetic.atan(x)),
            "sinh" => each(self.1, |x| arithmetic.sinh(x)),
            "cosh" => each(self.1, |x| arithmetic.cosh(x)),
            "tanh" => each(self.1, |x| arithmetic.tanh(x)),
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

/// The angles of points (x, y).
struct Angles<'a> {
    points: &'a [(f64, f64)],
    angles: &'a mut [f64],
}

impl Kernel for Angles<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for (angle, &(x, y)) in self.angles.iter_mut().zip(self.points) {
            *angle = arithmetic.atan2(y, x);
        }
    }
}

fn both_angles(points: &[(f64, f64)]) -> [Vec<f64>; 2] {
    let (mut chosen, mut unfused) = (vec![0.0; points.len()], vec![0.0; points.len()]);
    dispatch(Angles { points, angles: &mut chosen });
    Angles { points, angles: &mut unfused }.run(Unfused);
    [chosen, unfused]
}

fn ulp(value: f64) -> f64 {
    let magnitude = value.abs();
    f64::from_bits(magnitude.to_bits() + 1) - magnitude
}

/// The lines of ../data/elementary.txt for one function: arguments, the correctly rounded result, and the exact result
/// minus it in ulp.
fn references(name: &str) -> Vec<(Vec<f64>, f64, f64)> {
    let number = |bits: &str| f64::from_bits(u64::from_str_radix(bits, 16).expect("hexadecimal digits"));
    let lines = include_str!("../data/elementary.txt").lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let parsed = lines.filter(|fields| fields[0] == name).map(|fields| {
        let end = fields.len();
        let above = fields[end - 1].parse::<f64>().expect("a number") / 1000.0;
        (fields[1..end - 2].iter().map(|bits| number(bits)).collect(), number(fields[end - 2]), above)
    });
    let references: Vec<_> = parsed.collect();
    assert_eq!(references.len(), 150, "{name}");
    references
}

fn assert_error_below(bound: f64, name: &str, values: &[f64], references: &[(Vec<f64>, f64, f64)]) {
    for (value, (arguments, rounded, above)) in values.iter().zip(references) {
        let error = ((value - rounded) / ulp(*rounded) - above).abs();
        assert!(error < bound, "{name} of {arguments:?}: {value:e} is off by {error} ulp");
    }
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
    let references = references("atan2");
    let points: Vec<_> = references.iter().map(|(arguments, ..)| (arguments[1], arguments[0])).collect();
    for values in both_angles(&points) {
        assert_error_below(1.9, "atan2", &values, &references);
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
    for values in both_angles(&points) {
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
    let tables: [(&str, &[(f64, f64)]); 16] = [
        ("expm1", &[(INFINITY, INFINITY), (-INFINITY, -1.0), (800.0, INFINITY), (-800.0, -1.0), (-40.0, -1.0)]),
        ("log1p", &[(INFINITY, INFINITY), (-1.0, -INFINITY), (-1.5, NAN), (-INFINITY, NAN), (f64::MAX, f64::MAX.ln())]),
        ("sin", &[(INFINITY, NAN), (-INFINITY, NAN)]),
        ("cos", &[(INFINITY, NAN), (-INFINITY, NAN), (0.0, 1.0), (-0.0, 1.0), (1e-300, 1.0)]),
        ("tan", &[(INFINITY, NAN), (-INFINITY, NAN)]),
        ("asin", &[(1.0, FRAC_PI_2), (-1.0, -FRAC_PI_2), (1.0f64.next_up(), NAN), (-2.0, NAN), (INFINITY, NAN)]),
        ("acos", &[(1.0, 0.0), (-1.0, PI), (0.0, FRAC_PI_2), (-0.0, FRAC_PI_2), (1.5, NAN), (-INFINITY, NAN)]),
        ("atan", &[(INFINITY, FRAC_PI_2), (-INFINITY, -FRAC_PI_2), (f64::MAX, FRAC_PI_2), (1.0, PI / 4.0)]),
        ("sinh", &[(INFINITY, INFINITY), (-INFINITY, -INFINITY), (711.0, INFINITY), (-800.0, -INFINITY)]),
        ("cosh", &[(INFINITY, INFINITY), (-INFINITY, INFINITY), (711.0, INFINITY), (0.0, 1.0), (-0.0, 1.0)]),
        ("tanh", &[(INFINITY, 1.0), (-INFINITY, -1.0), (800.0, 1.0), (-20.0, -1.0)]),
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
    for name in ["expm1", "log1p", "sin", "tan", "asin", "atan", "sinh", "tanh"] {
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
    for name in ["sin", "tan", "asin", "atan", "sinh", "tanh", "erf"] {
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
    for angles in both_angles(&points) {
        for (&angle, (x, y)) in angles.iter().zip(&points) {
            let expected = libm::atan2(*y, *x);
            let sign = angle.is_sign_negative() == expected.is_sign_negative();
            let close = (angle - expected).abs() <= ulp(expected);
            let same = (angle.is_nan() && expected.is_nan()) || (sign && close);
            assert!(same, "atan2({y:e}, {x:e}): {angle:e} instead of {expected:e}");
        }
    }
}
