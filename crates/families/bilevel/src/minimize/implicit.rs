//! The implicit function y*(x), the minimizer of the inner objective, and the gradient of x → F(x, y*(x)) from one
//! adjoint system.
//!
//! Sources: Pedregosa, Hyperparameter optimization with approximate gradient, ICML 2016, for gradients from inexact
//! inner solutions; Salehi, Mukherjee, Roberts, Ehrhardt, SIAM J. Math. Data Sci. 2025, theorem 1, for the error bound.
//! The error estimate by one more Newton step is our own.

use super::functions::{Functions, InnerValue, OuterValue};
use super::problem::{HypergradientAccuracy, Lipschitz};
use crate::outer::{Reduced, Slope, Solved};
use faer::Mat;
use std::ops::RangeInclusive;
use std::rc::Rc;
use superlinear_interface::{Error, Run};
use superlinear_numerics::dense::{shifted_cholesky, solve_by_root};
use superlinear_numerics::krylov::truncated;
use superlinear_numerics::linear_operator::AwaitedOperator;
use superlinear_numerics::newton::{ARMIJO, LARGEST_FORCING};
use superlinear_numerics::vectors::{difference, dot, largest, norm};

/// The limit on Newton steps. Convergence takes about ten, or fails.
const MAX_NEWTON_STEPS: u32 = 200;

/// Newton steps shorter than this, relative to the largest |y| or 1, are rounding.
const SHORTEST_STEP: f64 = 1e-15;

/// If backtracking fails for a Newton step longer than this, relative to the largest |y| or 1, rounding is not the
/// cause: the inner problem is unsolved.
const LONGEST_ROUNDING: f64 = 1e-6;

/// The residual of adjoints by products, and of the Newton step for error estimates, relative to the right-hand side.
/// The error exceeds it by at most the condition number of the Hessian; with 1e-6 it was sometimes larger than the
/// error of the inner solution.
const ADJOINT_RESIDUAL: f64 = 1e-8;

/// The smallest residual of adjoints by products that rounding allows.
const FINEST_RESIDUAL: f64 = 1e-14;

/// Rounding error of a gradient, relative to the norms of its two terms.
const ROUNDING: f64 = 64.0 * f64::EPSILON;

/// Relative error of products computed from central differences of gradients.
const ERROR_OF_DIFFERENCES: f64 = 1e-8;

/// Safety factor on the effect of a residual, because its two constants are known only along some directions.
const MARGIN: f64 = 10.0;

/// The error of a gradient about which nothing is known.
const UNKNOWN: f64 = f64::MAX;

/// The range of multiples of the identity added to a Hessian that is not positive definite, relative to its trace. The
/// smallest does not change the digits of a solution.
const SHIFTS: RangeInclusive<f64> = 1e-13..=1.0;

/// The factor on steps at whose end the inner objective is not finite. They may be too long by many orders of
/// magnitude.
const SHORTENING_WITHOUT_VALUE: f64 = 0.01;

/// The limit on backtracking steps. Shorter steps make no progress.
const MAX_SHORTENINGS: u32 = 50;

/// Differences of the inner objective below this fraction of it are rounding.
const ROUNDING_OF_VALUES: f64 = 16.0 * f64::EPSILON;

/// The Hessian of the inner objective at a point, as used in linear solves.
#[derive(Clone)]
enum Curvature {
    /// The triangular factor R, R'R = Hessian. If the Hessian is not positive definite, a multiple of the identity was
    /// added.
    Root { root: Rc<Mat<f64>>, is_shifted: bool },
    /// Hessian-vector products.
    Products,
    /// The Hessian has nonfinite entries.
    None,
}

/// A point near y*(x).
#[derive(Clone)]
struct Expansion {
    y: Vec<f64>,
    outer: OuterValue,
    /// The Hessian of the inner objective, once evaluated.
    curvature: Option<Curvature>,
}

