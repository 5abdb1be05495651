//! Evaluation of maps given as data.

use super::problem::{AffineMap, OperatorData, SaddleFunction, VariationalInequalityDataProblem};
use crate::affine_sum::AffineSum;
use crate::matrices::Rectangular;
use superlinear_expression::{Parts, VectorFunction};
use superlinear_interface::{AnyMatrix, Error, Matrix, Run, check};
use superlinear_numerics::rows;
use superlinear_numerics::sets::MAX_VARIABLES;
use superlinear_numerics::vectors::add_scaled;

/// A validated map.
pub(super) enum Model {
    Affine { matrix: Rectangular, vector: Vec<f64> },
    Sum { mean: Matrix, vector: Vec<f64>, maps: AffineSum },
    Saddle { matrix: Rectangular, linear: [Vec<f64>; 2], quadratic: [Option<Rectangular>; 2] },
    Expression(Box<VectorFunction>),
}

impl Model {
    /// Validates the map of a problem.
    pub fn of(problem: &VariationalInequalityDataProblem, run: &Run) -> Result<Self, Error> {
        match problem.operator.clone() {
            OperatorData { affine: Some(affine), sum: None, saddle: None, expression: None } => Self::affine(affine),
            OperatorData { affine: None, sum: Some(sum), saddle: None, expression: None } => Self::sum(sum),
            OperatorData { affine: None, sum: None, saddle: Some(saddle), expression: None } => Self::saddle(saddle),
            OperatorData { affine: None, sum: None, saddle: None, expression: Some(function) } => {
                let parts = Parts {
                    objective: &function,
                    constraints: None,
                    variables: problem.variables.as_deref(),
                    parameters: &problem.parameters,
                    run,
                };
                let function =
                    VectorFunction::new(&parts).map_err(|error| error.renamed("objective", "operator.expression"))?;
                let (variables, outputs) = (function.variables(), function.outputs());
                check::entries("operator.expression.inputs", variables, 1..=MAX_VARIABLES)?;
                if outputs != variables {
                    let message =
                        format!("must have as many numbers as there are variables, {variables}, got {outputs}");
                    return Err(Error::invalid("operator.expression", message));
                }
                Ok(Self::Expression(Box::new(function)))
            }
            _ => Err(Error::invalid("operator", "must have one of affine, sum, saddle and expression")),
        }
    }

    fn affine(AffineMap { matrix, vector }: AffineMap) -> Result<Self, Error> {
        let path = "operator.affine.matrix";
        let matrix = square(path, matrix)?;
        check::finite_vector("operator.affine.vector", &vector, matrix.rows(), "matrix has rows")?;
        Ok(Self::Affine { matrix, vector: vector.to_vec() })
    }

    fn sum(maps: AffineSum) -> Result<Self, Error> {
        maps.check("operator.sum")?;
        let (mean, vector) = maps.mean();
        Ok(Self::Sum { mean, vector, maps })
    }

    fn saddle(saddle: SaddleFunction) -> Result<Self, Error> {
        let path = "operator.saddle";
        let matrix = Rectangular::open(&format!("{path}.matrix"), saddle.matrix)?;
        let [m, n] = [matrix.rows(), matrix.columns()];
        check::has_entries(&format!("{path}.matrix"), m, n)?;
        check::count(&format!("{path}.matrix.columns"), n, ..=MAX_VARIABLES)?;
        check::count(&format!("{path}.matrix.rows"), m, ..=MAX_VARIABLES - n)?;
        check::finite_vector(&format!("{path}.primalLinear"), &saddle.primal_linear, n, "matrix has columns")?;
        check::finite_vector(&format!("{path}.dualLinear"), &saddle.dual_linear, m, "matrix has rows")?;
        let quadratic = |name: &str, matrix: Option<AnyMatrix>, size: usize| {
            matrix.map(|matrix| symmetric(&format!("{path}.{name}"), matrix, size)).transpose()
        };
        Ok(Self::Saddle {
            matrix,
            quadratic: [
                quadratic("primalQuadratic", saddle.primal_quadratic, n)?,
                quadratic("dualQuadratic", saddle.dual_quadratic, m)?,
            ],
            linear: [saddle.primal_linear.to_vec(), saddle.dual_linear.to_vec()],
        })
    }

    /// The number of variables.
    pub(crate) fn dimension(&self) -> usize {
        match self {
            Self::Affine { vector, .. } | Self::Sum { vector, .. } => vector.len(),
            Self::Saddle { linear: [primal, dual], .. } => primal.len() + dual.len(),
            Self::Expression(function) => function.variables(),
        }
    }

    /// The number of components, for sums.
    pub(crate) fn components(&self) -> Option<u32> {
        match self {
            Self::Sum { maps, .. } => Some(maps.count() as u32),
            _ => None,
        }
    }

