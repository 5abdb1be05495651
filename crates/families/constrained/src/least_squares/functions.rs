//! The user's functions as the method uses them: counted, and with missing derivatives estimated. They are never
//! evaluated outside the bounds.

use super::problem::LeastSquaresProblem;
use super::solution::LeastSquaresEvaluations;
use crate::bounds::Bounds;
use faer::Mat;
use superlinear_interface::{Effort, Error, Lengths, Oracle, Run};
use superlinear_numerics::coloring::column_groups;
use superlinear_numerics::differences::{CENTRAL_STEP, Stencil};
use superlinear_numerics::pattern::{Entries, Pattern};

/// The questions of the dialogue, by tag.
pub(super) const QUESTIONS: &[&str] = &["residuals", "jacobian"];

pub(super) const RESIDUALS: usize = 0;
pub(super) const JACOBIAN: usize = 1;

/// The size of a variable close to zero for difference steps, as a fraction of its largest value so far. Variables of
/// least squares often differ widely in size, so 1 is no suitable unit.
const SIZE_AT_ZERO: f64 = 1e-3;

/// The lengths of the questions of a validated problem.
pub(super) fn lengths(problem: &LeastSquaresProblem) -> Vec<Lengths> {
    let (n, m) = (problem.variables(), problem.residuals());
    let entries = problem.jacobian_structure.as_ref().map_or(m * n, |structure| structure.rows.len());
    // Questions that are never asked need no buffers.
    let entries = if problem.jacobian { entries } else { 0 };
    vec![Lengths { point: n, answer: m }, Lengths { point: n, answer: entries }]
}

/// The differences of residuals for a Jacobian that is not given. Both kinds take the same step, so that forward ones do
/// not magnify noise of the residuals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Differences {
    /// One point for each group of columns; about five digits.
    Forward,
    /// Two points; about ten digits.
    Central,
}

/// The relative errors of a Jacobian by differences, roughly. Those of forward differences are of the size of the step.
const ERROR_OF_CENTRAL_DIFFERENCES: f64 = 1e-9;
const ERROR_OF_FORWARD_DIFFERENCES: f64 = 1e-5;

/// The user's functions and their derivatives.
pub(super) struct Functions {
    oracle: Oracle,
    residuals: usize,
    variables: usize,
    is_jacobian_given: bool,
    /// The sparsity pattern of the Jacobian, unless it is dense.
    pattern: Option<Pattern>,
    /// Groups of columns that share a difference.
    groups: Vec<Vec<usize>>,
    /// The largest absolute value of each variable over all points with differences so far.
    sizes: Vec<f64>,
    differences: Differences,
    pub bounds: Bounds,
    pub evaluations: LeastSquaresEvaluations,
}

impl Functions {
    /// The functions of a validated problem.
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
            differences: Differences::Forward,
            bounds: Bounds::of(problem.options.lower.as_deref(), problem.options.upper.as_deref(), n),
            evaluations: LeastSquaresEvaluations::default(),
        })
    }

    /// The name of the function that determines the Jacobian, for error messages.
    pub fn source_of_jacobian(&self) -> &'static str {
        QUESTIONS[if self.is_jacobian_given { JACOBIAN } else { RESIDUALS }]
    }

    /// The relative error of the Jacobian beyond rounding.
    pub fn error_of_jacobian(&self) -> f64 {
        match self.differences {
            _ if self.is_jacobian_given => 0.0,
            Differences::Forward => ERROR_OF_FORWARD_DIFFERENCES,
            Differences::Central => ERROR_OF_CENTRAL_DIFFERENCES,
        }
    }

    /// Whether the Jacobian is estimated by forward differences.
    pub fn is_coarse(&self) -> bool {
        !self.is_jacobian_given && self.differences == Differences::Forward
    }

    /// Estimates the Jacobian by central differences from now on.
    pub fn refine(&mut self) {
        self.differences = Differences::Central;
    }

    pub async fn residuals(&mut self, x: &[f64]) -> Vec<f64> {
        let mut values = vec![f64::NAN; self.residuals];
        self.oracle.ask(RESIDUALS, x, &mut values).await;
        self.evaluations.residuals += 1;
        values
    }

    /// The Jacobian at `x`, given the residuals there. Columns of fixed variables may be zero.
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
        let mut stencils: Vec<_> = (0..x.len()).map(|j| self.stencil(j, x[j])).collect();
        for group in std::mem::take(&mut self.groups) {
            if group.iter().any(|&j| stencils[j].is_some()) {
                let first = self.first_beside(x, residuals, &group, &mut stencils).await;
                let is_enough = self.is_coarse() && first.iter().all(|value| value.is_finite());
                let second =
                    if is_enough { None } else { Some(self.residuals(&displaced(x, &group, &stencils, 1)).await) };
                for &j in &group {
                    let Some(stencil) = stencils[j] else { continue };
                    for (i, entry) in jacobian.col_as_slice_mut(j).iter_mut().enumerate() {
                        *entry = match &second {
                            None => stencil.forward_slope(residuals[i], first[i]),
                            Some(second) => stencil.slope(residuals[i], [first[i], second[i]]),
                        };
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

    /// The points for the derivative with respect to a variable.
    fn stencil(&self, j: usize, x: f64) -> Option<Stencil> {
        let size = if self.sizes[j] > 0.0 { x.abs().max(SIZE_AT_ZERO * self.sizes[j]) } else { 1.0 };
        self.bounds.stencil(j, x, CENTRAL_STEP * size)
    }

    /// The residuals at the first points of a group. If steps in the unit of tiny variables change no residual, which says
    /// nothing of the derivatives, longer ones take their place.
    async fn first_beside(
        &mut self,
        x: &[f64],
        residuals: &[f64],
        group: &[usize],
        stencils: &mut [Option<Stencil>],
    ) -> Vec<f64> {
        let first = self.residuals(&displaced(x, group, stencils, 0)).await;
        let is_tiny = group.iter().all(|&j| self.sizes[j] < 1.0) && group.iter().any(|&j| self.sizes[j] > 0.0);
        if !is_tiny || first != residuals {
            return first;
        }
        group.iter().for_each(|&j| self.sizes[j] = 1.0);
        let mut longer = stencils.to_vec();
        group.iter().for_each(|&j| longer[j] = self.stencil(j, x[j]));
        let farther = self.residuals(&displaced(x, group, &longer, 0)).await;
        if farther.iter().any(|value| !value.is_finite()) {
            return first;
        }
        stencils.copy_from_slice(&longer);
        farther
    }
}

/// The point `x` with the variables of `group` at point `which` of their stencils.
fn displaced(x: &[f64], group: &[usize], stencils: &[Option<Stencil>], which: usize) -> Vec<f64> {
    let mut point = x.to_vec();
    for &j in group {
        if let Some(stencil) = stencils[j] {
            point[j] = stencil.places[which];
        }
    }
    point
}

/// Zeros the entries outside the pattern: in a column of a group, they belong to other columns.
fn keep(matrix: &mut Mat<f64>, pattern: &Pattern) {
    let mut kept = Mat::zeros(matrix.nrows(), matrix.ncols());
    for &(i, j) in &pattern.entries {
        kept[(i, j)] = matrix[(i, j)];
    }
    *matrix = kept;
}
