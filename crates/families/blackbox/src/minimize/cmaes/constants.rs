//! The weights and learning rates of CMA-ES, as functions of the number of variables and the population size.
//!
//! Source: Hansen, The CMA Evolution Strategy: A Tutorial, arXiv:1604.00772, table 1.

/// The strategy parameters for given numbers of variables and points.
#[derive(Clone, Debug)]
pub(crate) struct Constants {
    /// The recombination weight of each rank. Weights of the better half add up to 1, the others are not positive.
    pub weights: Vec<f64>,
    /// The number of positive weights, μ.
    pub parents: usize,
    /// The variance-effective number of parents μ_eff: 1 over the sum of the squared positive weights.
    pub effective_parents: f64,
    /// The decay rate of the evolution path of the covariance, c_c.
    pub path_rate: f64,
    /// The decay rate of the evolution path of the step size, c_σ.
    pub step_path_rate: f64,
    /// The damping of the step size, d_σ.
    pub damping: f64,
    /// The learning rate of the rank-one update, c_1.
    pub rank_one_rate: f64,
    /// The learning rate of the rank-μ update, c_μ.
    pub rank_many_rate: f64,
    /// The expected length of a standard normal vector.
    pub expected_length: f64,
}

impl Constants {
    /// Computes the parameters for a population of at least 4. A diagonal covariance has fewer parameters, so its
    /// learning rates are larger (Ros, Hansen, A Simple Modification in CMA-ES Achieving Linear Time and Space
    /// Complexity, PPSN 2008).
    pub(crate) fn new(variables: usize, population: usize, is_diagonal: bool) -> Self {
        let (n, parents) = (variables as f64, population / 2);
        let raw: Vec<_> = (1..=population).map(|i| ((population as f64 + 1.0) / 2.0).ln() - (i as f64).ln()).collect();
        let (better, worse) = raw.split_at(parents);
        let effective = |weights: &[f64]| {
            let (sum, squares): (f64, f64) =
                weights.iter().fold((0.0, 0.0), |(sum, squares), weight| (sum + weight, squares + weight * weight));
            sum * sum / squares
        };
        let (mu, mu_worse) = (effective(better), effective(worse));
        let faster = if is_diagonal { (n + 2.0) / 3.0 } else { 1.0 };
        let rank_one_rate = (2.0 / ((n + 1.3).powi(2) + mu) * faster).min(0.5);
        let rank_many_rate =
            (2.0 * (0.25 + mu - 2.0 + 1.0 / mu) / ((n + 2.0).powi(2) + mu) * faster).min(1.0 - rank_one_rate);
        let step_path_rate = (mu + 2.0) / (n + mu + 5.0);
        let sum_of = |weights: &[f64]| weights.iter().map(|weight| weight.abs()).sum::<f64>();
        let most_negative = (1.0 + rank_one_rate / rank_many_rate)
            .min(1.0 + 2.0 * mu_worse / (mu + 2.0))
            .min((1.0 - rank_one_rate - rank_many_rate) / (n * rank_many_rate));
        let [positive, negative] = [1.0 / sum_of(better), most_negative.max(0.0) / sum_of(worse)];
        Self {
            weights: raw.iter().map(|&weight| weight * if weight > 0.0 { positive } else { negative }).collect(),
            parents,
            effective_parents: mu,
            path_rate: (4.0 + mu / n) / (n + 4.0 + 2.0 * mu / n),
            step_path_rate,
            damping: 1.0 + step_path_rate + 2.0 * (((mu - 1.0) / (n + 1.0)).sqrt() - 1.0).max(0.0),
            rank_one_rate,
            rank_many_rate,
            expected_length: n.sqrt() * (1.0 - 1.0 / (4.0 * n) + 1.0 / (21.0 * n * n)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(value: f64, expected: f64) {
        assert!((value / expected - 1.0).abs() < 1e-13, "{value} against {expected}");
    }

    /// The formulas of the tutorial, evaluated in NumPy.
    #[test]
    fn constants_are_those_of_the_tutorial() {
        let five = Constants::new(5, 8, false);
        assert_near(five.effective_parents, 2.600178826113179);
        assert_near(five.path_rate, 0.4501995579928079);
        assert_near(five.step_path_rate, 0.3650883760934853);
        assert_near(five.rank_one_rate, 0.0472923041594009);
        assert_near(five.rank_many_rate, 0.04785904960298244);
        assert_near(five.damping, 1.365088376093485);
        let weights = [
            0.5299301844787793,
            0.2857142857142857,
            0.1428571428571429,
            0.04149838694979217,
            -0.1485374345307909,
            -0.4055746760130297,
            -0.622896567138545,
            -0.8111493520260593,
        ];
        for (weight, expected) in five.weights.iter().zip(weights) {
            assert_near(*weight, expected);
        }
        let ten = Constants::new(10, 10, false);
        assert_near(ten.effective_parents, 3.167299281410703);
        assert_near(ten.rank_one_rate, 0.01528382452475172);
        assert_near(ten.rank_many_rate, 0.02355177665041749);
        assert_near(ten.weights[0], 0.4562726469034059);
        assert_near(ten.weights[9], -0.5497499176973851);
        // For 3 variables and a population of 7, the limit with both μ_eff and μ_eff⁻ (equation 50 of the tutorial) is
        // the smallest.
        let negative: f64 = Constants::new(3, 7, false).weights.iter().filter(|weight| **weight < 0.0).sum();
        assert_near(negative, -2.258447524533352);
    }
}
