//! The system in units of powers of two, in which neither squares nor products overflow: the largest entries of the
//! matrix and of each right side are about 1. Scaling by powers of two is exact unless entries underflow.

use super::problem::Structure;
use std::borrow::Cow;
use superlinear_interface::{
    AnyMatrix, Code, Error, Matrix, Run, SingleMatrix, SparseMatrix, VectorOrMatrix, check, defect,
};
use superlinear_numerics::sparse::check_mirror_images;
use superlinear_numerics::vectors::{are_finite, dot, largest, norm};
use superlinear_systems::symmetric::{ASYMMETRY, diagonal, multiply};

/// The asymmetry of entries that `auto` takes for rounding, relative to the larger of two mirror images.
const ROUNDED_ASYMMETRY: f64 = 4.0 * f64::EPSILON;

/// The square matrix of a system.
#[derive(Clone)]
pub(crate) enum SystemMatrix {
    Dense(Matrix),
    Sparse(SparseMatrix),
}

impl SystemMatrix {
    /// Checks the matrix, and scales it by 2 to the power of minus the exponent of the returned unit.
    pub fn new(matrix: AnyMatrix, run: &Run) -> Result<(Self, Unit), Error> {
        let (rows, columns) = (matrix.rows(), matrix.columns());
        check::square("matrix", rows, columns)?;
        matrix.ensure_well_formed().map_err(|error| error.within("matrix"))?;
        matrix.ensure_finite("matrix")?;
        let mut matrix = match matrix {
            AnyMatrix::Dense(matrix) => Self::Dense(matrix),
            AnyMatrix::DenseSingle(SingleMatrix { data, .. }) => {
                run.ensure_memory("matrix", [rows, rows])?;
                Self::Dense(Matrix::new(rows, rows, data.iter().map(|&entry| entry.into()).collect()))
            }
            AnyMatrix::Sparse(matrix) => Self::Sparse(matrix),
        };
        let data = match &mut matrix {
            Self::Dense(Matrix { data, .. }) | Self::Sparse(SparseMatrix { data, .. }) => data,
        };
        let mut unit = Unit { exponent: exponent_of(largest(data)), loses_entries: false };
        if unit.exponent.abs() <= HARMLESS_EXPONENT {
            return Ok((matrix, Unit::default()));
        }
        for entry in data.iter_mut().filter(|entry| **entry != 0.0) {
            *entry = shifted(*entry, -unit.exponent);
            unit.loses_entries |= *entry == 0.0;
        }
        Ok((matrix, unit))
    }

    pub fn order(&self) -> usize {
        match self {
            Self::Dense(matrix) => matrix.rows,
            Self::Sparse(matrix) => matrix.rows,
        }
    }

    /// Scales rows and columns by the same numbers.
    pub fn scale(&mut self, scales: &[f64]) {
        match self {
            Self::Dense(matrix) => {
                let order = matrix.rows;
                let entries = matrix.data.iter_mut().enumerate();
                entries.for_each(|(k, entry)| *entry *= scales[k / order] * scales[k % order]);
            }
            Self::Sparse(SparseMatrix { rows, indptr, indices, data, .. }) => {
                for i in 0..*rows {
                    for k in indptr[i] as usize..indptr[i + 1] as usize {
                        data[k] *= scales[i] * scales[indices[k] as usize];
                    }
                }
            }
        }
    }

    pub fn negate(&mut self) {
        let (Self::Dense(Matrix { data, .. }) | Self::Sparse(SparseMatrix { data, .. })) = self;
        data.iter_mut().for_each(|entry| *entry = -*entry);
    }

