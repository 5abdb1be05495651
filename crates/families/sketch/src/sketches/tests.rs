//! Comparison of sketches with their definitions.

use super::srht::walsh_hadamard;
use super::{Operand, Sketch, SketchKind};
use crate::table::Table;
use faer::Mat;
use superlinear_interface::testing;
use superlinear_interface::{AnyMatrix, Matrix, Run, RunOptions, SingleMatrix, SparseMatrix};
use superlinear_numerics::random::Stream;

const KINDS: [SketchKind; 4] =
    [SketchKind::Gaussian, SketchKind::Srht, SketchKind::CountSketch, SketchKind::SparseSign];

fn run(seed: u64, threads: u32) -> Run {
    let options = RunOptions { seed, threads: Some(threads), ..RunOptions::default() };
    testing::untimed(&options)
}

fn normals(count: usize, stream: u64) -> Vec<f64> {
    let mut random = Stream::new(3, stream);
    (0..count).map(|_| random.normal()).collect()
}

/// A full matrix in compressed rows.
fn as_sparse(rows: usize, columns: usize, data: Vec<f64>) -> SparseMatrix {
    let indptr: Vec<i32> = (0..=rows).map(|i| (i * columns) as i32).collect();
    let indices: Vec<i32> = (0..rows * columns).map(|k| (k % columns) as i32).collect();
    SparseMatrix { rows, columns, indptr: indptr.into(), indices: indices.into(), data: data.into() }
}

/// S itself, from its products with the unit vectors.
fn explicit(sketch: &Sketch, columns: usize) -> Mat<f64> {
    let unit = Mat::<f64>::identity(columns, columns);
    let unit = (0..columns * columns).map(|k| unit[(k / columns, k % columns)]).collect::<Vec<_>>();
    sketch.apply(&Operand::of_vectors(&unit, columns, "unit")).expect("finite")
}

#[test]
fn the_design_s_walsh_hadamard_transform() {
    let mut x = [1.0, 0.0, 2.0, -1.0, 3.0, 0.5, -2.0, 4.0];
    walsh_hadamard(&mut x, 1);
    assert_eq!(x, [7.5, 0.5, 1.5, 6.5, -3.5, 7.5, -1.5, -10.5]);
}

#[test]
fn products_are_those_of_the_explicit_matrix() {
    let run = run(5, 1);
    for kind in KINDS {
        for (s, n, d) in [(1, 1, 1), (7, 30, 3), (8, 64, 20), (40, 300, 5), (70, 70, 2)] {
            let sketch = Sketch::new(kind, s, n, 1, &run).expect("valid sizes");
            let whole = explicit(&sketch, n);
            let (a, b, factors) = (normals(n * d, 0), normals(2 * n, 1), normals(n, 2));
            let matrix = AnyMatrix::Dense(Matrix::new(n, d, a.clone()));
            let table = Table::new(&matrix, "matrix", &run).expect("well formed");
            let operand = Operand::of_table(&table).with_right_sides(&b, 2, "rightSide").with_row_factors(&factors);
            let sketched = sketch.apply(&operand).expect("finite");
            let beside =
                Mat::from_fn(n, d + 2, |i, j| factors[i] * if j < d { a[i * d + j] } else { b[i * 2 + j - d] });
            assert!((&sketched - &whole * &beside).norm_max() < 1e-12, "{kind:?} {s} {n} {d}");
            let sparse = AnyMatrix::Sparse(as_sparse(n, d, a));
            let table = Table::new(&sparse, "matrix", &run).expect("well formed");
            let operand = Operand::of_table(&table).with_right_sides(&b, 2, "rightSide").with_row_factors(&factors);
            let of_sparse = sketch.apply(&operand).expect("finite");
            assert!((of_sparse - sketched).norm_max() < 1e-12, "{kind:?} {s} {n} {d}");
            let y = normals(s * 3, 4);
            let back = sketch.apply_transpose(&y).expect("finite");
            let expected = whole.transpose() * Mat::from_fn(s, 3, |i, j| y[i * 3 + j]);
            let back = Mat::from_fn(n, 3, |i, j| back[i * 3 + j]);
            assert!((back - expected).norm_max() < 1e-12, "{kind:?} {s} {n} {d}");
        }
    }
}

#[test]
fn forms_of_the_operand_and_threads_change_nothing() {
    let (s, n, d) = (40, 40_000, 6);
    let single = normals(n * d, 0).into_iter().map(|entry| entry as f32).collect::<Vec<_>>();
    let data = single.iter().copied().map(f64::from).collect::<Vec<_>>();
    let sparse = AnyMatrix::Sparse(as_sparse(n, d, data.clone()));
    let single = AnyMatrix::DenseSingle(SingleMatrix { rows: n, columns: d, data: single.into() });
    let dense = AnyMatrix::Dense(Matrix::new(n, d, data));
    for kind in KINDS {
        let sketched = |matrix: &AnyMatrix, threads| {
            let run = run(1, threads);
            let table = Table::new(matrix, "matrix", &run).expect("well formed");
            let sketch = Sketch::new(kind, s, n, 0, &run).expect("valid sizes");
            sketch.apply(&Operand::of_table(&table)).expect("finite")
        };
        let expected = sketched(&dense, 1);
        for threads in [2, 3, 8] {
            assert_eq!(sketched(&dense, threads), expected);
        }
        assert_eq!(sketched(&single, 2), expected);
        assert_eq!(sketched(&sparse, 1), sketched(&sparse, 3));
        assert!((sketched(&sparse, 1) - expected).norm_max() < 1e-12);
    }
}

#[test]
fn entries_that_are_not_finite_are_found_and_named() {
    let (n, d) = (500, 3);
    let run = run(1, 1);
    for kind in KINDS {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let sketch = Sketch::new(kind, 20, n, 0, &run).expect("valid sizes");
            let path = |data: Vec<f64>, b: Vec<f64>| {
                let matrix = AnyMatrix::Dense(Matrix::new(n, d, data));
                let table = Table::new(&matrix, "matrix", &run).expect("well formed");
                let operand = Operand::of_table(&table).with_right_sides(&b, 1, "rightSide");
                sketch.apply(&operand).expect_err("not finite").path.clone()
            };
            let (mut data, mut b) = (normals(n * d, 0), normals(n, 1));
            b[3] = bad;
            assert_eq!(path(data.clone(), b.clone()), "rightSide[3]");
            data[1017] = bad;
            assert_eq!(path(data, b), "matrix.data[1017]");
        }
    }
}
