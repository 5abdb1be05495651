//! The homogeneous self-dual embedding of a program. It always has a solution, which either solves the program or
//! proves that it has no solution.
//!
//! Source: Goulart, Chen, Clarabel: An Interior-Point Solver for Conic Programs with Quadratic Objectives,
//! arXiv:2405.12762.

use super::program::{Evaluation, Point, Program};
use superlinear_numerics::vectors::dot;

/// The smallest initial slack, and the initial product of every slack and multiplier. Bounds further away start with
/// their distance as slack, so that they do not affect the first steps. A third of the slack costs one iteration in
/// ten, a seventh of the product leaves unbounded programs without a verdict.
const MIN_START: f64 = 1.0;
const FIRST_PRODUCT: f64 = 0.2;

/// A finite bound of an activity: `sign * activity + slack = sign * bound * τ`. `sign` is that of the multiplier.
pub(super) struct Side {
    pub index: usize,
    pub sign: f64,
    /// Relative to the activity at the origin.
    pub bound: f64,
    /// Whether the last step reduced the slack by a larger factor than the multiplier.
    pub is_closing: bool,
}

/// An iterate of the embedding. Variables are relative to the origin; variables and multipliers are multiplied by τ.
pub(super) struct Embedding<'p, 'a> {
    pub program: &'p Program<'a>,
    /// The point within the bounds closest to zero.
    origin: Vec<f64>,
    /// The activities and the gradient of the objective at the origin.
    pub base: Vec<f64>,
    pub linear: Vec<f64>,
    pub x: Vec<f64>,
    /// The multipliers of fixed activities, by index; zero for all others.
    pub fixed: Vec<f64>,
    pub sides: Vec<Side>,
    /// The slack of each bound, then τ.
    pub slacks: Vec<f64>,
    /// The multiplier of each bound, then κ.
    pub duals: Vec<f64>,
}

impl<'p, 'a> Embedding<'p, 'a> {
    /// The initial iterate: at the origin, with equal products of slacks and multipliers.
    pub fn new(program: &'p Program<'a>) -> Self {
        let matrices = &program.shared.matrices;
        let bounds = program.lower.iter().zip(&program.upper).take(matrices.variables());
        let origin: Vec<f64> = bounds.map(|(lower, upper)| f64::max(0.0, *lower).min(*upper)).collect();
        let mut base = origin.clone();
        base.extend(matrices.constraints_times(&origin));
        let mut linear = matrices.hessian_times(&origin);
        linear.iter_mut().zip(&program.linear).for_each(|(slope, q)| *slope += q);
        let mut sides = Vec::new();
        for index in (0..base.len()).filter(|&k| !program.is_fixed(k)) {
            for (sign, bound) in [(1.0, program.upper[index]), (-1.0, program.lower[index])] {
                if bound.is_finite() {
                    sides.push(Side { index, sign, bound: bound - base[index], is_closing: false });
                }
            }
        }
        let mut slacks: Vec<_> = sides.iter().map(|side| f64::max(MIN_START, side.sign * side.bound)).collect();
        slacks.push(1.0);
        let duals = slacks.iter().map(|slack| FIRST_PRODUCT / slack).collect();
        Self {
            program,
            x: vec![0.0; origin.len()],
            fixed: vec![0.0; base.len()],
            origin,
            base,
            linear,
            sides,
            slacks,
            duals,
        }
    }

    pub fn tau(&self) -> f64 {
        self.slacks[self.sides.len()]
    }

    pub fn kappa(&self) -> f64 {
        self.duals[self.sides.len()]
    }

    /// All multipliers, times τ.
    pub fn multipliers(&self) -> Vec<f64> {
        let mut multipliers = self.fixed.clone();
        self.sides.iter().zip(&self.duals).for_each(|(side, dual)| multipliers[side.index] += side.sign * dual);
        multipliers
    }

    pub fn evaluate(&self) -> Evaluation {
        let x = self.origin.iter().zip(&self.x).map(|(origin, x)| origin + x / self.tau()).collect();
        let multipliers = self.multipliers().iter().map(|multiplier| multiplier / self.tau()).collect();
        self.program.evaluate(Point { x, multipliers })
    }

    /// The mean product of slacks and multipliers, including τκ.
    pub fn barrier(&self) -> f64 {
        dot(&self.slacks, &self.duals) / self.slacks.len() as f64
    }

    pub fn stiffness(&self) -> Vec<f64> {
        let fixed = |k| if self.program.is_fixed(k) { f64::INFINITY } else { 0.0 };
        let mut stiffness: Vec<_> = (0..self.base.len()).map(fixed).collect();
        let ratios = self.duals.iter().zip(&self.slacks).map(|(dual, slack)| dual / slack);
        self.sides.iter().zip(ratios).for_each(|(side, ratio)| stiffness[side.index] += ratio);
        stiffness
    }

    /// The bound of a fixed activity, relative to the origin.
    pub fn fixed_bound(&self, k: usize) -> f64 {
        self.program.upper[k] - self.base[k]
    }
}
