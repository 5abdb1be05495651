//! Series and sequences: streams of rows, forecasts, and linear recurrences.
//!
//! | module | contents |
//! |---|---|
//! | [`recursive_least_squares`] | regression on a stream of rows with exact forgetting, as a task |

pub mod recursive_least_squares;

pub use recursive_least_squares::RecursiveLeastSquares;

superlinear_interface::methods! {
    task RecursiveLeastSquares,
}
