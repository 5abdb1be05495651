//! The check of derivatives against finite differences, as a dialogue. It reports disagreements and solves nothing.

use crate::minimize::MinimizeProblem;
use crate::minimize::functions::{self, Functions, Values};
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, Vector};
use superlinear_numerics::differences::{
    CENTRAL_STEP, PERTURBATION, STEP_OF_DIFFERENCES, centered, disagreement, slope,
};
use superlinear_numerics::pattern::{Entries, Pattern};
use superlinear_numerics::random::Stream;

/// Compares the provided derivatives with finite differences.
pub struct CheckDerivatives;

/// The disagreements. If there are none, all provided derivatives are right as far as differences can show.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DerivativeReport {
    /// The point of comparison: `initial`, randomly perturbed by up to one percent because mistakes often vanish at
    /// round numbers, and moved within the bounds.
    pub point: Vector,
    /// The random multipliers used for the Hessian.
    pub multipliers: Vector,
    /// The number of entries compared.
    pub compared: u32,
    /// The entries with a relative error above 1e-4, largest first.
    pub errors: Vec<DerivativeError>,
}

/// An entry of a derivative that disagrees with its difference.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DerivativeError {
    /// The function that returned it.
    pub name: DerivativeName,
    /// The row: for the Jacobian the index of the constraint, for the gradient and products that of the entry.
    pub row: u32,
    /// The column; 0 for the gradient and for products.
    pub column: u32,
    /// The value returned by the function; 0 if the structure lacks the entry.
    pub given: f64,
    /// The value estimated by differences.
    pub numeric: f64,
    /// Their absolute difference, divided by max(1, |numeric|).
    pub relative_error: f64,
    /// Whether the structure has this entry.
    pub is_in_structure: bool,
}

/// The functions that return derivatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DerivativeName {
    /// The gradient of the objective.
    Gradient,
    /// The Jacobian of the constraints.
    Jacobian,
    /// The Hessian of the Lagrangian.
    Hessian,
    /// Products with the Hessian, tested with a random vector.
    HessianProduct,
}

impl Dialogue for CheckDerivatives {
    const NAME: &'static str = "constrained.checkDerivatives";
    const QUESTIONS: &'static [&'static str] = functions::QUESTIONS;
    type Problem = MinimizeProblem;
    type Solution = DerivativeReport;

    fn lengths(problem: &MinimizeProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        Ok(functions::lengths(problem))
    }

    async fn solve(problem: MinimizeProblem, oracle: Oracle, run: Run) -> Result<DerivativeReport, Error> {
        let mut random = Stream::new(run.seed(), 0);
        let mut between = move || 2.0 * random.uniform() - 1.0;
        let moved: Vec<_> = problem.initial.iter().map(|x| x + PERTURBATION * x.abs().max(1.0) * between()).collect();
        let functions = Functions::new(&problem, oracle, &run)?;
        // Away from the bounds, to leave space for differences to both sides.
        let (x, _) = functions.centered(&moved, STEP_OF_DIFFERENCES);
        let mut multipliers: Vec<_> = (0..problem.equations()).map(|_| between()).collect();
        let mut vector: Vec<_> = x.iter().map(|_| between()).collect();
        // Constraints without bounds and fixed variables do not influence the solution.
        (0..multipliers.len()).filter(|&i| functions.is_ignored(i)).for_each(|i| multipliers[i] = 0.0);
        (0..x.len()).filter(|&j| functions.bounds.are_equal(j)).for_each(|j| vector[j] = 0.0);
        let mut comparison = Comparison { run, functions, x, multipliers, compared: 0, errors: Vec::new() };
        let values = comparison.functions.values(&comparison.x).await;
        comparison.functions.ensure_finite_values(&values)?;
        if problem.gradient {
            comparison.compare_gradient(&values).await?;
        }
        if problem.jacobian {
            comparison.compare_jacobian(&values).await?;
        }
        if problem.hessian {
            comparison.compare_hessian().await?;
        }
        if problem.hessian_product {
            comparison.compare_product(&vector).await?;
        }
        Ok(comparison.report())
    }
}

/// A comparison in progress.
struct Comparison {
    run: Run,
    functions: Functions,
    x: Vec<f64>,
    multipliers: Vec<f64>,
    compared: u32,
    errors: Vec<DerivativeError>,
}

impl Comparison {
    async fn compare_gradient(&mut self, values: &Values) -> Result<(), Error> {
        let given = self.functions.given_gradient(&self.x).await;
        functions::ensure_finite("gradient", &given)?;
        for (row, given) in given.into_iter().enumerate() {
            let (step, above, below) = self.either_side(row, CENTRAL_STEP)?;
            let (above, below) = (self.functions.objective(&above).await, self.functions.objective(&below).await);
            self.compare(DerivativeName::Gradient, (row, 0), Some(given), slope(step, above, values.objective, below));
        }
        Ok(())
    }

