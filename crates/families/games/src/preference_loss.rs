//! Losses of preferences between two token sequences, with gradients: direct preference optimization and related
//! losses.
//!
//! Sources: Rafailov and others, Direct Preference Optimization, NeurIPS 2023, equation 7; with smoothed labels
//! Mitchell, A Note on DPO with Noisy Preferences, 2023; `ipo`: Azar and others, AISTATS 2024, equation 17; `hinge`:
//! Zhao and others, SLiC-HF, 2023.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector, check};

/// Evaluates the loss of pairwise preferences between token sequences and its gradient, from the log-probabilities of
/// their tokens under a model and a reference, in plain arrays. Direct preference optimization (DPO) minimizes this
/// loss.
///
/// Tokens of a common prefix have the same log-probabilities in both sequences and cancel. Excluding them with
/// `mask: 'afterFirstDifference'` changes neither the loss nor the training of a model, unless the log-probabilities
/// were computed separately.
///
/// @example
/// ```ts
/// const { loss, chosenGradient } = await preferenceLoss({
///   chosen: { logProbabilities: [-1.2, -0.7, -2], reference: [-1.1, -0.8, -1.9], offsets: [0, 3] },
///   rejected: { logProbabilities: [-1, -0.9, -0.3, -1.5], reference: [-1.2, -0.7, -0.5, -1.1], offsets: [0, 4] },
/// });
/// ```
#[derive(JsonSchema)]
pub struct PreferenceLoss;

/// The loss of a pair as a function of its margin h, the increase of the log-probability ratio of chosen to rejected
/// sequence over the reference's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PairLoss {
    /// −ln(1 / (1 + exp(−β h))).
    #[default]
    Sigmoid,
    /// (h − 1/(2β))².
    Ipo,
    /// max(1 − β h, 0).
    Hinge,
}

/// The choice of tokens to include.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TokenMask {
    /// All tokens.
    #[default]
    All,
    /// Tokens from the first difference between the sequences of a pair.
    AfterFirstDifference,
    /// Tokens with `mask` 1.
    Given,
}

/// Concatenated token sequences.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sequences {
    /// The log-probability of each token under the model, at most 0.
    pub log_probabilities: Vector,
    /// The log-probability of each token under the reference.
    pub reference: Vector,
    /// The start index of each sequence, followed by the total number of tokens.
    pub offsets: Vector<i32>,
    /// The token ids; for `afterFirstDifference`.
    pub tokens: Option<Vector<i32>>,
    /// 1 for tokens to include, 0 for others; for `given`.
    pub mask: Option<Vector<u8>>,
}

/// Pairs of a chosen and a rejected sequence.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreferenceLossProblem {
    /// The chosen sequences.
    pub chosen: Sequences,
    /// The rejected sequences, equal in number.
    pub rejected: Sequences,
    /// The temperature β, positive.
    #[serde(default = "default_beta")]
    pub beta: f64,
    /// The loss of a pair.
    #[serde(default)]
    pub loss: PairLoss,
    /// The assumed fraction of pairs with swapped labels, at least 0 and below 1/2; for `sigmoid`.
    #[serde(default)]
    pub label_smoothing: f64,
    /// The choice of tokens to include.
    #[serde(default)]
    pub mask: TokenMask,
    /// The weight of each pair, nonnegative and not all zero. Default: 1.
    pub weights: Option<Vector>,
}

fn default_beta() -> f64 {
    0.1
}

/// The loss and its gradient.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreferenceLossSolution {
    /// The weighted mean loss.
    pub loss: f64,
    /// The loss of each pair.
    pub losses: Vector,
    /// The reward of each chosen sequence minus that of the rejected one: β h.
    pub margins: Vector,
    /// β times the log-probability of each chosen sequence minus the reference's.
    pub chosen_rewards: Vector,
    /// β times the log-probability of each rejected sequence minus the reference's.
    pub rejected_rewards: Vector,
    /// The weighted fraction of pairs with a positive margin.
    pub accuracy: f64,
    /// The index of the first differing token of each pair, if `tokens` are given; the shorter length if one sequence
    /// is a prefix of the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_differences: Option<Vector<i32>>,
    /// The gradient of the loss with respect to the log-probabilities of the chosen tokens.
    pub chosen_gradient: Vector,
    /// The gradient of the loss with respect to the log-probabilities of the rejected tokens.
    pub rejected_gradient: Vector,
}

