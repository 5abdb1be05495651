//! Coordinate epochs on the quadratic model, to find the support.

use super::space::Space;
use super::working_set::Restricted;
use superlinear_numerics::random::Stream;
use superlinear_penalties::Penalty;

/// Relative changes below this are rounding errors.
const ROUNDING: f64 = 1e-15;

/// A model with coordinate epochs. They are compiled for each representation; all other code uses dynamic dispatch.
pub(super) trait Descend: Space {
    /// One epoch over the blocks of `order`. Each block moves to the minimizer of model and penalty; for a group, the
    /// curvature of the model is the block's upper bound. Returns the number of variables that became zero or nonzero.
    fn epoch(&mut self, on: &Restricted<'_>, bounds: &[f64], order: &[u32], u: &mut [f64]) -> usize;
}

impl<S: Space> Descend for S {
    fn epoch(&mut self, on: &Restricted<'_>, bounds: &[f64], order: &[u32], u: &mut [f64]) -> usize {
        let Restricted { penalty, set } = *on;
        let mut changes = 0;
        let mut targets = Vec::new();
        for &k in order {
            let places = set.places(k as usize);
            let b = set.blocks[k as usize] as usize;
            if places.len() == 1 && !penalty.of.has_norm(b) {
                changes += scalar_step(self, penalty, set.variables[places.start] as usize, places.start, u);
                continue;
            }
            let bound = bounds[k as usize];
            if bound <= 0.0 {
                continue;
            }
            targets.resize(places.len(), 0.0);
            self.slopes(places.clone(), &mut targets);
            targets.iter_mut().zip(&u[places.clone()]).for_each(|(target, u)| *target = u + *target / bound);
            penalty.block_prox(b, &mut targets, bound);
            for (place, &new) in places.zip(&targets) {
                changes += move_to(self, place, new, u);
            }
        }
        changes
    }
}

#[inline]
fn scalar_step(space: &mut impl Space, penalty: Penalty<'_>, variable: usize, place: usize, u: &mut [f64]) -> usize {
    let slope = space.slope(place);
    if u[place] == 0.0 && slope.abs() <= penalty.strength(variable) {
        return 0; // for any curvature
    }
    let curvature = space.diagonal(place);
    if curvature <= 0.0 {
        // For a feature of zeros, the minimizer of the penalty alone.
        return move_to(space, place, 0.0, u);
    }
    let target = u[place] + slope / curvature;
    let new = penalty.prox(variable, target, curvature);
    move_to(space, place, new, u)
}

/// Moves one variable. Returns 1 if it became zero or nonzero.
#[inline]
fn move_to(space: &mut impl Space, place: usize, new: f64, u: &mut [f64]) -> usize {
    let old = u[place];
    if (new - old).abs() <= ROUNDING * old.abs() {
        return 0;
    }
    space.step(place, new - old);
    u[place] = new;
    usize::from((new == 0.0) != (old == 0.0))
}

/// A random permutation of the numbers below `count`.
pub(super) fn shuffled(count: usize, stream: &mut Stream) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count as u32).collect();
    for i in (1..count).rev() {
        order.swap(i, stream.below(i as u32 + 1) as usize);
    }
    order
}
