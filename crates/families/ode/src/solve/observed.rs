//! Values of a function of the states, with their derivatives.

use super::expressions::SolveExpressionsProblem;
use super::sensitive::Sensitive;
use super::solution::SolveSolution;
use superlinear_expression::timed::STATE;
use superlinear_expression::{Named, TimedFunction, TimedParts};
use superlinear_interface::{Error, Matrix, Run};

/// A compiled function of time, state and parameters.
#[derive(Clone)]
pub(super) struct Observed {
    function: TimedFunction,
    unknowns: usize,
}

impl Observed {
    /// The function `observe` of a problem, if it has one.
    pub fn new(
        problem: &SolveExpressionsProblem,
        parameters: &Named,
        (unknowns, sensitive): (usize, &Sensitive),
        run: &Run,
    ) -> Result<Option<Self>, Error> {
        let Some(function) = &problem.observe else { return Ok(None) };
        let parts = TimedParts { path: "observe", function, state: STATE, unknowns, outputs: None, parameters, run };
        let mut function = TimedFunction::new(&parts)?;
        if !sensitive.is_empty() {
            function.differentiate(false, &sensitive.parameters(), run)?;
        }
        Ok(Some(Self { function, unknowns }))
    }

    /// Whether the function has this parameter.
    pub fn has(&self, name: &str) -> bool {
        self.function.has(name)
    }

    /// Adds the values at all states to a solution, and their derivatives by all that the states have derivatives by.
    pub fn add_to(&mut self, solution: &mut SolveSolution, sensitive: &Sensitive, run: &Run) -> Result<(), Error> {
        let (rows, outputs) = (solution.times.len(), self.function.outputs());
        run.ensure_memory("times", [rows, outputs, 1 + sensitive.columns()])?;
        let states = solution.times.iter().zip(solution.states.data.chunks(self.unknowns));
        let mut values = vec![0.0; rows * outputs];
        for ((&t, y), value) in states.clone().zip(values.chunks_mut(outputs)) {
            run.cancellation().ensure_wanted()?;
            self.function.write(t, y, value);
        }
        solution.observed = Some(Matrix::new(rows, outputs, values));
        let Some(sensitivities) = &solution.sensitivities else { return Ok(()) };
        let by: Vec<_> = sensitive
            .all()
            .into_iter()
            .map(|(name, count)| (name, count, sensitive.is_parameter(name), &sensitivities[name].data))
            .collect();
        let mut all: Vec<Vec<f64>> = by.iter().map(|_| Vec::new()).collect();
        let mut slopes = vec![0.0; outputs * (self.unknowns + sensitive.parameter_count())];
        for (row, (&t, y)) in states.enumerate() {
            run.cancellation().ensure_wanted()?;
            self.function.dense_derivatives(t, y, &mut slopes);
            let mut first = self.unknowns;
            for (&(_, count, is_parameter, data), to) in by.iter().zip(&mut all) {
                let of_state = &data[row * self.unknowns * count..][..self.unknowns * count];
                for slopes in slopes.chunks(slopes.len() / outputs) {
                    to.extend((0..count).map(|k| {
                        let along = of_state[k..].iter().step_by(count).zip(slopes);
                        let through_state: f64 = along.map(|(change, slope)| change * slope).sum();
                        through_state + if is_parameter { slopes[first + k] } else { 0.0 }
                    }));
                }
                first += count;
            }
        }
        let mut named = Named::default();
        for (&(name, count, ..), data) in by.iter().zip(all) {
            named.insert(name.to_owned(), Matrix::new(rows, outputs * count, data));
        }
        solution.observed_sensitivities = Some(named);
        Ok(())
    }
}
