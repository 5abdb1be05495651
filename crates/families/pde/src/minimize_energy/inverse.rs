//! Inverses of c - d Δ on a mesh with zero boundary values, and dual norms.

use super::mesh::Mesh;
use superlinear_interface::Run;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::transforms::{Axis, Basis, BoxTransform};
use superlinear_numerics::vectors::dot;

/// The transform of a mesh.
pub(super) struct Inverse<'run> {
    mesh: Mesh,
    transform: BoxTransform,
    run: &'run Run,
}

impl<'run> Inverse<'run> {
    pub fn new(mesh: &Mesh, run: &'run Run) -> Self {
        Self { mesh: mesh.clone(), transform: BoxTransform::new(&axes(mesh), Parallelism::of(run)), run }
    }

    pub fn run(&self) -> &Run {
        self.run
    }

    pub fn mesh(&self) -> &Mesh {
        &self.mesh
    }

    /// The solution v of c v - d Δ v = `field`, zero on the boundary. Meaningless once the run is cancelled.
    pub fn solve(&self, field: &[f64], reaction: f64, diffusion: f64) -> Vec<f64> {
        let mut interior = self.mesh.interior(field);
        let symbol = |[x, y, z]: [f64; 3]| 1.0 / (reaction + diffusion * (x + y + z));
        self.transform.apply(&mut interior, symbol, self.run.cancellation());
        let mut solution = vec![0.0; field.len()];
        self.mesh.set_interior(&mut solution, &interior);
        solution
    }

    /// The dual norm of a derivative, the square root of the volume of a cell times g' (-Δ)⁻¹ g.
    pub fn dual_norm(&self, gradient: &[f64]) -> f64 {
        (self.mesh.volume() * dot(gradient, &self.solve(gradient, 0.0, 1.0)).max(0.0)).sqrt()
    }
}

/// The axes of the interior nodes.
pub(super) fn axes(mesh: &Mesh) -> Vec<Axis> {
    let axis = |(points, &spacing)| Axis { points, spacing, basis: Basis::Sine };
    mesh.points().into_iter().zip(&mesh.spacing).map(axis).collect()
}
