//! Compares the caller's derivatives with finite differences, as a dialogue. Reports disagreements and solves nothing.

use super::functions::{self, Functions, InnerValue, Product};
use super::problem::MinimizeProblem;
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, Vector};
use superlinear_numerics::differences::{CENTRAL_STEP, PERTURBATION, disagreement, slope, step_of};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{dot, largest};

/// Comparison of the given derivatives with finite differences.
pub struct CheckDerivatives;

/// The disagreements between derivatives and finite differences. If there are none, all given derivatives are right
/// within the accuracy of finite differences.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DerivativeReport {
    /// The x used for the comparison: `initial`, randomly perturbed by 1 %, since mistakes often vanish at round
    /// numbers.
    pub point: Vector,
    /// The y used for the comparison: `innerInitial`, perturbed in the same way.
    pub inner_point: Vector,
    /// The random direction for products.
    pub direction: Vector,
    /// The random multipliers for products of constraints.
    pub multipliers: Vector,
    /// The number of entries compared.
    pub compared: u32,
    /// The entries with a `relativeError` above 1e-4, the worst first.
    pub errors: Vec<DerivativeError>,
}

/// An entry of a derivative in disagreement with finite differences.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DerivativeError {
    /// The derivative.
    pub name: DerivativeName,
    /// Row index: the constraint for Jacobians, the entry for gradients and products.
    pub row: u32,
    /// Column index; 0 for gradients and products.
    pub column: u32,
    /// The value returned by the function.
    pub given: f64,
    /// The finite-difference estimate.
    pub numeric: f64,
    /// The absolute difference of both, divided by the larger of 1 and the absolute estimate.
    pub relative_error: f64,
}

/// The derivatives returned by the functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DerivativeName {
    /// The gradient of the outer objective with respect to x.
    OuterByX,
    /// The gradient of the outer objective with respect to y.
    OuterByY,
    /// The gradient of the inner objective with respect to x.
    InnerByX,
    /// The gradient of the inner objective with respect to y.
    InnerByY,
    /// The product with the Hessian of the inner objective.
    HessianProduct,
    /// The product with the mixed derivatives of the inner objective, i.e. the derivatives with respect to x of its
    /// gradient in y.
    MixedProduct,
    /// The Hessian of the inner objective with respect to y.
    InnerHessian,
    /// The Jacobian of the constraints with respect to x.
    ConstraintsByX,
    /// The Jacobian of the constraints with respect to y.
    ConstraintsByY,
    /// The product with the Hessian of the weighted constraints.
    ConstraintHessianProduct,
    /// The product with the mixed derivatives of the weighted constraints.
    ConstraintMixedProduct,
}

impl Dialogue for CheckDerivatives {
    const NAME: &'static str = "bilevel.checkDerivatives";
    const QUESTIONS: &'static [&'static str] = functions::QUESTIONS;
    type Problem = MinimizeProblem;
    type Solution = DerivativeReport;

    fn lengths(problem: &MinimizeProblem) -> Result<Vec<Lengths>, Error> {
        Ok(problem.shape()?.lengths())
    }

    async fn solve(problem: MinimizeProblem, oracle: Oracle, run: Run) -> Result<DerivativeReport, Error> {
        let mut random = Stream::new(run.seed(), 0);
        let mut between = move || 2.0 * random.uniform() - 1.0;
        let mut moved = |start: &[f64]| -> Vec<f64> {
            start.iter().map(|entry| entry + PERTURBATION * entry.abs().max(1.0) * between()).collect()
        };
        let shape = problem.shape()?;
        let (x, y) = (moved(&problem.start(&problem.bounds()?)), moved(&problem.inner_initial));
        let direction = moved(&vec![0.0; y.len()]).iter().map(|entry| entry / PERTURBATION).collect();
        let multipliers = moved(&vec![0.0; shape.constraints()]).iter().map(|entry| entry / PERTURBATION).collect();
        let functions = Functions::new(shape, oracle);
        let mut comparison =
            Comparison { run, functions, x, y, direction, multipliers, compared: 0, errors: Vec::new() };
        comparison.compare_outer().await?;
        comparison.compare_inner().await?;
        if shape.has_product {
            comparison.compare_product().await?;
        }
        if shape.has_hessian {
            comparison.compare_hessian().await?;
        }
        if shape.constraints() > 0 {
            comparison.compare_constraints().await?;
        }
        Ok(comparison.report())
    }
}

