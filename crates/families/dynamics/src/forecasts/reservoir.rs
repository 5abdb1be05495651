//! The description of a random recurrent network.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A random recurrent network.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reservoir {
    /// The number of units.
    pub units: u32,
    /// The seed of the weights.
    pub seed: u64,
    /// The factor on the recurrent weights that gives the spectral radius.
    pub recurrent_scale: f64,
    /// The largest absolute value of the weights of inputs.
    pub input_scale: f64,
    /// The share of a unit that is new in each row.
    pub leak: f64,
    /// The share of recurrent weights that are not zero.
    pub density: f64,
}
