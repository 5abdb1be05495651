//! The interior method: from slacks and multipliers that are positive, by a step that would close the gap at once, from which it
//! is seen how far that works, and by one that corrects it.
//!
//! Source: Mehrotra, On the Implementation of a Primal-Dual Interior Point Method, SIAM J. Optim. 2, 1992.

use super::active_set::Hold;
use super::certificate::proof_of_no_solution;
use super::program::{Evaluation, Point, Program};
use super::solver::{Ended, Limits, Solver};
use super::status::QuadraticProgramStatus;
use super::system::System;
use superlinear_interface::Error;

/// The part of the way to the nearest end that a step takes at most.
const PART_OF_WAY: f64 = 0.995;

/// What first slacks and multipliers are at least.
const LEAST_START: f64 = 0.01;

/// Steps on ends that are closing in: more lead back here more often than to a solution.
const LAST_STEPS: u32 = 3;

/// An end of an activity: `sign * activity + slack = sign * end`, the sign that of the multiplier.
struct Side {
    index: usize,
    sign: f64,
    end: f64,
    slack: f64,
    dual: f64,
    /// Whether the last step has left less of the slack than of the multiplier.
    is_closing: bool,
}

/// A step in everything.
struct Step {
    x: Vec<f64>,
    /// Of the multipliers of fixed rows.
    fixed: Vec<f64>,
    slacks: Vec<f64>,
    duals: Vec<f64>,
}

/// Where the method is.
struct Interior<'p, 'a> {
    program: &'p Program<'a>,
    x: Vec<f64>,
    /// The multipliers of fixed rows, by index.
    fixed: Vec<f64>,
    sides: Vec<Side>,
}

impl Interior<'_, '_> {
    /// All multipliers.
    fn multipliers(&self) -> Vec<f64> {
        let mut multipliers = self.fixed.clone();
        self.sides.iter().for_each(|side| multipliers[side.index] += side.sign * side.dual);
        multipliers
    }

    fn evaluate(&self) -> Evaluation {
        self.program.evaluate(Point { x: self.x.clone(), multipliers: self.multipliers() })
    }

    /// The mean product of slacks and multipliers.
    fn barrier(&self) -> f64 {
        self.sides.iter().map(|side| side.slack * side.dual).sum::<f64>() / self.sides.len().max(1) as f64
    }

    fn stiffness(&self) -> Vec<f64> {
        let fixed = |k| if self.program.is_fixed(k) { f64::INFINITY } else { 0.0 };
        let mut stiffness: Vec<_> = (0..self.program.lower.len()).map(fixed).collect();
        self.sides.iter().for_each(|side| stiffness[side.index] += side.dual / side.slack);
        stiffness
    }

    /// The step that takes residuals to zero, and products of slacks and multipliers to less than they are by `products`.
    fn step(&self, solver: &Solver<'_>, system: &System<'_>, at: &Evaluation, products: &[f64]) -> Step {
        let (program, n) = (self.program, self.x.len());
        let residual = |side: &Side| side.sign * (at.activities[side.index] - side.end) + side.slack;
        let mut pull = vec![0.0; program.lower.len()];
        for (side, product) in self.sides.iter().zip(products) {
            pull[side.index] += side.sign * (side.dual * residual(side) - product) / side.slack;
        }
        let right_side: Vec<_> = (0..pull.len())
            .map(|k| match system.stiffness[k] {
                f64::INFINITY if k < n => 0.0,
                f64::INFINITY => program.upper[k] - at.activities[k],
                _ if k < n => -at.gradient[k] - pull[k],
                0.0 => 0.0,
                stiffness => -pull[k] / stiffness,
            })
            .collect();
        let solution = solver.decomposition.solve_once_refined(system, &right_side);
        let mut moves = solution[..n].to_vec();
        moves.extend(program.shared.matrices.constraints_times(&solution[..n]));
        let slacks: Vec<_> = self.sides.iter().map(|side| -residual(side) - side.sign * moves[side.index]).collect();
        let duals = self.sides.iter().zip(products).zip(&slacks);
        let duals = duals.map(|((side, product), slack)| (-product - side.dual * slack) / side.slack).collect();
        let is_fixed_row = |k: usize| k >= n && program.is_fixed(k);
        let fixed = solution.iter().enumerate().map(|(k, step)| if is_fixed_row(k) { *step } else { 0.0 }).collect();
        moves.truncate(n);
        Step { x: moves, fixed, slacks, duals }
    }

