//! One model for one penalty strength.

use super::checked;
use super::problem::{FitProblem, ModelStart, PenaltyKind};
use super::regression::{Intercept, Regression};
use super::solution::{FitProgress, FitSolution};
use super::solver::{Measured, Solver, Target};
use schemars::JsonSchema;
use superlinear_interface::{Ending, Error, Matrix, NumberOrVector, Run, Task, VectorOrMatrix, check};

/// A `lambda` below this fraction of the largest is approached by continuation. Continuation finds the
/// support gradually, at the cost of a scan of all features per step.
const FAR: f64 = 1.0 / 20.0;

/// The number of continuation steps per factor e, for quadratic losses and for others, and the tolerance of all steps
/// except the last. More steps have more complete working sets, but each takes a scan of all features, and more models
/// of a nonquadratic loss.
const STEPS_PER_E: f64 = 3.5;
const MODEL_STEPS_PER_E: f64 = 1.0;
const ROUGH_TOLERANCE: f64 = 3e-3;

/// For penalties without a kink, the `l1` ratio of the elastic net that determines the largest `lambda`, as in glmnet.
pub(super) const MIN_L1_RATIO: f64 = 1e-3;

/// Fits a generalized linear model.
#[derive(JsonSchema)]
pub struct Fit;

impl Task for Fit {
    const NAME: &'static str = "coordinate.fit";
    type Problem = FitProblem;
    type Solution = FitSolution;
    type Progress = FitProgress;

    fn solve(problem: FitProblem, run: &Run) -> Result<FitSolution, Error> {
        let target = Target {
            tolerance: problem.tolerance,
            criterion: problem.criterion,
            max_iterations: problem.max_iterations,
        };
        check_target(target)?;
        let strength = Strength::of(&problem)?;
        let regression = checked::regression(&problem.model, run)?;
        let start = problem.initial.as_ref().map(|start| start_of(start, &regression, "initial")).transpose()?;
        let mut solver = Solver::new(&regression, run)?;
        let lambda = strength.lambda(solver.null.lambda, solver.null.slope, solver.regression.penalty.has_kinks());
        let measured = match start {
            Some(start) => {
                solver.start_at(start);
                solver.solve(lambda, target)?
            }
            None => approach(&mut solver, lambda, target)?,
        };
        Ok(report(&solver, measured))
    }
}

/// Solves for a small `lambda` by continuation from larger ones.
fn approach(solver: &mut Solver<'_>, lambda: f64, target: Target) -> Result<Measured, Error> {
    let largest = solver.null.lambda;
    if lambda > 0.0 && lambda < FAR * largest {
        let is_quadratic = solver.regression.loss.is_quadratic();
        let per_e = if is_quadratic { STEPS_PER_E } else { MODEL_STEPS_PER_E };
        // Below this, the penalty only acts on directions not determined by the samples.
        let bottom = lambda.max(f64::EPSILON * largest);
        let steps = ((largest / bottom).ln() * per_e).ceil() as i32;
        let rough = Target { tolerance: target.tolerance.max(ROUGH_TOLERANCE), ..target };
        let run = solver.run;
        let mut previous = largest;
        for step in 1..=steps {
            let next = largest * (bottom / largest).powf(f64::from(step) / f64::from(steps));
            let (index, count) = (step as usize - 1, steps as usize);
            if step == steps {
                // After a long step the first working set is so incomplete that a nonquadratic loss does not justify
                // more accuracy.
                let first = if is_quadratic { target } else { rough };
                return run.share(index, count, || solver.follow(lambda, previous, first.tolerance, target));
            }
            let measured = run.share(index, count, || solver.follow(next, previous, rough.tolerance, rough))?;
            if measured.status == Ending::TimeLimit {
                break;
            }
            previous = next;
        }
    }
    solver.solve(lambda, target)
}

pub(super) fn check_target(target: Target) -> Result<(), Error> {
    check::tolerance(target.tolerance)?;
    check::at_least_one("maxIterations", Some(target.max_iterations))
}

/// Refuses the penalty `none`, for tasks that search for a strength.
pub(super) fn ensure_penalty(penalty: PenaltyKind) -> Result<(), Error> {
    match penalty {
        PenaltyKind::None => Err(Error::invalid("penalty", "must not be `none`: there is no strength to look for")),
        _ => Ok(()),
    }
}

/// The strength of the penalty, as given.
enum Strength {
    Absolute(f64),
    Relative(f64),
}

