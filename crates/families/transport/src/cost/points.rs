//! The cost between two sets of points, computed on demand.

use crate::lanes::Lanes;
use crate::problem::Metric;
use superlinear_interface::Matrix;
use superlinear_numerics::simd::{Arithmetic, LANES};
use superlinear_numerics::vectors::largest;

/// Two sets of points and their metric.
pub(crate) struct PointCost {
    dimension: usize,
    /// The source points, one after the other.
    sources: Vec<f64>,
    /// The target points, one coordinate after the other, each padded to whole registers.
    targets: Vec<f64>,
    columns: usize,
    metric: Metric,
}

impl PointCost {
    /// The cost from the rows `rows` of `sources` to the rows `columns` of `targets`.
    pub(crate) fn new(sources: &Matrix, rows: &[u32], targets: &Matrix, columns: &[u32], metric: Metric) -> Self {
        let dimension = sources.columns;
        let padded = columns.len().next_multiple_of(LANES);
        let mut by_point = Vec::with_capacity(rows.len() * dimension);
        for &i in rows {
            extend_with_point(&mut by_point, sources.row(i as usize), metric);
        }
        let mut by_coordinate = vec![0.0; padded * dimension];
        let mut point = Vec::with_capacity(dimension);
        for (k, &j) in columns.iter().enumerate() {
            point.clear();
            extend_with_point(&mut point, targets.row(j as usize), metric);
            for (coordinate, &value) in point.iter().enumerate() {
                by_coordinate[coordinate * padded + k] = value;
            }
        }
        Self { dimension, sources: by_point, targets: by_coordinate, columns: columns.len(), metric }
    }

    pub(crate) fn dimension(&self) -> usize {
        self.dimension
    }

