//! Solutions hold finite numbers only.

use superlinear_interface::{Code, Error};

/// What a caller can scale where a solution of regularized transport overflows.
pub(crate) const SCALABLE: &str = "the masses, the cost or the regularization";

/// Overflow is an error, never a number in a result; `inputs` are what can be scaled against it.
pub(crate) fn ensure_finite(numbers: &[&[f64]], inputs: &str) -> Result<(), Error> {
    if numbers.iter().copied().flatten().all(|number| number.is_finite()) {
        return Ok(());
    }
    let message = format!("the solution overflows; scale {inputs} to moderate numbers");
    Err(Error::new(Code::NumericalBreakdown, message))
}