impl Task for PreferenceLoss {
    const NAME: &'static str = "games.preferenceLoss";
    type Problem = PreferenceLossProblem;
    type Solution = PreferenceLossSolution;
    type Progress = NoProgress;

    fn solve(problem: PreferenceLossProblem, _: &Run) -> Result<PreferenceLossSolution, Error> {
        problem.check()?;
        let solution = problem.solution();
        let parts = [&solution.losses, &solution.margins, &solution.chosen_rewards, &solution.rejected_rewards];
        if !solution.loss.is_finite() || parts.iter().any(|part| part.iter().any(|entry| !entry.is_finite())) {
            return Err(Error::invalid("beta", "must leave rewards and losses within the range of numbers"));
        }
        Ok(solution)
    }
}

impl Sequences {
    fn check(&self, path: &str, mask: TokenMask) -> Result<(), Error> {
        let at = |name: &str| format!("{path}.{name}");
        let tokens = self.log_probabilities.len();
        check::numbers(&at("logProbabilities"), &self.log_probabilities, ..=0.0)?;
        check::length(&at("reference"), self.reference.len(), tokens, "there are tokens")?;
        check::numbers(&at("reference"), &self.reference, ..=0.0)?;
        check::entries(&at("offsets"), self.offsets.len(), 2..)?;
        let offsets = (self.offsets[0], usize::try_from(self.offsets[self.pairs()]));
        if offsets != (0, Ok(tokens)) {
            let message = format!("must begin with 0 and end with the number of tokens, {tokens}");
            return Err(Error::invalid(at("offsets"), message));
        }
        if let Some(k) = self.offsets.windows(2).position(|offsets| offsets[0] > offsets[1]) {
            let path = format!("{path}.offsets[{}]", k + 1);
            return Err(Error::invalid(path, "must not be less than the entry before it"));
        }
        match &self.tokens {
            Some(given) => check::length(&at("tokens"), given.len(), tokens, "there are tokens")?,
            None if mask == TokenMask::AfterFirstDifference => return Err(Error::invalid(at("tokens"), "is missing")),
            None => {}
        }
        match &self.mask {
            Some(given) => {
                check::length(&at("mask"), given.len(), tokens, "there are tokens")?;
                if let Some(k) = given.iter().position(|&entry| entry > 1) {
                    return Err(Error::invalid(
                        format!("{path}.mask[{k}]"),
                        format!("must be 0 or 1, got {}", given[k]),
                    ));
                }
                Ok(())
            }
            None if mask == TokenMask::Given => Err(Error::invalid(at("mask"), "is missing")),
            None => Ok(()),
        }
    }

    fn pairs(&self) -> usize {
        self.offsets.len() - 1
    }

    fn range(&self, pair: usize) -> std::ops::Range<usize> {
        self.offsets[pair] as usize..self.offsets[pair + 1] as usize
    }

    /// The indices of a sequence's included tokens, for a pair with this first difference.
    fn counted(&self, pair: usize, mask: TokenMask, first_difference: usize) -> impl Iterator<Item = usize> {
        let range = self.range(pair);
        let start = range.start;
        range.filter(move |&k| match mask {
            TokenMask::All => true,
            TokenMask::AfterFirstDifference => k - start >= first_difference,
            TokenMask::Given => self.mask.as_ref().is_some_and(|mask| mask[k] == 1),
        })
    }

    /// The log-probability of a sequence minus the reference's.
    fn gain(&self, pair: usize, mask: TokenMask, first_difference: usize) -> f64 {
        let counted = self.counted(pair, mask, first_difference);
        counted.map(|k| self.log_probabilities[k] - self.reference[k]).sum()
    }
}

