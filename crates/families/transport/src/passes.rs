//! The passes over the cost, on any backend, each at a level L of the regularization and potentials f, g.
//!
//! With E_ij = exp((f_i + g_j - C_ij) / L) the plan is P_ij = a_i b_j E_ij. All vectors are in host memory: a pass
//! takes potentials and returns sums; its intermediate data belong to the backend.

mod host;
mod log_sums;

use crate::instance::Instance;
use crate::kept::Keep;
use crate::kernels::potentials::SubtractLogarithms;
use crate::kernels::sweep::is_trusted;
use crate::marginal::NEGLIGIBLE;
use crate::mirror::Mirror;
use crate::plan_rows::PlanRows;
use crate::potentials::Potentials;
use crate::schur::Pair;
use crate::sums::{BeforeSweep, Evaluation, Measured};
pub(crate) use host::HostPasses;
use superlinear_interface::Error;
use superlinear_numerics::simd::dispatch;

/// Passes over all pairs of points of one instance.
pub(crate) trait Passes<'p>: System {
    fn instance(&self) -> &'p Instance;

    /// Lowers the cut of exponents as far as possible, if the backend can. Returns the smallest sum, as a fraction of
    /// the point's mass, that passes can then resolve.
    fn see_small_sums(&mut self) -> f64 {
        NEGLIGIBLE
    }

    /// The first half of a sweep: updates f to make all row sums right.
    fn balance_sources(&mut self, point: &mut Potentials, level: f64) -> Result<BeforeSweep, Error>;

    /// The decrease of f / L in the last [`Self::balance_sources`].
    fn falls(&self) -> &[f64];

    /// Computes the [`Self::column_sums`] at the point reached by [`Self::balance_sources`].
    fn sum_columns(&mut self, point: &Potentials, level: f64) -> Result<(), Error>;

    /// The sums over i of a_i E_ij from the last pass. Multiplied by b_j they are the column sums of the plan.
    fn column_sums(&self) -> &[f64];

    /// The logarithms of such sums for some columns with g = 0, for exponents of any size.
    fn column_log_sums(&mut self, point: &Potentials, level: f64, columns: &[usize]) -> Result<Vec<f64>, Error>;

    /// Row and column sums at a point; above the requested regularization, also the sums for the path's tangent. The
    /// kept entries of the plan define the linear systems.
    fn evaluate(
        &mut self,
        point: &Potentials,
        level: f64,
        keep: Keep,
        evaluation: &mut Evaluation,
    ) -> Result<(), Error>;

    /// Everything the result reports about a point, except the plan.
    fn measure(&mut self, point: &Potentials, level: f64) -> Result<Measured, Error>;

    /// The sums over j of P_ij times the gradient of the cost with respect to source i, one source after the other;
    /// empty if the cost is a matrix.
    fn point_gradients(&mut self, point: &Potentials, level: f64) -> Result<Vec<f64>, Error>;

    /// The plan's entries of at least `threshold` in blocks of rows, at most about twice `limit` of them.
    fn collect_plan(
        &mut self,
        point: &Potentials,
        level: f64,
        threshold: f64,
        limit: usize,
    ) -> Result<Vec<PlanRows>, Error>;

    /// Writes the dense plan by rows to `plan`, initially zero.
    fn write_plan(&mut self, point: &Potentials, level: f64, plan: &mut [f64]) -> Result<(), Error>;

    /// Replaces the target masses b. The new ones may be zero and may have any sum.
    fn set_target_masses(&mut self, masses: &[f64]);

    /// One Sinkhorn iteration: updates f to make all row sums right, then g for the column sums.
    fn sweep(&mut self, point: &mut Potentials, level: f64) -> Result<BeforeSweep, Error> {
        if let Some(mirror) = &self.instance().mirror {
            return self.symmetric_sweep(point, level, mirror);
        }
        let before = self.balance_sources(point, level)?;
        self.sum_columns(point, level)?;
        self.balance_targets(point, level)?;
        Ok(before)
    }

    /// One iteration f <- (f + T f) / 2 of a symmetric problem, with f = g: half a sweep, then the mean with the
    /// previous f.
    fn symmetric_sweep(&mut self, point: &mut Potentials, level: f64, mirror: &Mirror) -> Result<BeforeSweep, Error> {
        let before = self.balance_sources(point, level)?;
        for (f, fall) in point.f.iter_mut().zip(self.falls()) {
            *f += 0.5 * level * fall;
        }
        mirror.reflect(&point.f, &mut point.g);
        Ok(BeforeSweep { errors: before.errors.and(before.errors), ..before })
    }

    /// Updates g to make all column sums right, from the column sums of the last pass at this f and g.
    fn balance_targets(&mut self, point: &mut Potentials, level: f64) -> Result<(), Error> {
        let m = point.g.len();
        let weak: Vec<usize> = (0..m).filter(|&j| !is_trusted(self.column_sums()[j])).collect();
        let relaxation = self.instance().target().relaxation(level);
        dispatch(SubtractLogarithms { level, relaxation, sums: &self.column_sums()[..m], potentials: &mut point.g });
        if weak.is_empty() {
            return Ok(());
        }
        let log_sums = self.column_log_sums(point, level, &weak)?;
        for (&j, log_sum) in weak.iter().zip(log_sums) {
            point.g[j] = -relaxation * level * log_sum;
        }
        Ok(())
    }
}

/// The linear systems of Newton's method and of the path predictor, made of the entries kept by the last
/// [`Passes::evaluate`]; see [`crate::schur`].
pub(crate) trait System {
    /// The number of kept plan entries; 0 on a device.
    fn kept_entries(&self) -> usize;

    /// Returns whether entries were dropped to hold at most `limit`.
    fn is_overfull(&self, limit: usize) -> bool;

    /// Sets up the system at the evaluated point, with `shifts` added to its diagonal.
    fn prepare(
        &mut self,
        point: &Potentials,
        level: f64,
        evaluation: &Evaluation,
        shifts: Pair<'_>,
    ) -> Result<(), Error>;

    /// Solves the prepared system for (x, y) with right-hand side (u, v), to the relative residual `tolerance`. Returns
    /// the number of iterations.
    fn solve(&mut self, sides: Pair<'_>, tolerance: f64, solution: &mut Potentials) -> Result<u32, Error>;

    /// Predicts the changes of the row and column sums along `step` from the kept entries. `None` on a device, because
    /// it would need a pass over all pairs.
    fn promised_changes(&mut self, step: &Potentials) -> Result<Option<Potentials>, Error>;

    /// Updates the row sums after an update of g to the g of `point`, with growth `factors` of the columns. Returns the
    /// relative uncertainty of a row sum; `None`, with the row sums unchanged, if the update is too large for the
    /// approximation.
    fn follow_columns(
        &mut self,
        point: &Potentials,
        level: f64,
        factors: &[f64],
        row_sums: &mut [f64],
    ) -> Result<Option<f64>, Error>;
}
