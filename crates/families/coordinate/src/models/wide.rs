//! Newton equations for more variables than samples, by a matrix over the samples instead of the variables.
//!
//! The equations are (R' R + D) x = b, where R has a row for each sample and D is the Hessian of the penalty. With a
//! root Q of the inverse of D and T = R Q, the solution is Q (I - T' (I + T T')^-1 T) Q' b (Sherman, Morrison and
//! Woodbury).

use super::norm_piece::NormPiece;
use faer::linalg::solvers::{Llt, Solve};
use faer::{Mat, MatMut, Side};
use std::ops::Range;
use superlinear_losses::columns as kernels;
use superlinear_numerics::dense::add_gram;
use superlinear_numerics::vectors::{add_scaled, dot};

/// The regularization of D, relative to the mean second derivative of the loss, because norms have no curvature in the
/// radial direction. Its effect and the rounding errors that remain are both about √ε.
const RIDGE: f64 = 1e-8;

/// The approximate number of columns computed together: most of the time is spent on their products with each other.
const PANEL: usize = 64;

/// The equations of a support.
pub(super) struct Equations<'a> {
    /// Writes the column of R for one variable into a zero vector.
    pub write_column: &'a dyn Fn(usize, &mut [f64]),
    /// The number of rows of R, and the mean square of its columns.
    pub samples: usize,
    pub mean_square: f64,
    /// D: a diagonal, and norms in ascending order.
    pub squares: &'a [f64],
    pub norms: &'a [NormPiece],
}

impl Equations<'_> {
    /// Solves the equations. `None` if rounding leaves the matrix indefinite.
    pub fn solve(&self, right_side: &[f64]) -> Option<Vec<f64>> {
        let samples = self.samples;
        let root = Root::new(self.squares, self.norms, RIDGE * self.mean_square);
        let mut solution = right_side.to_vec();
        root.apply_transpose(&mut solution);
        let mut matrix = Mat::<f64>::identity(samples, samples);
        let mut image = vec![0.0; samples];
        self.for_each_panel(&root, |range, columns| {
            add_gram(columns, &mut matrix);
            for (column, entry) in columns.chunks_exact(samples).zip(&solution[range]) {
                add_scaled(&mut image, *entry, column);
            }
        });
        let factor = Llt::new(matrix.as_ref(), Side::Lower).ok()?;
        factor.solve_in_place(MatMut::from_column_major_slice_mut(&mut image, samples, 1));
        self.for_each_panel(&root, |range, columns| {
            for (column, entry) in columns.chunks_exact(samples).zip(&mut solution[range]) {
                *entry -= kernels::dot(column, &image);
            }
        });
        root.apply(&mut solution);
        solution.iter().all(|entry| entry.is_finite()).then_some(solution)
    }

    /// Visits the columns of T = R Q in panels, with their ranges.
    fn for_each_panel(&self, root: &Root, mut visit: impl FnMut(Range<usize>, &[f64])) {
        let mut columns = Vec::new();
        let mut norms = &root.norms[..];
        let mut start = 0;
        while start < self.squares.len() {
            let mut end = self.squares.len().min(start + PANEL);
            // Norms are not split.
            let count = norms.partition_point(|norm| norm.range.start < end);
            let (own, rest) = norms.split_at(count);
            end = own.last().map_or(end, |norm| norm.range.end.max(end));
            columns.clear();
            columns.resize((end - start) * self.samples, 0.0);
            for (k, column) in (start..end).zip(columns.chunks_exact_mut(self.samples)) {
                (self.write_column)(k, column);
            }
            root.apply_to_columns(start..end, own, &mut columns, self.samples);
            visit(start..end, &columns);
            (start, norms) = (end, rest);
        }
    }
}

/// A root Q of the inverse of D: the inverse roots of the diagonal, times I + factor * direction * direction' for each
/// norm.
struct Root {
    diagonal: Vec<f64>,
    norms: Vec<RootPiece>,
}

struct RootPiece {
    range: Range<usize>,
    factor: f64,
    direction: Vec<f64>,
}

