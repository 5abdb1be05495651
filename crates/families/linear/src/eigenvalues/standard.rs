//! The standard problem `D A D y = λ y` with `D² = B⁻¹`, in units of a power of two in which no products overflow.

use super::Request;
use super::problem::Which;
use super::solution::{EigenvaluesRoute, EigenvaluesSolution};
use crate::solve::system::{SystemMatrix, Unit};
use std::borrow::Cow;
use superlinear_interface::{Code, Ending, Error, Matrix, Run, SparseMatrix, Vector, check};
use superlinear_numerics::vectors::{are_finite, argmax_by, norm};

/// The range of the entries of B: with the entries of A in units of at most 2 to the power of 200, squares of entries of
/// `D A D` stay in range.
const MASSES: std::ops::RangeInclusive<f64> = 1e-50..=1e50;

/// The matrix of the standard problem.
#[derive(Clone)]
pub(super) struct Standard {
    pub matrix: SystemMatrix,
    /// The maximum norm of this matrix.
    pub size: f64,
    /// The maximum norm of A.
    norm: f64,
    /// The diagonal of D; ones without B.
    scales: Vec<f64>,
    unit: Unit,
}

/// Eigenvalues of the standard problem, with orthonormal eigenvectors.
pub(super) struct Found {
    pub values: Vec<f64>,
    pub vectors: Vec<Vec<f64>>,
    pub ending: Ending,
    pub iterations: u32,
    pub count_below: Option<usize>,
    pub route: EigenvaluesRoute,
}

impl Found {
    /// No eigenvalues, because time is out.
    pub fn none(route: EigenvaluesRoute) -> Self {
        let (values, vectors) = (Vec::new(), Vec::new());
        Self { values, vectors, ending: Ending::TimeLimit, iterations: 0, count_below: None, route }
    }
}

impl Standard {
    /// Scales the matrix by the diagonal of B.
    pub fn new(mut matrix: SystemMatrix, unit: Unit, mass: Option<&[f64]>, run: &Run) -> Result<Self, Error> {
        let order = matrix.order();
        let norm = matrix.norms().0;
        let scales = match mass {
            None => vec![1.0; order],
            Some(mass) => {
                check::length("massDiagonal", mass.len(), order, "matrix has rows")?;
                check::numbers("massDiagonal", mass, MASSES)?;
                mass.iter().map(|entry| 1.0 / entry.sqrt()).collect()
            }
        };
        run.ensure_memory("matrix", [order, 4])?;
        if mass.is_some() {
            matrix.scale(&scales);
        }
        let size = matrix.norms().0;
        if !size.is_finite() {
            let message = "the entries of matrix and massDiagonal differ too much in size; scale the problem";
            return Err(Error::new(Code::NumericalBreakdown, message));
        }
        Ok(Self { matrix, size, norm, scales, unit })
    }

    pub fn order(&self) -> usize {
        self.matrix.order()
    }

    /// A number of the caller in the units of this problem.
    pub fn in_units(&self, number: f64) -> f64 {
        self.unit.scaled(number, -1)
    }

    pub fn negate(&mut self) {
        self.matrix.negate();
    }

