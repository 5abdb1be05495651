//! A checked problem in the form used by the solver, and its iterate.

use super::design::Design;
use faer::{Mat, Side};
use std::cell::OnceCell;
use superlinear_interface::Labels;
use superlinear_losses::Loss;
use superlinear_numerics::parallel::{Parallelism, sum};
use superlinear_penalties::{Bounds, Penalty, Strengths};

/// The largest group with an eigenvalue computation. For larger groups the trace of the Gram matrix bounds its largest
/// eigenvalue.
const LARGE_GROUP: usize = 256;

/// The representation of the intercept.
#[derive(Clone)]
pub(super) enum Intercept {
    /// No intercept.
    Absent,
    /// The optimal intercept for each point. For a quadratic loss it amounts to centering the features by their
    /// weighted means, given here.
    Centered(Vec<f64>),
    /// Coefficients of a column of ones.
    Explicit,
}

/// A problem without `lambda`.
#[derive(Clone)]
pub(super) struct Regression {
    pub design: Design,
    pub loss: Loss,
    pub penalty: Strengths,
    pub intercept: Intercept,
    /// The weighted mean square of each feature (about the mean in a centered model), and 1 for the column of ones.
    pub squares: Vec<f64>,
    /// The derivatives at zero coefficients, for a model with one output and no explicit intercept.
    pub null_slopes: Option<Vec<f64>>,
    /// The factor by which each feature was scaled.
    pub scales: Option<Vec<f64>>,
    /// The factor from the derivative along each feature to the one along the feature of standard deviation 1, in
    /// which violations are measured without a penalty. `None` with a penalty: its strengths fix the units.
    pub slope_units: Option<Vec<f64>>,
    /// The bounds of the coefficients of features as given, if features were scaled.
    pub given_bounds: Option<Bounds>,
    /// The constant subtracted from each output's response, to add to the intercepts. Empty if none was.
    pub response_means: Vec<f64>,
    /// The constant subtracted from each feature, before scaling. Its products with the coefficients are part of the
    /// intercepts. Empty if none was.
    pub origins: Vec<f64>,
    /// The class labels, ascending.
    pub classes: Option<Labels>,
    /// The names of the features.
    pub feature_names: Option<Vec<String>>,
    pub parallelism: Parallelism,
}

/// A problem with `lambda`.
#[derive(Clone, Copy)]
pub(super) struct Model<'a> {
    pub regression: &'a Regression,
    pub penalty: Penalty<'a>,
}

