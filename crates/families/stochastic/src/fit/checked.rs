//! Checks of a problem, and the arrays that the methods work on.

use super::problem::{FitAverage, FitMethod, FitProblem, Sampling};
use crate::certificate::Fitted;
use crate::coefficients::Model;
use crate::loss::RowLoss;
use crate::response::{MAX_CLASSES, classes_of, numbers_of};
use crate::rows::{Rows, Samples};
use crate::rules::{Intervals, Shrinkage};
use crate::settings::{LearningFields, LossKind, PenaltyKind, RuleKind};
use std::sync::Arc;
use superlinear_interface::{Error, Labels, NumberOrVector, Run, Vector, VectorOrMatrix, check};
use superlinear_numerics::random::Stream;
use superlinear_penalties::Bounds;

/// The random stream of the rows for validation.
const VALIDATION_STREAM: u64 = 1;

/// Numbers of 8 bytes for each coefficient: four copies of three, the certificate, the result.
const NUMBERS_OF_COEFFICIENT: usize = 40;

/// The arrays of a checked problem beside the matrix.
pub(super) struct Data {
    pub loss: RowLoss,
    /// Numbers; -1 and 1 for two classes, indices for several.
    pub response: Vec<f64>,
    pub start: Model,
    pub shrinkage: Shrinkage,
    /// The weight of each row, relative to the mean of the rows that are learned from.
    pub weights: Option<Vec<f64>>,
    /// The rows that are learned from, ascending.
    pub training: Vec<u32>,
    /// The rows held out for validation, ascending.
    pub held_out: Vec<u32>,
    pub classes: Option<Labels>,
    /// Response of the given rows for validation.
    pub validation: Option<Vec<f64>>,
}

impl FitProblem {
    /// The rule for single rows; `None` for methods with all rows in each step.
    pub(super) fn rule(&self) -> Option<RuleKind> {
        match self.method {
            FitMethod::Auto | FitMethod::Adagrad => Some(RuleKind::Adagrad),
            FitMethod::Sgd => Some(RuleKind::Sgd),
            FitMethod::Ftrl => Some(RuleKind::Ftrl),
            FitMethod::NormalizedAdaptive => Some(RuleKind::NormalizedAdaptive),
            FitMethod::Normalized | FitMethod::Gradient | FitMethod::Perceptron => None,
        }
    }

    /// Refuses invalid data and settings.
    pub(super) fn checked(&self, run: &Run) -> Result<Data, Error> {
        check::has_entries("matrix", self.matrix.rows(), self.matrix.columns())?;
        check::length("response", self.response.len(), self.matrix.rows(), "matrix has rows")?;
        self.matrix.ensure_well_formed().map_err(|error| error.within("matrix"))?;
        self.matrix.ensure_finite("matrix")?;
        match self.rule() {
            Some(rule) => self.learning.check(rule)?,
            None => self.check_large_steps()?,
        }
        self.check_numbers()?;
        let (response, classes) = self.responses("response", &self.response)?;
        let loss = self.learning.row_loss(classes.as_ref().map_or(1, Labels::len));
        let (rows, columns) = (self.matrix.rows(), self.matrix.columns());
        run.ensure_memory("matrix", [columns, loss.outputs(), NUMBERS_OF_COEFFICIENT])?;
        if let Some(names) = &self.feature_names {
            check::length("featureNames", names.len(), columns, "matrix has columns")?;
        }
        if let Some(offset) = &self.offset {
            check::length("offset", offset.rows(), rows, "matrix has rows")?;
            check::columns("offset", offset.count(), loss.outputs(), "there are predictors")?;
            check::finite_columns("offset", offset)?;
        }
        let start = self.start(loss.outputs())?;
        let (training, held_out) = self.split(run)?;
        let weights = self.weights(&training)?;
        let validation = self.validation(classes.as_ref())?;
        let shrinkage = self.shrinkage(loss)?;
        if loss.outputs() > 1 && self.certificate {
            run.ensure_memory("matrix", [training.len(), loss.outputs(), 2])?;
        }
        Ok(Data { loss, response, start, shrinkage, weights, training, held_out, classes, validation })
    }

