//! exp and ln against correctly rounded values, on the chosen instruction set and without fused multiply-add.

use proptest::prelude::*;
use superlinear_numerics::elementwise;
use superlinear_numerics::simd::{Arithmetic, Kernel, Unfused, dispatch};

/// One line of a file made by ../data/make_reference.py.
struct Reference {
    argument: f64,
    rounded: f64,
    /// How far the exact value is above the rounded one, in ulp.
    above: f64,
}

fn references(text: &str) -> Vec<Reference> {
    let number = |bits: &str| f64::from_bits(u64::from_str_radix(bits, 16).expect("hexadecimal digits"));
    let line = |line: &str| {
        let fields: Vec<_> = line.split(' ').collect();
        let above = fields[2].parse::<f64>().expect("a number") / 1000.0;
        Reference { argument: number(fields[0]), rounded: number(fields[1]), above }
    };
    text.lines().map(line).collect()
}

struct Angles<'a>(&'a mut [(f64, f64)]);

impl Kernel for Angles<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for pair in self.0 {
            *pair = arithmetic.sin_cos_turns(pair.0);
        }
    }
}

#[test]
fn sine_and_cosine_of_turns() {
    let turns: Vec<f64> =
        (-4000..=4000).map(|k| f64::from(k) / 1600.0).chain([0.1, 1e-20, 0.999_999_999_999]).collect();
    let (mut chosen, mut unfused): (Vec<_>, Vec<_>) = turns.iter().map(|&turns| ((turns, 0.0), (turns, 0.0))).unzip();
    dispatch(Angles(&mut chosen));
    Angles(&mut unfused).run(Unfused);
    for pairs in [&chosen, &unfused] {
        for (&(sine, cosine), turns) in pairs.iter().zip(&turns) {
            // The rest after whole quarters is exact; the product with pi is not.
            let quarters = (4.0 * turns).round();
            let (s, c) = libm::sincos((4.0 * turns - quarters) * std::f64::consts::FRAC_PI_2);
            let expected = match quarters.rem_euclid(4.0) as u32 {
                0 => (s, c),
                1 => (c, -s),
                2 => (-s, -c),
                _ => (-c, s),
            };
            assert!((sine - expected.0).abs() <= ulp(expected.0), "sin of {turns} turns: {sine}");
            assert!((cosine - expected.1).abs() <= ulp(expected.1), "cos of {turns} turns: {cosine}");
        }
    }
    assert_eq!(unfused[4000 + 400], (1.0, 0.0));
}

#[derive(Clone, Copy)]
enum Function {
    Exponential,
    Logarithm,
}

struct Apply<'a>(Function, &'a mut [f64]);

impl Kernel for Apply<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for value in self.1 {
            *value = match self.0 {
                Function::Exponential => arithmetic.exp(*value),
                Function::Logarithm => arithmetic.ln(*value),
            };
        }
    }
}

/// The function's values by the chosen instruction set, and those without fused multiply-add.
fn both(function: Function, arguments: &[f64]) -> [Vec<f64>; 2] {
    let (mut chosen, mut unfused) = (arguments.to_vec(), arguments.to_vec());
    dispatch(Apply(function, &mut chosen));
    Apply(function, &mut unfused).run(Unfused);
    [chosen, unfused]
}

fn ulp(value: f64) -> f64 {
    let magnitude = value.abs();
    f64::from_bits(magnitude.to_bits() + 1) - magnitude
}

fn assert_error_below(bound: f64, function: Function, text: &str) {
    let references = references(text);
    assert!(references.len() > 2500);
    let arguments: Vec<_> = references.iter().map(|reference| reference.argument).collect();
    for values in both(function, &arguments) {
        for (value, Reference { argument, rounded, above }) in values.iter().zip(&references) {
            let error = ((value - rounded) / ulp(*rounded) - above).abs();
            assert!(error < bound, "at {argument:e}: {value:e} is off by {error} ulp");
        }
    }
}

#[test]
fn the_exponential_is_off_by_less_than_one_ulp() {
    assert_error_below(1.0, Function::Exponential, include_str!("../data/exponential.txt"));
}

#[test]
fn the_logarithm_is_off_by_less_than_one_ulp() {
    assert_error_below(0.9, Function::Logarithm, include_str!("../data/logarithm.txt"));
}

