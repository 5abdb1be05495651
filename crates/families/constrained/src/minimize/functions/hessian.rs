//! The Hessian of the Lagrangian from any source.

use super::{Derivatives, Functions, HessianSource, Values, all_finite};
use crate::minimize::iterate::Iterate;
use superlinear_interface::Matrix;
use superlinear_numerics::differences::{FORWARD_STEP, STEP_OF_DIFFERENCES, centered, change, inwards};
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::quasi_newton::{Bfgs, LimitedMemory};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{difference, norm};

impl Functions {
    /// The values of the lower triangle's entries.
    pub(in crate::minimize) async fn hessian(&mut self, at: &Iterate) -> Vec<f64> {
        let mut hessian = self.unmasked_hessian(at).await;
        self.mask_hessian(&mut hessian);
        hessian
    }

    /// The Hessian at `at`, after a step from `previous`. Performs quasi-Newton updates.
    pub(in crate::minimize) async fn hessian_after(&mut self, previous: &Iterate, at: &Iterate) -> Vec<f64> {
        let before = self.lagrangian_gradient(&previous.derivatives, &at.multipliers);
        let after = self.lagrangian_gradient(&at.derivatives, &at.multipliers);
        self.note_step(&difference(&at.x, &previous.x), &difference(&after, &before));
        self.hessian(at).await
    }

    async fn unmasked_hessian(&mut self, at: &Iterate) -> Vec<f64> {
        let Iterate { x, values, derivatives, multipliers, .. } = at;
        match &self.hessian_source {
            HessianSource::Given | HessianSource::Sampled => self.given_hessian(x, multipliers).await,
            HessianSource::Products => self.hessian_from_products(x, multipliers).await,
            HessianSource::Operator => self.multiple_of_identity(x, multipliers).await,
            HessianSource::Differences => {
                if !self.is_gradient_given && (!self.is_jacobian_given || self.constraints() == 0) {
                    let hessian = self.hessian_by_values(x, values, multipliers).await;
                    if all_finite(&hessian) {
                        return hessian;
                    }
                }
                self.hessian_by_differences(x, derivatives, multipliers).await
            }
            HessianSource::Bfgs(bfgs) => bfgs.lower_triangle(),
            HessianSource::LimitedMemory(model) => vec![model.scale; x.len()],
        }
    }

    /// Whether this is the Hessian of the Lagrangian with known entries, not a quasi-Newton model.
    pub fn is_hessian_true(&self) -> bool {
        self.is_hessian_known() && !self.is_hessian_model()
    }

    /// Whether the Hessian is exact up to rounding.
    pub fn is_hessian_exact(&self) -> bool {
        matches!(self.hessian_source, HessianSource::Given | HessianSource::Products)
    }

    /// Whether the entries are known, not only products.
    pub fn is_hessian_known(&self) -> bool {
        !matches!(self.hessian_source, HessianSource::Operator | HessianSource::LimitedMemory(_))
    }

    /// Whether the Hessian is an approximation: quasi-Newton or sampled.
    pub fn is_hessian_model(&self) -> bool {
        matches!(self.hessian_source, HessianSource::Sampled | HessianSource::Bfgs(_) | HessianSource::LimitedMemory(_))
    }

    /// The low-rank terms of a limited-memory Hessian.
    pub fn hessian_terms(&self) -> &[(Vec<f64>, Vec<f64>)] {
        match &self.hessian_source {
            HessianSource::LimitedMemory(model) => model.terms(),
            _ => &[],
        }
    }

    /// The product of the Hessian used for the steps with `vector`, given the result of [`hessian`](Self::hessian).
    pub async fn model_times(&mut self, x: &[f64], multipliers: &[f64], hessian: &[f64], vector: &[f64]) -> Vec<f64> {
        match &self.hessian_source {
            HessianSource::LimitedMemory(model) => model.times(vector),
            HessianSource::Operator => self.given_hessian_product(x, multipliers, vector).await,
            _ => Entries { pattern: &self.hessian_pattern, values: hessian }.symmetric_times(vector),
        }
    }

    /// The diagonal of a multiple of the identity with the same effect on the norm of a random vector as the Hessian.
    async fn multiple_of_identity(&mut self, x: &[f64], multipliers: &[f64]) -> Vec<f64> {
        let mut random = Stream::new(0, 0);
        let vector: Vec<_> = x.iter().map(|_| random.normal()).collect();
        let product = self.given_hessian_product(x, multipliers, &vector).await;
        vec![norm(&product) / norm(&vector); x.len()]
    }

    /// The product of the true Hessian with `vector`, given the result of [`hessian`](Self::hessian). Takes one more
    /// difference if the latter is a model.
    pub(in crate::minimize) async fn hessian_times(
        &mut self,
        at: &Iterate,
        hessian: &[f64],
        vector: &[f64],
    ) -> Vec<f64> {
        let Iterate { x, derivatives, multipliers, .. } = at;
        let length = norm(vector);
        if !self.is_hessian_model() || length == 0.0 {
            return self.model_times(x, multipliers, hessian, vector).await;
        }
        let step = self.hessian_step() * norm(x).max(1.0) / length;
        let point: Vec<_> = x.iter().zip(vector).map(|(x, v)| x + step * v).collect();
        let moved = self.lagrangian_gradient_at(&point, multipliers).await;
        let gradient = self.lagrangian_gradient(derivatives, multipliers);
        moved.iter().zip(&gradient).map(|(moved, at)| (moved - at) / step).collect()
    }

