//! The linear systems of Poisson control, with constraints A y + β y³ - u = 0 on a square grid.
//!
//! The control is eliminated. GMRES computes the steps of the state and the multipliers. Its preconditioner replaces
//! Hessian and reaction by their means and decouples into a system of order two per pair of sines, the eigenvectors of
//! A. The number of iterations therefore does not grow with the grid.
//!
//! Source: on preconditioners for the control of differential equations, Rees, Dollar, Wathen, SIAM J. Sci. Comput. 32,
//! 2010; on the fast solver, Buzbee, Golub, Nielson, SIAM J. Numer. Anal. 7, 1970.

use super::grid::Laplacian;
use crate::inner::{InnerSolver, Kkt, forcing_term};
use std::cell::Cell;
use superlinear_interface::Run;
use superlinear_numerics::krylov::{StoppingRule, gmres};
use superlinear_numerics::ldl::Inertia;
use superlinear_numerics::linear_operator::LinearOperator;
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::sine_transform::{Pair, SineTransform};
use superlinear_numerics::vectors::norm;

/// GMRES iterations between restarts, and in total. A dozen suffice for all practical weights.
const RESTART: usize = 50;
const MAX_STEPS: usize = 500;

/// Grid points per parallel work item.
const PIECE: usize = 1 << 14;

/// The solver for the last matrix. Its results are meaningless once the run is cancelled.
pub(crate) struct PoissonSolver {
    run: Run,
    laplacian: Laplacian,
    transform: SineTransform,
    parallelism: Parallelism,
    system: Reduced,
    steps: Cell<u32>,
}

/// The system without the control: [D B; B -E] with B = A + C, diagonal matrices D and C, and a number E.
#[derive(Default)]
struct Reduced {
    /// D: the Hessian in the state.
    state_curvatures: Vec<f64>,
    /// C: the derivative of the reaction.
    reactions: Vec<f64>,
    /// E: the reciprocal of the Hessian in the control, plus δc.
    compliance: f64,
    /// The Hessian in the control.
    control_curvature: f64,
}

impl PoissonSolver {
    pub fn new(size: usize, run: &Run) -> Self {
        let parallelism = Parallelism::of(run);
        Self {
            run: run.part(),
            laplacian: Laplacian { size },
            transform: SineTransform::new(size, parallelism),
            parallelism,
            system: Reduced::default(),
            steps: Cell::new(0),
        }
    }
}

impl InnerSolver for PoissonSolver {
    /// Returns the inertia of a minimum only if it is certain: if D + B E⁻¹ B is positive definite because the smallest
    /// entry of D plus the square of B's smallest eigenvalue over E is positive. The eigenvalue is bounded below by A's
    /// plus the negative part of C.
    fn factorize(&mut self, matrix: &Kkt<'_>) -> Inertia {
        let points = self.laplacian.points();
        let (state, control) = matrix.hessian.values.split_at(points);
        let control_curvature = control[0] + matrix.hessian_shift;
        let center = 4.0 * self.laplacian.weight();
        self.system = Reduced {
            state_curvatures: state.iter().map(|entry| entry + matrix.hessian_shift).collect(),
            reactions: diagonal(matrix, points).map(|entry| entry - center).collect(),
            compliance: 1.0 / control_curvature + matrix.constraint_shift,
            control_curvature,
        };
        let smallest = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
        let stiffness = 2.0 * self.laplacian.eigenvalue_along_side(1) + smallest(&self.system.reactions).min(0.0);
        let bound = smallest(&self.system.state_curvatures) + stiffness * stiffness / self.system.compliance;
        if control_curvature > 0.0 && stiffness > 0.0 && bound > 0.0 {
            Inertia { positive: 2 * points, negative: points, zero: 0 }
        } else {
            Inertia { positive: 2 * points - 1, negative: points + 1, zero: 0 }
        }
    }

