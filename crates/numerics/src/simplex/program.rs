//! Linear programs with a feasible origin.

/// A linear program: maximize `objective`'w subject to A w ≤ `right_side` and w ≥ 0. The tolerances of the method
/// assume entries of order 1.
#[derive(Clone, Debug)]
pub struct LinearProgram {
    /// A, row by row, with one row per entry of the right-hand side and one column per entry of the objective.
    pub matrix: Vec<f64>,
    /// b, nonnegative, so that w = 0 is feasible.
    pub right_side: Vec<f64>,
    /// c.
    pub objective: Vec<f64>,
}
