//! A point with its residuals and first derivatives, and derived quantities: gradient, cosine, and the linear least
//! squares problem that models the objective nearby.

use super::loss::{Loss, LossAt};
use super::problem::LeastSquaresProblem;
use crate::bounds::Bounds;
use faer::Mat;
use superlinear_numerics::vectors::{add_scaled, dot, norm};

/// The minimum weight of a residual in the curvature, relative to its weight in the gradient. Beyond their scale,
/// losses have zero or negative curvature, which a Gauss-Newton model cannot represent.
const MIN_CURVATURE: f64 = 0.1;

/// The weights and the loss of the residuals.
pub(super) struct Weighing {
    /// The square roots of the weights; `None` if all are 1.
    roots: Option<Vec<f64>>,
    loss: Loss,
    scale: f64,
}

impl Weighing {
    pub fn of(problem: &LeastSquaresProblem) -> Self {
        let roots =
            problem.options.weights.as_ref().map(|weights| weights.iter().map(|weight| weight.sqrt()).collect());
        Self { roots, loss: problem.options.loss, scale: problem.options.loss_scale }
    }

    /// The square root of a residual's weight.
    pub fn root(&self, i: usize) -> f64 {
        self.roots.as_ref().map_or(1.0, |roots| roots[i])
    }

    /// The loss at a residual.
    pub fn loss(&self, i: usize, residual: f64) -> LossAt {
        let scaled = self.root(i) * residual / self.scale;
        self.loss.at(scaled * scaled)
    }

    /// Whether the loss is quadratic.
    pub fn is_linear(&self) -> bool {
        self.loss == Loss::Linear
    }

    /// Half the sum of the losses.
    pub fn objective(&self, residuals: &[f64]) -> f64 {
        if self.is_linear() && self.roots.is_none() {
            return 0.5 * dot(residuals, residuals);
        }
        let losses: f64 = residuals.iter().enumerate().map(|(i, &residual)| self.loss(i, residual).value).sum();
        0.5 * self.scale * self.scale * losses
    }
}

/// A point with its derivatives and its model.
pub(super) struct Linearization {
    pub x: Vec<f64>,
    /// The residuals, unweighted.
    pub residuals: Vec<f64>,
    pub objective: f64,
    /// The Jacobian, unweighted.
    pub jacobian: Mat<f64>,
    /// The gradient of the objective.
    pub gradient: Vec<f64>,
    /// The norms of the residuals and of the Jacobian's columns, weighted with weights and derivatives of the loss.
    pub residual_norm: f64,
    column_norms: Vec<f64>,
    /// The linear model: rows and residuals such that its gradient is the objective's.
    pub model: Mat<f64>,
    pub model_residuals: Vec<f64>,
    /// Whether each variable is held at a bound: it is there and the descent direction points outside.
    pub is_held: Vec<bool>,
}

impl Linearization {
    pub fn new(x: Vec<f64>, residuals: Vec<f64>, jacobian: Mat<f64>, weighing: &Weighing, bounds: &Bounds) -> Self {
        let losses: Vec<_> = residuals.iter().enumerate().map(|(i, &residual)| weighing.loss(i, residual)).collect();
        let slopes = scaled_rows(&jacobian, |i| weighing.root(i) * losses[i].slope.sqrt());
        let steepened: Vec<_> =
            residuals.iter().enumerate().map(|(i, r)| weighing.root(i) * losses[i].slope.sqrt() * r).collect();
        let gradient: Vec<_> = columns(&slopes).map(|column| dot(column, &steepened)).collect();
        // A row of the model has the weight of the curvature; its residual is divided accordingly to preserve the
        // gradient.
        let bends: Vec<_> = losses.iter().map(|at| (at.curvature / at.slope).max(MIN_CURVATURE).sqrt()).collect();
        let (model, model_residuals) = if weighing.is_linear() {
            (slopes.clone(), steepened.clone())
        } else {
            let residuals = steepened.iter().zip(&bends).map(|(r, bend)| r / bend).collect();
            (scaled_rows(&slopes, |i| bends[i]), residuals)
        };
        let is_held = (0..x.len()).map(|j| bounds.are_equal(j) || bounds.is_leaving(j, x[j], -gradient[j])).collect();
        Self {
            objective: weighing.objective(&residuals),
            residual_norm: norm(&steepened),
            column_norms: columns(&slopes).map(norm).collect(),
            x,
            residuals,
            jacobian,
            gradient,
            model,
            model_residuals,
            is_held,
        }
    }

