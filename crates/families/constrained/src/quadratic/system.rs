//! The linear systems of all steps: [P + D + ρ, A'; A, -1/D - δ], with a stiffness D per variable and row.
//!
//! The stiffness is the rate at which a multiplier grows with its activity: 0 if no bound has influence, ∞ if the
//! activity is fixed. Interior point steps and active-set steps therefore share their linear algebra. The sparsity
//! pattern is that of P and A for every stiffness, so the sparse ordering is computed once. The proximal terms ρ and δ
//! keep a step close to the last iterate if nothing else does, as in proximal methods of multipliers. They are part of
//! the system, unlike the shift of a factorization, which iterative refinement removes.
//!
//! Source: Pougkakiotis, Gondzio, An Interior Point-Proximal Method of Multipliers for Convex Quadratic Programming,
//! Comput. Optim. Appl. 78, 2021.

use super::matrices::{DenseMatrices, Matrices, SparseMatrices};
use faer::Mat;
use superlinear_interface::Run;
use superlinear_numerics::dense::{add_gram, cholesky_in_time, solve_by_root};
use superlinear_numerics::ldl::{Inertia, SparseLdl, Symmetric, refined};
use superlinear_numerics::vectors::largest;

/// The shift of P's diagonal in a factorization: the size of rounding errors in squares of numbers near 1. Iterative
/// refinement removes its effect.
pub(super) const SHIFT: f64 = 1e-9;

/// The stiffness of fixed rows if rows are eliminated. Refinement then gains six digits per pass, and rounding of the
/// term added to P loses as many.
const HELD_STIFFNESS: f64 = 1e6;

/// Growth factor of the shift after a failed factorization, and its largest value.
const SHIFT_FACTOR: f64 = 100.0;
const LARGEST_SHIFT: f64 = 1e-4;

/// Limit on refinements of an interior point step, and the factor each must gain.
const MAX_REFINEMENTS: u32 = 3;
const MIN_GAIN: f64 = 0.1;

/// An interior point step tolerates a residual of this fraction of the proximal term, relative to the right-hand side.
const SMALL_RESIDUAL: f64 = 1e-2;

/// Multiplications between two checks of the clock: a fraction of a second.
const MULTIPLICATIONS_AT_ONCE: usize = 500_000_000;

/// One system.
pub(super) struct System<'a> {
    pub matrices: &'a Matrices,
    /// The stiffness of the variables, then of the rows.
    pub stiffness: &'a [f64],
    /// Whether P is included.
    pub has_curvature: bool,
    /// ρ, the proximal term of the variables.
    pub primal_proximity: f64,
    /// δ, the proximal term of the rows' multipliers.
    pub dual_proximity: f64,
    /// The unit of curvature, which scales shifts and the stiffness of fixed rows.
    pub unit: f64,
}

impl<'a> System<'a> {
    /// With P, in units of 1 and without proximal terms.
    pub fn new(matrices: &'a Matrices, stiffness: &'a [f64]) -> Self {
        Self { matrices, stiffness, has_curvature: true, primal_proximity: 0.0, dual_proximity: 0.0, unit: 1.0 }
    }

    fn is_held(&self, j: usize) -> bool {
        self.stiffness[j] == f64::INFINITY
    }

    /// The residual. Fixed variables have no equation.
    fn residual(&self, right_side: &[f64], z: &[f64]) -> Vec<f64> {
        let n = self.matrices.variables();
        let (x, multipliers) = z.split_at(n);
        let hessian = if self.has_curvature { self.matrices.hessian_times(x) } else { vec![0.0; n] };
        let transposed = self.matrices.transpose_times(multipliers);
        let mut residual = right_side.to_vec();
        for j in 0..n {
            let own = (self.stiffness[j] + self.primal_proximity) * x[j];
            residual[j] = if self.is_held(j) { 0.0 } else { residual[j] - hessian[j] - transposed[j] - own };
        }
        for (i, product) in self.matrices.constraints_times(x).into_iter().enumerate() {
            let row = &mut residual[n + i];
            *row = match self.stiffness[n + i] {
                0.0 => 0.0,
                stiffness => *row - product + multipliers[i] * (1.0 / stiffness + self.dual_proximity),
            };
        }
        residual
    }
}

