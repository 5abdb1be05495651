//! The problem statement and its validation.

use super::grid::Laplacian;
use crate::minimize::problem::{default_max_iterations, default_tolerance};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Matrix, check};

/// Minimizes the integral of `((y - target)^2 + controlWeight u^2) / 2` over the unit square, where the state `y`
/// solves `-Δy + reaction y^3 = u` with zero boundary values for the control `u`, on a grid of `size` by `size` inner
/// points with the 5-point Laplacian.
///
/// Functions on the grid are matrices: row `i` and column `j` belong to the point `((j + 1) h, (i + 1) h)` with
/// `h = 1 / (size + 1)`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PoissonControlProblem {
    /// The inner grid points per side, up to 1023. Fastest if `size + 1` is a power of 2.
    pub size: u32,
    /// The positive weight of the squared control.
    pub control_weight: f64,
    /// The nonnegative factor of the cubic term. If 0, the problem is linear and solved in one step.
    #[serde(default)]
    pub reaction: f64,
    /// The target state. Default: `sin(2πx) sin(πy) + x (1 - x)` at `(x, y)`.
    pub target: Option<Matrix>,
    /// The initial state. Default: zeros.
    pub initial_state: Option<Matrix>,
    /// The initial control. Default: zeros.
    pub initial_control: Option<Matrix>,
    /// The initial adjoint state. Default: the one with the smallest gradient of the Lagrangian at the start.
    pub initial_adjoint: Option<Matrix>,
    /// The largest `kktResidual` of a solution.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The largest `constraintViolation` of a solution.
    #[serde(default = "default_tolerance")]
    pub constraint_tolerance: f64,
    /// The iteration limit.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether the solution contains a record of each iteration.
    #[serde(default)]
    pub history: bool,
}

/// The largest grid. Beyond it, rounding error of the differences alone exceeds the default tolerance.
const LARGEST_SIZE: usize = 1023;

/// The largest entry of a function. Its integrals on the largest grid and the differences between neighbors are still
/// finite.
const LARGEST_ENTRY: f64 = 1e300;

impl PoissonControlProblem {
    pub(super) fn grid(&self) -> Laplacian {
        Laplacian { size: self.size as usize }
    }

    /// Refuses invalid data. The general solver checks the options common to all problems.
    pub(super) fn check(&self) -> Result<(), Error> {
        check::count("size", self.size as usize, 1..=LARGEST_SIZE)?;
        check::number("controlWeight", self.control_weight, check::POSITIVE)?;
        check::number("reaction", self.reaction, check::NOT_NEGATIVE)?;
        for (name, function) in [
            ("target", &self.target),
            ("initialState", &self.initial_state),
            ("initialControl", &self.initial_control),
            ("initialAdjoint", &self.initial_adjoint),
        ] {
            if let Some(function) = function {
                self.check_function(name, function)?;
            }
        }
        Ok(())
    }

    fn check_function(&self, name: &str, function: &Matrix) -> Result<(), Error> {
        let size = self.size as usize;
        check::shape(name, function, size, size)?;
        check::matrix(name, function, -LARGEST_ENTRY..=LARGEST_ENTRY)
    }
}
