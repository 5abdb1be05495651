//! Validation of a problem, and its samples and penalty map.

use super::penalty_map::PenaltyMap;
use super::problem::{LinearPenalty, PenaltyGroups, PenaltySpread, TunePenaltiesProblem};
use super::study::Block;
use crate::folds::{count, folds_of_samples};
use crate::linear::loss::{LinearLoss, SampleLoss, ValidationLoss};
use crate::linear::response::{Response, targets};
use crate::linear::scaling::Scaling;
use superlinear_interface::{Error, Labels, NumberOrVector, check};
use superlinear_numerics::parallel::sum;
use superlinear_numerics::vectors::largest;

/// Variations of the response below this fraction of it are rounding.
const CONSTANT: f64 = 4.0 * f64::EPSILON;

/// Default bounds on the logarithms of penalties.
const LOWER: f64 = -16.0;
const UPPER: f64 = 6.0;

/// Default candidates for the spread.
const SPREADS: [f64; 7] = [0.0, 0.25, 0.5, 1.0, 2.0, 4.0, f64::INFINITY];

/// Default spread with too few folds for nested cross-validation. In our trials it was never worse than one shared
/// penalty by more than 0.1 %.
const SPREAD_WITHOUT_CHOICE: f64 = 0.5;

/// The minimum number of folds for nested cross-validation: one to leave out, and two to tune penalties on.
const MIN_NESTED_FOLDS: usize = 3;

/// A validated problem.
pub(super) struct Checked<'a> {
    pub problem: &'a TunePenaltiesProblem,
    pub validation_loss: ValidationLoss,
    pub scaling: Scaling,
    /// The mean subtracted from the response, and the scale it is then divided by. 0 and 1 unless the loss is squared.
    pub response_mean: f64,
    pub response_scale: f64,
    /// The response in these units; zeros if only rounding remains after subtracting the mean.
    response: Vec<f64>,
    /// The classes, if the loss has classes.
    pub classes: Option<Labels>,
    pub outputs: usize,
    pub map: PenaltyMap,
    pub spreads: Vec<f64>,
    /// Logarithms of penalties in units of the scaled response.
    pub initial: Option<Vec<f64>>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    /// The samples of each fold, then those in no fold.
    samples: Vec<Vec<usize>>,
    pub folds: usize,
    weights: Vec<f64>,
}

impl<'a> Checked<'a> {
    pub(crate) fn new(problem: &'a TunePenaltiesProblem) -> Result<Self, Error> {
        let TunePenaltiesProblem { matrix, response, loss, .. } = problem;
        check::has_entries("matrix", matrix.rows(), matrix.columns())?;
        check::length("response", response.len(), matrix.rows(), "matrix has rows")?;
        let given = Response::new("response", response, *loss)?;
        matrix.ensure_well_formed().map_err(|error| error.within("matrix"))?;
        matrix.ensure_finite("matrix")?;
        check::tolerance(problem.tolerance)?;
        check_penalty(problem)?;
        let validation_loss = validation_loss(problem)?;
        let outputs = given.outputs;
        let weights = sample_weights(problem)?;
        let (samples, folds) = folds(&problem.folds, &weights)?;
        check_parts(&given, *loss, &samples, folds, &weights)?;
        let shares: Vec<_> = weights.iter().map(|weight| weight / matrix.rows() as f64).collect();
        let scaling = Scaling::new(matrix, &shares, problem.standardize, problem.intercept)?;
        let Units { mean, scale, response } = Units::new(problem, &given.numbers, &shares);
        let map = penalty_map(problem, outputs, scaling.columns())?;
        let mut checked = Self {
            problem,
            validation_loss,
            scaling,
            response_mean: mean,
            response_scale: scale,
            response,
            classes: given.classes,
            outputs,
            map,
            spreads: spreads(problem.spread.as_ref(), folds)?,
            initial: None,
            lower: Vec::new(),
            upper: Vec::new(),
            samples,
            folds,
            weights,
        };
        checked.initial = checked.logarithms("initial", problem.initial.as_ref())?;
        let bound = |given: Option<Vec<f64>>, default: f64| given.unwrap_or(vec![default; checked.map.variables()]);
        let lower = bound(checked.logarithms("lower", problem.lower.as_ref())?, LOWER);
        let upper = bound(checked.logarithms("upper", problem.upper.as_ref())?, UPPER);
        if let Some(g) = (0..lower.len()).find(|&g| lower[g] > upper[g]) {
            return Err(Error::invalid(entry("lower", problem.lower.as_ref(), g), "must not be above upper"));
        }
        (checked.lower, checked.upper) = (lower, upper);
        Ok(checked)
    }

