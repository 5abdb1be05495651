//! The user's functions as the method uses them: scaled, counted, and with missing derivatives estimated.

mod differences;
mod hessian;
mod masks;
mod second_differences;

use super::problem::{HessianApproximation, MinimizeProblem};
use super::solution::Evaluations;
use crate::bounds::Bounds;
use superlinear_interface::{Effort, Error, Lengths, Oracle, Run, check};
use superlinear_numerics::coloring::{SymmetricGroups, column_groups};
use superlinear_numerics::pattern::{Entries, Pattern};
use superlinear_numerics::quasi_newton::{Bfgs, LimitedMemory};

/// The questions of the dialogue, by tag. The last two each combine two others, because every question costs a call
/// across the language boundary.
pub(crate) const QUESTIONS: &[&str] =
    &["objective", "constraints", "gradient", "jacobian", "hessian", "hessianProduct", "values", "derivatives"];

pub(crate) const OBJECTIVE: usize = 0;
pub(crate) const CONSTRAINTS: usize = 1;
pub(crate) const GRADIENT: usize = 2;
pub(crate) const JACOBIAN: usize = 3;
pub(crate) const HESSIAN: usize = 4;
const HESSIAN_PRODUCT: usize = 5;
/// Objective and constraints.
pub(crate) const VALUES: usize = 6;
/// Gradient and Jacobian.
pub(crate) const DERIVATIVES: usize = 7;

/// The lengths of the questions of a validated problem.
pub(crate) fn lengths(problem: &MinimizeProblem) -> Vec<Lengths> {
    let (n, m) = (problem.variables(), problem.equations());
    let jacobian = problem.jacobian_structure.as_ref().map_or(n.saturating_mul(m), |structure| structure.rows.len());
    let hessian = problem.hessian_structure.as_ref().map_or(n.saturating_mul(n), |structure| structure.rows.len());
    // Questions that are never asked need no buffers.
    let asked = |is_given: bool, point: usize, answer: usize| {
        if is_given { Lengths { point, answer } } else { Lengths { point: 0, answer: 0 } }
    };
    vec![
        asked(true, n, 1),
        asked(problem.constraints, n, m),
        asked(problem.gradient, n, n),
        asked(problem.jacobian, n, jacobian),
        asked(problem.hessian, n + m + 1, hessian),
        asked(problem.hessian_product, n + m + 1 + n, n),
        asked(problem.constraints, n, 1 + m),
        asked(problem.gradient && problem.jacobian, n, n + jacobian),
    ]
}

/// The scale factors of objective and constraints.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    pub objective: f64,
    pub constraints: Vec<f64>,
}

impl Scale {
    /// Multipliers of the unscaled functions.
    pub fn unscaled(&self, multipliers: &[f64]) -> Vec<f64> {
        multipliers
            .iter()
            .zip(&self.constraints)
            .map(|(multiplier, scale)| multiplier * scale / self.objective)
            .collect()
    }
}

/// Scaled objective and constraints at a point.
#[derive(Clone, Debug)]
pub(crate) struct Values {
    pub objective: f64,
    pub constraints: Vec<f64>,
}

impl Values {
    /// Placeholder for values that were not evaluated.
    pub fn unknown() -> Self {
        Self { objective: f64::NAN, constraints: Vec::new() }
    }

    pub fn are_finite(&self) -> bool {
        self.objective.is_finite() && all_finite(&self.constraints)
    }
}

/// Scaled first derivatives at a point.
#[derive(Clone, Debug)]
pub(crate) struct Derivatives {
    pub gradient: Vec<f64>,
    /// The values of the Jacobian's entries.
    pub jacobian: Vec<f64>,
}

impl Derivatives {
    pub fn are_finite(&self) -> bool {
        all_finite(&self.gradient) && all_finite(&self.jacobian)
    }
}

pub(crate) fn all_finite(values: &[f64]) -> bool {
    values.iter().all(|value| value.is_finite())
}

/// The source of the Hessian of the Lagrangian.
enum HessianSource {
    /// The caller's Hessian.
    Given,
    /// The caller's Hessian products, several columns per product.
    Products,
    /// The caller's Hessian products, used directly by the inner solver; a multiple of the identity replaces the
    /// matrix.
    Operator,
    /// Differences of the gradient of the Lagrangian.
    Differences,
    /// The caller's estimate from a sample of the data.
    Sampled,
    /// Quasi-Newton updates from all steps.
    Bfgs(Bfgs),
    /// Quasi-Newton updates from the last steps, as products; a multiple of the identity replaces the matrix.
    LimitedMemory(LimitedMemory),
}

