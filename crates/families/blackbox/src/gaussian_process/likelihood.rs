//! Kernel parameters of maximum posterior density.
//!
//! Source: Rasmussen, Williams, Gaussian Processes for Machine Learning, 2006, section 5.4.1.

use super::descent::Descent;
use super::kernel::Kernel;
use super::model::Model;

/// The prior of the logarithm of a parameter: the mean and standard deviation of a normal distribution, and the allowed
/// range.
#[derive(Clone, Copy, Debug)]
struct Prior {
    mean: f64,
    deviation: f64,
    range: [f64; 2],
}

/// The prior of length scales: twice the half side of the cube, times the root of the number of variables because
/// distances grow like it. On test functions, half and twice this make no difference.
const LENGTH: Prior = Prior { mean: 0.7, deviation: 1.0, range: [-3.5, 4.6] };

/// The prior of the noise variance: almost no noise, exp(-12), unless the values suggest it. At least 1e-10, as needed
/// for the Cholesky factorization.
const NOISE: Prior = Prior { mean: -12.0, deviation: 3.0, range: [-23.0, 0.0] };

/// The maximum number of steps of a descent, and the negligible change of the log density.
const MAX_STEPS: usize = 20;
const TOLERANCE: f64 = 1e-3;

/// The logarithms of the best kernel parameters found by descents from the mean of the prior and from `earlier`
/// parameters.
pub fn likeliest(points: &[Vec<f64>], values: &[f64], categories: &[bool], earlier: Option<&[f64]>) -> Vec<f64> {
    let variables = points[0].len();
    let mut priors = vec![Prior { mean: LENGTH.mean + 0.5 * (variables as f64).ln(), ..LENGTH }; variables];
    priors.push(NOISE);
    let descent = Descent {
        lower: priors.iter().map(|prior| prior.range[0]).collect(),
        upper: priors.iter().map(|prior| prior.range[1]).collect(),
        most: MAX_STEPS,
        tolerance: TOLERANCE,
    };
    let mut energy = |logarithms: &[f64]| {
        let model = Model::new(Kernel::new(logarithms, categories), points, values);
        energy(&priors, logarithms, model.as_ref())
    };
    let middle: Vec<f64> = priors.iter().map(|prior| prior.mean).collect();
    let found = descent.minimize(&middle, &mut energy);
    let others = earlier.map(|earlier| descent.minimize(earlier, &mut energy));
    others.filter(|other| other.1 < found.1).unwrap_or(found).0
}

/// The negative log posterior density, up to a constant, and its gradient.
fn energy(priors: &[Prior], logarithms: &[f64], model: Option<&Model>) -> (f64, Vec<f64>) {
    let Some(model) = model else { return (f64::INFINITY, vec![0.0; logarithms.len()]) };
    let (mut energy, mut gradient) = model.surprise();
    for ((prior, logarithm), slope) in priors.iter().zip(logarithms).zip(&mut gradient) {
        let away = (logarithm - prior.mean) / prior.deviation;
        energy += 0.5 * away * away;
        *slope += away / prior.deviation;
    }
    (energy, gradient)
}
