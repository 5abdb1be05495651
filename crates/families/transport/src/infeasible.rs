//! Points with only forbidden pairs: no plan moves their mass.

use crate::cost::Cost;
use crate::inputs::{Masses, Side};
use crate::kernels::survey::{Survey, column_minima};
use superlinear_interface::{Error, Run};

/// Flags of the points with mass but without an allowed pair, by position, for sources and targets.
pub(crate) struct Lonely([Vec<bool>; 2]);

impl Lonely {
    /// Finds the points. `cost` is the cost between points with mass, and `seen` its survey.
    pub(crate) fn among(cost: &Cost, seen: &Survey, run: &Run) -> Result<Self, Error> {
        if seen.forbidden == 0 {
            return Ok(Self([Vec::new(), Vec::new()]));
        }
        let lonely = |minima: &[f64]| minima.iter().map(|&minimum| minimum == f64::INFINITY).collect();
        Ok(Self([lonely(&seen.row_minima), lonely(&column_minima(cost, run)?)]))
    }

    /// Returns whether there are such points.
    pub(crate) fn are_some(&self) -> bool {
        self.0.iter().flatten().any(|&is_lonely| is_lonely)
    }

    /// Rejects such points for marginals with `is_held`: all their mass has to be moved.
    pub(crate) fn ensure_none(&self, masses: &Masses, is_held: [bool; 2]) -> Result<(), Error> {
        let Self([rows, columns]) = self;
        let first = |lonely: &[bool], side: &Side| lonely.iter().position(|&is| is).map(|place| side.support[place]);
        if let Some(i) = first(rows, &masses.source).filter(|_| is_held[0]) {
            return Err(Error::infeasible(
                "cost",
                format!("has all pairs of source {i} forbidden: row {i} is Infinity wherever there is mass"),
            ));
        }
        if let Some(j) = first(columns, &masses.target).filter(|_| is_held[1]) {
            return Err(Error::infeasible(
                "cost",
                format!("has all pairs of target {j} forbidden: column {j} is Infinity wherever there is mass"),
            ));
        }
        Ok(())
    }

    /// Removes the points from those with mass. Returns the removed mass of each marginal.
    pub(crate) fn leave(&self, masses: &mut Masses) -> [f64; 2] {
        let Self([rows, columns]) = self;
        [masses.source.leave(rows), masses.target.leave(columns)]
    }
}
