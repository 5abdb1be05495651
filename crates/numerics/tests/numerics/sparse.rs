//! The sparse operator: its product, its bits on several threads, and rejected matrices.

use crate::common::run_with;
use superlinear_interface::{RunOptions, SparseMatrix};
use superlinear_numerics::linear_operator::LinearOperator;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::sparse::{SymmetricSparse, by_columns};

fn matrix(rows: usize, indptr: &[i32], indices: &[i32], data: &[f64]) -> SparseMatrix {
    SparseMatrix {
        rows,
        columns: rows,
        indptr: indptr.to_vec().into(),
        indices: indices.to_vec().into(),
        data: data.to_vec().into(),
    }
}

/// A band matrix of the given half width with distinct entries.
fn band(rows: usize, half_width: usize) -> SparseMatrix {
    let (mut indptr, mut indices, mut data) = (vec![0], vec![], vec![]);
    for i in 0..rows {
        for j in i.saturating_sub(half_width)..(i + half_width + 1).min(rows) {
            indices.push(j as i32);
            data.push(((i + j) as f64 * 0.37).sin() + (i * j) as f64 * 1e-7);
        }
        indptr.push(data.len() as i32);
    }
    matrix(rows, &indptr, &indices, &data)
}

#[test]
fn multiplies_and_threads_change_no_bit() {
    for (rows, half_width) in [(0, 0), (1, 0), (5, 1), (30, 30), (20_000, 3)] {
        let matrix = band(rows, half_width);
        let x: Vec<_> = (0..rows).map(|i| (i as f64 * 0.1).cos()).collect();
        let product = |parallelism| {
            let mut y = vec![f64::NAN; rows];
            SymmetricSparse::new(&matrix, parallelism).expect("symmetric").apply(&x, &mut y);
            y
        };
        let sequential = product(Parallelism::sequential());
        for (i, y) in sequential.iter().enumerate() {
            let entries = matrix.indptr[i] as usize..matrix.indptr[i + 1] as usize;
            let expected: f64 = entries.map(|k| matrix.data[k] * x[matrix.indices[k] as usize]).sum();
            assert!((y - expected).abs() <= 1e-13 * (1.0 + expected.abs()));
        }
        for threads in [2, 3] {
            let run = run_with(RunOptions { threads: Some(threads), ..RunOptions::default() });
            assert_eq!(product(Parallelism::of(&run)), sequential);
        }
    }
}

#[test]
fn the_diagonal_has_zeros_for_missing_entries() {
    let matrix = matrix(3, &[0, 2, 3, 4], &[0, 1, 0, 2], &[5.0, 1.0, 1.0, 7.0]);
    let operator = SymmetricSparse::new(&matrix, Parallelism::sequential()).expect("symmetric");
    assert_eq!(operator.diagonal(), [5.0, 0.0, 7.0]);
}

#[test]
fn refuses_what_is_not_a_symmetric_matrix() {
    let path = |matrix: SparseMatrix| {
        SymmetricSparse::new(&matrix, Parallelism::sequential()).expect_err("malformed").path.clone()
    };
    assert_eq!(path(SparseMatrix { columns: 3, ..band(2, 1) }), "columns");
    assert_eq!(path(matrix(2, &[0, 1], &[0], &[1.0])), "indptr");
    assert_eq!(path(matrix(1, &[0, 1], &[0, 0], &[1.0])), "indices");
    assert_eq!(path(matrix(1, &[0, 2], &[0], &[1.0])), "indptr");
    assert_eq!(path(matrix(1, &[0, -1], &[], &[])), "indptr");
    assert_eq!(path(matrix(3, &[0, 2, 1, 2], &[0, 1], &[1.0, 1.0])), "indptr[2]");
    assert_eq!(path(matrix(3, &[0, -1, 1, 2], &[0, 1], &[1.0, 1.0])), "indptr[1]");
    assert_eq!(path(matrix(2, &[0, 1, 2], &[0, 2], &[1.0, 1.0])), "indices[1]");
    assert_eq!(path(matrix(2, &[0, 1, 2], &[-1, 1], &[1.0, 1.0])), "indices[0]");
    assert_eq!(path(matrix(2, &[0, 2, 3], &[1, 0, 1], &[1.0, 1.0, 1.0])), "indices[1]");
    // Mirror images that are missing, different, or the only ones.
    assert_eq!(path(matrix(2, &[0, 2, 3], &[0, 1, 1], &[1.0, 2.0, 1.0])), "data[1]");
    assert_eq!(path(matrix(2, &[0, 1, 3], &[0, 0, 1], &[1.0, 2.0, 1.0])), "data[1]");
    assert_eq!(path(matrix(2, &[0, 2, 4], &[0, 1, 0, 1], &[1.0, 2.0, 3.0, 1.0])), "data[1]");
    assert_eq!(path(matrix(2, &[0, 1, 1], &[1], &[1.0])), "data[0]");
}

#[test]
fn columns_hold_the_entries_of_the_rows() {
    // 1 0 2
    // 0 0 3
    let rows = [vec![(0, 1.0), (2, 2.0)], vec![(2, 3.0)]];
    let columns = by_columns((2, 3), |i: usize| rows[i].iter().copied());
    assert_eq!(columns.starts, [0, 1, 1, 3]);
    assert_eq!(columns.rows, [0, 0, 1]);
    assert_eq!(columns.values, [1.0, 2.0, 3.0]);
    assert_eq!(by_columns((0, 1), |_| std::iter::empty()).starts, [0, 0]);
}
