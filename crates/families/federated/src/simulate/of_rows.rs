//! Clients with rows in memory: they step in parallel.

use super::clients::{Clients, Question, Turn, step_all, weighted_sum};
use super::problem::{Fleet, SimulatedClient};
use crate::client::{Client, ClientState};
use crate::model::{Batch, Model, Rows, Workspace};
use crate::objective::OfRows;
use crate::settings::FederatedSettings;
use superlinear_interface::{Error, Run};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::norm;

/// The clients, and rows of none of them for tests.
pub(super) struct RowClients<'a> {
    model: &'a Model,
    clients: Vec<Client<'a, OfRows<'a>>>,
    test: Option<Rows<'a>>,
    run: &'a Run,
}

/// Limit on the products for a curvature, and the relative change at which it is known well enough: the step size keeps
/// a distance of a factor of 4.
const MAX_PRODUCTS: u32 = 100;
const CHANGE: f64 = 1e-2;

/// The rows of a simulation.
pub(super) struct Data<'a> {
    rows: Vec<Rows<'a>>,
    test: Option<Rows<'a>>,
}

impl<'a> Data<'a> {
    /// Refuses rows that do not fit the model.
    pub fn new(fleet: &'a Fleet, model: &Model) -> Result<Self, Error> {
        let rows = fleet.clients.iter().enumerate().map(|(k, SimulatedClient { matrix, response, .. })| {
            model.rows(matrix, response).map_err(|error| error.within(&format!("clients[{k}]")))
        });
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let test = fleet.test.as_ref().map(|test| model.rows(&test.matrix, &test.response));
        Ok(Self { rows, test: test.transpose().map_err(|error| error.within("test"))? })
    }

    /// The number of rows of a client.
    pub fn count(&self, client: usize) -> usize {
        self.rows[client].count()
    }

    /// A bound of the largest curvature of the objective, by the power method; estimates from below are close.
    pub fn curvature(&self, importance: &[f64], model: &Model, run: &Run) -> Result<f64, Error> {
        let (mut stream, total) = (Stream::new(0, 0), importance.iter().sum::<f64>());
        let mut vector: Vec<f64> = (0..model.predictor_length()).map(|_| stream.normal()).collect();
        let (mut image, mut curvature) = (vec![0.0; vector.len()], 0.0);
        for product in 0..MAX_PRODUCTS {
            if product > 0 && run.is_out_of_time()? {
                break;
            }
            let length = norm(&vector);
            vector.iter_mut().for_each(|value| *value /= length);
            image.fill(0.0);
            for (rows, importance) in self.rows.iter().zip(importance) {
                run.ensure_wanted()?;
                model.add_curvature(rows, importance / total, &vector, &mut image);
            }
            let (last, next) = (curvature, norm(&image));
            curvature = next;
            if next == 0.0 || (next - last).abs() <= CHANGE * next {
                break;
            }
            vector.copy_from_slice(&image);
        }
        Ok(curvature + model.square())
    }

    /// The clients with these rows.
    pub fn clients(self, settings: &'a FederatedSettings, model: &'a Model, run: &'a Run) -> RowClients<'a> {
        let client = |rows| {
            let objective = OfRows { model, rows, wants_value: false };
            Client { settings, objective, watch: run.watch() }
        };
        RowClients { model, clients: self.rows.into_iter().map(client).collect(), test: self.test, run }
    }
}

impl RowClients<'_> {
    /// The objective of a model on the rows of all clients, and its gradient.
    fn evaluated(&self, model: &Model, parameters: &[f64], importance: &[f64]) -> Result<(f64, Vec<f64>), Error> {
        weighted_sum(self.run, importance, parameters.len(), |client, gradient, workspace: &mut Workspace| {
            let rows = &self.clients[client].objective.rows;
            model.gradient(rows, Batch::All, parameters, gradient, workspace);
            model.value(rows, Batch::All, parameters, workspace)
        })
    }
}

impl Clients for RowClients<'_> {
    async fn step(&self, questions: &[Question<'_>], states: Vec<Option<ClientState>>) -> Vec<Turn> {
        step_all(self.run, &self.clients, questions, states)
    }

    async fn evaluate(&self, parameters: &[f64], importance: &[f64]) -> Result<(f64, Vec<f64>), Error> {
        self.evaluated(self.model, parameters, importance)
    }

    fn clean_objective(&self, parameters: &[f64], importance: &[f64]) -> Result<Option<f64>, Error> {
        let Some(clean) = self.model.without_adversary() else { return Ok(None) };
        let (value, _) = self.evaluated(&clean, parameters, importance)?;
        Ok(Some(value + clean.absolute_penalty(parameters)))
    }

    fn test(&self, parameters: &[f64]) -> (Option<f64>, Option<f64>) {
        let Some(rows) = &self.test else { return (None, None) };
        let (loss, error) = self.model.test(rows, parameters);
        (Some(loss).filter(|loss| loss.is_finite()), error)
    }
}
