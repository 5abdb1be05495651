//! The active-set phase: Newton's method with the estimated active bounds and inequalities as equations and the others
//! left out. This is a semismooth Newton method on the KKT conditions. Near a solution it converges quadratically, and
//! puts variables exactly on their bounds.
//!
//! Source: Hintermüller, Ito, Kunisch, The Primal-Dual Active Set Strategy as a Semismooth Newton Method, SIAM J.
//! Optim. 13, 2002.

use super::Interior;
use super::direction::Kkt;
use crate::inner::Diagonals;
use crate::minimize::data::Data;
use crate::minimize::functions::{Derivatives, Functions, all_finite};
use crate::minimize::iterate::PrimalDual;
use crate::minimize::newton::{Newton, Shifts, System};
use crate::minimize::solution::Phase;
use superlinear_interface::Error;
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::{add_scaled, dot, largest};

/// δc if the active constraints are linearly dependent.
const DEPENDENCE_SHIFT: f64 = 1e-9;

/// The termination rule of an active-set phase.
pub(super) struct Rule {
    max_steps: u32,
    /// The fraction of Φ that a step may leave.
    part_left: f64,
    /// Tolerated number of steps that leave more, unless Φ grows too much.
    forgiven: u32,
}

/// To finish an interior point run. A smaller fraction would abandon runs that converge; a larger one wastes steps.
pub(super) const FINISH: Rule = Rule { max_steps: 6, part_left: 0.7, forgiven: 0 };
/// From a solution, to gain the last digits.
pub(super) const AT_A_SOLUTION: Rule = Rule { max_steps: 2, part_left: 1.0, forgiven: 0 };
/// When nothing else improves the iterate.
pub(super) const LAST_RESORT: Rule = Rule { max_steps: 10, part_left: 0.9, forgiven: 0 };
/// From a warm start, whose first step often increases Φ.
pub(super) const WARM_START: Rule = Rule { max_steps: 4, part_left: 0.9, forgiven: 1 };

/// Growth of Φ by more than this factor ends the phase.
const LARGEST_GROWTH: f64 = 3.0;

/// H and J with some variables fixed and some constraints removed. Their rows are replaced by rows of the identity,
/// which preserves the sparsity pattern.
pub(super) struct Reduced {
    hessian: Vec<f64>,
    terms: Vec<(Vec<f64>, Vec<f64>)>,
    jacobian: Vec<f64>,
    variables: Vec<f64>,
    slacks: Vec<f64>,
}

impl Interior {
    /// Takes steps from `start` while `rule` allows. Afterwards `reached` is the best iterate; returns whether that is
    /// a solution.
    pub(super) async fn newton_on_active_set(&mut self, start: PrimalDual, rule: &Rule) -> Result<bool, Error> {
        let was_solved = self.data.is_solution(&self.data.form.residuals(&start));
        let (mut min, mut current, mut best) = (self.data.form.natural_residual(&start), start.clone(), start);
        let mut forgiven = 0;
        for _ in 0..rule.max_steps {
            if self.data.run.is_out_of_time()? || self.info.iterations >= self.data.problem.max_iterations {
                break;
            }
            let Some(next) = self.active_set_step(&mut current).await else { break };
            let natural = self.data.form.natural_residual(&next);
            let is_solved = self.data.is_solution(&self.data.form.residuals(&next));
            if was_solved && !(is_solved && natural < min) {
                break;
            }
            self.info.iterations += 1;
            self.info.active_set_steps += 1;
            self.current.reached = next.clone();
            self.record(1.0, Phase::ActiveSet);
            if is_solved && !was_solved {
                return Ok(true);
            }
            if self.data.functions.is_hessian_model() {
                let hessian = self.data.functions.hessian_after(&current.at, &next.at).await;
                self.current.reached.at.hessian = Some(hessian);
            }
            let gains = natural <= rule.part_left * min;
            forgiven += u32::from(!gains);
            current = self.current.reached.clone();
            if natural < min {
                (min, best) = (natural, current.clone());
            }
            if forgiven > rule.forgiven || natural > LARGEST_GROWTH * min {
                break;
            }
        }
        self.data.run.ensure_wanted()?;
        self.current.reached = best;
        Ok(was_solved)
    }

    /// The iterate after a step; `None` if there is no trustworthy step.
    async fn active_set_step(&mut self, iterate: &mut PrimalDual) -> Option<PrimalDual> {
        let Self { data, kkt, .. } = self;
        if iterate.at.hessian.is_none() {
            iterate.at.hessian = Some(data.functions.hessian(&iterate.at).await);
        }
        let is_active = data.form.active_set(iterate);
        let (x, multipliers) = kkt.active_set_point(data, iterate, &is_active)?;
        let values = data.functions.values(&x).await;
        let at = data.iterate(x, values, multipliers).await?;
        let bound = |j: usize| if is_active[j] { data.form.project_multiplier(j, -at.gradient[j]) } else { 0.0 };
        let bound_multipliers = (0..data.form.variables).map(bound).collect();
        Some(PrimalDual { at, bound_multipliers })
    }
}

