//! The change of variables x = T y that makes the columns of A T orthonormal, or nearly so: from a QR decomposition of A
//! itself or of a sketch of it. Where the rank is deficient, from a singular value decomposition of the triangle.

use faer::prelude::*;
use faer::{Mat, MatMut, MatRef};
use superlinear_interface::{Code, Error};
use superlinear_numerics::dense::{cholesky, inverse_of_triangle, triangle};

/// Singular values below this for each column, relative to the largest, count as zero unless the caller says otherwise: ten
/// units of rounding.
const RANK_TOLERANCE_PER_COLUMN: f64 = 5.0 * f64::EPSILON;

/// The most that rounding in A' A may matter in the variables in which A is to be orthonormal: each refinement gains a digit.
const GRAM_ROUNDING: f64 = 0.1;

/// What a decomposition tells of a matrix.
pub(crate) struct Basis {
    /// T, with one column for each direction that counts.
    pub transform: Mat<f64>,
    /// Whether T is upper triangular.
    pub is_triangular: bool,
    /// An orthonormal basis of the directions that A does not see, where there are any.
    null_space: Option<Mat<f64>>,
    /// The columns of A that are zero: their coefficients are exactly 0.
    unused: Vec<usize>,
    /// Powers of 2 that bring the columns of A to norms near 1: the diagonal matrix D.
    pub scales: Vec<f64>,
    /// Any matrix M with M' M = D A' A D, or nearly so.
    pub root: Mat<f64>,
    /// The condition number of A T^-1's part that counts, with columns scaled to equal norms.
    pub condition: f64,
    /// The least-squares solutions of the decomposed matrix.
    pub solutions: Vec<Vec<f64>>,
}

/// How a matrix is decomposed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RankRule {
    /// Singular values below this, relative to the largest, count as zero; `None` for the default.
    pub tolerance: Option<f64>,
    /// Whether to decompose by singular values even where the rank is full.
    pub by_singular_values: bool,
}

impl RankRule {
    fn tolerance(self, columns: usize) -> f64 {
        self.tolerance.unwrap_or(RANK_TOLERANCE_PER_COLUMN * columns as f64)
    }
}

impl Basis {
    /// Decomposes `matrix`, whose last columns are `right_sides` right sides. `None` where it is not finite, or where its
    /// singular values cannot be found.
    pub fn new(matrix: Mat<f64>, right_sides: usize, rule: RankRule) -> Option<Self> {
        let columns = matrix.ncols() - right_sides;
        if matrix.nrows() < columns {
            Self::of_wide(matrix, columns, rule)
        } else {
            Self::of_tall(matrix, columns, rule)
        }
    }

    /// QR of [A D, b] with columns scaled by powers of 2: the triangle R and c = Q' b come out together.
    fn of_tall(mut matrix: Mat<f64>, columns: usize, rule: RankRule) -> Option<Self> {
        let norms: Vec<f64> = (0..columns).map(|j| matrix.as_ref().col(j).norm_l2()).collect();
        if norms.iter().all(|&norm| norm == 0.0) {
            return Some(Self::of_zeros(columns, matrix.ncols() - columns));
        }
        let scales: Vec<f64> = norms.into_iter().map(scale_of).collect();
        scale_columns(matrix.as_mut().subcols_mut(0, columns), |j| scales[j]);
        if !rule.by_singular_values {
            let whole = triangle(matrix.as_ref());
            let triangle = whole.submatrix(0, 0, columns, columns).to_owned();
            // faer takes columns for dependent well before rounding does, the earlier the more rows there are; the last
            // entry of the diagonal is 0 then, and there is no inverse.
            if let Some((inverse, condition)) = inverse_of(&triangle)
                && condition * rule.tolerance(columns) < 1.0
            {
                let right = whole.submatrix(0, columns, columns, matrix.ncols() - columns);
                let transform = scale_rows(inverse, &scales);
                let solutions = columns_of(&(&transform * right));
                return Some(Self {
                    transform,
                    is_triangular: true,
                    null_space: None,
                    unused: Vec::new(),
                    scales,
                    root: triangle,
                    condition,
                    solutions,
                });
            }
        }
        Self::by_singular_values(&matrix, columns, scales, rule)
    }