    /// The blocks of samples: the folds, then the samples always used for training.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        self.samples.iter().map(|chosen| self.block(chosen)).collect()
    }

    fn block(&self, chosen: &[usize]) -> Block {
        let weights: Vec<_> = chosen.iter().map(|&i| self.weights[i]).collect();
        let response = chosen.iter().map(|&i| self.response[i]).collect();
        let response = targets(self.problem.loss, self.outputs, response);
        Block {
            rows: self.scaling.rows(&self.problem.matrix, chosen),
            weight: sum(&weights),
            training: SampleLoss::new(self.problem.loss.into(), response.clone(), weights.clone()),
            held_out: SampleLoss::new(self.validation_loss, response, weights),
        }
    }

    /// The factor from penalties of this kind in units of the scaled response to penalties in units of the given one.
    pub(crate) fn penalty_unit(&self, kind: usize) -> f64 {
        match (self.map.kind, kind) {
            (LinearPenalty::L2, _) | (LinearPenalty::ElasticNet, 1) => 1.0,
            _ => self.response_scale,
        }
    }

    /// The logarithms of the penalties given by the caller, one per penalty.
    fn logarithms(&self, name: &str, given: Option<&NumberOrVector>) -> Result<Option<Vec<f64>>, Error> {
        let Some(given) = given else { return Ok(None) };
        let variables = self.map.variables();
        let all = match given {
            NumberOrVector::Number(number) => {
                check::number(name, *number, check::POSITIVE)?;
                vec![*number; variables]
            }
            NumberOrVector::Vector(vector) => {
                check::length(name, vector.len(), variables, "there are penalties")?;
                check::numbers(name, vector, check::POSITIVE)?;
                vector.to_vec()
            }
        };
        let unit = |g: usize| self.penalty_unit(g / self.map.count).ln();
        Ok(Some(all.iter().enumerate().map(|(g, penalty)| penalty.ln() - unit(g)).collect()))
    }
}

/// The path of an entry of a number or a vector.
fn entry(name: &str, given: Option<&NumberOrVector>, k: usize) -> String {
    match given {
        Some(NumberOrVector::Vector(_)) => format!("{name}[{k}]"),
        _ => name.to_owned(),
    }
}

fn check_penalty(problem: &TunePenaltiesProblem) -> Result<(), Error> {
    let has_kinks = problem.penalty != LinearPenalty::L2;
    if has_kinks && !matches!(problem.loss, LinearLoss::Squared | LinearLoss::Logistic) {
        return Err(Error::invalid("penalty", "must be l2 unless the loss is squared or logistic"));
    }
    if problem.per_class && problem.loss != LinearLoss::Multinomial {
        return Err(Error::invalid("perClass", "must be false unless the loss is multinomial"));
    }
    Ok(())
}

fn validation_loss(problem: &TunePenaltiesProblem) -> Result<ValidationLoss, Error> {
    let chosen = problem.validation_loss.unwrap_or(problem.loss.into());
    let is_of_classes = |loss: ValidationLoss| loss == ValidationLoss::Multinomial;
    if is_of_classes(chosen) != is_of_classes(problem.loss.into()) {
        return Err(Error::invalid("validationLoss", "must be multinomial where the loss is, and only there"));
    }
    if problem.loss == LinearLoss::Squared && chosen != ValidationLoss::Squared {
        return Err(Error::invalid("validationLoss", "must be squared where the loss is"));
    }
    Ok(chosen)
}

/// The sample weights, scaled to mean 1.
fn sample_weights(problem: &TunePenaltiesProblem) -> Result<Vec<f64>, Error> {
    let samples = problem.matrix.rows();
    let Some(weights) = &problem.sample_weights else { return Ok(vec![1.0; samples]) };
    check::length("sampleWeights", weights.len(), samples, "matrix has rows")?;
    check::numbers("sampleWeights", weights, check::NOT_NEGATIVE)?;
    let total = sum(weights);
    if !(total > 0.0 && total.is_finite()) {
        return Err(Error::invalid("sampleWeights", "must have a positive, finite sum"));
    }
    Ok(weights.iter().map(|weight| weight / total * samples as f64).collect())
}

/// The samples of each fold, then those in no fold, and the number of folds.
fn folds(given: &NumberOrVector, weights: &[f64]) -> Result<(Vec<Vec<usize>>, usize), Error> {
    let of = folds_of_samples(given, weights.len())?;
    let count = count(&of);
    let mut members = vec![Vec::new(); count + 1];
    of.iter().enumerate().for_each(|(i, fold)| members[fold.unwrap_or(count)].push(i));
    let weight = |members: &[usize]| members.iter().map(|&i| weights[i]).sum::<f64>();
    if let Some(fold) = members[..count].iter().position(|members| weight(members) == 0.0) {
        return Err(Error::invalid("folds", format!("must have samples with a weight above 0 in fold {fold}")));
    }
    if count == 1 && weight(&members[1]) == 0.0 {
        return Err(Error::invalid("folds", "must leave samples with weights above 0 for training"));
    }
    if members[count].is_empty() {
        members.pop();
    }
    Ok((members, count))
}

