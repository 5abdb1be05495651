//! Symmetric matrices that couple a node of a mesh with its neighbors along one or two axes.

use super::mesh::Mesh;
use crate::multigrid::Level;
use superlinear_numerics::vectors::are_finite;

/// A symmetric matrix on the nodes of a mesh: a diagonal, and the entries between a node and later ones. Rows and columns
/// of boundary nodes are ignored.
pub(super) struct Stencil {
    mesh: Mesh,
    pub diagonal: Vec<f64>,
    /// The distances to later nodes: along each axis, then for each two axes the sum and the difference of theirs.
    offsets: Vec<usize>,
    /// For each offset, the entries of each node with the later one.
    entries: Vec<Vec<f64>>,
    /// For each axis, the part of the entries along it that comes from second derivatives along this axis alone, with the
    /// opposite sign: the coefficients of a diffusion.
    pub diffusion: Vec<Vec<f64>>,
    /// The part of the diagonal that comes from second derivatives by the value.
    pub reaction: Vec<f64>,
}

impl Stencil {
    pub fn zeros(mesh: &Mesh) -> Self {
        let mut offsets = mesh.strides.clone();
        for a in 0..mesh.axes() {
            for b in a + 1..mesh.axes() {
                offsets.extend([mesh.strides[a] + mesh.strides[b], mesh.strides[a] - mesh.strides[b]]);
            }
        }
        let zeros = || vec![0.0; mesh.size()];
        Self {
            mesh: mesh.clone(),
            diagonal: zeros(),
            entries: offsets.iter().map(|_| zeros()).collect(),
            offsets,
            diffusion: (0..mesh.axes()).map(|_| zeros()).collect(),
            reaction: zeros(),
        }
    }

    /// The entries between neighbors along an axis, stored at the earlier one.
    pub fn along(&mut self, axis: usize) -> &mut [f64] {
        &mut self.entries[axis]
    }

    /// The entries between nodes that differ along the axes `a` < `b`, stored at the earlier one: in the same direction,
    /// or in opposite ones.
    pub fn across(&mut self, a: usize, b: usize, is_opposite: bool) -> &mut [f64] {
        let axes = self.mesh.axes();
        let number = (0..a).map(|first| axes - 1 - first).sum::<usize>() + b - a - 1;
        &mut self.entries[axes + 2 * number + usize::from(is_opposite)]
    }

    /// Writes the product with a field that is zero on the boundary, with a result that is zero there.
    pub fn apply(&self, x: &[f64], y: &mut [f64]) {
        let length = self.mesh.nodes[self.mesh.axes() - 1] - 2;
        for row in self.mesh.interior_rows() {
            let own = row..row + length;
            let to = &mut y[own.clone()];
            for ((to, diagonal), x) in to.iter_mut().zip(&self.diagonal[own.clone()]).zip(&x[own.clone()]) {
                *to = diagonal * x;
            }
            for (entries, offset) in self.entries.iter().zip(&self.offsets) {
                let (before, after) = (row - offset..row - offset + length, row + offset..row + offset + length);
                let later = entries[own.clone()].iter().zip(&x[after]);
                let earlier = entries[before.clone()].iter().zip(&x[before]);
                for ((to, (a, x)), (b, z)) in to.iter_mut().zip(later).zip(earlier) {
                    *to += a * x + b * z;
                }
            }
        }
    }

    /// Whether all entries in the rows of interior nodes are finite.
    pub fn is_finite(&self) -> bool {
        let length = self.mesh.nodes[self.mesh.axes() - 1] - 2;
        self.mesh.interior_rows().into_iter().all(|row| {
            let are_entries_finite = |(entries, offset): (&Vec<f64>, &usize)| {
                are_finite(&entries[row..row + length]) && are_finite(&entries[row - offset..row - offset + length])
            };
            are_finite(&self.diagonal[row..row + length])
                && self.entries.iter().zip(&self.offsets).all(are_entries_finite)
        })
    }

    /// The matrix of diffusion and reaction alone on a line or a rectangle, an approximation without positive entries off
    /// the diagonal; `None` in three dimensions.
    pub fn diffusion_level(&self) -> Option<Level> {
        let points = self.mesh.points();
        let (columns, rows) = match points[..] {
            [columns] => (columns, 1),
            [rows, columns] => (columns, rows),
            _ => return None,
        };
        let mut level = Level::zeros(columns, rows);
        for (row, first) in self.mesh.interior_rows().into_iter().enumerate() {
            for column in 0..columns {
                let (node, to) = (first + column, level.index(column, row));
                let mut total = self.reaction[node].max(0.0);
                for (coefficients, stride) in self.diffusion.iter().zip(&self.mesh.strides) {
                    total += coefficients[node] + coefficients[node - stride];
                }
                level.diagonal[to] = total;
                if column + 1 < columns {
                    level.east[to] = -self.diffusion[points.len() - 1][node];
                }
                if row + 1 < rows {
                    level.north[to] = -self.diffusion[0][node];
                }
            }
        }
        Some(level.finish())
    }

    /// The mean coefficient of diffusion at each node, in units of the squared mesh widths; 1 on the boundary.
    pub fn mean_diffusion(&self) -> Vec<f64> {
        let (mesh, axes) = (&self.mesh, self.mesh.axes());
        let length = mesh.nodes[axes - 1] - 2;
        let mut means = vec![1.0; mesh.size()];
        for node in mesh.interior_rows().into_iter().flat_map(|row| row..row + length) {
            let along = |axis: usize| {
                let both = self.diffusion[axis][node] + self.diffusion[axis][node - mesh.strides[axis]];
                0.5 * both * mesh.spacing[axis] * mesh.spacing[axis]
            };
            means[node] = (0..axes).map(along).sum::<f64>() / axes as f64;
        }
        means
    }
}
