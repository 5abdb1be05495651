//! A single loop for inner problems with constraints or without a unique solution. The outer objective descends
//! together with a penalty on inner suboptimality, the excess of the inner Lagrangian over a value function smoothed by
//! proximal terms. No products with second derivatives are needed. The error decreases slowly, so Newton's method
//! completes the search.
//!
//! Source: Yao, Yu, Zeng, Zhang, Constrained bi-level optimization: proximal Lagrangian value function approach and
//! Hessian-free algorithm, ICLR 2024, algorithm 1 (LV-HBA).

use super::functions::{Constraints, Functions, InnerValue, OuterValue, weighted};
use super::polish::{MAX_UNKNOWNS, Place, Polish, Polished};
use super::problem::{MinimizeMethod, MinimizeProblem};
use super::solution::{MinimizeSolution, MinimizeStatus, Stationarity};
use super::{MAX_ITERATIONS, scale_of, values_at};
use crate::outer::OuterRecord;
use superlinear_interface::{Advance, Ending, Error, Oracle, Run};
use superlinear_numerics::vectors::{add_scaled, difference, dot, largest, norm};

/// The proximal parameters γ₁ of the inner variables and γ₂ of the multipliers.
const PROXIMAL: f64 = 1.0;

/// The step sizes α of both levels' variables, η of the proximal inner solution and β of the multipliers' anchor. The
/// first two are divided by the curvature of the inner objective if it exceeds 1. The paper's experiments use 1e-3 to
/// 0.5; these values come closest on its first example in 500 steps.
const STEP: f64 = 0.1;
const PROXIMAL_STEP: f64 = 0.3;
const ANCHOR_STEP: f64 = 0.2;

/// The penalty c of the first step, and its growth as a power of the step number.
const FIRST_PENALTY: f64 = 10.0;
const PENALTY_POWER: f64 = 0.3;

/// Bound on the entries of the multipliers and their anchor.
const LARGEST_MULTIPLIER: f64 = 1e4;

/// Power iterations for the curvature of the inner objective.
const POWER_STEPS: u32 = 5;

/// The limit on sweeps of a projection, and the change at which it stops.
const MAX_SWEEPS: u32 = 100;
const SWEEP_TOLERANCE: f64 = 1e-10;

/// The limit on restarts with halved step sizes after nonfinite numbers.
const MAX_RESTARTS: u32 = 40;

/// Solves a problem by the value function.
pub(super) async fn minimize(problem: &MinimizeProblem, oracle: Oracle, run: Run) -> Result<MinimizeSolution, Error> {
    let (caller, clock) = (oracle.clone(), run.part());
    let functions = Functions::new(problem.shape()?, oracle);
    let mut search = Search::start(problem, functions, run).await?;
    let ending = caller.in_time(&clock, search.run_to_end()).await.unwrap_or(Ok(Ending::TimeLimit))?;
    Ok(search.solution(ending))
}

/// The functions at a point.
#[derive(Clone)]
struct Values {
    outer: OuterValue,
    inner: InnerValue,
    constraints: Constraints,
}

impl Values {
    fn is_finite(&self) -> bool {
        self.outer.is_finite() && self.inner.is_finite() && self.constraints.is_finite()
    }
}

/// The iterate.
#[derive(Clone)]
struct State {
    x: Vec<f64>,
    y: Vec<f64>,
    /// The proximal inner solution θ.
    proximal: Vec<f64>,
    multipliers: Vec<f64>,
    /// The multipliers' proximal anchor z.
    anchor: Vec<f64>,
    values: Values,
}

/// The state of a search.
struct Search<'a> {
    problem: &'a MinimizeProblem,
    functions: Functions,
    run: Run,
    bounds: [Vec<f64>; 2],
    /// Divisors of the constraints: the norms of their gradients at the start.
    scales: Vec<f64>,
    start: State,
    state: State,
    polished: Option<Polished>,
    /// The factor on the step sizes α and η.
    rate: f64,
    goal: f64,
    iterations: u32,
    limit: u32,
    history: Option<Vec<OuterRecord>>,
}

