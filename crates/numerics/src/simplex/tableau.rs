//! The condensed tableau. Let T be the tableau, p its pivot in row r and column q, u that column, and v that row
//! divided by p. A pivot yields Z(T) − uv', where Z zeros row r and column q, u has −1 at r, and v has 1/p at q. A
//! pivot can therefore be recorded as u and v, and a group of them applied at once, with a single pass over the
//! tableau.

use super::product::{CAPACITY, Factors, Lanes, Noted, SubtractFromColumn, SubtractFromRow, SubtractProduct};
use super::program::LinearProgram;
use crate::parallel::{PART_ENTRIES, Parallelism};
use crate::simd::{LANES, dispatch};
use crate::vectors::add_scaled;
use superlinear_interface::{Error, Run};

/// A basis is considered singular if the largest pivot in a column is below this.
const MIN_PIVOT: f64 = 1e-12;

#[derive(Clone, Debug)]
pub(super) struct Tableau {
    rows: usize,
    columns: usize,
    /// Registers per row, the last one padded with zeros.
    width: usize,
    entries: Vec<Lanes>,
    /// The vectors u of recorded pivots, row by row, and their v; zero for unused records.
    factors: Vec<Factors>,
    noted: Vec<Noted>,
    count: usize,
    right_side: Vec<f64>,
    slopes: Vec<f64>,
    objective: f64,
    /// Variable indices: those of the program, followed by the slacks of its rows.
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
    column: Vec<f64>,
    row: Vec<Lanes>,
    parallelism: Parallelism,
}

