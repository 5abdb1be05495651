//! Factorizations of the systems of a sequence.

use super::{Instance, Solved};
use crate::solve::prepared::{Prepared, Requests};
use crate::solve::problem::{Settings, SolveMethod, Structure};
use crate::solve::solution::SolveStatus;
use superlinear_interface::{AnyMatrix, Error, Run, SparseMatrix};
use superlinear_numerics::banded::Banded;
use superlinear_numerics::vectors::{are_finite, norm};
use superlinear_systems::cholesky::Plan;
use superlinear_systems::symmetric::diagonal;

/// The maximum half-bandwidth of a factorization without reordering: its overhead is smaller than the fill saved.
const MAX_BAND: usize = 32;

/// The largest distance of an entry from the diagonal.
fn bandwidth(matrix: &SparseMatrix) -> usize {
    let of_row = |i: usize| matrix.row(i).0.iter().map(|&j| i.abs_diff(j as usize)).max().unwrap_or(0);
    (0..matrix.rows).map(of_row).max().unwrap_or(0)
}

/// The number of operations of a factorization per entry of the matrix.
pub(super) fn operations(matrix: &SparseMatrix) -> Result<f64, Error> {
    let entries = matrix.data.len().max(1) as f64;
    let band = bandwidth(matrix);
    if band <= MAX_BAND {
        return Ok((matrix.rows * band * band) as f64 / entries);
    }
    Ok(Plan::new(matrix)?.operations / entries)
}

/// A method with its last factorization, whose analysis serves the next matrix if its entries are in the same places.
struct Kept {
    method: SolveMethod,
    structure: Structure,
    prepared: Option<Prepared>,
}

/// The factorizations in use, one for each method.
pub(super) struct DirectSolver {
    is_symmetric: bool,
    cholesky: Kept,
    lu: Kept,
}

impl DirectSolver {
    pub fn new(is_symmetric: bool) -> Self {
        Self {
            is_symmetric,
            cholesky: Kept { method: SolveMethod::Cholesky, structure: Structure::Symmetric, prepared: None },
            lu: Kept { method: SolveMethod::Lu, structure: Structure::General, prepared: None },
        }
    }

    pub fn solve(&mut self, instance: &Instance<'_>, run: &Run) -> Result<Solved, Error> {
        let is_promising = self.is_symmetric && diagonal(instance.matrix).iter().all(|&entry| entry > 0.0);
        if is_promising && let Some(x) = solve_band(instance) {
            return Ok(Solved { x, status: SolveStatus::Converged, iterations: 0 });
        }
        if is_promising {
            let solved = self.cholesky.solve(instance, run)?;
            if solved.status != SolveStatus::Breakdown {
                return Ok(solved);
            }
        }
        self.lu.solve(instance, run)
    }
}

impl Kept {
    fn solve(&mut self, instance: &Instance<'_>, run: &Run) -> Result<Solved, Error> {
        let matrix = AnyMatrix::Sparse(instance.matrix.clone());
        let known = self.prepared.take().filter(|known| known.system.matrix.has_places_of(instance.matrix));
        let mut prepared = match known {
            Some(mut prepared) => {
                prepared.replace_matrix(matrix, run)?;
                prepared
            }
            None => {
                let (method, structure) = (self.method, Some(self.structure));
                let settings = Settings { method, structure, tolerance: instance.tolerance, ..Settings::default() };
                Prepared::new(matrix, &settings, 1, run)?
            }
        };
        let column = prepared.system.column(instance.column.right_side.clone());
        let mut answer = prepared.solve(std::slice::from_ref(&column), Requests::default(), run)?;
        let x = prepared.system.in_callers_units(&column, answer.columns.swap_remove(0))?;
        self.prepared = Some(prepared);
        Ok(Solved { x, status: answer.status, iterations: 0 })
    }
}

/// Solves a symmetric system with a narrow band; `None` if it has none or its residual exceeds the tolerance.
fn solve_band(instance: &Instance<'_>) -> Option<Vec<f64>> {
    let width = bandwidth(instance.matrix);
    if width > MAX_BAND {
        return None;
    }
    let mut band = Banded::zeros(instance.matrix.rows, width);
    instance.matrix.for_each_entry(|i, j, value| {
        if j <= i {
            *band.entry_mut(i, j) += value;
        }
    });
    let factor = band.cholesky()?;
    let mut x = instance.column.right_side.clone();
    factor.solve(&mut x);
    (are_finite(&x) && norm(&instance.residual(&x)) <= instance.tolerance * instance.column.norm).then_some(x)
}
