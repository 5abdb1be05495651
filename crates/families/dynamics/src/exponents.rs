//! Lyapunov exponents: rates at which neighboring states separate.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `tangents` | all exponents of a system, by tangent vectors |
//! | `divergence` | the largest exponent of a series, by the divergence of neighbors |

pub mod problem;
pub mod solution;

mod divergence;
mod tangents;

pub(crate) use tangents::{Spectrum, spectrum};

use crate::piecewise_linear::MAX_DIMENSION;
use problem::LyapunovExponentsProblem;
use schemars::JsonSchema;
use solution::{LyapunovExponentsProgress, LyapunovExponentsSolution};
use superlinear_interface::{Error, Run, Task, check};

/// Computes Lyapunov exponents: all of a named system, of a model or of a formula, by the growth of tangent vectors (Benettin and others 1980), or the
/// largest one of a scalar series, by the divergence of nearest neighbors (Rosenstein, Collins, De Luca 1993). A positive
/// exponent is the rate at which small differences grow, the signature of chaos.
///
/// @example
/// ```ts
/// const { exponents } = await lyapunovExponents({ system: 'henon', length: 10_000 });
/// ```
#[derive(JsonSchema)]
pub struct LyapunovExponents;

impl Task for LyapunovExponents {
    const NAME: &'static str = "dynamics.lyapunovExponents";
    type Problem = LyapunovExponentsProblem;
    type Solution = LyapunovExponentsSolution;
    type Progress = LyapunovExponentsProgress;

    fn solve(problem: LyapunovExponentsProblem, run: &Run) -> Result<LyapunovExponentsSolution, Error> {
        if problem.series.is_some() {
            problem.ensure_series_alone()?;
            return divergence::solve(&problem, run);
        }
        problem.ensure_no_fields_of_series()?;
        let mut chosen = problem.choice.checked(true, run)?;
        let dimension = chosen.initial.len();
        check::count("length", problem.length.unwrap_or(DEFAULT_LENGTH) as usize, MIN_LENGTH..)?;
        let count = problem.count.map_or(dimension.min(MAX_DIMENSION), |count| count as usize);
        check::count("count", count, 1..=dimension.min(MAX_DIMENSION))?;
        run.ensure_memory("count", [8, dimension, count])?;
        let wanted = Spectrum {
            count,
            length: problem.length.unwrap_or(DEFAULT_LENGTH),
            transient: problem.transient.unwrap_or(DEFAULT_TRANSIENT),
        };
        spectrum(&mut *chosen.evolution, &chosen.initial, wanted, run)
    }
}

/// The default numbers of rows.
const DEFAULT_LENGTH: u32 = 100_000;
const DEFAULT_TRANSIENT: u32 = 1000;

/// The minimum number of rows: one for each block of the standard errors.
const MIN_LENGTH: usize = 20;
