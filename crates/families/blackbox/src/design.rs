//! Better designs from a table of designs and their scores, without further evaluations.
//!
//! A kernel model of the table predicts the score of a design, and a model of the design alone, with the target score,
//! predicts the table's scores. A design with small errors in both directions is close to the data. Proposals are found
//! by descent from the table's best rows.
//!
//! Source: Chen, Zhang, Fu, Liu, Coates, Bidirectional Learning for Offline Infinite-width Model-based Optimization,
//! NeurIPS 2022. Here, letters of sequences change exactly instead of by their logits, and the weight of the two losses
//! is chosen among a few.

mod kernel;
mod problem;
mod proxy;
mod ridge;
mod sequences;
mod table;
#[cfg(test)]
mod tests;
mod vectors;

pub use problem::{Design, DesignKind, DesignProblem, DesignProgress, DesignSolution};

use crate::moments::moments;
use kernel::Kernel;
use proxy::{Losses, Proxy, WeightedLoss};
use superlinear_interface::{Advance, Ending, Error, Matrix, Run, Task};
use superlinear_numerics::parallel::Parallelism;
use table::{Proposal, Table};

/// The weights of the backward loss tried by default.
const WEIGHTS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// The number of descents between two checks of the clock.
const DESCENTS_A_LOOK: usize = 8;

impl Task for Design {
    const NAME: &'static str = "blackbox.design";
    type Problem = DesignProblem;
    type Solution = DesignSolution;
    type Progress = DesignProgress;

    fn solve(problem: DesignProblem, run: &Run) -> Result<DesignSolution, Error> {
        problem.check()?;
        let (mean, deviation) = moments(problem.scores.iter().copied());
        let targets: Vec<f64> = problem.scores.iter().map(|score| (score - mean) / deviation).collect();
        let rows = targets.len();
        run.ensure_memory("scores", [rows, rows, KERNELS])?;
        let table = Table::new(&problem)?;
        let parallelism = Parallelism::of(run);
        let products = proxy::lower_products(targets.len(), run, |i, j| table.product(i, j))?;
        let kernel = Kernel::new(problem.kernel, mean_gap(&products));
        let model = |kernel, ridge| Proxy::new(kernel, &products, targets.clone(), ridge, problem.wish, run);
        let proxy = model(kernel, problem.ridge)?;
        let search = Search { table: &table, proxy: &proxy, count: problem.count as usize, run, parallelism };
        let (weight, found) = match problem.backward_weight {
            Some(weight) => (weight, search.proposals(weight, 0..1)?),
            // There is no time left to compare weights.
            None if run.is_out_of_time()? => (WEIGHTS[0], search.proposals(WEIGHTS[0], 0..1)?),
            None => search.best_of_weights(&model(Kernel::Linear, None)?)?,
        };
        Ok(report(&table, &proxy, weight, found, (mean, deviation)))
    }
}

/// Kernel matrices at a time: the products, those of two models, and a factorization.
const KERNELS: usize = 4;

/// The mean of 1 minus the inner product over pairs of different rows.
fn mean_gap(products: &[Vec<f64>]) -> f64 {
    let pairs = products.len() * (products.len() - 1) / 2;
    let of_row = |row: &Vec<f64>| row[..row.len() - 1].iter().map(|product| 1.0 - product).sum::<f64>();
    products.iter().map(of_row).sum::<f64>() / pairs as f64
}

/// The results of descents from the best rows.
struct Found {
    proposals: Vec<Proposal>,
    /// Whether all descents finished.
    is_complete: bool,
}

struct Search<'a> {
    table: &'a Table,
    proxy: &'a Proxy,
    count: usize,
    run: &'a Run,
    parallelism: Parallelism,
}

