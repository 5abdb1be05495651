//! Products of dense row-major blocks: their Gram matrices, and their rows in other variables.
//!
//! In WebAssembly by loops of our own: faer's products came to a third of the speed that registers of two numbers allow there, and
//! these come to three quarters.

#[cfg(not(target_arch = "wasm32"))]
mod by_faer;
#[cfg(target_arch = "wasm32")]
mod by_registers;

#[cfg(not(target_arch = "wasm32"))]
use by_faer as selected;
#[cfg(target_arch = "wasm32")]
use by_registers as selected;
use faer::{Mat, MatRef};

/// Adds the Gram matrix of the columns of `rows` to the lower triangle of `gram`. What is above the diagonal afterwards means
/// nothing.
pub fn add_gram(rows: &[f64], gram: &mut Mat<f64>) {
    selected::add_gram(rows, gram);
}

/// Writes the product of `rows` with `transform`, which may be known to be upper triangular, into `products`.
pub fn write_product(rows: &[f64], transform: MatRef<'_, f64>, is_triangular: bool, products: &mut [f64]) {
    selected::write_product(rows, transform, is_triangular, products);
}

/// The unit of rounding of [`add_rough_gram`].
pub const ROUGH_EPSILON: f64 = selected::ROUGH_EPSILON;

/// As [`add_gram`], but in WebAssembly in single precision, in whose range the rows' entries and their squares must be: its
/// registers hold two doubles. Those of other targets are long enough for a Gram matrix to take hardly longer than reading
/// the rows.
pub fn add_rough_gram(rows: &[f64], gram: &mut Mat<f64>) {
    selected::add_rough_gram(rows, gram);
}
