//! Losses of model families, and inner loops over samples and matrix columns. They form a separate crate because these
//! loops are compiled for speed, and the surrounding code for size.
//!
//! | module | content |
//! |---|---|
//! | [`columns`] | columns of a matrix, with the inner loops over them |
//! | `loss` | all losses along the linear predictors of all samples: value, slopes, curvature, conjugate |
//! | `logistic_rows` | the logistic loss along the rows of a matrix, in one pass over it |
//! | `sample` | losses of single samples, also those with corners |
//! | [`scalar`] | scalar functions of losses |

pub mod columns;
mod logistic_rows;
mod loss;
mod sample;
pub mod scalar;

pub use logistic_rows::LogisticRows;
pub use loss::{Curvature, Loss, LossKind};
pub use sample::{SampleLoss, multinomial};
