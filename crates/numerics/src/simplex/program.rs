//! Linear programs to which zero is a feasible point.

/// A linear program: the most of `objective`'w with A w ≤ `right_side` and w ≥ 0. The tolerances of the method are made for entries of
/// the order of 1.
#[derive(Clone, Debug)]
pub struct LinearProgram {
    /// A, row by row: as many rows as the right side has entries, as many columns as the objective.
    pub matrix: Vec<f64>,
    /// b, nowhere negative, so that w = 0 is feasible.
    pub right_side: Vec<f64>,
    /// c.
    pub objective: Vec<f64>,
}
