//! Newton steps on the identified support, where model and penalty are smooth: superlinear convergence, and an exact
//! solution for a quadratic loss with an absolute-value penalty.

use super::norm_piece::NormPiece;
use super::space::Space;
use super::wide::Equations;
use super::working_set::{Restricted, WorkingSet};
use faer::linalg::solvers::{Llt, Solve};
use faer::{Mat, MatRef, Side};
use superlinear_interface::{Error, Run};
use superlinear_numerics::krylov::StoppingRule;
use superlinear_numerics::krylov::conjugate_gradients::{self, Workspace};
use superlinear_numerics::linear_operator::LinearOperator;
use superlinear_numerics::parallel::sum;
use superlinear_numerics::vectors::{add_scaled, dot, dot_in_order};
use superlinear_penalties::Interval;

/// The initial regularization of a singular matrix, relative to its diagonal, because variables have different units;
/// its growth factor per trial; and the number of trials. The first is above the rounding error of pivots, the last
/// is 1e-4.
const RIDGE: f64 = 1e-13;
const RIDGE_GROWTH: f64 = 1e3;
const RIDGE_TRIALS: usize = 4;

/// The number of halvings of a step that does not lower the model. With 6 there are 1 % more epochs and Newton steps;
/// 24 give the same as 12 (`npm run bench:constants -- coordinate`).
const HALVINGS: usize = 12;

/// Changes of the model below this fraction of its terms are rounding errors.
const ROUNDING: f64 = 1e-15;

/// The maximum number of conjugate gradient iterations, and with norms, for which epochs are more effective than more
/// iterations. From half to double, either does as well: epochs and Newton steps differ by at most 2 %
/// (`npm run bench:constants -- coordinate`).
const MAX_PRODUCTS: usize = 200;
const MAX_CURVED_PRODUCTS: usize = 10;

/// The outcome of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// No decrease of the model was found.
    Kept,
    /// The step led to the minimum on the piece of the support.
    Full,
    /// Some variables reached zero or a bound on the way.
    Cut,
}

/// The accuracy of steps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Accuracy {
    /// The relative residual of conjugate gradients.
    pub residual: f64,
    /// The maximum number of consecutive steps; each follows one that was cut short.
    pub max_steps: usize,
}

/// The result of several steps.
pub(super) struct Steps {
    /// The outcome of the last step.
    pub outcome: Outcome,
    pub count: u32,
    /// The indices of the free variables, and their changes.
    pub places: Vec<usize>,
    pub changes: Vec<f64>,
}

/// Steps towards the minimizer of the model on the current piece of the penalty, repeated as long as variables reach
/// zero or a bound on the way. Variables at a bound stay there if the step points outward or once they have reached it:
/// otherwise they would block the steps of all others. `space` is not updated.
pub(super) fn steps(
    space: &mut dyn Space,
    on: &Restricted<'_>,
    u: &mut [f64],
    accuracy: Accuracy,
    run: &Run,
) -> Result<Steps, Error> {
    let mut support = Support::of(space, on, u, |place| Some(space.slope(place)));
    let first = support.places.clone();
    let start: Vec<f64> = first.iter().map(|&place| u[place]).collect();
    let (mut outcome, mut count) = (Outcome::Kept, 0);
    while !support.places.is_empty() {
        count += 1;
        let right_side = support.right_side(on, u);
        let direction = support.direction(space, right_side, accuracy.residual)?;
        let blocked = direction.as_ref().map_or(Vec::new(), |direction| support.blocked(on, u, direction));
        outcome = match direction {
            Some(_) if !blocked.is_empty() => Outcome::Cut,
            Some(direction) => support.descend(space, on, u, &direction),
            None => Outcome::Kept,
        };
        if outcome != Outcome::Cut || count == accuracy.max_steps || run.is_out_of_time()? {
            break;
        }
        let is_held = |place: usize| match blocked.is_empty() {
            true => on.is_at_bound(place, u),
            false => blocked.binary_search(&place).is_ok(),
        };
        support = Support::of(space, on, u, |place| support.slope_at(place).filter(|_| !is_held(place)));
    }
    let changes = first.iter().zip(&start).map(|(&place, old)| u[place] - old).collect();
    Ok(Steps { outcome, count: count as u32, places: first, changes })
}

