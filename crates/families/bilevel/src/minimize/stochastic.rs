//! Normalized steps on batches of samples, for objectives that are means over many. A steep outer objective causes no
//! long steps.
//!
//! Source: Hao, Gong, Liu, Bilevel optimization under unbounded smoothness: a new algorithm and convergence analysis,
//! ICLR 2024, algorithm 1 (BO-REP). Decreasing the step lengths to zero is our own.

use super::functions::Functions;
use super::problem::{MinimizeMethod, MinimizeProblem};
use super::solution::{MinimizeSolution, MinimizeStatus};
use super::values_at;
use crate::outer::OuterRecord;
use superlinear_interface::{Advance, Error, Oracle, Run};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, clipped_step, difference, largest, norm};

/// Default number of outer iterations.
const MAX_ITERATIONS: u32 = 3000;

/// Steps of y before the first step of x, steps of y at every third step of x, and that period: the paper's refinement,
/// N and I.
const FIRST_INNER_STEPS: u32 = 200;
const INNER_STEPS: u32 = 3;
const INNER_PERIOD: u32 = 3;

/// Step lengths of y and of the adjoint, times the curvature of the inner objective. Kept well below the stability
/// limit because of the noise of batches.
const INNER_STEP: f64 = 0.6;
const ADJOINT_STEP: f64 = 0.3;

/// The fraction of the momentum kept per step, 0.9 as in the paper.
const MOMENTUM: f64 = 0.9;

/// Power iterations for the curvature of the inner objective.
const POWER_STEPS: u32 = 10;

/// Fresh batches for the final gradient. Its standard error decreases with the square root of their number.
const FINAL_BATCHES: u32 = 20;

/// The number of evaluations of the full objective during a run. The last one provides the result if time runs out.
const ASSESSMENTS: u32 = 20;

/// Solves a problem with batch functions.
pub(super) async fn minimize(problem: &MinimizeProblem, oracle: Oracle, run: Run) -> Result<MinimizeSolution, Error> {
    let (caller, clock) = (oracle.clone(), run.part());
    let functions = Functions::new(problem.shape()?, oracle);
    let mut search = Search::start(problem, functions, run).await?;
    let status = caller.in_time(&clock, search.run_to_end()).await.unwrap_or(Ok(MinimizeStatus::TimeLimit))?;
    Ok(search.solution(status))
}

/// A point with its full objective.
#[derive(Clone)]
struct Assessed {
    x: Vec<f64>,
    y: Vec<f64>,
    objective: f64,
    inner_residual: f64,
}

/// The state of a search.
struct Search<'a> {
    problem: &'a MinimizeProblem,
    functions: Functions,
    run: Run,
    bounds: [Vec<f64>; 2],
    stream: Stream,
    x: Vec<f64>,
    y: Vec<f64>,
    adjoint: Vec<f64>,
    momentum: Vec<f64>,
    /// The largest curvature of the inner objective.
    curvature: f64,
    assessed: Assessed,
    /// The final gradient and its standard error.
    gradient: Option<(Vec<f64>, f64)>,
    iterations: u32,
    limit: u32,
    history: Option<Vec<OuterRecord>>,
}

impl<'a> Search<'a> {
    async fn start(problem: &'a MinimizeProblem, mut functions: Functions, run: Run) -> Result<Self, Error> {
        let bounds = problem.bounds()?;
        let (x, y) = (problem.start(&bounds), problem.inner_initial.to_vec());
        let (outer, inner) = values_at(&mut functions, &x, &y).await?;
        let (objective, inner_residual) = (outer.value, largest(&inner.by_y));
        let assessed = Assessed { x: x.clone(), y: y.clone(), objective, inner_residual };
        let mut search = Self {
            stream: Stream::new(run.seed(), 0),
            adjoint: vec![0.0; y.len()],
            momentum: vec![0.0; x.len()],
            curvature: 1.0,
            gradient: None,
            iterations: 0,
            limit: problem.options.max_iterations.unwrap_or(MAX_ITERATIONS),
            history: problem.options.history.then(Vec::new),
            assessed,
            problem,
            functions,
            run,
            bounds,
            x,
            y,
        };
        search.record();
        Ok(search)
    }

    async fn run_to_end(&mut self) -> Result<MinimizeStatus, Error> {
        self.estimate_curvature().await;
        let first_steps = if self.limit > 0 { FIRST_INNER_STEPS } else { 0 };
        for _ in 0..first_steps {
            if self.run.is_out_of_time()? {
                return Ok(MinimizeStatus::TimeLimit);
            }
            self.step_inner().await;
        }
        while self.iterations < self.limit {
            if self.run.is_out_of_time()? {
                return Ok(MinimizeStatus::TimeLimit);
            }
            self.step().await;
            self.iterations += 1;
            if !self.x.iter().chain(&self.y).chain(&self.adjoint).all(|entry| entry.is_finite()) {
                return Ok(MinimizeStatus::Diverged);
            }
            let period = self.limit.div_ceil(ASSESSMENTS);
            if (self.iterations.is_multiple_of(period) || self.iterations == self.limit) && !self.assess().await {
                return Ok(MinimizeStatus::Diverged);
            }
        }
        self.measure_gradient().await;
        Ok(MinimizeStatus::Stopped)
    }

    /// The sample indices of a batch.
    fn batch(&mut self, samples: Option<u32>) -> Vec<f64> {
        let count = samples.unwrap_or(1);
        (0..self.problem.batch_size).map(|_| f64::from(self.stream.below(count))).collect()
    }

