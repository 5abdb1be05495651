//! The triangular factor of the weighted normal equations, its state, and the limit of forgetting in directions without
//! new information.

use super::problem::{RecursiveLeastSquaresProblem, RecursiveLeastSquaresState};
use super::stream::Stream;
use super::{MIN_DIAGONAL, MIN_RIDGE};
use crate::series::MAX_VALUE;
use superlinear_interface::{Error, Matrix, Run, check};
use superlinear_numerics::rotated_equations::{Forgetting, RotatedEquations};

/// The default of `ridge`.
const RIDGE: f64 = 1e-3;

/// The equations of the coefficients.
pub(super) struct Factor {
    equations: RotatedEquations,
    inputs: usize,
    outputs: usize,
    ridge: f64,
    /// The square root of the forgetting factor.
    decay: f64,
    windups: u32,
}

impl Factor {
    /// The factor of the ridge alone, or that of a state.
    pub fn new(problem: &RecursiveLeastSquaresProblem, stream: &Stream, run: &Run) -> Result<Self, Error> {
        let (inputs, outputs) = (stream.inputs(), stream.outputs());
        run.ensure_memory(stream.path(), [inputs, 2 * (inputs + outputs)])?;
        let ridge = problem.ridge.unwrap_or(RIDGE);
        let equations = RotatedEquations::new(inputs, outputs, ridge.sqrt());
        let mut factor = Self { equations, inputs, outputs, ridge, decay: problem.forgetting.sqrt(), windups: 0 };
        if let Some(state) = &problem.state {
            if problem.ridge.is_some() {
                return Err(Error::invalid("ridge", "must be absent where state is given"));
            }
            factor.continue_from(state)?;
        }
        Ok(factor)
    }

    fn continue_from(&mut self, state: &RecursiveLeastSquaresState) -> Result<(), Error> {
        let (inputs, width) = (self.inputs, self.inputs + self.outputs);
        check::number("state.ridge", state.ridge, MIN_RIDGE..=MAX_VALUE)?;
        check::shape("state.factor", &state.factor, inputs, inputs)?;
        check::shape("state.targets", &state.targets, inputs, self.outputs)?;
        check::matrix("state.factor", &state.factor, check::FINITE)?;
        check::matrix("state.targets", &state.targets, check::FINITE)?;
        self.ridge = state.ridge;
        self.windups = state.windups;
        let floor = self.floor() * (1.0 - 1e-12);
        for i in 0..inputs {
            let (row, diagonal) = (state.factor.row(i), state.factor.row(i)[i]);
            if let Some(j) = row[..i].iter().position(|&entry| entry != 0.0) {
                let path = format!("state.factor.data[{}]", i * inputs + j);
                return Err(Error::invalid(path, "must be 0 below the diagonal"));
            }
            check::number(&format!("state.factor.data[{}]", i * inputs + i), diagonal, floor..)?;
            let equation = &mut self.equations.numbers_mut()[i * width..(i + 1) * width];
            equation[..inputs].copy_from_slice(row);
            equation[inputs..].copy_from_slice(state.targets.row(i));
        }
        Ok(())
    }

    /// The smallest diagonal entry.
    fn floor(&self) -> f64 {
        MIN_DIAGONAL * self.ridge.sqrt()
    }

    /// Appends the prediction of the outputs of a row from its inputs.
    pub fn predict(&mut self, row: &[f64], predictions: &mut Vec<f64>) {
        self.equations.predict(&row[..self.inputs], predictions);
    }

    /// Forgets a little and adds a row, of which only the part that no coefficients explain is left.
    pub fn update(&mut self, row: &mut [f64]) {
        let forgetting = Forgetting { decay: self.decay, floor: self.floor() };
        self.windups = self.windups.saturating_add(u32::from(self.equations.add(row, forgetting)));
    }

    /// The number of rows in which forgetting was limited.
    pub fn windups(&self) -> u32 {
        self.windups
    }

    /// The coefficients, output by output.
    pub fn coefficients(&self) -> Vec<f64> {
        self.equations.coefficients()
    }

    /// The state, without the last rows of a series.
    pub fn into_state(self) -> RecursiveLeastSquaresState {
        let (inputs, width) = (self.inputs, self.inputs + self.outputs);
        let part = |columns: std::ops::Range<usize>| {
            let count = columns.len();
            let rows =
                self.equations.numbers().chunks_exact(width).flat_map(|row| row[columns.clone()].iter().copied());
            Matrix::new(inputs, count, rows.collect())
        };
        RecursiveLeastSquaresState {
            factor: part(0..inputs),
            targets: part(inputs..width),
            ridge: self.ridge,
            windups: self.windups,
            recent: Matrix::default(),
        }
    }
}
