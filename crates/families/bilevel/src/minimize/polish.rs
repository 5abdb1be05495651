//! Newton's method on the optimality conditions of both levels: the outer objective is minimized over x, y and the
//! inner multipliers, subject to the KKT conditions of the inner problem. Complementarity is smoothed less and less;
//! finally each inequality is declared active or inactive.
//!
//! Sources: Facchinei, Jiang, Qi, A smoothing method for mathematical programs with equilibrium constraints, Math.
//! Program. 85, 1999, for the smoothing; Scheel, Scholtes, Mathematical programs with complementarity constraints,
//! Math. Oper. Res. 25, 2000, for the notions of stationarity. The final exact solve is our own.

use super::functions::{Constraints, Functions, OuterValue, weighted};
use super::solution::Stationarity;
use faer::Mat;
use superlinear_interface::{Error, Run};
use superlinear_numerics::differences::CENTRAL_STEP;
use superlinear_numerics::equality_step::{EqualityStep, equality_step, least_multipliers};
use superlinear_numerics::newton::ARMIJO;
use superlinear_numerics::vectors::{add_scaled, clipped_step, dot, largest, norm};

/// The limit on variables and multipliers. A step takes cubic time.
pub(super) const MAX_UNKNOWNS: usize = 600;

/// The sequence of smoothing parameters t. The last one is small enough to identify the active inequalities.
const SMOOTHINGS: [f64; 6] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];

/// An inequality's slack or multiplier is nonzero if it exceeds this multiple of the last smoothing parameter.
const DECIDED: f64 = 100.0;

/// The limit on Newton steps per smoothing parameter. The next parameter continues from the point reached.
const MAX_STEPS: u32 = 40;

/// Newton's method stops at a residual of this fraction of the smoothing parameter: the next parameter changes more.
const SHARE_OF_SMOOTHING: f64 = 0.01;

/// The exact solve continues while each step reduces the residual below this fraction.
const STILL_FALLING: f64 = 0.5;

/// Below this residual every step reduces it, except for rounding.
const NEARLY_SOLVED: f64 = 1e-6;

/// The limit on step halvings. Shorter steps make no progress.
const MAX_HALVINGS: u32 = 30;

/// The weight of the equations in the merit function, relative to the multipliers' norm. Above 1 so that Newton steps
/// are descent directions.
const PENALTY: f64 = 1.5;

/// Differences of the objective below this fraction of it are rounding.
const ROUNDING: f64 = 1e-14;

/// How far below zero rounding may take a multiplier, relative to the largest one or 1.
const NEGATIVE: f64 = 1e-7;

/// An equation in addition to stationarity and the equations of the inner problem.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Row {
    /// Smoothed complementarity of an inequality and its multiplier, with the smoothing parameter.
    Smoothed(usize, f64),
    /// The inequality is active.
    Active(usize),
    /// The multiplier of the inequality is zero.
    Inactive(usize),
    /// The outer variable is fixed at this bound.
    Bound(usize, f64),
}

/// A point: outer and inner variables, and inner multipliers.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub x: Vec<f64>,
    pub y: Vec<f64>,
    pub multipliers: Vec<f64>,
}

/// The functions at a point.
struct Values {
    outer: OuterValue,
    constraints: Constraints,
    /// The gradient of the inner Lagrangian with respect to y.
    slope: Vec<f64>,
}

/// The result.
#[derive(Clone, Debug)]
pub(super) struct Polished {
    pub place: Place,
    pub objective: f64,
    /// The multipliers of inner stationarity, of the constraints, and of the sign constraints on inequality
    /// multipliers.
    pub outer_multipliers: Vec<f64>,
    pub inner_residual: f64,
    pub residual: f64,
    pub stationarity: Stationarity,
}