/// A step, and its product with the Hessian of the loss.
struct Direction {
    step: Vec<f64>,
    image: Vec<f64>,
}

/// The free variables on the current piece of the penalty, with the second derivatives of the penalty.
struct Support {
    places: Vec<usize>,
    /// The negative derivative of the model along each variable.
    slopes: Vec<f64>,
    /// The second derivative of the penalty along each variable, without norms.
    squares: Vec<f64>,
    /// The groups with a norm.
    norms: Vec<NormPiece>,
}

impl Support {
    /// The free variables among those with a `slope`.
    fn of(space: &dyn Space, on: &Restricted<'_>, u: &[f64], slope: impl Fn(usize) -> Option<f64>) -> Self {
        let Restricted { penalty, set } = *on;
        let (mut places, mut slopes, mut squares, mut norms) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (k, &b) in set.blocks.iter().enumerate() {
            let start = places.len();
            let norm = penalty.norm(b as usize);
            let size = set.places(k).map(|place| u[place] * u[place]).sum::<f64>().sqrt();
            if norm > 0.0 && size == 0.0 {
                continue;
            }
            for place in set.places(k) {
                let variable = set.variables[place] as usize;
                let has_kink = penalty.has_kink(variable);
                if (has_kink && u[place] == 0.0) || space.diagonal(place) <= 0.0 {
                    continue;
                }
                let (derivative, second) = penalty.derivatives(variable, u[place]);
                let Some(slope) = slope(place) else { continue };
                let force = slope - if u[place] == 0.0 { 0.0 } else { derivative };
                if penalty.interval(variable).balances(u[place], force) {
                    continue;
                }
                places.push(place);
                slopes.push(slope);
                squares.push(second);
            }
            if norm > 0.0 && places.len() > start {
                let direction = places[start..].iter().map(|&place| u[place] / size).collect();
                norms.push(NormPiece { range: start..places.len(), strength: norm / size, direction });
            }
        }
        Self { places, slopes, squares, norms }
    }

    /// The negative derivative of the model along the variable at an index.
    fn slope_at(&self, place: usize) -> Option<f64> {
        self.places.binary_search(&place).ok().map(|k| self.slopes[k])
    }

    /// The negative gradient of model and penalty.
    fn right_side(&self, on: &Restricted<'_>, u: &[f64]) -> Vec<f64> {
        let force = |(&place, slope): (&usize, &f64)| match u[place] {
            0.0 => *slope,
            w => slope - on.penalty.derivatives(on.set.variables[place] as usize, w).0,
        };
        let mut right_side: Vec<f64> = self.places.iter().zip(&self.slopes).map(force).collect();
        for NormPiece { range, strength, .. } in &self.norms {
            for k in range.clone() {
                right_side[k] -= strength * u[self.places[k]];
            }
        }
        right_side
    }

