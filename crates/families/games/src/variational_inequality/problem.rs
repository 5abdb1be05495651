//! The input of `variationalInequality`.

use crate::affine_sum::AffineSum;
use crate::matrices::Rectangular;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_expression::Named;
use superlinear_expression::function::Function;
use superlinear_interface::{AnyMatrix, Error, Vector, check};
use superlinear_numerics::sets::{ConvexSet, MAX_VARIABLES, Product};

/// The method for a variational inequality.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum VariationalInequalityMethod {
    /// Anchored steps, plus Newton steps unless `newton` is false.
    #[default]
    Auto,
    /// Extragradient steps pulled back to an anchor. The anchor moves to the current point whenever the residual has
    /// decreased enough.
    Anchored,
    /// Anchored steps of fixed length 1/(2L), with the anchor fixed at the start.
    Halpern,
    /// Extragradient steps with adaptive step size.
    Extragradient,
    /// Steps from a weighted mean of all previous points, with adaptive step size: one evaluation each.
    GoldenRatio,
    /// Extragradient steps with the map's previous value: one evaluation each.
    Optimistic,
    /// For means of many cocoercive maps, unconstrained: steps that evaluate few components, pulled back to the start.
    VarianceReducedHalpern,
}

/// Linear inequalities.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinearConstraints {
    /// A row per inequality, with one column per variable.
    pub matrix: AnyMatrix,
    /// Upper bounds on the products of the rows with the point.
    pub upper: Vector,
}

/// An affine map, `matrix` z + `vector`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AffineMap {
    /// A square matrix.
    pub matrix: AnyMatrix,
    /// One number per row of the matrix.
    pub vector: Vector,
}

/// The saddle function c'x + x'Qx/2 + y'Ax − b'y − y'Ry/2, minimized over x and maximized over y. The point is x
/// followed by y.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaddleFunction {
    /// The matrix A: a row per entry of y, a column per entry of x.
    pub matrix: AnyMatrix,
    /// The vector c.
    pub primal_linear: Vector,
    /// The vector b.
    pub dual_linear: Vector,
    /// The symmetric matrix Q. Default: none.
    pub primal_quadratic: Option<AnyMatrix>,
    /// The symmetric matrix R. Default: none.
    pub dual_quadratic: Option<AnyMatrix>,
}

/// A map as data, in exactly one of these forms.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OperatorData {
    /// An affine map.
    pub affine: Option<AffineMap>,
    /// The mean of affine maps.
    pub sum: Option<AffineSum>,
    /// The map of a saddle function: its gradient in x, and its negative gradient in y.
    pub saddle: Option<SaddleFunction>,
    /// A function of the variables, as one vector, and of parameters. Its value is a vector of the same length, and its
    /// derivatives are exact.
    pub expression: Option<Function>,
}

/// A variational inequality with the map given by callbacks.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VariationalInequalityProblem {
    /// Whether the Jacobian of the map is given, row by row. Default: finite differences, for at most 200
    /// variables.
    #[serde(default)]
    pub jacobian: bool,
    /// Whether the map is the mean of components that can be evaluated separately.
    #[serde(default)]
    pub components: bool,
    /// The number of components. Each evaluation covers the square root of this number, rounded up.
    pub component_count: Option<u32>,
    /// The set, the constraints and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: VariationalInequalityOptions,
}

/// The set, the constraints and the options, for a map given by callbacks or as data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct VariationalInequalityOptions {
    /// The convex set, as a product over consecutive variables. Default: all vectors.
    pub set: Option<Vec<ConvexSet>>,
    /// Additional linear inequalities. They have multipliers in the solution.
    pub constraints: Option<LinearConstraints>,
    /// The initial point, projected onto the set. Default: zeros.
    pub initial: Option<Vector>,
    /// The method.
    pub method: VariationalInequalityMethod,
    /// Tolerance on the natural residual of a point z, relative to `scale` times the larger of 1 and the norm
    /// of z. The unit of the map does not matter, but variables should have size about 1.
    pub tolerance: f64,
    /// A Lipschitz constant of the map, for step sizes. Default: estimated.
    pub lipschitz: Option<f64>,
    /// Whether `auto` takes Newton steps, with at most 2000 variables and inequalities.
    pub newton: bool,
    /// Limit on evaluations of the map. Evaluations of components count as fractions.
    pub max_iterations: u32,
    /// Whether to record the residual after each evaluation in the solution.
    pub history: bool,
}

