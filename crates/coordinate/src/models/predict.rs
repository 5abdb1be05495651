//! What a fitted model says of samples.

use super::design::Design;
use super::fit::in_form;
use super::numbers::NumberOrVector;
use super::problem::Layout;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Error, Matrix, NoProgress, Run, Task, Vector, VectorOrMatrix, check};
use superlinear_losses::LossKind;
use superlinear_numerics::elementwise::exp;

/// Samples of which a fitted model is to tell the response.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PredictProblem {
    /// The model: a solution of `fit` is one.
    pub model: PredictModel,
    /// The samples, a row for each.
    pub matrix: AnyMatrix,
    /// How the entries of `matrix` lie in memory.
    #[serde(default)]
    pub layout: Layout,
    /// Added to the linear predictor of each sample; a matrix with a column for each output where there are several.
    pub offset: Option<VectorOrMatrix>,
}

/// The part of a fitted model that predictions need.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PredictModel {
    /// The coefficients.
    pub coefficients: VectorOrMatrix,
    /// The intercept.
    pub intercept: NumberOrVector,
    /// The loss.
    pub loss: LossKind,
    /// The labels of the classes.
    pub classes: Option<Vector>,
}

/// What the model says.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PredictSolution {
    /// The predicted response: the label of the most probable class, or the mean.
    pub response: VectorOrMatrix,
    /// The linear predictor `X w + b`; for several outputs or classes, a column for each.
    pub predictor: VectorOrMatrix,
    /// The probability of each class, a column for each in the order of `classes`. Absent where there are no classes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probabilities: Option<Matrix>,
}

/// What a fitted model says of samples: the response, the linear predictor, and the probabilities of classes.
///
/// @example
/// ```ts
/// const model = await fit({ matrix: [[0], [1], [2], [3]], response: [0, 0, 1, 1], loss: 'logistic', lambda: 0.01 });
/// const { response, probabilities } = await predict({ model, matrix: [[-1], [4]] });
/// ```
#[derive(JsonSchema)]
pub struct Predict;

impl Task for Predict {
    const NAME: &'static str = "coordinate.predict";
    type Problem = PredictProblem;
    type Solution = PredictSolution;
    type Progress = NoProgress;

    fn solve(problem: PredictProblem, _: &Run) -> Result<PredictSolution, Error> {
        let features = problem.matrix.columns();
        check::columns("matrix", features, problem.model.coefficients.rows(), "model.coefficients has rows")?;
        let design = Design::new(&problem.matrix, problem.layout, "matrix")?;
        let predictor = predictor(&problem, &design)?;
        let outputs = problem.model.coefficients.count();
        let classes = classes(&problem.model)?;
        let rows = |entries: &[f64]| -> Vec<f64> {
            (0..design.rows).flat_map(|i| (0..outputs).map(move |k| entries[k * design.rows + i])).collect()
        };
        let by_rows = rows(&predictor);
        let probabilities = classes.as_ref().map(|classes| probabilities(&by_rows, outputs, classes.len()));
        let response = match (&probabilities, &classes) {
            (Some(probabilities), Some(classes)) => {
                let best = |i: usize| {
                    let row = probabilities.row(i);
                    (0..row.len()).fold(0, |best, k| if row[k] > row[best] { k } else { best })
                };
                VectorOrMatrix::Vector((0..design.rows).map(|i| classes[best(i)]).collect::<Vec<_>>().into())
            }
            _ if problem.model.loss == LossKind::Poisson => {
                let mut means = by_rows.clone();
                exp(&mut means);
                in_form(means.into_iter().map(|mean| mean.min(f64::MAX)).collect(), design.rows, outputs)
            }
            _ => in_form(by_rows.clone(), design.rows, outputs),
        };
        Ok(PredictSolution { response, predictor: in_form(by_rows, design.rows, outputs), probabilities })
    }
}

/// The linear predictor, one output after the other.
fn predictor(problem: &PredictProblem, design: &Design) -> Result<Vec<f64>, Error> {
    let PredictModel { coefficients, intercept, .. } = &problem.model;
    let outputs = coefficients.count();
    if outputs == 0 {
        return Err(Error::invalid("model.coefficients", "must have columns, got none"));
    }
    let columns = check::finite_columns("model.coefficients", coefficients)?;
    let intercepts = intercept.as_slice();
    check::length("model.intercept", intercepts.len(), outputs, "there are outputs")?;
    check::numbers("model.intercept", intercepts, check::FINITE)?;
    let mut predictor = match &problem.offset {
        None => vec![0.0; design.rows * outputs],
        Some(offset) => {
            check::length("offset", offset.rows(), design.rows, "matrix has rows")?;
            check::columns("offset", offset.count(), outputs, "there are outputs")?;
            check::finite_columns("offset", offset)?.concat()
        }
    };
    for (k, (column, part)) in columns.iter().zip(predictor.chunks_mut(design.rows)).enumerate() {
        part.iter_mut().for_each(|z| *z += intercepts[k]);
        for (j, &coefficient) in column.iter().enumerate() {
            if coefficient != 0.0 {
                design.column(j).add_scaled(coefficient, part);
            }
        }
    }
    if predictor.iter().all(|z| z.is_finite()) {
        return Ok(predictor);
    }
    problem.matrix.ensure_finite("matrix")?;
    Err(Error::invalid("matrix", "must not be so large that its products with the coefficients overflow"))
}

/// The labels, where the loss has classes.
fn classes(model: &PredictModel) -> Result<Option<Vec<f64>>, Error> {
    let expected = match model.loss {
        LossKind::Logistic => 2,
        LossKind::Multinomial => model.coefficients.count(),
        _ => return Ok(None),
    };
    if model.loss == LossKind::Logistic {
        check::columns("model.coefficients", model.coefficients.count(), 1, "logistic has outputs")?;
    }
    let Some(classes) = &model.classes else { return Err(Error::invalid("model.classes", "is missing")) };
    check::length("model.classes", classes.len(), expected, "there are classes")?;
    check::numbers("model.classes", classes, check::FINITE)?;
    if let Some(k) = (1..classes.len()).find(|&k| classes[..k].contains(&classes[k])) {
        return Err(Error::invalid(format!("model.classes[{k}]"), "must not be a class that came before"));
    }
    Ok(Some(classes.to_vec()))
}

/// The probabilities of the classes, of predictors row by row.
fn probabilities(predictor: &[f64], outputs: usize, classes: usize) -> Matrix {
    let samples = predictor.len() / outputs;
    let mut entries = Vec::with_capacity(samples * classes);
    for z in predictor.chunks(outputs) {
        if let [z] = z {
            let of = |z: f64| 1.0 / (1.0 + libm::exp(-z));
            entries.extend([of(-z), of(*z)]);
            continue;
        }
        let largest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = z.iter().map(|z| libm::exp(z - largest)).sum();
        entries.extend(z.iter().map(|z| libm::exp(z - largest) / total));
    }
    Matrix::new(samples, classes, entries)
}
