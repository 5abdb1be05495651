//! Test utilities: problems written as text, and dialogues that solve them.

use crate::jets::{Jet, evaluate};
use serde::Deserialize;
use superlinear_constrained::minimize::{Minimize, MinimizeOptions, MinimizeProblem, MinimizeSolution, WarmStart};
use superlinear_interface::model::hold;
use superlinear_interface::testing;
use superlinear_interface::{Dialogue, Error, Run, RunOptions};

/// A problem of the table, shared with the tests in TypeScript.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Program {
    pub name: String,
    pub objective: String,
    pub constraints: Vec<String>,
    pub initial: Vec<f64>,
    pub optimum: f64,
    /// The iterations of Ipopt 3.14 with tolerance 1e-8.
    pub ipopt_iterations: u32,
    /// Whether convergence is slow or there are no multipliers. The objective is then only known to be at most the
    /// optimum plus 1e-7.
    #[serde(default)]
    pub is_degenerate: bool,
}

/// The public problems: Hock and Schittkowski 1981, Boggs and Tolle 1989, and others of the CUTEst collection.
pub fn programs() -> Vec<Program> {
    let text = include_str!("../../../../../test/data/nonlinear-programs.json");
    serde_json::from_str(text).expect("a table of problems")
}

/// The problem of this name.
pub fn program(name: &str) -> Program {
    programs().into_iter().find(|program| program.name == name).expect("a problem of the table")
}

/// A problem outside the table.
pub fn custom(objective: &str, constraints: &[&str], initial: &[f64]) -> Program {
    Program {
        name: "custom".to_owned(),
        objective: objective.to_owned(),
        constraints: constraints.iter().map(|&constraint| constraint.to_owned()).collect(),
        initial: initial.to_vec(),
        optimum: f64::NAN,
        ipopt_iterations: 0,
        is_degenerate: false,
    }
}

impl Program {
    pub fn objective_at(&self, x: &[f64]) -> Jet {
        evaluate(&self.objective, x)
    }

    pub fn constraints_at(&self, x: &[f64]) -> Vec<Jet> {
        self.constraints.iter().map(|text| evaluate(text, x)).collect()
    }

    /// The solver's problem, with these derivatives provided.
    pub fn problem(&self, given: Given) -> MinimizeProblem {
        let has_constraints = !self.constraints.is_empty();
        MinimizeProblem {
            initial: self.initial.clone().into(),
            constraint_count: self.constraints.len() as u32,
            constraints: has_constraints,
            gradient: given != Given::Nothing,
            jacobian: given != Given::Nothing && has_constraints,
            hessian: given == Given::Everything,
            hessian_product: given == Given::Products,
            options: MinimizeOptions { max_iterations: 300, history: true, ..MinimizeOptions::default() },
            ..MinimizeProblem::default()
        }
    }

    /// The answer to a question.
    pub fn answer(&self, question: &str, point: &[f64]) -> Vec<f64> {
        let (n, m) = (self.initial.len(), self.constraints.len());
        let x = &point[..n];
        let values = |jets: Vec<Jet>| jets.iter().map(|jet| jet.value).collect();
        match question {
            "objective" => vec![self.objective_at(x).value],
            "constraints" => values(self.constraints_at(x)),
            "gradient" => self.objective_at(x).gradient,
            "jacobian" => self.constraints_at(x).into_iter().flat_map(|jet| jet.gradient).collect(),
            "hessian" => self.hessian(x, &point[n..n + m], point[n + m]),
            "hessianProduct" => {
                let hessian = self.hessian(x, &point[n..n + m], point[n + m]);
                let vector = &point[n + m + 1..];
                hessian.chunks(n).map(|row| row.iter().zip(vector).map(|(h, v)| h * v).sum()).collect()
            }
            _ => panic!("no question {question}"),
        }
    }

    fn hessian(&self, x: &[f64], multipliers: &[f64], weight: f64) -> Vec<f64> {
        let mut hessian: Vec<_> = self.objective_at(x).hessian.iter().map(|entry| weight * entry).collect();
        for (jet, multiplier) in self.constraints_at(x).iter().zip(multipliers) {
            hessian.iter_mut().zip(&jet.hessian).for_each(|(sum, entry)| *sum += multiplier * entry);
        }
        hessian
    }

    /// Solves it with these derivatives provided.
    pub fn solve(&self, given: Given) -> MinimizeSolution {
        self.solve_as(self.problem(given))
    }

    /// Solves the given problem with these functions.
    pub fn solve_as(&self, problem: MinimizeProblem) -> MinimizeSolution {
        converse(problem, RunOptions::default(), |question, point| self.answer(question, point)).expect("a solution")
    }
}

/// Error relative to max(1, |expected|).
pub fn assert_close(actual: f64, expected: f64, tolerance: f64) {
    assert!((actual - expected).abs() <= tolerance * expected.abs().max(1.0), "{actual} against {expected}");
}

/// Sets the problem's starting values to a solution's warm start.
pub fn go_on_from(problem: &mut MinimizeProblem, solution: &MinimizeSolution) {
    let WarmStart {
        initial,
        initial_multipliers,
        initial_bound_multipliers,
        initial_hessian,
        objective_scale,
        constraint_scales,
    } = solution.warm_start.clone();
    problem.initial_bound_multipliers = initial_bound_multipliers;
    problem.initial = initial;
    problem.initial_multipliers = Some(initial_multipliers);
    problem.initial_hessian = initial_hessian;
    problem.objective_scale = Some(objective_scale);
    problem.constraint_scales = Some(constraint_scales);
}

/// The derivatives provided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    Nothing,
    First,
    Products,
    Everything,
}

/// A run with these options.
pub fn run(options: &RunOptions) -> Run {
    testing::timed(options)
}

/// Holds the dialogue for a minimum, with functions that answer by the name of the question.
pub fn converse(
    problem: MinimizeProblem,
    options: RunOptions,
    answer: impl FnMut(&str, &[f64]) -> Vec<f64>,
) -> Result<MinimizeSolution, Error> {
    answer_all::<Minimize>(problem, options, answer)
}

/// Holds any dialogue.
pub fn answer_all<D: Dialogue>(
    problem: D::Problem,
    options: RunOptions,
    mut answer: impl FnMut(&str, &[f64]) -> Vec<f64>,
) -> Result<D::Solution, Error> {
    let mut respond = |tag: usize, point: &[f64], answers: &mut [f64]| {
        let parts: &[&str] = match D::QUESTIONS[tag] {
            "values" => &["objective", "constraints"],
            "derivatives" => &["gradient", "jacobian"],
            question => &[question],
        };
        let given: Vec<f64> = parts.iter().flat_map(|part| answer(part, point)).collect();
        answers.copy_from_slice(&given);
    };
    hold::<D>(problem, &mut respond, &run(&options))
}