/// Newton's method for one problem.
pub(super) struct Polish<'a> {
    pub functions: &'a mut Functions,
    pub run: &'a Run,
    /// Divisors of the constraints.
    pub scales: &'a [f64],
    pub bounds: &'a [Vec<f64>; 2],
    /// Tolerance on the KKT residual.
    pub goal: f64,
}

impl Polish<'_> {
    /// Solves from `start`. `None` if time runs out or numbers are not finite.
    pub(crate) async fn run(&mut self, start: Place) -> Result<Option<Polished>, Error> {
        let count = self.functions.shape.inequalities;
        let mut place = start;
        let mut held = self.at_bounds(&place.x);
        for smoothing in SMOOTHINGS {
            let rows: Vec<_> = (0..count).map(|i| Row::Smoothed(i, smoothing)).collect();
            let goal = if count > 0 { SHARE_OF_SMOOTHING * smoothing } else { 0.0 };
            let Some(next) = self.solve(place.clone(), &rows, &mut held, goal).await? else { return Ok(None) };
            place = next;
            if count == 0 {
                break;
            }
        }
        let Some(smoothed) = self.report(place.clone(), &held, None).await? else { return Ok(None) };
        if count == 0 {
            return Ok(Some(smoothed));
        }
        let Some(rows) = self.decided(&place).await else { return Ok(Some(smoothed)) };
        let Some(exact) = self.solve(place, &rows, &mut held, 0.0).await? else { return Ok(Some(smoothed)) };
        let exact = self.report(exact, &held, Some(&rows)).await?;
        // Prefer the exact solution, with its decided active set, if it is accurate enough.
        let enough = smoothed.residual.max(self.goal);
        Ok(exact.filter(|exact| exact.residual <= enough).or(Some(smoothed)))
    }

    /// The outer variables at a bound, with that bound.
    fn at_bounds(&self, x: &[f64]) -> Vec<Row> {
        let [lower, upper] = self.bounds;
        let at = |j: usize| [lower[j], upper[j]].into_iter().find(|&bound| bound == x[j]);
        (0..x.len()).filter_map(|j| at(j).map(|bound| Row::Bound(j, bound))).collect()
    }

    async fn values(&mut self, place: &Place) -> Values {
        let Place { x, y, multipliers } = place;
        let outer = self.functions.outer(x, y).await;
        let inner = self.functions.inner(x, y).await;
        let constraints = self.scaled_constraints(x, y).await;
        let mut slope = inner.by_y;
        add_scaled(&mut slope, 1.0, &weighted(&constraints.by_y, multipliers, y.len()));
        Values { outer, constraints, slope }
    }

    async fn scaled_constraints(&mut self, x: &[f64], y: &[f64]) -> Constraints {
        let mut constraints = self.functions.constraints(x, y).await;
        constraints.scale(self.scales);
        constraints
    }

    /// The residuals of the equations at a point.
    fn equations(&self, place: &Place, values: &Values, rows: &[Row]) -> Vec<f64> {
        let mut equations = values.slope.clone();
        equations.extend_from_slice(&values.constraints.values[self.functions.shape.inequalities..]);
        equations.extend(rows.iter().map(|&row| match row {
            Row::Smoothed(i, smoothing) => {
                let (multiplier, slack) = (place.multipliers[i], -values.constraints.values[i]);
                let root = multiplier.hypot(slack).hypot(std::f64::consts::SQRT_2 * smoothing);
                // The same value without cancellation if the sum is positive.
                if multiplier + slack > 0.0 {
                    2.0 * (multiplier * slack - smoothing * smoothing) / (multiplier + slack + root)
                } else {
                    multiplier + slack - root
                }
            }
            Row::Active(i) => values.constraints.values[i],
            Row::Inactive(i) => place.multipliers[i],
            Row::Bound(j, bound) => place.x[j] - bound,
        }));
        equations
    }

    /// The Jacobian of the equations with respect to x, y and the multipliers.
    async fn jacobian(&mut self, place: &Place, values: &Values, rows: &[Row]) -> Result<Mat<f64>, Error> {
        let (n, m, count) = (place.x.len(), place.y.len(), place.multipliers.len());
        let inequalities = self.functions.shape.inequalities;
        let constraints = &values.constraints;
        let mut jacobian = Mat::zeros(m + count - inequalities + rows.len(), n + m + count);
        for k in 0..m {
            self.run.ensure_wanted()?;
            let mut unit = vec![0.0; m];
            unit[k] = 1.0;
            let [by_x, by_y] = self.product(place, &unit).await;
            by_x.iter().enumerate().for_each(|(j, &entry)| jacobian[(k, j)] = entry);
            by_y.iter().enumerate().for_each(|(j, &entry)| jacobian[(k, n + j)] = entry);
            (0..count).for_each(|i| jacobian[(k, n + m + i)] = constraints.by_y[i * m + k]);
        }
        let mut put = |row: usize, i: usize, factor: f64| {
            (0..n).for_each(|j| jacobian[(row, j)] = factor * constraints.by_x[i * n + j]);
            (0..m).for_each(|j| jacobian[(row, n + j)] = factor * constraints.by_y[i * m + j]);
        };
        for i in inequalities..count {
            put(m + i - inequalities, i, 1.0);
        }
        let first = m + count - inequalities;
        for (k, &row) in rows.iter().enumerate() {
            match row {
                Row::Smoothed(i, smoothing) => put(first + k, i, -smoothed(place, constraints, i, smoothing).by_slack),
                Row::Active(i) => put(first + k, i, 1.0),
                Row::Inactive(_) | Row::Bound(..) => {}
            }
        }
        for (k, &row) in rows.iter().enumerate() {
            match row {
                Row::Smoothed(i, smoothing) => {
                    jacobian[(first + k, n + m + i)] = smoothed(place, constraints, i, smoothing).by_multiplier;
                }
                Row::Inactive(i) => jacobian[(first + k, n + m + i)] = 1.0,
                Row::Bound(j, _) => jacobian[(first + k, j)] = 1.0,
                Row::Active(_) => {}
            }
        }
        Ok(jacobian)
    }

    /// The derivative of the gradient of the inner Lagrangian with respect to x and y, along a direction of y.
    async fn product(&mut self, place: &Place, vector: &[f64]) -> [Vec<f64>; 2] {
        let Place { x, y, multipliers } = place;
        let mut product = self.functions.product(x, y, vector).await;
        if !multipliers.is_empty() {
            let unscaled: Vec<_> = multipliers.iter().zip(self.scales).map(|(entry, scale)| entry / scale).collect();
            let of_constraints = self.functions.constraint_product(x, y, &unscaled, vector).await;
            add_scaled(&mut product.by_x, 1.0, &of_constraints.by_x);
            add_scaled(&mut product.by_y, 1.0, &of_constraints.by_y);
        }
        [product.by_x, product.by_y]
    }

    /// The gradient of the outer Lagrangian with respect to x, y and the inner multipliers: the outer gradient plus
    /// inner stationarity times `adjoint` plus constraints times `weights`.
    async fn gradient(&mut self, place: &Place, adjoint: &[f64], weights: &[f64]) -> Vec<f64> {
        let Place { x, y, .. } = place;
        let outer = self.functions.outer(x, y).await;
        let constraints = self.scaled_constraints(x, y).await;
        let [by_x, by_y] = self.product(place, adjoint).await;
        let mut gradient = [outer.by_x, outer.by_y].concat();
        add_scaled(&mut gradient, 1.0, &[by_x, by_y].concat());
        let of_constraints =
            [weighted(&constraints.by_x, weights, x.len()), weighted(&constraints.by_y, weights, y.len())];
        add_scaled(&mut gradient, 1.0, &of_constraints.concat());
        gradient.extend(constraints.by_y.chunks_exact(y.len()).map(|row| dot(row, adjoint)));
        gradient
    }

    /// The weights of the constraints in the outer Lagrangian, from the multipliers of the equations.
    fn weights(&self, place: &Place, values: &Values, rows: &[Row], multipliers: &[f64]) -> Vec<f64> {
        let (m, inequalities) = (place.y.len(), self.functions.shape.inequalities);
        let first = m + place.multipliers.len() - inequalities;
        let mut weights = vec![0.0; inequalities];
        for (&row, &multiplier) in rows.iter().zip(&multipliers[first..]) {
            match row {
                Row::Smoothed(i, smoothing) => {
                    weights[i] -= multiplier * smoothed(place, &values.constraints, i, smoothing).by_slack;
                }
                Row::Active(i) => weights[i] += multiplier,
                Row::Inactive(_) | Row::Bound(..) => {}
            }
        }
        weights.extend_from_slice(&multipliers[m..first]);
        weights
    }

    /// The Hessian of the outer Lagrangian, by central differences of its gradient, plus the exact second derivatives
    /// of the smoothing.
    async fn hessian(
        &mut self,
        place: &Place,
        values: &Values,
        rows: &[Row],
        multipliers: &[f64],
    ) -> Result<Mat<f64>, Error> {
        let (n, m, count) = (place.x.len(), place.y.len(), place.multipliers.len());
        let weights = self.weights(place, values, rows, multipliers);
        let adjoint = &multipliers[..m];
        let mut hessian: Mat<f64> = Mat::zeros(n + m + count, n + m + count);
        for j in 0..n + m {
            self.run.ensure_wanted()?;
            let moved = |sign: f64| {
                let mut moved = place.clone();
                let entry = if j < n { &mut moved.x[j] } else { &mut moved.y[j - n] };
                let step = CENTRAL_STEP * entry.abs().max(1.0);
                *entry += sign * step;
                (moved, step)
            };
            let ((above, step), (below, _)) = (moved(1.0), moved(-1.0));
            let above = self.gradient(&above, adjoint, &weights).await;
            let below = self.gradient(&below, adjoint, &weights).await;
            for (i, (above, below)) in above.iter().zip(&below).enumerate() {
                let entry = (above - below) / (2.0 * step);
                // Each pair of variables is differenced twice, each pair with a multiplier once.
                let share = if i < n + m { 0.5 } else { 1.0 };
                hessian[(i, j)] += share * entry;
                hessian[(j, i)] += share * entry;
            }
        }
        let first = m + count - self.functions.shape.inequalities;
        for (&row, &multiplier) in rows.iter().zip(&multipliers[first..]) {
            let Row::Smoothed(i, smoothing) = row else { continue };
            let second = smoothed(place, &values.constraints, i, smoothing);
            let mut slope = values.constraints.by_x[i * n..(i + 1) * n].to_vec();
            slope.extend_from_slice(&values.constraints.by_y[i * m..(i + 1) * m]);
            for (j, &b) in slope.iter().enumerate() {
                for (k, &a) in slope.iter().enumerate() {
                    hessian[(k, j)] += multiplier * second.by_slacks * a * b;
                }
                hessian[(n + m + i, j)] -= multiplier * second.by_both * b;
                hessian[(j, n + m + i)] -= multiplier * second.by_both * b;
            }
            hessian[(n + m + i, n + m + i)] += multiplier * second.by_multipliers;
        }
        Ok(hessian)
    }

    /// Newton's method on these equations and on the bounds in `held`. `None` if time runs out or numbers are not
    /// finite.
    async fn solve(
        &mut self,
        mut place: Place,
        decided: &[Row],
        held: &mut Vec<Row>,
        goal: f64,
    ) -> Result<Option<Place>, Error> {
        let mut values = self.values(&place).await;
        let mut last_residual = f64::INFINITY;
        for _ in 0..MAX_STEPS {
            if self.run.is_out_of_time()? {
                return Ok(None);
            }
            let rows = [decided, held].concat();
            let equations = self.equations(&place, &values, &rows);
            let jacobian = self.jacobian(&place, &values, &rows).await?;
            let mut slope = [values.outer.by_x.clone(), values.outer.by_y.clone()].concat();
            slope.resize(jacobian.ncols(), 0.0);
            let Some(estimate) = least_multipliers(&slope, &jacobian) else { return Ok(None) };
            let left = plus_transposed(&slope, &jacobian, &estimate);
            let residual = largest(&left).max(largest(&equations));
            let is_still = goal == 0.0 && residual > STILL_FALLING * last_residual && last_residual < NEARLY_SOLVED;
            if residual <= goal || residual == 0.0 || is_still {
                match self.released(held, &estimate, decided.len()) {
                    true => last_residual = f64::INFINITY,
                    false => break,
                }
                continue;
            }
            last_residual = residual;
            let hessian = self.hessian(&place, &values, &rows, &estimate).await?;
            let Some(step) = equality_step(&hessian, &slope, &jacobian, &equations) else { return Ok(None) };
            match self.moved(&place, &values, &rows, &equations, &slope, step).await? {
                Some((next, there, hit)) => {
                    (place, values) = (next, there);
                    held.extend(hit);
                }
                None if self.released(held, &estimate, decided.len()) => {}
                None => break,
            }
        }
        Ok(Some(place))
    }

    /// Releases the held variable with the most negative bound multiplier. Returns whether there was one.
    fn released(&self, held: &mut Vec<Row>, multipliers: &[f64], decided: usize) -> bool {
        let first = multipliers.len() - held.len();
        debug_assert!(first >= decided);
        let scale = largest(multipliers).max(1.0);
        let mut worst = (NEGATIVE * scale, None);
        for (k, row) in held.iter().enumerate() {
            let Row::Bound(j, bound) = *row else { continue };
            if self.bounds[0][j] == self.bounds[1][j] {
                continue;
            }
            // At a lower bound the bound multiplier is the negative of the equation's.
            let wrong = if bound == self.bounds[0][j] { multipliers[first + k] } else { -multipliers[first + k] };
            if wrong > worst.0 {
                worst = (wrong, Some(k));
            }
        }
        if let Some(k) = worst.1 {
            held.remove(k);
        }
        worst.1.is_some()
    }

    /// Backtracks until the merit function decreases. Returns the point and the bound that limited the step; `None` on
    /// failure.
    async fn moved(
        &mut self,
        place: &Place,
        values: &Values,
        rows: &[Row],
        equations: &[f64],
        slope: &[f64],
        step: EqualityStep,
    ) -> Result<Option<(Place, Values, Option<Row>)>, Error> {
        let weight = PENALTY * norm(&step.multipliers);
        let merit = |values: &Values, equations: &[f64]| values.outer.value + weight * norm(equations);
        let (start, promised) = (merit(values, equations), dot(slope, &step.step) - weight * norm(equations));
        let (max_length, hit) = self.max_length(&place.x, &step.step);
        let mut length = max_length;
        for _ in 0..MAX_HALVINGS {
            let mut next = place.moved(&step.step, length);
            let is_at_bound = length == max_length;
            if is_at_bound && let Some(Row::Bound(j, bound)) = hit {
                next.x[j] = bound;
            }
            self.clip(&mut next.x);
            let there = self.values(&next).await;
            let reached = self.equations(&next, &there, rows);
            let falls = merit(&there, &reached) <= start + ARMIJO * length * promised.min(0.0) + ROUNDING * start.abs();
            // Near a solution the merit function may reject good steps (Maratos effect).
            let is_nearer = length == 1.0 && norm(&reached) <= STILL_FALLING * norm(equations);
            if there.is_finite() && (falls || is_nearer) {
                return Ok(Some((next, there, hit.filter(|_| is_at_bound))));
            }
            if self.run.is_out_of_time()? {
                break;
            }
            length *= 0.5;
        }
        Ok(None)
    }

    /// The largest step length in [0, 1] within the bounds, and the bound that limits it.
    fn max_length(&self, x: &[f64], step: &[f64]) -> (f64, Option<Row>) {
        let [lower, upper] = self.bounds;
        let mut max_length = (1.0, None);
        for (j, (&x, &step)) in x.iter().zip(step).enumerate() {
            let bound = if step < 0.0 { lower[j] } else { upper[j] };
            // A held variable is at its bound and moves by rounding alone.
            let length = (bound - x) / step;
            if bound != x && length < max_length.0 {
                max_length = (length.max(0.0), Some(Row::Bound(j, bound)));
            }
        }
        max_length
    }

    fn clip(&self, x: &mut [f64]) {
        for ((x, lower), upper) in x.iter_mut().zip(&self.bounds[0]).zip(&self.bounds[1]) {
            *x = x.max(*lower).min(*upper);
        }
    }

    /// Decides for each inequality whether it is active, its multiplier zero, or both. `None` if an inequality has both
    /// slack and a positive multiplier.
    async fn decided(&mut self, place: &Place) -> Option<Vec<Row>> {
        let constraints = self.scaled_constraints(&place.x, &place.y).await;
        let threshold = DECIDED * SMOOTHINGS[SMOOTHINGS.len() - 1];
        let mut rows = Vec::new();
        for i in 0..self.functions.shape.inequalities {
            let is_positive = place.multipliers[i] > threshold;
            let is_slack = -constraints.values[i] > threshold;
            if is_positive && is_slack {
                return None;
            }
            if !is_slack {
                rows.push(Row::Active(i));
            }
            if !is_positive {
                rows.push(Row::Inactive(i));
            }
        }
        Some(rows)
    }

    /// The result at a point: outer multipliers and the KKT residual, in the original units of the constraints.
    async fn report(
        &mut self,
        mut place: Place,
        held: &[Row],
        rows: Option<&[Row]>,
    ) -> Result<Option<Polished>, Error> {
        let (n, m, count) = (place.x.len(), place.y.len(), place.multipliers.len());
        let inequalities = self.functions.shape.inequalities;
        let smoothing = SMOOTHINGS[SMOOTHINGS.len() - 1];
        let rows = rows.map_or_else(|| (0..inequalities).map(|i| Row::Smoothed(i, smoothing)).collect(), <[_]>::to_vec);
        let all = [&rows, held].concat();
        let values = self.values(&place).await;
        let jacobian = self.jacobian(&place, &values, &all).await?;
        if self.run.is_out_of_time()? || !values.is_finite() {
            return Ok(None);
        }
        let mut slope = [values.outer.by_x.clone(), values.outer.by_y.clone()].concat();
        slope.resize(n + m + count, 0.0);
        let Some(multipliers) = least_multipliers(&slope, &jacobian) else { return Ok(None) };
        let mut weights = self.weights(&place, &values, &all, &multipliers);
        let adjoint = &multipliers[..m];
        // The multipliers of the sign constraints: the inequalities' gradients times the adjoint.
        let mut signs: Vec<_> =
            values.constraints.by_y.chunks_exact(m).take(inequalities).map(|row| dot(row, adjoint)).collect();
        let gradient = self.gradient(&place, adjoint, &weights).await;
        let [lower, upper] = self.bounds;
        let mut left: Vec<_> = (0..n).map(|j| clipped_step(place.x[j], gradient[j], lower[j], upper[j])).collect();
        left.extend_from_slice(&gradient[n..n + m]);
        let mut constraints = values.constraints.values.clone();
        for (i, scale) in self.scales.iter().enumerate() {
            place.multipliers[i] /= scale;
            weights[i] /= scale;
            constraints[i] *= scale;
            if i < inequalities {
                signs[i] *= scale;
            }
        }
        left.extend_from_slice(&values.slope);
        left.extend_from_slice(&constraints[inequalities..]);
        left.extend(values.constraints.by_y.chunks_exact(m).skip(inequalities).map(|row| dot(row, adjoint)));
        for i in 0..inequalities {
            let (slack, multiplier) = (-constraints[i], place.multipliers[i]);
            left.push(multiplier.min(slack));
            left.push(weights[i].abs().min(slack.abs()));
            left.push(signs[i].abs().min(multiplier.abs()));
        }
        let residual = largest(&left);
        let stationarity = stationarity(&rows, &weights, &signs);
        let outer_multipliers = [adjoint, &weights, &signs].concat();
        let is_finite = residual.is_finite() && outer_multipliers.iter().all(|entry| entry.is_finite());
        Ok(is_finite.then(|| Polished {
            place,
            objective: values.outer.value,
            outer_multipliers,
            inner_residual: largest(&values.slope),
            residual,
            stationarity,
        }))
    }
}

