//! Learning from very many rows, in one pass or some, and from streams of rows.
//!
//! | module | contents |
//! |---|---|
//! | [`fit`] | a linear model of rows in memory, as a task |
//! | [`learner`] | a linear model of rows that arrive over time, as a dialogue held open |
//! | [`settings`] | losses, penalties and step sizes |
//! | [`minimize`] | means of functions in JavaScript |
//! | [`targets`] | losses of predictions in JavaScript |
//! | [`stream_regression`] | nonlinear regression in one pass |
//! | [`optimizer`] | update rules for loops of the caller's own |
//! | [`step_sizes`], [`sampling`] | schedules, and importance sampling, as tasks |
//! | [`constants`] | the constants of update rules |
//! | `draws` | importance sampling |
//! | `candidates` | copies of a model with different learning rates |
//! | `coefficients` | coefficients and groups of them, under a rule |
//! | `groups` | groups of coefficients, and their penalty |
//! | `rules` | update rules of single coefficients |
//! | `steps` | the settings of steps |
//! | `loss` | losses of rows |
//! | `rows`, `response`, `order` | the rows, their responses, and their order |
//! | `history` | the records of a run, in bounded number |
//! | `progressive` | losses before learning, along a stream |
//! | `certificate` | objective and duality gap of a model |
//! | `bytes`, `words` | checkpoints |
//! | `commands` | commands of dialogues held open |

mod bytes;
mod candidates;
mod certificate;
mod coefficients;
mod commands;
pub mod constants;
mod draws;
pub mod fit;
mod groups;
mod history;
pub mod learner;
mod loss;
pub mod minimize;
pub mod optimizer;
mod order;
mod progressive;
mod response;
mod rows;
mod rules;
pub mod sampling;
pub mod settings;
pub mod step_sizes;
mod steps;
pub mod stream_regression;
pub mod targets;
mod words;

pub use fit::Fit;
pub use learner::Learner;
pub use minimize::Minimize;
pub use optimizer::Optimizer;
pub use sampling::SamplingProbabilities;
pub use step_sizes::StepSizes;
pub use stream_regression::StreamRegression;
pub use targets::MinimizeTargets;

superlinear_interface::methods! {
    typed_task Fit,
    dialogue Learner,
    dialogue Minimize,
    dialogue Optimizer,
    task SamplingProbabilities,
    task StepSizes,
    dialogue StreamRegression;
    part targets { dialogue MinimizeTargets }
}