/// A factorization of a system; empty before the first.
pub(super) enum Decomposition {
    /// Cholesky factorization after elimination of the rows.
    Dense { root: Mat<f64>, weights: Vec<f64>, run: Run },
    /// LDL' factorization of the full system.
    Sparse(SparseLdl),
}

impl Decomposition {
    /// For systems with these matrices. `run` may interrupt a factorization.
    pub fn new(matrices: &Matrices, run: &Run) -> Self {
        match matrices {
            Matrices::Dense(_) => Self::Dense { root: Mat::new(), weights: Vec::new(), run: run.part() },
            Matrices::Sparse(_) => Self::Sparse(SparseLdl::in_time(run.part())),
        }
    }

    /// Factorizes a system. Succeeds if P is positive semidefinite, unless the run stops.
    pub fn factorize(&mut self, system: &System<'_>) -> bool {
        let mut shift = SHIFT;
        while shift <= LARGEST_SHIFT {
            if self.factorize_shifted(system, shift * system.unit) {
                return true;
            }
            shift *= SHIFT_FACTOR;
        }
        false
    }

    /// Factorizes a system with this shift only.
    pub fn factorize_shifted(&mut self, system: &System<'_>, shift: f64) -> bool {
        match (self, system.matrices) {
            (Self::Dense { root, weights, run }, Matrices::Dense(matrices)) => {
                let weight =
                    |stiffness: &f64| held_softly(1.0 / (1.0 / stiffness + system.dual_proximity), system.unit);
                *weights = system.stiffness[matrices.variables..].iter().map(weight).collect();
                let Some(triangle) = condensed(matrices, system, weights, shift, run)
                    .and_then(|matrix| cholesky_in_time(matrix, &run.watch()))
                else {
                    return false;
                };
                *root = triangle;
                true
            }
            (Self::Sparse(ldl), Matrices::Sparse(matrices)) => {
                let expected =
                    Inertia { positive: system.matrices.variables(), negative: system.matrices.rows(), zero: 0 };
                ldl.factorize(&Augmented { matrices, system, shift }) == expected
            }
            _ => unreachable!("a decomposition is of the kind of its matrices"),
        }
    }

    fn solve_shifted(&self, system: &System<'_>, right_side: &[f64]) -> Vec<f64> {
        match self {
            Self::Sparse(ldl) => ldl.solve(right_side),
            Self::Dense { root, weights, .. } => {
                let n = root.ncols();
                let (of_variables, of_rows) = right_side.split_at(n);
                let weighted: Vec<_> = weights.iter().zip(of_rows).map(|(weight, b)| weight * b).collect();
                let mut x = system.matrices.transpose_times(&weighted);
                for (j, (x, b)) in x.iter_mut().zip(of_variables).enumerate() {
                    *x = if system.is_held(j) { 0.0 } else { *x + b };
                }
                solve_by_root(root, &mut x);
                let products = system.matrices.constraints_times(&x);
                x.extend(
                    products.iter().zip(weights).zip(&weighted).map(|((product, weight), b)| weight * product - b),
                );
                x
            }
        }
    }

    /// Solves with the last factorization to full accuracy. Right-hand sides are zero for fixed variables and free
    /// rows.
    pub fn solve_refined(&self, system: &System<'_>, right_side: &[f64]) -> Vec<f64> {
        refined(|b| self.solve_shifted(system, b), |z| system.residual(right_side, z), right_side)
    }

