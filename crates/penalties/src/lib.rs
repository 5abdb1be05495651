//! The penalties of models: what is added to a loss so that coefficients stay small, become zero, or keep to a box.
//!
//! A penalty is a sum of parts, and the mathematics of each part stands in its file: value, slope, curvature, prox, conjugate, majorant.
//!
//! | module | what |
//! |---|---|
//! | `kind` | the public names, and which parts each of them has |
//! | `penalty` | the sum of all parts; in it `norm`, norms of groups |
//! | `univariate` | the part that depends on one coefficient: a shape, half the square, and an interval |
//! | `shape` | the list of all shapes: what the size of a coefficient costs |
//! | `absolute`, `mcp`, `scad` | the shapes |
//! | `concave` | what concave shapes share |
//! | `interval` | box bounds |
//! | `blocks` | groups of coefficients |
//! | `uniform` | absolute values of one strength, and box bounds, one coordinate at a time |

mod absolute;
mod blocks;
mod concave;
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
