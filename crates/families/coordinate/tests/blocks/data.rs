//! The problems of the experiments, each from one random stream, and a run.
use superlinear_coordinate::blocks::problem::{BlockLoss, BlockPartition, BlockRule, MinimizeBlocksProblem};
use superlinear_interface::testing;
use superlinear_interface::{AnyMatrix, Matrix, Run, RunOptions, SparseMatrix};
use superlinear_numerics::random::Mulberry32;

/// A run with this seed.
pub fn run_with(seed: u64) -> Run {
    let options = RunOptions { threads: Some(1), seed, ..RunOptions::default() };
    testing::timed(&options)
}

/// A problem with defaults for all other fields.
pub fn problem(matrix: AnyMatrix, target: Vec<f64>) -> MinimizeBlocksProblem {
    MinimizeBlocksProblem {
        matrix,
        target: superlinear_interface::Labels::Numbers(target.into()),
        loss: BlockLoss::Squared,
        lambda: 0.0,
        lower: None,
        upper: None,
        partition: BlockPartition::Order,
        block_size: 1,
        blocks: None,
        rule: BlockRule::Gsd,
        update: None,
        initial: None,
        tolerance: 1e-9,
        max_iterations: 1000,
        history: false,
    }
}

/// Sparse columns of very different magnitudes; the target combines a tenth of them, plus noise.
pub fn least_squares(rows: usize, columns: usize, seed: u32) -> (AnyMatrix, Vec<f64>) {
    let mut stream = Mulberry32(seed);
    let mut data: Vec<f64> = (0..rows * columns).map(|_| stream.sum_of_four() + 1.0).collect();
    let scales: Vec<f64> = (0..columns).map(|_| 10.0 * stream.sum_of_four()).collect();
    let share = 10.0 * (rows as f64).ln() / rows as f64;
    for (k, entry) in data.iter_mut().enumerate() {
        *entry *= scales[k % columns];
        if stream.uniform() >= share {
            *entry = 0.0;
        }
    }
    let mut weights: Vec<f64> = (0..columns).map(|_| stream.sum_of_four()).collect();
    weights.iter_mut().for_each(|weight| {
        if stream.uniform() >= 0.1 {
            *weight = 0.0;
        }
    });
    let predicted = |row: &[f64]| row.iter().zip(&weights).map(|(entry, weight)| entry * weight).sum::<f64>();
    let target = data.chunks(columns).map(|row| predicted(row) + stream.sum_of_four()).collect();
    (AnyMatrix::Dense(Matrix::new(rows, columns, data)), target)
}

/// A lattice with a known fraction of nodes: the equations of the unknown nodes, and the list of these.
pub fn grid(rows: usize, columns: usize, share: f64, seed: u32) -> (AnyMatrix, Vec<f64>, Vec<usize>) {
    let mut stream = Mulberry32(seed);
    let nodes = rows * columns;
    let is_known: Vec<bool> = (0..nodes).map(|node| stream.uniform() < share || node == 0).collect();
    let values: Vec<f64> =
        is_known.iter().map(|&known| if known { 10.0 * stream.sum_of_four() } else { 0.0 }).collect();
    let unknown: Vec<usize> = (0..nodes).filter(|&node| !is_known[node]).collect();
    let mut places = vec![0; nodes];
    unknown.iter().zip(0..).for_each(|(&node, place)| places[node] = place);
    let (mut starts, mut indices, mut data, mut right_side) = (vec![0], Vec::new(), Vec::new(), Vec::new());
    for &node in &unknown {
        let (i, j) = (node / columns, node % columns);
        let neighbors: Vec<usize> = [(i > 0, node.wrapping_sub(columns)), (j > 0, node.wrapping_sub(1))]
            .into_iter()
            .chain([(j + 1 < columns, node + 1), (i + 1 < rows, node + columns)])
            .filter_map(|(is_there, neighbor)| is_there.then_some(neighbor))
            .collect();
        let mut row = vec![(places[node], neighbors.len() as f64)];
        row.extend(neighbors.iter().filter(|&&neighbor| !is_known[neighbor]).map(|&other| (places[other], -1.0)));
        row.sort_by_key(|&(place, _)| place);
        indices.extend(row.iter().map(|&(place, _)| place));
        data.extend(row.iter().map(|&(_, entry)| entry));
        starts.push(indices.len() as i32);
        right_side.push(neighbors.iter().map(|&neighbor| values[neighbor]).sum());
    }
    let count = unknown.len();
    let matrix =
        SparseMatrix { rows: count, columns: count, indptr: starts.into(), indices: indices.into(), data: data.into() };
    (AnyMatrix::Sparse(matrix), right_side, unknown)
}
