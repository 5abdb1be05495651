//! Cholesky factorization of symmetric positive definite band matrices, with memory and time linear in the size.
//!
//! Source: Golub, Van Loan, Matrix Computations, 4th edition, 2013, section 4.3.5.

/// The lower triangle of a symmetric band matrix; after factorization, the factor L with L Lᵀ equal to the matrix.
#[derive(Clone, Debug)]
pub struct Banded {
    size: usize,
    /// The number of subdiagonals.
    width: usize,
    /// Rows of `width + 1` entries, the diagonal last.
    entries: Vec<f64>,
}

impl Banded {
    /// A zero matrix with `width` subdiagonals.
    pub fn zeros(size: usize, width: usize) -> Self {
        Self { size, width, entries: vec![0.0; size * (width + 1)] }
    }

    /// Entry (i, j), for i - width ≤ j ≤ i.
    pub fn entry_mut(&mut self, i: usize, j: usize) -> &mut f64 {
        let place = self.place(i, j);
        &mut self.entries[place]
    }

    fn place(&self, i: usize, j: usize) -> usize {
        i * (self.width + 1) + self.width + j - i
    }

    /// Factorizes the matrix; `None` if rounding leaves a nonpositive pivot.
    pub fn cholesky(mut self) -> Option<BandedCholesky> {
        for i in 0..self.size {
            let first = i.saturating_sub(self.width);
            for j in first..=i {
                let before = j.saturating_sub(self.width).max(first);
                let product: f64 =
                    (before..j).map(|k| self.entries[self.place(i, k)] * self.entries[self.place(j, k)]).sum();
                let rest = self.entries[self.place(i, j)] - product;
                if i == j && !(rest > 0.0 && rest.is_finite()) {
                    return None;
                }
                let entry = if i == j { rest.sqrt() } else { rest / self.entries[self.place(j, j)] };
                *self.entry_mut(i, j) = entry;
            }
        }
        Some(BandedCholesky(self))
    }
}

/// The Cholesky factorization of a band matrix.
#[derive(Clone, Debug)]
pub struct BandedCholesky(Banded);

impl BandedCholesky {
    /// Solves the system for `vector` in place.
    pub fn solve(&self, vector: &mut [f64]) {
        let Banded { size, width, entries } = &self.0;
        for i in 0..*size {
            let product: f64 = (i.saturating_sub(*width)..i).map(|j| entries[self.0.place(i, j)] * vector[j]).sum();
            vector[i] = (vector[i] - product) / entries[self.0.place(i, i)];
        }
        for i in (0..*size).rev() {
            vector[i] /= entries[self.0.place(i, i)];
            for j in i.saturating_sub(*width)..i {
                vector[j] -= entries[self.0.place(i, j)] * vector[i];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solutions_solve() {
        for (size, width) in [(1, 0), (7, 0), (7, 2), (3, 5), (40, 3)] {
            let entry =
                |i: usize, j: usize| if i == j { 4.0 + i as f64 / 8.0 } else { ((i * 3 + j) % 5) as f64 / 4.0 - 0.5 };
            let symmetric = |i: usize, j: usize| if i.abs_diff(j) > width { 0.0 } else { entry(i.max(j), i.min(j)) };
            let mut matrix = Banded::zeros(size, width);
            for i in 0..size {
                (i.saturating_sub(width)..=i).for_each(|j| *matrix.entry_mut(i, j) = entry(i, j));
            }
            let expected: Vec<f64> = (0..size).map(|i| (i % 4) as f64 - 1.5).collect();
            let mut vector: Vec<f64> =
                (0..size).map(|i| (0..size).map(|j| symmetric(i, j) * expected[j]).sum()).collect();
            matrix.cholesky().expect("dominant diagonals").solve(&mut vector);
            assert!(vector.iter().zip(&expected).all(|(found, expected)| (found - expected).abs() < 1e-13));
        }
    }

    #[test]
    fn what_is_not_positive_definite_is_told() {
        let mut matrix = Banded::zeros(2, 1);
        for (i, j, value) in [(0, 0, 1.0), (1, 0, 2.0), (1, 1, 3.0)] {
            *matrix.entry_mut(i, j) = value;
        }
        assert!(matrix.cholesky().is_none());
    }
}
