//! The sketching pass over an operand: parts of rows on all threads, each split into blocks of rows, each block into
//! panels of columns that stay in cache.

use super::Sketch;
use super::columns::Columns;
use super::operand::Operand;
use super::sparse_sign::SparseSign;
use faer::Mat;
use std::ops::Range;
use superlinear_interface::{Code, Error, SparseMatrix};
use superlinear_numerics::parallel::{PART_ENTRIES, add_vectors};
use superlinear_numerics::simd::LANES;

/// Maximum number of parts of a pass, because each holds its own sketch.
const MAX_PARTS: usize = 8;

/// Minimum ratio of the rows of a part to those of the sketch, so that the sketches of all parts together are at most a
/// quarter of the operand.
const PART_ROWS_PER_SKETCH_ROW: usize = 4;

/// Columns of an operand split into panels of one width, a multiple of [`LANES`]; the last one may extend beyond the
/// operand.
#[derive(Clone, Copy)]
struct Panels {
    columns: usize,
    width: usize,
}

impl Panels {
    fn new(columns: usize, widest: usize) -> Self {
        let count = columns.div_ceil(widest).max(1);
        Self { columns, width: columns.div_ceil(count).next_multiple_of(LANES) }
    }

    fn count(self) -> usize {
        self.columns.div_ceil(self.width)
    }

    /// The columns of each panel.
    fn ranges(self) -> impl Iterator<Item = Range<usize>> {
        (0..self.columns).step_by(self.width).map(move |first| first..self.columns.min(first + self.width))
    }
}

/// S times the operand.
pub(super) fn apply<C: Columns>(sketch: &Sketch, kind: &C, operand: &Operand) -> Result<Mat<f64>, Error> {
    let height = kind.columns_per_block();
    let panels = Panels::new(operand.columns(), kind.widest_panel());
    let sums = sum_parts(
        sketch,
        operand,
        height,
        (panels.count() * panels.width).saturating_mul(sketch.rows),
        |part, sums| {
            let mut storage = zeros(height * panels.width)?;
            let panel = aligned(&mut storage);
            for rows in blocks(part, height) {
                sketch.ensure_wanted()?;
                let block = kind.draw(rows.clone());
                for (columns, sums) in panels.ranges().zip(sums.chunks_exact_mut(sketch.rows * panels.width)) {
                    operand.read_panel(rows.clone(), columns, panels.width, panel);
                    kind.add(&block, panel, panels.width, sums);
                }
            }
            Ok(())
        },
    )?;
    let (rows, width, scale) = (sketch.rows, panels.width, kind.scale());
    let entry = |i, j| scale * sums[(j / width * rows + i) * width + j % width];
    Ok(Mat::from_fn(rows, panels.columns, entry))
}

/// A sparse sign sketch times an operand with a sparse table.
pub(super) fn apply_to_sparse(
    sketch: &Sketch,
    kind: &SparseSign,
    operand: &Operand,
    matrix: &SparseMatrix,
) -> Result<Mat<f64>, Error> {
    let (height, columns) = (kind.columns_per_block(), operand.columns());
    let sums = sum_parts(sketch, operand, height, sketch.rows.saturating_mul(columns), |part, sums| {
        for rows in blocks(part, height) {
            sketch.ensure_wanted()?;
            kind.add_sparse(&kind.draw(rows.clone()), rows.start, operand, matrix, sums);
        }
        Ok(())
    })?;
    let scale = kind.scale();
    Ok(Mat::from_fn(sketch.rows, columns, |i, j| scale * sums[i * columns + j]))
}

