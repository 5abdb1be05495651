//! Comparison of the distributions with enumeration of all samples.
//!
//! The probabilities of the statistical tests are those of a normal approximation: a count is more than five standard
//! deviations off its expectation with probability 6e-7, so a test of 200 counts fails by chance with probability
//! 1.2e-4. Seeds are fixed: a test that passes always does.

use super::draws::Draws;
use super::features::Features;
use super::fit::{Fit, fit};
use super::functions::DegreeKind;
use super::laws::{Drawn, Order, Sample, SampleMethod, draw, weights};
use super::norm_bounds::norm_bounds;
use super::orthonormal::Orthonormal;
use crate::table::Table;
use std::collections::BTreeMap;
use superlinear_interface::testing;
use superlinear_interface::{AnyMatrix, Matrix, Run, RunOptions};
use superlinear_numerics::random::Stream;

fn run_with(seed: u64) -> Run {
    testing::untimed(&RunOptions { seed, ..RunOptions::default() })
}

/// Six rows (1, t): leverage scores, losses and probabilities are known as fractions.
fn line() -> AnyMatrix {
    matrix(6, 2, (0..6).flat_map(|t| [1.0, f64::from(t)]).collect())
}

const LABELS: [f64; 6] = [1.0, 3.0, 2.0, 5.0, 4.0, 7.0];

/// The fit to all labels, and the sum of its squared residuals.
const BEST: [f64; 2] = [1.095_238_095_238_095_2, 1.028_571_428_571_428_6];
const MIN_LOSS: f64 = 4.819_047_619_047_619;

/// det(A' A), and the leverage scores.
const DETERMINANT: f64 = 105.0;
const SCORES: [f64; 6] = [55.0 / 105.0, 31.0 / 105.0, 19.0 / 105.0, 19.0 / 105.0, 31.0 / 105.0, 55.0 / 105.0];

fn matrix(rows: usize, columns: usize, data: Vec<f64>) -> AnyMatrix {
    AnyMatrix::Dense(Matrix::new(rows, columns, data))
}

fn basis_of(matrix: &AnyMatrix) -> Orthonormal {
    let run = run_with(0);
    let table = Table::new(matrix, "matrix", &run).expect("a good matrix");
    Orthonormal::new(&table, &run).expect("a basis")
}

/// det(A_S' A_S) of rows (1, t): half the sum of the squares of all differences.
fn volume(rows: &[usize]) -> f64 {
    let differences = rows.iter().flat_map(|&i| rows.iter().map(move |&j| i.abs_diff(j) as f64));
    differences.map(|difference| difference * difference).sum::<f64>() / 2.0
}

/// All sets of `size` numbers below 6.
fn sets(size: u32) -> impl Iterator<Item = Vec<usize>> {
    let members = |mask: u32| (0..6).filter(|&i| mask >> i & 1 == 1).collect();
    (0u32..64).filter(move |mask| mask.count_ones() == size).map(members)
}

/// All sequences of `size` numbers below 6.
fn sequences(size: u32) -> impl Iterator<Item = Vec<usize>> {
    (0..6usize.pow(size)).map(move |code| (0..size).map(|place| code / 6usize.pow(place) % 6).collect())
}

type Law = BTreeMap<Vec<usize>, f64>;

fn law_of_volume(size: u32) -> Law {
    let total: f64 = sets(size).map(|set| volume(&set)).sum();
    sets(size).map(|set| (set.clone(), volume(&set) / total)).collect()
}

/// The distribution of sequences: det(sum of a a' / score) times the product of the scores, up to a factor.
fn law_of_rescaled_volume(size: u32) -> Law {
    let mass = |sequence: &[usize]| {
        let moment = |power: i32| sequence.iter().map(|&t| (t as f64).powi(power) / SCORES[t]).sum::<f64>();
        (moment(0) * moment(2) - moment(1).powi(2)) * sequence.iter().map(|&t| SCORES[t]).product::<f64>()
    };
    let total: f64 = sequences(size).map(|sequence| mass(&sequence)).sum();
    // Singular sequences have mass only by rounding.
    let regular = sequences(size).filter(|sequence| sequence.iter().any(|t| *t != sequence[0]));
    regular.map(|sequence| (sequence.clone(), mass(&sequence) / total)).collect()
}

