//! Factorizations of the equilibrated matrix, and solutions refined with the matrix itself.
//!
//! Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, 2002, chapters 9 to 12.

use super::solution::{InertiaCounts, SolveRoute};
use super::system::{Column, Errors, System, SystemMatrix};
use faer::Mat;
use superlinear_interface::{Code, Error, Run, SparseMatrix};
use superlinear_numerics::dense::{self, Lu as DenseLu};
use superlinear_numerics::ldl::{DenseLdl, Inertia, SparseLdl, Symmetric};
use superlinear_numerics::vectors::{are_finite, largest};
use superlinear_systems::cholesky::{Analysis, Cholesky, Plan};
use superlinear_systems::lu::{Factored, Limits, Lu, Symbolic as LuSymbolic};
use superlinear_systems::scaling::Scales;

/// The maximum number of rows for which sparse matrices are factorized as dense ones: their overhead is larger there.
pub(crate) const MAX_DENSE_ROWS: usize = 64;

/// The maximum number of rows for which `ldl` is dense: its pivoting is stable for all symmetric matrices.
const MAX_PIVOTED_ROWS: usize = 400;

/// Dense Cholesky factorizations of more rows are done by panels, which can be stopped midway.
const MAX_ROWS_AT_ONCE: usize = 500;

/// Pivots of the equilibrated matrix up to this multiple of the rounding unit and of the number of rows count as zero.
const PIVOT_ROUNDING: f64 = 4.0;

/// The maximum number of refinements; each gains as many digits as the factorization has.
const MAX_REFINEMENTS: u32 = 5;

/// A further refinement follows one that reduces the residual at least to this fraction.
const WORTHWHILE: f64 = 0.5;

/// Factors of a matrix.
enum Factors {
    DenseLu(DenseLu),
    Lu(Box<Lu>),
    Symmetric(SymmetricFactors),
}

/// Factors of a symmetric matrix.
enum SymmetricFactors {
    DenseCholesky(Mat<f64>),
    DenseLdl(Box<DenseLdl>),
    Cholesky(Box<Cholesky>),
    /// The factorization, and the row of the matrix at each of its positions.
    Ldl(Box<SparseLdl>, Vec<u32>),
}

impl SymmetricFactors {
    /// Replaces a right side by the solution.
    fn solve(&self, values: &mut [f64]) {
        match self {
            Self::DenseCholesky(root) => dense::solve_by_root(root, values),
            Self::DenseLdl(ldl) => values.copy_from_slice(&ldl.solve(values)),
            Self::Cholesky(cholesky) => cholesky.solve(values),
            Self::Ldl(ldl, rows) => {
                let ordered: Vec<f64> = rows.iter().map(|&row| values[row as usize]).collect();
                let solution = ldl.solve(&ordered);
                rows.iter().zip(solution).for_each(|(&row, entry)| values[row as usize] = entry);
            }
        }
    }
}

/// A factorization of the equilibrated matrix.
pub(crate) struct Direct {
    factors: Factors,
    scales: Scales,
    pub route: SolveRoute,
    pub inertia: Option<InertiaCounts>,
    pub entries: usize,
    /// The rounding error of the equilibrated matrix: a solution larger than the right side divided by this is one of a
    /// matrix within rounding of a singular one.
    rounding: f64,
}

/// The results of the symbolic steps of sparse factorizations. They depend on the positions of the entries alone, so
/// they serve matrices with other entries in the same places too.
#[derive(Default)]
pub(crate) struct Symbolic {
    plan: Option<Plan>,
    cholesky: Option<Analysis>,
    /// A factorization that holds its analysis, and the row of the matrix at each of its positions.
    ldl: Option<(Box<SparseLdl>, Vec<u32>)>,
    lu: Option<LuSymbolic>,
}

impl Symbolic {
    /// The number of operations of a Cholesky factorization.
    pub fn operations(&mut self, matrix: &SparseMatrix) -> Result<f64, Error> {
        if let Some(analysis) = &self.cholesky {
            return Ok(analysis.operations());
        }
        let plan = self.plan.take().map_or_else(|| Plan::new(matrix), Ok)?;
        Ok(self.plan.insert(plan).operations)
    }

