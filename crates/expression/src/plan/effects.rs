//! Reads and writes of steps, to check whether they can be reordered.

use superlinear_machine::access::Place;
use superlinear_machine::plan::Step;

/// The locations read by a step.
pub fn reads(step: &Step) -> Vec<Place> {
    match step {
        Step::Clear { .. } => Vec::new(),
        Step::Region(region) => region.loads.iter().map(|load| load.place).collect(),
        Step::Reduce(reduce) => vec![reduce.a],
        Step::Cumulate(sums) => std::iter::once(sums.a).chain(sums.factors).collect(),
        Step::Matmul(matmul) => vec![matmul.a, matmul.b],
        Step::Solve(solve) => vec![solve.a, solve.b],
        Step::Factor(factor) => vec![factor.a],
        Step::SparseMatmul(sparse) => vec![sparse.a],
        Step::Take(take) => vec![take.a, take.index],
        Step::Convolve(convolve) => vec![convolve.a, convolve.b],
        Step::Sweep(sweep) => {
            let vectors = sweep.products.iter().chain(&sweep.transposed).map(|&(place, _)| place);
            let loads = sweep.region.loads.iter().map(|load| load.place);
            std::iter::once(sweep.matrix).chain(vectors).chain(loads).collect()
        }
    }
}

/// The slots written by a step.
pub fn writes(step: &Step) -> Vec<usize> {
    match step {
        Step::Clear { slot, .. } => vec![*slot],
        Step::Region(region) => region.targets.clone(),
        Step::Reduce(reduce) => vec![reduce.target],
        Step::Cumulate(sums) => vec![sums.target],
        Step::Matmul(matmul) => vec![matmul.target],
        Step::Solve(solve) => vec![solve.target],
        Step::Factor(factor) => vec![factor.target],
        Step::SparseMatmul(sparse) => vec![sparse.target],
        Step::Take(take) => vec![take.target],
        Step::Convolve(convolve) => vec![convolve.target],
        Step::Sweep(sweep) => {
            let products = sweep.products.iter().chain(&sweep.transposed).map(|&(_, slot)| slot);
            products.chain(sweep.region.targets.iter().copied()).collect()
        }
    }
}
