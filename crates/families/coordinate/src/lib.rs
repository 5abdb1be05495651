//! Block coordinate descent: sparse generalized linear models, a block solver with any rule and partition, and
//! quadratics on graphs.
//!
//! | module | contents |
//! |---|---|
//! | [`blocks`] | a solver with a free choice of partition, rule and update of blocks, as a task |
//! | [`forest`] | forests of sparse matrices and message passing on them, as a task |
//! | [`graph`] | quadratics on graphs and label propagation, as tasks |
//! | [`models`] | sparse generalized linear models |

pub mod blocks;
pub mod forest;
pub mod graph;
pub mod models;
mod order;
mod overflow;

pub use blocks::MinimizeBlocks;
pub use forest::Forest;
pub use graph::label_propagation::LabelPropagation;
pub use graph::solve_graph_quadratic::SolveGraphQuadratic;
pub use models::certificates::{DualityGap, KktViolation, LambdaMax};
pub use models::cross_validate::CrossValidate;
pub use models::fit::Fit;
pub use models::path::Path;
pub use models::predict::Predict;
pub use models::score::Score;

superlinear_interface::methods! {
    typed_task CrossValidate,
    task DualityGap,
    typed_task Fit,
    task KktViolation,
    task LambdaMax,
    task Path,
    typed_task Predict,
    task Score,
    task Forest,
    typed_task LabelPropagation,
    task MinimizeBlocks,
    typed_task SolveGraphQuadratic,
}