impl Root {
    fn new(squares: &[f64], norms: &[NormPiece], ridge: f64) -> Self {
        let mut diagonal: Vec<f64> = squares.iter().map(|square| square + ridge).collect();
        for NormPiece { range, strength, .. } in norms {
            diagonal[range.clone()].iter_mut().for_each(|entry| *entry += strength);
        }
        diagonal.iter_mut().for_each(|entry| *entry = 1.0 / entry.sqrt());
        let piece = |NormPiece { range, strength, direction }: &NormPiece| {
            let scaled = direction.iter().zip(&diagonal[range.clone()]).map(|(d, root)| d * root);
            let direction: Vec<f64> = scaled.collect();
            let square = dot(&direction, &direction);
            // The inverse has strength / (1 - strength * square) times the outer product of the direction.
            let factor = ((1.0 / (1.0 - strength * square)).sqrt() - 1.0) / square;
            RootPiece { range: range.clone(), factor, direction }
        };
        Self { norms: norms.iter().map(piece).collect(), diagonal }
    }

    fn apply(&self, vector: &mut [f64]) {
        self.apply_norms(vector);
        vector.iter_mut().zip(&self.diagonal).for_each(|(entry, root)| *entry *= root);
    }

    fn apply_transpose(&self, vector: &mut [f64]) {
        vector.iter_mut().zip(&self.diagonal).for_each(|(entry, root)| *entry *= root);
        self.apply_norms(vector);
    }

    fn apply_norms(&self, vector: &mut [f64]) {
        for RootPiece { range, factor, direction } in &self.norms {
            let part = &mut vector[range.clone()];
            let along = factor * dot(direction, part);
            part.iter_mut().zip(direction).for_each(|(entry, d)| *entry += along * d);
        }
    }

    /// Multiplies the columns of a matrix from the right. Their range contains the given norms.
    fn apply_to_columns(&self, range: Range<usize>, norms: &[RootPiece], columns: &mut [f64], samples: usize) {
        for (column, root) in columns.chunks_exact_mut(samples).zip(&self.diagonal[range.clone()]) {
            column.iter_mut().for_each(|entry| *entry *= root);
        }
        let mut along = vec![0.0; samples];
        for piece in norms {
            let first = (piece.range.start - range.start) * samples;
            let part = &mut columns[first..][..piece.range.len() * samples];
            along.fill(0.0);
            for (column, d) in part.chunks_exact(samples).zip(&piece.direction) {
                add_scaled(&mut along, piece.factor * d, column);
            }
            for (column, d) in part.chunks_exact_mut(samples).zip(&piece.direction) {
                add_scaled(column, *d, &along);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_numerics::random::Stream;

    #[test]
    fn more_variables_than_samples() {
        let (samples, size) = (4, 9);
        let mut stream = Stream::new(1, 0);
        let mut number = || f64::from(stream.below(1000)) / 500.0 - 1.0;
        let r: Vec<f64> = (0..samples * size).map(|_| number()).collect();
        let right_side: Vec<f64> = (0..size).map(|_| number()).collect();
        let squares: Vec<f64> = (0..size).map(|k| if k < 3 { 0.3 } else { 0.0 }).collect();
        let norms = [
            NormPiece { range: 2..5, strength: 0.5, direction: vec![0.6, 0.0, -0.8] },
            NormPiece { range: 5..9, strength: 2.0, direction: vec![0.5; 4] },
        ];
        let equations = Equations {
            write_column: &|k, column| column.copy_from_slice(&r[k * samples..][..samples]),
            samples,
            mean_square: 1.0,
            squares: &squares,
            norms: &norms,
        };
        let x = equations.solve(&right_side).unwrap();
        let mut left: Vec<f64> = x.iter().zip(&squares).map(|(x, square)| square * x).collect();
        for NormPiece { range, strength, direction } in &norms {
            let along = dot(direction, &x[range.clone()]);
            for (k, d) in range.clone().zip(direction) {
                left[k] += strength * (x[k] - along * d);
            }
        }
        let mut image = [0.0; 4];
        r.chunks_exact(samples).zip(&x).for_each(|(column, x)| add_scaled(&mut image, *x, column));
        r.chunks_exact(samples).zip(&mut left).for_each(|(column, left)| *left += kernels::dot(column, &image));
        for (left, right) in left.iter().zip(&right_side) {
            assert!((left - right).abs() <= 1e-6, "{left} instead of {right}");
        }
    }
}
