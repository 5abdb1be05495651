//! Learning from very many rows, in one pass or some, and from streams of rows.
//!
//! | module | contents |
//! |---|---|
//! | [`fit`] | a linear model of rows in memory, as a task |
//! | [`learner`] | a linear model of rows that arrive over time, as a dialogue held open |
//! | [`settings`] | losses, penalties and step sizes |
//! | `candidates` | copies of a model with different learning rates |
//! | `rules` | update rules of single rows |
//! | `rows`, `response`, `order` | the rows, their responses, and their order |
//! | `scores` | draws of rows by the norms of their gradients |
//! | `course` | losses before learning, along a stream |
//! | `certificate` | objective and duality gap of a model |
//! | `bytes` | checkpoints |

mod bytes;
mod candidates;
mod certificate;
mod course;
pub mod fit;
pub mod learner;
mod order;
mod response;
mod rows;
mod rules;
mod scores;
pub mod settings;

pub use fit::Fit;
pub use learner::Learner;

superlinear_interface::methods! {
    task Fit,
    dialogue Learner,
}
