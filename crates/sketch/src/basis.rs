//! The change of variables x = T y that makes the columns of A T orthonormal, or nearly so: from a QR decomposition of A
//! itself or of a sketch of it. Where the rank is deficient, `deficient` goes on from the triangle.

mod deficient;
mod unseen;

use faer::{Mat, MatMut};
use std::cell::OnceCell;
use superlinear_interface::{Code, Error};
use superlinear_numerics::dense::{
    cholesky, gram, inverse_of_triangle, product_of_triangles, singular_values, solve_by_root, triangle,
};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::{add_scaled, dot, norm};
use unseen::Unseen;

/// What is left of a column without those before it counts as zero below this, relative to the Frobenius norm of all, with columns
/// scaled to equal norms, unless the caller says otherwise. Rounding was seen to leave a third of it at most.
const RANK_TOLERANCE: f64 = 4.0 * f64::EPSILON;

/// The most that rounding in A' A may matter in the variables in which A is to be orthonormal: each refinement gains a digit.
const GRAM_ROUNDING: f64 = 0.1;

/// The square of the condition number of a part of the rows over that of the whole: of twice as many random rows as columns it is
/// about 2, as the inverse of a Wishart matrix is on average that of its expectation, times rows over rows less columns.
const PART_TO_WHOLE: f64 = 4.0;