    /// The starting point.
    fn start(&self, outputs: usize) -> Result<Model, Error> {
        let columns = self.matrix.columns();
        let mut start = Model::zero(columns, outputs);
        let Some(given) = &self.initial else { return Ok(start) };
        let coefficients = &given.coefficients;
        check::length("initial.coefficients", coefficients.rows(), columns, "matrix has columns")?;
        if coefficients.count() != outputs {
            let message = format!("must have {outputs} columns, one for each class, got {}", coefficients.count());
            return Err(Error::invalid("initial.coefficients", message));
        }
        check::numbers("initial.coefficients", coefficients.entries(), check::FINITE)?;
        start.coefficients.copy_from_slice(coefficients.entries());
        match &given.intercept {
            Some(NumberOrVector::Vector(intercepts)) => {
                check::finite_vector("initial.intercept", intercepts, outputs, "there are classes")?;
                start.intercepts.copy_from_slice(intercepts);
            }
            Some(NumberOrVector::Number(intercept)) => {
                check::number("initial.intercept", *intercept, check::FINITE)?;
                start.intercepts.fill(*intercept);
            }
            None => {}
        }
        if !self.learning.intercept {
            start.intercepts.fill(0.0);
        }
        Ok(start)
    }

    /// Takes the relative strength out of the problem, with 1 in place of the absolute one until it is known.
    pub(super) fn take_ratio(&mut self) -> Result<Option<f64>, Error> {
        let Some(ratio) = self.lambda_ratio.take() else { return Ok(None) };
        let refused = |message: &str| Err(Error::invalid("lambdaRatio", message));
        check::number("lambdaRatio", ratio, check::NOT_NEGATIVE)?;
        if self.learning.lambda > 0.0 {
            return refused("must be left out where lambda is given");
        }
        if self.learning.penalty == PenaltyKind::None {
            return refused("must be left out for the penalty none");
        }
        if !matches!(self.rule(), Some(RuleKind::Sgd | RuleKind::Adagrad)) {
            return refused("must be left out: only sgd and adagrad have a penalty");
        }
        self.learning.lambda = 1.0;
        Ok(Some(ratio))
    }

    /// The strength of the penalty for a ratio, from data checked with a strength of 1.
    pub(super) fn lambda_of(&self, ratio: f64, data: &Data, run: &Run) -> Result<f64, Error> {
        let (samples, zero) = (self.samples(data), Model::zero(self.matrix.columns(), data.loss.outputs()));
        let fitted = self.fitted(data, &samples, &zero);
        if !fitted.has_gap() {
            let message = "must be left out where a feature has no penalty: coordinate.fit has it";
            return Err(Error::invalid("lambdaRatio", message));
        }
        let lambda = ratio * fitted.largest_factor(run)?;
        if lambda.is_finite() {
            Ok(lambda)
        } else {
            Err(Error::invalid("lambdaRatio", "must be smaller: lambda overflows"))
        }
    }

    /// The penalty within bounds.
    pub(super) fn shrinkage(&self, loss: RowLoss) -> Result<Shrinkage, Error> {
        self.learning.shrinkage(self.matrix.columns(), loss.outputs(), self.bounds()?)
    }

    /// The rows with their responses.
    pub(super) fn samples<'a>(&'a self, data: &'a Data) -> Samples<'a> {
        Samples {
            rows: Rows::in_form(&self.matrix),
            response: &data.response,
            weights: data.weights.as_deref(),
            offset: self.offset.as_ref().map(VectorOrMatrix::entries),
        }
    }

    /// A model on the rows that are learned from.
    pub(super) fn fitted<'a>(&self, data: &'a Data, samples: &'a Samples<'a>, model: &'a Model) -> Fitted<'a> {
        Fitted {
            samples,
            rows: &data.training,
            loss: data.loss,
            has_intercept: self.learning.intercept,
            shrinkage: &data.shrinkage,
            model,
        }
    }

