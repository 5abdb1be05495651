//! What is to be minimised under which constraints, and how.

use crate::built_in::BuiltIn;
use crate::evaluations::{Asking, check_known};
use crate::pareto::problem::KnownOutputs;
use crate::variables::{Domain, Space, Variable};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::Named;
use superlinear_expression::function::Function;
use superlinear_interface::{Error, NumberOrVector, Vector, check};

/// Defines a problem, with further fields of its own.
macro_rules! direct_search_problem {
    ($(#[$attribute:meta])* $name:ident { $($(#[$field_attribute:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_attribute])* pub $field: $type,)*
            /// How many constraints there are, at most 1000. Default: none.
            #[serde(default)]
            pub constraint_count: u32,
            /// Of each constraint whether it may be violated during the search. Where it may not, values at points that violate it are not
            /// used: for functions that have none there. Default: all may.
            pub relaxable: Option<Vec<bool>>,
            /// Constraints that are at most this are kept.
            #[serde(default)]
            pub constraint_tolerance: f64,
            /// The least values of the variables: of each, or one number for all of them. `-Infinity` is none, and so is -1e20 or less;
            /// variables whose bounds are equal are fixed. Default: none.
            pub lower: Option<NumberOrVector>,
            /// The largest values of the variables; `Infinity` is none, and so is 1e20 or more. Default: none.
            pub upper: Option<NumberOrVector>,
            /// How many variables there are, from 1 to 1000, where neither a bound nor `initial` says it.
            pub dimension: Option<u32>,
            /// The variables, numbers all of them, instead of `lower` and `upper`.
            pub variables: Option<Vec<Variable>>,
            /// Where to start. Default: the best of `known`, or else the middle of the box; of a variable without an end, the number
            /// next to zero.
            pub initial: Option<Vector>,
            /// Evaluations that were made before. They count as found, models learn from them, and their points are not evaluated again.
            pub known: Option<KnownOutputs>,
            /// How many evaluations may be under way at once, from 1 to 4096. Default: 1.
            #[serde(default = "default_parallel")]
            pub parallel: u32,
            /// The most evaluations. Default: 500 for each variable.
            pub max_evaluations: Option<u32>,
            /// A value that is good enough: the search ends at a point that keeps the constraints where it is not larger.
            pub target: Option<f64>,
            /// The size of the first mesh, as a part of the sides of the box, above 0 and at most 1. Where a side has no end, it is as long
            /// as the start's number, and at least 1.
            #[serde(default = "default_mesh_size")]
            pub mesh_size: f64,
            /// The search converges with a mesh of this size or less, on which no neighbour is better. Sides of the box count as no longer
            /// than 1000 times the solution's number, or 1000 where that is below 1.
            #[serde(default = "default_tolerance")]
            pub tolerance: f64,
            /// Whether each iteration looks at a random point within half a side too, so that no better region stays unseen for ever.
            #[serde(default = "default_true")]
            pub covering: bool,
            /// Whether quadratic models of the objective and the constraints propose points, for at most 50 variables and constraints.
            #[serde(default = "default_true")]
            pub model_search: bool,
            /// Whether a search that converges looks at all neighbours along the axes, and returns to work where one is better.
            #[serde(default = "default_true")]
            pub certify: bool,
            /// How many runs follow the first, each from a random point once the one before it has converged; of a variable without an end,
            /// within a side of the number next to zero. More follow where no point is known that keeps the constraints.
            #[serde(default)]
            pub restarts: u32,
            /// Whether the solution has all points that were evaluated.
            #[serde(default)]
            pub archive: bool,
        }
    };
}

direct_search_problem! {
    /// Functions that are asked for their values, the box to search, and how.
    DirectSearchProblem {
        /// Whether the question `attack` is asked: at a point, after which there is a 1 for each constraint that was violated where an
        /// attack went last, and else a 0, for a direction in which the objective is believed to grow.
        #[serde(default)]
        pub attack: bool,
    }
}

direct_search_problem! {
    /// Functions that are data, the box to search, and how. It has either `objective` or `builtIn`.
    DirectSearchDataProblem {
        /// What is to be minimised: a function of the variables, as one vector, and of parameters, whose value is one number.
        pub objective: Option<Function>,
        /// What is to be at most 0: a function of the same inputs whose value is a vector.
        pub constraints: Option<Function>,
        /// The name of the input that the variables are. Default: the first.
        pub input: Option<String>,
        /// All other inputs of the functions, by name.
        #[serde(default)]
        pub parameters: Named,
        /// A test function instead.
        pub built_in: Option<BuiltIn>,
    }
}

fn default_parallel() -> u32 {
    1
}

fn default_mesh_size() -> f64 {
    0.1
}

fn default_tolerance() -> f64 {
    1e-7
}

fn default_true() -> bool {
    true
}

/// The most evaluations for each variable, where nothing is said.
const EVALUATIONS_PER_VARIABLE: u32 = 500;

const MOST_CONSTRAINTS: usize = 1000;

/// A poll of more variables takes longer than anyone waits for a step.
const MOST_POLLED: usize = 1000;

impl DirectSearchProblem {
    /// Refuses what cannot be searched.
    pub fn space(&self) -> Result<Space, Error> {
        let domain = Domain {
            lower: self.lower.as_ref(),
            upper: self.upper.as_ref(),
            dimension: self.dimension,
            variables: self.variables.as_deref(),
        };
        let space = Space::open(&domain, self.initial.as_deref())?;
        check::count("dimension", space.dimension(), 1..=MOST_POLLED)?;
        if let Some(initial) = &self.initial {
            space.check_point("initial", initial)?;
        }
        let constraints = self.constraint_count as usize;
        check::count("constraintCount", constraints, ..=MOST_CONSTRAINTS)?;
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
        if !(self.mesh_size > 0.0 && self.mesh_size <= 1.0) {
            let got = check::short(self.mesh_size);
            return Err(Error::invalid("meshSize", format!("must be above 0 and at most 1, got {got}")));
        }
        check::number("tolerance", self.tolerance, check::POSITIVE)?;
        Ok(space)
    }

    /// How evaluations are asked for.
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
    /// The problem as the dialogue takes it.
    pub fn without_functions(self) -> DirectSearchProblem {
        DirectSearchProblem {
            attack: false,
            constraint_count: self.constraint_count,
            relaxable: self.relaxable,
            constraint_tolerance: self.constraint_tolerance,
            lower: self.lower,
            upper: self.upper,
            dimension: self.dimension,
            variables: self.variables,
            initial: self.initial,
            known: self.known,
            parallel: self.parallel,
            max_evaluations: self.max_evaluations,
            target: self.target,
            mesh_size: self.mesh_size,
            tolerance: self.tolerance,
            covering: self.covering,
            model_search: self.model_search,
            certify: self.certify,
            restarts: self.restarts,
            archive: self.archive,
        }
    }
}
