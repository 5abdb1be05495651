//! The problem of a multi-objective search and its options.

use crate::evaluations::Asking;
use crate::initial::check_initial;
use crate::test_sets::TestSet;
use crate::variables::{Domain, Space, Variable};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_expression::Named;
use superlinear_expression::function::Function;
use superlinear_interface::{Error, Matrix, NumberOrVector, Vector, VectorOrMatrix, check};

/// The method of a multi-objective search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ParetoMethod {
    /// `predictor` for functions of the caller with at most 2000 evaluations, else `evolution`.
    #[default]
    Auto,
    /// Models learn the functions from all evaluations; an evolutionary search on the models proposes the next points.
    Predictor,
    /// An evolutionary search on the functions themselves.
    Evolution,
}

/// Functions evaluated by the caller, the box to search, and options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ParetoProblem {
    /// The number of objectives, from 1 to 6. Default: 2.
    pub objective_count: u32,
    /// The number of constraints, at most 1000. Default: none.
    pub constraint_count: u32,
    /// The lower bounds of the variables: a vector, or one number for all.
    pub lower: Option<NumberOrVector>,
    /// The upper bounds of the variables: a vector, or one number for all.
    pub upper: Option<NumberOrVector>,
    /// The number of variables, from 1 to 10000, if `lower` and `upper` are numbers.
    pub dimension: Option<u32>,
    /// The variables, instead of `lower` and `upper`.
    pub variables: Option<Vec<Variable>>,
    /// Points to include in the first generation, besides random ones: one, or several as rows.
    pub initial: Option<VectorOrMatrix>,
    /// Earlier evaluations. They are candidates for the solution, models learn from them, and their points are
    /// not evaluated again.
    pub known: Option<KnownOutputs>,
    /// The maximum number of concurrent evaluations, from 1 to 4096. Default: 1.
    pub parallel: u32,
    /// The maximum number of evaluations. Default: 10000.
    pub max_evaluations: u32,
    /// The search method.
    pub method: ParetoMethod,
    /// The number of points kept from one generation to the next, and the maximum number returned, from 4 to
    /// 10000. `predictor` evaluates that many at a time and keeps twice as many. Default: 50 for `predictor`,
    /// else 100.
    pub population_size: Option<u32>,
    /// The reference point of the hypervolume; it should be worse than all points of interest. Default: the
    /// worst values of the first generation plus a tenth of their range.
    pub reference: Option<Vector>,
    /// The number of points that `predictor` evaluates on its models per generation, to choose the best of
    /// them. Default: 10000.
    pub inner_evaluations: u32,
    /// Whether the solution lists all evaluated points.
    pub archive: bool,
}

impl Default for ParetoProblem {
    fn default() -> Self {
        Self {
            objective_count: 2,
            constraint_count: 0,
            lower: None,
            upper: None,
            dimension: None,
            variables: None,
            initial: None,
            known: None,
            parallel: 1,
            max_evaluations: 10_000,
            method: ParetoMethod::default(),
            population_size: None,
            reference: None,
            inner_evaluations: 10_000,
            archive: false,
        }
    }
}

/// Functions given as data, the box to search, and options. Exactly one of `objective` and `builtIn` must be given.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ParetoDataProblem {
    /// The objectives to minimize: a function of the variables, as one vector, and of parameters, with a vector of
    /// objectives as its value.
    pub objective: Option<Function>,
    /// The constraints, required to be at most 0: a vector-valued function of the same inputs.
    pub constraints: Option<Function>,
    /// The name of the input that holds the variables. Default: the first input.
    pub input: Option<String>,
    /// The values of all other inputs of the functions, by name.
    #[serde(default)]
    pub parameters: Named,
    /// A test problem, instead of `objective`.
    pub built_in: Option<TestSet>,
    /// The search, for functions evaluated by the caller.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub search: ParetoProblem,
}

/// Earlier evaluations.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KnownOutputs {
    /// The points, one per row.
    pub points: Matrix,
    /// The objectives at each point, followed by the constraints.
    pub values: Matrix,
}

/// The largest number of objectives: the hypervolume of more takes too long to track.
const MAX_OBJECTIVES: usize = 6;
/// Larger numbers of constraints are assumed to be mistakes.
const MAX_CONSTRAINTS: usize = 1000;

/// The documented range of `populationSize`, and its defaults by method.
const POPULATION: std::ops::RangeInclusive<usize> = 4..=10_000;
const EVOLVED_POPULATION: u32 = 100;
const PREDICTED_POPULATION: u32 = 50;

/// The largest number of evaluations with models by default: beyond it models are not worth their time.
const MAX_PREDICTED: u32 = 2000;

/// The largest number of model evaluations per generation.
const MAX_INNER: usize = 1_000_000;

impl ParetoProblem {
    /// Checks the problem and returns its search space.
    pub fn space(&self) -> Result<Space, Error> {
        let space = Space::new(&Domain {
            lower: self.lower.as_ref(),
            upper: self.upper.as_ref(),
            dimension: self.dimension,
            variables: self.variables.as_deref(),
        })?;
        let objectives = self.objective_count as usize;
        check::count("objectiveCount", objectives, 1..=MAX_OBJECTIVES)?;
        check::count("constraintCount", self.constraint_count as usize, ..=MAX_CONSTRAINTS)?;
        self.asking().check()?;
        if let Some(initial) = &self.initial {
            check_initial(&space, initial)?;
        }
        if let Some(KnownOutputs { points, values }) = &self.known {
            check::columns("known.points", points.columns, space.dimension(), "there are variables")?;
            check::columns(
                "known.values",
                values.columns,
                self.asking().numbers,
                "there are objectives and constraints",
            )?;
            check::count("known.values.rows", values.rows, points.rows..=points.rows)?;
            check::matrix("known.values", values, check::FINITE)?;
            (0..points.rows).try_for_each(|k| space.check_point(&format!("known.points[{k}]"), points.row(k)))?;
        }
        check::count("populationSize", self.population(), POPULATION)?;
        check::count("innerEvaluations", self.inner_evaluations as usize, 1..=MAX_INNER)?;
        if let Some(reference) = &self.reference {
            check::finite_vector("reference", reference, objectives, "there are objectives")?;
        }
        Ok(space)
    }

    /// The settings of evaluations.
    pub fn asking(&self) -> Asking {
        Asking {
            numbers: (self.objective_count + self.constraint_count) as usize,
            parallel: self.parallel,
            limit: self.max_evaluations,
            archive: self.archive,
            is_noisy: false,
        }
    }

    /// The method used: resolves `auto`.
    pub fn chosen_method(&self) -> ParetoMethod {
        match self.method {
            ParetoMethod::Auto if self.max_evaluations <= MAX_PREDICTED => ParetoMethod::Predictor,
            ParetoMethod::Auto => ParetoMethod::Evolution,
            method => method,
        }
    }

    /// The number of points of a generation.
    pub fn population(&self) -> usize {
        let usual = match self.chosen_method() {
            ParetoMethod::Evolution => EVOLVED_POPULATION,
            _ => PREDICTED_POPULATION,
        };
        self.population_size.unwrap_or(usual) as usize
    }
}

impl ParetoDataProblem {
    /// The problem for the dialogue. By default values are not predicted, because a function given as data is cheap.
    pub fn without_functions(self) -> ParetoProblem {
        let method =
            if self.search.method == ParetoMethod::Auto { ParetoMethod::Evolution } else { self.search.method };
        ParetoProblem { method, ..self.search }
    }
}