    /// Solves to the accuracy required by an interior point step. Returns solution and residual. If rows are eliminated
    /// and none is stiff, rounding error is so small that no residual is computed.
    pub fn solve_as_needed(&self, system: &System<'_>, right_side: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let mut solution = self.solve_shifted(system, right_side);
        if let Self::Dense { weights, .. } = self
            && weights.iter().all(|weight| *weight < HELD_STIFFNESS)
        {
            let nothing = vec![0.0; solution.len()];
            return (solution, nothing);
        }
        let mut residual = system.residual(right_side, &solution);
        for _ in 0..MAX_REFINEMENTS {
            let size = largest(&residual);
            if size <= SMALL_RESIDUAL * system.primal_proximity * largest(right_side) {
                break;
            }
            let corrections = self.solve_shifted(system, &residual);
            let refined: Vec<_> = solution.iter().zip(corrections).map(|(z, correction)| z + correction).collect();
            let left = system.residual(right_side, &refined);
            let gain = largest(&left) / size;
            if gain < 1.0 {
                (solution, residual) = (refined, left);
            }
            if gain.is_nan() || gain > MIN_GAIN {
                break;
            }
        }
        (solution, residual)
    }
}

/// The finite stiffness of a row for elimination.
fn held_softly(stiffness: f64, unit: f64) -> f64 {
    if stiffness == f64::INFINITY { HELD_STIFFNESS * unit } else { stiffness }
}

/// P + D + ρ + A'WA, shifted, with rows and columns of the identity for fixed variables. `None` if the run stops.
fn condensed(
    matrices: &DenseMatrices,
    system: &System<'_>,
    weights: &[f64],
    shift: f64,
    run: &Run,
) -> Option<Mat<f64>> {
    let n = matrices.variables;
    let mut sum = if system.has_curvature {
        // Row-major and column-major storage agree for a symmetric matrix.
        Mat::from_fn(n, n, |i, j| matrices.hessian[j * n + i])
    } else {
        Mat::zeros(n, n)
    };
    let mut rows = Vec::with_capacity(matrices.constraints.len());
    for (row, weight) in matrices.constraints.chunks_exact(n).zip(weights).filter(|(_, weight)| **weight > 0.0) {
        let root = weight.sqrt();
        rows.extend(row.iter().map(|entry| root * entry));
    }
    let rows_at_once = (MULTIPLICATIONS_AT_ONCE / (n * n)).max(1);
    for some in rows.chunks(rows_at_once * n) {
        if run.watch().is_over() {
            return None;
        }
        add_gram(some, &mut sum);
    }
    for j in 0..n {
        if system.is_held(j) {
            (0..n).for_each(|i| (sum[(i, j)], sum[(j, i)]) = (0.0, 0.0));
            sum[(j, j)] = 1.0;
        } else {
            sum[(j, j)] += system.stiffness[j] + system.primal_proximity + shift;
        }
    }
    Some(sum)
}

/// The full system with rows and columns of the identity for fixed variables, and free rows decoupled.
struct Augmented<'a> {
    matrices: &'a SparseMatrices,
    system: &'a System<'a>,
    shift: f64,
}

impl Symmetric for Augmented<'_> {
    fn order(&self) -> usize {
        self.matrices.order()
    }

    fn primal_rows(&self) -> usize {
        self.matrices.hessian_places.columns
    }

    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let (n, stiffness) = (self.primal_rows(), self.system.stiffness);
        let is_held = |j: usize| stiffness[j] == f64::INFINITY;
        let diagonal = stiffness.iter().enumerate().map(move |(k, &stiffness)| match stiffness {
            f64::INFINITY if k < n => (k, k, 1.0),
            0.0 if k >= n => (k, k, -1.0),
            _ if k < n => (k, k, stiffness + self.system.primal_proximity + self.shift),
            _ => (k, k, -1.0 / stiffness - self.system.dual_proximity),
        });
        let hessian = self.matrices.hessian().iter();
        let is_left_out = move |i, j| !self.system.has_curvature || is_held(i) || is_held(j);
        let hessian = hessian.map(move |(i, j, value)| (i, j, if is_left_out(i, j) { 0.0 } else { value }));
        let constraints = self
            .matrices
            .constraints()
            .iter()
            .map(move |(i, j, value)| (n + i, j, if is_held(j) || stiffness[n + i] == 0.0 { 0.0 } else { value }));
        diagonal.chain(hessian).chain(constraints)
    }
}