    /// The Newton step, by the cached factor, a new one, or conjugate gradients. `None` if a concave penalty outweighs
    /// the loss.
    fn direction(
        &self,
        space: &mut dyn Space,
        right_side: Vec<f64>,
        accuracy: f64,
    ) -> Result<Option<Direction>, Error> {
        let is_plain = self.norms.is_empty() && self.squares.iter().all(|square| *square == 0.0);
        if is_plain && let Some(step) = space.solve(&self.places, &right_side) {
            return Ok(Some(Direction { step, image: right_side }));
        }
        if space.is_worth_factorizing(&self.places) {
            let hessian = space.hessian(&self.places);
            let step = self.solve(&hessian, &right_side);
            return Ok(step.map(|step| Direction { image: symmetric_product(&hessian, &step), step }));
        }
        if let Some(roots) = space.roots(&self.places) {
            let write_column = |k: usize, column: &mut [f64]| space.write_root(self.places[k], &roots, column);
            let squares: f64 = self.places.iter().map(|&place| space.diagonal(place)).sum();
            let equations = Equations {
                write_column: &write_column,
                samples: roots.len(),
                mean_square: squares / self.places.len() as f64,
                squares: &self.squares,
                norms: &self.norms,
            };
            if let Some(step) = equations.solve(&right_side) {
                return Ok(Some(Direction { image: self.image_of(&step, right_side), step }));
            }
        }
        self.iterate(space, right_side, accuracy).map(Some)
    }

    /// The product of a Newton step with the Hessian of the loss: the right side minus the part of the penalty.
    fn image_of(&self, step: &[f64], right_side: Vec<f64>) -> Vec<f64> {
        let mut image = vec![0.0; step.len()];
        self.add_penalty(step, &mut image);
        image.iter_mut().zip(right_side).for_each(|(image, right_side)| *image = right_side - *image);
        image
    }

    /// Adds the product of `vector` with the Hessian of the penalty.
    fn add_penalty(&self, vector: &[f64], product: &mut [f64]) {
        for ((product, square), entry) in product.iter_mut().zip(&self.squares).zip(vector) {
            *product += square * entry;
        }
        for NormPiece { range, strength, direction } in &self.norms {
            let part = &vector[range.clone()];
            let along = dot_in_order(direction, part);
            for ((product, d), entry) in product[range.clone()].iter_mut().zip(direction).zip(part) {
                *product += strength * (entry - along * d);
            }
        }
    }

    /// The step by a Cholesky factorization, with a regularized diagonal if necessary. `None` if a concave penalty
    /// outweighs the loss.
    fn solve(&self, hessian: &Mat<f64>, right_side: &[f64]) -> Option<Vec<f64>> {
        let size = self.places.len();
        let mut matrix = hessian.clone();
        for (k, square) in self.squares.iter().enumerate() {
            matrix[(k, k)] += square;
        }
        for NormPiece { range, strength, direction } in &self.norms {
            for (j, column) in range.clone().enumerate() {
                for (i, row) in range.clone().enumerate() {
                    let identity = if i == j { 1.0 } else { 0.0 };
                    matrix[(row, column)] += strength * (identity - direction[i] * direction[j]);
                }
            }
        }
        let diagonal: Vec<f64> = (0..size).map(|k| matrix[(k, k)]).collect();
        for trial in 0..=RIDGE_TRIALS {
            if let Ok(factor) = Llt::new(matrix.as_ref(), Side::Lower)
                && has_pivots(factor.L(), &matrix)
            {
                let solution = factor.solve(Mat::from_fn(size, 1, |i, _| right_side[i]));
                let solution: Vec<f64> = (0..size).map(|i| solution[(i, 0)]).collect();
                if solution.iter().all(|entry| entry.is_finite()) {
                    return Some(solution);
                }
            }
            let ridge = RIDGE * RIDGE_GROWTH.powi(trial as i32);
            diagonal.iter().enumerate().for_each(|(k, entry)| matrix[(k, k)] = entry + ridge * entry.abs());
        }
        None
    }

    /// The step by conjugate gradients.
    fn iterate(&self, space: &dyn Space, mut right_side: Vec<f64>, accuracy: f64) -> Result<Direction, Error> {
        let operator = SupportOperator { support: self, space };
        let preconditioner = BlockJacobi::new(self, space);
        let max_iterations = if self.norms.is_empty() { MAX_PRODUCTS } else { MAX_CURVED_PRODUCTS };
        let rule = StoppingRule { relative_tolerance: accuracy, max_iterations };
        let mut step = vec![0.0; right_side.len()];
        let mut workspace = Workspace::default();
        conjugate_gradients::solve(&operator, &preconditioner, &right_side, &mut step, rule, &mut workspace, |_| {
            Ok(false)
        })?;
        right_side.iter_mut().zip(workspace.residual()).for_each(|(right_side, residual)| *right_side -= residual);
        Ok(Direction { image: self.image_of(&step, right_side), step })
    }

