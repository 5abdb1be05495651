//! The triangular factor of a QR factorization, by panels of columns: faer factorizes a panel, and its reflections are
//! applied to the remaining columns.
//!
//! faer considers a column dependent on the previous ones well before rounding makes it so: if its residual is below 16
//! units of rounding per row. Within a panel, this is relative to the residuals left by earlier panels, and a panel
//! that faer finds dependent is halved, so that only zeros are dropped.

use crate::parallel::Parallelism;
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::householder::{
    apply_block_householder_transpose_on_the_left_in_place_scratch as turn_scratch,
    apply_block_householder_transpose_on_the_left_in_place_with_conj as turn,
};
use faer::linalg::qr::no_pivoting::factor::{qr_in_place, qr_in_place_scratch};
use faer::prelude::*;
use faer::{Conj, Mat, MatMut, Par};

/// Columns per panel. One thread factorizes a panel; narrower panels make products less efficient.
const PANEL: usize = 64;

/// Columns per chunk of the update, shared among threads. The chunks do not depend on the number of threads.
const CHUNK: usize = if cfg!(target_family = "wasm") { usize::MAX } else { 128 };

/// Leaves the triangular factor in the upper part of `matrix`, and undefined entries below.
pub(super) fn triangularize(mut matrix: MatMut<'_, f64>, parallelism: Parallelism) {
    let (height, columns) = (matrix.nrows(), matrix.ncols());
    let least = height.min(columns);
    for first in (0..least).step_by(PANEL) {
        let rest = matrix.rb_mut().submatrix_mut(first, first, height - first, columns - first);
        eliminate(rest, PANEL.min(least - first), parallelism);
    }
}

/// Eliminates below the diagonal of the first `width` columns, and applies the reflections to the others.
fn eliminate(mut matrix: MatMut<'_, f64>, width: usize, parallelism: Parallelism) {
    let (height, columns) = (matrix.nrows(), matrix.ncols());
    let (mut panel, rest) = matrix.rb_mut().split_at_col_mut(width);
    let saved = (width > 1).then(|| panel.to_owned());
    let mut factor = Mat::zeros(width, width);
    let mut memory = MemBuffer::new(qr_in_place_scratch::<f64>(height, width, width, Par::Seq, Default::default()));
    let stack = MemStack::new(&mut memory);
    let rank = qr_in_place(panel.rb_mut(), factor.as_mut(), Par::Seq, stack, Default::default()).rank;
    if let Some(saved) = saved
        && rank < width
        && saved.is_all_finite()
    {
        panel.copy_from(saved);
        let half = width / 2;
        eliminate(matrix.rb_mut(), half, parallelism);
        return eliminate(matrix.submatrix_mut(half, half, height - half, columns - half), width - half, parallelism);
    }
    let (panel, factor) = (panel.as_ref(), factor.as_ref());
    parallelism.map(chunks(rest), |_, chunk| {
        let mut memory = MemBuffer::new(turn_scratch::<f64>(height, width, chunk.ncols()));
        turn(panel, factor, Conj::No, chunk, Par::Seq, MemStack::new(&mut memory));
    });
}

/// Chunks of adjacent columns.
fn chunks(mut matrix: MatMut<'_, f64>) -> Vec<MatMut<'_, f64>> {
    let mut chunks = Vec::new();
    while matrix.ncols() > 0 {
        let width = CHUNK.min(matrix.ncols());
        let (chunk, rest) = matrix.split_at_col_mut(width);
        chunks.push(chunk);
        matrix = rest;
    }
    chunks
}
