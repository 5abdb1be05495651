//! Orthonormal bases of the columns of tall matrices, by QR factorizations of parts of the rows, and of their triangles
//! (Demmel, Grigori, Hoemmen, Langou, SIAM J. Sci. Comput. 34, 2012): as accurate as Householder's, and on all threads.

use faer::{Mat, MatRef};
use superlinear_interface::{Error, Run};
use superlinear_numerics::dense::{Qr, qr};
use superlinear_numerics::parallel::{PART_ENTRIES, Parallelism};

/// Minimum number of rows of a part per column, so that the triangles together are small.
const ROWS_PER_COLUMN: usize = 8;

/// The QR factorization of a matrix with at least as many rows as columns. Returns an error if the run is canceled.
pub(super) fn orthonormalize(matrix: MatRef<f64>, run: &Run) -> Result<Qr, Error> {
    let (rows, columns) = (matrix.nrows(), matrix.ncols());
    let height = (ROWS_PER_COLUMN * columns).max(PART_ENTRIES / columns.max(1));
    let parts = (rows / height).max(1);
    if parts == 1 {
        return Ok(qr(matrix));
    }
    let height = rows.div_ceil(parts);
    let (parallelism, cancellation) = (Parallelism::of(run), run.cancellation());
    let part = |k: usize| matrix.subrows(k * height, height.min(rows - k * height));
    let of_parts =
        parallelism.map_blocks(rows.div_ceil(height), |k| (!cancellation.is_requested()).then(|| qr(part(k))));
    let of_parts: Vec<_> = of_parts.into_iter().collect::<Option<_>>().ok_or_else(Error::aborted)?;
    let triangles = Mat::from_fn(of_parts.len() * columns, columns, |i, j| of_parts[i / columns].r[(i % columns, j)]);
    let Qr { q: mixing, r } = qr(triangles.as_ref());
    let bases =
        parallelism.map_blocks(of_parts.len(), |k| &of_parts[k].q * mixing.as_ref().subrows(k * columns, columns));
    let mut q = Mat::zeros(rows, columns);
    for (k, basis) in bases.into_iter().enumerate() {
        q.as_mut().subrows_mut(k * height, basis.nrows()).copy_from(basis);
    }
    Ok(Qr { q, r })
}
