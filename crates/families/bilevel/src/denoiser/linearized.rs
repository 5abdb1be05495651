//! Curvatures of the energy at a picture, and linear systems with them: banded Cholesky for signals, conjugate
//! gradients for images.

use super::energy::{Energy, Response, Term};
use superlinear_interface::{Error, Watch};
use superlinear_numerics::banded::{Banded, BandedCholesky};
use superlinear_numerics::krylov::{StoppingRule, conjugate_gradients as cg};
use superlinear_numerics::linear_operator::{Jacobi, LinearOperator};
use superlinear_numerics::stencil::Stencil;

/// The kind of curvature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Curvature {
    /// The Hessian of the energy.
    Hessian,
    /// The Hessian of the quadratic majorant that touches the energy at the picture (half-quadratic: Geman, Reynolds,
    /// IEEE PAMI 14, 1992). Steps to its minimum never increase the energy.
    Majorant,
}

/// The curvature of one term: at pixel i the matrix along_i I + across_i (|t|²I - tt') on the filter responses.
struct Curved<'a> {
    term: &'a Term,
    fields: &'a [Vec<f64>],
    along: Vec<f64>,
    /// Empty for a single filter, for which |t|² - tt' = 0.
    across: Vec<f64>,
}

/// A curvature at a picture.
pub(super) struct Linearized<'a> {
    energy: &'a Energy,
    terms: Vec<Curved<'a>>,
    solver: Solver,
}

enum Solver {
    Band(BandedCholesky),
    Gradients(Jacobi),
}

/// The iteration limit. Beyond it rounding has destroyed conjugacy.
const MAX_ITERATIONS: usize = 2000;

impl<'a> Linearized<'a> {
    /// The curvature at the picture with these responses. `None` if it is not numerically positive definite.
    pub(crate) fn new(energy: &'a Energy, responses: &'a [Response], curvature: Curvature) -> Option<Self> {
        let terms: Vec<_> =
            energy.terms.iter().zip(responses).map(|(term, response)| Curved::new(term, response, curvature)).collect();
        let solver = if energy.grid.rows == 1 {
            Solver::Band(bands(energy, &terms).cholesky()?)
        } else {
            Solver::Gradients(Jacobi::new(&diagonal(energy, &terms)))
        };
        Some(Self { energy, terms, solver })
    }

    /// Solves the linear system for `right_side`, starting from `solution`. Iterative solvers stop at this relative
    /// residual.
    pub fn solve(
        &self,
        right_side: &[f64],
        solution: &mut [f64],
        relative_tolerance: f64,
        watch: Watch<'_>,
    ) -> Result<(), Error> {
        match &self.solver {
            Solver::Band(cholesky) => {
                solution.copy_from_slice(right_side);
                cholesky.solve(solution);
            }
            Solver::Gradients(preconditioner) => {
                let rule = StoppingRule { relative_tolerance, max_iterations: MAX_ITERATIONS };
                let mut workspace = cg::Workspace::default();
                cg::solve(self, preconditioner, right_side, solution, rule, &mut workspace, |_| {
                    watch.is_out_of_time()
                })?;
            }
        }
        Ok(())
    }
}

impl<'a> Curved<'a> {
    fn new(term: &'a Term, Response { fields, radii }: &'a Response, curvature: Curvature) -> Self {
        let (weight, square) = (term.weight, term.smoothing.powi(2));
        let along = match curvature {
            Curvature::Hessian => radii.iter().map(|radius| weight * square / radius.powi(3)).collect(),
            Curvature::Majorant => radii.iter().map(|radius| weight / radius).collect(),
        };
        let across = match curvature {
            Curvature::Hessian if fields.len() > 1 => radii.iter().map(|radius| weight / radius.powi(3)).collect(),
            _ => Vec::new(),
        };
        Self { term, fields, along, across }
    }

    /// Multiplies the filter responses of a direction in place.
    fn multiply(&self, given: &mut [Vec<f64>]) {
        for (i, along) in self.along.iter().enumerate() {
            if self.across.is_empty() {
                given.iter_mut().for_each(|field| field[i] *= along);
                continue;
            }
            let square: f64 = self.fields.iter().map(|t| t[i] * t[i]).sum();
            let product: f64 = self.fields.iter().zip(&*given).map(|(t, s)| t[i] * s[i]).sum();
            for (t, s) in self.fields.iter().zip(given.iter_mut()) {
                s[i] = along * s[i] + self.across[i] * (square * s[i] - t[i] * product);
            }
        }
    }
}

impl LinearOperator for Linearized<'_> {
    fn dimension(&self) -> usize {
        self.energy.grid.size()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        y.copy_from_slice(x);
        let grid = self.energy.grid;
        for curved in &self.terms {
            let filters = &curved.term.filters;
            let mut given: Vec<_> = filters.iter().map(|filter| filter.correlate(grid, x)).collect();
            curved.multiply(&mut given);
            filters.iter().zip(&given).for_each(|(filter, given)| filter.add_adjoint(grid, given, y));
        }
    }
}

/// The diagonal of the curvature.
fn diagonal(energy: &Energy, terms: &[Curved<'_>]) -> Vec<f64> {
    let mut diagonal = vec![1.0; energy.grid.size()];
    for Curved { term, fields, along, across } in terms {
        for (filter, t) in term.filters.iter().zip(*fields) {
            let squares = filter.factors.iter().map(|factor| factor * factor).collect();
            let squared = Stencil::new(filter.grid.rows, filter.grid.columns, squares);
            let entry = |i: usize| match across.get(i) {
                None => along[i],
                Some(across) => {
                    along[i] + across * fields.iter().map(|u| u[i] * u[i]).sum::<f64>() - across * t[i] * t[i]
                }
            };
            let entries: Vec<_> = (0..along.len()).map(entry).collect();
            squared.add_adjoint(energy.grid, &entries, &mut diagonal);
        }
    }
    diagonal
}

/// The curvature of a signal's energy. Its terms have one filter each.
fn bands(energy: &Energy, terms: &[Curved<'_>]) -> Banded {
    let mut bands = Banded::zeros(energy.grid.size(), energy.width());
    (0..energy.grid.size()).for_each(|i| *bands.entry_mut(i, i) = 1.0);
    for Curved { term, along, .. } in terms {
        let factors = &term.filters[0].factors;
        for (place, along) in along.iter().enumerate() {
            for (a, left) in factors.iter().enumerate() {
                for (b, right) in factors[..=a].iter().enumerate() {
                    *bands.entry_mut(place + a, place + b) += along * left * right;
                }
            }
        }
    }
    bands
}