/// Compares the frequency of each outcome in `draws` draws with its probability.
fn assert_law(law: &Law, draws: u32, mut draw: impl FnMut() -> Vec<usize>) {
    let mut counts: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
    for _ in 0..draws {
        *counts.entry(draw()).or_default() += 1;
    }
    assert!(counts.keys().all(|outcome| law.contains_key(outcome)), "nothing impossible was drawn");
    for (outcome, &probability) in law {
        let count = f64::from(counts.get(outcome).copied().unwrap_or(0));
        let expected = f64::from(draws) * probability;
        let deviation = (expected * (1.0 - probability)).sqrt();
        assert!(
            (count - expected).abs() <= 5.0 * deviation,
            "{outcome:?}: {count}, expected {expected} +- {deviation}"
        );
    }
}

const DRAWS: u32 = 200_000;

#[test]
fn pairs_are_drawn_with_the_probabilities_of_their_determinants() {
    let basis = basis_of(&line());
    let (scores, run) = (basis.scores(), run_with(1));
    let mut draws = Draws::new(&basis, &scores, &run);
    let law = law_of_volume(2);
    assert!((law[&vec![0, 5]] - 0.238_095_238_1).abs() < 1e-10);
    assert_law(&law, DRAWS, || draws.determinantal().expect("a set"));
}

#[test]
fn nearly_dependent_columns_do_not_change_the_law() {
    // The columns (1, 1 + t / 2^30) span the same space as (1, t).
    let nearly = matrix(6, 2, (0..6).flat_map(|t| [1.0, 1.0 + f64::from(t) / f64::from(1 << 30)]).collect());
    let basis = basis_of(&nearly);
    let (scores, run) = (basis.scores(), run_with(2));
    let mut draws = Draws::new(&basis, &scores, &run);
    assert_law(&law_of_volume(2), DRAWS, || draws.determinantal().expect("a set"));
}

#[test]
fn rows_are_drawn_by_their_scores() {
    let basis = basis_of(&line());
    let (scores, run) = (basis.scores(), run_with(3));
    let law = (0..6).map(|row| (vec![row], SCORES[row] / 2.0)).collect();
    let mut draws = Draws::new(&basis, &scores, &run);
    assert_law(&law, DRAWS, || draws.independent(1));
    let all = (0..6).map(|row| (vec![row], 1.0 / 6.0)).collect();
    assert_law(&all, DRAWS, || draws.others(&[], 1));
}

#[test]
fn sets_without_repetition_are_equally_likely() {
    let basis = basis_of(&line());
    let (scores, run) = (basis.scores(), run_with(4));
    let mut draws = Draws::new(&basis, &scores, &run);
    let free = |set: &Vec<usize>| !set.contains(&1) && !set.contains(&4);
    let law: Law = sets(2).filter(free).map(|set| (set, 1.0 / 6.0)).collect();
    assert_law(&law, DRAWS, || {
        let mut set = draws.others(&[1, 4], 2);
        set.sort_unstable();
        set
    });
}

/// Samples of the distributions with these seeds.
fn samples(method: SampleMethod, size: u32, seeds: u32) -> impl FnMut() -> Vec<usize> {
    let (basis, mut seed) = (basis_of(&line()), 0);
    let scores = basis.scores();
    move || {
        seed += 1;
        assert!(seed <= seeds);
        let order = Order { method, size: Some(size), repeats: None, stabilized: false };
        order.draw(size as usize, &basis, &scores, &run_with(seed.into())).expect("a sample").rows
    }
}

#[test]
fn larger_sets_are_drawn_with_the_probabilities_of_their_determinants() {
    for (size, scores) in [(3, [0.642_857_142_9, 0.471_428_571_4, 0.385_714_285_7]), (4, [0.0; 3])] {
        let law = law_of_volume(size);
        let marginal = |row: usize| law.iter().filter(|(set, _)| set.contains(&row)).map(|(_, mass)| mass).sum::<f64>();
        for (row, score) in scores.into_iter().enumerate().filter(|_| size == 3) {
            assert!((marginal(row) - score).abs() < 1e-10 && (marginal(5 - row) - score).abs() < 1e-10);
        }
        assert_law(&law, DRAWS, samples(SampleMethod::Volume, size, DRAWS));
    }
}

#[test]
fn sequences_are_drawn_with_the_probabilities_of_their_determinants() {
    let law = law_of_rescaled_volume(3);
    assert_eq!(law.len(), 210);
    assert_law(&law, DRAWS, samples(SampleMethod::VolumeRescaled, 3, DRAWS));
}

#[test]
fn the_smallest_and_the_largest_samples() {
    assert_law(&law_of_volume(2), DRAWS, samples(SampleMethod::Volume, 2, DRAWS));
    let mut all = samples(SampleMethod::Volume, 6, 5);
    assert_eq!(all(), [0, 1, 2, 3, 4, 5]);
    let mut all = samples(SampleMethod::Uniform, 6, 5);
    assert_eq!(all(), [0, 1, 2, 3, 4, 5]);
}

