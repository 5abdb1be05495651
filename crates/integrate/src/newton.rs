//! The matrices of Radau's Newton iterations, `(γ/h) M - J` for a real and a complex `γ`: dense, or sparse where that
//! takes less work.

use crate::dense_lu::{DenseLu, Factorization};
use superlinear_interface::{Code, Error, Run, SparseMatrix};
use superlinear_numerics::pattern::Pattern;
use superlinear_systems::lu::{ColumnOrder, Factored, Limits, Lu};

/// The eigenvalues of the inverse of the coefficients: `3 + 3^(2/3) - 3^(1/3)`, and `3 + (3^(1/3) - 3^(2/3))/2` with the
/// imaginary part `-(3^(5/6) + 3^(7/6))/2`.
pub(crate) const REAL: f64 = 3.637_834_252_744_496;
pub(crate) const COMPLEX: [f64; 2] = [2.681_082_873_627_752_3, -3.050_430_199_247_411];

/// Sparse factors above this number of unknowns, with less than this fraction of entries.
const SPARSE_UNKNOWNS: usize = 60;
const SPARSE_FRACTION: f64 = 0.1;

/// The factors of both matrices.
pub(crate) enum Matrices {
    Dense { real: DenseLu, complex: DenseLu },
    Sparse(Box<Sparse>),
}

/// The sparse matrices and their factors. The complex one is a real one of twice the order, since complex factors of
/// sparse matrices are not there.
pub(crate) struct Sparse {
    matrices: [SparseMatrix; 2],
    /// The places of the Jacobian's entries and of the diagonal in the real matrix.
    entries: Vec<usize>,
    diagonal: Vec<usize>,
    orders: [Option<ColumnOrder>; 2],
    factors: [Option<Box<Lu>>; 2],
}

impl Matrices {
    /// For a Jacobian with this pattern, of which columns beyond the unknowns do not count.
    pub fn new(pattern: &Pattern, run: &Run) -> Result<Self, Error> {
        let n = pattern.rows;
        let count = pattern.entries.iter().filter(|(_, j)| *j < n).count();
        if n > SPARSE_UNKNOWNS && (count as f64) < SPARSE_FRACTION * (n * n) as f64 {
            return Ok(Self::Sparse(Box::new(Sparse::new(pattern))));
        }
        run.ensure_memory("initial", [3, n, n])?;
        Ok(Self::Dense { real: DenseLu::new(n, false), complex: DenseLu::new(n, true) })
    }

    /// Factorizes both matrices for a step of size `h`.
    pub fn factorize(
        &mut self,
        pattern: &Pattern,
        jacobian: &[f64],
        (mass, h): (&[f64], f64),
        run: &Run,
    ) -> Result<Factorization, Error> {
        match self {
            Self::Dense { real, complex } => {
                set_dense(real, pattern, jacobian, mass, [REAL / h, 0.0]);
                set_dense(complex, pattern, jacobian, mass, COMPLEX.map(|part| part / h));
                match real.factorize(run)? {
                    Factorization::Regular => complex.factorize(run),
                    other => Ok(other),
                }
            }
            Self::Sparse(sparse) => sparse.factorize(pattern, jacobian, (mass, h), run),
        }
    }

    /// Replaces a right side by the solution with the real matrix.
    pub fn solve(&self, x: &mut [f64]) {
        match self {
            Self::Dense { real, .. } => real.solve(x),
            Self::Sparse(sparse) => {
                if let Some(lu) = &sparse.factors[0] {
                    lu.solve(x);
                }
            }
        }
    }

    /// Replaces real and imaginary parts of a right side by those of the solution with the complex matrix.
    pub fn solve_complex(&self, x: &mut [f64], y: &mut [f64]) {
        match self {
            Self::Dense { complex, .. } => complex.solve_complex(x, y),
            Self::Sparse(sparse) => {
                if let Some(lu) = &sparse.factors[1] {
                    let mut both = [&*x, &*y].concat();
                    lu.solve(&mut both);
                    x.copy_from_slice(&both[..x.len()]);
                    y.copy_from_slice(&both[x.len()..]);
                }
            }
        }
    }
}

/// Sets the entries of a dense matrix.
fn set_dense(lu: &mut DenseLu, pattern: &Pattern, jacobian: &[f64], mass: &[f64], shift: [f64; 2]) {
    let n = mass.len();
    let (real, imaginary) = lu.entries();
    real.fill(0.0);
    imaginary.fill(0.0);
    for (&(i, j), entry) in pattern.entries.iter().zip(jacobian).filter(|((_, j), _)| *j < n) {
        real[i * n + j] = -entry;
    }
    for (i, mass) in mass.iter().enumerate() {
        real[i * n + i] += shift[0] * mass;
        if let Some(entry) = imaginary.get_mut(i * n + i) {
            *entry = shift[1] * mass;
        }
    }
}

