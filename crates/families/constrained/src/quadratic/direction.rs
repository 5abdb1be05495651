//! Search directions of the interior point method: Mehrotra's predictor and corrector, then corrections of
//! complementarity products far from the central path.
//!
//! Sources: Mehrotra, On the Implementation of a Primal-Dual Interior Point Method, SIAM J. Optim. 2, 1992; Gondzio,
//! Multiple Centrality Corrections in a Primal-Dual Method for Linear Programming, Comput. Optim. Appl. 6, 1996.

use super::embedding::Embedding;
use super::program::Evaluation;
use super::system::{Decomposition, System};
use superlinear_numerics::vectors::{add_scaled, dot};

/// Centrality corrections per iteration, and the step length above which they are skipped. Each takes a solve with the
/// factorization. More save no iterations; with none, the method takes a tenth more and cycles on 1 of 1000 random
/// programs.
const MAX_CORRECTIONS: u32 = 3;
const LONG_STEP: f64 = 0.9;

/// Corrections aim at products between these multiples of their target.
const SMALLEST_PRODUCT: f64 = 0.1;
const LARGEST_PRODUCT: f64 = 10.0;

/// The smallest gain in step length for which a correction is accepted.
const MIN_GAIN: f64 = 0.01;

/// A search direction of the embedding.
pub(super) struct Direction {
    pub x: Vec<f64>,
    /// The multipliers of rows.
    pub rows: Vec<f64>,
    /// The slack of each bound, then τ.
    pub slacks: Vec<f64>,
    /// The multiplier of each bound, then κ.
    pub duals: Vec<f64>,
}

/// The residuals of all equations except that of τ.
struct Residuals {
    /// Px + qτ + A'λ + v.
    gradient: Vec<f64>,
    /// Activities of fixed rows minus τ times their bounds.
    fixed: Vec<f64>,
    /// Activities minus τ times the bound, with the bound's sign, plus the slack; one per bound.
    sides: Vec<f64>,
}

/// The Newton equations at an iterate.
pub(super) struct Newton<'i, 'p, 'a> {
    interior: &'i Embedding<'p, 'a>,
    system: &'i System<'i>,
    decomposition: &'i Decomposition,
    residuals: Residuals,
    /// The residual of τ: κ + x'Px/τ + q'x plus the sum of multipliers times bounds.
    gap: f64,
    /// The gradient of x'Px/τ + q'x in x.
    slope: Vec<f64>,
    /// The reciprocals of the slacks.
    inverses: Vec<f64>,
    /// The bounds whose multiplier exceeds their slack, only the stiffest per activity.
    stiff: Vec<usize>,
    /// The direction for a unit change of τ.
    of_tau: Direction,
    /// The negative derivative of the gap along it.
    pivot: f64,
}

impl<'i, 'p, 'a> Newton<'i, 'p, 'a> {
    /// At an iterate, with the last factorization.
    pub fn new(
        interior: &'i Embedding<'p, 'a>,
        system: &'i System<'i>,
        decomposition: &'i Decomposition,
        at: &Evaluation,
    ) -> Self {
        let tau = interior.tau();
        let xi: Vec<_> = interior.x.iter().map(|x| x / tau).collect();
        let curvature = system.matrices.hessian_times(&xi);
        let slope = curvature.iter().zip(&interior.linear).map(|(curvature, q)| 2.0 * curvature + q).collect();
        let residuals = Residuals::of(interior, at);
        let none = Direction { x: Vec::new(), rows: Vec::new(), slacks: Vec::new(), duals: Vec::new() };
        let inverses: Vec<_> = interior.slacks.iter().map(|slack| 1.0 / slack).collect();
        let stiff = stiff_sides(interior, &inverses);
        let mut newton = Self {
            interior,
            system,
            decomposition,
            residuals,
            gap: 0.0,
            slope,
            inverses,
            stiff,
            of_tau: none,
            pivot: 0.0,
        };
        newton.gap = interior.kappa()
            + dot(&interior.x, &curvature)
            + dot(&interior.x, &interior.linear)
            + newton.sum_over_bounds(&interior.duals, &interior.fixed[interior.x.len()..]);
        newton.of_tau = newton.solve(&Residuals::of_tau(interior), 1.0, &vec![0.0; interior.slacks.len()]);
        newton.pivot = newton.pivot(&xi);
        newton
    }

