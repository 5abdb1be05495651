//! Minimization of a quadratic function under quadratic constraints in a box: an augmented Lagrangian, minimized by
//! projected Newton steps in the free variables.
//!
//! Sources: Conn, Gould, Toint, LANCELOT, 1992, for the outer loop; Bertsekas, Projected Newton Methods, SIAM J.
//! Control Optim. 20, 1982, for the inner one.

use faer::Mat;
use superlinear_numerics::dense::{cholesky, solve_by_root};
use superlinear_numerics::vectors::dot_in_order;

/// A quadratic function: constant + slope' z + z' curvature z / 2.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quadratic {
    /// The value at 0.
    pub constant: f64,
    /// The gradient at 0.
    pub slope: Vec<f64>,
    /// The Hessian, by rows.
    pub curvature: Vec<f64>,
}

impl Quadratic {
    /// The value at z.
    pub(crate) fn value(&self, z: &[f64]) -> f64 {
        let rows = self.curvature.chunks_exact(z.len());
        let bent: f64 = rows.zip(z).map(|(row, z_k)| z_k * dot_in_order(row, z)).sum();
        self.constant + dot_in_order(&self.slope, z) + 0.5 * bent
    }

    fn add_gradient(&self, weight: f64, z: &[f64], sum: &mut [f64]) {
        let rows = self.curvature.chunks_exact(z.len());
        for ((sum, slope), row) in sum.iter_mut().zip(&self.slope).zip(rows) {
            *sum += weight * (slope + dot_in_order(row, z));
        }
    }

    /// The largest coefficient in magnitude except the constant, or 1 if all are zero.
    fn size(&self) -> f64 {
        let largest = self.slope.iter().chain(&self.curvature).fold(0.0_f64, |most, entry| most.max(entry.abs()));
        if largest > 0.0 { largest } else { 1.0 }
    }

    fn scaled(&self, factor: f64) -> Self {
        let times = |entries: &[f64]| entries.iter().map(|entry| factor * entry).collect();
        Self { constant: factor * self.constant, slope: times(&self.slope), curvature: times(&self.curvature) }
    }
}

/// Minimizes `objective` subject to `constraints` ≤ 0 and the bounds.
pub(crate) struct Subproblem {
    objective: Quadratic,
    constraints: Vec<Quadratic>,
    lower: Vec<f64>,
    upper: Vec<f64>,
}

/// Multipliers, and the penalty parameter.
struct Penalty {
    multipliers: Vec<f64>,
    weight: f64,
}

/// The tolerance of the constraints, scaled by their largest coefficients. The constraints are tightened by the same
/// amount, so that a solution within tolerance satisfies the original ones.
const FEASIBILITY: f64 = 1e-9;

/// The initial penalty parameter; its growth factor if violations do not decrease to a quarter; and its maximum, beyond
/// which Newton's method is too inaccurate.
const FIRST_WEIGHT: f64 = 10.0;
const WEIGHT_GROWTH: f64 = 10.0;
const LARGEST_WEIGHT: f64 = 1e8;
const ENOUGH_PROGRESS: f64 = 0.25;

/// Limits on the updates of the multipliers, and on the Newton steps of each.
const MAX_OUTER: usize = 30;
const MAX_INNER: usize = 30;

/// The largest gradient entry of the scaled functions that counts as zero.
const STATIONARITY: f64 = 1e-11;

/// The Armijo parameter of the line search, and the minimum step length.
const SUFFICIENT_DECREASE: f64 = 1e-4;
const SHORTEST: f64 = 1e-9;

/// The regularization of an indefinite Hessian: initially this fraction of its largest entry, then increased tenfold.
const FIRST_SHIFT: f64 = 1e-3;

impl Subproblem {
    /// The problem with scaled functions, in a box.
    pub(crate) fn new(objective: &Quadratic, constraints: &[Quadratic], lower: Vec<f64>, upper: Vec<f64>) -> Self {
        let scaled = |function: &Quadratic| function.scaled(1.0 / function.size());
        let constraints = constraints.iter().map(|constraint| {
            let mut constraint = scaled(constraint);
            constraint.constant += FEASIBILITY;
            constraint
        });
        Self { objective: scaled(objective), constraints: constraints.collect(), lower, upper }
    }

    /// The objective and the largest constraint violation, both of the scaled functions.
    pub(crate) fn merit(&self, z: &[f64]) -> (f64, f64) {
        let violation = self.constraints.iter().map(|constraint| constraint.value(z) - FEASIBILITY);
        (self.objective.value(z), violation.fold(0.0, f64::max))
    }

