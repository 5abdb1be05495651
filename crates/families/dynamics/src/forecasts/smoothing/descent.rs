//! Levenberg-Marquardt steps within bounds.

use super::likelihood::{Errors, errors_at};
use super::parameters::Places;
use faer::Mat;
use superlinear_interface::{Error, Run};
use superlinear_numerics::dense::{add_gram, add_transposed_product, cholesky, solve_by_root};

/// A minimum of the sum of squares.
pub(super) struct Minimum {
    pub point: Vec<f64>,
    pub squares: f64,
    /// The part of the errors that a change of the parameters within bounds explains to first order, relative to the errors:
    /// the criterion of Bates and Watts, Technometrics 23, 1981, but for degrees of freedom.
    pub offset: f64,
    pub iterations: u32,
    pub is_late: bool,
}

/// The limits of a descent.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub max_iterations: u32,
    /// The tolerance on [`Minimum::offset`].
    pub tolerance: f64,
    /// The first parameter that may move.
    pub first_free: usize,
}

/// The damping of the first step, its growth after a refused step, and its decrease after an accepted one.
const FIRST_DAMPING: f64 = 1e-3;
const GROWTH: f64 = 5.0;
const DECREASE: f64 = 0.2;

/// The damping that keeps equations of dependent columns solvable.
const ROUNDING: f64 = 1e-12;

/// The damping at which no step is possible.
const MAX_DAMPING: f64 = 1e12;

/// The normal equations at a point.
struct Equations {
    gram: Mat<f64>,
    gradient: Vec<f64>,
}

impl Equations {
    fn new(errors: &Errors, count: usize) -> Self {
        let mut gram = Mat::zeros(count, count);
        let mut gradient = Mat::zeros(count, 1);
        add_gram(&errors.slopes, &mut gram);
        add_transposed_product(&errors.slopes, &errors.values, &mut gradient);
        Self { gram, gradient: (0..count).map(|k| gradient[(k, 0)]).collect() }
    }

    /// The parameters that may move.
    fn free(&self, places: &Places, point: &[f64], first: usize) -> Vec<usize> {
        let is_free = |&k: &usize| {
            let ((lower, upper), slope) = (places.bounds(k), self.gradient[k]);
            self.gram[(k, k)] > 0.0 && !(point[k] <= lower && slope >= 0.0) && !(point[k] >= upper && slope <= 0.0)
        };
        (first..point.len()).filter(is_free).collect()
    }

    /// The part of the errors that a change of the free parameters explains to first order, relative to the errors.
    fn relative_offset(&self, free: &[usize], squares: f64) -> f64 {
        let Some(step) = self.step(free, ROUNDING) else { return 1.0 };
        let explained: f64 = step.iter().zip(free).map(|(value, &k)| -value * self.gradient[k]).sum();
        (explained.max(0.0) / squares).sqrt()
    }

    /// The damped step, if the equations can be solved.
    fn step(&self, free: &[usize], damping: f64) -> Option<Vec<f64>> {
        let unit = |k: usize| self.gram[(k, k)].sqrt();
        let entry = |i: usize, j: usize| {
            let (k, l) = (free[i.max(j)], free[i.min(j)]);
            self.gram[(k, l)] / (unit(k) * unit(l)) + if i == j { damping } else { 0.0 }
        };
        let root = cholesky(Mat::from_fn(free.len(), free.len(), entry))?;
        let mut step: Vec<f64> = free.iter().map(|&k| -self.gradient[k] / unit(k)).collect();
        solve_by_root(&root, &mut step);
        step.iter_mut().zip(free).for_each(|(value, &k)| *value /= unit(k));
        step.iter().all(|value| value.is_finite()).then_some(step)
    }
}

/// Descends from a point; `None` if there is no likelihood at the point.
pub(super) fn descend(
    places: &Places,
    mut point: Vec<f64>,
    values: &[f64],
    limits: Limits,
    run: &Run,
) -> Result<Option<Minimum>, Error> {
    let Some(mut errors) = errors_at(places, &point, values, true) else { return Ok(None) };
    let rounding: f64 = values.iter().map(|value| (4.0 * f64::EPSILON * value).powi(2)).sum();
    let mut damping = FIRST_DAMPING;
    let mut iterations = 0;
    loop {
        let equations = Equations::new(&errors, places.count);
        let free = equations.free(places, &point, limits.first_free);
        let offset = equations.relative_offset(&free, errors.squares);
        let is_late = run.is_out_of_time()?;
        let is_done = offset <= limits.tolerance || errors.squares <= rounding;
        let mut next = None;
        while !is_done && !is_late && iterations < limits.max_iterations && damping <= MAX_DAMPING && next.is_none() {
            next = equations.step(&free, damping).and_then(|step| {
                let trial = moved(places, &point, &free, &step);
                let found = errors_at(places, &trial, values, false)?;
                (found.squares < errors.squares).then_some(trial)
            });
            damping = if next.is_some() { (damping * DECREASE).max(1e-15) } else { damping * GROWTH };
        }
        let Some(trial) = next else {
            let offset = if errors.squares <= rounding { 0.0 } else { offset };
            return Ok(Some(Minimum { point, squares: errors.squares, offset, iterations, is_late }));
        };
        iterations += 1;
        let Some(found) = errors_at(places, &trial, values, true) else {
            return Ok(Some(Minimum { point, squares: errors.squares, offset, iterations, is_late }));
        };
        (point, errors) = (trial, found);
    }
}

/// The point after a step, within bounds.
fn moved(places: &Places, point: &[f64], free: &[usize], step: &[f64]) -> Vec<f64> {
    let mut trial = point.to_vec();
    for (&k, change) in free.iter().zip(step) {
        let (lower, upper) = places.bounds(k);
        trial[k] = (trial[k] + change).clamp(lower, upper);
    }
    trial
}
