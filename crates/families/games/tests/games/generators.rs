//! Test games: pseudorandom numbers equal to those in JavaScript, and runs without a caller.

use superlinear_games::{Nash, NashProblem, NashSolution, ZeroSum, ZeroSumProblem, ZeroSumSolution};
use superlinear_interface::{AnyMatrix, Matrix, Run, RunOptions, Task, Values, testing};
use superlinear_numerics::random::Mulberry32;

/// Numbers from 0 to 1.
pub fn uniform(seed: u32, count: usize) -> Vec<f64> {
    Mulberry32(seed).uniforms(count)
}

/// Standard normal numbers.
pub fn normals(seed: u32, count: usize) -> Vec<f64> {
    Mulberry32(seed).normals(count)
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
