//! Losses of predictions, where the gradient with respect to the predictions is expensive and the model cheap: each
//! gradient gives targets, to which the coefficients are fitted by least squares.
//!
//! Source: Lavington, Vaswani, Babanezhad, Schmidt, Le Roux, Target-Based Surrogates for Stochastic Optimization, ICML
//! 2023, with conjugate gradients in place of gradient steps on the surrogate.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`] | input and output |
//! | `model` | predictions as a function of the coefficients |
//! | `rows` | products with some rows of a matrix |
//! | `fit` | least squares of predictions and targets |

mod fit;
mod model;
pub mod problem;
mod rows;

use crate::minimize::problem::MinimizeSampling;
use crate::minimize::sampler::Sampler;
use fit::Fit;
use model::{Iterate, Model};
use problem::{MinimizeTargetsProblem, MinimizeTargetsSolution, MinimizeTargetsStatus, TargetSampling};
use superlinear_expression::{RowFunction, RowFunctionParts};
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, check};
use superlinear_numerics::vectors::{are_finite, norm};

/// A model fitted to targets.
pub struct MinimizeTargets;

/// The tags of the questions.
const TARGET_GRADIENT: usize = 0;
const PREDICTIONS: usize = 1;
const PREDICTION_GRADIENT: usize = 2;

/// The name of the input of a model with a row.
const ROW: &str = "row";

/// The halvings of a step after which no decrease is expected.
const MAX_HALVINGS: u32 = 60;

impl Dialogue for MinimizeTargets {
    const NAME: &'static str = "stochastic.minimizeTargets";
    const QUESTIONS: &'static [&'static str] = &["targetGradient", "predictions", "predictionGradient"];
    type Problem = MinimizeTargetsProblem;
    type Solution = MinimizeTargetsSolution;

    fn lengths(problem: &MinimizeTargetsProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        let count = problem.count();
        Ok(vec![
            Lengths { point: 0, answer: 1 },
            Lengths { point: count, answer: 0 },
            Lengths { point: count, answer: count },
        ])
    }

    /// Predictions and the index of a row, and the gradient with respect to the predictions; the index, and the
    /// predictions; the index and weights of the predictions.
    fn item_lengths(problem: &MinimizeTargetsProblem) -> Vec<Lengths> {
        let outputs = problem.outputs as usize;
        vec![
            Lengths { point: outputs + 1, answer: outputs },
            Lengths { point: 1, answer: outputs },
            Lengths { point: outputs + 1, answer: 0 },
        ]
    }

    async fn solve(
        problem: MinimizeTargetsProblem,
        oracle: Oracle,
        run: Run,
    ) -> Result<MinimizeTargetsSolution, Error> {
        problem.check()?;
        run.ensure_memory("initial", [VECTORS, problem.count()])?;
        run.ensure_memory("outputs", [VECTORS, problem.rows(), problem.outputs as usize])?;
        let (caller, clock) = (oracle.clone(), run.part());
        let mut search = Search::of(&problem, oracle, &run)?;
        let mut status = match caller.in_time(&clock, search.descend()).await {
            Some(Ok(status)) => status,
            Some(Err(Stop::Failed(error))) => return Err(error),
            Some(Err(Stop::OutOfTime)) | None => MinimizeTargetsStatus::TimeLimit,
        };
        if search.certificate.is_none() && status != MinimizeTargetsStatus::Converged {
            if let Some(Err(Stop::Failed(error))) = caller.in_time(&clock, search.certify()).await {
                return Err(error);
            }
            if search.meets() {
                status = MinimizeTargetsStatus::Converged;
            }
        }
        let [objective, gradient_norm] = search.certificate.map_or([None; 2], |numbers| numbers.map(Some));
        Ok(MinimizeTargetsSolution {
            status,
            coefficients: search.x.into(),
            objective,
            gradient_norm,
            iterations: search.iterations,
            backtracks: search.backtracks,
            history: search.history.into(),
        })
    }
}

/// The end of work before its result.
enum Stop {
    OutOfTime,
    Failed(Error),
}

impl From<Error> for Stop {
    /// An effort beyond the time limit is no failure: the coefficients so far are a result.
    fn from(error: Error) -> Self {
        if error.path == "timeLimit" { Self::OutOfTime } else { Self::Failed(error) }
    }
}

/// The vectors of a run.
const VECTORS: usize = 8;

