//! All eigenvalues by a dense decomposition.

use super::Request;
use super::problem::Which;
use super::solution::{EigenvaluesRoute, EigenvaluesSolution};
use super::standard::{Found, Standard, selected};
use faer::Mat;
use superlinear_interface::{Code, Ending, Error, Run};
use superlinear_numerics::dense::{Spectrum, general_eigen, svd, symmetric_eigen};
use superlinear_numerics::vectors::argmax;

fn matrix_of(standard: &Standard, run: &Run) -> Result<Mat<f64>, Error> {
    let order = standard.order();
    // The matrix, its reduced form, the eigenvectors, and the workspace.
    run.ensure_memory("matrix", [5, order, order])?;
    let mut matrix = Mat::zeros(order, order);
    standard.matrix.for_each_entry(|i, j, value| matrix[(i, j)] = value);
    Ok(matrix)
}

/// The eigenvalues of a symmetric matrix.
pub(super) fn symmetric(standard: &Standard, request: Request, run: &Run) -> Result<Found, Error> {
    let matrix = matrix_of(standard, run)?;
    if run.is_out_of_time()? {
        return Ok(Found::none(EigenvaluesRoute::Dense));
    }
    let (values, vectors) = symmetric_eigen(&matrix).ok_or_else(no_convergence)?;
    let range = selected(&values, request);
    Ok(Found {
        vectors: range.clone().map(|k| vectors.col_as_slice(k).to_vec()).collect(),
        values: values[range].to_vec(),
        ending: Ending::Converged,
        iterations: 0,
        count_below: None,
        route: EigenvaluesRoute::Dense,
    })
}

fn no_convergence() -> Error {
    Error::new(Code::NumericalBreakdown, "the eigenvalues of matrix do not converge; scale its rows and columns")
}

/// A real eigenvalue, or the one with positive imaginary part of two conjugate ones: the index of its column.
struct Simple {
    column: usize,
    /// The position in the order of the request.
    key: f64,
    is_pair: bool,
}

/// The solution for a matrix that is not symmetric.
pub(super) fn general(
    standard: &Standard,
    request: Request,
    with_vectors: bool,
    run: &Run,
) -> Result<EigenvaluesSolution, Error> {
    let matrix = matrix_of(standard, run)?;
    let is_late = run.is_out_of_time()?;
    let mut eigenvalues = Vec::new();
    if !is_late {
        let mut spectrum = general_eigen(&matrix).ok_or_else(no_convergence)?;
        replace_overflows(&mut spectrum, &matrix).ok_or_else(no_convergence)?;
        eigenvalues = Eigenpair::selected(&spectrum, request);
        eigenvalues.iter_mut().for_each(|pair| pair.normalize(standard));
    }
    let residuals: Vec<f64> = eigenvalues.iter().map(|pair| pair.residual(standard)).collect();
    let is_accurate = residuals.iter().all(|&residual| standard.is_within(residual, request.tolerance));
    let status = match (is_late, is_accurate) {
        (true, _) => Ending::TimeLimit,
        (false, true) => Ending::Converged,
        (false, false) => Ending::Stalled,
    };
    let (real, imaginary) = eigenvalues.iter().map(|pair| pair.value).unzip();
    let (values, imaginary) = standard.complex_values(real, imaginary)?;
    let columns = |part: fn(&Eigenpair) -> &Vec<f64>| {
        with_vectors.then(|| standard.columns(&eigenvalues.iter().map(|pair| part(pair).clone()).collect::<Vec<_>>()))
    };
    Ok(EigenvaluesSolution {
        status,
        values,
        imaginary: Some(imaginary),
        vectors: columns(|pair| &pair.real),
        imaginary_vectors: columns(|pair| &pair.imaginary),
        residuals: standard.in_callers_units(residuals)?,
        error_bounds: None,
        iterations: 0,
        count_below: None,
        method: EigenvaluesRoute::Dense,
    })
}

/// Replaces eigenvectors that overflow, as those of defective matrices do in the substitution, by singular vectors: those
/// of the smallest singular value of the shifted matrix. `None` if these do not converge.
fn replace_overflows(spectrum: &mut Spectrum, matrix: &Mat<f64>) -> Option<()> {
    let order = matrix.nrows();
    // The last vector replaced, with its eigenvalue: defective ones have several copies.
    let mut last: Option<([f64; 2], Mat<f64>)> = None;
    let mut first = 0;
    while first < order {
        let value = [spectrum.real[first], spectrum.imaginary[first]];
        let parts = if value[1] == 0.0 { 1 } else { 2 };
        let mut columns = spectrum.vectors.as_mut().subcols_mut(first, parts);
        if columns.as_ref().norm_max() > LARGEST_ENTRY || !columns.as_ref().is_all_finite() {
            let vector = match last.take() {
                Some((known, vector)) if known == value => vector,
                _ => null_vector(matrix, value, parts)?,
            };
            columns.copy_from(&vector);
            last = Some((value, vector));
        }
        first += parts;
    }
    Some(())
}

