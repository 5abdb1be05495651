//! The norm of a group near a point other than 0, where it is smooth.

use std::ops::Range;

/// A group with a norm: its range in a list of variables, and what makes the second derivatives of its norm.
pub(super) struct NormPiece {
    pub range: Range<usize>,
    /// The norm's strength over |w|.
    pub strength: f64,
    /// w / |w|.
    pub direction: Vec<f64>,
}
