//! Active-set steps: activities at active bounds are fixed there, the rest solves linear equations, and the result
//! predicts the next active set. From multipliers close to those of the solution the set is right at once, and the
//! solution as accurate as rounding permits.
//!
//! Source: Hintermüller, Ito, Kunisch, The Primal-Dual Active Set Strategy as a Semismooth Newton Method, SIAM J.
//! Optim. 13, 2002.

use super::program::{Evaluation, Point, Program};
use super::solver::{Limits, Solver};
use super::system::System;
use superlinear_interface::Error;

/// The active bound of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    Free,
    Lower,
    Upper,
}

/// The predicted active set: bounds violated by the sum of activity and multiplier. Equal bounds are always active.
pub(super) fn predicted(program: &Program<'_>, activities: &[f64], multipliers: &[f64]) -> Vec<Hold> {
    let hold = |(k, (activity, multiplier)): (usize, (&f64, &f64))| match activity + multiplier {
        _ if program.is_fixed(k) => Hold::Upper,
        sum if sum > program.upper[k] => Hold::Upper,
        sum if sum < program.lower[k] => Hold::Lower,
        _ => Hold::Free,
    };
    activities.iter().zip(multipliers).enumerate().map(hold).collect()
}

impl Solver<'_> {
    /// Takes up to `most_steps` steps from the active set `holds`. Returns the solution if one is found.
    pub fn follow_active_set(
        &mut self,
        program: &Program<'_>,
        start: &Point,
        mut holds: Vec<Hold>,
        max_steps: u32,
        limits: &Limits<'_>,
    ) -> Result<Option<Evaluation>, Error> {
        let mut point = start.clone();
        for _ in 0..max_steps {
            if self.limit(limits)?.is_some() {
                break;
            }
            self.iterations += 1;
            if !self.step_on(program, &holds, &mut point) {
                break;
            }
            let solution = program.evaluate_within_bounds(&point).solution();
            if solution.is_some() {
                return Ok(solution);
            }
            let mut activities = point.x.clone();
            activities.extend(self.shared.matrices.constraints_times(&point.x));
            let next = predicted(program, &activities, &point.multipliers);
            if next == holds {
                break;
            }
            holds = next;
        }
        Ok(None)
    }

    /// Moves to the minimum with this active set. Returns false if the factorization or the step fails.
    fn step_on(&mut self, program: &Program<'_>, holds: &[Hold], point: &mut Point) -> bool {
        let matrices = &self.shared.matrices;
        let n = matrices.variables();
        let bound = |k: usize| match holds[k] {
            Hold::Free => None,
            Hold::Lower => Some(program.lower[k]),
            Hold::Upper => Some(program.upper[k]),
        };
        for k in 0..holds.len() {
            match bound(k) {
                Some(bound) if k < n => point.x[k] = bound,
                Some(_) => {}
                None => point.multipliers[k] = 0.0,
            }
        }
        let slope = |point: &Point| {
            let (mut slope, transposed) =
                (matrices.hessian_times(&point.x), matrices.transpose_times(&point.multipliers[n..]));
            slope.iter_mut().zip(transposed).zip(&program.linear).for_each(|((slope, t), q)| *slope += t + q);
            slope
        };
        let mut right_side: Vec<_> = slope(point)
            .iter()
            .enumerate()
            .map(|(j, slope)| if holds[j] == Hold::Free { -slope } else { 0.0 })
            .collect();
        let products = matrices.constraints_times(&point.x);
        right_side
            .extend(products.iter().enumerate().map(|(i, product)| bound(n + i).map_or(0.0, |bound| bound - product)));
        let stiffness: Vec<_> =
            holds.iter().map(|hold| if *hold == Hold::Free { 0.0 } else { f64::INFINITY }).collect();
        let system = System { unit: self.shared.curvature, ..System::new(matrices, &stiffness) };
        self.factorizations += 1;
        if !self.decomposition.factorize(&system) {
            return false;
        }
        let step = self.decomposition.solve_refined(&system, &right_side);
        if !step.iter().all(|entry| entry.is_finite()) {
            return false;
        }
        point.x.iter_mut().zip(&step[..n]).for_each(|(x, step)| *x += step);
        point.multipliers[n..].iter_mut().zip(&step[n..]).for_each(|(multiplier, step)| *multiplier += step);
        for (j, slope) in slope(point).into_iter().enumerate() {
            point.multipliers[j] = if holds[j] == Hold::Free { 0.0 } else { -slope };
        }
        true
    }
}
