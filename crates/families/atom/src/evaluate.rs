//! Evaluation of orbitals, densities and potentials of a solved atom at any r, by the polynomials of the elements.

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

/// Evaluates orbitals, densities and potentials of a solved atom at any distance from the nucleus, by the polynomials
/// of the elements: as accurately as the solution itself.
///
/// @example
/// ```ts
/// const neon = await solve({ element: 'Ne' });
/// const { values } = await evaluate({ solution: neon, what: 'density', r: [0, 0.1, 1] });
/// ```
#[derive(JsonSchema)]
pub struct Evaluate;

/// A solved atom, the quantity to evaluate, and the distances. Hartree atomic units.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluateProblem {
    /// A solution of `solve`.
    pub solution: AtomState,
    /// The distances from the nucleus, from 0 to the end of the solution's mesh, in any order.
    pub r: Vector,
    /// The quantity to evaluate.
    #[serde(default)]
    pub what: Quantity,
    /// The index of an orbital in the solution's list; only for `orbital`.
    pub index: Option<u32>,
    /// The spin, for spin-polarized atoms. Default: both spins for densities, up for potentials.
    pub spin: Option<Spin>,
}

/// A function of r.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Quantity {
    /// P = r times the radial function of an orbital; for Dirac's equation also its small component Q.
    Orbital,
    /// The electron density n.
    #[default]
    Density,
    /// The derivative of the density.
    Gradient,
    /// The kinetic energy density: half the sum of the squared gradients of all occupied orbitals; not for Dirac's
    /// equation.
    KineticDensity,
    /// The potential of the electrons.
    Potential,
    /// The Hartree potential, its part from the electron density.
    Hartree,
    /// The exchange-correlation potential.
    Xc,
    /// -r times the potential.
    EffectiveCharge,
}

/// The evaluated quantity.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateSolution {
    /// The quantity at each r.
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
            // The limit at the origin, from the point charge of the nucleus.
            let is_point = problem.solution.nucleus.kind == NucleusKind::Point;
            values[zero] = if is_point { problem.solution.nuclear_charge } else { 0.0 };
        }
        ensure_in_range(&values)?;
        let has_small = is_dirac && problem.what == Quantity::Orbital;
        Ok(EvaluateSolution { values: values.into(), small: has_small.then(|| small.into()) })
    }
}

/// Refuses values that are not finite: the coefficients of a forged solution may overflow.
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
                // Exchange diverges with the density.
                Quantity::Xc => solution.model != AtomModel::Schrodinger,
                _ => false,
            };
        let least = if is_infinite_at_origin { Bound::Excluded(0.0) } else { Bound::Included(0.0) };
        check::numbers("r", &self.r, (least, Bound::Included(r_max)))
    }
}
