//! Tasks for functions given as data. The functions answer the questions of the solvers with exact derivatives.

use super::Minimize;
use super::functions::{CONSTRAINT_PRODUCT, CONSTRAINTS, INNER, INNER_HESSIAN, INNER_PRODUCT, OUTER};
use super::hypergradient::Hypergradient;
use super::problem::{
    HypergradientDataProblem, HypergradientProblem, MinimizeDataProblem, MinimizeMethod, MinimizeProblem,
};
use super::solution::{HypergradientSolution, MinimizeSolution};
use crate::outer::OuterRecord;
use schemars::JsonSchema;
use superlinear_expression::{LevelParts, TwoLevels};
use superlinear_interface::model::{Respond, hold};
use superlinear_interface::{Dialogue, Error, NoProgress, Run, Task, Vector, check};

/// Up to this number of inner variables, Newton steps factorize the Hessian. Beyond it products are faster, as
/// factorization takes cubic time.
const MAX_DECOMPOSED: usize = 500;

/// Minimization of an outer objective over the solutions of an inner problem, with functions given as data.
#[derive(JsonSchema)]
pub struct MinimizeData;

/// The gradient of x → F(x, y*(x)), where y* minimizes the inner objective, with functions given as data.
#[derive(JsonSchema)]
pub struct HypergradientData;

impl Task for MinimizeData {
    const NAME: &'static str = Minimize::NAME;
    type Problem = MinimizeDataProblem;
    type Solution = MinimizeSolution;
    type Progress = OuterRecord;

    fn solve(problem: MinimizeDataProblem, run: &Run) -> Result<MinimizeSolution, Error> {
        if problem.options.method == MinimizeMethod::Stochastic {
            return Err(Error::invalid(
                "method",
                "must not be stochastic where functions are data: they have no batches",
            ));
        }
        let names = [problem.outer_variables.as_str(), problem.inner_variables.as_str()];
        let functions = TwoLevels::new(&LevelParts {
            outer_objective: &problem.outer_objective,
            inner_objective: &problem.inner_objective,
            inner_inequalities: problem.inner_inequalities.as_ref(),
            inner_equalities: problem.inner_equalities.as_ref(),
            names,
            parameters: &problem.parameters,
            run,
        })?;
        let inner_initial = starts(&functions, names, &problem.options.initial, problem.inner_initial.as_ref())?;
        let mut model = Model::new(functions);
        let problem = problem.with(&model, inner_initial);
        model.has_inner_by_x = problem.shape()?.has_inner_by_x;
        hold::<Minimize>(problem, &mut model, run).map_err(about_objectives)
    }
}

impl Task for HypergradientData {
    const NAME: &'static str = Hypergradient::NAME;
    type Problem = HypergradientDataProblem;
    type Solution = HypergradientSolution;
    type Progress = NoProgress;

    fn solve(problem: HypergradientDataProblem, run: &Run) -> Result<HypergradientSolution, Error> {
        let names = [problem.outer_variables.as_str(), problem.inner_variables.as_str()];
        let functions = TwoLevels::new(&LevelParts {
            outer_objective: &problem.outer_objective,
            inner_objective: &problem.inner_objective,
            inner_inequalities: None,
            inner_equalities: None,
            names,
            parameters: &problem.parameters,
            run,
        })?;
        let inner_initial = starts(&functions, names, &problem.options.initial, problem.inner_initial.as_ref())?;
        let mut model = Model::new(functions);
        let problem = HypergradientProblem {
            inner_product: true,
            inner_hessian: inner_initial.len() <= MAX_DECOMPOSED,
            inner_initial,
            options: problem.options,
        };
        hold::<Hypergradient>(problem, &mut model, run).map_err(about_objectives)
    }
}

/// The initial y. Fails if a start has another length than the functions require.
fn starts(
    functions: &TwoLevels,
    [x, y]: [&str; 2],
    initial: &Vector,
    inner_initial: Option<&Vector>,
) -> Result<Vector, Error> {
    let [n, m] = functions.variables();
    check::length("initial", initial.len(), n, &format!("{x} has"))?;
    match inner_initial {
        None => Ok(vec![0.0; m].into()),
        Some(given) => {
            check::length("innerInitial", given.len(), m, &format!("{y} has"))?;
            Ok(given.clone())
        }
    }
}

