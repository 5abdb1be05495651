//! What one solve on a working set leaves to the next.

use super::regression::Regression;
use superlinear_interface::Run;
use superlinear_numerics::random::Stream;

/// How Huber's damping falls after a whole step and grows after a short one, how small it becomes, and which steps are
/// short. From half to double each of them does as well: epochs and Newton's steps differ by 0.3 % at most
/// (`npm run bench:constants -- coordinate`).
const DAMPING_FALL: f64 = 0.03;
const DAMPING_GROWTH: f64 = 30.0;
const LEAST_DAMPING: f64 = 1e-9;
const SHORT_STEP: f64 = 0.25;

/// Counts of what was done.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Effort {
    pub epochs: u32,
    pub newton_steps: u32,
}

/// What is kept from one working set to the next, but for the Gram matrices.
pub(super) struct Memory {
    pub effort: Effort,
    /// Which share of its curvature bound a sample beyond Huber's threshold counts with.
    pub damping: f64,
    /// The violation that was last measured on a working set.
    pub violation: f64,
    /// The slopes along all variables, as they were last measured.
    pub slopes: Vec<f64>,
    /// Draws the orders of blocks.
    pub stream: Stream,
    /// Bounds of the largest eigenvalues of the blocks' weighted Gram matrices.
    pub block_squares: Vec<f64>,
}

impl Memory {
    pub fn new(regression: &Regression, run: &Run) -> Self {
        let blocks = &regression.penalty.blocks;
        let square = |b: usize| match blocks.members(b) {
            [variable] => regression.squares[regression.feature_of(*variable as usize)],
            _ => regression.block_square(b),
        };
        Self {
            effort: Effort::default(),
            damping: 1.0,
            violation: f64::INFINITY,
            slopes: vec![0.0; regression.variables()],
            stream: Stream::new(run.seed(), 0),
            block_squares: (0..blocks.count()).map(square).collect(),
        }
    }

    /// Lets Huber's damping follow the length of the last step.
    pub fn adapt_damping(&mut self, length: f64) {
        if length == 1.0 {
            self.damping = (self.damping * DAMPING_FALL).max(LEAST_DAMPING);
        } else if length < SHORT_STEP {
            self.damping = (self.damping * DAMPING_GROWTH).min(1.0);
        }
    }
}
