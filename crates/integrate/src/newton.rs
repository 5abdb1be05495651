//! The matrices of Radau's Newton iterations, `(γ/h) M - J` for a real and a complex `γ`: dense, or sparse where that
//! takes less work.

use crate::dense_lu::{DenseLu, Factorization};
use superlinear_interface::{Code, Error, Run, SparseMatrix};
use superlinear_numerics::pattern::Pattern;
use superlinear_systems::lu::{Factored, Limits, Lu, Symbolic};
use superlinear_systems::scalar::{Complex, Scalar};

/// The eigenvalues of the inverse of the coefficients: `3 + 3^(2/3) - 3^(1/3)`, and `3 + (3^(1/3) - 3^(2/3))/2` with the
/// imaginary part `-(3^(5/6) + 3^(7/6))/2`.
pub(crate) const REAL: f64 = 3.637_834_252_744_496;
pub(crate) const COMPLEX: Complex = Complex::new(2.681_082_873_627_752_3, -3.050_430_199_247_411);

/// Sparse factors above this number of unknowns, with less than this fraction of entries.
const SPARSE_UNKNOWNS: usize = 60;
const SPARSE_FRACTION: f64 = 0.1;

/// Both matrices and their factors.
pub(crate) struct Matrices {
    places: Places,
    factors: Factors,
}

/// The places of entries in an array of a matrix's entries.
struct Places {
    /// The numbers of the Jacobian's entries by the unknowns, and their places.
    jacobian: Vec<(u32, u32)>,
    diagonal: Vec<u32>,
}

enum Factors {
    Dense { real: DenseLu<f64>, complex: DenseLu<Complex> },
    Sparse(Box<Sparse>),
}

/// Sparse matrices with the same pattern.
struct Sparse {
    pattern: SparseMatrix,
    symbolic: Option<Symbolic>,
    real: SparseLu<f64>,
    complex: SparseLu<Complex>,
}

/// The entries of a matrix, row by row, and its factors.
struct SparseLu<T> {
    entries: Vec<T>,
    factors: Option<Box<Lu<T>>>,
}

impl Matrices {
    /// For a Jacobian with this pattern, of which columns beyond the unknowns do not count.
    pub fn new(pattern: &Pattern, run: &Run) -> Result<Self, Error> {
        let n = pattern.rows;
        let own = || pattern.entries.iter().enumerate().filter(|(_, (_, j))| *j < n);
        if n > SPARSE_UNKNOWNS && (own().count() as f64) < SPARSE_FRACTION * (n * n) as f64 {
            let pattern = with_diagonal(n, own().map(|(_, &entry)| entry));
            let place = |i: usize, j: usize| {
                pattern.indptr[i] as usize + pattern.row(i).0.partition_point(|&column| (column as usize) < j)
            };
            let places = Places::new(n, own(), place);
            return Ok(Self { places, factors: Factors::Sparse(Box::new(Sparse::new(pattern))) });
        }
        run.ensure_memory("initial", [3, n, n])?;
        let factors = Factors::Dense { real: DenseLu::new(n), complex: DenseLu::new(n) };
        Ok(Self { places: Places::new(n, own(), |i, j| i * n + j), factors })
    }

    /// Factorizes both matrices for a step of size `h`.
    pub fn factorize(&mut self, jacobian: &[f64], (mass, h): (&[f64], f64), run: &Run) -> Result<Factorization, Error> {
        let (for_real, for_complex) = match &mut self.factors {
            Factors::Dense { real, complex } => (real.entries(), complex.entries()),
            Factors::Sparse(sparse) => (&mut sparse.real.entries[..], &mut sparse.complex.entries[..]),
        };
        self.places.write(jacobian, mass, REAL / h, for_real);
        self.places.write(jacobian, mass, COMPLEX / h, for_complex);
        match &mut self.factors {
            Factors::Dense { real, complex } => match real.factorize(run)? {
                Factorization::Regular => complex.factorize(run),
                other => Ok(other),
            },
            Factors::Sparse(sparse) => sparse.factorize(run),
        }
    }

