//! The input of `bradleyTerry`.

use super::votes::Votes;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Error, Matrix, Vector, check};

/// The loss of a vote as a function of the strength difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum VoteLoss {
    /// The negative log-likelihood.
    #[default]
    Logistic,
    /// The squared distance of the winner's strength minus the loser's from 1/2. With a policy of temperature β this is
    /// the distance of the log-probability ratio from 1/(2β), as in identity preference optimization.
    Squared,
}

/// Votes as a list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Comparisons {
    /// The index of the winner of each vote, from 0.
    pub winners: Vector<i32>,
    /// The index of the loser of each vote.
    pub losers: Vector<i32>,
    /// The weight of each vote, nonnegative. Default: 1.
    pub weights: Option<Vector>,
}

/// The reference and temperature of a policy with the strengths as rewards.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PolicyReference {
    /// The reference probabilities, positive; only their ratios matter.
    pub reference: Vector,
    /// The temperature β, positive: the weight of the divergence from the reference.
    pub beta: f64,
}

/// Pairwise votes. Give either `votes` or `comparisons`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BradleyTerryProblem {
    /// The number of times that item i beat item j, in row i and column j: nonnegative, with a zero diagonal.
    pub votes: Option<AnyMatrix>,
    /// The votes as a list, instead of `votes`.
    pub comparisons: Option<Comparisons>,
    /// The number of items, with `comparisons`. Default: the largest index plus one.
    pub item_count: Option<u32>,
    /// The factor λ on half the squared norm of the strengths, or of the coefficients, added to the loss.
    #[serde(default)]
    pub regularization: f64,
    /// A row of features per item; the strength is a linear function of them. At most 2000 columns, entries up to 10¹⁰⁰.
    pub features: Option<Matrix>,
    /// The loss of a vote.
    #[serde(default)]
    pub loss: VoteLoss,
    /// Requests the policy with the strengths as rewards.
    pub policy: Option<PolicyReference>,
    /// Whether to compute standard errors. They take cubic time and are never computed for more than 2000 items.
    #[serde(default = "default_standard_errors")]
    pub standard_errors: bool,
    /// Tolerance on the largest absolute entry of the gradient, relative to the largest number of wins of one item over
    /// another.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Limit on Newton steps.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
}

fn default_standard_errors() -> bool {
    true
}

fn default_tolerance() -> f64 {
    1e-10
}

fn default_max_iterations() -> u32 {
    100
}

/// Larger numbers of items are assumed to be mistakes.
const MAX_ITEMS: usize = 10_000_000;

/// Bound on features, whose squares are summed.
const LARGEST_FEATURE: f64 = 1e100;

/// With more features, linear systems take too long.
const MAX_FEATURES: usize = 2000;

impl BradleyTerryProblem {
    /// Validates and returns the votes.
    pub(super) fn votes(&self) -> Result<Votes, Error> {
        match (&self.votes, &self.comparisons) {
            (Some(matrix), None) => {
                if self.item_count.is_some() {
                    return Err(Error::invalid("itemCount", "must not be given together with votes"));
                }
                check::has_entries("votes", matrix.rows(), matrix.columns())?;
                check::columns("votes", matrix.columns(), matrix.rows(), "it has rows")?;
                check::count("votes.rows", matrix.rows(), 1..=MAX_ITEMS)?;
                Votes::of_matrix(matrix)
            }
            (None, Some(comparisons)) => comparisons.votes(self.item_count),
            (None, None) => Err(Error::invalid("votes", "must be given, or comparisons instead")),
            (Some(_), Some(_)) => Err(Error::invalid("comparisons", "must not be given together with votes")),
        }
    }

    /// Checks the other fields against the votes.
    pub(super) fn check(&self, votes: &Votes) -> Result<(), Error> {
        check::number("regularization", self.regularization, check::NOT_NEGATIVE)?;
        check::tolerance(self.tolerance)?;
        check::count("maxIterations", self.max_iterations as usize, 1..)?;
        if let Some(features) = &self.features {
            check::length("features", features.rows, votes.items, "there are items")?;
            check::count("features.columns", features.columns, 1..=MAX_FEATURES)?;
            check::matrix("features", features, -LARGEST_FEATURE..=LARGEST_FEATURE)?;
        }
        if let Some(policy) = &self.policy {
            check::length("policy.reference", policy.reference.len(), votes.items, "there are items")?;
            check::numbers("policy.reference", &policy.reference, check::POSITIVE)?;
            check::number("policy.beta", policy.beta, check::POSITIVE)?;
        }
        Ok(())
    }

    /// Returns whether items are compared by votes alone, so that unconnected items are not comparable.
    pub(super) fn compares_by_votes_alone(&self) -> bool {
        self.regularization == 0.0 && self.features.is_none()
    }

    /// Returns whether a group of items that always wins rules out a maximum of the likelihood.
    pub(super) fn has_no_maximum_between_groups(&self) -> bool {
        self.compares_by_votes_alone() && self.loss == VoteLoss::Logistic
    }
}

impl Comparisons {
    fn votes(&self, item_count: Option<u32>) -> Result<Votes, Error> {
        let Self { winners, losers, weights } = self;
        check::length("comparisons.losers", losers.len(), winners.len(), "winners")?;
        let largest = winners.iter().chain(losers.iter()).copied().max().unwrap_or(-1);
        let items = item_count.map_or(usize::try_from(largest + 1).unwrap_or(0), |count| count as usize);
        check::count("itemCount", items, 1..=MAX_ITEMS)?;
        let item = |name: &str, list: &[i32], k: usize| {
            let number = usize::try_from(list[k]).ok().filter(|&number| number < items);
            let path = format!("comparisons.{name}[{k}]");
            number.ok_or_else(|| Error::invalid(path, format!("must be from 0 and below {items}, got {}", list[k])))
        };
        if let Some(weights) = weights {
            check::length("comparisons.weights", weights.len(), winners.len(), "winners")?;
            check::numbers("comparisons.weights", weights, check::NOT_NEGATIVE)?;
        }
        let mut wins = Vec::with_capacity(winners.len());
        for k in 0..winners.len() {
            let (winner, loser) = (item("winners", winners, k)?, item("losers", losers, k)?);
            if winner == loser {
                return Err(Error::invalid(format!("comparisons.losers[{k}]"), "must be another item than the winner"));
            }
            wins.push((winner, loser, weights.as_ref().map_or(1.0, |weights| weights[k])));
        }
        Votes::of_wins(items, wins)
    }
}
