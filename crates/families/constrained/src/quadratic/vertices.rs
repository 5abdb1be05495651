//! Linear programs with dense matrices by the simplex method, from a vertex of the bounds that is primal or dual
//! feasible. It needs one pivot for some of the rows and variables, while the interior point method factorizes a matrix
//! per step. The result is only a proposal, tested like any other point. If it fails or there is no such vertex, the
//! interior point method finds a solution or proves that there is none.

use super::matrices::{DenseMatrices, Matrices};
use super::program::{Evaluation, Point, Program};
use super::solver::{Limits, Solver};
use superlinear_interface::Error;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::simplex::{LinearProgram, Simplex, SimplexStatus};
use superlinear_numerics::vectors::dot_in_order;

/// A variable that is not fixed, measured as its distance from a bound.
struct Column {
    variable: usize,
    /// 1 for the lower bound, -1 for the upper one.
    sign: f64,
}

/// A bound of an activity: `sign * activity ≤ sign * end`.
struct Row {
    index: usize,
    sign: f64,
    bound: f64,
}

/// A vertex of the bounds, and the program relative to it.
struct Corner<'a> {
    program: &'a Program<'a>,
    matrices: &'a DenseMatrices,
    x: Vec<f64>,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

impl Solver<'_> {
    /// The solution of a linear program, if the simplex method succeeds.
    pub fn solve_by_vertices(
        &mut self,
        program: &Program<'_>,
        limits: &Limits<'_>,
    ) -> Result<Option<Evaluation>, Error> {
        let Matrices::Dense(matrices) = &self.shared.matrices else { return Ok(None) };
        let Some(corner) = Corner::new(program, matrices).filter(|_| self.shared.is_linear) else { return Ok(None) };
        let is_feasible = corner.rows.iter().all(|row| corner.slack(row) >= 0.0);
        if !is_feasible && corner.columns.iter().any(|column| corner.slope(column) < 0.0) {
            return Ok(None);
        }
        let mut simplex = Simplex::new(corner.linear_program(), Parallelism::of(limits.run));
        // Programs that suit the method take fewer pivots. This many take a fraction of the time of the interior point
        // method.
        let max_steps = u32::try_from(corner.rows.len() + corner.columns.len()).unwrap_or(u32::MAX);
        let mut outcome = SimplexStatus::Optimal;
        if !is_feasible {
            outcome = simplex.restore(max_steps, limits.run)?;
        }
        if outcome == SimplexStatus::Optimal {
            outcome = simplex.solve(max_steps, limits.run)?;
        }
        self.pivots += simplex.pivots();
        if outcome != SimplexStatus::Optimal {
            return Ok(None);
        }
        self.iterations += 1;
        Ok(program.evaluate_within_bounds(&corner.point(&simplex)).solution())
    }
}

impl<'a> Corner<'a> {
    /// The vertex at the lower bounds, or at the upper ones of variables without. `None` if a variable has neither.
    fn new(program: &'a Program<'a>, matrices: &'a DenseMatrices) -> Option<Self> {
        let n = matrices.variables;
        let (mut x, mut columns, mut rows) = (Vec::with_capacity(n), Vec::new(), Vec::new());
        for variable in 0..n {
            let (lower, upper) = (program.lower[variable], program.upper[variable]);
            let (sign, bound, other) = if lower.is_finite() { (1.0, lower, upper) } else { (-1.0, upper, lower) };
            if !bound.is_finite() {
                return None;
            }
            x.push(bound);
            if program.is_fixed(variable) {
                continue;
            }
            columns.push(Column { variable, sign });
            if other.is_finite() {
                rows.push(Row { index: variable, sign, bound: other });
            }
        }
        for index in n..program.lower.len() {
            let bounds = [(1.0, program.upper[index]), (-1.0, program.lower[index])];
            rows.extend(bounds.into_iter().filter(|(_, bound)| bound.is_finite()).map(|(sign, bound)| Row {
                index,
                sign,
                bound,
            }));
        }
        Some(Self { program, matrices, x, columns, rows })
    }

    /// The entries of a constraint row; `None` for a bound.
    fn entries(&self, row: &Row) -> Option<&[f64]> {
        let n = self.matrices.variables;
        let start = row.index.checked_sub(n)? * n;
        Some(&self.matrices.constraints[start..start + n])
    }

    /// The slack of a bound at the vertex; negative if violated.
    fn slack(&self, row: &Row) -> f64 {
        let activity = self.entries(row).map_or_else(|| self.x[row.index], |entries| dot_in_order(entries, &self.x));
        row.sign * (row.bound - activity)
    }

    /// The derivative of the objective along a column.
    fn slope(&self, column: &Column) -> f64 {
        column.sign * self.program.linear[column.variable]
    }

    fn linear_program(&self) -> LinearProgram {
        let mut matrix = Vec::with_capacity(self.rows.len() * self.columns.len());
        for row in &self.rows {
            let entries = self.entries(row);
            matrix.extend(self.columns.iter().map(|column| match entries {
                Some(entries) => row.sign * column.sign * entries[column.variable],
                None if row.index == column.variable => 1.0,
                None => 0.0,
            }));
        }
        LinearProgram {
            matrix,
            right_side: self.rows.iter().map(|row| self.slack(row)).collect(),
            objective: self.columns.iter().map(|column| -self.slope(column)).collect(),
        }
    }

    /// The simplex method's final vertex with its multipliers.
    fn point(&self, simplex: &Simplex) -> Point {
        let n = self.matrices.variables;
        let mut point = Point { x: self.x.clone(), multipliers: vec![0.0; self.program.lower.len()] };
        let lengths = simplex.primal();
        for (column, length) in self.columns.iter().zip(&lengths) {
            point.x[column.variable] += column.sign * length;
        }
        for (row, multiplier) in self.rows.iter().zip(simplex.dual()) {
            point.multipliers[row.index] += row.sign * multiplier;
        }
        let slopes = self.program.shared.matrices.transpose_times(&point.multipliers[n..]);
        for (column, length) in self.columns.iter().zip(lengths) {
            let j = column.variable;
            // A variable at neither bound has no multiplier.
            if length == 0.0 || point.multipliers[j] != 0.0 {
                point.multipliers[j] = -(self.program.linear[j] + slopes[j]);
            }
        }
        point
    }
}
