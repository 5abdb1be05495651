//! The problem of `solve`, except for its functions.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;
use superlinear_expression::Named;
use superlinear_interface::{NumberOrVector, Vector, VectorOrMatrix};

/// The initial state, the times and the options of an integration.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SolveOptions {
    /// The initial state, or several as the rows of a matrix, one for each trajectory. A named system has a default.
    pub initial: Option<VectorOrMatrix>,
    /// The initial time.
    #[serde(default)]
    pub from: f64,
    /// The lags of delays, positive, by the names under which the field has the states at the lags before `t`: as inputs of a
    /// formula, with the length of the state each, or as entries of the last argument of a function. Requires explicit methods
    /// and ascending times.
    #[serde(default)]
    pub delays: Named<f64>,
    /// The times of the wanted states, ascending or descending from `from` on; the last one is the final time.
    pub times: Option<Vector>,
    /// The final time, in place of `times`: the states after all steps are returned.
    pub to: Option<f64>,
    /// The method.
    #[serde(default)]
    pub method: SolveMethod,
    /// The relative tolerance on the error of a step; at least 1e-13, and below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The absolute tolerance on the error of a step: a number, or one for each entry of the state. It matters for
    /// entries near 0, and may be 0 if no entry of `initial` is.
    #[serde(default = "default_absolute_tolerance")]
    pub absolute_tolerance: NumberOrVector,
    /// The diagonal of a mass matrix `M` in `M y' = f(t, y)`. A zero makes an equation algebraic; its unknown is then
    /// solved for before the first step. Requires `radau`, which `auto` then selects.
    pub mass_matrix: Option<Vector>,
    /// The size of the first step. Default: from first and second derivatives.
    pub first_step: Option<f64>,
    /// The maximum size of a step. Default: no limit.
    pub largest_step: Option<f64>,
    /// The maximum number of steps for each trajectory, rejected ones included; at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// The tolerance of a steady state. The integration ends once each derivative is at most `steadyTolerance` times the
    /// larger of its entry's magnitude and `absoluteTolerance / tolerance`. Default: no test.
    pub steady_tolerance: Option<f64>,
    /// Whether to estimate the error by a second integration with a tenth of the tolerances. Its result is
    /// returned. It takes more than half of the time. Default: `true` for one trajectory.
    pub estimate_error: Option<bool>,
}

fn default_tolerance() -> f64 {
    1e-6
}

fn default_absolute_tolerance() -> NumberOrVector {
    NumberOrVector::Number(1e-9)
}

fn default_max_iterations() -> u32 {
    100_000
}

/// The method of integration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SolveMethod {
    /// Begins with `dormandPrince5`, or with `dormandPrince8` if `tolerance` is 1e-6 or less, and changes to `radau`
    /// while the problem is stiff.
    #[default]
    Auto,
    /// The explicit Runge–Kutta method of order 5 by Dormand and Prince, for low accuracy.
    DormandPrince5,
    /// The explicit Runge–Kutta method of order 8 by Dormand and Prince, for high accuracy.
    DormandPrince8,
    /// The implicit Runge–Kutta method Radau IIA of order 5, for stiff and for algebraic equations.
    Radau,
}

/// A used method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SolveRoute {
    /// The method of this name.
    DormandPrince5,
    /// The method of this name.
    DormandPrince8,
    /// The method of this name.
    Radau,
}

/// The last occurrence of an event, at the end of the integration: `true` means the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terminal(pub Option<u32>);

impl<'de> Deserialize<'de> for Terminal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TerminalVisitor)
    }
}

struct TerminalVisitor;

impl Visitor<'_> for TerminalVisitor {
    type Value = Terminal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a boolean or a positive integer")
    }

    fn visit_bool<E>(self, is_terminal: bool) -> Result<Terminal, E> {
        Ok(Terminal(is_terminal.then_some(1)))
    }

    fn visit_u64<E: serde::de::Error>(self, count: u64) -> Result<Terminal, E> {
        match u32::try_from(count) {
            Ok(count) if count > 0 => Ok(Terminal(Some(count))),
            _ => Err(E::invalid_value(serde::de::Unexpected::Unsigned(count), &self)),
        }
    }

    fn visit_f64<E: serde::de::Error>(self, count: f64) -> Result<Terminal, E> {
        if count.fract() == 0.0 && (1.0..=f64::from(u32::MAX)).contains(&count) {
            return Ok(Terminal(Some(count as u32)));
        }
        Err(E::invalid_value(serde::de::Unexpected::Float(count), &self))
    }
}

impl JsonSchema for Terminal {
    fn schema_name() -> Cow<'static, str> {
        "Terminal".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "boolean" }, { "type": "number" }] })
    }
}

/// The parameters with sensitivities: none, all, or those with these names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sensitivities {
    /// None.
    #[default]
    None,
    /// All parameters.
    All,
    /// These parameters.
    Names(Vec<String>),
}

impl<'de> Deserialize<'de> for Sensitivities {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SensitivitiesVisitor)
    }
}

struct SensitivitiesVisitor;

impl<'de> Visitor<'de> for SensitivitiesVisitor {
    type Value = Sensitivities;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a boolean or a list of names")
    }

    fn visit_bool<E>(self, all: bool) -> Result<Sensitivities, E> {
        Ok(if all { Sensitivities::All } else { Sensitivities::None })
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut sequence: A) -> Result<Sensitivities, A::Error> {
        let mut names: Vec<String> = Vec::new();
        while let Some(name) = sequence.next_element::<String>()? {
            if names.contains(&name) {
                return Err(A::Error::custom(format!("must have each name once, got {name} twice")));
            }
            names.push(name);
        }
        Ok(Sensitivities::Names(names))
    }
}

impl JsonSchema for Sensitivities {
    fn schema_name() -> Cow<'static, str> {
        "Sensitivities".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "boolean" }, { "type": "array", "items": { "type": "string" } }] })
    }
}
