//! Solves a file of problems on one thread, with constants changed by the environment, and prints a line of JSON per
//! problem: processor seconds, and the solution without its arrays.

#[path = "../../constrained/tests/constrained/jets.rs"]
mod jets;

use jets::{Jet, evaluate};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Instant;
use superlinear_interface::model::{Respond, hold};
use superlinear_interface::wire::{Buffer, Payload, decode, encode};
use superlinear_interface::{Dialogue, Error, Host, MethodVisitor, Run, RunOptions, Task};

/// A line of the file. The first line instead lists the arrays referenced by the problems.
#[derive(Deserialize)]
struct Given {
    name: String,
    method: String,
    /// The problem as JSON text.
    problem: String,
    /// The functions of a minimization dialogue.
    functions: Option<Functions>,
}

#[derive(Clone, Deserialize)]
struct Functions {
    objective: String,
    constraints: Vec<String>,
    variables: usize,
}

struct Clock(Instant);

impl Host for Clock {
    fn now(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// Solves the problem by the requested method, and keeps the time and the solution's header.
struct Solver<'a> {
    given: Given,
    arrays: &'a [Buffer],
    solved: Option<(f64, Result<Payload, Error>)>,
}

impl MethodVisitor for Solver<'_> {
    fn family(&mut self, _: &'static str) {}

    fn task<T: Task>(&mut self) {
        if self.given.method == T::NAME && self.given.functions.is_none() {
            self.solve(|problem, run| T::solve(problem, run).and_then(|solution| encode(&solution)));
        }
    }

    fn dialogue<D: Dialogue>(&mut self) {
        let functions = self.given.functions.clone().filter(|_| self.given.method == D::NAME);
        if let Some(functions) = functions {
            let mut answers = Answers { functions, questions: D::QUESTIONS };
            self.solve(|problem, run| hold::<D>(problem, &mut answers, run).and_then(|solution| encode(&solution)));
        }
    }
}

impl Solver<'_> {
    fn solve<Problem: serde::de::DeserializeOwned>(
        &mut self,
        solve: impl FnOnce(Problem, &Run) -> Result<Payload, Error>,
    ) {
        let header = std::mem::take(&mut self.given.problem);
        let problem =
            decode(Payload { header, buffers: self.arrays.to_vec() }).unwrap_or_else(|error| panic!("{error:?}"));
        let options = RunOptions { threads: Some(1), ..RunOptions::default() };
        let run = Run::new(&options, Arc::new(Clock(Instant::now()))).expect("valid options");
        let start = seconds();
        let solution = solve(problem, &run);
        self.solved = Some((seconds() - start, solution));
    }
}

/// Answers a dialogue's questions by evaluating the functions from their text.
struct Answers {
    functions: Functions,
    questions: &'static [&'static str],
}

impl Respond for Answers {
    fn respond(&mut self, tag: usize, point: &[f64], answer: &mut [f64]) {
        let n = self.functions.variables;
        let (x, rest) = point.split_at(n);
        let objective = || evaluate(&self.functions.objective, x);
        let constraints = || -> Vec<Jet> { self.functions.constraints.iter().map(|text| evaluate(text, x)).collect() };
        let values = || std::iter::once(objective()).chain(constraints()).map(|jet| jet.value).collect::<Vec<_>>();
        let slopes =
            || std::iter::once(objective()).chain(constraints()).flat_map(|jet| jet.gradient).collect::<Vec<_>>();
        let hessian = || {
            let m = self.functions.constraints.len();
            let mut sum: Vec<f64> = objective().hessian.iter().map(|entry| rest[m] * entry).collect();
            for (jet, multiplier) in constraints().iter().zip(rest) {
                sum.iter_mut().zip(&jet.hessian).for_each(|(sum, entry)| *sum += multiplier * entry);
            }
            sum
        };
        let numbers = match self.questions[tag] {
            "objective" => values()[..1].to_vec(),
            "constraints" => values()[1..].to_vec(),
            "values" => values(),
            "gradient" => slopes()[..n].to_vec(),
            "jacobian" => slopes()[n..].to_vec(),
            "derivatives" => slopes(),
            "hessian" => hessian(),
            "hessianProduct" => {
                let vector = &rest[self.functions.constraints.len() + 1..];
                hessian().chunks(n).map(|row| row.iter().zip(vector).map(|(h, v)| h * v).sum()).collect()
            }
            question => panic!("no answer to {question}"),
        };
        answer.copy_from_slice(&numbers);
    }
}

/// Processor seconds of this thread on Linux; wall-clock seconds elsewhere.
fn seconds() -> f64 {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = text.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed().as_secs_f64(), |time| 1e-9 * time)
}

fn main() {
    let file = std::env::args().nth(1).expect("a file of problems");
    let text = std::fs::read_to_string(file).expect("a file");
    let (arrays, problems) = text.split_once('\n').expect("problems after the arrays");
    let arrays: Vec<Vec<f64>> = serde_json::from_str(arrays).expect("arrays");
    let arrays: Vec<_> = arrays.into_iter().map(|array| Buffer::F64(Arc::new(array))).collect();
    for line in problems.lines() {
        let given = serde_json::from_str(line).expect("a problem");
        let mut solver = Solver { given, arrays: &arrays, solved: None };
        family::methods(&mut solver);
        let (seconds, solution) = solver.solved.expect("a method of this family");
        let solution =
            solution.map_or_else(|error| format!("{{\"status\":{:?}}}", error.message), |found| found.header);
        println!("{{\"name\":{:?},\"seconds\":{seconds},\"solution\":{solution}}}", solver.given.name);
    }
}
