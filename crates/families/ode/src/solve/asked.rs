//! The field and the events as functions of the caller, as a dialogue.

use super::checked::{Checked, EventOptions};
use super::problem::{Sensitivities, SolveOptions, Terminal};
use super::sensitive::Sensitive;
use super::solution::SolveSolution;
use super::trajectories::{self, Equations};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::Named;
use superlinear_integrate::System;
use superlinear_interface::{Dialogue, Effort, Error, Lengths, Oracle, Run, Vector};
use superlinear_numerics::coloring::column_groups;
use superlinear_numerics::differences::{CENTRAL_STEP, FORWARD_STEP};
use superlinear_numerics::pattern::{Pattern, Structure};

/// Equations `M y' = f(t, y)` with functions of the caller.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SolveProblem {
    /// Whether the Jacobian of the field can be asked. Default: forward differences, an evaluation for each entry of the
    /// state, or fewer if `jacobianStructure` allows several columns per difference.
    #[serde(default)]
    pub jacobian: bool,
    /// The sparsity structure of the Jacobian; `jacobian` then returns the values of these entries in this order.
    /// Default: all entries.
    pub jacobian_structure: Option<Structure>,
    /// The derivatives of the states to compute: `['initial']` for those by the initial state, along the Jacobian, whose
    /// differences limit their accuracy to about 1e-7.
    #[serde(default)]
    pub sensitivities: Sensitivities,
    /// The events.
    #[serde(default)]
    pub events: Vec<EventFunctions>,
    /// Whether the state before the start can be asked, where there are delays. Default: the initial state.
    #[serde(default)]
    pub history: bool,
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
const HISTORY: usize = 4;

/// Entries of the state below this size are displaced as if they had it.
const MIN_DISPLACED: f64 = 1e-5;

impl Dialogue for super::Solve {
    const NAME: &'static str = "ode.solve";
    const QUESTIONS: &'static [&'static str] = &["field", "jacobian", "events.function", "events.change", "history"];
    type Problem = SolveProblem;
    type Solution = SolveSolution;

    fn lengths(problem: &SolveProblem) -> Result<Vec<Lengths>, Error> {
        let checked = problem.checked()?;
        let (n, states) = (checked.unknowns, 1 + checked.lags.len());
        let entries = problem.jacobian_structure.as_ref().map_or(n * n, |structure| structure.rows.len());
        Ok(vec![
            Lengths { point: 1 + states * n, answer: n },
            Lengths { point: 1 + n, answer: if problem.jacobian { entries } else { 0 } },
            Lengths { point: 2 + n, answer: 1 },
            Lengths { point: 2 + n, answer: n },
            Lengths { point: 1, answer: if problem.history { n } else { 0 } },
        ])
    }

    async fn solve(problem: SolveProblem, oracle: Oracle, run: Run) -> Result<SolveSolution, Error> {
        let checked = problem.checked()?;
        let unknowns = checked.unknowns;
        let sensitive = Sensitive::new(&problem.sensitivities, &Named::default(), unknowns)?;
        checked.ensure_sensitivities(&sensitive, &run)?;
        let structure = problem.jacobian_structure.as_ref().map(|structure| structure.pattern(unknowns, unknowns));
        let structure = structure.transpose().map_err(|error| error.within("jacobianStructure"))?;
        let mut asked = Asked {
            oracle: oracle.clone(),
            unknowns,
            lags: checked.lags.clone(),
            has_history: problem.history,
            has_jacobian: problem.jacobian,
            structure,
            differences: None,
            sensitive,
            point: Vec::with_capacity(2 + unknowns),
            last: (Vec::new(), vec![0.0; unknowns]),
            run: run.continued(),
        };
        trajectories::solve_asked(&mut asked, &checked, (&oracle, &run)).await
    }
}

impl SolveProblem {
    fn checked(&self) -> Result<Checked<'_>, Error> {
        let events: Vec<_> = self.events.iter().map(EventFunctions::options).collect();
        Checked::new(&self.options, None, &events, self.history)
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
    lags: Vec<f64>,
    has_history: bool,
    has_jacobian: bool,
    /// The given pattern of the Jacobian.
    structure: Option<Pattern>,
    /// The differences for the Jacobian, once it is needed.
    differences: Option<Differences>,
    sensitive: Sensitive,
    /// Workspace for the point of a question.
    point: Vec<f64>,
    /// The point of the last question about the field, and its answer.
    last: (Vec<f64>, Vec<f64>),
    run: Run,
}

impl Asked {
    async fn ask(&mut self, tag: usize, before: &[f64], y: &[f64], answer: &mut [f64]) {
        self.point.clear();
        self.point.extend_from_slice(before);
        self.point.extend_from_slice(y);
        self.oracle.ask(tag, &self.point, answer).await;
    }

