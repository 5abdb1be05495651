//! Memory that may not be had.

use superlinear_interface::{Code, Error};

/// An empty vector with room for `count` numbers; an error where the memory cannot be had.
pub(crate) fn reserved<T>(count: usize) -> Result<Vec<T>, Error> {
    let mut vector = Vec::new();
    vector
        .try_reserve_exact(count)
        .map_err(|_| Error::new(Code::OutOfMemory, format!("no memory for {count} entries of the solution")))?;
    Ok(vector)
}
