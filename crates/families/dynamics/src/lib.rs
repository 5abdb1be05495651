//! Series, sequences and dynamical systems: forecasts, streams of rows, linear recurrences, attractors.
//!
//! | module | contents |
//! |---|---|
//! | [`affine_scan`] | linear recurrences with structured matrices, and their gradients |
//! | [`automaton`] | finite automata as exact linear recurrences |
//! | [`forecasts`] | models of series, forecasts with quantiles, errors by horizon |
//! | [`recursive_least_squares`] | regression on a stream of rows with exact forgetting |
//! | [`sequence_model`] | linear recurrent networks trained on labeled symbols, and the automata they learned |
//! | [`simulate`] | series of named systems, of models and of functions of the caller |
//! | [`exponents`] | Lyapunov exponents of systems, models and series |
//! | [`embed`] | delay vectors |
//! | [`compare`] | comparison of attractors |
//! | [`discover`] | sparse differential equations of a series |
//! | [`reconstruct`] | piecewise-linear maps of a series |
//! | [`analyze`] | regions, fixed points and cycles of piecewise-linear maps |
//! | [`systems`], [`piecewise_linear`] | the systems of problems |
//! | `evolution` | steps of systems, with tangent vectors |
//! | `slopes` | fields and maps, with the images of tangent vectors |
//! | `triangle` | least squares over many rows |
//! | `smoothing`, `spectrum`, `neighbors` | local polynomials, periodograms, nearest neighbors |
//! | `sequences` | sequences of integers as the rows of a matrix |
//! | `series` | rows of numbers, checked, and their scales |
//! | [`trajectories`] | one series, or several of one system |

pub mod affine_scan;
pub mod analyze;
pub mod automaton;
mod clock;
pub mod compare;
pub mod discover;
pub mod embed;
mod evolution;
pub mod exponents;
pub mod forecasts;
mod neighbors;
pub mod piecewise_linear;
pub mod reconstruct;
pub mod recursive_least_squares;
pub mod sequence_model;
mod sequences;
mod series;
pub mod simulate;
mod slopes;
mod smoothing;
mod spectrum;
pub mod systems;
pub mod trajectories;
mod triangle;

pub use affine_scan::AffineScan;
pub use analyze::Analyze;
pub use automaton::Automaton;
pub use compare::CompareAttractors;
pub use discover::DiscoverEquations;
pub use embed::Embed;
pub use exponents::LyapunovExponents;
pub use forecasts::evaluate_forecast::EvaluateForecast;
pub use forecasts::fit_predictor::FitPredictor;
pub use forecasts::forecast::Forecast;
pub use reconstruct::Reconstruct;
pub use recursive_least_squares::RecursiveLeastSquares;
pub use sequence_model::FitSequenceModel;
pub use simulate::Simulate;

superlinear_interface::methods! {
    task AffineScan,
    task Automaton,
    task EvaluateForecast,
    task FitPredictor,
    task FitSequenceModel,
    task Forecast,
    task RecursiveLeastSquares;
    part simulations { task LyapunovExponents, task Simulate };
    part systems {
        task Analyze,
        task CompareAttractors,
        task DiscoverEquations,
        task Embed,
        task Reconstruct,
    }
}
