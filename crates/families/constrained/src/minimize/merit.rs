//! The exact augmented Lagrangian, M(x, λ) = f + λ'c + η1/2 |c|² + η2/2 |∇L|². For large η1 and small η2 its minima are
//! the solutions. It is smooth and accepts full Newton steps close to them.
//!
//! Source: Di Pillo, Grippo, A New Class of Augmented Lagrangians in Nonlinear Programming, SIAM J. Control Optim. 17,
//! 1979; Lucidi, SIAM J. Optim. 1, 1991.

use super::functions::Values;
use super::options::{Accuracy, MeritFunction};
use super::problem::MinimizeProblem;
use superlinear_numerics::vectors::{dot, sum_with};

/// The merit function: M, or f + η1 |c|₁ in its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Merit {
    function: MeritFunction,
    /// Growth factor of η1 and divisor of η2, applied if M does not decrease along a step.
    growth: f64,
    decay: f64,
    /// η1, the penalty on the constraints.
    pub constraint_penalty: f64,
    /// η2, the penalty on the gradient of the Lagrangian.
    pub gradient_penalty: f64,
}

/// The initial η1.
pub(super) const FIRST_CONSTRAINT_PENALTY: f64 = 1.0;
/// The initial η2.
const FIRST_GRADIENT_PENALTY: f64 = 0.1;

/// The penalty changes (growth, decay): the paper's ν² and ν with ν = 1.5, and rounder values that work as well.
const PAPER_CHANGES: (f64, f64) = (2.25, 1.5);
const CHANGES: (f64, f64) = (2.0, 1.5);

/// The fraction ρ of the linear decrease of |c|₁ reserved by the penalty, and the margin by which it grows, so that it
/// seldom does. (Nocedal, Wright, Numerical Optimization, 2nd edition, 2006, equation 18.36.)
const DECREASE_LEFT: f64 = 0.3;
const PENALTY_GROWTH: f64 = 1.5;

/// Beyond these limits the penalties drown the other terms in double precision.
pub(super) const LARGEST_CONSTRAINT_PENALTY: f64 = 1e10;
const SMALLEST_GRADIENT_PENALTY: f64 = 1e-12;

/// Limits on the penalties after the multipliers were re-estimated. They hardly matter: with 1e2 and 1e11, and with
/// 1e-3 and 1e-13, the iterations of the 970 runs of this crate's tests change by less than one in a hundred, and at
/// most one status does.
const RENEWED_CONSTRAINT_PENALTY: f64 = 1e4;
const RENEWED_GRADIENT_PENALTY: f64 = 1e-5;

/// The terms of M's directional derivative along a step.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slope {
    /// ∇L'Δx + c'Δλ, the derivative of L.
    pub of_lagrangian: f64,
    /// c'JΔx, the derivative of |c|² / 2.
    pub of_constraints: f64,
    /// ∇L'HΔx + ∇L'J'Δλ, the derivative of |∇L|² / 2.
    pub of_gradient: f64,
    /// ∇f'Δx.
    pub of_objective: f64,
    /// |c + JΔx|_1 - |c|_1.
    pub of_violation: f64,
    /// Δx'(H + δw I)Δx.
    pub curvature: f64,
}

impl Merit {
    /// The merit function of an equality-constrained problem, with initial penalties. Without equations it is the
    /// objective alone: the squared gradient would only keep the search out of curved valleys.
    pub fn of(problem: &MinimizeProblem) -> Self {
        let merit = Self::start(problem.merit.unwrap_or_default(), problem.accuracy);
        if problem.equations() == 0 { Self { gradient_penalty: 0.0, ..merit } } else { merit }
    }

    /// The merit function with initial penalties.
    pub fn start(function: MeritFunction, accuracy: Accuracy) -> Self {
        let (growth, decay) = if accuracy == Accuracy::Paper { PAPER_CHANGES } else { CHANGES };
        let (constraint_penalty, gradient_penalty) = (FIRST_CONSTRAINT_PENALTY, FIRST_GRADIENT_PENALTY);
        Self { function, growth, decay, constraint_penalty, gradient_penalty }
    }

