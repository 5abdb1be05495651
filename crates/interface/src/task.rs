//! The first kind of method: the problem is all data.

use crate::{Error, Run};
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};

/// A method whose problem is wholly given as data.
pub trait Task: 'static {
    /// The public name, `family.method`.
    const NAME: &'static str;
    /// What is to be solved. Its arrays arrive by move.
    type Problem: DeserializeOwned + JsonSchema;
    /// What was found. Its arrays leave by move.
    type Solution: Serialize + JsonSchema;
    /// What it reports while it runs.
    type Progress: Serialize + JsonSchema;

    /// Checks the problem, then solves it. Not having converged is a status of the solution, never an error.
    fn solve(problem: Self::Problem, run: &Run) -> Result<Self::Solution, Error>;
}