impl Sparse {
    fn new(pattern: &Pattern) -> Self {
        let n = pattern.rows;
        let mut rows: Vec<Vec<i32>> = (0..n).map(|i| vec![i as i32]).collect();
        for &(i, j) in pattern.entries.iter().filter(|(i, j)| *j < n && i != j) {
            rows[i].push(j as i32);
        }
        rows.iter_mut().for_each(|row| row.sort_unstable());
        let mut indptr = vec![0_usize];
        rows.iter().for_each(|row| indptr.push(indptr[indptr.len() - 1] + row.len()));
        let place = |i: usize, j: usize| indptr[i] + rows[i].partition_point(|&column| (column as usize) < j);
        let entries = pattern.entries.iter().filter(|(_, j)| *j < n).map(|&(i, j)| place(i, j)).collect();
        let diagonal = (0..n).map(|i| place(i, i)).collect();
        // Rows of the real part: [A, -B]; of the imaginary part: [B, A], with a diagonal B.
        let upper = rows.iter().enumerate().map(|(i, row)| [&row[..], &[(n + i) as i32]].concat());
        let lower = rows.iter().enumerate().map(|(i, row)| {
            let own = row.iter().map(|column| column + n as i32);
            std::iter::once(i as i32).chain(own).collect()
        });
        let doubled = of_rows(upper.chain(lower).collect());
        Self { matrices: [of_rows(rows), doubled], entries, diagonal, orders: [None, None], factors: [None, None] }
    }

    fn factorize(
        &mut self,
        pattern: &Pattern,
        jacobian: &[f64],
        (mass, h): (&[f64], f64),
        run: &Run,
    ) -> Result<Factorization, Error> {
        let n = mass.len();
        let mut negated = vec![0.0; self.matrices[0].data.len()];
        let own = pattern.entries.iter().zip(jacobian).filter(|((_, j), _)| *j < n);
        own.zip(&self.entries).for_each(|((_, entry), &place)| negated[place] = -entry);
        let shifted = |shift: f64| {
            let mut entries = negated.clone();
            self.diagonal.iter().zip(mass).for_each(|(&place, mass)| entries[place] += shift * mass);
            entries
        };
        let real = shifted(REAL / h);
        let [re, im] = COMPLEX.map(|part| part / h);
        let of_complex = shifted(re);
        let mut doubled = Vec::with_capacity(self.matrices[1].data.len());
        let row = |i: usize| self.matrices[0].indptr[i] as usize..self.matrices[0].indptr[i + 1] as usize;
        for i in 0..n {
            doubled.extend_from_slice(&of_complex[row(i)]);
            doubled.push(-im * mass[i]);
        }
        for i in 0..n {
            doubled.push(im * mass[i]);
            doubled.extend_from_slice(&of_complex[row(i)]);
        }
        self.matrices[0].data = real.into();
        self.matrices[1].data = doubled.into();
        for ((matrix, order), factors) in self.matrices.iter().zip(&mut self.orders).zip(&mut self.factors) {
            *factors = None;
            let order = match order {
                Some(order) => order,
                None => order.insert(ColumnOrder::new(matrix)?),
            };
            // Each entry of a factor takes a value and an index, twice while it grows.
            let entries = (run.memory_left() / 24) as usize;
            let limits = Limits { operations: f64::INFINITY, entries, smallest_pivot: 0.0 };
            match Lu::factorize(matrix, order, limits, run)? {
                Factored::Regular(lu) => *factors = Some(lu),
                Factored::Singular => return Ok(Factorization::Singular),
                Factored::OutOfTime => return Ok(Factorization::OutOfTime),
                Factored::TooLarge => {
                    let message = "the factors of the field's Jacobian need more memory than memoryLimit leaves";
                    return Err(Error::new(Code::OutOfMemory, message));
                }
            }
        }
        Ok(Factorization::Regular)
    }
}

/// A matrix of zeros with these columns in its rows.
fn of_rows(rows: Vec<Vec<i32>>) -> SparseMatrix {
    let (mut indptr, mut indices) = (vec![0_i32], Vec::new());
    for row in &rows {
        indices.extend_from_slice(row);
        indptr.push(indices.len() as i32);
    }
    let data = vec![0.0; indices.len()].into();
    SparseMatrix { rows: rows.len(), columns: rows.len(), indptr: indptr.into(), indices: indices.into(), data }
}
