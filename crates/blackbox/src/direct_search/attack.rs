//! Attacks: steps against the signs of a direction in which the caller believes that the objective grows, as that of a network inside
//! of the black box. They only propose; what they propose is taken where it is better.
//!
//! Sources: Bouchet, Vidal, Optimization by Directional Attacks: Solving Problems with Neural Network Surrogates, arXiv:2510.01461, 2025;
//! Goodfellow, Shlens, Szegedy, Explaining and Harnessing Adversarial Examples, ICLR 2015, for the step by signs. Where a step violates
//! constraints there is a second one, by a direction that the caller makes with these in mind: without it attacks stick at constraints.

use super::barrier::{News, Trial};
use super::search::{Search, Stop};

/// The length of the steps along each variable, in sides.
#[derive(Clone, Copy, Debug)]
pub struct Attack {
    radius: f64,
}

/// What an attack has come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gain {
    None,
    Some,
    /// So much that nothing else needs to be tried.
    Enough,
}

/// A gain is enough from this part of the square of the step's length on.
const ENOUGH: f64 = 1e-3;

/// By how much the radius grows after a gain that is enough, or another one, and shrinks after none; and the least radius.
const FAST_GROWTH: f64 = 1.3;
const SLOW_GROWTH: f64 = 1.1;
const LEAST_RADIUS: f64 = 1e-5;

impl Attack {
    /// With the first steps as long as the first mesh.
    pub fn new(mesh: f64) -> Self {
        Self { radius: mesh }
    }

    /// Attacks from a point, at most twice.
    pub async fn attempt(&mut self, search: &mut Search, from: &Trial) -> Result<Gain, Stop> {
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

    /// What the attack has gained; the radius follows.
    fn learn(&mut self, search: &Search, from: &Trial) -> Gain {
        let best = search.barrier().centre().filter(|best| best.place != from.place);
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
        self.radius = (factor * self.radius).clamp(LEAST_RADIUS, 1.0);
        gain
    }
}
