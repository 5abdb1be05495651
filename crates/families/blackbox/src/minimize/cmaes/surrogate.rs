//! Prediction of values: a quadratic model of the last points ranks a population, and points are evaluated only until
//! the model ranks them correctly. A point is predicted to fail if the evaluation of its nearest neighbor failed; such
//! points are evaluated last.
//!
//! Source: Hansen, A Global Surrogate Assisted CMA-ES, GECCO 2019.

use super::distribution::Distribution;
use super::quadratic::Quadratic;
use crate::minimize::search::{Search, Stop};
use std::collections::VecDeque;

/// The last points of a run, with their values.
#[derive(Clone, Debug)]
pub(crate) struct Surrogate {
    population: usize,
    capacity: usize,
    points: VecDeque<(Vec<f64>, f64)>,
    /// The last points with failed evaluations, as many as are kept of the others, the newest first.
    failed: VecDeque<Vec<f64>>,
}

/// The minimum of Kendall's τ between predicted and true values for a model to count as correct.
const AGREEMENT: f64 = 0.85;

/// The fraction of the points, by value, used in a fit.
const BETTER_PART: f64 = 0.75;

/// The minimum number of points in the computation of τ.
const FEWEST_COMPARED: usize = 15;

impl Surrogate {
    /// An empty surrogate for this many variables and points.
    pub(crate) fn new(variables: usize, population: usize) -> Self {
        let capacity = population.max(variables * (variables + 3) + 2);
        Self { population, capacity, points: VecDeque::with_capacity(capacity), failed: VecDeque::new() }
    }

    /// Writes the step to the minimizer of the model, if it has one, shortened if it is longer than normal vectors are.
    pub(crate) fn propose(&self, distribution: &Distribution, step: &mut [f64]) {
        let n = step.len();
        if self.points.len() < 2 * n + 2 {
            return;
        }
        let whitened = Whitened::new(self, distribution);
        let Some(mut z) = whitened.fit().and_then(|model| model.minimum()) else { return };
        let length = z.iter().map(|z| z * z).sum::<f64>().sqrt();
        let most = (n as f64).sqrt() + 2.0 * n as f64 / (n as f64 + 2.0);
        if length > most {
            z.iter_mut().for_each(|z| *z *= most / length);
        }
        if whitened.is_failing(&z) {
            return;
        }
        distribution.shape.unwhiten(&z, step);
    }

    /// The values of a population: true ones if all points had to be evaluated, otherwise those of the model, shifted
    /// such that their minimum is the smallest true one. Infinite if an evaluation failed or is predicted to fail.
    pub(crate) async fn values(
        &mut self,
        search: &mut Search,
        distribution: &Distribution,
        places: &[f64],
        penalties: &[f64],
    ) -> Result<Vec<f64>, Stop> {
        let n = distribution.mean.len();
        if self.points.len() < n + 2 {
            let values = search.values(places).await?;
            places.chunks_exact(n).zip(&values).for_each(|(place, &value)| self.note(place, value));
            return Ok(values);
        }
        let mut whitened = Whitened::new(self, distribution);
        let candidates: Vec<_> = places.chunks_exact(n).map(|place| whitened.of(place)).collect();
        let predict = |model: &Option<Quadratic>| -> Vec<f64> {
            let value = |z: &Vec<f64>| model.as_ref().map_or(0.0, |model| model.value(z));
            candidates.iter().map(value).collect()
        };
        let mut values: Vec<Option<f64>> = vec![None; self.population];
        let mut model = whitened.fit();
        let mut goal = search.parallel().max(1);
        loop {
            let predicted = predict(&model);
            let rank = |k: usize| (whitened.is_failing(&candidates[k]), predicted[k] + penalties[k]);
            let mut open: Vec<_> =
                (0..self.population).filter(|&k| values[k].is_none()).map(|k| (rank(k), k)).collect();
            open.sort_by(|(a, _), (b, _)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let mut open: Vec<_> = open.into_iter().map(|(_, k)| k).collect();
            let done = self.population - open.len();
            open.truncate(goal - done);
            let asked: Vec<_> = open.iter().flat_map(|&k| &places[k * n..(k + 1) * n]).copied().collect();
            for (&k, value) in open.iter().zip(search.values(&asked).await?) {
                values[k] = Some(value);
                self.note(&places[k * n..(k + 1) * n], value);
                whitened.push(candidates[k].clone(), value);
            }
            if goal >= self.population {
                return Ok(values.into_iter().map(|value| value.unwrap_or(f64::INFINITY)).collect());
            }
            model = whitened.fit();
            let has_value = values.iter().flatten().any(|value| value.is_finite());
            let is_right = |model: &Quadratic| whitened.agreement(model, goal, self.population) >= AGREEMENT;
            if has_value && model.as_ref().is_some_and(is_right) {
                break;
            }
            let more = if goal == 1 { 2 } else { (3 * goal).div_ceil(2) };
            goal = more.next_multiple_of(search.parallel()).min(self.population);
        }
        let is_failing =
            |k: usize| values[k].map_or_else(|| whitened.is_failing(&candidates[k]), |value| !value.is_finite());
        let predicted: Vec<f64> = predict(&model)
            .into_iter()
            .enumerate()
            .map(|(k, value)| if is_failing(k) { f64::INFINITY } else { value })
            .collect();
        let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
        let least_true = least(&mut values.iter().flatten().copied());
        let shift = least_true - least(&mut predicted.iter().copied());
        Ok(predicted.into_iter().map(|value| value + shift).collect())
    }

    /// Records a value.
    pub(crate) fn note(&mut self, place: &[f64], value: f64) {
        let place = clipped(place).collect();
        if !value.is_finite() {
            self.failed.truncate(self.capacity - 1);
            self.failed.push_front(place);
            return;
        }
        if self.points.len() == self.capacity {
            self.points.pop_front();
        }
        self.points.push_back((place, value));
    }
}

fn clipped(place: &[f64]) -> impl Iterator<Item = f64> {
    place.iter().map(|place| place.clamp(0.0, 1.0))
}

/// The points in whitened coordinates of the distribution, from the oldest to the newest.
struct Whitened<'a> {
    distribution: &'a Distribution,
    points: Vec<(Vec<f64>, f64)>,
    failed: Vec<Vec<f64>>,
    capacity: usize,
}