    /// κ/τ + |ξ - Δx|² in the norm of P, plus the squares of the terms added by the system. Positive for every iterate
    /// in exact arithmetic; the difference of products in its definition would not be after rounding.
    fn pivot(&self, xi: &[f64]) -> f64 {
        let Self { interior, system, of_tau, .. } = self;
        let apart: Vec<_> = xi.iter().zip(&of_tau.x).map(|(xi, change)| xi - change).collect();
        let sides = self.inverses.iter().zip(&interior.duals).zip(&of_tau.slacks).take(interior.sides.len());
        let of_sides: f64 = sides.map(|((inverse, dual), change)| dual * inverse * change * change).sum();
        interior.kappa() / interior.tau()
            + dot(&apart, &system.matrices.hessian_times(&apart))
            + of_sides
            + system.primal_proximity * dot(&of_tau.x, &of_tau.x)
            + system.dual_proximity * dot(&of_tau.rows, &of_tau.rows)
    }

    /// The sum of multipliers times bounds, including fixed rows.
    fn sum_over_bounds(&self, duals: &[f64], rows: &[f64]) -> f64 {
        let interior = self.interior;
        let n = interior.x.len();
        let of_sides: f64 = interior.sides.iter().zip(duals).map(|(side, dual)| side.sign * side.bound * dual).sum();
        let fixed = rows.iter().enumerate().filter(|(i, _)| interior.program.is_fixed(n + i));
        of_sides + fixed.map(|(i, row)| interior.fixed_bound(n + i) * row).sum::<f64>()
    }

    /// The affine-scaling direction, which removes all residuals and products.
    pub fn predict(&self) -> Direction {
        let products: Vec<_> =
            self.interior.slacks.iter().zip(&self.interior.duals).map(|(slack, dual)| slack * dual).collect();
        self.direction(1.0, &products)
    }

    /// The corrected direction, with the centering indicated by the predictor's step length, and its step length by
    /// `longest`.
    pub fn correct(
        &self,
        predicted: &Direction,
        length: f64,
        barrier: f64,
        longest: impl Fn(&Direction) -> f64,
    ) -> (Direction, f64) {
        let centering = (1.0 - length).powi(3);
        let goal = centering * barrier;
        // The second-order terms correspond to the feasible fraction of the predictor step.
        let second = length * length;
        let interior = self.interior;
        let changes = predicted.slacks.iter().zip(&predicted.duals);
        let pairs = interior.slacks.iter().zip(&interior.duals).zip(changes);
        let mut products: Vec<_> = pairs
            .map(|((slack, dual), (of_slack, of_dual))| slack * dual + second * of_slack * of_dual - goal)
            .collect();
        let mut best = self.direction(1.0 - centering, &products);
        let mut length = longest(&best);
        for _ in 0..MAX_CORRECTIONS {
            if length > LONG_STEP {
                break;
            }
            for (i, product) in products.iter_mut().enumerate() {
                let after = (interior.slacks[i] + best.slacks[i]) * (interior.duals[i] + best.duals[i]);
                // Not `clamp`, which panics if a limit is NaN.
                let wanted = after.max(SMALLEST_PRODUCT * goal).min(LARGEST_PRODUCT * goal);
                *product -= (wanted - after).max(-LARGEST_PRODUCT * goal);
            }
            let corrected = self.direction(1.0 - centering, &products);
            let corrected_length = longest(&corrected);
            if corrected_length.is_nan() || corrected_length < length + MIN_GAIN {
                break;
            }
            (best, length) = (corrected, corrected_length);
        }
        (best, length)
    }

    /// The direction that reduces residuals by the fraction `part` and complementarity products by `products`.
    fn direction(&self, part: f64, products: &[f64]) -> Direction {
        let mut direction = self.solve(&self.residuals, part, products);
        let last = self.interior.sides.len();
        let (tau, kappa) = (self.interior.tau(), self.interior.kappa());
        let rest = part * self.gap - products[last] / tau
            + dot(&self.slope, &direction.x)
            + self.sum_over_bounds(&direction.duals, &direction.rows);
        let change = rest / self.pivot;
        direction.add(change, &self.of_tau);
        direction.slacks[last] = change;
        direction.duals[last] = -(products[last] + kappa * change) / tau;
        direction
    }

