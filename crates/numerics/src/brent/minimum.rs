//! Brent's minimizer (`localmin`, chapter 5): golden sections, and parabolic steps when acceptable.

use super::interval::{BrentStatus, ScalarOracle, check_interval};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run};

/// Minimizes a function of one variable without derivatives.
pub struct BrentMinimum;

/// The interval and the accuracy of a search for a minimum of `objective`, a function of one number. If there are
/// several minima, one of them is found. The objective may be `Infinity`, worse than any number, but neither
/// `-Infinity` nor NaN.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BrentMinimumProblem {
    /// The lower endpoint of the interval. The objective is not evaluated at the endpoints.
    pub lower: f64,
    /// The upper endpoint of the interval, above `lower`.
    pub upper: f64,
    /// Absolute tolerance on the minimizer. The effective tolerance is larger by 1.5e-8 times the minimizer, since near
    /// a minimum the values of the objective differ by less than rounding.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Limit on iterations, each with one evaluation of the objective.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
}

fn default_tolerance() -> f64 {
    1e-10
}

fn default_max_iterations() -> u32 {
    200
}

/// The minimum found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BrentMinimumSolution {
    /// The termination status.
    pub status: BrentStatus,
    /// The number of iterations.
    pub iterations: u32,
    /// The number of evaluations of the objective.
    pub evaluations: u32,
    /// The best point found.
    pub minimizer: f64,
    /// The objective at the minimizer.
    pub objective: f64,
    /// The lower endpoint of an interval that contains a minimizer.
    pub lower: f64,
    /// The upper endpoint of that interval.
    pub upper: f64,
}

/// The fraction of the larger part in a golden section: (3 - sqrt 5) / 2.
const GOLDEN: f64 = 0.381_966_011_250_105_1;

/// The square root of the machine epsilon, the limiting accuracy of a minimizer computed from values alone (Brent 1973,
/// 5.2).
const RELATIVE_TOLERANCE: f64 = 1.490_116_119_384_765_6e-8;

/// A point and its value.
#[derive(Clone, Copy)]
struct Sample {
    x: f64,
    value: f64,
}

/// The state of a search: an interval, its three best points, and the last two steps.
struct Search {
    lower: f64,
    upper: f64,
    best: Sample,
    second: Sample,
    third: Sample,
    step: f64,
    step_before: f64,
}

impl Search {
    fn tolerance(&self, absolute: f64) -> f64 {
        RELATIVE_TOLERANCE * self.best.x.abs() + absolute
    }

    fn is_small(&self, tolerance: f64) -> bool {
        let middle = 0.5 * self.lower + 0.5 * self.upper;
        (self.best.x - middle).abs() <= 2.0 * tolerance - 0.5 * (self.upper - self.lower)
    }

    /// The next trial point: the vertex of the parabola through the three best points if it lies inside the interval
    /// and steps are shrinking, otherwise a golden section of the larger part.
    fn next(&mut self, tolerance: f64) -> f64 {
        let x = self.best.x;
        let middle = 0.5 * self.lower + 0.5 * self.upper;
        match self.parabolic_step(tolerance) {
            Some(step) => {
                self.step_before = self.step;
                self.step = step;
                let trial = x + step;
                if trial - self.lower < 2.0 * tolerance || self.upper - trial < 2.0 * tolerance {
                    self.step = if x < middle { tolerance } else { -tolerance };
                }
            }
            None => {
                self.step_before = if x < middle { self.upper - x } else { self.lower - x };
                self.step = GOLDEN * self.step_before;
            }
        }
        // Points closer than the tolerance are indistinguishable.
        if self.step.abs() >= tolerance { x + self.step } else { x + tolerance.copysign(self.step) }
    }

    fn parabolic_step(&self, tolerance: f64) -> Option<f64> {
        if self.step_before.abs() <= tolerance {
            return None;
        }
        let (x, value) = (self.best.x, self.best.value);
        let r = (x - self.second.x) * (value - self.third.value);
        let q = (x - self.third.x) * (value - self.second.value);
        let p = (x - self.third.x) * q - (x - self.second.x) * r;
        let denominator = 2.0 * (q - r);
        let (p, q) = if denominator > 0.0 { (-p, denominator) } else { (p, -denominator) };
        // False for NaN from infinite values.
        let shrinks = p.abs() < (0.5 * q * self.step_before).abs();
        let is_inside = p > q * (self.lower - x) && p < q * (self.upper - x);
        (shrinks && is_inside).then(|| p / q)
    }

    /// Updates the interval and the three best points with a trial point.
    fn update(&mut self, trial: Sample) {
        let best = self.best;
        if trial.value <= best.value {
            if trial.x < best.x {
                self.upper = best.x
            } else {
                self.lower = best.x
            }
            (self.third, self.second, self.best) = (self.second, best, trial);
            return;
        }
        if trial.x < best.x {
            self.lower = trial.x
        } else {
            self.upper = trial.x
        }
        if trial.value <= self.second.value || self.second.x == best.x {
            (self.third, self.second) = (self.second, trial);
        } else if trial.value <= self.third.value || self.third.x == best.x || self.third.x == self.second.x {
            self.third = trial;
        }
    }
}

impl Dialogue for BrentMinimum {
    const NAME: &'static str = "numerics.brentMinimum";
    const QUESTIONS: &'static [&'static str] = &["objective"];
    type Problem = BrentMinimumProblem;
    type Solution = BrentMinimumSolution;

    fn lengths(_: &BrentMinimumProblem) -> Result<Vec<Lengths>, Error> {
        Ok(vec![Lengths { point: 1, answer: 1 }])
    }

    async fn solve(problem: BrentMinimumProblem, oracle: Oracle, run: Run) -> Result<BrentMinimumSolution, Error> {
        let BrentMinimumProblem { lower, upper, tolerance, max_iterations } = problem;
        check_interval(lower, upper, tolerance, max_iterations)?;
        let caller = oracle.clone();
        let mut oracle = ScalarOracle::new(oracle, Self::QUESTIONS[0]);

        let x = lower + GOLDEN * (upper - lower);
        let first = Sample { x, value: oracle.value_or_infinity(x).await? };
        let mut search = Search { lower, upper, best: first, second: first, third: first, step: 0.0, step_before: 0.0 };
        let mut iterations = 0;
        let status = loop {
            let tolerance = search.tolerance(tolerance);
            if search.is_small(tolerance) {
                break BrentStatus::Converged;
            }
            if iterations == max_iterations {
                break BrentStatus::IterationLimit;
            }
            if run.is_out_of_time()? {
                break BrentStatus::TimeLimit;
            }
            let x = search.next(tolerance);
            let Some(value) = caller.in_time(&run, oracle.value_or_infinity(x)).await else {
                break BrentStatus::TimeLimit;
            };
            iterations += 1;
            search.update(Sample { x, value: value? });
        };
        let Search { lower, upper, best, .. } = search;
        if best.value == f64::INFINITY {
            return Err(Error::invalid(Self::QUESTIONS[0], "is Infinity at every point that was tried"));
        }
        let evaluations = oracle.evaluations;
        Ok(BrentMinimumSolution {
            status,
            iterations,
            evaluations,
            minimizer: best.x,
            objective: best.value,
            lower,
            upper,
        })
    }
}
