//! Functions as data, with exact derivatives.
//!
//! | module | what |
//! |---|---|
//! | [`function`] | a function as it comes: a list of nodes |
//! | `graph` | the graph of tensors that it becomes, each node once and simplified |
//! | `lower` | from the one to the other |
//! | `derive` | derivatives, from graph to graph |
//! | `vectorize` | from a graph at one point to one at several |
//! | `plan` | how a graph is computed: regions of elementwise nodes, tensors between them |
//! | `points` | outputs at one point or at many |
//! | `sparse` | Jacobians and Hessians with their structure |
//! | `callable` | a function, or derivatives of it, for callers: at one point after another |
//! | [`Program`], [`VectorFunction`] | an objective and constraints with all derivatives, a vector with its Jacobian: for other families |
//! | [`TwoLevels`] | an outer and an inner objective, with constraints, of two vectors |
//! | `train` | minimisation over rows |
//! | `tasks` | the methods |

mod callable;
mod derive;
pub mod function;
mod graph;
mod lower;
mod plan;
mod points;
mod program;
mod sparse;
mod tasks;
mod train;
mod two_levels;
mod vectorize;

pub use callable::PreparedQuantity;
pub use program::{Objective, Order, Parts, Program, VectorFunction};
pub use sparse::Structure;
pub use tasks::*;
pub use two_levels::{LevelParts, TwoLevels};

superlinear_interface::methods! {
    task Evaluate,
    task Gradient,
    task HessianProduct,
    task JacobianProduct,
    task VectorJacobianProduct;
    part matrices { task Describe, task HessianTask, task JacobianTask, dialogue Prepare };
    part training { task Initialize, task Train }
}