/// An approximate inner solution.
#[derive(Clone)]
pub(super) struct Approximation {
    /// The point with the smaller inner gradient.
    best: Expansion,
    /// The other endpoint of the last Newton step; `None` if the step was rounding.
    other: Option<Expansion>,
    /// The gradient of the inner objective at `best`.
    slope: Vec<f64>,
    /// The solution of the adjoint system at `best`, or an estimate.
    adjoint: Vec<f64>,
    is_final: bool,
    /// Whether the inner iteration converged, to whatever accuracy.
    is_solved: bool,
}

impl Approximation {
    pub(crate) fn solution(&self) -> &[f64] {
        &self.best.y
    }

    /// The larger norm of the two outer gradients, in x and in y.
    pub(crate) fn outer_length(&self) -> f64 {
        norm(&self.best.outer.by_x).max(norm(&self.best.outer.by_y))
    }

    /// The largest absolute entry of the inner gradient.
    pub(crate) fn residual(&self) -> f64 {
        largest(&self.slope)
    }
}

/// The final state of an inner minimization.
struct Descent {
    y: Vec<f64>,
    slope: Vec<f64>,
    curvature: Option<Curvature>,
    /// The Newton step at `y`.
    step: Vec<f64>,
    is_final: bool,
    is_solved: bool,
}

/// A gradient and its components.
struct Adjoint {
    gradient: Vec<f64>,
    solution: Vec<f64>,
    /// The product of the mixed derivatives with `solution`.
    mixed: Vec<f64>,
    /// The product of the Hessian with `solution`.
    product: Vec<f64>,
    /// The norm of the residual of the adjoint system.
    residual: f64,
    /// Whether the Hessian appeared positive definite in the solve.
    is_definite: bool,
}

impl Adjoint {
    /// Returns whether the adjoint system was solved and belongs to a minimum. False if time ran out.
    fn is_solved(&self, outer: &OuterValue) -> bool {
        self.is_definite && self.residual <= LARGEST_FORCING * norm(&outer.by_y)
    }
}

/// The reduced objective of an unconstrained inner problem.
pub(super) struct Implicit {
    pub functions: Functions,
    run: Run,
    start: Vec<f64>,
    accuracy: HypergradientAccuracy,
    /// The given lower bound on the curvature of the inner objective.
    convexity: Option<f64>,
    /// The smallest curvature observed.
    least_curvature: f64,
    constants: Lipschitz,
    /// The largest observed difference quotients, as estimates of the three Lipschitz constants.
    seen: [f64; 3],
    /// The largest observed ratio of a product with the mixed derivatives to its vector, in norm.
    mixed_norm: f64,
}

/// The Hessian at a point as an operator.
struct At<'a> {
    functions: &'a mut Functions,
    x: &'a [f64],
    y: &'a [f64],
}

impl AwaitedOperator for At<'_> {
    fn dimension(&self) -> usize {
        self.y.len()
    }

    async fn apply(&mut self, vector: &[f64], product: &mut [f64]) {
        product.copy_from_slice(&self.functions.product(self.x, self.y, vector).await.by_y);
    }
}

impl Implicit {
    pub(crate) fn new(
        functions: Functions,
        run: Run,
        start: Vec<f64>,
        accuracy: HypergradientAccuracy,
        convexity: Option<f64>,
        constants: Lipschitz,
    ) -> Self {
        Self {
            functions,
            run,
            start,
            accuracy,
            convexity,
            least_curvature: f64::INFINITY,
            constants,
            seen: [0.0; 3],
            mixed_norm: 0.0,
        }
    }

    async fn curvature(&mut self, x: &[f64], y: &[f64]) -> Curvature {
        if !self.functions.shape.has_hessian {
            return Curvature::Products;
        }
        let hessian = self.functions.hessian(x, y).await;
        let size = y.len();
        let trace: f64 = (0..size).map(|k| hessian[(k, k)].abs()).sum();
        if !trace.is_finite() {
            return Curvature::None;
        }
        let is_sound = |root: &Mat<f64>, _| {
            (0..size).all(|k| root[(k, k)] > 0.0 && root.col_as_slice(k).iter().all(|entry| entry.is_finite()))
        };
        match shifted_cholesky(&hessian, trace, SHIFTS, is_sound) {
            Some((root, shift)) => Curvature::Root { root: Rc::new(root), is_shifted: shift > 0.0 },
            None => Curvature::None,
        }
    }

