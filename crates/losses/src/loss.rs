//! The losses: values, slopes and curvatures along the linear predictor, and conjugates for the dual problem.
//!
//! Everything is weighted by the samples' weights, with a sum of 1. Several outputs are stored one after the other: the
//! entry of sample `i` and output `k` is at `k * samples + i`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_numerics::elementwise::{self, exp, ln, softplus};
use superlinear_numerics::parallel::sum;
use superlinear_numerics::vectors::{argmax_by, larger, largest};

/// Lower limit on the curvatures of the logistic and the Poisson loss, as a fraction of the largest, so that a model of
/// a nearly certain prediction still has a minimum.
const MIN_CURVATURE: f64 = 1e-10;

/// Maximum distance by which a dual point is moved into the domain, as a fraction of the way to an interior point: a
/// longer move would prove little, and a loose gap ends solves on working sets early. Without this bound, multiclass
/// problems take 2 to 7 % more iterations.
const MAX_MOVE_INTO_DOMAIN: f64 = 1e-4;

/// Numbers with a smaller relative difference are equal up to rounding.
const EQUALITY_ROUNDING: f64 = 4.0 * f64::EPSILON;

/// Tolerance for dual points outside the domain of the conjugate loss because of rounding; they are moved back.
const DOMAIN_ROUNDING: f64 = 1e-14;

/// The loss of one sample, for its response `y` and linear predictor `z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LossKind {
    /// `(y - z)^2 / 2`.
    #[default]
    Squared,
    /// `(y - z)^2 / 2` up to a threshold of `|y - z|`, and linear beyond it, to reduce the influence of outliers.
    Huber,
    /// `ln(1 + exp(-y z))`, where `y` is -1 or 1: two classes.
    Logistic,
    /// `ln(sum over k of exp(z_k)) - z_y`: any number of classes, with a column of coefficients for each.
    Multinomial,
    /// `exp(z) - y z`: counts.
    Poisson,
    /// Half the squared norm of `y - z`, for several outputs at once.
    MultiSquared,
}

/// A loss with its response.
#[derive(Clone)]
pub struct Loss {
    /// The kind of loss.
    pub kind: LossKind,
    /// The residual at which `huber` becomes linear.
    pub threshold: f64,
    /// The number of samples.
    pub samples: usize,
    /// The number of outputs: columns of coefficients.
    pub outputs: usize,
    /// The response for each output; -1 and 1 in `logistic`, 0 and 1 in `multinomial`.
    pub response: Vec<f64>,
    /// The weight of each sample; their sum is 1.
    pub weights: Vec<f64>,
    /// Whether all weights are equal.
    pub is_uniform: bool,
    /// An offset added to the predictor, if any.
    pub offset: Option<Vec<f64>>,
}

/// The curvature of the loss along the predictor.
pub enum Curvature {
    /// One number for all samples and outputs.
    Uniform(f64),
    /// One number for each sample and output.
    Diagonal(Vec<f64>),
    /// For class probabilities p: `weights` (diag(p) - p p') for each sample.
    Classes {
        /// p of each sample, class by class.
        probabilities: Vec<f64>,
        /// The weights of the samples.
        weights: Vec<f64>,
    },
}

impl Curvature {
    /// The square roots of the weights of `samples` samples in the second derivatives along variables of one output.
    pub fn roots(&self, samples: usize, output: usize) -> Vec<f64> {
        let part = output * samples..(output + 1) * samples;
        match self {
            Self::Uniform(number) => vec![number.sqrt(); samples],
            Self::Diagonal(diagonal) => diagonal[part].iter().map(|weight| weight.sqrt()).collect(),
            Self::Classes { probabilities, weights } => {
                let root = |(p, weight): (&f64, &f64)| (p * weight).sqrt();
                probabilities[part].iter().zip(weights).map(root).collect()
            }
        }
    }
}

