//! The public names of penalties, and their parts.

use crate::absolute::Absolute;
use crate::mcp::Mcp;
use crate::scad::Scad;
use crate::shape::Shape;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::Error;

/// The penalty on the coefficients `w`, with `lambda`, the factors `v_j` of features and `u_g` of groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PenaltyKind {
    /// `lambda` times the sum of `v_j |w_j|`.
    #[default]
    L1,
    /// `lambda` times the sum of `v_j (l1Ratio |w_j| + (1 - l1Ratio) w_j^2 / 2)`.
    ElasticNet,
    /// `lambda` times the sum of `u_g` times the norm of the group's coefficients.
    GroupL2,
    /// `l1Ratio` times the `l1` penalty plus `1 - l1Ratio` times the `groupL2` penalty.
    SparseGroup,
    /// The minimax concave penalty (Zhang 2010): like `l1` at 0, and flat beyond `concavity * lambda`. Nonconvex: the
    /// result is a local solution.
    Mcp,
    /// The smoothly clipped absolute deviation (Fan and Li 2001). Nonconvex, like `mcp`.
    Scad,
    /// No penalty.
    None,
    /// `lambda` times the sum of `v_j w_j^2 / 2`.
    L2,
}

/// The public names of the penalties with [`Parts::Grouped`], for messages.
pub const GROUPED: &str = "groupL2 and sparseGroup";

/// The parts of a penalty with `lambda` and all factors equal to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Parts {
    /// A separable penalty.
    Separable {
        /// The penalty on the size of a coefficient.
        shape: Shape,
        /// The strength of the shape.
        absolute: f64,
        /// The factor of half the square.
        square: f64,
    },
    /// Groups of coefficients.
    Grouped {
        /// The factor of absolute values, if any.
        absolute: Option<f64>,
        /// The factor of the norm of each group.
        norm: f64,
    },
}

impl PenaltyKind {
    /// The parts of the penalty. Returns an error for an invalid `concavity` of its shape; shapes without one ignore
    /// it.
    pub fn parts(self, l1_ratio: f64, concavity: Option<f64>) -> Result<Parts, Error> {
        let convex = |absolute, square| Parts::Separable { shape: Shape::Absolute(Absolute), absolute, square };
        let shaped = |shape| Parts::Separable { shape, absolute: 1.0, square: 0.0 };
        Ok(match self {
            // Without a penalty, lambda is 0.
            Self::L1 | Self::None => convex(1.0, 0.0),
            Self::ElasticNet => convex(l1_ratio, 1.0 - l1_ratio),
            Self::L2 => convex(0.0, 1.0),
            Self::GroupL2 => Parts::Grouped { absolute: None, norm: 1.0 },
            Self::SparseGroup => Parts::Grouped { absolute: Some(l1_ratio), norm: 1.0 - l1_ratio },
            Self::Mcp => shaped(Shape::Mcp(Mcp::new(concavity)?)),
            Self::Scad => shaped(Shape::Scad(Scad::new(concavity)?)),
        })
    }
}
