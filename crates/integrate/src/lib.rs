//! Integration of ordinary differential equations: initial value problems `M y' = f(t, y)`, stiff or not, with dense
//! output, events, delays and forward sensitivities.
//!
//! The integrators are sequential `async` code, so that the system may be data, which is evaluated at once
//! ([`ready`](superlinear_numerics::matrix_operator::ready)), or functions of a caller, asked in a dialogue.
//!
//! | module | contents |
//! |---|---|
//! | [`system`] | the equations, events and changes, as integrators see them |
//! | [`settings`] | methods, tolerances, limits and rules of events |
//! | [`trajectory`] | the result |
//! | [`named`] | well-known systems with their parameters |
//! | `integrate` | the loop over steps |
//! | `course` | a trajectory in progress: its output and limits |
//! | `lanes` | many trajectories at once |
//! | `augmented` | the equations together with those of the sensitivities |
//! | `explicit`, `tables` | Dormand–Prince methods of orders 5 and 8 |
//! | `past` | states at the lags of delays, and the times at which derivatives jump |
//! | `radau` | the Radau IIA method of order 5 |
//! | `newton` | the matrices of its Newton iterations |
//! | `transformed` | the transformation of its stages |
//! | `dense_lu` | LU factorizations of small real and complex matrices |
//! | `interpolant` | dense output |
//! | `events` | zeros of event functions on dense output |
//! | `consistent` | consistent initial values of algebraic equations |

mod augmented;
mod consistent;
mod course;
mod dense_lu;
mod events;
mod explicit;
mod integrate;
mod interpolant;
mod lanes;
pub mod named;
mod newton;
mod past;
mod radau;
pub mod settings;
mod step;
pub mod system;
mod tables;
pub mod trajectory;
mod transformed;

pub use course::Span;
pub use integrate::{Integration, integrate};
pub use lanes::{Fields, integrate_many, of_trajectory};
pub use named::{NamedField, NamedSystem};
pub use settings::{EventRule, Method, Settings};
pub use system::System;
pub use trajectory::{IntegrationRecord, Occurrence, Status, Trajectory};
