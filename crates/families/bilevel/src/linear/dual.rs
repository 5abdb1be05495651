//! Linear systems with the Hessian of few samples and many coefficients, in the dual.

use super::root::root;
use super::strengths::Strengths;
use super::training::{Training, scaled};
use faer::Mat;
use superlinear_numerics::dense::{add_gram, solve_by_root};
use superlinear_numerics::vectors::{add_scaled, dot};

/// The Hessian X'DX + Λ in the dual: with B = √D X Λ^(-1/2) over the penalized columns, the triangular factor of BB' +
/// I, and the Schur complement of the few unpenalized columns.
pub(crate) struct Dual {
    penalized: Vec<usize>,
    free: Vec<usize>,
    /// The strengths of the penalized columns.
    strengths: Vec<f64>,
    /// √D X of the penalized columns, column by column, and of the unpenalized ones.
    columns: Vec<Vec<f64>>,
    free_columns: Vec<Vec<f64>>,
    root: Mat<f64>,
    /// (BB' + I)⁻¹ √D X of the unpenalized columns, and the triangular factor of the Schur complement.
    turned: Vec<Vec<f64>>,
    free_root: Mat<f64>,
}

impl Dual {
    /// The number of coefficients.
    pub(crate) fn coefficients(&self) -> usize {
        self.penalized.len() + self.free.len()
    }

    /// Returns whether unpenalized columns are few: at most half the number of samples.
    pub(crate) fn suits(strengths: &Strengths, samples: usize) -> bool {
        2 * strengths.square.iter().filter(|strength| **strength == 0.0).count() <= samples
    }

    pub(crate) fn new(training: &Training<'_>, strengths: &Strengths, curvatures: &[f64]) -> Option<Self> {
        let (free, penalized): (Vec<_>, Vec<_>) = (0..training.columns()).partition(|&j| strengths.square[j] == 0.0);
        let roots: Vec<_> = curvatures.iter().map(|curvature| curvature.sqrt()).collect();
        let entries: Vec<_> = training.rows().flat_map(|rows| rows.dense().unwrap_or_default()).copied().collect();
        let (width, samples) = (training.columns(), roots.len());
        let column = |j: usize| (0..samples).map(|i| roots[i] * entries[i * width + j]).collect::<Vec<_>>();
        let columns: Vec<_> = penalized.iter().map(|&j| column(j)).collect();
        let free_columns: Vec<_> = free.iter().map(|&j| column(j)).collect();
        let strengths: Vec<_> = penalized.iter().map(|&j| strengths.square[j]).collect();
        let factors: Vec<_> = strengths.iter().map(|strength| 1.0 / strength.sqrt()).collect();
        let mut gram = Mat::identity(samples, samples);
        add_gram(&scaled(columns.concat(), samples, &factors), &mut gram);
        let root_of_samples = root(&gram)?;
        let turn = |column: &Vec<f64>| {
            let mut turned = column.clone();
            solve_by_root(&root_of_samples, &mut turned);
            turned
        };
        let turned: Vec<_> = free_columns.iter().map(turn).collect();
        let complement = Mat::from_fn(free.len(), free.len(), |i, j| dot(&free_columns[i], &turned[j]));
        let free_root = root(&complement)?;
        Some(Self { penalized, free, strengths, columns, free_columns, root: root_of_samples, turned, free_root })
    }

    pub fn solve(&self, right_side: &[f64]) -> Vec<f64> {
        let scaled: Vec<_> =
            self.penalized.iter().zip(&self.strengths).map(|(&j, strength)| right_side[j] / strength).collect();
        let mut dual = vec![0.0; self.root.ncols()];
        self.columns.iter().zip(&scaled).for_each(|(column, factor)| add_scaled(&mut dual, *factor, column));
        solve_by_root(&self.root, &mut dual);
        let mut free: Vec<_> =
            self.free.iter().zip(&self.free_columns).map(|(&j, column)| right_side[j] - dot(column, &dual)).collect();
        solve_by_root(&self.free_root, &mut free);
        self.turned.iter().zip(&free).for_each(|(turned, factor)| add_scaled(&mut dual, *factor, turned));
        let mut solution = vec![0.0; right_side.len()];
        self.free.iter().zip(free).for_each(|(&j, entry)| solution[j] = entry);
        for ((&j, column), strength) in self.penalized.iter().zip(&self.columns).zip(&self.strengths) {
            solution[j] = (right_side[j] - dot(column, &dual)) / strength;
        }
        solution
    }
}
