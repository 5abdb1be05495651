//! The area that rectangles with a common corner cover together, one after the other.

use super::rank_set::RankSet;

/// A union of rectangles from the origin, of widths and heights above zero.
///
/// Those whose corners are on its boundary are a staircase: the wider, the lower. Widths are known beforehand and stand for
/// the places on it.
pub struct Staircase {
    /// The rectangles on the boundary, by their place in the order of widths.
    steps: RankSet,
    heights: Vec<f64>,
    area: f64,
}

impl Staircase {
    /// The empty union, for as many rectangles as there are `widths`.
    pub fn new(count: usize) -> Self {
        Self { steps: RankSet::below(count), heights: vec![0.0; count], area: 0.0 }
    }

    /// The area covered.
    pub fn area(&self) -> f64 {
        self.area
    }

    /// Adds the rectangle whose width is the `rank`-th of all `widths`, which ascend.
    pub fn add(&mut self, widths: &[f64], rank: usize, height: f64) {
        let mut covered = self.steps.at_or_after(rank).map_or(0.0, |wider| self.heights[wider]);
        if covered >= height {
            return;
        }
        let mut right = widths[rank];
        while let Some(step) = self.steps.before(rank) {
            self.area += (right - widths[step]) * (height - covered);
            right = widths[step];
            covered = self.heights[step];
            if covered >= height {
                break;
            }
            self.steps.remove(step);
        }
        if covered < height {
            self.area += right * (height - covered);
        }
        self.steps.insert(rank);
        self.heights[rank] = height;
    }
}
