//! The input of `minimize` and `hypergradient`.

use super::functions::Shape;
use crate::outer::OuterDirection;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_expression::Named;
use superlinear_expression::function::Function;
use superlinear_interface::{Error, Vector, check};

/// Larger counts of variables are assumed to be mistakes.
const MAX_VARIABLES: usize = 10_000_000;

/// Larger counts are unsuitable for a method that stores the Jacobian of the constraints.
const MAX_CONSTRAINTS: usize = 10_000;

/// Beyond this number of inner variables, factorizing the Hessian takes longer than iterations with products.
pub(super) const MAX_IN_HESSIAN: usize = 1000;

/// Larger counts of samples are assumed to be mistakes.
const MAX_SAMPLES: usize = 1_000_000_000;

/// Larger batches are assumed to be mistakes.
const MAX_IN_BATCH: usize = 1_000_000;

/// The method for a bilevel problem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MinimizeMethod {
    /// `valueFunction` for problems with constraints or with `strongConvexity` 0, `stochastic` for functions of
    /// batches, `implicit` otherwise.
    #[default]
    Auto,
    /// Descent along the gradient of x → F(x, y*(x)). Inner problems are solved only as accurately as each step
    /// requires.
    Implicit,
    /// A single loop on a penalty for inner suboptimality (LV-HBA), followed by Newton's method on the optimality
    /// conditions.
    ValueFunction,
    /// Normalized momentum steps on batches of samples (BO-REP).
    Stochastic,
}

/// The error estimate of gradients computed from inexact inner solutions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum HypergradientAccuracy {
    /// The change of the gradient over one more Newton step on the inner problem.
    #[default]
    Estimate,
    /// The bound of MAID's theorem 1, with the constants in `lipschitz` and `strongConvexity`. It is rigorous if all
    /// four are given, and usually far too large.
    Bound,
}

/// Lipschitz constants in y near the inner solution. Missing constants are estimated from observed differences, which
/// may be too small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lipschitz {
    /// The Lipschitz constant of the gradient of the outer objective with respect to y.
    pub outer_gradient: Option<f64>,
    /// The Lipschitz constant of the mixed derivatives of the inner objective.
    pub mixed_derivatives: Option<f64>,
    /// The Lipschitz constant of the Hessian of the inner objective with respect to y.
    pub inner_hessian: Option<f64>,
}

impl Lipschitz {
    fn check(&self) -> Result<(), Error> {
        check::optional("lipschitz.outerGradient", self.outer_gradient, check::NOT_NEGATIVE)?;
        check::optional("lipschitz.mixedDerivatives", self.mixed_derivatives, check::NOT_NEGATIVE)?;
        check::optional("lipschitz.innerHessian", self.inner_hessian, check::NOT_NEGATIVE)
    }

    /// The given constants, or else the largest observed ones.
    pub(super) fn or(&self, [outer, mixed, hessian]: [f64; 3]) -> [f64; 3] {
        [
            self.outer_gradient.unwrap_or(outer),
            self.mixed_derivatives.unwrap_or(mixed),
            self.inner_hessian.unwrap_or(hessian),
        ]
    }
}

/// A bilevel problem with functions given as callbacks.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeProblem {
    /// The initial y.
    pub inner_initial: Vector,
    /// Whether products with second derivatives of the inner objective are given. Default: finite differences of
    /// its gradients.
    #[serde(default)]
    pub inner_product: bool,
    /// Whether the Hessian of the inner objective with respect to y is given, for at most 1000 inner variables.
    /// Default: iterative solves with products.
    #[serde(default)]
    pub inner_hessian: bool,
    /// Whether the inner problem has constraints.
    #[serde(default)]
    pub constraints: bool,
    /// Whether products with second derivatives of the constraints are given. Default: finite differences of their
    /// Jacobians.
    #[serde(default)]
    pub constraint_product: bool,
    /// The number of inequalities of the inner problem.
    #[serde(default)]
    pub inequality_count: u32,
    /// The number of equations of the inner problem.
    #[serde(default)]
    pub equality_count: u32,
    /// Whether batch gradients of the outer objective are given.
    #[serde(default)]
    pub outer_batch: bool,
    /// Whether batch gradients of the inner objective are given.
    #[serde(default)]
    pub inner_batch: bool,
    /// Whether batch products with second derivatives of the inner objective are given.
    #[serde(default)]
    pub product_batch: bool,
    /// The number of samples averaged by the outer objective, for batches.
    pub outer_samples: Option<u32>,
    /// The number of samples averaged by the inner objective, for batches.
    pub inner_samples: Option<u32>,
    /// The number of samples in a batch, drawn with replacement.
    #[serde(default = "default_batch_size")]
    pub batch_size: u32,
    /// The length of the first steps of x in `stochastic`, in the 2-norm. Step lengths decrease linearly to zero.
    #[serde(default = "default_step_length")]
    pub step_length: f64,
    /// The outer variables and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: MinimizeOptions,
}

