//! Attacks: sign steps against a direction expected to increase the objective, such as the gradient of a neural network
//! inside the black box. They are only proposals: a point is accepted only if it is better.
//!
//! Sources: Bouchet, Vidal, Optimization by Directional Attacks: Solving Problems with Neural Network Surrogates,
//! arXiv:2510.01461, 2025; Goodfellow, Shlens, Szegedy, Explaining and Harnessing Adversarial Examples, ICLR 2015, for
//! sign steps. If a step violates constraints, a second one follows, in a direction computed by the caller for these
//! constraints; without the second step, attacks get stuck at constraints.

use super::barrier::{News, Trial};
use super::search::{Search, Stop};

/// The step length along each variable, in sides of the box.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attack {
    radius: f64,
}

/// The outcome of an attack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Gain {
    None,
    Some,
    /// Large enough to skip the other steps of the iteration.
    Enough,
}

/// A gain is enough if it is at least this fraction of the squared step length.
const ENOUGH: f64 = 1e-3;

/// The growth factors of the radius after a gain that is enough and after a smaller one, and the minimum radius.
/// Without a gain, the radius is divided by the first factor.
const FAST_GROWTH: f64 = 1.3;
const SLOW_GROWTH: f64 = 1.1;
const MIN_RADIUS: f64 = 1e-5;

impl Attack {
    /// The initial step length is the initial mesh size.
    pub(crate) fn new(mesh: f64) -> Self {
        Self { radius: mesh }
    }

    /// Attacks from a point, at most twice.
    pub(crate) async fn attempt(&mut self, search: &mut Search, from: &Trial) -> Result<Gain, Stop> {
        let mut violated = vec![false; from.outputs.len() - 1];
        for _ in 0..2 {
            let direction = search.attack(&from.place, &violated).await?;
            let place = self.step(&from.place, &direction);
            let news = search.examine(std::slice::from_ref(&place)).await?;
            if news == News::Dominating {
                break;
            }
            let Some(trial) = search.trial_at(&place).filter(|trial| trial.value().is_finite()) else { break };
            violated = trial.outputs[1..].iter().map(|output| *output > 0.0).collect();
            if !violated.contains(&true) {
                break;
            }
        }
        Ok(self.learn(search, from))
    }

    fn step(&self, from: &[f64], direction: &[f64]) -> Vec<f64> {
        let sign = |slope: f64| {
            if slope > 0.0 {
                1.0
            } else if slope < 0.0 {
                -1.0
            } else {
                0.0
            }
        };
        from.iter().zip(direction).map(|(x, slope)| x - self.radius * sign(*slope)).collect()
    }

    /// Computes the gain of the attack and adapts the radius.
    fn learn(&mut self, search: &Search, from: &Trial) -> Gain {
        let best = search.barrier().center().filter(|best| best.place != from.place);
        let gain =
            best.map_or(0.0, |best| if from.is_feasible() { from.value() - best.value() } else { f64::INFINITY });
        let length = best.map_or(0.0, |best| {
            best.place.iter().zip(&from.place).fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()))
        });
        let (factor, gain) = match gain {
            gain if gain >= ENOUGH * length * length && gain > 0.0 => (FAST_GROWTH, Gain::Enough),
            gain if gain > 0.0 => (SLOW_GROWTH, Gain::Some),
            _ => (1.0 / FAST_GROWTH, Gain::None),
        };
        self.radius = (factor * self.radius).clamp(MIN_RADIUS, 1.0);
        gain
    }
}
