//! Values and gradients of the loss against references with forty digits, and against finite differences on random
//! problems.

use super::filters::{FilterFamily, Filters};
use super::loss::Loss;
use super::parameters::{Learn, Parameters};
use super::samples::Samples;
use crate::outer::Reduced;
use superlinear_interface::testing::untimed;
use superlinear_interface::{Matrix, RunOptions};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::random::Stream;
use superlinear_numerics::stencil::Grid;

/// Value and gradient of the loss in units of the data.
fn evaluated(samples: &Samples, parameters: &Parameters, x: &[f64]) -> (f64, Vec<f64>) {
    let run = untimed(&RunOptions::default());
    let mut loss = Loss { samples, parameters, run: &run };
    let mut solved = ready(loss.solve(x, None, 1e-12)).expect("wanted");
    let slope = ready(loss.slope(x, &mut solved.inner, 1e-12)).expect("wanted");
    let unit = samples.loss(samples.noisy_square);
    (solved.value * unit, slope.gradient.iter().map(|slope| slope * unit).collect())
}

#[test]
fn a_signal_is_that_of_forty_digits() {
    let noisy = Matrix::new(1, 8, vec![0.25, -0.5, 0.0, 2.25, 1.75, 2.0, -1.25, -0.75]);
    let clean = Matrix::new(1, 8, vec![0.0, 0.0, 0.0, 2.0, 2.0, 2.0, -1.0, -1.0]);
    let grid = Grid { rows: 1, columns: 8 };
    let samples = Samples::new(&noisy, &clean, grid).expect("a pair");
    let filters = Filters::default().terms("filters", grid).expect("a family");
    let parameters = Parameters { grid, learn: Learn::WeightsAndSmoothing, filters, smoothing: vec![0.0] };
    let x = [0.5, 0.125].map(|value: f64| (value / samples.scale).ln());
    let (value, gradient) = evaluated(&samples, &parameters, &x);
    assert!((value / 0.030_375_766_596_481_82 - 1.0).abs() < 1e-13, "{value}");
    for (slope, expected) in gradient.iter().zip([0.061_945_828_051_101_8, 0.000_555_293_743_167_086]) {
        assert!((slope / expected - 1.0).abs() < 1e-11, "{slope} where {expected} is right");
    }
    let best = [-1.670_502_437_450_411 - samples.scale.ln(), x[1]];
    let (value, gradient) = evaluated(&samples, &parameters, &best);
    assert!(
        (value / 0.007_082_950_142_836_18 - 1.0).abs() < 1e-12 && gradient[0].abs() < 1e-13,
        "{value} {gradient:?}"
    );
}

/// Random samples and parameters. Consecutive seeds cycle through kinds of filters, signals and images.
fn drawn(seed: u64) -> (Samples, Parameters, Vec<f64>) {
    let mut random = Stream::new(seed, 0);
    let grid = if seed.is_multiple_of(2) { Grid { rows: 1, columns: 20 } } else { Grid { rows: 6, columns: 5 } };
    let mut numbers = |spread: f64| {
        let entries = (0..2 * grid.size()).map(|_| spread * random.normal()).collect();
        Matrix::new(2, grid.size(), entries)
    };
    let samples = Samples::new(&numbers(1.0), &numbers(0.5), grid).expect("pairs");
    let families =
        [FilterFamily::TotalVariation, FilterFamily::Isotropic, FilterFamily::SecondOrder, FilterFamily::Dct3];
    let family = families[(seed / 2 % 4) as usize];
    let filters = Filters::Family(family).terms("filters", grid).expect("a family");
    let parameters = Parameters { grid, learn: Learn::Filters, smoothing: vec![-1.0; filters.len()], filters };
    let mut x = parameters.initial(&vec![-1.0; parameters.filters.len()]);
    x.iter_mut().for_each(|x| *x += 0.2 * random.normal());
    (samples, parameters, x)
}

#[test]
fn gradients_are_those_of_differences() {
    let problems = std::env::var("SUPERLINEAR_PROBLEMS").ok().and_then(|count| count.parse().ok()).unwrap_or(24);
    for seed in 0..problems {
        let (samples, parameters, x) = drawn(seed);
        let value = |x: &[f64]| evaluated(&samples, &parameters, x).0;
        let (_, gradient) = evaluated(&samples, &parameters, &x);
        let scale = gradient.iter().fold(0.0, |most: f64, slope| most.max(slope.abs()));
        for (j, slope) in gradient.iter().enumerate() {
            let at = |step: f64| {
                value(&x.iter().enumerate().map(|(k, x)| if k == j { x + step } else { *x }).collect::<Vec<_>>())
            };
            let h = 1e-3;
            let difference = (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * h);
            assert!((slope - difference).abs() < 1e-6 * scale, "seed {seed}, entry {j}: {slope} against {difference}");
        }
    }
}
