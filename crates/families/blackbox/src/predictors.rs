//! Cheap models of the outputs of a black box, for variables of any kind: for each output the model with the smallest
//! leave-one-out error.

use crate::kernel_ridge::{Fit, KernelRidge};
use crate::variables::{Space, VariableType};
use faer::Mat;
use superlinear_interface::Error;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::dot;

/// A training sample.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample<'a> {
    /// A point of the unit cube.
    pub place: &'a [f64],
    /// The outputs at the point. All are finite.
    pub outputs: &'a [f64],
}

/// A kernel, which measures the similarity of two points.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Similarity {
    /// Ridge regression on standardized numbers and indicators of categories.
    Linear,
    /// The exponential kernel of the distance: different categories count 1, and differences of numbers are added. The
    /// parameter is the length scale per variable.
    Exponential(f64),
    /// The Matérn kernel of order 5/2 of the Euclidean distance. The parameter is the length scale divided by the root
    /// of the number of variables. It suits functions that are flat except in part of the box; the other kernels smooth
    /// that part away.
    Smooth(f64),
}

/// The comparison of two points, as needed by the kernels.
#[derive(Clone, Copy, Debug)]
struct Comparison {
    /// The inner product of standardized features.
    product: f64,
    /// The mean of the distances along the variables.
    distance: f64,
    /// The mean of the squared distances along the variables.
    square: f64,
}

const SIMILARITIES: [Similarity; 7] = [
    Similarity::Linear,
    Similarity::Exponential(0.25),
    Similarity::Exponential(0.5),
    Similarity::Exponential(1.0),
    Similarity::Exponential(2.0),
    Similarity::Smooth(0.1),
    Similarity::Smooth(0.3),
];

/// Candidate ridges, for standardized outputs.
const LINEAR_RIDGES: [f64; 7] = [1e-3, 1e-2, 1e-1, 1.0, 1e1, 1e2, 1e3];
const EXPONENTIAL_RIDGES: [f64; 3] = [1e-3, 1e-2, 1e-1];
const SMOOTH_RIDGES: [f64; 3] = [1e-6, 1e-4, 1e-2];

/// The inverse variance of the uniform distribution on [0, 1].
const UNIFORM_PRECISION: f64 = 12.0;

/// Models of all outputs.
pub(crate) struct Predictors {
    measure: Measure,
    places: Vec<Vec<f64>>,
    outputs: Vec<Output>,
}

/// The model of one output.
struct Output {
    mean: f64,
    deviation: f64,
    similarity: usize,
    fit: Fit,
}

/// The settings of comparisons of points.
struct Measure {
    /// The variables in the order of comparison: numbers, then categories.
    order: Vec<usize>,
    /// The number of variables that are numbers.
    numbers: usize,
    /// The inner product of the features of all categories if they are equal, summed over the variables.
    agreement: f64,
}

impl Measure {
    fn new(space: &Space) -> Self {
        let is_number = |k: &usize| matches!(space.axes()[*k].kind, VariableType::Real | VariableType::Integer);
        let (numbers, categories): (Vec<usize>, Vec<usize>) = (0..space.dimension()).partition(is_number);
        // Indicators minus their mean.
        let agreements = categories.iter().map(|&k| 1.0 - 1.0 / space.axes()[k].count().unwrap_or(1.0));
        let agreement = agreements.sum();
        Self { numbers: numbers.len(), agreement, order: [numbers, categories].concat() }
    }

    /// The entries of a point in the order of comparison.
    fn arranged(&self, place: &[f64]) -> Vec<f64> {
        self.order.iter().map(|&k| place[k]).collect()
    }

    fn compare(&self, a: &[f64], b: &[f64]) -> Comparison {
        let ((a_numbers, a_categories), (b_numbers, b_categories)) =
            (a.split_at(self.numbers), b.split_at(self.numbers));
        let differ = a_categories.iter().zip(b_categories).map(|(a, b)| u32::from(a != b)).sum::<u32>();
        let (mut product, mut distance, mut square) =
            (self.agreement - f64::from(differ), f64::from(differ), f64::from(differ));
        for (a, b) in a_numbers.iter().zip(b_numbers) {
            product += UNIFORM_PRECISION * (a - 0.5) * (b - 0.5);
            distance += (a - b).abs();
            square += (a - b).powi(2);
        }
        let count = a.len() as f64;
        Comparison { product, distance: distance / count, square: square / count }
    }
}