    fn analysis(&mut self, matrix: &SparseMatrix) -> Result<Analysis, Error> {
        if let Some(analysis) = self.cholesky.take() {
            return Ok(analysis);
        }
        Analysis::new(self.plan.take().map_or_else(|| Plan::new(matrix), Ok)?)
    }
}

/// The outcome of a factorization.
pub(crate) enum Attempt {
    Factorized(Box<Direct>),
    /// A pivot is zero to rounding.
    Singular(Option<InertiaCounts>),
    /// A pivot is not positive or, without pivoting, zero. This does not prove the matrix singular.
    Unsuitable,
    OutOfTime,
    /// The factors would take more operations or memory than allowed.
    TooCostly,
}

impl Attempt {
    fn factorized(factors: Factors, scales: Scales, route: SolveRoute, entries: usize) -> Self {
        Self::Factorized(Box::new(Direct::new(factors, scales, route, entries)))
    }
}

fn pivot_limit(order: usize) -> f64 {
    PIVOT_ROUNDING * f64::EPSILON * order as f64
}

/// Factorizes the matrix of a system by the method of a direct route. A sparse LU factorization gives up after
/// `max_operations`.
pub(crate) fn factorize(
    matrix: &SystemMatrix,
    (route, max_operations): (SolveRoute, f64),
    symbolic: &mut Symbolic,
    run: &Run,
) -> Result<Attempt, Error> {
    let mut scales = Scales::new(matrix.order(), |visit| matrix.for_each_entry(visit));
    if route != SolveRoute::Lu {
        // Rounded entries of a symmetric matrix may have given other factors.
        scales.columns.clone_from(&scales.rows);
    }
    let rounding = PIVOT_ROUNDING * f64::EPSILON * equilibrated_norm(matrix, &scales);
    let mut attempt = match (matrix, route) {
        (SystemMatrix::Dense(_), _) => factorize_dense(matrix, route, scales, run),
        (SystemMatrix::Sparse(_), SolveRoute::Ldl) if matrix.order() <= MAX_PIVOTED_ROWS => {
            factorize_dense(matrix, route, scales, run)
        }
        (SystemMatrix::Sparse(matrix), SolveRoute::Cholesky) => factorize_cholesky(matrix, symbolic, scales, run),
        (SystemMatrix::Sparse(matrix), SolveRoute::Ldl) => factorize_ldl(matrix, symbolic, scales, run),
        (SystemMatrix::Sparse(matrix), _) => {
            run.ensure_memory("matrix", [matrix.data.len(), 6])?;
            let of_lu = symbolic.lu.take().map_or_else(|| LuSymbolic::new(matrix), Ok)?;
            let attempt = factorize_lu(matrix, (scales, max_operations), &of_lu, run);
            symbolic.lu = Some(of_lu);
            attempt
        }
    }?;
    if let Attempt::Factorized(direct) = &mut attempt {
        direct.rounding = rounding;
    }
    Ok(attempt)
}

/// The maximum norm of the equilibrated matrix.
fn equilibrated_norm(matrix: &SystemMatrix, scales: &Scales) -> f64 {
    let mut sums = vec![0.0; matrix.order()];
    matrix.for_each_entry(|i, j, value| sums[i] += (scales.rows[i] * value * scales.columns[j]).abs());
    largest(&sums)
}

