//! The methods.

mod derivatives;
mod describe;
mod evaluate;
mod gradient;
mod initialize;
mod parameter_maps;
mod prepare;
mod products;
mod train;

pub use crate::train::{TrainProgress, TrainRecord, TrainStatus};
pub use derivatives::{
    DerivativeFormat, DerivativeMatrix, HessianProblem, HessianSolution, HessianTask, JacobianProblem,
    JacobianSolution, JacobianTask,
};
pub use describe::{
    Describe, DescribeProblem, DescribeSolution, HessianDescription, HessianMethod, InputDescription,
    JacobianDescription,
};
pub use evaluate::{Evaluate, EvaluateProblem, EvaluateSolution};
pub use gradient::{Gradient, GradientProblem, GradientSolution};
pub use initialize::{Initialize, InitializeProblem, InitializeSolution, Initializer};
pub use prepare::{Prepare, PrepareProblem, PrepareSolution};
pub use products::{
    HessianProduct, HessianProductProblem, JacobianProduct, JacobianProductProblem, ProductSolution,
    VectorJacobianProduct, VectorJacobianProductProblem,
};
pub use train::{Train, TrainMethod, TrainProblem, TrainReduction, TrainSolution};
