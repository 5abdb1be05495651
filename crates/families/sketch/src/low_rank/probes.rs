//! Random vectors and error bounds from them: a matrix with small images of all of ten Gaussian vectors is small.

use crate::sketches::{Sketch, SketchKind};
use faer::{Mat, MatRef, Scale};
use superlinear_interface::{Code, Error, Run};

/// Number of probes of an error.
pub(super) const PROBES: usize = 10;

/// With `PROBES` probes ω, |E| <= `INFLATION` sqrt(2 / π) max |E ω| except with a probability of `INFLATION` to the
/// power of -`PROBES`, 1e-10 (Halko, Martinsson, Tropp 2011, lemma 4.1).
const INFLATION: f64 = 10.0;

/// `count` Gaussian vectors of `length` standard normal numbers, as columns, from the random stream `stream`.
pub(super) fn gaussian(length: usize, count: usize, stream: u64, run: &Run) -> Result<Mat<f64>, Error> {
    // The sketch's entries have variance 1 / count.
    let columns = Sketch::new(SketchKind::Gaussian, count, length, stream, run)?.transposed()?;
    Ok(columns * Scale((count as f64).sqrt()))
}

/// The bound on the spectral norm of E from the images E ω of the probes. Returns an error if it overflows.
pub(super) fn bound(images: MatRef<f64>) -> Result<f64, Error> {
    let largest = images.col_iter().map(|image| image.norm_l2()).fold(0.0, f64::max);
    let bound = INFLATION * std::f64::consts::FRAC_2_PI.sqrt() * largest;
    let overflow = || Error::new(Code::NumericalBreakdown, "the error bound overflows; scale matrix");
    (images.is_all_finite() && bound.is_finite()).then_some(bound).ok_or_else(overflow)
}