impl Kkt {
    /// The point and the constraint multipliers after an active-set step.
    fn active_set_point(
        &mut self,
        data: &Data,
        iterate: &PrimalDual,
        is_active: &[bool],
    ) -> Option<(Vec<f64>, Vec<f64>)> {
        let (Data { functions, form, .. }, at) = (data, &iterate.at);
        let n = form.variables;
        let hessian = at.hessian.as_deref().filter(|hessian| all_finite(hessian))?;
        if is_active.iter().filter(|is_active| **is_active).count() > n {
            return None;
        }
        let to_bound = |k: usize| form.active_bound(iterate, k) - form.primal(at, k);
        let to_bounds: Vec<_> = (0..n).map(|j| if is_active[j] { to_bound(j) } else { 0.0 }).collect();
        let mut gradient = at.derivatives.gradient.clone();
        Entries { pattern: &functions.hessian_pattern, values: hessian }
            .multiply_symmetric_add(&to_bounds, &mut gradient);
        let mut constraints: Vec<_> = (n..form.len()).map(|k| -to_bound(k)).collect();
        for (added, taken) in functions.hessian_terms() {
            add_scaled(&mut gradient, dot(added, &to_bounds), added);
            add_scaled(&mut gradient, -dot(taken, &to_bounds), taken);
        }
        functions.jacobian(&at.derivatives).multiply_add(&to_bounds, &mut constraints);
        (0..n).filter(|&j| is_active[j]).for_each(|j| gradient[j] = 0.0);
        (n..form.len()).filter(|&k| !is_active[k]).for_each(|k| constraints[k - n] = 0.0);

        let reduced = data.reduced_system(hessian, &at.derivatives, is_active);
        let system = reduced.system(functions);
        let dependence = Shifts { constraints: DEPENDENCE_SHIFT, ..Shifts::default() };
        if !(self.newton.is_of_minimum_with(system, Shifts::default())
            || self.newton.is_of_minimum_with(system, dependence))
        {
            return None;
        }
        let step = self.newton.solve(system, &gradient, &constraints);
        let moved: Vec<_> = step.variables.iter().zip(&to_bounds).map(|(free, held)| free + held).collect();
        if !(all_finite(&moved) && all_finite(&step.multipliers)) || Newton::is_long(&moved, &at.x) {
            return None;
        }
        let x = |j: usize| {
            if is_active[j] { form.active_bound(iterate, j) } else { form.bounds.clip(j, at.x[j] + moved[j]) }
        };
        let multiplier = |(i, &multiplier): (usize, &f64)| form.project_multiplier(n + i, multiplier);
        Some(((0..n).map(x).collect(), step.multipliers.iter().enumerate().map(multiplier).collect()))
    }
}

impl Data {
    /// H and J with the active variables fixed and only the active constraints.
    pub(super) fn reduced_system(&self, hessian: &[f64], derivatives: &Derivatives, is_active: &[bool]) -> Reduced {
        let (is_held, counts) = is_active.split_at(self.form.variables);
        // As large as the other entries, so that neither vanishes in rounding error.
        let unit = largest(hessian).max(1.0);
        let entries = hessian.iter().zip(&self.functions.hessian_pattern.entries);
        let free =
            |term: &Vec<f64>| term.iter().zip(is_held).map(|(&t, &is_held)| if is_held { 0.0 } else { t }).collect();
        let of_variable = |is_held: &bool| if *is_held { unit } else { 0.0 };
        let of_constraint = |counts: &bool| if *counts { f64::INFINITY } else { unit };
        Reduced {
            hessian: entries.map(|(&entry, &(i, j))| if is_held[i] || is_held[j] { 0.0 } else { entry }).collect(),
            terms: self.functions.hessian_terms().iter().map(|(added, taken)| (free(added), free(taken))).collect(),
            jacobian: self.functions.reduced_jacobian(derivatives, is_held, counts),
            variables: is_held.iter().map(of_variable).collect(),
            slacks: counts.iter().map(of_constraint).collect(),
        }
    }
}

impl Reduced {
    pub fn system<'a>(&'a self, functions: &'a Functions) -> System<'a> {
        System {
            hessian: Entries { pattern: &functions.hessian_pattern, values: &self.hessian },
            jacobian: Entries { pattern: &functions.jacobian_pattern, values: &self.jacobian },
            diagonals: Some(Diagonals { variables: &self.variables, slacks: &self.slacks }),
            terms: &self.terms,
        }
    }
}