    /// Solves a system with the Hessian to the residual norm `tolerance`, from `start`. Also returns whether the
    /// Hessian appeared positive definite.
    async fn solve_system(
        &mut self,
        [x, y]: [&[f64]; 2],
        curvature: &Curvature,
        right_side: &[f64],
        start: &[f64],
        tolerance: f64,
    ) -> (Vec<f64>, bool) {
        match curvature {
            Curvature::None => (right_side.to_vec(), false),
            Curvature::Root { root, is_shifted } => {
                let mut solution = right_side.to_vec();
                solve_by_root(root, &mut solution);
                (solution, !is_shifted)
            }
            Curvature::Products => {
                let most = 2 * y.len() + 100;
                let mut at = At { functions: &mut self.functions, x, y };
                let run = &self.run;
                let reached =
                    truncated::solve(&mut at, right_side, start, tolerance, most, || run.is_out_of_time() != Ok(false))
                        .await;
                self.least_curvature = self.least_curvature.min(reached.least_curvature.max(0.0));
                (reached.solution, reached.is_definite)
            }
        }
    }

    /// Minimizes the inner objective by Newton's method until a step is no longer than `accuracy`. `None` if it is not
    /// finite at the start.
    async fn newton(&mut self, x: &[f64], mut y: Vec<f64>, accuracy: f64) -> Result<Option<Descent>, Error> {
        let mut here = self.functions.inner(x, &y).await;
        if !here.is_finite() {
            return Ok(None);
        }
        for count in 0.. {
            let curvature = self.curvature(x, &y).await;
            let right_side: Vec<_> = here.by_y.iter().map(|entry| -entry).collect();
            let length = norm(&right_side);
            let tolerance = LARGEST_FORCING.min(length.sqrt()) * length;
            let zeros = vec![0.0; y.len()];
            let (mut step, is_definite) = self.solve_system([x, &y], &curvature, &right_side, &zeros, tolerance).await;
            // False for NaN as well.
            let is_descent = |step: &[f64]| dot(step, &right_side) > 0.0;
            if !is_descent(&step) {
                step = right_side.clone();
            }
            let (length, finest) = (norm(&step), SHORTEST_STEP * largest(&y).max(1.0));
            let is_rounding = length <= finest;
            let is_short = length <= LONGEST_ROUNDING * largest(&y).max(1.0);
            let end = |y, slope, step, is_final, is_solved| {
                Ok(Some(Descent { y, slope, curvature: Some(curvature.clone()), step, is_final, is_solved }))
            };
            if self.run.is_out_of_time()? {
                return end(y, here.by_y, zeros, false, false);
            }
            if is_definite && length <= accuracy || is_rounding {
                // Error estimates are derived from this step, so it must be accurate.
                let tolerance = ADJOINT_RESIDUAL * norm(&right_side);
                (step, _) = self.solve_system([x, &y], &curvature, &right_side, &step, tolerance).await;
                return end(y, here.by_y, step, is_rounding, is_definite);
            }
            let next = if count < MAX_NEWTON_STEPS { self.shortened(x, &y, &here, &step).await? } else { None };
            match next {
                Some((next, value)) => (y, here) = (next, value),
                None => return end(y, here.by_y, step, true, is_short && is_definite),
            }
        }
        unreachable!("the loop ends by its count")
    }