    /// The augmented Lagrangian, M without its last term, with the given η1.
    pub fn augmented_lagrangian(constraint_penalty: f64) -> Self {
        let (growth, decay) = CHANGES;
        Self { function: MeritFunction::Eal, growth, decay, constraint_penalty, gradient_penalty: 0.0 }
    }

    /// The estimates λ + η1 c: with them the gradient of the Lagrangian equals that of the augmented Lagrangian with λ
    /// = `multipliers`.
    pub fn estimates(&self, values: &Values, multipliers: &[f64]) -> Vec<f64> {
        sum_with(multipliers, self.constraint_penalty, &values.constraints)
    }

    /// Whether it includes the gradient of the Lagrangian.
    pub fn sees_gradient(&self) -> bool {
        self.function == MeritFunction::Eal && self.gradient_penalty > 0.0
    }

    /// The function without its last, nonnegative term. Needs no derivatives.
    pub fn lower_bound(&self, values: &Values, multipliers: &[f64]) -> f64 {
        let Values { objective, constraints } = values;
        if self.function == MeritFunction::L1 {
            return objective + self.constraint_penalty * constraints.iter().map(|c| c.abs()).sum::<f64>();
        }
        objective + dot(multipliers, constraints) + 0.5 * self.constraint_penalty * dot(constraints, constraints)
    }

    /// The value, given the gradient of the Lagrangian.
    pub fn value(&self, values: &Values, multipliers: &[f64], gradient: &[f64]) -> f64 {
        let bound = self.lower_bound(values, multipliers);
        if self.sees_gradient() { bound + 0.5 * self.gradient_penalty * dot(gradient, gradient) } else { bound }
    }

    /// The directional derivative along a step; for the nonsmooth function an upper bound, by convexity of |c|₁ in the
    /// linearized constraints.
    pub fn slope(&self, slope: &Slope) -> f64 {
        if self.function == MeritFunction::L1 {
            return slope.of_objective + self.constraint_penalty * slope.of_violation;
        }
        slope.of_lagrangian + self.constraint_penalty * slope.of_constraints + self.gradient_penalty * slope.of_gradient
    }

    /// Whether it decreases fast enough along a step: M by at least half of η2 times the squared residual (the paper's
    /// descent condition), f + η1 |c|₁ by the reserved fraction of the violation.
    pub fn is_descent(&self, slope: &Slope, squared_residual: f64) -> bool {
        if self.function == MeritFunction::L1 {
            return self.slope(slope) < 0.0 && self.constraint_penalty >= min_penalty(slope);
        }
        self.slope(slope) <= -0.5 * self.gradient_penalty * squared_residual
    }

    /// Changes the penalties once. Returns false if they are beyond their limits.
    pub fn raise_penalties(&mut self) -> bool {
        let is_exhausted =
            self.constraint_penalty > LARGEST_CONSTRAINT_PENALTY || self.gradient_penalty < SMALLEST_GRADIENT_PENALTY;
        if !is_exhausted {
            self.constraint_penalty *= self.growth;
            self.gradient_penalty /= self.decay;
        }
        !is_exhausted
    }

    /// Changes the penalties until the function decreases fast enough along the step. Returns the directional
    /// derivative, or `None` if no penalties make it negative.
    pub fn make_descent(&mut self, slope: &Slope, squared_residual: f64) -> Option<f64> {
        if self.function == MeritFunction::L1 {
            let min = min_penalty(slope);
            if self.constraint_penalty < min && min < LARGEST_CONSTRAINT_PENALTY {
                self.constraint_penalty = PENALTY_GROWTH * min;
            }
        } else {
            while !self.is_descent(slope, squared_residual) && self.raise_penalties() {}
        }
        let descent = self.slope(slope);
        (descent < 0.0).then_some(descent)
    }

