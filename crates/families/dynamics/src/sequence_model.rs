//! Linear recurrent networks trained on labeled symbols, and the automata they learned.
//!
//! Source: Grazzi, Siems, Zela, Franke, Hutter, Pontil, Unlocking State-Tracking in Linear RNNs Through Negative
//! Eigenvalues, 2025. Here strengths and factors are projected onto their range, so that ±1 is reached exactly, and an
//! automaton is extracted from the trained network.
//!
//! | module | contents |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `network` | the parameters of a network, its loss and its gradient |
//! | `training` | the training of a network |
//! | `extraction` | the automaton of a trained network |

mod extraction;
mod network;
pub mod problem;
pub mod solution;
mod training;

use crate::automaton::Machine;
use extraction::{Extracted, extract};
use network::Shape;
use problem::{FitSequenceModelProblem, Samples};
use schemars::JsonSchema;
use solution::{
    ExtractedAutomaton, FitSequenceModelProgress, FitSequenceModelSolution, NetworkParameters, SequenceStatus,
};
use superlinear_interface::{Effort, Error, Matrix, Run, Task};
use training::{Trained, train};

/// Trains a linear recurrent network on sequences of symbols with labels, and extracts the finite automaton that it
/// learned. The recurrence `h = A[symbol] h + b[symbol]` has diagonal matrices or products of reflections; with negative
/// eigenvalues it can count modulo 2, and with reflections it can permute. The automaton is right at any length where the
/// network drifts.
///
/// @example
/// ```ts
/// const bit = (k: number, t: number) => Math.floor(0.37 * k * t + 0.71 * t * t) & 1;
/// const sequences = Array.from({ length: 40 }, (_, k) => Array.from({ length: 20 }, (_, t) => bit(k, t)));
/// const labels = sequences.map((own) => own.map((_, t) => own.slice(0, t + 1).reduce((sum, bit) => sum ^ bit, 0)));
/// const { status, automaton } = await fitSequenceModel({ sequences, labels });
/// ```
#[derive(JsonSchema)]
pub struct FitSequenceModel;

/// The accuracy of a network that counts as fitted.
const FITTED: f64 = 0.99;

/// The result of a restart.
struct Attempt {
    trained: Trained,
    machine: Machine,
    /// The state of the machine before the first symbol.
    initial: usize,
    is_closed: bool,
    accuracy: f64,
    automaton_accuracy: f64,
    /// The numbers of labels and of right classes, by the number of symbols up to a label: up to 1, 2, 4, 8 and so on.
    by_length: Vec<[f64; 2]>,
}

impl Task for FitSequenceModel {
    const NAME: &'static str = "dynamics.fitSequenceModel";
    type Problem = FitSequenceModelProblem;
    type Solution = FitSequenceModelSolution;
    type Progress = FitSequenceModelProgress;

    fn solve(problem: FitSequenceModelProblem, run: &Run) -> Result<FitSequenceModelSolution, Error> {
        problem.check()?;
        let samples = Samples::training(&problem)?;
        let validation = Samples::validation(&problem, &samples)?;
        let shape = Shape::of(&problem, &samples);
        run.ensure_memory("maxLength", [problem.batch_size as usize * problem.max_length as usize, 4 * shape.states])?;
        run.ensure_memory("states", [shape.count(), 8])?;
        extraction::ensure_memory(&problem, &shape, run)?;
        let mut best: Option<Attempt> = None;
        let mut steps = 0;
        let mut restarts = 0;
        for restart in 0..problem.restarts {
            let trained = run.share(restart as usize, problem.restarts as usize, || {
                train(&problem, &shape, &samples, restart, run)
            })?;
            steps += trained.steps;
            restarts += 1;
            let attempt = assess(trained, &problem, &samples, validation.as_ref(), run)?;
            let figures = |own: &Attempt| (own.automaton_accuracy, own.accuracy);
            if best.as_ref().is_none_or(|best| figures(&attempt) > figures(best)) {
                best = Some(attempt);
            }
            if best.as_ref().is_some_and(Attempt::is_exact) || run.is_out_of_time()? {
                break;
            }
        }
        let best = best.ok_or_else(|| Error::invalid("restarts", "must be at least 1, got 0"))?;
        solution_of(best, &problem, &samples, [steps, restarts], run)
    }
}

