//! Checks of a problem, and its transformation into a regression.

mod penalty;

use super::design::Design;
use super::problem::ModelFields;
use super::regression::{Intercept, Regression};
use super::response::Response;
use crate::overflow::overflow;
use penalty::Size;
use superlinear_interface::{Error, Labels, Run, VectorOrMatrix, check};
use superlinear_losses::{Loss, LossKind};
use superlinear_numerics::parallel::{Parallelism, sum};
use superlinear_numerics::vectors::SMALLEST_SQUARE;
use superlinear_penalties::{Bounds, PenaltyKind};

/// The regression of a problem.
pub(super) fn regression(fields: &ModelFields, run: &Run) -> Result<Regression, Error> {
    regression_of(fields, run, true)
}

/// The regression of a problem with an explicit intercept for any loss, to evaluate points with any intercept.
pub(super) fn explicit_regression(fields: &ModelFields, run: &Run) -> Result<Regression, Error> {
    regression_of(fields, run, false)
}

/// Numbers of 8 bytes for each feature and output: moments, penalties, slopes, coefficients, their trial values. Measured: 14 to 29 with one
/// output, 26 with two.
const NUMBERS_OF_VARIABLE: usize = 30;

fn regression_of(fields: &ModelFields, run: &Run, may_center: bool) -> Result<Regression, Error> {
    check_sizes(fields)?;
    // A sparse matrix may declare any number of columns.
    run.ensure_memory("matrix", [fields.matrix.columns(), fields.response.count(), NUMBERS_OF_VARIABLE])?;
    let design = Design::new(&fields.matrix, fields.layout, "matrix")?;
    let weights = sample_weights(fields.sample_weights.as_deref(), design.rows)?;
    let (mut loss, classes) = loss(fields, &design, weights)?;
    let parallelism = Parallelism::of(run);
    let intercept = match fields.intercept {
        false => Intercept::Absent,
        true if may_center && loss.is_quadratic() => Intercept::Centered(Vec::new()),
        true => Intercept::Explicit,
    };
    let is_of_differences = loss.is_quadratic() || loss.kind == LossKind::Huber;
    let response_means = if may_center && fields.intercept && is_of_differences { loss.center() } else { Vec::new() };
    check_magnitude(&loss)?;
    let explicit = if matches!(intercept, Intercept::Explicit) { loss.outputs } else { 0 };
    let penalty = penalty::strengths(fields, Size { features: design.columns, outputs: loss.outputs, explicit })?;
    let mut regression = Regression {
        design,
        loss,
        penalty,
        intercept,
        squares: Vec::new(),
        null_slopes: None,
        scales: None,
        slope_units: None,
        given_bounds: None,
        response_means,
        origins: Vec::new(),
        classes,
        feature_names: fields.feature_names.clone(),
        parallelism,
    };
    let mut moments =
        survey(&mut regression).map_err(|overflow| fields.matrix.ensure_finite("matrix").err().unwrap_or(overflow))?;
    if may_center && fields.intercept && move_origins(&mut regression, &moments) {
        moments = survey(&mut regression)?;
    }
    check_squares(&regression, &moments, fields.standardize)?;
    if fields.standardize {
        rescale(&mut regression, standard_scales(&moments, fields.intercept));
    } else if may_center && fields.penalty == PenaltyKind::None {
        let scales = even_scales(&regression.squares[..regression.design.columns]);
        let standard = standard_scales(&moments, fields.intercept);
        regression.slope_units = Some(standard.iter().zip(&scales).map(|(standard, even)| standard / even).collect());
        rescale(&mut regression, scales);
    }
    Ok(regression)
}

/// Refuses a matrix without entries and arrays of inconsistent lengths. The sizes claimed by a matrix are trusted only
/// after an array has confirmed them.
pub(super) fn check_sizes(fields: &ModelFields) -> Result<(), Error> {
    let ModelFields { matrix, response, feature_names, penalty_factors, lower, upper, groups, .. } = fields;
    check::has_entries("matrix", matrix.rows(), matrix.columns())?;
    check::length("response", response.rows(), matrix.rows(), "matrix has rows")?;
    if response.count() == 0 {
        return Err(Error::invalid("response", "must have columns, got none"));
    }
    let of_features = [
        ("featureNames", feature_names.as_ref().map(Vec::len)),
        ("penaltyFactors", penalty_factors.as_ref().map(|given| given.len())),
        ("lower", lower.as_ref().map(|given| given.len())),
        ("upper", upper.as_ref().map(|given| given.len())),
        ("groups", groups.as_ref().map(|given| given.len())),
    ];
    for (name, length) in of_features {
        length.map_or(Ok(()), |length| check::length(name, length, matrix.columns(), "matrix has columns"))?;
    }
    Ok(())
}