    fn check_numbers(&self) -> Result<(), Error> {
        check::count("batchSize", self.batch_size as usize, 1..)?;
        if self.batch_size > 1 && self.method == FitMethod::NormalizedAdaptive {
            return Err(Error::invalid("batchSize", "must be 1 for normalizedAdaptive, whose steps are those of rows"));
        }
        check::optional("epochs", self.epochs, check::POSITIVE)?;
        check::at_least_one("maxIterations", self.max_iterations)?;
        if self.epochs.is_some() && self.max_iterations.is_some() {
            return Err(Error::invalid("maxIterations", "must be left out where epochs is given"));
        }
        check::at_least_one("patience", self.patience)?;
        if self.patience.is_some() && self.validation_fraction.is_none() && self.validation_matrix.is_none() {
            return Err(Error::invalid("patience", "must be left out without rows for validation"));
        }
        check::optional("tolerance", self.tolerance, check::POSITIVE)
    }

    fn check_large_steps(&self) -> Result<(), Error> {
        self.learning.check(RuleKind::Sgd)?;
        if self.learning.loss != LossKind::Logistic {
            return Err(Error::invalid(
                "method",
                "must be another one: normalized, gradient and perceptron are for logistic",
            ));
        }
        if self.learning.lambda > 0.0 {
            return Err(Error::invalid("lambda", "must be 0 for normalized, gradient and perceptron"));
        }
        let LearningFields { groups, group_weights, penalty_factors, .. } = &self.learning;
        let of_single_rows = [
            ("groups", groups.is_some()),
            ("groupWeights", group_weights.is_some()),
            ("penaltyFactors", penalty_factors.is_some()),
            ("epochs", self.epochs.is_some()),
            ("sampleWeights", self.sample_weights.is_some()),
            ("offset", self.offset.is_some()),
            ("lower", self.lower.is_some()),
            ("upper", self.upper.is_some()),
            ("positive", self.positive),
            ("validationFraction", self.validation_fraction.is_some()),
            ("validationMatrix", self.validation_matrix.is_some()),
            ("patience", self.patience.is_some()),
            ("batchSize", self.batch_size != 1),
            ("sampling", self.sampling != Sampling::Shuffle),
            ("average", self.average != FitAverage::None),
            ("tolerance", self.tolerance.is_some()),
            ("checkpoint", self.checkpoint.is_some()),
            ("schedule", self.learning.schedule.is_some()),
            ("clipNorm", self.learning.clip_norm.is_some()),
        ];
        check::absent(&of_single_rows, "must be left out for methods with all rows in each step")
    }

    /// Responses as numbers, and the classes.
    fn responses(&self, path: &str, labels: &Labels) -> Result<(Vec<f64>, Option<Labels>), Error> {
        let loss = self.learning.loss;
        if !loss.is_of_classes() {
            return Ok((numbers_of(path, labels, loss)?, None));
        }
        if loss == LossKind::Multinomial {
            let (classes, places) = labels.classified(path, MAX_CLASSES)?;
            return Ok((places.into_iter().map(|place| place as f64).collect(), Some(classes)));
        }
        // Where all rows of a problem without an intercept are of one class, there still is a hyperplane to find.
        let may_be_one = self.rule().is_none() && !self.learning.intercept;
        let (numbers, classes) = classes_of(path, labels, may_be_one)?;
        Ok((numbers, Some(classes)))
    }

    fn validation(&self, classes: Option<&Labels>) -> Result<Option<Vec<f64>>, Error> {
        let (matrix, labels) = match (&self.validation_matrix, &self.validation_response) {
            (None, None) => return Ok(None),
            (Some(matrix), Some(labels)) => (matrix, labels),
            (None, Some(_)) => return Err(Error::invalid("validationMatrix", "must be given with validationResponse")),
            (Some(_), None) => return Err(Error::invalid("validationResponse", "must be given with validationMatrix")),
        };
        if self.validation_fraction.is_some() {
            return Err(Error::invalid("validationFraction", "must be left out where validationMatrix is given"));
        }
        check::has_entries("validationMatrix", matrix.rows(), matrix.columns())?;
        check::columns("validationMatrix", matrix.columns(), self.matrix.columns(), "matrix has columns")?;
        check::length("validationResponse", labels.len(), matrix.rows(), "validationMatrix has rows")?;
        Rows::of(matrix, "validationMatrix")?;
        let Some(classes) = classes else {
            return numbers_of("validationResponse", labels, self.learning.loss).map(Some);
        };
        let places = labels.places_among("validationResponse", classes, "response")?;
        let number_of = |place: usize| match self.learning.loss {
            LossKind::Multinomial => place as f64,
            _ => 2.0 * place as f64 - 1.0,
        };
        Ok(Some(places.into_iter().map(number_of).collect()))
    }

