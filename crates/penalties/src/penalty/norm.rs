//! Norms of blocks, combined with the absolute values and the box bounds of their variables.

use super::Penalty;
use crate::absolute::soft;
use superlinear_numerics::vectors::SMALLEST_SQUARE;

/// Number of bisections of the bracket of a norm, enough to reach rounding error.
const BISECTIONS: usize = 100;

/// The norm of some numbers, scaled by the largest if their squares underflow.
#[inline]
pub(super) fn norm_of(numbers: impl Iterator<Item = f64> + Clone) -> f64 {
    let square = numbers.clone().map(|number| number * number).sum::<f64>();
    if square > SMALLEST_SQUARE { square.sqrt() } else { norm_of_small(numbers) }
}

#[cold]
fn norm_of_small(numbers: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = numbers.clone().fold(0.0, |largest: f64, number| largest.max(number.abs()));
    let squares = numbers.map(|number| (number / largest) * (number / largest));
    if largest == 0.0 { 0.0 } else { largest * squares.sum::<f64>().sqrt() }
}

impl Penalty<'_> {
    /// Replaces `targets` by the minimizer of `curvature / 2` times the squared distance from them plus the penalty of
    /// block `b`, within the bounds. Shapes other than the absolute value, and squares, do not occur in blocks of
    /// several variables.
    pub fn block_prox(self, b: usize, targets: &mut [f64], curvature: f64) {
        let members = self.members(b);
        let norm = self.norm(b);
        for (target, &variable) in targets.iter_mut().zip(members) {
            let inner = soft(curvature * *target, self.strength(variable as usize)) / curvature;
            // A direction blocked by the box at 0 does not contribute.
            *target = if self.interval(variable as usize).blocks_at_zero(inner) { 0.0 } else { inner };
        }
        let size = norm_of(targets.iter().copied());
        if size * curvature <= norm {
            targets.fill(0.0);
            return;
        }
        let clipped = |target: f64, variable: u32, scale: f64| self.interval(variable as usize).clip(target * scale);
        let mut scale = 1.0 - norm / (size * curvature);
        if self.of.bounds.is_some() && norm > 0.0 {
            // The norm r of the minimizer, whose entries are the targets times r / (r + norm / curvature), clipped.
            let (mut low, mut high) = (0.0, size);
            for _ in 0..BISECTIONS {
                let r = 0.5 * (low + high);
                let scale = r / (r + norm / curvature);
                let entries = targets.iter().zip(members).map(|(target, variable)| clipped(*target, *variable, scale));
                if norm_of(entries) > r { low = r } else { high = r }
            }
            scale = high / (high + norm / curvature);
        }
        targets.iter_mut().zip(members).for_each(|(target, variable)| *target = clipped(*target, *variable, scale));
    }

    /// The violation of block `b` with a norm or several variables: see [`Penalty::violation`].
    pub(super) fn violation_of_block(self, b: usize, w: &[f64], slopes: &[f64]) -> f64 {
        let (members, norm) = (self.members(b), self.norm(b));
        let size = norm_of(members.iter().map(|&variable| w[variable as usize]));
        let pull = if norm > 0.0 { norm / size } else { 0.0 };
        let of_variable = |&variable: &u32| self.violation_of_variable(variable as usize, w, slopes, pull);
        let violation = norm_of(members.iter().map(of_variable));
        if size == 0.0 { (violation - norm).max(0.0) } else { violation }
    }

    /// The margin of block `b` with a norm: see [`Penalty::margin`].
    pub(super) fn margin_of_norm(self, b: usize, slopes: &[f64], scale: f64) -> f64 {
        let rest = |&variable: &u32| {
            let variable = variable as usize;
            let slope = scale * slopes[variable];
            if self.interval(variable).blocks_at_zero(slope) {
                return 0.0;
            }
            (slope.abs() - self.strength(variable)).max(0.0)
        };
        self.norm(b) - norm_of(self.members(b).iter().map(rest))
    }

    /// The excess of block `b` with a norm: see [`Penalty::excess`].
    pub(super) fn excess_of_norm(self, b: usize, slopes: &[f64], everywhere: bool) -> f64 {
        let (members, norm) = (self.members(b), self.norm(b));
        // The norm of the slopes' remainder after the absolute values, minus the block's norm, with both strengths
        // multiplied by a factor.
        let rest = |factor: f64| {
            let multiplied = self.of.times(factor * self.lambda);
            let of_variable = |&variable: &u32| {
                let variable = variable as usize;
                let pull = self.pull(variable, slopes[variable], false, everywhere);
                (pull - multiplied.strength(variable)).max(0.0)
            };
            norm_of(members.iter().map(of_variable)) - factor * norm
        };
        let size = rest(0.0) / norm;
        if members.iter().all(|&variable| self.of.absolute[variable as usize] == 0.0) {
            return size;
        }
        let (mut low, mut high) = (0.0, size);
        for _ in 0..BISECTIONS {
            let middle = 0.5 * (low + high);
            if rest(middle) > 0.0 { low = middle } else { high = middle }
        }
        high
    }
}