/// Refuses a response with squares or losses that overflow or underflow.
fn check_magnitude(loss: &Loss) -> Result<(), Error> {
    let (size, square) = (loss.magnitude(), loss.magnitude().powi(2));
    let message = match size {
        _ if !square.is_finite() => "is so large, less the offset, that its squares overflow: scale it",
        _ if size > 0.0 && square < SMALLEST_SQUARE => "is so small, less the offset, that its losses vanish: scale it",
        _ => return Ok(()),
    };
    Err(Error::invalid("response", message))
}

/// Refuses nonzero features with squares that underflow: all features, or one to be standardized. Samples of weight 0
/// are ignored.
fn check_squares(regression: &Regression, moments: &[[f64; 2]], is_standardized: bool) -> Result<(), Error> {
    let Regression { design, loss, .. } = regression;
    let vanishes = |j: usize| moments[j][1] < SMALLEST_SQUARE && design.column(j).has_entries(&loss.weights);
    let mut columns = 0..design.columns;
    let is_tiny = match is_standardized {
        true => columns.any(vanishes),
        false => moments.iter().all(|[_, square]| *square < SMALLEST_SQUARE) && columns.any(vanishes),
    };
    if is_tiny { Err(Error::invalid("matrix", "is so small that its squares vanish: scale it")) } else { Ok(()) }
}

/// Computes the weighted means and mean squares of the features, and their derivatives at zero if they can be used.
/// Returns the moments.
fn survey(regression: &mut Regression) -> Result<Vec<[f64; 2]>, Error> {
    let has_slopes = regression.outputs() == 1 && !matches!(regression.intercept, Intercept::Explicit);
    let residuals = has_slopes.then(|| null_residuals(regression));
    if residuals.iter().flatten().any(|residual| !residual.is_finite()) {
        return Err(overflow());
    }
    let Regression { design, loss, parallelism, .. } = &*regression;
    let survey = design.survey(&loss.weights, residuals.as_deref(), *parallelism, "matrix")?;
    regression.null_slopes = has_slopes.then(|| survey.iter().map(|[_, _, slope]| *slope).collect());
    let moments: Vec<[f64; 2]> = survey.iter().map(|[mean, square, _]| [*mean, *square]).collect();
    let is_centered = matches!(regression.intercept, Intercept::Centered(_));
    let square = |[mean, square]: &[f64; 2]| {
        let variance = square - mean * mean;
        match is_centered {
            false => *square,
            // The variance of a constant feature is only rounding; an exact 0 excludes the feature.
            true if variance <= CONSTANT * square => 0.0,
            true => variance,
        }
    };
    regression.squares = moments.iter().map(square).chain([1.0]).collect();
    if is_centered {
        regression.intercept = Intercept::Centered(moments.iter().map(|[mean, _]| *mean).collect());
    }
    Ok(moments)
}

/// Subtracts the mean from features with a large mean relative to their standard deviation. Otherwise coordinates
/// almost parallel to each other and to the intercept would take very many epochs, and differences of squares would
/// lose digits. Returns whether any feature changed. A sparse column with such a mean has few zeros; they are then
/// stored.
fn move_origins(regression: &mut Regression, moments: &[[f64; 2]]) -> bool {
    let ratio = match regression.intercept {
        Intercept::Centered(_) => FAR_OF_CENTERED,
        Intercept::Absent | Intercept::Explicit => FAR,
    };
    let origin = |[mean, square]: &[f64; 2]| {
        let variance = (square - mean * mean).max(0.0);
        if mean * mean > ratio * ratio * variance { *mean } else { 0.0 }
    };
    let origins: Vec<f64> = moments.iter().map(origin).collect();
    if origins.iter().all(|origin| *origin == 0.0) {
        return false;
    }
    regression.design.move_origins(&origins, &regression.loss.weights);
    regression.origins = origins;
    true
}

