//! Linear systems with the Hessian of a penalized mean loss at a point.

use super::dual::Dual;
use super::preconditioner::{Preconditioner, Shifts};
use super::problem::Problem;
use super::root::root;
use super::strengths::Strengths;
use super::training::Training;
use faer::Mat;
use std::sync::Arc;
use superlinear_interface::{Error, Run};
use superlinear_losses::Curvature;
use superlinear_numerics::dense::solve_by_root;
use superlinear_numerics::krylov::{StoppingRule, conjugate_gradients};
use superlinear_numerics::linear_operator::{Jacobi, LinearOperator};
use superlinear_numerics::vectors::add_scaled;

/// The largest order of matrices to factorize. Beyond it iterations with products are cheaper.
const LARGEST_DECOMPOSED: usize = 1000;

/// The limit on entries of the factors of all classes together: 128 megabytes.
const MAX_ENTRIES_BY_CLASS: usize = 1 << 24;

/// The limit on products in conjugate gradients. More indicate rounding.
const MAX_PRODUCTS: usize = 2000;

/// Residuals below this fraction of the right-hand side are rounding.
const ROUNDING: f64 = 1e-14;

/// A Hessian prepared for linear solves.
pub(crate) enum System {
    /// The triangular factor of the full Hessian.
    Decomposed(Mat<f64>),
    /// The triangular factor for the coefficients in `places`; the others stay zero.
    OnSupport { places: Vec<usize>, root: Mat<f64>, dimension: usize },
    /// The dual form, for fewer samples than coefficients.
    Dual(Dual),
    /// Conjugate gradients.
    Iterative { curvatures: Vec<Curvature>, shifts: Arc<Shifts>, preconditioner: Arc<Preconditioner> },
}

impl System {
    /// The Hessian with a smooth penalty. `None` if numbers are not finite.
    pub(crate) fn new(training: &Training<'_>, strengths: &Strengths, curvatures: Vec<Curvature>) -> Option<Self> {
        let columns = training.columns();
        if Self::is_dual(training, strengths) {
            return Dual::new(training, strengths, &training.sample_curvatures(&curvatures)).map(Self::Dual);
        }
        if Self::is_direct_for(training, strengths) {
            let mut hessian = training.hessian(&curvatures, 0);
            strengths.add_curvature(&[], &mut hessian);
            return root(&hessian).map(Self::Decomposed);
        }
        let mut diagonal = training.diagonal(&curvatures);
        let shifts = Shifts::new(strengths, &diagonal, columns);
        let mut added = strengths.square.clone();
        shifts.add_diagonal(&mut added);
        let entries = columns.saturating_mul(columns).saturating_mul(training.outputs());
        let is_small = columns <= LARGEST_DECOMPOSED && entries <= MAX_ENTRIES_BY_CLASS;
        let preconditioner = if training.is_dense() && is_small {
            Preconditioner::by_class(training, &added, &curvatures)?
        } else {
            add_scaled(&mut diagonal, 1.0, &added);
            Preconditioner::Diagonal(Jacobi::new(&diagonal))
        };
        Some(Self::Iterative { curvatures, shifts: Arc::new(shifts), preconditioner: Arc::new(preconditioner) })
    }

    /// Returns whether the Hessian of a smooth penalty is factorized in the dual, because samples are few.
    fn is_dual(training: &Training<'_>, strengths: &Strengths) -> bool {
        let (columns, samples) = (training.columns(), training.samples());
        let is_single = training.outputs() == 1 && training.is_dense();
        is_single && samples < columns && samples <= LARGEST_DECOMPOSED && Dual::suits(strengths, samples)
    }

    /// Returns whether the Hessian of a smooth penalty is factorized.
    pub(crate) fn is_direct_for(training: &Training<'_>, strengths: &Strengths) -> bool {
        let is_single = training.outputs() == 1 && training.is_dense();
        is_single && training.columns() <= LARGEST_DECOMPOSED || Self::is_dual(training, strengths)
    }

    /// The Hessian with other curvatures and the same preconditioner, if any. Building the preconditioner is the most
    /// expensive part.
    pub(crate) fn with_curvatures(&self, curvatures: impl FnOnce() -> Vec<Curvature>) -> Option<Self> {
        match self {
            Self::Iterative { shifts, preconditioner, .. } => Some(Self::Iterative {
                curvatures: curvatures(),
                shifts: Arc::clone(shifts),
                preconditioner: Arc::clone(preconditioner),
            }),
            _ => None,
        }
    }

