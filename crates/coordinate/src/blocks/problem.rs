//! What the caller gives to `minimizeBlocks`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{AnyMatrix, Labels, Vector};

/// A function to be minimised block by block: a loss, summed over the rows of `matrix`, or a quadratic, with a penalty or bounds.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeBlocksProblem {
    /// The rows of features; for `quadratic` the matrix `A`, symmetric.
    pub matrix: AnyMatrix,
    /// What is to be predicted, as long as `matrix` has rows: numbers for `squared`; classes as numbers, strings or booleans, of which there
    /// are two for `logistic` and any number for `multinomial`, counted in ascending order; for `quadratic` the vector `b`.
    pub target: Labels,
    /// The loss.
    #[serde(default)]
    pub loss: BlockLoss,
    /// The factor of the penalty `lambda sum |x_j|`, not negative.
    #[serde(default)]
    pub lambda: f64,
    /// Lower bounds of the coordinates, at most 0; -Infinity for none.
    pub lower: Option<Vector>,
    /// Upper bounds of the coordinates, at least 0; Infinity for none.
    pub upper: Option<Vector>,
    /// How the coordinates are cut into blocks.
    #[serde(default)]
    pub partition: BlockPartition,
    /// Coordinates in a block, at least 1; the last block may have fewer. Not for partitions into forests, colours or own blocks.
    #[serde(default = "default_block_size")]
    pub block_size: u32,
    /// For `custom`: the number of each coordinate's block, from 0.
    pub blocks: Option<Vector<i32>>,
    /// Which block is next.
    #[serde(default)]
    pub rule: BlockRule,
    /// What happens to it. Default: `matrix`, or `proxNewton` where there is a penalty or bounds.
    pub update: Option<BlockUpdate>,
    /// The point to start from. Default: zeros.
    pub initial: Option<Vector>,
    /// The violation of the conditions of a minimum that is asked for, relative to that at the start; not negative.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most iterations, each the update of a block.
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
    /// Whether there is a penalty or are bounds.
    pub(super) fn is_penalised(&self) -> bool {
        self.lambda > 0.0 || self.lower.is_some() || self.upper.is_some()
    }

    /// What happens to a block.
    pub(super) fn update(&self) -> BlockUpdate {
        let default = if self.is_penalised() { BlockUpdate::ProxNewton } else { BlockUpdate::Matrix };
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

/// How coordinates are cut into blocks. The last five need a sparse `quadratic` without penalty and bounds (`redBlack` and
/// `colouring` may have them).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BlockPartition {
    /// Fixed blocks in the order of the coordinates.
    #[default]
    Order,
    /// Fixed blocks by descending curvature.
    Sort,
    /// Fixed blocks that mix large and small curvatures.
    Average,
    /// The caller's own `blocks`.
    Custom,
    /// Any coordinates, chosen anew in each iteration.
    Variable,
    /// The two colours of a graph without odd cycles.
    RedBlack,
    /// Few colours, greedily: no two coordinates of a block share an entry.
    Colouring,
    /// Few fixed forests that cover the graph.
    TreePartition,
    /// In each iteration a forest grown from where the gradient is largest.
    GreedyForest,
    /// In each iteration a forest grown in random order.
    RandomForest,
}

/// Which block is next. With a penalty or bounds, the greedy rules go by what the update of each coordinate alone promises. Ties go
/// to coordinates that are not 0, then to the lowest index. Forests that are chosen anew do not ask for a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BlockRule {
    /// One after the other.
    Cyclic,
    /// One after the other in an order that is drawn anew for each sweep.
    Shuffled,
    /// At random.
    Random,
    /// At random, in proportion to the curvatures.
    Lipschitz,
    /// Gauss-Southwell: the largest gradient.
    Gs,
    /// The largest gradient over the block's curvature.
    Gsl,
    /// The largest gradient over the coordinates' curvatures.
    #[default]
    Gsd,
    /// The largest decrease of a quadratic bound.
    Gsq,
    /// The largest decrease of the function itself, by trying every block: for small problems.
    Mi,
}

/// What happens to the block. Where there is a penalty or bounds, `gradient` steps are followed by their proximal operator, and the
/// second-order updates without one are `proxNewton` and `twoMetric`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BlockUpdate {
    /// A gradient step over the block's largest curvature.
    Gradient,
    /// A gradient step whose length is found by trial: curvatures are estimated for each coordinate, from 1 on, and doubled where the
    /// function falls by less than they promise.
    Backtracking,
    /// The minimum of a quadratic bound with one matrix for all points.
    Matrix,
    /// Newton's step with a line search.
    Newton,
    /// The minimum over the block, by Newton steps.
    Exact,
    /// Does what `gradient` does.
    ProxGradient,
    /// The minimum of the block's second-order model with penalty and bounds, with a line search.
    ProxNewton,
    /// Two-metric projection: Newton's step on the coordinates that no bound holds, projected, with a line search along the
    /// projected arc. Needs bounds of one sign where there is a penalty.
    TwoMetric,
}
