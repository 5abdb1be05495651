//! Integration from all initial states, in blocks of trajectories for threads, with estimates of the error.

use super::checked::Checked;
use super::collected::{Block, add_counts, collected};
use super::sensitive::Sensitive;
use super::solution::SolveSolution;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use superlinear_integrate::{Fields, Integration, Settings, Status, System, Trajectory, integrate_many, of_trajectory};
use superlinear_interface::{Advance, Error, Oracle, Run};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::parallel::Parallelism;

/// The tolerances of the second integration, in those of the first; the smallest relative one is that of rounding.
const FINER: f64 = 0.1;
const MIN_TOLERANCE: f64 = 1e-14;

/// The equations of a problem, data or asked.
pub(super) trait Equations: System {
    /// The sensitivities.
    fn sensitive(&mut self) -> &mut Sensitive;
}

/// The lanes of a block of trajectories that are integrated all at once, and the number of trajectories of a block that are
/// integrated one after another. Blocks are for threads: larger ones share more of the cost of a copy of the equations.
const LANES_OF_BLOCK: usize = 4;
const TRAJECTORIES_OF_BLOCK: usize = 8;

/// Integrates from all initial states by questions.
pub(super) async fn solve_asked<S: Equations>(
    system: &mut S,
    checked: &Checked<'_>,
    (oracle, run): (&Oracle, &Run),
) -> Result<SolveSolution, Error> {
    let mut block = Block::new(checked);
    for number in 0..checked.trajectories {
        block.add(system, checked, number, (Some(oracle), run)).await?;
    }
    collected(system.sensitive(), checked, vec![block], run)
}

/// Integrates from all initial states, on all threads; `width` at once if explicit steps for several states are prepared. Each
/// trajectory is the same as alone.
pub(super) fn solve_data<S: Equations + Fields + Clone + Sync>(
    system: &mut S,
    checked: &Checked<'_>,
    width: Option<usize>,
    run: &Run,
) -> Result<SolveSolution, Error> {
    let count = checked.trajectories;
    let size = width.map_or(TRAJECTORIES_OF_BLOCK, |width| LANES_OF_BLOCK * width);
    if count <= size {
        let block = Block::of(system, checked, 0..count, (width, run))?;
        return collected(system.sensitive(), checked, vec![block], run);
    }
    let (equations, done) = (&*system, Mutex::new(0));
    let blocks = Parallelism::of(run).map_blocks(count.div_ceil(size), |k| {
        let numbers = k * size..((k + 1) * size).min(count);
        let added = numbers.len();
        let block = Block::of(&mut equations.clone(), checked, numbers, (width, &run.part()))?;
        let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
        *done += added;
        run.progress(Advance::count(*done as f64, count as f64), || block.record());
        Ok(block)
    });
    let blocks = blocks.into_iter().collect::<Result<_, _>>()?;
    collected(system.sensitive(), checked, blocks, run)
}

impl Block {
    /// The trajectories of these numbers.
    fn of<S: Equations + Fields>(
        system: &mut S,
        checked: &Checked<'_>,
        numbers: Range<usize>,
        (width, run): (Option<usize>, &Run),
    ) -> Result<Self, Error> {
        let mut block = Self::new(checked);
        let initial = &checked.initial[numbers.start * checked.unknowns..numbers.end * checked.unknowns];
        let mut at_once = match width {
            Some(width) => {
                integrate_many(system, &checked.settings, (checked.span(), initial, numbers.start), width, run)?
            }
            None => Vec::new(),
        };
        at_once.resize_with(numbers.len(), || None);
        for (number, trajectory) in numbers.zip(at_once) {
            match trajectory {
                Some(trajectory) => block.trajectories.push(trajectory),
                None => ready(block.add(system, checked, number, (None, run)))?,
            }
        }
        Ok(block)
    }

    /// Adds one trajectory. Raises the estimates of the error, or drops them if they do not apply.
    async fn add<S: Equations>(
        &mut self,
        system: &mut S,
        checked: &Checked<'_>,
        number: usize,
        with: (Option<&Oracle>, &Run),
    ) -> Result<(), Error> {
        let trajectory = one(system, checked, number, with, &mut self.estimate).await?;
        self.trajectories.push(trajectory);
        Ok(())
    }
}

/// One trajectory. Raises the estimates of the error, or drops them if they do not apply.
async fn one<S: Equations>(
    system: &mut S,
    checked: &Checked<'_>,
    number: usize,
    (oracle, run): (Option<&Oracle>, &Run),
    estimate: &mut Option<Vec<f64>>,
) -> Result<Trajectory, Error> {
    // The coarse integration takes about 0.4 of the work of both.
    let part = |from: f64, to: f64| {
        let at = |fraction: f64| (number as f64 + fraction) / checked.trajectories as f64;
        Settings { part: [at(from), at(to)], ..checked.settings.clone() }
    };
    if !checked.estimates_error() {
        return integrated(system, checked, (number, &part(0.0, 1.0)), (oracle, run)).await;
    }
    system.sensitive().is_on = false;
    let coarse = integrated(system, checked, (number, &part(0.0, 0.4)), (oracle, run)).await;
    system.sensitive().is_on = true;
    let coarse = coarse?;
    if coarse.status == Status::TimeLimit {
        *estimate = None;
        return Ok(coarse);
    }
    let settings = Settings {
        tolerance: (FINER * checked.settings.tolerance).max(MIN_TOLERANCE),
        absolute: checked.settings.absolute.iter().map(|tolerance| FINER * tolerance).collect(),
        ..part(0.4, 1.0)
    };
    let mut fine = integrated(system, checked, (number, &settings), (oracle, run)).await?;
    // After other endings the last states are at different times.
    let is_complete = matches!(fine.status, Status::Finished | Status::Event | Status::Steady);
    match estimate.as_mut().filter(|_| is_complete && coarse.status == fine.status) {
        Some(largest) => raise(largest, &coarse, &fine, checked.options.times.is_some()),
        None => *estimate = None,
    }
    add_counts(&mut fine, &coarse);
    Ok(fine)
}

/// Raises the estimates to the differences of two trajectories: at all times, or at the end.
fn raise(largest: &mut [f64], coarse: &Trajectory, fine: &Trajectory, at_all: bool) {
    let n = largest.len();
    let (a, b) = (&coarse.states, &fine.states);
    let first = |states: &[f64]| if at_all { 0 } else { states.len() - n };
    for (a, b) in a[first(a)..].chunks(n).zip(b[first(b)..].chunks(n)) {
        for ((largest, a), b) in largest.iter_mut().zip(a).zip(b) {
            *largest = largest.max((a - b).abs());
        }
    }
}

/// An integration within the time limit.
async fn integrated<S: Equations>(
    system: &mut S,
    checked: &Checked<'_>,
    (number, settings): (usize, &Settings),
    (oracle, run): (Option<&Oracle>, &Run),
) -> Result<Trajectory, Error> {
    let from = (checked.span(), checked.initial(number));
    let start = Integration::start(system, settings, from, run).await;
    let mut integration =
        start.map_err(|error| if checked.are_several() { of_trajectory(error, number) } else { error })?;
    let status = match oracle {
        None => integration.run().await?,
        Some(oracle) => oracle.in_time(run, integration.run()).await.unwrap_or(Ok(Status::TimeLimit))?,
    };
    Ok(integration.finish(status))
}
