//! The start of a run: the first iterate and its multipliers.

use super::Equality;
use super::inexact::Inexact;
use super::progress::Progress;
use crate::inner::inner_solver;
use crate::minimize::data::Data;
use crate::minimize::info::Info;
use crate::minimize::merit::Merit;
use crate::minimize::newton::Newton;
use crate::minimize::program::Program;
use crate::minimize::restoration::Steepest;
use superlinear_interface::{Error, Oracle, Run};

impl Equality {
    /// Evaluates functions and first derivatives at the start. Multipliers that the caller does not give are the
    /// least-squares multipliers, or zeros if those are too large to be trusted.
    pub async fn start(program: Program, oracle: Oracle, run: Run) -> Result<Self, Error> {
        let Program { problem, own_solver, is_hessian_sampled, first_constraint_penalty } = program;
        let (data, current) = Data::start(problem, is_hessian_sampled, 0.0, oracle, run).await?;
        let order = data.form.len();
        let mut merit = Merit::of(&data.problem);
        if let Some(penalty) = first_constraint_penalty {
            merit.constraint_penalty = penalty;
        }
        let mut method = Self {
            newton: Newton::by(own_solver.unwrap_or_else(|| inner_solver(order, &data.run))),
            inexact: Inexact::new(&data.problem, &data.run),
            recorded_counts: None,
            merit,
            progress: Progress::new(&current),
            steepest: Steepest::default(),
            previous: current.x.clone(),
            info: Info::default(),
            data,
            current,
        };
        if method.data.problem.initial_multipliers.is_none()
            && let Some(multipliers) = method.estimated_multipliers()
        {
            method.set_multipliers(multipliers);
            method.progress = Progress::new(&method.current);
        }
        Ok(method)
    }

    /// Evaluates the Hessian at the start, if a step is needed.
    pub(super) async fn complete_start(&mut self) -> Result<(), Error> {
        if !self.is_solved() {
            self.current.hessian = Some(self.data.start_hessian(&self.current).await?);
        }
        Ok(())
    }
}
