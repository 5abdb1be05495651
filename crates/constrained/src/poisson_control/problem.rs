//! What the caller gives.

use super::grid::Laplacian;
use crate::minimize::problem::{default_max_iterations, default_tolerance};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Matrix, check};

/// Find the control `u` on the unit square whose state `y`, the solution of `-Δy + reaction y^3 = u` with zeros on the
/// boundary, is near `target`: minimise the integral of `((y - target)^2 + controlWeight u^2) / 2`, on a grid of `size` by
/// `size` inner points, with the 5-point Laplacian.
///
/// Functions on the grid are matrices: row `i` and column `j` belong to the point `((j + 1) h, (i + 1) h)` with
/// `h = 1 / (size + 1)`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PoissonControlProblem {
    /// The inner points along a side, up to 1023. It is fastest where `size + 1` is a power of 2.
    pub size: u32,
    /// The positive weight of the squared control.
    pub control_weight: f64,
    /// The factor of the cubic term, not negative. Without it the problem is linear, and solved in one step.
    #[serde(default)]
    pub reaction: f64,
    /// The state that is wanted. Default: `sin(2πx) sin(πy) + x (1 - x)` at `(x, y)`.
    pub target: Option<Matrix>,
    /// The state to start with. Default: zeros.
    pub initial_state: Option<Matrix>,
    /// The control to start with. Default: zeros.
    pub initial_control: Option<Matrix>,
    /// The adjoint state to start with. Default: the one that makes the gradient of the Lagrangian at the start smallest.
    pub initial_adjoint: Option<Matrix>,
    /// The `kktResidual` at which a point counts as a solution.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The `constraintViolation` that a solution must not exceed.
    #[serde(default = "default_tolerance")]
    pub constraint_tolerance: f64,
    /// The most iterations.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether the solution has a record of each iteration.
    #[serde(default)]
    pub history: bool,
}

/// The largest grid: beyond it, rounding of the differences alone is more than the default tolerance.
const LARGEST_SIZE: usize = 1023;

/// The largest entry of a function: counted in integrals over a cell of the largest grid, and with differences of its neighbours, it is
/// finite still.
const LARGEST_ENTRY: f64 = 1e300;

impl PoissonControlProblem {
    /// The grid, with its differences.
    pub(super) fn grid(&self) -> Laplacian {
        Laplacian { size: self.size as usize }
    }

    /// Refuses data that cannot be used; the options that all problems have, the solver of all problems checks.
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
        if (function.rows, function.columns) != (size, size) {
            return Err(Error::invalid(
                name,
                format!("must be {size} x {size}, got {} x {}", function.rows, function.columns),
            ));
        }
        check::matrix(name, function, -LARGEST_ENTRY..=LARGEST_ENTRY)
    }
}