    /// The matrix in compressed rows; converts a dense one.
    pub fn sparse(&self, run: &Run) -> Result<Cow<'_, SparseMatrix>, Error> {
        self.matrix.sparse(run)
    }

    /// The residual in the standard problem at which that of the caller's problem meets the tolerance, and at least
    /// rounding.
    pub fn target(&self, tolerance: f64) -> f64 {
        let smallest = self.scales.iter().fold(f64::INFINITY, |smallest: f64, &scale| smallest.min(scale));
        (tolerance * self.norm * smallest * smallest).max(ROUNDING * f64::EPSILON * self.size)
    }

    /// The norm of a vector divided by D.
    pub fn unscaled_norm(&self, vector: &[f64]) -> f64 {
        norm(&vector.iter().zip(&self.scales).map(|(entry, scale)| entry / scale).collect::<Vec<_>>())
    }

    fn scaled(&self, vector: &[f64]) -> Vec<f64> {
        vector.iter().zip(&self.scales).map(|(entry, scale)| entry * scale).collect()
    }

    /// The norm of the caller's eigenvector with these parts in the standard problem.
    pub fn complex_norm(&self, real: &[f64], imaginary: &[f64]) -> f64 {
        norm(&self.scaled(real)).hypot(norm(&self.scaled(imaginary)))
    }

    /// The norm of the residual of the caller's problem, relative to that of the eigenvector, for a residual and an
    /// eigenvector of the standard one.
    pub fn residual(&self, residual: &[f64], vector: &[f64]) -> f64 {
        self.unscaled_norm(residual) / norm(&self.scaled(vector))
    }

    /// Whether a residual is within the tolerance.
    pub fn is_within(&self, residual: f64, tolerance: f64) -> bool {
        residual <= tolerance * self.norm
    }

    /// Eigenvalues in the caller's units. Fails if they are out of range: too small ones have lost their digits.
    pub fn values(&self, values: Vec<f64>) -> Result<Vector, Error> {
        let imaginary = vec![0.0; values.len()];
        Ok(self.complex_values(values, imaginary)?.0)
    }

    /// The same by real and imaginary parts.
    pub fn complex_values(&self, real: Vec<f64>, imaginary: Vec<f64>) -> Result<(Vector, Vector), Error> {
        let size = largest_modulus(&real, &imaginary);
        let (real, imaginary) = (self.in_callers_units(real)?, self.in_callers_units(imaginary)?);
        if size > 0.0 && largest_modulus(&real, &imaginary) < f64::MIN_POSITIVE {
            return Err(out_of_range());
        }
        Ok((real, imaginary))
    }

    /// Numbers in the caller's units. Fails if they are out of range.
    pub fn in_callers_units(&self, numbers: Vec<f64>) -> Result<Vector, Error> {
        let numbers: Vec<f64> = numbers.iter().map(|&number| self.unit.scaled(number, 1)).collect();
        if are_finite(&numbers) {
            return Ok(numbers.into());
        }
        Err(out_of_range())
    }

    /// Vectors of the caller's problem as the columns of a matrix.
    pub fn columns(&self, vectors: &[Vec<f64>]) -> Matrix {
        let order = self.order();
        let entries = (0..order).flat_map(|i| vectors.iter().map(move |vector| vector[i] * self.scales[i])).collect();
        Matrix::new(order, vectors.len(), entries)
    }

    /// The solution of a symmetric problem: Rayleigh quotients, residuals and status from the vectors.
    pub fn report(&self, mut found: Found, request: Request, with_vectors: bool) -> Result<EigenvaluesSolution, Error> {
        let (mut residuals, mut bounds) = (Vec::new(), Vec::new());
        for (value, vector) in found.values.iter().zip(&mut found.vectors) {
            let mut residual = vec![0.0; vector.len()];
            self.matrix.multiply(vector, &mut residual);
            residual.iter_mut().zip(&*vector).for_each(|(entry, x)| *entry -= value * x);
            residuals.push(self.residual(&residual, vector));
            bounds.push(norm(&residual) / norm(vector));
            make_largest_positive(&self.scales, vector);
        }
        let is_accurate = residuals.iter().all(|&residual| self.is_within(residual, request.tolerance));
        let ending = match found.ending {
            Ending::Converged if !is_accurate => Ending::Stalled,
            ending => ending,
        };
        Ok(EigenvaluesSolution {
            status: ending,
            values: self.values(found.values)?,
            imaginary: None,
            vectors: with_vectors.then(|| self.columns(&found.vectors)),
            imaginary_vectors: None,
            residuals: self.in_callers_units(residuals)?,
            error_bounds: Some(self.in_callers_units(bounds)?),
            iterations: found.iterations,
            count_below: found.count_below.filter(|_| ending == Ending::Converged).map(|count| count as u32),
            method: found.route,
        })
    }
}

fn largest_modulus(real: &[f64], imaginary: &[f64]) -> f64 {
    real.iter().zip(imaginary).fold(0.0, |largest, (a, b)| a.hypot(*b).max(largest))
}

fn out_of_range() -> Error {
    Error::new(Code::NumericalBreakdown, "an eigenvalue is beyond the range of numbers; scale the problem")
}

/// The rounding of a residual, in units of the rounding unit and the norm of the matrix.
const ROUNDING: f64 = 4.0;

/// Changes the sign of a vector so that the largest entry of `D y` is positive.
fn make_largest_positive(scales: &[f64], vector: &mut [f64]) {
    if vector[argmax_by(vector.len(), |k| (vector[k] * scales[k]).abs())] < 0.0 {
        vector.iter_mut().for_each(|entry| *entry = -*entry);
    }
}

/// The indices of the eigenvalues of a request, in ascending order of the values, which are sorted.
pub(super) fn selected(values: &[f64], request: Request) -> std::ops::Range<usize> {
    let (total, count) = (values.len(), request.count.min(values.len()));
    match request.which {
        Which::Smallest => 0..count,
        Which::Largest => total - count..total,
        Which::Nearest => {
            let mut range = 0..total;
            while range.len() > count {
                let (first, last) = (values[range.start] - request.shift, values[range.end - 1] - request.shift);
                if first.abs() > last.abs() { range.start += 1 } else { range.end -= 1 }
            }
            range
        }
    }
}
