//! The arithmetic of the server: messages are counted once and combined, and the model takes a step.

use crate::client::Ask;
use crate::message::opened;
use crate::model::{Model, SOUND, is_sound};
use crate::settings::{
    AggregationKind, Algorithm, FederatedSettings, Feedback, MAX_CLIENTS, MAX_PARAMETERS, MAX_SECONDS, Weighting,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Vector, check};
use superlinear_numerics::compressors::{SERVER, keyed_stream, random_k};
use superlinear_numerics::vectors::add_scaled;

/// The weight of the last duration in the running mean of a client's durations.
const DURATION_SHARE: f64 = 0.3;

/// Shorter durations are not known: their inverses would overflow.
const MIN_DURATION: f64 = 1e-100;

/// The rounding of quotients of durations and intervals.
const DURATION_ROUNDING: f64 = 1e-9;

/// The state of the server.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "ServerStateInput")]
pub struct ServerState {
    /// The current round, from 1 on.
    pub round: u32,
    /// The parameters: coefficients, class by class, then intercepts.
    pub parameters: Vector,
    /// The names of the clients.
    pub clients: Vec<String>,
    /// The importance of each client, with the sum 1.
    pub importance: Vector,
    /// The last round of each client whose message counted; 0 for none.
    pub accepted: Vector<i32>,
    /// The number of aggregations with each client.
    pub counts: Vector<i32>,
    /// The running mean of each client's durations in seconds; 0 if unknown.
    pub durations: Vector,
    /// The sum of the inverse known durations.
    pub rates: f64,
    /// The number of clients with a known duration.
    pub timed: u32,
    /// The time of each client's last broadcast.
    pub asked: Vector,
    /// The clients asked in this round.
    pub active: Vector<i32>,
    /// The mean direction of `scaffold`, the mean correction of `fedSpeed`, or the estimate of the mean vector of a lossy
    /// compressor. Empty for other algorithms.
    pub mean: Vector,
    /// The momentum of `fedAdam` or `overlapped`. Empty for other algorithms.
    pub momentum: Vector,
    /// The mean of squares of `fedAdam`, or the pending average of `overlapped`. Empty for other algorithms.
    pub second: Vector,
    /// The weighted sum of the messages of this round.
    pub sum: Vector,
    /// The sum of their clients' importance.
    pub weight: f64,
    /// The number of these messages.
    pub received: u32,
}

/// The reason for refusing a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Refusal {
    /// The message of this round of the client counted before.
    Duplicate,
    /// The message answers too old a broadcast, or one of the future.
    Stale,
    /// The bytes are no message, or one of another length.
    Corrupt,
    /// The name is not among the clients.
    UnknownClient,
    /// Numbers of the message are not finite, or too large.
    NotFinite,
}

/// The message to clients.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "BroadcastInput")]
pub struct Broadcast {
    /// The round, from 1 on.
    pub round: u32,
    /// The parameters: coefficients, class by class, then intercepts.
    pub parameters: Vector,
    /// The mean direction of all clients, for `scaffold` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<Vector>,
    /// The names of the clients.
    pub clients: Vec<String>,
    /// The last round of each client whose message counted; 0 for none.
    pub accepted: Vector<i32>,
    /// The indices of the clients asked in this round.
    pub active: Vector<i32>,
}

impl Broadcast {
    /// The question to a client. The broadcast must be valid.
    pub(crate) fn ask(&self, client: usize, seed: u64) -> Ask<'_> {
        Ask {
            round: self.round,
            parameters: &self.parameters,
            control: self.control.as_deref().unwrap_or_default(),
            accepted: self.accepted[client],
            client: client as u32,
            seed,
        }
    }

    pub(crate) fn check(&self, settings: &FederatedSettings) -> Result<(), Error> {
        check::count("round", self.round as usize, 1..)?;
        check::entries("parameters", self.parameters.len(), 1..=MAX_PARAMETERS)?;
        check::numbers("parameters", &self.parameters, check::FINITE)?;
        check::entries("clients", self.clients.len(), 1..=MAX_CLIENTS)?;
        check::length("accepted", self.accepted.len(), self.clients.len(), "clients")?;
        match &self.control {
            Some(control) => {
                check::finite_vector("control", control, self.parameters.len(), "parameters")?;
            }
            None if settings.algorithm == Algorithm::Scaffold => {
                return Err(Error::invalid("control", "is required by scaffold"));
            }
            None => {}
        }
        Ok(())
    }
}

