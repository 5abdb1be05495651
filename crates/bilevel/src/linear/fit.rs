//! A fit and the next Newton step from it: two points by which the error of all that is computed from the fit is seen.

use super::fitted::Fitted;
use super::problem::Problem;
use super::{newton, support};
use superlinear_interface::{Error, Run};

/// Adjoints preconditioned by a decomposition are this exact at least, relative to the right side: that takes few products.
const DIRECT_ACCURACY: f64 = 1e-5;

/// The residual of the second adjoint is bounded by this share of the first one's, so that their difference shows the error of that.
const SECOND_SHARE: f64 = 0.1;

impl Problem<'_> {
    /// Fits the model from `start`, to a Newton decrement that leaves errors below `accuracy`. Ends early where the run is late.
    pub fn fit(&self, start: &[f64], accuracy: f64, run: &Run) -> Result<Fitted, Error> {
        match self.strengths.is_smooth() {
            true => newton::fit(self, start, accuracy, run),
            false => support::fit(self, start, accuracy, run),
        }
    }

    /// Fits the model from another fit, which is returned where it is that of the same problem and exact enough already.
    pub fn fit_from(&self, near: &Fitted, is_same: bool, accuracy: f64, run: &Run) -> Result<Fitted, Error> {
        if is_same && near.decrement <= newton::goal(accuracy) {
            return Ok(near.clone());
        }
        let fit = self.fit(&near.next, accuracy, run)?;
        Ok(Fitted { adjoint: near.adjoint.clone(), ..fit })
    }

    /// Whether the fit is the minimum of a parabola, found directly: more exact ones, and their systems, cannot be had.
    pub fn is_exact(&self, fitted: &Fitted) -> bool {
        let is_direct = fitted.system.as_ref().is_none_or(|system| system.is_direct());
        is_direct && self.training.is_quadratic() && self.strengths.norms.is_empty()
    }

    /// The solutions of H q = s at a fit's coefficients and after one more Newton step, `slopes` being s at both, with residuals of at
    /// most `accuracy` times s, the second one's a tenth of that. The fit's system may be that of a point nearby.
    pub fn adjoints(
        &self,
        fitted: &mut Fitted,
        slopes: [&[f64]; 2],
        accuracy: f64,
        run: &Run,
    ) -> Result<Option<[Vec<f64>; 2]>, Error> {
        let Some(system) = &fitted.system else { return Ok(None) };
        if self.is_exact(fitted) {
            let [first, second] = slopes.map(|slope| system.solve(self, slope, accuracy, run));
            return Ok(Some([first?, second?]));
        }
        let accuracy = if system.is_direct() { accuracy.min(DIRECT_ACCURACY) } else { accuracy };
        let guess = fitted.adjoint.take().unwrap_or_else(|| vec![0.0; slopes[0].len()]);
        let first = system.solve_at(self, &fitted.coefficients, slopes[0], guess, accuracy, run)?;
        let second = system.solve_at(self, &fitted.next, slopes[1], first.clone(), SECOND_SHARE * accuracy, run)?;
        fitted.adjoint = Some(second.clone());
        Ok(Some([first, second]))
    }
}