/// The relative rounding error of a loss, by which it may rise.
const ROUNDING: f64 = 16.0 * f64::EPSILON;

/// A search in progress.
struct Search<'a> {
    problem: &'a MinimizeTargetsProblem,
    oracle: Oracle,
    run: &'a Run,
    model: Model<'a>,
    sampler: Sampler,
    x: Vec<f64>,
    iterations: u32,
    backtracks: u32,
    history: Vec<f64>,
    /// The norm of the gradient at the start, if it was computed.
    first_norm: Option<f64>,
    /// Objective and norm of the gradient at the coefficients, if they were computed.
    certificate: Option<[f64; 2]>,
}

/// An answer about rows: their predictions, the mean loss, and the gradient of each row.
struct Answer {
    predictions: Vec<f64>,
    loss: f64,
    gradient: Vec<f64>,
}

impl Answer {
    fn is_finite(&self) -> bool {
        self.loss.is_finite() && are_finite(&self.gradient)
    }
}

impl<'a> Search<'a> {
    fn of(problem: &'a MinimizeTargetsProblem, oracle: Oracle, run: &'a Run) -> Result<Self, Error> {
        let sampling = match problem.sampling {
            TargetSampling::Shuffle => MinimizeSampling::Shuffle,
            TargetSampling::Uniform => MinimizeSampling::Uniform,
        };
        let x = problem.initial.as_ref().map_or_else(|| vec![0.0; problem.count()], |initial| initial.to_vec());
        let sampler = Sampler::new(sampling, problem.rows(), problem.batch_size(), run.seed());
        let model = model_of(problem, &oracle, run)?;
        let (first_norm, certificate) = (None, None);
        Ok(Self {
            problem,
            oracle,
            run,
            model,
            sampler,
            x,
            iterations: 0,
            backtracks: 0,
            history: Vec::new(),
            first_norm,
            certificate,
        })
    }

    async fn descend(&mut self) -> Result<MinimizeTargetsStatus, Stop> {
        if self.problem.batch_size() < self.problem.rows() {
            return self.descend_by_batches().await;
        }
        let rows: Vec<usize> = (0..self.problem.rows()).collect();
        let mut answer = self.ask_first(&rows).await?;
        let mut step = self.problem.target_smoothness.recip();
        loop {
            let certificate = [answer.loss, self.gradient_norm(&rows, &answer).await?];
            if !are_finite(&certificate) {
                return Ok(MinimizeTargetsStatus::Diverged);
            }
            self.certificate = Some(certificate);
            self.first_norm = self.first_norm.or(self.certificate.map(|[_, norm]| norm));
            if self.meets() {
                return Ok(MinimizeTargetsStatus::Converged);
            }
            let mut halvings = 0;
            loop {
                if self.iterations == self.problem.max_iterations {
                    return Ok(MinimizeTargetsStatus::IterationLimit);
                }
                if self.run.is_out_of_time()? {
                    return Ok(MinimizeTargetsStatus::TimeLimit);
                }
                let moved = self.moved(&rows, &answer, step).await?;
                if moved == self.x {
                    return Ok(MinimizeTargetsStatus::Stalled);
                }
                if are_finite(&moved) {
                    let next = self.ask(&moved, &rows).await?;
                    if next.is_finite() && next.loss <= answer.loss + ROUNDING * answer.loss.abs() {
                        (self.x, answer) = (moved, next);
                        break;
                    }
                }
                (step, halvings, self.backtracks) = (step / 2.0, halvings + 1, self.backtracks + 1);
                if halvings == MAX_HALVINGS {
                    return Ok(MinimizeTargetsStatus::Stalled);
                }
            }
        }
    }

    /// Descends along batches, with steps that decrease linearly to zero.
    async fn descend_by_batches(&mut self) -> Result<MinimizeTargetsStatus, Stop> {
        let limit = self.problem.max_iterations;
        for iteration in 0..limit {
            if self.run.is_out_of_time()? {
                return Ok(MinimizeTargetsStatus::TimeLimit);
            }
            let batch = self.sampler.batch(iteration.into());
            let answer = match iteration {
                0 => self.ask_first(&batch.indices).await?,
                _ => self.ask(&self.x.clone(), &batch.indices).await?,
            };
            let step = (1.0 - f64::from(iteration) / f64::from(limit)) / self.problem.target_smoothness;
            let moved =
                if answer.is_finite() { self.moved(&batch.indices, &answer, step).await? } else { vec![f64::NAN] };
            if !are_finite(&moved) {
                return Ok(MinimizeTargetsStatus::Diverged);
            }
            self.x = moved;
        }
        Ok(MinimizeTargetsStatus::IterationLimit)
    }

