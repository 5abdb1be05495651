//! The plan in the caller's form, with a row and a column for every point, including those without mass.

use crate::inputs::Masses;
use crate::memory::reserved;
use crate::plan_rows::PlanRows;
use superlinear_interface::{Error, SparseMatrix};

/// A sparse plan from its rows, and the sum of its entries. `scale` converts the solver's masses to the caller's.
pub(crate) fn sparse_plan(blocks: &[PlanRows], masses: &Masses, scale: f64) -> Result<(SparseMatrix, f64), Error> {
    let (rows, columns) = (masses.source.count, masses.target.count);
    let count: usize = blocks.iter().map(|block| block.entries.len()).sum();
    let mut indices: Vec<i32> = reserved(count)?;
    let mut data: Vec<f64> = reserved(count)?;
    let mut indptr: Vec<i32> = reserved(rows + 1)?;
    let mut support = masses.source.support.iter();
    for block in blocks {
        let before = data.len();
        indices.extend(block.columns.iter().map(|&column| masses.target.support[column as usize] as i32));
        data.extend(block.entries.iter().map(|entry| entry * scale));
        for (&end, &i) in block.row_ends.iter().zip(&mut support) {
            // This row and the empty rows of sources without mass before it start at the end of the last one.
            let last = indptr.last().copied().unwrap_or(0);
            indptr.resize(i as usize + 1, last);
            indptr.push((before + end) as i32);
        }
    }
    indptr.resize(rows + 1, data.len() as i32);
    sort_rows(&indptr, &mut indices, &mut data);
    let sum = superlinear_numerics::parallel::sum(&data);
    let plan = SparseMatrix { rows, columns, indptr: indptr.into(), indices: indices.into(), data: data.into() };
    Ok((plan, sum))
}

/// Sorts the entries of each row by column.
fn sort_rows(indptr: &[i32], indices: &mut [i32], data: &mut [f64]) {
    let mut row: Vec<(i32, f64)> = Vec::new();
    for bounds in indptr.windows(2) {
        let range = bounds[0] as usize..bounds[1] as usize;
        let (indices, data) = (&mut indices[range.clone()], &mut data[range]);
        if indices.is_sorted() {
            continue;
        }
        row.clear();
        row.extend(indices.iter().copied().zip(data.iter().copied()));
        row.sort_unstable_by_key(|&(index, _)| index);
        for ((index, entry), &sorted) in indices.iter_mut().zip(data.iter_mut()).zip(&row) {
            (*index, *entry) = sorted;
        }
    }
}
