//! Sparse features of a row: random projections, squashed to a square each pair, with bilinear weights on a grid of cells.

use super::standard::Standard;
use superlinear_numerics::random::Stream;

/// The features of rows.
pub(super) struct Features {
    groups: usize,
    bins: usize,
    pub(super) standard: Standard,
    /// A column for each of the two coordinates of each group, row by row.
    projection: Vec<f64>,
    offsets: Vec<f64>,
}

/// The random streams of projections and offsets.
const PROJECTIONS: u64 = 0;
const OFFSETS: u64 = 1;

/// The numbers of a group that are not zero: the corners of a cell.
const CORNERS: usize = 4;

impl Features {
    pub(super) fn new(groups: usize, bins: usize, standard: Standard, seed: u64) -> Self {
        let mut projection = vec![0.0; standard.scale.len() * 2 * groups];
        Stream::new(seed, PROJECTIONS).fill_normal(&mut projection);
        let mut stream = Stream::new(seed, OFFSETS);
        let offsets = (0..2 * groups).map(|_| stream.uniform()).collect();
        Self { groups, bins, standard, projection, offsets }
    }

    /// The number of inputs.
    pub(super) fn inputs(&self) -> usize {
        self.standard.scale.len()
    }

    /// The number of features.
    pub(super) fn count(&self) -> usize {
        self.groups * self.bins * self.bins
    }

    /// The number of nonzero features of a row.
    pub(super) fn nonzeros(&self) -> usize {
        CORNERS * self.groups
    }

    /// Writes the nonzero features of a row.
    pub(super) fn write(&self, row: &[f64], indices: &mut Vec<usize>, values: &mut Vec<f64>) {
        let mut coordinates = vec![0.0; 2 * self.groups];
        for (x, weights) in self.standard.of(row).zip(self.projection.chunks_exact(2 * self.groups)) {
            coordinates.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += x * weight);
        }
        indices.clear();
        values.clear();
        let intervals = (self.bins - 2) as f64;
        for (group, pair) in coordinates.chunks_exact(2).enumerate() {
            let [(i, u), (j, v)] = [0, 1].map(|axis| {
                let place = 0.5 * (1.0 + libm::tanh(pair[axis])) * intervals + self.offsets[2 * group + axis];
                let cell = (place as usize).min(self.bins - 2);
                (cell, place - cell as f64)
            });
            let first = (group * self.bins + i) * self.bins + j;
            indices.extend([first, first + 1, first + self.bins, first + self.bins + 1]);
            values.extend([(1.0 - u) * (1.0 - v), (1.0 - u) * v, u * (1.0 - v), u * v]);
        }
    }
}
