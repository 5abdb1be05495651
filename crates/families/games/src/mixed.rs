//! Mixed strategies: probabilities of actions.

use superlinear_interface::{Error, Vector, check};

/// Tolerance on the sum of given probabilities, for rounded input.
const SUM_SLACK: f64 = 1e-9;

/// Checks that `strategy` holds the probabilities of `actions` actions. `of` names the counted quantity in errors.
pub(crate) fn check_strategy(path: &str, strategy: &[f64], actions: usize, of: &str) -> Result<(), Error> {
    check::length(path, strategy.len(), actions, of)?;
    check::numbers(path, strategy, check::NOT_NEGATIVE)?;
    check_sum(path, strategy)
}

/// Checks that the entries sum to 1.
pub(crate) fn check_sum(path: &str, strategy: &[f64]) -> Result<(), Error> {
    let sum: f64 = strategy.iter().sum();
    if (sum - 1.0).abs() <= SUM_SLACK {
        return Ok(());
    }
    Err(Error::invalid(path, format!("must sum to 1, got {}", check::short(sum))))
}

/// Equal probabilities of all actions.
pub(crate) fn uniform(actions: usize) -> Vec<f64> {
    vec![1.0 / actions as f64; actions]
}

/// Probabilities proportional to weights, with negative weights as zero; `None` if none is positive.
pub(crate) fn normalized(weights: &[f64]) -> Option<Vec<f64>> {
    let sum: f64 = weights.iter().map(|weight| weight.max(0.0)).sum();
    (sum > 0.0 && sum.is_finite()).then(|| weights.iter().map(|weight| weight.max(0.0) / sum).collect())
}

/// The actions with positive probability.
pub(crate) fn support(strategy: &[f64]) -> Vec<usize> {
    (0..strategy.len()).filter(|&action| strategy[action] > 0.0).collect()
}

/// The support as an array for solutions.
pub(crate) fn support_vector(strategy: &[f64]) -> Vector<i32> {
    support(strategy).into_iter().map(|action| action as i32).collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_below_zero_count_as_zero() {
        assert_eq!(normalized(&[1.0, -1e-17, 3.0]), Some(vec![0.25, 0.0, 0.75]));
        assert_eq!(normalized(&[0.0, -1.0]), None);
        assert_eq!(support(&[0.25, 0.0, 0.75]), [0, 2]);
    }
}
