//! Sequentially thresholded least squares: terms with small coefficients are removed, and the others fitted again.

use super::terms::Terms;
use super::{DiscoverEquationsProblem, DiscoverStatus};
use crate::series::Series;
use crate::triangle::{BLOCK, Triangle, Truncated};
use faer::Mat;
use superlinear_interface::{Effort, Error};
use superlinear_numerics::dense;

/// The least squares problems of all equations, reduced to triangles.
pub(super) struct Regression {
    triangle: Triangle,
    singular_values: Vec<f64>,
}

/// The coefficients, row by row.
pub(super) struct Fit {
    pub coefficients: Vec<f64>,
    pub status: DiscoverStatus,
    pub iterations: u32,
}

/// Condition numbers above this one are reported as this one.
const MAX_CONDITION: f64 = 1e300;

impl Regression {
    /// Reduces all rows. Refuses those whose terms or squares overflow.
    pub fn new(terms: &Terms, states: Series, derivatives: &[f64], effort: &mut Effort) -> Result<Self, Error> {
        let (n, count) = (states.columns, terms.len());
        let mut triangle = Triangle::new(count, n);
        let rows_of_block = BLOCK.max(count + n);
        for first in (0..states.rows()).step_by(rows_of_block) {
            let rows = first..states.rows().min(first + rows_of_block);
            effort.spend(4 * rows.len() * (count + n).pow(2))?;
            let mut block = Vec::with_capacity(rows.len() * (count + n));
            for i in rows {
                block.extend(terms.values(states.part(i..i + 1)));
                block.extend_from_slice(&derivatives[i * n..][..n]);
            }
            if let Some(place) = block.iter().position(|value| !value.is_finite()) {
                let name = &terms.names[place % (count + n)];
                return Err(Error::invalid("series", format!("is too large for the term {name}: its values overflow")));
            }
            triangle.add(&block);
        }
        if !triangle.is_finite() {
            return Err(Error::invalid("series", "is too large: sums of squares of its terms or derivatives overflow"));
        }
        let singular_values = dense::singular_values(triangle.unknowns()).unwrap_or_default();
        Ok(Self { triangle, singular_values })
    }

    /// The ratio of the largest and the smallest singular value of the matrix of terms.
    pub fn condition_number(&self) -> f64 {
        match (self.singular_values.first(), self.singular_values.last()) {
            (Some(largest), Some(smallest)) => (largest / smallest).clamp(1.0, MAX_CONDITION),
            _ => MAX_CONDITION,
        }
    }

    /// Fits all equations.
    pub fn fit(&self, problem: &DiscoverEquationsProblem, effort: &mut Effort) -> Result<Fit, Error> {
        let mut fit = Fit { coefficients: Vec::new(), status: DiscoverStatus::Converged, iterations: 0 };
        for equation in 0..self.triangle.targets().ncols() {
            let mut support: Vec<usize> = (0..self.triangle.unknowns().ncols()).collect();
            let mut coefficients = vec![0.0; support.len()];
            let mut fits = 0;
            loop {
                effort.spend(2 * support.len().pow(3))?;
                let found = self.solve(equation, &support, problem.ridge)?;
                let kept = |(_, value): &(usize, f64)| value.abs() >= problem.threshold && *value != 0.0;
                let kept: Vec<(usize, f64)> = support.iter().copied().zip(found).filter(kept).collect();
                fits += 1;
                coefficients.fill(0.0);
                kept.iter().for_each(|&(term, value)| coefficients[term] = value);
                if kept.len() == support.len() || kept.is_empty() {
                    break;
                }
                if fits == problem.max_iterations {
                    fit.status = DiscoverStatus::IterationLimit;
                    break;
                }
                support = kept.into_iter().map(|(term, _)| term).collect();
            }
            fit.iterations = fit.iterations.max(fits);
            fit.coefficients.extend(coefficients);
        }
        if fit.coefficients.iter().all(|&coefficient| coefficient == 0.0) {
            fit.status = DiscoverStatus::Empty;
        }
        Ok(fit)
    }

    /// The ridge regression on some terms, by a factorization of their columns above the roots of the ridge. Directions at
    /// the level of rounding are left out.
    fn solve(&self, equation: usize, support: &[usize], ridge: f64) -> Result<Vec<f64>, Error> {
        let (unknowns, targets) = (self.triangle.unknowns(), self.triangle.targets());
        let (rows, count) = (unknowns.nrows(), support.len());
        let root = ridge.sqrt();
        let stacked = Mat::from_fn(rows + count, count, |i, k| match i.checked_sub(rows) {
            None => unknowns[(i, support[k])],
            Some(place) => {
                if place == k {
                    root
                } else {
                    0.0
                }
            }
        });
        let truncated = Truncated::new(stacked.as_ref(), f64::EPSILON * count as f64)?;
        let projections = truncated.basis().subrows(0, rows).transpose() * targets.subcols(equation, 1);
        Ok(truncated.solution(projections).col_as_slice(0).to_vec())
    }
}
