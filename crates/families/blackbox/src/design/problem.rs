//! Problem and solution of design proposals.

use super::kernel::KernelName;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Ending, Error, Matrix, Vector, check};

/// Proposes better designs from a table of designs and scores alone, if no new design can be evaluated meanwhile.
/// Designs are sequences of letters, such as DNA, or vectors of numbers. Higher scores are better, as is the custom for
/// designs.
///
/// A kernel model of the table predicts the score of a design but is unreliable far from the table, and a search on it
/// alone ends where its errors are largest. A proposal must therefore also explain the table: a model fitted only to
/// the proposal and a high score has to predict the table's scores (Chen, Zhang, Fu, Liu, Coates: Bidirectional
/// Learning for Offline Infinite-width Model-based Optimization, NeurIPS 2022). Check `leaveOneOutRank` first: if it is
/// near 0, neither the model nor its proposals are informative.
///
/// @example
/// ```ts
/// const designs = [[0, 0, 1], [0, 1, 1], [1, 0, 0], [1, 1, 0]];
/// const { proposals } = await design({ designs, scores: [1, 2, 3, 4], count: 1 });
/// ```
#[derive(JsonSchema)]
pub struct Design;

/// The table of designs, and options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DesignProblem {
    /// The designs, one in each of 2 to 4000 rows: the letters of a sequence as integers from 0, or the entries of a
    /// vector.
    pub designs: Matrix,
    /// The score of each design; higher is better. Scores must not all be equal.
    pub scores: Vector,
    /// The kind of designs. Default: sequences.
    #[serde(default)]
    pub kind: DesignKind,
    /// The number of letters of the alphabet, from 2 to 1000; only for sequences. Default: as many as occur in the
    /// table.
    pub alphabet: Option<u32>,
    /// The positions that may change, counted from 0. Default: all.
    pub mutable: Option<Vector<i32>>,
    /// The maximum number of proposals, from 1 to 10000, each from a different row of the table. Default: 24.
    #[serde(default = "default_count")]
    pub count: u32,
    /// The target score, in standard deviations of the scores above their mean. Default: 10.
    #[serde(default = "default_wish")]
    pub wish: f64,
    /// The weight of the backward loss, from 0 to 1; the forward loss has the remaining weight. The backward loss
    /// measures the prediction of the table from a proposal, the forward loss the prediction of `wish` from the table.
    /// Default: the weight among 0, 0.25, 0.5, 0.75 and 1 with the proposals rated best by a ridge regression.
    pub backward_weight: Option<f64>,
    /// The kernel, which measures the similarity of designs. Default: `ntk`.
    #[serde(default)]
    pub kernel: KernelName,
    /// The regularization added to the diagonal of the kernel matrix. Default: the value with the smallest
    /// leave-one-out error among 1e-6, 1e-5 … 10 times the mean eigenvalue.
    pub ridge: Option<f64>,
}

/// The kind of designs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DesignKind {
    /// Sequences of unordered letters.
    #[default]
    Sequence,
    /// Vectors of numbers. Proposals stay within the table's range, extended by a tenth of its width.
    Vector,
}

fn default_count() -> u32 {
    24
}

fn default_wish() -> f64 {
    10.0
}

/// The proposals, and figures about their reliability.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DesignSolution {
    /// `converged`: all descents finished. `timeLimit`: the time limit was reached, and the proposals come from the
    /// descents finished by then. One ridge is always fitted, which takes seconds for 4000 designs.
    pub status: Ending,
    /// The proposals, one per row, in order of increasing loss. Sequences of the table are never proposed. There are
    /// fewer than `count` if descents meet and no new design is left near their end points.
    pub proposals: Matrix,
    /// The predicted score of each proposal.
    pub predictions: Vector,
    /// The standard deviation of each prediction under the kernel model. It grows with the distance from the table.
    pub standard_deviations: Vector,
    /// The forward loss of each proposal: half the squared difference of its prediction and `wish`, in standard
    /// deviations of the scores.
    pub forward_loss: Vector,
    /// The backward loss of each proposal: half the mean squared error of the table's scores predicted from the
    /// proposal alone, in standard deviations.
    pub backward_loss: Vector,
    /// The root mean squared leave-one-out error of the model, in units of the scores.
    pub leave_one_out_error: f64,
    /// Kendall's rank correlation of the leave-one-out predictions with the scores: 1 if the order is correct, about 0
    /// if the model is uninformative.
    pub leave_one_out_rank: f64,
    /// The regularization added to the diagonal of the kernel matrix.
    pub ridge: f64,
    /// The weight of the backward loss.
    pub backward_weight: f64,
}

