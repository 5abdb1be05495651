//! Logarithms of sums of exponentials: known values, extreme ones, invariances.

use crate::common::run_with;
use proptest::prelude::*;
use superlinear_interface::{Matrix, RunOptions};
use superlinear_numerics::logsumexp::{of, of_columns, of_rows};
use superlinear_numerics::parallel::Parallelism;

const INFINITE: f64 = f64::INFINITY;

fn threads(count: u32) -> Parallelism {
    Parallelism::of(&run_with(RunOptions { threads: Some(count), ..RunOptions::default() }))
}

fn transpose(matrix: &Matrix) -> Matrix {
    let entry = |k: usize| matrix.data[k % matrix.rows * matrix.columns + k / matrix.rows];
    Matrix::new(matrix.columns, matrix.rows, (0..matrix.data.len()).map(entry).collect())
}

/// A fixed matrix with entries in a range of width `spread`.
fn example(rows: usize, columns: usize, spread: f64) -> Matrix {
    let entry = |k: usize| spread * ((k as f64 * 0.618_033_988_749_894_9).fract() - 0.5);
    Matrix::new(rows, columns, (0..rows * columns).map(entry).collect())
}

/// The definition, for exponents that do not overflow.
fn by_definition(exponents: impl Iterator<Item = f64>) -> f64 {
    exponents.map(f64::exp).sum::<f64>().ln()
}

fn assert_close(values: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(values.len(), expected.len());
    for (value, expected) in values.iter().zip(expected) {
        assert!((value - expected).abs() <= tolerance || value == expected, "{value} is not {expected}");
    }
}

#[test]
fn agrees_with_the_definition() {
    for (rows, columns) in [(1, 1), (1, 7), (7, 1), (3, 8), (70, 31), (300, 200), (3, 5000), (5000, 3)] {
        let matrix = example(rows, columns, 30.0);
        let shifts: Vec<_> = (0..columns).map(|j| (j % 5) as f64 - 2.0).collect();
        let row = |i: usize| matrix.row(i).iter();
        let plain: Vec<_> = (0..rows).map(|i| by_definition(row(i).copied())).collect();
        let shifted: Vec<_> =
            (0..rows).map(|i| by_definition(row(i).zip(&shifts).map(|(x, shift)| x + shift))).collect();
        assert_close(&(0..rows).map(|i| of(matrix.row(i))).collect::<Vec<_>>(), &plain, 2e-13);
        assert_close(&of_rows(&matrix, None, &threads(2)), &plain, 2e-13);
        assert_close(&of_rows(&matrix, Some(&shifts), &threads(2)), &shifted, 2e-13);
        let transposed = transpose(&matrix);
        assert_close(&of_columns(&transposed, None, &threads(2)), &plain, 2e-13);
        assert_close(&of_columns(&transposed, Some(&shifts), &threads(2)), &shifted, 2e-13);
    }
}

#[test]
fn is_accurate_for_many_equal_terms() {
    let count = 1_000_000;
    let expected = 700.0 + f64::from(count).ln();
    assert_close(&[of(&vec![700.0; count as usize])], &[expected], 2e-13);
    let column = Matrix::new(count as usize, 1, vec![700.0; count as usize]);
    assert_close(&of_columns(&column, None, &Parallelism::sequential()), &[expected], 2e-13);
}

#[test]
fn nothing_overflows_or_vanishes() {
    let ln_2 = std::f64::consts::LN_2;
    for (exponents, expected) in [
        (vec![1e300, 1e300], 1e300),
        (vec![-1e4, -1e4], -1e4 + ln_2),
        (vec![1e4, -1e4, 1e4], 1e4 + ln_2),
        (vec![-INFINITE, 3.0, -INFINITE], 3.0),
        (vec![-INFINITE, 3.0, 3.0], 3.0 + ln_2),
        (vec![3.0, -INFINITE, 3.0], 3.0 + ln_2),
        (vec![-INFINITE, -INFINITE], -INFINITE),
        (vec![], -INFINITE),
        (vec![0.0, INFINITE, 1.0], INFINITE),
        (vec![INFINITE, INFINITE], INFINITE),
        (vec![-INFINITE, INFINITE, -INFINITE], INFINITE),
    ] {
        let length = exponents.len();
        assert_close(&[of(&exponents)], &[expected], 1e-12);
        let row = Matrix::new(1, length, exponents.clone());
        assert_close(&of_rows(&row, None, &threads(2)), &[expected], 1e-12);
        assert_close(&of_columns(&Matrix::new(length, 1, exponents), None, &threads(2)), &[expected], 1e-12);
    }
}

#[test]
fn nan_gives_nan_in_its_own_row_and_column_only() {
    for position in 0..30 {
        let mut matrix = example(3, 10, 5.0);
        matrix.data[position] = f64::NAN;
        for (i, value) in of_rows(&matrix, None, &threads(2)).iter().enumerate() {
            assert_eq!(value.is_nan(), i == position / 10);
        }
        for (j, value) in of_columns(&matrix, None, &threads(2)).iter().enumerate() {
            assert_eq!(value.is_nan(), j == position % 10);
        }
    }
}

#[test]
fn empty_matrices_have_empty_sums() {
    let sequential = Parallelism::sequential();
    assert_eq!(of_rows(&Matrix::new(2, 0, vec![]), Some(&[]), &sequential), [-INFINITE; 2]);
    assert_eq!(of_columns(&Matrix::new(2, 0, vec![]), None, &sequential), [0.0; 0]);
    assert_eq!(of_columns(&Matrix::new(0, 2, vec![]), Some(&[]), &sequential), [-INFINITE; 2]);
}

#[test]
fn threads_change_no_bit() {
    let matrix = example(700, 130, 50.0);
    let shifts: Vec<_> = (0..700).map(|i| f64::from(i).sin()).collect();
    let transposed = transpose(&matrix);
    let rows = of_rows(&transposed, Some(&shifts), &Parallelism::sequential());
    let columns = of_columns(&matrix, Some(&shifts), &Parallelism::sequential());
    for count in [2, 3, 8] {
        assert_eq!(of_rows(&transposed, Some(&shifts), &threads(count)), rows);
        assert_eq!(of_columns(&matrix, Some(&shifts), &threads(count)), columns);
    }
}

proptest! {
    #![proptest_config(crate::fixed_seed())]

    /// Integer shifts of multiples of 2^-10, so that shifting itself does not round.
    #[test]
    fn shifts_come_out(entries in prop::collection::vec(-1_000_000i32..1_000_000, 1..200), shift in -1000i32..1000) {
        let values: Vec<_> = entries.iter().map(|&entry| f64::from(entry) / 1024.0).collect();
        let shift = f64::from(shift);
        let shifted: Vec<_> = values.iter().map(|value| value + shift).collect();
        let tolerance = 1e-12;
        prop_assert!((of(&shifted) - (of(&values) + shift)).abs() <= tolerance);
        let column = Matrix::new(values.len(), 1, values.clone());
        let shifts = vec![shift; values.len()];
        let result = of_columns(&column, Some(&shifts), &Parallelism::sequential())[0];
        prop_assert!((result - (of(&values) + shift)).abs() <= tolerance);
    }

    #[test]
    fn lies_between_the_largest_and_that_plus_the_logarithm_of_the_count(
        values in prop::collection::vec(-800.0..800.0, 1..100),
    ) {
        let largest = values.iter().copied().fold(-INFINITE, f64::max);
        let result = of(&values);
        prop_assert!(result >= largest && result <= largest + (values.len() as f64).ln() + 1e-12);
    }
}