impl Similarity {
    fn of(self, Comparison { product, distance, square }: Comparison) -> f64 {
        match self {
            Self::Linear => product,
            Self::Exponential(length) => (-distance / length).exp(),
            Self::Smooth(length) => {
                let r = (5.0 * square).sqrt() / length;
                (1.0 + r + r * r / 3.0) * (-r).exp()
            }
        }
    }

    fn ridges(self) -> &'static [f64] {
        match self {
            Self::Linear => &LINEAR_RIDGES,
            Self::Exponential(_) => &EXPONENTIAL_RIDGES,
            Self::Smooth(_) => &SMOOTH_RIDGES,
        }
    }
}

impl Predictors {
    /// Fits models of all outputs to the samples, at least one.
    pub(crate) fn fit(space: &Space, samples: &[Sample], parallelism: Parallelism) -> Result<Self, Error> {
        let measure = Measure::new(space);
        let places: Vec<Vec<f64>> = samples.iter().map(|sample| measure.arranged(sample.place)).collect();
        let comparisons: Vec<Vec<Comparison>> = parallelism.map_blocks(places.len(), |i| {
            places[..=i].iter().map(|place| measure.compare(&places[i], place)).collect()
        });
        let decompose = |similarity: Similarity| {
            let kernel = |i: usize, j: usize| if i >= j { similarity.of(comparisons[i][j]) } else { 0.0 };
            KernelRidge::new(&Mat::from_fn(places.len(), places.len(), kernel))
        };
        let decompositions = parallelism.map(SIMILARITIES, |_, similarity| decompose(similarity));
        let decompositions = decompositions.into_iter().collect::<Result<Vec<_>, Error>>()?;
        let outputs = parallelism.map_blocks(samples[0].outputs.len(), |output| {
            let values: Vec<f64> = samples.iter().map(|sample| sample.outputs[output]).collect();
            Output::fit(&values, &decompositions)
        });
        Ok(Self { measure, places, outputs })
    }

    /// The root mean squared leave-one-out error of each output, in its units.
    pub(crate) fn errors(&self) -> Vec<f64> {
        self.outputs.iter().map(|output| (output.deviation * output.fit.error()).min(f64::MAX)).collect()
    }

    /// Predicts all outputs at a point.
    pub(crate) fn predict(&self, place: &[f64]) -> Vec<f64> {
        let place = self.measure.arranged(place);
        let comparisons: Vec<Comparison> =
            self.places.iter().map(|other| self.measure.compare(&place, other)).collect();
        let mut similarities: [Vec<f64>; SIMILARITIES.len()] = Default::default();
        let predict = |output: &Output| {
            let similar = &mut similarities[output.similarity];
            if similar.is_empty() {
                similar.extend(comparisons.iter().map(|comparison| SIMILARITIES[output.similarity].of(*comparison)));
            }
            let value = output.mean + output.deviation * dot(&output.fit.coefficients, similar);
            value.clamp(f64::MIN, f64::MAX)
        };
        self.outputs.iter().map(predict).collect()
    }
}

impl Output {
    fn fit(values: &[f64], decompositions: &[KernelRidge]) -> Self {
        let (mean, deviation) = crate::moments::moments(values.iter().copied());
        let target: Vec<f64> = values.iter().map(|value| (value - mean) / deviation).collect();
        let fits = SIMILARITIES.iter().zip(decompositions).enumerate().map(|(k, (similarity, decomposition))| {
            (k, decomposition.best_fit(&target, similarity.ridges().iter().copied()))
        });
        let better =
            |best: (usize, Fit), other: (usize, Fit)| if other.1.error() < best.1.error() { other } else { best };
        let (similarity, fit) = fits.reduce(better).expect("there are similarities");
        Self { mean, deviation, similarity, fit }
    }
}
