//! Series, sequences and dynamical systems: streams of rows, attractors, and systems reconstructed from series.
//!
//! | module | contents |
//! |---|---|
//! | [`recursive_least_squares`] | regression on a stream of rows with exact forgetting, as a task |
//! | [`simulate`] | series of named systems and of models |
//! | [`exponents`] | Lyapunov exponents of systems, models and series |
//! | [`embed`] | delay vectors |
//! | [`compare`] | comparison of attractors |
//! | [`discover`] | sparse differential equations of a series |
//! | [`reconstruct`] | piecewise-linear maps of a series |
//! | [`analyze`] | regions, fixed points and cycles of piecewise-linear maps |
//! | [`systems`], [`piecewise_linear`] | the systems of problems |
//! | `evolution` | steps of systems, with tangent vectors |
//! | `triangle` | least squares over many rows |
//! | `series`, `smoothing`, `spectrum`, `neighbors` | checks and filters of series, mean periods, nearest neighbors |

pub mod analyze;
pub mod compare;
pub mod discover;
pub mod embed;
mod evolution;
pub mod exponents;
mod neighbors;
pub mod piecewise_linear;
pub mod reconstruct;
pub mod recursive_least_squares;
mod series;
pub mod simulate;
mod smoothing;
mod spectrum;
pub mod systems;
mod triangle;

pub use analyze::Analyze;
pub use compare::CompareAttractors;
pub use discover::DiscoverEquations;
pub use embed::Embed;
pub use exponents::LyapunovExponents;
pub use reconstruct::Reconstruct;
pub use recursive_least_squares::RecursiveLeastSquares;
pub use simulate::Simulate;

superlinear_interface::methods! {
    task RecursiveLeastSquares;
    part systems {
        task Analyze,
        task CompareAttractors,
        task DiscoverEquations,
        task Embed,
        task LyapunovExponents,
        task Reconstruct,
        task Simulate,
    }
}
