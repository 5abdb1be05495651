//! The largest curvature of the training loss at its weights.

use super::losses::cross_entropy_slopes;
use super::network::Network;
use super::samples::Samples;
use superlinear_interface::{Error, Run};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, difference, dot, norm};

/// Power iterations. The largest eigenvalue of such Hessians is well separated from the others.
const STEPS: usize = 20;

/// The displacement of the weights in finite differences of gradients.
const DIFFERENCE: f64 = 1e-4;

/// The random stream of the initial direction.
const DIRECTION: u64 = 3;

/// The Hessian eigenvalue of largest magnitude of the mean cross-entropy, by power iteration with finite differences of
/// gradients.
pub(super) fn sharpness(
    network: &Network,
    weights: &[f64],
    proportions: &[Vec<f64>],
    samples: &Samples,
    run: &Run,
) -> Result<f64, Error> {
    let gradient = |direction: &[f64], step: f64| -> Result<Vec<f64>, Error> {
        let mut moved = weights.to_vec();
        add_scaled(&mut moved, step, direction);
        let mut sum = vec![0.0; weights.len()];
        for (features, labels) in samples.blocks() {
            run.ensure_wanted()?;
            let passage = network.pass(&moved, proportions, features);
            let slopes = cross_entropy_slopes(&passage.logits, labels, network.classes);
            let of_block = network.gradient(&moved, proportions, features, &passage, &slopes).weights;
            add_scaled(&mut sum, labels.len() as f64 / samples.labels.len() as f64, &of_block);
        }
        Ok(sum)
    };
    let mut random = Stream::new(run.seed(), DIRECTION);
    let mut direction: Vec<_> = weights.iter().map(|_| random.normal()).collect();
    let mut curvature = 0.0;
    for _ in 0..STEPS {
        let length = norm(&direction);
        if !(length > 0.0 && length.is_finite()) || run.is_out_of_time()? {
            break;
        }
        direction.iter_mut().for_each(|entry| *entry /= length);
        let mut product = difference(&gradient(&direction, DIFFERENCE)?, &gradient(&direction, -DIFFERENCE)?);
        product.iter_mut().for_each(|entry| *entry /= 2.0 * DIFFERENCE);
        let along = dot(&product, &direction);
        if !along.is_finite() {
            break;
        }
        curvature = along;
        direction = product;
    }
    Ok(curvature)
}