    /// Backtracks along the direction until the model decreases, and updates the slopes.
    fn descend(&mut self, space: &dyn Space, on: &Restricted<'_>, u: &mut [f64], direction: &Direction) -> Outcome {
        let blocks = self.touched_blocks(on.set);
        let before: f64 = blocks.iter().map(|&k| on.block_value(k, u)).sum();
        let old: Vec<f64> = self.places.iter().map(|&place| u[place]).collect();
        let mut length = 1.0;
        let first = self.first_crossing(on, &old, &direction.step);
        let mut is_before_crossing = false;
        for trial in 0..=HALVINGS {
            // Up to the first crossing the model certainly decreases, however long the step, and most there.
            if trial == HALVINGS || (!is_before_crossing && length <= first) {
                length = first;
                is_before_crossing = true;
            }
            let targets: Vec<f64> = old.iter().zip(&direction.step).map(|(old, d)| old + length * d).collect();
            self.move_to(on, u, &old, &targets);
            let cut: Vec<f64> = self.places.iter().zip(&targets).map(|(&place, target)| u[place] - target).collect();
            let is_cut = cut.iter().any(|cut| *cut != 0.0);
            let changes: Vec<f64> = self.places.iter().zip(&old).map(|(&place, old)| u[place] - old).collect();
            // The product of the full step is known; only the part cut off needs a new one.
            let mut product: Vec<f64> = direction.image.iter().map(|image| length * image).collect();
            if is_cut {
                let correction = space.product(&self.places, &cut);
                product.iter_mut().zip(correction).for_each(|(product, correction)| *product += correction);
            }
            let after: f64 = blocks.iter().map(|&k| on.block_value(k, u)).sum();
            let linear = dot(&self.slopes, &changes);
            let quadratic = 0.5 * dot(&changes, &product);
            let change = quadratic - linear + (after - before);
            if change < ROUNDING * (quadratic.abs() + linear.abs() + after.abs()) {
                self.slopes.iter_mut().zip(&product).for_each(|(slope, product)| *slope -= product);
                return if is_cut || length < 1.0 { Outcome::Cut } else { Outcome::Full };
            }
            length *= 0.5;
        }
        self.places.iter().zip(&old).for_each(|(&place, &old)| u[place] = old);
        Outcome::Kept
    }

    /// Moves to the targets within bounds. A variable stops at 0 if it would change sign, and a group with a norm if it
    /// would reverse.
    fn move_to(&self, on: &Restricted<'_>, u: &mut [f64], old: &[f64], targets: &[f64]) {
        let Restricted { penalty, set } = *on;
        for ((&place, &old), &target) in self.places.iter().zip(old).zip(targets) {
            let variable = set.variables[place] as usize;
            let is_past_kink = penalty.has_kink(variable) && target * old <= ROUNDING * old * old;
            let Interval { lower, upper } = penalty.interval(variable);
            let rounding = ROUNDING * old.abs();
            u[place] = match target {
                _ if is_past_kink => 0.0,
                _ if target <= lower + rounding => lower,
                _ if target >= upper - rounding => upper,
                _ => target,
            };
        }
        for NormPiece { range, direction, .. } in &self.norms {
            if dot(direction, &targets[range.clone()]) <= 0.0 {
                self.places[range.clone()].iter().for_each(|&place| u[place] = 0.0);
            }
        }
    }

