//! Common parts of both methods: validation, the question, and termination.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Error, Oracle, check};

/// The termination status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BrentStatus {
    /// The interval is within the tolerance.
    Converged,
    /// The iteration limit was reached.
    IterationLimit,
    /// The time limit was reached.
    TimeLimit,
}

/// Validates the interval and the options.
pub(super) fn check_interval(lower: f64, upper: f64, tolerance: f64, max_iterations: u32) -> Result<(), Error> {
    for (name, value) in [("lower", lower), ("upper", upper)] {
        check::number(name, value, check::FINITE)?;
    }
    if lower >= upper {
        let [lower, upper] = [lower, upper].map(check::short);
        return Err(Error::invalid("upper", format!("must be above lower = {lower}, got {upper}")));
    }
    if !(upper - lower).is_finite() {
        return Err(Error::invalid("upper", "and lower have a difference that overflows"));
    }
    check::number("tolerance", tolerance, check::POSITIVE)?;
    check::at_least_one("maxIterations", Some(max_iterations))
}

/// The caller's scalar function, evaluated by question 0.
pub(super) struct ScalarOracle {
    oracle: Oracle,
    name: &'static str,
    pub evaluations: u32,
}

impl ScalarOracle {
    pub(crate) fn new(oracle: Oracle, name: &'static str) -> Self {
        Self { oracle, name, evaluations: 0 }
    }

    /// The value at `x`. Fails if it is not finite.
    pub(crate) async fn value(&mut self, x: f64) -> Result<f64, Error> {
        let value = self.value_or_infinity(x).await?;
        if value.is_finite() { Ok(value) } else { Err(self.refuse(x, value)) }
    }

    /// The value at `x`. Fails for NaN and minus infinity.
    pub(crate) async fn value_or_infinity(&mut self, x: f64) -> Result<f64, Error> {
        let mut answer = [0.0];
        self.oracle.ask(0, &[x], &mut answer).await;
        self.evaluations += 1;
        let [value] = answer;
        if value > f64::NEG_INFINITY { Ok(value) } else { Err(self.refuse(x, value)) }
    }

    fn refuse(&self, x: f64, value: f64) -> Error {
        let [x, value] = [x, value].map(check::short);
        Error::invalid(self.name, format!("must return a finite number, returned {value} at {x}"))
    }
}