impl Constraints {
    /// Divides each constraint and its gradient.
    pub(super) fn scale(&mut self, scales: &[f64]) {
        let count = scales.len().max(1);
        let (n, m) = (self.by_x.len() / count, self.by_y.len() / count);
        for (i, scale) in scales.iter().enumerate() {
            self.values[i] /= scale;
            self.by_x[i * n..(i + 1) * n].iter_mut().for_each(|entry| *entry /= scale);
            self.by_y[i * m..(i + 1) * m].iter_mut().for_each(|entry| *entry /= scale);
        }
    }

    /// The norm of each constraint's gradient, or 1 if it is zero or not finite.
    fn lengths(&self) -> Vec<f64> {
        let count = self.values.len();
        let (n, m) = (self.by_x.len() / count.max(1), self.by_y.len() / count.max(1));
        let length = |i: usize| norm(&self.by_x[i * n..(i + 1) * n]).hypot(norm(&self.by_y[i * m..(i + 1) * m]));
        (0..count).map(|i| if length(i) > f64::MIN_POSITIVE { length(i) } else { 1.0 }).collect()
    }
}

impl<'a> Search<'a> {
    async fn start(problem: &'a MinimizeProblem, mut functions: Functions, run: Run) -> Result<Self, Error> {
        let bounds = problem.bounds()?;
        let (x, y) = (problem.start(&bounds), problem.inner_initial.to_vec());
        let (outer, inner) = values_at(&mut functions, &x, &y).await?;
        let mut constraints = functions.constraints(&x, &y).await;
        if !constraints.is_finite() {
            let message = "must be finite at `initial` and `innerInitial`, and their gradients too";
            return Err(Error::invalid("constraints", message));
        }
        let scales = constraints.lengths();
        constraints.scale(&scales);
        let curvature = curvature(&mut functions, &x, &y).await;
        let values = Values { outer, inner, constraints };
        let zeros = vec![0.0; scales.len()];
        let state = State { proximal: y.clone(), x, y, multipliers: zeros.clone(), anchor: zeros, values };
        let mut search = Self {
            rate: 1.0 / curvature.max(1.0),
            goal: problem.options.tolerance * scale_of(&state.values.outer),
            limit: problem.options.max_iterations.unwrap_or(MAX_ITERATIONS),
            iterations: 0,
            polished: None,
            start: state.clone(),
            state,
            scales,
            bounds,
            history: problem.options.history.then(Vec::new),
            problem,
            functions,
            run,
        };
        search.record(f64::NAN);
        Ok(search)
    }

    async fn run_to_end(&mut self) -> Result<Ending, Error> {
        let mut restarts = 0;
        while self.iterations < self.limit {
            if self.run.is_out_of_time()? {
                return Ok(Ending::TimeLimit);
            }
            let next = self.stepped().await;
            self.iterations += 1;
            let is_finite = next.values.is_finite() && next.multipliers.iter().all(|entry| entry.is_finite());
            if !is_finite {
                restarts += 1;
                if restarts > MAX_RESTARTS {
                    return Ok(Ending::Stalled);
                }
                self.rate *= 0.5;
                self.state = self.start.clone();
                continue;
            }
            let moved = largest(&difference(&next.x, &self.state.x)).max(largest(&difference(&next.y, &self.state.y)));
            self.state = next;
            self.record(moved / (STEP * self.rate));
        }
        let unknowns = self.state.x.len() + self.state.y.len() + self.scales.len();
        if !self.problem.options.polish || unknowns > MAX_UNKNOWNS {
            return Ok(Ending::IterationLimit);
        }
        let State { x, y, multipliers, .. } = self.state.clone();
        let mut polish = Polish {
            functions: &mut self.functions,
            run: &self.run,
            scales: &self.scales,
            bounds: &self.bounds,
            goal: self.goal,
        };
        self.polished = polish.run(Place { x, y, multipliers }).await?;
        let is_late = self.run.is_out_of_time()?;
        Ok(match &self.polished {
            Some(polished) if polished.residual <= self.goal && is_stationary(polished.stationarity) => {
                Ending::Converged
            }
            _ if is_late => Ending::TimeLimit,
            Some(_) => Ending::Stalled,
            None => Ending::IterationLimit,
        })
    }