/// The state of a comparison.
struct Comparison {
    run: Run,
    functions: Functions,
    x: Vec<f64>,
    y: Vec<f64>,
    direction: Vec<f64>,
    multipliers: Vec<f64>,
    compared: u32,
    errors: Vec<DerivativeError>,
}

/// A displaced point: x, then y.
type Beside = (Vec<f64>, Vec<f64>);

impl Comparison {
    /// The difference step for variable `k` (x first, then y), and the points displaced by it in both directions. Fails
    /// when time runs out: a partial comparison is useless.
    fn either_side(&self, k: usize) -> Result<(f64, [Beside; 2]), Error> {
        if self.run.is_out_of_time()? {
            return Err(Error::invalid("timeLimit", "passed before all derivatives were compared"));
        }
        let n = self.x.len();
        let step = step_of(if k < n { self.x[k] } else { self.y[k - n] }, CENTRAL_STEP);
        let moved = |step: f64| {
            let (mut x, mut y) = (self.x.clone(), self.y.clone());
            if k < n {
                x[k] += step
            } else {
                y[k - n] += step
            }
            (x, y)
        };
        Ok((step, [moved(step), moved(-step)]))
    }

    /// The step length in units of the direction, and the inner objective at both displaced points.
    async fn along_direction(&mut self) -> (f64, [InnerValue; 2]) {
        let step = CENTRAL_STEP * largest(&self.y).max(1.0);
        let moved = |step: f64| -> Vec<f64> { self.y.iter().zip(&self.direction).map(|(y, v)| y + step * v).collect() };
        let (above, below) = (moved(step), moved(-step));
        (step, [self.functions.inner(&self.x, &above).await, self.functions.inner(&self.x, &below).await])
    }

    async fn compare_outer(&mut self) -> Result<(), Error> {
        let given = self.functions.outer(&self.x, &self.y).await;
        ensure_finite("outer", &[&[given.value], &given.by_x[..], &given.by_y].concat())?;
        let n = self.x.len();
        for (k, &entry) in given.by_x.iter().chain(&given.by_y).enumerate() {
            let (step, [above, below]) = self.either_side(k)?;
            let above = self.functions.outer(&above.0, &above.1).await.value;
            let below = self.functions.outer(&below.0, &below.1).await.value;
            let (name, row) = if k < n { (DerivativeName::OuterByX, k) } else { (DerivativeName::OuterByY, k - n) };
            self.compare(name, [row, 0], entry, slope(step, above, given.value, below));
        }
        Ok(())
    }

    async fn compare_inner(&mut self) -> Result<(), Error> {
        let given = self.functions.inner(&self.x, &self.y).await;
        ensure_finite("inner", &[&[given.value], &given.by_x[..], &given.by_y].concat())?;
        let n = self.x.len();
        let by_x = given.by_x.iter().enumerate().map(|(j, &entry)| (j, DerivativeName::InnerByX, j, entry));
        let by_y = given.by_y.iter().enumerate().map(|(j, &entry)| (n + j, DerivativeName::InnerByY, j, entry));
        for (k, name, row, entry) in by_x.chain(by_y) {
            let (step, [above, below]) = self.either_side(k)?;
            let above = self.functions.inner(&above.0, &above.1).await.value;
            let below = self.functions.inner(&below.0, &below.1).await.value;
            self.compare(name, [row, 0], entry, slope(step, above, given.value, below));
        }
        Ok(())
    }

    async fn compare_product(&mut self) -> Result<(), Error> {
        let Product { by_y, by_x } = self.functions.product(&self.x, &self.y, &self.direction).await;
        ensure_finite("innerProduct", &[by_y.clone(), by_x.clone()].concat())?;
        let (step, [above, below]) = self.along_direction().await;
        for (row, &given) in by_y.iter().enumerate() {
            let numeric = (above.by_y[row] - below.by_y[row]) / (2.0 * step);
            self.compare(DerivativeName::HessianProduct, [row, 0], given, numeric);
        }
        for (row, &given) in by_x.iter().enumerate() {
            let (step, [above, below]) = self.either_side(row)?;
            let above = self.functions.inner(&above.0, &above.1).await.by_y;
            let below = self.functions.inner(&below.0, &below.1).await.by_y;
            let numeric = (dot(&above, &self.direction) - dot(&below, &self.direction)) / (2.0 * step);
            self.compare(DerivativeName::MixedProduct, [row, 0], given, numeric);
        }
        Ok(())
    }