    /// A local minimum, from a starting point in the box. If no point is feasible, the result has a small violation.
    pub fn solve(&self, start: &[f64]) -> Vec<f64> {
        let mut z = start.to_vec();
        let mut penalty = Penalty { multipliers: vec![0.0; self.constraints.len()], weight: FIRST_WEIGHT };
        let mut before = f64::INFINITY;
        for _ in 0..MAX_OUTER {
            self.minimize(&penalty, &mut z);
            let mut gap = 0.0_f64;
            for (constraint, multiplier) in self.constraints.iter().zip(&mut penalty.multipliers) {
                let value = constraint.value(&z);
                gap = gap.max(value.max(-*multiplier / penalty.weight).abs());
                *multiplier = (*multiplier + penalty.weight * value).max(0.0);
            }
            if gap <= FEASIBILITY {
                break;
            }
            if gap > ENOUGH_PROGRESS * before {
                penalty.weight = (WEIGHT_GROWTH * penalty.weight).min(LARGEST_WEIGHT);
            }
            before = gap;
        }
        z
    }

    /// Projected Newton's method on the augmented Lagrangian.
    fn minimize(&self, penalty: &Penalty, z: &mut Vec<f64>) {
        for _ in 0..MAX_INNER {
            let gradient = self.gradient(penalty, z);
            let is_free = |k: &usize| match gradient[*k] > 0.0 {
                true => z[*k] > self.lower[*k],
                false => z[*k] < self.upper[*k],
            };
            let free: Vec<usize> = (0..z.len()).filter(is_free).collect();
            if free.iter().all(|&k| gradient[k].abs() <= STATIONARITY) {
                return;
            }
            let Some(step) = self.newton_step(penalty, z, &gradient, &free) else { return };
            let Some(next) = self.line_search(penalty, z, &gradient, &step) else { return };
            *z = next;
        }
    }

    fn line_search(&self, penalty: &Penalty, z: &[f64], gradient: &[f64], step: &[f64]) -> Option<Vec<f64>> {
        let value = self.value(penalty, z);
        let mut length = 1.0;
        while length > SHORTEST {
            let next: Vec<f64> =
                (0..z.len()).map(|k| (z[k] + length * step[k]).max(self.lower[k]).min(self.upper[k])).collect();
            let promised: f64 = (0..z.len()).map(|k| gradient[k] * (next[k] - z[k])).sum();
            if promised < 0.0 && self.value(penalty, &next) <= value + SUFFICIENT_DECREASE * promised {
                return Some(next);
            }
            length *= 0.5;
        }
        None
    }

    /// The Newton step in the free variables, with the Hessian regularized if it is not positive definite.
    fn newton_step(&self, penalty: &Penalty, z: &[f64], gradient: &[f64], free: &[usize]) -> Option<Vec<f64>> {
        let hessian = self.hessian(penalty, z);
        let n = z.len();
        let largest = hessian.iter().fold(0.0_f64, |most, entry| most.max(entry.abs()));
        if !largest.is_finite() {
            return None;
        }
        // Functions are scaled and the box has size 1, so 1 is a suitable magnitude if the Hessian is nearly zero.
        let largest = largest.max(1.0);
        let mut shift = 0.0;
        let root = loop {
            let entry = |i: usize, j: usize| hessian[free[i] * n + free[j]] + if i == j { shift } else { 0.0 };
            match cholesky(Mat::from_fn(free.len(), free.len(), entry)) {
                Some(root) => break root,
                None => shift = (10.0 * shift).max(FIRST_SHIFT * largest),
            }
        };
        let mut inner: Vec<f64> = free.iter().map(|&k| -gradient[k]).collect();
        solve_by_root(&root, &mut inner);
        let mut step = vec![0.0; n];
        free.iter().zip(&inner).for_each(|(&k, entry)| step[k] = *entry);
        step.iter().all(|entry| entry.is_finite()).then_some(step)
    }

    /// The first-order multiplier estimate of each constraint at z.
    fn pulls(&self, penalty: &Penalty, z: &[f64]) -> Vec<f64> {
        let pull =
            |(constraint, multiplier): (&Quadratic, &f64)| (multiplier + penalty.weight * constraint.value(z)).max(0.0);
        self.constraints.iter().zip(&penalty.multipliers).map(pull).collect()
    }

    fn value(&self, penalty: &Penalty, z: &[f64]) -> f64 {
        let squares: f64 = self.pulls(penalty, z).iter().map(|pull| pull * pull).sum();
        self.objective.value(z) + 0.5 * squares / penalty.weight
    }

    fn gradient(&self, penalty: &Penalty, z: &[f64]) -> Vec<f64> {
        let mut gradient = vec![0.0; z.len()];
        self.objective.add_gradient(1.0, z, &mut gradient);
        for (constraint, pull) in self.constraints.iter().zip(self.pulls(penalty, z)) {
            constraint.add_gradient(pull, z, &mut gradient);
        }
        gradient
    }

