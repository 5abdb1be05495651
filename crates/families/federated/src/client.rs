//! The arithmetic of a client in a round: steps on its rows, memories, and the message.

use crate::message::{Content, enclosed};
use crate::model::{Batch, is_sound};
use crate::objective::Objective;
use crate::settings::{Algorithm, FederatedSettings, Feedback};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Vector, Watch, check};
use superlinear_numerics::compressors::keyed_stream;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, clip_norm, difference, norm, sum_with};

/// The memories of a client. Those without a use in its algorithm are empty.
#[derive(Clone, Debug, Default)]
struct Memory {
    error: Vector,
    reference: Vector,
    correction: Vector,
}

/// The state of a client. It never travels. Memories without a use in the algorithm are empty.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "ClientStateInput")]
pub struct ClientState {
    /// The round of the last message.
    pub round: u32,
    /// The last message, sent again if its round is asked again.
    pub message: Vector<u8>,
    /// The sum of errors of compression.
    pub error: Vector,
    /// The estimate of its vector, shared with the server.
    pub reference: Vector,
    /// The direction of `scaffold`, or the correction of `fedSpeed`.
    pub correction: Vector,
    /// `error` before the last message, restored if the message is lost.
    pub error_before: Vector,
    /// `reference` before the last message.
    pub reference_before: Vector,
    /// `correction` before the last message.
    pub correction_before: Vector,
}

impl ClientState {
    pub(crate) fn check(&self, parameters: usize) -> Result<(), Error> {
        let parts = [
            ("error", &self.error),
            ("reference", &self.reference),
            ("correction", &self.correction),
            ("errorBefore", &self.error_before),
            ("referenceBefore", &self.reference_before),
            ("correctionBefore", &self.correction_before),
        ];
        for (name, part) in parts {
            if !part.is_empty() {
                check::length(name, part.len(), parameters, "parameters")?;
            }
            check::numbers(name, part, check::FINITE)?;
        }
        Ok(())
    }

    /// The memories known to the server.
    fn known(&self, accepted: i32) -> Memory {
        let [error, reference, correction] = if i64::from(accepted) == i64::from(self.round) {
            [&self.error, &self.reference, &self.correction]
        } else {
            [&self.error_before, &self.reference_before, &self.correction_before]
        };
        Memory { error: error.clone(), reference: reference.clone(), correction: correction.clone() }
    }
}

/// A question to a client.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    pub round: u32,
    pub parameters: &'a [f64],
    /// The direction of all clients, for `scaffold`.
    pub control: &'a [f64],
    /// The last round of this client whose message counted; 0 for none.
    pub accepted: i32,
    /// The number of this client.
    pub client: u32,
    pub seed: u64,
}

/// A client with its objective.
pub(crate) struct Client<'a, O> {
    pub settings: &'a FederatedSettings,
    pub objective: O,
    pub watch: Watch<'a>,
}

/// The result of a round.
pub(crate) enum Stepped {
    /// The state with the message, and the mean of the values of all batches, each before its step, if it is needed.
    Done(ClientState, f64),
    /// The message of this round was made before, and is in the state.
    Repeated,
    /// Numbers grew beyond bounds.
    Diverged,
    /// The time limit was reached, or the run was cancelled.
    Late,
}

/// The arithmetic between two looks at the clock.
const OPERATIONS_PER_POLL: usize = 1 << 16;