/// The parameters and clients of a first state.
pub(crate) struct Initial {
    pub parameters: Vec<f64>,
    pub clients: Vec<String>,
    /// The importance of each client, in any unit.
    pub importance: Vec<f64>,
    pub seed: u64,
}

impl ServerState {
    /// The first state.
    pub(crate) fn new(settings: &FederatedSettings, initial: Initial) -> Self {
        let Initial { parameters, clients, importance, seed } = initial;
        let (count, length) = (clients.len(), parameters.len());
        let total: f64 = importance.iter().sum();
        let zeros_if = |is_used: bool| Vector::from(if is_used { vec![0.0; length] } else { Vec::new() });
        let algorithm = settings.algorithm;
        let has_mean = matches!(algorithm, Algorithm::Scaffold | Algorithm::FedSpeed) || settings.has_feedback();
        let has_momentum = matches!(algorithm, Algorithm::FedAdam | Algorithm::Overlapped);
        let mut state = Self {
            round: 1,
            clients,
            importance: importance.iter().map(|p| p / total).collect::<Vec<_>>().into(),
            accepted: vec![0; count].into(),
            counts: vec![0; count].into(),
            durations: vec![0.0; count].into(),
            rates: 0.0,
            timed: 0,
            asked: vec![0.0; count].into(),
            active: Vector::default(),
            mean: zeros_if(has_mean),
            momentum: zeros_if(has_momentum),
            second: zeros_if(has_momentum),
            sum: vec![0.0; settings.message_length(length)].into(),
            weight: 0.0,
            received: 0,
            parameters: parameters.into(),
        };
        state.choose(settings, seed);
        state
    }

    /// Refuses a state with parts of other lengths or numbers. Paths are within the state.
    pub(crate) fn check(&self, settings: &FederatedSettings) -> Result<(), Error> {
        check::count("round", self.round as usize, 1..i32::MAX as usize)?;
        let length = self.parameters.len();
        check::entries("parameters", length, 1..=MAX_PARAMETERS)?;
        check::numbers("parameters", &self.parameters, SOUND)?;
        let clients = self.clients.len();
        check::entries("clients", clients, 1..=MAX_CLIENTS)?;
        check::length("importance", self.importance.len(), clients, "clients")?;
        check::numbers("importance", &self.importance, 0.0..=1.0)?;
        for (name, numbers) in [("accepted", &self.accepted), ("counts", &self.counts)] {
            check::length(name, numbers.len(), clients, "clients")?;
            if let Some(k) = numbers.iter().position(|number| *number < 0) {
                return Err(Error::invalid(format!("{name}[{k}]"), format!("must be at least 0, got {}", numbers[k])));
            }
        }
        for (name, numbers) in [("durations", &self.durations), ("asked", &self.asked)] {
            check::length(name, numbers.len(), clients, "clients")?;
            check::numbers(name, numbers, 0.0..=MAX_SECONDS)?;
        }
        if let Some(k) = self.active.iter().position(|&client| client < 0 || client as usize >= clients) {
            return Err(Error::invalid(format!("active[{k}]"), "must be the index of a client"));
        }
        let fresh = Self::new(
            settings,
            Initial { parameters: vec![0.0; length], clients: vec![String::new()], importance: vec![1.0], seed: 0 },
        );
        let parts = [
            ("mean", &self.mean, fresh.mean.len()),
            ("momentum", &self.momentum, fresh.momentum.len()),
            ("second", &self.second, fresh.second.len()),
            ("sum", &self.sum, fresh.sum.len()),
        ];
        for (name, part, expected) in parts {
            check::length(name, part.len(), expected, "parameters that this algorithm keeps")?;
            check::numbers(name, part, SOUND)?;
        }
        check::number("rates", self.rates, check::FINITE)?;
        check::number("weight", self.weight, check::NOT_NEGATIVE)
    }

