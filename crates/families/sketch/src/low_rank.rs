//! Low-rank approximations: singular values and vectors, and bases of the range, from products with a few random
//! vectors (Halko, Martinsson, Tropp, Finding Structure with Randomness, SIAM Rev. 53, 2011), for matrices in memory or
//! the caller's functions.
//!
//! | module | content |
//! |---|---|
//! | [`svd`] | the largest singular values and their vectors |
//! | [`range_finder`] | an orthonormal basis of the range, to a tolerance or of a rank |
//! | `block_products` | products with several vectors, for any kind of matrix |
//! | `orthonormal` | orthonormal bases of tall matrices |
//! | `probes` | random vectors, and error bounds from them |

pub mod range_finder;
pub mod svd;

mod block_products;
mod orthonormal;
mod probes;

use faer::{Mat, MatRef};

/// Concatenates two matrices of the same height.
fn beside(left: MatRef<f64>, right: MatRef<f64>) -> Mat<f64> {
    let mut whole = Mat::zeros(left.nrows(), left.ncols() + right.ncols());
    whole.as_mut().subcols_mut(0, left.ncols()).copy_from(left);
    whole.as_mut().subcols_mut(left.ncols(), right.ncols()).copy_from(right);
    whole
}
