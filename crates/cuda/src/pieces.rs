//! Partition of a kernel's work into launches that are short enough to stop a run between two of them.
//!
//! A launch takes a strip of own points, wide enough to keep a device busy, and a range of the other points to pair
//! with each of them. Kernels continue from the sums of the previous launch, so sums do not depend on the partition.

use std::ops::Range;

/// Number of own points per block of threads.
pub(crate) const BLOCK: usize = 128;

/// Number of other points loaded by a block at a time. Ranges are whole tiles.
pub const TILE: usize = 32;

/// Number of threads that keeps the largest devices busy: their 132 multiprocessors hold 2048 each, and half are enough
/// with as much work per thread as here.
pub const THREADS: usize = 1 << 17;

/// Target duration of a launch. With two in progress a run stops within some 20 ms, and within the guaranteed 50 ms if
/// the device runs at a third of its clock's speed.
const LAUNCH_MILLISECONDS: f64 = 8.0;

/// Maximum ratio of the pairs of a launch to those of the measured one, which may have had little work by chance.
const LARGEST_GROWTH: f64 = 4.0;

/// The blocks of threads of a kernel for its pairs of points.
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    /// The number of own points.
    pub own: usize,
    /// The number of chunks of the other points. Each own point has one thread per chunk.
    pub chunks: usize,
    /// The number of other points in a chunk, whole tiles.
    pub chunk: usize,
    /// The number of blocks for the same pairs, each with a different part of the work.
    pub layers: usize,
    /// The number of double-precision operations per pair.
    pub operations: f64,
}

impl Grid {
    /// The number of threads per own point.
    fn threads_of_point(&self) -> usize {
        self.chunks * self.layers
    }

    /// The pairs of a piece, counted once per layer.
    pub(crate) fn pairs(&self, piece: &Piece) -> f64 {
        (piece.own.len() * self.threads_of_point()) as f64 * piece.others.len() as f64
    }
}

/// The work of a launch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The own points.
    pub own: Range<usize>,
    /// The other points of each chunk, by their position in the chunk.
    pub others: Range<usize>,
}

/// The time per pair of a kernel in milliseconds, measured from its launches; it determines the launch size.
#[derive(Clone, Copy, Debug, Default)]
pub struct LaunchRate(Option<f64>);

impl LaunchRate {
    /// The number of pairs of the next launch. `least` is the time per pair at the device's nominal clock rate. A
    /// faster launch must have skipped pairs, and the next one may not.
    pub(crate) fn pairs(self, least: f64) -> f64 {
        LAUNCH_MILLISECONDS / self.0.unwrap_or(LARGEST_GROWTH * least).max(least)
    }

    /// Updates the estimate with a launch of this many pairs.
    pub(crate) fn learn(&mut self, pairs: f64, milliseconds: f64) {
        let found = milliseconds / pairs;
        self.0 = Some(self.0.map_or(found, |before| found.max(before / LARGEST_GROWTH)));
    }
}

/// The pieces of a grid, in order.
pub(crate) struct Pieces {
    grid: Grid,
    /// The previous piece.
    last: Piece,
}

impl Pieces {
    pub(crate) fn new(grid: Grid) -> Self {
        Self { grid, last: Piece { own: 0..0, others: 0..grid.chunk } }
    }

    /// The next piece, with this many pairs if the grid can be split so.
    pub(crate) fn next(&mut self, pairs: f64) -> Option<Piece> {
        let Self { grid, last } = self;
        let is_strip_done = last.others.end == grid.chunk;
        let (own, start) =
            if is_strip_done { (strip(grid, last.own.end, pairs), 0) } else { (last.own.clone(), last.others.end) };
        let tiles = pairs / (own.len() * grid.threads_of_point() * TILE) as f64;
        let depth = (tiles as usize).max(1).saturating_mul(TILE);
        let others = start..grid.chunk.min(start.saturating_add(depth));
        *last = Piece { own, others };
        (!last.own.is_empty()).then(|| last.clone())
    }
}

/// The own points from `start` that are processed together: as many as complete all their work within this many pairs,
/// but at least enough to keep a device busy.
fn strip(grid: &Grid, start: usize, pairs: f64) -> Range<usize> {
    let fitting = (pairs / (grid.threads_of_point() * grid.chunk) as f64) as usize / BLOCK * BLOCK;
    let wide = THREADS.div_ceil(grid.threads_of_point()).next_multiple_of(BLOCK);
    start..grid.own.min(start.saturating_add(fitting.max(wide)))
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Grid, LAUNCH_MILLISECONDS, LaunchRate, Piece, Pieces, THREADS, TILE};

    fn pieces(grid: Grid, mut pairs: impl FnMut() -> f64) -> Vec<Piece> {
        let mut pieces = Pieces::new(grid);
        std::iter::from_fn(|| pieces.next(pairs())).collect()
    }

    /// Few and many points on each side, with chunks as in `transport`.
    fn grids() -> Vec<Grid> {
        let sides = [1, 100, 3000, 140_000, 1_000_000];
        let grid = |own: usize, others: usize, layers| {
            let chunks = THREADS.div_ceil(own).min(others.div_ceil(256));
            let chunk = others.div_ceil(chunks).next_multiple_of(TILE);
            Grid { own, chunks, chunk, layers, operations: 32.0 }
        };
        sides
            .iter()
            .flat_map(|&own| sides.iter().flat_map(move |&others| [grid(own, others, 1), grid(own, others, 8)]))
            .collect()
    }

    #[test]
    fn pieces_meet_all_pairs_once_and_in_order() {
        for grid in grids() {
            let mut wishes = [3e6, 1e9, 1.0, 4e7, 2.5e8].into_iter().cycle();
            let mut at = Piece { own: 0..0, others: 0..grid.chunk };
            for piece in pieces(grid, || wishes.next().unwrap_or(1e9)) {
                if at.others.end == grid.chunk {
                    assert_eq!((piece.own.start, piece.others.start), (at.own.end, 0));
                } else {
                    assert_eq!((&piece.own, piece.others.start), (&at.own, at.others.end));
                }
                assert!(piece.own.len().is_multiple_of(BLOCK) || piece.own.end == grid.own);
                assert!(piece.others.len().is_multiple_of(TILE) && !piece.others.is_empty());
                at = piece;
            }
            assert_eq!((at.own.end, at.others.end), (grid.own, grid.chunk));
        }
    }

    #[test]
    fn pieces_have_no_more_pairs_than_asked_for_however_many_points_there_are() {
        for grid in grids() {
            // The minimum is a tile for each of the threads that keep a device busy.
            let least = ((THREADS + BLOCK * grid.chunks * grid.layers) * TILE) as f64;
            for pairs in [2e7, 1e9] {
                let largest = pieces(grid, || pairs).iter().map(|piece| grid.pairs(piece)).fold(0.0, f64::max);
                assert!(largest <= pairs.max(least), "{largest:e} of {pairs:e} in {grid:?}");
            }
        }
    }

    #[test]
    fn a_rate_is_that_of_the_slowest_launches() {
        let mut rate = LaunchRate::default();
        let least = 1e-9;
        assert!(rate.pairs(least) <= LAUNCH_MILLISECONDS / least / 2.0);
        rate.learn(1e9, 3.0);
        assert_eq!(rate.pairs(least), LAUNCH_MILLISECONDS / 3e-9);
        // A launch that skipped most of its pairs predicts nothing about the next.
        for _ in 0..10 {
            rate.learn(1e9, 1e-3);
        }
        assert_eq!(rate.pairs(least), LAUNCH_MILLISECONDS / least);
    }
}
