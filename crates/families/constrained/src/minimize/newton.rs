//! The Newton step on the KKT conditions, K z = -(∇L, c). K is regularized until H is positive definite on the null
//! space of J, so that the step leads toward a minimum: K then has as many positive eigenvalues as there are variables
//! and as many negative ones as there are constraints.
//!
//! Source: Wächter, Biegler, Math. Program. 106, 2006, algorithm IC, for the choice of the regularization.

use super::functions::all_finite;
use crate::inner::low_rank::Terms;
use crate::inner::{Diagonals, InnerSolver, Kkt, RANK_SHIFT, inner_solver};
use superlinear_interface::Run;
use superlinear_numerics::ldl::Inertia;
use superlinear_numerics::pattern::{Entries, Pattern};
use superlinear_numerics::vectors::{largest, norm};

/// Estimated multipliers larger than this indicate nearly dependent constraints and are discarded: λ_max of Wächter,
/// Biegler, Math. Program. 106, 2006.
pub(super) const LARGEST_MULTIPLIER_ESTIMATE: f64 = 1e3;

/// The first trial value of δw if no earlier step needed one: Ipopt's `first_hessian_perturbation`.
const FIRST_SHIFT: f64 = 1e-4;
/// The smallest trial value of δw: Ipopt's `min_hessian_perturbation`.
const MIN_SHIFT: f64 = 1e-20;
/// The largest trial value of δw, the δ_w^max of the source. Beyond it, H is lost to rounding.
const LARGEST_SHIFT: f64 = 1e40;
/// The growth factors of δw, before and after a step first needed it. Ipopt's `perturb_inc_fact_first` and
/// `perturb_inc_fact`.
const FIRST_SHIFT_GROWTH: f64 = 100.0;
const SHIFT_GROWTH: f64 = 8.0;
/// The first trial value of δw is the last one used, divided by this. Ipopt's `perturb_dec_fact`.
const SHIFT_DECAY: f64 = 3.0;

/// δc if J is rank-deficient, as a multiple of the residual. It vanishes at a solution, where it therefore preserves
/// superlinear convergence.
const CONSTRAINT_SHIFT_PER_RESIDUAL: f64 = 0.01;
const MIN_CONSTRAINT_SHIFT: f64 = 1e-9;
const LARGEST_CONSTRAINT_SHIFT: f64 = 1e-2;

/// A step longer than this multiple of 1 + |x| indicates nearly dependent constraints or a small δw, and is rejected.
/// With 500 the iterations of `npm run bench:constants -- constrained` are 0.1 % fewer; with 2000 they are 2 % more and
/// one of its 892 problems ends differently.
const LONGEST_STEP: f64 = 1e3;
/// δc after the first such step, and the growth factor of δc or δw after later ones. Halving or doubling either changes
/// iterations by at most 1 %; with half the first, one problem ends differently
/// (`npm run bench:constants -- constrained`).
const LONG_STEP_CONSTRAINT_SHIFT: f64 = 1e-6;
const LONG_STEP_GROWTH: f64 = 100.0;
/// Limit on attempts to shorten a step. With 4 or 16, iterations differ by at most 0.2 %
/// (`npm run bench:constants -- constrained`).
const MAX_LONG_STEPS: u32 = 8;

/// Curvature below this fraction of the largest entry of H may be due to errors of differences, at most about 1e-7 of
/// it: see [`superlinear_numerics::differences::STEP_OF_DIFFERENCES`].
const CURVATURE_MARGIN: f64 = 1e-6;
/// Curvature below this fraction of the largest entry of its row may be rounding error of long sums.
const EXACT_MARGIN: f64 = 1e-12;

/// Number of inverse iterations. The direction only needs negative curvature, not the smallest eigenvalue.
const INVERSE_ITERATIONS: u32 = 20;

/// The regularization of the two diagonal blocks of K.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shifts {
    /// δw, added to the diagonal of H.
    pub hessian: f64,
    /// δc, subtracted from the zero block.
    pub constraints: f64,
}

impl Shifts {
    /// Whether either is nonzero.
    pub fn are_needed(self) -> bool {
        self.hessian > 0.0 || self.constraints > 0.0
    }
}

pub(super) struct Step {
    pub variables: Vec<f64>,
    pub multipliers: Vec<f64>,
}

/// The blocks of K at a point.
#[derive(Clone, Copy)]
pub(super) struct System<'a> {
    pub hessian: Entries<'a>,
    pub jacobian: Entries<'a>,
    /// Diagonal terms from bounds and inequalities; `None` under equality constraints alone.
    pub diagonals: Option<Diagonals<'a>>,
    /// Low-rank terms of the Hessian.
    pub terms: &'a Terms,
}

