//! The norm of a group near a nonzero point, where it is smooth.

use std::ops::Range;

/// A group with a norm: its range in a list of variables, and the data of the norm's Hessian.
pub(super) struct NormPiece {
    pub range: Range<usize>,
    /// The strength of the norm divided by |w|.
    pub strength: f64,
    /// w / |w|.
    pub direction: Vec<f64>,
}
