//! The kernel of the greatest posterior density, given values.
//!
//! Source: Rasmussen, Williams, Gaussian Processes for Machine Learning, 2006, section 5.4.1.

use super::descent::Descent;
use super::kernel::Kernel;
use super::model::Model;

/// What a logarithm is likely to be before there are values: mean, standard deviation and range of a normal distribution.
#[derive(Clone, Copy, Debug)]
struct Prior {
    mean: f64,
    deviation: f64,
    range: [f64; 2],
}

/// A length is likely to be twice the half side of a cube, times the root of the number of variables, by which distances grow. On test
/// functions it changes nothing whether it is half or twice of that.
const LENGTH: Prior = Prior { mean: 0.7, deviation: 1.0, range: [-3.5, 4.6] };

/// Values have hardly any noise if they do not say otherwise: its variance is exp(-12), and at least 1e-10, which the matrix's
/// factorisation needs.
const NOISE: Prior = Prior { mean: -12.0, deviation: 3.0, range: [-23.0, 0.0] };

/// Steps of a descent, and the change of the density's logarithm that is none.
const MOST_STEPS: usize = 20;
const TOLERANCE: f64 = 1e-3;

/// The logarithms of the likeliest kernel that is found by descents from the prior's mean, and from that of earlier values.
pub fn likeliest(points: &[Vec<f64>], values: &[f64], categories: &[bool], earlier: Option<&[f64]>) -> Vec<f64> {
    let variables = points[0].len();
    let mut priors = vec![Prior { mean: LENGTH.mean + 0.5 * (variables as f64).ln(), ..LENGTH }; variables];
    priors.push(NOISE);
    let descent = Descent {
        lower: priors.iter().map(|prior| prior.range[0]).collect(),
        upper: priors.iter().map(|prior| prior.range[1]).collect(),
        most: MOST_STEPS,
        tolerance: TOLERANCE,
    };
    let mut energy = |logarithms: &[f64]| {
        let model = Model::new(Kernel::new(logarithms, categories), points, values);
        energy(&priors, logarithms, model.as_ref())
    };
    let middle: Vec<f64> = priors.iter().map(|prior| prior.mean).collect();
    let found = descent.minimise(&middle, &mut energy);
    let others = earlier.map(|earlier| descent.minimise(earlier, &mut energy));
    others.filter(|other| other.1 < found.1).unwrap_or(found).0
}

/// The negative logarithm of the posterior density, up to a constant, and its gradient.
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