    /// Writes the derivatives of a function of an event by time and state, row by row, by central differences.
    async fn slopes_of(&mut self, tag: usize, index: usize, (t, y): (f64, &[f64]), slopes: &mut [f64]) {
        let columns = 1 + self.unknowns;
        let rows = slopes.len() / columns;
        let mut point = [&[t], y].concat();
        let mut values = [vec![0.0; rows], vec![0.0; rows]];
        for j in 0..columns {
            let at = point[j];
            let mut places = [0.0; 2];
            for ((sign, value), place) in [1.0, -1.0].into_iter().zip(&mut values).zip(&mut places) {
                point[j] = displaced(at, sign * CENTRAL_STEP);
                *place = point[j];
                self.ask(tag, &[index as f64], &point, value).await;
            }
            point[j] = at;
            for i in 0..rows {
                slopes[i * columns + j] = (values[0][i] - values[1][i]) / (places[0] - places[1]);
            }
        }
    }
}

/// A number displaced by a relative step.
fn displaced(x: f64, relative: f64) -> f64 {
    x + relative * x.abs().max(MIN_DISPLACED)
}

/// Columns of the Jacobian for a difference each: those without a row in common.
struct Differences {
    groups: Vec<Group>,
    /// Workspace for the field at a displaced state.
    value: Vec<f64>,
}

/// Columns of the Jacobian, and the places, rows and columns of their entries.
struct Group {
    columns: Vec<usize>,
    entries: Vec<(usize, usize, usize)>,
}

impl Differences {
    fn new(pattern: &Pattern, groups: Vec<Vec<usize>>) -> Self {
        let (mut group_of, mut counts) = (vec![0; pattern.columns], vec![0; groups.len()]);
        for (k, columns) in groups.iter().enumerate() {
            columns.iter().for_each(|&j| group_of[j] = k);
        }
        pattern.entries.iter().for_each(|&(_, j)| counts[group_of[j]] += 1);
        let groups = groups.into_iter().zip(counts);
        let mut groups: Vec<_> =
            groups.map(|(columns, count)| Group { columns, entries: Vec::with_capacity(count) }).collect();
        for (place, &(i, j)) in pattern.entries.iter().enumerate() {
            groups[group_of[j]].entries.push((place, i, j));
        }
        Self { groups, value: vec![0.0; pattern.rows] }
    }
}

impl Equations for Asked {
    fn sensitive(&mut self) -> &mut Sensitive {
        &mut self.sensitive
    }
}

impl System for Asked {
    fn unknowns(&self) -> usize {
        self.unknowns
    }

    fn lags(&self) -> &[f64] {
        &self.lags
    }

    async fn history(&mut self, t: f64, state: &mut [f64]) -> Result<(), Error> {
        if self.has_history {
            self.ask(HISTORY, &[t], &[], state).await;
        }
        Ok(())
    }

    async fn value(&mut self, t: f64, y: &[f64], value: &mut [f64]) -> Result<(), Error> {
        self.ask(FIELD, &[t], y, value).await;
        self.last.0.clone_from(&self.point);
        self.last.1.copy_from_slice(value);
        Ok(())
    }

    fn has_initial_sensitivities(&self) -> bool {
        self.sensitive.has_initial()
    }

    fn pattern(&mut self) -> Result<Pattern, Error> {
        let pattern = match &self.structure {
            Some(pattern) => pattern.clone(),
            None => {
                // The pattern, the entries, the matrices of Newton's method, and the places of differences.
                let matrices = if self.has_jacobian { 6 } else { 9 };
                self.run.ensure_memory("initial", [matrices, self.unknowns, self.unknowns])?;
                Pattern::dense(self.unknowns, self.unknowns)
            }
        };
        if !self.has_jacobian && self.differences.is_none() {
            let groups = column_groups(&pattern, &mut Effort::new(&self.run, "group unknowns"))?;
            self.differences = Some(Differences::new(&pattern, groups));
        }
        Ok(pattern)
    }

    async fn jacobian(&mut self, t: f64, y: &[f64], entries: &mut [f64]) -> Result<(), Error> {
        if self.has_jacobian {
            self.ask(JACOBIAN, &[t], y, entries).await;
            return Ok(());
        }
        let Some(mut differences) = self.differences.take() else { return Ok(()) };
        let n = self.unknowns;
        if self.last.0.first() != Some(&t) || self.last.0[1..] != *y {
            self.value(t, y, &mut vec![0.0; n]).await?;
        }
        let at = self.last.1.clone();
        let mut point = y.to_vec();
        let Differences { groups, value } = &mut differences;
        for Group { columns, entries: own } in groups {
            columns.iter().for_each(|&j| point[j] = displaced(y[j], FORWARD_STEP));
            self.ask(FIELD, &[t], &point, value).await;
            for &(place, i, j) in &*own {
                entries[place] = (value[i] - at[i]) / (point[j] - y[j]);
            }
            columns.iter().for_each(|&j| point[j] = y[j]);
        }
        self.differences = Some(differences);
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

    async fn event_slopes(&mut self, index: usize, t: f64, y: &[f64], slopes: &mut [f64]) -> Result<(), Error> {
        self.slopes_of(EVENT, index, (t, y), slopes).await;
        Ok(())
    }

    async fn change_slopes(&mut self, index: usize, t: f64, y: &[f64], slopes: &mut [f64]) -> Result<(), Error> {
        self.slopes_of(CHANGE, index, (t, y), slopes).await;
        Ok(())
    }
}
