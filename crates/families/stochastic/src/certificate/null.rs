//! The model without features: its intercepts, the slopes of its loss along the features, and the strength of the penalty
//! from which on it is the optimum.

use super::Fitted;
use crate::coefficients::Model;
use crate::loss::RowLoss;
use superlinear_interface::{Error, Run};
use superlinear_losses::SampleLoss;
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::{RootSample, RootSearch};

/// For penalties without a kink, the share of absolute values in the elastic net that determines the largest strength, as
/// in glmnet and `coordinate.fit`.
const MIN_L1_RATIO: f64 = 1e-3;

/// The largest number of passes for an intercept: some for each halving of an interval of doubles.
const MAX_PASSES: u32 = 4000;

/// The same for the intercepts of classes with offsets, whose passes make an error smaller by a factor.
const MAX_SCALINGS: u32 = 1000;

/// Sums below this fraction of their terms' sizes are zero.
const ROUNDING: f64 = 1e-14;

impl Fitted<'_> {
    /// The smallest factor of the penalty for which all coefficients are zero: of all features, each of which has a penalty.
    pub fn largest_factor(&self, run: &Run) -> Result<f64, Error> {
        let (slopes, strengths) = (self.null_slopes(run)?, self.strengths());
        if !strengths.has_kinks() {
            let largest = slopes.iter().fold(0.0, |largest: f64, slope| largest.max(slope.abs()));
            return Ok(largest / MIN_L1_RATIO);
        }
        let penalty = strengths.times(1.0);
        let excess = |block| penalty.excess(block, &slopes, true);
        Ok((0..strengths.blocks.count()).map(excess).fold(0.0, f64::max))
    }

    /// The descent direction of the mean loss along the coefficients, at the best intercepts without features. At a corner
    /// of the loss, that of the subgradient along which the intercept stays.
    fn null_slopes(&self, run: &Run) -> Result<Vec<f64>, Error> {
        let descent_at = |intercepts: Vec<f64>| {
            let coefficients = vec![0.0; self.model.coefficients.len()];
            let model = Model { coefficients, intercepts };
            Fitted { model: &model, ..*self }.certify(Parallelism::of(run)).descent
        };
        let [low, high] = match self.loss {
            _ if !self.has_intercept => [0.0; 2],
            RowLoss::Single(loss) => self.null_intercept(loss, run)?,
            RowLoss::Multinomial(classes) => {
                let [slopes, _] = descent_at(self.null_intercepts(classes, run)?);
                return Ok(slopes);
            }
        };
        let [slopes, sum] = descent_at(vec![low; self.loss.outputs()]);
        if low == high {
            return Ok(slopes);
        }
        let [others, other_sum] = descent_at(vec![high]);
        let share = sum[0] / (sum[0] - other_sum[0]);
        Ok(slopes.iter().zip(others).map(|(slope, other)| (1.0 - share) * slope + share * other).collect())
    }

    /// Two equal intercepts, or two of nearly the same value, between which the mean loss is minimal.
    fn null_intercept(&self, loss: SampleLoss, run: &Run) -> Result<[f64; 2], Error> {
        // The derivative of the total loss, which never falls, and the size of its terms.
        let derivative = |intercept: f64| {
            run.ensure_wanted()?;
            let (mut sum, mut size) = (0.0, 0.0);
            for i in self.rows.iter().map(|&row| row as usize) {
                let z = intercept + self.samples.offset(i).first().unwrap_or(&0.0);
                let term = self.samples.weight(i) * loss.slope(z, self.samples.response[i]);
                (sum, size) = (sum + term, size + term.abs());
            }
            Ok(if sum.abs() <= ROUNDING * size { 0.0 } else { sum })
        };
        let of_row = |&row: &u32| {
            let i = row as usize;
            self.samples.response[i].abs() + self.samples.offset(i).first().unwrap_or(&0.0).abs()
        };
        let mut step = self.rows.iter().map(of_row).fold(f64::MIN_POSITIVE, f64::max);
        let (mut from, mut slope) = (0.0, derivative(0.0)?);
        while slope != 0.0 {
            let to = from - step.copysign(slope);
            let next = derivative(to)?;
            if !to.is_finite() {
                // There is no minimum, such as for counts that are all 0.
                return Ok([from; 2]);
            }
            if next != 0.0 && (next > 0.0) != (slope > 0.0) {
                let ends = [(from, slope), (to, next)].map(|(x, value)| RootSample { x, value });
                return narrowed(RootSearch::new(ends[0], ends[1]), derivative);
            }
            (from, slope, step) = (to, next, 2.0 * step);
        }
        Ok([from; 2])
    }

    /// The intercepts of classes: by scaling the means of the probabilities to the shares of the classes, one after the
    /// other, as Sinkhorn's algorithm does. One pass is enough without offsets.
    fn null_intercepts(&self, classes: usize, run: &Run) -> Result<Vec<f64>, Error> {
        let mut shares = vec![0.0; classes];
        self.rows
            .iter()
            .for_each(|&i| shares[self.samples.response[i as usize] as usize] += self.samples.weight(i as usize));
        let (mut intercepts, mut z) = (vec![0.0; classes], vec![0.0; classes]);
        for _ in 0..MAX_SCALINGS {
            run.ensure_wanted()?;
            let mut means = vec![0.0; classes];
            for i in self.rows.iter().map(|&row| row as usize) {
                self.samples.begin(i, &mut z);
                z.iter_mut().zip(&intercepts).for_each(|(z, intercept)| *z += intercept);
                RowLoss::Multinomial(classes).at(&mut z, self.samples.response[i]);
                z[self.samples.response[i] as usize] += 1.0;
                means.iter_mut().zip(&z).for_each(|(mean, p)| *mean += self.samples.weight(i) * p);
            }
            let mut error: f64 = 0.0;
            for ((intercept, share), mean) in intercepts.iter_mut().zip(&shares).zip(means) {
                let change = libm::log(share / mean);
                if change.is_finite() {
                    *intercept += change;
                    error = error.max(change.abs());
                }
            }
            if error <= ROUNDING {
                break;
            }
        }
        Ok(intercepts)
    }
}

/// Two points between which an ascending function passes zero, as near to each other as rounding allows; twice the same if
/// it is zero there.
fn narrowed(mut search: RootSearch, of: impl Fn(f64) -> Result<f64, Error>) -> Result<[f64; 2], Error> {
    for _ in 0..MAX_PASSES {
        let tolerance = search.tolerance(f64::MIN_POSITIVE);
        if search.has_converged(tolerance) {
            break;
        }
        let x = search.next(tolerance);
        search.update(RootSample { x, value: of(x)? });
    }
    Ok(if search.best.value == 0.0 { [search.best.x; 2] } else { search.ends() })
}
