//! Events within a step: zeros of functions on dense output, and given times.
//!
//! The sign of a function is sampled at five places of each step. Where the absolute value has a minimum among them, the
//! vertex of the parabola through it is sampled too, which finds pairs of zeros. A zero at the start, and one of a function
//! after its own change of the state, has no sign: the next sample gives it.

use crate::augmented::Augmented;
use crate::interpolant::Interpolant;
use crate::settings::Settings;
use crate::step::State;
use crate::system::System;
use superlinear_interface::Error;
use superlinear_numerics::{RootSample, RootSearch};

/// The samples of a step.
const PLACES: [f64; 4] = [0.25, 0.5, 0.75, 1.0];

/// Additional samples of a step after a change, which is often followed by another one soon.
const PLACES_AFTER_CHANGE: [f64; 3] = [1.0 / 1024.0, 1.0 / 64.0, 1.0 / 16.0];

/// The accuracy of a time, in units of its rounding.
const TIME_ROUNDINGS: f64 = 4.0;

/// Limit on iterations for a zero: more than any interval of floating-point numbers needs.
const MAX_ITERATIONS: u32 = 200;

/// An event within a step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub index: usize,
    pub t: f64,
    /// The place in the step.
    pub place: f64,
}

/// The state of all events between steps.
pub(crate) struct Events {
    /// The values of the functions at the current state: of no sign if zero or NaN.
    values: Vec<f64>,
    /// The values at the end of the step last searched.
    ends: Vec<f64>,
    /// The number of occurrences.
    pub counts: Vec<u32>,
    /// Given times with the indices of their events, in the order of travel.
    given: Vec<(f64, usize)>,
    next: usize,
    is_after_change: bool,
}

impl Events {
    /// The events of an integration from `from` on in this direction, 1 or -1.
    pub fn new(settings: &Settings, from: f64, direction: f64) -> Self {
        let rules = settings.events.iter().enumerate();
        let times = rules.flat_map(|(index, rule)| rule.times.iter().flatten().map(move |&t| (t, index)));
        let mut given: Vec<_> = times.filter(|(t, _)| (t - from) * direction >= 0.0).collect();
        given.sort_by(|(s, i), (t, j)| (s * direction).total_cmp(&(t * direction)).then(i.cmp(j)));
        let count = settings.events.len();
        let (values, ends) = (vec![f64::NAN; count], vec![f64::NAN; count]);
        Self { values, ends, counts: vec![0; count], given, next: 0, is_after_change: false }
    }

    /// Whether events have functions.
    pub fn have_functions(settings: &Settings) -> bool {
        settings.events.iter().any(|rule| rule.times.is_none())
    }

    /// The next given time.
    pub fn next_time(&self) -> Option<f64> {
        self.given.get(self.next).map(|(t, _)| *t)
    }

    /// Evaluates all functions at a state, except those of `changed` events: these get no sign.
    pub async fn evaluate<S: System>(
        &mut self,
        system: &mut Augmented<'_, S>,
        settings: &Settings,
        state: &State,
        changed: &[usize],
    ) -> Result<(), Error> {
        for (index, rule) in settings.events.iter().enumerate().filter(|(_, rule)| rule.times.is_none()) {
            let is_own = rule.changes && changed.contains(&index);
            let y = &state.y[..system.unknowns];
            self.values[index] = if is_own { f64::NAN } else { system.system.event(index, state.t, y).await? };
        }
        self.is_after_change = !changed.is_empty();
        Ok(())
    }

    /// The events of a step in their order. Those with given times happen at its end.
    pub async fn find<S: System>(
        &mut self,
        system: &mut Augmented<'_, S>,
        settings: &Settings,
        (from, to): (&State, &State),
        interpolant: &Interpolant,
    ) -> Result<Vec<Found>, Error> {
        let mut found = Vec::new();
        let early = if self.is_after_change { &PLACES_AFTER_CHANGE[..] } else { &[] };
        for index in (0..settings.events.len()).filter(|&index| settings.events[index].times.is_none()) {
            let mut sampled = Sampled { system, index, step: (from, to), interpolant, point: vec![0.0; to.y.len()] };
            let mut samples = vec![(0.0, self.values[index])];
            for &place in early.iter().chain(&PLACES) {
                samples.push((place, sampled.value(place).await?));
            }
            sampled.add_vertices(&mut samples).await?;
            self.ends[index] = samples[samples.len() - 1].1;
            for place in sampled.crossings(&samples, settings.events[index].direction).await? {
                found.push(Found { index, t: sampled.time(place), place });
            }
        }
        found.extend(self.given_at(to.t, 1.0));
        let direction = (to.t - from.t).signum();
        found.sort_by(|a, b| (a.t * direction).total_cmp(&(b.t * direction)).then(a.index.cmp(&b.index)));
        Ok(found)
    }