fn factorize_dense(matrix: &SystemMatrix, route: SolveRoute, scales: Scales, run: &Run) -> Result<Attempt, Error> {
    let order = matrix.order();
    // The matrix, its factor, and a copy or the workspace.
    run.ensure_memory("matrix", [3, order, order])?;
    if run.is_out_of_time()? {
        return Ok(Attempt::OutOfTime);
    }
    let mut scaled = Mat::zeros(order, order);
    matrix.for_each_entry(|i, j, value| scaled[(i, j)] = scales.rows[i] * value * scales.columns[j]);
    let limit = pivot_limit(order);
    match route {
        SolveRoute::Cholesky => {
            let root = if order <= MAX_ROWS_AT_ONCE {
                dense::cholesky(scaled)
            } else {
                dense::cholesky_in_time(scaled, &run.watch())
            };
            let is_regular = |root: &Mat<f64>| (0..order).all(|k| root[(k, k)] * root[(k, k)] > limit);
            Ok(match root {
                Some(root) if is_regular(&root) => Attempt::factorized(
                    Factors::Symmetric(SymmetricFactors::DenseCholesky(root)),
                    scales,
                    route,
                    order * (order + 1) / 2,
                ),
                _ if run.is_out_of_time()? => Attempt::OutOfTime,
                _ => Attempt::Unsuitable,
            })
        }
        SolveRoute::Ldl => {
            let mut ldl = Box::new(DenseLdl::default());
            let inertia = counts(ldl.factorize(&LowerTriangle(scaled)));
            if inertia.zero > 0 {
                return Ok(Attempt::Singular(Some(inertia)));
            }
            let factors = Factors::Symmetric(SymmetricFactors::DenseLdl(ldl));
            let direct = Direct::new(factors, scales, route, order * (order + 1) / 2);
            Ok(Attempt::Factorized(Box::new(Direct { inertia: Some(inertia), ..direct })))
        }
        _ => {
            let lu = DenseLu::new(&scaled);
            // Unlike the negation of `<=`, this rejects NaN.
            let is_regular = lu.smallest_pivot() > limit;
            Ok(if is_regular {
                Attempt::factorized(Factors::DenseLu(lu), scales, route, order * order)
            } else {
                Attempt::Singular(None)
            })
        }
    }
}

fn counts(Inertia { positive, negative, zero }: Inertia) -> InertiaCounts {
    InertiaCounts { positive: positive as u32, negative: negative as u32, zero: zero as u32 }
}

/// The lower triangle of a dense matrix.
struct LowerTriangle(Mat<f64>);

impl Symmetric for LowerTriangle {
    fn order(&self) -> usize {
        self.0.nrows()
    }

    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let below = (0..self.order()).flat_map(move |j| (j + 1..self.order()).map(move |i| (i, j, self.0[(i, j)])));
        (0..self.order()).map(|k| (k, k, self.0[(k, k)])).chain(below)
    }
}

/// A sparse matrix in equilibrated units.
fn scaled(matrix: &SparseMatrix, scales: &Scales) -> SparseMatrix {
    let mut scaled = matrix.clone();
    for i in 0..matrix.rows {
        for k in matrix.indptr[i] as usize..matrix.indptr[i + 1] as usize {
            scaled.data[k] *= scales.rows[i] * scales.columns[matrix.indices[k] as usize];
        }
    }
    scaled
}

fn factorize_cholesky(
    matrix: &SparseMatrix,
    symbolic: &mut Symbolic,
    scales: Scales,
    run: &Run,
) -> Result<Attempt, Error> {
    run.ensure_memory("matrix", [matrix.data.len(), 4])?;
    let analysis = symbolic.analysis(matrix)?;
    let entries = analysis.entries();
    if entries as u64 > run.memory_left() / size_of::<f64>() as u64 {
        return Ok(Attempt::TooCostly);
    }
    if run.is_out_of_time()? {
        return Ok(Attempt::OutOfTime);
    }
    match Cholesky::new(&scaled(matrix, &scales), analysis) {
        Ok(cholesky) if cholesky.smallest_pivot() > pivot_limit(matrix.rows) => Ok(Attempt::factorized(
            Factors::Symmetric(SymmetricFactors::Cholesky(Box::new(cholesky))),
            scales,
            SolveRoute::Cholesky,
            entries,
        )),
        Ok(_) => Ok(Attempt::Unsuitable),
        Err(error) if error.code == Code::InvalidInput => Ok(Attempt::Unsuitable),
        Err(error) => Err(error),
    }
}

/// A sparse symmetric matrix with its rows in the order of a saddle-point matrix: first the rows with a positive
/// diagonal entry.
struct SaddlePoint<'a> {
    matrix: &'a SparseMatrix,
    scales: &'a Scales,
    diagonal: Vec<f64>,
    /// The row at each position, and the reverse.
    rows: Vec<u32>,
    positions: Vec<u32>,
    primal_rows: usize,
}

