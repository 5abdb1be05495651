//! The plan as the caller wants it: with a row and a column for each point, also those without mass.

use crate::inputs::Masses;
use crate::sparse_plan::{Rows, rows_of};
use superlinear_interface::{Code, Error, Run, SparseMatrix};

/// A sparse plan from its kept rows, and the sum of its entries. `scale` takes masses that sum to 1 to those given.
pub(crate) fn sparse_plan(kept: &[Rows], masses: &Masses, scale: f64, run: &Run) -> Result<(SparseMatrix, f64), Error> {
    let count: usize = kept.iter().map(|rows| rows.entries.len()).sum();
    let mut indices: Vec<i32> = reserved(count)?;
    let mut data: Vec<f64> = reserved(count)?;
    let mut indptr: Vec<i32> = reserved(masses.source.count + 1)?;
    let mut order: Vec<(u32, f64)> = Vec::new();
    for ((columns, entries), &i) in rows_of(kept, run.cancellation()).zip(&masses.source.support) {
        // Sources without mass have empty rows.
        indptr.resize(i as usize + 1, data.len() as i32);
        order.clear();
        order.extend(columns.iter().copied().zip(entries.iter().copied()));
        order.sort_unstable_by_key(|&(column, _)| column);
        indices.extend(order.iter().map(|&(column, _)| masses.target.support[column as usize] as i32));
        data.extend(order.iter().map(|&(_, entry)| entry * scale));
    }
    run.ensure_wanted()?;
    indptr.resize(masses.source.count + 1, data.len() as i32);
    let sum = superlinear_numerics::parallel::sum(&data);
    let plan = SparseMatrix {
        rows: masses.source.count,
        columns: masses.target.count,
        indptr: indptr.into(),
        indices: indices.into(),
        data: data.into(),
    };
    Ok((plan, sum))
}

/// An empty vector with room for `count` numbers; an error where the memory cannot be had.
pub(crate) fn reserved<T>(count: usize) -> Result<Vec<T>, Error> {
    let mut vector = Vec::new();
    vector
        .try_reserve_exact(count)
        .map_err(|_| Error::new(Code::OutOfMemory, format!("no memory for {count} entries of the plan")))?;
    Ok(vector)
}
