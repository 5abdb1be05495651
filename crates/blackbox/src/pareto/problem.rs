//! Between what compromises are sought, and how.

use crate::evaluations::Asking;
use crate::initial::check_initial;
use crate::test_sets::TestSet;
use crate::variables::{Domain, Space, Variable};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_expression::Named;
use superlinear_expression::function::Function;
use superlinear_interface::{Error, Matrix, NumberOrVector, Vector, VectorOrMatrix, check};

/// The method of a search for compromises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ParetoMethod {
    /// `predictor` for the caller's functions with at most 2000 evaluations, else `evolution`.
    #[default]
    Auto,
    /// Models of the functions learn from all evaluations; an evolution on the models proposes which points are evaluated next.
    Predictor,
    /// An evolution on the functions themselves.
    Evolution,
}

/// Defines a problem, with further fields of its own.
macro_rules! pareto_problem {
    ($(#[$attribute:meta])* $name:ident { $($(#[$field_attribute:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_attribute])* pub $field: $type,)*
            /// How many objectives there are, from 1 to 6. Default: 2.
            #[serde(default = "default_objective_count")]
            pub objective_count: u32,
            /// How many constraints there are, at most 1000. Default: none.
            #[serde(default)]
            pub constraint_count: u32,
            /// The least values of the variables: of each, or one number for all of them.
            pub lower: Option<NumberOrVector>,
            /// The largest values of the variables.
            pub upper: Option<NumberOrVector>,
            /// How many variables there are, from 1 to 10000, where `lower` and `upper` are numbers.
            pub dimension: Option<u32>,
            /// The variables, instead of `lower` and `upper`.
            pub variables: Option<Vec<Variable>>,
            /// Points that are in the first generation, beside random ones: one, or several in rows.
            pub initial: Option<VectorOrMatrix>,
            /// Evaluations that were made before. They count as found, models learn from them, and their points are not evaluated again.
            pub known: Option<KnownOutputs>,
            /// How many evaluations may be under way at once, from 1 to 4096. Default: 1.
            #[serde(default = "default_parallel")]
            pub parallel: u32,
            /// The most evaluations. Default: 10000.
            #[serde(default = "default_max_evaluations")]
            pub max_evaluations: u32,
            /// How to search.
            #[serde(default)]
            pub method: ParetoMethod,
            /// How many points are kept from one generation to the next, and returned at most: from 4 to 10000. `predictor` evaluates as
            /// many at a time, and keeps twice as many. Default: 50 with `predictor`, else 100.
            pub population_size: Option<u32>,
            /// The reference of the hypervolume, which is to be worse than all that is of interest. Default: behind the worst values of the
            /// first generation, by a tenth of their range.
            pub reference: Option<Vector>,
            /// How many points `predictor` looks at by its models before it evaluates the best of them. Default: 10000.
            #[serde(default = "default_inner_evaluations")]
            pub inner_evaluations: u32,
            /// Whether the solution has all points that were evaluated.
            #[serde(default)]
            pub archive: bool,
        }
    };
}

pareto_problem! {
    /// Functions that are asked for their values, the box to search, and how.
    ParetoProblem {}
}

pareto_problem! {
    /// Functions that are data, the box to search, and how. It has either `objective` or `builtIn`.
    ParetoDataProblem {
        /// What is to be minimised: a function of the variables, as one vector, and of parameters, whose value is a vector with an
        /// entry for each objective.
        pub objective: Option<Function>,
        /// What is to be at most 0: a function of the same inputs whose value is a vector.
        pub constraints: Option<Function>,
        /// The name of the input that the variables are. Default: the first.
        pub input: Option<String>,
        /// All other inputs of the functions, by name.
        #[serde(default)]
        pub parameters: Named,
        /// A test problem instead.
        pub built_in: Option<TestSet>,
    }
}

/// Evaluations that were made before.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KnownOutputs {
    /// A point in each row.
    pub points: Matrix,
    /// The objectives at each, and after them the constraints.
    pub values: Matrix,
}

fn default_objective_count() -> u32 {
    2
}

fn default_parallel() -> u32 {
    1
}

fn default_max_evaluations() -> u32 {
    10_000
}

fn default_inner_evaluations() -> u32 {
    10_000
}

/// Hypervolumes of more objectives take too long to be followed.
const MOST_OBJECTIVES: usize = 6;
const MOST_CONSTRAINTS: usize = 1000;

const POPULATION: std::ops::RangeInclusive<usize> = 4..=10_000;
const EVOLVED_POPULATION: u32 = 100;
const PREDICTED_POPULATION: u32 = 50;

/// With more evaluations than this models are not worth their time.
const MOST_PREDICTED: u32 = 2000;

/// The most points that are looked at by models in a generation.
const MOST_INNER: usize = 1_000_000;

impl ParetoProblem {
    /// Refuses what cannot be searched.
    pub fn space(&self) -> Result<Space, Error> {
        let space = Space::new(&Domain {
            lower: self.lower.as_ref(),
            upper: self.upper.as_ref(),
            dimension: self.dimension,
            variables: self.variables.as_deref(),
        })?;
        let objectives = self.objective_count as usize;
        check::count("objectiveCount", objectives, 1..=MOST_OBJECTIVES)?;
        check::count("constraintCount", self.constraint_count as usize, ..=MOST_CONSTRAINTS)?;
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
        check::count("innerEvaluations", self.inner_evaluations as usize, 1..=MOST_INNER)?;
        if let Some(reference) = &self.reference {
            check::finite_vector("reference", reference, objectives, "there are objectives")?;
        }
        Ok(space)
    }

    /// How evaluations are asked for.
    pub fn asking(&self) -> Asking {
        Asking {
            numbers: (self.objective_count + self.constraint_count) as usize,
            parallel: self.parallel,
            limit: self.max_evaluations,
            archive: self.archive,
            is_noisy: false,
        }
    }

    /// The method.
    pub fn chosen_method(&self) -> ParetoMethod {
        match self.method {
            ParetoMethod::Auto if self.max_evaluations <= MOST_PREDICTED => ParetoMethod::Predictor,
            ParetoMethod::Auto => ParetoMethod::Evolution,
            method => method,
        }
    }

    /// How many points a generation has.
    pub fn population(&self) -> usize {
        let usual = match self.chosen_method() {
            ParetoMethod::Evolution => EVOLVED_POPULATION,
            _ => PREDICTED_POPULATION,
        };
        self.population_size.unwrap_or(usual) as usize
    }
}

impl ParetoDataProblem {
    /// The problem as the dialogue takes it. Of functions that take no time, values are not predicted where nothing is said.
    pub fn without_functions(self) -> ParetoProblem {
        ParetoProblem {
            objective_count: self.objective_count,
            constraint_count: self.constraint_count,
            lower: self.lower,
            upper: self.upper,
            dimension: self.dimension,
            variables: self.variables,
            initial: self.initial,
            known: self.known,
            parallel: self.parallel,
            max_evaluations: self.max_evaluations,
            method: if self.method == ParetoMethod::Auto { ParetoMethod::Evolution } else { self.method },
            population_size: self.population_size,
            reference: self.reference,
            inner_evaluations: self.inner_evaluations,
            archive: self.archive,
        }
    }
}
