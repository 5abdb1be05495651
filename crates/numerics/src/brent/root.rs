//! Brent's root finder (`zeroin`, chapter 4): bisection, and inverse quadratic interpolation when acceptable.

use super::interval::{BrentStatus, ScalarOracle, check_interval};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, check};

/// Finds a root of a function of one variable in an interval with a change of sign.
pub struct BrentRoot;

/// The interval and the accuracy of a search for a root of `function`, a function of one number. The values at the two
/// endpoints must differ in sign, and all values must be finite.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BrentRootProblem {
    /// The lower endpoint of the interval.
    pub lower: f64,
    /// The upper endpoint of the interval, above `lower`.
    pub upper: f64,
    /// Absolute tolerance on the root. The effective tolerance is larger by twice the rounding of the root.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Limit on iterations, each with one evaluation of the function.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
}

fn default_tolerance() -> f64 {
    1e-14
}

fn default_max_iterations() -> u32 {
    200
}

/// The root found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BrentRootSolution {
    /// The termination status.
    pub status: BrentStatus,
    /// The number of iterations.
    pub iterations: u32,
    /// The number of evaluations of the function.
    pub evaluations: u32,
    /// The best approximation of the root.
    pub root: f64,
    /// The function at the root.
    pub value: f64,
    /// The lower endpoint of an interval with a change of sign.
    pub lower: f64,
    /// The upper endpoint of that interval.
    pub upper: f64,
}

/// A point and its value.
#[derive(Clone, Copy, Debug)]
pub struct RootSample {
    /// The point.
    pub x: f64,
    /// The function at the point.
    pub value: f64,
}

/// The state of a search by Brent's method: the sign changes between `best` and `opposite`; `previous` is the previous best
/// point.
#[derive(Debug)]
pub struct RootSearch {
    /// The best approximation of the root.
    pub best: RootSample,
    opposite: RootSample,
    previous: RootSample,
    step: f64,
    step_before: f64,
}

impl RootSearch {
    /// Starts between two points with values of different signs.
    pub fn new(lower: RootSample, upper: RootSample) -> Self {
        let width = upper.x - lower.x;
        let mut search = Self { best: upper, opposite: lower, previous: lower, step: width, step_before: width };
        search.order();
        search
    }

    /// Makes `best` the endpoint with the smaller absolute value.
    fn order(&mut self) {
        if self.opposite.value.abs() < self.best.value.abs() {
            (self.previous, self.best, self.opposite) = (self.best, self.opposite, self.best);
        }
    }

    /// The points on both sides of the change of sign.
    pub fn ends(&self) -> [f64; 2] {
        [self.best.x.min(self.opposite.x), self.best.x.max(self.opposite.x)]
    }

    /// A tolerance of at least the rounding of the best point.
    pub fn tolerance(&self, absolute: f64) -> f64 {
        2.0 * f64::EPSILON * self.best.x.abs() + 0.5 * absolute
    }

    /// Whether the best point is within the tolerance of a root.
    pub fn has_converged(&self, tolerance: f64) -> bool {
        self.half_width().abs() <= tolerance || self.best.value == 0.0
    }

    fn half_width(&self) -> f64 {
        0.5 * (self.opposite.x - self.best.x)
    }

    /// The next trial point: an interpolation if it lies well inside and steps are shrinking, otherwise the midpoint.
    pub fn next(&mut self, tolerance: f64) -> f64 {
        let half = self.half_width();
        match self.interpolated_step(half, tolerance) {
            Some(step) => (self.step_before, self.step) = (self.step, step),
            None => (self.step_before, self.step) = (half, half),
        }
        // Steps shorter than the tolerance are indistinguishable from none.
        self.best.x + if self.step.abs() > tolerance { self.step } else { tolerance.copysign(half) }
    }

    fn interpolated_step(&self, half: f64, tolerance: f64) -> Option<f64> {
        if self.step_before.abs() < tolerance || self.previous.value.abs() <= self.best.value.abs() {
            return None;
        }
        let s = self.best.value / self.previous.value;
        let (p, q) = if self.previous.x == self.opposite.x {
            (2.0 * half * s, 1.0 - s)
        } else {
            let q = self.previous.value / self.opposite.value;
            let r = self.best.value / self.opposite.value;
            let p = s * (2.0 * half * q * (q - r) - (self.best.x - self.previous.x) * (r - 1.0));
            (p, (q - 1.0) * (r - 1.0) * (s - 1.0))
        };
        let (p, q) = if p > 0.0 { (p, -q) } else { (-p, q) };
        let is_inside = 2.0 * p < 3.0 * half * q - (tolerance * q).abs();
        let shrinks = p < (0.5 * self.step_before * q).abs();
        (is_inside && shrinks).then(|| p / q)
    }

    /// Updates the state with a trial point.
    pub fn update(&mut self, trial: RootSample) {
        self.previous = self.best;
        self.best = trial;
        if (trial.value > 0.0) == (self.opposite.value > 0.0) {
            self.opposite = self.previous;
            self.step = self.best.x - self.previous.x;
            self.step_before = self.step;
        }
        self.order();
    }
}

impl Dialogue for BrentRoot {
    const NAME: &'static str = "numerics.brentRoot";
    const QUESTIONS: &'static [&'static str] = &["function"];
    type Problem = BrentRootProblem;
    type Solution = BrentRootSolution;

    fn lengths(_: &BrentRootProblem) -> Result<Vec<Lengths>, Error> {
        Ok(vec![Lengths { point: 1, answer: 1 }])
    }

    async fn solve(problem: BrentRootProblem, oracle: Oracle, run: Run) -> Result<BrentRootSolution, Error> {
        let BrentRootProblem { lower, upper, tolerance, max_iterations } = problem;
        check_interval(lower, upper, tolerance, max_iterations)?;
        let caller = oracle.clone();
        let mut oracle = ScalarOracle::new(oracle, Self::QUESTIONS[0]);

        let at_lower = RootSample { x: lower, value: oracle.value(lower).await? };
        let at_upper = RootSample { x: upper, value: oracle.value(upper).await? };
        let is_root_at_end = at_lower.value == 0.0 || at_upper.value == 0.0;
        if !is_root_at_end && (at_lower.value > 0.0) == (at_upper.value > 0.0) {
            let [f, lower, g, upper] = [at_lower.value, lower, at_upper.value, upper].map(check::short);
            let values = format!("{f} at lower = {lower}, {g} at upper = {upper}");
            return Err(Error::invalid(
                Self::QUESTIONS[0],
                format!("must differ in sign at the two ends, returned {values}"),
            ));
        }

        let mut search = RootSearch::new(at_lower, at_upper);
        let mut iterations = 0;
        let status = loop {
            let tolerance = search.tolerance(tolerance);
            if search.has_converged(tolerance) {
                break BrentStatus::Converged;
            }
            if iterations == max_iterations {
                break BrentStatus::IterationLimit;
            }
            if run.is_out_of_time()? {
                break BrentStatus::TimeLimit;
            }
            let x = search.next(tolerance);
            let Some(value) = caller.in_time(&run, oracle.value(x)).await else { break BrentStatus::TimeLimit };
            iterations += 1;
            search.update(RootSample { x, value: value? });
        };
        let (best, [lower, upper]) = (search.best, search.ends());
        let evaluations = oracle.evaluations;
        Ok(BrentRootSolution { status, iterations, evaluations, root: best.x, value: best.value, lower, upper })
    }
}
