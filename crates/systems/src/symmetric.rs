//! Checks of sparse symmetric matrices as arguments, and operations on them.

use superlinear_interface::{Error, SparseMatrix, check};
use superlinear_numerics::sparse::check_mirror_images;

/// The tolerance for the difference of an entry and its mirror image, relative to the larger of the two.
pub const ASYMMETRY: f64 = 1e-10;

/// Refuses a matrix that is not square, well formed, finite and symmetric, or has a nonpositive diagonal entry. `name`
/// is the argument's name.
pub fn check_positive_definite_form(matrix: &SparseMatrix, name: &str) -> Result<(), Error> {
    check_symmetric(matrix, name)?;
    match diagonal(matrix).iter().position(|&entry| entry <= 0.0) {
        None => Ok(()),
        Some(i) => Err(Error::invalid(
            name,
            format!("must be positive definite: the diagonal entry of row {i} is missing or not positive"),
        )),
    }
}

/// Refuses a matrix that is not square, well formed, finite and symmetric.
pub fn check_symmetric(matrix: &SparseMatrix, name: &str) -> Result<(), Error> {
    let SparseMatrix { rows, columns, data, .. } = matrix;
    check::square(name, *rows, *columns)?;
    matrix.ensure_well_formed().map_err(|error| error.within(name))?;
    check::numbers(&format!("{name}.data"), data, check::FINITE)?;
    check_mirror_images(matrix, ASYMMETRY).map_err(|error| error.within(name))
}

/// The diagonal; 0 for missing entries.
pub fn diagonal(matrix: &SparseMatrix) -> Vec<f64> {
    let mut diagonal = vec![0.0; matrix.rows];
    for (i, entry) in diagonal.iter_mut().enumerate() {
        let (columns, values) = matrix.row(i);
        // Rows are short, so a linear search is faster than bisection.
        for (&column, &value) in columns.iter().zip(values) {
            if column as usize == i {
                *entry = value;
                break;
            }
        }
    }
    diagonal
}

/// Writes A x into `y`.
pub fn multiply(matrix: &SparseMatrix, x: &[f64], y: &mut [f64]) {
    let (starts, indices, data) = (&matrix.indptr[..], &matrix.indices[..], &matrix.data[..]);
    for (i, y) in y.iter_mut().enumerate() {
        let range = starts[i] as usize..starts[i + 1] as usize;
        *y = product(&indices[range.clone()], &data[range], x);
    }
}

/// The product of one row with `x`.
#[inline(always)]
pub fn product(indices: &[i32], data: &[f64], x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (&j, entry) in indices.iter().zip(data) {
        sum += entry * x[j as usize];
    }
    sum
}
