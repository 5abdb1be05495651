//! Checks of arguments that several methods share.

use superlinear_interface::{Error, Vector, VectorOrMatrix};

/// Refuses a vector of another length than the matrix's `side`, or with an entry that is not finite.
pub(crate) fn check_vector(name: &str, vector: &Vector, side: &str, length: usize) -> Result<(), Error> {
    if vector.len() != length {
        let got = vector.len();
        return Err(Error::invalid(
            name,
            format!("must have as many entries as matrix has {side}, {length}, got {got}"),
        ));
    }
    match vector.iter().position(|entry| !entry.is_finite()) {
        None => Ok(()),
        Some(k) => Err(Error::invalid(format!("{name}[{k}]"), format!("must be finite, got {}", vector[k]))),
    }
}

/// Refuses a right side that does not fit a matrix with so many rows.
pub(crate) fn check_right_side(right_side: &VectorOrMatrix, rows: usize) -> Result<(), Error> {
    let length = right_side.rows();
    if length != rows {
        return Err(Error::invalid("rightSide", format!("must have as many rows as matrix, {rows}, got {length}")));
    }
    if right_side.count() == 0 {
        return Err(Error::invalid("rightSide", "must have at least one column, got 0"));
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
