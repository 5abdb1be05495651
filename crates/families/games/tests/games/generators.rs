//! Test games: pseudorandom numbers equal to those in JavaScript, and runs without a caller.

use superlinear_games::{Nash, NashProblem, NashSolution, ZeroSum, ZeroSumProblem, ZeroSumSolution};
use superlinear_interface::{AnyMatrix, Matrix, Run, RunOptions, Task, Values, testing};

/// Numbers from 0 to 1 (mulberry32).
pub fn uniform(seed: u32, count: usize) -> Vec<f64> {
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_add(0x6D2B_79F5);
        let mut t = (state ^ (state >> 15)).wrapping_mul(state | 1);
        t = t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 61)) ^ t;
        f64::from(t ^ (t >> 14)) / 4_294_967_296.0
    };
    (0..count).map(next).collect()
}

/// Standard normal numbers, by the cosine of the Box–Muller transform.
pub fn normals(seed: u32, count: usize) -> Vec<f64> {
    let of = |pair: &[f64]| (-2.0 * (1.0 - pair[0]).ln()).sqrt() * (2.0 * std::f64::consts::PI * pair[1]).cos();
    uniform(seed, 2 * count).chunks_exact(2).map(of).collect()
}

pub fn levels(seed: u32, count: usize, levels: f64) -> Vec<f64> {
    uniform(seed, count).into_iter().map(|number| (levels * number).floor()).collect()
}

pub fn tensor(shape: &[usize], elements: Vec<f64>) -> Values {
    Values::new(shape.to_vec(), elements)
}

pub fn run() -> Run {
    testing::untimed(&RunOptions::default())
}

pub fn zero_sum(rows: usize, columns: usize, payoffs: Vec<f64>) -> ZeroSumProblem {
    ZeroSumProblem::new(AnyMatrix::Dense(Matrix::new(rows, columns, payoffs)))
}

pub fn solve_zero_sum(problem: ZeroSumProblem) -> ZeroSumSolution {
    ZeroSum::solve(problem, &run()).expect("a game")
}

pub fn solve_nash(problem: NashProblem) -> NashSolution {
    Nash::solve(problem, &run()).expect("a game")
}
