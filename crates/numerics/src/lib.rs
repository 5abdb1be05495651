//! What several solver families need: vectorised elementary functions, deterministic parallel loops and sums, linear
//! systems, derivatives from few questions; and small problems in one variable.
//!
//! | module | what |
//! |---|---|
//! | [`simd`] | loops compiled for several instruction sets, one of which is chosen at run time; exp and ln in them |
//! | [`parallel`] | loops on the threads of a run, and sums whose bits do not depend on how many there are |
//! | [`elementwise`] | exp and ln of slices |
//! | [`logsumexp`] | logarithms of sums of exponentials, of vectors and of the rows and columns of matrices |
//! | [`vectors`] | inner products, norms, linear combinations |
//! | [`rows`] | products with dense blocks of rows |
//! | [`banded`] | decompositions of symmetric band matrices |
//! | [`stencil`] | correlations of grids with small stencils |
//! | [`dense`] | products of dense blocks with matrices, and of their columns; decompositions |
//! | [`linear_operator`] | what a linear operator is; Jacobi's preconditioner |
//! | [`sparse`] | sparse symmetric matrices as operators |
//! | [`ldl`] | dense and sparse decompositions of symmetric indefinite matrices, with their inertia |
//! | [`equality_step`] | Newton steps for minima under equations that may depend on one another |
//! | [`krylov`] | linear systems with operators: by conjugate gradients, MINRES, GMRES |
//! | [`newton`] | numbers that damped and inexact Newton methods share |
//! | [`matrix_operator`] | rectangular matrices by their products, in memory or by the caller's functions |
//! | [`least_squares`] | LSQR and LSMR over them |
//! | [`sketch_project`] | consistent systems by projections onto random combinations of their equations |
//! | [`pattern`] | where a sparse matrix has entries, and products with it |
//! | [`colouring`] | groups of its columns that one product tells apart |
//! | [`differences`] | derivatives by finite differences |
//! | [`simplex`] | dense linear programs to which zero is a feasible point |
//! | [`quasi_newton`] | models of a Hessian from steps and changes of the gradient |
//! | [`sine_transform`] | sine transforms on square grids |
//! | [`random`] | random numbers by counting, the same bits however the work is cut |
//! | [`compressors`] | vectors of which only some entries are sent |
//! | [`anderson`] | acceleration of fixed-point iterations |
//! | [`BrentMinimum`], [`BrentRoot`] | the minimum and the root of a function of one variable |

pub mod anderson;
pub mod banded;
pub mod colouring;
pub mod compressors;
pub mod dense;
pub mod differences;
pub mod elementwise;
pub mod equality_step;
pub mod krylov;
pub mod ldl;
pub mod least_squares;
pub mod linear_operator;
pub mod logsumexp;
pub mod matrix_operator;
pub mod newton;
pub mod parallel;
pub mod pattern;
pub mod quasi_newton;
pub mod random;
pub mod rows;
pub mod simd;
pub mod simplex;
pub mod sine_transform;
pub mod sketch_project;
pub mod sparse;
pub mod stencil;
pub mod vectors;

mod brent;

pub use brent::{
    BrentMinimum, BrentMinimumProblem, BrentMinimumSolution, BrentRoot, BrentRootProblem, BrentRootSolution,
    BrentStatus,
};

superlinear_interface::methods! {
    dialogue BrentMinimum,
    dialogue BrentRoot,
}