impl<'a> Whitened<'a> {
    fn new(surrogate: &Surrogate, distribution: &'a Distribution) -> Self {
        let mut whitened = Self { distribution, points: Vec::new(), failed: Vec::new(), capacity: surrogate.capacity };
        whitened.points = surrogate.points.iter().map(|(place, value)| (whitened.of(place), *value)).collect();
        whitened.failed = surrogate.failed.iter().map(|place| whitened.of(place)).collect();
        whitened
    }

    /// The whitened coordinates D⁻¹ B' (x - m)/σ of a point x, clipped to the box.
    fn of(&self, place: &[f64]) -> Vec<f64> {
        let Distribution { mean, step_size, shape, .. } = self.distribution;
        let step: Vec<_> = clipped(place).zip(mean).map(|(place, mean)| (place - mean) / step_size).collect();
        let mut z = vec![0.0; step.len()];
        shape.whiten(&step, &mut z);
        z
    }

    fn push(&mut self, z: Vec<f64>, value: f64) {
        if value.is_finite() {
            self.points.push((z, value));
        } else {
            self.failed.push(z);
        }
    }

    /// Whether an evaluation at z is predicted to fail: its nearest neighbor failed.
    fn is_failing(&self, z: &[f64]) -> bool {
        let square = |other: &[f64]| -> f64 { other.iter().zip(z).map(|(a, b)| (a - b).powi(2)).sum() };
        let nearest = |squares: &mut dyn Iterator<Item = f64>| squares.fold(f64::INFINITY, f64::min);
        let failed = nearest(&mut self.failed.iter().map(|other| square(other)));
        failed < f64::INFINITY && failed < nearest(&mut self.points.iter().map(|(other, _)| square(other)))
    }

    /// The model of the better part of the last points.
    fn fit(&self) -> Option<Quadratic> {
        let variables = self.distribution.mean.len();
        let last = &self.points[self.points.len().saturating_sub(self.capacity)..];
        let mut order: Vec<_> = (0..last.len()).collect();
        order.sort_by(|&a, &b| last[a].1.total_cmp(&last[b].1));
        order.truncate(((BETTER_PART * last.len() as f64) as usize).max(variables + 2));
        let points: Vec<_> = order.iter().map(|&k| &last[k].0[..]).collect();
        let values: Vec<_> = order.iter().map(|&k| last[k].1).collect();
        Quadratic::fit(&points, &values)
    }

    /// Kendall's τ between the model and the last values; `done` of them are from this population.
    fn agreement(&self, model: &Quadratic, done: usize, population: usize) -> f64 {
        let compared = (6 * done / 5).min(3 * population / 4).max(FEWEST_COMPARED).min(self.points.len());
        let last = &self.points[self.points.len() - compared..];
        let predicted: Vec<_> = last.iter().map(|(z, _)| model.value(z)).collect();
        let mut sum = 0.0;
        for a in 0..compared {
            for b in 0..a {
                let product = (last[a].1 - last[b].1) * (predicted[a] - predicted[b]);
                sum += if product == 0.0 { 0.0 } else { product.signum() };
            }
        }
        2.0 * sum / (compared * (compared - 1)) as f64
    }
}
