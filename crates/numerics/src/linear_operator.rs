//! Linear operators, given by their products with vectors.

/// A square linear operator A.
pub trait LinearOperator {
    /// The length of the vectors.
    fn dimension(&self) -> usize;

    /// Writes A x into `y`; both have [`dimension`](Self::dimension) entries. The previous contents of `y` are ignored.
    fn apply(&self, x: &[f64], y: &mut [f64]);
}

impl<Operator: LinearOperator> LinearOperator for &Operator {
    fn dimension(&self) -> usize {
        (**self).dimension()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        (**self).apply(x, y);
    }
}

/// A square linear operator with asynchronous products, evaluated by the caller. Operators in memory implement it too.
pub trait AwaitedOperator {
    /// The length of the vectors.
    fn dimension(&self) -> usize;

    /// Writes A x into `y`. The previous contents of `y` are ignored.
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

/// The identity, i.e. no preconditioner.
#[derive(Clone, Copy, Debug)]
pub struct Identity {
    /// The length of the vectors.
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

/// The Jacobi preconditioner, division by the diagonal of a matrix.
#[derive(Clone, Debug)]
pub struct Jacobi {
    reciprocals: Vec<f64>,
}

impl Jacobi {
    /// The preconditioner of a matrix with this diagonal. Zero entries, which in a semidefinite matrix belong to zero
    /// rows and columns, are replaced by 1.
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
