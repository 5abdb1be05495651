//! The field and the events as functions of the caller, as a dialogue.

use super::checked::{Checked, EventOptions};
use super::problem::{SolveOptions, Terminal};
use super::solution::SolveSolution;
use super::trajectories::{self, Equations};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_integrate::System;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, Vector};
use superlinear_numerics::differences::FORWARD_STEP;
use superlinear_numerics::pattern::Pattern;

/// Equations `M y' = f(t, y)` with functions of the caller.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SolveProblem {
    /// Whether the Jacobian of the field can be asked. Default: forward differences, an evaluation for each entry of the
    /// state.
    #[serde(default)]
    pub jacobian: bool,
    /// The events.
    #[serde(default)]
    pub events: Vec<EventFunctions>,
    /// The initial state, the times and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: SolveOptions,
}

/// An event: a zero of a function, or given times.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventFunctions {
    /// Whether the event has a function. It happens at the zeros of the function.
    #[serde(default)]
    pub function: bool,
    /// Times at which the event happens, in place of a function. Those outside the integration do not count.
    pub times: Option<Vector>,
    /// The direction of the function at its zeros, in the order of integration: 1 rising, -1 falling, 0 both.
    #[serde(default)]
    pub direction: i32,
    /// Whether the event ends the integration: `true` at its first occurrence, an integer n at its n-th.
    #[serde(default)]
    #[schemars(with = "Option<Terminal>")]
    pub terminal: Terminal,
    /// Whether the event has a function for the state after it.
    #[serde(default)]
    pub change: bool,
}

const FIELD: usize = 0;
const JACOBIAN: usize = 1;
const EVENT: usize = 2;
const CHANGE: usize = 3;

/// Entries of the state below this size are displaced as if they had it.
const MIN_DISPLACED: f64 = 1e-5;

impl Dialogue for super::Solve {
    const NAME: &'static str = "ode.solve";
    const QUESTIONS: &'static [&'static str] = &["field", "jacobian", "events.function", "events.change"];
    type Problem = SolveProblem;
    type Solution = SolveSolution;

    fn lengths(problem: &SolveProblem) -> Result<Vec<Lengths>, Error> {
        let n = problem.checked()?.unknowns;
        Ok(vec![
            Lengths { point: 1 + n, answer: n },
            Lengths { point: 1 + n, answer: if problem.jacobian { n * n } else { 0 } },
            Lengths { point: 2 + n, answer: 1 },
            Lengths { point: 2 + n, answer: n },
        ])
    }

    async fn solve(problem: SolveProblem, oracle: Oracle, run: Run) -> Result<SolveSolution, Error> {
        let checked = problem.checked()?;
        checked.ensure_memory(0, &run)?;
        let mut asked = Asked {
            oracle: oracle.clone(),
            unknowns: checked.unknowns,
            has_jacobian: problem.jacobian,
            point: Vec::with_capacity(2 + checked.unknowns),
            run: run.continued(),
        };
        trajectories::solve(&mut asked, &checked, Some(&oracle), &run).await
    }
}

impl SolveProblem {
    fn checked(&self) -> Result<Checked<'_>, Error> {
        let events: Vec<_> = self.events.iter().map(EventFunctions::options).collect();
        Checked::new(&self.options, &events)
    }
}

impl EventFunctions {
    fn options(&self) -> EventOptions<'_> {
        EventOptions {
            times: self.times.as_deref(),
            direction: self.direction,
            terminal: self.terminal,
            has_function: self.function,
            changes: self.change,
        }
    }
}

/// The caller's functions.
struct Asked {
    oracle: Oracle,
    unknowns: usize,
    has_jacobian: bool,
    /// Workspace for the point of a question.
    point: Vec<f64>,
    run: Run,
}

impl Asked {
    async fn ask(&mut self, tag: usize, before: &[f64], y: &[f64], answer: &mut [f64]) {
        self.point.clear();
        self.point.extend_from_slice(before);
        self.point.extend_from_slice(y);
        self.oracle.ask(tag, &self.point, answer).await;
    }
}

impl Equations for Asked {}

impl System for Asked {
    fn unknowns(&self) -> usize {
        self.unknowns
    }

    async fn value(&mut self, t: f64, y: &[f64], value: &mut [f64]) -> Result<(), Error> {
        self.ask(FIELD, &[t], y, value).await;
        Ok(())
    }

    fn pattern(&mut self) -> Result<Pattern, Error> {
        // The pattern, the entries, and the matrices of Newton's method.
        self.run.ensure_memory("initial", [6, self.unknowns, self.unknowns])?;
        Ok(Pattern::dense(self.unknowns, self.unknowns))
    }

    async fn jacobian(&mut self, t: f64, y: &[f64], entries: &mut [f64]) -> Result<(), Error> {
        if self.has_jacobian {
            self.ask(JACOBIAN, &[t], y, entries).await;
            return Ok(());
        }
        let n = self.unknowns;
        let (mut at, mut above, mut point) = (vec![0.0; n], vec![0.0; n], y.to_vec());
        self.ask(FIELD, &[t], y, &mut at).await;
        for j in 0..n {
            point[j] = y[j] + FORWARD_STEP * y[j].abs().max(MIN_DISPLACED);
            self.ask(FIELD, &[t], &point, &mut above).await;
            let step = point[j] - y[j];
            point[j] = y[j];
            (0..n).for_each(|i| entries[i * n + j] = (above[i] - at[i]) / step);
        }
        Ok(())
    }

    async fn event(&mut self, index: usize, t: f64, y: &[f64]) -> Result<f64, Error> {
        let mut value = [f64::NAN];
        self.ask(EVENT, &[index as f64, t], y, &mut value).await;
        Ok(value[0])
    }

    async fn change(&mut self, index: usize, t: f64, y: &[f64], after: &mut [f64]) -> Result<(), Error> {
        self.ask(CHANGE, &[index as f64, t], y, after).await;
        Ok(())
    }
}