impl Loss {
    /// The weighted mean loss at the predictor `z`.
    pub fn value(&self, z: &[f64]) -> f64 {
        let mut terms: Vec<f64> = match self.kind {
            LossKind::Squared | LossKind::MultiSquared => {
                z.iter().zip(&self.response).map(|(z, y)| 0.5 * (y - z) * (y - z)).collect()
            }
            LossKind::Huber => {
                let delta = self.threshold;
                let huber = |r: f64| if r <= delta { 0.5 * r * r } else { delta * (r - 0.5 * delta) };
                z.iter().zip(&self.response).map(|(z, y)| huber((y - z).abs())).collect()
            }
            LossKind::Logistic => {
                let mut logarithms: Vec<f64> = z.iter().zip(&self.response).map(|(z, y)| -(y * z)).collect();
                softplus(&mut logarithms);
                logarithms
            }
            LossKind::Poisson => {
                let mut means = z.to_vec();
                exp(&mut means);
                means.iter_mut().zip(z.iter().zip(&self.response)).for_each(|(mean, (z, y))| *mean -= y * z);
                means
            }
            LossKind::Multinomial => self.multinomial_terms(z),
        };
        for terms in terms.chunks_mut(self.samples) {
            terms.iter_mut().zip(&self.weights).for_each(|(term, weight)| *term = weighted(*weight, *term));
        }
        sum(&terms)
    }

    /// The minimum of the loss for this response.
    pub fn min_value(&self) -> f64 {
        if self.kind != LossKind::Poisson {
            return 0.0;
        }
        let mut entropies = self.response.clone();
        elementwise::entropy(&mut entropies);
        let minimum = |((y, entropy), weight): ((&f64, f64), &f64)| weighted(*weight, y - entropy);
        self.response.iter().zip(entropies).zip(&self.weights).map(minimum).sum()
    }

    /// The constant added to the offset that minimizes the loss, if there is a formula, as for `poisson`; otherwise 0.
    pub fn best_constant(&self) -> f64 {
        let means = || self.response.iter().zip(&self.weights).map(|(y, weight)| weighted(*weight, *y));
        let mean: f64 = means().sum();
        if self.kind != LossKind::Poisson || mean <= 0.0 {
            return 0.0;
        }
        let Some(offset) = &self.offset else { return libm::log(mean) };
        let largest = offset.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let powers = offset.iter().zip(&self.weights).map(|(z, weight)| weighted(*weight, libm::exp(z - largest)));
        let power: f64 = powers.sum();
        if power > 0.0 { libm::log(mean) - libm::log(power) - largest } else { 0.0 }
    }

    /// The square root of the scale of the largest loss of a sample with the offset as its predictor; for `poisson`, of
    /// the response.
    pub fn magnitude(&self) -> f64 {
        let offsets = self.offset.iter().flatten().copied().chain(std::iter::repeat(0.0));
        let weights = self.weights.iter().cycle();
        let differences = self.response.iter().zip(offsets).zip(weights);
        let sizes = differences.filter(|(_, weight)| **weight > 0.0).map(|((y, offset), _)| match self.kind {
            LossKind::Squared | LossKind::MultiSquared => (y - offset).abs(),
            LossKind::Huber => (y - offset).abs().sqrt() * (y - offset).abs().min(self.threshold).sqrt(),
            LossKind::Poisson => y.sqrt(),
            LossKind::Logistic | LossKind::Multinomial => 1.0,
        });
        sizes.fold(0.0, larger)
    }

    /// The weighted mean absolute value of the response.
    pub fn mean_size(&self) -> f64 {
        let weights = self.weights.iter().cycle();
        self.response.iter().zip(weights).map(|(y, weight)| weighted(*weight, y.abs())).sum()
    }

    /// Subtracts the weighted mean from the response of each output, for losses that depend only on differences and
    /// models with an intercept: large numbers would leave few digits for differences. Returns the means; a response
    /// that is constant up to rounding becomes 0.
    pub fn center(&mut self) -> Vec<f64> {
        let mut means = Vec::new();
        for response in self.response.chunks_mut(self.samples) {
            let mean: f64 = response.iter().zip(&self.weights).map(|(y, weight)| weighted(*weight, *y)).sum();
            let rounding = EQUALITY_ROUNDING * largest(response);
            response.iter_mut().for_each(|y| *y -= mean);
            if largest(response) <= rounding {
                response.fill(0.0);
            }
            means.push(mean);
        }
        means
    }

    /// The excess of `value`, the best loss of a model without features, over the minimum: the possible gain from
    /// features; 1 if it is zero. `None` if it is only rounding error, as for constant counts.
    pub fn excess(&self, value: f64) -> Option<f64> {
        let minimum = self.min_value();
        let rounding = EQUALITY_ROUNDING * (value.abs() + minimum.abs());
        let is_rounding = self.kind == LossKind::Poisson && value - minimum <= rounding;
        (!is_rounding).then_some(if value > minimum { value - minimum } else { 1.0 })
    }

