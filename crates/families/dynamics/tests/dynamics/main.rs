//! Forecasts and networks in Rust: the numbers of the conformance tests, without the bindings.

use superlinear_dynamics::forecasts::evaluate_forecast::EvaluateForecastProblem;
use superlinear_dynamics::forecasts::fit_predictor::{FitPredictorProblem, FitPredictorSolution};
use superlinear_dynamics::forecasts::forecast::ForecastProblem;
use superlinear_dynamics::forecasts::settings::{ForecastMethod, ForecastSettings, Order, Season, Seasonality, Trend};
use superlinear_dynamics::sequence_model::problem::{FitSequenceModelProblem, Transition};
use superlinear_dynamics::trajectories::Trajectories;
use superlinear_dynamics::{EvaluateForecast, FitPredictor, FitSequenceModel, Forecast};
use superlinear_interface::testing::untimed;
use superlinear_interface::{Matrix, RunOptions, Task, VectorOrMatrix};
use superlinear_numerics::random::Mulberry32;

const PASSENGERS: [f64; 144] = [
    112.0, 118.0, 132.0, 129.0, 121.0, 135.0, 148.0, 148.0, 136.0, 119.0, 104.0, 118.0, 115.0, 126.0, 141.0, 135.0,
    125.0, 149.0, 170.0, 170.0, 158.0, 133.0, 114.0, 140.0, 145.0, 150.0, 178.0, 163.0, 172.0, 178.0, 199.0, 199.0,
    184.0, 162.0, 146.0, 166.0, 171.0, 180.0, 193.0, 181.0, 183.0, 218.0, 230.0, 242.0, 209.0, 191.0, 172.0, 194.0,
    196.0, 196.0, 236.0, 235.0, 229.0, 243.0, 264.0, 272.0, 237.0, 211.0, 180.0, 201.0, 204.0, 188.0, 235.0, 227.0,
    234.0, 264.0, 302.0, 293.0, 259.0, 229.0, 203.0, 229.0, 242.0, 233.0, 267.0, 269.0, 270.0, 315.0, 364.0, 347.0,
    312.0, 274.0, 237.0, 278.0, 284.0, 277.0, 317.0, 313.0, 318.0, 374.0, 413.0, 405.0, 355.0, 306.0, 271.0, 306.0,
    315.0, 301.0, 356.0, 348.0, 355.0, 422.0, 465.0, 467.0, 404.0, 347.0, 305.0, 336.0, 340.0, 318.0, 362.0, 348.0,
    363.0, 435.0, 491.0, 505.0, 404.0, 359.0, 310.0, 337.0, 360.0, 342.0, 406.0, 396.0, 420.0, 472.0, 548.0, 559.0,
    463.0, 407.0, 362.0, 405.0, 417.0, 391.0, 419.0, 461.0, 472.0, 535.0, 622.0, 606.0, 508.0, 461.0, 390.0, 432.0,
];

fn fit(trend: Option<Trend>, seasonality: Option<Seasonality>) -> FitPredictorSolution {
    let settings = ForecastSettings { season: Some(Season::Rows(12)), trend, seasonality, ..Default::default() };
    let problem = FitPredictorProblem {
        series: Trajectories::One(VectorOrMatrix::Vector(PASSENGERS.to_vec().into())),
        method: ForecastMethod::ExponentialSmoothing,
        settings,
        hold_out: 0.2,
        max_iterations: 200,
        tolerance: 1e-6,
    };
    FitPredictor::solve(problem, &untimed(&RunOptions::default())).expect("a fit")
}

/// The largest likelihoods that ETSModel of statsmodels 0.15.0 found and, with a multiplicative season, SciPy's BFGS of the
/// book's formula: statsmodels updates that season relative to the new level.
#[test]
fn smoothing_is_as_likely_as_in_statsmodels() {
    use {Seasonality as S, Trend as T};
    for (trend, seasonality, expected) in [
        (T::None, S::None, -710.3939564797867),
        (T::Additive, S::None, -710.0831471572301),
        (T::Damped, S::None, -710.254321087418),
        (T::None, S::Additive, -586.0410476967199),
        (T::Additive, S::Additive, -564.9837808776815),
        (T::Damped, S::Additive, -568.8609550857169),
        (T::None, S::Multiplicative, -530.5955877128287),
        (T::Additive, S::Multiplicative, -522.4899673799009),
        (T::Damped, S::Multiplicative, -525.6171723331504),
    ] {
        let solution = fit(Some(trend), Some(seasonality));
        let found = solution.log_likelihoods.as_ref().expect("likelihoods")[0];
        assert!(found > expected - 1e-6, "{trend:?} {seasonality:?}: {found} below {expected}");
    }
}

