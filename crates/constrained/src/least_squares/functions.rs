//! The caller's functions as the method sees them: counted, and with the derivatives that are missing. None of them is ever asked
//! outside the bounds.

use super::problem::LeastSquaresProblem;
use super::solution::LeastSquaresEvaluations;
use crate::bounds::Bounds;
use faer::Mat;
use superlinear_interface::{Effort, Error, Lengths, Oracle, Run};
use superlinear_numerics::colouring::column_groups;
use superlinear_numerics::differences::{CENTRAL_STEP, Stencil};
use superlinear_numerics::pattern::{Entries, Pattern};

/// The questions, by their tags.
pub(super) const QUESTIONS: &[&str] = &["residuals", "jacobian"];

pub(super) const RESIDUALS: usize = 0;
pub(super) const JACOBIAN: usize = 1;

/// A variable that is zero, or nearly, counts for differences as this part of the largest value that it has had. Variables of least
/// squares are often of very different sizes, so that 1 is no measure of them.
const SIZE_AT_ZERO: f64 = 1e-3;

/// The lengths of the questions of a problem that was checked.
pub(super) fn lengths(problem: &LeastSquaresProblem) -> Vec<Lengths> {
    let (n, m) = (problem.variables(), problem.residuals());
    let entries = problem.jacobian_structure.as_ref().map_or(m * n, |structure| structure.rows.len());
    // What is not asked needs no room.
    let entries = if problem.jacobian { entries } else { 0 };
    vec![Lengths { point: n, answer: m }, Lengths { point: n, answer: entries }]
}

/// The caller's functions.
pub(super) struct Functions {
    oracle: Oracle,
    residuals: usize,
    variables: usize,
    is_jacobian_given: bool,
    /// Where the Jacobian has entries, unless it is dense.
    pattern: Option<Pattern>,
    /// Columns that are differenced at once.
    groups: Vec<Vec<usize>>,
    /// The largest absolute value of each variable at points that were differenced so far.
    sizes: Vec<f64>,
    pub bounds: Bounds,
    pub evaluations: LeastSquaresEvaluations,
}

impl Functions {
    /// The functions of a problem that was checked.
    pub fn new(problem: &LeastSquaresProblem, oracle: Oracle, run: &Run) -> Result<Self, Error> {
        let (n, pattern) = (problem.variables(), problem.jacobian_pattern()?);
        let groups = match &pattern {
            _ if problem.jacobian => Vec::new(),
            Some(pattern) => column_groups(pattern, &mut Effort::new(run, "group the columns of the Jacobian"))?,
            None => (0..n).map(|j| vec![j]).collect(),
        };
        Ok(Self {
            oracle,
            residuals: problem.residuals(),
            variables: n,
            is_jacobian_given: problem.jacobian,
            pattern,
            groups,
            sizes: vec![0.0; n],
            bounds: Bounds::of(problem.lower.as_deref(), problem.upper.as_deref(), n),
            evaluations: LeastSquaresEvaluations::default(),
        })
    }

    /// What gives the Jacobian, for messages.
    pub fn source_of_jacobian(&self) -> &'static str {
        QUESTIONS[if self.is_jacobian_given { JACOBIAN } else { RESIDUALS }]
    }

    /// Whether the Jacobian is exact, but for rounding.
    pub fn is_jacobian_given(&self) -> bool {
        self.is_jacobian_given
    }

    /// The residuals at `x`.
    pub async fn residuals(&mut self, x: &[f64]) -> Vec<f64> {
        let mut values = vec![f64::NAN; self.residuals];
        self.oracle.ask(RESIDUALS, x, &mut values).await;
        self.evaluations.residuals += 1;
        values
    }

    /// The Jacobian at `x`, where the residuals are `residuals`. Columns of variables that cannot move may be zeros.
    pub async fn jacobian(&mut self, x: &[f64], residuals: &[f64]) -> Mat<f64> {
        if self.is_jacobian_given {
            self.given_jacobian(x).await
        } else {
            self.jacobian_by_differences(x, residuals).await
        }
    }

    async fn given_jacobian(&mut self, x: &[f64]) -> Mat<f64> {
        let (m, n) = (self.residuals, self.variables);
        let mut values = vec![f64::NAN; self.pattern.as_ref().map_or(m * n, |pattern| pattern.entries.len())];
        self.oracle.ask(JACOBIAN, x, &mut values).await;
        self.evaluations.jacobian += 1;
        let Some(pattern) = &self.pattern else { return Mat::from_fn(m, n, |i, j| values[i * n + j]) };
        let mut jacobian = Mat::zeros(m, n);
        for (i, j, value) in (Entries { pattern, values: &values }).iter() {
            jacobian[(i, j)] = value;
        }
        jacobian
    }

    async fn jacobian_by_differences(&mut self, x: &[f64], residuals: &[f64]) -> Mat<f64> {
        let mut jacobian = Mat::zeros(self.residuals, self.variables);
        self.sizes.iter_mut().zip(x).for_each(|(size, x)| *size = size.max(x.abs()));
        let size = |j: usize| if self.sizes[j] > 0.0 { x[j].abs().max(SIZE_AT_ZERO * self.sizes[j]) } else { 1.0 };
        let stencils: Vec<_> = (0..x.len()).map(|j| self.bounds.stencil(j, x[j], CENTRAL_STEP * size(j))).collect();
        for group in std::mem::take(&mut self.groups) {
            if group.iter().any(|&j| stencils[j].is_some()) {
                let first = self.residuals(&displaced(x, &group, &stencils, 0)).await;
                let second = self.residuals(&displaced(x, &group, &stencils, 1)).await;
                for &j in &group {
                    let Some(stencil) = stencils[j] else { continue };
                    for (i, entry) in jacobian.col_as_slice_mut(j).iter_mut().enumerate() {
                        *entry = stencil.slope(residuals[i], [first[i], second[i]]);
                    }
                }
            }
            self.groups.push(group);
        }
        if let Some(pattern) = &self.pattern {
            keep(&mut jacobian, pattern);
        }
        jacobian
    }
}

/// The point `x` with the variables of `group` at one of their places.
fn displaced(x: &[f64], group: &[usize], stencils: &[Option<Stencil>], which: usize) -> Vec<f64> {
    let mut point = x.to_vec();
    for &j in group {
        if let Some(stencil) = stencils[j] {
            point[j] = stencil.places[which];
        }
    }
    point
}

/// Makes zeros of what is not of the pattern: in a column that was differenced with others, their entries.
fn keep(matrix: &mut Mat<f64>, pattern: &Pattern) {
    let mut kept = Mat::zeros(matrix.nrows(), matrix.ncols());
    for &(i, j) in &pattern.entries {
        kept[(i, j)] = matrix[(i, j)];
    }
    *matrix = kept;
}
