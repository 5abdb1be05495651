//! The penalties of models: terms added to a loss to keep coefficients small, zero, or within a box.
//!
//! A penalty is a sum of parts. The mathematics of each part is in its own file: value, slope, curvature, prox,
//! conjugate, majorant.
//!
//! | module | content |
//! |---|---|
//! | `kind` | the public names, and their parts |
//! | `penalty` | the sum of all parts, with the norms of groups in `norm` |
//! | `univariate` | the part that depends on one coefficient: a shape, half the square, and an interval |
//! | `shape` | the list of all shapes: penalties on the size of a coefficient |
//! | `absolute`, `mcp`, `scad` | the shapes |
//! | `concave` | common functions of concave shapes |
//! | `interval` | box bounds |
//! | `blocks` | groups of coefficients |
//! | `groups` | the caller's groups |
//! | `dual` | dual points along residuals |
//! | `uniform` | absolute values of one strength, and box bounds, one coordinate at a time |

mod absolute;
mod blocks;
mod concave;
mod dual;
mod groups;
mod interval;
mod kind;
mod mcp;
mod penalty;
mod scad;
mod shape;
mod uniform;
mod univariate;

pub use absolute::Absolute;
pub use blocks::Blocks;
pub use dual::DualPoint;
pub use groups::{group_members, group_weights};
pub use interval::{Bounds, Interval};
pub use kind::{GROUPED, Parts, PenaltyKind};
pub use mcp::Mcp;
pub use penalty::{Penalty, Strengths};
pub use scad::Scad;
pub use shape::Shape;
pub use uniform::UniformPenalty;
pub use univariate::{Univariate, Variable};

#[cfg(test)]
mod tests;
