//! Bilevel optimization: the objective depends on the solution of an inner problem. Tunes penalties and kernels by the
//! gradient of a held-out loss, weights of samples, denoisers, operations of networks, and objectives given by the
//! caller.
//!
//! | module | contents |
//! |---|---|
//! | `tune_penalties` | penalties of linear models, one per feature, group or class, as a task |
//! | `clean_samples` | weights of training samples from a few trusted ones, as a task |
//! | `linear` | weighted linear models, their fits and hypergradients |
//! | `kernel` | length scales, weights and the ridge of kernel ridge regression, as tasks |
//! | `denoiser` | weights, smoothing and filters of denoisers of signals and images, as tasks |
//! | `operations` | choice of the operations of a small network, as tasks |
//! | [`minimize`] | bilevel objectives given by the caller, as dialogues and as tasks |
//! | `folds` | cross-validation folds |
//! | `outer` | the outer loop and its interface to reduced objectives |

pub mod minimize;

mod clean_samples;
mod denoiser;
mod folds;
mod kernel;
mod linear;
mod operations;
mod outer;
mod tune_penalties;

pub use clean_samples::CleanSamples;
pub use denoiser::{Denoise, LearnDenoiser};
pub use kernel::{PredictKernel, TuneKernel};
pub use minimize::Minimize;
pub use minimize::check_derivatives::CheckDerivatives;
pub use minimize::data::{HypergradientData, MinimizeData};
pub use minimize::hypergradient::Hypergradient;
pub use operations::{EvaluateOperations, SelectOperations};
pub use tune_penalties::TunePenalties;

superlinear_interface::methods! {
    dialogue CheckDerivatives,
    task CleanSamples,
    dialogue Hypergradient,
    dialogue Minimize,
    task TunePenalties;
    part expressions { task HypergradientData, task MinimizeData };
    part models {
        task Denoise,
        task EvaluateOperations,
        task LearnDenoiser,
        task PredictKernel,
        task SelectOperations,
        task TuneKernel,
    }
}
