//! Constrained optimization. Equality constraints alone: Newton steps on the Karush-Kuhn-Tucker (KKT) conditions with a
//! smooth exact merit function. Bounds and inequalities: an interior point method built from the same parts.
//!
//! The Lagrangian is L(x, λ) = f(x) + λ'c(x) throughout, J is the Jacobian of c, and H the Hessian of L in x.
//!
//! | module | contents |
//! |---|---|
//! | [`minimize`] | the solver, as a dialogue |
//! | [`least_squares`] | nonlinear least squares within bounds, as a dialogue and as a task |
//! | [`check`] | derivatives against differences, as a dialogue |
//! | [`logistic`] | logistic regression under equations, as a task |
//! | [`poisson_control`] | control of a partial differential equation, as a task |
//! | [`quadratic`] | convex quadratic and linear programs, as tasks |
//! | [`functions_as_data`] | functions that are data, as a task |
//! | `built_in` | problems that are all data, solved by [`minimize`] |
//! | `inner` | the linear systems of the Newton steps |
//! | `bounds` | lower and upper bounds of variables and constraints |

pub mod check;
pub mod functions_as_data;
pub mod least_squares;
pub mod logistic;
pub mod minimize;
pub mod poisson_control;
pub mod quadratic;

mod bounds;
mod built_in;
mod inner;

pub use check::CheckDerivatives;
pub use functions_as_data::MinimizeExpressions;
pub use least_squares::LeastSquares;
pub use least_squares::expressions::LeastSquaresExpressions;
pub use logistic::Logistic;
pub use minimize::Minimize;
pub use poisson_control::PoissonControl;
pub use quadratic::{QuadraticProgram, QuadraticPrograms};

superlinear_interface::methods! {
    dialogue CheckDerivatives,
    dialogue LeastSquares,
    task Logistic,
    dialogue Minimize,
    task PoissonControl;
    part expressions { task MinimizeExpressions };
    part fits { task LeastSquaresExpressions };
    part quadratic { task QuadraticProgram, task QuadraticPrograms }
}
