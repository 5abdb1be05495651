//! What is given and what comes out.

use super::kernel::KernelName;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Ending, Error, Matrix, Vector, check};

/// Better designs from a table of designs and their scores alone, where no new design can be evaluated meanwhile: sequences of
/// letters, such as DNA, or vectors of numbers. Scores are better the higher, as is the custom for designs.
///
/// A kernel model of the table predicts a design's score, but knows nothing far from the table, and descent on it alone goes where
/// it errs most. So a design must also explain the table: a model that knows only the design and a high score has to predict the
/// table's scores (Chen, Zhang, Fu, Liu, Coates: Bidirectional Learning for Offline Infinite-width Model-based Optimization, NeurIPS
/// 2022). Look at `leaveOneOutRank` first: near 0 the model knows nothing, and neither do its proposals.
///
/// @example
/// ```ts
/// const designs = [[0, 0, 1], [0, 1, 1], [1, 0, 0], [1, 1, 0]];
/// const { proposals } = await design({ designs, scores: [1, 2, 3, 4], count: 1 });
/// ```
#[derive(JsonSchema)]
pub struct Design;

/// The table, and what is wished for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DesignProblem {
    /// A design in each of 2 to 4000 rows: the letters of a sequence, as whole numbers from 0, or numbers.
    pub designs: Matrix,
    /// The score of each; higher is better. Not all equal.
    pub scores: Vector,
    /// What designs are. Default: sequences.
    #[serde(default)]
    pub kind: DesignKind,
    /// How many letters there are, of sequences: 2 to 1000. Default: as many as the table has.
    pub alphabet: Option<u32>,
    /// The positions at which designs may change, from 0. Default: all.
    pub mutable: Option<Vector<i32>>,
    /// How many designs are proposed at most, from 1 to 10000, each from another row of the table. Default: 24.
    #[serde(default = "default_count")]
    pub count: u32,
    /// The score that is wished for, in standard deviations of the scores above their mean. Default: 10.
    #[serde(default = "default_wish")]
    pub wish: f64,
    /// The weight of the backward loss, by which a design explains the table, from 0 to 1; the rest is that of the forward loss, by
    /// which the table predicts the wish for the design. Default: that of 0, 0.25, 0.5, 0.75 and 1 whose proposals ridge regression rates best.
    pub backward_weight: Option<f64>,
    /// What says how alike designs are. Default: `ntk`.
    #[serde(default)]
    pub kernel: KernelName,
    /// What is added to the diagonal of the kernel's matrix. Default: that of 1e-6, 1e-5 … 10 times its mean eigenvalue with the least
    /// leave-one-out error.
    pub ridge: Option<f64>,
}

/// What designs are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DesignKind {
    /// Sequences of letters that have no order.
    #[default]
    Sequence,
    /// Vectors of numbers. They stay in the table's range, and a tenth of that beyond it.
    Vector,
}

fn default_count() -> u32 {
    24
}

fn default_wish() -> f64 {
    10.0
}

/// The proposals, and how far they are to be trusted.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DesignSolution {
    /// `converged`: all descents came to their ends. `timeLimit`: the time was used up, and these are the proposals of those that
    /// did. A first ridge is fitted in any case, which takes seconds of 4000 designs.
    pub status: Ending,
    /// A design in each row, none of which is in the table, those of least loss first. There are fewer than `count` where descents meet and
    /// nothing is left around their ends.
    pub proposals: Matrix,
    /// The score that the table predicts for each.
    pub predictions: Vector,
    /// The standard deviation of that, by the kernel model: it grows away from the table.
    pub standard_deviations: Vector,
    /// Half the square by which each prediction misses the wish, in standard deviations of the scores.
    pub forward_loss: Vector,
    /// Half the mean square by which predictions from each proposal alone miss the table's scores, in standard deviations.
    pub backward_loss: Vector,
    /// The root of the mean square by which the model misses a score when it is left out, in units of the scores.
    pub leave_one_out_error: f64,
    /// Kendall's rank correlation of those predictions with the scores: 1 where the order is right, about 0 where the model knows
    /// nothing.
    pub leave_one_out_rank: f64,
    /// What was added to the diagonal of the kernel's matrix.
    pub ridge: f64,
    /// The weight of the backward loss.
    pub backward_weight: f64,
}

/// How far the search has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct DesignProgress {
    /// Descents that have come to their ends.
    pub descents: u32,
}

/// The kernel's matrix and its eigenvectors of more designs take minutes.
const MOST_DESIGNS: usize = 4000;

/// Longer designs are taken to be a mistake.
const MOST_POSITIONS: usize = 10_000;

const ALPHABET: std::ops::RangeInclusive<usize> = 2..=1000;
const MOST_PROPOSALS: usize = 10_000;

/// Squares of larger numbers may overflow.
const LARGEST: f64 = 1e150;

/// Scores that are wished for beyond this would round everything else away.
const LARGEST_WISH: f64 = 1e6;

impl DesignProblem {
    /// Refuses what is out of range, but for letters and positions.
    pub fn check(&self) -> Result<(), Error> {
        let Self { designs, scores, .. } = self;
        check::count("designs.rows", designs.rows, 2..=MOST_DESIGNS)?;
        check::count("designs.columns", designs.columns, 1..=MOST_POSITIONS)?;
        check::matrix("designs", designs, -LARGEST..=LARGEST)?;
        check::length("scores", scores.len(), designs.rows, "designs has rows")?;
        check::numbers("scores", scores, -LARGEST..=LARGEST)?;
        if scores.iter().all(|score| *score == scores[0]) {
            return Err(Error::invalid("scores", "must not all be equal"));
        }
        self.alphabet.map_or(Ok(()), |alphabet| check::count("alphabet", alphabet as usize, ALPHABET))?;
        check::count("count", self.count as usize, 1..=MOST_PROPOSALS)?;
        check::number("wish", self.wish, -LARGEST_WISH..=LARGEST_WISH)?;
        check::optional("backwardWeight", self.backward_weight, 0.0..=1.0)?;
        check::optional("ridge", self.ridge, 0.0..=LARGEST)?;
        if self.kind == DesignKind::Vector && self.alphabet.is_some() {
            return Err(Error::invalid("alphabet", "must not be given for vectors"));
        }
        Ok(())
    }

    /// The letters of all designs, one after the other. Refuses what is none.
    pub fn letters(&self) -> Result<Vec<u32>, Error> {
        let largest = self.alphabet.map_or(*ALPHABET.end(), |alphabet| alphabet as usize) as f64 - 1.0;
        check::matrix("designs", &self.designs, 0.0..=largest)?;
        let letter = |(k, value): (usize, &f64)| match value.fract() {
            0.0 => Ok(*value as u32),
            _ => Err(Error::invalid(
                format!("designs.data[{k}]"),
                format!("must be a whole number in a sequence, got {}", check::short(*value)),
            )),
        };
        self.designs.data.iter().enumerate().map(letter).collect()
    }

    /// How many letters there are.
    pub fn alphabet_of(&self, letters: &[u32]) -> usize {
        let present = letters.iter().max().map_or(0, |largest| *largest as usize + 1);
        self.alphabet.map_or(present.max(*ALPHABET.start()), |alphabet| alphabet as usize)
    }

    /// The positions that may change, in ascending order.
    pub fn mutable_positions(&self) -> Result<Vec<usize>, Error> {
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