impl Search<'_> {
    /// The proposals for one weight. For progress reports, it is number `part.start` of `part.end` weights.
    fn proposals(&self, weight: f64, part: std::ops::Range<usize>) -> Result<Found, Error> {
        let starts = self.starts();
        let (mut outcomes, mut is_complete) = (Vec::new(), true);
        let cancellation = self.run.cancellation();
        let loss = WeightedLoss { proxy: self.proxy, backward_weight: weight };
        for chunk in starts.chunks(DESCENTS_A_LOOK) {
            if self.run.is_out_of_time()? {
                is_complete = false;
                break;
            }
            let descend = |_, &start: &usize| self.table.descend(loss, start, cancellation);
            let descended = self.parallelism.map(chunk, descend);
            outcomes.extend(descended.into_iter().collect::<Result<Vec<_>, Error>>()?);
            let done = part.start as f64 + outcomes.len() as f64 / starts.len() as f64;
            let record = || DesignProgress { descents: (part.start * starts.len() + outcomes.len()) as u32 };
            self.run.progress(Advance::count(done, part.end as f64), record);
        }
        Ok(Found { proposals: self.table.proposals(&outcomes, self.count), is_complete })
    }

    /// The rows with the best scores, in descending order of score.
    fn starts(&self) -> Vec<usize> {
        let targets = self.proxy.targets();
        let mut rows: Vec<usize> = (0..targets.len()).collect();
        rows.sort_by(|&i, &j| targets[j].total_cmp(&targets[i]).then(i.cmp(&j)));
        rows.truncate(self.count);
        rows
    }

    /// The weight with the proposals rated best on average by ridge regression, and these proposals.
    fn best_of_weights(&self, auxiliary: &Proxy) -> Result<(f64, Found), Error> {
        let mut best: Option<(f64, f64, Found)> = None;
        for (k, weight) in WEIGHTS.into_iter().enumerate() {
            let found = self.proposals(weight, k..WEIGHTS.len())?;
            let ratings = found.proposals.iter().map(|proposal| {
                let kernels = self.table.kernels(auxiliary, proposal);
                auxiliary.prediction(&kernels)
            });
            let rating = ratings.sum::<f64>() / found.proposals.len().max(1) as f64;
            let is_complete = found.is_complete;
            let is_better = best
                .as_ref()
                .is_none_or(|(_, most, before)| before.proposals.is_empty() || rating > *most && is_complete);
            if is_better {
                best = Some((weight, rating, found));
            }
            if let Some((.., found)) = &mut best
                && !is_complete
            {
                found.is_complete = false;
                break;
            }
        }
        let (weight, _, found) = best.expect("there are weights");
        Ok((weight, found))
    }
}

/// The solution: proposals in the problem's units, and figures about the proxy.
fn report(table: &Table, proxy: &Proxy, weight: f64, found: Found, (mean, deviation): (f64, f64)) -> DesignSolution {
    let Found { proposals, is_complete } = found;
    let kernels: Vec<Vec<f64>> = proposals.iter().map(|proposal| table.kernels(proxy, proposal)).collect();
    let losses: Vec<Losses> = kernels.iter().map(|kernels| proxy.losses(kernels)).collect();
    let data: Vec<f64> = proposals.iter().flat_map(|proposal| table.in_units(proposal)).collect();
    let fit = proxy.fit();
    let left_out: Vec<f64> = proxy.targets().iter().zip(&fit.left_out).map(|(target, error)| target - error).collect();
    DesignSolution {
        status: if is_complete { Ending::Converged } else { Ending::TimeLimit },
        proposals: Matrix::new(proposals.len(), table.length(), data),
        predictions: kernels
            .iter()
            .map(|kernels| mean + deviation * proxy.prediction(kernels))
            .collect::<Vec<_>>()
            .into(),
        standard_deviations: proxy.deviations(&kernels).iter().map(|one| deviation * one).collect::<Vec<_>>().into(),
        forward_loss: losses.iter().map(|losses| losses.forward).collect::<Vec<_>>().into(),
        backward_loss: losses.iter().map(|losses| losses.backward).collect::<Vec<_>>().into(),
        leave_one_out_error: deviation * fit.error(),
        leave_one_out_rank: kendall(&left_out, proxy.targets()),
        ridge: fit.ridge,
        backward_weight: weight,
    }
}

/// Kendall's rank correlation: concordant minus discordant pairs, divided by the number of pairs with different
/// targets; 0 without such pairs.
fn kendall(predictions: &[f64], targets: &[f64]) -> f64 {
    let (mut balance, mut pairs) = (0.0, 0.0);
    for (i, (prediction, target)) in predictions.iter().zip(targets).enumerate() {
        for (other_prediction, other_target) in predictions[..i].iter().zip(&targets[..i]) {
            let sign = |difference: f64| if difference == 0.0 { 0.0 } else { difference.signum() };
            let order = sign(target - other_target);
            balance += order * sign(prediction - other_prediction);
            pairs += order.abs();
        }
    }
    if pairs > 0.0 { balance / pairs } else { 0.0 }
}
