//! Functions as data, with exact derivatives.
//!
//! | module | contents |
//! |---|---|
//! | [`function`] | a function in the wire format: a list of nodes |
//! | [`vocabulary`] | the names of the wire format |
//! | `graph` | the graph of tensors built from it, simplified and without duplicates |
//! | `lower` | the conversion from function to graph |
//! | `composite` | elementwise functions composed of others |
//! | `lowering` | its state, and the arguments of nodes |
//! | `operations` | the rules of operations, a file each |
//! | `derive` | derivatives, from graph to graph |
//! | `vectorize` | from a graph at one point to a batched one |
//! | `plan` | compilation of a graph: regions of elementwise nodes, tensors between them |
//! | `points` | outputs at one point or at many |
//! | `sparse` | Jacobians and Hessians with their structure |
//! | `compiled` | functions of some inputs, the variables, with compiled quantities |
//! | `callable` | a function, or derivatives of it, evaluated at one point after another |
//! | [`Program`], [`VectorFunction`] | for other families: an objective and constraints with all derivatives, a vector with its Jacobian |
//! | [`timed`] | functions of time and a state, for differential equations |
//! | [`TwoLevels`] | an outer and an inner objective of two vectors, with constraints |
//! | `pointwise` | functions of small inputs, evaluated at many points |
//! | `row_function` | a vector of a row and of variables, at many rows, with products of its Jacobian |
//! | `or_function` | data or a function |
//! | [`train`] | for other families too: an objective over rows, batches, and its minimization |
//! | `tasks` | the methods |

mod arguments;
mod callable;
mod compiled;
mod composite;
mod derive;
pub mod function;
mod graph;
mod lower;
mod lowering;
mod named;
mod operations;
mod or_function;
mod plan;
mod points;
mod pointwise;
mod program;
mod row_function;
mod sparse;
mod tasks;
pub mod timed;
pub mod train;
mod two_levels;
mod vectorize;
pub mod vocabulary;

pub use callable::PreparedQuantity;
pub use named::{Named, Names};
pub use or_function::{OrFunction, Replaceable};
pub use pointwise::{Pointwise, PointwiseParts};
pub use program::{Objective, Order, Parts, Program, VectorFunction};
pub use row_function::{RowFunction, RowFunctionParts};
pub use sparse::Structure;
pub use tasks::*;
pub use timed::{TimedFunction, TimedParts};
pub use two_levels::{LevelParts, TwoLevels};

superlinear_interface::methods! {
    typed_task Evaluate,
    typed_task Gradient,
    typed_task HessianProduct,
    typed_task JacobianProduct,
    typed_task VectorJacobianProduct;
    part matrices { typed_task Describe, typed_task HessianTask, typed_task JacobianTask, dialogue Prepare };
    part training { typed_task Initialize, typed_task Train }
}
