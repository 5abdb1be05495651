//! Responses as losses take them, and what is refused of them.

use super::loss::LinearLoss;
use superlinear_interface::{Error, check};
use superlinear_numerics::vectors::largest;

/// Squares of larger responses may overflow.
const LARGEST: f64 = 1e150;

/// More classes are taken to be a response that is not one of classes.
const MOST_CLASSES: usize = 1000;

/// How many outputs a model of finite responses has, of which at least one of each class must be there. Refuses responses that the
/// loss has no place for.
pub(crate) fn outputs(name: &str, response: &[f64], loss: LinearLoss) -> Result<usize, Error> {
    let refused = |i: usize, what: &str| {
        Err(Error::invalid(format!("{name}[{i}]"), format!("must be {what}, got {}", check::short(response[i]))))
    };
    match loss {
        LinearLoss::Squared => {
            if largest(response) > LARGEST {
                return Err(Error::invalid(name, "is so large that its squares overflow: scale it"));
            }
            Ok(1)
        }
        LinearLoss::Logistic | LinearLoss::SquaredHinge => match response.iter().position(|y| y.abs() != 1.0) {
            Some(i) => refused(i, "-1 or 1"),
            None => Ok(1),
        },
        LinearLoss::Multinomial => {
            let most = MOST_CLASSES.min(response.len());
            let is_class = |y: &f64| *y >= 0.0 && y.fract() == 0.0 && *y < most as f64;
            match response.iter().position(|y| !is_class(y)) {
                Some(i) => refused(i, &format!("a class, a whole number from 0 and below {most}")),
                None if largest(response) == 0.0 => {
                    Err(Error::invalid(name, "must have at least two classes, got one"))
                }
                None => Ok(largest(response) as usize + 1),
            }
        }
    }
}

/// The labels that a response of classes has.
pub(crate) fn labels(loss: LinearLoss, outputs: usize) -> Vec<f64> {
    match loss {
        LinearLoss::Squared => Vec::new(),
        LinearLoss::Logistic | LinearLoss::SquaredHinge => vec![-1.0, 1.0],
        LinearLoss::Multinomial => (0..outputs).map(|k| k as f64).collect(),
    }
}

/// The response as losses take it: of classes an indicator of each, class by class.
pub(crate) fn targets(loss: LinearLoss, outputs: usize, response: Vec<f64>) -> Vec<f64> {
    if loss != LinearLoss::Multinomial {
        return response;
    }
    let indicator = |k: usize| response.iter().map(move |y| if *y == k as f64 { 1.0 } else { 0.0 });
    (0..outputs).flat_map(indicator).collect()
}