    /// The indices of the variables at a bound that a step would move out.
    fn blocked(&self, on: &Restricted<'_>, u: &[f64], direction: &Direction) -> Vec<usize> {
        let is_blocked = |&(&place, step): &(&usize, &f64)| {
            let Interval { lower, upper } = on.interval(place);
            (*step < 0.0 && u[place] <= lower) || (*step > 0.0 && u[place] >= upper)
        };
        self.places.iter().zip(&direction.step).filter(is_blocked).map(|(&place, _)| place).collect()
    }

    /// The step length at which the first variable reaches zero with a kink, or a bound; 0 if none does within the step.
    fn first_crossing(&self, on: &Restricted<'_>, old: &[f64], step: &[f64]) -> f64 {
        let crossing = |((&place, old), step): ((&usize, &f64), &f64)| {
            let Interval { lower, upper } = on.interval(place);
            let kink = if on.penalty.has_kink(on.set.variables[place] as usize) { -old / step } else { f64::INFINITY };
            let bound = if *step < 0.0 { lower } else { upper };
            if kink > 0.0 { kink.min((bound - old) / step) } else { (bound - old) / step }
        };
        let crossings = self.places.iter().zip(old).zip(step).map(crossing).filter(|length| *length > 0.0);
        let first = crossings.fold(f64::INFINITY, f64::min);
        if first < 1.0 { first } else { 0.0 }
    }

    /// The blocks with variables in the support, as indices into the working set.
    fn touched_blocks(&self, set: &WorkingSet) -> Vec<usize> {
        let mut blocks: Vec<usize> =
            self.places.iter().map(|place| set.starts.partition_point(|start| start <= place) - 1).collect();
        blocks.dedup();
        blocks
    }
}

/// Whether all pivots of a factor exceed the rounding error of the diagonal. Otherwise variables are dependent, and
/// solutions have an arbitrary component in the null space.
fn has_pivots(lower: MatRef<f64>, matrix: &Mat<f64>) -> bool {
    let size = lower.nrows();
    (0..size).all(|k| lower[(k, k)] * lower[(k, k)] > size as f64 * f64::EPSILON * matrix[(k, k)])
}

fn symmetric_product(matrix: &Mat<f64>, vector: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; vector.len()];
    for (j, &entry) in vector.iter().enumerate() {
        if entry != 0.0
            && let Some(column) = matrix.col(j).try_as_col_major()
        {
            add_scaled(&mut product, entry, column.as_slice());
        }
    }
    product
}

/// The Hessian of model and penalty on the support.
struct SupportOperator<'a> {
    support: &'a Support,
    space: &'a dyn Space,
}

impl LinearOperator for SupportOperator<'_> {
    fn dimension(&self) -> usize {
        self.support.places.len()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        y.copy_from_slice(&self.space.product(&self.support.places, x));
        self.support.add_penalty(x, y);
    }
}

/// The inverse diagonal of that operator.
struct BlockJacobi {
    inverse: Vec<f64>,
}

impl BlockJacobi {
    fn new(support: &Support, space: &dyn Space) -> Self {
        let mut diagonal: Vec<f64> = support
            .places
            .iter()
            .zip(&support.squares)
            .map(|(&place, square)| space.diagonal(place) + square)
            .collect();
        for NormPiece { range, strength, direction } in &support.norms {
            for (diagonal, d) in diagonal[range.clone()].iter_mut().zip(direction) {
                *diagonal += strength * (1.0 - d * d);
            }
        }
        // A concave penalty may outweigh the loss, but the preconditioner must be positive.
        let mean = sum(&diagonal).abs() / diagonal.len() as f64;
        let inverse =
            diagonal.iter().map(|&entry| if entry > RIDGE * mean { 1.0 / entry } else { 1.0 / mean.max(RIDGE) });
        Self { inverse: inverse.collect() }
    }
}

impl LinearOperator for BlockJacobi {
    fn dimension(&self) -> usize {
        self.inverse.len()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        for ((y, x), inverse) in y.iter_mut().zip(x).zip(&self.inverse) {
            *y = inverse * x;
        }
    }
}
