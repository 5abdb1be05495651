//! Quadratics on graphs: minima of `x'Ax/2 - b'x` with a sparse positive definite A, by the route that suits A.
//!
//! | module | what |
//! |---|---|
//! | [`solve_graph_quadratic`] | any such quadratic as a task |
//! | [`label_propagation`] | labels spread over a graph, as a task |
//! | `routes` | which solver, and the solves of all right sides |
//! | `reached` | what a route is asked on the way, and how it ends |
//! | `peel` | leaves and chains, eliminated exactly |
//! | `cholesky` | sparse Cholesky decomposition |
//! | `multigrid` | a multigrid cycle as a preconditioner |
//! | `forest_gradients` | conjugate gradients with two forests, or more |
//! | `forest_descent` | block descent over forests |
//! | `symmetric` | matrices that are refused, and products with the others |

mod cholesky;
mod forest_descent;
mod forest_gradients;
pub mod label_propagation;
mod multigrid;
mod peel;
mod reached;
mod routes;
pub mod solve_graph_quadratic;
pub(crate) mod symmetric;