/// The progress of the search.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct DesignProgress {
    /// The number of finished descents.
    pub descents: u32,
}

/// The largest number of designs: beyond it the kernel matrix and its eigenvectors take minutes.
const MAX_DESIGNS: usize = 4000;

/// The largest number of positions. Longer designs are probably a mistake.
const MAX_POSITIONS: usize = 10_000;

/// With one letter all designs are equal. Alphabets of more letters are assumed to be mistakes.
const ALPHABET: std::ops::RangeInclusive<usize> = 2..=1000;
const MAX_PROPOSALS: usize = 10_000;

/// The largest magnitude of an entry. The square of a larger number may overflow.
const LARGEST: f64 = 1e150;

/// The largest magnitude of `wish`. A larger target would lose everything else to rounding.
const LARGEST_WISH: f64 = 1e6;

impl DesignProblem {
    /// Refuses values out of range. Letters and positions are checked separately.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let Self { designs, scores, .. } = self;
        check::count("designs.rows", designs.rows, 2..=MAX_DESIGNS)?;
        check::count("designs.columns", designs.columns, 1..=MAX_POSITIONS)?;
        check::matrix("designs", designs, -LARGEST..=LARGEST)?;
        check::length("scores", scores.len(), designs.rows, "designs has rows")?;
        check::numbers("scores", scores, -LARGEST..=LARGEST)?;
        if scores.iter().all(|score| *score == scores[0]) {
            return Err(Error::invalid("scores", "must not all be equal"));
        }
        self.alphabet.map_or(Ok(()), |alphabet| check::count("alphabet", alphabet as usize, ALPHABET))?;
        check::count("count", self.count as usize, 1..=MAX_PROPOSALS)?;
        check::number("wish", self.wish, -LARGEST_WISH..=LARGEST_WISH)?;
        check::optional("backwardWeight", self.backward_weight, 0.0..=1.0)?;
        check::optional("ridge", self.ridge, 0.0..=LARGEST)?;
        if self.kind == DesignKind::Vector && self.alphabet.is_some() {
            return Err(Error::invalid("alphabet", "must not be given for vectors"));
        }
        Ok(())
    }

    /// The letters of all designs, one design after the other. Refuses entries that are not letters.
    pub(crate) fn letters(&self) -> Result<Vec<u32>, Error> {
        let largest = self.alphabet.map_or(*ALPHABET.end(), |alphabet| alphabet as usize) as f64 - 1.0;
        check::matrix("designs", &self.designs, 0.0..=largest)?;
        let letter = |(k, value): (usize, &f64)| match value.fract() {
            0.0 => Ok(*value as u32),
            _ => Err(Error::invalid(
                format!("designs.data[{k}]"),
                format!("must be an integer in a sequence, got {}", check::short(*value)),
            )),
        };
        self.designs.data.iter().enumerate().map(letter).collect()
    }

    /// The number of letters of the alphabet: as given, or as found in `letters`.
    pub(crate) fn alphabet_of(&self, letters: &[u32]) -> usize {
        let present = letters.iter().max().map_or(0, |largest| *largest as usize + 1);
        self.alphabet.map_or(present.max(*ALPHABET.start()), |alphabet| alphabet as usize)
    }

    /// The positions that may change, in ascending order. Refuses positions out of range.
    pub(crate) fn mutable_positions(&self) -> Result<Vec<usize>, Error> {
        let columns = self.designs.columns;
        let Some(mutable) = &self.mutable else { return Ok((0..columns).collect()) };
        check::not_empty("mutable", mutable.len())?;
        for (k, &position) in mutable.iter().enumerate() {
            check::number(&format!("mutable[{k}]"), f64::from(position), 0.0..=(columns - 1) as f64)?;
        }
        let mut positions: Vec<usize> = mutable.iter().map(|&position| position as usize).collect();
        positions.sort_unstable();
        positions.dedup();
        Ok(positions)
    }
}
