//! The experiments of the paper behind `minimizeBlocks`, by counts of iterations, which do not depend on the machine.
//! The limits leave a margin; numbers in comments come from an independent prototype.

mod data;

use data::{grid, least_squares, problem, run_with};
use superlinear_coordinate::MinimizeBlocks;
use superlinear_coordinate::blocks::problem::{
    BlockLoss, BlockPartition, BlockRule, BlockUpdate, MinimizeBlocksProblem,
};
use superlinear_coordinate::blocks::solution::MinimizeBlocksSolution;
use superlinear_interface::Task;

fn solve(problem: MinimizeBlocksProblem) -> MinimizeBlocksSolution {
    MinimizeBlocks::solve(problem, &run_with(1)).expect("a valid problem")
}

/// Least squares: the excess over the minimum after 300 updates of blocks of five.
struct LeastSquares {
    problem: MinimizeBlocksProblem,
    minimum: f64,
}

impl LeastSquares {
    fn new() -> Self {
        let (matrix, target) = least_squares(200, 1000, 101);
        let base =
            MinimizeBlocksProblem { tolerance: 0.0, max_iterations: 300, block_size: 5, ..problem(matrix, target) };
        let best = MinimizeBlocksProblem {
            partition: BlockPartition::Variable,
            rule: BlockRule::Gsd,
            block_size: 200,
            max_iterations: 60,
            ..base.clone()
        };
        let minimum = solve(best).objective;
        Self { problem: base, minimum }
    }

    fn excess(&self, partition: BlockPartition, rule: BlockRule, update: BlockUpdate) -> f64 {
        let problem = MinimizeBlocksProblem { partition, rule, update: Some(update), ..self.problem.clone() };
        solve(problem).objective - self.minimum
    }
}

#[test]
fn greedy_rules_with_curvatures_need_far_fewer_updates() {
    let problem = LeastSquares::new();
    let start =
        0.5 * problem.problem.target.as_numbers("target", "").expect("numbers").iter().map(|y| y * y).sum::<f64>();
    assert!(
        (start - problem.minimum - 423_200.46).abs() < 0.01,
        "{} above {}",
        start - problem.minimum,
        problem.minimum
    );

    use BlockPartition::{Sort, Variable};
    use BlockRule::{Cyclic, Gs, Gsd, Gsl, Gsq, Random};
    let matrix = |partition, rule| problem.excess(partition, rule, BlockUpdate::Matrix);
    // 2.3e-5, 5e-2, 9.6e-2, 0.10, 2.9e2, 3.1e2, 1.5e3.
    let (variable, variable_gsl) = (matrix(Variable, Gsd), matrix(Variable, Gsl));
    let (fixed_gsq, fixed, southwell) = (matrix(Sort, Gsq), matrix(Sort, Gsd), matrix(Sort, Gs));
    let (cyclic, random) = (matrix(Sort, Cyclic), matrix(Sort, Random));
    assert!(variable <= fixed / 100.0 && fixed <= southwell / 100.0 && variable <= southwell / 1e6);
    assert!(variable_gsl < fixed && fixed_gsq < 2.0 * fixed && fixed < cyclic / 100.0 && cyclic < random);

    let gradient = |partition, rule| problem.excess(partition, rule, BlockUpdate::Gradient);
    // 2.1, 25, 77, 1.0e3, 1.3e3.
    let (variable, fixed_gsl, southwell) = (gradient(Variable, Gsd), gradient(Sort, Gsl), gradient(Sort, Gs));
    gradient(Variable, Gs);
    let random = gradient(Sort, Random);
    assert!(variable < fixed_gsl && fixed_gsl < southwell && southwell < random);
}

/// Nonnegative least squares with a penalty: the minimum and the number of positive coordinates, from an independent
/// program.
const MINIMUM: f64 = -163_902.025_478_711_35;
const SUPPORT: usize = 54;
const PENALTY: f64 = 6_091.961_232_606_563_5;

