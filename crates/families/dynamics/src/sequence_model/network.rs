//! The parameters of a network in one vector, its loss and its gradient.

use super::problem::{EigenvalueRange, FitSequenceModelProblem, Parametrization, Samples, Transition};
use crate::affine_scan::passes::Sequences;
use crate::affine_scan::problem::{AffineScanProblem, ScanKind, ScanOutput};
use crate::affine_scan::steps::Steps;
use std::ops::Range;
use superlinear_interface::{Error, Matrix, Run, Vector};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::argmax;

/// The sizes of a network, and the form of its parameters.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    transition: Transition,
    range: EigenvalueRange,
    parametrization: Parametrization,
    pub states: usize,
    reflections: usize,
    pub symbols: usize,
    pub classes: usize,
}

impl Shape {
    pub fn of(problem: &FitSequenceModelProblem, samples: &Samples) -> Self {
        Self {
            transition: problem.transition,
            range: problem.range,
            parametrization: problem.parametrization,
            states: problem.states() as usize,
            reflections: problem.reflections as usize,
            symbols: samples.symbols,
            classes: samples.classes,
        }
    }

    fn is_diagonal(&self) -> bool {
        self.transition == Transition::Diagonal
    }

    /// The factors or strengths.
    fn gains(&self) -> Range<usize> {
        0..self.symbols * if self.is_diagonal() { self.states } else { self.reflections }
    }

    /// The directions of reflections.
    fn directions(&self) -> Range<usize> {
        let start = self.gains().end;
        start..start + if self.is_diagonal() { 0 } else { self.symbols * self.reflections * self.states }
    }

    fn offsets(&self) -> Range<usize> {
        let start = self.directions().end;
        start..start + self.symbols * self.states
    }

    fn initial(&self) -> Range<usize> {
        let start = self.offsets().end;
        start..start + self.states
    }

    fn readout(&self) -> Range<usize> {
        let start = self.initial().end;
        start..start + self.classes * self.states
    }

    fn biases(&self) -> Range<usize> {
        let start = self.readout().end;
        start..start + self.classes
    }

    /// The number of parameters.
    pub fn count(&self) -> usize {
        self.biases().end
    }

    /// The operations of a step and of its class, roughly.
    pub fn operations(&self) -> usize {
        self.states * (2 * self.reflections + self.classes)
    }

    /// The range of factors or strengths.
    fn bounds(&self) -> (f64, f64) {
        match (self.is_diagonal(), self.range) {
            (true, EigenvalueRange::Negative) => (-1.0, 1.0),
            (false, EigenvalueRange::Negative) => (0.0, 2.0),
            (_, EigenvalueRange::Positive) => (0.0, 1.0),
        }
    }

    /// Random parameters.
    pub fn start(&self, stream: &mut Stream) -> Vec<f64> {
        let mut parameters = vec![0.0; self.count()];
        let (lower, upper) = self.bounds();
        for value in &mut parameters[self.gains()] {
            let share = stream.uniform();
            *value = match self.parametrization {
                Parametrization::Projected => lower + (upper - lower) * share,
                Parametrization::Sigmoid => (share.max(1e-6) / (1.0 - share).max(1e-6)).ln(),
            };
        }
        let offset = if self.is_diagonal() { 0.3 } else { 0.1 };
        let readout = 1.0 / (self.states as f64).sqrt();
        for (range, scale) in
            [(self.directions(), 1.0), (self.offsets(), offset), (self.initial(), 0.5), (self.readout(), readout)]
        {
            parameters[range].iter_mut().for_each(|value| *value = scale * stream.normal());
        }
        parameters
    }

    /// Projects factors or strengths onto their range, and shrinks the offsets by a threshold.
    pub fn project(&self, parameters: &mut [f64], threshold: f64) {
        let (lower, upper) = self.bounds();
        if self.parametrization == Parametrization::Projected {
            parameters[self.gains()].iter_mut().for_each(|value| *value = value.clamp(lower, upper));
        }
        for value in &mut parameters[self.offsets()] {
            *value = (value.abs() - threshold).max(0.0).copysign(*value);
        }
    }

