//! Means of affine maps of the same variables.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Matrix, check};
use superlinear_numerics::rows;
use superlinear_numerics::sets::MAX_VARIABLES;
use superlinear_numerics::vectors::add_scaled;

/// The mean of affine maps of d variables.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AffineSum {
    /// The square matrices stacked vertically: d columns, and d rows per map.
    pub matrices: Matrix,
    /// The constant vectors: a row per map, d columns.
    pub vectors: Matrix,
}

impl AffineSum {
    /// Checks that matrices and vectors fit together. `path` is the prefix of error paths.
    pub(crate) fn check(&self, path: &str) -> Result<(), Error> {
        let at = |name: &str| format!("{path}.{name}");
        let [count, size] = [self.count(), self.size()];
        check::has_entries(&at("vectors"), count, size)?;
        check::count(&at("vectors.columns"), size, 1..=MAX_VARIABLES)?;
        check::columns(&at("matrices"), self.matrices.columns, size, "vectors")?;
        let rows = self.matrices.rows;
        if rows / size != count || !rows.is_multiple_of(size) {
            let message =
                format!("must have as many rows as vectors has entries, {}, got {rows}", self.vectors.data.len());
            return Err(Error::invalid(at("matrices"), message));
        }
        check::matrix(&at("matrices"), &self.matrices, check::FINITE)?;
        check::matrix(&at("vectors"), &self.vectors, check::FINITE)
    }

    /// The number of maps.
    pub(crate) fn count(&self) -> usize {
        self.vectors.rows
    }

    /// The number of variables.
    pub(crate) fn size(&self) -> usize {
        self.vectors.columns
    }

    /// The matrix and the vector of the mean map.
    pub(crate) fn mean(&self) -> (Matrix, Vec<f64>) {
        let (size, share) = (self.size(), 1.0 / self.count() as f64);
        let (mut matrix, mut vector) = (vec![0.0; size * size], vec![0.0; size]);
        for i in 0..self.count() {
            add_scaled(&mut matrix, share, self.matrix(i));
            add_scaled(&mut vector, share, self.vectors.row(i));
        }
        (Matrix::new(size, size, matrix), vector)
    }

    /// Writes the value of map `i` at `z`.
    pub(crate) fn write(&self, i: usize, z: &[f64], values: &mut [f64]) {
        rows::apply(self.matrix(i), z, values);
        add_scaled(values, 1.0, self.vectors.row(i));
    }

    fn matrix(&self, i: usize) -> &[f64] {
        let entries = self.size() * self.size();
        &self.matrices.data[i * entries..(i + 1) * entries]
    }
}
