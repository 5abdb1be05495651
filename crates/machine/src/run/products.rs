//! Products of matrices, dense and sparse.

use super::grown;
use crate::plan::{Matmul, SparseMatmul};
use faer::MatRef;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::simd::LANES;
use superlinear_numerics::{dense, rows};

/// Products with fewer rows are computed row by row: packing blocks of the other matrix does not pay off.
const MIN_BLOCKED_ROWS: usize = 4;

/// Rows per parallel work item: the smaller, the better balanced, but the other matrix is packed for each.
const PANEL: usize = 128;

/// Computes matrix products.
pub fn matmul(
    matmul: &Matmul,
    [a, b]: [&[f64]; 2],
    result: &mut [f64],
    scratch: &mut Vec<f64>,
    parallelism: Parallelism,
) {
    let Matmul { rows: height, inner, columns, transposed, .. } = *matmul;
    for (block, &[left, right]) in matmul.blocks.iter().enumerate() {
        let a = &a[left * height * inner..][..height * inner];
        let b = &b[right * inner * columns..][..inner * columns];
        let result = &mut result[block * height * columns..][..height * columns];
        if columns == 1 {
            multiply(a, transposed[0], b, result);
            continue;
        }
        let a = if transposed[0] && height > 1 {
            transpose(a, inner, height, scratch);
            &scratch[..height * inner]
        } else {
            a
        };
        if height < MIN_BLOCKED_ROWS {
            for (row, result) in a.chunks_exact(inner).zip(result.chunks_exact_mut(columns)) {
                multiply(b, !transposed[1], row, result);
            }
            continue;
        }
        let b = if transposed[1] {
            MatRef::from_row_major_slice(b, columns, inner).transpose()
        } else {
            MatRef::from_row_major_slice(b, inner, columns)
        };
        let panels = result.chunks_mut(PANEL * columns).zip(a.chunks(PANEL * inner));
        parallelism.map(panels, |_, (result, a)| dense::write_product(a, b, false, result));
    }
}

/// The product of a matrix, or its transpose, with a vector.
fn multiply(matrix: &[f64], is_transposed: bool, vector: &[f64], result: &mut [f64]) {
    if is_transposed {
        result.fill(0.0);
        rows::apply_transpose(matrix, vector, result);
    } else {
        rows::apply(matrix, vector, result);
    }
}

/// Transposes a matrix, eight rows at a time for contiguous writes.
fn transpose(a: &[f64], rows: usize, columns: usize, scratch: &mut Vec<f64>) {
    let scratch = grown(scratch, rows * columns, 0.0);
    let whole = rows - rows % LANES;
    for top in (0..whole).step_by(LANES) {
        let block: [&[f64]; LANES] = std::array::from_fn(|k| &a[(top + k) * columns..][..columns]);
        for j in 0..columns {
            let column: [f64; LANES] = std::array::from_fn(|k| block[k][j]);
            scratch[j * rows + top..][..LANES].copy_from_slice(&column);
        }
    }
    for i in whole..rows {
        for (j, &value) in a[i * columns..][..columns].iter().enumerate() {
            scratch[j * rows + i] = value;
        }
    }
}

/// A sparse matrix, or its transpose, times each of `blocks` matrices of `width` columns.
pub fn sparse(sparse: &SparseMatmul, a: &[f64], result: &mut [f64]) {
    let SparseMatmul { ref matrix, transposed, width, blocks, .. } = *sparse;
    let (indptr, indices, values, inner) = if transposed {
        let by = &matrix.by_columns;
        (&by.indptr, &by.indices, &by.values, matrix.rows)
    } else {
        (&matrix.indptr, &matrix.indices, &matrix.values, matrix.columns)
    };
    let rows = indptr.len() - 1;
    for block in 0..blocks {
        let a = &a[block * inner * width..][..inner * width];
        for i in 0..rows {
            let row = &mut result[(block * rows + i) * width..][..width];
            row.fill(0.0);
            for k in indptr[i]..indptr[i + 1] {
                let from = &a[indices[k] as usize * width..][..width];
                row.iter_mut().zip(from).for_each(|(sum, &value)| *sum += values[k] * value);
            }
        }
    }
}
