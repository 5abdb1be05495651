//! Block coordinate descent: sparse generalised linear models, a block solver of every rule and partition, and quadratics
//! on graphs.
//!
//! | module | what |
//! |---|---|
//! | [`models`] | sparse generalised linear models |

pub mod models;

pub use models::certificates::{DualityGap, KktViolation, LambdaMax};
pub use models::cross_validate::CrossValidate;
pub use models::fit::Fit;
pub use models::path::Path;
pub use models::predict::Predict;