    fn hessian(&self, penalty: &Penalty, z: &[f64]) -> Vec<f64> {
        let n = z.len();
        let mut hessian = self.objective.curvature.clone();
        for (constraint, pull) in self.constraints.iter().zip(self.pulls(penalty, z)) {
            if pull == 0.0 {
                continue;
            }
            let mut normal = vec![0.0; n];
            constraint.add_gradient(1.0, z, &mut normal);
            for (i, row) in hessian.chunks_exact_mut(n).enumerate() {
                for (j, entry) in row.iter_mut().enumerate() {
                    *entry += pull * constraint.curvature[i * n + j] + penalty.weight * normal[i] * normal[j];
                }
            }
        }
        hessian
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_numerics::random::Stream;

    fn quadratic(constant: f64, slope: &[f64], curvature: &[f64]) -> Quadratic {
        Quadratic { constant, slope: slope.to_vec(), curvature: curvature.to_vec() }
    }

    fn solve(objective: &Quadratic, constraints: &[Quadratic]) -> Vec<f64> {
        let n = objective.slope.len();
        Subproblem::new(objective, constraints, vec![-1.0; n], vec![1.0; n]).solve(&vec![0.0; n])
    }

    fn is_near(z: &[f64], expected: &[f64]) {
        let distance = z.iter().zip(expected).fold(0.0_f64, |most, (a, b)| most.max((a - b).abs()));
        assert!(distance < 1e-7, "{z:?} is not {expected:?}");
    }

    #[test]
    fn corners_of_the_box_are_found() {
        is_near(&solve(&quadratic(1.0, &[1.0, -2.0], &[0.0; 4]), &[]), &[-1.0, 1.0]);
        // A saddle: the minima are at the bounds of its second variable.
        let z = solve(&quadratic(0.0, &[0.1, 0.1], &[1.0, 0.0, 0.0, -1.0]), &[]);
        is_near(&z, &[-0.1, -1.0]);
    }

    #[test]
    fn curved_constraints_are_kept() {
        // The point of a disc of radius 1/2 farthest in the direction (3, 4).
        let disc = quadratic(-0.125, &[0.0, 0.0], &[1.0, 0.0, 0.0, 1.0]);
        let z = solve(&quadratic(0.0, &[-3.0, -4.0], &[0.0; 4]), std::slice::from_ref(&disc));
        is_near(&z, &[0.3, 0.4]);
        assert!(disc.value(&z) <= 0.0, "{}", disc.value(&z));
        // The optimum is the vertex of two linear constraints.
        let lines = [quadratic(-0.5, &[1.0, 1.0], &[0.0; 4]), quadratic(-0.1, &[1.0, -1.0], &[0.0; 4])];
        let z = solve(&quadratic(0.0, &[-5.0, -1.0], &[0.0; 4]), &lines);
        is_near(&z, &[0.3, 0.2]);
    }

    #[test]
    fn what_cannot_be_kept_is_violated_little() {
        // z <= -2 and z >= 2, in [-1, 1].
        let lines = [quadratic(2.0, &[1.0], &[0.0]), quadratic(2.0, &[-1.0], &[0.0])];
        let z = solve(&quadratic(0.0, &[1.0], &[0.0]), &lines);
        assert!(z[0].abs() <= 1.0);
    }

    /// At minima of convex problems of several sizes, no feasible random neighbor is better.
    #[test]
    fn minima_of_convex_problems_have_no_better_neighbors() {
        let mut random = Stream::new(3, 0);
        for n in [1, 2, 5, 20] {
            let convex = |random: &mut Stream, constant| {
                let root: Vec<f64> = (0..n * n).map(|_| random.normal()).collect();
                let entry = |i: usize, j: usize| (0..n).map(|k| root[i * n + k] * root[j * n + k]).sum::<f64>();
                let curvature = (0..n * n).map(|at| entry(at / n, at % n)).collect();
                Quadratic { constant, slope: (0..n).map(|_| random.normal()).collect(), curvature }
            };
            let objective = convex(&mut random, 0.0);
            let constraints: Vec<Quadratic> = (0..n).map(|_| convex(&mut random, -0.1)).collect();
            let problem = Subproblem::new(&objective, &constraints, vec![-1.0; n], vec![1.0; n]);
            let z = problem.solve(&vec![0.0; n]);
            let (value, violation) = problem.merit(&z);
            assert!(violation <= 0.0, "{violation} with {n}");
            for _ in 0..2000 {
                let other: Vec<f64> = z.iter().map(|z| (z + 0.1 * random.normal()).clamp(-1.0, 1.0)).collect();
                let (beside, violation) = problem.merit(&other);
                assert!(violation > 0.0 || beside >= value - 1e-8, "{beside} below {value} with {n}");
            }
        }
    }
}