impl<'a> SaddlePoint<'a> {
    fn new(matrix: &'a SparseMatrix, scales: &'a Scales) -> Self {
        let diagonal = superlinear_systems::symmetric::diagonal(matrix);
        let (mut rows, lower): (Vec<u32>, Vec<u32>) =
            (0..matrix.rows as u32).partition(|&row| diagonal[row as usize] > 0.0);
        let primal_rows = rows.len();
        rows.extend(lower);
        let mut positions = vec![0; rows.len()];
        rows.iter().enumerate().for_each(|(position, &row)| positions[row as usize] = position as u32);
        Self { matrix, scales, diagonal, rows, positions, primal_rows }
    }
}

impl Symmetric for SaddlePoint<'_> {
    fn order(&self) -> usize {
        self.rows.len()
    }

    fn primal_rows(&self) -> usize {
        self.primal_rows
    }

    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let scales = &self.scales.rows;
        let diagonal = self.rows.iter().enumerate().map(move |(k, &row)| {
            let row = row as usize;
            (k, k, scales[row] * self.diagonal[row] * scales[row])
        });
        let below = self.rows.iter().enumerate().flat_map(move |(i, &row)| {
            let (columns, values) = self.matrix.row(row as usize);
            columns.iter().zip(values).filter_map(move |(&column, value)| {
                let j = self.positions[column as usize] as usize;
                (j < i).then(|| (i, j, scales[row as usize] * value * scales[column as usize]))
            })
        });
        diagonal.chain(below)
    }
}

fn factorize_ldl(matrix: &SparseMatrix, symbolic: &mut Symbolic, scales: Scales, run: &Run) -> Result<Attempt, Error> {
    run.ensure_memory("matrix", [matrix.data.len(), 6])?;
    let saddle_point = SaddlePoint::new(matrix, &scales);
    let known = symbolic.ldl.take().filter(|(_, rows)| *rows == saddle_point.rows);
    let mut ldl = Box::new(known.map_or_else(SparseLdl::default, |(ldl, _)| *ldl).continued(run.part()));
    if ldl.numbers(&saddle_point) as u64 > run.memory_left() / size_of::<f64>() as u64 {
        return Ok(Attempt::TooCostly);
    }
    let inertia = counts(ldl.factorize(&saddle_point));
    let rows = saddle_point.rows;
    if run.is_out_of_time()? {
        return Ok(Attempt::OutOfTime);
    }
    if inertia.zero > 0 {
        return Ok(Attempt::Unsuitable);
    }
    let entries = ldl.entries();
    let factors = Factors::Symmetric(SymmetricFactors::Ldl(ldl, rows));
    let direct = Direct::new(factors, scales, SolveRoute::Ldl, entries);
    Ok(Attempt::Factorized(Box::new(Direct { inertia: Some(inertia), ..direct })))
}

/// Bytes of an entry of a factor: its value and its row. Vectors grow by doubling, so half of them may be unused, and
/// the old ones exist beside the new ones meanwhile.
const BYTES_PER_ENTRY: u64 = 3 * 12;

fn factorize_lu(
    matrix: &SparseMatrix,
    (scales, max_operations): (Scales, f64),
    symbolic: &LuSymbolic,
    run: &Run,
) -> Result<Attempt, Error> {
    if run.is_out_of_time()? {
        return Ok(Attempt::OutOfTime);
    }
    let entries = (run.memory_left() / BYTES_PER_ENTRY).min(u64::from(u32::MAX)) as usize;
    let limits = Limits { operations: max_operations, entries, smallest_pivot: pivot_limit(matrix.rows) };
    Ok(match Lu::factorize(&scaled(matrix, &scales).data, symbolic, None, (limits, run))? {
        Factored::Regular(lu) => {
            let entries = lu.entries();
            Attempt::factorized(Factors::Lu(lu), scales, SolveRoute::Lu, entries)
        }
        Factored::Singular => Attempt::Singular(None),
        Factored::OutOfTime => Attempt::OutOfTime,
        Factored::TooLarge => Attempt::TooCostly,
    })
}