    /// The rows to learn from, and those held out. Rows of weight 0 are in neither.
    fn split(&self, run: &Run) -> Result<(Vec<u32>, Vec<u32>), Error> {
        let rows = self.matrix.rows();
        if u32::try_from(rows).is_err() {
            return Err(Error::invalid("matrix", format!("must have less than 2^32 rows, got {rows}")));
        }
        let mut all: Vec<u32> = match &self.sample_weights {
            None => (0..rows as u32).collect(),
            Some(weights) => {
                check::length("sampleWeights", weights.len(), rows, "matrix has rows")?;
                check::numbers("sampleWeights", weights, check::NOT_NEGATIVE)?;
                (0..rows as u32).filter(|&i| weights[i as usize] > 0.0).collect()
            }
        };
        if all.is_empty() {
            return Err(Error::invalid("sampleWeights", "must have a positive entry"));
        }
        let Some(fraction) = self.validation_fraction else { return Ok((all, Vec::new())) };
        check::number("validationFraction", fraction, check::POSITIVE)?;
        check::number("validationFraction", fraction, ..=0.5)?;
        let count = ((fraction * all.len() as f64).round() as usize).max(1);
        if count >= all.len() {
            return Err(Error::invalid("validationFraction", "must leave rows to learn from"));
        }
        Stream::new(run.seed(), VALIDATION_STREAM).shuffle(&mut all);
        let mut held_out = all.split_off(all.len() - count);
        all.sort_unstable();
        held_out.sort_unstable();
        Ok((all, held_out))
    }

    fn weights(&self, training: &[u32]) -> Result<Option<Vec<f64>>, Error> {
        let Some(weights) = &self.sample_weights else { return Ok(None) };
        let total: f64 = training.iter().map(|&i| weights[i as usize]).sum();
        if !total.is_finite() {
            return Err(Error::invalid("sampleWeights", "must have a finite sum"));
        }
        let mean = total / training.len() as f64;
        Ok(Some(weights.iter().map(|weight| weight / mean).collect()))
    }

    fn bounds(&self) -> Result<Option<Arc<Intervals>>, Error> {
        if self.lower.is_none() && self.upper.is_none() && !self.positive {
            return Ok(None);
        }
        let path = match (&self.lower, &self.upper) {
            (Some(_), _) => "lower",
            (None, Some(_)) => "upper",
            (None, None) => "positive",
        };
        if !matches!(self.rule(), Some(RuleKind::Sgd | RuleKind::Adagrad)) {
            return Err(Error::invalid(path, "must be left out: only sgd and adagrad have bounds"));
        }
        if self.learning.penalty == PenaltyKind::GroupL2 {
            return Err(Error::invalid(path, "must be left out for groupL2"));
        }
        let columns = self.matrix.columns();
        let of = |path: &str, given: &Option<Vector>, default: f64| {
            let Some(given) = given else { return Ok(vec![default; columns]) };
            check::length(path, given.len(), columns, "matrix has columns")?;
            Ok(given.to_vec())
        };
        let mut lower = of("lower", &self.lower, f64::NEG_INFINITY)?;
        check::bounds("lower", &lower, ..=0.0)?;
        let upper = of("upper", &self.upper, f64::INFINITY)?;
        check::bounds("upper", &upper, 0.0..)?;
        if self.positive {
            lower.fill(0.0);
        }
        Ok(Some(Arc::new(Intervals(Some(Bounds { lower, upper })))))
    }
}
