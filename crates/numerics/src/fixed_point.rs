//! Fixed points x = G(x) of the caller's map, by Anderson acceleration with a safeguard or by plain iteration.
//!
//! Sources: Walker, Ni, Anderson Acceleration for Fixed-Point Iterations, SIAM J. Numer. Anal. 49, 2011; for the error
//! bound, Banach's fixed-point theorem.

use crate::anderson::Anderson;
use crate::vectors::{are_finite, norm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, Vector, check};

/// Finds a fixed point of a map.
pub struct FixedPoint;

/// The starting point and the accuracy of a search for a fixed point of `map`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FixedPointProblem {
    /// The starting point.
    pub initial: Vector,
    /// The method.
    #[serde(default)]
    pub method: FixedPointMethod,
    /// The number of earlier points that `anderson` combines, at most 20. 0 gives the plain iteration.
    #[serde(default = "default_window")]
    pub window: u32,
    /// The fraction of a step that is taken, above 0 and at most 1.
    #[serde(default = "default_damping")]
    pub damping: f64,
    /// The tolerance on `residual`, relative to 1 plus the norm of the point.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of evaluations of the map.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether to go back to the best point, and forget the earlier ones, if an accelerated step raises the residual to
    /// more than ten times the smallest one.
    #[serde(default = "default_safeguard")]
    pub safeguard: bool,
    /// A number below 1 by which the map contracts distances, if known: this gives `errorBound`.
    pub contraction: Option<f64>,
}

fn default_window() -> u32 {
    5
}

fn default_damping() -> f64 {
    1.0
}

fn default_tolerance() -> f64 {
    1e-10
}

fn default_max_iterations() -> u32 {
    500
}

fn default_safeguard() -> bool {
    true
}

/// The method for fixed points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum FixedPointMethod {
    /// Anderson acceleration: combines the last points so that their residuals nearly cancel.
    #[default]
    Anderson,
    /// The iteration `x = G(x)`.
    Plain,
}

/// Reasons for termination of `fixedPoint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum FixedPointStatus {
    /// The residual is within the tolerance.
    Converged,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
    /// The residual has not fallen for 100 evaluations, as in a cycle or at the level of rounding.
    Stalled,
    /// The residual or the points grow beyond all bounds.
    Diverged,
}

/// The fixed point found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FixedPointSolution {
    /// The reason for termination.
    pub status: FixedPointStatus,
    /// The point with the smallest residual.
    pub solution: Vector,
    /// The norm of `G(x) - x` there.
    pub residual: f64,
    /// The number of evaluations of the map.
    pub iterations: u32,
    /// The ratio of the last two residuals of successive plain steps: an estimate of the contraction. Absent without two
    /// such steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contraction: Option<f64>,
    /// A bound of the distance to the fixed point, `residual / (1 - contraction)` with the contraction of the problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_bound: Option<f64>,
}

/// The residual, in units of the first one plus 1, from which the iteration diverges.
const DIVERGED: f64 = 1e12;

/// The number of evaluations without a smaller residual after which the iteration stalls.
const MAX_IDLE: u32 = 100;

/// The ratio of the residual of an accelerated step to the smallest one at which the safeguard acts.
const SAFEGUARD: f64 = 10.0;

/// The maximum number of combined points.
const MAX_WINDOW: usize = 20;

/// A point, its image, and their distance.
#[derive(Clone)]
struct Visited {
    point: Vec<f64>,
    image: Vec<f64>,
    residual: f64,
}

/// The state of the iteration.
struct Iteration<'a> {
    problem: &'a FixedPointProblem,
    /// `None` for the plain iteration.
    anderson: Option<Anderson>,
    weights: Vec<f64>,
    best: Option<Visited>,
    first: f64,
    /// The residual at the last point if a plain step left it.
    before_plain_step: Option<f64>,
    contraction: Option<f64>,
    iterations: u32,
    idle: u32,
    is_accelerated: bool,
}

impl<'a> Iteration<'a> {
    fn new(problem: &'a FixedPointProblem) -> Self {
        let is_plain = problem.method == FixedPointMethod::Plain || problem.window == 0;
        Self {
            problem,
            anderson: (!is_plain).then(|| Anderson::new(problem.window as usize)),
            weights: vec![1.0; problem.initial.len()],
            best: None,
            first: 0.0,
            before_plain_step: None,
            contraction: None,
            iterations: 0,
            idle: 0,
            is_accelerated: false,
        }
    }

