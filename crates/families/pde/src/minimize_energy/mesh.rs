//! The nodes of a box, boundary included, in row-major order.

/// A uniform mesh.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mesh {
    /// Nodes per axis, boundary included.
    pub nodes: Vec<usize>,
    /// The mesh width of each axis.
    pub spacing: Vec<f64>,
    /// The distance in memory between neighbors, for each axis.
    pub strides: Vec<usize>,
}

impl Mesh {
    /// The mesh with these numbers of interior points.
    pub fn new(points: &[usize], lengths: &[f64]) -> Self {
        let nodes: Vec<usize> = points.iter().map(|n| n + 2).collect();
        let spacing = points.iter().zip(lengths).map(|(&n, length)| length / (n + 1) as f64).collect();
        let strides = (0..nodes.len()).map(|axis| nodes[axis + 1..].iter().product()).collect();
        Self { nodes, spacing, strides }
    }

    pub fn axes(&self) -> usize {
        self.nodes.len()
    }

    /// The number of nodes.
    pub fn size(&self) -> usize {
        self.nodes.iter().product()
    }

    /// The numbers of interior points.
    pub fn points(&self) -> Vec<usize> {
        self.nodes.iter().map(|n| n - 2).collect()
    }

    /// The volume of a cell.
    pub fn volume(&self) -> f64 {
        self.spacing.iter().product()
    }

    /// The first nodes of the rows along the last axis of a box of nodes, given by its bounds along each axis.
    pub fn rows(&self, bounds: &[(usize, usize)]) -> Vec<usize> {
        let mut rows = vec![bounds[self.axes() - 1].0];
        for axis in (0..self.axes() - 1).rev() {
            let (first, end) = bounds[axis];
            let inner = rows;
            rows = (first..end).flat_map(|i| inner.iter().map(move |row| row + i * self.strides[axis])).collect();
        }
        rows
    }

    /// The first nodes of the rows of interior nodes.
    pub fn interior_rows(&self) -> Vec<usize> {
        let bounds: Vec<_> = self.nodes.iter().map(|&n| (1, n - 1)).collect();
        self.rows(&bounds)
    }

    /// The interior nodes' entries of a field.
    pub fn interior(&self, field: &[f64]) -> Vec<f64> {
        let length = self.nodes[self.axes() - 1] - 2;
        self.interior_rows().into_iter().flat_map(|row| &field[row..row + length]).copied().collect()
    }

    /// Writes entries of interior nodes into a field.
    pub fn set_interior(&self, field: &mut [f64], interior: &[f64]) {
        let length = self.nodes[self.axes() - 1] - 2;
        for (row, values) in self.interior_rows().into_iter().zip(interior.chunks_exact(length)) {
            field[row..row + length].copy_from_slice(values);
        }
    }

    /// The coordinates along an axis of a number of nodes in a row, from its first one on.
    pub fn places(&self, axis: usize, first: usize, count: usize) -> impl Iterator<Item = f64> {
        let (number, spacing) = (first / self.strides[axis] % self.nodes[axis], self.spacing[axis]);
        // Rows lie along the last axis.
        let step = usize::from(axis + 1 == self.axes());
        (0..count).map(move |k| (number + step * k) as f64 * spacing)
    }

    /// The share of each node in the volume of the box, in cells: 1 inside, ½ on sides, less on edges and corners.
    pub fn shares(&self) -> Vec<f64> {
        let mut shares = vec![1.0; self.size()];
        for (k, share) in shares.iter_mut().enumerate() {
            for axis in 0..self.axes() {
                let i = k / self.strides[axis] % self.nodes[axis];
                if i == 0 || i + 1 == self.nodes[axis] {
                    *share *= 0.5;
                }
            }
        }
        shares
    }

    /// The mesh of every second node; `None` if it does not exist or is too small to help.
    pub fn coarser(&self) -> Option<Self> {
        let is_divisible = |n: usize| n % 2 == 1 && n >= MIN_NESTED;
        let points = self.points();
        points.iter().all(|&n| is_divisible(n)).then(|| {
            let coarse: Vec<usize> = points.iter().map(|n| (n - 1) / 2).collect();
            let lengths: Vec<f64> =
                points.iter().zip(&self.spacing).map(|(&n, spacing)| (n + 1) as f64 * spacing).collect();
            Self::new(&coarse, &lengths)
        })
    }

    /// A field of this mesh at the nodes of the coarser mesh.
    pub fn restricted(&self, coarse: &Self, field: &[f64]) -> Vec<f64> {
        (0..coarse.size()).map(|k| field[self.twice(coarse, k)]).collect()
    }

    /// The node of this mesh at node `k` of the coarser one.
    fn twice(&self, coarse: &Self, k: usize) -> usize {
        let along = |axis: usize| k / coarse.strides[axis] % coarse.nodes[axis] * 2 * self.strides[axis];
        (0..self.axes()).map(along).sum()
    }

    /// The interpolation, linear along each axis, of a field on the coarser mesh.
    pub fn interpolated(&self, coarse: &Self, field: &[f64]) -> Vec<f64> {
        let mut fine = vec![0.0; self.size()];
        field.iter().enumerate().for_each(|(k, value)| fine[self.twice(coarse, k)] = *value);
        for axis in 0..self.axes() {
            let stride = self.strides[axis];
            for k in 0..fine.len() {
                if k / stride % self.nodes[axis] % 2 == 1 {
                    fine[k] = 0.5 * (fine[k - stride] + fine[k + stride]);
                }
            }
        }
        fine
    }
}

/// On fewer points along an axis a nested start saves nothing.
const MIN_NESTED: usize = 31;