impl<O: Objective> Client<'_, O> {
    /// The steps and the message of a round. A round already done gives the same message again.
    pub async fn step(&self, ask: Ask<'_>, state: Option<&ClientState>) -> Stepped {
        if state.is_some_and(|state| ask.round <= state.round) {
            return Stepped::Repeated;
        }
        let before = state.map(|state| state.known(ask.accepted)).unwrap_or_default();
        let mut memory = before.clone();
        let mut stream = keyed_stream(ask.seed, ask.client, ask.round);
        let mut batches = Batches::new(self.settings, self.objective.rows());
        let stepped = match self.settings.algorithm {
            Algorithm::Compressed => self.gradient(ask, &mut batches, &mut stream).await,
            _ => self.local_steps(ask, &mut memory, &mut batches, &mut stream).await,
        };
        let Some((vector, loss)) = stepped else { return Stepped::Late };
        if !(is_sound(&vector) && loss.is_finite()) {
            return Stepped::Diverged;
        }
        let content = self.encode(&vector, &mut memory, &mut stream);
        if !is_sound(&content.decoded()) {
            return Stepped::Diverged;
        }
        let message = enclosed(ask.round, &content).into();
        let state = ClientState {
            round: ask.round,
            message,
            error: memory.error,
            reference: memory.reference,
            correction: memory.correction,
            error_before: before.error,
            reference_before: before.reference,
            correction_before: before.correction,
        };
        Stepped::Done(state, loss)
    }

    /// The gradient at the parameters of the server, and the value. `None` if there is no time left.
    async fn gradient(&self, ask: Ask<'_>, batches: &mut Batches, stream: &mut Stream) -> Option<(Vec<f64>, f64)> {
        let (mut gradient, mut workspace) = (vec![0.0; ask.parameters.len()], O::Memory::default());
        let batch = batches.next(stream);
        let value = self.objective.gradient(batch, ask.parameters, &mut gradient, &mut workspace).await?;
        Some((gradient, value))
    }

    /// The change of the parameters by the steps; for `scaffold` followed by that of its direction. `None` if there is no
    /// time left.
    async fn local_steps(
        &self,
        ask: Ask<'_>,
        memory: &mut Memory,
        batches: &mut Batches,
        stream: &mut Stream,
    ) -> Option<(Vec<f64>, f64)> {
        let (settings, start) = (self.settings, ask.parameters);
        let (steps, rate) = (settings.local.steps, settings.local_rate(ask.round));
        if matches!(settings.algorithm, Algorithm::Scaffold | Algorithm::FedSpeed) && memory.correction.is_empty() {
            memory.correction = vec![0.0; start.len()].into();
        }
        let (mut y, mut gradient) = (start.to_vec(), vec![0.0; start.len()]);
        let steps_per_poll = (OPERATIONS_PER_POLL / batches.rows_per_step().saturating_mul(start.len())).max(1) as u32;
        let (mut mean, mut workspace) = (0.0, O::Memory::default());
        for step in 0..steps {
            if step % steps_per_poll == 0 && self.watch.is_over() {
                return None;
            }
            let batch = batches.next(stream);
            let value = self.objective.gradient(batch, &y, &mut gradient, &mut workspace).await?;
            mean += (value - mean) / f64::from(step + 1);
            if settings.algorithm == Algorithm::FedSpeed {
                self.ascend(batch, &y, &mut gradient, &mut workspace).await?;
            }
            clip_norm(&mut gradient, settings.local.clip_norm);
            self.correct(ask, memory, &y, &mut gradient);
            add_scaled(&mut y, -rate, &gradient);
            self.objective.prox(&mut y, rate);
            if !is_sound(&y) {
                return Some((y, f64::INFINITY));
            }
        }
        let mut change = difference(&y, start);
        match settings.algorithm {
            Algorithm::FedSpeed => add_scaled(&mut memory.correction, 1.0, &change),
            Algorithm::Scaffold => {
                let mut turn = ask.control.iter().map(|c| -c).collect::<Vec<_>>();
                add_scaled(&mut turn, -1.0 / (f64::from(steps) * rate), &change);
                add_scaled(&mut memory.correction, 1.0, &turn);
                change.extend(turn);
            }
            _ => {}
        }
        Some((change, mean))
    }

    /// Adds the proximal term and the correction of the algorithm to the gradient at `y`.
    fn correct(&self, ask: Ask<'_>, memory: &Memory, y: &[f64], gradient: &mut [f64]) {
        let proximal = self.settings.proximal();
        if proximal > 0.0 {
            gradient.iter_mut().zip(y.iter().zip(ask.parameters)).for_each(|(g, (y, x))| *g += proximal * (y - x));
        }
        match self.settings.algorithm {
            Algorithm::FedSpeed => add_scaled(gradient, proximal, &memory.correction),
            Algorithm::Scaffold => {
                add_scaled(gradient, 1.0, ask.control);
                add_scaled(gradient, -1.0, &memory.correction);
            }
            _ => {}
        }
    }

    /// Mixes the gradient with that of the same batch at a point along it. `None` if there is no time left.
    async fn ascend(&self, batch: Batch<'_>, y: &[f64], gradient: &mut [f64], workspace: &mut O::Memory) -> Option<()> {
        let (radius, mix, length) = (self.settings.ascent.radius, self.settings.ascent.mix, norm(gradient));
        if radius == 0.0 || mix == 0.0 || length == 0.0 {
            return Some(());
        }
        let perturbed = sum_with(y, radius / length, gradient);
        let mut there = vec![0.0; y.len()];
        self.objective.gradient(batch, &perturbed, &mut there, workspace).await?;
        gradient.iter_mut().zip(there).for_each(|(g, there)| *g = (1.0 - mix) * *g + mix * there);
        Some(())
    }

    /// The contents of the message. Memories are updated with the numbers as decoded by the server.
    fn encode(&self, vector: &[f64], memory: &mut Memory, stream: &mut Stream) -> Content {
        let settings = self.settings;
        if !settings.has_feedback() {
            return settings.compressor.compress(vector, stream);
        }
        for part in [&mut memory.error, &mut memory.reference] {
            if part.is_empty() {
                *part = vec![0.0; vector.len()].into();
            }
        }
        let message = match settings.feedback {
            Feedback::Controlled => difference(vector, &memory.reference),
            Feedback::Classic => vector.to_vec(),
        };
        let share = match settings.feedback {
            Feedback::Controlled => settings.error_control(),
            Feedback::Classic => 1.0,
        };
        let content = settings.compressor.compress(&sum_with(&message, share, &memory.error), stream);
        let decoded = content.decoded();
        add_scaled(&mut memory.error, 1.0, &difference(&message, &decoded));
        if settings.feedback == Feedback::Controlled {
            add_scaled(&mut memory.reference, 1.0, &decoded);
        }
        content
    }
}

/// Batches of rows in random order, each row once before any comes again.
struct Batches {
    rows: usize,
    size: usize,
    order: Vec<u32>,
    next: usize,
}

impl Batches {
    fn new(settings: &FederatedSettings, rows: usize) -> Self {
        let size = settings.local.batch_size as usize;
        let is_whole = size == 0 || size >= rows;
        let order = if is_whole { Vec::new() } else { (0..rows as u32).collect() };
        Self { rows, size, next: order.len(), order }
    }

    fn rows_per_step(&self) -> usize {
        if self.order.is_empty() { self.rows } else { self.size }
    }

    /// The next rows. The last batch of a pass may be smaller.
    fn next(&mut self, stream: &mut Stream) -> Batch<'_> {
        if self.order.is_empty() {
            return Batch::All;
        }
        if self.next == self.order.len() {
            stream.shuffle(&mut self.order);
            self.next = 0;
        }
        let start = self.next;
        self.next = (start + self.size).min(self.order.len());
        Batch::Some(&self.order[start..self.next])
    }
}
