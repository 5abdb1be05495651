//! Validation of responses and their conversion for the losses.

use super::loss::LinearLoss;
use superlinear_interface::{Error, Labels, check};
use superlinear_numerics::vectors::largest;

/// Bound on responses. Squares of larger ones may overflow.
const LARGEST: f64 = 1e150;

/// With more distinct labels than this, a response is assumed not to consist of classes.
const MAX_CLASSES: usize = 1000;

/// A validated response.
pub(crate) struct Response {
    /// The numbers: for two classes -1 and 1, for `multinomial` the class indices.
    pub numbers: Vec<f64>,
    /// The classes in ascending order, if the loss has classes.
    pub classes: Option<Labels>,
    /// The number of outputs of the model.
    pub outputs: usize,
}

impl Response {
    /// The response of training samples. It defines the classes.
    pub(crate) fn new(name: &str, labels: &Labels, loss: LinearLoss) -> Result<Self, Error> {
        if loss == LinearLoss::Squared {
            return Ok(Self { numbers: numbers(name, labels)?, classes: None, outputs: 1 });
        }
        let most = if loss == LinearLoss::Multinomial { MAX_CLASSES } else { 2 };
        let (classes, places) = labels.classified(name, most)?;
        Ok(Self {
            numbers: places.into_iter().map(|class| code(class, loss)).collect(),
            outputs: if loss == LinearLoss::Multinomial { classes.len() } else { 1 },
            classes: Some(classes),
        })
    }

    /// The response of other samples as numbers.
    pub(crate) fn numbers_of(&self, name: &str, labels: &Labels, loss: LinearLoss) -> Result<Vec<f64>, Error> {
        let Some(classes) = &self.classes else { return numbers(name, labels) };
        labels.ensure_finite(name)?;
        let places = labels.places_among(name, classes, "response")?;
        Ok(places.into_iter().map(|class| code(class, loss)).collect())
    }

    /// The number that represents each class.
    pub(crate) fn codes(&self, loss: LinearLoss) -> Vec<f64> {
        (0..self.classes.as_ref().map_or(0, Labels::len)).map(|class| code(class, loss)).collect()
    }
}

fn numbers(name: &str, labels: &Labels) -> Result<Vec<f64>, Error> {
    let numbers = labels.as_numbers(name, "where the loss has no classes")?;
    check::numbers(name, numbers, check::FINITE)?;
    if largest(numbers) > LARGEST {
        return Err(Error::invalid(name, "is so large that its squares overflow: scale it"));
    }
    Ok(numbers.to_vec())
}

fn code(class: usize, loss: LinearLoss) -> f64 {
    let place = class as f64;
    if loss == LinearLoss::Multinomial { place } else { 2.0 * place - 1.0 }
}

/// The response in the form of the losses: for `multinomial`, an indicator of each class, class by class.
pub(crate) fn targets(loss: LinearLoss, outputs: usize, response: Vec<f64>) -> Vec<f64> {
    if loss != LinearLoss::Multinomial {
        return response;
    }
    let indicator = |k: usize| response.iter().map(move |y| if *y == k as f64 { 1.0 } else { 0.0 });
    (0..outputs).flat_map(indicator).collect()
}
