//! Bases for matrices that are rank-deficient, or may be, and for matrices with more columns than rows.

use super::unseen::Unseen;
use super::{Basis, RANK_TOLERANCE, RankRule, columns_of, inverse_of, scale_columns, scale_of, scale_rows};
use faer::{Mat, MatRef};
use superlinear_numerics::dense::{orthonormal_columns, pivoted_qr, svd, triangle};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::norm;

/// Default rank tolerance: singular values below this, relative to the norm of all, count as zero. It is twice the
/// largest computed value observed for a zero singular value.
const SINGULAR_VALUE_TOLERANCE: f64 = 16.0 * f64::EPSILON;

impl Basis {
    /// Builds a basis from `root` = R and `right` = Q' b by column pivoting. Pivot columns are chosen until the
    /// residuals of all remaining columns are rounding error.
    ///
    /// Source: Golub, Numerical methods for solving linear least squares problems, Numer. Math. 7, 1965.
    pub(super) fn by_pivots(root: Mat<f64>, right: &Mat<f64>, scales: Vec<f64>) -> Option<Self> {
        if !root.is_all_finite() {
            return None;
        }
        let columns = root.ncols();
        let Pivoted { triangle: whole, order, rank } = Pivoted::new(&root, right);
        let (inverse, condition) = inverse_of(&whole.submatrix(0, 0, rank, rank).to_owned())?;
        // Coefficients of the remaining columns in terms of the pivot columns.
        let others = &inverse * whole.submatrix(0, rank, rank, columns - rank);
        let mut transform = Mat::zeros(columns, rank);
        (0..rank).for_each(|k| transform.row_mut(order[k]).copy_from(inverse.row(k)));
        let transform = scale_rows(transform, &scales);
        let solutions = columns_of(&(&transform * (whole.submatrix(0, columns, rank, right.ncols()))));
        let unseen = unseen(&others, &order, &scales);
        Some(Self::with_shortest(Self::of_parts(transform, false, scales, root, condition), unseen, solutions))
    }

    /// Builds a basis from the singular value decomposition of `root` = R, with `right` = Q' b.
    pub(super) fn by_singular_values(
        root: Mat<f64>,
        right: &Mat<f64>,
        scales: Vec<f64>,
        rule: RankRule,
    ) -> Option<Self> {
        let columns = root.ncols();
        let svd = svd(root.as_ref())?;
        let values: Vec<f64> = svd.S().column_vector().iter().copied().collect();
        let rank = rank_of(&values, rule)?;
        let mut directions = svd.V().subcols(0, rank).to_owned();
        scale_columns(directions.as_mut(), |j| 1.0 / values[j]);
        let transform = scale_rows(directions, &scales);
        let unseen = (rank < columns)
            .then(|| Unseen::spanned_by(scale_rows(svd.V().subcols(rank, columns - rank).to_owned(), &scales)));
        let solutions = columns_of(&(&transform * (svd.U().subcols(0, rank).transpose() * right)));
        let basis = Self::of_parts(transform, false, scales, root, condition_of(&values, rank));
        Some(Self::with_shortest(basis, unseen, solutions))
    }

    /// Builds a basis for more columns than rows, from A' = Q R and the singular value decomposition of R. The
    /// solutions lie in the row space of A, so they have minimum norm. All columns have one scale, because different
    /// ones would change the minimum-norm solution.
    pub(super) fn of_wide(matrix: Mat<f64>, columns: usize, rule: RankRule) -> Option<Self> {
        let mut root = matrix.subcols(0, columns).to_owned();
        let right = matrix.subcols(columns, matrix.ncols() - columns);
        let largest = root.norm_max();
        if largest == 0.0 {
            return Some(Self::of_zeros(columns, right.ncols()));
        }
        let scale = scale_of(largest);
        scale_columns(root.as_mut(), |_| scale);
        let qr = pivoted_qr(root.transpose());
        let svd = svd((upper_part(qr.thin_R()) * qr.P()).as_ref())?;
        let values: Vec<f64> = svd.S().column_vector().iter().copied().collect();
        let rank = rank_of(&values, rule)?;
        let mut transform = orthonormal_columns(&qr) * svd.U().subcols(0, rank);
        scale_columns(transform.as_mut(), |j| scale / values[j]);
        let solutions = columns_of(&(&transform * (svd.V().subcols(0, rank).transpose() * right)));
        let condition = condition_of(&values, rank);
        Some(Self { solutions, ..Self::of_parts(transform, false, vec![scale; columns], root, condition) })
    }

