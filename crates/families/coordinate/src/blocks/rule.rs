//! Selection of the next block.

use super::block::{Block, block_curvature};
use super::dense::{curvature_along, newton_direction};
use super::partition::fixed_blocks;
use super::problem::{BlockPartition, BlockRule, MinimizeBlocksProblem};
use super::smooth::Smooth;
use super::state::State;
use super::update::{ROUNDING_OF_VALUES, Updater};
use crate::forest::ForestSelection;
use crate::order::{ascending, by_descending_size, first_of};
use superlinear_interface::{Error, Run, SparseMatrix};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{argmax, dot_in_order};
use superlinear_penalties::UniformPenalty;

/// The state of block selection.
pub(super) struct Chooser<'a> {
    problem: &'a MinimizeBlocksProblem,
    /// The fixed blocks. `None` if each iteration chooses a new one.
    blocks: Option<Vec<Vec<usize>>>,
    /// For each fixed block, whether it is a forest of a sparse quadratic.
    are_forests: Vec<bool>,
    /// The curvature of each coordinate.
    curvatures: Vec<f64>,
    /// The curvature of each fixed block, if the rule needs it.
    block_curvatures: Vec<f64>,
    /// The row sums of the bound's absolute entries, if the rule needs them.
    row_sums: Vec<f64>,
    random: Stream,
    /// The order of the current sweep, and the position in it.
    order: Vec<usize>,
    position: usize,
    selection: Option<ForestSelection>,
}

impl<'a> Chooser<'a> {
    pub fn new(problem: &'a MinimizeBlocksProblem, smooth: &Smooth, run: &Run) -> Result<Self, Error> {
        let curvatures = smooth.curvatures();
        let blocks = fixed_blocks(problem, smooth, &curvatures)?;
        let needs_block_curvatures = matches!(problem.rule, BlockRule::Lipschitz | BlockRule::Gsl);
        let block_curvatures = match &blocks {
            Some(blocks) if needs_block_curvatures => {
                blocks.iter().map(|block| block_curvature(smooth, block)).collect()
            }
            _ => Vec::new(),
        };
        let needs_row_sums = problem.partition == BlockPartition::Variable
            && matches!(problem.rule, BlockRule::Gsl | BlockRule::Gsq | BlockRule::Mi);
        let is_forest = |block: &Vec<usize>| smooth.graph.as_ref().is_some_and(|graph| forms_forest(graph, block));
        let are_forests = blocks.iter().flatten().map(is_forest).collect();
        let items = blocks.as_ref().map_or(curvatures.len(), Vec::len);
        Ok(Self {
            problem,
            blocks,
            are_forests,
            block_curvatures,
            row_sums: if needs_row_sums { smooth.row_sums_of_bound() } else { Vec::new() },
            curvatures,
            random: Stream::new(run.seed(), 0),
            order: (0..items).collect(),
            position: items,
            selection: smooth.graph.as_ref().map(|graph| ForestSelection::new(graph.rows)),
        })
    }

    /// Selects the next block.
    pub fn next(
        &mut self,
        state: &State,
        smooth: &Smooth,
        penalty: &UniformPenalty,
        updater: &mut Updater,
    ) -> Result<Block, Error> {
        match self.problem.partition {
            BlockPartition::Variable => {
                let coordinates = self.variable_block(state, smooth, penalty);
                Ok(Block { coordinates, is_forest: false })
            }
            BlockPartition::GreedyForest => Ok(self.forest(by_descending_size(&state.gradient), smooth)),
            BlockPartition::RandomForest => {
                let mut order: Vec<usize> = (0..self.curvatures.len()).collect();
                self.random.shuffle(&mut order);
                Ok(self.forest(order, smooth))
            }
            _ => {
                let number = self.fixed_block(state, smooth, penalty, updater)?;
                let coordinates = self.blocks.as_ref().map_or_else(Vec::new, |blocks| blocks[number].clone());
                Ok(Block { coordinates, is_forest: self.are_forests[number] })
            }
        }
    }

    fn forest(&mut self, order: Vec<usize>, smooth: &Smooth) -> Block {
        let (Some(selection), Some(graph)) = (&mut self.selection, &smooth.graph) else {
            return Block { coordinates: Vec::new(), is_forest: true };
        };
        selection.clear();
        selection.grow(graph, order, |_| true);
        Block { coordinates: (0..graph.rows).filter(|&node| selection.contains(node)).collect(), is_forest: true }
    }

