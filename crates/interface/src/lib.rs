//! What every solver speaks: the two kinds of method, the arrays they take and give, the run they are part of, and the
//! one error they may end with. A solver family depends on this crate and knows nothing of JavaScript.

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
mod run;
mod task;
pub mod testing;
pub mod wire;

pub use array::{
    AnyMatrix, Element, Labels, Matrix, NumberOrVector, SingleMatrix, SparseMatrix, Values, Vector, VectorOrAnyMatrix,
    VectorOrMatrix,
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
