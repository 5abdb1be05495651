//! The problem of `minimizeBlocks` and its options.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Labels, Vector};

/// A function to minimize block by block: a loss, summed over the rows of `matrix`, or a quadratic, with a penalty or
/// bounds.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeBlocksProblem {
    /// The features, a row for each sample; for `quadratic` the symmetric matrix `A`.
    pub matrix: AnyMatrix,
    /// The target for each row of `matrix`: numbers for `squared`; classes as numbers, strings or booleans for
    /// `logistic` (two classes) and `multinomial` (any number), in ascending order; for `quadratic` the vector `b`.
    pub target: Labels,
    /// The loss function.
    #[serde(default)]
    pub loss: BlockLoss,
    /// The factor of the penalty `lambda sum |x_j|`; nonnegative.
    #[serde(default)]
    pub lambda: f64,
    /// Lower bounds of the coordinates, at most 0. -Infinity means no bound.
    pub lower: Option<Vector>,
    /// Upper bounds of the coordinates, at least 0. Infinity means no bound.
    pub upper: Option<Vector>,
    /// The partition of the coordinates into blocks.
    #[serde(default)]
    pub partition: BlockPartition,
    /// The number of coordinates of a block, at least 1; the last block may have fewer. Ignored for partitions into
    /// forests, colors or custom blocks.
    #[serde(default = "default_block_size")]
    pub block_size: u32,
    /// For `custom`: the block of each coordinate, numbered from 0.
    pub blocks: Option<Vector<i32>>,
    /// The rule that selects the next block.
    #[serde(default)]
    pub rule: BlockRule,
    /// The update of a block. Default: `matrix`, or `proxNewton` with a penalty or bounds.
    pub update: Option<BlockUpdate>,
    /// The starting point. Default: zeros.
    pub initial: Option<Vector>,
    /// The tolerance of the optimality conditions, relative to their violation at the start; nonnegative.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The maximum number of iterations. Each updates one block.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether to record each iteration.
    #[serde(default)]
    pub history: bool,
}

fn default_block_size() -> u32 {
    1
}

fn default_tolerance() -> f64 {
    1e-9
}

fn default_max_iterations() -> u32 {
    1000
}

impl MinimizeBlocksProblem {
    /// Whether the problem has a penalty or bounds.
    pub(super) fn is_penalized(&self) -> bool {
        self.lambda > 0.0 || self.lower.is_some() || self.upper.is_some()
    }

    /// The update of a block, with its default resolved.
    pub(super) fn update(&self) -> BlockUpdate {
        let default = if self.is_penalized() { BlockUpdate::ProxNewton } else { BlockUpdate::Matrix };
        self.update.unwrap_or(default)
    }
}

/// The smooth part of the function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BlockLoss {
    /// `sum_i (y_i - z_i)^2 / 2` with `z = X x`.
    #[default]
    Squared,
    /// `sum_i log(1 + exp(-y_i z_i))`.
    Logistic,
    /// `sum_i log(sum_k exp(z_ik)) - z_i,y_i`, with a coordinate for each feature and class: `x[j * classes + k]`.
    Multinomial,
    /// `x'Ax/2 - b'x`, convex.
    Quadratic,
}

/// The partition of the coordinates into blocks. The last five need a sparse `quadratic`; partitions into forests also
/// exclude a penalty and bounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BlockPartition {
    /// Fixed blocks in the order of the coordinates.
    #[default]
    Order,
    /// Fixed blocks in order of descending curvature.
    Sort,
    /// Fixed blocks that mix large and small curvatures.
    Average,
    /// The blocks given as `blocks`.
    Custom,
    /// Blocks of arbitrary coordinates, chosen in each iteration.
    Variable,
    /// The two color classes of a graph without odd cycles.
    RedBlack,
    /// A greedy coloring with few colors: no two coordinates of a block share an entry.
    Coloring,
    /// A few fixed forests that cover the graph.
    TreePartition,
    /// In each iteration a forest grown greedily from the largest gradient entries.
    GreedyForest,
    /// In each iteration a forest grown in random order.
    RandomForest,
}

/// The rule that selects the next block. With a penalty or bounds, greedy rules use the decrease predicted for each
/// coordinate alone. Ties go to nonzero coordinates, then to the lowest index. Forests chosen in each iteration ignore
/// the rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BlockRule {
    /// Cyclic order.
    Cyclic,
    /// Cyclic order, shuffled for each sweep.
    Shuffled,
    /// Random, uniformly.
    Random,
    /// Random, with probabilities proportional to the curvatures.
    Lipschitz,
    /// Gauss–Southwell: the largest gradient.
    Gs,
    /// The largest gradient relative to the block's curvature.
    Gsl,
    /// The largest gradient relative to the coordinates' curvatures.
    #[default]
    Gsd,
    /// The largest decrease of a quadratic upper bound.
    Gsq,
    /// The largest decrease of the function itself, found by trying every block; for small problems.
    Mi,
}

/// The update of a block. With a penalty or bounds, `gradient` steps are proximal. The second-order updates are then
/// `proxNewton` and `twoMetric`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BlockUpdate {
    /// A gradient step with the inverse of the block's largest curvature as step size.
    Gradient,
    /// A gradient step with backtracking: the curvature of each coordinate is estimated, starting from 1, and doubled
    /// if the function decreases by less than predicted.
    Backtracking,
    /// The minimum of a quadratic upper bound with a constant matrix.
    Matrix,
    /// A Newton step with a line search.
    Newton,
    /// The minimum over the block, by Newton steps.
    Exact,
    /// The same as `gradient`.
    ProxGradient,
    /// The minimum of the block's second-order model with penalty and bounds, with a line search.
    ProxNewton,
    /// Two-metric projection: a Newton step in the coordinates not held at a bound, projected, with a line search along
    /// the projected arc. With a penalty, all coordinates need a bound of 0.
    TwoMetric,
}
