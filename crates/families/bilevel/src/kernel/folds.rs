//! Cross-validation folds.

use crate::folds::{count, folds_of_samples};
use superlinear_interface::{Error, NumberOrVector};

/// The training and the held-out samples of a fold.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fold {
    pub training: Vec<usize>,
    pub validation: Vec<usize>,
}

/// The folds of `samples` samples. Fails if one has no training or no held-out samples.
pub(super) fn folds(given: &NumberOrVector, samples: usize) -> Result<Vec<Fold>, Error> {
    let of_sample = folds_of_samples(given, samples)?;
    let folds: Vec<_> = (0..count(&of_sample)).map(|fold| of_fold(fold, &of_sample)).collect();
    match folds.iter().position(|fold| fold.validation.is_empty() || fold.training.is_empty()) {
        Some(fold) => {
            let missing = if folds[fold].validation.is_empty() { "" } else { "out" };
            Err(Error::invalid("folds", format!("must leave samples with{missing} the number {fold}, and others")))
        }
        None => Ok(folds),
    }
}

fn of_fold(fold: usize, of_sample: &[Option<usize>]) -> Fold {
    let (validation, training) = (0..of_sample.len()).partition(|&i| of_sample[i] == Some(fold));
    Fold { training, validation }
}
