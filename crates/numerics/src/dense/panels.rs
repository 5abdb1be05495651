//! Factorization of large symmetric matrices by panels of columns. Runs can be stopped between panels.

use super::transpose_of_lower;
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::ldlt::factor::{LdltRegularization, cholesky_in_place, cholesky_in_place_scratch};
use faer::linalg::matmul::matmul;
use faer::linalg::triangular_solve::solve_unit_lower_triangular_in_place;
use faer::{Accum, Mat, MatMut, Par};
use superlinear_interface::Watch;

/// Columns per panel. A panel of a matrix with 3000 rows takes about 50 ms on one core.
pub(crate) const PANEL: usize = 128;

/// Replaces the lower triangle of a symmetric matrix by its factorization L D L': D on the diagonal, the unit lower
/// triangular L below it. Rows beyond the square part of a tall matrix become the corresponding rows of L. Entries
/// above the diagonal are neither read nor preserved. `None` if a pivot is zero, `is_sound` rejects the pivots of a
/// panel, or the run has to stop.
pub(crate) fn decompose_by_panels(
    mut matrix: MatMut<'_, f64>,
    is_sound: impl Fn(f64) -> bool,
    watch: Option<&Watch<'_>>,
) -> Option<()> {
    let (height, width) = (matrix.nrows(), matrix.ncols());
    let mut memory = MemBuffer::new(cholesky_in_place_scratch::<f64>(PANEL, Par::Seq, Default::default()));
    for start in (0..width).step_by(PANEL) {
        if watch.is_some_and(Watch::is_over) {
            return None;
        }
        let columns = PANEL.min(width - start);
        let (pivots, rest) = matrix.as_mut().split_at_row_mut(start);
        let (before, from_here) = rest.split_at_col_mut(start);
        let mut panel = from_here.subcols_mut(0, columns);
        let weighted = Mat::from_fn(start, columns, |k, j| pivots[(k, k)] * before[(j, k)]);
        matmul(panel.as_mut(), Accum::Add, before, &weighted, -1.0, Par::Seq);
        let (mut top, mut bottom) = panel.split_at_row_mut(columns);
        let stack = MemStack::new(&mut memory);
        cholesky_in_place(top.as_mut(), LdltRegularization::default(), Par::Seq, stack, Default::default()).ok()?;
        if !(0..columns).all(|k| is_sound(top[(k, k)])) {
            return None;
        }
        if start + columns < height {
            solve_unit_lower_triangular_in_place(top.as_ref(), bottom.as_mut().transpose_mut(), Par::Seq);
            for (k, column) in bottom.col_iter_mut().enumerate() {
                let pivot = top[(k, k)].recip();
                column.iter_mut().for_each(|entry| *entry *= pivot);
            }
        }
    }
    Some(())
}

/// The upper triangular factor R, R' R = `gram`, like [`super::cholesky`], for large matrices. `None` also if the run
/// has to stop.
pub fn cholesky_in_time(mut gram: Mat<f64>, watch: &Watch<'_>) -> Option<Mat<f64>> {
    // Unlike the negation of `<= 0`, this rejects NaN.
    decompose_by_panels(gram.as_mut(), |pivot| pivot > 0.0, Some(watch))?;
    let size = gram.ncols();
    for k in 0..size {
        let root = gram[(k, k)].sqrt();
        gram[(k, k)] = 1.0;
        gram.col_as_slice_mut(k)[k..].iter_mut().for_each(|entry| *entry *= root);
    }
    Some(transpose_of_lower(&gram))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use superlinear_interface::{Host, Run, RunOptions, testing};

    /// A random symmetric matrix with `diagonal` added to its diagonal.
    fn matrix(size: usize, diagonal: impl Fn(usize) -> f64) -> Mat<f64> {
        let mut random = Stream::new(5, 0);
        let half = Mat::from_fn(size, size, |_, _| random.normal());
        let mut sum = &half + half.transpose();
        (0..size).for_each(|k| sum[(k, k)] += diagonal(k));
        sum
    }

    #[test]
    fn the_root_is_that_of_the_decomposition_in_one_piece() {
        let run = testing::untimed(&RunOptions::default());
        for size in [1, 7, PANEL, PANEL + 1, 300] {
            let matrix = matrix(size, |_| 10.0 * size as f64);
            let expected = super::super::cholesky(matrix.clone()).expect("positive definite");
            let found = cholesky_in_time(matrix, &run.watch()).expect("positive definite");
            assert!((found - &expected).norm_max() < 1e-13 * expected.norm_max());
        }
        assert!(cholesky_in_time(matrix(300, |_| 0.0), &run.watch()).is_none());
    }

    #[test]
    fn an_indefinite_matrix_is_a_product_with_a_diagonal_of_its_signs() {
        let (size, width) = (400, 290);
        let signed = |k: usize| if k < 200 { 1e3 } else { -1e3 };
        let whole = matrix(size, signed);
        let mut tall = whole.subcols(0, width).to_owned();
        decompose_by_panels(tall.as_mut(), |_| true, None).expect("no pivot is zero");
        let lower = Mat::from_fn(size, width, |i, j| match i.cmp(&j) {
            std::cmp::Ordering::Less => 0.0,
            std::cmp::Ordering::Equal => 1.0,
            std::cmp::Ordering::Greater => tall[(i, j)],
        });
        let weighted = Mat::from_fn(width, size, |k, i| tall[(k, k)] * lower[(i, k)]);
        let product = &lower * weighted;
        assert!((product.subcols(0, width) - whole.subcols(0, width)).norm_max() < 1e-10);
        assert!((0..width).all(|k| (tall[(k, k)] > 0.0) == (k < 200)));
    }

    /// Cancels at the third query.
    struct Third(AtomicU32);

    impl Host for Third {
        fn is_cancelled(&self) -> bool {
            self.0.fetch_add(1, Ordering::Relaxed) >= 2
        }

        fn now(&self) -> f64 {
            0.0
        }
    }

    #[test]
    fn a_cancelled_run_stops_between_panels() {
        let host = Arc::new(Third(AtomicU32::new(0)));
        let run = Run::new(&RunOptions::default(), host.clone()).expect("the options are sound");
        assert!(cholesky_in_time(matrix(20 * PANEL / 2, |_| 1e5), &run.watch()).is_none());
        assert_eq!(host.0.load(Ordering::Relaxed), 3);
    }
}
