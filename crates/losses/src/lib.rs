//! The losses of families of models, and the inner loops over samples and over columns of a matrix. A crate of its own, so that these
//! loops can be compiled to be fast where what is around them is compiled to be small.
//!
//! | module | what |
//! |---|---|
//! | [`columns`] | columns of a matrix, with the inner loops over them |
//! | `loss` | every loss along the linear predictors of all samples: value, slopes, curvature, conjugate |
//! | `logistic_rows` | the logistic loss along the rows of a matrix, in one pass over it |
//! | [`scalar`] | pieces of losses, one number at a time |

pub mod columns;
mod logistic_rows;
mod loss;
pub mod scalar;

pub use logistic_rows::LogisticRows;
pub use loss::{Curvature, Loss, LossKind};
