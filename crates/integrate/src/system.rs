//! The equations, events and changes, as integrators see them.

use std::future::{Future, ready};
use superlinear_interface::Error;
use superlinear_numerics::pattern::Pattern;

/// A system `M y' = f(t, y, p)`, with functions whose zeros are events.
pub trait System {
    /// The number of unknowns.
    fn unknowns(&self) -> usize;

    /// The number of parameters with sensitivities.
    fn parameters(&self) -> usize {
        0
    }

    /// Whether there are sensitivities to the initial state, too.
    fn has_initial_sensitivities(&self) -> bool {
        false
    }

    /// The lags of delays, positive. Such a system is integrated by explicit methods, forward in time.
    fn lags(&self) -> &[f64] {
        &[]
    }

    /// Replaces the initial state by the state at a time before the start, if it is another one.
    fn history(&mut self, _t: f64, _state: &mut [f64]) -> impl Future<Output = Result<(), Error>> {
        ready(Ok(()))
    }

    /// Writes `f(t, y)`. With delays, the states at the lags before `t` follow that at `t` in `y`. Numbers that are not finite
    /// make the step shorter.
    fn value(&mut self, t: f64, y: &[f64], value: &mut [f64]) -> impl Future<Output = Result<(), Error>>;

    /// The pattern of the Jacobian of `f`, row by row: a column for each unknown, then one for each parameter.
    fn pattern(&mut self) -> Result<Pattern, Error>;

    /// Writes the entries of the Jacobian, in the order of the pattern.
    fn jacobian(&mut self, t: f64, y: &[f64], entries: &mut [f64]) -> impl Future<Output = Result<(), Error>>;

    /// The value of an event's function.
    fn event(&mut self, index: usize, t: f64, y: &[f64]) -> impl Future<Output = Result<f64, Error>>;

    /// Writes the state after an event with a change.
    fn change(&mut self, index: usize, t: f64, y: &[f64], after: &mut [f64])
    -> impl Future<Output = Result<(), Error>>;

    /// Writes the derivatives of an event's function by time, unknowns and parameters. Needed for sensitivities alone.
    fn event_slopes(
        &mut self,
        _index: usize,
        _t: f64,
        _y: &[f64],
        slopes: &mut [f64],
    ) -> impl Future<Output = Result<(), Error>> {
        slopes.fill(0.0);
        ready(Ok(()))
    }

    /// Writes the derivatives of a change by time, unknowns and parameters, row by row. Needed for sensitivities alone.
    fn change_slopes(
        &mut self,
        _index: usize,
        _t: f64,
        _y: &[f64],
        slopes: &mut [f64],
    ) -> impl Future<Output = Result<(), Error>> {
        slopes.fill(0.0);
        ready(Ok(()))
    }
}
