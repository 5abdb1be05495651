//! Fallible allocation.

use superlinear_interface::{Code, Error};

/// An empty vector with capacity for `count` numbers, or an error if allocation fails.
pub(crate) fn reserved<T>(count: usize) -> Result<Vec<T>, Error> {
    let mut vector = Vec::new();
    vector.try_reserve_exact(count).map_err(|_| {
        Error::new(Code::OutOfMemory, format!("there is no memory for {count} entries of the solution"))
    })?;
    Ok(vector)
}