    /// How much of a step slacks and multipliers may take.
    fn longest(&self, step: &Step, part: f64) -> (f64, f64) {
        let longest = |values: &mut dyn Iterator<Item = (f64, f64)>| {
            let most = values
                .filter(|(_, change)| *change < 0.0)
                .map(|(value, change)| -value / change)
                .fold(f64::INFINITY, f64::min);
            (part * most).min(1.0)
        };
        let primal = longest(&mut self.sides.iter().zip(&step.slacks).map(|(side, change)| (side.slack, *change)));
        let dual = longest(&mut self.sides.iter().zip(&step.duals).map(|(side, change)| (side.dual, *change)));
        // Only without curvature do both residuals fall whatever the other's step.
        if self.program.shared.is_linear { (primal, dual) } else { (primal.min(dual), primal.min(dual)) }
    }

    fn take(&mut self, step: &Step, (primal, dual): (f64, f64)) {
        self.x.iter_mut().zip(&step.x).for_each(|(x, change)| *x += primal * change);
        self.fixed.iter_mut().zip(&step.fixed).for_each(|(y, change)| *y += dual * change);
        for (side, (slack, change)) in self.sides.iter_mut().zip(step.slacks.iter().zip(&step.duals)) {
            let (before, multiplier) = (side.slack, side.dual);
            side.slack += primal * slack;
            side.dual += dual * change;
            side.is_closing = side.slack * multiplier < side.dual * before;
        }
    }

    /// The ends that are closing in.
    fn holds(&self) -> Vec<Hold> {
        let fixed = |k| if self.program.is_fixed(k) { Hold::Upper } else { Hold::Free };
        let mut holds: Vec<_> = (0..self.program.lower.len()).map(fixed).collect();
        for side in self.sides.iter().filter(|side| side.is_closing) {
            holds[side.index] = if side.sign > 0.0 { Hold::Upper } else { Hold::Lower };
        }
        holds
    }

    /// The predicted step, then the corrected one. Tells whether there was one.
    fn iterate(&mut self, solver: &mut Solver<'_>, at: &Evaluation) -> bool {
        let stiffness = self.stiffness();
        let system = System { matrices: &self.program.shared.matrices, stiffness: &stiffness };
        solver.factorizations += 1;
        if !solver.decomposition.factorize(&system) {
            return false;
        }
        let products: Vec<_> = self.sides.iter().map(|side| side.slack * side.dual).collect();
        let predicted = self.step(solver, &system, at, &products);
        let (primal, dual) = self.longest(&predicted, 1.0);
        let barrier = self.barrier();
        let changes = || predicted.slacks.iter().zip(&predicted.duals);
        let after = self.sides.iter().zip(changes());
        let after: f64 = after.map(|(side, (s, d))| (side.slack + primal * s) * (side.dual + dual * d)).sum();
        let centring = if barrier > 0.0 { (after / self.sides.len() as f64 / barrier).powi(3) * barrier } else { 0.0 };
        let products: Vec<_> =
            products.iter().zip(changes()).map(|(product, (slack, dual))| product + slack * dual - centring).collect();
        let corrected = self.step(solver, &system, at, &products);
        if !corrected.x.iter().chain(&corrected.duals).chain(&corrected.fixed).all(|change| change.is_finite()) {
            return false;
        }
        let length = self.longest(&corrected, PART_OF_WAY);
        self.take(&corrected, length);
        true
    }
}

