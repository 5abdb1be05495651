//! Orbitals, densities and potentials of a solved atom at any r, by the elements' own polynomials.

pub mod log_grid;
pub mod sampler;

use crate::external::NucleusKind;
use crate::state::AtomState;
use crate::vocabulary::{AtomModel, Spin};
use sampler::Sampler;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Bound;
use superlinear_interface::{Error, NoProgress, Run, Task, Vector, check};

/// Orbitals, densities and potentials of a solved atom at any distances from the nucleus, by the elements' own polynomials: as
/// exact as the solution is.
///
/// @example
/// ```ts
/// const neon = await solve({ element: 'Ne' });
/// const { values } = await evaluate({ solution: neon, what: 'density', r: [0, 0.1, 1] });
/// ```
#[derive(JsonSchema)]
pub struct Evaluate;

/// What of a solved atom is wanted, and where. Hartree atomic units.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluateProblem {
    /// A solution of `solve`.
    pub solution: AtomState,
    /// Where: from 0 to the end of the solution's mesh, in any order.
    pub r: Vector,
    /// What is wanted there.
    #[serde(default)]
    pub what: Quantity,
    /// Which orbital, as its place in the solution's list; for `orbital` only.
    pub index: Option<u32>,
    /// Of which spin, in spin-polarised atoms. Default: densities of both, potentials of up.
    pub spin: Option<Spin>,
}

/// A function of r.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Quantity {
    /// P = r times the radial function of an orbital; in Dirac's equation also its small component Q.
    Orbital,
    /// The density of electrons n.
    #[default]
    Density,
    /// Its derivative.
    Gradient,
    /// Half the sum of the squared gradients of all occupied orbitals; not in Dirac's equation.
    KineticDensity,
    /// The potential that electrons feel.
    Potential,
    /// The part of it by the density of electrons.
    Hartree,
    /// The part of it by exchange and correlation.
    Xc,
    /// -r times the potential.
    EffectiveCharge,
}

/// The values.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateSolution {
    /// What was wanted, at each r.
    pub values: Vector,
    /// The small component, for orbitals of Dirac's equation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small: Option<Vector>,
}

impl Task for Evaluate {
    const NAME: &'static str = "atom.evaluate";
    type Problem = EvaluateProblem;
    type Solution = EvaluateSolution;
    type Progress = NoProgress;

    fn solve(problem: EvaluateProblem, run: &Run) -> Result<EvaluateSolution, Error> {
        let sampler = Sampler::new(&problem.solution)?;
        problem.check(sampler.r_max())?;
        let spin = problem.spin.map(Spin::index);
        let index = problem.index.unwrap_or(0) as usize;
        let is_dirac = problem.solution.model == AtomModel::Dirac;
        let (mut values, mut small) = (Vec::with_capacity(problem.r.len()), Vec::new());
        for &r in problem.r.iter() {
            run.ensure_wanted()?;
            if problem.what == Quantity::Orbital {
                let sample = sampler.orbital(index, r);
                values.push(if r == 0.0 { 0.0 } else { sample.large });
                if is_dirac {
                    small.push(sample.small);
                }
                continue;
            }
            values.push(match problem.what {
                Quantity::Orbital => 0.0,
                Quantity::Density => sampler.density(spin, r).value,
                Quantity::Gradient => sampler.density(spin, r).slope,
                Quantity::KineticDensity => sampler.density(spin, r).kinetic,
                Quantity::Potential => sampler.potential(spin.unwrap_or(0), r),
                Quantity::Hartree => sampler.hartree(r),
                Quantity::Xc => sampler.exchange_correlation(spin.unwrap_or(0), r),
                Quantity::EffectiveCharge => -r * sampler.potential(spin.unwrap_or(0), r.max(f64::MIN_POSITIVE)),
            });
        }
        if let (Some(zero), Quantity::EffectiveCharge) = (problem.r.iter().position(|&r| r == 0.0), problem.what) {
            // The limit: what of the nucleus is a point.
            let is_point = problem.solution.nucleus.kind == NucleusKind::Point;
            values[zero] = if is_point { problem.solution.nuclear_charge } else { 0.0 };
        }
        ensure_in_range(&values)?;
        let has_small = is_dirac && problem.what == Quantity::Orbital;
        Ok(EvaluateSolution { values: values.into(), small: has_small.then(|| small.into()) })
    }
}

/// Coefficients that no solution has may overflow.
pub(crate) fn ensure_in_range(values: &[f64]) -> Result<(), Error> {
    match values.iter().all(|value| value.is_finite()) {
        true => Ok(()),
        false => Err(Error::invalid("solution", "must be one of solve: its values leave the range of numbers")),
    }
}

impl EvaluateProblem {
    fn check(&self, r_max: f64) -> Result<(), Error> {
        let solution = &self.solution;
        match self.index {
            Some(index) if self.what != Quantity::Orbital => {
                return Err(Error::invalid("index", format!("must be given for orbitals only, got {index}")));
            }
            Some(index) => check::count("index", index as usize, ..solution.orbitals.len())?,
            None if self.what == Quantity::Orbital => {
                return Err(Error::invalid("index", "must say which orbital"));
            }
            None => {}
        }
        if self.spin.is_some() && !solution.spin {
            return Err(Error::invalid("spin", "must not be given where the solution has no spin"));
        }
        if self.what == Quantity::KineticDensity && solution.model == AtomModel::Dirac {
            return Err(Error::invalid("what", "must not be kineticDensity with the model dirac"));
        }
        let is_infinite_at_origin = solution.nucleus.kind == NucleusKind::Point
            && match self.what {
                Quantity::Potential => true,
                Quantity::Density | Quantity::KineticDensity | Quantity::Gradient => {
                    solution.model != AtomModel::Schrodinger
                }
                // Exchange follows the density.
                Quantity::Xc => solution.model != AtomModel::Schrodinger,
                _ => false,
            };
        let least = if is_infinite_at_origin { Bound::Excluded(0.0) } else { Bound::Included(0.0) };
        check::numbers("r", &self.r, (least, Bound::Included(r_max)))
    }
}
