//! Linear operators, given by what they do to a vector.

/// A square linear operator A.
pub trait LinearOperator {
    /// Numbers in a vector that it acts on.
    fn dimension(&self) -> usize;

    /// Writes A x into `y`; both have [`dimension`](Self::dimension) entries. What `y` held before does not matter.
    fn apply(&self, x: &[f64], y: &mut [f64]);
}

/// A square linear operator whose products may have to be waited for, because they are the caller's. One in memory is one too.
pub trait AwaitedOperator {
    /// Numbers in a vector that it acts on.
    fn dimension(&self) -> usize;

    /// Writes A x into `y`. What `y` held before does not matter.
    fn apply(&mut self, x: &[f64], y: &mut [f64]) -> impl Future<Output = ()>;
}

impl<Operator: LinearOperator> AwaitedOperator for Operator {
    fn dimension(&self) -> usize {
        LinearOperator::dimension(self)
    }

    async fn apply(&mut self, x: &[f64], y: &mut [f64]) {
        LinearOperator::apply(self, x, y);
    }
}

/// Leaves vectors as they are: no preconditioner.
#[derive(Clone, Copy, Debug)]
pub struct Identity {
    /// Numbers in a vector.
    pub dimension: usize,
}

impl LinearOperator for Identity {
    fn dimension(&self) -> usize {
        self.dimension
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        y.copy_from_slice(x);
    }
}

/// Jacobi's preconditioner: divides by the diagonal of a matrix.
#[derive(Clone, Debug)]
pub struct Jacobi {
    reciprocals: Vec<f64>,
}

impl Jacobi {
    /// The preconditioner of a matrix with this diagonal. An entry 0, which in a semidefinite matrix has zeros for its
    /// row and column, is taken for 1.
    pub fn new(diagonal: &[f64]) -> Self {
        Self { reciprocals: diagonal.iter().map(|&entry| if entry == 0.0 { 1.0 } else { 1.0 / entry }).collect() }
    }
}

impl LinearOperator for Jacobi {
    fn dimension(&self) -> usize {
        self.reciprocals.len()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        for ((y, x), reciprocal) in y.iter_mut().zip(x).zip(&self.reciprocals) {
            *y = x * reciprocal;
        }
    }
}