/// From the least sum of squares of what slacks would be, without regard to signs; then both are raised until they are positive.
fn start<'p, 'a>(solver: &mut Solver<'_>, program: &'p Program<'a>) -> Option<Interior<'p, 'a>> {
    let count = program.lower.len();
    let n = program.shared.variables();
    let mut sides = Vec::new();
    for k in (0..count).filter(|&k| !program.is_fixed(k)) {
        for (sign, end) in [(1.0, program.upper[k]), (-1.0, program.lower[k])] {
            if end.is_finite() {
                sides.push(Side { index: k, sign, end, slack: 1.0, dual: 1.0, is_closing: false });
            }
        }
    }
    let x = (0..n).map(|j| if program.is_fixed(j) { program.lower[j] } else { 0.0 }).collect();
    let mut interior = Interior { program, x, fixed: vec![0.0; count], sides };
    let stiffness = interior.stiffness();
    let system = System { matrices: &program.shared.matrices, stiffness: &stiffness };
    solver.factorizations += 1;
    if !solver.decomposition.factorize(&system) {
        return None;
    }
    let products = vec![2.0; interior.sides.len()];
    let step = interior.step(solver, &system, &interior.evaluate(), &products);
    interior.take(&step, (1.0, 1.0));
    let raise = |values: &mut dyn Iterator<Item = f64>| (-values.fold(f64::INFINITY, f64::min)).max(0.0) + LEAST_START;
    let slack = raise(&mut interior.sides.iter().map(|side| side.slack));
    let dual = raise(&mut interior.sides.iter().map(|side| side.dual));
    for side in &mut interior.sides {
        side.slack += slack;
        side.dual += dual;
    }
    Some(interior)
}

/// Sets of ends that are closing in: that of the iteration before, and the one that was tried last.
#[derive(Default)]
struct Closing {
    last: Vec<Hold>,
    tried: Vec<Hold>,
}

impl Closing {
    /// Takes note of a set. Tells whether it is to be tried: where it is there for the second time.
    fn is_to_be_tried(&mut self, holds: &[Hold]) -> bool {
        let is_settled = holds == self.last && holds != self.tried;
        self.last = holds.to_vec();
        if is_settled {
            self.tried = holds.to_vec();
        }
        is_settled
    }
}

impl Solver<'_> {
    /// Solves from a start of its own.
    pub fn solve_from_within(&mut self, program: &Program<'_>, limits: &Limits<'_>) -> Result<Ended, Error> {
        let Some(mut interior) = start(self, program) else {
            return Ok(self.ended_at_best(QuadraticProgramStatus::Stalled, program));
        };
        let mut closing = Closing::default();
        let mut before: Option<Point> = None;
        loop {
            let at = interior.evaluate();
            self.note(&at, limits);
            // What grows without bounds is seen the sooner in what a step adds to it.
            let change = before.as_ref().map(|before| at.point.minus(before));
            let proof = proof_of_no_solution(program, &at.point);
            let proof = proof.or_else(|| proof_of_no_solution(program, change.as_ref()?));
            if let Some((status, proof)) = proof
                && !at.is_solution()
            {
                return Ok(Ended { certificate: Some(proof), ..self.ended_at_best(status, program) });
            }
            let holds = interior.holds();
            if at.is_solution() || closing.is_to_be_tried(&holds) {
                let exact = self.follow_active_ends(program, &at.point, holds, LAST_STEPS, limits)?;
                let solution = exact.or_else(|| program.evaluate_within_bounds(&at.point).solution());
                if let Some(solution) = solution {
                    return Ok(self.ended(QuadraticProgramStatus::Converged, solution, None));
                }
            }
            if let Some(status) = self.limit(limits)? {
                return Ok(self.ended_at_best(status, program));
            }
            self.iterations += 1;
            if !interior.iterate(self, &at) {
                return Ok(self.ended_at_best(QuadraticProgramStatus::Stalled, program));
            }
            before = Some(at.point);
        }
    }
}
