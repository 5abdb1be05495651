//! The problem of `solve` with functions as data.

use super::checked::EventOptions;
use super::problem::{Sensitivities, SolveOptions, Terminal};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::function::Function;
use superlinear_expression::{Named, OrFunction};
use superlinear_integrate::NamedSystem;
use superlinear_interface::Vector;

/// Equations `M y' = f(t, y)` with functions as data: of the time `t`, the state `y` and parameters. Each of these may
/// be absent. Derivatives are exact.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SolveExpressionsProblem {
    /// The field `f`: a function with a value for each entry of the state.
    pub field: Option<Function>,
    /// A well-known system, in place of `field`.
    pub system: Option<NamedSystem>,
    /// All parameters of the functions, by name. Those of a named system have defaults.
    #[serde(default)]
    pub parameters: Named,
    /// The events.
    #[serde(default)]
    pub events: Vec<EventExpressions>,
    /// Whether to compute the derivatives of the states by all parameters; or the names of parameters to compute them by,
    /// among which `initial` is the initial state.
    #[serde(default)]
    pub sensitivities: Sensitivities,
    /// A function of time, state and parameters, with a number or a vector as value, to be evaluated at all states: what is
    /// measured of them.
    pub observe: Option<Function>,
    /// The state before the start, where there are delays: a vector, or a function of time and parameters. Default: the initial
    /// state.
    pub history: Option<OrFunction<Vector>>,
    /// The initial state, the times and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: SolveOptions,
}

/// An event: a zero of a function, or given times.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventExpressions {
    /// A scalar function: the event happens at its zeros.
    pub function: Option<Function>,
    /// Times at which the event happens, in place of `function`. Those outside the integration do not count.
    pub times: Option<Vector>,
    /// The direction of the function at its zeros, in the order of integration: 1 rising, -1 falling, 0 both.
    #[serde(default)]
    pub direction: i32,
    /// Whether the event ends the integration: `true` at its first occurrence, an integer n at its n-th.
    #[serde(default)]
    #[schemars(with = "Option<Terminal>")]
    pub terminal: Terminal,
    /// The state after the event, as a function of time, state before it and parameters. Default: no change.
    pub change: Option<Function>,
}

impl EventExpressions {
    pub(super) fn options(&self) -> EventOptions<'_> {
        EventOptions {
            times: self.times.as_deref(),
            direction: self.direction,
            terminal: self.terminal,
            has_function: self.function.is_some(),
            changes: self.change.is_some(),
        }
    }
}