    /// The direction with τ and κ unchanged.
    fn solve(&self, residuals: &Residuals, part: f64, products: &[f64]) -> Direction {
        let Self { interior, system, .. } = self;
        let n = interior.x.len();
        let mut pull = vec![0.0; interior.base.len()];
        for (i, side) in interior.sides.iter().enumerate() {
            let of_residual = interior.duals[i] * part * residuals.sides[i];
            pull[side.index] += side.sign * (of_residual - products[i]) * self.inverses[i];
        }
        let right_side: Vec<_> = (0..pull.len())
            .map(|k| match system.stiffness[k] {
                f64::INFINITY if k < n => 0.0,
                f64::INFINITY => -part * residuals.fixed[k - n],
                _ if k < n => -part * residuals.gradient[k] - pull[k],
                0.0 => 0.0,
                stiffness => -pull[k] / stiffness,
            })
            .collect();
        let (mut x, rest) = self.decomposition.solve_as_needed(system, &right_side);
        let rows = x.split_off(n);
        // Changes of activities and of the variables' multipliers follow from their equations.
        let change = |k: usize| match k.checked_sub(n) {
            None => x[k],
            Some(i) => right_side[k] + rows[i] / system.stiffness[k] - rest[k],
        };
        let force = |k: usize| match k.checked_sub(n) {
            None => pull[k] + system.stiffness[k] * x[k] + rest[k],
            Some(i) => rows[i],
        };
        let count = interior.slacks.len();
        let (mut slacks, mut duals) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for (i, side) in interior.sides.iter().enumerate() {
            let slack = -part * residuals.sides[i] - side.sign * change(side.index);
            slacks.push(slack);
            duals.push((-products[i] - interior.duals[i] * slack) * self.inverses[i]);
        }
        self.balance(force, products, &mut slacks, &mut duals);
        slacks.push(0.0);
        duals.push(0.0);
        Direction { x, rows, slacks, duals }
    }

    /// Computes the multiplier of the stiffest bound of each activity as the remainder of the activity's force.
    /// Dividing by the small slack would amplify rounding errors of the activity.
    fn balance(&self, force: impl Fn(usize) -> f64, products: &[f64], of_slacks: &mut [f64], of_duals: &mut [f64]) {
        let Embedding { sides, slacks, duals, .. } = self.interior;
        for &i in &self.stiff {
            let index = sides[i].index;
            let other =
                [i.wrapping_sub(1), i + 1].into_iter().find(|&j| sides.get(j).is_some_and(|s| s.index == index));
            let of_other = other.map_or(0.0, |j| sides[j].sign * of_duals[j]);
            of_duals[i] = sides[i].sign * (force(index) - of_other);
            of_slacks[i] = (-products[i] - slacks[i] * of_duals[i]) / duals[i];
        }
    }
}

/// The bounds whose multiplier exceeds their slack, only the stiffest per activity.
fn stiff_sides(interior: &Embedding<'_, '_>, inverses: &[f64]) -> Vec<usize> {
    let stiffness = |i: usize| interior.duals[i] * inverses[i];
    let mut stiff: Vec<usize> = Vec::new();
    for (i, side) in interior.sides.iter().enumerate().filter(|(i, _)| stiffness(*i) > 1.0) {
        match stiff.last_mut() {
            Some(last) if interior.sides[*last].index == side.index => {
                if stiffness(i) > stiffness(*last) {
                    *last = i;
                }
            }
            _ => stiff.push(i),
        }
    }
    stiff
}

impl Residuals {
    /// At an iterate.
    fn of(interior: &Embedding<'_, '_>, at: &Evaluation) -> Self {
        let (n, tau) = (interior.x.len(), interior.tau());
        let moved = |k: usize| if k < n { interior.x[k] } else { tau * (at.activities[k] - interior.base[k]) };
        let fixed = |k| if interior.program.is_fixed(k) { moved(k) - tau * interior.fixed_bound(k) } else { 0.0 };
        let sides = interior.sides.iter().zip(&interior.slacks);
        Self {
            gradient: at.gradient.iter().map(|slope| tau * slope).collect(),
            fixed: (n..interior.base.len()).map(fixed).collect(),
            sides: sides.map(|(side, slack)| side.sign * (moved(side.index) - tau * side.bound) + slack).collect(),
        }
    }

    /// Their derivatives in τ.
    fn of_tau(interior: &Embedding<'_, '_>) -> Self {
        let fixed = |k| if interior.program.is_fixed(k) { -interior.fixed_bound(k) } else { 0.0 };
        Self {
            gradient: interior.linear.clone(),
            fixed: (interior.x.len()..interior.base.len()).map(fixed).collect(),
            sides: interior.sides.iter().map(|side| -side.sign * side.bound).collect(),
        }
    }
}

impl Direction {
    /// Adds a multiple of another direction.
    fn add(&mut self, factor: f64, other: &Self) {
        add_scaled(&mut self.x, factor, &other.x);
        add_scaled(&mut self.rows, factor, &other.rows);
        add_scaled(&mut self.slacks, factor, &other.slacks);
        add_scaled(&mut self.duals, factor, &other.duals);
    }

    pub fn is_finite(&self) -> bool {
        let parts = [&self.x, &self.rows, &self.slacks, &self.duals];
        parts.iter().all(|part| part.iter().all(|entry| entry.is_finite()))
    }
}