    /// The factors or strengths of parameters, and their derivatives.
    fn gains_of(&self, parameters: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let (lower, upper) = self.bounds();
        let of = |&value: &f64| match self.parametrization {
            Parametrization::Projected => (value, 1.0),
            Parametrization::Sigmoid => {
                let share = 1.0 / (1.0 + (-value).exp());
                (lower + (upper - lower) * share, (upper - lower) * share * (1.0 - share))
            }
        };
        parameters[self.gains()].iter().map(of).unzip()
    }
}

/// A network: a shape and parameters.
#[derive(Clone)]
pub(super) struct Network {
    pub shape: Shape,
    pub parameters: Vec<f64>,
}

/// The parameters in the forms of the solution.
pub(super) struct Parts {
    pub factors: Option<Matrix>,
    pub vectors: Option<Matrix>,
    pub strengths: Option<Matrix>,
    pub offsets: Matrix,
    pub initial: Vec<f64>,
    pub readout: Vec<f64>,
    pub biases: Vec<f64>,
}

/// Sequences of equal length in one list; shorter ones are filled up with symbols without a label.
pub(super) struct Batch {
    pub tokens: Vec<i32>,
    pub labels: Vec<i32>,
    pub sequences: usize,
}

/// The loss of a batch, with its gradient and the number of wrong classes.
pub(super) struct Loss {
    pub value: f64,
    pub gradient: Vec<f64>,
    pub wrong: usize,
}

impl Network {
    pub fn parts(&self) -> Parts {
        let (shape, parameters) = (&self.shape, &self.parameters);
        let (gains, _) = shape.gains_of(parameters);
        let matrix = |rows: usize, columns: usize, data: &[f64]| Matrix::new(rows, columns, data.to_vec());
        let (symbols, states, reflections) = (shape.symbols, shape.states, shape.reflections);
        let is_diagonal = shape.is_diagonal();
        Parts {
            factors: is_diagonal.then(|| matrix(symbols, states, &gains)),
            vectors: (!is_diagonal).then(|| matrix(symbols * reflections, states, &parameters[shape.directions()])),
            strengths: (!is_diagonal).then(|| matrix(symbols, reflections, &gains)),
            offsets: matrix(symbols, states, &parameters[shape.offsets()]),
            initial: parameters[shape.initial()].to_vec(),
            readout: parameters[shape.readout()].to_vec(),
            biases: parameters[shape.biases()].to_vec(),
        }
    }

    /// The recurrence of the network along tokens.
    fn scan(&self, parts: Parts, tokens: &[i32], sequences: usize) -> AffineScanProblem {
        let initial: Vec<f64> = (0..sequences).flat_map(|_| parts.initial.iter().copied()).collect();
        AffineScanProblem {
            kind: if self.shape.is_diagonal() { ScanKind::Diagonal } else { ScanKind::Householder },
            factors: parts.factors,
            vectors: parts.vectors,
            strengths: parts.strengths,
            left: None,
            right: None,
            terms: 1,
            offsets: Some(parts.offsets),
            initial: Some(Matrix::new(sequences, self.shape.states, initial)),
            tokens: Some(Vector::from(tokens.to_vec())),
            batch: sequences as u32,
            adjoint: None,
            output: ScanOutput::States,
        }
    }

    /// Writes the logits of a state.
    fn write_logits(&self, state: &[f64], logits: &mut [f64]) {
        let shape = &self.shape;
        logits.copy_from_slice(&self.parameters[shape.biases()]);
        for (logit, weights) in logits.iter_mut().zip(self.parameters[shape.readout()].chunks_exact(shape.states)) {
            *logit += weights.iter().zip(state).map(|(weight, value)| weight * value).sum::<f64>();
        }
    }

    /// The class with the largest logit, the first of equal ones.
    pub fn class_of(&self, state: &[f64]) -> i32 {
        let mut logits = vec![0.0; self.shape.classes];
        self.write_logits(state, &mut logits);
        argmax(&logits) as i32
    }

