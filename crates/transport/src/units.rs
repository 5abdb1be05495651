//! Between the solver's units, in which the masses of each side sum to 1, and the caller's.
//!
//! With masses a = alpha a', b = beta b' and a plan P = mu P', the objective is mu times that of the primed problem, and a constant,
//! if mu is chosen so that
//!
//! ```text
//!     eps ln(mu / (alpha beta)) + rho_1 ln(mu / alpha) + rho_2 ln(mu / beta) + C_0 = 0
//! ```
//!
//! and the costs of the primed problem are C - C_0. C_0 is 0 unless some costs are negative: then it is the smallest, for the plan of
//! such costs may hold any multiple of the masses, and that of the primed problem holds about 1 again.
//!
//! The optimal potentials are those of the primed problem less rho_1 ln(mu / alpha) and rho_2 ln(mu / beta), which together are
//! -eps ln(mu / (alpha beta)) - C_0. A side without penalty, held to its masses, sets mu to its own sum. The left side, its rho
//! left out, is then not 0 but known, and it is multiplied by the mass of the plan, which is known too.

use crate::inputs::Masses;
use crate::potentials::Potentials;
use crate::solution::HistoryRecord;

/// The product of the totals and the plan's unit are subtracted by their logarithms where these differ by less than this.
const NEAR: f64 = 0.5;

/// What one problem's units are.
#[derive(Clone, Debug)]
pub(crate) struct Units {
    /// The sums of the caller's masses (alpha, beta).
    pub totals: [f64; 2],
    /// The caller's unit of the plan (mu).
    pub plan: f64,
    /// What is to be added to the solver's potentials.
    pub shifts: [f64; 2],
    /// ln(mu / (alpha beta)).
    log_ratio: f64,
    penalties: [Option<f64>; 2],
    /// The smallest cost, where that is negative and both sides have a penalty: the solver's costs are less by so much.
    pub offset: f64,
    /// By how much that raises ln(mu).
    growth: f64,
    /// The caller's masses of points without a partner, which stay out of the problem and of `totals`.
    left: [f64; 2],
}

/// What the solver's problem leaves out of the caller's.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Apart {
    /// See [`Units::offset`].
    pub offset: f64,
    /// The masses of points without a partner.
    pub left: [f64; 2],
}

impl Units {
    pub fn new(masses: &Masses, penalties: [Option<f64>; 2], regularization: f64, apart: Apart) -> Self {
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
            growth: 0.0,
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

    /// The units where both sides have a penalty. No difference of numbers near each other is taken, so that nothing is lost
    /// where the regularization is far above the penalties, or far below.
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
            growth,
            left,
        }
    }

    /// What the solver's marginal errors are to be multiplied by, at a plan of this mass in its units: the caller's count beside a mean of
    /// both totals, or beside the plan's mass where negative costs make that more.
    pub fn error_scale(&self, mass: f64) -> f64 {
        (-self.growth).exp().max(mass).min(1.0).recip().min(f64::MAX)
    }

    /// Takes the solver's potentials to the caller's.
    pub fn shift(&self, point: &mut Potentials) {
        point.f.iter_mut().for_each(|f| *f += self.shifts[0]);
        point.g.iter_mut().for_each(|g| *g += self.shifts[1]);
    }

    /// The sums of the caller's masses, those of points without a partner too.
    pub fn whole_totals(&self) -> [f64; 2] {
        [self.totals[0] + self.left[0], self.totals[1] + self.left[1]]
    }

    /// What it costs to leave the points without a partner.
    pub fn price_of_left(&self) -> f64 {
        self.left.iter().zip(self.penalties).map(|(mass, penalty)| mass * penalty.unwrap_or(0.0)).sum()
    }

    /// The caller's objective from the solver's, primal or dual, at some level; `mass` is that of the solver's plan in the
    /// primal objective, and 1 in the dual one.
    pub fn objective(&self, value: f64, mass: f64, level: f64) -> f64 {
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
        // Of those without a partner also the products of masses with the other side's, in the divergence of a plan that has none.
        let [sources, targets] = self.left;
        constant += self.price_of_left() + level * (sources * (target + targets) + source * targets);
        self.plan * (value + mass * logarithms) + constant
    }

    /// The caller's history from the solver's.
    pub fn history(&self, mut records: Vec<HistoryRecord>) -> Vec<HistoryRecord> {
        for record in &mut records {
            record.dual_value = self.objective(record.dual_value, 1.0, record.level);
        }
        records
    }
}
