//! The run of a method: iterations under the objective scale of the start, then under that of the solution, within the
//! time limit.

use super::restoration::Restorable;
use super::solution::{MinimizeSolution, MinimizeStatus, SecondOrder};
use superlinear_interface::{Error, Oracle, Run};

/// A method with its state.
pub(super) trait Method: Restorable + Sized {
    /// Iterates from the start to termination.
    async fn iterate_from_start(&mut self) -> Result<MinimizeStatus, Error>;

    /// Switches to the objective scale of a start at the current solution. Returns false if the point is a solution
    /// under that scale too.
    fn renews_scale(&mut self) -> bool;

    /// Iterates from the solution under the previous scale to termination.
    async fn iterate_from_solution(&mut self) -> Result<MinimizeStatus, Error>;

    /// Returns to the solution under the previous scale, if the search under another one failed with this status.
    fn returns_to_kept(&mut self, status: MinimizeStatus) -> bool;

    /// The status, if a limit of the run is reached or the objective counts as unbounded below.
    fn limit_reached(&self) -> Result<Option<MinimizeStatus>, Error>;

    /// Whether steps make no progress and the restoration phase might.
    fn needs_restoration(&self) -> bool;

    /// Takes a step. Returns its length; `None` if no step is accepted.
    async fn step(&mut self) -> Result<Option<f64>, Error>;

    /// Records a step of this length. Returns a status if the run must stop.
    async fn arrive(&mut self, step_size: f64) -> Option<MinimizeStatus>;

    /// Continues where no step is accepted. Returns a status if the run must stop.
    async fn restore(&mut self) -> Result<Option<MinimizeStatus>, Error>;

    /// Forgets the iteration that was interrupted by the time limit.
    fn interrupt(&mut self);

    /// Runs the second-order test at a solution.
    async fn second_order(&mut self, status: MinimizeStatus) -> SecondOrder;

    /// The solution, given the final status.
    fn solution(self, status: MinimizeStatus, second_order: SecondOrder) -> MinimizeSolution;
}

/// Runs a method until it terminates or the time limit passes, even during an answer of the caller.
pub(super) async fn run<M: Method>(mut method: M, caller: &Oracle, clock: &Run) -> Result<MinimizeSolution, Error> {
    let status = match caller.in_time(clock, iterate(&mut method)).await {
        Some(status) => status?,
        None => {
            method.interrupt();
            MinimizeStatus::TimeLimit
        }
    };
    let second_order = caller.in_time(clock, method.second_order(status)).await;
    Ok(method.solution(status, second_order.unwrap_or(SecondOrder::Unexamined)))
}

/// Iterates to termination. A solution under the scale of a steep start is then improved under its own scale while that
/// makes progress.
async fn iterate(method: &mut impl Method) -> Result<MinimizeStatus, Error> {
    let mut status = method.iterate_from_start().await?;
    while status == MinimizeStatus::Converged && method.renews_scale() {
        status = method.iterate_from_solution().await?;
    }
    Ok(if method.returns_to_kept(status) { MinimizeStatus::Converged } else { status })
}

/// Takes a step, or restores feasibility if there is none. Returns a status if the run must stop.
pub(super) async fn advance(method: &mut impl Method) -> Result<Option<MinimizeStatus>, Error> {
    *method.parts().iterations += 1;
    let step_size = if method.needs_restoration() { None } else { method.step().await? };
    // A failed step of a cancelled run is no property of the problem.
    method.parts().data.run.ensure_wanted()?;
    if let Some(step_size) = step_size {
        return Ok(method.arrive(step_size).await);
    }
    *method.parts().iterations -= 1;
    // An interrupted factorization is no property of the problem either.
    match method.limit_reached()? {
        Some(status) => Ok(Some(status)),
        None => method.restore().await,
    }
}
