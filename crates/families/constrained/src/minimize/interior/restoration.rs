//! The restoration phase: starts it if steps make no progress, and continues after it.

use super::Interior;
use super::progress::Progress;
use crate::minimize::iterate::Iterate;
use crate::minimize::restoration::{Parts, Restorable, Restoration, is_violation_stationary, reduce_violation};
use crate::minimize::solution::{MinimizeStatus, Phase};
use superlinear_interface::Error;

/// Limit on the restoration phases of a run. Decreasing μ in place of a phase counts too.
pub(super) const MAX_RESTORATIONS: u32 = 10;

/// Relative distance to the bounds after the phase, per unit of μ, and its range.
const PUSH_PER_BARRIER: f64 = 0.1;
const MIN_PUSH: f64 = 1e-8;
const LARGEST_PUSH: f64 = 1e-2;

impl Interior {
    /// Runs the restoration phase if the constraints are violated, else decreases μ. Returns a status if the run must
    /// stop.
    pub(super) async fn restore_feasibility(&mut self) -> Result<Option<MinimizeStatus>, Error> {
        self.acceptance.progress = Progress::default();
        let violation = self.current.gap(&self.data);
        let is_feasible = violation <= self.data.problem.tolerance;
        let is_last = is_feasible && self.current.is_barrier_minimal(&self.data.problem);
        if self.info.restorations == MAX_RESTORATIONS || is_last {
            return Ok(Some(self.stalled().await?));
        }
        self.info.restorations += 1;
        if is_feasible {
            self.lower_barrier();
            return Ok(None);
        }
        match reduce_violation(self, violation, u32::MAX).await? {
            Restoration::Restored => {}
            Restoration::LocallyInfeasible => return Ok(Some(MinimizeStatus::LocallyInfeasible)),
            Restoration::Slow | Restoration::Failed => return Ok(Some(MinimizeStatus::RestorationFailed)),
            Restoration::Limit(status) => return Ok(Some(status)),
        }
        let push = (PUSH_PER_BARRIER * self.current.barrier).clamp(MIN_PUSH, LARGEST_PUSH);
        let has_entered = self.enter_restored(push).await;
        self.acceptance.restart(&self.data.problem);
        Ok((!has_entered).then_some(MinimizeStatus::RestorationFailed))
    }

    /// Whether the violation is not small but has a stationary point here, up to rounding error.
    pub(super) fn is_violation_stationary(&mut self) -> bool {
        let Self { data, current, acceptance, .. } = self;
        is_violation_stationary(data, &current.point.at, &mut acceptance.steepest)
    }
}

impl Restorable for Interior {
    fn parts(&mut self) -> Parts<'_> {
        Parts {
            data: &mut self.data,
            newton: &mut self.kkt.newton,
            steepest: &mut self.acceptance.steepest,
            at: &self.current.point.at,
            iterations: &mut self.info.iterations,
        }
    }

    /// Moves x; slacks and bound multipliers stay.
    fn move_to(&mut self, at: Iterate) {
        self.current.point.at = at;
        self.current.update_reached(&self.data);
    }

    fn record_restoration(&mut self) {
        self.record(0.0, Phase::Restoration);
    }
}
