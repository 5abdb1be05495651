//! Problems with bounds and inequalities for the tests: those of the table, and others.

use crate::common::{Given, Program, converse, custom};
use serde::Deserialize;
use superlinear_constrained::minimize::{MinimizeProblem, MinimizeSolution};
use superlinear_interface::RunOptions;

/// A problem with bounds and inequalities.
#[derive(Clone, Debug)]
pub struct Bounded {
    pub program: Program,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    pub constraint_lower: Vec<f64>,
    pub constraint_upper: Vec<f64>,
}

/// The solution of a run, and whether a function was evaluated outside the bounds.
pub struct Outcome {
    pub solution: MinimizeSolution,
    pub asked_outside: u32,
}

impl Bounded {
    /// A problem without bounds, and with unbounded constraints.
    pub fn new(objective: &str, constraints: &[&str], initial: &[f64]) -> Self {
        let (n, m) = (initial.len(), constraints.len());
        Self {
            program: custom(objective, constraints, initial),
            lower: vec![f64::NEG_INFINITY; n],
            upper: vec![f64::INFINITY; n],
            constraint_lower: vec![f64::NEG_INFINITY; m],
            constraint_upper: vec![f64::INFINITY; m],
        }
    }

    pub fn between(mut self, lower: &[f64], upper: &[f64]) -> Self {
        (self.lower, self.upper) = (lower.to_vec(), upper.to_vec());
        self
    }

    pub fn where_constraints_are(mut self, lower: &[f64], upper: &[f64]) -> Self {
        (self.constraint_lower, self.constraint_upper) = (lower.to_vec(), upper.to_vec());
        self
    }

    /// The solver's problem, with these derivatives provided.
    pub fn problem(&self, given: Given) -> MinimizeProblem {
        let has_constraints = !self.program.constraints.is_empty();
        let mut problem = self.program.problem(given);
        problem.options.lower = Some(self.lower.clone().into());
        problem.options.upper = Some(self.upper.clone().into());
        problem.options.constraint_lower = has_constraints.then(|| self.constraint_lower.clone().into());
        problem.options.constraint_upper = has_constraints.then(|| self.constraint_upper.clone().into());
        problem
    }

    pub fn is_inside(&self, x: &[f64]) -> bool {
        x.iter().zip(&self.lower).zip(&self.upper).all(|((x, lower), upper)| lower <= x && x <= upper)
    }

    pub fn solve(&self, given: Given) -> Outcome {
        self.solve_as(self.problem(given))
    }

    pub fn solve_as(&self, problem: MinimizeProblem) -> Outcome {
        let (n, mut asked_outside) = (self.lower.len(), 0);
        let solution = converse(problem, RunOptions::default(), |question, point| {
            asked_outside += u32::from(!self.is_inside(&point[..n]));
            self.program.answer(question, point)
        });
        Outcome { solution: solution.expect("a solution"), asked_outside }
    }

    /// The largest violation of a constraint.
    pub fn violation(&self, x: &[f64]) -> f64 {
        let values = self.program.constraints_at(x).into_iter().map(|jet| jet.value);
        let bounds = self.constraint_lower.iter().zip(&self.constraint_upper);
        values.zip(bounds).map(|(c, (lower, upper))| (lower - c).max(c - upper)).fold(0.0, f64::max)
    }
}

/// A problem of the table, shared with the tests in TypeScript.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tabulated {
    pub name: String,
    pub kind: String,
    objective: String,
    constraints: Vec<String>,
    constraint_lower: Vec<Option<f64>>,
    constraint_upper: Vec<Option<f64>>,
    lower: Vec<Option<f64>>,
    upper: Vec<Option<f64>>,
    initial: Vec<f64>,
    pub expected: Expected,
    pub ipopt: Run,
    pub prototype: Run,
}

/// The expected solution.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Expected {
    pub status: String,
    pub objective: Option<f64>,
    accepted_objectives: Option<Vec<f64>>,
    pub solution: Option<Vec<f64>>,
    pub constraint_multipliers: Option<Vec<f64>>,
    pub bound_multipliers: Option<Vec<f64>>,
    pub violation: Option<f64>,
}

/// Counts of another program.
#[derive(Clone, Debug, Deserialize)]
pub struct Run {
    pub iterations: u32,
}

impl Expected {
    /// The objectives of all acceptable minima.
    pub fn objectives(&self) -> Vec<f64> {
        self.accepted_objectives.clone().unwrap_or_else(|| self.objective.into_iter().collect())
    }
}

/// Problems of Hock and Schittkowski 1981, and difficult ones.
pub fn table() -> Vec<Tabulated> {
    #[derive(Deserialize)]
    struct File {
        problems: Vec<Tabulated>,
    }
    let text = include_str!("../../../../../test/data/constrained/problems.json");
    serde_json::from_str::<File>(text).expect("a table of problems").problems
}

/// The problem of this name.
pub fn tabulated(name: &str) -> Tabulated {
    table().into_iter().find(|problem| problem.name == name).expect("a problem of the table")
}

impl Tabulated {
    pub fn bounded(&self) -> Bounded {
        let n = self.initial.len();
        let translated = |text: &String| {
            let text = text.replace("**", "^").replace("log(", "ln(");
            (0..n).rev().fold(text, |text, j| text.replace(&format!("x[{j}]"), &format!("x{}", j + 1)))
        };
        let constraints: Vec<_> = self.constraints.iter().map(translated).collect();
        let constraints: Vec<_> = constraints.iter().map(String::as_str).collect();
        let bounds = |bounds: &[Option<f64>], none: f64| -> Vec<f64> {
            bounds.iter().map(|bound| bound.unwrap_or(none)).collect()
        };
        let mut bounded = Bounded::new(&translated(&self.objective), &constraints, &self.initial)
            .between(&bounds(&self.lower, f64::NEG_INFINITY), &bounds(&self.upper, f64::INFINITY))
            .where_constraints_are(
                &bounds(&self.constraint_lower, f64::NEG_INFINITY),
                &bounds(&self.constraint_upper, f64::INFINITY),
            );
        bounded.program.name.clone_from(&self.name);
        bounded
    }
}
