//! The passes over the cost, each at some level L of the regularization and some potentials f, g, wherever they are computed.
//!
//! With E_ij = exp((f_i + g_j - C_ij) / L) the plan is P_ij = a_i b_j E_ij. All vectors are the processor's: a pass takes potentials and
//! gives sums, and what lies between is its own.

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

/// What goes over all pairs of points of one instance.
pub(crate) trait Passes<'p>: System {
    /// The instance.
    fn instance(&self) -> &'p Instance;

    /// From now on exponents are cut as low as can be, where that is in the passes' power. Returns the part of its mass from which on the
    /// sum of a point is seen.
    fn see_small_sums(&mut self) -> f64 {
        NEGLIGIBLE
    }

    /// The first half of a sweep: f is changed until all row sums are as asked.
    fn balance_sources(&mut self, point: &mut Potentials, level: f64) -> Result<BeforeSweep, Error>;

    /// By how much f / L fell in the last [`Self::balance_sources`].
    fn falls(&self) -> &[f64];

    /// Finds the [`Self::column_sums`] at the point where [`Self::balance_sources`] ended.
    fn sum_columns(&mut self, point: &Potentials, level: f64) -> Result<(), Error>;

    /// The sums over i of a_i E_ij that the last pass found; b_j times that is the column sum of the plan.
    fn column_sums(&self) -> &[f64];

    /// The logarithms of such sums for some columns, whatever the size of the exponents, with 0 in the place of g.
    fn column_log_sums(&mut self, point: &Potentials, level: f64, columns: &[usize]) -> Result<Vec<f64>, Error>;

    /// Row and column sums at a point; above the regularization asked for, from where the path's tangent leads on, with what that
    /// needs. What is to be kept of the plan is what the linear systems are made of.
    fn evaluate(
        &mut self,
        point: &Potentials,
        level: f64,
        keep: Keep,
        evaluation: &mut Evaluation,
    ) -> Result<(), Error>;

    /// Everything that the result says about a point, but for the plan.
    fn measure(&mut self, point: &Potentials, level: f64) -> Result<Measured, Error>;

    /// The sums over j of P_ij times the gradient of the cost in source i, one source after the other; empty where the
    /// cost is a matrix.
    fn point_gradients(&mut self, point: &Potentials, level: f64) -> Result<Vec<f64>, Error>;

    /// The plan's entries of at least `threshold` in blocks of rows, about twice `limit` of them at most.
    fn collect_plan(
        &mut self,
        point: &Potentials,
        level: f64,
        threshold: f64,
        limit: usize,
    ) -> Result<Vec<PlanRows>, Error>;

    /// The whole plan by rows, written to `plan`, which holds zeros.
    fn write_plan(&mut self, point: &Potentials, level: f64, plan: &mut [f64]) -> Result<(), Error>;

    /// Puts other masses in the place of the targets' masses b; they may be zero, and may sum to anything.
    fn set_target_masses(&mut self, masses: &[f64]);

    /// One Sinkhorn iteration: f is changed until all row sums are as asked, then g until all column sums are.
    fn sweep(&mut self, point: &mut Potentials, level: f64) -> Result<BeforeSweep, Error> {
        if let Some(mirror) = &self.instance().mirror {
            return self.symmetric_sweep(point, level, mirror);
        }
        let before = self.balance_sources(point, level)?;
        self.sum_columns(point, level)?;
        self.balance_targets(point, level)?;
        Ok(before)
    }

    /// One iteration f <- (f + T f) / 2 where f and g are one: half a sweep, then the mean with what was before.
    fn symmetric_sweep(&mut self, point: &mut Potentials, level: f64, mirror: &Mirror) -> Result<BeforeSweep, Error> {
        let before = self.balance_sources(point, level)?;
        for (f, fall) in point.f.iter_mut().zip(self.falls()) {
            *f += 0.5 * level * fall;
        }
        mirror.reflect(&point.f, &mut point.g);
        Ok(BeforeSweep { errors: before.errors.and(before.errors), ..before })
    }

    /// Changes g until all column sums are as asked, by the column sums that the last pass found at this f and g.
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

/// The linear systems of Newton's method and of the path predictor, made of what the last [`Passes::evaluate`] kept; see [`crate::schur`].
pub(crate) trait System {
    /// How many entries of the plan are kept, where they are; a device keeps none.
    fn kept_entries(&self) -> usize;

    /// True where entries were left out to hold no more than `limit`.
    fn is_overfull(&self, limit: usize) -> bool;

    /// Sets up the system at the point that was evaluated, with what is to be added to its diagonal.
    fn prepare(
        &mut self,
        point: &Potentials,
        level: f64,
        evaluation: &Evaluation,
        shifts: Pair<'_>,
    ) -> Result<(), Error>;

    /// Solves the system that was set up for (x, y) with right side (u, v), to the relative residual `tolerance`; returns the number of
    /// iterations.
    fn solve(&mut self, sides: Pair<'_>, tolerance: f64, solution: &mut Potentials) -> Result<u32, Error>;

    /// By how much the sums of rows and columns change on the way to the end of `step`, as far as kept entries tell; nothing where a
    /// device would have to go over all pairs for it.
    fn promised_changes(&mut self, step: &Potentials) -> Result<Option<Potentials>, Error>;

    /// Takes the row sums to those after an update of g, to that of `point`, by which the columns grow by `factors`. Returns by which part
    /// of itself a row's sum may be off; nothing, and nothing is done, where the change is too large for what is neglected.
    fn follow_columns(
        &mut self,
        point: &Potentials,
        level: f64,
        factors: &[f64],
        row_sums: &mut [f64],
    ) -> Result<Option<f64>, Error>;
}
