//! The common interface of all solvers: the two kinds of method, their arrays, the run and its options, and the error
//! type. Solver families depend on this crate and contain nothing specific to JavaScript.

mod array;
pub mod check;
mod defect;
mod dialogue;
mod document;
mod ending;
mod error;
mod memory;
mod method;
pub mod model;
mod node;
mod numerals;
mod progress;
mod returned;
mod run;
pub mod shared;
mod task;
pub mod testing;
pub mod wire;

pub use array::{
    AnyMatrix, Element, Label, LabelList, Labels, Matrix, NumberOrVector, SingleMatrix, SparseMatrix, Values, Vector,
    VectorOrAnyMatrix, VectorOrMatrix,
};
pub use defect::{defect, hear_defects};
pub use dialogue::{Caller, Conversation, Dialogue, Lengths, Oracle, Step};
pub use ending::Ending;
pub use error::{Code, Error};
pub use memory::default_limit as default_memory_limit;
pub use method::MethodVisitor;
pub use progress::{Advance, ProgressFraction};
pub use run::{Cancellation, DeviceKind, Effort, Host, Run, RunOptions, Watch, processors};
pub use task::{NoProgress, Task};