    /// Counts an event. Returns whether it is the one that ends the integration.
    pub fn count(&mut self, index: usize, settings: &Settings) -> bool {
        self.counts[index] += 1;
        if settings.events[index].times.is_some() {
            self.next += 1;
        }
        settings.events[index].terminal == Some(self.counts[index])
    }

    /// Continues from the end of the step last searched.
    pub fn advance(&mut self) {
        self.values.copy_from_slice(&self.ends);
        self.is_after_change = false;
    }

    /// The next events with this given time, at this place of the step.
    pub fn given_at(&self, time: f64, place: f64) -> impl Iterator<Item = Found> {
        let next = self.given[self.next..].iter().take_while(move |(t, _)| *t == time);
        next.map(move |&(t, index)| Found { index, t, place })
    }
}

/// A function on the dense output of a step.
struct Sampled<'a, 'b, S> {
    system: &'a mut Augmented<'b, S>,
    index: usize,
    step: (&'a State, &'a State),
    interpolant: &'a Interpolant,
    point: Vec<f64>,
}

impl<S: System> Sampled<'_, '_, S> {
    fn time(&self, place: f64) -> f64 {
        let (from, to) = self.step;
        if place == 1.0 { to.t } else { from.t + place * (to.t - from.t) }
    }

    async fn value(&mut self, place: f64) -> Result<f64, Error> {
        let (t, n) = (self.time(place), self.system.unknowns);
        let y = if place == 1.0 {
            &self.step.1.y[..n]
        } else {
            self.interpolant.write(place, &mut self.point[..n]);
            &self.point[..n]
        };
        self.system.system.event(self.index, t, y).await
    }

    /// Adds samples at the vertices of parabolas through minima of the absolute value.
    async fn add_vertices(&mut self, samples: &mut Vec<(f64, f64)>) -> Result<(), Error> {
        let mut k = 1;
        while k + 1 < samples.len() {
            let [(p, a), (q, b), (r, c)] = [samples[k - 1], samples[k], samples[k + 1]];
            k += 1;
            let is_minimum = a * b > 0.0 && b * c > 0.0 && b.abs() <= a.abs() && b.abs() <= c.abs();
            let (left, right) = ((b - a) / (q - p), (c - b) / (r - q));
            let vertex = 0.5 * (p + q) - 0.5 * left * (r - p) / (right - left);
            let is_new = vertex > p && vertex < r && vertex != q;
            if !(is_minimum && is_new) {
                continue;
            }
            let value = self.value(vertex).await?;
            samples.insert(if vertex < q { k - 1 } else { k }, (vertex, value));
            k += 1;
        }
        Ok(())
    }

    /// A zero between two places with values of different signs.
    async fn zero(&mut self, [from, to]: [(f64, f64); 2], tolerance: f64) -> Result<f64, Error> {
        let [lower, upper] = [from, to].map(|(x, value)| RootSample { x, value });
        let mut search = RootSearch::new(lower, upper);
        for _ in 0..MAX_ITERATIONS {
            if search.has_converged(tolerance) {
                break;
            }
            let x = search.next(tolerance);
            let value = self.value(x).await?;
            if !value.is_finite() {
                return Ok(x);
            }
            search.update(RootSample { x, value });
        }
        Ok(search.best.x)
    }

    /// The places at which the function passes zero in the direction.
    async fn crossings(&mut self, samples: &[(f64, f64)], direction: i8) -> Result<Vec<f64>, Error> {
        let mut places = Vec::new();
        for pair in samples.windows(2) {
            let [(p, a), (q, b)] = [pair[0], pair[1]];
            let is_crossing = a > 0.0 && b <= 0.0 || a < 0.0 && b >= 0.0;
            let is_rising = a < 0.0;
            if !is_crossing || direction != 0 && (direction > 0) != is_rising {
                continue;
            }
            let (from, to) = self.step;
            let size = from.t.abs().max(to.t.abs());
            let tolerance = TIME_ROUNDINGS * f64::EPSILON * (size / (to.t - from.t).abs()).max(1.0);
            places.push(if b == 0.0 { q } else { self.zero([(p, a), (q, b)], tolerance).await? });
        }
        Ok(places)
    }
}