    /// The classes after each symbol of a sequence.
    pub fn classes_along(&self, symbols: &[i32], run: &Run) -> Result<Vec<i32>, Error> {
        let problem = self.scan(self.parts(), symbols, 1);
        let steps = Steps::new(&problem)?;
        // The last figures are due even after the time limit.
        let unlimited = run.unlimited();
        let found = Sequences::new(&problem, &steps)?.states(&steps, Parallelism::sequential(), unlimited.watch())?;
        Ok(found.values.chunks_exact(self.shape.states).map(|state| self.class_of(state)).collect())
    }

    /// The initial state.
    pub fn initial(&self) -> Vec<f64> {
        self.parameters[self.shape.initial()].to_vec()
    }

    /// The matrices and offsets by symbol, for [`Steps`].
    pub fn tables(&self) -> AffineScanProblem {
        self.scan(self.parts(), &[], 1)
    }

    /// The mean cross-entropy of the labels of a batch; `None` if the run must end, or numbers overflow.
    pub fn loss(&self, batch: &Batch, run: &Run) -> Result<Option<Loss>, Error> {
        let shape = &self.shape;
        let mut problem = self.scan(self.parts(), &batch.tokens, batch.sequences);
        let unlimited = run.unlimited();
        let (states, loss, adjoint) = {
            let steps = Steps::new(&problem)?;
            let sequences = Sequences::new(&problem, &steps)?;
            let states = sequences.states(&steps, Parallelism::sequential(), unlimited.watch())?;
            if states.overflow.is_some() {
                return Ok(None);
            }
            let (loss, adjoint) = self.cross_entropy(batch, &states.values);
            (states.values, loss, adjoint)
        };
        problem.adjoint = Some(Matrix::new(batch.tokens.len(), shape.states, adjoint));
        let steps = Steps::new(&problem)?;
        let sequences = Sequences::new(&problem, &steps)?;
        let Some(adjoint) = &problem.adjoint else { return Ok(None) };
        let Some(found) = sequences.gradients(&steps, &states, adjoint, &unlimited)? else { return Ok(None) };
        let mut loss = loss;
        let (_, slopes) = shape.gains_of(&self.parameters);
        let gains = if shape.is_diagonal() { &found.data } else { &found.strengths };
        for ((own, value), slope) in loss.gradient[shape.gains()].iter_mut().zip(gains).zip(&slopes) {
            *own = value * slope;
        }
        if !shape.is_diagonal() {
            loss.gradient[shape.directions()].copy_from_slice(&found.data);
        }
        loss.gradient[shape.offsets()].copy_from_slice(&found.offsets);
        for row in found.initial.chunks_exact(shape.states) {
            loss.gradient[shape.initial()].iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        let is_finite = loss.value.is_finite() && loss.gradient.iter().all(|value| value.is_finite());
        Ok(is_finite.then_some(loss))
    }

    /// The loss with its gradient by the readout, and its derivatives by all states.
    fn cross_entropy(&self, batch: &Batch, states: &[f64]) -> (Loss, Vec<f64>) {
        let shape = &self.shape;
        let count = batch.labels.iter().filter(|&&label| label >= 0).count().max(1) as f64;
        let mut loss = Loss { value: 0.0, gradient: vec![0.0; shape.count()], wrong: 0 };
        let mut adjoint = vec![0.0; states.len()];
        let mut logits = vec![0.0; shape.classes];
        for ((&label, state), own) in
            batch.labels.iter().zip(states.chunks_exact(shape.states)).zip(adjoint.chunks_exact_mut(shape.states))
        {
            if label < 0 {
                continue;
            }
            self.write_logits(state, &mut logits);
            let class = label as usize;
            let top = argmax(&logits);
            loss.wrong += usize::from(top != class);
            let most = logits[top];
            let mass: f64 = logits.iter().map(|logit| (logit - most).exp()).sum();
            loss.value += (most + mass.ln() - logits[class]) / count;
            for (k, logit) in logits.iter().enumerate() {
                let slope = ((logit - most).exp() / mass - f64::from(u8::from(k == class))) / count;
                loss.gradient[shape.biases().start + k] += slope;
                let weights = shape.readout().start + k * shape.states;
                for j in 0..shape.states {
                    loss.gradient[weights + j] += slope * state[j];
                    own[j] += slope * self.parameters[weights + j];
                }
            }
        }
        (loss, adjoint)
    }
}