    /// The matrix in compressed rows; converts a dense one.
    pub fn sparse(&self, run: &Run) -> Result<Cow<'_, SparseMatrix>, Error> {
        match self {
            Self::Dense(matrix) => sparse(matrix, run).map(Cow::Owned),
            Self::Sparse(matrix) => Ok(Cow::Borrowed(matrix)),
        }
    }

    /// Whether a sparse matrix has its entries in the same places; those of a dense one do not matter.
    pub fn has_places_of(&self, other: &SparseMatrix) -> bool {
        match self {
            Self::Dense(_) => true,
            Self::Sparse(matrix) => matrix.indptr[..] == other.indptr[..] && matrix.indices[..] == other.indices[..],
        }
    }

    /// Calls `visit` with row, column and value of each entry.
    pub fn for_each_entry(&self, visit: impl FnMut(usize, usize, f64)) {
        match self {
            Self::Dense(matrix) => matrix.for_each_entry(visit),
            Self::Sparse(matrix) => matrix.for_each_entry(visit),
        }
    }

    /// Writes A x into `y`.
    pub fn multiply(&self, x: &[f64], y: &mut [f64]) {
        match self {
            Self::Dense(matrix) => y.iter_mut().enumerate().for_each(|(i, y)| *y = dot(matrix.row(i), x)),
            Self::Sparse(matrix) => multiply(matrix, x, y),
        }
    }

    pub fn diagonal(&self) -> Vec<f64> {
        match self {
            Self::Dense(matrix) => (0..matrix.rows).map(|i| matrix.row(i)[i]).collect(),
            Self::Sparse(matrix) => diagonal(matrix),
        }
    }

    /// The maximum norm and the 1-norm.
    pub fn norms(&self) -> (f64, f64) {
        let (mut rows, mut columns) = (vec![0.0; self.order()], vec![0.0; self.order()]);
        self.for_each_entry(|i, j, value| {
            rows[i] += value.abs();
            columns[j] += value.abs();
        });
        (largest(&rows), largest(&columns))
    }

    /// Whether the matrix is symmetric but for rounding.
    pub fn is_symmetric(&self) -> bool {
        self.check_symmetric(ROUNDED_ASYMMETRY).is_ok()
    }

    /// Refuses a matrix that is not symmetric, for a method that needs it to be.
    pub fn ensure_symmetric(&self) -> Result<(), Error> {
        self.check_symmetric(ASYMMETRY).map_err(|error| error.within("matrix"))
    }

    fn check_symmetric(&self, asymmetry: f64) -> Result<(), Error> {
        let matrix = match self {
            Self::Sparse(matrix) => return check_mirror_images(matrix, asymmetry),
            Self::Dense(matrix) => matrix,
        };
        let order = matrix.rows;
        for i in 0..order {
            for j in 0..i {
                let (a, b) = (matrix.data[i * order + j], matrix.data[j * order + i]);
                if (a - b).abs() > asymmetry * a.abs().max(b.abs()) {
                    let message = format!("must equal its mirror image: the entry ({i}, {j}) is {}", check::short(a));
                    return Err(Error::invalid(format!("data[{}]", i * order + j), message));
                }
            }
        }
        Ok(())
    }
}

/// A dense matrix in compressed rows, without zeros.
fn sparse(matrix: &Matrix, run: &Run) -> Result<SparseMatrix, Error> {
    let entries = matrix.data.iter().filter(|&&entry| entry != 0.0).count();
    run.ensure_memory("matrix", [entries, 2])?;
    let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
    for i in 0..matrix.rows {
        for (j, &entry) in matrix.row(i).iter().enumerate().filter(|(_, entry)| **entry != 0.0) {
            indices.push(j as i32);
            data.push(entry);
        }
        indptr.push(data.len() as i32);
    }
    let (rows, columns) = (matrix.rows, matrix.columns);
    Ok(SparseMatrix { rows, columns, indptr: indptr.into(), indices: indices.into(), data: data.into() })
}

/// A sparse matrix as a dense one.
fn dense(matrix: &SparseMatrix) -> Matrix {
    let order = matrix.rows;
    let mut data = vec![0.0; order * order];
    matrix.for_each_entry(|i, j, value| data[i * order + j] = value);
    Matrix::new(order, order, data)
}

