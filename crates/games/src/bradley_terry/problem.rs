//! What the caller gives.

use super::votes::Votes;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Error, Matrix, Vector, check};

/// What a vote says of the difference of two strengths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum VoteLoss {
    /// The negative logarithm of its probability.
    #[default]
    Logistic,
    /// The square of what the winner's strength less the loser's differs from 1/2. With a policy of the temperature β it is what the
    /// ratio of log-probabilities differs from 1/(2β), as in identity preference optimization.
    Squared,
}

/// Votes one by one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Comparisons {
    /// The number of the item that won each vote, from 0.
    pub winners: Vector<i32>,
    /// The number of the item that lost it.
    pub losers: Vector<i32>,
    /// How much each counts, not negative. Default: 1.
    pub weights: Option<Vector>,
}

/// What strengths are rewards of.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PolicyReference {
    /// The probabilities that the policy is kept near, positive; only their ratios count.
    pub reference: Vector,
    /// The temperature β, positive: how much nearness to the reference counts.
    pub beta: f64,
}

/// Votes between two items at a time. It has either `votes` or `comparisons`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BradleyTerryProblem {
    /// How often item i beat item j, in row i and column j: not negative, with zeros on the diagonal.
    pub votes: Option<AnyMatrix>,
    /// The votes one by one instead.
    pub comparisons: Option<Comparisons>,
    /// How many items there are, where votes come one by one. Default: one more than the largest number.
    pub item_count: Option<u32>,
    /// The factor λ of half the square of the strengths, or of the coefficients, that is added to the loss.
    #[serde(default)]
    pub regularization: f64,
    /// A row of numbers for each item, of which the strength is a linear function. At most 2000 columns.
    pub features: Option<Matrix>,
    /// What a vote says.
    #[serde(default)]
    pub loss: VoteLoss,
    /// Gives the policy whose rewards the strengths are.
    pub policy: Option<PolicyReference>,
    /// Whether the solution has standard errors, which of more than 2000 items it never has: they take time with the cube of their number.
    #[serde(default = "default_standard_errors")]
    pub standard_errors: bool,
    /// The largest entry of the gradient at which strengths are a solution, in units of the largest number of times that one item beat
    /// another.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most Newton steps.
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

/// More items are taken to be a mistake.
const MOST_ITEMS: usize = 10_000_000;

/// Linear systems of more features take longer than anyone waits for a step.
const MOST_FEATURES: usize = 2000;

impl BradleyTerryProblem {
    /// The votes, checked.
    pub(super) fn votes(&self) -> Result<Votes, Error> {
        match (&self.votes, &self.comparisons) {
            (Some(matrix), None) => {
                if self.item_count.is_some() {
                    return Err(Error::invalid("itemCount", "must not be given together with votes"));
                }
                check::has_entries("votes", matrix.rows(), matrix.columns())?;
                check::columns("votes", matrix.columns(), matrix.rows(), "it has rows")?;
                check::count("votes.rows", matrix.rows(), 1..=MOST_ITEMS)?;
                Votes::of_matrix(matrix)
            }
            (None, Some(comparisons)) => comparisons.votes(self.item_count),
            (None, None) => Err(Error::invalid("votes", "must be given, or comparisons instead")),
            (Some(_), Some(_)) => Err(Error::invalid("comparisons", "must not be given together with votes")),
        }
    }

    /// Refuses what does not fit the votes.
    pub(super) fn check(&self, votes: &Votes) -> Result<(), Error> {
        check::number("regularization", self.regularization, check::NOT_NEGATIVE)?;
        check::tolerance(self.tolerance)?;
        check::count("maxIterations", self.max_iterations as usize, 1..)?;
        if let Some(features) = &self.features {
            check::length("features", features.rows, votes.items, "there are items")?;
            check::count("features.columns", features.columns, 1..=MOST_FEATURES)?;
            check::matrix("features", features, check::FINITE)?;
        }
        if let Some(policy) = &self.policy {
            check::length("policy.reference", policy.reference.len(), votes.items, "there are items")?;
            check::numbers("policy.reference", &policy.reference, check::POSITIVE)?;
            check::number("policy.beta", policy.beta, check::POSITIVE)?;
        }
        Ok(())
    }

    /// Whether items are compared by votes alone, and those that no votes connect not at all.
    pub(super) fn compares_by_votes_alone(&self) -> bool {
        self.regularization == 0.0 && self.features.is_none()
    }

    /// Whether groups of items of which one always wins leave no strengths that are the likeliest.
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
        check::count("itemCount", items, 1..=MOST_ITEMS)?;
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