    /// Backtracks until the inner objective decreases sufficiently (Armijo). `None` on failure.
    async fn shortened(
        &mut self,
        x: &[f64],
        y: &[f64],
        here: &InnerValue,
        step: &[f64],
    ) -> Result<Option<(Vec<f64>, InnerValue)>, Error> {
        let slope = dot(&here.by_y, step);
        let mut length = 1.0;
        for _ in 0..MAX_SHORTENINGS {
            let next: Vec<_> = y.iter().zip(step).map(|(y, step)| y + length * step).collect();
            let there = self.functions.inner(x, &next).await;
            let falls = there.value <= here.value + ARMIJO * length * slope;
            // Differences at rounding level are decided by the gradient.
            let is_level = (there.value - here.value).abs() <= ROUNDING_OF_VALUES * here.value.abs().max(1.0);
            if there.is_finite() && (falls || is_level && norm(&there.by_y) < norm(&here.by_y)) {
                return Ok(Some((next, there)));
            }
            if self.run.is_out_of_time()? {
                break;
            }
            length *= if there.is_finite() { 0.5 } else { SHORTENING_WITHOUT_VALUE };
        }
        Ok(None)
    }

    /// The gradient of the reduced objective with `at` as inner solution. The residual of the adjoint is at most
    /// `tolerance`.
    async fn adjoint(&mut self, x: &[f64], at: &mut Expansion, start: &[f64], tolerance: f64) -> Adjoint {
        let curvature = match &at.curvature {
            Some(curvature) => curvature.clone(),
            None => self.curvature(x, &at.y).await,
        };
        at.curvature = Some(curvature.clone());
        let side = &at.outer.by_y;
        let (solution, is_definite) = self.solve_system([x, &at.y], &curvature, side, start, tolerance).await;
        let product = self.functions.product(x, &at.y, &solution).await;
        let square = dot(&solution, &solution);
        if square > 0.0 {
            self.least_curvature = self.least_curvature.min((dot(&solution, &product.by_y) / square).max(0.0));
            self.mixed_norm = self.mixed_norm.max(norm(&product.by_x) / square.sqrt());
        }
        Adjoint {
            gradient: difference(&at.outer.by_x, &product.by_x),
            residual: norm(&difference(side, &product.by_y)),
            mixed: product.by_x,
            product: product.by_y,
            solution,
            is_definite,
        }
    }

    /// The error of a gradient due to the adjoint's residual, rounding and finite differences.
    fn error_of_arithmetic(&self, adjoint: &Adjoint, outer: &OuterValue) -> f64 {
        let mixed = norm(&adjoint.mixed);
        let relative = if self.functions.shape.has_product { ROUNDING } else { ERROR_OF_DIFFERENCES };
        let by_residual = MARGIN * self.mixed_norm * adjoint.residual / self.convexity();
        let rounding = relative * (norm(&outer.by_x) + mixed);
        rounding + if by_residual.is_nan() { 0.0 } else { by_residual }
    }

    /// The smallest curvature, given or observed.
    fn convexity(&self) -> f64 {
        self.convexity.unwrap_or(self.least_curvature)
    }

    /// The error bound of MAID's theorem 1, with given constants or those observed between the two points.
    async fn bound(&mut self, x: &[f64], inner: &Approximation, adjoint: &Adjoint) -> f64 {
        let side = norm(&inner.best.outer.by_y);
        if let Some(other) = &inner.other {
            let distance = norm(&difference(&inner.best.y, &other.y));
            let there = self.functions.product(x, &other.y, &adjoint.solution).await;
            let per_length = distance * norm(&adjoint.solution);
            let ratios = [
                norm(&difference(&inner.best.outer.by_y, &other.outer.by_y)) / distance,
                norm(&difference(&there.by_x, &adjoint.mixed)) / per_length,
                norm(&difference(&there.by_y, &adjoint.product)) / per_length,
            ];
            for (seen, ratio) in self.seen.iter_mut().zip(ratios) {
                if ratio > *seen && ratio.is_finite() {
                    *seen = ratio;
                }
            }
        }
        let convexity = self.convexity();
        let distance = match &inner.best.curvature {
            Some(Curvature::Root { root, .. }) => {
                let mut decrement = inner.slope.clone();
                solve_by_root(root, &mut decrement);
                (dot(&inner.slope, &decrement) / convexity).sqrt()
            }
            _ => norm(&inner.slope) / convexity,
        };
        let [outer, mixed, hessian] = self.constants.or(self.seen);
        let norm = self.mixed_norm;
        norm * (outer * distance + adjoint.residual) / convexity
            + mixed * side * distance / convexity
            + norm * hessian * side * distance / (convexity * convexity)
    }
}

