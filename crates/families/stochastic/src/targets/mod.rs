//! Losses of predictions, where the gradient with respect to the predictions is expensive and the model cheap: each
//! gradient gives targets, to which the coefficients are fitted by least squares.
//!
//! Source: Lavington, Vaswani, Babanezhad, Schmidt, Le Roux, Target-Based Surrogates for Stochastic Optimization, ICML
//! 2023, with conjugate gradients in place of gradient steps on the surrogate.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`] | input and output |
//! | `rows` | products with some rows of a matrix, and least squares of them |

pub mod problem;
mod rows;

use crate::minimize::problem::MinimizeSampling;
use crate::minimize::sampler::Sampler;
use problem::{MinimizeTargetsProblem, MinimizeTargetsSolution, MinimizeTargetsStatus, TargetSampling};
use rows::SomeRows;
use superlinear_interface::{Dialogue, Effort, Error, Lengths, Oracle, Run};
use superlinear_numerics::vectors::{add_scaled, are_finite, norm};

/// A model fitted to targets.
pub struct MinimizeTargets;

/// The halvings of a step after which no decrease is expected.
const MAX_HALVINGS: u32 = 60;

impl Dialogue for MinimizeTargets {
    const NAME: &'static str = "stochastic.minimizeTargets";
    const QUESTIONS: &'static [&'static str] = &["targetGradient"];
    type Problem = MinimizeTargetsProblem;
    type Solution = MinimizeTargetsSolution;

    fn lengths(problem: &MinimizeTargetsProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        Ok(vec![Lengths { point: 0, answer: 1 }])
    }

    /// Predictions and the index of a row; the gradient with respect to the predictions.
    fn item_lengths(problem: &MinimizeTargetsProblem) -> Vec<Lengths> {
        let outputs = problem.outputs as usize;
        vec![Lengths { point: outputs + 1, answer: outputs }]
    }

    async fn solve(
        problem: MinimizeTargetsProblem,
        oracle: Oracle,
        run: Run,
    ) -> Result<MinimizeTargetsSolution, Error> {
        problem.check()?;
        let (numbers, rows) = (problem.count(), problem.matrix.rows());
        run.ensure_memory("outputs", [VECTORS, numbers])?;
        run.ensure_memory("matrix", [VECTORS, rows, problem.outputs as usize])?;
        let (caller, clock) = (oracle.clone(), run.part());
        let mut search = Search::of(&problem, oracle, &run);
        let mut status = match caller.in_time(&clock, search.descend()).await {
            Some(status) => status?,
            None => MinimizeTargetsStatus::TimeLimit,
        };
        if search.certificate.is_none() && status != MinimizeTargetsStatus::Converged {
            if let Some(result) = caller.in_time(&clock, search.certify()).await {
                result?;
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

/// The vectors of a run.
const VECTORS: usize = 8;

/// The relative rounding error of a loss, by which it may rise.
const ROUNDING: f64 = 16.0 * f64::EPSILON;

/// A search in progress.
struct Search<'a> {
    problem: &'a MinimizeTargetsProblem,
    oracle: Oracle,
    run: &'a Run,
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

/// An answer about rows: the mean loss, and the gradient of each row.
struct Answer {
    loss: f64,
    gradient: Vec<f64>,
}

impl Answer {
    fn is_finite(&self) -> bool {
        self.loss.is_finite() && are_finite(&self.gradient)
    }
}

impl<'a> Search<'a> {
    fn of(problem: &'a MinimizeTargetsProblem, oracle: Oracle, run: &'a Run) -> Self {
        let sampling = match problem.sampling {
            TargetSampling::Shuffle => MinimizeSampling::Shuffle,
            TargetSampling::Uniform => MinimizeSampling::Uniform,
        };
        let x = problem.initial.as_ref().map_or_else(|| vec![0.0; problem.count()], |initial| initial.to_vec());
        let sampler = Sampler::new(sampling, problem.matrix.rows(), problem.batch_size(), run.seed());
        let (first_norm, certificate) = (None, None);
        Self {
            problem,
            oracle,
            run,
            sampler,
            x,
            iterations: 0,
            backtracks: 0,
            history: Vec::new(),
            first_norm,
            certificate,
        }
    }

    async fn descend(&mut self) -> Result<MinimizeTargetsStatus, Error> {
        if self.problem.batch_size() < self.problem.matrix.rows() {
            return self.descend_by_batches().await;
        }
        let indices: Vec<usize> = (0..self.problem.matrix.rows()).collect();
        let mut answer = self.ask_first(&indices).await?;
        let mut step = self.problem.target_smoothness.recip();
        loop {
            let certificate = [answer.loss, self.gradient_norm(&indices, &answer)?];
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
                let moved = self.moved(&indices, &answer, step)?;
                if are_finite(&moved) {
                    let next = self.ask(&moved, &indices).await?;
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
    async fn descend_by_batches(&mut self) -> Result<MinimizeTargetsStatus, Error> {
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
            let moved = if answer.is_finite() { self.moved(&batch.indices, &answer, step)? } else { vec![f64::NAN] };
            if !are_finite(&moved) {
                return Ok(MinimizeTargetsStatus::Diverged);
            }
            self.x = moved;
        }
        Ok(MinimizeTargetsStatus::IterationLimit)
    }

    /// The coefficients fitted to targets: predictions after a step along the negative gradient.
    fn moved(&self, indices: &[usize], answer: &Answer, step: f64) -> Result<Vec<f64>, Error> {
        let rows = SomeRows { matrix: &self.problem.matrix, indices };
        let change = answer.gradient.iter().map(|entry| -step * entry).collect();
        let limits = (self.problem.inner_steps, self.problem.inner_tolerance);
        let outputs = self.problem.outputs as usize;
        let change = rows.least_squares(change, outputs, limits, &mut Effort::new(self.run, "fit the targets"))?;
        let mut x = self.x.clone();
        add_scaled(&mut x, 1.0, &change);
        Ok(x)
    }

    /// The answer at the start, which must be finite.
    async fn ask_first(&mut self, indices: &[usize]) -> Result<Answer, Error> {
        let answer = self.ask(&self.x.clone(), indices).await?;
        if answer.is_finite() {
            return Ok(answer);
        }
        Err(Error::invalid("targetGradient", "must give finite numbers at the initial coefficients"))
    }

    /// Asks about rows, as a counted question.
    async fn ask(&mut self, x: &[f64], indices: &[usize]) -> Result<Answer, Error> {
        let answer = self.evaluate(x, indices).await?;
        self.iterations += 1;
        if answer.loss.is_finite() {
            self.history.push(answer.loss);
        }
        Ok(answer)
    }

    async fn evaluate(&self, x: &[f64], indices: &[usize]) -> Result<Answer, Error> {
        let outputs = self.problem.outputs as usize;
        let rows = SomeRows { matrix: &self.problem.matrix, indices };
        let mut point = rows.times(x, outputs, &mut Effort::new(self.run, "predict"))?;
        point.extend(indices.iter().map(|&index| index as f64));
        let mut gradient = vec![0.0; indices.len() * outputs + 1];
        self.oracle.ask(0, &point, &mut gradient).await;
        let loss = gradient[0];
        gradient.remove(0);
        Ok(Answer { loss, gradient })
    }

    /// The norm of the gradient with respect to the coefficients.
    fn gradient_norm(&self, indices: &[usize], answer: &Answer) -> Result<f64, Error> {
        let rows = SomeRows { matrix: &self.problem.matrix, indices };
        let outputs = self.problem.outputs as usize;
        let gradient = rows.transposed_times(&answer.gradient, outputs, &mut Effort::new(self.run, "certify"))?;
        Ok(norm(&gradient) / indices.len() as f64)
    }

    /// Computes the certificate by a question about all rows.
    async fn certify(&mut self) -> Result<(), Error> {
        let indices: Vec<usize> = (0..self.problem.matrix.rows()).collect();
        let answer = self.evaluate(&self.x, &indices).await?;
        let certificate = [answer.loss, self.gradient_norm(&indices, &answer)?];
        self.certificate = are_finite(&certificate).then_some(certificate);
        Ok(())
    }

    /// Whether the certificate meets the tolerance.
    fn meets(&self) -> bool {
        let numbers = self.certificate.zip(self.first_norm);
        numbers.is_some_and(|([_, norm], first)| norm <= self.problem.tolerance * first)
    }
}