/// The user's functions and their derivatives.
pub(crate) struct Functions {
    oracle: Oracle,
    /// The required values of equations; zeros for other constraints.
    targets: Vec<f64>,
    /// The bounds of the variables; every evaluation respects them. Derivatives in fixed variables are masked as zeros.
    pub bounds: Bounds,
    /// Marks constraints without bounds. Their values and derivatives are masked as zeros.
    is_ignored: Vec<bool>,
    /// Whether anything is masked.
    has_masks: bool,
    is_gradient_given: bool,
    is_jacobian_given: bool,
    hessian_source: HessianSource,
    /// Whether the caller's Hessian is dense; only its lower triangle is read.
    is_hessian_full: bool,
    /// The sparsity pattern of the Jacobian.
    pub jacobian_pattern: Pattern,
    /// The sparsity pattern of the Hessian's lower triangle.
    pub hessian_pattern: Pattern,
    jacobian_groups: Vec<Vec<usize>>,
    hessian_groups: SymmetricGroups,
    /// The current scaling. All values returned from here are scaled.
    pub scale: Scale,
    /// Evaluations of each function.
    pub evaluations: Evaluations,
}

/// Full matrices of a BFGS approximation at a time: the approximation, its update, and the factorization.
const DENSE_HESSIANS: usize = 4;

impl Functions {
    /// The unscaled functions of a validated problem.
    pub fn new(problem: &MinimizeProblem, oracle: Oracle, run: &Run) -> Result<Self, Error> {
        let (n, m) = (problem.variables(), problem.equations());
        let (jacobian_pattern, hessian_pattern) = (problem.jacobian_pattern()?, problem.hessian_pattern()?);
        if problem.hessian_approximation == HessianApproximation::Bfgs {
            run.ensure_memory("hessianApproximation", [n, n, DENSE_HESSIANS])?;
        }
        let (bounds, ranges) = (problem.bounds(), problem.ranges());
        let hessian_source = match problem.hessian_approximation {
            HessianApproximation::Bfgs => HessianSource::Bfgs(Bfgs::new(n)),
            HessianApproximation::LimitedMemory => HessianSource::LimitedMemory(LimitedMemory::default()),
            HessianApproximation::FiniteDifferences if problem.hessian => HessianSource::Given,
            HessianApproximation::FiniteDifferences if problem.has_only_products() => HessianSource::Operator,
            HessianApproximation::FiniteDifferences if problem.hessian_product => HessianSource::Products,
            HessianApproximation::FiniteDifferences => HessianSource::Differences,
        };
        let mut effort = Effort::new(run, "group the columns of derivatives");
        let needs_hessian_groups = matches!(hessian_source, HessianSource::Products | HessianSource::Differences);
        Ok(Self {
            oracle,
            targets: (0..m).map(|i| if ranges.are_equal(i) { ranges.lower[i] } else { 0.0 }).collect(),
            is_ignored: (0..m).map(|i| ranges.are_infinite(i)).collect(),
            has_masks: (0..n).any(|j| bounds.are_equal(j)) || (0..m).any(|i| ranges.are_infinite(i)),
            bounds,
            is_gradient_given: problem.gradient,
            is_jacobian_given: problem.jacobian || m == 0,
            hessian_source,
            is_hessian_full: problem.hessian_structure.is_none(),
            jacobian_groups: if problem.jacobian { Vec::new() } else { column_groups(&jacobian_pattern, &mut effort)? },
            hessian_groups: if needs_hessian_groups {
                SymmetricGroups::new(&hessian_pattern, &mut effort)?
            } else {
                SymmetricGroups::default()
            },
            jacobian_pattern,
            hessian_pattern,
            scale: Scale { objective: 1.0, constraints: vec![1.0; m] },
            evaluations: Evaluations::default(),
        })
    }

    /// Marks the caller's Hessian as an estimate.
    pub fn take_hessian_as_sampled(&mut self) {
        self.hessian_source = HessianSource::Sampled;
    }

    pub fn variables(&self) -> usize {
        self.hessian_pattern.rows
    }

    pub fn constraints(&self) -> usize {
        self.jacobian_pattern.rows
    }

    /// The Jacobian with the values in `derivatives`.
    pub fn jacobian<'a>(&'a self, derivatives: &'a Derivatives) -> Entries<'a> {
        Entries { pattern: &self.jacobian_pattern, values: &derivatives.jacobian }
    }

    /// J with the columns `is_held` and the rows outside `counts` zeroed.
    pub fn reduced_jacobian(&self, derivatives: &Derivatives, is_held: &[bool], counts: &[bool]) -> Vec<f64> {
        let entries = derivatives.jacobian.iter().zip(&self.jacobian_pattern.entries);
        entries.map(|(&entry, &(i, j))| if is_held[j] || !counts[i] { 0.0 } else { entry }).collect()
    }

