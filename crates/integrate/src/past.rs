//! The past of a trajectory with delays: the history before the start, the dense output of the steps, and the times at which
//! derivatives of the solution jump.
//!
//! A jump at one time makes a jump in the next higher derivative each lag later. Steps end there, up to the order of the
//! method: Bellen, Zennaro, Numerical Methods for Delay Differential Equations, Oxford University Press, 2003.

use crate::course::MIN_STEP;
use crate::interpolant::Interpolant;
use crate::step::{State, are_usable};
use crate::system::System;
use std::collections::VecDeque;
use superlinear_interface::{Error, Run};

/// Steps longer than the smallest lag are iterated, two or three times mostly; steps of a lag take the place of those shorter than
/// this multiple of it.
const WORTH_ITERATING: f64 = 2.0;

/// The growth of a step up to which the last dense output predicts the next one.
const PREDICTED: f64 = 2.0;

/// Limit on the sums of lags at which steps end: of many lags, only sums of few are taken.
const MAX_SUMS: usize = 1000;

/// The past of a trajectory, which goes forward in time.
pub(crate) struct Past {
    lags: Vec<f64>,
    smallest: f64,
    largest: f64,
    /// Sums of lags, and the number of lags in each.
    sums: Vec<(f64, u32)>,
    /// The order of the method: jumps of higher derivatives do not matter.
    order: u32,
    start: f64,
    initial: Vec<f64>,
    /// The dense output of the steps. A piece ends where the next one begins.
    pieces: VecDeque<Interpolant>,
    /// A prediction of the current step, if it is longer than a lag and the last piece does not predict it.
    prediction: Option<Interpolant>,
    /// The middle of the current step.
    middle: f64,
    /// Whether the state jumped after the last piece, or there is none.
    is_new: bool,
    /// The times at which the state jumps.
    jumps: Vec<f64>,
    /// The times at which steps have to end, descending.
    stops: Vec<f64>,
    /// The state and those at the lags.
    states: Vec<f64>,
}

impl Past {
    /// The past at the start, for a method of this order. Fails if the history is not finite.
    pub async fn new<S: System>(system: &mut S, order: u32, (start, initial): (f64, &[f64])) -> Result<Self, Error> {
        let lags = system.lags().to_vec();
        let mut before = Vec::new();
        for lag in lags.iter().chain([&0.0]) {
            before = initial.to_vec();
            system.history(start - lag, &mut before).await?;
            if !are_usable(&before) {
                return Err(Error::invalid("history", format!("must be finite, and is not at {}", start - lag)));
            }
        }
        let mut past = Self {
            smallest: lags.iter().copied().fold(f64::INFINITY, f64::min),
            largest: lags.iter().copied().fold(0.0, f64::max),
            sums: sums(&lags, order),
            order,
            start,
            initial: initial.to_vec(),
            pieces: VecDeque::new(),
            prediction: None,
            middle: start,
            is_new: true,
            jumps: Vec::new(),
            stops: Vec::new(),
            states: vec![0.0; (1 + lags.len()) * initial.len()],
            lags,
        };
        past.jump(start, u32::from(before == initial));
        past.passes(start);
        Ok(past)
    }

    /// Notes a jump of a derivative of the solution, or of the solution if `derivative` is 0.
    pub fn jump(&mut self, t: f64, derivative: u32) {
        self.is_new = true;
        if derivative == 0 {
            self.jumps.push(t);
        }
        for &(sum, _) in self.sums.iter().filter(|(_, count)| derivative + count <= self.order) {
            let place = self.stops.partition_point(|stop| *stop > t + sum);
            let is_near = |stop: Option<&f64>| stop.is_some_and(|stop| are_close(*stop, t + sum));
            let is_known =
                is_near(self.stops.get(place)) || is_near(place.checked_sub(1).and_then(|k| self.stops.get(k)));
            if !is_known {
                self.stops.insert(place, t + sum);
            }
        }
    }

    /// The next time at which a step has to end.
    pub fn next_stop(&self) -> Option<f64> {
        self.stops.last().copied()
    }

