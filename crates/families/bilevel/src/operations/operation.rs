//! The operations and their derivatives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The function of an edge, applied to the hidden values h before it, or to z = hW with weights W of the operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Operation {
    /// 0.
    Zero,
    /// h.
    Identity,
    /// z.
    Linear,
    /// max(z, 0).
    Relu,
    /// tanh z.
    Tanh,
    /// exp(-z²).
    Gauss,
    /// z².
    Square,
}

impl Operation {
    /// Returns whether the operation has weights.
    pub(super) fn has_weights(self) -> bool {
        !matches!(self, Self::Zero | Self::Identity)
    }

    /// The operation applied to an entry of z or, without weights, of h.
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

    /// The derivative of `value`.
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