    pub fn lagrangian_gradient(&self, derivatives: &Derivatives, multipliers: &[f64]) -> Vec<f64> {
        let mut gradient = derivatives.gradient.clone();
        self.jacobian(derivatives).multiply_transpose_add(multipliers, &mut gradient);
        gradient
    }

    /// Sets the scale factors and applies them to values and derivatives evaluated before.
    pub fn rescale(&mut self, scale: Scale, values: Values, derivatives: Derivatives) -> (Values, Derivatives) {
        let Values { objective, constraints } = values;
        let Derivatives { gradient, jacobian } = derivatives;
        let rows = self.jacobian_pattern.entries.iter().map(|&(i, _)| scale.constraints[i]);
        let scaled = (
            Values {
                objective: objective * scale.objective,
                constraints: constraints.iter().zip(&scale.constraints).map(|(value, scale)| value * scale).collect(),
            },
            Derivatives {
                gradient: gradient.iter().map(|entry| entry * scale.objective).collect(),
                jacobian: jacobian.iter().zip(rows).map(|(entry, scale)| entry * scale).collect(),
            },
        );
        self.scale = scale;
        scaled
    }

    /// Objective and constraints at `x`; not finite if the user's values are not.
    pub async fn values(&mut self, x: &[f64]) -> Values {
        if self.constraints() == 0 {
            return Values { objective: self.objective(x).await, constraints: Vec::new() };
        }
        let mut answer = vec![f64::NAN; 1 + self.constraints()];
        self.oracle.ask(VALUES, x, &mut answer).await;
        self.evaluations.objective += 1;
        self.evaluations.constraints += 1;
        let mut constraints = answer.split_off(1);
        self.scale_constraints(&mut constraints);
        Values { objective: self.scale.objective * answer[0], constraints }
    }

    fn scale_constraints(&self, values: &mut [f64]) {
        for ((value, target), scale) in values.iter_mut().zip(&self.targets).zip(&self.scale.constraints) {
            *value = scale * (*value - target);
        }
        values
            .iter_mut()
            .zip(&self.is_ignored)
            .filter(|(_, is_ignored)| **is_ignored)
            .for_each(|(value, _)| *value = 0.0);
    }

    fn scale_jacobian(&self, values: &mut [f64]) {
        for (value, &(i, _)) in values.iter_mut().zip(&self.jacobian_pattern.entries) {
            *value *= self.scale.constraints[i];
        }
    }

    /// First derivatives at `x`, given the function values there.
    pub async fn derivatives(&mut self, x: &[f64], values: &Values) -> Derivatives {
        let mut derivatives = self.unmasked_derivatives(x, values).await;
        self.mask(&mut derivatives);
        derivatives
    }

    /// Like `derivatives`, without masking: entries of fixed variables need not be finite.
    pub async fn unmasked_derivatives(&mut self, x: &[f64], values: &Values) -> Derivatives {
        if self.is_gradient_given && self.is_jacobian_given && self.constraints() > 0 {
            return self.given_derivatives(x).await;
        }
        if !self.is_gradient_given && !self.is_jacobian_given && self.jacobian_groups.len() == x.len() {
            return self.derivatives_by_values(x, values).await;
        }
        let gradient = if self.is_gradient_given {
            self.given_gradient(x).await
        } else {
            self.gradient_by_differences(x, values.objective).await
        };
        let jacobian = if self.is_jacobian_given {
            self.given_jacobian(x).await
        } else {
            self.jacobian_by_differences(x, &values.constraints).await
        };
        Derivatives { gradient, jacobian }
    }

    pub async fn objective(&mut self, x: &[f64]) -> f64 {
        let mut answer = [f64::NAN];
        self.oracle.ask(OBJECTIVE, x, &mut answer).await;
        self.evaluations.objective += 1;
        self.scale.objective * answer[0]
    }

    pub async fn constraint_values(&mut self, x: &[f64]) -> Vec<f64> {
        let mut values = vec![f64::NAN; self.constraints()];
        if !values.is_empty() {
            self.oracle.ask(CONSTRAINTS, x, &mut values).await;
            self.evaluations.constraints += 1;
        }
        self.scale_constraints(&mut values);
        values
    }

    async fn given_derivatives(&mut self, x: &[f64]) -> Derivatives {
        let mut gradient = vec![f64::NAN; x.len() + self.jacobian_pattern.entries.len()];
        self.oracle.ask(DERIVATIVES, x, &mut gradient).await;
        self.evaluations.gradient += 1;
        self.evaluations.jacobian += 1;
        let mut jacobian = gradient.split_off(x.len());
        gradient.iter_mut().for_each(|entry| *entry *= self.scale.objective);
        self.scale_jacobian(&mut jacobian);
        Derivatives { gradient, jacobian }
    }