    /// Starts `bfgs` from the lower triangle of a matrix, in the caller's units of the objective.
    pub fn resume_bfgs(&mut self, matrix: &Matrix) {
        if let HessianSource::Bfgs(bfgs) = &mut self.hessian_source {
            let (order, factor) = (matrix.rows, self.scale.objective);
            let entry = |i: usize, j: usize| factor * matrix.row(i.max(j))[i.min(j)];
            let entries = (0..order).flat_map(|i| (0..order).map(move |j| entry(i, j))).collect();
            *bfgs = Bfgs::resumed(order, entries);
        }
    }

    /// Changes the objective's scale factor and rescales an iterate with its multipliers. Its Hessian is dropped.
    pub(in crate::minimize) fn rescale_objective(&mut self, scale: f64, at: &mut Iterate) {
        let matrix = self.bfgs_matrix();
        let ratio = scale / self.scale.objective;
        self.scale.objective = scale;
        at.values.objective *= ratio;
        for numbers in [&mut at.derivatives.gradient, &mut at.multipliers, &mut at.gradient] {
            numbers.iter_mut().for_each(|number| *number *= ratio);
        }
        at.hessian = None;
        if let Some(matrix) = matrix {
            self.resume_bfgs(&matrix);
        }
        if let HessianSource::LimitedMemory(model) = &mut self.hessian_source {
            *model = LimitedMemory::default();
        }
    }

    /// The matrix of `bfgs`, in the caller's units of the objective; `None` before its first step.
    pub fn bfgs_matrix(&self) -> Option<Matrix> {
        let HessianSource::Bfgs(bfgs) = &self.hessian_source else { return None };
        let order = self.jacobian_pattern.columns;
        let entries = bfgs.matrix()?.iter().map(|entry| entry / self.scale.objective).collect();
        Some(Matrix::new(order, order, entries))
    }

    /// Updates a quasi-Newton model with a step and the change of the Lagrangian's gradient.
    pub fn note_step(&mut self, step: &[f64], gradient_change: &[f64]) {
        match &mut self.hessian_source {
            HessianSource::Bfgs(bfgs) => bfgs.update(step, gradient_change),
            HessianSource::LimitedMemory(model) => model.update(step, gradient_change),
            _ => {}
        }
    }

    /// Whether both gradient and Jacobian are provided.
    pub fn are_gradients_exact(&self) -> bool {
        self.is_gradient_given && self.is_jacobian_given
    }

    fn hessian_step(&self) -> f64 {
        if self.are_gradients_exact() { FORWARD_STEP } else { STEP_OF_DIFFERENCES }
    }

    pub async fn lagrangian_gradient_at(&mut self, x: &[f64], multipliers: &[f64]) -> Vec<f64> {
        // The function values are needed only for differences, and there only close to points where the functions are
        // undefined.
        let values = if self.are_gradients_exact() { Values::unknown() } else { self.values(x).await };
        let derivatives = self.derivatives(x, &values).await;
        self.lagrangian_gradient(&derivatives, multipliers)
    }

    async fn hessian_from_products(&mut self, x: &[f64], multipliers: &[f64]) -> Vec<f64> {
        let mut products = Vec::with_capacity(self.hessian_groups.groups.len());
        for index in 0..self.hessian_groups.groups.len() {
            let mut vector = vec![0.0; x.len()];
            self.hessian_groups.groups[index].iter().for_each(|&j| vector[j] = 1.0);
            products.push(self.given_hessian_product(x, multipliers, &vector).await);
        }
        self.hessian_groups.entries(&self.hessian_pattern, &vec![1.0; x.len()], &products)
    }

    async fn hessian_by_differences(&mut self, x: &[f64], derivatives: &Derivatives, multipliers: &[f64]) -> Vec<f64> {
        let gradient = self.lagrangian_gradient(derivatives, multipliers);
        let (center, mut steps) = if self.are_gradients_exact() {
            (x.to_vec(), self.inward_steps(x, FORWARD_STEP))
        } else {
            self.centered(x, STEP_OF_DIFFERENCES)
        };
        let mut products = Vec::with_capacity(self.hessian_groups.groups.len());
        for index in 0..self.hessian_groups.groups.len() {
            let point = self.moved(&center, index, &steps, 1.0);
            let above = self.lagrangian_gradient_at(&point, multipliers).await;
            let below = if self.are_gradients_exact() {
                None
            } else {
                let point = self.moved(&center, index, &steps, -1.0);
                Some(self.lagrangian_gradient_at(&point, multipliers).await)
            };
            products.push(change(&above, below.as_deref(), &gradient));
        }
        // Fixed variables did not move; their entries are masked later.
        steps.iter_mut().filter(|step| **step == 0.0).for_each(|step| *step = 1.0);
        self.hessian_groups.entries(&self.hessian_pattern, &steps, &products)
    }

    /// A point near `x` that permits steps to both sides within the bounds, and the steps: 0 for fixed variables.
    pub fn centered(&self, x: &[f64], relative: f64) -> (Vec<f64>, Vec<f64>) {
        x.iter().zip(self.bounds.iter()).map(|(&x, (lower, upper))| centered(x, relative, lower, upper)).unzip()
    }

    /// Difference steps from `x` that stay within the bounds: 0 for fixed variables.
    fn inward_steps(&self, x: &[f64], relative: f64) -> Vec<f64> {
        x.iter().zip(self.bounds.iter()).map(|(&x, (lower, upper))| inwards(x, relative, lower, upper)).collect()
    }

    /// The point `x` with the variables of a group displaced.
    fn moved(&self, x: &[f64], group: usize, steps: &[f64], side: f64) -> Vec<f64> {
        let mut point = x.to_vec();
        for &j in &self.hessian_groups.groups[group] {
            point[j] = self.bounds.clip(j, x[j] + side * steps[j]);
        }
        point
    }
}
