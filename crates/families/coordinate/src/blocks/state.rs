//! The iterate of a descent.

use super::problem::MinimizeBlocksProblem;
use super::smooth::Smooth;
use superlinear_penalties::UniformPenalty;

/// An iterate, with derived quantities.
#[derive(Clone)]
pub(super) struct State {
    /// The coordinates.
    pub x: Vec<f64>,
    /// The linear predictor, or the product with the matrix of a quadratic.
    pub predictor: Vec<f64>,
    pub gradient: Vec<f64>,
    pub objective: f64,
}

impl State {
    /// The starting point, moved into the bounds.
    pub fn new(problem: &MinimizeBlocksProblem, smooth: &Smooth, penalty: &UniformPenalty) -> Self {
        let mut x = problem.initial.as_ref().map_or_else(|| vec![0.0; smooth.dimension()], |initial| initial.to_vec());
        x.iter_mut().enumerate().for_each(|(j, x)| *x = penalty.interval(j).nearest(*x));
        Self::at(x, smooth, penalty)
    }

    /// A point, with derived quantities computed from scratch: updates accumulate rounding errors in them.
    pub fn at(x: Vec<f64>, smooth: &Smooth, penalty: &UniformPenalty) -> Self {
        let predictor = smooth.predictor(&x);
        let objective = smooth.value(&predictor, &x) + penalty.value(&x);
        let gradient = smooth.gradient(&predictor);
        Self { x, predictor, gradient, objective }
    }
}