    /// Whether a step to `t` ends where a derivative jumps.
    pub fn passes(&mut self, t: f64) -> bool {
        let count = self.stops.len();
        while self.stops.last().is_some_and(|stop| *stop <= t || are_close(*stop, t)) {
            self.stops.pop();
        }
        self.stops.len() < count
    }

    /// The maximum size of a step, where `proposed` is the size that the error allows.
    pub fn largest_step(&self, proposed: f64) -> f64 {
        if proposed < WORTH_ITERATING * self.smallest { self.smallest } else { f64::INFINITY }
    }

    /// Whether a step of size `h` looks back to itself.
    pub fn is_within(&self, h: f64) -> bool {
        h > self.smallest
    }

    /// Begins a trial step, or looks at the derivative after `from` if `h` is the size of a step to come.
    pub fn begin(&mut self, from: &State, h: f64) {
        self.middle = from.t + 0.5 * h;
        while self.pieces.get(1).is_some_and(|second| second.t <= from.t - self.largest) {
            self.pieces.pop_front();
        }
        let is_predicted = !self.is_new && self.pieces.back().is_some_and(|last| h <= PREDICTED * last.h);
        let is_needed = self.is_within(h) && !is_predicted;
        self.prediction = is_needed.then(|| Interpolant::line(from.t, h, &from.y, &from.slope));
    }

    /// Replaces the prediction of the current step.
    pub fn predict(&mut self, interpolant: &Interpolant) {
        self.prediction = Some(interpolant.clone());
    }

    /// Keeps the dense output of an accepted step.
    pub fn keep(&mut self, interpolant: &Interpolant, run: &Run) -> Result<(), Error> {
        let count = self.pieces.len();
        if count.is_power_of_two() {
            run.ensure_memory("delays", [2 * count, interpolant.numbers()])?;
        }
        self.pieces.push_back(interpolant.clone());
        (self.prediction, self.is_new) = (None, false);
        Ok(())
    }

    /// The state `y` at `t`, and then those at the lags before.
    pub async fn states<S: System>(&mut self, system: &mut S, t: f64, y: &[f64]) -> Result<&[f64], Error> {
        let (own, lagged) = self.states.split_at_mut(y.len());
        own.copy_from_slice(y);
        for (lag, state) in self.lags.iter().zip(lagged.chunks_mut(y.len())) {
            // A step lies between two jumps, seen a lag later. Rounding may lead to the other side of one.
            let middle = self.middle - lag;
            let next = self.jumps.partition_point(|jump| *jump <= middle);
            let time = self.jumps.get(next).map_or(t - lag, |jump| (t - lag).min(*jump));
            let time = next.checked_sub(1).map_or(time, |last| time.max(self.jumps[last]));
            let begins_before = |piece: &Interpolant| if time > middle { piece.t < time } else { piece.t <= time };
            let count = self.pieces.partition_point(begins_before);
            let piece = self.prediction.as_ref().filter(|prediction| begins_before(prediction));
            match piece.or_else(|| self.pieces.get(count.wrapping_sub(1))) {
                Some(piece) => piece.write(piece.place(time), state),
                None => {
                    state.copy_from_slice(&self.initial);
                    system.history(time.min(self.start), state).await?;
                }
            }
        }
        Ok(&self.states)
    }
}

/// Whether two times may differ by rounding alone.
fn are_close(s: f64, t: f64) -> bool {
    (s - t).abs() <= MIN_STEP * s.abs().max(t.abs())
}

/// The sums of up to `order` lags, with the number of lags in each.
fn sums(lags: &[f64], order: u32) -> Vec<(f64, u32)> {
    let mut all: Vec<(f64, u32)> = Vec::new();
    let mut last = vec![0.0];
    for count in 1..=order {
        if count > 1 && all.len() + last.len() * lags.len() > MAX_SUMS {
            break;
        }
        last = last.iter().flat_map(|sum| lags.iter().map(move |lag| sum + lag)).collect();
        last.sort_by(f64::total_cmp);
        last.dedup_by(|a, b| are_close(*a, *b));
        all.extend(last.iter().map(|&sum| (sum, count)));
    }
    all
}
