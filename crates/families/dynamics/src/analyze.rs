//! Analysis of piecewise-linear maps: regions, their transitions, fixed points and cycles.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `symbols` | the regions of a run or a series, and their transitions |
//! | `orbits` | fixed points and cycles |

mod orbits;
pub mod problem;
pub mod solution;
mod symbols;

use crate::evolution::{Bound, Evolution};
use crate::piecewise_linear::Model;
use crate::series::Series;
use orbits::Orbits;
use problem::AnalyzeProblem;
use schemars::JsonSchema;
use solution::{AnalyzeSolution, AnalyzeStatus};
use superlinear_interface::{Error, NoProgress, Run, Task, check};
use symbols::Transitions;

/// Analyzes a piecewise-linear map: the regions it visits, their transitions and entropies, the fixed point of each
/// region, and the cycles among the visited words of regions, all in closed form (Brenner, Hemmer, Monfared, Durstewitz,
/// NeurIPS 2024).
///
/// @example
/// ```ts
/// const { series } = await simulate({ system: 'lozi', length: 500, transient: 100 });
/// const { model } = await reconstruct({ series, pieces: 1 });
/// const { regions, cycles } = await analyze({ model, maxPeriod: 4 });
/// ```
#[derive(JsonSchema)]
pub struct Analyze;

/// The maximum number of cycles.
const MAX_CYCLES: usize = 1000;

/// The maximum length of words.
const MAX_PERIOD: usize = 30;

impl Task for Analyze {
    const NAME: &'static str = "dynamics.analyze";
    type Problem = AnalyzeProblem;
    type Solution = AnalyzeSolution;
    type Progress = NoProgress;

    fn solve(problem: AnalyzeProblem, run: &Run) -> Result<AnalyzeSolution, Error> {
        let mut model = Model::new("model", &problem.model)?;
        check::count("maxPeriod", problem.max_period as usize, 1..=MAX_PERIOD)?;
        let (symbols, status) = symbols(&problem, &mut model, run)?;
        let transitions = Transitions::new(&symbols, model.pieces());
        let mut orbits = Orbits::new(&model, run);
        let regions = orbits.regions(&transitions)?;
        let cycles = orbits.cycles(&symbols, problem.max_period as usize, MAX_CYCLES)?;
        let status = if orbits.is_out_of_time { AnalyzeStatus::TimeLimit } else { status };
        Ok(AnalyzeSolution {
            status,
            entropy_rate: transitions.entropy_rate(),
            topological_entropy: transitions.topological_entropy(),
            transitions: transitions.counts(),
            symbols: symbols.iter().map(|symbol| *symbol as i32).collect::<Vec<_>>().into(),
            regions,
            cycles,
        })
    }
}

/// The regions of the series, or of the map's own run.
fn symbols(problem: &AnalyzeProblem, model: &mut Model, run: &Run) -> Result<(Vec<u32>, AnalyzeStatus), Error> {
    let n = model.dimension();
    if let Some(series) = &problem.series {
        let fields = [
            ("length", problem.length.is_some()),
            ("transient", problem.transient.is_some()),
            ("initial", problem.initial.is_some()),
        ];
        check::absent(&fields, "must not be given beside series")?;
        let series = Series::with_rows("series", series, 2)?;
        check::columns("series", series.columns, n, "model.linear")?;
        return Ok(((0..series.rows()).map(|i| model.region(series.row(i))).collect(), AnalyzeStatus::Finished));
    }
    let (length, transient) = (problem.length.unwrap_or(10_000), problem.transient.unwrap_or(1000));
    check::count("length", length as usize, 2..)?;
    let mut state = model.start(problem.initial.as_ref())?;
    run.ensure_memory("length", [length as usize])?;
    let bound = Bound::new(model, &state);
    let mut symbols = Vec::with_capacity(length as usize);
    for row in 0..u64::from(transient) + u64::from(length) {
        if !bound.holds(&state) {
            return Ok((symbols, AnalyzeStatus::Unbounded));
        }
        if row >= u64::from(transient) {
            symbols.push(model.region(&state));
        }
        model.apply(&mut state, &mut []);
        if row % 256 == 0 && run.is_out_of_time()? {
            return Ok((symbols, AnalyzeStatus::TimeLimit));
        }
    }
    Ok((symbols, AnalyzeStatus::Finished))
}
