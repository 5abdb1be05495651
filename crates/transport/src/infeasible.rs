//! Points whose pairs are all forbidden: no plan moves their mass.

use crate::cost::Cost;
use crate::inputs::{Masses, Side};
use crate::kernels::survey::{Survey, column_minima};
use superlinear_interface::{Error, Run};

/// Which of the points that hold mass have no partner, by place, on each side.
pub(crate) struct Lonely([Vec<bool>; 2]);

impl Lonely {
    /// `cost` is that between points with mass, and `seen` its survey.
    pub fn among(cost: &Cost, seen: &Survey, run: &Run) -> Result<Self, Error> {
        if seen.forbidden == 0 {
            return Ok(Self([Vec::new(), Vec::new()]));
        }
        let lonely = |minima: &[f64]| minima.iter().map(|&minimum| minimum == f64::INFINITY).collect();
        Ok(Self([lonely(&seen.row_minima), lonely(&column_minima(cost, run)?)]))
    }

    /// Whether there are such points.
    pub fn are_some(&self) -> bool {
        self.0.iter().flatten().any(|&is_lonely| is_lonely)
    }

    /// Refuses such points on sides where `is_held` says that all mass has to be moved.
    pub fn ensure_none(&self, masses: &Masses, is_held: [bool; 2]) -> Result<(), Error> {
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

    /// Takes such points out of those that hold mass. Returns the mass that they hold on each side.
    pub fn leave(&self, masses: &mut Masses) -> [f64; 2] {
        let Self([rows, columns]) = self;
        [masses.source.leave(rows), masses.target.leave(columns)]
    }
}
