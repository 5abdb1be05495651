//! The condensed tableau of {z ≥ 0, Mz ≤ 1}, with the lexicographic ratio test: ties are broken as if the right sides were 1 + ε,
//! 1 + ε², … for a tiny ε, so that every basis that is met is feasible there too, and none comes twice on a path.
//!
//! Source: von Stengel, Computing Equilibria for Two-Person Games, Handbook of Game Theory 3, 2002, section 2.6.

use std::cmp::Ordering;
use std::ops::Range;
use superlinear_numerics::vectors::add_scaled;

/// Entries of a column that are less cannot be pivots.
const LEAST_PIVOT: f64 = 1e-9;

/// Ratios that differ by less, as a part of their size where that is above 1, are a tie.
const TIE: f64 = 1e-10;

/// Variables have the labels of the actions: a player's own are their weights, the other's the slacks of their payoffs.
#[derive(Clone, Debug)]
pub(super) struct Tableau {
    /// The label of each row's basic variable, and of each column's, which is zero.
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
    /// Where each label is: a row, or a column counted after the rows.
    places: Vec<usize>,
    /// The labels of the slacks.
    slacks: Range<usize>,
    /// Rows of the columns' entries and then the right side.
    entries: Vec<f64>,
    row: Vec<f64>,
}

impl Tableau {
    /// At zero. `entry` tells those of M by row and column.
    pub fn new(own: Range<usize>, slacks: Range<usize>, entry: impl Fn(usize, usize) -> f64) -> Self {
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

    /// The labels that are zero for being nonbasic.
    pub fn nonbasic(&self) -> &[usize] {
        &self.nonbasic
    }

    /// The value of each variable by its label.
    pub fn value(&self, label: usize) -> f64 {
        let place = self.places[label];
        if place < self.rows() { self.entry(place, self.nonbasic.len()) } else { 0.0 }
    }

    /// The values of these variables.
    pub fn values(&self, labels: Range<usize>) -> Vec<f64> {
        labels.map(|label| self.value(label)).collect()
    }

    /// Has the variable of a label enter the basis, and returns the label that leaves it; `None` where nothing is in its way, which only
    /// rounding brings about.
    pub fn enter(&mut self, label: usize) -> Option<usize> {
        let column = self.places[label] - self.rows();
        let row = self.leaving(column)?;
        let left = self.basic[row];
        self.pivot(row, column);
        Some(left)
    }

    /// The label that would leave.
    pub fn blocking(&self, label: usize) -> Option<usize> {
        self.leaving(self.places[label] - self.rows()).map(|row| self.basic[row])
    }

    /// The lexicographic ratio test.
    fn leaving(&self, column: usize) -> Option<usize> {
        let right = self.nonbasic.len();
        let ratio = |i: usize| self.entry(i, right) / self.entry(i, column);
        let mut best: Option<usize> = None;
        for i in (0..self.rows()).filter(|&i| self.entry(i, column) > LEAST_PIVOT) {
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

    /// Compares the entries of two rows in the column of a slack, over their pivots.
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

    /// Goes from zero to the basis where the labels with these bits are not in it; `false` where that is singular to rounding.
    pub fn go_to(&mut self, nonbasic: u64) -> bool {
        let has = |label: usize| nonbasic >> label & 1 == 1;
        for q in 0..self.nonbasic.len() {
            if has(self.nonbasic[q]) {
                continue;
            }
            let size = |i: &usize| self.entry(*i, q).abs();
            let rows = (0..self.rows()).filter(|&i| has(self.basic[i]));
            match rows.max_by(|a, b| size(a).total_cmp(&size(b))) {
                Some(r) if self.entry(r, q).abs() > LEAST_PIVOT => self.pivot(r, q),
                _ => return false,
            }
        }
        true
    }
}

/// The order of two numbers that may be as good as equal.
fn compare(a: f64, b: f64) -> Ordering {
    if (a - b).abs() <= TIE * (1.0 + f64::min(a.abs(), b.abs())) { Ordering::Equal } else { a.total_cmp(&b) }
}