    /// The message to clients.
    pub(crate) fn broadcast(&self, settings: &FederatedSettings) -> Broadcast {
        let has_control = settings.algorithm == Algorithm::Scaffold;
        Broadcast {
            round: self.round,
            parameters: self.parameters.clone(),
            control: has_control.then(|| self.mean.clone()),
            clients: self.clients.clone(),
            accepted: self.accepted.clone(),
            active: self.active.clone(),
        }
    }

    /// The question of the current round to a client.
    pub(crate) fn ask(&self, settings: &FederatedSettings, client: usize, seed: u64) -> Ask<'_> {
        let has_control = settings.algorithm == Algorithm::Scaffold;
        Ask {
            round: self.round,
            parameters: &self.parameters,
            control: if has_control { &self.mean } else { &[] },
            accepted: self.accepted[client],
            client: client as u32,
            seed,
        }
    }

    /// Counts a message on its arrival.
    pub(crate) fn receive(
        &mut self,
        settings: &FederatedSettings,
        client: usize,
        bytes: &[u8],
        now: f64,
    ) -> Result<(), Refusal> {
        let length = self.sum.len();
        let (round, content) = opened(bytes, length).ok_or(Refusal::Corrupt)?;
        let accepted = i64::from(self.accepted[client]);
        if i64::from(round) <= accepted {
            return Err(Refusal::Duplicate);
        }
        let max_staleness = if settings.is_synchronous() { 0 } else { settings.max_staleness.unwrap_or(u32::MAX) };
        if round > self.round || self.round - round > max_staleness {
            return Err(Refusal::Stale);
        }
        let vector = content.decoded();
        if vector.len() != length {
            return Err(Refusal::Corrupt);
        }
        if !is_sound(&vector) {
            return Err(Refusal::NotFinite);
        }
        self.update_duration(client, now);
        let weight = self.weight_of(settings, client);
        add_scaled(&mut self.sum, weight, &vector);
        self.weight += self.importance[client];
        self.received = self.received.saturating_add(1);
        self.accepted[client] = round as i32;
        self.counts[client] = self.counts[client].saturating_add(1);
        Ok(())
    }

    /// Updates the mean duration of a client by that of the message just received.
    fn update_duration(&mut self, client: usize, now: f64) {
        let (last, mean) = (now - self.asked[client], self.durations[client]);
        if last < MIN_DURATION {
            return;
        }
        let next = if mean > 0.0 { (1.0 - DURATION_SHARE) * mean + DURATION_SHARE * last } else { last };
        if mean > 0.0 {
            self.rates -= 1.0 / mean;
        } else {
            self.timed = self.timed.saturating_add(1);
        }
        self.rates += 1.0 / next;
        self.durations[client] = next;
    }

    /// The weight of a client's message: clients of any speed have their importance in the limit.
    ///
    /// Source: Fraboni, Vidal, Kameni, Lorenzi, A General Theory for Federated Optimization with Asynchronous and
    /// Heterogeneous Clients Updates, JMLR 24, 2023.
    fn weight_of(&self, settings: &FederatedSettings, client: usize) -> f64 {
        let (importance, duration) = (self.importance[client], self.durations[client]);
        if settings.weighting == Weighting::None {
            return importance;
        }
        match settings.aggregation.kind {
            AggregationKind::Synchronous => importance,
            AggregationKind::FixedInterval => {
                let intervals = duration / settings.aggregation.interval.unwrap_or(1.0);
                importance * (intervals - DURATION_ROUNDING).ceil().max(1.0)
            }
            AggregationKind::Immediate => {
                let rate = self.rates / f64::from(self.timed.max(1));
                if duration > 0.0 { importance * duration * rate } else { importance }
            }
            AggregationKind::Buffered => importance * f64::from(self.round) / (f64::from(self.counts[client]) + 1.0),
        }
    }

    /// Combines the messages of the round, and begins the next round.
    /// Returns whether the parameters are finite; otherwise the state is as before.
    pub(crate) fn advance(&mut self, settings: &FederatedSettings, model: &Model, seed: u64) -> bool {
        let kept = [&self.parameters, &self.mean, &self.momentum, &self.second].map(Vector::clone);
        self.update(settings, model);
        let parts = [&self.parameters, &self.mean, &self.momentum, &self.second];
        if !parts.into_iter().all(|part| is_sound(part)) {
            [self.parameters, self.mean, self.momentum, self.second] = kept;
            return false;
        }
        self.drop_messages();
        self.round += 1;
        self.choose(settings, seed);
        true
    }

    /// Forgets the messages of the round.
    pub(crate) fn drop_messages(&mut self) {
        self.sum.fill(0.0);
        (self.weight, self.received) = (0.0, 0);
    }

    /// Records the time of a broadcast to clients.
    pub(crate) fn record_asked(&mut self, clients: impl Iterator<Item = usize>, now: f64) {
        clients.for_each(|client| self.asked[client] = now);
    }

    /// Draws the clients of the current round.
    fn choose(&mut self, settings: &FederatedSettings, seed: u64) {
        let count = self.clients.len();
        let wanted = ((settings.participation * count as f64 - DURATION_ROUNDING).ceil() as usize).clamp(1, count);
        if wanted == count && self.active.len() == count {
            return;
        }
        let chosen = if wanted == count {
            (0..count).collect()
        } else {
            random_k(count, wanted, &mut keyed_stream(seed, SERVER, self.round))
        };
        self.active = chosen.into_iter().map(|client| client as i32).collect::<Vec<_>>().into();
    }

    fn update(&mut self, settings: &FederatedSettings, model: &Model) {
        let (rate, length) = (settings.server_rate(), self.parameters.len());
        // In synchronous rounds the answers stand for all clients; other weights are right in the limit.
        let is_mean = settings.is_synchronous() && !settings.has_feedback();
        let share = if is_mean && self.weight > 0.0 { 1.0 / self.weight } else { 1.0 };
        let mut direction: Vec<f64> = self.sum[..length].iter().map(|value| share * value).collect();
        if settings.has_feedback() && settings.feedback == Feedback::Controlled {
            add_scaled(&mut self.mean, 1.0, &self.sum);
            direction = self.mean.to_vec();
        }
        match settings.algorithm {
            Algorithm::Compressed => {
                add_scaled(&mut self.parameters, -rate, &direction);
                model.prox(&mut self.parameters, rate);
            }
            Algorithm::FedAvg | Algorithm::FedProx => add_scaled(&mut self.parameters, rate, &direction),
            Algorithm::Scaffold => {
                add_scaled(&mut self.parameters, rate, &direction);
                add_scaled(&mut self.mean, 1.0, &self.sum[length..]);
            }
            Algorithm::FedSpeed if self.received > 0 => {
                add_scaled(&mut self.mean, 1.0, &self.sum);
                add_scaled(&mut self.parameters, rate, &direction);
                add_scaled(&mut self.parameters, rate, &self.mean);
            }
            Algorithm::FedSpeed => {}
            Algorithm::FedAdam => self.adam(settings, &direction),
            Algorithm::Overlapped => self.outer_step(settings, direction),
        }
    }

    fn adam(&mut self, settings: &FederatedSettings, direction: &[f64]) {
        let (moments, rate) = (settings.server_moments, settings.server_rate());
        let parts = self.momentum.iter_mut().zip(self.second.iter_mut()).zip(self.parameters.iter_mut());
        for (((mean, square), x), d) in parts.zip(direction) {
            *mean = moments.first * *mean + (1.0 - moments.first) * d;
            *square = moments.second * *square + (1.0 - moments.second) * d * d;
            *x += rate * *mean / (square.sqrt() + moments.epsilon);
        }
    }

    /// Applies the average of the round before, and keeps that of this round.
    fn outer_step(&mut self, settings: &FederatedSettings, average: Vec<f64>) {
        let overlap = settings.overlap;
        let limit = overlap.clip.unwrap_or(f64::INFINITY);
        let parts = self.momentum.iter_mut().zip(self.second.iter()).zip(self.parameters.iter_mut());
        for ((momentum, pending), x) in parts {
            let gap = (-pending / overlap.staleness_penalty).clamp(-limit, limit);
            *momentum = overlap.outer_momentum * *momentum + gap;
            *x -= settings.server_rate() * *momentum;
        }
        self.second = average.into();
    }
}