impl Default for VariationalInequalityOptions {
    fn default() -> Self {
        Self {
            set: None,
            constraints: None,
            initial: None,
            method: VariationalInequalityMethod::default(),
            tolerance: 1e-8,
            lipschitz: None,
            newton: true,
            max_iterations: 100_000,
            history: false,
        }
    }
}

/// A variational inequality with the map given as data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VariationalInequalityDataProblem {
    /// The map.
    pub operator: OperatorData,
    /// The name of the expression's input that holds the variables. Default: the first.
    pub variables: Option<String>,
    /// All other inputs of an expression, by name.
    #[serde(default)]
    pub parameters: Named,
    /// The set, the constraints and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: VariationalInequalityOptions,
}

/// Larger numbers of components are assumed to be mistakes.
const MAX_COMPONENTS: usize = 1_000_000_000;

/// A set with additional inequalities.
pub(super) struct Space {
    /// The set of the variables.
    pub set: Product,
    /// The matrix and the upper bounds of the inequalities.
    pub constraints: Option<(Rectangular, Vec<f64>)>,
}

impl Space {
    /// The number of variables, without multipliers.
    pub fn dimension(&self) -> usize {
        self.set.dimension()
    }
}

impl VariationalInequalityProblem {
    /// Validates the problem. Returns the feasible space.
    pub(super) fn space(&self) -> Result<Space, Error> {
        let set = match (&self.options.set, &self.options.initial) {
            (Some(sets), _) => Product::of(sets)?,
            (None, Some(initial)) => Product::free(initial.len()),
            (None, None) => return Err(Error::invalid("initial", "must be given, or set instead")),
        };
        let dimension = set.dimension();
        if let Some(initial) = &self.options.initial {
            check::entries("initial", initial.len(), 1..=MAX_VARIABLES)?;
            check::finite_vector("initial", initial, dimension, "there are variables")?;
        }
        check::tolerance(self.options.tolerance)?;
        check::optional("lipschitz", self.options.lipschitz, check::POSITIVE)?;
        check::count("maxIterations", self.options.max_iterations as usize, 1..)?;
        let constraints =
            self.options.constraints.as_ref().map(|constraints| constraints.open(dimension)).transpose()?;
        let space = Space { set, constraints };
        self.check_components(&space)?;
        Ok(space)
    }

    /// The initial point, projected onto the set.
    pub(super) fn start(&self, set: &Product) -> Vec<f64> {
        let mut start =
            self.options.initial.as_ref().map_or_else(|| vec![0.0; set.dimension()], |initial| initial.to_vec());
        set.project(&mut start);
        start
    }

    fn check_components(&self, space: &Space) -> Result<(), Error> {
        match self.component_count {
            Some(count) => check::count("componentCount", count as usize, 1..=MAX_COMPONENTS)?,
            None if self.components => return Err(Error::invalid("componentCount", "is missing")),
            None => {}
        }
        if self.component_count.is_some() && !self.components {
            return Err(Error::invalid("componentCount", "must be given together with components"));
        }
        if self.options.method != VariationalInequalityMethod::VarianceReducedHalpern {
            return Ok(());
        }
        if !self.components {
            return Err(Error::invalid("method", "must not be varianceReducedHalpern without components"));
        }
        if !space.set.is_free() || space.constraints.is_some() {
            return Err(Error::invalid("method", "must not be varianceReducedHalpern unless all vectors are allowed"));
        }
        Ok(())
    }
}

impl LinearConstraints {
    fn open(&self, dimension: usize) -> Result<(Rectangular, Vec<f64>), Error> {
        check::columns("constraints.matrix", self.matrix.columns(), dimension, "there are variables")?;
        let matrix = Rectangular::open("constraints.matrix", self.matrix.clone())?;
        check::count("constraints.matrix.rows", matrix.rows(), 1..=MAX_VARIABLES)?;
        check::finite_vector("constraints.upper", &self.upper, matrix.rows(), "matrix has rows")?;
        Ok((matrix, self.upper.to_vec()))
    }
}