    pub(crate) fn rows(&self) -> usize {
        self.sources.len() / self.dimension
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    pub(crate) fn padded_columns(&self) -> usize {
        self.columns.next_multiple_of(LANES)
    }

    /// The source points, one vector per coordinate; unit vectors for the cosine metric.
    #[cfg(feature = "cuda")]
    pub(crate) fn source_coordinates(&self) -> Vec<Vec<f64>> {
        let coordinate = |k: usize| self.sources.iter().skip(k).step_by(self.dimension).copied().collect();
        (0..self.dimension).map(coordinate).collect()
    }

    /// The target points in the same form.
    #[cfg(feature = "cuda")]
    pub(crate) fn target_coordinates(&self) -> Vec<Vec<f64>> {
        self.targets.chunks_exact(self.padded_columns()).map(|padded| padded[..self.columns].to_vec()).collect()
    }

    /// The metric of the costs.
    #[cfg(feature = "cuda")]
    pub(crate) fn metric(&self) -> Metric {
        self.metric
    }

    #[inline(always)]
    pub(crate) fn row<'a, A: Arithmetic>(&'a self, arithmetic: A, i: usize, buffer: &'a mut [f64]) -> &'a [f64] {
        self.fill_groups(arithmetic, i, 0, buffer[..self.padded_columns()].as_chunks_mut().0);
        &buffer[..self.columns]
    }

    /// The cost from source `i` to target `j`.
    #[inline(always)]
    pub(crate) fn at<A: Arithmetic>(&self, arithmetic: A, i: usize, j: usize) -> f64 {
        let mut group = [[0.0; LANES]];
        self.fill_groups(arithmetic, i, j / LANES, &mut group);
        group[0][j % LANES]
    }

    /// Writes the costs from source `i` to groups of targets, starting at group `first`.
    #[inline(always)]
    fn fill_groups<A: Arithmetic>(&self, arithmetic: A, i: usize, first: usize, groups: &mut [Lanes]) {
        let source = &self.sources[i * self.dimension..(i + 1) * self.dimension];
        let square = |sum: f64, difference: f64| arithmetic.mul_add(difference, difference, sum);
        match self.metric {
            Metric::SquaredEuclidean => self.fill(source, first, groups, square, |sum| sum),
            Metric::Euclidean => self.fill(source, first, groups, square, f64::sqrt),
            Metric::Manhattan => self.fill(source, first, groups, |sum, difference| sum + difference.abs(), |sum| sum),
            // For unit vectors 1 - x.y = |x - y|^2 / 2, and the right-hand side has no cancellation.
            Metric::Cosine => self.fill(source, first, groups, square, |sum| 0.5 * sum),
        }
    }

    /// Adds to `gradient`, for the groups of targets in `exponentials`, the sum of mass b_j E_ij times the gradient of
    /// the cost with respect to source `i`; for the cosine metric with respect to the unit vector.
    pub(crate) fn add_gradient<'a>(
        &self,
        i: usize,
        mass: f64,
        exponentials: impl Iterator<Item = (usize, &'a Lanes)>,
        target_masses: &[Lanes],
        gradient: &mut [f64],
    ) {
        let padded = self.padded_columns();
        let source = &self.sources[i * self.dimension..(i + 1) * self.dimension];
        for (group, exponentials) in exponentials {
            let coordinates = |k: usize| &self.targets.as_chunks::<LANES>().0[k * padded / LANES + group];
            let mut weights: Lanes = [0.0; LANES];
            for lane in 0..LANES {
                weights[lane] = mass * target_masses[group][lane] * exponentials[lane];
            }
            match self.metric {
                Metric::SquaredEuclidean => weights = weights.map(|weight| 2.0 * weight),
                Metric::Euclidean => {
                    let mut squares = [0.0; LANES];
                    for (k, x) in source.iter().enumerate() {
                        for (square, y) in squares.iter_mut().zip(coordinates(k)) {
                            *square += (x - y) * (x - y);
                        }
                    }
                    for (weight, square) in weights.iter_mut().zip(squares) {
                        *weight = if square > 0.0 { *weight / square.sqrt() } else { 0.0 };
                    }
                }
                Metric::Manhattan | Metric::Cosine => {}
            }
            for (k, (x, gradient)) in source.iter().zip(gradient.iter_mut()).enumerate() {
                for (weight, y) in weights.iter().zip(coordinates(k)) {
                    let difference = x - y;
                    let direction = match self.metric {
                        Metric::Manhattan if difference == 0.0 => 0.0,
                        Metric::Manhattan => difference.signum(),
                        _ => difference,
                    };
                    *gradient += weight * direction;
                }
            }
        }
    }

    /// Writes the costs from `source`: `finish` of the accumulation of coordinate differences by `add`.
    #[inline(always)]
    fn fill(
        &self,
        source: &[f64],
        first: usize,
        groups: &mut [Lanes],
        add: impl Fn(f64, f64) -> f64,
        finish: impl Fn(f64) -> f64,
    ) {
        let padded = self.padded_columns();
        for (group, costs) in groups.iter_mut().enumerate() {
            let mut sums = [0.0; LANES];
            for (coordinates, &x) in self.targets.chunks_exact(padded).zip(source) {
                let (groups, _) = coordinates.as_chunks::<LANES>();
                for (sum, y) in sums.iter_mut().zip(&groups[first + group]) {
                    *sum = add(*sum, x - y);
                }
            }
            *costs = sums.map(&finish);
        }
    }
}

/// Appends a point in the metric's form: as a unit vector for the cosine.
fn extend_with_point(points: &mut Vec<f64>, point: &[f64], metric: Metric) {
    let scale = match metric {
        Metric::Cosine => length(point),
        Metric::SquaredEuclidean | Metric::Euclidean | Metric::Manhattan => 1.0,
    };
    points.extend(point.iter().map(|coordinate| coordinate / scale));
}

/// The Euclidean norm, without overflow of the squares.
pub(crate) fn length(point: &[f64]) -> f64 {
    let largest = largest(point);
    largest * point.iter().map(|coordinate| (coordinate / largest).powi(2)).sum::<f64>().sqrt()
}
