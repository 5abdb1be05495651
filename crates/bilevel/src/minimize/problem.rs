//! What the caller gives.

use super::functions::Shape;
use crate::outer::OuterDirection;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_expression::Named;
use superlinear_expression::function::Function;
use superlinear_interface::{Error, Vector, check};

/// More variables are taken to be a mistake.
const MOST_VARIABLES: usize = 10_000_000;

/// More constraints than this are not for a method that keeps their Jacobian.
const MOST_CONSTRAINTS: usize = 10_000;

/// Hessians of more inner variables take longer to decompose than products take to do without.
pub(super) const MOST_IN_HESSIAN: usize = 1000;

/// More samples are taken to be a mistake.
const MOST_SAMPLES: usize = 1_000_000_000;

/// Larger batches are taken to be a mistake.
const MOST_IN_BATCH: usize = 1_000_000;

/// How a problem of two levels is solved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeMethod {
    /// With constraints, or where `strongConvexity` is 0, `valueFunction`; with functions of batches `stochastic`; else `implicit`.
    #[default]
    Auto,
    /// Descent along the gradient of the outer objective at the inner solution, as exact as each step needs it.
    Implicit,
    /// Single loop on a penalty for not being at the inner solution (LV-HBA), then Newton's method on the conditions of optimality.
    ValueFunction,
    /// Steps of one length by batches of samples (BO-REP).
    Stochastic,
}

/// How the error of a gradient is judged that an inner solution makes which is not exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum HypergradientAccuracy {
    /// By what one more Newton step on the inner problem changes of it.
    #[default]
    Estimate,
    /// By the bound of MAID's theorem 1, with the constants of `lipschitz` and `strongConvexity`. It is one where all four are given, and
    /// mostly far too large.
    Bound,
}

/// Constants of Lipschitz, in y near its solution. What is not given is estimated from what is seen on the way, and may be too small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lipschitz {
    /// Of the gradient of the outer objective by y.
    pub outer_gradient: Option<f64>,
    /// Of the mixed derivatives of the inner objective.
    pub mixed_derivatives: Option<f64>,
    /// Of the Hessian of the inner objective by y.
    pub inner_hessian: Option<f64>,
}

impl Lipschitz {
    fn check(&self) -> Result<(), Error> {
        check::optional("lipschitz.outerGradient", self.outer_gradient, check::NOT_NEGATIVE)?;
        check::optional("lipschitz.mixedDerivatives", self.mixed_derivatives, check::NOT_NEGATIVE)?;
        check::optional("lipschitz.innerHessian", self.inner_hessian, check::NOT_NEGATIVE)
    }

    /// The constants: as given, or the largest seen.
    pub(super) fn or(&self, [outer, mixed, hessian]: [f64; 3]) -> [f64; 3] {
        [
            self.outer_gradient.unwrap_or(outer),
            self.mixed_derivatives.unwrap_or(mixed),
            self.inner_hessian.unwrap_or(hessian),
        ]
    }
}

/// Defines a problem of `minimize`, with the fields of its functions.
macro_rules! minimize_problem {
    ($(#[$attribute:meta])* $name:ident { $($(#[$field_attribute:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_attribute])* pub $field: $type,)*
            /// Where x starts; moved between the bounds.
            pub initial: Vector,
            /// Lower bounds of x; none where it is `-Infinity` or -1e20 or below. Default: none.
            pub lower: Option<Vector>,
            /// Upper bounds of x; none where it is `Infinity` or 1e20 or above. Default: none.
            pub upper: Option<Vector>,
            /// How to solve it.
            #[serde(default)]
            pub method: MinimizeMethod,
            /// The least curvature of the inner objective in y, if it is known. 0 says that it need not be strictly convex. Default:
            /// estimated on the way.
            pub strong_convexity: Option<f64>,
            /// How the errors of gradients are judged.
            #[serde(default)]
            pub accuracy: HypergradientAccuracy,
            /// Constants for `accuracy: 'bound'`.
            #[serde(default)]
            pub lipschitz: Lipschitz,
            /// The direction of outer steps.
            #[serde(default)]
            pub direction: OuterDirection,
            /// The tolerance of `converged`. With `implicit`, `projectedGradient` and `hypergradientError` times the largest |x| or 1 are at most
            /// this times `scale`, so that the unit of the outer objective does not matter; the variables should be of size 1. With
            /// `valueFunction`, `kktResidual` is at most this times the outer objective at the start, or times 1 where that is
            /// smaller: state problems in units in which objectives and variables are about 1.
            #[serde(default = "default_tolerance")]
            pub tolerance: f64,
            /// The first accuracy of inner solutions: how far from the exact ones they may be.
            #[serde(default = "default_initial_accuracy")]
            pub initial_accuracy: f64,
            /// The most outer iterations. Default: 500; of `stochastic` the number of iterations, 3000.
            pub max_iterations: Option<u32>,
            /// Whether `valueFunction` ends with Newton's method on the conditions of optimality, where there are at most 600 variables
            /// and multipliers.
            #[serde(default = "default_polish")]
            pub polish: bool,
            /// Whether the solution has a record of each iteration.
            #[serde(default)]
            pub history: bool,
        }
    };
}

