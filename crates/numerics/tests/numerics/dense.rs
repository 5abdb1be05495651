//! Triangular factors of matrices with nearly dependent columns.

use crate::common::run_with;
use faer::Mat;
use superlinear_interface::RunOptions;
use superlinear_numerics::dense::triangle;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::random::Stream;

/// Random columns; each of the second half is a column of the first half plus a small random part.
fn nearly_dependent(rows: usize, columns: usize, part: f64) -> Mat<f64> {
    let mut stream = Stream::new(5, 0);
    let mut matrix = Mat::from_fn(rows, columns, |_, _| stream.normal());
    for j in columns / 2..columns {
        for i in 0..rows {
            matrix[(i, j)] = matrix[(i, j - columns / 2)] + part * matrix[(i, j)];
        }
    }
    matrix
}

#[test]
fn triangles_keep_what_rounding_leaves_of_columns() {
    // Across panels and within one.
    for (rows, columns) in [(3000, 200), (3000, 20), (90, 80)] {
        for part in [1e-4, 1e-8, 1e-12] {
            let matrix = nearly_dependent(rows, columns, part);
            let root = triangle(matrix.clone(), Parallelism::sequential());
            let gram = matrix.transpose() * &matrix;
            let difference = (root.transpose() * &root - &gram).norm_max() / gram.norm_max();
            assert!(difference <= 1e-13, "{rows} x {columns}, {part:e}: {difference:e}");
            for j in columns / 2..columns {
                // The expected norm of a random vector outside the span of the preceding columns.
                let expected = part * ((rows - j) as f64).sqrt();
                let left = root[(j, j)].abs() / expected;
                assert!((0.5..2.0).contains(&left), "{rows} x {columns}, {part:e}, column {j}: {left}");
            }
        }
    }
}

#[test]
fn triangles_of_zeros_and_of_wide_matrices_are_finite() {
    assert_eq!(triangle(Mat::zeros(300, 70), Parallelism::sequential()).norm_max(), 0.0);
    let mut matrix = nearly_dependent(100, 90, 1.0);
    matrix.col_mut(3).fill(0.0);
    matrix.col_mut(70).fill(0.0);
    let root = triangle(matrix.clone(), Parallelism::sequential());
    let difference = (root.transpose() * &root - matrix.transpose() * &matrix).norm_max();
    assert!(difference <= 1e-12, "{difference:e}");
    let wide = Mat::from_fn(5, 9, |i, j| (i * j) as f64 + if i == j { 1.0 } else { 0.0 });
    let wide = triangle(wide, Parallelism::sequential());
    assert!(wide.nrows() == 5 && wide.is_all_finite());
}

#[test]
fn triangles_are_the_same_on_any_number_of_threads() {
    let matrix = nearly_dependent(1200, 500, 1e-8);
    let of = |count| {
        let run = run_with(RunOptions { threads: Some(count), ..RunOptions::default() });
        triangle(matrix.clone(), Parallelism::of(&run))
    };
    let one = of(1);
    assert!([2, 3].into_iter().all(|count| of(count) == one));
}