    /// Whether objective, gradient and norms are finite.
    pub fn is_finite(&self) -> bool {
        self.objective.is_finite() && self.gradient.iter().chain(&self.column_norms).all(|entry| entry.is_finite())
    }

    /// The largest absolute cosine of the angle between the residuals and a column of the Jacobian, over variables not
    /// held at a bound.
    pub fn cosine(&self) -> f64 {
        let cosines =
            self.gradient.iter().zip(&self.column_norms).zip(&self.is_held).map(|((slope, norm), is_held)| {
                let product = norm * self.residual_norm;
                if *is_held || product == 0.0 { 0.0 } else { slope.abs() / product }
            });
        cosines.fold(0.0, f64::max)
    }

    /// The largest first-order change of the objective as one variable not held at a bound changes by max(1, |x|).
    pub fn relative_gradient(&self) -> f64 {
        let changes = self.gradient.iter().zip(&self.x).zip(&self.is_held);
        changes.fold(0.0, |max, ((g, x), held)| if *held { max } else { f64::max(max, g.abs() * x.abs().max(1.0)) })
    }

    /// The size of residuals due to rounding of `x` alone.
    pub fn rounding(&self) -> f64 {
        f64::EPSILON * self.column_norms.iter().zip(&self.x).map(|(norm, x)| norm * x.abs()).sum::<f64>()
    }

    /// The derivative of the objective with respect to each residual.
    pub fn pulls(&self, weighing: &Weighing) -> Vec<f64> {
        let pull = |(i, &residual): (usize, &f64)| {
            weighing.root(i) * weighing.root(i) * weighing.loss(i, residual).slope * residual
        };
        self.residuals.iter().enumerate().map(pull).collect()
    }

    /// The product of the transposed Jacobian with a vector.
    pub fn pulled(&self, vector: &[f64]) -> Vec<f64> {
        columns(&self.jacobian).map(|column| dot(column, vector)).collect()
    }

    /// The change of the model's gradient along a change of the variables.
    pub fn curved(&self, change: &[f64]) -> Vec<f64> {
        let product = self.moved(change);
        columns(&self.model).map(|column| dot(column, &product)).collect()
    }

    fn moved(&self, change: &[f64]) -> Vec<f64> {
        let mut product = vec![0.0; self.residuals.len()];
        columns(&self.model).zip(change).for_each(|(column, &change)| add_scaled(&mut product, change, column));
        product
    }

    /// The decrease of the model along a change of the variables.
    pub fn predicted(&self, change: &[f64]) -> f64 {
        let product = self.moved(change);
        -dot(&self.gradient, change) - 0.5 * dot(&product, &product)
    }

    /// The norms of the model's columns.
    pub fn model_norms(&self) -> impl Iterator<Item = f64> {
        columns(&self.model).map(norm)
    }
}

/// The columns of a matrix, as slices.
fn columns(matrix: &Mat<f64>) -> impl Iterator<Item = &[f64]> {
    (0..matrix.ncols()).map(|j| matrix.col_as_slice(j))
}

/// The matrix with row i multiplied by `factor(i)`.
pub(super) fn scaled_rows(matrix: &Mat<f64>, factor: impl Fn(usize) -> f64) -> Mat<f64> {
    Mat::from_fn(matrix.nrows(), matrix.ncols(), |i, j| factor(i) * matrix[(i, j)])
}
