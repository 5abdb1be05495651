//! Clients, server and virtual clock.

use super::clients::{Clients, Question};
use super::problem::{ClientTimes, Limits};
use super::solution::{SimulateProgress, SimulateRecord, SimulateSolution, SimulateStatus};
use crate::client::{ClientState, Stepped};
use crate::message::OVERHEAD;
use crate::model::{Model, stationarity};
use crate::server::{Initial, ServerState};
use crate::settings::{Algorithm, FederatedSettings};
use superlinear_interface::{Advance, Error, Run, Vector};
use superlinear_numerics::random::Stream;

/// Changes the seed for absences and losses, for independence of the draws of clients.
const NETWORK: u64 = 0x6e65_7477_6f72_6b00;

/// A training diverges if its objective is so many times the one at the start.
const MAX_GROWTH: f64 = 1e6;

/// A client's answer on its way.
pub(super) struct Answer {
    pub client: usize,
    /// The time of its arrival; if the client is away or the message is lost, the time at which that is noticed.
    pub arrival: f64,
    /// Whether the message arrives.
    pub is_delivered: bool,
    /// The round that it answers.
    pub round: u32,
}

/// The end of a simulation, or of a part of it.
pub(super) type Ended = Option<SimulateStatus>;

/// The settings and the start of a simulation.
pub(super) struct Setup<'a> {
    pub settings: &'a FederatedSettings,
    pub limits: &'a Limits,
    pub model: &'a Model,
    pub run: &'a Run,
    /// The times of each client.
    pub times: Vec<ClientTimes>,
    pub parameters: Vec<f64>,
    /// The importance of each client, in any unit.
    pub importance: Vec<f64>,
}

/// A simulation.
pub(super) struct Simulation<'a, C> {
    pub settings: &'a FederatedSettings,
    pub limits: &'a Limits,
    pub server: ServerState,
    pub now: f64,
    pub run: &'a Run,
    model: &'a Model,
    clients: C,
    times: Vec<ClientTimes>,
    states: Vec<Option<ClientState>>,
    /// The number of questions to each client.
    asked: Vec<u32>,
    traffic: Traffic,
    history: Vec<SimulateRecord>,
    /// The parameters of the last evaluation with finite figures, and these.
    sound: Option<(Vector, (f64, f64))>,
}

/// The use of time and of connections.
#[derive(Default)]
struct Traffic {
    computing: f64,
    bytes_up: f64,
    bytes_down: f64,
    /// The sum of the ages of messages since the last aggregation, and their number.
    ages: f64,
    received: f64,
    staleness: f64,
}

impl<'a, C: Clients> Simulation<'a, C> {
    pub fn new(clients: C, setup: Setup<'a>) -> Self {
        let Setup { settings, limits, model, run, times, parameters, importance } = setup;
        let count = times.len();
        let names = vec![String::new(); count];
        let initial = Initial { parameters, clients: names, importance, seed: run.seed() };
        Self {
            settings,
            limits,
            server: ServerState::new(settings, initial),
            now: 0.0,
            run,
            model,
            clients,
            times,
            states: vec![None; count],
            asked: vec![0; count],
            traffic: Traffic::default(),
            history: Vec::new(),
            sound: None,
        }
    }

    /// The number of clients.
    pub fn count(&self) -> usize {
        self.times.len()
    }

    /// Runs from the start to the end, and gives the solution.
    pub async fn run(mut self) -> Result<SimulateSolution, Error> {
        let status = match self.evaluate().await? {
            Some(ended) => ended,
            None => self.run_rest().await?,
        };
        let figures = self.figures().await?;
        self.solution(status, Some(figures))
    }

    /// Runs on to the end, after the evaluation at the start.
    pub async fn run_rest(&mut self) -> Result<SimulateStatus, Error> {
        if self.settings.is_synchronous() { self.run_rounds().await } else { self.run_events().await }
    }

