//! Cross-validation folds, given by their number or by the fold of each sample.

use superlinear_interface::{Error, NumberOrVector, check};

/// The fold of each sample. A number of folds puts sample i in fold i modulo it; in a list, -1 marks a sample that is
/// never held out. Fails if all samples are in no fold.
pub(crate) fn folds_of_samples(given: &NumberOrVector, samples: usize) -> Result<Vec<Option<usize>>, Error> {
    let folds = match given {
        NumberOrVector::Number(count) => {
            if !(2.0..=samples as f64).contains(count) || count.fract() != 0.0 {
                let got = check::short(*count);
                let words = format!("must be an integer from 2 to the number of samples, {samples}, got {got}");
                return Err(Error::invalid("folds", words));
            }
            (0..samples).map(|i| Some(i % *count as usize)).collect()
        }
        NumberOrVector::Vector(list) => {
            check::length("folds", list.len(), samples, "there are samples")?;
            list.iter().enumerate().map(|(i, &fold)| fold_of(i, fold, samples)).collect::<Result<Vec<_>, _>>()?
        }
    };
    if folds.iter().all(Option::is_none) {
        return Err(Error::invalid("folds", "must hold some sample out, got -1 alone"));
    }
    Ok(folds)
}

/// The number of folds.
pub(crate) fn count(folds: &[Option<usize>]) -> usize {
    folds.iter().flatten().map(|fold| fold + 1).max().unwrap_or(0)
}

fn fold_of(sample: usize, fold: f64, samples: usize) -> Result<Option<usize>, Error> {
    if fold.fract() != 0.0 || !(-1.0..samples as f64).contains(&fold) {
        let words = format!("must be an integer from -1 and below {samples}, got {}", check::short(fold));
        return Err(Error::invalid(format!("folds[{sample}]"), words));
    }
    Ok((fold >= 0.0).then_some(fold as usize))
}
