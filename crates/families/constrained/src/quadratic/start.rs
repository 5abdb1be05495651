//! The choice of the method: active-set steps from the caller's starting point, else the simplex method, else the
//! interior point method.

use super::active_set::predicted;
use super::matrices::power_of_two;
use super::program::{Point, Program};
use super::solver::{Ended, Limits, Solver};
use super::status::{Certificate, QuadraticProgramStatus};
use superlinear_interface::Error;
use superlinear_numerics::vectors::largest;

/// Active-set steps from the caller's starting point.
const FIRST_STEPS: u32 = 8;

/// Bounds from here on are distant, in the solver's units.
const FAR: f64 = 1e6;

/// The largest entry of P beside q in units of ends far away. With less, steps along directions without curvature, which the proximity to
/// the last iterate shortens, take more iterations than there are; of more, rounding is no smaller than that proximity.
const MAX_CURVATURE: f64 = 1e6;

impl Solver<'_> {
    /// Solves a program, from a starting point if there is one.
    pub fn solve(
        &mut self,
        program: &Program<'_>,
        initial: Option<Point>,
        limits: &Limits<'_>,
    ) -> Result<Ended, Error> {
        self.begin();
        if let Some(direction) = &self.shared.negative_curvature {
            let at = program.evaluate_within_bounds(&program.origin());
            return Ok(self.ended(
                QuadraticProgramStatus::NotConvex,
                at,
                Some(Certificate::NotConvex(direction.clone())),
            ));
        }
        if let Some(status) = self.limit(limits)? {
            return Ok(self.ended_at_best(status, program));
        }
        if let Some(initial) = initial {
            let at = program.evaluate_within_bounds(&initial);
            if at.is_solution() {
                return Ok(self.ended(QuadraticProgramStatus::Converged, at, None));
            }
            let holds = predicted(program, &at.activities, &at.point.multipliers);
            let solution = self.follow_active_set(program, &at.point, holds, FIRST_STEPS, limits)?;
            if let Some(solution) = solution {
                return Ok(self.ended(QuadraticProgramStatus::Converged, solution, None));
            }
        }
        match self.solve_by_vertices(program, limits)? {
            Some(solution) => Ok(self.ended(QuadraticProgramStatus::Converged, solution, None)),
            None => self.solve_from_within_in_units(program, limits),
        }
    }

    /// Interior point method with a retry for distant bounds: if half of the iterations do not suffice, the rest runs
    /// in units in which no bound is distant, because rounding limits the length of a step to about `FAR` units.
    fn solve_from_within_in_units(&mut self, program: &Program<'_>, limits: &Limits<'_>) -> Result<Ended, Error> {
        let bounds = program.lower.iter().chain(&program.upper).filter(|bound| bound.is_finite());
        let mut farthest = bounds.fold(0.0, |max, bound| f64::max(max, bound.abs()));
        if farthest < FAR && !self.shared.is_linear {
            farthest = largest(&program.linear) / self.shared.matrices.largest_curvature();
        }
        let farthest = power_of_two(farthest);
        if farthest < FAR {
            return self.solve_from_within_surely(program, limits);
        }
        let half = Limits { max_iterations: limits.max_iterations.div_ceil(2), ..*limits };
        let ended = self.solve_from_within_surely(program, &half)?;
        if !matches!(ended.status, QuadraticProgramStatus::Stalled | QuadraticProgramStatus::IterationLimit) {
            return Ok(ended);
        }
        let again = self.solve_in_units_of(farthest, program, &ended, limits)?;
        if again.certificate.is_some() || again.evaluation.measures.excess < ended.evaluation.measures.excess {
            return Ok(again);
        }
        Ok(Ended { evaluation: ended.evaluation, ..again })
    }

    /// Continues the interior point method in units of activities larger by `farthest`.
    fn solve_in_units_of(
        &self,
        farthest: f64,
        program: &Program<'_>,
        so_far: &Ended,
        limits: &Limits<'_>,
    ) -> Result<Ended, Error> {
        let curvature = farthest * self.shared.matrices.largest_curvature();
        let of_objective = power_of_two(f64::max(largest(&program.linear), curvature / MAX_CURVATURE));
        let shared = self.shared.in_units(farthest, of_objective);
        let scaled = |values: &[f64], factor: f64| values.iter().map(|value| value * factor).collect();
        let nearer = Program {
            shared: &shared,
            linear: scaled(&program.linear, 1.0 / of_objective),
            lower: scaled(&program.lower, 1.0 / farthest),
            upper: scaled(&program.upper, 1.0 / farthest),
            tolerance: program.tolerance,
        };
        let mut solver = Solver::new(&shared, limits.run);
        (solver.iterations, solver.factorizations) = (so_far.iterations, so_far.factorizations);
        let mut ended = solver.solve_from_within_surely(&nearer, limits)?;
        let Point { x, multipliers } = &ended.evaluation.point;
        let point = Point { x: scaled(x, farthest), multipliers: scaled(multipliers, of_objective) };
        ended.evaluation = program.evaluate_within_bounds(&point);
        Ok(Ended { pivots: so_far.pivots, ..ended })
    }

    /// Interior point method with a retry in dense arithmetic, if rounding in the sparse factorization, which does not
    /// pivot, has stalled it.
    fn solve_from_within_surely(&mut self, program: &Program<'_>, limits: &Limits<'_>) -> Result<Ended, Error> {
        let ended = self.solve_from_within(program, limits)?;
        let is_stalled = ended.status == QuadraticProgramStatus::Stalled;
        let Some(shared) = is_stalled.then(|| self.shared.to_dense()).flatten() else { return Ok(ended) };
        let mut solver = Solver::new(&shared, limits.run);
        (solver.iterations, solver.factorizations) = (self.iterations, self.factorizations);
        let again = solver.solve_from_within(&Program { shared: &shared, ..program.clone() }, limits)?;
        let is_better = again.evaluation.measures.excess < ended.evaluation.measures.excess;
        Ok(if again.certificate.is_some() || is_better { again } else { ended })
    }
}
