//! The change of variables x = T y that makes the columns of A T orthonormal, exactly or nearly: from a QR
//! factorization of A or of a sketch of it. For rank-deficient matrices `deficient` continues from the triangular
//! factor.

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

/// Default rank tolerance: the residual of a column after elimination of the preceding ones counts as zero below this,
/// relative to the Frobenius norm of all, with columns scaled to equal norms. Observed rounding errors were a third of
/// it at most.
const RANK_TOLERANCE: f64 = 4.0 * f64::EPSILON;

/// Limit on the rounding error of A' A, in the variables that should make A orthonormal: each refinement then gains a
/// digit.
const GRAM_ROUNDING: f64 = 0.1;

/// Bound on the ratio of the squared condition numbers of a part of the rows and of the full matrix. For twice as many
/// random rows as columns it is about 2: the mean of the inverse of a Wishart matrix is the inverse of its mean times
/// rows / (rows - columns).
const PART_TO_WHOLE: f64 = 4.0;

/// The factorization of a matrix.
pub(crate) struct Basis {
    /// T, with one column per dimension of the numerical row space.
    pub transform: Mat<f64>,
    /// Whether T is upper triangular.
    pub is_triangular: bool,
    /// The null space of A, if it is nontrivial.
    unseen: Option<Unseen>,
    /// The zero columns of A: their coefficients are exactly 0.
    unused: Vec<usize>,
    /// Powers of 2 that scale the columns of A to norms near 1: the diagonal matrix D.
    pub scales: Vec<f64>,
    /// A matrix M with M' M = D A' A D, exactly or nearly; upper triangular if it is square.
    pub root: Mat<f64>,
    /// M' M, computed on demand.
    gram: OnceCell<Mat<f64>>,
    /// An estimate of the condition number of A D on the numerical row space.
    pub condition: f64,
    /// The least-squares solutions of the factorized matrix.
    pub solutions: Vec<Vec<f64>>,
}

/// The options of a factorization.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RankRule {
    /// Singular values below this, relative to the largest, count as zero; `None` for the default.
    pub tolerance: Option<f64>,
    /// Whether to use the singular value decomposition even at full rank.
    pub by_singular_values: bool,
}

impl RankRule {
    /// Returns whether a matrix with this condition number in the Frobenius norm certainly has full rank.
    pub(crate) fn admits(self, condition: f64) -> bool {
        condition * self.tolerance.unwrap_or(RANK_TOLERANCE) < 1.0
    }
}

impl Basis {
    /// Factorizes `matrix`, with `right_sides` right-hand sides as its last columns. `None` if it is not finite, or if
    /// the singular value decomposition fails.
    pub(crate) fn new(matrix: Mat<f64>, right_sides: usize, rule: RankRule) -> Option<Self> {
        let columns = matrix.ncols() - right_sides;
        if matrix.nrows() < columns {
            Self::of_wide(matrix, columns, rule)
        } else {
            Self::of_tall(matrix, columns, rule)
        }
    }

    /// [`Basis::new`], with an error for the cause of overflow.
    pub(crate) fn decompose(matrix: Mat<f64>, right_sides: usize, rule: RankRule) -> Result<Self, Error> {
        let is_finite = matrix.subcols(0, matrix.ncols() - right_sides).is_all_finite();
        Self::new(matrix, right_sides, rule).ok_or_else(|| overflow(is_finite))
    }

    /// QR factorization of [A D, b] with columns scaled by powers of 2: yields the triangular factor R and c = Q' b
    /// together.
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

    /// Returns whether [`Basis::of_gram`] may succeed for the full matrix, given the Gram matrix of a part of its rows.
    /// Uses two steps of inverse iteration, without an inverse.
    pub(crate) fn may_come_of(gram: &Mat<f64>) -> bool {
        let Some(root) = cholesky(scaled(gram.clone()).1) else { return false };
        // Not orthogonal to any null direction of similar columns.
        let mut vector: Vec<f64> = (1..=root.ncols()).map(|k| 1.0 / k as f64).collect();
        solve_by_root(&root, &mut vector);
        let length = norm(&vector);
        solve_by_root(&root, &mut vector);
        let square = root.norm_l2().powi(2) * norm(&vector) / length;
        f64::EPSILON * square < GRAM_ROUNDING * PART_TO_WHOLE
    }

    /// The common fields of all bases; without solutions.
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

