//! The potentials of all points, which prove how little a plan can cost.

use super::amounts::Amounts;
use super::candidates::select;
use super::costs::Costs;
use super::dummies::{Dummies, dummy_cost};
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

/// Roundings between two values that are the same by a cycle through a dummy.
const ROUNDINGS: f64 = 4.0;

/// Potentials of all points, with `f_i + g_j + mass <= C_ij`.
pub(crate) struct Potentials {
    pub f: Vec<f64>,
    pub g: Vec<f64>,
    /// The potential of the mass that is moved; 0 where that is all.
    pub mass: f64,
}

impl Potentials {
    /// The potentials of the tree, and for points without mass the largest that the others allow. Their free constant is such
    /// that both sides have the same sum, weighted by the masses.
    pub fn of_whole(geometry: &Geometry, tree: &Tree, masses: &Masses, run: &Run) -> Result<Self, Error> {
        let mut potentials = Self::extend(geometry, masses, [tree.f(), tree.g()], 0.0, f64::INFINITY, run)?;
        let [sources, targets] = potentials.sums(masses);
        let shift = 0.5 * (sources - targets);
        potentials.f.iter_mut().for_each(|f| *f -= shift);
        potentials.g.iter_mut().for_each(|g| *g += shift);
        Ok(potentials)
    }

    /// The potentials for partial transport, from a tree of points and dummies. Let u and v be those of the tree, and U and V
    /// the values at which a point may send mass to its dummy. Then u - U, v - V and, for the mass, U + V are what is wanted: on
    /// any pair they sum to u_i + v_j, and in an optimal tree no u_i is above U and no v_j above V.
    ///
    /// What stays may be far more than what is moved: potentials there that rounding, of costs far above the others, would put
    /// below 0 would be worth more than the whole plan. So in an optimal tree they stay where they are.
    pub fn of_part(
        geometry: &Geometry,
        scale: Scale,
        tree: &Tree,
        amounts: &Amounts<'_>,
        Budget { run, stopped, .. }: &Budget<'_>,
    ) -> Result<Self, Error> {
        let [n, m] = amounts.points();
        let (u, from_dummy) = tree.f().split_at(n);
        let (v, to_dummy) = tree.g().split_at(m);
        let cost = dummy_cost(scale);
        let top = |values: &[f64], masses: &[f64], dummy: &[f64]| {
            let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let top = dummy.first().map_or(largest, |dummy| cost - dummy);
            // Where one point could send all that is moved, that is its limit and not its mass: it stays in part, or might.
            let unlimited = values.iter().zip(masses).filter(|&(_, &mass)| mass >= amounts.moved);
            unlimited.fold(top, |top, (&value, _)| top.min(value))
        };
        let (top_u, top_v) = (top(u, &amounts.source, to_dummy), top(v, &amounts.target, from_dummy));
        let (f, g) = (below(u, top_u), below(v, top_v));
        let mut potentials = Self::extend(geometry, amounts.masses, [&f, &g], top_u + top_v, 0.0, run)?;
        if stopped.is_none() {
            for (&j, _) in amounts.masses.target.support.iter().zip(&g).filter(|&(_, &value)| value == 0.0) {
                potentials.g[j as usize] = 0.0;
            }
        }
        Ok(potentials)
    }

    /// The potentials where nothing is moved: the first mass would go where it is cheapest.
    pub fn of_nothing(geometry: &Geometry, scale: Scale, masses: &Masses, run: &Run) -> Result<Self, Error> {
        let (sources, targets) = (&masses.source.support, &masses.target.support);
        let smallest = survey(&geometry.cost(sources, targets), run)?.extent.smallest;
        // Where all pairs that hold mass are forbidden, anything is allowed.
        let mass = if smallest.is_finite() { smallest } else { scale.extent.smallest };
        let zeros = [&vec![0.0; sources.len()][..], &vec![0.0; targets.len()]];
        Self::extend(geometry, masses, zeros, mass, 0.0, run)
    }

    /// From the potentials of the points that hold mass to those of all, of which none is above `highest`.
    fn extend(
        geometry: &Geometry,
        masses: &Masses,
        [sources, targets]: [&[f64]; 2],
        mass: f64,
        highest: f64,
        run: &Run,
    ) -> Result<Self, Error> {
        // Points all of whose pairs are forbidden may have any potential.
        let allowed = |lowest: f64| if lowest < f64::INFINITY { (lowest - mass).min(highest) } else { 0.0 };
        let mut f = vec![0.0; masses.source.count];
        for (&i, &value) in masses.source.support.iter().zip(sources) {
            f[i as usize] = value;
        }
        let missing = missing(&masses.source.support, masses.source.count);
        if !missing.is_empty() {
            let costs = unlimited(geometry.cost(&missing, &masses.target.support));
            let lowest = select(&costs, None, targets, 0.0, run)?.f;
            for (&i, value) in missing.iter().zip(lowest) {
                f[i as usize] = allowed(value);
            }
        }
        let lowest = target_potentials(&unlimited(geometry.whole_cost()), &f, run)?;
        let g = lowest.into_iter().map(allowed).collect();
        Ok(Self { f, g, mass })
    }

    /// The sums of each side's potentials, weighted by masses that sum to 1.
    fn sums(&self, masses: &Masses) -> [f64; 2] {
        let sum = |side: &Side, all: &[f64]| {
            let values: Vec<f64> = side.support.iter().map(|&i| all[i as usize]).collect();
            dot_in_order(&side.masses, &values)
        };
        [sum(&masses.source, &self.f), sum(&masses.target, &self.g)]
    }

    /// The dual value, for the mass `moved`.
    pub fn dual_value(&self, masses: &Masses, moved: f64) -> f64 {
        let [sources, targets] = self.sums(masses);
        masses.source.total * sources + masses.target.total * targets + moved * self.mass
    }
}

/// How far the values are below `top`; those that are at it to rounding, or above it, are not.
fn below(values: &[f64], top: f64) -> Vec<f64> {
    let difference = |value: f64| {
        let rounding = ROUNDINGS * f64::EPSILON * (value.abs() + top.abs());
        if value - top < -rounding { value - top } else { 0.0 }
    };
    values.iter().map(|&value| difference(value)).collect()
}

/// Costs between points as they are.
fn unlimited(cost: Cost) -> Costs {
    Costs { cost, ceiling: f64::INFINITY, dummies: Dummies::NONE }
}