    async fn compare_jacobian(&mut self, values: &Values) -> Result<(), Error> {
        let given = self.functions.given_jacobian(&self.x).await;
        functions::ensure_finite("jacobian", &given)?;
        let columns = by_column(Entries { pattern: &self.functions.jacobian_pattern, values: &given }, false);
        for (j, column) in columns.into_iter().enumerate() {
            let (step, above, below) = self.either_side(j, CENTRAL_STEP)?;
            let above = self.functions.constraint_values(&above).await;
            let below = self.functions.constraint_values(&below).await;
            for (i, given) in column.into_iter().enumerate() {
                let numeric = slope(step, above[i], values.constraints[i], below[i]);
                self.compare(DerivativeName::Jacobian, (i, j), given, numeric);
            }
        }
        Ok(())
    }

    async fn compare_hessian(&mut self) -> Result<(), Error> {
        let given = self.functions.given_hessian(&self.x, &self.multipliers).await;
        functions::ensure_finite("hessian", &given)?;
        let columns = by_column(Entries { pattern: &self.functions.hessian_pattern, values: &given }, true);
        for (j, column) in columns.into_iter().enumerate() {
            let numeric = self.difference_of_gradients(j).await?;
            // The upper triangle is the same.
            for (i, given) in column.into_iter().enumerate().skip(j) {
                self.compare(DerivativeName::Hessian, (i, j), given, numeric[i]);
            }
        }
        Ok(())
    }

    async fn compare_product(&mut self, vector: &[f64]) -> Result<(), Error> {
        let given = self.functions.given_hessian_product(&self.x, &self.multipliers, vector).await;
        functions::ensure_finite("hessianProduct", &given)?;
        let mut numeric = vec![0.0; self.x.len()];
        for (j, factor) in vector.iter().enumerate() {
            let column = self.difference_of_gradients(j).await?;
            numeric.iter_mut().zip(&column).for_each(|(sum, entry)| *sum += factor * entry);
        }
        for (i, (given, numeric)) in given.into_iter().zip(numeric).enumerate() {
            self.compare(DerivativeName::HessianProduct, (i, 0), Some(given), numeric);
        }
        Ok(())
    }

    /// Column `j` of the Hessian, by central differences of the gradient of the Lagrangian.
    async fn difference_of_gradients(&mut self, j: usize) -> Result<Vec<f64>, Error> {
        let (step, above, below) = self.either_side(j, STEP_OF_DIFFERENCES)?;
        let above = self.functions.lagrangian_gradient_at(&above, &self.multipliers).await;
        let below = self.functions.lagrangian_gradient_at(&below, &self.multipliers).await;
        Ok(above.iter().zip(&below).map(|(above, below)| (above - below) / (2.0 * step)).collect())
    }

    /// The difference step in variable `j` and the points on both sides. Fails at the time limit, because an incomplete
    /// comparison would be misleading.
    fn either_side(&self, j: usize, relative: f64) -> Result<(f64, Vec<f64>, Vec<f64>), Error> {
        if self.run.is_out_of_time()? {
            return Err(Error::invalid("timeLimit", "passed before all derivatives were compared"));
        }
        let bounds = &self.functions.bounds;
        let (_, step) = centered(self.x[j], relative, bounds.lower[j], bounds.upper[j]);
        let (mut above, mut below) = (self.x.clone(), self.x.clone());
        above[j] = bounds.clip(j, above[j] + step);
        below[j] = bounds.clip(j, below[j] - step);
        Ok((step, above, below))
    }

    /// Whether an entry does not influence the solution, as in fixed variables.
    fn is_left_out(&self, name: DerivativeName, row: usize, column: usize) -> bool {
        let is_fixed = |j: usize| self.functions.bounds.are_equal(j);
        match name {
            DerivativeName::Jacobian => self.functions.is_ignored(row) || is_fixed(column),
            DerivativeName::Hessian => is_fixed(row) || is_fixed(column),
            DerivativeName::Gradient | DerivativeName::HessianProduct => is_fixed(row),
        }
    }

    /// Compares an entry (`None` if the structure lacks it) with its difference, which may be undefined.
    fn compare(&mut self, name: DerivativeName, (row, column): (usize, usize), given: Option<f64>, numeric: f64) {
        if self.is_left_out(name, row, column) {
            return;
        }
        let (value, is_in_structure) = (given.unwrap_or(0.0), given.is_some());
        self.compared += 1;
        if let Some(relative_error) = disagreement(value, numeric) {
            let (row, column) = (row as u32, column as u32);
            self.errors.push(DerivativeError {
                name,
                row,
                column,
                given: value,
                numeric,
                relative_error,
                is_in_structure,
            });
        }
    }

    fn report(mut self) -> DerivativeReport {
        self.errors.sort_by(|a, b| b.relative_error.total_cmp(&a.relative_error));
        DerivativeReport {
            point: self.x.into(),
            multipliers: self.multipliers.into(),
            compared: self.compared,
            errors: self.errors,
        }
    }
}

/// All columns of a matrix, with `None` for missing entries. Both triangles of a symmetric one, given its lower
/// triangle.
fn by_column(matrix: Entries<'_>, is_symmetric: bool) -> Vec<Vec<Option<f64>>> {
    let Pattern { rows, columns, .. } = *matrix.pattern;
    let mut all = vec![vec![None; rows]; columns];
    for (i, j, value) in matrix.iter() {
        all[j][i] = Some(value);
        if is_symmetric {
            all[i][j] = Some(value);
        }
    }
    all
}