    /// Replaces a right side by the solution with the real matrix.
    pub fn solve(&self, x: &mut [f64]) {
        match &self.factors {
            Factors::Dense { real, .. } => real.solve(x),
            Factors::Sparse(sparse) => sparse.real.solve(x),
        }
    }

    /// Replaces a right side by the solution with the complex matrix.
    pub fn solve_complex(&self, x: &mut [Complex]) {
        match &self.factors {
            Factors::Dense { complex, .. } => complex.solve(x),
            Factors::Sparse(sparse) => sparse.complex.solve(x),
        }
    }
}

impl Places {
    fn new<'a>(
        n: usize,
        entries: impl Iterator<Item = (usize, &'a (usize, usize))>,
        place: impl Fn(usize, usize) -> usize,
    ) -> Self {
        Self {
            jacobian: entries.map(|(number, &(i, j))| (number as u32, place(i, j) as u32)).collect(),
            diagonal: (0..n).map(|i| place(i, i) as u32).collect(),
        }
    }

    /// Writes the entries of `shift M - J`.
    fn write<T: Scalar>(&self, jacobian: &[f64], mass: &[f64], shift: T, entries: &mut [T]) {
        entries.fill(T::default());
        for &(number, place) in &self.jacobian {
            entries[place as usize] = T::from(-jacobian[number as usize]);
        }
        for (&place, &mass) in self.diagonal.iter().zip(mass) {
            let entry = &mut entries[place as usize];
            *entry = *entry + shift * T::from(mass);
        }
    }
}

impl Sparse {
    fn new(pattern: SparseMatrix) -> Self {
        let count = pattern.data.len();
        Self { pattern, symbolic: None, real: SparseLu::new(count), complex: SparseLu::new(count) }
    }

    fn factorize(&mut self, run: &Run) -> Result<Factorization, Error> {
        let symbolic = match &mut self.symbolic {
            Some(symbolic) => symbolic,
            symbolic => {
                self.pattern.data = self.real.entries.clone().into();
                symbolic.insert(Symbolic::new(&self.pattern)?)
            }
        };
        match self.real.factorize(symbolic, run)? {
            Factorization::Regular => self.complex.factorize(symbolic, run),
            other => Ok(other),
        }
    }
}

impl<T: Scalar> SparseLu<T> {
    fn new(count: usize) -> Self {
        Self { entries: vec![T::default(); count], factors: None }
    }

    fn factorize(&mut self, symbolic: &Symbolic, run: &Run) -> Result<Factorization, Error> {
        // Each entry of a factor takes a value and an index, twice while it grows.
        let count = run.memory_left() / (2 * (size_of::<T>() + size_of::<u32>()) as u64);
        let limits = Limits { operations: f64::INFINITY, entries: count as usize, smallest_pivot: 0.0 };
        match Lu::factorize(&self.entries, symbolic, self.factors.take(), (limits, run))? {
            Factored::Regular(factors) => {
                self.factors = Some(factors);
                Ok(Factorization::Regular)
            }
            Factored::Singular => Ok(Factorization::Singular),
            Factored::OutOfTime => Ok(Factorization::OutOfTime),
            Factored::TooLarge => {
                let message = "the factors of the field's Jacobian need more memory than memoryLimit leaves";
                Err(Error::new(Code::OutOfMemory, message))
            }
        }
    }

    fn solve(&self, x: &mut [T]) {
        if let Some(factors) = &self.factors {
            factors.solve(x);
        }
    }
}

/// A matrix of zeros with these entries and those of the diagonal.
fn with_diagonal(n: usize, entries: impl Iterator<Item = (usize, usize)>) -> SparseMatrix {
    let mut rows: Vec<Vec<i32>> = (0..n).map(|i| vec![i as i32]).collect();
    entries.filter(|(i, j)| i != j).for_each(|(i, j)| rows[i].push(j as i32));
    let (mut indptr, mut indices) = (vec![0_i32], Vec::new());
    for row in &mut rows {
        row.sort_unstable();
        indices.extend_from_slice(row);
        indptr.push(indices.len() as i32);
    }
    let data = vec![0.0; indices.len()].into();
    SparseMatrix { rows: n, columns: n, indptr: indptr.into(), indices: indices.into(), data }
}
