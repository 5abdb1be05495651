//! The loops over blocks of rows of the cost, compiled for each instruction set.

pub(crate) mod collect;
pub(crate) mod evaluate;
pub(crate) mod exponentials;
pub(crate) mod hessian;
pub(crate) mod measure;
pub(crate) mod point_gradients;
pub(crate) mod potentials;
pub(crate) mod project;
pub(crate) mod scratch;
pub(crate) mod sources;
pub(crate) mod survey;
pub(crate) mod sweep;
pub(crate) mod whole;
pub(crate) mod write;