    /// One iteration of LV-HBA.
    async fn stepped(&mut self) -> State {
        let State { x, y, proximal, multipliers, anchor, values } = self.state.clone();
        let (step, proximal_step) = (self.rate * STEP, self.rate * PROXIMAL_STEP);
        let inner = self.functions.inner(&x, &proximal).await;
        let constraints = self.constraints(&x, &proximal).await;
        let mut slope = inner.by_y;
        add_scaled(&mut slope, 1.0, &weighted(&constraints.by_y, &multipliers, y.len()));
        add_scaled(&mut slope, 1.0 / PROXIMAL, &difference(&proximal, &y));
        let mut proximal = proximal;
        add_scaled(&mut proximal, -proximal_step, &slope);
        let raised = multipliers.iter().zip(&anchor).zip(&constraints.values).map(|((multiplier, anchor), value)| {
            multiplier + proximal_step * (value - (multiplier - anchor) / PROXIMAL)
        });
        let multipliers = self.clipped(raised);
        let inner = self.functions.inner(&x, &proximal).await;
        let constraints = self.constraints(&x, &proximal).await;
        let penalty = FIRST_PENALTY * f64::from(self.iterations + 1).powf(PENALTY_POWER);
        let mut by_x = difference(&values.inner.by_x, &inner.by_x);
        add_scaled(&mut by_x, -1.0, &weighted(&constraints.by_x, &multipliers, x.len()));
        add_scaled(&mut by_x, 1.0 / penalty, &values.outer.by_x);
        let mut by_y = values.inner.by_y.clone();
        add_scaled(&mut by_y, -1.0 / PROXIMAL, &difference(&y, &proximal));
        add_scaled(&mut by_y, 1.0 / penalty, &values.outer.by_y);
        let mut moved = [x.clone(), y.clone()].concat();
        add_scaled(&mut moved, -step, &[by_x, by_y].concat());
        self.project(&mut moved, &[x.clone(), y].concat(), &values.constraints);
        let raised =
            anchor.iter().zip(&multipliers).map(|(z, multiplier)| z + ANCHOR_STEP * (multiplier - z) / PROXIMAL);
        let anchor = self.clipped(raised);
        let (x, y) = moved.split_at(x.len());
        let (outer, inner) = (self.functions.outer(x, y).await, self.functions.inner(x, y).await);
        let constraints = self.constraints(x, y).await;
        let values = Values { outer, inner, constraints };
        State { x: x.to_vec(), y: y.to_vec(), proximal, multipliers, anchor, values }
    }

    async fn constraints(&mut self, x: &[f64], y: &[f64]) -> Constraints {
        let mut constraints = self.functions.constraints(x, y).await;
        constraints.scale(&self.scales);
        constraints
    }

    /// Multipliers clipped to their bounds; for inequalities the lower bound is 0.
    fn clipped(&self, multipliers: impl Iterator<Item = f64>) -> Vec<f64> {
        let least = |i: usize| if i < self.functions.shape.inequalities { 0.0 } else { -LARGEST_MULTIPLIER };
        multipliers.enumerate().map(|(i, entry)| entry.max(least(i)).min(LARGEST_MULTIPLIER)).collect()
    }

    /// Projects a point onto the bounds and the constraints linearized at `around`, by Hildreth's sweeps (Hildreth,
    /// Naval Res. Logist. Quart. 4, 1957).
    fn project(&self, point: &mut [f64], around: &[f64], constraints: &Constraints) {
        let [lower, upper] = &self.bounds;
        let (n, m) = (lower.len(), point.len() - lower.len());
        let row = |i: usize| [&constraints.by_x[i * n..(i + 1) * n], &constraints.by_y[i * m..(i + 1) * m]].concat();
        let rows: Vec<_> = (0..constraints.values.len()).map(row).collect();
        let most: Vec<_> = rows.iter().zip(&constraints.values).map(|(row, value)| dot(row, around) - value).collect();
        let squares: Vec<_> = rows.iter().map(|row| dot(row, row)).collect();
        let (mut pushes, mut held) = (vec![0.0_f64; rows.len()], vec![0.0_f64; n]);
        for _ in 0..MAX_SWEEPS {
            let mut change = 0.0_f64;
            for (i, row) in rows.iter().enumerate().filter(|&(i, _)| squares[i] > 0.0) {
                let mut push = (dot(row, point) - most[i]) / squares[i];
                if i < self.functions.shape.inequalities {
                    push = push.max(-pushes[i]);
                }
                pushes[i] += push;
                add_scaled(point, -push, row);
                change = change.max((push * squares[i].sqrt()).abs());
            }
            for j in 0..n {
                let free = point[j] + held[j];
                let clipped = free.max(lower[j]).min(upper[j]);
                change = change.max((clipped - point[j]).abs());
                held[j] = free - clipped;
                point[j] = clipped;
            }
            if change <= SWEEP_TOLERANCE {
                break;
            }
        }
    }