impl Regression {
    /// The problem with this `lambda`.
    pub fn with(&self, lambda: f64) -> Model<'_> {
        Model { regression: self, penalty: self.penalty.times(lambda) }
    }

    /// The number of outputs.
    pub fn outputs(&self) -> usize {
        self.loss.outputs
    }

    /// The number of coefficients, including explicit intercepts.
    pub fn variables(&self) -> usize {
        self.coefficients() + if matches!(self.intercept, Intercept::Explicit) { self.outputs() } else { 0 }
    }

    /// Starting coefficients: all 0, except for explicit intercepts with a closed form in the model without features.
    pub fn start(&self) -> Vec<f64> {
        let mut w = vec![0.0; self.variables()];
        w[self.coefficients()..].fill(self.loss.best_constant());
        w
    }

    /// The amount by which intercepts decrease if features have their origins added back, for coefficients of features
    /// as given.
    pub fn moved_by(&self, coefficients: &[f64]) -> Vec<f64> {
        let outputs = self.outputs();
        let mut moved = vec![0.0; outputs];
        for (origin, coefficients) in self.origins.iter().zip(coefficients.chunks_exact(outputs)) {
            moved.iter_mut().zip(coefficients).for_each(|(moved, coefficient)| *moved += origin * coefficient);
        }
        moved
    }

    /// The unit of violations along the feature of a variable.
    #[inline]
    pub fn slope_unit(&self, variable: usize) -> f64 {
        let units = self.slope_units.as_ref();
        units.and_then(|units| units.get(self.feature_of(variable))).copied().unwrap_or(1.0)
    }

    /// The largest change of derivatives if features have their origins added back, from the derivatives along explicit
    /// intercepts.
    pub fn moved_slope(&self, slopes: &[f64]) -> f64 {
        let scale = |j: usize| self.scales.as_ref().map_or(1.0, |scales| scales[j]);
        let unit = |j: usize| scale(j) * self.slope_units.as_ref().map_or(1.0, |units| units[j]);
        let largest = self.origins.iter().enumerate().map(|(j, origin)| (origin * unit(j)).abs()).fold(0.0, f64::max);
        slopes[self.coefficients()..].iter().map(|slope| (largest * slope).abs()).fold(0.0, f64::max)
    }

    /// The number of coefficients of features.
    pub fn coefficients(&self) -> usize {
        self.design.columns * self.outputs()
    }

    /// The feature of a variable. A division would cost as much as a sparse column, and most models have one output.
    #[inline]
    pub fn feature_of(&self, variable: usize) -> usize {
        if self.loss.outputs == 1 { variable } else { variable / self.loss.outputs }
    }

    /// The output of a variable.
    #[inline]
    pub fn output_of(&self, variable: usize) -> usize {
        if self.loss.outputs == 1 { 0 } else { variable % self.loss.outputs }
    }

    /// The mean of a feature in a centered model, else 0.
    #[inline]
    pub fn mean_of(&self, feature: usize) -> f64 {
        match &self.intercept {
            Intercept::Centered(means) => means[feature],
            Intercept::Absent | Intercept::Explicit => 0.0,
        }
    }

    /// The part of one output in a vector over samples and outputs.
    #[inline]
    pub fn part<'a>(&self, vector: &'a [f64], output: usize) -> &'a [f64] {
        &vector[output * self.loss.samples..][..self.loss.samples]
    }

    /// The mutable part of one output.
    #[inline]
    pub fn part_mut<'a>(&self, vector: &'a mut [f64], output: usize) -> &'a mut [f64] {
        &mut vector[output * self.loss.samples..][..self.loss.samples]
    }

    /// The product of a variable's column with a vector over samples and outputs.
    #[inline]
    pub fn dot(&self, variable: usize, vector: &[f64]) -> f64 {
        self.design.column(self.feature_of(variable)).dot(self.part(vector, self.output_of(variable)))
    }

    /// Writes the products of `residuals` with the columns of all variables in `blocks` into `slopes`, indexed by
    /// variable.
    pub fn scan(&self, blocks: &[u32], residuals: &[f64], slopes: &mut [f64]) {
        let variables = self.penalty.blocks.members_of(blocks);
        let (outputs, mut products) = (self.outputs(), vec![0.0; variables.len()]);
        if outputs == 1 {
            self.design.products(&variables, residuals, &mut products, self.parallelism);
            variables.iter().zip(products).for_each(|(&variable, product)| slopes[variable as usize] = product);
            return;
        }
        for output in 0..outputs {
            let is_own = |variable: &&u32| self.output_of(**variable as usize) == output;
            let own = || variables.iter().filter(is_own).map(|&variable| variable as usize);
            let features: Vec<u32> = own().map(|variable| self.feature_of(variable) as u32).collect();
            let products = &mut products[..features.len()];
            self.design.products(&features, self.part(residuals, output), products, self.parallelism);
            own().zip(products).for_each(|(variable, product)| slopes[variable] = *product);
        }
    }

    /// The linear predictor of all samples at a point of this regression, or of one on a subset of its samples.
    pub fn predictor_of(&self, point: &Point) -> Vec<f64> {
        let mut predictor = match &self.loss.offset {
            Some(offset) => offset.clone(),
            None => vec![0.0; self.loss.samples * self.outputs()],
        };
        for (variable, &w) in point.w.iter().enumerate() {
            if w != 0.0 {
                let part = self.part_mut(&mut predictor, self.output_of(variable));
                self.design.column(self.feature_of(variable)).add_scaled(w, part);
            }
        }
        for (output, shift) in point.shift.iter().enumerate() {
            self.part_mut(&mut predictor, output).iter_mut().for_each(|z| *z += shift);
        }
        predictor
    }

    /// An upper bound of the largest eigenvalue of the weighted Gram matrix of a block's features.
    pub fn block_square(&self, b: usize) -> f64 {
        let members = self.penalty.blocks.members(b);
        let mut features: Vec<usize> = members.iter().map(|&variable| self.feature_of(variable as usize)).collect();
        features.dedup();
        let trace: f64 = features.iter().map(|&feature| self.squares[feature]).sum();
        if features.len() == 1 || features.len() > LARGE_GROUP {
            return trace;
        }
        let mut gram = Mat::<f64>::zeros(features.len(), features.len());
        let mut weighted = vec![0.0; self.loss.samples];
        for (a, &feature) in features.iter().enumerate() {
            weighted.fill(0.0);
            self.design.column(feature).add_weighted(1.0, &self.loss.weights, &mut weighted);
            for (b, &other) in features[..=a].iter().enumerate() {
                let entry = self.design.column(other).dot(&weighted) - self.mean_of(feature) * self.mean_of(other);
                gram[(a, b)] = entry;
                gram[(b, a)] = entry;
            }
        }
        let largest = gram.self_adjoint_eigenvalues(Side::Lower).ok().and_then(|values| values.last().copied());
        largest.map_or(trace, |largest| trace.min(largest * (1.0 + 1e-12)))
    }
}

