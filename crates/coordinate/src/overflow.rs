//! The error of a solve whose numbers became infinite or undefined.

use superlinear_interface::{Code, Error};

/// What ends such a solve.
pub(crate) fn overflow() -> Error {
    Error::new(Code::NumericalBreakdown, "numbers overflowed on the way; scale the problem")
}