impl Reduced for Implicit {
    type Inner = Approximation;

    async fn solve(
        &mut self,
        x: &[f64],
        near: Option<&Approximation>,
        accuracy: f64,
    ) -> Result<Solved<Approximation>, Error> {
        let start = near.map_or_else(|| self.start.clone(), |near| near.best.y.clone());
        let Some(descent) = self.newton(x, start.clone(), accuracy).await? else {
            return Ok(self.unusable(start, x.len()));
        };
        let Descent { y, slope, curvature, step, is_final, is_solved } = descent;
        let end: Vec<_> = y.iter().zip(&step).map(|(y, step)| y + step).collect();
        let outer = self.functions.outer(x, &y).await;
        let mut best = Expansion { y, outer, curvature };
        let is_late = self.run.is_out_of_time()?;
        let mut inner = Approximation {
            best: best.clone(),
            other: None,
            slope,
            adjoint: vec![0.0; end.len()],
            is_final,
            is_solved,
        };
        if let Some(near) = near {
            inner.adjoint.clone_from(&near.adjoint);
        }
        if end != best.y {
            let (there, outer) = (self.functions.inner(x, &end).await, self.functions.outer(x, &end).await);
            let mut other = Expansion { y: end, outer, curvature: None };
            if there.is_finite() && other.outer.is_finite() {
                if norm(&there.by_y) < norm(&inner.slope) {
                    std::mem::swap(&mut best, &mut other);
                    inner.slope = there.by_y;
                }
                (inner.best, inner.other) = (best, Some(other));
            }
        }
        let value = inner.best.outer.value;
        let margin = match &inner.other {
            _ if is_late => f64::INFINITY,
            Some(other) => 2.0 * (value - other.outer.value).abs(),
            None => 0.0,
        };
        Ok(Solved { value: if inner.best.outer.is_finite() { value } else { f64::NAN }, margin, is_final, inner })
    }

    async fn slope(&mut self, x: &[f64], inner: &mut Approximation, accuracy: f64) -> Result<Slope, Error> {
        let side = norm(&inner.best.outer.by_y);
        let tolerance = (ADJOINT_RESIDUAL * side).min(accuracy).max(FINEST_RESIDUAL * side);
        let adjoint = self.adjoint(x, &mut inner.best, &inner.adjoint, tolerance).await;
        inner.adjoint.clone_from(&adjoint.solution);
        let mut error = self.error_of_arithmetic(&adjoint, &inner.best.outer);
        let mut is_solved = inner.is_solved && adjoint.is_solved(&inner.best.outer);
        if self.accuracy == HypergradientAccuracy::Bound {
            error = error.max(self.bound(x, inner, &adjoint).await);
        } else if let Some(other) = &mut inner.other {
            let there = self.adjoint(x, other, &adjoint.solution, tolerance).await;
            error += norm(&difference(&adjoint.gradient, &there.gradient));
            is_solved &= there.is_solved(&other.outer);
            error += self.error_of_arithmetic(&there, &other.outer);
        }
        let is_exact = self.functions.shape.has_hessian || tolerance <= FINEST_RESIDUAL * side;
        if !is_solved || !error.is_finite() {
            error = UNKNOWN;
        }
        Ok(Slope { gradient: adjoint.gradient, error, is_final: inner.is_final && is_exact })
    }
}

impl Implicit {
    /// The result for a point with a nonfinite inner objective.
    fn unusable(&self, y: Vec<f64>, variables: usize) -> Solved<Approximation> {
        let (slope, adjoint) = (vec![f64::NAN; y.len()], vec![0.0; y.len()]);
        let outer = OuterValue { value: f64::NAN, by_x: vec![f64::NAN; variables], by_y: slope.clone() };
        let best = Expansion { y, outer, curvature: None };
        let inner = Approximation { best, other: None, slope, adjoint, is_final: true, is_solved: false };
        Solved { value: f64::NAN, margin: 0.0, is_final: true, inner }
    }
}
