use super::*;
use superlinear_numerics::random::Stream;

fn sample(count: usize) -> (Vec<Vec<f64>>, Vec<f64>) {
    let mut random = Stream::new(5, 0);
    let points: Vec<Vec<f64>> = (0..count).map(|_| (0..3).map(|_| 2.0 * random.uniform() - 1.0).collect()).collect();
    let values = points.iter().map(|x| x[0].sin() + x[1] * x[1] - 0.3 * x[0] * x[2]).collect();
    (points, values)
}

/// The gradient of a function by central differences.
fn differences(x: &[f64], f: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let moved = |k: usize, step: f64| {
        let mut x = x.to_vec();
        x[k] += step;
        f(&x)
    };
    (0..x.len()).map(|k| (moved(k, 1e-5) - moved(k, -1e-5)) / 2e-5).collect()
}

fn assert_near(a: &[f64], b: &[f64], tolerance: f64) {
    let is_near = a.iter().zip(b).all(|(a, b)| (a - b).abs() <= tolerance * b.abs().max(1.0));
    assert!(is_near, "{a:?} is not {b:?}");
}

const LOGARITHMS: [f64; 4] = [0.3, -0.2, 0.7, -7.0];

#[test]
fn values_are_predicted_where_they_are_known() {
    let (points, values) = sample(20);
    let model = Model::new(Kernel::new(&LOGARITHMS, &[false; 3]), &points, &values).expect("it is definite");
    assert_near(&model.means(), &values, 1e-2);
    let known = model.predict(&points[3]);
    assert!((known.mean - values[3]).abs() < 1e-2 && known.deviation < 0.05);
    assert!(model.predict(&[9.0, 9.0, 9.0]).deviation > 10.0 * known.deviation);
}

#[test]
fn slopes_are_those_of_differences() {
    let (points, values) = sample(12);
    let surprise = |logarithms: &[f64]| {
        Model::new(Kernel::new(logarithms, &[false; 3]), &points, &values).expect("it is definite").surprise()
    };
    assert_near(&surprise(&LOGARITHMS).1, &differences(&LOGARITHMS, |logarithms| surprise(logarithms).0), 1e-5);
    let model = Model::new(Kernel::new(&LOGARITHMS, &[false; 3]), &points, &values).expect("it is definite");
    let place = [0.1, -0.6, 0.4];
    let prediction = model.predict(&place);
    assert_near(&prediction.mean_slope, &differences(&place, |x| model.predict(x).mean), 1e-6);
    assert_near(&prediction.deviation_slope, &differences(&place, |x| model.predict(x).deviation), 1e-6);
    // Far below the expectation, near it, and above.
    for z in [-40.0, -3.0, 0.2, 5.0, 60.0] {
        let least = prediction.mean + z * prediction.deviation;
        let by_differences = differences(&place, |x| log_improvement(&model.predict(x), least).0);
        // The ratio is accurate to seven digits; three of them are lost at -3.
        assert_near(&log_improvement(&prediction, least).1, &by_differences, 1e-2);
    }
}

#[test]
fn improvements_are_the_integrals_that_they_stand_for() {
    // ∫ max(0, z + x) φ(x) dx by the trapezoidal rule.
    for z in [-4.0, -1.0, 0.0, 2.0] {
        let density = |x: f64| (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt();
        let terms = (-12_000..12_000).map(|k| f64::from(k) * 1e-3);
        let integral: f64 = terms.map(|x| (z + x).max(0.0) * density(x) * 1e-3).sum();
        let prediction = model::Prediction { mean: 0.0, deviation: 1.0, mean_slope: vec![], deviation_slope: vec![] };
        let (value, _) = log_improvement(&prediction, z);
        assert!((value - integral.ln()).abs() < 1e-4, "at {z}: {value} is not {}", integral.ln());
    }
}

#[test]
fn descents_end_at_minima_in_the_box() {
    let mut rosenbrock = |x: &[f64]| {
        let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
        (a * a + 100.0 * b * b, vec![-2.0 * a - 400.0 * x[0] * b, 200.0 * b])
    };
    let descent = |upper: f64| Descent { lower: vec![-2.0; 2], upper: vec![upper, 2.0], most: 200, tolerance: 0.0 };
    assert_near(&descent(2.0).minimize(&[-1.2, 1.0], &mut rosenbrock).0, &[1.0, 1.0], 1e-6);
    assert_near(&descent(0.5).minimize(&[-1.2, 1.0], &mut rosenbrock).0, &[0.5, 0.25], 1e-6);
}

#[test]
fn the_likeliest_lengths_tell_what_variables_matter() {
    let (points, _) = sample(40);
    let values: Vec<f64> = points.iter().map(|x| (3.0 * x[1]).sin()).collect();
    let logarithms = likeliest(&points, &values, &[false; 3], None);
    assert!(logarithms[1] + 1.0 < logarithms[0].min(logarithms[2]), "{logarithms:?}");
}
