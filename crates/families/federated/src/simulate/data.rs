//! The rows of a simulation, checked, and the largest curvature of the objective on them.

use super::problem::{Fleet, SimulatedClient};
use crate::model::{Model, Rows};
use crate::settings::FederatedSettings;
use crate::start::importance;
use superlinear_interface::{Error, Run};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::norm;

/// The rows of all clients.
pub(super) struct Data<'a> {
    pub rows: Vec<Rows<'a>>,
    /// The importance of each client, in any unit.
    pub importance: Vec<f64>,
    /// Rows of no client, for figures.
    pub test: Option<Rows<'a>>,
}

/// Limit on the products for a curvature, and the relative change at which it is known well enough: the step size keeps
/// a distance of a factor of 4.
const MAX_PRODUCTS: u32 = 100;
const CHANGE: f64 = 1e-2;

impl<'a> Data<'a> {
    /// Refuses rows that do not fit the model.
    pub fn new(settings: &FederatedSettings, fleet: &'a Fleet, model: &Model) -> Result<Self, Error> {
        let rows = fleet.clients.iter().enumerate().map(|(k, SimulatedClient { matrix, response, .. })| {
            model.rows(matrix, response).map_err(|error| error.within(&format!("clients[{k}]")))
        });
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let test = fleet.test.as_ref().map(|test| model.rows(&test.matrix, &test.response));
        let test = test.transpose().map_err(|error| error.within("test"))?;
        let importance = importance(settings, rows.len(), |k| rows[k].count() as f64)?;
        Ok(Self { rows, importance, test })
    }

    /// A bound of the largest curvature of the objective, by the power method; estimates from below are close.
    pub fn curvature(&self, model: &Model, run: &Run) -> Result<f64, Error> {
        let (mut stream, total) = (Stream::new(0, 0), self.importance.iter().sum::<f64>());
        let mut vector: Vec<f64> = (0..model.predictor_length()).map(|_| stream.normal()).collect();
        let (mut image, mut curvature) = (vec![0.0; vector.len()], 0.0);
        for _ in 0..MAX_PRODUCTS {
            let length = norm(&vector);
            vector.iter_mut().for_each(|value| *value /= length);
            image.fill(0.0);
            for (rows, importance) in self.rows.iter().zip(&self.importance) {
                if run.is_out_of_time()? {
                    return Ok(curvature);
                }
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
}