minimize_problem! {
    /// A problem of two levels whose functions are asked for.
    MinimizeProblem {
        /// Where y starts.
        pub inner_initial: Vector,
        /// Whether products with second derivatives of the inner objective are given. Default: by differences of its gradients.
        #[serde(default)]
        pub inner_product: bool,
        /// Whether the Hessian of the inner objective by y is given, of at most 1000 variables. Default: steps by products.
        #[serde(default)]
        pub inner_hessian: bool,
        /// Whether there are constraints of the inner problem.
        #[serde(default)]
        pub constraints: bool,
        /// Whether products with second derivatives of the constraints are given. Default: by differences of their Jacobians.
        #[serde(default)]
        pub constraint_product: bool,
        /// How many inequalities the inner problem has.
        #[serde(default)]
        pub inequality_count: u32,
        /// How many equations the inner problem has.
        #[serde(default)]
        pub equality_count: u32,
        /// Whether gradients of the outer objective over batches are given.
        #[serde(default)]
        pub outer_batch: bool,
        /// Whether gradients of the inner objective over batches are given.
        #[serde(default)]
        pub inner_batch: bool,
        /// Whether products with second derivatives of the inner objective over batches are given.
        #[serde(default)]
        pub product_batch: bool,
        /// How many samples the outer objective is the mean of, where batches are given.
        pub outer_samples: Option<u32>,
        /// How many samples the inner objective is the mean of, where batches are given.
        pub inner_samples: Option<u32>,
        /// How many samples a batch has, drawn with replacement.
        #[serde(default = "default_batch_size")]
        pub batch_size: u32,
        /// How far the first steps of `stochastic` move x, in the 2-norm; they become shorter, and end at no length.
        #[serde(default = "default_step_length")]
        pub step_length: f64,
    }
}

minimize_problem! {
    /// A problem of two levels whose functions are data: of x, of y and of parameters.
    MinimizeDataProblem {
        /// What x is to minimise: a function whose value is one number.
        pub outer_objective: Function,
        /// What y is to minimise, given x: a function whose value is one number.
        pub inner_objective: Function,
        /// What is not to be positive, given x: a vector.
        pub inner_inequalities: Option<Function>,
        /// What is to be zero, given x: a vector.
        pub inner_equalities: Option<Function>,
        /// The name of the input that x is.
        #[serde(default = "default_outer_variables")]
        pub outer_variables: String,
        /// The name of the input that y is.
        #[serde(default = "default_inner_variables")]
        pub inner_variables: String,
        /// All other inputs of the functions, by name.
        #[serde(default)]
        pub parameters: Named,
        /// Where y starts. Default: zeros.
        pub inner_initial: Option<Vector>,
    }
}

/// Defines a problem of `hypergradient`, with the fields of its functions.
macro_rules! hypergradient_problem {
    ($(#[$attribute:meta])* $name:ident { $($(#[$field_attribute:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_attribute])* pub $field: $type,)*
            /// The point x.
            pub initial: Vector,
            /// The least curvature of the inner objective in y, if it is known. Default: estimated on the way.
            pub strong_convexity: Option<f64>,
            /// How the error of the gradient is judged.
            #[serde(default)]
            pub accuracy: HypergradientAccuracy,
            /// Constants for `accuracy: 'bound'`.
            #[serde(default)]
            pub lipschitz: Lipschitz,
            /// What `hypergradientError` is to fall to, in units of the length of the gradient or of those of the outer objective by x and
            /// by y, whichever is longest.
            #[serde(default = "default_tolerance")]
            pub tolerance: f64,
        }
    };
}

