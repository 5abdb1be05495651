//! Samples by folds, and their splits into training and held-out blocks.

use crate::linear::loss::SampleLoss;
use crate::linear::rows::Rows;
use crate::linear::training::{Training, scaled};
use faer::Mat;
use std::sync::Arc;
use superlinear_numerics::dense::add_gram;
use superlinear_numerics::parallel::Parallelism;

/// The limit on entries of all Gram matrices together: 128 megabytes.
const MAX_GRAM_ENTRIES: usize = 1 << 24;

/// The samples of a fold.
pub(super) struct Block {
    pub rows: Rows<'static>,
    /// The loss for training.
    pub training: SampleLoss,
    /// The loss for validation.
    pub held_out: SampleLoss,
    /// The total weight of the samples.
    pub weight: f64,
}

/// The samples of all folds.
pub(super) struct Study {
    /// The folds in order, followed by the samples always used for training, if any.
    pub blocks: Vec<Block>,
    /// The number of blocks that are folds.
    pub folds: usize,
    /// The Gram matrix of each block in the lower triangle, for the squared loss.
    grams: Option<Vec<Mat<f64>>>,
}

/// Training blocks and the held-out block.
pub(super) struct Split {
    pub training: Vec<usize>,
    pub held_out: usize,
}

impl Study {
    pub(crate) fn new(blocks: Vec<Block>, folds: usize, parallelism: Parallelism) -> Self {
        let columns = blocks[0].rows.columns();
        let samples: usize = blocks.iter().map(|block| block.rows.count()).sum();
        let entries = columns.saturating_mul(columns).saturating_mul(blocks.len());
        let are_worth_it = blocks[0].training.is_quadratic() && columns <= 2 * samples && entries <= MAX_GRAM_ENTRIES;
        let gram = |k: usize| {
            let block = &blocks[k];
            let roots: Vec<_> = block.training.weights().iter().map(|weight| weight.sqrt()).collect();
            let mut gram = Mat::zeros(columns, columns);
            if let Some(entries) = block.rows.dense() {
                add_gram(&scaled(entries.to_vec(), columns, &roots), &mut gram);
            }
            gram
        };
        let is_dense = blocks[0].rows.dense().is_some();
        let grams = (are_worth_it && is_dense).then(|| parallelism.map_blocks(blocks.len(), gram));
        Self { blocks, folds, grams }
    }

    /// One split per held-out fold, with `left_out` excluded from all.
    pub(crate) fn splits(&self, left_out: Option<usize>) -> Vec<Split> {
        let is_in = |k: &usize| Some(*k) != left_out;
        let of = |held_out: usize| Split { training: self.all_but(&[Some(held_out), left_out]), held_out };
        (0..self.folds).filter(is_in).map(of).collect()
    }

    /// All blocks except `left_out`.
    pub(crate) fn all_but(&self, left_out: &[Option<usize>]) -> Vec<usize> {
        (0..self.blocks.len()).filter(|k| !left_out.contains(&Some(*k))).collect()
    }

    /// The mean loss over the `chosen` blocks.
    pub(crate) fn training(&self, chosen: &[usize]) -> Training<'_> {
        let blocks = chosen.iter().map(|&k| &self.blocks[k]);
        let weight: f64 = blocks.clone().map(|block| block.weight).sum();
        let training = Training::new(blocks.map(|block| (block.rows.borrowed(), &block.training)).collect(), weight);
        match &self.grams {
            None => training,
            Some(grams) => {
                let mut gram = Mat::zeros(grams[0].nrows(), grams[0].ncols());
                chosen.iter().for_each(|&k| gram += &grams[k]);
                gram *= faer::Scale(1.0 / weight);
                training.with_gram(Arc::new(gram))
            }
        }
    }
}
