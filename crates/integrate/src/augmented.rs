//! The equations together with those of the sensitivities, `S' = J S + ∂f/∂p`. A state holds the unknowns, then a vector of
//! sensitivities for each parameter, then one for each entry of the initial state, if they are asked for.

use crate::past::Past;
use crate::system::System;
use superlinear_interface::Error;
use superlinear_numerics::pattern::Pattern;

/// A system with its sensitivities, and the count of evaluations.
pub(crate) struct Augmented<'a, S> {
    pub system: &'a mut S,
    /// The number of unknowns, and of parameters with sensitivities.
    pub unknowns: usize,
    pub parameters: usize,
    /// The number of vectors of sensitivities, those to the initial state included.
    pub columns: usize,
    /// The pattern of the Jacobian, once it is needed.
    pattern: Option<Pattern>,
    entries: Vec<f64>,
    /// The past, if the system has delays.
    pub past: Option<Past>,
    pub evaluations: u32,
    pub jacobians: u32,
}

impl<'a, S: System> Augmented<'a, S> {
    pub fn new(system: &'a mut S) -> Self {
        let (unknowns, parameters) = (system.unknowns(), system.parameters());
        let columns = parameters + if system.has_initial_sensitivities() { unknowns } else { 0 };
        Self {
            system,
            unknowns,
            parameters,
            columns,
            pattern: None,
            entries: Vec::new(),
            past: None,
            evaluations: 0,
            jacobians: 0,
        }
    }

    /// The length of a state.
    pub fn size(&self) -> usize {
        self.unknowns * (1 + self.columns)
    }

    /// The initial value of a state with these unknowns and its sensitivities.
    pub fn initial(&self, unknowns: &[f64]) -> Vec<f64> {
        let n = self.unknowns;
        let mut state = vec![0.0; self.size()];
        state[..n].copy_from_slice(unknowns);
        for (i, column) in state[n * (1 + self.parameters)..].chunks_mut(n).enumerate() {
            column[i] = 1.0;
        }
        state
    }

    /// The derivative of the unknowns alone.
    pub async fn field(&mut self, t: f64, y: &[f64], value: &mut [f64]) -> Result<(), Error> {
        self.evaluations += 1;
        let (mut y, value) = (&y[..self.unknowns], &mut value[..self.unknowns]);
        if let Some(past) = &mut self.past {
            y = past.states(self.system, t, y).await?;
        }
        self.system.value(t, y, value).await
    }

    /// The derivative of a state.
    pub async fn value(&mut self, t: f64, y: &[f64], value: &mut [f64]) -> Result<(), Error> {
        self.field(t, y, value).await?;
        if self.columns > 0 {
            let mut entries = std::mem::take(&mut self.entries);
            self.jacobian(t, y, &mut entries).await?;
            self.slopes(&entries, y, value)?;
            self.entries = entries;
        }
        Ok(())
    }

    /// The pattern of the Jacobian.
    pub fn pattern(&mut self) -> Result<&Pattern, Error> {
        let pattern = match self.pattern.take() {
            Some(pattern) => pattern,
            None => self.system.pattern()?,
        };
        Ok(self.pattern.insert(pattern))
    }

    /// Writes the entries of the Jacobian.
    pub async fn jacobian(&mut self, t: f64, y: &[f64], entries: &mut Vec<f64>) -> Result<(), Error> {
        let count = self.pattern()?.entries.len();
        entries.resize(count, 0.0);
        self.jacobians += 1;
        self.system.jacobian(t, &y[..self.unknowns], entries).await
    }

    /// Writes the derivatives of the sensitivities of the state `y`, with these entries of the Jacobian.
    pub fn slopes(&mut self, entries: &[f64], y: &[f64], value: &mut [f64]) -> Result<(), Error> {
        let n = self.unknowns;
        let (sensitivities, slopes) = (&y[n..], &mut value[n..]);
        slopes.fill(0.0);
        for (&(i, j), entry) in self.pattern()?.entries.iter().zip(entries) {
            if j >= n {
                slopes[(j - n) * n + i] += entry;
                continue;
            }
            for (column, slope) in sensitivities.chunks(n).zip(slopes.chunks_mut(n)) {
                slope[i] += entry * column[j];
            }
        }
        Ok(())
    }
}
