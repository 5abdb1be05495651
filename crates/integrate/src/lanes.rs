//! Many trajectories at once by an explicit method. Each has a lane with its own time and step size; the stages of all
//! lanes are evaluated together. A trajectory takes the same steps as alone. One that turns stiff leaves.

use crate::course::{Course, Span};
use crate::explicit::{Control, combined_error, distance, errors_of, pair_of};
use crate::integrate::{Integration, explicit_method};
use crate::settings::Settings;
use crate::system::System;
use crate::tables::Pair;
use crate::trajectory::{IntegrationRecord, Status, Trajectory};
use superlinear_interface::{Advance, Code, Error, Run};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

/// A system that is evaluated at a fixed number of points at once.
pub trait Fields: System {
    /// Writes `f(t, y)` for all points, one after another.
    fn values(&mut self, t: &[f64], y: &[f64], values: &mut [f64]);
}

/// A trajectory with its place among all.
struct Lane<'a> {
    number: usize,
    course: Course<'a>,
    control: Control,
    evaluations: u32,
    /// The current step, and whether it was shortened.
    h: f64,
    is_shortened: bool,
}

/// The lanes, and the stages of their current steps.
struct Lanes<'a, 'b, S> {
    system: &'b mut S,
    pair: &'static Pair,
    unknowns: usize,
    lanes: Vec<Option<Lane<'a>>>,
    stages: Vec<Vec<f64>>,
    t: Vec<f64>,
    point: Vec<f64>,
    /// The states at the start of the steps, and the sizes of these, one for each entry.
    starts: Vec<f64>,
    sizes: Vec<f64>,
    /// The errors of the steps, before their norms.
    errors: Vec<Vec<f64>>,
    /// The points of the stage before the last.
    before: Vec<f64>,
    finished: Vec<Option<Trajectory>>,
}

/// The error about an initial state, as one about the row of this number in the matrix of initial states.
pub fn of_trajectory(error: Error, number: usize) -> Error {
    if error.code == Code::InvalidInput && error.path == "initial" {
        return error.renamed("initial", &format!("initial[{number}]"));
    }
    error
}