    /// Adds the null space of A to a basis, and projects `solutions` to minimum norm.
    fn with_shortest(basis: Self, unseen: Option<Unseen>, mut solutions: Vec<Vec<f64>>) -> Self {
        let unused = (0..basis.root.ncols()).filter(|&j| basis.root.col(j).norm_max() == 0.0).collect();
        let basis = Self { unseen, unused, ..basis };
        solutions.iter_mut().for_each(|solution| basis.shorten(solution));
        Self { solutions, ..basis }
    }
}

/// A rank-revealing QR factorization of a triangular matrix, by column pivoting.
struct Pivoted {
    /// [R, Q' b].
    triangle: Mat<f64>,
    order: Vec<usize>,
    /// The numerical rank: residuals of later columns are rounding error.
    rank: usize,
}

impl Pivoted {
    /// Repeats faer's pivoted QR on the trailing block until its columns are negligible. faer pivots on the largest
    /// residual norm but updates these norms, at the cost of half of their digits, so a diagonal entry may be
    /// negligible before all later columns are.
    fn new(root: &Mat<f64>, right: &Mat<f64>) -> Self {
        let (columns, least) = (root.ncols(), RANK_TOLERANCE * root.norm_l2());
        let mut whole = Mat::from_fn(columns, columns + right.ncols(), |i, j| match j.checked_sub(columns) {
            None => root[(i, j)],
            Some(k) => right[(i, k)],
        });
        let (mut order, mut rank): (Vec<usize>, _) = ((0..columns).collect(), 0);
        loop {
            let rest = whole.submatrix(rank, rank, columns - rank, columns - rank);
            if rest.col_iter().all(|column| column.norm_l2() <= least) {
                return Self { triangle: whole, order, rank };
            }
            let next: Vec<usize> = pivoted_qr(rest).P().arrays().0.iter().map(|&k| rank + k).collect();
            let exchanged = Mat::from_fn(columns, columns - rank, |i, k| whole[(i, next[k])]);
            whole.subcols_mut(rank, columns - rank).copy_from(exchanged);
            let later: Vec<usize> = next.iter().map(|&k| order[k]).collect();
            order[rank..].copy_from_slice(&later);
            let mut rest = whole.submatrix_mut(rank, rank, columns - rank, columns - rank + right.ncols());
            let turned = triangle(rest.to_owned(), Parallelism::sequential());
            rest.copy_from(turned);
            rank += (rank..columns).take_while(|&k| whole[(k, k)].abs() > least).count().max(1);
        }
    }
}

/// The null space of a matrix with columns in the order `order`; `None` at full rank. The remaining columns are the
/// pivot columns times `others`, and all columns are scaled by `scales`.
fn unseen(others: &Mat<f64>, order: &[usize], scales: &[f64]) -> Option<Unseen> {
    let (rank, left_out) = (others.nrows(), others.ncols());
    let in_place = |width, entry: &dyn Fn(usize, usize) -> f64| {
        let mut matrix = Mat::zeros(order.len(), width);
        for (k, &row) in order.iter().enumerate() {
            (0..width).for_each(|j| matrix[(row, j)] = entry(k, j));
        }
        matrix
    };
    let unit = |i, j| if i == j { 1.0 } else { 0.0 };
    if left_out == 0 {
        None
    } else if left_out <= rank {
        let entry = |k: usize, j| k.checked_sub(rank).map_or_else(|| -others[(k, j)], |k| unit(k, j));
        Some(Unseen::spanned_by(scale_rows(in_place(left_out, &entry), scales)))
    } else {
        let entry = |k: usize, j| k.checked_sub(rank).map_or_else(|| unit(k, j), |k| others[(j, k)]);
        let reciprocals: Vec<f64> = scales.iter().map(|scale| 1.0 / scale).collect();
        Some(Unseen::across(scale_rows(in_place(rank, &entry), &reciprocals)))
    }
}

fn upper_part(matrix: MatRef<'_, f64>) -> Mat<f64> {
    Mat::from_fn(matrix.nrows(), matrix.ncols(), |i, j| if i <= j { matrix[(i, j)] } else { 0.0 })
}

/// The numerical rank, from descending singular values. `None` if they are not finite.
fn rank_of(values: &[f64], rule: RankRule) -> Option<usize> {
    let largest = values.first().copied().unwrap_or(0.0);
    let least = rule.tolerance.map_or_else(|| SINGULAR_VALUE_TOLERANCE * norm(values), |tolerance| tolerance * largest);
    least.is_finite().then(|| values.iter().take_while(|&&value| value > least).count())
}

fn condition_of(values: &[f64], rank: usize) -> f64 {
    if rank == 0 { 1.0 } else { values[0] / values[rank - 1] }
}