    /// Returns whether the Jacobian is constant.
    pub(crate) fn is_affine(&self) -> bool {
        !matches!(self, Self::Expression(_))
    }

    /// Writes the value at `z`.
    pub(crate) fn values(&mut self, z: &[f64], f: &mut [f64]) {
        match self {
            Self::Affine { matrix, vector } => {
                matrix.apply(z, f);
                add_scaled(f, 1.0, vector);
            }
            Self::Sum { mean, vector, .. } => {
                rows::apply(&mean.data, z, f);
                add_scaled(f, 1.0, vector);
            }
            Self::Saddle { matrix, linear: [c, b], quadratic: [q, r] } => {
                let ((x, y), (by_x, by_y)) = (z.split_at(c.len()), f.split_at_mut(c.len()));
                multiply(q.as_ref(), x, by_x);
                add_scaled(by_x, 1.0, c);
                matrix.add_transposed(y, by_x);
                multiply(r.as_ref(), y, by_y);
                add_scaled(by_y, 1.0, b);
                let mut product = vec![0.0; y.len()];
                matrix.apply(x, &mut product);
                add_scaled(by_y, -1.0, &product);
            }
            Self::Expression(function) => function.write(z, f),
        }
    }

    /// Writes the Jacobian at `z`, row by row, into an array of zeros.
    pub(crate) fn jacobian(&mut self, z: &[f64], entries: &mut [f64]) {
        let size = z.len();
        match self {
            Self::Affine { matrix, .. } => matrix.for_each_entry(|i, j, value| entries[i * size + j] = value),
            Self::Sum { mean, .. } => entries.copy_from_slice(&mean.data),
            Self::Saddle { matrix, linear: [c, _], quadratic: [q, r] } => {
                let n = c.len();
                matrix.for_each_entry(|i, j, value| {
                    entries[j * size + n + i] = value;
                    entries[(n + i) * size + j] = -value;
                });
                if let Some(q) = q {
                    q.for_each_entry(|i, j, value| entries[i * size + j] = value);
                }
                if let Some(r) = r {
                    r.for_each_entry(|i, j, value| entries[(n + i) * size + n + j] = value);
                }
            }
            Self::Expression(function) => {
                let mut values = vec![0.0; function.structure().iter().count()];
                function.derivatives(z, &mut values);
                for ((i, j), value) in function.structure().iter().zip(&values) {
                    entries[i * size + j] = *value;
                }
            }
        }
    }

    /// Writes the mean of the components with these indices.
    pub(crate) fn component_mean(&self, z: &[f64], indices: &[f64], f: &mut [f64]) {
        let Self::Sum { maps, .. } = self else { return f.fill(f64::NAN) };
        f.fill(0.0);
        let mut values = vec![0.0; z.len()];
        for &index in indices {
            maps.write(index as usize, z, &mut values);
            add_scaled(f, 1.0 / indices.len() as f64, &values);
        }
    }
}

fn multiply(matrix: Option<&Rectangular>, x: &[f64], y: &mut [f64]) {
    match matrix {
        Some(matrix) => matrix.apply(x, y),
        None => y.fill(0.0),
    }
}

fn square(path: &str, matrix: AnyMatrix) -> Result<Rectangular, Error> {
    check::has_entries(path, matrix.rows(), matrix.columns())?;
    check::columns(path, matrix.columns(), matrix.rows(), "it has rows")?;
    check::count(&format!("{path}.rows"), matrix.rows(), ..=MAX_VARIABLES)?;
    Rectangular::open(path, matrix)
}

/// Validates the symmetric matrix at `path`, of this size.
fn symmetric(path: &str, matrix: AnyMatrix, size: usize) -> Result<Rectangular, Error> {
    check::count(&format!("{path}.rows"), matrix.rows(), size..=size)?;
    let matrix = square(path, matrix)?;
    // Products with a pseudorandom vector test symmetry without sorting the entries.
    let vector: Vec<_> = (0..size).map(|k| 1.0 + ((k + 1) as f64).sin()).collect();
    let (mut product, mut transposed) = (vec![0.0; size], vec![0.0; size]);
    matrix.apply(&vector, &mut product);
    matrix.add_transposed(&vector, &mut transposed);
    let mut sizes = vec![0.0; size];
    matrix.for_each_entry(|i, j, value| {
        sizes[i] += 2.0 * value.abs();
        sizes[j] += 2.0 * value.abs();
    });
    let is_mirrored = |i: usize| (product[i] - transposed[i]).abs() <= ASYMMETRY * sizes[i];
    match (0..size).find(|&i| !is_mirrored(i)) {
        None => Ok(matrix),
        Some(i) => Err(Error::invalid(path, format!("must be symmetric: row {i} is not column {i}"))),
    }
}

/// Tolerance on asymmetry, relative to the sizes of rows and columns, for rounded sums.
const ASYMMETRY: f64 = 1e-10;