impl<'a> System<'a> {
    pub fn shifted(self, shifts: Shifts) -> Kkt<'a> {
        Kkt {
            hessian: self.hessian,
            jacobian: self.jacobian,
            hessian_shift: shifts.hessian,
            constraint_shift: shifts.constraints,
            diagonals: self.diagonals,
            terms: self.terms,
        }
    }
}

/// Computes the steps. Keeps state from step to step.
pub(super) struct Newton {
    solver: Box<dyn InnerSolver>,
    /// The last nonzero δw; 0 if none was needed yet.
    pub last_hessian_shift: f64,
    /// The regularization of the last step.
    pub shifts: Shifts,
    /// The number of factorizations.
    pub factorizations: u32,
    /// Inner iterations already reported.
    reported_steps: u32,
}

impl Newton {
    /// For systems of the given order, with the default inner solver.
    pub fn new(order: usize, run: &Run) -> Self {
        Self::by(inner_solver(order, run))
    }

    /// With a custom inner solver.
    pub fn by(solver: Box<dyn InnerSolver>) -> Self {
        Self { solver, last_hessian_shift: 0.0, shifts: Shifts::default(), factorizations: 0, reported_steps: 0 }
    }

    /// Total iterations of an iterative inner solver.
    pub fn inner_steps(&self) -> u32 {
        self.solver.steps()
    }

    /// Inner iterations since the last call.
    pub fn new_inner_steps(&mut self) -> u32 {
        let steps = self.inner_steps();
        steps - std::mem::replace(&mut self.reported_steps, steps)
    }

    /// The Newton step from `x` with right-hand side `-(gradient, constraints)`, given by `right_side` for a
    /// regularization. `residual` is the scaled KKT residual. Returns `None` if there is no finite step of acceptable
    /// length; `may_be_long` allows any length, as if the constraints already hold.
    pub fn step(
        &mut self,
        system: System<'_>,
        right_side: impl Fn(Shifts) -> (Vec<f64>, Vec<f64>),
        x: &[f64],
        residual: f64,
        may_be_long: bool,
    ) -> Option<Step> {
        let mut floor = Shifts::default();
        for _ in 0..MAX_LONG_STEPS {
            self.shifts = self.shifts_for(system, residual, floor)?;
            let (gradient, constraints) = right_side(self.shifts);
            let step = self.solve(system, &gradient, &constraints);
            let is_finite = all_finite(&step.variables) && all_finite(&step.multipliers);
            if is_finite && (may_be_long || !Self::is_long(&step.variables, x)) {
                return Some(step);
            }
            floor = Self::shifts_after_long_step(floor, self.shifts, is_finite);
        }
        None
    }

    /// The Newton step from `x` with δw at least |`gradient`| divided by the longest trusted step length; `None` if
    /// there is none. Serves if H has almost no curvature and no fraction of the Newton step is short enough.
    pub fn short_step(
        &mut self,
        system: System<'_>,
        right_side: impl Fn(Shifts) -> (Vec<f64>, Vec<f64>),
        x: &[f64],
        residual: f64,
        gradient: &[f64],
    ) -> Option<Step> {
        let floor = Shifts { hessian: norm(gradient) / (LONGEST_STEP * (1.0 + norm(x))), constraints: 0.0 };
        self.shifts = self.shifts_for(system, residual, floor)?;
        let (gradient, constraints) = right_side(self.shifts);
        Some(self.solve(system, &gradient, &constraints))
            .filter(|step| all_finite(&step.variables) && all_finite(&step.multipliers))
    }

    /// Whether a step from `x` is too long to be trusted.
    pub fn is_long(step: &[f64], x: &[f64]) -> bool {
        norm(step) > LONGEST_STEP * (1.0 + norm(x))
    }

    /// The lower limits for the next regularization, after a step with `shifts` was too long or not finite. `floor` has
    /// the previous limits.
    pub fn shifts_after_long_step(floor: Shifts, shifts: Shifts, is_finite: bool) -> Shifts {
        if is_finite && shifts.hessian > 0.0 {
            // The step is long because only δw limits it.
            Shifts { hessian: LONG_STEP_GROWTH * shifts.hessian, ..floor }
        } else {
            Shifts { constraints: f64::max(LONG_STEP_CONSTRAINT_SHIFT, LONG_STEP_GROWTH * shifts.constraints), ..floor }
        }
    }