/// The residuals of the best model without features.
fn null_residuals(regression: &Regression) -> Vec<f64> {
    let loss = &regression.loss;
    let mut predictor = loss.offset.clone().unwrap_or_else(|| vec![0.0; loss.samples]);
    let mut residuals = vec![0.0; loss.samples];
    loss.residuals(&predictor, &mut residuals);
    if matches!(regression.intercept, Intercept::Centered(_)) {
        let shift = sum(&residuals);
        predictor.iter_mut().for_each(|z| *z += shift);
        loss.residuals(&predictor, &mut residuals);
    }
    residuals
}

impl Regression {
    /// The regression without some samples, given in ascending order. Features stay scaled as for all samples.
    pub(super) fn without(&self, left_out: &[usize], run: &Run) -> Result<Self, Error> {
        let kept: Vec<usize> = (0..self.loss.samples).filter(|i| left_out.binary_search(i).is_err()).collect();
        let mut part = Self { design: self.design.of_rows(&kept), loss: self.loss.of_samples(&kept), ..self.clone() };
        if sum(&part.loss.weights) == 0.0 {
            return Err(Error::invalid("folds", "must leave samples with weights above 0 for training"));
        }
        part.parallelism = Parallelism::of(run);
        survey(&mut part)?;
        Ok(part)
    }
}

/// Variances below this fraction of the mean square are rounding errors.
const CONSTANT: f64 = 1e-14;

/// A mean is far from zero above this multiple of the standard deviation.
const FAR: f64 = 3.0;

/// The same for a centered model, where only digits are at stake.
const FAR_OF_CENTERED: f64 = 100.0;

/// The factors that scale features to standard deviation 1; constant features keep theirs.
fn standard_scales(moments: &[[f64; 2]], about_mean: bool) -> Vec<f64> {
    let scale = |[mean, square]: &[f64; 2]| {
        let variance = if about_mean { square - mean * mean } else { *square };
        if variance > CONSTANT * square { 1.0 / variance.sqrt() } else { 1.0 }
    };
    moments.iter().map(scale).collect()
}

/// Powers of 2 that scale features to mean squares near 1, for models without a penalty: this only changes the units of
/// the coefficients, without rounding errors.
fn even_scales(squares: &[f64]) -> Vec<f64> {
    let scale = |square: &f64| if *square > 0.0 { (-0.5 * square.log2()).round().exp2() } else { 1.0 };
    squares.iter().map(scale).collect()
}

/// Multiplies the features by `scales`, and adjusts the bounds.
fn rescale(regression: &mut Regression, scales: Vec<f64>) {
    regression.design.scale_columns(&scales);
    regression.squares.iter_mut().zip(&scales).for_each(|(square, scale)| *square *= scale * scale);
    if let Intercept::Centered(means) = &mut regression.intercept {
        means.iter_mut().zip(&scales).for_each(|(mean, scale)| *mean *= scale);
    }
    let outputs = regression.outputs();
    regression.given_bounds.clone_from(&regression.penalty.bounds);
    if let Some(Bounds { lower, upper }) = &mut regression.penalty.bounds {
        for (variable, scale) in scales.iter().flat_map(|scale| std::iter::repeat_n(scale, outputs)).enumerate() {
            lower[variable] /= scale;
            upper[variable] /= scale;
        }
    }
    if let Some(slopes) = &mut regression.null_slopes {
        slopes.iter_mut().zip(&scales).for_each(|(slope, scale)| *slope *= scale);
    }
    regression.scales = Some(scales);
}

/// The sample weights, normalized to sum 1, and whether they are uniform.
pub(super) fn sample_weights(weights: Option<&[f64]>, samples: usize) -> Result<(Vec<f64>, bool), Error> {
    let Some(weights) = weights else { return Ok((vec![1.0 / samples as f64; samples], true)) };
    check::length("sampleWeights", weights.len(), samples, "matrix has rows")?;
    check::numbers("sampleWeights", weights, check::NOT_NEGATIVE)?;
    let total = sum(weights);
    if !(total > 0.0 && total.is_finite()) {
        return Err(Error::invalid("sampleWeights", "must have a positive, finite sum"));
    }
    // Smaller weights would lose their residuals to underflow, and do not influence the result.
    let share = |weight: &f64| if weight / total < SMALLEST_SQUARE { 0.0 } else { weight / total };
    Ok((weights.iter().map(share).collect(), weights.iter().all(|weight| *weight == weights[0])))
}