    fn solve(&self, right_side: &[f64]) -> Vec<f64> {
        let Reduced { control_curvature, .. } = self.system;
        let points = self.laplacian.points();
        let (of_state, rest) = right_side.split_at(points);
        let (of_control, of_constraints) = rest.split_at(points);
        let reduced_right_side: Vec<f64> = of_state
            .iter()
            .copied()
            .chain(of_constraints.iter().zip(of_control).map(|(c, u)| c + u / control_curvature))
            .collect();
        let mut reduced = vec![0.0; 2 * points];
        // The accuracy refers to the full system, in which the control's equations hold exactly.
        let size = norm(right_side);
        let accuracy = forcing_term(size) * size / norm(&reduced_right_side).max(f64::MIN_POSITIVE);
        let rule = StoppingRule { relative_tolerance: accuracy, max_iterations: MAX_STEPS };
        let preconditioner = Preconditioner::new(self);
        let mut product = Product { laplacian: self.laplacian, system: &self.system, parallelism: self.parallelism };
        let outcome =
            ready(gmres::solve(&mut product, &preconditioner, &reduced_right_side, &mut reduced, rule, RESTART));
        self.steps.set(self.steps.get().saturating_add(outcome.iterations as u32));
        let (state, multipliers) = reduced.split_at(points);
        let control = of_control.iter().zip(multipliers).map(|(u, multiplier)| (u + multiplier) / control_curvature);
        state.iter().copied().chain(control).chain(multipliers.iter().copied()).collect()
    }

    fn solve_system(&self, _: &Kkt<'_>, right_side: &[f64]) -> Vec<f64> {
        // No refinement beyond the requested accuracy.
        self.solve(right_side)
    }

    fn steps(&self) -> u32 {
        self.steps.get()
    }
}

/// The diagonal of the Jacobian in the state.
fn diagonal<'a>(matrix: &Kkt<'a>, points: usize) -> impl Iterator<Item = f64> + 'a {
    let jacobian = matrix.jacobian;
    jacobian.iter().filter(move |&(i, j, _)| i == j && j < points).map(|(_, _, value)| value)
}

/// The reduced system as an operator.
struct Product<'a> {
    laplacian: Laplacian,
    system: &'a Reduced,
    parallelism: Parallelism,
}

impl LinearOperator for Product<'_> {
    fn dimension(&self) -> usize {
        2 * self.laplacian.points()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        let Self { laplacian, system: Reduced { state_curvatures, reactions, compliance, .. }, .. } = *self;
        let (state, multipliers) = x.split_at(laplacian.points());
        let (upper, lower) = y.split_at_mut(state.len());
        self.parallelism.map(upper.chunks_mut(PIECE).zip(lower.chunks_mut(PIECE)), |piece, (upper, lower)| {
            let first = piece * PIECE;
            for (offset, (above, below)) in upper.iter_mut().zip(lower).enumerate() {
                let k = first + offset;
                let times = |vector: &[f64]| laplacian.at(vector, k) + reactions[k] * vector[k];
                *above = state_curvatures[k] * state[k] + times(multipliers);
                *below = times(state) - compliance * multipliers[k];
            }
        });
    }
}

/// The inverse of the reduced system with D and C replaced by their means.
struct Preconditioner<'a> {
    solver: &'a PoissonSolver,
    state_curvature: f64,
    /// The eigenvalues of the Laplacian along a side.
    along_side: Vec<f64>,
    reaction: f64,
}

impl<'a> Preconditioner<'a> {
    fn new(solver: &'a PoissonSolver) -> Self {
        let mean = |values: &[f64]| superlinear_numerics::parallel::sum(values) / values.len() as f64;
        let laplacian = solver.laplacian;
        Self {
            solver,
            state_curvature: mean(&solver.system.state_curvatures),
            along_side: (1..=laplacian.size).map(|k| laplacian.eigenvalue_along_side(k)).collect(),
            reaction: mean(&solver.system.reactions),
        }
    }