    /// δc for a rank-deficient J, given the KKT residual.
    pub fn rank_shift(residual: f64) -> f64 {
        (CONSTRAINT_SHIFT_PER_RESIDUAL * residual).clamp(MIN_CONSTRAINT_SHIFT, LARGEST_CONSTRAINT_SHIFT)
    }

    /// The next trial value of δw; `None` beyond the largest.
    pub fn larger_hessian_shift(&self, shift: f64) -> Option<f64> {
        let is_first = self.last_hessian_shift == 0.0;
        let larger = match shift {
            0.0 if is_first => FIRST_SHIFT,
            0.0 => MIN_SHIFT.max(self.last_hessian_shift / SHIFT_DECAY),
            shift if is_first => FIRST_SHIFT_GROWTH * shift,
            shift => SHIFT_GROWTH * shift,
        };
        (larger <= LARGEST_SHIFT).then_some(larger)
    }

    /// Records the regularization of an accepted step.
    pub fn take(&mut self, shifts: Shifts) {
        if shifts.hessian > 0.0 {
            self.last_hessian_shift = shifts.hessian;
        }
        self.shifts = shifts;
    }

    /// The solver that holds the last factorization.
    pub fn decomposition(&self) -> &dyn InnerSolver {
        &*self.solver
    }

    /// Solves the last factorized system with right-hand side `-(gradient, constraints)`.
    pub fn solve(&self, system: System<'_>, gradient: &[f64], constraints: &[f64]) -> Step {
        let right_side: Vec<_> = gradient.iter().chain(constraints).map(|entry| -entry).collect();
        let mut variables = self.solver.solve_system(&system.shifted(self.shifts), &right_side);
        let multipliers = variables.split_off(gradient.len());
        Step { variables, multipliers }
    }

    /// The smallest regularization, at least `floor`, that gives K the inertia of a minimum; `None` if there is none.
    pub fn shifts_for(&mut self, system: System<'_>, residual: f64, floor: Shifts) -> Option<Shifts> {
        if !system.shifted(Shifts::default()).is_finite() {
            return None;
        }
        let mut shifts = floor;
        let mut inertia = self.factorize(system, shifts);
        if !is_of_minimum(inertia, system)
            && shifts.constraints == 0.0
            && (inertia.zero > 0 || inertia.negative < system.jacobian.pattern.rows)
        {
            shifts.constraints = Self::rank_shift(residual);
            inertia = self.factorize(system, shifts);
        }
        while !is_of_minimum(inertia, system) {
            shifts.hessian = self.larger_hessian_shift(shifts.hessian)?;
            inertia = self.factorize(system, shifts);
        }
        if shifts.hessian > 0.0 {
            self.last_hessian_shift = shifts.hessian;
        }
        Some(shifts)
    }

    /// Whether H is positive definite on the null space of J by more than its errors, and J has full rank. For exact
    /// Hessians, the errors are relative to the largest entry of each row.
    pub fn is_minimum(&mut self, system: System<'_>, is_exact: bool) -> bool {
        let mut margins = vec![CURVATURE_MARGIN * largest(system.hessian.values); system.jacobian.pattern.columns];
        if is_exact {
            margins.fill(0.0);
            for (i, j, value) in system.hessian.iter() {
                let margin = EXACT_MARGIN * value.abs();
                (margins[i], margins[j]) = (margins[i].max(margin), margins[j].max(margin));
            }
        }
        let none = vec![f64::INFINITY; system.jacobian.pattern.rows];
        let slacks = system.diagonals.map_or(&none[..], |diagonals| diagonals.slacks);
        let added = |j: usize| system.diagonals.map_or(0.0, |diagonals| diagonals.variables[j]);
        let variables: Vec<_> = margins.iter().enumerate().map(|(j, margin)| added(j) - margin).collect();
        let diagonals = Some(Diagonals { variables: &variables, slacks });
        self.is_of_minimum_with(System { diagonals, ..system }, Shifts::default())
    }

    /// A unit direction in the null space of J close to the most negative curvature of H, by inverse iteration from
    /// `start`; `None` if H needs no regularization.
    pub fn min_curvature_direction(&mut self, system: System<'_>, start: Vec<f64>) -> Option<Vec<f64>> {
        self.shifts = self.shifts_for(system, 0.0, Shifts::default())?;
        if self.shifts.hessian == 0.0 {
            return None;
        }
        let zeros = vec![0.0; system.jacobian.pattern.rows];
        let mut direction = start;
        for _ in 0..INVERSE_ITERATIONS {
            direction = self.solve(system, &direction, &zeros).variables;
            let length = norm(&direction);
            if !(length > 0.0 && length.is_finite()) {
                return None;
            }
            direction.iter_mut().for_each(|entry| *entry /= length);
        }
        Some(direction)
    }

