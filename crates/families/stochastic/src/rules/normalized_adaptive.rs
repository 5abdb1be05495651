//! AdaGrad in units of each feature's largest entry so far, for features of any scale. `importanceAware` follows the flow
//! of the loss along the row instead of a step along its slope, so that a step never passes the response.
//!
//! Sources: Ross, Mineiro, Langford, Normalized Online Learning, UAI 2013; Karampatziakis, Langford, Online Importance
//! Weight Aware Updates, UAI 2011.

use super::{Flow, Rule};
use superlinear_losses::SampleLoss;

/// Newton steps of the flow of the logistic loss: it is convex, and converges quadratically within them.
const MAX_NEWTON_STEPS: usize = 20;

#[derive(Clone)]
pub(crate) struct NormalizedAdaptive {
    rate: f64,
    is_importance_aware: bool,
    /// The number of steps.
    steps: f64,
    /// The sum of squared entries in their units.
    norms: f64,
}

/// A coefficient, the sum of its squared derivatives, and the largest entry.
#[derive(Clone, Copy, Default)]
pub(crate) struct Scaled {
    weight: f64,
    squares: f64,
    largest: f64,
}

impl Scaled {
    #[inline]
    fn unit(&self) -> f64 {
        self.largest * self.squares.sqrt()
    }
}

impl NormalizedAdaptive {
    pub fn new(rate: f64, is_importance_aware: bool) -> Self {
        Self { rate, is_importance_aware, steps: 0.0, norms: 0.0 }
    }
}

impl Rule for NormalizedAdaptive {
    type Cell = Scaled;
    const NUMBERS: usize = 3;
    const HAS_FLOW: bool = true;

    fn begin(&mut self, _: f64, _: &mut [Scaled]) {
        self.steps += 1.0;
    }

    #[inline(always)]
    fn read(&mut self, cell: &mut Scaled, x: f64, _: usize) -> f64 {
        let size = x.abs();
        if size > cell.largest {
            if cell.largest > 0.0 {
                cell.weight *= cell.largest / size;
            }
            cell.largest = size;
        }
        if cell.largest > 0.0 {
            let share = x / cell.largest;
            self.norms += share * share;
        }
        cell.weight
    }

    fn read_intercept(&mut self, cell: &mut Scaled) -> f64 {
        self.read(cell, 1.0, 0)
    }

    #[inline(always)]
    fn gather(&mut self, cell: &mut Scaled, slope: f64, x: f64) -> f64 {
        let derivative = slope * x;
        cell.squares += derivative * derivative;
        let unit = cell.unit();
        if unit > 0.0 { x * x / unit } else { 0.0 }
    }

    fn flow(&mut self, of: Flow) -> f64 {
        let rate = self.rate * (self.steps / self.norms).sqrt();
        match self.is_importance_aware.then(|| shift(of, rate * of.weight * of.gathered)).flatten() {
            Some(shift) => -shift / of.gathered,
            None => rate * of.slope,
        }
    }

    #[inline(always)]
    fn update(&mut self, cell: &mut Scaled, slope: f64, x: f64, _: usize) {
        let unit = cell.unit();
        if unit > 0.0 {
            cell.weight -= slope * x / unit;
        }
    }

    fn weight(&self, cell: &Scaled, _: usize) -> f64 {
        cell.weight
    }

    fn cell(&self, weight: f64) -> Scaled {
        Scaled { weight, ..Scaled::default() }
    }

    fn write(cell: &Scaled, numbers: &mut Vec<f64>) {
        numbers.extend([cell.weight, cell.squares, cell.largest]);
    }

    fn restored(numbers: &[f64]) -> Scaled {
        Scaled { weight: numbers[0], squares: numbers[1], largest: numbers[2] }
    }

    fn rate(&mut self) -> &mut f64 {
        &mut self.rate
    }

    fn state(&self) -> Vec<f64> {
        vec![self.steps, self.norms]
    }

    fn set_state(&mut self, numbers: &[f64]) {
        [self.steps, self.norms] = [numbers[0], numbers[1]];
    }
}

/// The change of the predictor when it follows the negative slope of the loss for this time. `None` for losses without a
/// formula.
fn shift(Flow { loss, z, y, gathered, .. }: Flow, time: f64) -> Option<f64> {
    if gathered == 0.0 {
        return None;
    }
    let r = y - z;
    Some(match loss {
        SampleLoss::Squared => r * -libm::expm1(-time),
        SampleLoss::Logistic => y * logistic_shift(y * z, time),
        SampleLoss::Hinge => y * (1.0 - y * z).max(0.0).min(time),
        SampleLoss::Quantile(level) => {
            let speed = if r > 0.0 { level } else { 1.0 - level };
            (speed * time).min(r.abs()).copysign(r)
        }
        SampleLoss::EpsilonInsensitive(insensitivity) => (r.abs() - insensitivity).max(0.0).min(time).copysign(r),
        SampleLoss::Huber(_) | SampleLoss::Poisson | SampleLoss::SquaredHinge => return None,
    })
}

/// The increase of the margin m to the solution of m + exp(m) = m0 + exp(m0) + time, by Newton's method.
fn logistic_shift(margin: f64, time: f64) -> f64 {
    // For large margins exp(m) dominates, and the logarithm of the sum is close to the solution.
    let target = margin + libm::exp(margin) + time;
    if !target.is_finite() {
        return 0.0;
    }
    let mut m = if target > 1.0 { libm::log(target) } else { target };
    for _ in 0..MAX_NEWTON_STEPS {
        let power = libm::exp(m);
        let step = (m + power - target) / (1.0 + power);
        m -= step;
        if step.abs() <= f64::EPSILON * (1.0 + m.abs()) {
            break;
        }
    }
    m - margin
}