/// The kind of stationarity, from the signs of the two outer multipliers of each active inequality with zero
/// multiplier.
fn stationarity(rows: &[Row], weights: &[f64], signs: &[f64]) -> Stationarity {
    let is_both = |i: usize| rows.contains(&Row::Active(i)) && rows.contains(&Row::Inactive(i));
    let is_smoothed = rows.iter().any(|row| matches!(row, Row::Smoothed(..)));
    let (of_weights, of_signs) = (NEGATIVE * largest(weights).max(1.0), NEGATIVE * largest(signs).max(1.0));
    let mut stationarity = if is_smoothed { Stationarity::Weak } else { Stationarity::Strong };
    for i in (0..signs.len()).filter(|&i| is_both(i)) {
        let (weight, sign) = (weights[i], signs[i]);
        if weight >= -of_weights && sign >= -of_signs {
            continue;
        }
        let is_product_negative = weight > of_weights && sign < -of_signs || weight < -of_weights && sign > of_signs;
        if is_product_negative {
            return Stationarity::Weak;
        }
        stationarity = Stationarity::Clarke;
    }
    stationarity
}

/// Derivatives of the smoothed complementarity λ + s − √(λ² + s² + 2t²).
struct Smoothed {
    by_multiplier: f64,
    by_slack: f64,
    by_multipliers: f64,
    by_slacks: f64,
    by_both: f64,
}