    /// Asks clients for their part of the current round, all at once. Returns their answers in the order of `clients`, or
    /// the status at the end of the simulation.
    pub async fn ask(&mut self, clients: &[usize]) -> Result<Result<Vec<Answer>, SimulateStatus>, Error> {
        let (seed, now, round) = (self.run.seed(), self.now, self.server.round);
        let fates: Vec<_> = clients.iter().map(|&client| self.fate(client)).collect();
        let states: Vec<_> = clients.iter().map(|&client| self.states[client].take()).collect();
        let questions: Vec<Question> = clients
            .iter()
            .zip(&fates)
            .map(|(&client, fate)| (client, fate.is_there.then(|| self.server.ask(self.settings, client, seed))))
            .collect();
        let done = self.clients.step(&questions, states).await;
        let mut failure = None;
        let mut answers = Vec::new();
        for ((&client, fate), (state, stepped)) in clients.iter().zip(&fates).zip(done) {
            self.states[client] = match stepped {
                Some(Stepped::Done(state, _)) => Some(state),
                Some(Stepped::Diverged) => {
                    failure = Some(SimulateStatus::Diverged);
                    state
                }
                Some(Stepped::Late) => {
                    failure = failure.or(Some(SimulateStatus::TimeLimit));
                    state
                }
                Some(Stepped::Repeated) | None => state,
            };
            let is_delivered = fate.is_there && fate.is_received;
            answers.push(Answer { client, arrival: now + self.duration(client, fate.is_there), is_delivered, round });
        }
        self.server.record_asked(clients.iter().copied(), now);
        if failure == Some(SimulateStatus::TimeLimit) {
            self.run.is_out_of_time()?;
        }
        Ok(failure.map_or(Ok(answers), Err))
    }

    /// Draws whether a client is present, and whether its message arrives.
    fn fate(&mut self, client: usize) -> Fate {
        let ClientTimes { dropout, loss_probability, .. } = self.times[client];
        let stream = (client as u64) << 32 | u64::from(self.asked[client]);
        self.asked[client] = self.asked[client].wrapping_add(1);
        let mut stream = Stream::new(self.run.seed() ^ NETWORK, stream);
        Fate { is_there: stream.uniform() >= dropout, is_received: stream.uniform() >= loss_probability }
    }

    /// The seconds until a client's answer, and its traffic.
    fn duration(&mut self, client: usize, is_there: bool) -> f64 {
        let down =
            8 * self.server.parameters.len() * if self.settings.algorithm == Algorithm::Scaffold { 2 } else { 1 };
        let up = self.states[client].as_ref().map_or(0, |state| state.message.len());
        let down = (down + OVERHEAD) as f64;
        let computing = self.computing(client);
        if is_there {
            self.traffic.bytes_down += down;
            self.traffic.bytes_up += up as f64;
            self.traffic.computing += computing;
        }
        computing + self.travel(client, down + up as f64)
    }

    /// The seconds in which a client computes.
    pub fn computing(&self, client: usize) -> f64 {
        let steps = if self.settings.algorithm == Algorithm::Compressed { 1 } else { self.settings.local.steps };
        f64::from(steps) * self.times[client].speed
    }

    /// The seconds in which messages of so many bytes travel to a client and back.
    fn travel(&self, client: usize, bytes: f64) -> f64 {
        let ClientTimes { delay, bandwidth, .. } = self.times[client];
        2.0 * delay + bandwidth.map_or(0.0, |bandwidth| bytes / bandwidth)
    }

    /// Gives the server an answer on its arrival. Returns whether it counts.
    pub fn deliver(&mut self, answer: &Answer) -> bool {
        let Some(state) = self.states[answer.client].as_ref().filter(|_| answer.is_delivered) else { return false };
        let age = self.server.round - answer.round;
        let counts = self.server.receive(self.settings, answer.client, &state.message, self.now).is_ok();
        if counts {
            self.traffic.ages += f64::from(age);
            self.traffic.received += 1.0;
        }
        counts
    }

    /// Combines the messages that are in, and evaluates if it is time to. Returns a status if this is the end.
    pub async fn aggregate(&mut self) -> Result<Ended, Error> {
        if !self.server.advance(self.settings, self.model, self.run.seed()) {
            return Ok(Some(SimulateStatus::Diverged));
        }
        let Traffic { ages, received, .. } = self.traffic;
        self.traffic.staleness = if received > 0.0 { ages / received } else { 0.0 };
        (self.traffic.ages, self.traffic.received) = (0.0, 0.0);
        let rounds = self.server.round - 1;
        let is_last =
            rounds >= self.limits.max_rounds() || self.limits.seconds.is_some_and(|seconds| self.now >= seconds);
        let ended = if is_last { Some(SimulateStatus::Finished) } else { None };
        if self.run.is_out_of_time()? {
            return Ok(Some(SimulateStatus::TimeLimit));
        }
        if ended.is_some() || rounds.is_multiple_of(self.limits.evaluate_every) {
            return Ok(self.evaluate().await?.or(ended));
        }
        Ok(ended)
    }