    async fn compare_hessian(&mut self) -> Result<(), Error> {
        let given = self.functions.hessian(&self.x, &self.y).await;
        let (n, m) = (self.x.len(), self.y.len());
        for column in 0..m {
            ensure_finite("innerHessian", given.col_as_slice(column))?;
            let (step, [above, below]) = self.either_side(n + column)?;
            let above = self.functions.inner(&above.0, &above.1).await.by_y;
            let below = self.functions.inner(&below.0, &below.1).await.by_y;
            for row in 0..m {
                let numeric = (above[row] - below[row]) / (2.0 * step);
                self.compare(DerivativeName::InnerHessian, [row, column], given[(row, column)], numeric);
            }
        }
        Ok(())
    }

    async fn compare_constraints(&mut self) -> Result<(), Error> {
        let given = self.functions.constraints(&self.x, &self.y).await;
        ensure_finite("constraints", &[&given.values[..], &given.by_x, &given.by_y].concat())?;
        let (n, m, count) = (self.x.len(), self.y.len(), given.values.len());
        let (vector, multipliers) = (self.direction.clone(), self.multipliers.clone());
        let product = match self.functions.shape.has_constraint_product {
            true => Some(self.functions.constraint_product(&self.x, &self.y, &multipliers, &vector).await),
            false => None,
        };
        if let Some(product) = &product {
            ensure_finite("constraintProduct", &[product.by_y.clone(), product.by_x.clone()].concat())?;
        }
        for k in 0..n + m {
            let (step, [above, below]) = self.either_side(k)?;
            let above = self.functions.constraints(&above.0, &above.1).await;
            let below = self.functions.constraints(&below.0, &below.1).await;
            for i in 0..count {
                let numeric = slope(step, above.values[i], given.values[i], below.values[i]);
                if k < n {
                    self.compare(DerivativeName::ConstraintsByX, [i, k], given.by_x[i * n + k], numeric);
                } else {
                    self.compare(DerivativeName::ConstraintsByY, [i, k - n], given.by_y[i * m + k - n], numeric);
                }
            }
            let Some(product) = &product else { continue };
            // The gradient of the weighted constraints with respect to y, along the direction.
            let of = |rows: &[f64]| dot(&functions::weighted(rows, &multipliers, m), &vector);
            let numeric = (of(&above.by_y) - of(&below.by_y)) / (2.0 * step);
            if k < n {
                self.compare(DerivativeName::ConstraintMixedProduct, [k, 0], product.by_x[k], numeric);
            } else {
                self.compare(DerivativeName::ConstraintHessianProduct, [k - n, 0], product.by_y[k - n], numeric);
            }
        }
        Ok(())
    }

    /// Compares an entry with its finite-difference estimate, which may be undefined.
    fn compare(&mut self, name: DerivativeName, [row, column]: [usize; 2], given: f64, numeric: f64) {
        self.compared += 1;
        if let Some(relative_error) = disagreement(given, numeric) {
            let (row, column) = (row as u32, column as u32);
            self.errors.push(DerivativeError { name, row, column, given, numeric, relative_error });
        }
    }

    fn report(mut self) -> DerivativeReport {
        self.errors.sort_by(|a, b| b.relative_error.total_cmp(&a.relative_error));
        DerivativeReport {
            point: self.x.into(),
            inner_point: self.y.into(),
            direction: self.direction.into(),
            multipliers: self.multipliers.into(),
            compared: self.compared,
            errors: self.errors,
        }
    }
}

fn ensure_finite(name: &str, values: &[f64]) -> Result<(), Error> {
    if values.iter().all(|value| value.is_finite()) {
        return Ok(());
    }
    Err(Error::invalid(name, "must be finite near `initial` and `innerInitial`"))
}