#[test]
fn the_exponential_of_special_values() {
    let largest: f64 = 709.782712893384;
    let smallest = (1.5f64 * f64::MIN_POSITIVE).ln();
    // A NaN whose low bits could be taken for an exponent.
    let nan = f64::from_bits(0x7ff8_0000_0000_0421);
    let cases = [
        (0.0, 1.0),
        (-0.0, 1.0),
        (f64::INFINITY, f64::INFINITY),
        (f64::MAX, f64::INFINITY),
        (largest.next_up(), f64::INFINITY),
        (710.5, f64::INFINITY),
        (1e5, f64::INFINITY),
        (f64::NEG_INFINITY, 0.0),
        (f64::MIN, 0.0),
        (-745.0, 0.0),
        (smallest - 1e-12, 0.0),
        (-1e5, 0.0),
    ];
    for values in both(Function::Exponential, &cases.map(|(argument, _)| argument)) {
        assert_eq!(values, cases.map(|(_, value)| value));
    }
    for values in both(Function::Exponential, &[f64::NAN, -f64::NAN, nan, largest, smallest + 1e-12]) {
        assert!(values[..3].iter().all(|value| value.is_nan()));
        assert!(values[3] > 0.999_999 * f64::MAX && values[3].is_finite());
        assert!(values[4] >= f64::MIN_POSITIVE && values[4] < 1.6 * f64::MIN_POSITIVE);
    }
}

#[test]
fn the_logarithm_of_special_values() {
    let cases = [(1.0, 0.0), (0.0, f64::NEG_INFINITY), (-0.0, f64::NEG_INFINITY), (f64::INFINITY, f64::INFINITY)];
    for values in both(Function::Logarithm, &cases.map(|(argument, _)| argument)) {
        assert_eq!(values, cases.map(|(_, value)| value));
    }
    for values in both(Function::Logarithm, &[-1.0, -f64::MIN_POSITIVE, -5e-324, f64::NEG_INFINITY, f64::NAN]) {
        assert!(values.iter().all(|value| value.is_nan()));
    }
}

#[test]
fn slices_of_any_length_are_done_to_the_end() {
    for length in 0..40 {
        let exponents: Vec<_> = (0..length).map(|i| f64::from(i) - 20.0).collect();
        let mut values = exponents.clone();
        elementwise::exp(&mut values);
        assert!(values.iter().zip(&exponents).all(|(value, x)| (value / x.exp() - 1.0).abs() < 1e-15));
        elementwise::ln(&mut values);
        assert!(values.iter().zip(&exponents).all(|(value, x)| (value - x).abs() <= 4e-15));
    }
}

#[test]
fn functions_made_of_both_are_those_of_their_definitions() {
    let arguments: Vec<f64> = (-900..900).map(|i| f64::from(i) * 0.9).collect();
    let mut values = arguments.clone();
    elementwise::softplus(&mut values);
    for (value, x) in values.iter().zip(&arguments) {
        let expected = x.max(0.0) + (-x.abs()).exp().ln_1p();
        assert!((value - expected).abs() <= f64::EPSILON * (1.0 + 2.0 * expected), "{value} at {x}");
    }
    let mut values = arguments.clone();
    elementwise::entropy(&mut values);
    for (value, x) in values.iter().zip(&arguments) {
        let expected = if *x <= 0.0 { 0.0 } else { x * x.ln() };
        assert!((value - expected).abs() <= 2.0 * f64::EPSILON * expected.abs(), "{value} at {x}");
    }
}

proptest! {
    #![proptest_config(crate::fixed_seed())]

    #[test]
    fn the_exponential_grows(x in -708.0..709.0, step in 0.0..1.0) {
        // Neighbours may be exchanged by rounding; what is farther apart than that, not.
        for values in both(Function::Exponential, &[x, x + f64::powi(step, 20)]) {
            prop_assert!(values[1] >= values[0] * (1.0 - 2.0 * f64::EPSILON));
        }
    }

    #[test]
    fn the_exponential_undoes_the_logarithm(exponent in -1000.0..1000.0) {
        let x = f64::powf(2.0, exponent);
        let [[logarithm, ..], _] = both(Function::Logarithm, &[x]).map(|values| [values[0]; 2]);
        for values in both(Function::Exponential, &[logarithm]) {
            // The rounding of the logarithm, at most an ulp of it, is multiplied.
            prop_assert!((values[0] / x - 1.0).abs() <= 1.1 * ulp(logarithm) + 2.0 * f64::EPSILON);
        }
    }
}
