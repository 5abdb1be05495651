//! Clients, server and virtual clock.

use super::data::Data;
use super::problem::{Fleet, SimulatedClient};
use super::solution::{SimulateProgress, SimulateRecord, SimulateSolution, SimulateStatus};
use crate::client::{Client, ClientState, Stepped};
use crate::message::OVERHEAD;
use crate::model::{Batch, Model, Rows, Workspace, is_sound, stationarity};
use crate::objective::OfRows;
use crate::server::{Beginning, ServerState};
use crate::settings::{Algorithm, FederatedSettings};
use superlinear_interface::{Advance, Error, Run, Vector, check};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::parallel::{Parallelism, add_vectors};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::add_scaled;

/// Changes the seed for absences and losses, for independence of the draws of clients.
const NETWORK: u64 = 0x6e65_7477_6f72_6b00;

/// A training diverges if its objective is so many times the one at the start.
const MAX_GROWTH: f64 = 1e6;

/// Limit on the blocks of an evaluation, each of which takes the memory of a gradient.
const MAX_BLOCKS: usize = 64;

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

/// A simulation.
pub(super) struct World<'a> {
    pub settings: &'a FederatedSettings,
    pub fleet: &'a Fleet,
    pub server: ServerState,
    pub now: f64,
    pub run: &'a Run,
    model: &'a Model,
    clients: Vec<Client<'a, OfRows<'a>>>,
    test: Option<Rows<'a>>,
    states: Vec<Option<ClientState>>,
    /// The number of questions to each client.
    asked: Vec<u32>,
    traffic: Traffic,
    history: Vec<SimulateRecord>,
    /// The parameters of the last evaluation with finite figures.
    sound: Vector,
}

/// The use of time and of connections.
#[derive(Default)]
struct Traffic {
    computing: f64,
    bytes_up: f64,
    bytes_down: f64,
    /// The sum of the ages of messages since the last aggregation, and their number.
    ages: f64,
    heard: f64,
    staleness: f64,
}

impl<'a> World<'a> {
    pub fn new(
        settings: &'a FederatedSettings,
        fleet: &'a Fleet,
        model: &'a Model,
        data: Data<'a>,
        run: &'a Run,
    ) -> Result<Self, Error> {
        let (length, count) = (model.parameters(), fleet.clients.len());
        let parameters = match &fleet.initial {
            None => vec![0.0; length],
            Some(initial) => {
                check::finite_vector("initial", initial, length, "parameters")?;
                initial.to_vec()
            }
        };
        let Data { rows, importance, test } = data;
        let client = |rows| {
            let objective = OfRows { model, rows, wants_value: false };
            Client { settings, objective, watch: run.watch() }
        };
        let clients: Vec<_> = rows.into_iter().map(client).collect();
        let names = vec![String::new(); count];
        let beginning = Beginning { parameters, clients: names, importance, seed: run.seed() };
        let server = ServerState::new(settings, beginning);
        Ok(Self {
            settings,
            fleet,
            server,
            now: 0.0,
            run,
            model,
            clients,
            test,
            states: vec![None; count],
            asked: vec![0; count],
            traffic: Traffic::default(),
            history: Vec::new(),
            sound: Vector::default(),
        })
    }

