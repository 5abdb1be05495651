//! Responses as numbers.

use crate::settings::LossKind;
use superlinear_interface::{Error, Labels, check};

/// The largest number of classes.
pub(crate) const MAX_CLASSES: usize = 1000;

/// The responses of a loss without classes.
pub(crate) fn numbers_of(path: &str, labels: &Labels, loss: LossKind) -> Result<Vec<f64>, Error> {
    let numbers = labels.as_numbers(path, "where the loss has no classes")?;
    match loss {
        LossKind::Poisson => check::numbers(path, numbers, check::NOT_NEGATIVE)?,
        _ => check::numbers(path, numbers, check::FINITE)?,
    }
    Ok(numbers.to_vec())
}

/// Classes as -1 and 1, and the two classes in ascending order. A single class counts as the positive one if `may_be_one`.
pub(crate) fn classes_of(path: &str, labels: &Labels, may_be_one: bool) -> Result<(Vec<f64>, Labels), Error> {
    labels.ensure_finite(path)?;
    let count = labels.distinct(2).map_or(3, |classes| classes.len());
    match count {
        1 if may_be_one => {
            let classes = labels.distinct(2).unwrap_or_else(|| labels.clone());
            Ok((vec![1.0; labels.len()], classes))
        }
        2 => {
            let (classes, places) = labels.classified(path, 2)?;
            Ok((places.into_iter().map(|place| if place == 0 { -1.0 } else { 1.0 }).collect(), classes))
        }
        1 => Err(Error::invalid(path, "must have two classes, got one")),
        _ => Err(Error::invalid(path, "must have two classes, got more")),
    }
}
