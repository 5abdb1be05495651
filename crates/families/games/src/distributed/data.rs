//! Workers with maps given as data, as a task.

use super::Distributed;
use super::problem::{DistributedDataProblem, DistributedProblem};
use super::solution::{DistributedProgress, DistributedSolution};
use schemars::JsonSchema;
use superlinear_interface::model::hold;
use superlinear_interface::{Dialogue, Error, Run, Task, check};

/// A root of the mean of affine maps held by workers.
#[derive(JsonSchema)]
pub struct DistributedData;

impl Task for DistributedData {
    const NAME: &'static str = Distributed::NAME;
    type Problem = DistributedDataProblem;
    type Solution = DistributedSolution;
    type Progress = DistributedProgress;

    fn solve(problem: DistributedDataProblem, run: &Run) -> Result<DistributedSolution, Error> {
        let maps = problem.workers.clone();
        maps.check("workers")?;
        let size = maps.size();
        if let Some(initial) = &problem.initial {
            check::finite_vector("initial", initial, size, "there are variables")?;
        }
        let mut answers = |_: usize, question: &[f64], answer: &mut [f64]| {
            let (point, workers) = question.split_at(size);
            for (&worker, values) in workers.iter().zip(answer.chunks_exact_mut(size)) {
                maps.write(worker as usize, point, values);
            }
        };
        hold::<Distributed>(problem.without_maps(), &mut answers, run)
    }
}

impl DistributedDataProblem {
    /// The problem in the form of the dialogue.
    fn without_maps(self) -> DistributedProblem {
        DistributedProblem {
            initial: self.initial.unwrap_or_else(|| vec![0.0; self.workers.size()].into()),
            worker_count: self.workers.count() as u32,
            options: self.options,
        }
    }
}
