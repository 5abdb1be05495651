//! The arrays of problems and solutions: vectors, dense matrices, sparse matrices.

mod any_matrix;
mod labels;
mod matrix;
mod number_or_vector;
mod numbers;
mod sparse;
#[cfg(test)]
mod tests;
mod values;
mod vector;
mod vector_or_any_matrix;
mod vector_or_matrix;

pub use any_matrix::{AnyMatrix, SingleMatrix};
pub use labels::{Label, LabelList, Labels};
pub use matrix::Matrix;
pub use number_or_vector::NumberOrVector;
pub use sparse::SparseMatrix;
pub use values::Values;
pub use vector::{Element, Vector};
pub use vector_or_any_matrix::VectorOrAnyMatrix;
pub use vector_or_matrix::VectorOrMatrix;
