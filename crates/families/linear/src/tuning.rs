//! The choice of a parameter on a grid, learned from the costs of related problems that come one after another.
//!
//! Source: Khodak, Chow, Balcan, Talwalkar, Learning to Relax: Setting Solver Parameters across a Sequence of Linear
//! System Instances, 2023. In contrast to it, the fits are ridge regressions without bounds of the coefficients.
//!
//! | module | contents |
//! |---|---|
//! | [`state`] | the state as plain data |
//! | `inverse_gap` | probabilities by inverse gaps of fitted costs |
//! | `tsallis` | probabilities by the Tsallis entropy |
//! | [`tasks`] | the two tasks for callers' own solvers |

mod inverse_gap;
pub mod state;
pub mod tasks;
mod tsallis;

use inverse_gap::InverseGap;
use state::{Learner, Pending, TuningState};
use superlinear_interface::Error;
use superlinear_numerics::random::Stream;

/// The learner of a sequence.
pub(crate) struct Tuner {
    state: TuningState,
    fits: InverseGap,
}

impl Tuner {
    /// Continues from a state.
    pub fn new(state: TuningState) -> Result<Self, Error> {
        state.check()?;
        Ok(Self { fits: InverseGap::of(&state), state })
    }

    /// Chooses a parameter for a context, and returns its index.
    pub fn choose(&mut self, context: f64, seed: u64) -> usize {
        let probabilities = match self.state.learner {
            Learner::Fixed => vec![1.0],
            Learner::Tsallis => tsallis::probabilities(&self.state, context),
            Learner::Auto | Learner::InverseGap => self.fits.probabilities(&self.state, context),
        };
        let draw = Stream::starting_at(seed, 0, u64::from(self.state.rounds)).uniform();
        let mut sum = 0.0;
        let drawn = probabilities.iter().position(|probability| {
            sum += probability;
            sum > draw
        });
        // Rounding may leave the sum below the draw.
        let index = drawn.unwrap_or(probabilities.len() - 1);
        self.state.pending = Some(Pending { index: index as u32, probability: probabilities[index], context });
        index
    }

    /// Records the cost of the last choice; nothing without one.
    pub fn record(&mut self, cost: f64) {
        let Some(pending) = self.state.pending.take() else { return };
        match self.state.learner {
            Learner::Fixed => {}
            Learner::Tsallis => tsallis::record(&mut self.state, &pending, cost),
            Learner::Auto | Learner::InverseGap => self.fits.record(&mut self.state, &pending, cost),
        }
        self.state.rounds = self.state.rounds.saturating_add(1);
        self.state.total_cost += cost;
    }

    /// The total cost minus the fitted cost of the best single parameter; `None` for the learner without fits.
    pub fn regret_estimate(&self) -> Option<f64> {
        let best = match self.state.learner {
            Learner::Fixed => return None,
            Learner::Tsallis => tsallis::best_total(&self.state),
            Learner::Auto | Learner::InverseGap => self.fits.best_total(&self.state),
        };
        Some(self.state.total_cost - best)
    }

    /// The value of a parameter of the grid.
    pub fn value(&self, index: usize) -> f64 {
        self.state.grid[index]
    }

    pub fn into_state(self) -> TuningState {
        self.state
    }
}