    /// By the Cholesky decomposition of A' A, of which `gram` has the lower triangle; `gradients` are A' b for each right side.
    /// `None` where rounding in A' A may matter.
    pub fn of_gram(mut gram: Mat<f64>, gradients: &[Vec<f64>], rule: RankRule) -> Option<Self> {
        let columns = gram.ncols();
        let scales: Vec<f64> = (0..columns).map(|j| scale_of(gram[(j, j)].sqrt())).collect();
        scale_columns(gram.as_mut(), |j| scales[j]);
        let root = cholesky(&scale_rows(gram, &scales))?;
        let (inverse, condition) = inverse_of(&root)?;
        if !(f64::EPSILON * condition * condition < GRAM_ROUNDING && condition * rule.tolerance(columns) < 1.0) {
            return None;
        }
        let mut basis = Self {
            transform: scale_rows(inverse, &scales),
            is_triangular: true,
            null_space: None,
            unused: Vec::new(),
            scales,
            root,
            condition,
            solutions: Vec::new(),
        };
        basis.solutions = gradients.iter().map(|gradient| basis.push_forward(&basis.pull_back(gradient))).collect();
        Some(basis)
    }

    fn by_singular_values(matrix: &Mat<f64>, columns: usize, scales: Vec<f64>, rule: RankRule) -> Option<Self> {
        let qr = matrix.subcols(0, columns).col_piv_qr();
        let square = upper_part(qr.thin_R()) * qr.P();
        let right = qr.compute_thin_Q().transpose() * matrix.subcols(columns, matrix.ncols() - columns);
        let svd = square.svd().ok()?;
        let values: Vec<f64> = svd.S().column_vector().iter().copied().collect();
        let rank = rank_of(&values, rule.tolerance(columns))?;
        let mut directions = svd.V().subcols(0, rank).to_owned();
        scale_columns(directions.as_mut(), |j| 1.0 / values[j]);
        let transform = scale_rows(directions, &scales);
        let null_space = (rank < columns).then(|| {
            scale_rows(svd.V().subcols(rank, columns - rank).to_owned(), &scales).col_piv_qr().compute_thin_Q()
        });
        let solutions = columns_of(&(&transform * (svd.U().subcols(0, rank).transpose() * right)));
        let mut basis = Self {
            transform,
            is_triangular: false,
            null_space,
            unused: (0..columns).filter(|&j| square.col(j).norm_max() == 0.0).collect(),
            scales,
            root: square,
            condition: condition_of(&values, rank),
            solutions,
        };
        basis.shorten_solutions();
        Some(basis)
    }

    /// For more columns than rows: A' = Q R, and R by its singular values. What it does not span is not in the solutions.
    fn of_wide(matrix: Mat<f64>, columns: usize, rule: RankRule) -> Option<Self> {
        let root = matrix.subcols(0, columns).to_owned();
        let right = matrix.subcols(columns, matrix.ncols() - columns);
        let qr = root.transpose().col_piv_qr();
        let svd = (upper_part(qr.thin_R()) * qr.P()).svd().ok()?;
        let values: Vec<f64> = svd.S().column_vector().iter().copied().collect();
        let rank = rank_of(&values, rule.tolerance(matrix.nrows()))?;
        let mut transform = qr.compute_thin_Q() * svd.U().subcols(0, rank);
        scale_columns(transform.as_mut(), |j| 1.0 / values[j]);
        let solutions = columns_of(&(&transform * (svd.V().subcols(0, rank).transpose() * right)));
        Some(Self {
            transform,
            is_triangular: false,
            null_space: None,
            unused: Vec::new(),
            scales: vec![1.0; columns],
            root,
            condition: condition_of(&values, rank),
            solutions,
        })
    }

    fn of_zeros(columns: usize, right_sides: usize) -> Self {
        Self {
            transform: Mat::zeros(columns, 0),
            is_triangular: false,
            null_space: None,
            unused: Vec::new(),
            scales: vec![1.0; columns],
            root: Mat::zeros(columns, columns),
            condition: 1.0,
            solutions: vec![vec![0.0; columns]; right_sides],
        }
    }

    /// The number of directions that count.
    pub fn rank(&self) -> usize {
        self.transform.ncols()
    }

    /// The norm of the pseudo-inverse of A, as far as A T is orthonormal. `None` where it cannot be found.
    pub fn pseudoinverse_norm(&self) -> Option<f64> {
        let mut transform = self.transform.clone();
        if let Some(null_space) = &self.null_space {
            transform -= null_space * (null_space.transpose() * &self.transform);
        }
        let values = transform.singular_values().ok()?;
        Some(values.first().copied().unwrap_or(0.0))
    }

