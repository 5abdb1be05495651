//! The simplex method on a condensed tableau, for dense linear programs to which zero is a feasible point:
//! find the most of c'w with Aw ≤ b and w ≥ 0, where b ≥ 0.
//!
//! The tableau has a column for each variable that is zero and a row for each that need not be, so that a pivot exchanges a row
//! with a column in place (Dantzig, Linear Programming and Extensions, 1963, chapter 5; the condensed form is Tucker's). Columns
//! enter by Devex's estimate of the steepest edge (Harris, Math. Programming 5, 1973), rows leave by her ratio test of two passes.
//! Pivots are noted down, and a group of them is carried out in one product of matrices.
//!
//! | module | what |
//! |---|---|
//! | `program` | what is solved |
//! | `tableau` | the tableau and its pivots |
//! | `product` | the loop that carries out noted pivots |
//! | `rules` | which column enters and which row leaves |

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

/// How the simplex method ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SimplexEnd {
    /// No column promises more: the vertex is a solution, to rounding.
    Optimal,
    /// The objective grows forever along an edge.
    Unbounded,
    /// The pivots were used up.
    PivotLimit,
    /// The time was used up.
    TimeLimit,
}

/// The simplex method under way: a program and a vertex of it.
#[derive(Debug)]
pub struct Simplex {
    program: LinearProgram,
    tableau: Tableau,
    pricing: Pricing,
    pivots: u32,
    /// The largest objective so far, and the pivots since it grew.
    best: f64,
    without_growth: usize,
}

/// Columns whose slope is less promise nothing.
const LEAST_SLOPE: f64 = 1e-11;

impl Simplex {
    /// At the vertex w = 0. Panics where the sizes do not fit together.
    pub fn new(program: LinearProgram, parallelism: Parallelism) -> Self {
        let tableau = Tableau::new(&program, parallelism);
        let pricing = Pricing::new(program.objective.len());
        Self { program, tableau, pricing, pivots: 0, best: 0.0, without_growth: 0 }
    }

    /// Pivots made so far.
    pub fn pivots(&self) -> u32 {
        self.pivots
    }

    /// Goes from vertex to vertex until none is better, or until so many pivots are made in all. It ends on degenerate programs
    /// too: where the objective has not grown for twice as many pivots as there are rows and columns, Bland's rule chooses until it
    /// does. Fails once the caller has cancelled.
    pub fn solve(&mut self, max_pivots: u32, run: &Run) -> Result<SimplexEnd, Error> {
        let patience = 2 * (self.tableau.rows() + self.tableau.columns());
        loop {
            let is_cycling = self.without_growth > patience;
            let entering = if is_cycling {
                self.tableau.first_label_above(LEAST_SLOPE)
            } else {
                self.pricing.entering(self.tableau.slopes(), LEAST_SLOPE)
            };
            let Some(entering) = entering else { return Ok(SimplexEnd::Optimal) };
            if let Some(limit) = self.limit(max_pivots, run)? {
                return Ok(limit);
            }
            self.tableau.load_column(entering);
            let labels = is_cycling.then(|| self.tableau.basic());
            let Some(leaving) = leaving_row(self.tableau.column(), self.tableau.right_side(), labels) else {
                return Ok(SimplexEnd::Unbounded);
            };
            self.tableau.settle(leaving);
            self.exchange(leaving, entering);
            self.without_growth = if self.tableau.objective() > self.best { 0 } else { self.without_growth + 1 };
            self.best = self.best.max(self.tableau.objective());
        }
    }

    /// From a vertex that is optimal but for entries below zero, goes to one that has none, by the dual simplex method. Fails once the
    /// caller has cancelled.
    pub fn restore(&mut self, max_pivots: u32, run: &Run) -> Result<SimplexEnd, Error> {
        while let Some(leaving) = rules::most_negative(self.tableau.right_side()) {
            if let Some(limit) = self.limit(max_pivots, run)? {
                return Ok(limit);
            }
            self.tableau.load_row(leaving);
            let Some(entering) = blocking_row(self.tableau.row(), self.tableau.slopes()) else {
                // No such row has a solution; what is below zero there is rounding.
                return Ok(SimplexEnd::Optimal);
            };
            self.tableau.load_column(entering);
            self.exchange(leaving, entering);
        }
        Ok(SimplexEnd::Optimal)
    }

    /// Computes the tableau anew from the program, with another right side where one is given, at the vertex with the same basis: so
    /// the rounding of all pivots is gone. `false`, and the vertex stays as it is, where the basis is singular to rounding, or the time is used
    /// up. Fails once the caller has cancelled.
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

    /// w at the vertex; nowhere negative.
    pub fn primal(&self) -> Vec<f64> {
        let mut primal = vec![0.0; self.tableau.columns()];
        for (&label, &value) in self.tableau.basic().iter().zip(self.tableau.right_side()) {
            if label < primal.len() {
                primal[label] = value.max(0.0);
            }
        }
        primal
    }

    /// The multipliers of the rows of A at the vertex; nowhere negative.
    pub fn dual(&self) -> Vec<f64> {
        let mut dual = vec![0.0; self.tableau.rows()];
        for (&label, &slope) in self.tableau.nonbasic().iter().zip(self.tableau.slopes()) {
            if label >= self.tableau.columns() {
                dual[label - self.tableau.columns()] = (-slope).max(0.0);
            }
        }
        dual
    }

    /// The rows of A that are tight by the basis, and the columns that are in it: as many as rows, both ascending.
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

    /// Which limit is reached. The clock is only looked at before pivots are carried out, which is what takes the time.
    fn limit(&self, max_pivots: u32, run: &Run) -> Result<Option<SimplexEnd>, Error> {
        if self.pivots >= max_pivots {
            return Ok(Some(SimplexEnd::PivotLimit));
        }
        Ok((self.tableau.is_full() && run.is_out_of_time()?).then_some(SimplexEnd::TimeLimit))
    }
}
