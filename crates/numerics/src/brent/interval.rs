//! What both methods share: their checks, their question, and how they end.

use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Error, Oracle};

/// Why the search stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BrentStatus {
    /// The interval is as small as was asked for.
    Converged,
    /// The iterations were used up.
    IterationLimit,
    /// The time was used up.
    TimeLimit,
}

/// Refuses an interval or options with which no search can start.
pub(super) fn check(lower: f64, upper: f64, tolerance: f64, max_iterations: u32) -> Result<(), Error> {
    for (name, value) in [("lower", lower), ("upper", upper)] {
        if !value.is_finite() {
            return Err(Error::invalid(name, format!("must be a finite number, got {value}")));
        }
    }
    if lower >= upper {
        return Err(Error::invalid("upper", format!("must be above lower = {lower}, got {upper}")));
    }
    if !(upper - lower).is_finite() {
        return Err(Error::invalid("upper", "and lower are too far apart: their difference overflows"));
    }
    if !(tolerance > 0.0 && tolerance.is_finite()) {
        return Err(Error::invalid("tolerance", format!("must be positive and finite, got {tolerance}")));
    }
    if max_iterations == 0 {
        return Err(Error::invalid("maxIterations", "must be at least 1, got 0"));
    }
    Ok(())
}

/// The user's function of one number, asked by question 0.
pub(super) struct ScalarOracle {
    oracle: Oracle,
    name: &'static str,
    pub evaluations: u32,
}

impl ScalarOracle {
    pub fn new(oracle: Oracle, name: &'static str) -> Self {
        Self { oracle, name, evaluations: 0 }
    }

    /// The function's value at `x`, which must be finite.
    pub async fn value(&mut self, x: f64) -> Result<f64, Error> {
        let value = self.value_or_infinity(x).await?;
        if value.is_finite() { Ok(value) } else { Err(self.refuse(x, value)) }
    }

    /// The function's value at `x`, which may also be infinite, but only upwards.
    pub async fn value_or_infinity(&mut self, x: f64) -> Result<f64, Error> {
        let mut answer = [0.0];
        self.oracle.ask(0, &[x], &mut answer).await;
        self.evaluations += 1;
        let [value] = answer;
        if value > f64::NEG_INFINITY { Ok(value) } else { Err(self.refuse(x, value)) }
    }

    fn refuse(&self, x: f64, value: f64) -> Error {
        Error::invalid(self.name, format!("must return a finite number, returned {value} at {x}"))
    }
}
