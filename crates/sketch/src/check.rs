//! Checks of arguments that several methods share.

use superlinear_interface::{Error, Vector};

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
