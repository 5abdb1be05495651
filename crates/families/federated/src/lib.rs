//! Federated: training of one model over data that stay with their owners.
//!
//! A round has three parts: clients take steps on their own data, their messages travel, a server combines the messages.
//! The parts are pure functions of their arguments, and the simulator calls the same code on a virtual clock.
//!
//! | module | contents |
//! |---|---|
//! | [`settings`] | the algorithm and the model, shared by all methods |
//! | [`start`], [`client_step`], [`aggregate`] | the parts of a round, as tasks |
//! | [`simulate`], [`compare`] | clients on a virtual clock |
//! | [`compress`] | compression of single vectors |
//! | [`partition`] | unequal shares of labeled rows |
//! | [`returned`] | states in solutions |
//! | `client`, `server` | the arithmetic of both sides |
//! | `objective` | the objective of a client: of a linear model on rows in memory, or of the caller's functions |
//! | `formula` | the same, of a formula on rows in memory |
//! | `model` | linear models: loss, penalty, adversary |
//! | `compressor`, `message`, `bytes` | compression, the format of messages, checksums |

pub mod aggregate;
mod bytes;
mod client;
pub mod client_step;
pub mod compare;
pub mod compress;
mod compressor;
mod formula;
mod message;
mod model;
mod objective;
pub mod partition;
pub mod returned;
mod server;
pub mod settings;
pub mod simulate;
pub mod start;

pub use aggregate::Aggregate;
pub use client_step::ClientStep;
pub use client_step::formula::ClientStepFormula;
pub use client_step::functions::ClientStepFunctions;
pub use compare::Compare;
pub use compare::formula::CompareFormula;
pub use compare::functions::CompareFunctions;
pub use compress::{Compress, Decompress};
pub use partition::Partition;
pub use simulate::Simulate;
pub use simulate::asked::SimulateFunctions;
pub use simulate::of_formula::SimulateFormula;
pub use start::Start;

superlinear_interface::methods! {
    task Aggregate,
    task ClientStep,
    dialogue ClientStepFunctions,
    task Compare,
    dialogue CompareFunctions,
    task Compress,
    task Decompress,
    task Partition,
    task Simulate,
    dialogue SimulateFunctions,
    task Start;
    part expressions { task ClientStepFormula, task CompareFormula, task SimulateFormula }
}