    /// The next item of a sweep in order, or in an order shuffled for each sweep.
    fn next_of_sweep(&mut self, is_shuffled: bool) -> usize {
        if self.position == self.order.len() {
            self.position = 0;
            if is_shuffled {
                self.random.shuffle(&mut self.order);
            }
        }
        self.position += 1;
        self.order[self.position - 1]
    }

    fn fixed_block(
        &mut self,
        state: &State,
        smooth: &Smooth,
        penalty: &UniformPenalty,
        updater: &mut Updater,
    ) -> Result<usize, Error> {
        let blocks = self.blocks.as_ref().map_or(&[][..], Vec::as_slice);
        let scores: Vec<f64> = match self.problem.rule {
            BlockRule::Cyclic => return Ok(self.next_of_sweep(false)),
            BlockRule::Shuffled => return Ok(self.next_of_sweep(true)),
            BlockRule::Random => return Ok(self.random.below(blocks.len() as u32) as usize),
            BlockRule::Lipschitz => return Ok(drawn(&self.block_curvatures, self.random.uniform())),
            BlockRule::Mi => {
                let mut scores = Vec::with_capacity(blocks.len());
                for coordinates in blocks {
                    let is_forest = self.are_forests[scores.len()];
                    let block = Block { coordinates: coordinates.clone(), is_forest };
                    scores.push(updater.decrease(state, &block, smooth, penalty)?);
                }
                // Once differences are below rounding error, function values no longer distinguish blocks, but
                // gradients do.
                match scores.iter().all(|&decrease| decrease <= ROUNDING_OF_VALUES * state.objective.abs()) {
                    true => self.promised_by_blocks(blocks, state, penalty, BlockRule::Gsd),
                    false => scores,
                }
            }
            BlockRule::Gsq if penalty.is_none() => {
                blocks.iter().map(|block| model_decrease(state, block, &smooth.bound(block))).collect()
            }
            rule => self.promised_by_blocks(blocks, state, penalty, rule),
        };
        Ok(argmax(&scores))
    }

    /// The predicted decrease of each block, summed over steps of its coordinates alone, with the curvatures of the
    /// rule.
    fn promised_by_blocks(
        &self,
        blocks: &[Vec<usize>],
        state: &State,
        penalty: &UniformPenalty,
        rule: BlockRule,
    ) -> Vec<f64> {
        let largest = self.curvatures.iter().copied().fold(0.0, f64::max);
        let score = |(number, block): (usize, &Vec<usize>)| {
            let curvature = |j: usize| match rule {
                BlockRule::Gs => largest,
                BlockRule::Gsl => self.block_curvatures[number],
                _ => self.curvatures[j],
            };
            block.iter().map(|&j| promised(state, penalty, j, curvature(j))).sum()
        };
        blocks.iter().enumerate().map(score).collect()
    }

    /// Selects `block_size` coordinates.
    fn variable_block(&mut self, state: &State, smooth: &Smooth, penalty: &UniformPenalty) -> Vec<usize> {
        let size = self.problem.block_size as usize;
        let dimension = self.curvatures.len();
        let scores: Vec<f64> = match self.problem.rule {
            BlockRule::Cyclic | BlockRule::Shuffled => {
                let is_shuffled = self.problem.rule == BlockRule::Shuffled;
                // A new sweep may begin with coordinates that end the last one.
                return ascending((0..size).map(|_| self.next_of_sweep(is_shuffled)), dimension);
            }
            BlockRule::Random => (0..dimension).map(|_| self.random.uniform()).collect(),
            // The largest of these keys are a weighted sample without replacement (Efraimidis, Spirakis, Weighted
            // Random Sampling with a Reservoir, Inf. Process. Lett. 97, 2006).
            BlockRule::Lipschitz => {
                let key = |curvature: &f64| libm::log(1.0 - self.random.uniform()) / curvature.max(f64::MIN_POSITIVE);
                self.curvatures.iter().map(key).collect()
            }
            BlockRule::Gsq | BlockRule::Mi if penalty.is_none() => {
                return self.sparse_minimizer(state, smooth, penalty);
            }
            rule => {
                let largest = self.curvatures.iter().copied().fold(0.0, f64::max);
                let curvature = |j: usize| match rule {
                    BlockRule::Gs => largest,
                    BlockRule::Gsl => self.row_sums[j],
                    _ => self.curvatures[j],
                };
                let scores: Vec<f64> = (0..dimension).map(|j| promised(state, penalty, j, curvature(j))).collect();
                return largest_of_ranked(&scores, size, |j| state.x[j] == 0.0);
            }
        };
        largest_of(&scores, size)
    }