/// Fails if a fold leaves a class without training samples.
fn check_parts(
    response: &Response,
    loss: LinearLoss,
    samples: &[Vec<usize>],
    folds: usize,
    weights: &[f64],
) -> Result<(), Error> {
    let Some(classes) = &response.classes else { return Ok(()) };
    for (class, code) in response.codes(loss).into_iter().enumerate() {
        let has = |members: &Vec<usize>| members.iter().any(|&i| weights[i] > 0.0 && response.numbers[i] == code);
        let having = samples.iter().filter(|members| has(members)).count();
        let name = classes.in_words(class);
        if having == 0 {
            return Err(Error::invalid("response", format!("must have samples of class {name}, with weights above 0")));
        }
        if having == 1 && samples[..folds].iter().any(has) {
            let message = format!("must leave samples of class {name} for training, whichever fold is held out");
            return Err(Error::invalid("folds", message));
        }
    }
    Ok(())
}

/// The mean and scale of the response, and the response in these units.
struct Units {
    mean: f64,
    scale: f64,
    response: Vec<f64>,
}

impl Units {
    fn new(problem: &TunePenaltiesProblem, given: &[f64], shares: &[f64]) -> Self {
        if problem.loss != LinearLoss::Squared {
            return Self { mean: 0.0, scale: 1.0, response: given.to_vec() };
        }
        let means = given.iter().zip(shares).map(|(y, share)| share * y);
        let mean = if problem.intercept { means.sum() } else { 0.0 };
        let differences: Vec<_> = given.iter().map(|y| y - mean).collect();
        let size = largest(&differences);
        if size <= CONSTANT * largest(given) {
            return Self { mean, scale: 1.0, response: vec![0.0; given.len()] };
        }
        let variance: f64 = differences.iter().zip(shares).map(|(y, share)| share * (y / size) * (y / size)).sum();
        let scale = if variance > 0.0 { size * variance.sqrt() } else { 1.0 };
        Self { mean, scale, response: differences.iter().map(|y| y / scale).collect() }
    }
}

/// The penalty of each coefficient.
fn penalty_map(problem: &TunePenaltiesProblem, outputs: usize, columns: usize) -> Result<PenaltyMap, Error> {
    let features = problem.matrix.columns();
    let groups: Vec<i32> = match &problem.groups {
        PenaltyGroups::Feature => (0..features as i32).collect(),
        PenaltyGroups::Shared => vec![0; features],
        PenaltyGroups::Of(groups) => {
            check::length("groups", groups.len(), features, "matrix has columns")?;
            if let Some(j) = groups.iter().position(|group| *group < -1 || *group >= features as i32) {
                let message = format!("must be from -1 and below {features}, got {}", groups[j]);
                return Err(Error::invalid(format!("groups[{j}]"), message));
            }
            groups.to_vec()
        }
    };
    let count = groups.iter().fold(0, |count, group| count.max(group + 1)) as usize;
    let mut members = vec![Vec::new(); count];
    for (j, &group) in groups.iter().enumerate() {
        usize::try_from(group).into_iter().for_each(|group| members[group].push(j));
    }
    if let Some(group) = members.iter().position(Vec::is_empty) {
        return Err(Error::invalid("groups", format!("must be without gaps: no feature is in group {group}")));
    }
    if count == 0 {
        return Err(Error::invalid("groups", "must have a group, got -1 alone"));
    }
    let per_class = if problem.per_class { outputs } else { 1 };
    let of = (0..outputs).flat_map(|k| {
        let class = if problem.per_class { k } else { 0 };
        let of_feature = |group: &i32| usize::try_from(*group).ok().map(|group| group * per_class + class);
        let ones = std::iter::repeat_n(None, columns - features);
        groups.iter().map(of_feature).chain(ones).collect::<Vec<_>>()
    });
    let is_of_norms = problem.penalty == LinearPenalty::GroupL2;
    let of = of.collect();
    Ok(PenaltyMap {
        kind: problem.penalty,
        of,
        count: count * per_class,
        groups: if is_of_norms { members } else { Vec::new() },
    })
}

/// The candidate spreads in ascending order.
fn spreads(given: Option<&PenaltySpread>, folds: usize) -> Result<Vec<f64>, Error> {
    let given = match given {
        None if folds < MIN_NESTED_FOLDS => return Ok(vec![SPREAD_WITHOUT_CHOICE]),
        None => return Ok(SPREADS.to_vec()),
        Some(given) => given,
    };
    let numbers = given.to_vec();
    check::not_empty("spread", numbers.len())?;
    if let Some(k) = numbers.iter().position(|spread| spread.is_nan() || *spread < 0.0) {
        let path = if matches!(given, PenaltySpread::List(_)) { format!("spread[{k}]") } else { "spread".to_owned() };
        check::number(&path, numbers[k], check::NOT_NEGATIVE)?;
    }
    if let Some(k) = numbers.windows(2).position(|pair| pair[0] >= pair[1]) {
        return Err(Error::invalid(format!("spread[{}]", k + 1), "must be above the one before"));
    }
    if numbers.len() > 1 && folds < MIN_NESTED_FOLDS {
        let message = format!("must be one number with fewer than {MIN_NESTED_FOLDS} folds, got {}", numbers.len());
        return Err(Error::invalid("spread", message));
    }
    Ok(numbers)
}