/// The fields common to functions given as callbacks and as data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeOptions {
    /// The initial x, clipped to the bounds.
    pub initial: Vector,
    /// Lower bounds of x; `-Infinity` or any value up to -1e20 means none. Default: none.
    pub lower: Option<Vector>,
    /// Upper bounds of x; `Infinity` or any value from 1e20 means none. Default: none.
    pub upper: Option<Vector>,
    /// The method.
    #[serde(default)]
    pub method: MinimizeMethod,
    /// Lower bound on the curvature of the inner objective in y, if known. 0 means that it need not be strictly
    /// convex. Default: estimated.
    pub strong_convexity: Option<f64>,
    /// The error estimate of gradients.
    #[serde(default)]
    pub accuracy: HypergradientAccuracy,
    /// Constants for `accuracy: 'bound'`.
    #[serde(default)]
    pub lipschitz: Lipschitz,
    /// The search direction of the outer loop.
    #[serde(default)]
    pub direction: OuterDirection,
    /// Tolerance for `converged`. With `implicit`, `projectedGradient` and `hypergradientError`, each times the
    /// larger of 1 and the largest |x|, must not exceed `tolerance` times `scale`. The unit of the outer
    /// objective therefore does not matter, but variables should have size about 1. With `valueFunction`,
    /// `kktResidual` must not exceed `tolerance` times the larger of 1 and the absolute initial outer
    /// objective; scale objectives and variables to about 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Initial accuracy of inner solutions: their distance from the exact ones.
    #[serde(default = "default_initial_accuracy")]
    pub initial_accuracy: f64,
    /// Limit on outer iterations. Default: 500; `stochastic` makes exactly this many, by default 3000.
    pub max_iterations: Option<u32>,
    /// Whether `valueFunction` ends with Newton's method on the optimality conditions. Applies up to 600
    /// variables and multipliers in total.
    #[serde(default = "default_polish")]
    pub polish: bool,
    /// Whether to record each iteration in the solution.
    #[serde(default)]
    pub history: bool,
}

/// A bilevel problem with functions of x, y and parameters given as data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeDataProblem {
    /// The scalar objective minimized over x.
    pub outer_objective: Function,
    /// The scalar objective minimized over y for given x.
    pub inner_objective: Function,
    /// The inequality constraints on y for given x: a vector required to be at most zero.
    pub inner_inequalities: Option<Function>,
    /// The equality constraints on y for given x: a vector required to be zero.
    pub inner_equalities: Option<Function>,
    /// The name of the input that holds x.
    #[serde(default = "default_outer_variables")]
    pub outer_variables: String,
    /// The name of the input that holds y.
    #[serde(default = "default_inner_variables")]
    pub inner_variables: String,
    /// All other inputs of the functions, by name.
    #[serde(default)]
    pub parameters: Named,
    /// The initial y. Default: zeros.
    pub inner_initial: Option<Vector>,
    /// The outer variables and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: MinimizeOptions,
}

/// A point and the functions of a bilevel problem, given as callbacks.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HypergradientProblem {
    /// The initial y.
    pub inner_initial: Vector,
    /// Whether products with second derivatives of the inner objective are given. Default: finite differences of
    /// its gradients.
    #[serde(default)]
    pub inner_product: bool,
    /// Whether the Hessian of the inner objective with respect to y is given, for at most 1000 inner variables.
    /// Default: iterative solves with products.
    #[serde(default)]
    pub inner_hessian: bool,
    /// The point and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: HypergradientOptions,
}

/// The fields common to functions given as callbacks and as data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HypergradientOptions {
    /// The point x.
    pub initial: Vector,
    /// Lower bound on the curvature of the inner objective in y, if known. Default: estimated.
    pub strong_convexity: Option<f64>,
    /// The error estimate of the gradient.
    #[serde(default)]
    pub accuracy: HypergradientAccuracy,
    /// Constants for `accuracy: 'bound'`.
    #[serde(default)]
    pub lipschitz: Lipschitz,
    /// Tolerance on `hypergradientError`, relative to the largest of three norms: of the gradient, and of the
    /// gradients of the outer objective with respect to x and y.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
}

/// A point and the functions of a bilevel problem, given as data: functions of x, y and parameters.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HypergradientDataProblem {
    /// The scalar outer objective.
    pub outer_objective: Function,
    /// The scalar objective minimized over y for given x.
    pub inner_objective: Function,
    /// The name of the input that holds x.
    #[serde(default = "default_outer_variables")]
    pub outer_variables: String,
    /// The name of the input that holds y.
    #[serde(default = "default_inner_variables")]
    pub inner_variables: String,
    /// All other inputs of the functions, by name.
    #[serde(default)]
    pub parameters: Named,
    /// The initial y. Default: zeros.
    pub inner_initial: Option<Vector>,
    /// The point and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: HypergradientOptions,
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
    /// Validates the problem and returns the shape of its functions.
    pub(super) fn shape(&self) -> Result<Shape, Error> {
        let shape = Shape {
            outer: self.options.initial.len(),
            inner: self.inner_initial.len(),
            has_product: self.inner_product,
            has_hessian: self.inner_hessian,
            has_inner_by_x: !self.inner_product,
            ..Shape::default()
        };
        check_variables(&self.options.initial, &self.inner_initial, self.inner_hessian)?;
        check::optional("strongConvexity", self.options.strong_convexity, check::POSITIVE)?;
        self.options.lipschitz.check()?;
        check::tolerance(self.options.tolerance)?;
        Ok(shape)
    }
}