impl Attempt {
    /// Whether the automaton is closed and gives every label.
    fn is_exact(&self) -> bool {
        self.is_closed && self.automaton_accuracy == 1.0
    }
}

/// Measures a network and its automaton on all samples.
fn assess(
    trained: Trained,
    problem: &FitSequenceModelProblem,
    samples: &Samples,
    validation: Option<&Samples>,
    run: &Run,
) -> Result<Attempt, Error> {
    let Extracted { next, outputs, initial, is_closed } = extract(&trained.network, problem, run)?;
    let machine = Machine::of(next, outputs);
    let mut counts = [0.0; 3];
    let mut by_length: Vec<[f64; 2]> = Vec::new();
    for (symbols, labels) in [Some(samples), validation].into_iter().flatten().flat_map(Samples::pairs) {
        let predicted = trained.network.classes_along(symbols, run)?;
        let states = machine.run(initial, symbols);
        for (t, ((&label, &class), &state)) in labels.iter().zip(&predicted).zip(&states).enumerate() {
            if label < 0 {
                continue;
            }
            let is_right = f64::from(u8::from(class == label));
            counts[0] += 1.0;
            counts[1] += is_right;
            counts[2] += f64::from(u8::from(machine.output(state) == label));
            let bin = (t + 1).next_power_of_two().trailing_zeros() as usize;
            by_length.resize(by_length.len().max(bin + 1), [0.0; 2]);
            by_length[bin][0] += 1.0;
            by_length[bin][1] += is_right;
        }
    }
    let [accuracy, automaton_accuracy] = [counts[1] / counts[0], counts[2] / counts[0]];
    Ok(Attempt { trained, machine, initial, is_closed, accuracy, automaton_accuracy, by_length })
}

fn solution_of(
    best: Attempt,
    problem: &FitSequenceModelProblem,
    samples: &Samples,
    [steps, restarts]: [u32; 2],
    run: &Run,
) -> Result<FitSequenceModelSolution, Error> {
    let status = if best.is_exact() {
        SequenceStatus::Converged
    } else if best.accuracy >= FITTED {
        SequenceStatus::Fitted
    } else if run.is_out_of_time()? {
        SequenceStatus::TimeLimit
    } else {
        SequenceStatus::IterationLimit
    };
    let Attempt { trained, machine, initial, is_closed, accuracy, automaton_accuracy, by_length } = best;
    let symbols = samples.symbols;
    let minimal = machine.minimal(initial, &mut Effort::new(&run.unlimited(), "finish an automaton"))?;
    let filled = by_length.iter().enumerate().filter(|(_, [count, _])| *count > 0.0);
    let (lengths, by_length): (Vec<i32>, Vec<f64>) =
        filled.map(|(bin, [count, right])| (1 << bin, right / count)).unzip();
    let parts = trained.network.parts();
    Ok(FitSequenceModelSolution {
        status,
        loss: trained.loss,
        accuracy,
        lengths: lengths.into(),
        accuracy_by_length: by_length.into(),
        automaton_accuracy,
        automaton: ExtractedAutomaton {
            table: Matrix::new(minimal.outputs.len(), symbols, minimal.table.data.to_vec()),
            outputs: minimal.outputs,
            initial_state: minimal.initial_state,
            is_closed,
        },
        parameters: NetworkParameters {
            factors: parts.factors,
            vectors: parts.vectors,
            strengths: parts.strengths,
            offsets: parts.offsets,
            initial: parts.initial.into(),
            readout: Matrix::new(samples.classes, problem.states() as usize, parts.readout),
            biases: parts.biases.into(),
        },
        steps,
        restarts,
    })
}