/// The unit vector with the smallest image under a matrix minus an eigenvalue. Its columns are the real part and the
/// imaginary one, if there are two.
fn null_vector(matrix: &Mat<f64>, [real, imaginary]: [f64; 2], parts: usize) -> Option<Mat<f64>> {
    let order = matrix.nrows();
    // The equations of the real parts and of the imaginary ones.
    let shifted =
        Mat::from_fn(parts * order, parts * order, |i, j| match (i % order == j % order, i / order, j / order) {
            (is_diagonal, row, column) if row == column => {
                matrix[(i % order, j % order)] - if is_diagonal { real } else { 0.0 }
            }
            (true, 0, _) => imaginary,
            (true, _, _) => -imaginary,
            (false, _, _) => 0.0,
        });
    let decomposition = svd(shifted.as_ref())?;
    Some(Mat::from_fn(order, parts, |i, part| decomposition.V()[(part * order + i, parts * order - 1)]))
}

/// Larger entries of eigenvectors count as overflow.
const LARGEST_ENTRY: f64 = 1e100;

/// The eigenvalues in the order of a request, conjugate ones as one.
fn in_order(spectrum: &Spectrum, request: Request) -> Vec<Simple> {
    let mut simple = Vec::new();
    let mut column = 0;
    while column < spectrum.real.len() {
        let (real, imaginary) = (spectrum.real[column], spectrum.imaginary[column]);
        let is_pair = imaginary != 0.0;
        let key = match request.which {
            Which::Smallest => real.hypot(imaginary),
            Which::Largest => -real.hypot(imaginary),
            Which::Nearest => (real - request.shift).hypot(imaginary),
        };
        simple.push(Simple { column, key, is_pair });
        column += if is_pair { 2 } else { 1 };
    }
    simple.sort_by(|a, b| a.key.total_cmp(&b.key));
    simple
}

/// An eigenvalue with its eigenvector, by real and imaginary parts.
struct Eigenpair {
    value: (f64, f64),
    real: Vec<f64>,
    imaginary: Vec<f64>,
}

impl Eigenpair {
    /// The eigenvalues of a request.
    fn selected(spectrum: &Spectrum, request: Request) -> Vec<Self> {
        let mut eigenvalues = Vec::new();
        for simple in in_order(spectrum, request) {
            if eigenvalues.len() < request.count {
                eigenvalues.extend(Self::all(spectrum, &simple));
            }
        }
        eigenvalues
    }

    /// The eigenvalue of a column, or two conjugate ones, the one with positive imaginary part first.
    fn all(spectrum: &Spectrum, simple: &Simple) -> Vec<Self> {
        let column = |k: usize| spectrum.vectors.col_as_slice(k).to_vec();
        let k = simple.column;
        let (value, real) = ((spectrum.real[k], spectrum.imaginary[k]), column(k));
        if !simple.is_pair {
            return vec![Self { value, imaginary: vec![0.0; real.len()], real }];
        }
        let imaginary = column(k + 1);
        let conjugate = imaginary.iter().map(|entry| -entry).collect();
        let mut pair = vec![
            Self { value, real: real.clone(), imaginary },
            Self { value: (value.0, -value.1), real, imaginary: conjugate },
        ];
        if value.1 < 0.0 {
            pair.reverse();
        }
        pair
    }

    /// Scales the vector to norm 1, with its entry of largest modulus real and positive.
    fn normalize(&mut self, standard: &Standard) {
        let moduli: Vec<f64> = self.real.iter().zip(&self.imaginary).map(|(a, b)| a.hypot(*b)).collect();
        let largest = argmax(&moduli);
        let (a, b) = (self.real[largest], self.imaginary[largest]);
        let size = standard.complex_norm(&self.real, &self.imaginary) * a.hypot(b);
        for (real, imaginary) in self.real.iter_mut().zip(&mut self.imaginary) {
            (*real, *imaginary) = ((*real * a + *imaginary * b) / size, (*imaginary * a - *real * b) / size);
        }
        // Rounding leaves a small imaginary part.
        self.imaginary[largest] = 0.0;
    }

    fn residual(&self, standard: &Standard) -> f64 {
        let (alpha, beta) = self.value;
        let order = self.real.len();
        let (mut first, mut second) = (vec![0.0; order], vec![0.0; order]);
        standard.matrix.multiply(&self.real, &mut first);
        standard.matrix.multiply(&self.imaginary, &mut second);
        for k in 0..order {
            first[k] -= alpha * self.real[k] - beta * self.imaginary[k];
            second[k] -= alpha * self.imaginary[k] + beta * self.real[k];
        }
        let size = standard.complex_norm(&self.real, &self.imaginary);
        standard.unscaled_norm(&first).hypot(standard.unscaled_norm(&second)) / size
    }
}
