//! The learners for callers' own solvers: a parameter for the next problem, and its cost afterwards.

use super::Tuner;
use super::state::{LearnedState, Learner, TuningState};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector, check};

/// Chooses a parameter of a solver on a grid, for the next of many related problems. Record its cost by
/// {@link recordCost} and pass the returned state to the next call. Costs are counts of at least 1, such as iterations;
/// the seed of the draws is the run option `seed`.
///
/// @example
/// ```ts
/// const choice = await nextParameter({ grid: [1, 1.2, 1.4, 1.6, 1.8] });
/// const iterations = 10 * choice.value; // of your solver
/// const { state } = await recordCost({ state: choice.state, cost: iterations });
/// const next = await nextParameter({ grid: [1, 1.2, 1.4, 1.6, 1.8], state });
/// ```
#[derive(JsonSchema)]
pub struct NextParameter;

/// A grid of parameters, and the state after the last problem.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NextParameterProblem {
    /// The parameters, at least 1 and at most 1000.
    pub grid: Vector,
    /// The rule by which parameters are chosen.
    #[serde(default)]
    pub learner: Learner,
    /// A number that describes the next problem. Either all problems have one, or none.
    pub context: Option<f64>,
    /// The smallest and the largest context: needed if problems have contexts.
    pub context_range: Option<Vector>,
    /// The number of Chebyshev polynomials of the context in the fitted costs, at least 1 and at most 20. Default: 6 with
    /// contexts, else 1.
    pub features: Option<u32>,
    /// The state after the last problem. Default: none was solved yet.
    pub state: Option<TuningState>,
}

/// A parameter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NextParameterSolution {
    /// The index of the parameter in the grid.
    pub index: u32,
    /// The parameter.
    pub value: f64,
    /// The state for `recordCost`.
    pub state: LearnedState,
}

impl Task for NextParameter {
    const NAME: &'static str = "linear.nextParameter";
    type Problem = NextParameterProblem;
    type Solution = NextParameterSolution;
    type Progress = NoProgress;

    fn solve(problem: NextParameterProblem, run: &Run) -> Result<NextParameterSolution, Error> {
        let NextParameterProblem { grid, learner, context, context_range, features, state } = problem;
        check::optional("context", context, check::FINITE)?;
        let range = context_range.map(|range| bounds("contextRange", &range)).transpose()?;
        let state = match state {
            None => {
                if context.is_some() && range.is_none() {
                    return Err(Error::invalid("contextRange", "must be given with context"));
                }
                TuningState::new(&grid, learner, features, range)?
            }
            Some(state) if state.grid[..] != grid[..] => {
                return Err(Error::invalid("grid", "must be the grid of state"));
            }
            Some(state) => state,
        };
        if state.has_contexts() != context.is_some() {
            let message = if context.is_some() { "is not expected: earlier problems had none" } else { "is missing" };
            return Err(Error::invalid("context", message));
        }
        let mut tuner = Tuner::new(state).map_err(|error| error.within("state"))?;
        let index = tuner.choose(context.unwrap_or(0.0), run.seed());
        Ok(NextParameterSolution {
            index: index as u32,
            value: tuner.value(index),
            state: LearnedState(tuner.into_state()),
        })
    }
}

/// The two finite endpoints of a range, in ascending order.
pub(crate) fn bounds(path: &str, range: &[f64]) -> Result<(f64, f64), Error> {
    check::entries(path, range.len(), 2..=2)?;
    check::numbers(path, range, check::FINITE)?;
    if range[0] > range[1] {
        return Err(Error::invalid(path, "must be two numbers in ascending order"));
    }
    Ok((range[0], range[1]))
}

/// Records the cost of the parameter chosen last by {@link nextParameter}.
#[derive(JsonSchema)]
pub struct RecordCost;

/// A state with a chosen parameter, and its cost.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordCostProblem {
    /// The state from `nextParameter`.
    pub state: TuningState,
    /// The cost, a number of at least 1, such as a count of iterations.
    pub cost: f64,
}

/// The state after a recorded cost.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordCostSolution {
    /// The state for the next call of `nextParameter`.
    pub state: LearnedState,
}

/// The maximum cost: sums of the squares of a billion costs stay in range.
const MAX_COST: f64 = 1e100;

impl Task for RecordCost {
    const NAME: &'static str = "linear.recordCost";
    type Problem = RecordCostProblem;
    type Solution = RecordCostSolution;
    type Progress = NoProgress;

    fn solve(problem: RecordCostProblem, _: &Run) -> Result<RecordCostSolution, Error> {
        check::number("cost", problem.cost, 1.0..=MAX_COST)?;
        if problem.state.pending.is_none() {
            return Err(Error::invalid("state", "has no chosen parameter: pass the state from nextParameter"));
        }
        let mut tuner = Tuner::new(problem.state).map_err(|error| error.within("state"))?;
        tuner.record(problem.cost);
        Ok(RecordCostSolution { state: LearnedState(tuner.into_state()) })
    }
}
