//! The objective of a client: the mean loss of its rows at a linear model, plus the penalty.

use crate::settings::{BallNorm, FederatedSettings};
use superlinear_interface::{AnyMatrix, Error, Vector, check};
use superlinear_losses::{Loss, LossKind};
use superlinear_numerics::vectors::{add_scaled, argmax_by, dot, norm};
use superlinear_penalties::{Parts, PenaltyKind};

/// The model with its penalty and adversary.
pub struct Model {
    /// The number of columns.
    pub columns: usize,
    kind: LossKind,
    threshold: f64,
    outputs: usize,
    has_intercept: bool,
    /// The strength of absolute values.
    absolute: f64,
    /// The factor of half the squares.
    square: f64,
    adversary: Option<(BallNorm, f64)>,
}

/// The rows of a client.
pub struct Rows<'a> {
    matrix: &'a AnyMatrix,
    loss: Loss,
}

impl Rows<'_> {
    /// The number of rows.
    pub fn count(&self) -> usize {
        self.loss.samples
    }
}

/// Memory of evaluations, used again from one to the next.
#[derive(Default)]
pub struct Workspace {
    /// The loss of the rows of the last batch.
    loss: Option<Loss>,
    predictors: Vec<f64>,
    residuals: Vec<f64>,
}

/// The rows of an evaluation.
#[derive(Clone, Copy)]
pub enum Batch<'a> {
    /// All rows.
    All,
    /// Rows by index.
    Some(&'a [u32]),
}

impl Batch<'_> {
    /// The number of rows, of so many in all.
    pub fn count(self, all: usize) -> usize {
        match self {
            Self::All => all,
            Self::Some(indices) => indices.len(),
        }
    }

    /// The row at a place of the batch.
    pub fn row(self, place: usize) -> usize {
        match self {
            Self::All => place,
            Self::Some(indices) => indices[place] as usize,
        }
    }
}

impl Model {
    /// The model of these settings, which must be valid, for this number of columns.
    pub fn new(settings: &FederatedSettings, columns: usize) -> Result<Self, Error> {
        let (mut absolute, mut square) = (0.0, 0.0);
        if settings.penalty != PenaltyKind::None
            && let Parts::Separable { absolute: a, square: s, .. } = settings.penalty.parts(settings.l1_ratio, None)?
        {
            (absolute, square) = (settings.lambda * a, settings.lambda * s);
        }
        Ok(Self {
            columns,
            kind: settings.loss,
            threshold: settings.huber_threshold,
            outputs: settings.classes.unwrap_or(1) as usize,
            has_intercept: settings.intercept,
            absolute,
            square,
            adversary: settings.adversary.map(|adversary| (adversary.norm, adversary.radius)),
        })
    }

    /// Stands for a model of the caller with this number of parameters, without penalty.
    pub fn of_caller(parameters: usize) -> Self {
        Self {
            columns: parameters,
            kind: LossKind::Squared,
            threshold: 0.0,
            outputs: 1,
            has_intercept: false,
            absolute: 0.0,
            square: 0.0,
            adversary: None,
        }
    }

    /// The number of parameters.
    pub fn parameters(&self) -> usize {
        self.outputs.saturating_mul(self.columns + usize::from(self.has_intercept))
    }

    /// The number of predictors of a row.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// The number of parameters of a predictor.
    pub fn predictor_length(&self) -> usize {
        self.columns + usize::from(self.has_intercept)
    }

    /// The factor of half the squares in the penalty.
    pub fn square(&self) -> f64 {
        self.square
    }

    fn coefficients(&self) -> usize {
        self.outputs * self.columns
    }

    /// The same model without its adversary; none if it has none.
    pub fn without_adversary(&self) -> Option<Self> {
        self.adversary.map(|_| Self { adversary: None, ..*self })
    }