    async fn estimate_curvature(&mut self) {
        let batch = self.batch(self.problem.inner_samples);
        let mut vector: Vec<_> = self.y.iter().map(|_| self.stream.normal()).collect();
        for _ in 0..POWER_STEPS {
            let length = norm(&vector);
            vector.iter_mut().for_each(|entry| *entry /= length);
            let product = self.functions.product_batch(&self.x, &self.y, &vector, &batch).await.by_y;
            let curvature = norm(&product);
            if !curvature.is_finite() || curvature == 0.0 {
                break;
            }
            (vector, self.curvature) = (product, curvature);
        }
    }

    async fn step_inner(&mut self) {
        let batch = self.batch(self.problem.inner_samples);
        let slope = self.functions.inner_batch(&self.x, &self.y, &batch).await;
        add_scaled(&mut self.y, -INNER_STEP / self.curvature, &slope);
    }

    async fn step(&mut self) {
        if self.iterations.is_multiple_of(INNER_PERIOD) {
            for _ in 0..INNER_STEPS {
                self.step_inner().await;
            }
        }
        let [by_x, by_y] = self.outer_gradients().await;
        let batch = self.batch(self.problem.inner_samples);
        let product = self.functions.product_batch(&self.x, &self.y, &self.adjoint, &batch).await;
        add_scaled(&mut self.adjoint, -ADJOINT_STEP / self.curvature, &difference(&product.by_y, &by_y));
        let gradient = difference(&by_x, &product.by_x);
        self.momentum.iter_mut().zip(&gradient).for_each(|(m, g)| *m = MOMENTUM * *m + (1.0 - MOMENTUM) * g);
        let rest = 1.0 - f64::from(self.iterations) / f64::from(self.limit);
        let length = norm(&self.momentum);
        if length > 0.0 {
            add_scaled(&mut self.x, -self.problem.step_length * rest / length, &self.momentum);
        }
        let [lower, upper] = &self.bounds;
        for ((x, lower), upper) in self.x.iter_mut().zip(lower).zip(upper) {
            // Unlike `clamp` by max and min, this keeps NaN, to be reported as divergence.
            if *x < *lower {
                *x = *lower;
            } else if *x > *upper {
                *x = *upper;
            }
        }
    }

    async fn outer_gradients(&mut self) -> [Vec<f64>; 2] {
        let batch = self.batch(self.problem.outer_samples);
        self.functions.outer_batch(&self.x, &self.y, &batch).await
    }

    /// Evaluates the full objective. Returns whether it is finite.
    async fn assess(&mut self) -> bool {
        let outer = self.functions.outer(&self.x, &self.y).await;
        let inner = self.functions.inner(&self.x, &self.y).await;
        let is_finite = outer.is_finite() && inner.is_finite();
        if is_finite {
            let (objective, inner_residual) = (outer.value, largest(&inner.by_y));
            self.assessed = Assessed { x: self.x.clone(), y: self.y.clone(), objective, inner_residual };
            self.record();
        }
        is_finite
    }

    /// The gradient at the current point: the mean over fresh batches, with its standard error.
    async fn measure_gradient(&mut self) {
        let mut gradients = Vec::new();
        for _ in 0..FINAL_BATCHES {
            let [by_x, _] = self.outer_gradients().await;
            let batch = self.batch(self.problem.inner_samples);
            let product = self.functions.product_batch(&self.x, &self.y, &self.adjoint, &batch).await;
            gradients.push(difference(&by_x, &product.by_x));
        }
        let count = f64::from(FINAL_BATCHES);
        let mut mean = vec![0.0; self.x.len()];
        gradients.iter().for_each(|gradient| add_scaled(&mut mean, 1.0 / count, gradient));
        let squares: f64 = gradients.iter().map(|gradient| norm(&difference(gradient, &mean)).powi(2)).sum();
        let error = (squares / (count * (count - 1.0))).sqrt();
        if error.is_finite() && mean.iter().all(|entry| entry.is_finite()) {
            self.gradient = Some((mean, error));
        }
    }

    fn record(&mut self) {
        let record = OuterRecord {
            iteration: self.iterations,
            objective: self.assessed.objective,
            projected_gradient: largest(&self.momentum),
        };
        self.run.progress(Advance::count(self.iterations, self.limit), || record);
        if let Some(history) = &mut self.history {
            history.push(record);
        }
    }

    fn solution(self, status: MinimizeStatus) -> MinimizeSolution {
        let Assessed { x, y, objective, inner_residual } = self.assessed;
        let projected = self.gradient.as_ref().map(|(gradient, _)| {
            let bounds = self.bounds[0].iter().zip(&self.bounds[1]);
            let steps =
                x.iter().zip(gradient).zip(bounds).map(|((x, g), (lower, upper))| clipped_step(*x, *g, *lower, *upper));
            largest(&steps.collect::<Vec<_>>())
        });
        let (gradient, error) = self.gradient.unzip();
        MinimizeSolution {
            status,
            solution: x.into(),
            inner_solution: y.into(),
            objective,
            gradient: gradient.map(Into::into),
            projected_gradient: projected,
            scale: None,
            hypergradient_error: error,
            inner_residual,
            multipliers: None,
            outer_multipliers: None,
            kkt_residual: None,
            stationarity: None,
            method: MinimizeMethod::Stochastic,
            iterations: self.iterations,
            evaluations: self.iterations,
            inner_evaluations: self.functions.inner_evaluations,
            inner_products: self.functions.inner_products,
            history: self.history,
        }
    }
}