fn loss(
    fields: &ModelFields,
    design: &Design,
    (weights, is_uniform): (Vec<f64>, bool),
) -> Result<(Loss, Option<Labels>), Error> {
    let (kind, threshold, samples) = (fields.loss, fields.huber_threshold, design.rows);
    if kind == LossKind::Huber {
        check::number("huberThreshold", threshold, check::POSITIVE)?;
    }
    let (response, outputs, classes) = match kind {
        LossKind::Logistic | LossKind::Multinomial => {
            let labels = fields.response.labels()?;
            labels.ensure_finite("response")?;
            let (classes, places) = classes_of(kind, labels, &weights)?;
            let (response, outputs) = indicators(kind, &places, classes.len());
            (response, outputs, Some(classes))
        }
        LossKind::Squared | LossKind::Huber | LossKind::Poisson | LossKind::MultiSquared => {
            let (response, outputs) = numbers(kind, &fields.response)?;
            if kind == LossKind::Poisson && fields.intercept {
                ensure_counts(&response, &weights)?;
            }
            (response, outputs, None)
        }
    };
    let offset = fields.offset.as_ref().map(|offset| offset_of(offset, samples, outputs)).transpose()?;
    Ok((Loss { kind, threshold, samples, outputs, response, weights, is_uniform, offset }, classes))
}

/// The response for a loss without classes, one output after the other, and the number of outputs.
pub(super) fn numbers(kind: LossKind, response: &Response) -> Result<(Vec<f64>, usize), Error> {
    let numbers = response.numbers()?;
    if kind != LossKind::MultiSquared && matches!(numbers, VectorOrMatrix::Matrix(_)) {
        return Err(Error::invalid("response", "must be a vector: only multiSquared takes a matrix"));
    }
    let entries = check::finite_columns("response", &numbers)?.concat();
    match entries.iter().position(|y| *y < 0.0) {
        Some(i) if kind == LossKind::Poisson => {
            let message = format!("must be zero or positive for poisson, got {}", check::short(entries[i]));
            Err(Error::invalid(format!("response[{i}]"), message))
        }
        _ => Ok((entries, numbers.count())),
    }
}

/// Refuses counts that are all 0: the intercept that fits them is minus infinity.
fn ensure_counts(counts: &[f64], weights: &[f64]) -> Result<(), Error> {
    if counts.iter().zip(weights).any(|(count, weight)| *count > 0.0 && *weight > 0.0) {
        return Ok(());
    }
    let message = "must have a count above 0, with a weight above 0, to fit an intercept for poisson";
    Err(Error::invalid("response", message))
}

/// The classes present, as required by the loss, and the index of each label among them.
fn classes_of(kind: LossKind, labels: &Labels, weights: &[f64]) -> Result<(Labels, Vec<Option<usize>>), Error> {
    let Some(classes) = labels.distinct(MAX_CLASSES) else {
        return Err(Error::invalid("response", format!("must have at most {MAX_CLASSES} classes, got more")));
    };
    let places = labels.places_in(&classes);
    let mut is_weighted = vec![false; classes.len()];
    for (place, weight) in places.iter().zip(weights) {
        place.iter().for_each(|&k| is_weighted[k] |= *weight > 0.0);
    }
    if is_weighted.iter().filter(|is| **is).count() < 2 {
        return Err(Error::invalid("response", "must have samples of at least two classes, with weights above 0"));
    }
    if kind == LossKind::Logistic && classes.len() > 2 {
        let count = classes.len();
        return Err(Error::invalid("response", format!("must have two classes for logistic, got {count}")));
    }
    Ok((classes, places))
}

/// Classes as numbers for the loss, and the number of outputs: ±1 for `logistic`, with 1 for the second class, and an
/// indicator of each class for `multinomial`.
pub(super) fn indicators(kind: LossKind, places: &[Option<usize>], classes: usize) -> (Vec<f64>, usize) {
    if kind == LossKind::Logistic {
        return (places.iter().map(|place| if *place == Some(1) { 1.0 } else { -1.0 }).collect(), 1);
    }
    let of_class = |k: usize| places.iter().map(move |place| if *place == Some(k) { 1.0 } else { 0.0 });
    ((0..classes).flat_map(of_class).collect(), classes)
}

/// The largest number of classes. A response with more is probably not categorical.
const MAX_CLASSES: usize = 1000;

pub(super) fn offset_of(offset: &VectorOrMatrix, samples: usize, outputs: usize) -> Result<Vec<f64>, Error> {
    check::length("offset", offset.rows(), samples, "matrix has rows")?;
    check::columns("offset", offset.count(), outputs, "there are outputs")?;
    Ok(check::finite_columns("offset", offset)?.concat())
}
