//! State kept from one solve on a working set to the next.

use super::regression::Regression;
use superlinear_interface::Run;
use superlinear_numerics::random::Stream;

/// Huber's damping: its factor after a full step, its growth factor after a short one, its minimum, and the largest
/// short step. From half to double, each does as well: epochs and Newton steps differ by at most 0.3 %
/// (`npm run bench:constants -- coordinate`).
const DAMPING_FALL: f64 = 0.03;
const DAMPING_GROWTH: f64 = 30.0;
const MIN_DAMPING: f64 = 1e-9;
const SHORT_STEP: f64 = 0.25;

/// Work counters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Effort {
    pub epochs: u32,
    pub newton_steps: u32,
}

/// State kept between working sets, without the Gram matrix.
pub(super) struct Memory {
    pub effort: Effort,
    /// The curvature of a sample beyond Huber's threshold, as a fraction of its upper bound.
    pub damping: f64,
    /// The last violation measured on a working set.
    pub violation: f64,
    /// The last derivatives computed along all variables, negated.
    pub slopes: Vec<f64>,
    /// The random stream for block orders.
    pub stream: Stream,
    /// Upper bounds of the largest eigenvalues of the blocks' weighted Gram matrices.
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

    /// Adapts Huber's damping to the length of the last step.
    pub fn adapt_damping(&mut self, length: f64) {
        if length == 1.0 {
            self.damping = (self.damping * DAMPING_FALL).max(MIN_DAMPING);
        } else if length < SHORT_STEP {
            self.damping = (self.damping * DAMPING_GROWTH).min(1.0);
        }
    }
}
