//! The solution, with the trajectories of all blocks one after another.

use super::checked::Checked;
use super::problem::SolveRoute;
use super::sensitive::Sensitive;
use super::solution::{EventRecord, MethodRecord, SolveSolution, SolveStatus};
use superlinear_expression::Named;
use superlinear_integrate::{IntegrationRecord, Method, Trajectory};
use superlinear_interface::{Error, Matrix, Run};

/// Trajectories one after another, with the largest estimates of their errors.
pub(super) struct Block {
    pub trajectories: Vec<Trajectory>,
    pub estimate: Option<Vec<f64>>,
}

impl Block {
    /// No trajectories yet.
    pub fn new(checked: &Checked<'_>) -> Self {
        Self { trajectories: Vec::new(), estimate: checked.estimates_error().then(|| vec![0.0; checked.unknowns]) }
    }

    /// The progress of the last trajectory.
    pub fn record(&self) -> IntegrationRecord {
        let last = self.trajectories.last();
        let time = last.and_then(|last| last.times.last()).copied();
        let (steps, rejected) = last.map_or((0, 0), |last| (last.steps, last.rejected));
        IntegrationRecord { time: time.unwrap_or(0.0), steps, rejected }
    }
}

/// The solution with the trajectories of all blocks.
pub(super) fn collected(
    sensitive: &Sensitive,
    checked: &Checked<'_>,
    blocks: Vec<Block>,
    run: &Run,
) -> Result<SolveSolution, Error> {
    if checked.options.times.is_none() {
        let trajectories = blocks.iter().flat_map(|block| &block.trajectories);
        run.ensure_memory("to", [trajectories.map(|own| own.states.len() + own.sensitivities.len()).sum()])?;
    }
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
pub(super) fn add_counts(to: &mut Trajectory, other: &Trajectory) {
    to.steps = to.steps.saturating_add(other.steps);
    to.rejected = to.rejected.saturating_add(other.rejected);
    to.evaluations = to.evaluations.saturating_add(other.evaluations);
    to.jacobians = to.jacobians.saturating_add(other.jacobians);
    to.factorizations = to.factorizations.saturating_add(other.factorizations);
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
