//! The error for infinite or undefined numbers during a solve.

use superlinear_interface::{Code, Error};

pub(crate) fn overflow() -> Error {
    Error::new(Code::NumericalBreakdown, "numbers overflowed on the way; scale the problem")
}