    pub async fn given_gradient(&mut self, x: &[f64]) -> Vec<f64> {
        let mut gradient = vec![f64::NAN; x.len()];
        self.oracle.ask(GRADIENT, x, &mut gradient).await;
        self.evaluations.gradient += 1;
        gradient.iter_mut().for_each(|entry| *entry *= self.scale.objective);
        gradient
    }

    pub async fn given_jacobian(&mut self, x: &[f64]) -> Vec<f64> {
        let mut values = vec![f64::NAN; self.jacobian_pattern.entries.len()];
        if self.constraints() > 0 {
            self.oracle.ask(JACOBIAN, x, &mut values).await;
            self.evaluations.jacobian += 1;
        }
        self.scale_jacobian(&mut values);
        values
    }

    /// The point of a question about the Hessian: `x`, then the multipliers and the objective's weight in the caller's
    /// units.
    fn hessian_question(&self, x: &[f64], multipliers: &[f64]) -> Vec<f64> {
        let unscaled = multipliers.iter().zip(&self.scale.constraints).map(|(multiplier, scale)| multiplier * scale);
        x.iter().copied().chain(unscaled).chain([self.scale.objective]).collect()
    }

    pub async fn given_hessian(&mut self, x: &[f64], multipliers: &[f64]) -> Vec<f64> {
        let n = self.variables();
        let length = if self.is_hessian_full { n * n } else { self.hessian_pattern.entries.len() };
        let mut values = vec![f64::NAN; length];
        self.oracle.ask(HESSIAN, &self.hessian_question(x, multipliers), &mut values).await;
        self.evaluations.hessian += 1;
        if self.is_hessian_full {
            values = self.hessian_pattern.entries.iter().map(|(i, j)| values[i * n + j]).collect();
        }
        values
    }

    pub async fn given_hessian_product(&mut self, x: &[f64], multipliers: &[f64], vector: &[f64]) -> Vec<f64> {
        let mut question = self.hessian_question(x, multipliers);
        question.extend_from_slice(vector);
        let mut product = vec![f64::NAN; self.variables()];
        self.oracle.ask(HESSIAN_PRODUCT, &question, &mut product).await;
        self.evaluations.hessian_product += 1;
        product
    }

    /// Refuses function values at the start that are not finite.
    pub fn ensure_finite_values(&self, values: &Values) -> Result<(), Error> {
        if !values.objective.is_finite() {
            return Err(not_finite(QUESTIONS[OBJECTIVE], None, values.objective));
        }
        ensure_finite(QUESTIONS[CONSTRAINTS], &values.constraints)
    }

    /// Refuses derivatives at the start that are not finite.
    pub fn ensure_finite_derivatives(&self, derivatives: &Derivatives) -> Result<(), Error> {
        let by_differences = |is_given: bool, name: usize, of: usize| QUESTIONS[if is_given { name } else { of }];
        ensure_finite(by_differences(self.is_gradient_given, GRADIENT, OBJECTIVE), &derivatives.gradient)?;
        ensure_finite(by_differences(self.is_jacobian_given, JACOBIAN, CONSTRAINTS), &derivatives.jacobian)
    }

    /// Refuses a Hessian at the start that is not finite.
    pub fn ensure_finite_hessian(&self, hessian: &[f64]) -> Result<(), Error> {
        let name = match self.hessian_source {
            HessianSource::Given
            | HessianSource::Sampled
            | HessianSource::Bfgs(_)
            | HessianSource::LimitedMemory(_) => HESSIAN,
            HessianSource::Products | HessianSource::Operator => HESSIAN_PRODUCT,
            HessianSource::Differences if self.is_gradient_given => GRADIENT,
            HessianSource::Differences => OBJECTIVE,
        };
        ensure_finite(QUESTIONS[name], hessian)
    }
}

/// Refuses values of the function `name` that are not finite.
pub(crate) fn ensure_finite(name: &str, values: &[f64]) -> Result<(), Error> {
    match values.iter().position(|value| !value.is_finite()) {
        Some(k) => Err(not_finite(name, Some(k), values[k])),
        None => Ok(()),
    }
}

fn not_finite(name: &str, entry: Option<usize>, value: f64) -> Error {
    let entry = entry.map_or_else(String::new, |k| format!(" in entry {k}"));
    let value = check::short(value);
    Error::invalid(name, format!("must give finite numbers at and next to `initial`, gave {value}{entry}"))
}