    /// The multipliers that minimize the norm of the gradient of the Lagrangian (the minimum-norm solution if there are
    /// several), from the system with the identity in place of H.
    pub fn least_squares_multipliers(
        &mut self,
        hessian_pattern: &Pattern,
        jacobian: Entries<'_>,
        gradient: &[f64],
    ) -> Option<Vec<f64>> {
        self.multipliers_beside(hessian_pattern, jacobian, None, gradient, &vec![0.0; jacobian.pattern.rows])
    }

    /// Like `least_squares_multipliers`, with slacks for inequalities given by `diagonals`. `slack_gradient` is the
    /// gradient in each slack; 0 for equations.
    pub fn multipliers_beside(
        &mut self,
        hessian_pattern: &Pattern,
        jacobian: Entries<'_>,
        diagonals: Option<Diagonals<'_>>,
        gradient: &[f64],
        slack_gradient: &[f64],
    ) -> Option<Vec<f64>> {
        let zeros = vec![0.0; hessian_pattern.entries.len()];
        let hessian = Entries { pattern: hessian_pattern, values: &zeros };
        let system = System { hessian, jacobian, diagonals, terms: &[] };
        let identity = Shifts { hessian: 1.0, constraints: 0.0 };
        let kept = std::mem::replace(&mut self.shifts, identity);
        let inertia = self.factorize(system, identity);
        if !is_of_minimum(inertia, system) {
            self.shifts.constraints = RANK_SHIFT;
            self.factorize(system, self.shifts);
        }
        let Step { multipliers, .. } = self.solve(system, gradient, slack_gradient);
        self.shifts = kept;
        all_finite(&multipliers).then_some(multipliers)
    }

    /// The Levenberg-Marquardt step towards c = 0: minimizes |c + J d|² + `damping` |d|².
    pub fn damped_gauss_newton_step(
        &mut self,
        hessian_pattern: &Pattern,
        jacobian: Entries<'_>,
        constraints: &[f64],
        damping: f64,
    ) -> Vec<f64> {
        let zeros = vec![0.0; hessian_pattern.entries.len()];
        let hessian = Entries { pattern: hessian_pattern, values: &zeros };
        let system = System { hessian, jacobian, diagonals: None, terms: &[] };
        self.shifts = Shifts { hessian: damping, constraints: 1.0 };
        self.factorize(system, self.shifts);
        self.solve(system, &vec![0.0; jacobian.pattern.columns], constraints).variables
    }

    /// Factorizes the system with exactly these `shifts`. Returns whether it has the inertia of a minimum.
    pub fn is_of_minimum_with(&mut self, system: System<'_>, shifts: Shifts) -> bool {
        self.shifts = shifts;
        system.shifted(shifts).is_finite() && {
            let inertia = self.factorize(system, shifts);
            is_of_minimum(inertia, system)
        }
    }

    fn factorize(&mut self, system: System<'_>, shifts: Shifts) -> Inertia {
        self.factorizations += 1;
        self.solver.factorize(&system.shifted(shifts))
    }
}

fn is_of_minimum(inertia: Inertia, system: System<'_>) -> bool {
    let (m, n) = (system.jacobian.pattern.rows, system.jacobian.pattern.columns);
    inertia == Inertia { positive: n, negative: m, zero: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_interface::{RunOptions, testing};

    fn newton(order: usize) -> Newton {
        Newton::new(order, &testing::untimed(&RunOptions::default()))
    }

    #[test]
    fn least_squares_multipliers_on_hs7() {
        let (hessian, jacobian) = (Pattern::lower_triangle(2), Pattern::dense(1, 2));
        let jacobian = Entries { pattern: &jacobian, values: &[40.0, 4.0] };
        let multipliers = newton(3).least_squares_multipliers(&hessian, jacobian, &[0.8, -1.0]);
        assert!((multipliers.expect("multipliers")[0] + 0.017_326_732_673_3).abs() < 1e-12);
    }

    #[test]
    fn dependent_constraints_still_have_multipliers() {
        let (hessian, jacobian) = (Pattern::lower_triangle(2), Pattern::dense(2, 2));
        let jacobian = Entries { pattern: &jacobian, values: &[1.0, 1.0, 2.0, 2.0] };
        let multipliers = newton(4).least_squares_multipliers(&hessian, jacobian, &[-5.0, -5.0]).expect("multipliers");
        // The minimum-norm solution among all exact ones.
        assert!((multipliers[0] - 1.0).abs() < 1e-6 && (multipliers[1] - 2.0).abs() < 1e-6);
    }
}