    /// The coefficients fitted to targets: predictions after a step along the negative gradient.
    async fn moved(&mut self, rows: &[usize], answer: &Answer, step: f64) -> Result<Vec<f64>, Stop> {
        let change = answer.gradient.iter().map(|entry| -step * entry).collect();
        let start = Iterate { x: &self.x, rows, values: &answer.predictions };
        Fit::new(&mut self.model, self.problem, self.run).solve(start, change).await
    }

    /// The answer at the start, which must be finite.
    async fn ask_first(&mut self, rows: &[usize]) -> Result<Answer, Stop> {
        let answer = self.ask(&self.x.clone(), rows).await?;
        let path = if !are_finite(&answer.predictions) {
            if self.problem.predictions { "predictions" } else { "initial" }
        } else if !answer.is_finite() {
            "targetGradient"
        } else {
            return Ok(answer);
        };
        let message = if path == "initial" {
            "must have finite predictions"
        } else {
            "must give finite numbers at the initial coefficients"
        };
        Err(Error::invalid(path, message).into())
    }

    /// Asks about rows, as a counted question.
    async fn ask(&mut self, x: &[f64], rows: &[usize]) -> Result<Answer, Stop> {
        let answer = self.evaluate(x, rows).await?;
        self.iterations += 1;
        if answer.loss.is_finite() {
            self.history.push(answer.loss);
        }
        Ok(answer)
    }

    /// The loss of the predictions and its gradient. Nobody is asked about predictions that are not finite.
    async fn evaluate(&mut self, x: &[f64], rows: &[usize]) -> Result<Answer, Stop> {
        let predictions = self.model.values(x, rows, self.run).await?;
        let mut gradient = vec![f64::NAN; predictions.len() + 1];
        if are_finite(&predictions) {
            let mut point = predictions.clone();
            point.extend(rows.iter().map(|&row| row as f64));
            self.oracle.ask(TARGET_GRADIENT, &point, &mut gradient).await;
        }
        let loss = gradient.remove(0);
        Ok(Answer { predictions, loss, gradient })
    }

    /// The norm of the gradient with respect to the coefficients.
    async fn gradient_norm(&mut self, rows: &[usize], answer: &Answer) -> Result<f64, Stop> {
        let gradient = self.model.gradient(&self.x, rows, &answer.gradient, self.run).await?;
        Ok(norm(&gradient) / rows.len() as f64)
    }

    /// Computes the certificate by a question about all rows.
    async fn certify(&mut self) -> Result<(), Stop> {
        let rows: Vec<usize> = (0..self.problem.rows()).collect();
        let answer = self.evaluate(&self.x.clone(), &rows).await?;
        let certificate = [answer.loss, self.gradient_norm(&rows, &answer).await?];
        self.certificate = are_finite(&certificate).then_some(certificate);
        Ok(())
    }

    /// Whether the certificate meets the tolerance.
    fn meets(&self) -> bool {
        let numbers = self.certificate.zip(self.first_norm);
        numbers.is_some_and(|([_, norm], first)| norm <= self.problem.tolerance * first)
    }
}

/// The model of a problem, compiled if it is a function as data.
fn model_of<'a>(problem: &'a MinimizeTargetsProblem, oracle: &Oracle, run: &Run) -> Result<Model<'a>, Error> {
    let outputs = problem.outputs as usize;
    let Some(matrix) = &problem.matrix else { return Ok(Model::Asked { oracle: oracle.clone(), outputs }) };
    let Some(model) = &problem.model else { return Ok(Model::Linear { matrix, outputs }) };
    let function = RowFunction::new(&RowFunctionParts {
        path: "model",
        function: model,
        row: (ROW, matrix.columns()),
        variables: problem.variables.as_deref(),
        parameters: &problem.parameters,
        run,
    })?;
    check::length("initial", problem.count(), function.variables(), "model has coefficients")?;
    if function.outputs() != outputs {
        let message = format!("must be the number of values of model, {}, got {outputs}", function.outputs());
        return Err(Error::invalid("outputs", message));
    }
    Ok(Model::Formula { matrix, function: Box::new(function) })
}
