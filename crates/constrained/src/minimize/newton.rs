//! The Newton step on the KKT conditions, K z = -(∇L, c), with K shifted so that the step leads to a minimum: H must be
//! positive definite along the constraints, which is so where K has as many positive eigenvalues as there are variables,
//! and as many negative ones as there are constraints.
//!
//! Source: the shifts are those of Wächter, Biegler, Math. Program. 106, 2006, algorithm IC.

use super::functions::all_finite;
use crate::inner::low_rank::Terms;
use crate::inner::{Diagonals, InnerSolver, Kkt, RANK_SHIFT, inner_solver};
use superlinear_interface::Run;
use superlinear_numerics::ldl::Inertia;
use superlinear_numerics::pattern::{Entries, Pattern};
use superlinear_numerics::vectors::{largest, norm};

/// Estimated multipliers larger than this come of nearly dependent constraints and are not used: the λ_max of
/// Wächter, Biegler, Math. Program. 106, 2006.
pub(super) const LARGEST_MULTIPLIER_ESTIMATE: f64 = 1e3;

/// The first shift of H that is tried, where none was needed before.
const FIRST_SHIFT: f64 = 1e-4;
/// The least shift that is tried.
const LEAST_SHIFT: f64 = 1e-20;
/// A larger one than this would leave nothing of H.
const LARGEST_SHIFT: f64 = 1e40;
/// The factor between shifts, until one was found that serves, and after that.
const FIRST_SHIFT_GROWTH: f64 = 100.0;
const SHIFT_GROWTH: f64 = 8.0;
/// How much smaller than the last shift the first one to be tried is.
const SHIFT_DECAY: f64 = 3.0;

/// The shift of the constraints' block where J loses rank: a part of the residual, so that it vanishes at a solution, where
/// it costs superlinear convergence nothing.
const CONSTRAINT_SHIFT_PER_RESIDUAL: f64 = 0.01;
const LEAST_CONSTRAINT_SHIFT: f64 = 1e-9;
const LARGEST_CONSTRAINT_SHIFT: f64 = 1e-2;

/// A step longer than this, relative to the point, comes of nearly dependent constraints or of a small shift of H, and
/// is not trusted. With 500 the iterations of `npm run bench:constants -- constrained` are 0.1 % fewer, with 2000 they
/// are 2 % more and one of its 892 problems ends otherwise.
const LONGEST_STEP: f64 = 1e3;
/// The shift of the constraints' block after such a step, and the growth of shifts after more of them. From half to
/// double either changes iterations by 1 % at most, and with half of the first one problem ends otherwise
/// (`npm run bench:constants -- constrained`).
const LONG_STEP_CONSTRAINT_SHIFT: f64 = 1e-6;
const LONG_STEP_GROWTH: f64 = 100.0;
/// After this number of steps that were too long there is none. With 4 and with 16 iterations differ by 0.2 % at most
/// (`npm run bench:constants -- constrained`).
const MOST_LONG_STEPS: u32 = 8;

/// Curvature less than this part of the largest entry of H may be that of differences' errors, which are some 1e-7 of
/// it at most: see [`superlinear_numerics::differences::STEP_OF_DIFFERENCES`].
const CURVATURE_MARGIN: f64 = 1e-6;
/// Curvature less than this part of the largest entry of its row may be rounding of sums of many terms.
const EXACT_MARGIN: f64 = 1e-12;

/// The inverse iterations that find a direction that will do: it need not be the best.
const INVERSE_ITERATIONS: u32 = 20;

/// What was added to the two diagonal blocks of K.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shifts {
    /// δw, added to that of H.
    pub hessian: f64,
    /// δc, subtracted from the zero block.
    pub constraints: f64,
}

impl Shifts {
    /// Whether there is any.
    pub fn are_needed(self) -> bool {
        self.hessian > 0.0 || self.constraints > 0.0
    }
}

/// A step in the variables and the multipliers.
pub(super) struct Step {
    pub variables: Vec<f64>,
    pub multipliers: Vec<f64>,
}