impl Strength {
    fn of(problem: &FitProblem) -> Result<Self, Error> {
        if problem.model.penalty == PenaltyKind::None {
            return Ok(Self::Absolute(0.0));
        }
        let check = |name: &str, number: f64| check::number(name, number, check::NOT_NEGATIVE).map(|()| number);
        match (problem.lambda, problem.lambda_ratio) {
            (Some(lambda), None) => check("lambda", lambda).map(Self::Absolute),
            (None, Some(ratio)) => check("lambdaRatio", ratio).map(Self::Relative),
            (Some(_), Some(_)) => Err(Error::invalid("lambdaRatio", "must be left out where lambda is given")),
            (None, None) => Err(Error::invalid("lambda", "is missing, and so is lambdaRatio")),
        }
    }

    fn lambda(&self, largest: f64, slope: f64, has_kinks: bool) -> f64 {
        match self {
            Self::Absolute(lambda) => *lambda,
            Self::Relative(ratio) if has_kinks => ratio * largest,
            Self::Relative(ratio) => ratio * slope / MIN_L1_RATIO,
        }
    }
}

/// The starting coefficients, in the solver's units.
pub(super) fn start_of(start: &ModelStart, regression: &Regression, name: &str) -> Result<Vec<f64>, Error> {
    let outputs = regression.outputs();
    let ModelStart { coefficients, intercept } = start;
    let path = format!("{name}.coefficients");
    check::length(&path, coefficients.rows(), regression.design.columns, "matrix has columns")?;
    check::columns(&path, coefficients.count(), outputs, "there are outputs")?;
    let columns = check::finite_columns(&path, coefficients)?;
    let mut w = vec![0.0; regression.variables()];
    for (k, column) in columns.iter().enumerate() {
        for (j, &entry) in column.iter().enumerate() {
            let variable = j * outputs + k;
            let scale = regression.scales.as_ref().map_or(1.0, |scales| scales[j]);
            w[variable] = regression.penalty.interval(variable).clip(entry / scale);
        }
    }
    if let Some(intercept) = intercept {
        let entries = intercept.as_slice();
        let path = format!("{name}.intercept");
        check::length(&path, entries.len(), outputs, "there are outputs")?;
        check::numbers(&path, entries, check::FINITE)?;
        if matches!(regression.intercept, Intercept::Explicit) {
            let first = regression.coefficients();
            w[first..].copy_from_slice(entries);
            w[first..].iter_mut().zip(&regression.response_means).for_each(|(entry, mean)| *entry -= mean);
            let scale =
                |variable: usize| regression.scales.as_ref().map_or(1.0, |s| s[regression.feature_of(variable)]);
            let as_given: Vec<f64> = (0..first).map(|variable| w[variable] * scale(variable)).collect();
            w[first..].iter_mut().zip(regression.moved_by(&as_given)).for_each(|(entry, moved)| *entry += moved);
        }
    }
    Ok(w)
}

pub(super) fn report(solver: &Solver<'_>, measured: Measured) -> FitSolution {
    let regression = solver.regression;
    let (coefficients, intercepts) = regression.coefficients_of(&solver.point);
    let outputs = regression.outputs();
    let is_used = |j: &usize| coefficients[j * outputs..(j + 1) * outputs].iter().any(|&entry| entry != 0.0);
    let support: Vec<usize> = (0..regression.design.columns).filter(is_used).collect();
    let named = |names: &Vec<String>| support.iter().map(|&j| names[j].clone()).collect();
    let gap = (measured.dual > f64::NEG_INFINITY).then(|| (measured.objective - measured.dual).max(0.0));
    let gap = gap.filter(|gap| gap.is_finite());
    FitSolution {
        status: measured.status,
        coefficients: in_form(coefficients, regression.design.columns, outputs),
        intercept: NumberOrVector::new(intercepts),
        support: support.iter().map(|&j| j as i32).collect::<Vec<_>>().into(),
        lambda: measured.lambda,
        objective: measured.objective,
        duality_gap: gap,
        relative_gap: gap.map(|gap| gap / solver.null.scale.unwrap_or(1.0)),
        kkt_residual: (measured.violation / solver.null.slope).min(f64::MAX),
        iterations: measured.iterations,
        epochs: solver.effort().epochs,
        newton_steps: solver.effort().newton_steps,
        loss: regression.loss.kind,
        classes: regression.classes.clone(),
        feature_names: regression.feature_names.clone(),
        support_names: regression.feature_names.as_ref().map(named),
    }
}

/// Coefficients as a vector for one output, as a matrix for several.
pub(super) fn in_form(coefficients: Vec<f64>, features: usize, outputs: usize) -> VectorOrMatrix {
    if outputs == 1 {
        VectorOrMatrix::Vector(coefficients.into())
    } else {
        VectorOrMatrix::Matrix(Matrix::new(features, outputs, coefficients))
    }
}
