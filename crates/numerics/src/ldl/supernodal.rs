//! The numeric phase of a supernodal sparse factorization L D L'. It works by panels of columns, so that runs can be
//! stopped between panels.
//!
//! Source: the left-looking method of Ng, Peyton, Block Sparse Cholesky Algorithms on Advanced Uniprocessor Computers,
//! SIAM J. Sci. Comput. 14, 1993.

use crate::dense::panels::{PANEL, decompose_by_panels};
use faer::linalg::matmul::matmul;
use faer::sparse::linalg::cholesky::supernodal::SymbolicSupernodalCholesky;
use faer::{Accum, Mat, MatMut, MatRef, Par};
use std::ops::Range;
use superlinear_interface::Watch;

type Symbolic = SymbolicSupernodalCholesky<usize>;

/// The end of a list of supernodes.
const NONE: usize = usize::MAX;

/// The index in the values of L of the entry in row `i` and column `j` (`i` ≥ `j`) of the permuted matrix.
pub(super) fn position(symbolic: &Symbolic, supernode_of: &[usize], i: usize, j: usize) -> Option<usize> {
    let s = supernode_of[j];
    let (columns, pattern) = (columns(symbolic, s), symbolic.supernode(s).pattern());
    let row = if i < columns.end { i - columns.start } else { columns.len() + pattern.binary_search(&i).ok()? };
    Some(symbolic.col_ptr_for_val()[s] + (j - columns.start) * (columns.len() + pattern.len()) + row)
}

/// The supernode of each column.
pub(super) fn supernode_of_columns(symbolic: &Symbolic) -> Vec<usize> {
    (0..symbolic.n_supernodes()).flat_map(|s| columns(symbolic, s).map(move |_| s)).collect()
}

/// Replaces the entries of a matrix, at their positions in `values`, by its factors. `None` if a pivot is zero, or the
/// run has to stop.
pub(super) fn factorize(symbolic: &Symbolic, values: &mut [f64], watch: Option<&Watch<'_>>) -> Option<()> {
    let supernode_of = supernode_of_columns(symbolic);
    let mut places = vec![0; symbolic.nrows()];
    let mut waiting = Waiting::new(symbolic.n_supernodes());
    for s in 0..symbolic.n_supernodes() {
        let (columns, pattern) = (columns(symbolic, s), symbolic.supernode(s).pattern());
        let rows = columns.clone().chain(pattern.iter().copied());
        rows.enumerate().for_each(|(place, row)| places[row] = place);
        let (before, from_here) = values.split_at_mut(symbolic.col_ptr_for_val()[s]);
        let height = columns.len() + pattern.len();
        let block = &mut from_here[..height * columns.len()];
        let mut block = MatMut::from_column_major_slice_mut(block, height, columns.len());
        let mut next = waiting.take(s);
        while next != NONE {
            let earlier = next;
            next = waiting.next[earlier];
            let first = waiting.first[earlier];
            let rows = &symbolic.supernode(earlier).pattern()[first..];
            let count = rows.partition_point(|row| *row < columns.end);
            let source = block_of(symbolic, before, earlier);
            subtract_update(block.as_mut(), source, first, count, |k| places[rows[k]], watch)?;
            if let Some(&row) = rows.get(count) {
                waiting.put(earlier, first + count, supernode_of[row]);
            }
        }
        decompose_by_panels(block, |_| true, watch)?;
        if let Some(&row) = pattern.first() {
            waiting.put(s, 0, supernode_of[row]);
        }
    }
    Some(())
}

/// Subtracts the contribution of an earlier supernode from `block`. Of the rows of its pattern from `first` on, the
/// first `count` are columns of the block, and `place` returns the block row of each.
fn subtract_update(
    mut block: MatMut<'_, f64>,
    source: MatRef<'_, f64>,
    first: usize,
    count: usize,
    place: impl Fn(usize) -> usize,
    watch: Option<&Watch<'_>>,
) -> Option<()> {
    let width = source.ncols();
    let lower = source.subrows(width + first, source.nrows() - width - first);
    for start in (0..count).step_by(PANEL) {
        if watch.is_some_and(Watch::is_over) {
            return None;
        }
        let columns = PANEL.min(count - start);
        let rows = lower.subrows(start, lower.nrows() - start);
        let weighted = Mat::from_fn(width, columns, |k, j| source[(k, k)] * rows[(j, k)]);
        let mut update = Mat::zeros(rows.nrows(), columns);
        matmul(update.as_mut(), Accum::Replace, rows, &weighted, 1.0, Par::Seq);
        for j in 0..columns {
            let (to, from) = (block.as_mut().col_mut(place(start + j)), update.col_as_slice(j));
            let Some(to) = to.try_as_col_major_mut() else { continue };
            let to = to.as_slice_mut();
            (j..from.len()).for_each(|k| to[place(start + k)] -= from[k]);
        }
    }
    Some(())
}

/// For each supernode a list of the earlier ones with rows among its columns, and the first such row in their patterns.
struct Waiting {
    head: Vec<usize>,
    next: Vec<usize>,
    first: Vec<usize>,
}

impl Waiting {
    fn new(count: usize) -> Self {
        Self { head: vec![NONE; count], next: vec![NONE; count], first: vec![0; count] }
    }

    fn put(&mut self, earlier: usize, first: usize, later: usize) {
        self.first[earlier] = first;
        self.next[earlier] = std::mem::replace(&mut self.head[later], earlier);
    }

    /// Takes the head of a supernode's list.
    fn take(&mut self, s: usize) -> usize {
        std::mem::replace(&mut self.head[s], NONE)
    }
}

fn columns(symbolic: &Symbolic, s: usize) -> Range<usize> {
    symbolic.supernode_begin()[s]..symbolic.supernode_end()[s]
}

fn block_of<'a>(symbolic: &Symbolic, values: &'a [f64], s: usize) -> MatRef<'a, f64> {
    let (width, below) = (columns(symbolic, s).len(), symbolic.supernode(s).pattern().len());
    let start = symbolic.col_ptr_for_val()[s];
    MatRef::from_column_major_slice(&values[start..start + (width + below) * width], width + below, width)
}
