//! The Cholesky factor of the Hessian on a support, updated along with the support instead of recomputed: removed
//! variables are a low-rank update of the rest, and added ones are further rows.
//!
//! Source: Golub, Van Loan, Matrix Computations, 2013, section 6.5.

use faer::linalg::cholesky::llt::update::rank_r_update_clobber;
use faer::linalg::matmul::matmul;
use faer::linalg::solvers::Llt;
use faer::linalg::triangular_solve::{solve_lower_triangular_in_place, solve_upper_triangular_in_place};
use faer::{Accum, Col, Mat, MatMut, MatRef, Par, Side};

/// The fraction of the support beyond which a change is not worth an update.
const LARGE_CHANGE: f64 = 0.2;

/// The minimum capacity in variables, and its alignment. The odd offset keeps column strides from powers of two,
/// because such columns would compete for the same cache lines.
const MIN_CAPACITY: usize = 64;
const ALIGNED: usize = 16;
const ODD: usize = 8;

/// After this many changes per variable the factor is recomputed, to limit rounding errors.
const MAX_CHANGES: usize = 2;

/// Pivots below this fraction of the variable's second derivative are rounding errors: the variable depends on the
/// others.
const MIN_PIVOT: f64 = 1e-12;

/// The factor L of the matrix L L' of some variables.
#[derive(Default)]
pub(super) struct SupportFactor {
    /// The variables in the order of the rows.
    order: Vec<u32>,
    /// L by columns, each with capacity for `capacity` rows.
    entries: Vec<f64>,
    capacity: usize,
    changes: usize,
}

impl SupportFactor {
    /// Drops the factor.
    pub fn clear(&mut self) {
        self.order.clear();
        self.changes = 0;
    }

    /// Updates the factor to the given variables, in ascending order. Returns false and drops the factor if the matrix
    /// is singular.
    pub fn update(&mut self, support: &[u32], entry: impl Fn(u32, u32) -> f64) -> bool {
        let places: Vec<_> = self.order.iter().map(|variable| support.binary_search(variable).ok()).collect();
        let is_kept: Vec<bool> = places.iter().map(Option::is_some).collect();
        let removed = is_kept.iter().filter(|is| !**is).count();
        let mut is_known = vec![false; support.len()];
        places.into_iter().flatten().for_each(|place| is_known[place] = true);
        let added: Vec<u32> =
            (0..support.len()).filter(|&place| !is_known[place]).map(|place| support[place]).collect();
        let change = removed + added.len();
        self.changes += change;
        let is_large =
            change as f64 > LARGE_CHANGE * support.len() as f64 || self.changes > MAX_CHANGES * support.len();
        if change == 0 && !self.order.is_empty() {
            return true;
        }
        self.reserve(support.len().max(self.order.len()));
        let is_there = if is_large || self.order.is_empty() {
            self.rebuild(support, &entry)
        } else {
            self.remove(&is_kept, removed) && self.append(&added, &entry)
        };
        if !is_there {
            self.clear();
        }
        is_there
    }

    /// Solves for a right side ordered like `support`.
    pub fn solve(&self, support: &[u32], right_side: &[f64]) -> Vec<f64> {
        let place = |variable: &u32| support.binary_search(variable).unwrap_or(0);
        let mut solution = Mat::from_fn(self.order.len(), 1, |i, _| right_side[place(&self.order[i])]);
        let factor = self.factor();
        solve_lower_triangular_in_place(factor, solution.as_mut(), Par::Seq);
        solve_upper_triangular_in_place(factor.transpose(), solution.as_mut(), Par::Seq);
        let mut in_order = vec![0.0; right_side.len()];
        self.order.iter().enumerate().for_each(|(i, variable)| in_order[place(variable)] = solution[(i, 0)]);
        in_order
    }

