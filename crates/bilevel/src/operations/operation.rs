//! The operations, with their slopes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an edge makes of the numbers h before it, some of them by z = hW with weights W of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Operation {
    /// Nothing.
    Zero,
    /// h itself.
    Identity,
    /// z.
    Linear,
    /// The larger of z and 0.
    Relu,
    /// tanh z.
    Tanh,
    /// exp(-z²).
    Gauss,
    /// z².
    Square,
}

impl Operation {
    /// Whether it has weights.
    pub(super) fn has_weights(self) -> bool {
        !matches!(self, Self::Zero | Self::Identity)
    }

    /// What becomes of a number: of z where it has weights, else of h.
    pub(super) fn value(self, z: f64) -> f64 {
        match self {
            Self::Zero => 0.0,
            Self::Identity | Self::Linear => z,
            Self::Relu => z.max(0.0),
            Self::Tanh => z.tanh(),
            Self::Gauss => (-z * z).exp(),
            Self::Square => z * z,
        }
    }

    /// The derivative of that.
    pub(super) fn slope(self, z: f64) -> f64 {
        match self {
            Self::Zero => 0.0,
            Self::Identity | Self::Linear => 1.0,
            Self::Relu => f64::from(z > 0.0),
            Self::Tanh => 1.0 - z.tanh().powi(2),
            Self::Gauss => -2.0 * z * (-z * z).exp(),
            Self::Square => 2.0 * z,
        }
    }
}
