//! The state of a learner, as plain data that callers keep between calls.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Vector, check};

/// The rule by which parameters are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Learner {
    /// `inverseGap`.
    #[default]
    Auto,
    /// Inverse gap weighting of costs fitted by ridge regression, with Chebyshev polynomials of the context.
    InverseGap,
    /// Tsallis-INF, which does not assume that costs stay the same. With contexts, one learner for each of six equal
    /// intervals.
    Tsallis,
    /// The first parameter of the grid.
    Fixed,
}

/// The number of intervals of contexts with a learner each.
pub(crate) const BINS: usize = 6;

/// The maximum numbers of parameters and of features.
const MAX_PARAMETERS: usize = 1000;
const MAX_FEATURES: u32 = 20;

/// The state of a learner: plain data, to be passed on unchanged.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TuningState {
    /// The parameters.
    pub grid: Vector,
    /// The learner.
    pub learner: Learner,
    /// The number of features of a context.
    pub features: u32,
    /// The range of contexts.
    pub context_range: Vector,
    /// The number of recorded costs.
    pub rounds: u32,
    /// Their sum.
    pub total_cost: f64,
    /// The smallest cost; 0 before the first one.
    pub smallest_cost: f64,
    /// The largest cost; 0 before the first one.
    pub largest_cost: f64,
    /// The sum of squared errors of fitted costs, relative to the largest one.
    pub squared_errors: f64,
    /// The sum of the features of all rounds.
    pub feature_sums: Vector,
    /// The Gram matrix of the features of each parameter, by rows, one after the other.
    pub grams: Vector,
    /// The sums of features times costs for each parameter.
    pub products: Vector,
    /// The number of rounds of each interval of contexts, for `tsallis`.
    pub bin_rounds: Vector,
    /// The sum of costs of each interval.
    pub bin_costs: Vector,
    /// The estimated sums of costs of each parameter, one interval after the other.
    pub bin_estimates: Vector,
    /// The choice whose cost is not recorded yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<Pending>,
}

superlinear_interface::returned! {
    /// The state of a learner in a solution.
    LearnedState = TuningState as "LearnedState";
}

/// A choice whose cost is not recorded yet.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pending {
    /// The index of the parameter.
    pub index: u32,
    /// The probability with which it was chosen.
    pub probability: f64,
    /// The context.
    pub context: f64,
}

impl TuningState {
    /// The state before the first round. Without a range there are no contexts.
    pub fn new(
        grid: &[f64],
        learner: Learner,
        features: Option<u32>,
        range: Option<(f64, f64)>,
    ) -> Result<Self, Error> {
        check::entries("grid", grid.len(), 1..=MAX_PARAMETERS)?;
        check::numbers("grid", grid, check::FINITE)?;
        let features = features.unwrap_or(if range.is_some() { BINS as u32 } else { 1 });
        check::count("features", features as usize, 1..=MAX_FEATURES as usize)?;
        let (size, bins) = (features as usize, if range.is_some() { BINS } else { 1 });
        let zeros = |count: usize| Vector::from(vec![0.0; count]);
        let (lower, upper) = range.unwrap_or((0.0, 0.0));
        Ok(Self {
            learner,
            features,
            context_range: vec![lower, upper].into(),
            rounds: 0,
            total_cost: 0.0,
            smallest_cost: 0.0,
            largest_cost: 0.0,
            squared_errors: 0.0,
            feature_sums: zeros(size),
            grams: zeros(grid.len() * size * size),
            products: zeros(grid.len() * size),
            bin_rounds: zeros(bins),
            bin_costs: zeros(bins),
            bin_estimates: zeros(bins * grid.len()),
            grid: grid.to_vec().into(),
            pending: None,
        })
    }

    /// Whether problems have contexts.
    pub fn has_contexts(&self) -> bool {
        self.bin_rounds.len() == BINS
    }

    /// The place of a context in the range, from 0 to 1.
    pub fn place(&self, context: f64) -> f64 {
        let (lower, upper) = (self.context_range[0], self.context_range[1]);
        if upper > lower { ((context - lower) / (upper - lower)).clamp(0.0, 1.0) } else { 0.5 }
    }

    /// Refuses a state that no call has returned.
    pub fn check(&self) -> Result<(), Error> {
        let (count, size, bins) = (self.grid.len(), self.features as usize, self.bin_rounds.len());
        check::entries("grid", count, 1..=MAX_PARAMETERS)?;
        check::count("features", size, 1..=MAX_FEATURES as usize)?;
        let lists = [
            ("contextRange", &self.context_range, 2, check::FINITE),
            ("featureSums", &self.feature_sums, size, check::FINITE),
            ("grams", &self.grams, count * size * size, check::FINITE),
            ("products", &self.products, count * size, check::FINITE),
            ("binRounds", &self.bin_rounds, if bins == BINS { BINS } else { 1 }, check::NOT_NEGATIVE),
            ("binCosts", &self.bin_costs, bins, check::NOT_NEGATIVE),
            ("binEstimates", &self.bin_estimates, bins * count, check::NOT_NEGATIVE),
            ("grid", &self.grid, count, check::FINITE),
        ];
        for (path, numbers, length, range) in lists {
            check::entries(path, numbers.len(), length..=length)?;
            check::numbers(path, numbers, range)?;
        }
        let figures = [
            ("totalCost", self.total_cost),
            ("smallestCost", self.smallest_cost),
            ("largestCost", self.largest_cost),
            ("squaredErrors", self.squared_errors),
        ];
        figures.into_iter().try_for_each(|(path, figure)| check::number(path, figure, 0.0..))?;
        let Some(Pending { index, probability, context }) = &self.pending else { return Ok(()) };
        check::count("pending.index", *index as usize, 0..=count - 1)?;
        check::number("pending.probability", *probability, check::PROPORTION)?;
        check::number("pending.context", *context, check::FINITE)
    }
}
