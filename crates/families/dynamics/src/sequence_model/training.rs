//! The training of a network: Adam on prefixes of random sequences, with projections.

use super::network::{Batch, Network, Shape};
use super::problem::{FitSequenceModelProblem, Samples};
use super::solution::FitSequenceModelProgress;
use superlinear_interface::{Advance, Error, Run, defect};
use superlinear_machine::rules::{Adam, Constants, Evaluation, Rule};
use superlinear_numerics::random::Stream;

/// A trained network.
pub(super) struct Trained {
    pub network: Network,
    /// The loss of the last step.
    pub loss: f64,
    pub steps: u32,
}

/// The constants of Adam.
const ADAM: Constants = Constants { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0.0 };

/// The largest norm of a gradient.
const MAX_NORM: f64 = 1.0;

/// The number of successive batches without an error, and the loss, at which training ends.
const PERFECT_BATCHES: u32 = 100;
const PERFECT_LOSS: f64 = 1e-3;

/// Trains a network from the start with a number.
pub(super) fn train(
    problem: &FitSequenceModelProblem,
    shape: &Shape,
    samples: &Samples,
    restart: u32,
    run: &Run,
) -> Result<Trained, Error> {
    let mut stream = Stream::new(run.seed(), u64::from(restart));
    let mut network = Network { shape: *shape, parameters: shape.start(&mut stream) };
    shape.project(&mut network.parameters, 0.0);
    let mut rule = Adam::new(ADAM, shape.count());
    let (mut perfect, mut last, mut step) = (0, None, 0);
    while step < problem.steps && perfect < PERFECT_BATCHES {
        // The first step is due even after the time limit: a solution has a loss.
        if step > 0 && run.is_out_of_time()? {
            break;
        }
        let batch = draw(problem, samples, &mut stream);
        let Some(mut loss) = network.loss(&batch, run)? else { break };
        last = Some(loss.value);
        perfect = if loss.wrong == 0 && loss.value < PERFECT_LOSS { perfect + 1 } else { 0 };
        let norm = loss.gradient.iter().map(|value| value * value).sum::<f64>().sqrt();
        if norm > MAX_NORM {
            loss.gradient.iter_mut().for_each(|value| *value *= MAX_NORM / norm);
        }
        let share = f64::from(step) / f64::from(problem.steps);
        let rate = 0.5 * problem.learning_rate * (1.0 + (std::f64::consts::PI * share).cos());
        let from = network.parameters.clone();
        let evaluation = Evaluation { rate, value: loss.value, gradient: &loss.gradient, map: &() };
        rule.step(&evaluation, &from, &mut network.parameters);
        shape.project(&mut network.parameters, rate * problem.offset_penalty);
        step += 1;
        let record = FitSequenceModelProgress { steps: step, loss: loss.value };
        run.progress(Advance::count(step, problem.steps), move || record);
    }
    // At the start, matrices have norms of at most 1, and offsets are small.
    let loss = last.unwrap_or_else(|| defect("the loss of the first training step overflows"));
    Ok(Trained { network, loss, steps: step })
}

/// Draws prefixes of random sequences, filled up to the longest one.
fn draw(problem: &FitSequenceModelProblem, samples: &Samples, stream: &mut Stream) -> Batch {
    let prefixes: Vec<(&[i32], &[i32])> = (0..problem.batch_size)
        .map(|_| {
            let (symbols, labels) = samples.pair(stream.below(samples.count() as u32) as usize);
            let length = 1 + stream.below(symbols.len().min(problem.max_length as usize) as u32) as usize;
            (&symbols[..length], &labels[..length])
        })
        .collect();
    let longest = prefixes.iter().map(|(symbols, _)| symbols.len()).max().unwrap_or(1);
    let filled = |list: &[i32], rest: i32| {
        let missing = longest - list.len();
        list.iter().copied().chain(std::iter::repeat_n(rest, missing)).collect::<Vec<_>>()
    };
    Batch {
        tokens: prefixes.iter().flat_map(|(symbols, _)| filled(symbols, 0)).collect(),
        labels: prefixes.iter().flat_map(|(_, labels)| filled(labels, -1)).collect(),
        sequences: prefixes.len(),
    }
}
