//! The objective of a client, as its steps ask for it: of a linear model on rows in memory, or of the caller's functions.

use crate::model::{Batch, Model, Rows, Workspace};
use superlinear_interface::{Lengths, Oracle};

/// The mean loss of a client's rows, plus a penalty.
pub(crate) trait Objective {
    /// Memory of evaluations, used again from one to the next.
    type Memory: Default;

    /// The number of rows.
    fn rows(&self) -> usize;

    /// Writes the gradient over a batch. Returns the value, or 0 if it is not needed; `None` if there is no time left.
    fn gradient(
        &self,
        batch: Batch<'_>,
        parameters: &[f64],
        gradient: &mut [f64],
        memory: &mut Self::Memory,
    ) -> impl Future<Output = Option<f64>>;

    /// Moves parameters to the minimum of `step` times the absolute values of the penalty plus half the squared
    /// distance.
    fn prox(&self, _parameters: &mut [f64], _step: f64) {}
}

/// A linear model on rows in memory.
pub(crate) struct OfRows<'a> {
    pub model: &'a Model,
    pub rows: Rows<'a>,
    /// Whether values are needed.
    pub wants_value: bool,
}

impl Objective for OfRows<'_> {
    type Memory = Workspace;

    fn rows(&self) -> usize {
        self.rows.count()
    }

    async fn gradient(
        &self,
        batch: Batch<'_>,
        parameters: &[f64],
        gradient: &mut [f64],
        memory: &mut Workspace,
    ) -> Option<f64> {
        self.model.gradient(&self.rows, batch, parameters, gradient, memory);
        Some(if self.wants_value { self.model.value(&self.rows, batch, parameters, memory) } else { 0.0 })
    }

    fn prox(&self, parameters: &mut [f64], step: f64) {
        self.model.prox(parameters, step);
    }
}

/// Functions of the caller, asked for weighted sums over rows.
pub(crate) struct Asked {
    pub oracle: Oracle,
    /// The index of the client, which begins the question, if there are several.
    pub client: Option<usize>,
    pub rows: usize,
}

impl Asked {
    pub const QUESTIONS: &'static [&'static str] = &["gradient"];

    /// The lengths of the question without rows: parameters after so many other numbers, and their gradient with the
    /// value behind.
    pub fn lengths(before: usize, parameters: usize) -> Vec<Lengths> {
        vec![Lengths { point: before + parameters, answer: parameters + 1 }]
    }

    /// The lengths for each row: its index and its weight.
    pub fn item_lengths() -> Vec<Lengths> {
        vec![Lengths { point: 2, answer: 0 }]
    }
}

/// The numbers of a question and of its answer.
#[derive(Default)]
pub(crate) struct Exchanged {
    point: Vec<f64>,
    answer: Vec<f64>,
}

impl Asked {
    /// Asks for the gradient over a batch. Returns the value.
    pub async fn ask(
        &self,
        batch: Batch<'_>,
        parameters: &[f64],
        gradient: &mut [f64],
        Exchanged { point, answer }: &mut Exchanged,
    ) -> f64 {
        let rows = batch.count(self.rows);
        point.clear();
        point.extend(self.client.map(|client| client as f64));
        point.extend_from_slice(parameters);
        point.extend((0..rows).map(|place| batch.row(place) as f64));
        point.resize(point.len() + rows, 1.0 / rows as f64);
        answer.resize(parameters.len() + 1, 0.0);
        self.oracle.ask(0, point, answer).await;
        gradient.copy_from_slice(&answer[..parameters.len()]);
        answer[parameters.len()]
    }
}

impl Objective for Asked {
    type Memory = Exchanged;

    fn rows(&self) -> usize {
        self.rows
    }

    async fn gradient(
        &self,
        batch: Batch<'_>,
        parameters: &[f64],
        gradient: &mut [f64],
        exchanged: &mut Exchanged,
    ) -> Option<f64> {
        Some(self.ask(batch, parameters, gradient, exchanged).await)
    }
}
