//! References of a program in NumPy: quadratics a (x - b)^2 / 2 of three variables at two clients.

use super::problem::{ClientTimes, Fleet, Limits, SimulatedClient};
use super::simulated;
use super::solution::SimulateSolution;
use crate::compressor::{Compressor, CompressorKind};
use crate::settings::{Algorithm, Ascent, FederatedSettings, LocalSteps, Overlap, ServerRate};
use superlinear_interface::{AnyMatrix, Matrix, RunOptions, testing};

const CURVATURES: [[f64; 3]; 2] = [[1.0, 2.0, 0.5], [2.0, 1.0, 1.0]];
const MINIMA: [[f64; 3]; 2] = [[1.0, 0.0, -1.0], [0.0, 2.0, 1.0]];

fn client(curvatures: [f64; 3], minimum: [f64; 3]) -> SimulatedClient {
    // Eight rows with entries 2 or 0, so that the curvatures are exact: two of the entries decide a tie.
    let (mut data, mut response) = (vec![0.0; 24], vec![0.0; 8]);
    let owners = (0..3).flat_map(|j| std::iter::repeat_n(j, (2.0 * curvatures[j]) as usize));
    for (row, j) in owners.enumerate() {
        (data[3 * row + j], response[row]) = (2.0, 2.0 * minimum[j]);
    }
    SimulatedClient {
        matrix: AnyMatrix::Dense(Matrix::new(8, 3, data)),
        response: response.into(),
        times: ClientTimes { speed: 1.0, delay: 0.0, dropout: 0.0, loss_probability: 0.0, bandwidth: None },
    }
}

fn fleet(rounds: u32) -> Fleet {
    let clients = vec![client(CURVATURES[0], MINIMA[0]), client(CURVATURES[1], MINIMA[1])];
    let limits = Limits { rounds: Some(rounds), seconds: None, round_limit: None, evaluate_every: 1, target: None };
    Fleet { clients, initial: None, test: None, limits }
}

fn settings(algorithm: Algorithm, steps: u32) -> FederatedSettings {
    let local = LocalSteps { steps, batch_size: 0, learning_rate: Some(0.1), ..LocalSteps::default() };
    FederatedSettings { algorithm, intercept: false, local, ..FederatedSettings::default() }
}

fn run(settings: &FederatedSettings, fleet: &Fleet) -> SimulateSolution {
    settings.check().expect("valid settings");
    simulated(settings, fleet, &testing::untimed(&RunOptions::default())).expect("a solution")
}

fn assert_near(values: &[f64], expected: [f64; 3], tolerance: f64) {
    values.iter().zip(expected).for_each(|(a, b)| assert!((a - b).abs() <= tolerance, "{values:?}"));
}

#[test]
fn compressed_gradients_with_controlled_errors() {
    let settings = FederatedSettings {
        compressor: Compressor { kind: CompressorKind::Top, fraction: 0.3, bits: 8 },
        error_control: Some(0.5),
        server_learning_rate: Some(ServerRate::Number(0.2)),
        ..settings(Algorithm::Compressed, 1)
    };
    // Single precision of messages.
    assert_near(&run(&settings, &fleet(3)).parameters, [0.25, 0.5, 0.15], 1e-7);
}

#[test]
fn proximal_steps_with_corrections() {
    let settings =
        FederatedSettings { proximal: Some(0.5), ascent: Ascent::default(), ..settings(Algorithm::FedSpeed, 3) };
    let expected = [0.441689214347842, 0.854332309893582, 0.253381696656312];
    assert_near(&run(&settings, &fleet(2)).parameters, expected, 1e-14);
}

#[test]
fn overlapped_rounds_and_the_last_average() {
    let overlap = Overlap { outer_momentum: 0.5, ..Overlap::default() };
    let solution = run(&FederatedSettings { overlap, ..settings(Algorithm::Overlapped, 2) }, &fleet(3));
    assert_near(&solution.parameters, [0.377625, 0.75525, 0.1899140625], 1e-15);
    assert_eq!((solution.rounds, solution.time), (3, 6.0));
}

#[test]
fn scaffold_comes_to_the_minimum_and_averages_do_not() {
    // The minimum of the mean: the mean of the minima, weighted by the curvatures.
    let minimum = std::array::from_fn(|j| {
        let [a, b] = [CURVATURES[0][j], CURVATURES[1][j]];
        (a * MINIMA[0][j] + b * MINIMA[1][j]) / (a + b)
    });
    assert_near(&run(&settings(Algorithm::Scaffold, 5), &fleet(400)).parameters, minimum, 1e-10);
    let drifted = run(&settings(Algorithm::FedAvg, 5), &fleet(400)).parameters;
    assert!((drifted[0] - minimum[0]).abs() > 1e-3, "{drifted:?}");
}