    /// Asks clients for their part of the current round, all at once. Returns their answers in the order of `clients`, or
    /// the status at the end of the simulation.
    pub fn ask(&mut self, clients: &[usize]) -> Result<Result<Vec<Answer>, SimulateStatus>, Error> {
        let (seed, now, round) = (self.run.seed(), self.now, self.server.round);
        let chances: Vec<_> = clients.iter().map(|&client| self.chance(client)).collect();
        let states: Vec<_> = clients.iter().map(|&client| self.states[client].take()).collect();
        let (cast, server, settings) = (&self.clients, &self.server, self.settings);
        let work = |place: usize, state: Option<ClientState>| {
            if !chances[place].is_there {
                return (state, None);
            }
            let client = clients[place];
            let stepped = ready(cast[client].step(server.ask(settings, client, seed), state.as_ref()));
            (state, Some(stepped))
        };
        let done = Parallelism::of(self.run).map(states, work);
        let mut failure = None;
        let mut answers = Vec::new();
        for ((&client, chance), (state, stepped)) in clients.iter().zip(&chances).zip(done) {
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
            let is_delivered = chance.is_there && chance.is_heard;
            answers.push(Answer { client, arrival: now + self.duration(client, chance.is_there), is_delivered, round });
        }
        self.server.note_asked(clients.iter().copied(), now);
        if failure == Some(SimulateStatus::TimeLimit) {
            self.run.is_out_of_time()?;
        }
        Ok(failure.map_or(Ok(answers), Err))
    }

    /// Draws the presence of a client and the fate of its message.
    fn chance(&mut self, client: usize) -> Chance {
        let SimulatedClient { dropout, loss_probability, .. } = self.fleet.clients[client];
        let stream = (client as u64) << 32 | u64::from(self.asked[client]);
        self.asked[client] = self.asked[client].wrapping_add(1);
        let mut stream = Stream::new(self.run.seed() ^ NETWORK, stream);
        Chance { is_there: stream.uniform() >= dropout, is_heard: stream.uniform() >= loss_probability }
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
        f64::from(steps) * self.fleet.clients[client].speed
    }

    /// The seconds in which messages of so many bytes travel to a client and back.
    fn travel(&self, client: usize, bytes: f64) -> f64 {
        let SimulatedClient { delay, bandwidth, .. } = self.fleet.clients[client];
        2.0 * delay + bandwidth.map_or(0.0, |bandwidth| bytes / bandwidth)
    }

    /// Gives the server an answer on its arrival. Returns whether it counts.
    pub fn deliver(&mut self, answer: &Answer) -> bool {
        let Some(state) = self.states[answer.client].as_ref().filter(|_| answer.is_delivered) else { return false };
        let age = self.server.round - answer.round;
        let counts = self.server.receive(self.settings, answer.client, &state.message, self.now).is_ok();
        if counts {
            self.traffic.ages += f64::from(age);
            self.traffic.heard += 1.0;
        }
        counts
    }

    /// Combines the messages that are in, and evaluates if it is time to. Returns a status if this is the end.
    pub fn aggregate(&mut self) -> Result<Ended, Error> {
        if !self.server.advance(self.settings, self.model, self.run.seed()) {
            return Ok(Some(SimulateStatus::Diverged));
        }
        let Traffic { ages, heard, .. } = self.traffic;
        self.traffic.staleness = if heard > 0.0 { ages / heard } else { 0.0 };
        (self.traffic.ages, self.traffic.heard) = (0.0, 0.0);
        let rounds = self.server.round - 1;
        let is_last =
            rounds >= self.fleet.max_rounds() || self.fleet.seconds.is_some_and(|seconds| self.now >= seconds);
        let ended = if is_last { Some(SimulateStatus::Finished) } else { None };
        if self.run.is_out_of_time()? {
            return Ok(Some(SimulateStatus::TimeLimit));
        }
        if ended.is_some() || rounds.is_multiple_of(self.fleet.evaluate_every) {
            return Ok(self.evaluate()?.or(ended));
        }
        Ok(ended)
    }

    /// Applies the pending average of `overlapped`.
    pub fn drain(&mut self) -> Result<Ended, Error> {
        if self.settings.algorithm != Algorithm::Overlapped {
            return Ok(None);
        }
        let is_sound = self.server.advance(self.settings, self.model, self.run.seed());
        self.server.round -= 1;
        if !is_sound {
            return Ok(Some(SimulateStatus::Diverged));
        }
        self.history.pop();
        self.evaluate()
    }

