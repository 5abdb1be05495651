//! Checks of arguments that several methods share.

use superlinear_interface::{Code, Error, Vector, VectorOrMatrix};

/// Refuses a vector of another length than the matrix has rows, or with an entry that is not finite.
pub(crate) fn check_vector(name: &str, vector: &Vector, rows: usize) -> Result<(), Error> {
    if vector.len() != rows {
        let got = vector.len();
        return Err(Error::invalid(name, format!("must have as many entries as matrix has rows, {rows}, got {got}")));
    }
    match vector.iter().position(|entry| !entry.is_finite()) {
        None => Ok(()),
        Some(k) => Err(Error::invalid(format!("{name}[{k}]"), format!("must be finite, got {}", vector[k]))),
    }
}

/// Refuses a tolerance that is not between 0 and 1.
pub(crate) fn check_tolerance(tolerance: f64) -> Result<(), Error> {
    if tolerance > 0.0 && tolerance < 1.0 {
        return Ok(());
    }
    Err(Error::invalid("tolerance", format!("must be above 0 and below 1, got {tolerance}")))
}

/// Refuses a limit of 0.
pub(crate) fn check_at_least_one(name: &str, limit: Option<u32>) -> Result<(), Error> {
    match limit {
        Some(0) => Err(Error::invalid(name, "must be at least 1, got 0")),
        _ => Ok(()),
    }
}

/// What ends a solve whose numbers became infinite or NaN.
pub(crate) fn overflow() -> Error {
    Error::new(Code::NumericalBreakdown, "numbers overflowed on the way; scale the problem")
}

/// Refuses right sides that do not fit a matrix with so many rows.
pub(crate) fn check_right_side(name: &str, right_side: &VectorOrMatrix, rows: usize) -> Result<(), Error> {
    let length = right_side.rows();
    if length != rows {
        return Err(Error::invalid(name, format!("must have as many rows as matrix, {rows}, got {length}")));
    }
    if right_side.count() == 0 {
        return Err(Error::invalid(name, "must have at least one column, got 0"));
    }
    Ok(())
}

/// The vectors of the argument `name`, one after the other. Refuses an entry that is not finite.
pub(crate) fn finite_columns(name: &str, vectors: &VectorOrMatrix) -> Result<Vec<Vec<f64>>, Error> {
    let columns = vectors.to_columns();
    for (j, column) in columns.iter().enumerate() {
        if let Some(i) = column.iter().position(|entry| !entry.is_finite()) {
            return Err(Error::invalid(vectors.path_of(name, i, j), format!("must be finite, got {}", column[i])));
        }
    }
    Ok(columns)
}
