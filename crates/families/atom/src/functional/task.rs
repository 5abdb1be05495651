//! Exchange and correlation of given densities, as a task.

use super::{Approximation, Functional};
use crate::vocabulary::SPEEDS_OF_LIGHT;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector, check};

/// Evaluates exchange and correlation for given densities: the energy per electron, and the potentials.
///
/// @example
/// ```ts
/// const { energy, potential } = await functional({ xc: 'lda', density: [0.1, 10] });
/// ```
#[derive(JsonSchema)]
pub struct EvaluateFunctional;

/// A functional, and densities to evaluate it for. Hartree atomic units.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "FunctionalProblem")]
pub struct FunctionalProblem {
    /// The functional.
    pub xc: Functional,
    /// The density at each point, in electrons per cubic bohr; of up electrons if `densityDown` is given.
    pub density: Vector,
    /// The density of down electrons.
    pub density_down: Option<Vector>,
    /// The derivative of `density` along its gradient. Default: 0.
    pub gradient: Option<Vector>,
    /// The derivative of `densityDown` in the same direction.
    pub gradient_down: Option<Vector>,
    /// The speed of light, for relativistic exchange. Default: nonrelativistic.
    pub speed_of_light: Option<f64>,
}

/// Energies and potentials for the densities.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FunctionalSolution {
    /// The exchange-correlation energy per electron; 0 without density.
    pub energy: Vector,
    /// The potential: the derivative of the energy per volume with respect to `density`.
    pub potential: Vector,
    /// The derivative of the energy per volume with respect to `densityDown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub potential_down: Option<Vector>,
    /// The derivative of the energy per volume with respect to `gradient`.
    pub slope: Vector,
    /// The derivative of the energy per volume with respect to `gradientDown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slope_down: Option<Vector>,
}

/// The largest density and gradient: powers of larger ones leave the range of doubles.
const LARGEST_DENSITY: f64 = 1e60;

impl Task for EvaluateFunctional {
    const NAME: &'static str = "atom.functional";
    type Problem = FunctionalProblem;
    type Solution = FunctionalSolution;
    type Progress = NoProgress;

    fn solve(problem: FunctionalProblem, _: &Run) -> Result<FunctionalSolution, Error> {
        problem.check()?;
        let approximation = Approximation { functional: problem.xc, speed_of_light: problem.speed_of_light };
        let n = &problem.density;
        let slope = |given: &Option<Vector>, i: usize| given.as_ref().map_or(0.0, |values| values[i]);
        let per_electron = |energy: f64, density: f64| if density > 0.0 { energy / density } else { 0.0 };
        let Some(down) = &problem.density_down else {
            let points: Vec<_> =
                (0..n.len()).map(|i| approximation.restricted(n[i], slope(&problem.gradient, i))).collect();
            return Ok(FunctionalSolution {
                energy: points
                    .iter()
                    .zip(n.iter())
                    .map(|(point, n)| per_electron(point.energy, *n))
                    .collect::<Vec<_>>()
                    .into(),
                potential: points.iter().map(|point| point.potential[0]).collect::<Vec<_>>().into(),
                potential_down: None,
                slope: points.iter().map(|point| point.slope[0]).collect::<Vec<_>>().into(),
                slope_down: None,
            });
        };
        let of = |i: usize| {
            let slopes = [slope(&problem.gradient, i), slope(&problem.gradient_down, i)];
            approximation.polarized([n[i], down[i]], slopes)
        };
        let points: Vec<_> = (0..n.len()).map(of).collect();
        let all = |part: fn(&super::Point<2>) -> f64| points.iter().map(part).collect::<Vec<_>>().into();
        let energies = points.iter().enumerate().map(|(i, point)| per_electron(point.energy, n[i] + down[i]));
        Ok(FunctionalSolution {
            energy: energies.collect::<Vec<_>>().into(),
            potential: all(|point| point.potential[0]),
            potential_down: Some(all(|point| point.potential[1])),
            slope: all(|point| point.slope[0]),
            slope_down: Some(all(|point| point.slope[1])),
        })
    }
}

impl FunctionalProblem {
    fn check(&self) -> Result<(), Error> {
        let count = self.density.len();
        let lists = [
            ("density", Some(&self.density)),
            ("densityDown", self.density_down.as_ref()),
            ("gradient", self.gradient.as_ref()),
            ("gradientDown", self.gradient_down.as_ref()),
        ];
        for (name, values) in lists {
            let Some(values) = values else { continue };
            check::length(name, values.len(), count, "density")?;
            let least = if name.starts_with("density") { 0.0 } else { -LARGEST_DENSITY };
            check::numbers(name, values, least..=LARGEST_DENSITY)?;
        }
        if self.gradient_down.is_some() && self.density_down.is_none() {
            return Err(Error::invalid("gradientDown", "must not be given without densityDown"));
        }
        check::optional("speedOfLight", self.speed_of_light, SPEEDS_OF_LIGHT)
    }
}
