//! Sparse generalised linear models: a loss, a penalty with kinks, and coordinate descent that ends in Newton's steps.
//!
//! | module | what |
//! |---|---|
//! | [`fit`] | one model as a task |
//! | [`path`], [`cross_validate`] | models for many strengths of the penalty, and the choice of one, as tasks |
//! | [`certificates`] | how good given coefficients are, as tasks |
//! | [`predict`], [`score`] | what a model says of samples, and how right it is, as tasks |
//! | [`problem`], [`solution`], [`response`] | what a caller gives and gets |
//! | `checked` | what becomes of a problem that passes all checks |
//! | `regression` | a checked problem, and a point of it |
//! | `design` | the features by columns |
//! | `dual` | the proof of how close to the optimum a point is |
//! | `solver` | the outer loop over working sets |
//! | `inner`, `memory`, `line_search` | the solve on a working set |
//! | `round`, `descent`, `newton` | a round of it on one quadratic model |
//! | `working_set` | the blocks that it is about, and the penalty on them |
//! | `space`, `hessian`, `factor`, `wide`, `norm_piece` | that model |

pub mod certificates;
mod checked;
pub mod cross_validate;
mod descent;
mod design;
mod dual;
mod factor;
pub mod fit;
mod hessian;
mod inner;
mod line_search;
mod memory;
mod newton;
mod norm_piece;
pub mod path;
pub mod predict;
pub mod problem;
mod regression;
pub mod response;
mod round;
pub mod score;
pub mod solution;
mod solver;
mod space;
mod wide;
mod working_set;

#[cfg(test)]
mod tests;