hypergradient_problem! {
    /// A point and the functions of two levels, which are asked for.
    HypergradientProblem {
        /// Where y starts.
        pub inner_initial: Vector,
        /// Whether products with second derivatives of the inner objective are given. Default: by differences of its gradients.
        #[serde(default)]
        pub inner_product: bool,
        /// Whether the Hessian of the inner objective by y is given, of at most 1000 variables. Default: steps by products.
        #[serde(default)]
        pub inner_hessian: bool,
    }
}

hypergradient_problem! {
    /// A point and the functions of two levels, which are data: of x, of y and of parameters.
    HypergradientDataProblem {
        /// What x is to minimise: a function whose value is one number.
        pub outer_objective: Function,
        /// What y minimises, given x: a function whose value is one number.
        pub inner_objective: Function,
        /// The name of the input that x is.
        #[serde(default = "default_outer_variables")]
        pub outer_variables: String,
        /// The name of the input that y is.
        #[serde(default = "default_inner_variables")]
        pub inner_variables: String,
        /// All other inputs of the functions, by name.
        #[serde(default)]
        pub parameters: Named,
        /// Where y starts. Default: zeros.
        pub inner_initial: Option<Vector>,
    }
}

fn default_tolerance() -> f64 {
    1e-6
}

fn default_initial_accuracy() -> f64 {
    crate::outer::FIRST_ACCURACY
}

fn default_polish() -> bool {
    true
}

fn default_batch_size() -> u32 {
    64
}

fn default_step_length() -> f64 {
    0.05
}

fn default_outer_variables() -> String {
    "x".to_owned()
}

fn default_inner_variables() -> String {
    "y".to_owned()
}

impl HypergradientProblem {
    /// Refuses what cannot be solved, and tells the shape of the functions.
    pub(super) fn shape(&self) -> Result<Shape, Error> {
        let shape = Shape {
            outer: self.initial.len(),
            inner: self.inner_initial.len(),
            has_product: self.inner_product,
            has_hessian: self.inner_hessian,
            has_inner_by_x: !self.inner_product,
            ..Shape::default()
        };
        check_variables(&self.initial, &self.inner_initial, self.inner_hessian)?;
        check::optional("strongConvexity", self.strong_convexity, check::POSITIVE)?;
        self.lipschitz.check()?;
        check::tolerance(self.tolerance)?;
        Ok(shape)
    }
}

impl MinimizeProblem {
    /// Refuses what cannot be solved, and tells the shape of the functions.
    pub(super) fn shape(&self) -> Result<Shape, Error> {
        check_variables(&self.initial, &self.inner_initial, self.inner_hessian)?;
        let [inequalities, equalities] = [self.inequality_count as usize, self.equality_count as usize];
        check::count("inequalityCount", inequalities, ..=MOST_CONSTRAINTS)?;
        check::count("equalityCount", equalities, ..=MOST_CONSTRAINTS.min(self.inner_initial.len()))?;
        if self.constraints != (inequalities + equalities > 0) {
            let message = "must be given together with inequalityCount or equalityCount";
            return Err(Error::invalid("constraints", message));
        }
        self.bounds()?;
        check::optional("strongConvexity", self.strong_convexity, check::NOT_NEGATIVE)?;
        self.lipschitz.check()?;
        check::tolerance(self.tolerance)?;
        check::number("initialAccuracy", self.initial_accuracy, check::POSITIVE)?;
        self.check_method()?;
        let batches = if self.method() == MinimizeMethod::Stochastic { [self.batch_size as usize; 2] } else { [0; 2] };
        Ok(Shape {
            outer: self.initial.len(),
            inner: self.inner_initial.len(),
            inequalities,
            equalities,
            has_product: self.inner_product,
            has_hessian: self.inner_hessian,
            has_constraint_product: self.constraint_product,
            has_inner_by_x: !self.inner_product || self.method() == MinimizeMethod::ValueFunction,
            batches,
        })
    }