/// A sparse matrix in safe units, if its entries are not in them, and the exponent of its unit.
pub(crate) fn in_safe_units(matrix: &SparseMatrix) -> (Option<SparseMatrix>, i32) {
    let exponent = exponent_of(largest(&matrix.data));
    if exponent.abs() <= HARMLESS_EXPONENT {
        return (None, 0);
    }
    let mut scaled = matrix.clone();
    scaled.data.iter_mut().for_each(|entry| *entry = shifted(*entry, -exponent));
    (Some(scaled), exponent)
}

/// The unit of a matrix: 2 to the power of `exponent`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Unit {
    exponent: i32,
    /// Whether entries that are not 0 vanish in this unit.
    loses_entries: bool,
}

impl Unit {
    /// A number times a power of the unit, 1 or -1.
    pub fn scaled(self, number: f64, power: i32) -> f64 {
        shifted(number, power * self.exponent)
    }
}

/// The matrix of a system, with its norms.
pub(crate) struct System {
    pub matrix: SystemMatrix,
    pub norm: f64,
    pub norm_of_columns: f64,
    pub structure: Structure,
    unit: Unit,
}

/// A right side in its unit.
pub(crate) struct Column {
    pub right_side: Vec<f64>,
    pub norm: f64,
    pub initial: Option<Vec<f64>>,
    exponent: i32,
}

/// Errors of a solution, relative to the data.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Errors {
    pub relative_residual: f64,
    pub backward_error: f64,
}

impl Errors {
    pub fn larger(self, other: Self) -> Self {
        Self {
            relative_residual: self.relative_residual.max(other.relative_residual),
            backward_error: self.backward_error.max(other.backward_error),
        }
    }
}

impl System {
    /// Checks the matrix of a problem. A given structure is not tested.
    pub fn new(matrix: AnyMatrix, structure: Option<Structure>, run: &Run) -> Result<Self, Error> {
        let (matrix, unit) = SystemMatrix::new(matrix, run)?;
        let structure = match structure {
            Some(structure) => structure,
            None if matrix.is_symmetric() => Structure::Symmetric,
            None => Structure::General,
        };
        let (norm, norm_of_columns) = matrix.norms();
        Ok(Self { norm, norm_of_columns, structure, matrix, unit })
    }

    /// The right sides and starting points of a problem, in the units of the system.
    pub fn columns(&self, right_side: &VectorOrMatrix, initial: Option<&VectorOrMatrix>) -> Result<Vec<Column>, Error> {
        check::right_side("rightSide", right_side, self.order())?;
        if let Some(initial) = initial {
            check::right_side("initial", initial, self.order())?;
            check::columns("initial", initial.count(), right_side.count(), "rightSide")?;
        }
        Column::all(right_side, initial, self.unit.exponent)
    }

    /// A right side of finite numbers, in the units of the system.
    pub fn column(&self, right_side: Vec<f64>) -> Column {
        Column::new(right_side, None, self.unit.exponent)
    }

    /// The same with a starting point.
    pub fn column_from(&self, right_side: Vec<f64>, initial: Vec<f64>) -> Column {
        Column::new(right_side, Some(initial), self.unit.exponent)
    }

    pub fn order(&self) -> usize {
        self.matrix.order()
    }

    /// The matrix in compressed rows; converts a dense one.
    pub fn make_sparse(&mut self, run: &Run) -> Result<&SparseMatrix, Error> {
        if let SystemMatrix::Dense(matrix) = &self.matrix {
            self.matrix = SystemMatrix::Sparse(sparse(matrix, run)?);
        }
        match &self.matrix {
            SystemMatrix::Sparse(matrix) => Ok(matrix),
            SystemMatrix::Dense(_) => defect("a converted matrix is dense"),
        }
    }

    /// Converts a sparse matrix with at most this number of rows to a dense one.
    pub fn make_dense_up_to(&mut self, max_rows: usize) {
        if let SystemMatrix::Sparse(matrix) = &self.matrix
            && matrix.rows <= max_rows
        {
            self.matrix = SystemMatrix::Dense(dense(matrix));
        }
    }