    /// The rows of a client. Paths of errors begin with `matrix` and `response`.
    pub fn rows<'a>(&self, matrix: &'a AnyMatrix, response: &Vector) -> Result<Rows<'a>, Error> {
        matrix.ensure_well_formed().map_err(|error| error.within("matrix"))?;
        check::has_entries("matrix", matrix.rows(), matrix.columns())?;
        if matrix.columns() != self.columns {
            let message = format!("must have {} columns, as the model has, got {}", self.columns, matrix.columns());
            return Err(Error::invalid("matrix", message));
        }
        matrix.ensure_finite("matrix")?;
        check::length("response", response.len(), matrix.rows(), "rows of matrix")?;
        check::numbers("response", response, check::FINITE)?;
        let response = self.encoded(response)?;
        Ok(Rows { matrix, loss: self.loss(response) })
    }

    /// The response in the form of the loss.
    fn encoded(&self, response: &[f64]) -> Result<Vec<f64>, Error> {
        let refused = |k: usize, what: &str| {
            Err(Error::invalid(format!("response[{k}]"), format!("must be {what}, got {}", check::short(response[k]))))
        };
        match self.kind {
            LossKind::Logistic => {
                if let Some(k) = response.iter().position(|y| ![-1.0, 0.0, 1.0].contains(y)) {
                    return refused(k, "-1, 0 or 1");
                }
                Ok(response.iter().map(|&y| if y > 0.0 { 1.0 } else { -1.0 }).collect())
            }
            LossKind::Multinomial => {
                let is_class = |y: &f64| *y >= 0.0 && *y < self.outputs as f64 && y.fract() == 0.0;
                if let Some(k) = response.iter().position(|y| !is_class(y)) {
                    return refused(k, &format!("a class from 0 to {}", self.outputs - 1));
                }
                let mut indicators = vec![0.0; self.outputs * response.len()];
                for (i, &y) in response.iter().enumerate() {
                    indicators[y as usize * response.len() + i] = 1.0;
                }
                Ok(indicators)
            }
            LossKind::Poisson => match response.iter().position(|y| *y < 0.0) {
                Some(k) => refused(k, "at least 0"),
                None => Ok(response.to_vec()),
            },
            _ => Ok(response.to_vec()),
        }
    }

    fn loss(&self, response: Vec<f64>) -> Loss {
        let samples = response.len() / self.outputs;
        let weight = if samples > 0 { 1.0 / samples as f64 } else { 0.0 };
        Loss {
            kind: self.kind,
            threshold: self.threshold,
            samples,
            outputs: self.outputs,
            response,
            weights: vec![weight; samples],
            is_uniform: true,
            offset: None,
        }
    }

    /// Writes the gradient of the mean loss plus the smooth part of the penalty. [`value`](Self::value) is the value there.
    pub fn gradient(
        &self,
        rows: &Rows,
        batch: Batch,
        parameters: &[f64],
        gradient: &mut [f64],
        workspace: &mut Workspace,
    ) {
        let Workspace { loss: of_batch, predictors, residuals } = workspace;
        let loss = match batch {
            Batch::All => &rows.loss,
            Batch::Some(indices) => self.loss_of(rows, indices, of_batch),
        };
        predictors.resize(loss.samples * self.outputs, 0.0);
        residuals.resize(loss.samples * self.outputs, 0.0);
        self.predict(rows.matrix, batch, parameters, predictors);
        let attack = self.attack(parameters, loss, predictors);
        loss.residuals(predictors, residuals);
        self.write_sum(rows.matrix, batch, residuals, gradient);
        if let Some((slope, signs)) = attack {
            let factor = -residuals.iter().zip(&signs).map(|(residual, sign)| residual * sign).sum::<f64>();
            add_scaled(&mut gradient[..self.columns], factor, &slope);
        }
        let coefficients = &parameters[..self.coefficients()];
        add_scaled(&mut gradient[..coefficients.len()], self.square, coefficients);
    }

    /// The mean loss plus the smooth part of the penalty, for the point and the rows of the last gradient.
    pub fn value(&self, rows: &Rows, batch: Batch, parameters: &[f64], workspace: &Workspace) -> f64 {
        let loss = match (batch, &workspace.loss) {
            (Batch::Some(_), Some(loss)) => loss,
            _ => &rows.loss,
        };
        let coefficients = &parameters[..self.coefficients()];
        loss.value(&workspace.predictors) + 0.5 * self.square * dot(coefficients, coefficients)
    }

    /// The loss of some rows, in the memory of the last one.
    fn loss_of<'w>(&self, rows: &Rows, indices: &[u32], kept: &'w mut Option<Loss>) -> &'w Loss {
        let (n, count) = (rows.loss.samples, indices.len());
        let loss = kept.get_or_insert_with(|| self.loss(Vec::new()));
        if loss.samples != count {
            loss.samples = count;
            loss.weights.clear();
            loss.weights.resize(count, 1.0 / count as f64);
        }
        loss.response.clear();
        for response in rows.loss.response.chunks(n) {
            loss.response.extend(indices.iter().map(|&i| response[i as usize]));
        }
        loss
    }

    /// The mean loss of rows, without penalty and adversary, and with classes the share of rows in a wrong one.
    pub fn test(&self, rows: &Rows, parameters: &[f64]) -> (f64, Option<f64>) {
        let (loss, n) = (&rows.loss, rows.count());
        let mut predictors = vec![0.0; n * self.outputs];
        self.predict(rows.matrix, Batch::All, parameters, &mut predictors);
        let is_wrong = |i: &usize| {
            let class = |values: &[f64]| argmax_by(self.outputs, |k| values[k * n + i]);
            match self.kind {
                LossKind::Logistic => predictors[*i] * loss.response[*i] <= 0.0,
                _ => class(&predictors) != class(&loss.response),
            }
        };
        let has_classes = matches!(self.kind, LossKind::Logistic | LossKind::Multinomial);
        let error = has_classes.then(|| (0..n).filter(is_wrong).count() as f64 / n as f64);
        (loss.value(&predictors), error)
    }

    /// Adds a share of the product of a bound of the mean loss's Hessian with the parameters of one predictor.
    pub fn add_curvature(&self, rows: &Rows, share: f64, vector: &[f64], image: &mut [f64]) {
        let factor = share * rows.loss.curvature_bound() / rows.count() as f64;
        let intercept = if self.has_intercept { vector[self.columns] } else { 0.0 };
        for i in 0..rows.count() {
            let product = factor * (intercept + dot_row(rows.matrix, i, &vector[..self.columns]));
            add_row(rows.matrix, i, product, &mut image[..self.columns]);
            if self.has_intercept {
                image[self.columns] += product;
            }
        }
    }

    /// The part of the penalty in absolute values.
    pub fn absolute_penalty(&self, parameters: &[f64]) -> f64 {
        self.absolute * parameters[..self.coefficients()].iter().map(|value| value.abs()).sum::<f64>()
    }

    /// Moves parameters to the minimum of `step` times the absolute values of the penalty plus half the squared
    /// distance.
    pub fn prox(&self, parameters: &mut [f64], step: f64) {
        let threshold = step * self.absolute;
        if threshold > 0.0 {
            for value in &mut parameters[..self.coefficients()] {
                *value = value.signum() * (value.abs() - threshold).max(0.0);
            }
        }
    }

    /// Writes the predictors, class by class.
    fn predict(&self, matrix: &AnyMatrix, batch: Batch, parameters: &[f64], predictors: &mut [f64]) {
        let n = predictors.len() / self.outputs;
        for (k, z) in predictors.chunks_mut(n).enumerate() {
            let coefficients = &parameters[k * self.columns..(k + 1) * self.columns];
            let intercept = if self.has_intercept { parameters[self.coefficients() + k] } else { 0.0 };
            let value = |(i, z): (usize, &mut f64)| *z = intercept + dot_row(matrix, batch.row(i), coefficients);
            z.iter_mut().enumerate().for_each(value);
        }
    }

    /// Writes minus the sum of rows with the residuals as factors.
    fn write_sum(&self, matrix: &AnyMatrix, batch: Batch, residuals: &[f64], gradient: &mut [f64]) {
        gradient.fill(0.0);
        let n = residuals.len() / self.outputs;
        for (k, residuals) in residuals.chunks(n).enumerate() {
            let part = &mut gradient[k * self.columns..(k + 1) * self.columns];
            for (i, residual) in residuals.iter().enumerate() {
                add_row(matrix, batch.row(i), -residual, part);
            }
            if self.has_intercept {
                gradient[self.coefficients() + k] = -residuals.iter().sum::<f64>();
            }
        }
    }

    /// Moves the predictor of each row as far as the adversary can. Returns the derivative of the distance by the
    /// coefficients, and the direction of each row.
    fn attack(&self, parameters: &[f64], loss: &Loss, z: &mut [f64]) -> Option<(Vec<f64>, Vec<f64>)> {
        let (ball, radius) = self.adversary?;
        let coefficients = &parameters[..self.columns];
        let (dual_norm, mut slope) = match ball {
            BallNorm::L2 => {
                let length = norm(coefficients);
                let unit = if length > 0.0 { 1.0 / length } else { 0.0 };
                (length, coefficients.iter().map(|value| value * unit).collect::<Vec<_>>())
            }
            BallNorm::Linf => {
                let sign = |value: &f64| if *value == 0.0 { 0.0 } else { value.signum() };
                (coefficients.iter().map(|value| value.abs()).sum(), coefficients.iter().map(sign).collect())
            }
        };
        let away = |(z, y): (&f64, &f64)| match self.kind {
            LossKind::Logistic => -y,
            _ if z < y => -1.0,
            _ => 1.0,
        };
        let signs: Vec<f64> = z.iter().zip(&loss.response).map(away).collect();
        z.iter_mut().zip(&signs).for_each(|(z, sign)| *z += sign * radius * dual_norm);
        slope.iter_mut().for_each(|value| *value *= radius);
        Some((slope, signs))
    }
}

