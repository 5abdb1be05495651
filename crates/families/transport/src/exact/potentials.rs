//! The potentials of all points, which prove a lower bound on the cost of a plan.
//!
//! A pass over all costs makes those of a tree feasible. After the time limit no pass is possible: the potentials are
//! then the better of the feasible ones from the start of the last level, and of the constant ones that assign every
//! pair the smallest cost.

use super::amounts::Amounts;
use super::candidates::select;
use super::costs::Costs;
use super::dummies::{Dummies, dummy_cost};
use super::levels::Solved;
use super::scale::Scale;
use super::simplex::Budget;
use super::transform::target_potentials;
use super::tree::Tree;
use crate::cost::Cost;
use crate::geometry::Geometry;
use crate::inputs::{Masses, Side, missing};
use crate::kernels::survey::survey;
use superlinear_interface::{Error, Run};
use superlinear_numerics::vectors::dot_in_order;

/// Number of rounding errors between two values that are equal because of a cycle through a dummy.
const ROUNDINGS: f64 = 4.0;

/// Potentials of all points, with `f_i + g_j + mass <= C_ij`.
pub(crate) struct Potentials {
    pub f: Vec<f64>,
    pub g: Vec<f64>,
    /// The potential of the moved mass; 0 if all mass is moved.
    pub mass: f64,
}

/// The data for computing potentials.
pub(crate) struct Proof<'a> {
    pub geometry: &'a Geometry,
    pub scale: Scale,
    pub amounts: &'a Amounts<'a>,
    pub budget: &'a Budget<'a>,
}

impl Proof<'_> {
    /// The potentials of the tree, with the largest feasible ones for points without mass.
    ///
    /// In partial transport, the mass that stays may be far more than the moved mass. Rounding errors, with costs far
    /// above the others, could make potentials of staying mass negative and contribute more than the whole plan. In an
    /// optimal tree these potentials therefore remain 0.
    pub(crate) fn of_tree(&self, tree: &Tree) -> Result<Potentials, Error> {
        let Self { geometry, amounts, budget, .. } = self;
        let Potentials { f, g, mass } = self.of_support([tree.f(), tree.g()]);
        let mut potentials = Potentials::extend(geometry, amounts.masses, [&f, &g], mass, self.highest(), budget.run)?;
        if amounts.is_part && budget.stopped.is_none() {
            for (&j, _) in amounts.masses.target.support.iter().zip(&g).filter(|&(_, &value)| value == 0.0) {
                potentials.g[j as usize] = 0.0;
            }
        }
        Ok(self.balanced(potentials))
    }

    /// Potentials without another pass over the costs.
    pub(crate) fn without_costs(&self, Solved { tree, first_potentials }: &Solved) -> Potentials {
        let constant = [vec![0.0; tree.f().len()], vec![self.scale.extent.smallest; tree.g().len()]];
        let extended = |[u, v]: &[Vec<f64>; 2]| self.balanced(self.extend_without_costs(&self.of_support([u, v])));
        let value = |potentials: &Potentials| potentials.dual_value(self.amounts.masses, self.amounts.mass());
        let constant = extended(&constant);
        match first_potentials.as_ref().map(extended) {
            Some(first) if value(&first) > value(&constant) => first,
            _ => constant,
        }
    }

    /// The potentials of the points with mass, from those of points and dummies.
    ///
    /// For partial transport, let u and v be the given potentials, and U and V the values at which a point may send
    /// mass to its dummy. The result is u - U, v - V and, for the mass, U + V: on any pair they sum to u_i + v_j, and
    /// in an optimal tree no u_i exceeds U and no v_j exceeds V.
    fn of_support(&self, [u, v]: [&[f64]; 2]) -> Potentials {
        let amounts = self.amounts;
        if !amounts.is_part {
            return Potentials { f: u.to_vec(), g: v.to_vec(), mass: 0.0 };
        }
        let [n, m] = amounts.points();
        let (u, from_dummy) = u.split_at(n);
        let (v, to_dummy) = v.split_at(m);
        let cost = dummy_cost(self.scale);
        let top = |values: &[f64], masses: &[f64], dummy: &[f64]| {
            let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let top = dummy.first().map_or(largest, |dummy| cost - dummy);
            // A point that could send all the moved mass is limited by it and not by its own mass: part of it stays, or
            // may.
            let unlimited = values.iter().zip(masses).filter(|&(_, &mass)| mass >= amounts.moved);
            unlimited.fold(top, |top, (&value, _)| top.min(value))
        };
        let (top_u, top_v) = (top(u, &amounts.source, to_dummy), top(v, &amounts.target, from_dummy));
        Potentials { f: below(u, top_u), g: below(v, top_v), mass: top_u + top_v }
    }

    /// The upper limit on potentials of points.
    fn highest(&self) -> f64 {
        if self.amounts.is_part { 0.0 } else { f64::INFINITY }
    }

    /// Extends feasible potentials of the points with mass to all points. The values of the others are feasible for any
    /// pair, as no cost is below the smallest.
    fn extend_without_costs(&self, Potentials { f, g, mass }: &Potentials) -> Potentials {
        let Masses { source, target, .. } = self.amounts.masses;
        let top = |values: &[f64]| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let all = |side: &Side, values: &[f64], others: &[f64]| {
            let safe = (self.scale.extent.smallest - mass - top(others)).min(self.highest());
            let mut all = vec![safe; side.count];
            for (&i, &value) in side.support.iter().zip(values) {
                all[i as usize] = value;
            }
            all
        };
        let f = all(source, f, g);
        let g = all(target, g, &f);
        Potentials { f, g, mass: *mass }
    }

    /// Fixes the free constant, if all mass is moved, so that the mass-weighted sums of f and g are equal.
    fn balanced(&self, mut potentials: Potentials) -> Potentials {
        if !self.amounts.is_part {
            let [sources, targets] = potentials.sums(self.amounts.masses);
            let shift = 0.5 * (sources - targets);
            potentials.f.iter_mut().for_each(|f| *f -= shift);
            potentials.g.iter_mut().for_each(|g| *g += shift);
        }
        potentials
    }
}