    /// The weighted mean squared difference between the response and its mean at the predictor `z`, over all outputs.
    pub fn mean_squared_error(&self, z: &[f64]) -> f64 {
        let mut means = z.to_vec();
        if self.kind == LossKind::Poisson {
            exp(&mut means);
        }
        let squares = means.iter().zip(&self.response).map(|(mean, y)| (y - mean) * (y - mean));
        squares.zip(self.weights.iter().cycle()).map(|(square, weight)| weighted(*weight, square)).sum()
    }

    /// The weighted fraction of samples with their own class as the most probable one.
    pub fn accuracy(&self, z: &[f64]) -> f64 {
        let n = self.samples;
        let is_right = |i: usize| match self.kind {
            LossKind::Logistic => (z[i] > 0.0) == (self.response[i] > 0.0),
            _ => {
                let best = argmax_by(self.outputs, |k| z[k * n + i]);
                self.response[best * n + i] > 0.0
            }
        };
        let right = (0..n).filter(|&i| is_right(i));
        if self.is_uniform {
            return right.count() as f64 / n as f64;
        }
        let total: f64 = self.weights.iter().sum();
        if total > 0.0 { right.map(|i| self.weights[i]).sum::<f64>() / total } else { 0.0 }
    }

    /// The loss of some samples only, with weights rescaled to the sum 1 (unless all are 0).
    pub fn of_samples(&self, samples: &[usize]) -> Self {
        let pick = |part: &[f64]| samples.iter().map(|&i| part[i]).collect::<Vec<_>>();
        let of_outputs = |whole: &[f64]| whole.chunks(self.samples).flat_map(pick).collect::<Vec<_>>();
        let mut weights = pick(&self.weights);
        let total = sum(&weights);
        if total > 0.0 {
            weights.iter_mut().for_each(|weight| *weight /= total);
        }
        Self {
            samples: samples.len(),
            response: of_outputs(&self.response),
            weights,
            offset: self.offset.as_deref().map(of_outputs),
            ..self.clone()
        }
    }

    fn multinomial_terms(&self, z: &[f64]) -> Vec<f64> {
        let n = self.samples;
        let largest = self.largest(z);
        let mut shares = z.to_vec();
        shares.chunks_mut(n).for_each(|part| part.iter_mut().zip(&largest).for_each(|(z, largest)| *z -= largest));
        exp(&mut shares);
        let mut terms = vec![0.0; n];
        shares.chunks(n).for_each(|part| terms.iter_mut().zip(part).for_each(|(term, share)| *term += share));
        ln(&mut terms);
        terms.iter_mut().zip(&largest).for_each(|(term, largest)| *term += largest);
        for (z, response) in z.chunks(n).zip(self.response.chunks(n)) {
            terms.iter_mut().zip(z).zip(response).for_each(|((term, z), y)| *term -= z * y);
        }
        terms
    }

    /// The largest predictor of each sample.
    fn largest(&self, z: &[f64]) -> Vec<f64> {
        let mut largest = vec![f64::NEG_INFINITY; self.samples];
        for part in z.chunks(self.samples) {
            largest.iter_mut().zip(part).for_each(|(largest, z)| *largest = larger(*largest, *z));
        }
        largest
    }

    /// Writes the weighted negative slope of the loss at the predictor `z` to `residuals`.
    pub fn residuals(&self, z: &[f64], residuals: &mut [f64]) {
        let pairs = || z.iter().zip(&self.response);
        match self.kind {
            LossKind::Squared | LossKind::MultiSquared => {
                residuals.iter_mut().zip(pairs()).for_each(|(r, (z, y))| *r = y - z);
            }
            LossKind::Huber => {
                let delta = self.threshold;
                residuals.iter_mut().zip(pairs()).for_each(|(r, (z, y))| *r = (y - z).clamp(-delta, delta));
            }
            LossKind::Logistic => {
                residuals.iter_mut().zip(pairs()).for_each(|(r, (z, y))| *r = -(y * z).abs());
                exp(residuals);
                residuals.iter_mut().zip(pairs()).for_each(|(r, (z, y))| {
                    let share = if y * z > 0.0 { *r } else { 1.0 };
                    *r = y * share / (1.0 + *r);
                });
            }
            LossKind::Poisson => {
                residuals.copy_from_slice(z);
                exp(residuals);
                residuals.iter_mut().zip(&self.response).for_each(|(r, y)| *r = y - *r);
            }
            LossKind::Multinomial => {
                self.probabilities(z, residuals);
                residuals.iter_mut().zip(&self.response).for_each(|(r, y)| *r = y - *r);
            }
        }
        for residuals in residuals.chunks_mut(self.samples) {
            residuals.iter_mut().zip(&self.weights).for_each(|(r, weight)| *r = weighted(*weight, *r));
        }
    }