/// Multiplies each entry by its scale.
fn multiply(values: &mut [f64], scales: &[f64]) {
    values.iter_mut().zip(scales).for_each(|(value, scale)| *value *= scale);
}

impl Direct {
    fn new(factors: Factors, scales: Scales, route: SolveRoute, entries: usize) -> Self {
        Self { factors, scales, route, inertia: None, entries, rounding: 0.0 }
    }

    /// Returns the results of the symbolic step.
    pub fn give_back(self, symbolic: &mut Symbolic) {
        match self.factors {
            Factors::Symmetric(SymmetricFactors::Cholesky(cholesky)) => {
                symbolic.cholesky = Some(cholesky.into_analysis());
            }
            Factors::Symmetric(SymmetricFactors::Ldl(ldl, rows)) => symbolic.ldl = Some((ldl, rows)),
            _ => {}
        }
    }

    /// Whether a solution that is too large proves the matrix singular: without pivoting, the factors themselves may be.
    pub fn is_stable(&self) -> bool {
        !matches!(self.factors, Factors::Symmetric(SymmetricFactors::Ldl(..)))
    }

    /// Replaces a right side by the solution.
    pub fn solve(&self, values: &mut [f64]) {
        multiply(values, &self.scales.rows);
        match &self.factors {
            Factors::DenseLu(lu) => lu.solve_in_place(values),
            Factors::Lu(lu) => lu.solve(values),
            Factors::Symmetric(factors) => factors.solve(values),
        }
        multiply(values, &self.scales.columns);
    }

    /// Replaces a right side by the solution of the transposed system.
    pub fn solve_transposed(&self, values: &mut [f64]) {
        multiply(values, &self.scales.columns);
        match &self.factors {
            Factors::DenseLu(lu) => lu.solve_transposed_in_place(values),
            Factors::Lu(lu) => lu.solve_transposed(values),
            Factors::Symmetric(factors) => factors.solve(values),
        }
        multiply(values, &self.scales.rows);
    }

    /// Solves for a column and refines the solution while this reduces the residual. `None` if the solution is as
    /// large as only matrices within rounding of a singular one have: this also covers factorizations without pivots
    /// at rounding level.
    pub fn solve_column(&self, system: &System, column: &Column) -> Option<(Vec<f64>, Errors)> {
        let mut x = column.right_side.clone();
        self.solve(&mut x);
        if !are_finite(&x) || self.is_too_large(&x, column) {
            return None;
        }
        let mut residual = vec![0.0; x.len()];
        system.write_residual(column, &x, &mut residual);
        for _ in 0..MAX_REFINEMENTS {
            let size = largest(&residual);
            if size == 0.0 {
                break;
            }
            let mut refined = residual.clone();
            self.solve(&mut refined);
            refined.iter_mut().zip(&x).for_each(|(refined, x)| *refined += x);
            let mut next = vec![0.0; x.len()];
            system.write_residual(column, &refined, &mut next);
            let next_size = largest(&next);
            // Unlike the negation of `>=`, this rejects NaN.
            let is_smaller = are_finite(&next) && next_size < size;
            if is_smaller {
                (x, residual) = (refined, next);
            }
            if !(is_smaller && next_size <= WORTHWHILE * size) {
                break;
            }
        }
        let errors = system.errors(column, &x, &residual);
        are_finite(&residual).then_some((x, errors))
    }

    /// Whether the solution shows that the inverse of the equilibrated matrix is as large as the reciprocal of its
    /// rounding error.
    fn is_too_large(&self, x: &[f64], column: &Column) -> bool {
        let scaled = x.iter().zip(&self.scales.columns).fold(0.0, |size: f64, (x, scale)| size.max((x / scale).abs()));
        let right_side = column.right_side.iter().zip(&self.scales.rows);
        let size = right_side.fold(0.0, |size: f64, (b, scale)| size.max((b * scale).abs()));
        scaled * self.rounding > size
    }
}
