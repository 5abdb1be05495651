//! The condensed tableau of {z ≥ 0, Mz ≤ 1} with the lexicographic ratio test. Ties are broken as if the right-hand
//! sides were 1 + ε, 1 + ε², … for a tiny ε, so every visited basis is feasible for them, and no basis repeats on a
//! path.
//!
//! Source: von Stengel, Computing Equilibria for Two-Person Games, Handbook of Game Theory 3, 2002, section 2.6.

use std::cmp::Ordering;
use std::ops::Range;
use superlinear_numerics::vectors::add_scaled;

/// The smallest pivot in a column. Smaller entries are considered rounding.
const MIN_PIVOT: f64 = 1e-9;

/// Ratios closer than this are ties, relative to their size if above 1.
const TIE: f64 = 1e-10;

/// The labels of variables are actions: the player's own label their weights, the other's the slacks of their payoffs.
#[derive(Clone, Debug)]
pub(super) struct Tableau {
    /// The label of each row's basic variable, and of each column's nonbasic one, which is zero.
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
    /// The position of each label: a row, or a column counted after the rows.
    places: Vec<usize>,
    /// The labels of the slacks.
    slacks: Range<usize>,
    /// Rows of matrix entries, each followed by its right-hand side.
    entries: Vec<f64>,
    row: Vec<f64>,
}

impl Tableau {
    /// The tableau at zero. `entry` returns M by row and column.
    pub(crate) fn new(own: Range<usize>, slacks: Range<usize>, entry: impl Fn(usize, usize) -> f64) -> Self {
        let (rows, columns) = (slacks.len(), own.len());
        let mut entries = Vec::with_capacity(rows * (columns + 1));
        for i in 0..rows {
            entries.extend((0..columns).map(|j| entry(i, j)));
            entries.push(1.0);
        }
        let mut places = vec![0; rows + columns];
        slacks.clone().enumerate().for_each(|(i, label)| places[label] = i);
        own.clone().enumerate().for_each(|(j, label)| places[label] = rows + j);
        Self {
            basic: slacks.clone().collect(),
            nonbasic: own.collect(),
            places,
            slacks,
            entries,
            row: vec![0.0; columns + 1],
        }
    }

    fn rows(&self) -> usize {
        self.basic.len()
    }

    fn stride(&self) -> usize {
        self.nonbasic.len() + 1
    }

    fn entry(&self, i: usize, j: usize) -> f64 {
        self.entries[i * self.stride() + j]
    }

    /// The labels of the nonbasic variables.
    pub(crate) fn nonbasic(&self) -> &[usize] {
        &self.nonbasic
    }

    /// The value of a variable.
    pub(crate) fn value(&self, label: usize) -> f64 {
        let place = self.places[label];
        if place < self.rows() { self.entry(place, self.nonbasic.len()) } else { 0.0 }
    }

    /// The values of several variables.
    pub(crate) fn values(&self, labels: Range<usize>) -> Vec<f64> {
        labels.map(|label| self.value(label)).collect()
    }

    /// Pivots the variable of a label into the basis and returns the leaving label. `None` if no row blocks it, which
    /// only rounding can cause.
    pub(crate) fn enter(&mut self, label: usize) -> Option<usize> {
        let column = self.places[label] - self.rows();
        let row = self.leaving(column)?;
        let left = self.basic[row];
        self.pivot(row, column);
        Some(left)
    }

    /// The label that would leave for `label` to enter.
    pub(crate) fn blocking(&self, label: usize) -> Option<usize> {
        self.leaving(self.places[label] - self.rows()).map(|row| self.basic[row])
    }

    /// The lexicographic ratio test.
    fn leaving(&self, column: usize) -> Option<usize> {
        let right = self.nonbasic.len();
        let ratio = |i: usize| self.entry(i, right) / self.entry(i, column);
        let mut best: Option<usize> = None;
        for i in (0..self.rows()).filter(|&i| self.entry(i, column) > MIN_PIVOT) {
            let is_before = |best: usize| match compare(ratio(i), ratio(best)) {
                Ordering::Equal => {
                    self.slacks.clone().map(|slack| self.compare_at(slack, column, i, best)).find(|order| order.is_ne())
                }
                order => Some(order),
            };
            if best.is_none_or(|best| is_before(best) == Some(Ordering::Less)) {
                best = Some(i);
            }
        }
        best
    }

    /// Compares two rows' entries in the column of a slack, divided by their pivots.
    fn compare_at(&self, slack: usize, column: usize, i: usize, other: usize) -> Ordering {
        let place = self.places[slack];
        let over_pivot = |row: usize| {
            let entry = match place.checked_sub(self.rows()) {
                Some(j) => self.entry(row, j),
                None => f64::from(u8::from(place == row)),
            };
            entry / self.entry(row, column)
        };
        compare(over_pivot(i), over_pivot(other))
    }

    /// Exchanges the variables of a row and a column.
    fn pivot(&mut self, r: usize, q: usize) {
        let stride = self.stride();
        let pivot = self.entry(r, q);
        self.row.copy_from_slice(&self.entries[r * stride..(r + 1) * stride]);
        self.row.iter_mut().for_each(|entry| *entry /= pivot);
        self.row[q] = 1.0 / pivot;
        for (i, row) in self.entries.chunks_exact_mut(stride).enumerate() {
            if i == r {
                row.copy_from_slice(&self.row);
                continue;
            }
            let factor = std::mem::take(&mut row[q]);
            if factor != 0.0 {
                add_scaled(row, -factor, &self.row);
            }
        }
        self.places.swap(self.basic[r], self.nonbasic[q]);
        std::mem::swap(&mut self.basic[r], &mut self.nonbasic[q]);
    }

    /// Pivots from zero to the basis without the labels in the bit set `nonbasic`. Returns `false` if it is numerically
    /// singular.
    pub(crate) fn go_to(&mut self, nonbasic: u64) -> bool {
        let has = |label: usize| nonbasic >> label & 1 == 1;
        for q in 0..self.nonbasic.len() {
            if has(self.nonbasic[q]) {
                continue;
            }
            let size = |i: &usize| self.entry(*i, q).abs();
            let rows = (0..self.rows()).filter(|&i| has(self.basic[i]));
            match rows.max_by(|a, b| size(a).total_cmp(&size(b))) {
                Some(r) if self.entry(r, q).abs() > MIN_PIVOT => self.pivot(r, q),
                _ => return false,
            }
        }
        true
    }
}

/// Compares two numbers with a tolerance for ties.
fn compare(a: f64, b: f64) -> Ordering {
    if (a - b).abs() <= TIE * (1.0 + f64::min(a.abs(), b.abs())) { Ordering::Equal } else { a.total_cmp(&b) }
}
