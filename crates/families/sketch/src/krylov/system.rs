//! The matrix of the iteration: [A; sqrt(ridge) I] times the inverse of the preconditioner. In this explicit form, a
//! ridge has the same meaning with a preconditioner, and from any initial point.

use super::triangular::Triangular;
use std::cell::RefCell;
use superlinear_interface::Error;
use superlinear_numerics::matrix_operator::MatrixOperator;
use superlinear_numerics::vectors::add_scaled;

/// [A; root I] R^-1.
pub(super) struct System<'a, A> {
    matrix: &'a A,
    /// The square root of the ridge; 0 for none.
    root: f64,
    preconditioner: Option<&'a Triangular<'a>>,
    /// R^-1 times the operand.
    scratch: RefCell<Vec<f64>>,
}

impl<'a, A: MatrixOperator> System<'a, A> {
    pub(crate) fn new(matrix: &'a A, ridge: f64, preconditioner: Option<&'a Triangular<'a>>) -> Self {
        let scratch = RefCell::new(vec![0.0; matrix.columns()]);
        Self { matrix, root: ridge.sqrt(), preconditioner, scratch }
    }

    /// The right-hand side [b; 0].
    pub(crate) fn right_side(&self, right_side: &[f64]) -> Vec<f64> {
        let mut whole = right_side.to_vec();
        whole.resize(self.rows(), 0.0);
        whole
    }
}

impl<A: MatrixOperator> MatrixOperator for System<'_, A> {
    fn rows(&self) -> usize {
        self.matrix.rows() + if self.root > 0.0 { self.matrix.columns() } else { 0 }
    }

    fn columns(&self) -> usize {
        self.matrix.columns()
    }

    async fn apply(&self, x: &[f64], y: &mut [f64]) -> Result<(), Error> {
        let (of_matrix, of_ridge) = y.split_at_mut(self.matrix.rows());
        let mut scratch = self.scratch.take();
        scratch.copy_from_slice(x);
        if let Some(preconditioner) = self.preconditioner {
            preconditioner.solve(&mut scratch);
        }
        self.matrix.apply(&scratch, of_matrix).await?;
        for (y, x) in of_ridge.iter_mut().zip(&scratch) {
            *y = self.root * x;
        }
        self.scratch.replace(scratch);
        Ok(())
    }

    async fn apply_transpose(&self, y: &[f64], x: &mut [f64]) -> Result<(), Error> {
        let (of_matrix, of_ridge) = y.split_at(self.matrix.rows());
        self.matrix.apply_transpose(of_matrix, x).await?;
        if !of_ridge.is_empty() {
            add_scaled(x, self.root, of_ridge);
        }
        if let Some(preconditioner) = self.preconditioner {
            preconditioner.solve_transpose(x);
        }
        Ok(())
    }

    fn frobenius_norm(&self) -> Result<Option<f64>, Error> {
        if self.preconditioner.is_some() {
            return Ok(None);
        }
        let of_ridge = self.root * (self.columns() as f64).sqrt();
        Ok(self.matrix.frobenius_norm()?.map(|norm| norm.hypot(of_ridge)))
    }

    async fn while_answered<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.matrix.while_answered(work).await
    }
}