    /// Builds a basis from the Cholesky factorization of A' A, given as the lower triangle `gram`; `gradients` are A' b
    /// for each right-hand side. `None` if rounding errors in A' A may matter.
    pub(crate) fn of_gram(gram: Mat<f64>, gradients: &[Vec<f64>], rule: RankRule) -> Option<Self> {
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

    /// The numerical rank.
    pub(crate) fn rank(&self) -> usize {
        self.transform.ncols()
    }

    /// The norm of the pseudo-inverse of A, as far as A T is orthonormal. `None` if its computation fails.
    pub(crate) fn pseudoinverse_norm(&self) -> Option<f64> {
        let mut transform = self.transform.clone();
        if let Some(unseen) = &self.unseen {
            unseen.remove_from(transform.as_mut());
        }
        let values = singular_values(transform.as_ref())?;
        Some(values.first().copied().unwrap_or(0.0))
    }

    /// M' M, the exact or approximate Gram matrix of A D: its lower triangle.
    pub(crate) fn gram(&self) -> &Mat<f64> {
        self.gram.get_or_init(|| gram(&self.root, self.root.nrows() == self.root.ncols()))
    }

    /// The pseudo-inverse of M, up to an orthogonal factor, and the component of `vector` in the null space of M.
    pub(crate) fn pseudoinverse(&self, vector: &[f64]) -> (Mat<f64>, Vec<f64>) {
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

    /// The basis of full rank with the matrix M determined by the Gram matrix of A V, where V = `variables` is upper
    /// triangular and `root` is the Gram matrix's Cholesky factor. `None` if the rounding error of the Gram matrix, in
    /// units of `epsilon`, may reach its smallest eigenvalue.
    pub(crate) fn corrected(self, variables: &Mat<f64>, root: &Mat<f64>, epsilon: f64) -> Option<Self> {
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
    pub(crate) fn pull_back(&self, gradient: &[f64]) -> Vec<f64> {
        pull_back(&self.transform, gradient)
    }

    /// T y.
    pub(crate) fn push_forward(&self, step: &[f64]) -> Vec<f64> {
        push_forward(&self.transform, step)
    }

    /// Adds T y to `solution`, and removes the null space component: the minimum-norm solution is wanted.
    pub(crate) fn advance(&self, solution: &mut [f64], step: &[f64]) {
        self.move_by(solution, &self.push_forward(step));
    }

    /// Adds a change of x itself to `solution`, and removes the null space component.
    pub(crate) fn move_by(&self, solution: &mut [f64], change: &[f64]) {
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

/// The error for overflow in a factorization or its solution: of the right-hand sides relative to the matrix if the
/// matrix is finite.
pub(crate) fn overflow(is_matrix_finite: bool) -> Error {
    let message = match is_matrix_finite {
        false => "the decomposition of the matrix overflowed: its entries are too large",
        true => "the solution overflowed: the entries of rightSide are too large beside those of matrix",
    };
    Error::new(Code::NumericalBreakdown, message)
}

/// The power of 2 that scales a column of this norm to a norm near 1.
pub(crate) fn scale_of(norm: f64) -> f64 {
    if norm == 0.0 || !norm.is_finite() {
        return 1.0;
    }
    (-norm.log2().round()).clamp(-LARGEST_SCALE_EXPONENT, LARGEST_SCALE_EXPONENT).exp2()
}

/// Scales for several columns, not all zero. A zero column counts like the smallest other one: otherwise rounding
/// errors along the others would be large relative to it.
fn scales_of(norms: &[f64]) -> Vec<f64> {
    let of = |norm: &f64| if *norm == 0.0 { 0.0 } else { scale_of(*norm) };
    let largest = norms.iter().map(of).fold(0.0, f64::max);
    norms.iter().map(|norm| if *norm == 0.0 { largest } else { scale_of(*norm) }).collect()
}

/// Limit on scale exponents: larger powers of 2, and their reciprocals, would leave the range of normal numbers.
const LARGEST_SCALE_EXPONENT: f64 = 1000.0;

fn is_upper(matrix: &Mat<f64>) -> bool {
    (0..matrix.ncols()).all(|j| matrix.col_as_slice(j).iter().skip(j + 1).all(|&entry| entry == 0.0))
}

/// Powers of 2 that scale columns to norms near 1, and the Gram matrix of the scaled columns.
fn scaled(mut gram: Mat<f64>) -> (Vec<f64>, Mat<f64>) {
    let scales: Vec<f64> = (0..gram.ncols()).map(|j| scale_of(gram[(j, j)].sqrt())).collect();
    scale_columns(gram.as_mut(), |j| scales[j]);
    let gram = scale_rows(gram, &scales);
    (scales, gram)
}

/// The inverse of an upper triangular matrix, and its condition number in the Frobenius norm: at least the spectral
/// one, and at most the number of columns times it. `None` if it has no finite inverse.
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
