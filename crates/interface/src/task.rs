//! The first kind of method: the problem is all data.

use crate::{Error, Run};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, de::DeserializeOwned};
use std::borrow::Cow;

/// A method whose problem is wholly given as data. The doc comment of its type becomes that of its functions in TypeScript.
pub trait Task: JsonSchema + 'static {
    /// The public name, `family.method`.
    const NAME: &'static str;
    /// Whether it computes on a device where the run is put on one; see [`Run::accelerator`].
    const HAS_DEVICE_KERNELS: bool = false;
    /// What is to be solved. Its arrays arrive by move.
    type Problem: DeserializeOwned + JsonSchema;
    /// What was found. Its arrays leave by move.
    type Solution: Serialize + JsonSchema;
    /// What it reports while it runs.
    type Progress: Serialize + JsonSchema;

    /// Checks the problem, then solves it. Not having converged is a status of the solution, never an error.
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