/// The number of updates after which the zeros agree with the minimum for good, and the number after which the function
/// is minimal up to rounding.
fn identified(partition: BlockPartition, block_size: u32, update: BlockUpdate, max_iterations: u32) -> (usize, usize) {
    let (matrix, target) = least_squares(200, 1000, 101);
    let square = 0.5 * target.iter().map(|y| y * y).sum::<f64>();
    let problem = MinimizeBlocksProblem {
        partition,
        block_size,
        update: Some(update),
        rule: BlockRule::Gsd,
        lambda: PENALTY,

        lower: Some(vec![0.0; 1000].into()),
        tolerance: 0.0,
        max_iterations,
        history: true,
        ..problem(matrix, target)
    };
    // The support after each number of updates, from new solves, because the records only contain the objective.
    let full = solve(problem.clone());
    let history = full.history.expect("asked for");
    let finished = history.iter().position(|record| record.objective - square - MINIMUM <= 1e-13 * MINIMUM.abs());
    let support = |x: &[f64]| x.iter().map(|x| *x > 0.0).collect::<Vec<_>>();
    let last = support(&full.solution);
    assert_eq!(last.iter().filter(|is_positive| **is_positive).count(), SUPPORT, "{partition:?} {update:?}");
    let (mut low, mut high) = (0, max_iterations);
    while low < high {
        let middle = u32::midpoint(low, high);
        let point = solve(MinimizeBlocksProblem { max_iterations: middle, history: false, ..problem.clone() }).solution;
        if support(&point) == last { high = middle } else { low = middle + 1 }
    }
    (low as usize, finished.map_or(usize::MAX, |place| place + 1))
}

#[test]
fn updates_by_second_order_models_find_the_support_and_end() {
    use BlockPartition::{Sort, Variable};
    use BlockUpdate::{ProxGradient, ProxNewton, TwoMetric};
    // 7, 6, 79, 77, 102, 978 updates; with blocks of 100, 3.
    let (two_metric, end) = identified(Variable, 50, TwoMetric, 60);
    assert!(two_metric <= 15 && end <= 30);
    let (newton, end) = identified(Variable, 50, ProxNewton, 60);
    assert!(newton <= 15 && end <= 30);
    let (_, end) = identified(Variable, 100, ProxNewton, 20);
    assert!(end <= 6);
    assert!(identified(Sort, 50, TwoMetric, 400).0 <= 160);
    assert!(identified(Sort, 50, ProxNewton, 400).0 <= 160);
    assert!(identified(Variable, 50, ProxGradient, 1500).0 >= 5 * two_metric);
}

#[test]
fn forests_need_far_fewer_updates_than_colors() {
    let (matrix, target, nodes) = grid(50, 50, 0.04, 5);
    assert_eq!(target.len(), 2406);
    let base = MinimizeBlocksProblem {
        loss: BlockLoss::Quadratic,
        rule: BlockRule::Gs,
        tolerance: 0.0,
        max_iterations: 500,
        ..problem(matrix, target)
    };
    let minimum = {
        let forests = BlockPartition::TreePartition;
        solve(MinimizeBlocksProblem { partition: forests, max_iterations: 1500, ..base.clone() }).objective
    };
    let excess = |partition| solve(MinimizeBlocksProblem { partition, ..base.clone() }).objective - minimum;
    // One comb is the first column and the even rows without their last nodes, the other comb is the rest.
    let in_first = |node: usize| node.is_multiple_of(50) || ((node / 50).is_multiple_of(2) && node % 50 < 49);
    let blocks: Vec<i32> = nodes.iter().map(|&node| i32::from(in_first(node))).collect();
    let combs =
        MinimizeBlocksProblem { partition: BlockPartition::Custom, blocks: Some(blocks.into()), ..base.clone() };
    let combs = solve(combs).objective - minimum;
    // 5.2e-9, 3.5e-9, 9.6e-6, 5.8e-4.
    let (trees, greedy) = (excess(BlockPartition::TreePartition), excess(BlockPartition::GreedyForest));
    let (random, colors) = (excess(BlockPartition::RandomForest), excess(BlockPartition::RedBlack));
    assert!(greedy <= colors / 1e3 && combs <= colors / 1e3 && greedy <= random / 100.0);
    assert!(trees <= colors / 100.0);
    // The best dense blocks, with the cube root of the number of coordinates, are far behind.
    let dense = MinimizeBlocksProblem { partition: BlockPartition::Variable, block_size: 13, ..base };
    let dense = solve(dense).objective - minimum;
    assert!(dense >= 1e4 * colors);
}
