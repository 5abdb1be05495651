//! A solved atom on a logarithmic grid, for codes that need one.

use super::ensure_in_range;
use super::sampler::Sampler;
use crate::state::AtomState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Bound;
use superlinear_interface::{Error, Matrix, NoProgress, Run, Task, Vector, check};

/// Evaluates a solved atom on a logarithmic grid, with integration weights: for codes that expect one.
///
/// @example
/// ```ts
/// const { r, weights, density } = await onLogGrid({ solution: await solve({ element: 'Ar' }), points: 2000 });
/// ```
#[derive(JsonSchema)]
pub struct OnLogGrid;

/// A solved atom, and the grid r_i = rMin (rMax/rMin)^(i/(points - 1)).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OnLogGridProblem {
    /// A solution of `solve`.
    pub solution: AtomState,
    /// The number of points, from 2 to 1000000.
    #[serde(default = "default_points")]
    pub points: u32,
    /// The first point in bohr. Default: 1e-6 divided by the nuclear charge.
    pub r_min: Option<f64>,
    /// The last point in bohr. Default: the end of the solution's mesh.
    pub r_max: Option<f64>,
}

fn default_points() -> u32 {
    2000
}

/// The atom on the grid.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OnLogGridSolution {
    /// The grid points.
    pub r: Vector,
    /// The integration weights over r: the trapezoidal rule in ln r, with spectral accuracy for functions that vanish
    /// at both ends.
    pub weights: Vector,
    /// 4 pi r^2 times the density.
    pub density: Vector,
    /// The potential of the electrons; of up electrons if spins differ.
    pub potential: Vector,
    /// The Hartree potential, its part from the electron density.
    pub hartree: Vector,
    /// P of each orbital, one per row.
    pub orbitals: Matrix,
    /// Q of each orbital, for Dirac's equation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small: Option<Matrix>,
}

impl Task for OnLogGrid {
    const NAME: &'static str = "atom.onLogGrid";
    type Problem = OnLogGridProblem;
    type Solution = OnLogGridSolution;
    type Progress = NoProgress;

    fn solve(problem: OnLogGridProblem, run: &Run) -> Result<OnLogGridSolution, Error> {
        let sampler = Sampler::new(&problem.solution)?;
        let (r_min, r_max) = problem.endpoints(sampler.r_max())?;
        let points = problem.points as usize;
        let step = (r_max / r_min).ln() / (points - 1) as f64;
        let r: Vec<f64> =
            (0..points).map(|i| if i + 1 == points { r_max } else { r_min * (i as f64 * step).exp() }).collect();
        let part = |i: usize| if i == 0 || i + 1 == points { 0.5 } else { 1.0 };
        let weights: Vec<f64> = r.iter().enumerate().map(|(i, r)| part(i) * step * r).collect();
        let mut density = vec![0.0; points];
        let (mut large, mut small) = (Vec::new(), Vec::new());
        for (index, orbital) in problem.solution.orbitals.iter().enumerate() {
            run.ensure_wanted()?;
            for (&r, density) in r.iter().zip(&mut density) {
                let sample = sampler.orbital(index, r);
                *density += orbital.occupation * (sample.large.powi(2) + sample.small.powi(2));
                large.push(sample.large);
                small.push(sample.small);
            }
        }
        let potential: Vec<f64> = r.iter().map(|&r| sampler.potential(0, r)).collect();
        let hartree: Vec<f64> = r.iter().map(|&r| sampler.hartree(r)).collect();
        [&density, &potential, &hartree, &large, &small].into_iter().try_for_each(|values| ensure_in_range(values))?;
        let rows = problem.solution.orbitals.len();
        let is_dirac = matches!(problem.solution.equation()?, crate::equation::Equation::Dirac(_));
        Ok(OnLogGridSolution {
            r: r.into(),
            weights: weights.into(),
            density: density.into(),
            potential: potential.into(),
            hartree: hartree.into(),
            orbitals: Matrix::new(rows, points, large),
            small: is_dirac.then(|| Matrix::new(rows, points, small)),
        })
    }
}

impl OnLogGridProblem {
    fn endpoints(&self, boundary: f64) -> Result<(f64, f64), Error> {
        check::count("points", self.points as usize, 2..=1_000_000)?;
        let r_max = self.r_max.unwrap_or(boundary);
        check::number("rMax", r_max, (Bound::Excluded(0.0), Bound::Included(boundary)))?;
        let r_min = self.r_min.unwrap_or(1e-6 / self.solution.nuclear_charge);
        check::number("rMin", r_min, 1e-15..r_max)?;
        Ok((r_min, r_max))
    }
}
