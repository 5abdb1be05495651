//! Solutions contain only finite numbers.

use superlinear_interface::{Code, Error};

/// Inputs to scale if a solution of regularized transport overflows.
pub(crate) const SCALABLE: &str = "the masses, the cost or the regularization";

/// Reports overflow as an error, never as a number in a result; `inputs` names the inputs to scale.
pub(crate) fn ensure_finite(numbers: &[&[f64]], inputs: &str) -> Result<(), Error> {
    if numbers.iter().copied().flatten().all(|number| number.is_finite()) {
        return Ok(());
    }
    let message = format!("the solution overflows; scale {inputs} to moderate numbers");
    Err(Error::new(Code::NumericalBreakdown, message))
}