    fn factor(&self) -> MatRef<'_, f64> {
        let size = self.order.len();
        MatRef::from_column_major_slice(&self.entries, self.capacity, self.capacity).submatrix(0, 0, size, size)
    }

    fn whole_mut(&mut self) -> MatMut<'_, f64> {
        MatMut::from_column_major_slice_mut(&mut self.entries, self.capacity, self.capacity)
    }

    /// Grows the capacity to at least this many variables.
    fn reserve(&mut self, size: usize) {
        if size <= self.capacity {
            return;
        }
        let capacity = (size + size / 2).max(MIN_CAPACITY).next_multiple_of(ALIGNED) + ODD;
        let mut entries = vec![0.0; capacity * capacity];
        let old = self.order.len();
        if old > 0 {
            for (new, column) in
                entries.chunks_exact_mut(capacity).zip(self.entries.chunks_exact(self.capacity)).take(old)
            {
                new[..old].copy_from_slice(&column[..old]);
            }
        }
        (self.entries, self.capacity) = (entries, capacity);
    }

    fn rebuild(&mut self, support: &[u32], entry: &impl Fn(u32, u32) -> f64) -> bool {
        let size = support.len();
        let matrix = Mat::from_fn(size, size, |i, j| if i >= j { entry(support[i], support[j]) } else { 0.0 });
        let Ok(factor) = Llt::new(matrix.as_ref(), Side::Lower) else { return false };
        let lower = factor.L();
        if (0..size).any(|k| lower[(k, k)] * lower[(k, k)] <= MIN_PIVOT * matrix[(k, k)]) {
            return false;
        }
        self.whole_mut().submatrix_mut(0, 0, size, size).copy_from(lower);
        self.order = support.to_vec();
        self.changes = 0;
        true
    }

    /// Removes variables: their columns are a low-rank update of the remaining factor.
    fn remove(&mut self, is_kept: &[bool], removed: usize) -> bool {
        if removed == 0 {
            return true;
        }
        let kept: Vec<usize> = (0..is_kept.len()).filter(|&i| is_kept[i]).collect();
        let first = is_kept.iter().position(|is| !is).unwrap_or(0);
        let gone: Vec<usize> = (first..is_kept.len()).filter(|&i| !is_kept[i]).collect();
        let size = kept.len();
        let capacity = self.capacity;
        let mut columns = Mat::zeros(size - first, removed);
        for (r, &j) in gone.iter().enumerate() {
            for (i, &row) in kept.iter().enumerate().skip(first).filter(|(_, row)| **row > j) {
                columns[(i - first, r)] = self.entries[j * capacity + row];
            }
        }
        for (j, &old) in kept.iter().enumerate() {
            for (i, &row) in kept.iter().enumerate().skip(j.max(first)) {
                self.entries[j * capacity + i] = self.entries[old * capacity + row];
            }
        }
        self.order = kept.iter().map(|&i| self.order[i]).collect();
        let rest = self.whole_mut().submatrix_mut(first, first, size - first, size - first);
        let mut ones = Col::<f64>::full(removed, 1.0);
        rank_r_update_clobber(rest, columns.as_mut(), ones.as_mut().as_diagonal_mut()).is_ok()
    }

    /// Appends variables as the last rows.
    fn append(&mut self, added: &[u32], entry: &impl Fn(u32, u32) -> f64) -> bool {
        if added.is_empty() {
            return true;
        }
        let (size, count) = (self.order.len(), added.len());
        let mut rows = Mat::from_fn(size, count, |i, j| entry(self.order[i], added[j]));
        solve_lower_triangular_in_place(self.factor(), rows.as_mut(), Par::Seq);
        let mut rest = Mat::from_fn(count, count, |i, j| entry(added[i], added[j]));
        matmul(rest.as_mut(), Accum::Add, rows.transpose(), rows.as_ref(), -1.0, Par::Seq);
        let Ok(factor) = Llt::new(rest.as_ref(), Side::Lower) else { return false };
        let lower = factor.L();
        if (0..count).any(|k| lower[(k, k)] * lower[(k, k)] <= MIN_PIVOT * entry(added[k], added[k])) {
            return false;
        }
        let mut whole = self.whole_mut();
        whole.as_mut().submatrix_mut(size, 0, count, size).copy_from(rows.transpose());
        whole.submatrix_mut(size, size, count, count).copy_from(lower);
        self.order.extend_from_slice(added);
        true
    }
}