/// What a decomposition tells of a matrix.
pub(crate) struct Basis {
    /// T, with one column for each direction that counts.
    pub transform: Mat<f64>,
    /// Whether T is upper triangular.
    pub is_triangular: bool,
    /// The directions that A does not see, where there are any.
    unseen: Option<Unseen>,
    /// The columns of A that are zero: their coefficients are exactly 0.
    unused: Vec<usize>,
    /// Powers of 2 that bring the columns of A to norms near 1: the diagonal matrix D.
    pub scales: Vec<f64>,
    /// A matrix M with M' M = D A' A D, or nearly so: where it is square, an upper triangle.
    pub root: Mat<f64>,
    /// M' M, once it is asked for.
    gram: OnceCell<Mat<f64>>,
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
    /// Whether a matrix of this condition number in the Frobenius norm has full rank for sure.
    pub fn admits(self, condition: f64) -> bool {
        condition * self.tolerance.unwrap_or(RANK_TOLERANCE) < 1.0
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

    /// [`Basis::new`], or the error that tells what overflowed.
    pub fn decompose(matrix: Mat<f64>, right_sides: usize, rule: RankRule) -> Result<Self, Error> {
        let is_finite = matrix.subcols(0, matrix.ncols() - right_sides).is_all_finite();
        Self::new(matrix, right_sides, rule).ok_or_else(|| overflow(is_finite))
    }

    /// QR of [A D, b] with columns scaled by powers of 2: the triangle R and c = Q' b come out together.
    fn of_tall(mut matrix: Mat<f64>, columns: usize, rule: RankRule) -> Option<Self> {
        let right_sides = matrix.ncols() - columns;
        let norms: Vec<f64> = (0..columns).map(|j| matrix.as_ref().col(j).norm_l2()).collect();
        if norms.iter().all(|&norm| norm == 0.0) {
            return Some(Self::of_zeros(columns, right_sides));
        }
        let scales = scales_of(&norms);
        scale_columns(matrix.as_mut().subcols_mut(0, columns), |j| scales[j]);
        let whole = if is_upper(&matrix) { matrix } else { triangle(matrix, Parallelism::sequential()) };
        let root = whole.submatrix(0, 0, columns, columns).to_owned();
        let right = whole.submatrix(0, columns, columns, right_sides).to_owned();
        if rule.by_singular_values {
            return Self::by_singular_values(root, &right, scales, rule);
        }
        match inverse_of(&root) {
            Some((inverse, condition)) if rule.admits(condition) => {
                let transform = scale_rows(inverse, &scales);
                let solutions = columns_of(&(&transform * right));
                Some(Self { solutions, ..Self::of_parts(transform, true, scales, root, condition) })
            }
            _ if rule.tolerance.is_some() => Self::by_singular_values(root, &right, scales, rule),
            _ => Self::by_pivots(root, &right, scales),
        }
    }

    /// Whether [`Basis::of_gram`] may succeed with the Gram matrix of a whole, where this is that of a part of the rows: by two steps of
    /// inverse iteration, which take no inverse.
    pub fn may_come_of(gram: &Mat<f64>) -> bool {
        let Some(root) = cholesky(scaled(gram.clone()).1) else { return false };
        // No direction that columns which are like each other leave is across this.
        let mut vector: Vec<f64> = (1..=root.ncols()).map(|k| 1.0 / k as f64).collect();
        solve_by_root(&root, &mut vector);
        let length = norm(&vector);
        solve_by_root(&root, &mut vector);
        let square = root.norm_l2().powi(2) * norm(&vector) / length;
        f64::EPSILON * square < GRAM_ROUNDING * PART_TO_WHOLE
    }

    /// What all bases have; without solutions yet.
    fn of_parts(transform: Mat<f64>, is_triangular: bool, scales: Vec<f64>, root: Mat<f64>, condition: f64) -> Self {
        Self {
            transform,
            is_triangular,
            unseen: None,
            unused: Vec::new(),
            scales,
            root,
            gram: OnceCell::new(),
            condition,
            solutions: Vec::new(),
        }
    }

    /// By the Cholesky decomposition of A' A, of which `gram` has the lower triangle; `gradients` are A' b for each right side.
    /// `None` where rounding in A' A may matter.
    pub fn of_gram(gram: Mat<f64>, gradients: &[Vec<f64>], rule: RankRule) -> Option<Self> {
        let (scales, gram) = scaled(gram);
        let root = cholesky(gram.clone())?;
        let (inverse, condition) = inverse_of(&root)?;
        if !(f64::EPSILON * condition * condition < GRAM_ROUNDING && rule.admits(condition)) {
            return None;
        }
        let basis = Self::of_parts(scale_rows(inverse, &scales), true, scales, root, condition);
        let mut basis = Self { gram: OnceCell::from(gram), ..basis };
        basis.solutions = gradients.iter().map(|gradient| basis.push_forward(&basis.pull_back(gradient))).collect();
        Some(basis)
    }

    fn of_zeros(columns: usize, right_sides: usize) -> Self {
        let (transform, root) = (Mat::zeros(columns, 0), Mat::zeros(columns, columns));
        let solutions = vec![vec![0.0; columns]; right_sides];
        Self { solutions, ..Self::of_parts(transform, false, vec![1.0; columns], root, 1.0) }
    }

    /// The number of directions that count.
    pub fn rank(&self) -> usize {
        self.transform.ncols()
    }

    /// The norm of the pseudo-inverse of A, as far as A T is orthonormal. `None` where it cannot be found.
    pub fn pseudoinverse_norm(&self) -> Option<f64> {
        let mut transform = self.transform.clone();
        if let Some(unseen) = &self.unseen {
            unseen.remove_from(transform.as_mut());
        }
        let values = singular_values(transform.as_ref())?;
        Some(values.first().copied().unwrap_or(0.0))
    }

    /// M' M, the Gram matrix of A D, or nearly so: its lower triangle.
    pub fn gram(&self) -> &Mat<f64> {
        self.gram.get_or_init(|| gram(&self.root, self.root.nrows() == self.root.ncols()))
    }

    /// The pseudo-inverse of M, up to a rotation, and a vector's part that M does not see.
    pub fn pseudoinverse(&self, vector: &[f64]) -> (Mat<f64>, Vec<f64>) {
        let reciprocals: Vec<f64> = self.scales.iter().map(|scale| 1.0 / scale).collect();
        let mut inverse = scale_rows(self.transform.clone(), &reciprocals);
        let mut rest = vec![0.0; vector.len()];
        if let Some(unseen) = &self.unseen {
            let unseen = unseen.in_units(&self.scales);
            unseen.remove_from(inverse.as_mut());
            let mut seen = vector.to_vec();
            unseen.remove_from(MatMut::from_column_major_slice_mut(&mut seen, vector.len(), 1));
            rest = vector.iter().zip(seen).map(|(entry, seen)| entry - seen).collect();
        }
        (inverse, rest)
    }

    /// The basis of full rank that has the matrix M which the Gram matrix of A V tells, where V is upper triangular, and `root`
    /// the triangle of its Cholesky decomposition. `None` where rounding in the Gram matrix, in units of `epsilon`, may be as large as
    /// its least eigenvalue.
    pub fn corrected(self, variables: &Mat<f64>, root: &Mat<f64>, epsilon: f64) -> Option<Self> {
        let (inverse, condition) = inverse_of(root)?;
        let is_exact = epsilon * condition * condition < 1.0;
        if !is_exact {
            return None;
        }
        let transform = product_of_triangles(variables, &inverse);
        let mut root = product_of_triangles(root, &inverse_of_triangle(variables));
        scale_columns(root.as_mut(), |j| self.scales[j]);
        let reciprocals: Vec<f64> = self.scales.iter().map(|scale| 1.0 / scale).collect();
        let condition = root.norm_l2() * scale_rows(transform.clone(), &reciprocals).norm_l2();
        Some(Self { transform, root, condition, gram: OnceCell::new(), ..self })
    }

    /// T' g.
    pub fn pull_back(&self, gradient: &[f64]) -> Vec<f64> {
        pull_back(&self.transform, gradient)
    }

    /// T y.
    pub fn push_forward(&self, step: &[f64]) -> Vec<f64> {
        push_forward(&self.transform, step)
    }

    /// Adds T y to `solution`, and takes away what A does not see: of all solutions, the shortest is wanted.
    pub fn advance(&self, solution: &mut [f64], step: &[f64]) {
        self.move_by(solution, &self.push_forward(step));
    }

    /// Adds a change of x itself to `solution`, and takes away what A does not see.
    pub fn move_by(&self, solution: &mut [f64], change: &[f64]) {
        add_scaled(solution, 1.0, change);
        self.shorten(solution);
    }

    fn shorten(&self, solution: &mut [f64]) {
        if let Some(unseen) = &self.unseen {
            unseen.remove_from(MatMut::from_column_major_slice_mut(solution, self.scales.len(), 1));
        }
        for &j in &self.unused {
            solution[j] = 0.0;
        }
    }
}

/// What overflowed where there is no decomposition, or no solution by it: where the matrix is finite as decomposed, what
/// the right sides are beside it.
pub(crate) fn overflow(is_matrix_finite: bool) -> Error {
    let message = match is_matrix_finite {
        false => "the decomposition of the matrix overflowed: its entries are too large",
        true => "the solution overflowed: the entries of rightSide are too large beside those of matrix",
    };
    Error::new(Code::NumericalBreakdown, message)
}

/// The power of 2 that brings a column of this norm to a norm near 1.
pub(crate) fn scale_of(norm: f64) -> f64 {
    if norm == 0.0 || !norm.is_finite() {
        return 1.0;
    }
    (-norm.log2().round()).clamp(-LARGEST_SCALE_EXPONENT, LARGEST_SCALE_EXPONENT).exp2()
}

/// That power of 2 for each of several columns, which are not all zero. One that is zero counts as the smallest of the others: else
/// rounding along them would be large beside it.
fn scales_of(norms: &[f64]) -> Vec<f64> {
    let of = |norm: &f64| if *norm == 0.0 { 0.0 } else { scale_of(*norm) };
    let largest = norms.iter().map(of).fold(0.0, f64::max);
    norms.iter().map(|norm| if *norm == 0.0 { largest } else { scale_of(*norm) }).collect()
}

/// Powers of 2 beyond this, and their reciprocals, would leave the range of normal numbers.
const LARGEST_SCALE_EXPONENT: f64 = 1000.0;

fn is_upper(matrix: &Mat<f64>) -> bool {
    (0..matrix.ncols()).all(|j| matrix.col_as_slice(j).iter().skip(j + 1).all(|&entry| entry == 0.0))
}

/// Powers of 2 that bring columns to norms near 1, and the Gram matrix of such columns.
fn scaled(mut gram: Mat<f64>) -> (Vec<f64>, Mat<f64>) {
    let scales: Vec<f64> = (0..gram.ncols()).map(|j| scale_of(gram[(j, j)].sqrt())).collect();
    scale_columns(gram.as_mut(), |j| scales[j]);
    let gram = scale_rows(gram, &scales);
    (scales, gram)
}

/// The inverse of an upper triangle, and its condition number in the Frobenius norm, which is at least that in the
/// spectral norm and at most as many times that as there are columns. `None` where it has no finite inverse.
fn inverse_of(triangle: &Mat<f64>) -> Option<(Mat<f64>, f64)> {
    let inverse = inverse_of_triangle(triangle);
    let condition = triangle.norm_l2() * inverse.norm_l2();
    condition.is_finite().then_some((inverse, condition))
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

/// T' g.
pub(crate) fn pull_back(transform: &Mat<f64>, gradient: &[f64]) -> Vec<f64> {
    (0..transform.ncols()).map(|j| dot(transform.col_as_slice(j), gradient)).collect()
}

/// T y.
pub(crate) fn push_forward(transform: &Mat<f64>, step: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; transform.nrows()];
    step.iter().enumerate().for_each(|(j, &factor)| add_scaled(&mut sum, factor, transform.col_as_slice(j)));
    sum
}

fn columns_of(matrix: &Mat<f64>) -> Vec<Vec<f64>> {
    matrix.col_iter().map(|column| column.iter().copied().collect()).collect()
}