/// The fit to these rows, as if they had been sampled.
fn fit_to(matrix: &AnyMatrix, rows: &[usize], labels: &[f64], method: SampleMethod) -> Fit {
    let basis = basis_of(matrix);
    let scores = basis.scores();
    let weights = weights(method, rows, basis.rank, &scores);
    let norm_bounds = norm_bounds(&basis, rows, &weights).expect("bounds");
    let sample = Sample { rows: rows.to_vec(), weights, norm_bounds, attempts: 1 };
    let labels: Vec<f64> = rows.iter().map(|&row| labels[row]).collect();
    let drawn = Drawn { matrix: matrix.clone(), basis, scores, sample };
    fit(&drawn, &labels, method, &run_with(0)).expect("a fit")
}

fn loss(matrix: &AnyMatrix, labels: &[f64], solution: &[f64]) -> f64 {
    let AnyMatrix::Dense(matrix) = matrix else { unreachable!("a dense matrix") };
    let residual = |i: usize| labels[i] - matrix.row(i).iter().zip(solution).map(|(a, x)| a * x).sum::<f64>();
    (0..matrix.rows).map(|i| residual(i).powi(2)).sum()
}

fn line_loss(rows: &[usize], method: SampleMethod) -> f64 {
    loss(&line(), &LABELS, &fit_to(&line(), rows, &LABELS, method).solution)
}

fn assert_near(got: f64, expected: f64, tolerance: f64) {
    assert!((got - expected).abs() <= tolerance * expected.abs().max(1.0), "got {got}, expected {expected}");
}

#[test]
fn fits_to_volume_samples_are_unbiased_and_lose_what_is_known() {
    for (size, count, ratio) in [(2, 1.0, 3.0), (3, 4.0, 1.620_103_723_5), (4, 6.0, 1.285_925_362_5)] {
        let total: f64 = sets(size).map(|set| volume(&set)).sum();
        assert_near(total, count * DETERMINANT, 0.0);
        let (mut mean, mut expected_loss) = ([0.0; 2], 0.0);
        for (set, probability) in law_of_volume(size) {
            let fit = fit_to(&line(), &set, &LABELS, SampleMethod::Volume);
            mean.iter_mut().zip(&fit.solution).for_each(|(mean, x)| *mean += probability * x);
            expected_loss += probability * loss(&line(), &LABELS, &fit.solution);
        }
        mean.iter().zip(BEST).for_each(|(mean, best)| assert_near(*mean, best, 1e-13));
        assert_near(expected_loss / MIN_LOSS, ratio, 1e-10);
    }
}

#[test]
fn fits_to_rescaled_volume_samples_are_unbiased() {
    for size in [2, 3, 4] {
        let mut mean = [0.0; 2];
        for (sequence, probability) in law_of_rescaled_volume(size) {
            let fit = fit_to(&line(), &sequence, &LABELS, SampleMethod::VolumeRescaled);
            mean.iter_mut().zip(&fit.solution).for_each(|(mean, x)| *mean += probability * x);
        }
        mean.iter().zip(BEST).for_each(|(mean, best)| assert_near(*mean, best, 1e-12));
    }
}

#[test]
fn mean_fits_to_drawn_pairs_are_within_four_standard_errors() {
    // Fails by chance with probability 1.3e-4.
    let fits: BTreeMap<_, _> =
        sets(2).map(|set| (set.clone(), fit_to(&line(), &set, &LABELS, SampleMethod::Dpp).solution)).collect();
    let mut sample = samples(SampleMethod::Dpp, 2, DRAWS);
    let (mut sum, mut squares) = ([0.0; 2], [0.0; 2]);
    for _ in 0..DRAWS {
        for (j, x) in fits[&sample()].iter().enumerate() {
            sum[j] += x;
            squares[j] += x * x;
        }
    }
    for j in 0..2 {
        let mean = sum[j] / f64::from(DRAWS);
        let error = ((squares[j] / f64::from(DRAWS) - mean * mean) / f64::from(DRAWS)).sqrt();
        assert!((mean - BEST[j]).abs() <= 4.0 * error, "{mean} +- {error}");
    }
}

