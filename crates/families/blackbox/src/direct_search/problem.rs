//! The problem of a direct search and its options.

use crate::built_in::BuiltIn;
use crate::evaluations::{Asking, check_known};
use crate::pareto::problem::KnownOutputs;
use crate::variables::{Domain, Space, Variable};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::Named;
use superlinear_expression::function::Function;
use superlinear_interface::{Error, NumberOrVector, Vector, check};

/// Functions evaluated by the caller, the box to search, and options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DirectSearchProblem {
    /// Whether the question `attack` is asked. It consists of a point, followed by one flag per constraint: 1 if
    /// the last attack violated it, else 0. The answer is a direction expected to increase the objective.
    #[serde(default)]
    pub attack: bool,
    /// The box to search and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: DirectSearchOptions,
}

/// The box to search and the options, for functions evaluated by the caller or data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DirectSearchOptions {
    /// The number of constraints, at most 1000. Default: none.
    pub constraint_count: u32,
    /// For each constraint, whether the search may violate it. Values at points that violate an unrelaxable
    /// constraint are not used, so functions may be undefined there. Default: all relaxable.
    pub relaxable: Option<Vec<bool>>,
    /// A constraint is satisfied if its value is at most this.
    pub constraint_tolerance: f64,
    /// The lower bounds of the variables: a vector, or one number for all. `-Infinity`, or -1e20 or less, means
    /// no bound. Equal bounds fix a variable. Default: none.
    pub lower: Option<NumberOrVector>,
    /// The upper bounds of the variables. `Infinity`, or 1e20 or more, means no bound. Default: none.
    pub upper: Option<NumberOrVector>,
    /// The number of variables, from 1 to 1000, if neither a bound nor `initial` determines it.
    pub dimension: Option<u32>,
    /// The variables, without categories, instead of `lower` and `upper`.
    pub variables: Option<Vec<Variable>>,
    /// The starting point. Default: the best point of `known`, or else the center of the box; for a variable
    /// without a bound, the value closest to zero.
    pub initial: Option<Vector>,
    /// Earlier evaluations. They are candidates for the solution, models learn from them, and their points are
    /// not evaluated again.
    pub known: Option<KnownOutputs>,
    /// The maximum number of concurrent evaluations, from 1 to 4096. Default: 1.
    pub parallel: u32,
    /// The maximum number of evaluations. Default: 500 per variable.
    pub max_evaluations: Option<u32>,
    /// The search stops at the first feasible point with an objective of at most this.
    pub target: Option<f64>,
    /// The initial mesh size relative to the sides of the box, above 0 and at most 1. If a bound is missing,
    /// the length of the side is the magnitude of the starting value, at least 1.
    pub mesh_size: f64,
    /// The search converges if the mesh size is at most this and no neighbor on the mesh is better. For this
    /// test a side of the box counts as no longer than 1000 times the solution's magnitude, or 1000 if that is
    /// below 1.
    pub tolerance: f64,
    /// Whether each iteration also tries a random point within half a side, so that no better region remains
    /// undiscovered in the long run.
    pub covering: bool,
    /// Whether quadratic models of the objective and the constraints propose points. They are used for up to 50
    /// variables and 50 constraints.
    pub model_search: bool,
    /// Whether a converging search checks all neighbors along the axes, and continues if one is better.
    pub certify: bool,
    /// The number of runs after the first. Each starts from a random point after the previous run has
    /// converged; a variable without a bound starts within one side of the value closest to zero. More runs
    /// follow as long as no feasible point is known.
    pub restarts: u32,
    /// Whether the solution lists all evaluated points.
    pub archive: bool,
}

impl Default for DirectSearchOptions {
    fn default() -> Self {
        Self {
            constraint_count: 0,
            relaxable: None,
            constraint_tolerance: 0.0,
            lower: None,
            upper: None,
            dimension: None,
            variables: None,
            initial: None,
            known: None,
            parallel: 1,
            max_evaluations: None,
            target: None,
            mesh_size: 0.1,
            tolerance: 1e-7,
            covering: true,
            model_search: true,
            certify: true,
            restarts: 0,
            archive: false,
        }
    }
}

/// Functions given as data, the box to search, and options. Exactly one of `objective` and `builtIn` must be given.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DirectSearchDataProblem {
    /// The objective to minimize: a scalar function of the variables, as one vector, and of parameters.
    pub objective: Option<Function>,
    /// The constraints, required to be at most 0: a vector-valued function of the same inputs.
    pub constraints: Option<Function>,
    /// The name of the input that holds the variables. Default: the first input.
    pub input: Option<String>,
    /// The values of all other inputs of the functions, by name.
    #[serde(default)]
    pub parameters: Named,
    /// A test function, instead of `objective`.
    pub built_in: Option<BuiltIn>,
    /// The box to search and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: DirectSearchOptions,
}

/// The default of `maxEvaluations`, per variable.
const EVALUATIONS_PER_VARIABLE: u32 = 500;

/// Larger numbers of constraints are assumed to be mistakes.
const MAX_CONSTRAINTS: usize = 1000;

/// The largest number of variables: beyond it a poll takes too many evaluations for one step.
const MAX_POLLED: usize = 1000;

impl DirectSearchOptions {
    /// Checks the problem and returns its search space.
    pub fn space(&self) -> Result<Space, Error> {
        let domain = Domain {
            lower: self.lower.as_ref(),
            upper: self.upper.as_ref(),
            dimension: self.dimension,
            variables: self.variables.as_deref(),
        };
        let space = Space::open(&domain, self.initial.as_deref())?;
        check::count("dimension", space.dimension(), 1..=MAX_POLLED)?;
        if let Some(initial) = &self.initial {
            space.check_point("initial", initial)?;
        }
        let constraints = self.constraint_count as usize;
        check::count("constraintCount", constraints, ..=MAX_CONSTRAINTS)?;
        if let Some(relaxable) = &self.relaxable {
            check::length("relaxable", relaxable.len(), constraints, "there are constraints")?;
        }
        check::number("constraintTolerance", self.constraint_tolerance, check::NOT_NEGATIVE)?;
        self.asking(space.dimension()).check()?;
        if let Some(KnownOutputs { points, values }) = &self.known {
            check::columns("known.values", values.columns, 1 + constraints, "there are objective and constraints")?;
            check_known(&space, points, &Vector::from(values.data.to_vec()), 1 + constraints)?;
        }
        check::optional("target", self.target, check::FINITE)?;
        check::number("meshSize", self.mesh_size, check::PROPORTION)?;
        check::number("tolerance", self.tolerance, check::POSITIVE)?;
        Ok(space)
    }

    /// The settings of evaluations.
    pub fn asking(&self, variables: usize) -> Asking {
        Asking {
            numbers: 1 + self.constraint_count as usize,
            parallel: self.parallel,
            limit: self.max_evaluations.unwrap_or(EVALUATIONS_PER_VARIABLE * variables as u32),
            archive: self.archive,
            is_noisy: false,
        }
    }
}

impl DirectSearchDataProblem {
    /// The problem for the dialogue.
    pub fn without_functions(self) -> DirectSearchProblem {
        DirectSearchProblem { attack: false, options: self.options }
    }
}
