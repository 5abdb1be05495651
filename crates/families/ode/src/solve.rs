//! Initial value problems `M y' = f(t, y)`.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `checked` | the checked problem, as the integrators take it |
//! | `trajectories` | integration from all initial states, with estimates of the error |
//! | [`asked`] | the field and the events as functions of the caller, as a dialogue |
//! | [`data`] | the field and the events as data, as a task |

pub mod asked;
mod checked;
pub mod data;
pub mod problem;
pub mod solution;
mod trajectories;

/// Integrates ordinary differential equations.
pub struct Solve;
