//! The area of a growing union of rectangles with a common corner.

use super::rank_set::RankSet;

/// A union of rectangles from the origin, with positive widths and heights.
///
/// The rectangles with corners on its boundary form a staircase: the wider, the lower. All widths are known beforehand,
/// so that ranks stand for them.
pub(crate) struct Staircase {
    /// The rectangles on the boundary, by the ranks of their widths.
    steps: RankSet,
    heights: Vec<f64>,
    area: f64,
}

impl Staircase {
    /// The empty union, for up to `count` rectangles.
    pub(crate) fn new(count: usize) -> Self {
        Self { steps: RankSet::below(count), heights: vec![0.0; count], area: 0.0 }
    }

    /// The area of the union.
    pub(crate) fn area(&self) -> f64 {
        self.area
    }

    /// Adds a rectangle. Its width is the `rank`-th of the ascending `widths`.
    pub(crate) fn add(&mut self, widths: &[f64], rank: usize, height: f64) {
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