    /// The method that solves it.
    pub(super) fn method(&self) -> MinimizeMethod {
        match self.method {
            MinimizeMethod::Auto if self.constraints || self.strong_convexity == Some(0.0) => {
                MinimizeMethod::ValueFunction
            }
            MinimizeMethod::Auto if self.outer_batch => MinimizeMethod::Stochastic,
            MinimizeMethod::Auto => MinimizeMethod::Implicit,
            method => method,
        }
    }

    fn check_method(&self) -> Result<(), Error> {
        match self.method() {
            MinimizeMethod::Stochastic => self.check_batches(),
            MinimizeMethod::Implicit if self.constraints => {
                Err(Error::invalid("method", "must not be implicit where the inner problem has constraints"))
            }
            MinimizeMethod::Implicit if self.strong_convexity == Some(0.0) => {
                Err(Error::invalid("strongConvexity", "must be above 0 where method is implicit"))
            }
            _ => Ok(()),
        }
    }

    fn check_batches(&self) -> Result<(), Error> {
        if self.constraints {
            return Err(Error::invalid("method", "must not be stochastic where the inner problem has constraints"));
        }
        let given =
            [("outerBatch", self.outer_batch), ("innerBatch", self.inner_batch), ("productBatch", self.product_batch)];
        if let Some((name, _)) = given.iter().find(|(_, is_given)| !is_given) {
            return Err(Error::invalid(*name, "must be given where method is stochastic"));
        }
        for (name, samples) in [("outerSamples", self.outer_samples), ("innerSamples", self.inner_samples)] {
            let Some(samples) = samples else { return Err(Error::invalid(name, "is missing")) };
            check::count(name, samples as usize, 1..=MOST_SAMPLES)?;
        }
        check::number("stepLength", self.step_length, check::POSITIVE)?;
        check::count("batchSize", self.batch_size as usize, 1..=MOST_IN_BATCH)
    }

    /// The bounds of x.
    pub(super) fn bounds(&self) -> Result<[Vec<f64>; 2], Error> {
        let count = self.initial.len();
        let bound = |name: &str, given: &Option<Vector>, none: f64| match given {
            None => Ok(vec![none; count]),
            Some(bounds) => {
                check::length(name, bounds.len(), count, "initial has")?;
                check::bounds(name, bounds, ..)?;
                Ok(bounds.iter().map(|&bound| check::bound(bound)).collect())
            }
        };
        let lower = bound("lower", &self.lower, f64::NEG_INFINITY)?;
        let upper = bound("upper", &self.upper, f64::INFINITY)?;
        for (j, (&lower, &upper)) in lower.iter().zip(&upper).enumerate() {
            if lower > upper || lower == f64::INFINITY || upper == f64::NEG_INFINITY {
                let (lower, upper) = (check::short(lower), check::short(upper));
                return Err(Error::invalid(
                    format!("lower[{j}]"),
                    format!("must not be above upper, and leave room for a number between, got {lower} and {upper}"),
                ));
            }
        }
        Ok([lower, upper])
    }

    /// Where x starts.
    pub(super) fn start(&self, [lower, upper]: &[Vec<f64>; 2]) -> Vec<f64> {
        self.initial.iter().zip(lower).zip(upper).map(|((x, lower), upper)| x.max(*lower).min(*upper)).collect()
    }
}

fn check_variables(initial: &Vector, inner_initial: &Vector, has_hessian: bool) -> Result<(), Error> {
    check::entries("initial", initial.len(), 1..=MOST_VARIABLES)?;
    check::numbers("initial", initial, check::FINITE)?;
    check::entries("innerInitial", inner_initial.len(), 1..=MOST_VARIABLES)?;
    check::numbers("innerInitial", inner_initial, check::FINITE)?;
    if has_hessian && inner_initial.len() > MOST_IN_HESSIAN {
        let message =
            format!("must not be given for more than {MOST_IN_HESSIAN} inner variables, got {}", inner_initial.len());
        return Err(Error::invalid("innerHessian", message));
    }
    Ok(())
}
