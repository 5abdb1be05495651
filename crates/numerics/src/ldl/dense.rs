//! Small systems: the dense Bunch–Kaufman factorization K = P' L B L' P. The blocks of order 1 and 2 in B give the
//! inertia.
//!
//! Source: Bunch, Kaufman, Some Stable Methods for Calculating Inertia and Solving Symmetric Linear Systems, Math.
//! Comp. 31, 1977.

use super::scaling::{entries_of, scales_of};
use super::{Inertia, Symmetric};
use faer::linalg::solvers::Lblt;
use faer::prelude::*;
use faer::{Mat, Side};

/// A dense factorization, stable for any symmetric matrix; empty before the first one.
#[derive(Debug, Default)]
pub struct DenseLdl {
    decomposition: Option<Lblt<f64>>,
    is_equilibrated: bool,
    /// The scaling of rows and columns; empty if disabled.
    scales: Vec<f64>,
}

impl DenseLdl {
    /// Creates a factorization with equilibration, for matrices with small entries that are not rounding.
    pub(crate) fn equilibrated() -> Self {
        Self { is_equilibrated: true, ..Self::default() }
    }

    /// Factorizes a matrix and returns its inertia. Eigenvalues at rounding level count as zero.
    pub fn factorize(&mut self, matrix: &impl Symmetric) -> Inertia {
        self.decompose(matrix.order(), &entries_of(matrix))
    }

    fn decompose(&mut self, order: usize, entries: &[(usize, usize, f64)]) -> Inertia {
        let mut dense = Mat::<f64>::zeros(order, order);
        entries.iter().for_each(|&(i, j, value)| dense[(i, j)] += value);
        if self.is_equilibrated {
            self.scales = scales_of(order, entries);
            for j in 0..order {
                (j..order).for_each(|i| dense[(i, j)] *= self.scales[i] * self.scales[j]);
            }
        }
        let size = dense.norm_max();
        let decomposition = dense.lblt(Side::Lower);
        let inertia = inertia_of(&decomposition, f64::EPSILON * order as f64 * size);
        self.decomposition = Some(decomposition);
        inertia
    }

    /// Solves with the last factorized matrix. Its inertia must have no zeros.
    pub fn solve(&self, right_side: &[f64]) -> Vec<f64> {
        let scale = |i: usize| self.scales.get(i).copied().unwrap_or(1.0);
        let column = Mat::from_fn(right_side.len(), 1, |i, _| scale(i) * right_side[i]);
        let solution = self.decomposition.as_ref().map_or(column.clone(), |decomposition| decomposition.solve(&column));
        (0..right_side.len()).map(|i| scale(i) * solution[(i, 0)]).collect()
    }
}

/// The inertia of the block diagonal factor. Eigenvalues up to `rounding` count as zero.
fn inertia_of(decomposition: &Lblt<f64>, rounding: f64) -> Inertia {
    let (diagonal, below) = (decomposition.B_diag().column_vector(), decomposition.B_subdiag().column_vector());
    let mut inertia = Inertia::default();
    let mut count = |eigenvalue: f64| {
        if eigenvalue > rounding {
            inertia.positive += 1;
        } else if eigenvalue < -rounding {
            inertia.negative += 1;
        } else {
            inertia.zero += 1;
        }
    };
    let mut i = 0;
    while i < diagonal.nrows() {
        if below[i] == 0.0 {
            count(diagonal[i]);
            i += 1;
            continue;
        }
        let middle = 0.5 * (diagonal[i] + diagonal[i + 1]);
        let radius = (0.5 * (diagonal[i] - diagonal[i + 1])).hypot(below[i]);
        count(middle + radius);
        count(middle - radius);
        i += 2;
    }
    inertia
}