impl PreferenceLossProblem {
    fn check(&self) -> Result<(), Error> {
        self.chosen.check("chosen", self.mask)?;
        self.rejected.check("rejected", self.mask)?;
        let pairs = self.chosen.pairs();
        check::length("rejected.offsets", self.rejected.pairs() + 1, pairs + 1, "chosen.offsets")?;
        check::number("beta", self.beta, check::POSITIVE)?;
        check::number("labelSmoothing", self.label_smoothing, 0.0..0.5)?;
        if self.label_smoothing > 0.0 && self.loss != PairLoss::Sigmoid {
            return Err(Error::invalid("labelSmoothing", "must not be given together with another loss than sigmoid"));
        }
        if let Some(weights) = &self.weights {
            check::length("weights", weights.len(), pairs, "there are pairs")?;
            check::numbers("weights", weights, check::NOT_NEGATIVE)?;
            let total: f64 = weights.iter().sum();
            if total == 0.0 || total.is_infinite() {
                return Err(Error::invalid("weights", "must have a positive sum within the range of numbers"));
            }
        }
        Ok(())
    }

    /// The index of the first differing token of each pair, if tokens are given.
    fn first_differences(&self) -> Option<Vec<usize>> {
        let (chosen, rejected) = (self.chosen.tokens.as_ref()?, self.rejected.tokens.as_ref()?);
        let of = |pair: usize| {
            let (one, other) = (&chosen[self.chosen.range(pair)], &rejected[self.rejected.range(pair)]);
            one.iter().zip(other).position(|(a, b)| a != b).unwrap_or(one.len().min(other.len()))
        };
        Some((0..self.chosen.pairs()).map(of).collect())
    }

    /// The loss of a margin, and its derivative.
    fn of_margin(&self, margin: f64) -> (f64, f64) {
        let (beta, smoothing) = (self.beta, self.label_smoothing);
        match self.loss {
            PairLoss::Sigmoid => {
                let z = beta * margin;
                let decay = (-z.abs()).exp();
                let (value, wrong) = (decay.ln_1p(), if z >= 0.0 { decay } else { 1.0 } / (1.0 + decay));
                let loss = (1.0 - smoothing) * (value + (-z).max(0.0)) + smoothing * (value + z.max(0.0));
                (loss, beta * (smoothing - wrong))
            }
            PairLoss::Ipo => {
                let missing = margin - 0.5 / beta;
                (missing * missing, 2.0 * missing)
            }
            PairLoss::Hinge => {
                let missing = 1.0 - beta * margin;
                if missing > 0.0 { (missing, -beta) } else { (0.0, 0.0) }
            }
        }
    }

    fn solution(&self) -> PreferenceLossSolution {
        let (pairs, differences) = (self.chosen.pairs(), self.first_differences());
        let weight = |pair: usize| self.weights.as_ref().map_or(1.0, |weights| weights[pair]);
        let total: f64 = (0..pairs).map(weight).sum();
        let mut chosen_gradient = vec![0.0; self.chosen.log_probabilities.len()];
        let mut rejected_gradient = vec![0.0; self.rejected.log_probabilities.len()];
        let (mut losses, mut rewards) = (Vec::with_capacity(pairs), [Vec::new(), Vec::new()]);
        let (mut loss, mut right) = (0.0, 0.0);
        for pair in 0..pairs {
            let first = differences.as_ref().map_or(0, |differences| differences[pair]);
            let gains = [&self.chosen, &self.rejected].map(|side| side.gain(pair, self.mask, first));
            let (value, slope) = self.of_margin(gains[0] - gains[1]);
            let share = weight(pair) / total;
            loss += share * value;
            right += if gains[0] > gains[1] { share } else { 0.0 };
            losses.push(value);
            self.chosen.counted(pair, self.mask, first).for_each(|k| chosen_gradient[k] = share * slope);
            self.rejected.counted(pair, self.mask, first).for_each(|k| rejected_gradient[k] = -share * slope);
            rewards.iter_mut().zip(gains).for_each(|(rewards, gain)| rewards.push(self.beta * gain));
        }
        let margins: Vec<_> = rewards[0].iter().zip(&rewards[1]).map(|(chosen, rejected)| chosen - rejected).collect();
        let [chosen_rewards, rejected_rewards] = rewards.map(Vector::from);
        PreferenceLossSolution {
            loss,
            losses: losses.into(),
            margins: margins.into(),
            chosen_rewards,
            rejected_rewards,
            accuracy: right.min(1.0),
            first_differences: differences.map(|all| all.into_iter().map(|k| k as i32).collect::<Vec<_>>().into()),
            chosen_gradient: chosen_gradient.into(),
            rejected_gradient: rejected_gradient.into(),
        }
    }
}
