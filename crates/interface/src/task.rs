//! The first kind of method: all of the problem is data.

use crate::{Error, Run};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, de::DeserializeOwned};
use std::borrow::Cow;

/// A method for problems that are all data. The doc comment of its type becomes that of its functions in TypeScript.
pub trait Task: JsonSchema + 'static {
    /// The public name, `family.method`.
    const NAME: &'static str;
    /// Whether it can use an accelerator; see [`Run::accelerator`].
    const HAS_DEVICE_KERNELS: bool = false;
    /// The problem. Its arrays arrive by move.
    type Problem: DeserializeOwned + JsonSchema;
    /// The solution. Its arrays leave by move.
    type Solution: Serialize + JsonSchema;
    /// The progress record.
    type Progress: Serialize + JsonSchema;

    /// Validates the problem, then solves it. Failure to converge is a status of the solution, never an error.
    fn solve(problem: Self::Problem, run: &Run) -> Result<Self::Solution, Error>;
}

/// The progress of a task that reports none.
#[derive(Clone, Copy, Debug, Serialize)]
pub enum NoProgress {}

impl JsonSchema for NoProgress {
    fn schema_name() -> Cow<'static, str> {
        "NoProgress".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!(false)
    }
}