#[test]
fn weights_make_the_expected_gram_matrix_whole() {
    // The sum of P(S) times the weight of i in S is 1 for all i.
    let cases = [
        (SampleMethod::Dpp, law_of_volume(2)),
        (SampleMethod::VolumeRescaled, law_of_rescaled_volume(3)),
        (SampleMethod::Uniform, sets(3).map(|set| (set, 1.0 / 20.0)).collect()),
    ];
    for (method, law) in cases {
        let mut means = [0.0; 6];
        for (rows, probability) in law {
            let weights = weights(method, &rows, 2, &SCORES);
            rows.iter().zip(weights).for_each(|(&row, weight)| means[row] += probability * weight);
        }
        means.iter().for_each(|mean| assert_near(*mean, 1.0, 1e-12));
    }
}

#[test]
fn estimates_of_the_loss_are_unbiased() {
    // Volume: the mean loss on the rows omitted from a sample with one row less, for each row.
    let estimate = |rows: &[usize], method| fit_to(&line(), rows, &LABELS, method).loss_estimate.expect("an estimate");
    for size in [3, 4] {
        let law = law_of_volume(size);
        let estimated: f64 = law.iter().map(|(set, mass)| mass * estimate(set, SampleMethod::Volume)).sum();
        let rest = |set: &[usize]| {
            let x = fit_to(&line(), set, &LABELS, SampleMethod::Volume).solution;
            let rest = (0..6).filter(|row| !set.contains(row));
            rest.map(|t| (LABELS[t] - x[0] - x[1] * t as f64).powi(2)).sum::<f64>() * 6.0 / (6 - set.len()) as f64
        };
        let expected: f64 = law_of_volume(size - 1).iter().map(|(set, mass)| mass * rest(set)).sum();
        assert_near(estimated, expected, 1e-12);
    }
    // Rescaled volume: the loss of a sample with one draw less.
    for size in [3, 4] {
        let law = law_of_rescaled_volume(size);
        let method = SampleMethod::VolumeRescaled;
        let estimated: f64 = law.iter().map(|(rows, mass)| mass * estimate(rows, method)).sum();
        let expected: f64 =
            law_of_rescaled_volume(size - 1).iter().map(|(rows, mass)| mass * line_loss(rows, method)).sum();
        assert_near(estimated, expected, 1e-11);
    }
    // Repetitions: the loss of one repetition less.
    let law = law_of_volume(2);
    let pairs = law.iter().flat_map(|first| law.iter().map(move |second| (first, second)));
    let estimated: f64 = pairs
        .map(|(first, second)| {
            first.1 * second.1 * estimate(&[first.0.as_slice(), second.0].concat(), SampleMethod::RepeatedDpp)
        })
        .sum();
    assert_near(estimated, 3.0 * MIN_LOSS, 1e-12);
}

/// Random rows and labels without an exact fit.
fn random_problem(rows: usize, columns: usize, seed: u64) -> (AnyMatrix, Vec<f64>) {
    let mut stream = Stream::new(seed, 0);
    let data = (0..rows * columns).map(|_| stream.normal()).collect();
    (matrix(rows, columns, data), (0..rows).map(|_| stream.normal()).collect())
}

#[test]
fn estimates_from_independent_draws_are_those_of_refits() {
    let (matrix, labels) = random_problem(30, 3, 5);
    let AnyMatrix::Dense(dense) = &matrix else { unreachable!("a dense matrix") };
    let rows = [3, 9, 9, 14, 20, 21, 25, 29];
    let weights = weights(SampleMethod::Leverage, &rows, 3, &basis_of(&matrix).scores());
    let left_out = |k: usize| {
        let mut rest = rows.to_vec();
        let row = rest.remove(k);
        let x = fit_to(&matrix, &rest, &labels, SampleMethod::Leverage).solution;
        weights[k] * (labels[row] - dense.row(row).iter().zip(&x).map(|(a, x)| a * x).sum::<f64>()).powi(2)
    };
    let expected: f64 = (0..rows.len()).map(left_out).sum();
    let estimate = fit_to(&matrix, &rows, &labels, SampleMethod::Leverage).loss_estimate.expect("an estimate");
    assert_near(estimate, expected, 1e-12);
    assert_eq!(fit_to(&matrix, &rows[..3], &labels, SampleMethod::Leverage).loss_estimate, None);
}

#[test]
fn fits_to_all_rows_are_the_least_squares_solution() {
    let all: Vec<usize> = (0..6).collect();
    let fit = fit_to(&line(), &all, &LABELS, SampleMethod::Volume);
    fit.solution.iter().zip(BEST).for_each(|(x, best)| assert_near(*x, best, 1e-14));
    assert_near(fit.residual_norm.powi(2), MIN_LOSS, 1e-14);
}