/// H and J at a point.
#[derive(Clone, Copy)]
pub(super) struct System<'a> {
    pub hessian: Entries<'a>,
    pub jacobian: Entries<'a>,
    /// What inequalities add to the diagonals; `None` under equations alone.
    pub diagonals: Option<Diagonals<'a>>,
    /// Terms of low rank that are part of the Hessian.
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

/// Makes the steps, and keeps what is carried from one to the next.
pub(super) struct Newton {
    solver: Box<dyn InnerSolver>,
    /// The last shift of H that was needed; 0 while none was.
    pub last_hessian_shift: f64,
    /// The shifts of the last step.
    pub shifts: Shifts,
    /// How many matrices were factorised.
    pub factorizations: u32,
    /// Steps of an iterative solver that were asked for already.
    told_steps: u32,
}

impl Newton {
    /// For systems of this order.
    pub fn new(order: usize, run: &Run) -> Self {
        Self::by(inner_solver(order, run))
    }

    /// By a solver that is made for the systems.
    pub fn by(solver: Box<dyn InnerSolver>) -> Self {
        Self { solver, last_hessian_shift: 0.0, shifts: Shifts::default(), factorizations: 0, told_steps: 0 }
    }

    /// Steps that the solver made, where it is an iterative one.
    pub fn inner_steps(&self) -> u32 {
        self.solver.steps()
    }

    /// Those since this was last asked for.
    pub fn new_inner_steps(&mut self) -> u32 {
        let steps = self.inner_steps();
        steps - std::mem::replace(&mut self.told_steps, steps)
    }

    /// The Newton step from the point `x`, whose scaled residual is `residual`, with right side `-(gradient, constraints)` as
    /// `right_side` tells these for the shifts; `None` where there is none. It may be long where the constraints hold.
    pub fn step(
        &mut self,
        system: System<'_>,
        right_side: impl Fn(Shifts) -> (Vec<f64>, Vec<f64>),
        x: &[f64],
        residual: f64,
        may_be_long: bool,
    ) -> Option<Step> {
        let mut least = Shifts::default();
        for _ in 0..MOST_LONG_STEPS {
            self.shifts = self.shifts_for(system, residual, least)?;
            let (gradient, constraints) = right_side(self.shifts);
            let step = self.solve(system, &gradient, &constraints);
            let is_finite = all_finite(&step.variables) && all_finite(&step.multipliers);
            if is_finite && (may_be_long || !Self::is_long(&step.variables, x)) {
                return Some(step);
            }
            least = Self::shifts_after_long_step(least, self.shifts, is_finite);
        }
        None
    }

    /// The Newton step from the point `x`, where H is shifted until the step against `gradient` is short enough to be trusted; `None`
    /// where there is none. It serves where H has next to no curvature and no part of Newton's step is short enough.
    pub fn short_step(
        &mut self,
        system: System<'_>,
        right_side: impl Fn(Shifts) -> (Vec<f64>, Vec<f64>),
        x: &[f64],
        residual: f64,
        gradient: &[f64],
    ) -> Option<Step> {
        let least = Shifts { hessian: norm(gradient) / (LONGEST_STEP * (1.0 + norm(x))), constraints: 0.0 };
        self.shifts = self.shifts_for(system, residual, least)?;
        let (gradient, constraints) = right_side(self.shifts);
        Some(self.solve(system, &gradient, &constraints))
            .filter(|step| all_finite(&step.variables) && all_finite(&step.multipliers))
    }

    /// Whether a step from `x` is too long to be trusted.
    pub fn is_long(step: &[f64], x: &[f64]) -> bool {
        norm(step) > LONGEST_STEP * (1.0 + norm(x))
    }