    /// Writes the probability of each class for each sample.
    fn probabilities(&self, z: &[f64], probabilities: &mut [f64]) {
        let n = self.samples;
        let largest = self.largest(z);
        for (part, z) in probabilities.chunks_mut(n).zip(z.chunks(n)) {
            part.iter_mut().zip(z).zip(&largest).for_each(|((p, z), largest)| *p = z - largest);
        }
        exp(probabilities);
        let mut totals = vec![0.0; n];
        probabilities.chunks(n).for_each(|part| totals.iter_mut().zip(part).for_each(|(total, p)| *total += p));
        probabilities.chunks_mut(n).for_each(|part| part.iter_mut().zip(&totals).for_each(|(p, total)| *p /= total));
    }

    /// The curvature at the predictor `z`. For `huber`, samples beyond the threshold count with the fraction `damping`
    /// of the curvature of the parabola that touches the loss from above.
    pub fn curvature(&self, z: &[f64], damping: f64) -> Curvature {
        let pairs = || z.iter().zip(&self.response);
        let mut diagonal: Vec<f64> = match self.kind {
            LossKind::Squared | LossKind::MultiSquared if self.is_uniform => {
                return Curvature::Uniform(self.weights[0]);
            }
            LossKind::Squared | LossKind::MultiSquared => vec![1.0; z.len()],
            LossKind::Huber => {
                let outer = |r: f64| if r <= self.threshold { 1.0 } else { damping * self.threshold / r };
                pairs().map(|(z, y)| outer((y - z).abs())).collect()
            }
            LossKind::Logistic => {
                let mut odds: Vec<f64> = pairs().map(|(z, y)| -(y * z).abs()).collect();
                exp(&mut odds);
                odds.iter().map(|odds| larger(0.25 * MIN_CURVATURE, odds / ((1.0 + odds) * (1.0 + odds)))).collect()
            }
            LossKind::Poisson => {
                let mut means = z.to_vec();
                exp(&mut means);
                let largest = means.iter().fold(0.0, |largest: f64, mean| largest.max(*mean));
                means.iter().map(|mean| larger(MIN_CURVATURE * largest, *mean)).collect()
            }
            LossKind::Multinomial => {
                let mut probabilities = vec![0.0; z.len()];
                self.probabilities(z, &mut probabilities);
                return Curvature::Classes { probabilities, weights: self.weights.clone() };
            }
        };
        for diagonal in diagonal.chunks_mut(self.samples) {
            diagonal.iter_mut().zip(&self.weights).for_each(|(d, weight)| *d = weighted(*weight, *d));
        }
        Curvature::Diagonal(diagonal)
    }

    /// Returns whether the loss is quadratic, so that a single model is exact.
    pub fn is_quadratic(&self) -> bool {
        matches!(self.kind, LossKind::Squared | LossKind::MultiSquared)
    }

    /// The maximum curvature of a sample's loss with weight 1; infinite for `poisson`.
    pub fn curvature_bound(&self) -> f64 {
        match self.kind {
            LossKind::Squared | LossKind::MultiSquared | LossKind::Huber => 1.0,
            LossKind::Logistic => 0.25,
            LossKind::Multinomial => 0.5,
            LossKind::Poisson => f64::INFINITY,
        }
    }

    /// Minus the weighted mean of the conjugate loss at minus theta, where `scale * residuals` is the weighted theta:
    /// the loss's term of the dual objective. Minus infinity outside its domain.
    pub fn dual_value(&self, residuals: &[f64], scale: f64) -> f64 {
        let n = self.samples;
        let mut terms = vec![0.0; n];
        for (k, residuals) in residuals.chunks(n).enumerate() {
            let response = &self.response[k * n..][..n];
            let share = |(residual, weight): (&f64, &f64)| if *weight == 0.0 { 0.0 } else { scale * residual / weight };
            let theta: Vec<f64> = residuals.iter().zip(&self.weights).map(share).collect();
            let Some(conjugates) = self.conjugates(response, &theta) else { return f64::NEG_INFINITY };
            for ((term, weight), conjugate) in terms.iter_mut().zip(&self.weights).zip(conjugates) {
                *term -= weight * conjugate;
            }
            if let Some(offset) = &self.offset {
                let shifts = offset[k * n..].iter().zip(&theta).zip(&self.weights);
                terms
                    .iter_mut()
                    .zip(shifts)
                    .for_each(|(term, ((offset, theta), weight))| *term -= weight * offset * theta);
            }
        }
        sum(&terms)
    }