    /// Applies the pending average of `overlapped`.
    pub async fn drain(&mut self) -> Result<Ended, Error> {
        if self.settings.algorithm != Algorithm::Overlapped {
            return Ok(None);
        }
        let is_sound = self.server.advance(self.settings, self.model, self.run.seed());
        self.server.round -= 1;
        if !is_sound {
            return Ok(Some(SimulateStatus::Diverged));
        }
        self.history.pop();
        self.evaluate().await
    }

    /// Records the figures at the current parameters. Returns a status if this is the end.
    pub async fn evaluate(&mut self) -> Result<Ended, Error> {
        let (objective, gradient_norm) = self.figures().await?;
        let start = self.history.first().map_or(objective, |first| first.objective);
        let rounds = self.server.round - 1;
        if !(objective.is_finite() && gradient_norm.is_finite()) || (start > 0.0 && objective > MAX_GROWTH * start) {
            return Ok(Some(SimulateStatus::Diverged));
        }
        self.sound = Some((self.server.parameters.clone(), (objective, gradient_norm)));
        let Traffic { bytes_up, bytes_down, staleness, .. } = self.traffic;
        let (time, (test_loss, test_error)) = (self.now, self.clients.test(&self.server.parameters));
        self.history.push(SimulateRecord {
            time,
            round: rounds,
            objective,
            gradient_norm,
            bytes_up,
            bytes_down,
            staleness,
            test_loss,
            test_error,
        });
        self.run.progress(self.progress(), || SimulateProgress { rounds, time, objective });
        let has_reached = self.limits.target.is_some_and(|target| objective <= target);
        Ok(has_reached.then_some(SimulateStatus::Converged))
    }

    fn progress(&self) -> Advance {
        match self.limits.seconds {
            Some(seconds) => Advance::count(self.now.min(seconds), seconds),
            None => Advance::count(f64::from(self.server.round - 1), self.limits.max_rounds()),
        }
    }

    /// The objective over all rows at the current parameters, and the norm of its gradient.
    pub async fn figures(&self) -> Result<(f64, f64), Error> {
        let (model, parameters) = (self.model, &self.server.parameters);
        let (value, gradient) = self.clients.evaluate(parameters, &self.server.importance).await?;
        Ok((value + model.absolute_penalty(parameters), stationarity(model, parameters, &gradient)))
    }

    /// The solution at the last sound parameters: the current ones, if their figures are given and finite, or those of
    /// the last evaluation.
    pub fn solution(mut self, status: SimulateStatus, figures: Option<(f64, f64)>) -> Result<SimulateSolution, Error> {
        let Some((sound, of_sound)) = self.sound.take() else {
            return Err(Error::invalid("initial", "must be where the objective and its gradient are finite"));
        };
        let is_finite = |(objective, norm): &(f64, f64)| objective.is_finite() && norm.is_finite();
        let (objective, gradient_norm) = figures.filter(is_finite).unwrap_or_else(|| {
            self.server.parameters = sound;
            of_sound
        });
        let clean_objective = self.clients.clean_objective(&self.server.parameters, &self.server.importance)?;
        let Traffic { computing, bytes_up, bytes_down, .. } = self.traffic;
        let whole = self.now * self.count() as f64;
        let rounds = self.server.round - 1;
        let history = std::mem::take(&mut self.history);
        let (test_loss, test_error) = self.clients.test(&self.server.parameters);
        Ok(SimulateSolution {
            status,
            objective,
            gradient_norm,
            clean_objective,
            test_loss,
            test_error,
            server_learning_rate: None,
            rounds,
            time: self.now,
            bytes_up,
            bytes_down,
            utilization: if whole > 0.0 { (computing / whole).min(1.0) } else { 0.0 },
            participation: self.server.counts,
            parameters: self.server.parameters,
            history,
        })
    }
}

/// Whether a client is present, and whether its message arrives.
struct Fate {
    is_there: bool,
    is_received: bool,
}
