//! The logarithm of the gamma function and the polygamma functions.

use crate::common::{assert_error_below, references, ulp};
use std::f64::consts::PI;
use superlinear_numerics::gamma::{log_gamma, polygamma};

/// References with a positive argument, the last one, and the others.
type References = Vec<(Vec<f64>, f64, f64)>;

fn by_sign(name: &str) -> (References, References) {
    references(name).into_iter().partition(|(arguments, ..)| arguments[arguments.len() - 1] > 0.0)
}

/// Asserts that errors are below `bound` ulp of the largest of the result, 1, and a term of the reflection formula.
fn assert_reflected(bound: f64, values: &[f64], references: &References, term: impl Fn(&[f64]) -> f64) {
    assert!(!references.is_empty());
    for (value, (arguments, rounded, above)) in values.iter().zip(references) {
        let unit = ulp(rounded.abs().max(term(arguments)).max(1.0));
        let error = ((value - rounded) / unit - above * ulp(*rounded) / unit).abs();
        assert!(error < bound, "{arguments:?}: {value:e} instead of {rounded:e} is off by {error} ulp");
    }
}

#[test]
fn logarithms_of_gamma_are_accurate() {
    let (positive, negative) = by_sign("log_gamma");
    let values = |references: &References| references.iter().map(|(arguments, ..)| log_gamma(arguments[0])).collect();
    let near: Vec<_> = values(&positive);
    assert_error_below(3.0, "log_gamma", &near, &positive);
    let far: Vec<_> = values(&negative);
    assert_reflected(4.0, &far, &negative, |arguments| log_gamma(-arguments[0]).abs());
}

#[test]
fn polygamma_functions_are_accurate() {
    let (positive, negative) = by_sign("polygamma");
    let value = |arguments: &[f64]| polygamma(arguments[0] as u8, arguments[1]);
    let values = |references: &References| references.iter().map(|(arguments, ..)| value(arguments)).collect();
    let near: Vec<_> = values(&positive);
    assert_error_below(5.0, "polygamma", &near, &positive);
    let far: Vec<_> = values(&negative);
    assert_reflected(8.0, &far, &negative, |arguments| value(&[arguments[0], 1.0 - arguments[1]]).abs());
}

#[test]
fn special_values_of_the_logarithm() {
    let infinite = [0.0, -0.0, -1.0, -2.0, -1e300, f64::INFINITY, f64::NEG_INFINITY, f64::MAX];
    assert!(infinite.iter().all(|&x| log_gamma(x) == f64::INFINITY));
    assert!(log_gamma(f64::NAN).is_nan());
    assert_eq!((log_gamma(1.0), log_gamma(2.0)), (0.0, 0.0));
    assert_eq!(log_gamma(5e-324), -(5e-324f64.ln()));
    assert_eq!(log_gamma(-5e-324), -(5e-324f64.ln()));
    assert_eq!(log_gamma(1e305), 1e305 * (1e305f64.ln() - 1.0));
}

#[test]
fn special_values_of_polygamma() {
    const INFINITY: f64 = f64::INFINITY;
    const NAN: f64 = f64::NAN;
    let cases = [
        (0, 0.0, -INFINITY),
        (0, -0.0, INFINITY),
        (0, -1.0, NAN),
        (0, INFINITY, INFINITY),
        (0, -INFINITY, NAN),
        (0, -1e300, NAN),
        (0, 5e-324, -INFINITY),
        (0, 1e-300, -1e300),
        (0, -1e-300, 1e300),
        (0, 1e300, 1e300f64.ln()),
        (1, 0.0, INFINITY),
        (1, -0.0, INFINITY),
        (1, -3.0, INFINITY),
        (1, INFINITY, 0.0),
        (1, -INFINITY, NAN),
        (1, 1e300, 1e-300),
        (2, 0.0, -INFINITY),
        (2, -0.0, INFINITY),
        (2, -1.0, NAN),
        (2, 1e100, -1e-200),
        (2, 1e300, -0.0),
        (0, NAN, NAN),
        (1, NAN, NAN),
        (2, NAN, NAN),
    ];
    for (order, x, expected) in cases {
        let value = polygamma(order, x);
        let same = value == expected || (value.is_nan() && expected.is_nan());
        assert!(
            same || (value - expected).abs() <= 2.0 * ulp(expected),
            "{order} of {x:e}: {value:e}, not {expected:e}"
        );
    }
}

#[test]
fn each_order_is_the_derivative_of_the_one_below() {
    for order in 0..6u8 {
        for x in [0.3, 1.7, 5.0, 40.0, -0.4, -2.3, -2.7] {
            let step = 1e-3;
            let at = |k: f64| if order == 0 { log_gamma(x + k * step) } else { polygamma(order - 1, x + k * step) };
            let difference = (8.0 * (at(1.0) - at(-1.0)) - (at(2.0) - at(-2.0))) / (12.0 * step);
            let value = polygamma(order, x);
            assert!((value - difference).abs() < 1e-6 * value.abs().max(1.0), "{order} of {x}: {value}, {difference}");
        }
    }
    // Zeta functions of even numbers in closed form.
    assert!((polygamma(1, 1.0) - PI * PI / 6.0).abs() < 1e-15);
    assert!((polygamma(3, 1.0) - PI.powi(4) / 15.0).abs() < 1e-14);
}