    /// Takes the image of a point, and replaces the point by the next one. Returns the reason for termination, if any.
    fn advance(&mut self, point: &mut Vec<f64>, image: &[f64]) -> Option<FixedPointStatus> {
        self.iterations += 1;
        let residual = norm(&image.iter().zip(&*point).map(|(image, x)| image - x).collect::<Vec<_>>());
        if self.best.is_none() {
            self.first = residual;
        }
        let size = norm(point);
        // Unlike the negation of `>`, this rejects NaN.
        let is_bounded = size.is_finite() && residual <= (DIVERGED * (1.0 + self.first)).min(f64::MAX);
        if !is_bounded {
            return Some(FixedPointStatus::Diverged);
        }
        if let Some(before) = self.before_plain_step.take().filter(|&before| before > 0.0) {
            self.contraction = Some(residual / before);
        }
        let least = self.best.as_ref().map_or(f64::INFINITY, |best| best.residual);
        self.idle += 1;
        if residual < least {
            self.idle = 0;
            self.best = Some(Visited { point: point.clone(), image: image.to_vec(), residual });
        }
        if residual <= self.problem.tolerance * (1.0 + size) {
            self.best = Some(Visited { point: point.clone(), image: image.to_vec(), residual });
            return Some(FixedPointStatus::Converged);
        }
        if self.idle >= MAX_IDLE {
            return Some(FixedPointStatus::Stalled);
        }
        self.step(point, image, residual);
        let limit = self.iterations >= self.problem.max_iterations;
        limit.then_some(FixedPointStatus::IterationLimit)
    }

    fn step(&mut self, point: &mut Vec<f64>, image: &[f64], residual: f64) {
        let damped = |point: &[f64], image: &[f64]| -> Vec<f64> {
            let damping = self.problem.damping;
            point.iter().zip(image).map(|(x, image)| x + damping * (image - x)).collect()
        };
        if let Some(best) = &self.best
            && self.problem.safeguard
            && self.is_accelerated
            && residual > SAFEGUARD * best.residual
        {
            *point = damped(&best.point, &best.image);
            if let Some(anderson) = &mut self.anderson {
                anderson.clear();
            }
            self.is_accelerated = false;
            return;
        }
        let next = damped(point, image);
        self.is_accelerated = match &mut self.anderson {
            Some(anderson) => anderson.advance(point, &next, &self.weights) > 0,
            None => {
                *point = next;
                false
            }
        };
        if !self.is_accelerated {
            self.before_plain_step = Some(residual);
        }
    }

    fn report(self, status: FixedPointStatus) -> FixedPointSolution {
        let initial = self.problem.initial.to_vec();
        let (solution, residual) = self.best.map_or((initial, f64::MAX), |best| (best.point, best.residual));
        let bound = self.problem.contraction.map(|contraction| residual / (1.0 - contraction));
        FixedPointSolution {
            status,
            solution: solution.into(),
            residual,
            iterations: self.iterations,
            contraction: self.contraction.filter(|contraction| contraction.is_finite()),
            error_bound: bound.filter(|bound| bound.is_finite()),
        }
    }
}

impl Dialogue for FixedPoint {
    const NAME: &'static str = "numerics.fixedPoint";
    const QUESTIONS: &'static [&'static str] = &["map"];
    type Problem = FixedPointProblem;
    type Solution = FixedPointSolution;

    fn lengths(problem: &FixedPointProblem) -> Result<Vec<Lengths>, Error> {
        let count = problem.initial.len();
        check::entries("initial", count, 1..)?;
        Ok(vec![Lengths { point: count, answer: count }])
    }

    async fn solve(problem: FixedPointProblem, oracle: Oracle, run: Run) -> Result<FixedPointSolution, Error> {
        check::numbers("initial", &problem.initial, check::FINITE)?;
        check::count("window", problem.window as usize, 0..=MAX_WINDOW)?;
        check::number("damping", problem.damping, check::PROPORTION)?;
        check::tolerance(problem.tolerance)?;
        check::at_least_one("maxIterations", Some(problem.max_iterations))?;
        check::optional("contraction", problem.contraction, 0.0..1.0)?;
        run.ensure_memory("initial", [problem.initial.len(), 2 * problem.window as usize + 8])?;
        let mut iteration = Iteration::new(&problem);
        let work = async {
            let mut point = problem.initial.to_vec();
            let mut image = vec![0.0; point.len()];
            loop {
                if run.is_out_of_time()? && iteration.best.is_some() {
                    return Ok(FixedPointStatus::TimeLimit);
                }
                oracle.ask(0, &point, &mut image).await;
                if iteration.best.is_none() && !are_finite(&image) {
                    let place = image.iter().position(|number| !number.is_finite()).unwrap_or(0);
                    let message = format!(
                        "must give finite numbers at initial, gave {} at entry {place}",
                        check::short(image[place])
                    );
                    return Err(Error::invalid("map", message));
                }
                if let Some(status) = iteration.advance(&mut point, &image) {
                    return Ok(status);
                }
                if !are_finite(&point) {
                    return Ok(FixedPointStatus::Diverged);
                }
            }
        };
        // An answer that never comes leaves the best point so far.
        let status = oracle.while_answered(work).await.unwrap_or(Ok(FixedPointStatus::TimeLimit))?;
        Ok(iteration.report(status))
    }
}
