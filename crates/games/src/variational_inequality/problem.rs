//! What the caller gives.

use crate::affine_sum::AffineSum;
use crate::matrices::Rectangular;
use crate::sets::{ConvexSet, MOST_VARIABLES, Product};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_expression::Named;
use superlinear_expression::function::Function;
use superlinear_interface::{AnyMatrix, Error, Vector, check};

/// How a variational inequality is solved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum VariationalInequalityMethod {
    /// Anchored steps, and Newton steps unless `newton` is unset.
    #[default]
    Auto,
    /// Extragradient steps that are pulled back to an anchor, which is moved to where they are whenever the residual has fallen.
    Anchored,
    /// Anchored steps of the fixed length 1/(2L), whose anchor stays at the start.
    Halpern,
    /// Extragradient steps, whose length adapts.
    Extragradient,
    /// Steps from a mean of all points before, whose length adapts: one evaluation each.
    GoldenRatio,
    /// Extragradient steps by the map's value at the point before: one evaluation each.
    Optimistic,
    /// For means of many cocoercive maps over all vectors: steps by few components, pulled back to the start.
    VarianceReducedHalpern,
}

/// Linear inequalities.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinearConstraints {
    /// A row for each inequality, as wide as there are variables.
    pub matrix: AnyMatrix,
    /// What the products of the rows with the point must not exceed.
    pub upper: Vector,
}

/// An affine map, `matrix` z + `vector`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AffineMap {
    /// A square matrix.
    pub matrix: AnyMatrix,
    /// As many numbers as the matrix has rows.
    pub vector: Vector,
}

/// What is least in x and largest in y: c'x + x'Qx/2 + y'Ax − b'y − y'Ry/2. The point is x, and after it y.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaddleFunction {
    /// The matrix A: a row for each entry of y, a column for each entry of x.
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

/// A map as data, in one of these forms.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OperatorData {
    /// An affine map.
    pub affine: Option<AffineMap>,
    /// The mean of affine maps.
    pub sum: Option<AffineSum>,
    /// The map of a saddle function: its gradient in x, and the negative of that in y.
    pub saddle: Option<SaddleFunction>,
    /// A function of the variables, as one vector, and of parameters, whose value is as long a vector. Its derivatives are exact.
    pub expression: Option<Function>,
}

/// Defines a problem, with further fields of its own.
macro_rules! variational_inequality_problem {
    ($(#[$attribute:meta])* $name:ident { $($(#[$field_attribute:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_attribute])* pub $field: $type,)*
            /// The convex set, as sets of the variables one after the other. Default: all vectors.
            pub set: Option<Vec<ConvexSet>>,
            /// Linear inequalities that the point is to keep besides; they have multipliers.
            pub constraints: Option<LinearConstraints>,
            /// Where to start; moved to the nearest point of the set. Default: zeros.
            pub initial: Option<Vector>,
            /// How to solve it.
            #[serde(default)]
            pub method: VariationalInequalityMethod,
            /// The natural residual at which a point z is a solution, in units of `scale` times the length of z or of 1, whichever is larger.
            /// So the unit of the map does not matter; the variables should be of size 1.
            #[serde(default = "default_tolerance")]
            pub tolerance: f64,
            /// A Lipschitz constant of the map, for the lengths of steps. Default: estimated on the way.
            pub lipschitz: Option<f64>,
            /// Whether `auto` takes Newton steps, where there are at most 2000 variables and inequalities.
            #[serde(default = "default_newton")]
            pub newton: bool,
            /// The most evaluations of the map. Evaluations of components count as their part of it.
            #[serde(default = "default_max_iterations")]
            pub max_iterations: u32,
            /// Whether the solution has the residual after each evaluation.
            #[serde(default)]
            pub history: bool,
        }
    };
}

variational_inequality_problem! {
    /// A variational inequality whose map is asked for.
    VariationalInequalityProblem {
        /// Whether the Jacobian of the map is given, row by row. Default: by differences, of at most 200 variables.
        #[serde(default)]
        pub jacobian: bool,
        /// Whether components of the map are given, of which it is the mean.
        #[serde(default)]
        pub components: bool,
        /// How many components there are. They are asked for as many at once as the square root of that says, rounded up.
        pub component_count: Option<u32>,
    }
}

variational_inequality_problem! {
    /// A variational inequality whose map is data.
    VariationalInequalityDataProblem {
        /// The map.
        pub operator: OperatorData,
        /// The name of the input of an expression that the variables are. Default: the first.
        pub variables: Option<String>,
        /// All other inputs of an expression, by name.
        #[serde(default)]
        pub parameters: Named,
    }
}

fn default_tolerance() -> f64 {
    1e-8
}

fn default_newton() -> bool {
    true
}

fn default_max_iterations() -> u32 {
    100_000
}

/// More components are taken to be a mistake.
const MOST_COMPONENTS: usize = 1_000_000_000;

/// A set, and inequalities beside it.
pub(super) struct Space {
    /// The set of the variables.
    pub set: Product,
    /// The inequalities: their matrix, and what they must not exceed.
    pub constraints: Option<(Rectangular, Vec<f64>)>,
}

impl Space {
    /// How many variables there are, without multipliers.
    pub fn dimension(&self) -> usize {
        self.set.dimension()
    }
}

impl VariationalInequalityProblem {
    /// Refuses what cannot be solved, and tells where the solution is.
    pub(super) fn space(&self) -> Result<Space, Error> {
        let set = match (&self.set, &self.initial) {
            (Some(sets), _) => Product::of(sets)?,
            (None, Some(initial)) => Product::free(initial.len()),
            (None, None) => return Err(Error::invalid("initial", "must be given, or set instead")),
        };
        let dimension = set.dimension();
        if let Some(initial) = &self.initial {
            check::entries("initial", initial.len(), 1..=MOST_VARIABLES)?;
            check::finite_vector("initial", initial, dimension, "there are variables")?;
        }
        check::tolerance(self.tolerance)?;
        check::optional("lipschitz", self.lipschitz, check::POSITIVE)?;
        check::count("maxIterations", self.max_iterations as usize, 1..)?;
        let constraints = self.constraints.as_ref().map(|constraints| constraints.open(dimension)).transpose()?;
        let space = Space { set, constraints };
        self.check_components(&space)?;
        Ok(space)
    }

    /// The start: the nearest point of the set.
    pub(super) fn start(&self, set: &Product) -> Vec<f64> {
        let mut start = self.initial.as_ref().map_or_else(|| vec![0.0; set.dimension()], |initial| initial.to_vec());
        set.project(&mut start);
        start
    }

    fn check_components(&self, space: &Space) -> Result<(), Error> {
        match self.component_count {
            Some(count) => check::count("componentCount", count as usize, 1..=MOST_COMPONENTS)?,
            None if self.components => return Err(Error::invalid("componentCount", "is missing")),
            None => {}
        }
        if self.component_count.is_some() && !self.components {
            return Err(Error::invalid("componentCount", "must be given together with components"));
        }
        if self.method != VariationalInequalityMethod::VarianceReducedHalpern {
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
        check::count("constraints.matrix.rows", matrix.rows(), 1..=MOST_VARIABLES)?;
        check::finite_vector("constraints.upper", &self.upper, matrix.rows(), "matrix has rows")?;
        Ok((matrix, self.upper.to_vec()))
    }
}