    /// Solves [d b; b -e] for one pair of sines with eigenvalue `b`.
    #[inline(always)]
    fn solve_mode(&self, b: f64, right: Pair) -> Pair {
        let (d, e) = (self.state_curvature, self.solver.system.compliance);
        let factor = self.solver.transform.normalization() / (d * e + b * b);
        Pair { re: factor * (e * right.re + b * right.im), im: factor * (b * right.re - d * right.im) }
    }
}

impl LinearOperator for Preconditioner<'_> {
    fn dimension(&self) -> usize {
        2 * self.solver.laplacian.points()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        let (first, second) = x.split_at(self.solver.laplacian.points());
        let mut pairs: Vec<Pair> = first.iter().zip(second).map(|(&re, &im)| Pair { re, im }).collect();
        let cancellation = self.solver.run.cancellation();
        self.solver.transform.there(&mut pairs, cancellation);
        let size = self.solver.laplacian.size;
        for (row, eigenvalue) in pairs.chunks_exact_mut(size).zip(&self.along_side) {
            for (coefficient, other) in row.iter_mut().zip(&self.along_side) {
                *coefficient = self.solve_mode(eigenvalue + other + self.reaction, *coefficient);
            }
        }
        self.solver.transform.back(&mut pairs, cancellation);
        if cancellation.is_requested() {
            // Zeros stop the Krylov subspace from growing and end GMRES.
            return y.fill(0.0);
        }
        let (first, second) = y.split_at_mut(pairs.len());
        for ((first, second), both) in first.iter_mut().zip(second).zip(&pairs) {
            (*first, *second) = (both.re, both.im);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_interface::RunOptions;
    use superlinear_interface::testing;
    use superlinear_numerics::pattern::{Entries, Pattern};
    use superlinear_numerics::random::Stream;

    /// A single-threaded run that is never cancelled.
    fn quiet_run() -> Run {
        testing::untimed(&RunOptions { threads: Some(1), ..RunOptions::default() })
    }

    #[test]
    fn solutions_have_small_residuals_whatever_the_size_of_the_grid() {
        for size in [1, 2, 7, 12, 31] {
            let points = size * size;
            let mut random = Stream::new(size as u64, 0);
            let hessian =
                Pattern { rows: 2 * points, columns: 2 * points, entries: (0..2 * points).map(|k| (k, k)).collect() };
            let hessian_values: Vec<_> =
                (0..2 * points).map(|k| if k < points { 1.0 + 0.5 * random.uniform() } else { 1e-3 }).collect();
            let grid = Laplacian { size };
            let places = (0..points).flat_map(|k| grid.row(k).map(move |j| (k, j))).collect();
            let jacobian = Pattern { rows: points, columns: 2 * points, entries: places };
            let weight = grid.weight();
            let jacobian_values: Vec<_> = jacobian
                .entries
                .iter()
                .map(|&(i, j)| match j {
                    j if j >= points => -1.0,
                    j if j == i => 4.0 * weight + 2.0 * random.uniform(),
                    _ => -weight,
                })
                .collect();
            let matrix = Kkt {
                hessian: Entries { pattern: &hessian, values: &hessian_values },
                jacobian: Entries { pattern: &jacobian, values: &jacobian_values },
                hessian_shift: 0.0,
                constraint_shift: 0.0,
                diagonals: None,
                terms: &[],
            };
            let mut solver = PoissonSolver::new(size, &quiet_run());
            let inertia = solver.factorize(&matrix);
            assert_eq!(inertia, Inertia { positive: 2 * points, negative: points, zero: 0 });
            // The right-hand side is so small that the forcing term requests six digits.
            let right_side: Vec<_> = (0..3 * points).map(|_| 1e-12 * random.normal()).collect();
            let solution = solver.solve(&right_side);
            let residual = matrix.residual(&right_side, &solution);
            assert!(norm(&residual) <= 1e-5 * norm(&right_side), "{} of {}", norm(&residual), norm(&right_side));
            assert!(solver.steps() <= 6, "{} steps", solver.steps());
        }
    }
}
