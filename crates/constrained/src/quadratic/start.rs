//! Where a program starts: from where the caller says by steps on active ends, else from a corner, else from
//! within.

use super::active_set::predicted;
use super::program::{Point, Program};
use super::solver::{Ended, Limits, Solver};
use super::status::{Certificate, QuadraticProgramStatus};
use superlinear_interface::Error;

/// Steps on the ends that are active where the caller starts.
const FIRST_STEPS: u32 = 8;

impl Solver<'_> {
    /// Solves a program, from a point if there is one.
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
            let solution = self.follow_active_ends(program, &at.point, holds, FIRST_STEPS, limits)?;
            if let Some(solution) = solution {
                return Ok(self.ended(QuadraticProgramStatus::Converged, solution, None));
            }
        }
        match self.solve_by_vertices(program, limits)? {
            Some(solution) => Ok(self.ended(QuadraticProgramStatus::Converged, solution, None)),
            None => self.solve_from_within_surely(program, limits),
        }
    }

    /// Solves from within, and once more with dense matrices where rounding in sparse decompositions, which do not pivot, has
    /// stalled it.
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