#[test]
fn the_basis_is_orthonormal_and_spans_the_columns_however_near_they_are() {
    // Columns w_0 + 2^(-4 j) w_j: their condition number is about 2^(4 * 9).
    let (rows, columns) = (500, 10);
    let (AnyMatrix::Dense(w), _) = random_problem(rows, columns, 6) else { unreachable!("a dense matrix") };
    let entry = |i: usize, j: usize| {
        if j == 0 { w.row(i)[0] } else { w.row(i)[0] + w.row(i)[j] / f64::from(16f32.powi(j as i32)) }
    };
    let near = matrix(rows, columns, (0..rows * columns).map(|k| entry(k / columns, k % columns)).collect());
    let (basis, plain) = (basis_of(&near), basis_of(&AnyMatrix::Dense(w)));
    assert_eq!(basis.rank, columns);
    for (a, b) in (0..columns).flat_map(|a| (0..columns).map(move |b| (a, b))) {
        let product: f64 = (0..rows).map(|i| basis.row(i)[a] * basis.row(i)[b]).sum();
        assert_near(product, f64::from(u8::from(a == b)), 1e-14);
    }
    // The span is that of w, up to the accuracy of the columns: 2^36 units of rounding.
    for (score, expected) in basis.scores().into_iter().zip(plain.scores()) {
        assert_near(score, expected, 1e-5);
    }
}

#[test]
fn columns_that_differ_by_little_more_than_rounding_are_independent() {
    let (AnyMatrix::Dense(w), _) = random_problem(5000, 2, 9) else { unreachable!("a dense matrix") };
    for (exponent, rank) in [(40, 2), (46, 2), (54, 1)] {
        let small = 2f64.powi(-exponent);
        let near = matrix(5000, 2, w.data.chunks(2).flat_map(|row| [row[0], row[0] + small * row[1]]).collect());
        assert_eq!(basis_of(&near).rank, rank, "a difference of 2^-{exponent}");
    }
}

#[test]
fn scores_know_no_scale_and_ranks_are_seen() {
    let (AnyMatrix::Dense(w), _) = random_problem(300, 4, 7) else { unreachable!("a dense matrix") };
    let scaled =
        |scales: [f64; 4]| matrix(300, 4, w.data.iter().enumerate().map(|(k, entry)| entry * scales[k % 4]).collect());
    let plain = basis_of(&scaled([1.0; 4]));
    for scales in
        [[1e-200, 1.0, 1e150, 3.0], [1e-300, 1e-290, 1e-280, 1e-295], [2f64.powi(40), 1.0, 2f64.powi(-40), 1.0]]
    {
        let basis = basis_of(&scaled(scales));
        assert_eq!(basis.rank, 4);
        basis.scores().iter().zip(plain.scores()).for_each(|(score, plain)| assert_near(*score, plain, 1e-13));
    }
    let dependent = matrix(300, 4, w.data.chunks(4).flat_map(|row| [row[0], row[1], row[0] + row[1], 0.0]).collect());
    assert_eq!(basis_of(&dependent).rank, 2);
    // The minimum-norm solution is found, if several fit.
    let labels: Vec<f64> = w.data.chunks(4).map(|row| row[0] + row[1]).collect();
    let rows: Vec<usize> = (0..50).collect();
    let solution = fit_to(&dependent, &rows, &labels, SampleMethod::Leverage).solution;
    solution
        .iter()
        .zip([1.0 / 3.0, 1.0 / 3.0, 2.0 / 3.0, 0.0])
        .for_each(|(x, expected)| assert_near(*x, expected, 1e-13));
}

#[test]
fn stabilized_samples_are_drawn_until_they_are_stable() {
    const COLUMNS: usize = 8;
    let (matrix, _) = random_problem(400, COLUMNS, 8);
    let features = || Features {
        matrix: Some(matrix.clone()),
        points: None,
        basis: None,
        degree: None,
        degree_kind: DegreeKind::Total,
    };
    let order =
        |size, stabilized| Order { method: SampleMethod::Leverage, size: Some(size), repeats: None, stabilized };
    let mut most = 0;
    for seed in 0..20 {
        let plain = draw(features(), &order(100, false), &run_with(seed)).expect("a sample").sample;
        let stable = draw(features(), &order(100, true), &run_with(seed)).expect("a sample").sample;
        assert!(stable.norm_bounds.are_stable());
        assert_eq!(plain.attempts, 1);
        assert_eq!(plain.rows == stable.rows, plain.norm_bounds.are_stable());
        most = most.max(stable.attempts);
    }
    assert!(most > 1, "some first samples are not stable");
    let hopeless = draw(features(), &order(COLUMNS as u32, true), &run_with(0)).expect("a sample").sample;
    assert_eq!((hopeless.attempts, hopeless.norm_bounds.are_stable()), (100, false));
}
