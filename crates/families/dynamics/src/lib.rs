//! Series and sequences: forecasts, streams of rows, and linear recurrences.
//!
//! | module | contents |
//! |---|---|
//! | [`affine_scan`] | linear recurrences with structured matrices, and their gradients |
//! | [`automaton`] | finite automata as exact linear recurrences |
//! | [`forecasts`] | models of series, forecasts with quantiles, errors by horizon |
//! | [`recursive_least_squares`] | regression on a stream of rows with exact forgetting |
//! | [`sequence_model`] | linear recurrent networks trained on labeled symbols, and the automata they learned |
//! | `sequences` | sequences of integers as the rows of a matrix |
//! | `series` | rows of numbers, checked, and their scales |

pub mod affine_scan;
pub mod automaton;
pub mod forecasts;
pub mod recursive_least_squares;
pub mod sequence_model;
mod sequences;
mod series;

pub use affine_scan::AffineScan;
pub use automaton::Automaton;
pub use forecasts::evaluate_forecast::EvaluateForecast;
pub use forecasts::fit_predictor::FitPredictor;
pub use forecasts::forecast::Forecast;
pub use recursive_least_squares::RecursiveLeastSquares;
pub use sequence_model::FitSequenceModel;

superlinear_interface::methods! {
    task AffineScan,
    task Automaton,
    task EvaluateForecast,
    task FitPredictor,
    task FitSequenceModel,
    task Forecast,
    task RecursiveLeastSquares,
}