    /// Returns whether systems are solved to rounding, regardless of the requested accuracy.
    pub(crate) fn is_direct(&self) -> bool {
        !matches!(self, Self::Iterative { .. })
    }

    /// Solves for a right-hand side to a residual of at most `accuracy` times its norm.
    pub fn solve(
        &self,
        problem: &Problem<'_>,
        right_side: &[f64],
        accuracy: f64,
        run: &Run,
    ) -> Result<Vec<f64>, Error> {
        let mut solution = vec![0.0; right_side.len()];
        match self {
            Self::Iterative { curvatures, .. } => {
                let hessian = Hessian { problem, point: &solution.clone(), curvatures, system: self };
                hessian.solve(right_side, &mut solution, accuracy, run)?;
            }
            _ => self.apply(right_side, &mut solution),
        }
        Ok(solution)
    }

    /// Solves with the Hessian at a nearby point by conjugate gradients from a guess, with this Hessian as
    /// preconditioner.
    pub(crate) fn solve_at(
        &self,
        problem: &Problem<'_>,
        point: &[f64],
        right_side: &[f64],
        guess: Vec<f64>,
        accuracy: f64,
        run: &Run,
    ) -> Result<Vec<f64>, Error> {
        let curvatures = problem.training.curvatures(&problem.training.predictors(point));
        let hessian = Hessian { problem, point, curvatures: &curvatures, system: self };
        let (mut right_side, mut solution) = (right_side.to_vec(), guess);
        self.restrict(&mut right_side);
        hessian.solve(&right_side, &mut solution, accuracy, run)?;
        Ok(solution)
    }

    /// Sets the entries outside the system's support to zero, for penalties with kinks.
    fn restrict(&self, vector: &mut [f64]) {
        if let Self::OnSupport { places, .. } = self {
            let part: Vec<_> = places.iter().map(|&j| vector[j]).collect();
            vector.fill(0.0);
            places.iter().zip(part).for_each(|(&j, entry)| vector[j] = entry);
        }
    }
}

/// Applies the solution operator, or an approximation for iterative systems.
impl LinearOperator for System {
    fn dimension(&self) -> usize {
        match self {
            Self::Decomposed(root) => root.ncols(),
            Self::OnSupport { dimension, .. } => *dimension,
            Self::Dual(dual) => dual.coefficients(),
            Self::Iterative { preconditioner, .. } => preconditioner.dimension(),
        }
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        match self {
            Self::Decomposed(root) => {
                y.copy_from_slice(x);
                solve_by_root(root, y);
            }
            Self::OnSupport { places, root, .. } => {
                let mut part: Vec<_> = places.iter().map(|&j| x[j]).collect();
                solve_by_root(root, &mut part);
                y.fill(0.0);
                places.iter().zip(part).for_each(|(&j, entry)| y[j] = entry);
            }
            Self::Dual(dual) => y.copy_from_slice(&dual.solve(x)),
            Self::Iterative { preconditioner, .. } => preconditioner.apply(x, y),
        }
    }
}

/// The Hessian at a point as an operator.
struct Hessian<'a> {
    problem: &'a Problem<'a>,
    point: &'a [f64],
    curvatures: &'a [Curvature],
    /// A nearby system, which provides the preconditioner and the support.
    system: &'a System,
}

impl Hessian<'_> {
    fn solve(&self, right_side: &[f64], solution: &mut [f64], accuracy: f64, run: &Run) -> Result<(), Error> {
        let rule = StoppingRule { relative_tolerance: accuracy.max(ROUNDING), max_iterations: MAX_PRODUCTS };
        let mut workspace = Default::default();
        let is_out_of_time = |_| run.is_out_of_time();
        conjugate_gradients::solve(self, self.system, right_side, solution, rule, &mut workspace, is_out_of_time)?;
        Ok(())
    }
}

impl LinearOperator for Hessian<'_> {
    fn dimension(&self) -> usize {
        self.system.dimension()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        y.copy_from_slice(&self.problem.training.product(self.curvatures, x));
        self.problem.strengths.add_product(self.point, x, y);
        if let System::Iterative { shifts, .. } = self.system {
            shifts.add_product(x, y);
        }
        self.system.restrict(y);
    }
}
