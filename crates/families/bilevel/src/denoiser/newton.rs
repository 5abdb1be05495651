//! Minimization of a picture's energy by Newton's method.

use super::energy::Energy;
use super::linearized::{Curvature, Linearized};
use superlinear_interface::{Error, Watch};
use superlinear_numerics::newton::{ARMIJO, LARGEST_FORCING};
use superlinear_numerics::vectors::{add_scaled, dot, norm};

/// The reason for stopping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The gradient is within the tolerance.
    Reached,
    /// Rounding allows no progress.
    Rounding,
    /// The step limit was reached.
    Steps,
    /// The time limit was reached.
    Time,
}

/// An approximate minimizer. The energy is strongly convex with modulus 1, so `gradient_norm` bounds the distance to
/// the minimizer.
#[derive(Clone, Debug)]
pub(super) struct Minimum {
    pub picture: Vec<f64>,
    /// The 2-norm of the energy's gradient.
    pub gradient_norm: f64,
    pub stop: Stop,
    pub steps: u32,
}

/// Newton steps backtracked below this length are compared with the majorant's step.
const SHORT_STEP: f64 = 0.3;

/// The limit on step halvings. Shorter steps make no progress.
const MAX_HALVINGS: u32 = 30;

/// Differences of the energy below this fraction of it are rounding.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

/// Minimizes the energy for a noisy picture from `start` until the gradient's 2-norm is at most `goal`.
pub(super) fn minimum(
    energy: &Energy,
    noisy: &[f64],
    start: Vec<f64>,
    goal: f64,
    most_steps: u32,
    watch: Watch<'_>,
) -> Result<Minimum, Error> {
    let mut here = Place::new(energy, noisy, start);
    for steps in 0.. {
        let gradient_norm = norm(&here.gradient);
        let stopped = |place: Place, stop| Ok(Minimum { picture: place.picture, gradient_norm, stop, steps });
        if gradient_norm <= goal {
            return stopped(here, Stop::Reached);
        }
        if steps >= most_steps {
            return stopped(here, Stop::Steps);
        }
        let next = here.next(energy, noisy, watch)?;
        if watch.is_out_of_time()? {
            return stopped(here, Stop::Time);
        }
        match next {
            Some(next) => here = next,
            None => return stopped(here, Stop::Rounding),
        }
    }
    unreachable!("the steps are counted")
}

/// A picture with its energy and gradient.
struct Place {
    picture: Vec<f64>,
    value: f64,
    gradient: Vec<f64>,
}

impl Place {
    fn new(energy: &Energy, noisy: &[f64], picture: Vec<f64>) -> Self {
        let responses = energy.responses(&picture);
        let value = energy.value(&picture, noisy, &responses);
        Self { gradient: energy.gradient(&picture, noisy, &responses), value, picture }
    }

    /// The next iterate; `None` if rounding allows no progress.
    fn next(&self, energy: &Energy, noisy: &[f64], watch: Watch<'_>) -> Result<Option<Self>, Error> {
        let newton = self.direction(energy, Curvature::Hessian, watch)?;
        let found = newton.and_then(|direction| self.along(energy, noisy, &direction));
        let (found, length) = found.map_or((None, 0.0), |(place, length)| (Some(place), length));
        if length >= SHORT_STEP {
            return Ok(found);
        }
        let majorant = self.direction(energy, Curvature::Majorant, watch)?;
        let below = majorant.and_then(|direction| self.along(energy, noisy, &direction)).map(|(place, _)| place);
        Ok([found, below].into_iter().flatten().min_by(|a, b| a.value.total_cmp(&b.value)))
    }

    /// The step of a quadratic model. Iterative solves become more accurate as the gradient decreases.
    fn direction(&self, energy: &Energy, curvature: Curvature, watch: Watch<'_>) -> Result<Option<Vec<f64>>, Error> {
        let responses = energy.responses(&self.picture);
        let Some(linearized) = Linearized::new(energy, &responses, curvature) else { return Ok(None) };
        let forcing = (norm(&self.gradient) / (self.gradient.len() as f64).sqrt()).sqrt().min(LARGEST_FORCING);
        let mut direction = vec![0.0; self.gradient.len()];
        linearized.solve(&self.gradient, &mut direction, forcing, watch)?;
        direction.iter_mut().for_each(|entry| *entry = -*entry);
        Ok(Some(direction))
    }

    /// Backtracks to a sufficient decrease. Returns the point and the step length. Near the minimum, where values
    /// differ by rounding alone, the gradient has to decrease.
    fn along(&self, energy: &Energy, noisy: &[f64], direction: &[f64]) -> Option<(Self, f64)> {
        let slope = dot(&self.gradient, direction);
        let slack = ROUNDING * self.value.abs();
        let mut length = 1.0;
        for _ in 0..MAX_HALVINGS {
            let mut picture = self.picture.clone();
            add_scaled(&mut picture, length, direction);
            let next = Self::new(energy, noisy, picture);
            let falls = next.value <= self.value + ARMIJO * length * slope;
            let is_level = next.value <= self.value + slack && norm(&next.gradient) <= 0.5 * norm(&self.gradient);
            if falls && next.value < self.value || is_level {
                return Some((next, length));
            }
            length *= 0.5;
        }
        None
    }
}
