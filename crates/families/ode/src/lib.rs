//! Ordinary differential equations: initial value problems, stiff or not, with dense output, events and sensitivities.
//!
//! | module | contents |
//! |---|---|
//! | [`solve`] | initial value problems, as a dialogue and as a task |

pub mod solve;

pub use solve::Solve;
pub use solve::data::SolveExpressions;

superlinear_interface::methods! {
    dialogue Solve;
    part expressions { task SolveExpressions }
}
