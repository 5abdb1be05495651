//! Preconditioners of Newton systems: sines for nearly even coefficients, otherwise multigrid; in three dimensions scaled
//! sines.
//!
//! Source: on scaling, Concus, Golub, SIAM J. Numer. Anal. 10, 1973.

use super::inverse::Inverse;
use super::stencil::Stencil;
use crate::multigrid::{Multigrid, Relaxation};
use superlinear_numerics::linear_operator::LinearOperator;

/// Coefficients of a larger ratio take multigrid: conjugate gradients with sines need about its square root in iterations.
const EVEN: f64 = 2.0;

/// Coefficients of a smaller ratio leave rows of the matrix zero to rounding.
const TINY: f64 = 1e-12;

/// An approximate inverse of a Hessian.
pub(super) struct Preconditioner<'a> {
    inverse: &'a Inverse<'a>,
    kind: Kind,
}

enum Kind {
    /// The inverse of constant coefficients: reaction and diffusion.
    Sines(f64, f64),
    /// The inverse of the Laplacian between divisions by these square roots of coefficients.
    ScaledSines(Vec<f64>),
    Multigrid(Box<Multigrid>),
}

impl<'a> Preconditioner<'a> {
    pub fn new(inverse: &'a Inverse<'a>, hessian: &Stencil) -> Self {
        let mesh = inverse.mesh();
        let means = hessian.mean_diffusion();
        let interior = mesh.interior(&means);
        let (smallest, largest) =
            interior.iter().fold((f64::INFINITY, 0.0_f64), |(low, high), &mean| (low.min(mean), high.max(mean)));
        let mean = |values: &[f64]| superlinear_numerics::parallel::sum(values) / values.len() as f64;
        let diffusion = if largest > 0.0 { mean(&interior) } else { 1.0 };
        let reaction = mean(&mesh.interior(&hessian.reaction)).max(0.0);
        let sines = Kind::Sines(reaction, diffusion);
        let kind = if largest <= EVEN * smallest || smallest <= TINY * largest {
            sines
        } else {
            match hessian.diffusion_level() {
                Some(level) => Multigrid::new(level, Relaxation::Points, false, inverse.run())
                    .map_or(sines, |levels| Kind::Multigrid(Box::new(levels))),
                None => Kind::ScaledSines(means.into_iter().map(f64::sqrt).collect()),
            }
        };
        Self { inverse, kind }
    }

    /// The product with a field that is zero on the boundary.
    pub fn apply(&self, field: &[f64]) -> Vec<f64> {
        match &self.kind {
            Kind::Sines(reaction, diffusion) => self.inverse.solve(field, *reaction, *diffusion),
            Kind::ScaledSines(roots) => {
                let divided = |values: &[f64]| values.iter().zip(roots).map(|(value, root)| value / root).collect();
                let scaled: Vec<f64> = divided(field);
                divided(&self.inverse.solve(&scaled, 0.0, 1.0))
            }
            Kind::Multigrid(multigrid) => {
                let mesh = self.inverse.mesh();
                let interior = mesh.interior(field);
                let mut solution = vec![0.0; interior.len()];
                multigrid.apply(&interior, &mut solution);
                let mut result = vec![0.0; field.len()];
                mesh.set_interior(&mut result, &solution);
                result
            }
        }
    }
}