    /// Records the figures at the current parameters. Returns a status if this is the end.
    pub fn evaluate(&mut self) -> Result<Ended, Error> {
        let (objective, gradient_norm) = self.figures(self.model)?;
        let start = self.history.first().map_or(objective, |first| first.objective);
        let rounds = self.server.round - 1;
        if !(objective.is_finite() && gradient_norm.is_finite()) || (start > 0.0 && objective > MAX_GROWTH * start) {
            return Ok(Some(SimulateStatus::Diverged));
        }
        self.sound.clone_from(&self.server.parameters);
        let Traffic { bytes_up, bytes_down, staleness, .. } = self.traffic;
        let (time, (test_loss, test_error)) = (self.now, self.tested());
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
        self.run.progress(self.advance(), || SimulateProgress { rounds, time, objective });
        let has_reached = self.fleet.target.is_some_and(|target| objective <= target);
        Ok(has_reached.then_some(SimulateStatus::Converged))
    }

    fn advance(&self) -> Advance {
        match self.fleet.seconds {
            Some(seconds) => Advance::count(self.now.min(seconds), seconds),
            None => Advance::count(f64::from(self.server.round - 1), self.fleet.max_rounds()),
        }
    }

    /// The objective over all rows, and the norm of its gradient.
    fn figures(&self, model: &Model) -> Result<(f64, f64), Error> {
        let (length, count) = (model.parameters(), self.clients.len());
        let blocks = count.min(MAX_BLOCKS);
        let cancellation = self.run.cancellation();
        let parts = Parallelism::of(self.run).map_blocks(blocks, |block| {
            let mut sum = vec![0.0; length + 1];
            let (mut gradient, mut workspace) = (vec![0.0; length], Workspace::default());
            for client in block * count / blocks..(block + 1) * count / blocks {
                cancellation.ensure_wanted()?;
                let importance = self.server.importance[client];
                let rows = &self.clients[client].objective.rows;
                let (x, workspace) = (&self.server.parameters, &mut workspace);
                model.gradient(rows, Batch::All, x, &mut gradient, workspace);
                sum[length] += importance * model.value(rows, Batch::All, x, workspace);
                add_scaled(&mut sum[..length], importance, &gradient);
            }
            Ok(sum)
        });
        let sum = add_vectors(parts.into_iter().collect::<Result<Vec<_>, Error>>()?);
        let objective = sum[length] + model.kinks(&self.server.parameters);
        Ok((objective, stationarity(model, &self.server.parameters, &sum[..length])))
    }

    /// The mean loss of the rows for tests at the current parameters, and the share in a wrong class.
    fn tested(&self) -> (Option<f64>, Option<f64>) {
        let Some(rows) = &self.test else { return (None, None) };
        let (loss, error) = self.model.test(rows, &self.server.parameters);
        (Some(loss).filter(|loss| loss.is_finite()), error)
    }

    /// The solution at the last sound parameters: the current ones, or those of the last evaluation.
    pub fn solution(mut self, status: SimulateStatus) -> Result<SimulateSolution, Error> {
        if self.history.is_empty() || !is_sound(&self.server.parameters) {
            return Err(Error::invalid("initial", "must be where the objective and its gradient are finite"));
        }
        let (mut objective, mut gradient_norm) = self.figures(self.model)?;
        if !(objective.is_finite() && gradient_norm.is_finite()) {
            self.server.parameters = std::mem::take(&mut self.sound);
            (objective, gradient_norm) = self.figures(self.model)?;
        }
        let has_adversary = self.settings.adversary.is_some();
        let clean_objective = if has_adversary { Some(self.figures(&self.model.without_adversary())?.0) } else { None };
        self.run.conclude();
        let Traffic { computing, bytes_up, bytes_down, .. } = self.traffic;
        let whole = self.now * self.clients.len() as f64;
        let rounds = self.server.round - 1;
        let history = std::mem::take(&mut self.history);
        let (test_loss, test_error) = self.tested();
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

/// The fate of a question.
struct Chance {
    is_there: bool,
    is_heard: bool,
}
