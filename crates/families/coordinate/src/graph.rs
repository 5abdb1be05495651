//! Quadratics on graphs: minimization of `x'Ax/2 - b'x` with a sparse positive definite A, by the method that suits A.
//!
//! | module | contents |
//! |---|---|
//! | [`solve_graph_quadratic`] | any such quadratic, as a task |
//! | [`label_propagation`] | label propagation over a graph, as a task |
//! | `routes` | choice of the solver, and the solves for all right sides |
//! | `reached` | polling and termination of iterative solvers |
//! | `peel` | exact elimination of leaves and chains |
//! | `forest_gradients` | conjugate gradients with two or more forests |
//! | `forest_descent` | block descent over forests |

mod forest_descent;
mod forest_gradients;
pub mod label_propagation;
mod peel;
mod reached;
mod routes;
pub mod solve_graph_quadratic;