    /// The least shifts to be tried, which were `least`, after a step with `shifts` was too long, or not even finite.
    pub fn shifts_after_long_step(least: Shifts, shifts: Shifts, is_finite: bool) -> Shifts {
        if is_finite && shifts.hessian > 0.0 {
            // It is long where nothing but the shift holds it.
            Shifts { hessian: LONG_STEP_GROWTH * shifts.hessian, ..least }
        } else {
            Shifts { constraints: f64::max(LONG_STEP_CONSTRAINT_SHIFT, LONG_STEP_GROWTH * shifts.constraints), ..least }
        }
    }

    /// The shift of the constraints' block where J loses rank, at a point with this residual.
    pub fn rank_shift(residual: f64) -> f64 {
        (CONSTRAINT_SHIFT_PER_RESIDUAL * residual).clamp(LEAST_CONSTRAINT_SHIFT, LARGEST_CONSTRAINT_SHIFT)
    }

    /// The next shift of H to be tried after this one; `None` where all were tried.
    pub fn larger_hessian_shift(&self, shift: f64) -> Option<f64> {
        let is_first = self.last_hessian_shift == 0.0;
        let larger = match shift {
            0.0 if is_first => FIRST_SHIFT,
            0.0 => LEAST_SHIFT.max(self.last_hessian_shift / SHIFT_DECAY),
            shift if is_first => FIRST_SHIFT_GROWTH * shift,
            shift => SHIFT_GROWTH * shift,
        };
        (larger <= LARGEST_SHIFT).then_some(larger)
    }

    /// Notes the shifts of a step that was made.
    pub fn take(&mut self, shifts: Shifts) {
        if shifts.hessian > 0.0 {
            self.last_hessian_shift = shifts.hessian;
        }
        self.shifts = shifts;
    }

    /// What solves with the matrix factorised last.
    pub fn decomposition(&self) -> &dyn InnerSolver {
        &*self.solver
    }

    /// The solution of the system factorised last, with right side `-(gradient, constraints)`.
    pub fn solve(&self, system: System<'_>, gradient: &[f64], constraints: &[f64]) -> Step {
        let right_side: Vec<_> = gradient.iter().chain(constraints).map(|entry| -entry).collect();
        let mut variables = self.solver.solve_system(&system.shifted(self.shifts), &right_side);
        let multipliers = variables.split_off(gradient.len());
        Step { variables, multipliers }
    }

    /// The least shifts, no less than `least`, that give K the inertia of a minimum; `None` where no shift does.
    pub fn shifts_for(&mut self, system: System<'_>, residual: f64, least: Shifts) -> Option<Shifts> {
        if !system.shifted(Shifts::default()).is_finite() {
            return None;
        }
        let mut shifts = least;
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

    /// Whether H is positive definite along the constraints, by more than its errors, and the constraints independent. Those of exact
    /// Hessians are in proportion to the entries of each row.
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

    /// A direction of length 1 along the constraints in which H curves downwards the most, or nearly so, by inverse iteration
    /// from `start`; `None` where H need not be shifted, so that there is none.
    pub fn least_curved_direction(&mut self, system: System<'_>, start: Vec<f64>) -> Option<Vec<f64>> {
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

    /// The multipliers that make the gradient of the Lagrangian smallest, of smallest norm where several do: by the system
    /// with the identity in the place of H.
    pub fn least_squares_multipliers(
        &mut self,
        hessian_pattern: &Pattern,
        jacobian: Entries<'_>,
        gradient: &[f64],
    ) -> Option<Vec<f64>> {
        self.multipliers_beside(hessian_pattern, jacobian, None, gradient, &vec![0.0; jacobian.pattern.rows])
    }

    /// Those where inequalities have slacks, by these diagonals. `slack_gradient` has the gradient in each slack; 0 for equations.
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

    /// The step of Levenberg and Marquardt towards c = 0 with damping `damping`: it minimises |c + J d|^2 + damping |d|^2.
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

    /// Takes a system in, and tells whether it has the inertia of a minimum with exactly these shifts.
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
        // The shortest of all that make the gradient vanish.
        assert!((multipliers[0] - 1.0).abs() < 1e-6 && (multipliers[1] - 2.0).abs() < 1e-6);
    }
}
