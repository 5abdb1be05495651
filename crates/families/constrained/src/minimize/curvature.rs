//! Escape from stationary points that are not minima, along a direction of negative curvature of the Lagrangian in the
//! null space of the active constraints.

use super::functions::all_finite;
use super::newton::{Newton, System};
use superlinear_numerics::pattern::Entries;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{dot, norm, sum_with};

/// The fraction of the decrease predicted by the curvature that a step must achieve.
const SUFFICIENT_DECREASE: f64 = 0.1;

/// Steps start at the size of the point and are halved at most this often.
const MAX_HALVINGS: i32 = 40;

/// A unit direction of negative curvature.
pub(super) struct NegativeCurvature {
    pub direction: Vec<f64>,
    pub curvature: f64,
}

/// A point along the direction, to either side, and the decrease of the Lagrangian required there, negative.
pub(super) struct Trial {
    pub x: Vec<f64>,
    pub decrease: f64,
}

impl NegativeCurvature {
    /// A direction in the null space of J for the blocks `system`, in variables that are not held; `None` if there is
    /// none. Its curvature is that of `hessian`.
    pub fn find(
        newton: &mut Newton,
        system: System<'_>,
        hessian: Entries<'_>,
        is_held: impl Fn(usize) -> bool,
        seed: u64,
    ) -> Option<Self> {
        if !all_finite(hessian.values) {
            return None;
        }
        let mut random = Stream::new(seed, 0);
        let entry = |j: usize| if is_held(j) { 0.0 } else { random.normal() };
        let start = (0..hessian.pattern.columns).map(entry).collect();
        let direction = newton.min_curvature_direction(system, start)?;
        let curvature = dot(&direction, &hessian.symmetric_times(&direction));
        (curvature < 0.0).then_some(Self { direction, curvature })
    }

    /// Points at falling distances from `x`.
    pub fn trials(&self, x: &[f64]) -> impl Iterator<Item = Trial> {
        let first = norm(x).max(1.0);
        (0..MAX_HALVINGS).map(move |k| first * 0.5_f64.powi(k)).flat_map(move |length| {
            let decrease = SUFFICIENT_DECREASE * 0.5 * length * length * self.curvature;
            [length, -length].map(|signed| Trial { x: sum_with(x, signed, &self.direction), decrease })
        })
    }
}
