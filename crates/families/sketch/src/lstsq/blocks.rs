//! The change of variables for orthonormal columns, reduced to the accuracy required for their Gram matrix.
//!
//! The rounding error of a Gram matrix is proportional to the square of the condition number. So the triangular factor
//! is split into sufficiently well-conditioned blocks along its diagonal: each block of columns is orthogonalized
//! against earlier ones, and within the block columns are only scaled. Two blocks handle up to the square of the
//! condition number of one, at half of the products of the full change or less.

use crate::basis::{Basis, scale_of};
use faer::Mat;
use superlinear_numerics::dense::add_product;
use superlinear_numerics::simd::LANES;
use superlinear_numerics::vectors::norm;

/// The factor by which the bound is reduced until it takes more blocks.
const STEP: f64 = 3.0;

/// Variables x = T z with blocks of columns that are nearly orthogonal to each other, for a basis of full rank.
pub(crate) struct Blocks {
    /// The end of each block of columns.
    block_ends: Vec<usize>,
    /// T, upper triangular. Its diagonal blocks are diagonal, powers of 2.
    pub transform: Mat<f64>,
}

impl Blocks {
    /// The variables with blocks of condition numbers below `max_condition`, with columns scaled to equal norms.
    pub(crate) fn new(basis: &Basis, max_condition: f64) -> Self {
        let columns = basis.root.ncols();
        let block_ends = even_blocks(&basis.root, &basis.pseudoinverse(&[]).0, max_condition);
        let mut transform = Mat::zeros(columns, columns);
        let mut first = 0;
        for &end in &block_ends {
            let mut block = basis.root.submatrix(first, first, end - first, end - first).to_owned();
            for (k, column) in (first..end).zip(0..) {
                let scale = scale_of(norm(block.col_as_slice(column)));
                block.col_as_slice_mut(column).iter_mut().for_each(|entry| *entry *= scale);
                transform[(k, k)] = scale * basis.scales[k];
            }
            let above = basis.transform.submatrix(0, first, first, end - first) * block;
            transform.submatrix_mut(0, first, first, end - first).copy_from(above);
            first = end;
        }
        Self { block_ends, transform }
    }

    /// Returns whether columns are only scaled.
    pub(crate) fn are_one(&self) -> bool {
        self.block_ends.len() == 1
    }

    /// The Gram matrix of A T from that of A, if columns are only scaled; lower triangles.
    pub(crate) fn scale(&self, mut gram: Mat<f64>) -> Mat<f64> {
        let scale = |j| self.transform[(j, j)];
        for j in 0..gram.ncols() {
            gram.col_as_slice_mut(j).iter_mut().enumerate().for_each(|(i, entry)| *entry *= scale(i) * scale(j));
        }
        gram
    }

    /// Writes rows of A T to `products`.
    pub(crate) fn write_product(&self, rows: &[f64], products: &mut [f64]) {
        let width = self.transform.ncols();
        let scales: Vec<f64> = (0..width).map(|k| self.transform[(k, k)]).collect();
        for (row, products) in rows.chunks_exact(width).zip(products.chunks_exact_mut(width)) {
            for ((product, entry), scale) in products.iter_mut().zip(row).zip(&scales) {
                *product = entry * scale;
            }
        }
        for block_ends in self.block_ends.windows(2) {
            let above = self.transform.submatrix(0, block_ends[0], block_ends[0], block_ends[1] - block_ends[0]);
            add_product(rows, width, above, block_ends[0], products);
        }
    }
}

/// The ends of the blocks: the smallest number of blocks within the bound, and then the smallest bound for this number.
fn even_blocks(triangle: &Mat<f64>, inverse: &Mat<f64>, max_condition: f64) -> Vec<usize> {
    let mut found = block_ends(triangle, inverse, max_condition);
    let mut bound = max_condition;
    while found.len() > 1 && found.len() < triangle.ncols() {
        bound /= STEP;
        let next = block_ends(triangle, inverse, bound);
        if next.len() > found.len() {
            break;
        }
        found = next;
    }
    found
}

/// The ends of maximal blocks of an upper triangular matrix with bounded condition numbers. The condition number in the
/// Frobenius norm grows with each column, because the block's inverse also gains one.
fn block_ends(triangle: &Mat<f64>, inverse: &Mat<f64>, max_condition: f64) -> Vec<usize> {
    let columns = triangle.ncols();
    let (mut block_ends, mut first, mut j) = (Vec::new(), 0, 0);
    // For the current block: the squared norms of its columns, and of the rows of its inverse.
    let (mut lengths, mut heights) = (vec![0.0; columns], vec![0.0; columns]);
    while j < columns {
        lengths[j] = triangle.col_as_slice(j)[first..=j].iter().map(|entry| entry * entry).sum();
        (first..=j).for_each(|i| heights[i] += inverse[(i, j)] * inverse[(i, j)]);
        let square = (first..=j).map(|i| lengths[i] * heights[i]).sum::<f64>() * (j + 1 - first) as f64;
        if j > first && square > max_condition * max_condition {
            // Products take whole registers.
            let fitting = j - first;
            first += if fitting > LANES { fitting / LANES * LANES } else { fitting };
            block_ends.push(first);
            heights[first..].fill(0.0);
            j = first;
        } else {
            j += 1;
        }
    }
    block_ends.push(columns);
    block_ends
}
