//! Updates of a block.

use super::block::{Block, block_curvature};
use super::dense::newton_direction;
use super::problem::{BlockUpdate, MinimizeBlocksProblem};
use super::smooth::Smooth;
use super::state::State;
use crate::forest::{FactoredForest, not_positive_definite};
use faer::Mat;
use superlinear_interface::Error;
use superlinear_numerics::newton::ARMIJO;
use superlinear_penalties::UniformPenalty;

/// An update rule, with its state.
#[derive(Clone)]
pub(super) struct Updater {
    update: BlockUpdate,
    /// For `backtracking`: the estimated curvature of each coordinate.
    estimates: Vec<f64>,
}

/// The relative difference of function values that counts as rounding error. Sums of many terms are no more accurate.
pub(super) const ROUNDING_OF_VALUES: f64 = 1e-14;

/// The maximum number of trials of a line search: further steps would be rounding errors.
const MAX_TRIALS: usize = 60;

impl Updater {
    pub fn new(problem: &MinimizeBlocksProblem, smooth: &Smooth) -> Self {
        let estimates = if problem.update() == BlockUpdate::Backtracking { smooth.dimension() } else { 0 };
        Self { update: problem.update(), estimates: vec![1.0; estimates] }
    }

    /// Updates a block. Returns the step length.
    pub fn update(
        &mut self,
        state: &mut State,
        block: &Block,
        smooth: &Smooth,
        penalty: &UniformPenalty,
    ) -> Result<f64, Error> {
        let coordinates = &block.coordinates[..];
        let mut part = Part { coordinates, smooth, penalty, state };
        Ok(match self.update {
            BlockUpdate::Matrix | BlockUpdate::Newton | BlockUpdate::Exact if block.is_forest => {
                let direction = part.forest_direction()?;
                part.step(&direction, 1.0);
                1.0
            }
            BlockUpdate::Gradient | BlockUpdate::ProxGradient => {
                let curvature = block_curvature(smooth, coordinates);
                let direction = part.proximal_step(curvature);
                part.step(&direction, 1.0);
                1.0
            }
            BlockUpdate::Backtracking => self.backtrack(&mut part),
            BlockUpdate::Matrix => {
                let direction = newton_direction(&smooth.bound(coordinates), &part.gradient());
                part.step(&direction, 1.0);
                1.0
            }
            BlockUpdate::Newton => part.newton_step(),
            BlockUpdate::Exact => part.minimize(),
            BlockUpdate::ProxNewton => part.proximal_newton_step(),
            BlockUpdate::TwoMetric => part.two_metric_step(),
        })
    }

    /// The decrease of the function by an update of the block.
    pub fn decrease(
        &self,
        state: &State,
        block: &Block,
        smooth: &Smooth,
        penalty: &UniformPenalty,
    ) -> Result<f64, Error> {
        let mut trial = state.clone();
        self.clone().update(&mut trial, block, smooth, penalty)?;
        Ok(state.objective - trial.objective)
    }

    /// A proximal gradient step with the largest curvature estimate of its members, doubled until the function is below
    /// the resulting upper bound.
    fn backtrack(&mut self, part: &mut Part<'_>) -> f64 {
        let mut curvature = part.coordinates.iter().map(|&j| self.estimates[j]).fold(0.0, f64::max);
        let slack = ROUNDING_OF_VALUES * part.state.objective.abs();
        for _ in 0..MAX_TRIALS {
            let direction = part.proximal_step(curvature);
            let square: f64 = direction.iter().map(|step| step * step).sum();
            let bound = part.state.objective + part.promised_change(&direction) + 0.5 * curvature * square;
            if part.objective_at(&direction, 1.0) <= bound + slack {
                part.step(&direction, 1.0);
                break;
            }
            curvature *= 2.0;
        }
        part.coordinates.iter().for_each(|&j| self.estimates[j] = curvature);
        1.0
    }
}

/// A block of the problem, at the current iterate.
struct Part<'a> {
    coordinates: &'a [usize],
    smooth: &'a Smooth,
    penalty: &'a UniformPenalty,
    state: &'a mut State,
}

