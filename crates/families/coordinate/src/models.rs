//! Sparse generalized linear models: a loss, a penalty with kinks, and coordinate descent that ends with Newton steps.
//!
//! | module | contents |
//! |---|---|
//! | [`fit`] | one model, as a task |
//! | [`path`], [`cross_validate`] | models for many strengths of the penalty, and the choice of one, as tasks |
//! | [`certificates`] | optimality of given coefficients, as tasks |
//! | [`predict`], [`score`] | predictions of a model, and their accuracy, as tasks |
//! | [`problem`], [`solution`], [`response`] | input and output |
//! | `checked` | checks of a problem, and its transformation |
//! | `regression` | a checked problem, and its iterate |
//! | `design` | the features by columns |
//! | `dual` | dual points, duality gaps and screening |
//! | `rounding` | rounding errors of gaps and violations |
//! | `solver` | the outer loop over working sets |
//! | `inner`, `memory`, `line_search` | the solve on a working set |
//! | `round`, `descent`, `newton` | one round of it on a quadratic model |
//! | `working_set` | its blocks, and the penalty on them |
//! | `space`, `hessian`, `factor`, `wide`, `norm_piece` | the quadratic model |

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
mod rounding;
pub mod score;
pub mod solution;
mod solver;
mod space;
mod wide;
mod working_set;

#[cfg(test)]
mod tests;