    /// The support of a sparse point with a low value of a quadratic upper bound: the best of several hard-thresholding
    /// steps from the block of `gsd` (Blumensath, Davies, Applied and Computational Harmonic Analysis 27, 2009).
    fn sparse_minimizer(&self, state: &State, smooth: &Smooth, penalty: &UniformPenalty) -> Vec<usize> {
        let (size, dimension) = (self.problem.block_size as usize, self.curvatures.len());
        let largest = self.row_sums.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let scores: Vec<f64> = (0..dimension).map(|j| promised(state, penalty, j, self.curvatures[j])).collect();
        let mut block = largest_of(&scores, size);
        let (mut best_block, mut best_decrease) = (block.clone(), f64::NEG_INFINITY);
        for _ in 0..=MAX_THRESHOLDINGS {
            let bound = smooth.bound(&block);
            let decrease = model_decrease(state, &block, &bound);
            if decrease > best_decrease {
                (best_block, best_decrease) = (block.clone(), decrease);
            }
            let gradient: Vec<f64> = block.iter().map(|&j| state.gradient[j]).collect();
            let direction = newton_direction(&bound, &gradient);
            let mut slope = smooth.bound_product(&block, &direction);
            slope.iter_mut().zip(&state.gradient).for_each(|(slope, gradient)| *slope += gradient);
            let mut moved: Vec<f64> = slope.iter().map(|slope| -slope / largest).collect();
            block.iter().zip(&direction).for_each(|(&j, step)| moved[j] += step);
            let sizes: Vec<f64> = moved.iter().map(|step| step.abs()).collect();
            let next = largest_of(&sizes, size);
            if next == block {
                break;
            }
            block = next;
        }
        best_block
    }
}

/// The maximum number of hard-thresholding steps. Mostly the set stops changing earlier: with 5 and with 20 nothing
/// changes in `npm run bench:constants -- coordinate`.
const MAX_THRESHOLDINGS: usize = 10;

/// Whether the entries of a block form no cycle.
fn forms_forest(graph: &SparseMatrix, block: &[usize]) -> bool {
    let mut selection = ForestSelection::new(graph.rows);
    selection.grow(graph, block.iter().copied(), |_| true);
    block.iter().all(|&node| selection.contains(node))
}

/// The predicted decrease by a step of one coordinate alone.
fn promised(state: &State, penalty: &UniformPenalty, j: usize, curvature: f64) -> f64 {
    // A negative value is rounding error.
    if curvature > 0.0 { penalty.decrease(j, state.x[j], state.gradient[j], curvature).max(0.0) } else { 0.0 }
}

/// The decrease of a quadratic model to its minimum.
fn model_decrease(state: &State, block: &[usize], hessian: &faer::Mat<f64>) -> f64 {
    let gradient: Vec<f64> = block.iter().map(|&j| state.gradient[j]).collect();
    let direction = newton_direction(hessian, &gradient);
    -dot_in_order(&gradient, &direction) - 0.5 * curvature_along(hessian, &direction)
}

/// The indices of the largest scores in ascending order. Ties go to the lowest index.
fn largest_of(scores: &[f64], count: usize) -> Vec<usize> {
    largest_of_ranked(scores, count, |_| false)
}

/// The indices of the largest scores in ascending order. Among equal scores, those with `is_last` come last.
/// Coordinates of the support belong in a block even if none alone yields a decrease: only with them does the block's
/// minimum become the global one.
fn largest_of_ranked(scores: &[f64], count: usize, is_last: impl Fn(usize) -> bool) -> Vec<usize> {
    let key = |place: usize| (is_last(place), place);
    first_of(scores.len(), count, &|a, b| scores[b].total_cmp(&scores[a]).then(key(a).cmp(&key(b))))
}

/// The item at the fraction `share` of the cumulative weights.
fn drawn(weights: &[f64], share: f64) -> usize {
    let mut rest = share * weights.iter().sum::<f64>();
    for (item, weight) in weights.iter().enumerate() {
        if rest < *weight {
            return item;
        }
        rest -= weight;
    }
    weights.len() - 1
}
