//! Adds contributions of lanes to entries of matrices.
//!
//! The positions of contributions are listed, counted from 1 so that all have a sign: negative if the contribution
//! counts twice.

use faer::Mat;
use std::borrow::Cow;
use superlinear_numerics::dense::{add_gram, add_transposed_product};

/// Rows of a dense matrix, one per lane.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    /// The elements of the matrix, row-major.
    pub matrix: &'a [f64],
    /// Whether the rows are columns of the matrix.
    pub transposed: bool,
    /// The length of a row.
    pub width: usize,
}

/// For each term (lane, factor), adds their product at its position.
pub fn add_scattered(lanes: &[f64], terms: &[(u32, f64)], places: &[i64], entries: &mut [f64]) {
    for (&(lane, factor), &place) in terms.iter().zip(places) {
        add_at(entries, place, factor * lanes[lane as usize]);
    }
}

/// Adds each lane times its row at the positions listed for it.
pub fn add_rows(lanes: &[f64], rows: Rows, places: &[i64], entries: &mut [f64]) {
    let Rows { matrix, transposed, width } = rows;
    let count = lanes.len();
    for (lane, (&factor, places)) in lanes.iter().zip(places.chunks_exact(width.max(1))).enumerate() {
        for (j, &place) in places.iter().enumerate() {
            let element = if transposed { matrix[j * count + lane] } else { matrix[lane * width + j] };
            add_at(entries, place, factor * element);
        }
    }
}

/// Adds A' diag(lanes) B at the positions of its entries, for the first rows A and the second rows B. If both are the
/// same (`is_one`), adds only the lower triangle.
pub fn add_products(lanes: &[f64], rows: [Rows; 2], is_one: bool, places: &[i64], entries: &mut [f64]) {
    let [first, second] = rows.map(|rows| rows.laid_out(lanes.len()));
    let gram = weighted_gram([&first, &second], lanes, rows.map(|rows| rows.width), is_one);
    let width = gram.ncols();
    for (k, &place) in places.iter().enumerate() {
        let (i, j) = (k / width, k % width);
        // In a symmetric product each pair counts once.
        if !is_one || j <= i {
            add_at(entries, place, gram[(i, j)]);
        }
    }
}

impl<'a> Rows<'a> {
    /// The matrix with one row per lane.
    fn laid_out(self, lanes: usize) -> Cow<'a, [f64]> {
        if !self.transposed {
            return Cow::Borrowed(self.matrix);
        }
        (0..lanes).flat_map(|lane| (0..self.width).map(move |j| self.matrix[j * lanes + lane])).collect()
    }
}

fn add_at(entries: &mut [f64], place: i64, value: f64) {
    let times = if place < 0 { 2.0 } else { 1.0 };
    entries[place.unsigned_abs() as usize - 1] += times * value;
}

/// Rows weighted per block.
const BLOCK: usize = 256;

/// a' diag(weights) b; only the lower triangle if both are the same.
fn weighted_gram([a, b]: [&[f64]; 2], weights: &[f64], widths: [usize; 2], is_one: bool) -> Mat<f64> {
    let mut sum = Mat::zeros(widths[0], widths[1]);
    let mut scaled = Vec::new();
    let blocks = a.chunks(BLOCK * widths[0]).zip(b.chunks(BLOCK * widths[1])).zip(weights.chunks(BLOCK));
    for ((a, b), weights) in blocks {
        let is_root = is_one && weights.iter().all(|&weight| weight >= 0.0);
        scaled.clear();
        for (row, &weight) in a.chunks_exact(widths[0]).zip(weights) {
            let factor = if is_root { weight.sqrt() } else { weight };
            scaled.extend(row.iter().map(|entry| factor * entry));
        }
        if is_root {
            add_gram(&scaled, &mut sum);
        } else {
            add_transposed_product(&scaled, b, &mut sum);
        }
    }
    sum
}
