//! The criteria that accept steps, and the monitors that start other phases.

use super::filter::Filter;
use super::progress::Progress;
use crate::minimize::merit::Merit;
use crate::minimize::options::MeritFunction;
use crate::minimize::problem::MinimizeProblem;
use crate::minimize::restoration::Steepest;

/// The criteria that accept steps, and the monitors that start other phases.
pub(super) struct Acceptance {
    pub filter: Filter,
    /// Accepts steps in place of the filter, if the problem asks for a merit function.
    pub merit: Option<Merit>,
    pub progress: Progress,
    pub steepest: Steepest,
    /// The active set of the last attempt at the active-set phase.
    tried_active_set: Option<Vec<bool>>,
}

impl Acceptance {
    pub fn new(problem: &MinimizeProblem) -> Self {
        Self {
            filter: Filter::new(0.0),
            merit: first_merit(problem),
            progress: Progress::default(),
            steepest: Steepest::default(),
            tried_active_set: None,
        }
    }

    /// Adapts to a smaller μ. Penalty parameters tuned to the previous barrier problem need not suit the next one.
    pub fn start_barrier_problem(&mut self) {
        self.filter.clear();
        self.merit.iter_mut().for_each(Merit::renew);
    }

    /// Adapts to a multiplication of objective and multipliers by `ratio`.
    pub fn rescale(&mut self, ratio: f64) {
        self.progress = Progress::default();
        self.filter.clear();
        self.merit.iter_mut().for_each(|merit| merit.rescale(ratio));
    }

    /// Starts anew after the iterate was moved by something other than a step.
    pub fn restart(&mut self, problem: &MinimizeProblem) {
        self.filter.clear();
        self.merit = first_merit(problem);
        self.tried_active_set = None;
    }

    /// Whether the active-set phase has not been tried with this active set last. Records it.
    pub fn is_new_active_set(&mut self, active_set: Vec<bool>) -> bool {
        let active_set = Some(active_set);
        let is_new = self.tried_active_set != active_set;
        self.tried_active_set = active_set;
        is_new
    }
}

/// The merit function with initial penalties, if the problem asks for one.
fn first_merit(problem: &MinimizeProblem) -> Option<Merit> {
    (problem.merit == Some(MeritFunction::Eal)).then(|| Merit::start(MeritFunction::Eal, problem.accuracy))
}