impl Part<'_> {
    fn gradient(&self) -> Vec<f64> {
        self.coordinates.iter().map(|&j| self.state.gradient[j]).collect()
    }

    /// The step to the minimum of a quadratic with uniform curvature plus penalty and bounds.
    fn proximal_step(&self, curvature: f64) -> Vec<f64> {
        let State { x, gradient, .. } = &*self.state;
        let step = |&j: &usize| self.penalty.prox(j, x[j], gradient[j], curvature) - x[j];
        self.coordinates.iter().map(step).collect()
    }

    /// The directional derivative of the smooth part plus the change of the penalty.
    fn promised_change(&self, direction: &[f64]) -> f64 {
        let State { x, gradient, .. } = &*self.state;
        let change = |(&j, step): (&usize, &f64)| gradient[j] * step + self.penalty.rise(x[j], x[j] + step);
        self.coordinates.iter().zip(direction).map(change).sum()
    }

    /// The objective after a step, projected onto the bounds.
    fn objective_at(&self, direction: &[f64], length: f64) -> f64 {
        let (x, predictor) = self.moved(direction, length);
        self.smooth.value(&predictor, &x) + self.penalty.value(&x)
    }

    fn moved(&self, direction: &[f64], length: f64) -> (Vec<f64>, Vec<f64>) {
        let (mut x, mut predictor) = (self.state.x.clone(), self.state.predictor.clone());
        let mut steps = Vec::with_capacity(direction.len());
        for (&j, step) in self.coordinates.iter().zip(direction) {
            let to = self.penalty.interval(j).nearest(x[j] + length * step);
            steps.push(to - x[j]);
            x[j] = to;
        }
        self.smooth.move_predictor(&mut predictor, self.coordinates, &steps);
        (x, predictor)
    }

    /// Takes a step.
    fn step(&mut self, direction: &[f64], length: f64) {
        let (x, predictor) = self.moved(direction, length);
        let objective = self.smooth.value(&predictor, &x) + self.penalty.value(&x);
        let gradient = self.smooth.gradient(&predictor);
        *self.state = State { x, predictor, gradient, objective };
    }

    /// The Newton direction of a block that is a forest of the matrix, by message passing.
    fn forest_direction(&self) -> Result<Vec<f64>, Error> {
        let Some(graph) = &self.smooth.graph else { return Ok(vec![0.0; self.coordinates.len()]) };
        let mut places = vec![usize::MAX; graph.rows];
        self.coordinates.iter().enumerate().for_each(|(place, &node)| places[node] = place);
        let forest = FactoredForest::new(graph, |node| places[node] != usize::MAX).map_err(not_positive_definite)?;
        let mut values: Vec<f64> = forest.nodes().iter().map(|&node| -self.state.gradient[node as usize]).collect();
        forest.solve(&mut values);
        let mut direction = vec![0.0; self.coordinates.len()];
        forest.nodes().iter().zip(values).for_each(|(&node, value)| direction[places[node as usize]] = value);
        Ok(direction)
    }

    /// A Newton step with a line search.
    fn newton_step(&mut self) -> f64 {
        let hessian = self.smooth.hessian(&self.state.predictor, self.coordinates);
        let direction = newton_direction(&hessian, &self.gradient());
        let slope = self.promised_change(&direction);
        self.search(&direction, |_, length| length * slope)
    }

    /// Newton steps to the minimum over the block.
    fn minimize(&mut self) -> f64 {
        const MAX_STEPS: usize = 100;
        const TOLERANCE: f64 = 1e-13;
        let size = |gradient: Vec<f64>| gradient.into_iter().map(f64::abs).fold(0.0, f64::max);
        let first = size(self.gradient());
        let mut length = 0.0;
        for _ in 0..MAX_STEPS {
            length = self.newton_step();
            if length == 0.0 || size(self.gradient()) <= TOLERANCE * first {
                break;
            }
        }
        length
    }

    /// A step to the minimum of the second-order model with penalty and bounds, with a line search.
    fn proximal_newton_step(&mut self) -> f64 {
        let hessian = self.smooth.hessian(&self.state.predictor, self.coordinates);
        let direction = self.minimum_of_model(&hessian);
        let change = self.promised_change(&direction);
        self.search(&direction, |_, length| length * change)
    }

    /// Coordinate descent on the model, with regular Newton steps in the coordinates not held at 0 or a bound. A Newton
    /// step is exact once these coordinates are correct.
    fn minimum_of_model(&self, hessian: &Mat<f64>) -> Vec<f64> {
        const MAX_SWEEPS: usize = 1000;
        const SWEEPS_A_NEWTON_STEP: usize = 5;
        const TOLERANCE: f64 = 1e-12;
        let size = self.coordinates.len();
        let gradient = self.gradient();
        let start = |a: usize| self.state.x[self.coordinates[a]];
        let slope = |d: &[f64], a: usize| gradient[a] + (0..size).map(|b| hessian[(a, b)] * d[b]).sum::<f64>();
        let mut d = vec![0.0; size];
        for sweep in 1..=MAX_SWEEPS {
            let (mut largest, mut scale) = (0.0_f64, 0.0_f64);
            for a in 0..size {
                let at = start(a) + d[a];
                let to = self.penalty.prox(self.coordinates[a], at, slope(&d, a), hessian[(a, a)]);
                d[a] = to - start(a);
                largest = largest.max((to - at).abs());
                scale = scale.max(to.abs());
            }
            if largest <= TOLERANCE * scale {
                break;
            }
            if sweep.is_multiple_of(SWEEPS_A_NEWTON_STEP) {
                self.polish(hessian, &mut d, &slope);
            }
        }
        d
    }

    /// A Newton step of the model in the free coordinates, taken only if it changes no sign and crosses no bound.
    fn polish(&self, hessian: &Mat<f64>, d: &mut [f64], slope: &impl Fn(&[f64], usize) -> f64) {
        let at = |d: &[f64], a: usize| self.state.x[self.coordinates[a]] + d[a];
        let is_free = |&a: &usize| {
            let (j, x) = (self.coordinates[a], at(d, a));
            self.penalty.is_smooth_at(j, x)
        };
        let free: Vec<usize> = (0..d.len()).filter(is_free).collect();
        if free.is_empty() {
            return;
        }
        let derivative = |&a: &usize| slope(d, a) + self.penalty.slope(at(d, a));
        let gradient: Vec<f64> = free.iter().map(derivative).collect();
        let part = Mat::from_fn(free.len(), free.len(), |a, b| hessian[(free[a], free[b])]);
        let step = newton_direction(&part, &gradient);
        let is_kept = |(&a, step): (&usize, &f64)| {
            let (j, from) = (self.coordinates[a], at(d, a));
            self.penalty.is_smooth_between(j, from, from + step)
        };
        if free.iter().zip(&step).all(is_kept) {
            free.iter().zip(&step).for_each(|(&a, step)| d[a] += step);
        }
    }

    /// A projected Newton step in the coordinates not held at a bound, with a line search along the projected arc
    /// (Gafni, Bertsekas, Two-Metric Projection Methods for Constrained Optimization, SIAM J. Control Optim. 22, 1984).
    fn two_metric_step(&mut self) -> f64 {
        let State { x, gradient, predictor, .. } = &*self.state;
        let derivative = |j: usize| self.penalty.derivative(j, x[j], gradient[j]);
        let is_free = |&a: &usize| {
            let j = self.coordinates[a];
            !self.penalty.holds(j, x[j], derivative(j))
        };
        let free: Vec<usize> = (0..self.coordinates.len()).filter(is_free).collect();
        let coordinates: Vec<usize> = free.iter().map(|&a| self.coordinates[a]).collect();
        let derivatives: Vec<f64> = coordinates.iter().map(|&j| derivative(j)).collect();
        let step = newton_direction(&self.smooth.hessian(predictor, &coordinates), &derivatives);
        let mut direction = vec![0.0; self.coordinates.len()];
        free.iter().zip(&step).for_each(|(&a, step)| direction[a] = *step);
        let slopes: Vec<f64> = self.coordinates.iter().map(|&j| derivative(j)).collect();
        let promised = |part: &Self, length: f64| {
            let of_coordinate = |((&j, step), slope): ((&usize, &f64), &f64)| {
                let x = part.state.x[j];
                slope * (part.penalty.interval(j).nearest(x + length * step) - x)
            };
            part.coordinates.iter().zip(&direction).zip(&slopes).map(of_coordinate).sum()
        };
        self.search(&direction, promised)
    }

    /// A line search: shortens the step by interpolation until the function decreases by a fraction of the `promised`
    /// change. Returns 0 if it never does.
    fn search(&mut self, direction: &[f64], promised: impl Fn(&Self, f64) -> f64) -> f64 {
        let from = self.state.objective;
        let slack = ROUNDING_OF_VALUES * from.abs();
        let mut length = 1.0;
        let mut last: Option<(f64, f64)> = None;
        for _ in 0..MAX_TRIALS {
            let objective = self.objective_at(direction, length);
            let change = promised(self, length);
            if objective <= from + ARMIJO * change + slack && change <= 0.0 {
                self.step(direction, length);
                return length;
            }
            let next = interpolated(from, change / length, (length, objective), last);
            last = Some((length, objective));
            length = next;
        }
        0.0
    }
}

/// The minimizer of the quadratic through the value and slope at 0 and the value of the last trial, or of the cubic
/// after two trials (Nocedal, Wright, Numerical Optimization, 2006, section 3.5). Limited to between a tenth and half
/// of the last length.
fn interpolated(from: f64, slope: f64, (length, objective): (f64, f64), last: Option<(f64, f64)>) -> f64 {
    let excess = |length: f64, objective: f64| objective - from - slope * length;
    let quadratic = -slope * length * length / (2.0 * excess(length, objective));
    let guess = match last {
        Some((before, objective_before)) => {
            let (u, v) =
                (excess(length, objective) / length.powi(2), excess(before, objective_before) / before.powi(2));
            let (a, b) = ((u - v) / (length - before), (v * length - u * before) / (length - before));
            let root = (b * b - 3.0 * a * slope).sqrt();
            if a == 0.0 { quadratic } else { (root - b) / (3.0 * a) }
        }
        None => quadratic,
    };
    let (low, high) = (0.1 * length, 0.5 * length);
    if guess.is_finite() { guess.clamp(low, high) } else { high }
}