/// The norm of the gradient, or with absolute values in the penalty of the proximal gradient step of length 1.
pub fn stationarity(model: &Model, parameters: &[f64], gradient: &[f64]) -> f64 {
    if model.absolute == 0.0 {
        return norm(gradient);
    }
    let mut moved: Vec<f64> = parameters.iter().zip(gradient).map(|(x, g)| x - g).collect();
    model.prox(&mut moved, 1.0);
    moved.iter_mut().zip(parameters).for_each(|(moved, x)| *moved -= x);
    norm(&moved)
}

/// The product of a row with a vector.
fn dot_row(matrix: &AnyMatrix, i: usize, vector: &[f64]) -> f64 {
    match matrix {
        AnyMatrix::Dense(matrix) => dot(matrix.row(i), vector),
        AnyMatrix::DenseSingle(matrix) => {
            let row = &matrix.data[i * matrix.columns..(i + 1) * matrix.columns];
            row.iter().zip(vector).map(|(&a, x)| f64::from(a) * x).sum()
        }
        AnyMatrix::Sparse(matrix) => {
            let (indices, values) = matrix.row(i);
            indices.iter().zip(values).map(|(&j, value)| value * vector[j as usize]).sum()
        }
    }
}

/// Adds a multiple of a row to a vector.
fn add_row(matrix: &AnyMatrix, i: usize, factor: f64, vector: &mut [f64]) {
    match matrix {
        AnyMatrix::Dense(matrix) => add_scaled(vector, factor, matrix.row(i)),
        AnyMatrix::DenseSingle(matrix) => {
            let row = &matrix.data[i * matrix.columns..(i + 1) * matrix.columns];
            vector.iter_mut().zip(row).for_each(|(x, &a)| *x += factor * f64::from(a));
        }
        AnyMatrix::Sparse(matrix) => {
            let (indices, values) = matrix.row(i);
            indices.iter().zip(values).for_each(|(&j, value)| vector[j as usize] += factor * value);
        }
    }
}

/// Numbers small enough for arithmetic with them to be finite.
pub const SOUND: std::ops::RangeInclusive<f64> = -1e150..=1e150;

/// Whether all numbers are finite, and arithmetic with them is, too.
pub fn is_sound(numbers: &[f64]) -> bool {
    check::numbers("", numbers, SOUND).is_ok()
}