    /// Moves a weighted dual point slightly outside of the domain of the conjugate loss, because of rounding or a
    /// projection, back into it, no further than needed: towards the interior dual point `center`, for `huber` towards
    /// 0.
    pub fn draw_inside(&self, residuals: &mut [f64], center: &[f64]) {
        let theta = |residual: f64, weight: f64| if weight == 0.0 { 0.0 } else { residual / weight };
        let weights = || self.weights.iter().cycle();
        if self.is_quadratic() {
            return;
        }
        if self.kind == LossKind::Huber {
            let thetas = residuals.iter().zip(weights()).map(|(residual, weight)| theta(*residual, *weight).abs());
            let largest = thetas.fold(0.0, f64::max);
            if largest > self.threshold && largest - self.threshold < MAX_MOVE_INTO_DOMAIN * self.threshold {
                residuals.iter_mut().for_each(|residual| *residual *= self.threshold / largest);
            }
            return;
        }
        let (mut min_slack, mut share): (f64, f64) = (0.0, 0.0);
        for ((residual, center), (y, weight)) in residuals.iter().zip(center).zip(self.response.iter().zip(weights())) {
            if *weight == 0.0 {
                continue;
            }
            let slacks = self.slacks(*y, theta(*residual, *weight));
            for (slack, inner) in slacks.into_iter().zip(self.slacks(*y, theta(*center, *weight))) {
                if slack < 0.0 {
                    min_slack = min_slack.min(slack);
                    share = share.max(slack / (slack - inner.max(0.0)));
                }
            }
        }
        if min_slack < -DOMAIN_ROUNDING && share < MAX_MOVE_INTO_DOMAIN {
            residuals.iter_mut().zip(center).for_each(|(residual, center)| *residual += share * (center - *residual));
        }
    }

    /// The quantities that must be nonnegative for the conjugate at minus `theta` to be finite; zeros if there are
    /// none.
    fn slacks(&self, y: f64, theta: f64) -> [f64; 2] {
        match self.kind {
            LossKind::Logistic => [theta * y, 1.0 - theta * y],
            LossKind::Multinomial | LossKind::Poisson => [y - theta, 0.0],
            LossKind::Squared | LossKind::MultiSquared | LossKind::Huber => [0.0; 2],
        }
    }

    /// The conjugate of each sample's loss (for `multinomial`, one output's term of it) at minus `theta`; `None`
    /// outside its domain.
    fn conjugates(&self, response: &[f64], theta: &[f64]) -> Option<Vec<f64>> {
        let pairs = || theta.iter().zip(response);
        match self.kind {
            LossKind::Squared | LossKind::MultiSquared => {
                Some(pairs().map(|(theta, y)| theta * (0.5 * theta - y)).collect())
            }
            LossKind::Huber => {
                let bound = self.threshold * (1.0 + DOMAIN_ROUNDING);
                let is_inside = theta.iter().all(|theta| theta.abs() <= bound);
                is_inside.then(|| pairs().map(|(theta, y)| theta * (0.5 * theta - y)).collect())
            }
            LossKind::Logistic => {
                let of_one = entropies(pairs().map(|(theta, y)| theta * y).collect())?;
                let of_other = entropies(pairs().map(|(theta, y)| 1.0 - theta * y).collect())?;
                Some(of_one.iter().zip(of_other).map(|(one, other)| one + other).collect())
            }
            LossKind::Multinomial => entropies(pairs().map(|(theta, y)| y - theta).collect()),
            LossKind::Poisson => {
                let means: Vec<f64> = pairs().map(|(theta, y)| y - theta).collect();
                let conjugates = entropies(means.clone())?;
                Some(conjugates.iter().zip(means).map(|(entropy, mean)| entropy - larger(0.0, mean)).collect())
            }
        }
    }
}

/// x ln x of each number, continued by 0; `None` if one is negative by more than rounding.
fn entropies(mut numbers: Vec<f64>) -> Option<Vec<f64>> {
    let are_inside = numbers.iter().all(|x| *x >= -DOMAIN_ROUNDING);
    elementwise::entropy(&mut numbers);
    are_inside.then_some(numbers)
}

/// A weighted term; samples of weight 0 are ignored, even if their loss is infinite.
fn weighted(weight: f64, term: f64) -> f64 {
    if weight == 0.0 { 0.0 } else { weight * term }
}
