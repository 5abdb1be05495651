//! Initial value problems `M y' = f(t, y)`.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`expressions`], [`solution`] | the caller's problem and solution |
//! | `checked` | the checked problem, as the integrators take it |
//! | `observed` | values of a function of the states |
//! | `sensitive` | the sensitivities, to parameters and to the initial state |
//! | `trajectories` | integration from all initial states, in blocks, with estimates of the error |
//! | `collected` | the solution with all trajectories |
//! | [`asked`] | the field and the events as functions of the caller, as a dialogue |
//! | [`data`] | the field and the events as data, as a task |
//! | `field` | the field as data: a function or a named system |

pub mod asked;
mod checked;
mod collected;
pub mod data;
pub mod expressions;
mod field;
mod observed;
pub mod problem;
mod sensitive;
pub mod solution;
mod trajectories;

/// Integrates ordinary differential equations.
pub struct Solve;