    /// Fails if the matrix may be singular only because entries vanish in its unit.
    pub fn ensure_faithful(&self) -> Result<(), Error> {
        if self.unit.loses_entries {
            let message = "the entries of matrix differ too much in size for a solution; scale its rows or columns";
            return Err(Error::new(Code::NumericalBreakdown, message));
        }
        Ok(())
    }

    /// Writes b - A x.
    pub fn write_residual(&self, column: &Column, x: &[f64], residual: &mut [f64]) {
        self.matrix.multiply(x, residual);
        residual.iter_mut().zip(&column.right_side).for_each(|(residual, right)| *residual = right - *residual);
    }

    /// The errors of a solution with this residual.
    pub fn errors(&self, column: &Column, x: &[f64], residual: &[f64]) -> Errors {
        let size = largest(residual);
        if size == 0.0 {
            return Errors::default();
        }
        let relative_residual = if column.norm > 0.0 { norm(residual) / column.norm } else { f64::MAX };
        let backward_error = size / (self.norm * largest(x) + largest(&column.right_side));
        Errors { relative_residual: relative_residual.min(f64::MAX), backward_error }
    }

    /// The solution of a column in the caller's units. Fails if it is out of range.
    pub fn in_callers_units(&self, column: &Column, x: Vec<f64>) -> Result<Vec<f64>, Error> {
        column.in_callers_units(x, self.unit.exponent)
    }
}

impl Column {
    /// The right sides and starting points of a problem, of matching sizes, for a matrix in the unit of an exponent.
    pub fn all(
        right_side: &VectorOrMatrix,
        initial: Option<&VectorOrMatrix>,
        matrix_exponent: i32,
    ) -> Result<Vec<Self>, Error> {
        let columns = check::finite_columns("rightSide", right_side)?;
        let starts = initial.map(|initial| check::finite_columns("initial", initial)).transpose()?;
        let mut starts = starts.unwrap_or_default().into_iter();
        Ok(columns.into_iter().map(|column| Self::new(column, starts.next(), matrix_exponent)).collect())
    }

    /// A solution in the caller's units. Fails if it is out of range.
    pub fn in_callers_units(&self, mut x: Vec<f64>, matrix_exponent: i32) -> Result<Vec<f64>, Error> {
        let exponent = self.exponent - matrix_exponent;
        let size = largest(&x);
        if exponent != 0 {
            x.iter_mut().for_each(|entry| *entry = shifted(*entry, exponent));
        }
        let is_tiny = size > 0.0 && largest(&x) < f64::MIN_POSITIVE;
        if are_finite(&x) && !is_tiny {
            return Ok(x);
        }
        Err(Error::new(Code::NumericalBreakdown, "the solution is beyond the range of numbers; scale the problem"))
    }

    /// A right side and a starting point in safe units, for a matrix in the unit of an exponent.
    pub fn new(mut right_side: Vec<f64>, mut initial: Option<Vec<f64>>, matrix_exponent: i32) -> Self {
        let exponent = exponent_of(largest(&right_side));
        let exponent = if exponent.abs() > HARMLESS_EXPONENT { exponent } else { 0 };
        if exponent != 0 {
            right_side.iter_mut().for_each(|entry| *entry = shifted(*entry, -exponent));
        }
        if let Some(initial) = &mut initial {
            initial.iter_mut().for_each(|entry| *entry = shifted(*entry, matrix_exponent - exponent));
        }
        Self { norm: norm(&right_side), right_side, initial, exponent }
    }
}

/// Data with largest entries within 2 to the power of plus or minus this are not scaled: products of four numbers
/// stay in range.
const HARMLESS_EXPONENT: i32 = 200;

/// The binary exponent of a number; 0 for 0.
fn exponent_of(value: f64) -> i32 {
    if value == 0.0 { 0 } else { value.abs().log2().floor() as i32 }
}

/// `value` times a power of two, in two steps because the power may be out of range.
fn shifted(value: f64, exponent: i32) -> f64 {
    let half = exponent / 2;
    value * f64::powi(2.0, half) * f64::powi(2.0, exponent - half)
}