/// An iterate, with derived quantities.
#[derive(Clone)]
pub(super) struct Point {
    /// The coefficients, including explicit intercepts.
    pub w: Vec<f64>,
    /// The intercepts of a centered model.
    pub shift: Vec<f64>,
    /// The linear predictor, including intercepts and offsets.
    pub predictor: Vec<f64>,
    /// The weighted negative derivatives of the loss with respect to the predictor.
    pub residuals: Vec<f64>,
    /// The loss, once computed.
    loss: OnceCell<f64>,
}

impl Point {
    /// The point with the given coefficients.
    pub fn new(regression: &Regression, w: Vec<f64>) -> Self {
        let length = regression.loss.samples * regression.outputs();
        let shift = vec![0.0; regression.outputs()];
        let mut point =
            Self { w, shift, predictor: vec![0.0; length], residuals: vec![0.0; length], loss: OnceCell::new() };
        point.refresh(regression);
        point
    }

    /// Recomputes predictor and residuals from the coefficients, and the optimal intercept of a centered model.
    pub fn refresh(&mut self, regression: &Regression) {
        self.loss = OnceCell::new();
        match &regression.loss.offset {
            Some(offset) => self.predictor.copy_from_slice(offset),
            None => self.predictor.fill(0.0),
        }
        for (variable, &w) in self.w.iter().enumerate() {
            if w != 0.0 {
                let part = regression.part_mut(&mut self.predictor, regression.output_of(variable));
                regression.design.column(regression.feature_of(variable)).add_scaled(w, part);
            }
        }
        regression.loss.residuals(&self.predictor, &mut self.residuals);
        if matches!(regression.intercept, Intercept::Centered(_)) {
            for output in 0..regression.outputs() {
                let shift = sum(regression.part(&self.residuals, output));
                self.shift[output] = shift;
                regression.part_mut(&mut self.predictor, output).iter_mut().for_each(|z| *z += shift);
            }
            regression.loss.residuals(&self.predictor, &mut self.residuals);
        }
    }

    /// Updates the point for changed coefficients with known linear predictor and loss.
    pub fn move_to(&mut self, regression: &Regression, predictor: Vec<f64>, loss: f64) {
        self.predictor = predictor;
        self.loss = OnceCell::from(loss);
        regression.loss.residuals(&self.predictor, &mut self.residuals);
    }

    /// The weighted mean loss.
    pub fn loss(&self, regression: &Regression) -> f64 {
        *self.loss.get_or_init(|| regression.loss.value(&self.predictor))
    }

    /// The objective.
    pub fn objective(&self, model: Model<'_>) -> f64 {
        self.loss(model.regression) + model.penalty.value(&self.w)
    }

    /// The intercepts, whatever their representation; zeros without any.
    pub fn intercepts(&self, regression: &Regression) -> Vec<f64> {
        match regression.intercept {
            Intercept::Absent => vec![0.0; regression.outputs()],
            Intercept::Centered(_) => self.shift.clone(),
            Intercept::Explicit => self.w[regression.coefficients()..].to_vec(),
        }
    }
}
