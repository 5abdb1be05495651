//! Levenberg-Marquardt steps within bounds, with damping by the ratio of the decrease to the predicted one.
//!
//! Source of the damping: Nielsen, Damping parameter in Marquardt's method, 1999; Madsen, Nielsen, Tingleff, Methods
//! for non-linear least squares problems, 2004, section 3.2.

use super::likelihood::{Errors, errors_at};
use super::parameters::Places;
use faer::Mat;
use superlinear_interface::{Error, Run};
use superlinear_numerics::dense::{add_gram, add_transposed_product, cholesky, solve_by_root};

/// A minimum of the sum of squares.
pub(super) struct Minimum {
    pub point: Vec<f64>,
    pub squares: f64,
    /// The part of the errors that a change of the parameters within bounds explains to first order, relative to the
    /// errors: the criterion of Bates and Watts, Technometrics 23, 1981, but for degrees of freedom. Its bound 1 once
    /// time is up.
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

/// The damping of the first step, and the smallest one.
const FIRST_DAMPING: f64 = 1e-3;
const MIN_DAMPING: f64 = 1e-15;

/// The factor on the damping after a first refused step, and on this factor after each further one.
const GROWTH: f64 = 2.0;

/// The smallest factor on the damping after an accepted step.
const DECREASE: f64 = 0.2;

/// The ratio of the decrease of the squares to the predicted one, above which a step is accepted.
const MIN_GAIN: f64 = 1e-4;

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

    /// The decrease of the sum of squares of linear errors between two points. Negative where bounds turn a step off
    /// its direction; more damping makes it positive.
    fn predicted_decrease(&self, free: &[usize], point: &[f64], trial: &[f64]) -> f64 {
        let change = |k: usize| trial[k] - point[k];
        let curved = |k: usize| free.iter().map(|&l| self.gram[(k.max(l), k.min(l))] * change(l)).sum::<f64>();
        free.iter().map(|&k| -change(k) * (2.0 * self.gradient[k] + curved(k))).sum()
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
        if run.is_out_of_time()? {
            return Ok(Some(Minimum { point, squares: errors.squares, offset: 1.0, iterations, is_late: true }));
        }
        let equations = Equations::new(&errors, places.count);
        let free = equations.free(places, &point, limits.first_free);
        let offset = equations.relative_offset(&free, errors.squares);
        let is_done = offset <= limits.tolerance || errors.squares <= rounding;
        let mut growth = GROWTH;
        let mut next = None;
        while !is_done && iterations < limits.max_iterations && damping <= MAX_DAMPING && next.is_none() {
            let accepted = equations.step(&free, damping).and_then(|step| {
                let trial = moved(places, &point, &free, &step);
                let predicted = equations.predicted_decrease(&free, &point, &trial);
                let found = errors_at(places, &trial, values, false)?;
                let decrease = errors.squares - found.squares;
                (decrease > 0.0 && predicted > 0.0 && decrease > MIN_GAIN * predicted)
                    .then(|| (trial, decrease / predicted))
            });
            next = match accepted {
                Some((trial, gain)) => {
                    damping = (damping * (1.0 - (2.0 * gain - 1.0).powi(3)).max(DECREASE)).max(MIN_DAMPING);
                    Some(trial)
                }
                None => {
                    (damping, growth) = (damping * growth, growth * GROWTH);
                    None
                }
            };
        }
        let Some(trial) = next else {
            let offset = if errors.squares <= rounding { 0.0 } else { offset };
            return Ok(Some(Minimum { point, squares: errors.squares, offset, iterations, is_late: false }));
        };
        iterations += 1;
        let Some(found) = errors_at(places, &trial, values, true) else {
            return Ok(Some(Minimum { point, squares: errors.squares, offset, iterations, is_late: false }));
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
