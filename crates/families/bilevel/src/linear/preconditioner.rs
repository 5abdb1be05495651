//! Preconditioners of conjugate gradients with a Hessian, and the regularization of singular multiclass Hessians.

use super::root::root;
use super::strengths::Strengths;
use super::training::Training;
use faer::Mat;
use superlinear_losses::Curvature;
use superlinear_numerics::dense::solve_by_root;
use superlinear_numerics::linear_operator::{Jacobi, LinearOperator};

/// The projection onto equal changes of the coefficients of all classes in unpenalized columns. Probabilities are
/// invariant under them. Added to the Hessian, the projection makes it regular and changes no step.
pub(crate) struct Shifts {
    /// Columns unpenalized for all classes, with the factor of their projection.
    free: Vec<(usize, f64)>,
    columns: usize,
    classes: usize,
}

impl Shifts {
    pub(crate) fn new(strengths: &Strengths, diagonal: &[f64], columns: usize) -> Self {
        let classes = diagonal.len() / columns;
        let of_classes = |of: &[f64], j: usize| of.iter().skip(j).step_by(columns).sum::<f64>();
        let is_free = |j: &usize| classes > 1 && of_classes(&strengths.square, *j) == 0.0;
        let free = (0..columns).filter(is_free).map(|j| (j, of_classes(diagonal, j) / classes as f64)).collect();
        Self { free, columns, classes }
    }

    pub(crate) fn add_diagonal(&self, diagonal: &mut [f64]) {
        for &(j, factor) in &self.free {
            diagonal.iter_mut().skip(j).step_by(self.columns).for_each(|entry| *entry += factor / self.classes as f64);
        }
    }

    pub(crate) fn add_product(&self, x: &[f64], y: &mut [f64]) {
        for &(j, factor) in &self.free {
            let mean = x.iter().skip(j).step_by(self.columns).sum::<f64>() / self.classes as f64;
            y.iter_mut().skip(j).step_by(self.columns).for_each(|y| *y += factor * mean);
        }
    }
}

/// A preconditioner of conjugate gradients.
pub(crate) enum Preconditioner {
    /// The diagonal. Penalty strengths may span many orders of magnitude.
    Diagonal(Jacobi),
    /// The triangular factors of the Hessian blocks of each class.
    ByClass(Vec<Mat<f64>>),
}

impl Preconditioner {
    /// Factorizes the block of each class. `added` is the diagonal of the Hessian beyond the mean loss.
    pub(crate) fn by_class(training: &Training<'_>, added: &[f64], curvatures: &[Curvature]) -> Option<Self> {
        let columns = training.columns();
        let of_class = |class: usize| {
            let mut hessian = training.hessian(curvatures, class);
            let added = &added[class * columns..][..columns];
            added.iter().enumerate().for_each(|(j, entry)| hessian[(j, j)] += entry);
            root(&hessian)
        };
        (0..training.outputs()).map(of_class).collect::<Option<_>>().map(Self::ByClass)
    }
}

impl LinearOperator for Preconditioner {
    fn dimension(&self) -> usize {
        match self {
            Self::Diagonal(diagonal) => diagonal.dimension(),
            Self::ByClass(roots) => roots.iter().map(Mat::ncols).sum(),
        }
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        match self {
            Self::Diagonal(diagonal) => diagonal.apply(x, y),
            Self::ByClass(roots) => {
                y.copy_from_slice(x);
                let columns = y.len() / roots.len();
                y.chunks_mut(columns).zip(roots).for_each(|(part, root)| solve_by_root(root, part));
            }
        }
    }
}
