//! A fit and the next Newton step from it. The two points give an error estimate for everything computed from the fit.

use super::fitted::Fitted;
use super::problem::Problem;
use super::{newton, support};
use superlinear_interface::{Error, Run};

/// The minimum relative accuracy of adjoints preconditioned by a factorization. It takes few products.
const DIRECT_ACCURACY: f64 = 1e-5;

/// The bound on the second adjoint's residual as a fraction of the first one's. Their difference then estimates the
/// error of the first.
const SECOND_SHARE: f64 = 0.1;

impl Problem<'_> {
    /// Fits the model from `start` to a Newton decrement that bounds errors by `accuracy`. Stops early when time runs
    /// out.
    pub(crate) fn fit(&self, start: &[f64], accuracy: f64, run: &Run) -> Result<Fitted, Error> {
        match self.strengths.is_smooth() {
            true => newton::fit(self, start, accuracy, run),
            false => support::fit(self, start, accuracy, run),
        }
    }

    /// Fits the model from another fit. Returns the latter if it solves the same problem accurately enough.
    pub(crate) fn fit_from(&self, near: &Fitted, is_same: bool, accuracy: f64, run: &Run) -> Result<Fitted, Error> {
        if is_same && near.decrement <= newton::goal(accuracy) {
            return Ok(near.clone());
        }
        let fit = self.fit(&near.next, accuracy, run)?;
        Ok(Fitted { adjoint: near.adjoint.clone(), ..fit })
    }

    /// Returns whether the fit is the directly computed minimum of a quadratic function: no better fit or system
    /// exists.
    pub(crate) fn is_exact(&self, fitted: &Fitted) -> bool {
        let is_direct = fitted.system.as_ref().is_none_or(|system| system.is_direct());
        is_direct && self.training.is_quadratic() && self.strengths.norms.is_empty()
    }

    /// Solves H q = s at a fit's coefficients and after one more Newton step, for the two right-hand sides in `slopes`.
    /// Residuals are at most `accuracy` times s; the second is a tenth of the first. The fit's system may belong to a
    /// nearby point.
    pub(crate) fn adjoints(
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
