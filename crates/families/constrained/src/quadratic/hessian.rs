//! The forms in which P may be given.

use superlinear_interface::{AnyMatrix, Error, VectorOrAnyMatrix, check};

/// P, validated; determined by its lower triangle.
#[derive(Clone, Copy)]
pub(super) enum Hessian<'a> {
    Zero,
    Diagonal(&'a [f64]),
    Matrix(&'a AnyMatrix),
}

/// Tolerated asymmetry of an off-diagonal entry, relative to the larger of the two mirror images and of the square root
/// of the product of the two diagonal entries: matrix products round sums of terms of that size.
const ASYMMETRY: f64 = 1e-12;

impl<'a> Hessian<'a> {
    /// Refuses anything but a symmetric matrix of order `variables`.
    pub fn new(variables: usize, given: Option<&'a VectorOrAnyMatrix>) -> Result<Self, Error> {
        let matrix = match given {
            None => return Ok(Self::Zero),
            Some(VectorOrAnyMatrix::Vector(diagonal)) => {
                check::finite_vector("hessian", diagonal, variables, "linear")?;
                return Ok(Self::Diagonal(diagonal));
            }
            Some(VectorOrAnyMatrix::Matrix(matrix)) => matrix,
        };
        matrix.ensure_well_formed().map_err(|error| error.within("hessian"))?;
        let (rows, columns) = (matrix.rows(), matrix.columns());
        if (rows, columns) != (variables, variables) {
            return Err(Error::invalid(
                "hessian",
                format!("must be {variables} x {variables}, as there are entries of linear, got {rows} x {columns}"),
            ));
        }
        matrix.ensure_finite("hessian")?;
        ensure_mirrored(matrix)?;
        Ok(Self::Matrix(matrix))
    }

    /// Calls `entry` with row, column and value of each nonzero of the lower triangle.
    pub fn for_each(&self, mut entry: impl FnMut(usize, usize, f64)) {
        match self {
            Self::Zero => {}
            Self::Diagonal(diagonal) => diagonal.iter().enumerate().for_each(|(i, &value)| entry(i, i, value)),
            Self::Matrix(matrix) => matrix.for_each_entry(|i, j, value| {
                if i >= j && value != 0.0 {
                    entry(i, j, value);
                }
            }),
        }
    }
}

/// Refuses an entry above the diagonal that is neither zero nor the mirror image of the one below.
fn ensure_mirrored(matrix: &AnyMatrix) -> Result<(), Error> {
    let mut wrong = None;
    matrix.for_each_entry(|i, j, value| {
        if i < j && value != 0.0 && wrong.is_none() {
            let mirror = entry_of(matrix, j, i);
            let size = (entry_of(matrix, i, i).abs().sqrt() * entry_of(matrix, j, j).abs().sqrt()).max(mirror.abs());
            if (mirror - value).abs() > ASYMMETRY * size.max(value.abs()) {
                wrong = Some((i, j, value, mirror));
            }
        }
    });
    let Some((i, j, value, mirror)) = wrong else { return Ok(()) };
    let (value, mirror) = (check::short(value), check::short(mirror));
    Err(Error::invalid(
        "hessian",
        format!(
            "must be symmetric, or zero above the diagonal: the entry ({i}, {j}) is {value}, its mirror image {mirror}"
        ),
    ))
}

fn entry_of(matrix: &AnyMatrix, i: usize, j: usize) -> f64 {
    match matrix {
        AnyMatrix::Dense(matrix) => matrix.row(i)[j],
        AnyMatrix::DenseSingle(matrix) => matrix.data[i * matrix.columns + j].into(),
        AnyMatrix::Sparse(matrix) => {
            let (columns, values) = matrix.row(i);
            columns.binary_search(&(j as i32)).map_or(0.0, |place| values[place])
        }
    }
}