    /// T' G T for the lower triangle of a symmetric G, T being upper triangular.
    pub fn transformed(&self, gram: Mat<f64>) -> Mat<f64> {
        let whole = Mat::from_fn(gram.nrows(), gram.ncols(), |i, j| gram[(i.max(j), i.min(j))]);
        self.transform.transpose() * (whole * &self.transform)
    }

    /// T' g.
    pub fn pull_back(&self, gradient: &[f64]) -> Vec<f64> {
        let product = self.transform.transpose() * ColRef::from_slice(gradient);
        product.iter().copied().collect()
    }

    /// T y.
    pub fn push_forward(&self, step: &[f64]) -> Vec<f64> {
        let product = &self.transform * ColRef::from_slice(step);
        product.iter().copied().collect()
    }

    /// Adds T y to `solution`, and takes away what A does not see: of all solutions, the shortest is wanted.
    pub fn advance(&self, solution: &mut [f64], step: &[f64]) {
        for (x, change) in solution.iter_mut().zip(self.push_forward(step)) {
            *x += change;
        }
        self.shorten(solution);
    }

    fn shorten(&self, solution: &mut [f64]) {
        if let Some(null_space) = &self.null_space {
            let unseen = null_space * (null_space.transpose() * ColRef::from_slice(solution));
            for (x, unseen) in solution.iter_mut().zip(unseen.iter()) {
                *x -= unseen;
            }
        }
        for &j in &self.unused {
            solution[j] = 0.0;
        }
    }

    fn shorten_solutions(&mut self) {
        let mut solutions = std::mem::take(&mut self.solutions);
        for solution in &mut solutions {
            self.shorten(solution);
        }
        self.solutions = solutions;
    }
}

/// The error of a matrix for which [`Basis::new`] found nothing.
pub(crate) fn no_decomposition() -> Error {
    Error::new(Code::NumericalBreakdown, "the decomposition of the matrix overflowed: its entries are too large")
}

/// The power of 2 that brings a column of this norm to a norm near 1.
pub(crate) fn scale_of(norm: f64) -> f64 {
    if norm == 0.0 || !norm.is_finite() {
        return 1.0;
    }
    (-norm.log2().round()).clamp(-LARGEST_SCALE_EXPONENT, LARGEST_SCALE_EXPONENT).exp2()
}

/// Powers of 2 beyond this, and their reciprocals, would leave the range of normal numbers.
const LARGEST_SCALE_EXPONENT: f64 = 1000.0;

fn upper_part(matrix: MatRef<'_, f64>) -> Mat<f64> {
    Mat::from_fn(matrix.nrows(), matrix.ncols(), |i, j| if i <= j { matrix[(i, j)] } else { 0.0 })
}

/// The inverse of an upper triangle, and its condition number in the Frobenius norm, which is at least that in the
/// spectral norm and at most as many times that as there are columns. `None` where it has no finite inverse.
fn inverse_of(triangle: &Mat<f64>) -> Option<(Mat<f64>, f64)> {
    let inverse = inverse_of_triangle(triangle);
    let condition = triangle.norm_l2() * inverse.norm_l2();
    condition.is_finite().then_some((inverse, condition))
}

/// How many singular values count; `None` where they are not numbers.
fn rank_of(values: &[f64], tolerance: f64) -> Option<usize> {
    let largest = values.first().copied().unwrap_or(0.0);
    if !largest.is_finite() {
        return None;
    }
    Some(values.iter().take_while(|&&value| value > tolerance * largest).count())
}

fn condition_of(values: &[f64], rank: usize) -> f64 {
    if rank == 0 { 1.0 } else { values[0] / values[rank - 1] }
}

pub(crate) fn scale_rows(mut matrix: Mat<f64>, scales: &[f64]) -> Mat<f64> {
    for column in matrix.as_mut().col_iter_mut() {
        column.iter_mut().zip(scales).for_each(|(entry, scale)| *entry *= scale);
    }
    matrix
}

pub(crate) fn scale_columns(matrix: MatMut<'_, f64>, scale: impl Fn(usize) -> f64) {
    for (j, column) in matrix.col_iter_mut().enumerate() {
        column.iter_mut().for_each(|entry| *entry *= scale(j));
    }
}

fn columns_of(matrix: &Mat<f64>) -> Vec<Vec<f64>> {
    matrix.col_iter().map(|column| column.iter().copied().collect()).collect()
}
