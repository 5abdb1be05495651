//! The matrices of a sequence, one at a time.

use super::problem::SolveSequenceProblem;
use superlinear_interface::{AnyMatrix, Error, SparseMatrix, check};
use superlinear_numerics::sparse::check_mirror_images;
use superlinear_systems::symmetric::ASYMMETRY;

/// The matrices, in compressed rows.
pub(super) enum Matrices {
    Given(Vec<SparseMatrix>),
    Shifted(Box<Shifted>),
}

/// The matrices `scales[k] * matrix + shifts[k] * I`.
pub(super) struct Shifted {
    base: SparseMatrix,
    /// The place of each diagonal entry.
    diagonal: Vec<usize>,
    scales: Option<Vec<f64>>,
    shifts: Option<Vec<f64>>,
    current: SparseMatrix,
    count: usize,
}

impl Matrices {
    /// Takes the matrices of a problem.
    pub fn new(problem: &mut SolveSequenceProblem) -> Result<Self, Error> {
        match (problem.matrices.take(), problem.matrix.take()) {
            (Some(_), Some(_)) => Err(Error::invalid("matrix", "must be absent if matrices are given")),
            (None, None) => Err(Error::invalid("matrix", "is missing; matrices would do, too")),
            (Some(matrices), None) => {
                let of_one_matrix = [("shifts", problem.shifts.is_some()), ("scales", problem.scales.is_some())];
                check::absent(&of_one_matrix, "must be absent if matrices are given")?;
                Self::given(matrices)
            }
            (None, Some(matrix)) => Self::shifted(matrix, problem),
        }
    }

    fn given(matrices: Vec<AnyMatrix>) -> Result<Self, Error> {
        check::entries("matrices", matrices.len(), 1..)?;
        let order = matrices[0].rows();
        let mut given = Vec::with_capacity(matrices.len());
        for (k, matrix) in matrices.into_iter().enumerate() {
            let path = format!("matrices[{k}]");
            let matrix = sparse(matrix, &path, false)?;
            if matrix.rows != order {
                let message = format!("must have {order} rows as the first matrix, got {}", matrix.rows);
                return Err(Error::invalid(path, message));
            }
            given.push(matrix);
        }
        Ok(Self::Given(given))
    }

    fn shifted(matrix: AnyMatrix, problem: &mut SolveSequenceProblem) -> Result<Self, Error> {
        let base = sparse(matrix, "matrix", true)?;
        let taken = |numbers: Option<superlinear_interface::Vector>, path: &str| -> Result<Option<Vec<f64>>, Error> {
            let Some(numbers) = numbers else { return Ok(None) };
            check::entries(path, numbers.len(), 1..)?;
            check::numbers(path, &numbers, check::FINITE)?;
            Ok(Some(numbers.to_vec()))
        };
        let shifts = taken(problem.shifts.clone(), "shifts")?;
        let scales = taken(problem.scales.take(), "scales")?;
        let count = match (&shifts, &scales) {
            (Some(shifts), Some(scales)) => {
                check::length("scales", scales.len(), shifts.len(), "shifts has")?;
                shifts.len()
            }
            (Some(numbers), None) | (None, Some(numbers)) => numbers.len(),
            (None, None) => return Err(Error::invalid("shifts", "is missing")),
        };
        let place = |i: usize| {
            let start = base.indptr[i] as usize;
            start + base.row(i).0.partition_point(|&column| (column as usize) < i)
        };
        let diagonal = (0..base.rows).map(place).collect();
        let current = base.clone();
        Ok(Self::Shifted(Box::new(Shifted { base, diagonal, scales, shifts, current, count })))
    }

    pub fn count(&self) -> usize {
        match self {
            Self::Given(matrices) => matrices.len(),
            Self::Shifted(shifted) => shifted.count,
        }
    }

    fn first(&self) -> &SparseMatrix {
        match self {
            Self::Given(matrices) => &matrices[0],
            Self::Shifted(shifted) => &shifted.base,
        }
    }

    pub fn order(&self) -> usize {
        self.first().rows
    }

    /// The matrix of a system.
    pub fn load(&mut self, k: usize) -> &SparseMatrix {
        match self {
            Self::Given(matrices) => &matrices[k],
            Self::Shifted(shifted) => shifted.load(k),
        }
    }

    /// Refuses matrices that are not symmetric.
    pub fn ensure_symmetric(&self) -> Result<(), Error> {
        match self {
            Self::Given(matrices) => matrices.iter().enumerate().try_for_each(|(k, matrix)| {
                check_mirror_images(matrix, ASYMMETRY).map_err(|error| error.within(&format!("matrices[{k}]")))
            }),
            Self::Shifted(shifted) => {
                check_mirror_images(&shifted.base, ASYMMETRY).map_err(|error| error.within("matrix"))
            }
        }
    }

    pub fn is_symmetric(&self) -> bool {
        self.ensure_symmetric().is_ok()
    }

    /// The contexts of a problem, by default its shifts.
    pub fn contexts(&self, problem: &SolveSequenceProblem) -> Result<Option<Vec<f64>>, Error> {
        let Some(contexts) = problem.contexts.as_ref().or(problem.shifts.as_ref()) else { return Ok(None) };
        check::length("contexts", contexts.len(), self.count(), "there are systems")?;
        check::numbers("contexts", contexts, check::FINITE)?;
        Ok(Some(contexts.to_vec()))
    }
}

impl Shifted {
    fn load(&mut self, k: usize) -> &SparseMatrix {
        let scale = self.scales.as_ref().map_or(1.0, |scales| scales[k]);
        let shift = self.shifts.as_ref().map_or(0.0, |shifts| shifts[k]);
        for (entry, base) in self.current.data.iter_mut().zip(self.base.data.iter()) {
            *entry = scale * base;
        }
        self.diagonal.iter().for_each(|&place| self.current.data[place] += shift);
        &self.current
    }
}

/// A checked square matrix in compressed rows, with all diagonal entries if `has_diagonal`.
fn sparse(matrix: AnyMatrix, path: &str, has_diagonal: bool) -> Result<SparseMatrix, Error> {
    check::square(path, matrix.rows(), matrix.columns())?;
    matrix.ensure_well_formed().map_err(|error| error.within(path))?;
    matrix.ensure_finite(path)?;
    let order = matrix.rows();
    let mut rows: Vec<Vec<(i32, f64)>> = vec![Vec::new(); order];
    matrix.for_each_entry(|i, j, value| {
        if value != 0.0 || i == j {
            rows[i].push((j as i32, value));
        }
    });
    let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
    for (i, mut row) in rows.into_iter().enumerate() {
        let place = row.partition_point(|&(column, _)| (column as usize) < i);
        if has_diagonal && row.get(place).is_none_or(|&(column, _)| column as usize != i) {
            row.insert(place, (i as i32, 0.0));
        }
        for (column, value) in row {
            indices.push(column);
            data.push(value);
        }
        indptr.push(data.len() as i32);
    }
    Ok(SparseMatrix { rows: order, columns: order, indptr: indptr.into(), indices: indices.into(), data: data.into() })
}
