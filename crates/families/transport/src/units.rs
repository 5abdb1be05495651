//! Conversion between the solver's units, with source and target masses of sum 1, and the caller's.
//!
//! With masses a = alpha a', b = beta b' and a plan P = mu P', the objective is mu times the primed objective plus a
//! constant, if mu satisfies
//!
//! ```text
//!     eps ln(mu / (alpha beta)) + rho_1 ln(mu / alpha) + rho_2 ln(mu / beta) + C_0 = 0
//! ```
//!
//! and the costs of the primed problem are C - C_0. C_0 is 0 unless some costs are negative: then it is the smallest
//! cost. With negative costs the plan may have any multiple of the masses; the primed plan has a mass of about 1 again.
//!
//! The optimal potentials are the primed ones minus rho_1 ln(mu / alpha) and rho_2 ln(mu / beta), whose sum is -eps
//! ln(mu / (alpha beta)) - C_0. A marginal without penalty sets mu to its own sum. The left side, without its rho term,
//! is then nonzero but known, and it is multiplied by the mass of the plan, also known.

use crate::inputs::Masses;
use crate::potentials::Potentials;
use crate::solution::HistoryRecord;

/// Below this absolute log ratio, the difference between the product of the totals and the plan's unit is computed from
/// it, to avoid cancellation.
const NEAR: f64 = 0.5;

/// The units of one problem.
#[derive(Clone, Debug)]
pub(crate) struct Units {
    /// The sums of the caller's masses (alpha, beta).
    pub totals: [f64; 2],
    /// The caller's unit of plan entries (mu).
    pub plan: f64,
    /// The shifts from the solver's to the caller's potentials.
    pub shifts: [f64; 2],
    /// ln(mu / (alpha beta)).
    log_ratio: f64,
    penalties: [Option<f64>; 2],
    /// The smallest cost, if it is negative and both marginals have a penalty. It is subtracted from the solver's
    /// costs.
    pub offset: f64,
    /// The mean of both totals that errors are relative to: that of a marginal without penalty, or the geometric mean
    /// with the penalties as weights, which is mu without regularization and offset.
    mean_total: f64,
    /// The caller's masses of points without an allowed pair, excluded from the problem and from `totals`.
    left: [f64; 2],
}

/// Differences between the caller's problem and the solver's.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Apart {
    /// See [`Units::offset`].
    pub offset: f64,
    /// The masses of points without an allowed pair.
    pub left: [f64; 2],
}

impl Units {
    pub(crate) fn new(masses: &Masses, penalties: [Option<f64>; 2], regularization: f64, apart: Apart) -> Self {
        let totals = [masses.source.total, masses.target.total];
        let logs = totals.map(f64::ln);
        let Apart { offset, left } = apart;
        let hard = |log_ratio: f64, plan: f64, shifts: [f64; 2]| Self {
            totals,
            plan,
            shifts,
            log_ratio,
            penalties,
            offset,
            mean_total: plan,
            left,
        };
        match penalties {
            [None, None] => hard(-logs[1], totals[0], [-0.5 * regularization * logs[1]; 2]),
            [None, Some(penalty)] => {
                let target = penalty * (logs[1] - logs[0]);
                hard(-logs[1], totals[0], [-regularization * logs[1] - target, target])
            }
            [Some(penalty), None] => {
                let source = penalty * (logs[0] - logs[1]);
                hard(-logs[0], totals[1], [source, -regularization * logs[0] - source])
            }
            [Some(source), Some(target)] => Self::soft(totals, [source, target], regularization, apart),
        }
    }

    /// The units if both marginals have a penalty. No nearly equal numbers are subtracted, so accuracy does not suffer
    /// if the regularization is far above or below the penalties.
    fn soft(totals: [f64; 2], penalties: [f64; 2], regularization: f64, Apart { offset, left }: Apart) -> Self {
        let logs = totals.map(f64::ln);
        let largest = regularization.max(penalties[0]).max(penalties[1]);
        let parts = [regularization, penalties[0], penalties[1]].map(|part| part / largest);
        let all: f64 = parts.iter().sum();
        let [level, source, target] = parts.map(|part| part / all);
        let growth = -offset / largest / all;
        // ln(mu / alpha) and ln(mu / beta).
        let from_source = level * logs[1] + target * (logs[1] - logs[0]) + growth;
        let from_target = level * logs[0] + source * (logs[0] - logs[1]) + growth;
        Self {
            totals,
            plan: (from_source + logs[0]).exp(),
            shifts: [-penalties[0] * from_source, -penalties[1] * from_target],
            log_ratio: growth - (source * logs[1] + target * logs[0]),
            penalties: penalties.map(Some),
            offset,
            mean_total: ((source * logs[0] + target * logs[1]) / (source + target)).exp(),
            left,
        }
    }

    /// The factor from the solver's marginal errors to the caller's, for a plan of this mass in the solver's units: the
    /// caller divides by a mean of both totals, or by the plan's mass if that is larger.
    pub(crate) fn error_scale(&self, mass: f64) -> f64 {
        (self.mean_total / self.plan).max(mass).recip().min(f64::MAX)
    }

    /// Converts the solver's potentials to the caller's.
    pub(crate) fn shift(&self, point: &mut Potentials) {
        point.f.iter_mut().for_each(|f| *f += self.shifts[0]);
        point.g.iter_mut().for_each(|g| *g += self.shifts[1]);
    }

    /// The sums of the caller's masses, including points without an allowed pair.
    pub(crate) fn whole_totals(&self) -> [f64; 2] {
        [self.totals[0] + self.left[0], self.totals[1] + self.left[1]]
    }

    /// The penalty for the mass of points without an allowed pair.
    pub(crate) fn price_of_left(&self) -> f64 {
        self.left.iter().zip(self.penalties).map(|(mass, penalty)| mass * penalty.unwrap_or(0.0)).sum()
    }

    /// Converts the solver's objective, primal or dual, at some level to the caller's; `mass` is the mass of the
    /// solver's plan for the primal objective, and 1 for the dual one.
    pub(crate) fn objective(&self, value: f64, mass: f64, level: f64) -> f64 {
        let [source, target] = self.totals;
        let excess = if self.log_ratio.abs() < NEAR {
            -source * target * self.log_ratio.exp_m1()
        } else {
            source * target - self.plan
        };
        let mut constant = level * excess;
        let mut logarithms = level * self.log_ratio;
        for (total, penalty) in self.totals.iter().zip(self.penalties) {
            let penalty = penalty.unwrap_or(0.0);
            constant += penalty * (total - self.plan);
            logarithms += penalty * (self.plan / total).ln();
        }
        if self.penalties.iter().all(Option::is_some) {
            logarithms = 0.0;
        }
        // For excluded points, KL also contains the products of their masses with the other marginal's, because the
        // plan is zero there.
        let [sources, targets] = self.left;
        constant += self.price_of_left() + level * (sources * (target + targets) + source * targets);
        self.plan * (value + mass * logarithms) + constant
    }

    /// Converts the solver's history to the caller's.
    pub(crate) fn history(&self, mut records: Vec<HistoryRecord>) -> Vec<HistoryRecord> {
        for record in &mut records {
            record.dual_value = self.objective(record.dual_value, 1.0, record.level);
        }
        records
    }
}
