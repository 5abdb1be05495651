//! Integration from all initial states, with estimates of the error.

use super::checked::Checked;
use super::problem::SolveRoute;
use super::sensitive::Sensitive;
use super::solution::{EventRecord, MethodRecord, SolveSolution, SolveStatus};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use superlinear_expression::Named;
use superlinear_integrate::{
    Fields, Integration, IntegrationRecord, Method, Settings, Status, System, Trajectory, integrate_many,
};
use superlinear_interface::{Advance, Error, Matrix, Oracle, Run};
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

/// Trajectories one after another, with the largest estimates of their errors.
struct Block {
    trajectories: Vec<Trajectory>,
    estimate: Option<Vec<f64>>,
}

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
    fn new(checked: &Checked<'_>) -> Self {
        Self { trajectories: Vec::new(), estimate: checked.estimates_error().then(|| vec![0.0; checked.unknowns]) }
    }

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
            Some(width) => integrate_many(system, &checked.settings, (checked.span(), initial), width, run)?,
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

    /// The progress of the last trajectory.
    fn record(&self) -> IntegrationRecord {
        let last = self.trajectories.last();
        let time = last.and_then(|last| last.times.last()).copied();
        let (steps, rejected) = last.map_or((0, 0), |last| (last.steps, last.rejected));
        IntegrationRecord { time: time.unwrap_or(0.0), steps, rejected }
    }
}

/// The solution with the trajectories of all blocks.
fn collected(
    sensitive: &Sensitive,
    checked: &Checked<'_>,
    blocks: Vec<Block>,
    run: &Run,
) -> Result<SolveSolution, Error> {
    let mut all = Trajectory::default();
    let mut estimate = Some(vec![0.0_f64; checked.unknowns]);
    let (mut starts, mut statuses, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for block in blocks {
        estimate = estimate
            .zip(block.estimate)
            .map(|(largest, own)| largest.iter().zip(own).map(|(largest, own)| largest.max(own)).collect());
        for trajectory in block.trajectories {
            let number = starts.len() as u32;
            starts.push(all.times.len() as i32);
            statuses.push(SolveStatus::from(trajectory.status));
            events.extend(trajectory.events.iter().map(|event| EventRecord {
                index: event.index as u32,
                trajectory: checked.are_several().then_some(number),
                time: event.time,
                state: event.state.clone().into(),
                after: event.after.clone().map(Into::into),
            }));
            append(&mut all, trajectory);
            if checked.options.times.is_none() {
                run.ensure_memory("to", [all.times.len(), checked.unknowns])?;
            }
        }
    }
    let status = statuses.iter().copied().find(|status| *status != SolveStatus::Finished);
    let methods = all.methods.iter().map(|&(from, method)| MethodRecord { from, method: route(method) });
    Ok(SolveSolution {
        status: status.unwrap_or(SolveStatus::Finished),
        sensitivities: by_name(&sensitive.all(), checked.unknowns, &all),
        states: Matrix::new(all.times.len(), checked.unknowns, all.states),
        times: all.times.into(),
        observed: None,
        observed_sensitivities: None,
        events,
        error_estimate: estimate.map(Into::into),
        steps: all.steps,
        rejected: all.rejected,
        evaluations: all.evaluations,
        jacobians: all.jacobians,
        factorizations: all.factorizations,
        methods: methods.collect(),
        last_step: all.last_step,
        starts: checked.are_several().then(|| starts.into()),
        statuses: checked.are_several().then_some(statuses),
    })
}

/// Adds a trajectory to those before.
fn append(all: &mut Trajectory, trajectory: Trajectory) {
    if all.times.is_empty() {
        (all.methods, all.last_step) = (trajectory.methods.clone(), trajectory.last_step);
    }
    all.times.extend(&trajectory.times);
    all.states.extend(&trajectory.states);
    all.sensitivities.extend(&trajectory.sensitivities);
    add_counts(all, &trajectory);
}

/// Adds the counts of the work of another integration.
fn add_counts(to: &mut Trajectory, other: &Trajectory) {
    to.steps = to.steps.saturating_add(other.steps);
    to.rejected = to.rejected.saturating_add(other.rejected);
    to.evaluations = to.evaluations.saturating_add(other.evaluations);
    to.jacobians = to.jacobians.saturating_add(other.jacobians);
    to.factorizations = to.factorizations.saturating_add(other.factorizations);
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
    let mut integration = Integration::start(system, settings, from, run).await?;
    let status = match oracle {
        None => integration.run().await?,
        Some(oracle) => oracle.in_time(run, integration.run()).await.unwrap_or(Ok(Status::TimeLimit))?,
    };
    Ok(integration.finish(status))
}

fn route(method: Method) -> SolveRoute {
    match method {
        Method::DormandPrince5 => SolveRoute::DormandPrince5,
        Method::DormandPrince8 => SolveRoute::DormandPrince8,
        Method::Radau => SolveRoute::Radau,
    }
}

/// The sensitivities by the names of parameters; `None` if some states have none, because time was up before.
fn by_name(parameters: &[(&str, usize)], n: usize, all: &Trajectory) -> Option<Named<Matrix>> {
    if parameters.is_empty() {
        return None;
    }
    let width: usize = parameters.iter().map(|(_, count)| count).sum();
    let rows = all.times.len();
    if all.sensitivities.len() != rows * n * width {
        return None;
    }
    let (mut named, mut first) = (Named::default(), 0);
    for &(name, count) in parameters {
        let mut data = Vec::with_capacity(rows * n * count);
        for row in all.sensitivities.chunks(n * width) {
            for i in 0..n {
                data.extend((first..first + count).map(|k| row[k * n + i]));
            }
        }
        named.insert(name.to_owned(), Matrix::new(rows, n * count, data));
        first += count;
    }
    Some(named)
}
