//! The active-set phase: Newton's method with the estimated active bounds and inequalities as equations and the others
//! left out. This is a semismooth Newton method on the KKT conditions. Near a solution it converges quadratically, and
//! puts variables exactly on their bounds.
//!
//! Source: Hintermüller, Ito, Kunisch, The Primal-Dual Active Set Strategy as a Semismooth Newton Method, SIAM J.
//! Optim. 13, 2002.

use super::Interior;
use super::form::Pair;
use crate::inner::Diagonals;
use crate::minimize::functions::{Derivatives, all_finite};
use crate::minimize::iterate::Iterate;
use crate::minimize::newton::{Newton, Shifts, System};
use crate::minimize::solution::Phase;
use superlinear_interface::Error;
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::vectors::{add_scaled, dot, largest};

/// δc if the active constraints are linearly dependent.
const DEPENDENCE_SHIFT: f64 = 1e-9;

/// The termination rule of an active-set phase.
pub(super) struct Rule {
    most_steps: u32,
    /// The fraction of Φ that a step may leave.
    part_left: f64,
    /// Tolerated number of steps that leave more, unless Φ grows too much.
    forgiven: u32,
}

/// To finish an interior point run. A smaller fraction would abandon runs that converge; a larger one wastes steps.
pub(super) const FINISH: Rule = Rule { most_steps: 6, part_left: 0.7, forgiven: 0 };
/// From a solution, to gain the last digits.
pub(super) const AT_A_SOLUTION: Rule = Rule { most_steps: 2, part_left: 1.0, forgiven: 0 };
/// When nothing else improves the iterate.
pub(super) const LAST_RESORT: Rule = Rule { most_steps: 10, part_left: 0.9, forgiven: 0 };
/// From a warm start, whose first step often increases Φ.
pub(super) const WARM_START: Rule = Rule { most_steps: 4, part_left: 0.9, forgiven: 1 };

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
    pub(super) async fn newton_on_active_set(&mut self, start: Pair, rule: &Rule) -> Result<bool, Error> {
        let first = self.form.distance(&start);
        let was_solved = self.is_solution(&first);
        let (mut current, mut least, mut best) = (start.clone(), first.natural, start);
        let mut forgiven = 0;
        for _ in 0..rule.most_steps {
            if self.run.is_out_of_time()? || self.iterations >= self.problem.max_iterations {
                break;
            }
            let Some(next) = self.active_set_step(&mut current).await else { break };
            let distance = self.form.distance(&next);
            if was_solved && !(self.is_solution(&distance) && distance.natural < least) {
                break;
            }
            self.iterations += 1;
            self.active_set_steps += 1;
            self.reached = next.clone();
            self.record(1.0, Phase::ActiveSet);
            if self.is_solution(&distance) && !was_solved {
                return Ok(true);
            }
            if self.functions.is_hessian_model() {
                self.reached.at.hessian = Some(self.functions.hessian_after(&current.at, &next.at).await);
            }
            let gains = distance.natural <= rule.part_left * least;
            forgiven += u32::from(!gains);
            current = self.reached.clone();
            if distance.natural < least {
                (least, best) = (distance.natural, current.clone());
            }
            if forgiven > rule.forgiven || distance.natural > LARGEST_GROWTH * least {
                break;
            }
        }
        self.run.ensure_wanted()?;
        self.reached = best;
        Ok(was_solved)
    }

    /// The iterate after a step; `None` if there is no trustworthy step.
    async fn active_set_step(&mut self, pair: &mut Pair) -> Option<Pair> {
        if pair.at.hessian.is_none() {
            pair.at.hessian = Some(self.functions.hessian(&pair.at).await);
        }
        let is_active = self.form.seeming_active(pair);
        let (x, multipliers) = self.active_set_point(pair, &is_active)?;
        let values = self.functions.values(&x).await;
        if !values.are_finite() {
            return None;
        }
        let derivatives = self.functions.derivatives(&x, &values).await;
        if !derivatives.are_finite() {
            return None;
        }
        let gradient = self.functions.lagrangian_gradient(&derivatives, &multipliers);
        let bound = |j: usize| if is_active[j] { self.form.of_right_sign(j, -gradient[j]) } else { 0.0 };
        let bounds = (0..self.form.variables).map(bound).collect();
        Some(Pair { at: Iterate { x, values, derivatives, multipliers, gradient, hessian: None }, bounds })
    }

    /// The point and the constraint multipliers after a step.
    fn active_set_point(&mut self, pair: &Pair, is_active: &[bool]) -> Option<(Vec<f64>, Vec<f64>)> {
        let (n, at) = (self.form.variables, &pair.at);
        let hessian = at.hessian.as_deref().filter(|hessian| all_finite(hessian))?;
        let count = |flags: &[bool]| flags.iter().filter(|is_active| **is_active).count();
        if count(&is_active[n..]) + count(&is_active[..n]) > n {
            return None;
        }
        let to_end = |k: usize| self.form.seeming_end(pair, k) - self.form.number(at, k);
        let to_bounds: Vec<_> = (0..n).map(|j| if is_active[j] { to_end(j) } else { 0.0 }).collect();
        let mut gradient = at.derivatives.gradient.clone();
        Entries { pattern: &self.functions.hessian_pattern, values: hessian }
            .multiply_symmetric_add(&to_bounds, &mut gradient);
        let mut constraints: Vec<_> = (n..self.form.len()).map(|k| -to_end(k)).collect();
        for (added, taken) in self.functions.hessian_terms() {
            add_scaled(&mut gradient, dot(added, &to_bounds), added);
            add_scaled(&mut gradient, -dot(taken, &to_bounds), taken);
        }
        self.functions.jacobian(&at.derivatives).multiply_add(&to_bounds, &mut constraints);
        (0..n).filter(|&j| is_active[j]).for_each(|j| gradient[j] = 0.0);
        (n..self.form.len()).filter(|&k| !is_active[k]).for_each(|k| constraints[k - n] = 0.0);

        let reduced = self.reduced(hessian, &at.derivatives, &is_active[..n], &is_active[n..]);
        let system = reduced.system(&self.functions);
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
            if is_active[j] { self.form.seeming_end(pair, j) } else { self.form.ends.clip(j, at.x[j] + moved[j]) }
        };
        let multiplier = |(i, &multiplier): (usize, &f64)| self.form.of_right_sign(n + i, multiplier);
        Some(((0..n).map(x).collect(), step.multipliers.iter().enumerate().map(multiplier).collect()))
    }

    /// H and J with the variables `is_held` fixed and only the constraints `counts`.
    pub(super) fn reduced(
        &self,
        hessian: &[f64],
        derivatives: &Derivatives,
        is_held: &[bool],
        counts: &[bool],
    ) -> Reduced {
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
            jacobian: self.reduced_jacobian(derivatives, is_held, counts),
            variables: is_held.iter().map(of_variable).collect(),
            slacks: counts.iter().map(of_constraint).collect(),
        }
    }

    /// J with the columns `is_held` and the rows outside `counts` zeroed.
    pub(super) fn reduced_jacobian(&self, derivatives: &Derivatives, is_held: &[bool], counts: &[bool]) -> Vec<f64> {
        let entries = derivatives.jacobian.iter().zip(&self.functions.jacobian_pattern.entries);
        entries.map(|(&entry, &(i, j))| if is_held[j] || !counts[i] { 0.0 } else { entry }).collect()
    }
}

impl Reduced {
    pub fn system<'a>(&'a self, functions: &'a crate::minimize::functions::Functions) -> System<'a> {
        System {
            hessian: Entries { pattern: &functions.hessian_pattern, values: &self.hessian },
            jacobian: Entries { pattern: &functions.jacobian_pattern, values: &self.jacobian },
            diagonals: Some(Diagonals { variables: &self.variables, slacks: &self.slacks }),
            terms: &self.terms,
        }
    }
}
