//! Integration from all initial states, with estimates of the error.

use super::checked::Checked;
use super::problem::SolveRoute;
use super::solution::{EventRecord, MethodRecord, SolveSolution, SolveStatus};
use superlinear_expression::Named;
use superlinear_integrate::{Integration, Method, Settings, Status, System, Trajectory};
use superlinear_interface::{Error, Matrix, Oracle, Run};

/// The tolerances of the second integration, in those of the first; the smallest relative one is that of rounding.
const FINER: f64 = 0.1;
const MIN_TOLERANCE: f64 = 1e-14;

/// The equations of a problem, data or asked.
pub(super) trait Equations: System {
    /// Computes sensitivities, or not.
    fn set_sensitive(&mut self, _is_sensitive: bool) {}

    /// The parameters with sensitivities, with their numbers of elements.
    fn sensitive(&self) -> &[(String, usize)] {
        &[]
    }

    /// The trajectories integrated all at once, as far as possible, in order.
    fn at_once(&mut self, _checked: &Checked<'_>, _run: &Run) -> Result<Vec<Option<Trajectory>>, Error> {
        Ok(Vec::new())
    }
}

/// Integrates from all initial states. `oracle` is asked by the system, if it is the caller's.
pub(super) async fn solve<S: Equations>(
    system: &mut S,
    checked: &Checked<'_>,
    oracle: Option<&Oracle>,
    run: &Run,
) -> Result<SolveSolution, Error> {
    let count = checked.trajectories;
    let mut all = Trajectory::default();
    let mut estimate = checked.estimates_error().then(|| vec![0.0; checked.unknowns]);
    let (mut starts, mut statuses, mut events) = (Vec::new(), Vec::new(), Vec::new());
    let mut ready = system.at_once(checked, run)?.into_iter();
    for number in 0..count {
        let trajectory = match ready.next().flatten() {
            Some(trajectory) => trajectory,
            None => one(system, checked, number, (oracle, run), &mut estimate).await?,
        };
        starts.push(all.times.len() as i32);
        statuses.push(SolveStatus::from(trajectory.status));
        events.extend(trajectory.events.iter().map(|event| EventRecord {
            index: event.index as u32,
            trajectory: checked.are_several().then_some(number as u32),
            time: event.time,
            state: event.state.clone().into(),
            after: event.after.clone().map(Into::into),
        }));
        append(&mut all, trajectory);
        if checked.options.times.is_none() {
            run.ensure_memory("to", [all.times.len(), checked.unknowns])?;
        }
    }
    let status = statuses.iter().copied().find(|status| *status != SolveStatus::Finished);
    let methods = all.methods.iter().map(|&(from, method)| MethodRecord { from, method: route(method) });
    Ok(SolveSolution {
        status: status.unwrap_or(SolveStatus::Finished),
        sensitivities: by_name(system.sensitive(), checked.unknowns, &all),
        states: Matrix::new(all.times.len(), checked.unknowns, all.states),
        times: all.times.into(),
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
    system.set_sensitive(false);
    let coarse = integrated(system, checked, (number, &part(0.0, 0.4)), (oracle, run)).await;
    system.set_sensitive(true);
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
fn by_name(parameters: &[(String, usize)], n: usize, all: &Trajectory) -> Option<Named<Matrix>> {
    if parameters.is_empty() {
        return None;
    }
    let width: usize = parameters.iter().map(|(_, count)| count).sum();
    let rows = all.times.len();
    if all.sensitivities.len() != rows * n * width {
        return None;
    }
    let (mut named, mut first) = (Named::default(), 0);
    for (name, count) in parameters {
        let mut data = Vec::with_capacity(rows * n * count);
        for row in all.sensitivities.chunks(n * width) {
            for i in 0..n {
                data.extend((first..first + count).map(|k| row[k * n + i]));
            }
        }
        named.insert(name.clone(), Matrix::new(rows, n * count, data));
        first += count;
    }
    Some(named)
}