    fn record(&mut self, change: f64) {
        let record = OuterRecord {
            iteration: self.iterations,
            objective: self.state.values.outer.value,
            // At the start there is no step yet.
            projected_gradient: if change.is_finite() { change } else { largest(&self.state.values.outer.by_x) },
        };
        self.run.progress(Advance::count(self.iterations, self.limit), || record);
        if let Some(history) = &mut self.history {
            history.push(record);
        }
    }

    fn solution(self, ending: Ending) -> MinimizeSolution {
        let has_constraints = !self.scales.is_empty();
        let base = MinimizeSolution {
            status: MinimizeStatus::from(ending),
            solution: self.state.x.clone().into(),
            inner_solution: self.state.y.clone().into(),
            objective: self.state.values.outer.value,
            gradient: None,
            projected_gradient: None,
            scale: None,
            hypergradient_error: None,
            inner_residual: self.inner_residual(),
            multipliers: has_constraints.then(|| {
                let unscaled = self.state.multipliers.iter().zip(&self.scales).map(|(entry, scale)| entry / scale);
                unscaled.collect::<Vec<_>>().into()
            }),
            outer_multipliers: None,
            kkt_residual: None,
            stationarity: Some(Stationarity::Unpolished),
            method: MinimizeMethod::ValueFunction,
            iterations: self.iterations,
            evaluations: self.iterations,
            inner_evaluations: self.functions.inner_evaluations,
            inner_products: self.functions.inner_products,
            history: self.history,
        };
        let Some(polished) = self.polished else { return base };
        MinimizeSolution {
            solution: polished.place.x.into(),
            inner_solution: polished.place.y.into(),
            objective: polished.objective,
            inner_residual: polished.inner_residual,
            multipliers: has_constraints.then(|| polished.place.multipliers.into()),
            outer_multipliers: Some(polished.outer_multipliers.into()),
            kkt_residual: Some(polished.residual),
            stationarity: Some(polished.stationarity),
            ..base
        }
    }

    /// The largest absolute entry of the gradient of the inner Lagrangian with respect to y, capped at `f64::MAX`.
    fn inner_residual(&self) -> f64 {
        let State { y, multipliers, values, .. } = &self.state;
        let mut slope = values.inner.by_y.clone();
        add_scaled(&mut slope, 1.0, &weighted(&values.constraints.by_y, multipliers, y.len()));
        Some(largest(&slope)).filter(|residual| residual.is_finite()).unwrap_or(f64::MAX)
    }
}

fn is_stationary(stationarity: Stationarity) -> bool {
    matches!(stationarity, Stationarity::Strong | Stationarity::Clarke)
}

/// The largest curvature of the inner objective with respect to y, by power iterations; 1 if not finite.
async fn curvature(functions: &mut Functions, x: &[f64], y: &[f64]) -> f64 {
    // A pseudorandom vector.
    let mut vector: Vec<_> = (0..y.len()).map(|k| 1.0 + (k as f64).sin()).collect();
    let mut curvature = 1.0;
    for _ in 0..POWER_STEPS {
        let length = norm(&vector);
        vector.iter_mut().for_each(|entry| *entry /= length);
        let product = functions.product(x, y, &vector).await.by_y;
        let next = norm(&product);
        if !next.is_finite() || next == 0.0 {
            break;
        }
        (vector, curvature) = (product, next);
    }
    curvature
}
