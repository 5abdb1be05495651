//! The simplex method on a condensed tableau, for dense linear programs with a feasible origin: maximize c'w subject to
//! Aw ≤ b and w ≥ 0, where b ≥ 0.
//!
//! The tableau has a column per nonbasic and a row per basic variable, so a pivot exchanges a row with a column in
//! place (Dantzig, Linear Programming and Extensions, 1963, chapter 5; the condensed form is Tucker's). Columns enter
//! by Devex pricing, rows leave by a two-pass ratio test (both Harris, Math. Programming 5, 1973). Pivots are recorded
//! and applied in groups, as one matrix product.
//!
//! | module | contents |
//! |---|---|
//! | `program` | linear programs |
//! | `tableau` | the tableau and its pivots |
//! | `product` | the loops that apply recorded pivots |
//! | `rules` | pricing and ratio tests |

mod product;
mod program;
mod rules;
mod tableau;
#[cfg(test)]
mod tests;

use crate::parallel::Parallelism;
use rules::{Pricing, blocking_row, leaving_row};
use superlinear_interface::{Error, Run};
use tableau::Tableau;

pub use program::LinearProgram;

/// The termination status of the simplex method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SimplexStatus {
    /// No column has a positive reduced cost: the vertex is optimal, up to rounding.
    Optimal,
    /// The objective is unbounded along an edge.
    Unbounded,
    /// The pivot limit was reached.
    PivotLimit,
    /// The time limit was reached.
    TimeLimit,
}

/// The state of the simplex method: a program and a vertex of it.
#[derive(Debug)]
pub struct Simplex {
    program: LinearProgram,
    tableau: Tableau,
    pricing: Pricing,
    pivots: u32,
    /// The largest objective so far, and the number of pivots since it increased.
    best: f64,
    without_growth: usize,
}

/// The smallest reduced cost of an entering column. Smaller ones promise no gain beyond rounding.
const MIN_SLOPE: f64 = 1e-11;

impl Simplex {
    /// Starts at the vertex w = 0. Panics if the sizes are inconsistent.
    pub fn new(program: LinearProgram, parallelism: Parallelism) -> Self {
        let tableau = Tableau::new(&program, parallelism);
        let pricing = Pricing::new(program.objective.len());
        Self { program, tableau, pricing, pivots: 0, best: 0.0, without_growth: 0 }
    }

    /// The number of pivots so far.
    pub fn pivots(&self) -> u32 {
        self.pivots
    }

    /// Pivots to optimality, or up to `max_pivots` in all. Terminates on degenerate programs too: if the objective has
    /// not increased for twice as many pivots as there are rows and columns, Bland's rule applies until it does. Fails
    /// if the caller cancels.
    pub fn solve(&mut self, max_pivots: u32, run: &Run) -> Result<SimplexStatus, Error> {
        let patience = 2 * (self.tableau.rows() + self.tableau.columns());
        loop {
            let is_cycling = self.without_growth > patience;
            let entering = if is_cycling {
                self.tableau.first_label_above(MIN_SLOPE)
            } else {
                self.pricing.entering(self.tableau.slopes(), MIN_SLOPE)
            };
            let Some(entering) = entering else { return Ok(SimplexStatus::Optimal) };
            if let Some(limit) = self.limit(max_pivots, run)? {
                return Ok(limit);
            }
            self.tableau.load_column(entering);
            let labels = is_cycling.then(|| self.tableau.basic());
            let Some(leaving) = leaving_row(self.tableau.column(), self.tableau.right_side(), labels) else {
                return Ok(SimplexStatus::Unbounded);
            };
            self.tableau.settle(leaving);
            self.exchange(leaving, entering);
            self.without_growth = if self.tableau.objective() > self.best { 0 } else { self.without_growth + 1 };
            self.best = self.best.max(self.tableau.objective());
        }
    }

    /// Restores feasibility from a dual feasible vertex by the dual simplex method. Fails if the caller cancels.
    pub fn restore(&mut self, max_pivots: u32, run: &Run) -> Result<SimplexStatus, Error> {
        while let Some(leaving) = rules::most_negative(self.tableau.right_side()) {
            if let Some(limit) = self.limit(max_pivots, run)? {
                return Ok(limit);
            }
            self.tableau.load_row(leaving);
            let Some(entering) = blocking_row(self.tableau.row(), self.tableau.slopes()) else {
                // The row has no solution; its negative value is rounding.
                return Ok(SimplexStatus::Optimal);
            };
            self.tableau.load_column(entering);
            self.exchange(leaving, entering);
        }
        Ok(SimplexStatus::Optimal)
    }

    /// Recomputes the tableau at the current basis from the program, optionally with another right-hand side, which
    /// removes the rounding of all pivots. Returns `false` without changes if the basis is numerically singular or time
    /// runs out. Fails if the caller cancels.
    pub fn refactor(&mut self, right_side: Option<Vec<f64>>, run: &Run) -> Result<bool, Error> {
        if let Some(right_side) = right_side {
            self.program.right_side = right_side;
        }
        let Some(tableau) = self.tableau.rebuilt(&self.program, run)? else { return Ok(false) };
        self.tableau = tableau;
        self.pricing = Pricing::new(self.program.objective.len());
        (self.best, self.without_growth) = (self.tableau.objective(), 0);
        Ok(true)
    }

    /// w at the vertex, nonnegative.
    pub fn primal(&self) -> Vec<f64> {
        let mut primal = vec![0.0; self.tableau.columns()];
        for (&label, &value) in self.tableau.basic().iter().zip(self.tableau.right_side()) {
            if label < primal.len() {
                primal[label] = value.max(0.0);
            }
        }
        primal
    }

    /// The multipliers of the rows of A at the vertex, nonnegative.
    pub fn dual(&self) -> Vec<f64> {
        let mut dual = vec![0.0; self.tableau.rows()];
        for (&label, &slope) in self.tableau.nonbasic().iter().zip(self.tableau.slopes()) {
            if label >= self.tableau.columns() {
                dual[label - self.tableau.columns()] = (-slope).max(0.0);
            }
        }
        dual
    }

    /// The rows of A tight at the basis, and the basic columns: equal in number, both in ascending order.
    pub fn basis(&self) -> (Vec<usize>, Vec<usize>) {
        let columns = self.tableau.columns();
        let tight = self.tableau.nonbasic().iter().filter(|&&label| label >= columns).map(|label| label - columns);
        let basic = self.tableau.basic().iter().copied().filter(|&label| label < columns);
        let (mut tight, mut basic): (Vec<_>, Vec<_>) = (tight.collect(), basic.collect());
        tight.sort_unstable();
        basic.sort_unstable();
        (tight, basic)
    }

    fn exchange(&mut self, leaving: usize, entering: usize) {
        self.tableau.load_row(leaving);
        self.pricing.exchange(self.tableau.row(), entering);
        self.tableau.pivot(leaving, entering);
        self.pivots += 1;
    }

    /// The limit reached, if any. The clock is only read before recorded pivots are applied, the expensive part.
    fn limit(&self, max_pivots: u32, run: &Run) -> Result<Option<SimplexStatus>, Error> {
        if self.pivots >= max_pivots {
            return Ok(Some(SimplexStatus::PivotLimit));
        }
        Ok((self.tableau.is_full() && run.is_out_of_time()?).then_some(SimplexStatus::TimeLimit))
    }
}