/// Translates an error about a question into one about the function that answers it.
fn about_objectives(error: Error) -> Error {
    let names = [
        ("outer", "outerObjective"),
        ("inner", "innerObjective"),
        ("constraints", "innerInequalities"),
        ("inequalityCount", "innerInequalities"),
        ("equalityCount", "innerEqualities"),
    ];
    match names.into_iter().find(|(question, _)| error.path == *question) {
        Some((question, function)) => error.renamed(question, function),
        None => error,
    }
}

impl MinimizeDataProblem {
    /// The problem in the form of the dialogue.
    fn with(self, model: &Model, inner_initial: Vector) -> MinimizeProblem {
        let [inequalities, equalities] = model.functions.constraints();
        let has_constraints = inequalities + equalities > 0;
        MinimizeProblem {
            inner_hessian: inner_initial.len() <= MAX_DECOMPOSED,
            constraints: has_constraints,
            constraint_product: has_constraints,
            inequality_count: inequalities as u32,
            equality_count: equalities as u32,
            ..MinimizeProblem::new(inner_initial, self.options)
        }
    }
}

/// Answers questions from functions given as data.
struct Model {
    functions: TwoLevels,
    has_inner_by_x: bool,
    /// Workspace for a value and its gradient with respect to x and y, or for all Jacobian rows.
    values: Vec<f64>,
}

impl Model {
    fn new(functions: TwoLevels) -> Self {
        let [n, m] = functions.variables();
        let [inequalities, equalities] = functions.constraints();
        let values = vec![0.0; (1 + n + m).max((inequalities + equalities) * (n + m))];
        Self { functions, has_inner_by_x: false, values }
    }
}

impl Respond for Model {
    fn respond(&mut self, tag: usize, point: &[f64], answer: &mut [f64]) {
        let Self { functions, has_inner_by_x, values } = self;
        let [n, m] = functions.variables();
        let count = functions.constraints().iter().sum::<usize>();
        let (x, after) = point.split_at(n);
        let (y, after) = after.split_at(m);
        match tag {
            OUTER => functions.outer(x, y, answer),
            INNER => {
                let values = &mut values[..1 + n + m];
                functions.inner(x, y, values);
                answer[0] = values[0];
                answer[1..1 + m].copy_from_slice(&values[1 + n..]);
                if *has_inner_by_x {
                    answer[1 + m..].copy_from_slice(&values[1..1 + n]);
                }
            }
            INNER_PRODUCT => {
                functions.product(x, y, 1.0, &vec![0.0; count], after, &mut values[..n + m]);
                by_y_first(&values[..n + m], n, answer);
            }
            INNER_HESSIAN => functions.inner_hessian(x, y, answer),
            CONSTRAINTS => {
                functions.constraint_values(x, y, answer);
                // Reorder rows (x, y) into all x parts, then all y parts.
                let (rows, values) = (&mut answer[count..], &mut values[..count * (n + m)]);
                values.copy_from_slice(rows);
                for (i, row) in values.chunks_exact(n + m).enumerate() {
                    rows[i * n..(i + 1) * n].copy_from_slice(&row[..n]);
                    rows[count * n + i * m..count * n + (i + 1) * m].copy_from_slice(&row[n..]);
                }
            }
            CONSTRAINT_PRODUCT => {
                let (multipliers, vector) = after.split_at(count);
                functions.product(x, y, 0.0, multipliers, vector, &mut values[..n + m]);
                by_y_first(&values[..n + m], n, answer);
            }
            _ => unreachable!("functions that are data have no batches"),
        }
    }
}

/// Writes the y part of a gradient, then its x part of length `n`.
fn by_y_first(gradient: &[f64], n: usize, answer: &mut [f64]) {
    let (by_x, by_y) = gradient.split_at(n);
    let (first, second) = answer.split_at_mut(by_y.len());
    first.copy_from_slice(by_y);
    second.copy_from_slice(by_x);
}
