//! Numerical building blocks of several solver families: vectorized elementary functions, deterministic parallel loops
//! and sums, linear systems, derivatives from few evaluations, and small problems in one variable.
//!
//! | module | contents |
//! |---|---|
//! | [`simd`] | loops compiled for several instruction sets and dispatched at run time, with elementary functions |
//! | [`parallel`] | loops on the threads of a run, and sums with the same bits for any number of threads |
//! | [`elementwise`] | exp and ln of slices |
//! | [`fenwick`] | draws with changing probabilities |
//! | [`gamma`] | the logarithm of the gamma function, and the polygamma functions |
//! | [`logsumexp`] | logarithms of sums of exponentials, of vectors and of the rows and columns of matrices |
//! | [`vectors`] | inner products, norms, linear combinations |
//! | [`rotated_equations`] | least squares of rows that arrive one after another |
//! | [`rows`] | products with dense blocks of rows |
//! | [`banded`] | factorization of symmetric band matrices |
//! | [`stencil`] | correlations of grids with small stencils |
//! | [`dense`] | products and Gram matrices of dense blocks; factorizations |
//! | [`linear_operator`] | linear operators; the Jacobi preconditioner |
//! | [`sparse`] | sparse symmetric matrices as operators |
//! | [`ldl`] | dense and sparse factorizations of symmetric indefinite matrices, with their inertia |
//! | [`equality_step`] | Newton steps for minimization under possibly dependent equations |
//! | [`krylov`] | conjugate gradients, MINRES, GMRES, BiCGSTAB |
//! | [`newton`] | constants of damped and inexact Newton methods |
//! | [`matrix_operator`] | rectangular matrices given by their products, in memory or by the caller's functions |
//! | [`least_squares`] | LSQR and LSMR for such matrices |
//! | [`sketch_project`] | consistent systems by projections onto random combinations of their equations |
//! | [`pattern`] | sparsity patterns, and products with sparse matrices |
//! | [`coloring`] | groups of columns recoverable from one product |
//! | [`differences`] | derivatives by finite differences |
//! | [`sets`] | products of simple convex sets, with projections and their derivatives |
//! | [`simplex`] | dense linear programs with a feasible origin |
//! | [`quasi_newton`] | models of a Hessian from steps and gradient changes |
//! | [`sine_transform`] | sine transforms on square grids |
//! | [`transforms`] | functions of the Laplacian on boxes, by sine, cosine and Fourier transforms |
//! | [`checksum`] | checksums of bytes |
//! | [`random`] | counter-based random numbers, with the same bits however work is divided |
//! | [`compressors`] | compressed vectors for communication |
//! | [`anderson`] | Anderson acceleration of fixed-point iterations |
//! | [`FixedPoint`] | fixed points of the caller's map |
//! | [`BrentMinimum`], [`BrentRoot`] | the minimum and the root of a function of one variable |

pub mod anderson;
pub mod banded;
pub mod checksum;
pub mod coloring;
pub mod compressors;
pub mod dense;
pub mod differences;
pub mod elementwise;
pub mod equality_step;
pub mod fenwick;
pub mod gamma;
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
pub mod rotated_equations;
pub mod rows;
pub mod sets;
pub mod simd;
pub mod simplex;
pub mod sine_transform;
pub mod sketch_project;
pub mod sparse;
pub mod stencil;
pub mod transforms;
pub mod vectors;

mod brent;
mod fixed_point;

pub use brent::{
    BrentMinimum, BrentMinimumProblem, BrentMinimumSolution, BrentRoot, BrentRootProblem, BrentRootSolution,
    BrentStatus, RootSample, RootSearch,
};
pub use fixed_point::{FixedPoint, FixedPointMethod, FixedPointProblem, FixedPointSolution, FixedPointStatus};

superlinear_interface::methods! {
    dialogue BrentMinimum,
    dialogue BrentRoot,
    dialogue FixedPoint,
}