impl Potentials {
    /// The potentials if nothing is moved: the first mass would move at the smallest cost.
    pub(crate) fn of_nothing(geometry: &Geometry, scale: Scale, masses: &Masses, run: &Run) -> Result<Self, Error> {
        let (sources, targets) = (&masses.source.support, &masses.target.support);
        let smallest = survey(&geometry.cost(sources, targets), run)?.extent.smallest;
        // If all pairs with mass are forbidden, any value is feasible.
        let mass = if smallest.is_finite() { smallest } else { scale.extent.smallest };
        let zeros = [&vec![0.0; sources.len()][..], &vec![0.0; targets.len()]];
        Self::extend(geometry, masses, zeros, mass, 0.0, run)
    }

    /// Extends the potentials of the points with mass to all points, with none above `highest`.
    fn extend(
        geometry: &Geometry,
        masses: &Masses,
        [sources, targets]: [&[f64]; 2],
        mass: f64,
        highest: f64,
        run: &Run,
    ) -> Result<Self, Error> {
        let run = &run.unlimited();
        // Points with only forbidden pairs may have any potential.
        let allowed = |lowest: f64| if lowest < f64::INFINITY { (lowest - mass).min(highest) } else { 0.0 };
        let mut f = vec![0.0; masses.source.count];
        for (&i, &value) in masses.source.support.iter().zip(sources) {
            f[i as usize] = value;
        }
        let missing = missing(&masses.source.support, masses.source.count);
        if !missing.is_empty() {
            let costs = unlimited(geometry.cost(&missing, &masses.target.support));
            let lowest = select(&costs, None, targets, 0.0, run).ok_or_else(Error::aborted)?.f;
            for (&i, value) in missing.iter().zip(lowest) {
                f[i as usize] = allowed(value);
            }
        }
        let lowest = target_potentials(&unlimited(geometry.whole_cost()), &f, run).ok_or_else(Error::aborted)?;
        let g = lowest.into_iter().map(allowed).collect();
        Ok(Self { f, g, mass })
    }

    /// The sums of the source and target potentials, weighted by masses that sum to 1.
    fn sums(&self, masses: &Masses) -> [f64; 2] {
        let sum = |side: &Side, all: &[f64]| {
            let values: Vec<f64> = side.support.iter().map(|&i| all[i as usize]).collect();
            dot_in_order(&side.masses, &values)
        };
        [sum(&masses.source, &self.f), sum(&masses.target, &self.g)]
    }

    /// The dual value, for the moved mass `moved`.
    pub(crate) fn dual_value(&self, masses: &Masses, moved: f64) -> f64 {
        let [sources, targets] = self.sums(masses);
        masses.source.total * sources + masses.target.total * targets + moved * self.mass
    }
}

/// The values minus `top`; 0 for values equal to it up to rounding, or above it.
fn below(values: &[f64], top: f64) -> Vec<f64> {
    let difference = |value: f64| {
        let rounding = ROUNDINGS * f64::EPSILON * (value.abs() + top.abs());
        if value - top < -rounding { value - top } else { 0.0 }
    };
    values.iter().map(|&value| difference(value)).collect()
}

/// Costs between points without a ceiling.
fn unlimited(cost: Cost) -> Costs {
    Costs { cost, ceiling: f64::INFINITY, dummies: Dummies::NONE }
}