impl Tableau {
    /// Starts at the vertex with all program variables zero.
    pub(crate) fn new(program: &LinearProgram, parallelism: Parallelism) -> Self {
        let (rows, columns) = (program.right_side.len(), program.objective.len());
        assert_eq!(program.matrix.len(), rows * columns, "a matrix has an entry for each row and column");
        let width = columns.div_ceil(LANES);
        let mut entries = vec![[0.0; LANES]; rows * width];
        for (row, given) in entries.chunks_exact_mut(width.max(1)).zip(program.matrix.chunks_exact(columns.max(1))) {
            row.as_flattened_mut()[..columns].copy_from_slice(given);
        }
        Self {
            rows,
            columns,
            width,
            entries,
            factors: vec![[0.0; CAPACITY]; rows],
            noted: vec![[[0.0; LANES]; CAPACITY]; width],
            count: 0,
            right_side: program.right_side.clone(),
            slopes: program.objective.clone(),
            objective: 0.0,
            basic: (columns..columns + rows).collect(),
            nonbasic: (0..columns).collect(),
            column: vec![0.0; rows],
            row: vec![[0.0; LANES]; width],
            parallelism,
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    pub(crate) fn objective(&self) -> f64 {
        self.objective
    }

    /// The values of the basic variables.
    pub(crate) fn right_side(&self) -> &[f64] {
        &self.right_side
    }

    /// The reduced costs of the nonbasic variables: the change of the objective per unit.
    pub(crate) fn slopes(&self) -> &[f64] {
        &self.slopes
    }

    pub(crate) fn basic(&self) -> &[usize] {
        &self.basic
    }

    pub(crate) fn nonbasic(&self) -> &[usize] {
        &self.nonbasic
    }

    /// The column with the lowest label, among those with reduced cost above `least`.
    pub(crate) fn first_label_above(&self, least: f64) -> Option<usize> {
        (0..self.columns).filter(|&j| self.slopes[j] > least).min_by_key(|&j| self.nonbasic[j])
    }

    /// Returns whether the next pivot applies all recorded ones first.
    pub(crate) fn is_full(&self) -> bool {
        self.count == CAPACITY
    }

    /// Sets a negative value, due to rounding in the primal method, to zero.
    pub(crate) fn settle(&mut self, r: usize) {
        self.right_side[r] = self.right_side[r].max(0.0);
    }

    /// Loads a column, with recorded pivots applied.
    pub(crate) fn load_column(&mut self, q: usize) {
        let (group, lane) = (q / LANES, q % LANES);
        let rows = self.entries.chunks_exact(self.width);
        self.column.iter_mut().zip(rows).for_each(|(entry, row)| *entry = row[group][lane]);
        let noted = self.noted[group].map(|lanes| lanes[lane]);
        dispatch(SubtractFromColumn { column: &mut self.column, factors: &self.factors, noted: &noted });
    }

    /// The last loaded column.
    pub(crate) fn column(&self) -> &[f64] {
        &self.column
    }

    /// Loads a row, with recorded pivots applied.
    pub(crate) fn load_row(&mut self, r: usize) {
        self.row.copy_from_slice(&self.entries[r * self.width..(r + 1) * self.width]);
        dispatch(SubtractFromRow { row: &mut self.row, factors: &self.factors[r], noted: &self.noted });
    }

    /// The last loaded row.
    pub(crate) fn row(&self) -> &[f64] {
        &self.row.as_flattened()[..self.columns]
    }

    /// Exchanges the variables of row `r` and column `q`, which must be the last loaded ones.
    pub(crate) fn pivot(&mut self, r: usize, q: usize) {
        if self.is_full() {
            self.carry_out();
        }
        let pivot = self.column[r];
        let row = self.row.as_flattened_mut();
        row.iter_mut().for_each(|entry| *entry /= pivot);
        row[q] = 1.0 / pivot;
        self.pivot_borders(r, q);
        self.forget(r, q);
        self.factors.iter_mut().zip(&self.column).for_each(|(factors, &entry)| factors[self.count] = entry);
        self.factors[r][self.count] = -1.0;
        self.noted.iter_mut().zip(&self.row).for_each(|(noted, &lanes)| noted[self.count] = lanes);
        self.count += 1;
        std::mem::swap(&mut self.basic[r], &mut self.nonbasic[q]);
    }

    /// Recomputes the tableau at this basis from the program. `None` if the basis is numerically singular, or time runs
    /// out.
    pub(crate) fn rebuilt(&self, program: &LinearProgram, run: &Run) -> Result<Option<Self>, Error> {
        let mut rebuilt = Self::new(program, self.parallelism);
        let mut is_tight = vec![false; self.rows];
        for &label in self.nonbasic.iter().filter(|&&label| label >= self.columns) {
            is_tight[label - self.columns] = true;
        }
        for &q in self.basic.iter().filter(|&&label| label < self.columns) {
            rebuilt.load_column(q);
            let tight = (0..self.rows).filter(|&i| is_tight[i]);
            let r = tight.max_by(|&a, &b| rebuilt.column[a].abs().total_cmp(&rebuilt.column[b].abs()));
            let Some(r) = r.filter(|&r| rebuilt.column[r].abs() >= MIN_PIVOT) else { return Ok(None) };
            if rebuilt.is_full() && run.is_out_of_time()? {
                return Ok(None);
            }
            is_tight[r] = false;
            rebuilt.load_row(r);
            rebuilt.pivot(r, q);
        }
        Ok(Some(rebuilt))
    }

    /// Updates values, reduced costs and objective for a pivot on the loaded row and column.
    fn pivot_borders(&mut self, r: usize, q: usize) {
        let step = self.right_side[r] / self.column[r];
        add_scaled(&mut self.right_side, -step, &self.column);
        self.right_side[r] = step;
        let slope = std::mem::take(&mut self.slopes[q]);
        add_scaled(&mut self.slopes, -slope, &self.row.as_flattened()[..self.columns]);
        self.objective += slope * step;
    }

    /// Zeros a row and a column, including those of the records.
    fn forget(&mut self, r: usize, q: usize) {
        let (group, lane) = (q / LANES, q % LANES);
        self.entries[r * self.width..(r + 1) * self.width].fill([0.0; LANES]);
        self.entries.iter_mut().skip(group).step_by(self.width).for_each(|lanes| lanes[lane] = 0.0);
        self.factors[r] = [0.0; CAPACITY];
        self.noted[group].iter_mut().for_each(|lanes| lanes[lane] = 0.0);
    }

    /// Applies the recorded pivots, by blocks of rows.
    fn carry_out(&mut self) {
        let Self { width, noted, .. } = self;
        let rows_of_block = (PART_ENTRIES / (*width * LANES)).next_multiple_of(4).max(4);
        let blocks = self.entries.chunks_mut(rows_of_block * *width).zip(self.factors.chunks(rows_of_block));
        self.parallelism.map(blocks, |_, (rows, factors)| dispatch(SubtractProduct { rows, factors, noted }));
        self.factors.fill([0.0; CAPACITY]);
        self.count = 0;
    }
}