/// The transpose of S times a row-major matrix.
pub(super) fn apply_transpose<C: Columns>(sketch: &Sketch, kind: &C, matrix: &[f64]) -> Result<Vec<f64>, Error> {
    let (height, columns) = (kind.columns_per_block(), matrix.len() / sketch.rows);
    let panels = Panels::new(columns, kind.widest_panel());
    let matrix = panels.ranges().map(|columns| padded_panel(matrix, sketch, columns, panels)).collect::<Vec<_>>();
    sketch.run.ensure_memory("columns", [2, sketch.columns, columns])?;
    let mut product = zeros(sketch.columns.saturating_mul(columns))?;
    product.truncate(sketch.columns * columns);
    let part = height * (PART_ENTRIES / (height * columns)).max(1);
    let done = sketch.parallelism.map(product.chunks_mut(part * columns), |k, product| {
        let mut panel = vec![0.0; height * panels.width];
        let first = k * part;
        for rows in blocks(first..first + product.len() / columns, height) {
            sketch.ensure_wanted()?;
            let block = kind.draw(rows.clone());
            let product = &mut product[(rows.start - first) * columns..(rows.end - first) * columns];
            for (range, matrix) in panels.ranges().zip(&matrix) {
                kind.apply_transpose(&block, matrix, panels.width, &mut panel);
                for (out, row) in product.chunks_exact_mut(columns).zip(panel.chunks_exact(panels.width)) {
                    let scaled = row.iter().map(|entry| kind.scale() * entry);
                    out[range.clone()].iter_mut().zip(scaled).for_each(|(out, entry)| *out = entry);
                }
            }
        }
        Ok(())
    });
    done.into_iter().collect::<Result<(), Error>>()?;
    Ok(product)
}

/// Some columns of a matrix with as many rows as the sketch, padded with zeros to the width of a panel.
fn padded_panel(matrix: &[f64], sketch: &Sketch, columns: Range<usize>, panels: Panels) -> Vec<f64> {
    let mut panel = vec![0.0; sketch.rows * panels.width];
    for (row, out) in matrix.chunks_exact(panels.columns).zip(panel.chunks_exact_mut(panels.width)) {
        out[..columns.len()].copy_from_slice(&row[columns.clone()]);
    }
    panel
}

/// Calls `work` on each part's rows, on all threads, with `length` sums that start at zero. Returns the total of all
/// parts, added in a fixed tree.
fn sum_parts(
    sketch: &Sketch,
    operand: &Operand,
    height: usize,
    length: usize,
    work: impl Fn(Range<usize>, &mut [f64]) -> Result<(), Error> + Sync,
) -> Result<Vec<f64>, Error> {
    let rows = operand.rows();
    let most = MAX_PARTS.min(rows / (PART_ROWS_PER_SKETCH_ROW * sketch.rows));
    let parts = (operand.entries() / PART_ENTRIES).clamp(1, most.max(1));
    let rows_per_part = rows.div_ceil(parts).next_multiple_of(height);
    sketch.run.ensure_memory("rows", [parts + 1, length])?;
    let sums = sketch.parallelism.map_blocks(rows.div_ceil(rows_per_part), |part| {
        let first = part * rows_per_part;
        let mut sums = zeros(length)?;
        work(first..rows.min(first + rows_per_part), aligned(&mut sums))?;
        let start = first_aligned(&sums);
        sums.copy_within(start..start + length, 0);
        sums.truncate(length);
        Ok(sums)
    });
    Ok(add_vectors(sums.into_iter().collect::<Result<_, _>>()?))
}

/// Allocates `length` zeros plus alignment. Returns an error if allocation fails, as a caller may request a sketch of
/// any size.
fn zeros(length: usize) -> Result<Vec<f64>, Error> {
    let mut zeros = Vec::new();
    if zeros.try_reserve_exact(length.saturating_add(LANES)).is_err() {
        let message = format!("a sketch with {length} entries does not fit the memory that can be had");
        return Err(Error::new(Code::OutOfMemory, message));
    }
    zeros.resize(length + LANES, 0.0);
    Ok(zeros)
}

/// The part of [`zeros`] that starts at a cache line: registers of [`LANES`] numbers that straddle two lines take twice
/// the time to read and write.
fn aligned(storage: &mut [f64]) -> &mut [f64] {
    let (first, length) = (first_aligned(storage), storage.len() - LANES);
    &mut storage[first..first + length]
}

fn first_aligned(storage: &[f64]) -> usize {
    storage.as_ptr().align_offset(LANES * size_of::<f64>()).min(LANES)
}

/// Splits `rows` into blocks of `height`; the last one may be shorter.
fn blocks(rows: Range<usize>, height: usize) -> impl Iterator<Item = Range<usize>> {
    let end = rows.end;
    rows.step_by(height).map(move |first| first..end.min(first + height))
}