/// Forecasts of a growing series that were held out are biased; added up along a run, the bias moved intervals off the
/// forecast.
#[test]
fn intervals_contain_the_forecast_of_a_growing_series() {
    let series = VectorOrMatrix::Vector(PASSENGERS.to_vec().into());
    let problem = FitPredictorProblem {
        series: Trajectories::One(series.clone()),
        method: ForecastMethod::Linear,
        settings: ForecastSettings { order: Some(Order::Rows(13)), ..Default::default() },
        hold_out: 0.2,
        max_iterations: 200,
        tolerance: 1e-6,
    };
    let run = untimed(&RunOptions::default());
    let predictor = FitPredictor::solve(problem, &run).expect("a fit").predictor.0;
    let levels = Some(vec![0.05, 0.95].into());
    let problem = ForecastProblem { predictor, history: series, horizon: 36, samples: 500, levels };
    let solution = Forecast::solve(problem, &run).expect("a forecast");
    let [low, high] = &solution.quantiles[..] else { panic!("two quantiles") };
    for ((value, low), high) in solution.forecast.entries().iter().zip(low.entries()).zip(high.entries()) {
        assert!(low < value && value < high, "{value} outside {low} to {high}");
    }
}

fn lorenz(rows: usize) -> Matrix {
    let field = |[x, y, z]: [f64; 3]| [10.0 * (y - x), x * (28.0 - z) - y, x * y - 8.0 / 3.0 * z];
    let moved = |from: [f64; 3], along: [f64; 3], step: f64| [0, 1, 2].map(|k| from[k] + step * along[k]);
    let mut now = [1.0; 3];
    let mut data = Vec::new();
    for t in 0..rows + 1000 {
        if t >= 1000 {
            data.extend(now);
        }
        let a = field(now);
        let b = field(moved(now, a, 0.005));
        let c = field(moved(now, b, 0.005));
        let d = field(moved(now, c, 0.01));
        now = moved(now, [0, 1, 2].map(|k| (a[k] + 2.0 * b[k] + 2.0 * c[k] + d[k]) / 6.0), 0.01);
    }
    Matrix::new(rows, 3, data)
}

#[test]
fn chaos_is_forecast_by_polynomials_and_networks() {
    let problem = EvaluateForecastProblem {
        series: Trajectories::One(VectorOrMatrix::Matrix(lorenz(6000))),
        methods: vec![ForecastMethod::Polynomial, ForecastMethod::Reservoir],
        settings: ForecastSettings::default(),
        horizons: Some(vec![1000].into()),
        origins: 20,
        hold_out: 0.3,
        samples: 0,
        interval: 0.9,
    };
    let solution = EvaluateForecast::solve(problem, &untimed(&RunOptions::default())).expect("scores");
    assert!(0.01 * 0.9058 * solution.scores[2].valid_time >= 4.0);
}

fn counted(modulus: i32, count: usize, length: usize, seed: u32) -> (Vec<Vec<i32>>, Vec<Vec<i32>>) {
    let mut random = Mulberry32(seed);
    let sequence = |_| (0..length).map(|_| i32::from(random.uniform() >= 0.5)).collect::<Vec<_>>();
    let sequences: Vec<Vec<i32>> = (0..count).map(sequence).collect();
    let labels = sequences.iter().map(|own| {
        let mut sum = 0;
        own.iter()
            .map(|bit| {
                sum = (sum + bit) % modulus;
                sum
            })
            .collect()
    });
    let labels = labels.collect();
    (sequences, labels)
}

#[test]
fn networks_learn_to_count() {
    for (modulus, transition, restarts, states) in
        [(2, Transition::Diagonal, 3, None), (3, Transition::Householder, 5, None)]
    {
        let lists = |lists: Vec<Vec<i32>>| {
            let data = lists.iter().flatten().map(|&code| f64::from(code)).collect();
            Matrix::new(lists.len(), lists[0].len(), data)
        };
        let (sequences, labels) = counted(modulus, 200, 40, 3);
        let (validation_sequences, validation_labels) = counted(modulus, 1, 5000, 4);
        let problem = FitSequenceModelProblem {
            sequences: lists(sequences),
            labels: lists(labels),
            validation_sequences: Some(lists(validation_sequences)),
            validation_labels: Some(lists(validation_labels)),
            symbols: None,
            classes: None,
            transition,
            reflections: 2,
            states,
            range: Default::default(),
            parametrization: Default::default(),
            steps: 2000,
            batch_size: 64,
            max_length: 40,
            learning_rate: 0.02,
            offset_penalty: 0.01,
            restarts,
            signature_length: 3,
            max_states: 200,
        };
        let solution = FitSequenceModel::solve(problem, &untimed(&RunOptions::default())).expect("a network");
        assert_eq!(solution.automaton.outputs.len(), modulus as usize);
        assert_eq!(solution.automaton_accuracy, 1.0);
    }
}