    /// Adapts the penalties to a multiplication of objective and multipliers by `ratio`.
    pub fn rescale(&mut self, ratio: f64) {
        self.constraint_penalty *= ratio;
        self.gradient_penalty /= ratio;
    }

    /// Limits extreme penalties after the multipliers were re-estimated.
    pub fn renew(&mut self) {
        self.constraint_penalty = self.constraint_penalty.min(RENEWED_CONSTRAINT_PENALTY);
        if self.gradient_penalty > 0.0 {
            self.gradient_penalty = self.gradient_penalty.max(RENEWED_GRADIENT_PENALTY);
        }
    }
}

/// The smallest penalty on |c|₁ with which the model decreases sufficiently along a step.
fn min_penalty(slope: &Slope) -> f64 {
    let growth = slope.of_objective + 0.5 * slope.curvature.max(0.0);
    if slope.of_violation < 0.0 { growth / (-slope.of_violation * (1.0 - DECREASE_LEFT)) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_numerics::random::Stream;

    const START: Merit = Merit {
        function: MeritFunction::Eal,
        growth: CHANGES.0,
        decay: CHANGES.1,
        constraint_penalty: FIRST_CONSTRAINT_PENALTY,
        gradient_penalty: FIRST_GRADIENT_PENALTY,
    };

    fn assert_close(actual: f64, expected: f64) {
        assert!((actual - expected).abs() <= 1e-12 * expected.abs(), "{actual} against {expected}");
    }

    /// HS7 at its start (2, 2): f = ln(1 + x^2) - y, c = (1 + x^2)^2 + y^2 - 4.
    #[test]
    fn value_and_slopes_on_hs7() {
        let multiplier = 0.3;
        let values = Values { objective: 5.0_f64.ln() - 2.0, constraints: vec![25.0] };
        let jacobian = [40.0, 4.0];
        let gradient = [0.8 + multiplier * jacobian[0], -1.0 + multiplier * jacobian[1]];
        let hessian = [-0.24 + 52.0 * multiplier, 2.0 * multiplier];
        assert!((START.value(&values, &[multiplier], &gradient) - 327.803_437_912_4).abs() < 1e-10);
        // The derivatives along the axes are the entries of M's gradient.
        for (axis, expected) in [1032.4608, 100.212].into_iter().enumerate() {
            let slope = Slope {
                of_lagrangian: gradient[axis],
                of_constraints: 25.0 * jacobian[axis],
                of_gradient: hessian[axis] * gradient[axis],
                ..Slope::default()
            };
            assert_close(START.slope(&slope), expected);
        }
        let along_multiplier =
            Slope { of_lagrangian: 25.0, of_gradient: dot(&jacobian, &gradient), ..Slope::default() };
        assert_close(START.slope(&along_multiplier), 76.28);
    }

    /// HS77 at its start: all variables are 2.
    #[test]
    fn value_on_hs77() {
        let root = std::f64::consts::SQRT_2;
        let values = Values { objective: 4.0, constraints: vec![8.0 - 2.0 * root, 58.0 - root] };
        let (objective, first, second) =
            ([2.0, 0.0, 2.0, 4.0, 6.0], [8.0, 0.0, 0.0, 5.0, -1.0], [0.0, 1.0, 128.0, 64.0, 0.0]);
        let gradient: Vec<f64> = (0..5).map(|i| objective[i] + 0.2 * first[i] - 0.1 * second[i]).collect();
        assert_close(START.value(&values, &[0.2, -0.1], &gradient), 1_621.984_432_315_679);
    }

    /// MARATOS at its start (1.1, 0.1): f = -x + 1e-6 c, c = x^2 + y^2 - 1.
    #[test]
    fn value_on_maratos() {
        let (x, y, multiplier) = (1.1, 0.1, 0.4);
        let violation = x * x + y * y - 1.0;
        let values = Values { objective: -x + 1e-6 * violation, constraints: vec![violation] };
        let weight = 2.0 * (1e-6 + multiplier);
        let gradient = [-1.0 + weight * x, weight * y];
        assert_close(START.value(&values, &[multiplier], &gradient), -0.986_759_804_799_756);
    }

    /// HS7 at any point: values, Jacobian, gradient of the Lagrangian and the diagonal of its Hessian.
    fn hs7(x: f64, y: f64, multiplier: f64) -> (Values, [f64; 2], [f64; 2], [f64; 2]) {
        let square = 1.0 + x * x;
        let values = Values { objective: square.ln() - y, constraints: vec![square * square + y * y - 4.0] };
        let jacobian = [4.0 * x * square, 2.0 * y];
        let gradient = [2.0 * x / square + multiplier * jacobian[0], -1.0 + multiplier * jacobian[1]];
        let curvature = 2.0 * (1.0 - x * x) / (square * square) + multiplier * (4.0 + 12.0 * x * x);
        (values, jacobian, gradient, [curvature, 2.0 * multiplier])
    }

    #[test]
    fn slopes_are_those_of_differences_along_random_steps() {
        let mut random = Stream::new(7, 0);
        let mut between = || 4.0 * random.uniform() - 2.0;
        for function in [MeritFunction::Eal, MeritFunction::L1] {
            let merit = Merit { function, ..START };
            for _ in 0..50 {
                let (point, step) = ([between(), between(), between()], [between(), between(), between()]);
                let (values, jacobian, gradient, hessian) = hs7(point[0], point[1], point[2]);
                let change = dot(&jacobian, &step[..2]);
                let violation = values.constraints[0];
                // Close to the point, the nonsmooth term is linear.
                let of_violation = violation.signum() * change;
                let slope = Slope {
                    of_lagrangian: dot(&gradient, &step[..2]) + violation * step[2],
                    of_constraints: violation * change,
                    of_gradient: gradient[0] * hessian[0] * step[0]
                        + gradient[1] * hessian[1] * step[1]
                        + dot(&jacobian, &gradient) * step[2],
                    of_objective: dot(&gradient, &step[..2]) - point[2] * change,
                    of_violation,
                    curvature: 0.0,
                };
                let at = |t: f64| {
                    let moved = |i: usize| point[i] + t * step[i];
                    let (values, _, gradient, _) = hs7(moved(0), moved(1), moved(2));
                    merit.value(&values, &[moved(2)], &gradient)
                };
                let difference = (at(1e-6) - at(-1e-6)) / 2e-6;
                let expected = merit.slope(&slope);
                assert!((difference - expected).abs() <= 1e-6 * expected.abs().max(1.0), "{difference} {expected}");
            }
        }
    }

    #[test]
    fn accepted_slopes_meet_the_condition_of_descent() {
        let mut random = Stream::new(8, 0);
        for _ in 0..1000 {
            let mut merit = START;
            let slope = Slope {
                of_lagrangian: random.normal(),
                of_constraints: -random.uniform(),
                of_gradient: random.normal(),
                ..Slope::default()
            };
            let squared_residual = random.uniform();
            let descent = merit.make_descent(&slope, squared_residual).expect("a descent");
            assert!(descent <= -0.5 * merit.gradient_penalty * squared_residual);
        }
    }

    #[test]
    fn penalties_change_until_the_merit_function_falls() {
        let mut merit = START;
        let slope = Slope { of_lagrangian: 3.0, of_constraints: -1.0, of_gradient: 2.0, ..Slope::default() };
        let descent = merit.make_descent(&slope, 4.0).expect("a descent");
        assert!(descent <= -2.0 * merit.gradient_penalty);
        assert!(merit.constraint_penalty > START.constraint_penalty);
        // No penalty helps if the constraints do not change.
        let level = Slope { of_lagrangian: 1.0, ..Slope::default() };
        assert!(merit.make_descent(&level, 1.0).is_none());
    }
}