/// Integrates from all initial states, one after another in `initial`, `width` at once; `first` is the number of the
/// first one, for errors. `None` stands for a trajectory that turned stiff. The settings must allow an explicit method, and
/// have no events.
pub fn integrate_many<S: Fields>(
    system: &mut S,
    settings: &Settings,
    (span, initial, first): (Span<'_>, &[f64], usize),
    width: usize,
    run: &Run,
) -> Result<Vec<Option<Trajectory>>, Error> {
    let n = system.unknowns();
    let mut starts = initial.chunks(n).enumerate();
    let Some(method) = explicit_method(settings) else { return Ok(starts.map(|_| None).collect()) };
    let (pair, part, count) = (pair_of(method), run.part(), initial.len() / n);
    let mut lanes = Lanes {
        system,
        pair,
        unknowns: n,
        lanes: (0..width).map(|_| None).collect(),
        stages: vec![vec![0.0; width * n]; pair.nodes.len()],
        t: vec![span.from; width],
        point: vec![0.0; width * n],
        starts: vec![0.0; width * n],
        sizes: vec![0.0; width * n],
        errors: vec![vec![0.0; width * n]; errors_of(pair).len()],
        before: vec![0.0; width * n],
        finished: (0..count).map(|_| None).collect(),
    };
    let mut begun = 0;
    loop {
        for place in 0..width {
            while lanes.lanes[place].is_none()
                && let Some((number, initial)) = starts.next()
            {
                lanes
                    .begin(place, number, (settings, &part), (span, initial))
                    .map_err(|error| of_trajectory(error, first + number))?;
                lanes.aim(place)?;
                begun = number + 1;
            }
        }
        if lanes.lanes.iter().all(Option::is_none) {
            return Ok(lanes.finished);
        }
        run.progress(Advance::count(begun as f64, count as f64), || lanes.record());
        lanes.step();
        lanes.settle()?;
        for place in 0..width {
            lanes.aim(place)?;
        }
    }
}

impl<'a, S: Fields> Lanes<'a, '_, S> {
    /// Puts a trajectory into a lane.
    fn begin(
        &mut self,
        place: usize,
        number: usize,
        (settings, run): (&'a Settings, &'a Run),
        start: (Span<'a>, &[f64]),
    ) -> Result<(), Error> {
        let (course, evaluations) = ready(Integration::start(self.system, settings, start, run))?.into_course();
        let control = Control::new(self.pair);
        self.lanes[place] = Some(Lane { number, course, control, evaluations, h: 0.0, is_shortened: false });
        Ok(())
    }

    /// Chooses the next step of a lane, or ends its trajectory.
    fn aim(&mut self, place: usize) -> Result<(), Error> {
        let Some(lane) = &mut self.lanes[place] else { return Ok(()) };
        let ending = lane.course.ending()?;
        match lane.course.aim(lane.course.span.end, f64::INFINITY) {
            Some((h, is_shortened)) if ending.is_none() => (lane.h, lane.is_shortened) = (h, is_shortened),
            _ => self.finish(place, ending.unwrap_or(Status::Stalled)),
        }
        Ok(())
    }

    fn finish(&mut self, place: usize, status: Status) {
        if let Some(lane) = self.lanes[place].take() {
            let evaluations = lane.evaluations;
            self.finished[lane.number] = Some(Trajectory { evaluations, ..lane.course.finish(status) });
        }
    }

    /// Evaluates the stages of all lanes.
    fn step(&mut self) {
        let n = self.unknowns;
        for (place, lane) in self.lanes.iter().enumerate() {
            if let Some(lane) = lane {
                self.stages[0][place * n..][..n].copy_from_slice(&lane.course.state.slope);
                self.starts[place * n..][..n].copy_from_slice(&lane.course.state.y);
                self.sizes[place * n..][..n].fill(lane.h);
            }
        }
        for stage in 1..=self.pair.last {
            self.evaluate(stage);
            if stage + 1 == self.pair.last {
                self.before.copy_from_slice(&self.point);
            }
        }
        for (place, lane) in self.lanes.iter_mut().enumerate() {
            if let Some(Lane { course, evaluations, .. }) = lane {
                course.end.y.copy_from_slice(&self.point[place * n..][..n]);
                course.end.slope.copy_from_slice(&self.stages[self.pair.last][place * n..][..n]);
                *evaluations += self.pair.last as u32;
            }
        }
    }

    /// Evaluates a stage of all lanes.
    fn evaluate(&mut self, stage: usize) {
        let weights = self.pair.weights[stage];
        dispatch(WeightedSum { stages: &self.stages, weights, sums: &mut self.point });
        dispatch(Shift { starts: &self.starts, sizes: &self.sizes, point: &mut self.point });
        for (place, lane) in self.lanes.iter().enumerate() {
            let Some(Lane { course, h, .. }) = lane else { continue };
            let is_last = stage == self.pair.last;
            self.t[place] = if is_last { course.end.t } else { course.state.t + h * self.pair.nodes[stage] };
        }
        self.system.values(&self.t, &self.point, &mut self.stages[stage]);
    }

    /// Accepts or rejects the steps of all lanes.
    fn settle(&mut self) -> Result<(), Error> {
        for (&weights, sums) in errors_of(self.pair).iter().zip(&mut self.errors) {
            dispatch(WeightedSum { stages: &self.stages, weights, sums });
        }
        let mut accepted = Vec::new();
        for place in 0..self.lanes.len() {
            let error = self.error_norm(place);
            let Some(Lane { course, control, h, is_shortened, .. }) = &mut self.lanes[place] else { continue };
            let trial = control.after(error, &course.end);
            course.count(trial.is_accepted, h.abs() * trial.factor, *is_shortened);
            if trial.is_accepted {
                accepted.push(place);
            }
        }
        self.interpolate(&accepted);
        for place in accepted {
            let Some(Lane { course, h, .. }) = &mut self.lanes[place] else { continue };
            if course.has_output() && !course.interpolant.is_usable() {
                course.revoke(*h);
                continue;
            }
            let is_stiff = course.settings.method.is_none() && self.is_stiff(place);
            let Some(Lane { course, .. }) = &mut self.lanes[place] else { continue };
            course.advance();
            course.write_step()?;
            if course.is_steady() {
                self.finish(place, Status::Steady);
            } else if is_stiff {
                self.lanes[place] = None;
            }
        }
        Ok(())
    }

    fn error_norm(&self, place: usize) -> f64 {
        let Some(Lane { course, h, .. }) = &self.lanes[place] else { return f64::NAN };
        let own = place * self.unknowns..(place + 1) * self.unknowns;
        let norm = |error: &Vec<f64>| course.settings.error_norm(&error[own.clone()], &course.state.y, &course.end.y);
        combined_error(self.errors.iter().map(|error| h.abs() * norm(error)))
    }

    fn is_stiff(&mut self, place: usize) -> bool {
        let own = place * self.unknowns..(place + 1) * self.unknowns;
        let Some(Lane { course, control, h, .. }) = &mut self.lanes[place] else { return false };
        let slopes = distance(&course.end.slope, &self.stages[self.pair.last - 1][own.clone()]);
        control.is_stiff(self.pair, (*h, slopes, distance(&course.end.y, &self.before[own])))
    }

    /// Writes the dense output of accepted steps with outputs within them.
    fn interpolate(&mut self, accepted: &[usize]) {
        let has_output = |lane: &Option<Lane>| lane.as_ref().is_some_and(|lane| lane.course.has_output());
        let wanted: Vec<usize> = accepted.iter().copied().filter(|&place| has_output(&self.lanes[place])).collect();
        if wanted.is_empty() {
            return;
        }
        for stage in self.pair.last + 1..self.pair.nodes.len() {
            self.evaluate(stage);
        }
        let n = self.unknowns;
        for place in wanted {
            let stages: Vec<f64> = self.stages.iter().flat_map(|values| &values[place * n..][..n]).copied().collect();
            let Some(Lane { course, evaluations, h, .. }) = &mut self.lanes[place] else { continue };
            *evaluations += (self.pair.nodes.len() - 1 - self.pair.last) as u32;
            let Course { state, end, interpolant, .. } = course;
            if self.pair.order == 5 {
                interpolant.set_order_5(state.t, *h, &state.y, &stages);
            } else {
                interpolant.set_order_8(state.t, *h, &state.y, &end.y, &stages);
            }
        }
    }

    /// The progress of the first trajectory under way.
    fn record(&self) -> IntegrationRecord {
        let first = self.lanes.iter().flatten().next().map(|lane| &lane.course);
        let (time, steps) = first.map_or((0.0, 0), |course| (course.state.t, course.trajectory.steps));
        IntegrationRecord { time, steps, rejected: first.map_or(0, |course| course.trajectory.rejected) }
    }
}

/// Writes a weighted sum of stages, added in their order.
struct WeightedSum<'a> {
    stages: &'a [Vec<f64>],
    weights: &'a [f64],
    sums: &'a mut [f64],
}

impl Kernel for WeightedSum<'_> {
    type Output = ();
    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let terms = || self.stages.iter().zip(self.weights).filter(|(_, weight)| **weight != 0.0);
        let (groups, rest) = self.sums.as_chunks_mut::<LANES>();
        let first_of_rest = LANES * groups.len();
        for (k, group) in groups.iter_mut().enumerate() {
            let mut sums = [0.0; LANES];
            for (values, &weight) in terms() {
                let values = &values[LANES * k..][..LANES];
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
            }
            *group = sums;
        }
        for (k, sum) in rest.iter_mut().enumerate() {
            *sum = 0.0;
            for (values, weight) in terms() {
                *sum += weight * values[first_of_rest + k];
            }
        }
    }
}

/// Turns weighted sums of slopes into points.
struct Shift<'a> {
    starts: &'a [f64],
    sizes: &'a [f64],
    point: &'a mut [f64],
}

impl Kernel for Shift<'_> {
    type Output = ();
    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        for ((sum, start), size) in self.point.iter_mut().zip(self.starts).zip(self.sizes) {
            *sum = start + size * *sum;
        }
    }
}