fn smoothed(place: &Place, constraints: &Constraints, i: usize, smoothing: f64) -> Smoothed {
    let (multiplier, slack) = (place.multipliers[i], -constraints.values[i]);
    let root = multiplier.hypot(slack).hypot(std::f64::consts::SQRT_2 * smoothing);
    let (a, b) = (multiplier / root, slack / root);
    Smoothed {
        by_multiplier: 1.0 - a,
        by_slack: 1.0 - b,
        by_multipliers: (a * a - 1.0) / root,
        by_slacks: (b * b - 1.0) / root,
        by_both: a * b / root,
    }
}

/// vector + matrixᵀ weights.
fn plus_transposed(vector: &[f64], matrix: &Mat<f64>, weights: &[f64]) -> Vec<f64> {
    vector.iter().enumerate().map(|(j, entry)| entry + dot(matrix.col_as_slice(j), weights)).collect()
}

impl Place {
    /// This point plus `length` times a step (x, y, multipliers).
    fn moved(&self, step: &[f64], length: f64) -> Self {
        let (by_x, rest) = step.split_at(self.x.len());
        let (by_y, by_multipliers) = rest.split_at(self.y.len());
        let moved = |from: &[f64], step: &[f64]| from.iter().zip(step).map(|(a, b)| a + length * b).collect();
        Self { x: moved(&self.x, by_x), y: moved(&self.y, by_y), multipliers: moved(&self.multipliers, by_multipliers) }
    }
}

impl Values {
    fn is_finite(&self) -> bool {
        self.outer.is_finite() && self.constraints.is_finite() && self.slope.iter().all(|entry| entry.is_finite())
    }
}