impl MinimizeProblem {
    /// A problem without constraints and batches, whose functions return products and the Hessian.
    pub(super) fn new(inner_initial: Vector, options: MinimizeOptions) -> Self {
        Self {
            inner_initial,
            inner_product: true,
            inner_hessian: true,
            constraints: false,
            constraint_product: false,
            inequality_count: 0,
            equality_count: 0,
            outer_batch: false,
            inner_batch: false,
            product_batch: false,
            outer_samples: None,
            inner_samples: None,
            batch_size: default_batch_size(),
            step_length: default_step_length(),
            options,
        }
    }

    /// Validates the problem and returns the shape of its functions.
    pub(super) fn shape(&self) -> Result<Shape, Error> {
        check_variables(&self.options.initial, &self.inner_initial, self.inner_hessian)?;
        let [inequalities, equalities] = [self.inequality_count as usize, self.equality_count as usize];
        check::count("inequalityCount", inequalities, ..=MAX_CONSTRAINTS)?;
        check::count("equalityCount", equalities, ..=MAX_CONSTRAINTS.min(self.inner_initial.len()))?;
        if self.constraints != (inequalities + equalities > 0) {
            let message = "must be given together with inequalityCount or equalityCount";
            return Err(Error::invalid("constraints", message));
        }
        self.bounds()?;
        check::optional("strongConvexity", self.options.strong_convexity, check::NOT_NEGATIVE)?;
        self.options.lipschitz.check()?;
        check::tolerance(self.options.tolerance)?;
        check::number("initialAccuracy", self.options.initial_accuracy, check::POSITIVE)?;
        self.check_method()?;
        let batches = if self.method() == MinimizeMethod::Stochastic { [self.batch_size as usize; 2] } else { [0; 2] };
        Ok(Shape {
            outer: self.options.initial.len(),
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

    /// The method after resolving `auto`.
    pub(super) fn method(&self) -> MinimizeMethod {
        match self.options.method {
            MinimizeMethod::Auto if self.constraints || self.options.strong_convexity == Some(0.0) => {
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
            MinimizeMethod::Implicit if self.options.strong_convexity == Some(0.0) => {
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
            check::count(name, samples as usize, 1..=MAX_SAMPLES)?;
        }
        check::number("stepLength", self.step_length, check::POSITIVE)?;
        check::count("batchSize", self.batch_size as usize, 1..=MAX_IN_BATCH)
    }

    /// The bounds of x.
    pub(super) fn bounds(&self) -> Result<[Vec<f64>; 2], Error> {
        let count = self.options.initial.len();
        let bound = |name: &str, given: &Option<Vector>, none: f64| match given {
            None => Ok(vec![none; count]),
            Some(bounds) => {
                check::length(name, bounds.len(), count, "initial has")?;
                check::bounds(name, bounds, ..)?;
                Ok(bounds.iter().map(|&bound| check::bound(bound)).collect())
            }
        };
        let lower = bound("lower", &self.options.lower, f64::NEG_INFINITY)?;
        let upper = bound("upper", &self.options.upper, f64::INFINITY)?;
        for (j, (&lower, &upper)) in lower.iter().zip(&upper).enumerate() {
            if lower > upper || lower == f64::INFINITY || upper == f64::NEG_INFINITY {
                let (lower, upper) = (check::short(lower), check::short(upper));
                return Err(Error::invalid(
                    format!("lower[{j}]"),
                    format!("must not be above upper, {upper}, and must admit finite values, got {lower}"),
                ));
            }
        }
        Ok([lower, upper])
    }

    /// The initial x within the bounds.
    pub(super) fn start(&self, [lower, upper]: &[Vec<f64>; 2]) -> Vec<f64> {
        self.options.initial.iter().zip(lower).zip(upper).map(|((x, lower), upper)| x.max(*lower).min(*upper)).collect()
    }
}

fn check_variables(initial: &Vector, inner_initial: &Vector, has_hessian: bool) -> Result<(), Error> {
    check::entries("initial", initial.len(), 1..=MAX_VARIABLES)?;
    check::numbers("initial", initial, check::FINITE)?;
    check::entries("innerInitial", inner_initial.len(), 1..=MAX_VARIABLES)?;
    check::numbers("innerInitial", inner_initial, check::FINITE)?;
    if has_hessian && inner_initial.len() > MAX_IN_HESSIAN {
        let message =
            format!("must not be given for more than {MAX_IN_HESSIAN} inner variables, got {}", inner_initial.len());
        return Err(Error::invalid("innerHessian", message));
    }
    Ok(())
}
