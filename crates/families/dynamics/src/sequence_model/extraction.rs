//! The automaton of a trained network: states of the network are one state if all short words give equal labels.

use super::network::{Network, Shape};
use super::problem::FitSequenceModelProblem;
use crate::affine_scan::steps::Steps;
use std::collections::BTreeMap;
use superlinear_interface::{Error, Run};

/// An automaton, not yet the smallest one.
pub(super) struct Extracted {
    /// The next state, by state and symbol.
    pub next: Vec<usize>,
    pub outputs: Vec<i32>,
    pub initial: usize,
    /// Whether the search ended below the largest number of states and within the time limit.
    pub is_closed: bool,
}

/// The largest number of words of a signature.
const MAX_WORDS: usize = 4096;

/// The operations between two looks at the clock.
const OPERATIONS_PER_POLL: usize = 1 << 18;

/// The states of a network that are found, by signature.
struct Search<'a> {
    network: &'a Network,
    steps: &'a Steps<'a>,
    run: &'a Run,
    length: u32,
    states: Vec<Vec<f64>>,
    known: BTreeMap<Vec<i32>, usize>,
    /// The operations since the last look at the clock.
    operations: usize,
}

impl Search<'_> {
    /// Counts the operations of a step. Returns whether time is up.
    fn is_late(&mut self) -> Result<bool, Error> {
        self.operations += self.network.shape.operations();
        if self.operations < OPERATIONS_PER_POLL {
            return Ok(false);
        }
        self.operations = 0;
        self.run.is_out_of_time()
    }

    /// The labels of a state and after all words of at most the length, shorter words first; `None` once time is up.
    fn signature(&mut self, state: &[f64]) -> Result<Option<Vec<i32>>, Error> {
        let symbols = self.network.shape.symbols;
        let mut labels = vec![self.network.class_of(state)];
        let mut level = vec![state.to_vec()];
        for _ in 0..self.length {
            if labels.len() + level.len() * symbols > MAX_WORDS {
                break;
            }
            let mut next = Vec::with_capacity(level.len() * symbols);
            for own in &level {
                for symbol in 0..symbols {
                    if self.is_late()? {
                        return Ok(None);
                    }
                    let after = successor(self.steps, own, symbol);
                    labels.push(self.network.class_of(&after));
                    next.push(after);
                }
            }
            level = next;
        }
        Ok(Some(labels))
    }

    /// The number of a state, a new one if it is not known; `None` once time is up.
    fn number(&mut self, state: Vec<f64>) -> Result<Option<usize>, Error> {
        let Some(signature) = self.signature(&state)? else { return Ok(None) };
        let new = self.states.len();
        let number = *self.known.entry(signature).or_insert(new);
        if number == new {
            self.states.push(state);
        }
        Ok(Some(number))
    }

    /// The next states of a state, by symbol; fewer once time is up.
    fn explore(&mut self, state: usize) -> Result<Vec<usize>, Error> {
        let mut next = Vec::new();
        for symbol in 0..self.network.shape.symbols {
            let after = successor(self.steps, &self.states[state], symbol);
            match self.number(after)? {
                Some(number) => next.push(number),
                None => break,
            }
        }
        Ok(next)
    }

    /// A state with the labels of the initial one after all words but the empty one: the label before the first symbol
    /// has no meaning.
    fn initial(&self) -> usize {
        let first =
            self.known.iter().find(|(_, number)| **number == 0).map_or(&[][..], |(signature, _)| &signature[1..]);
        let equal = self.known.iter().filter(|(signature, number)| **number > 0 && signature[1..] == *first);
        equal.map(|(_, &number)| number).min().unwrap_or(0)
    }
}

fn successor(steps: &Steps, state: &[f64], symbol: usize) -> Vec<f64> {
    let mut next = state.to_vec();
    steps.step(symbol, &mut next);
    next
}

/// The largest number of words of a signature of a length.
fn words(symbols: usize, length: u32) -> usize {
    let (mut words, mut level) = (1, 1_usize);
    for _ in 0..length {
        level = level.saturating_mul(symbols);
        if level > MAX_WORDS - words {
            break;
        }
        words += level;
    }
    words
}

/// Refuses automata beyond the memory limit: states, signatures and the table.
pub(super) fn ensure_memory(problem: &FitSequenceModelProblem, shape: &Shape, run: &Run) -> Result<(), Error> {
    let states = problem.max_states as usize + shape.symbols;
    let words = words(shape.symbols, problem.signature_length);
    run.ensure_memory("maxStates", [states, shape.states + words.div_ceil(2) + shape.symbols])
}

/// Searches breadth-first from the initial state.
pub(super) fn extract(network: &Network, problem: &FitSequenceModelProblem, run: &Run) -> Result<Extracted, Error> {
    let max = problem.max_states as usize;
    let tables = network.tables();
    let mut search = Search {
        network,
        steps: &Steps::new(&tables)?,
        run,
        length: problem.signature_length,
        states: Vec::new(),
        known: BTreeMap::new(),
        operations: 0,
    };
    let symbols = network.shape.symbols;
    let mut next = Vec::new();
    let mut explored = 0;
    let mut is_closed = search.number(network.initial())?.is_some();
    while is_closed && explored < search.states.len() {
        if search.states.len() > max || run.is_out_of_time()? {
            is_closed = false;
            break;
        }
        next.extend(search.explore(explored)?);
        explored += 1;
        is_closed = next.len() == explored * symbols;
    }
    let mut outputs = vec![network.class_of(&network.initial())];
    outputs.resize(search.states.len().max(1), 0);
    search.known.iter().for_each(|(signature, &number)| outputs[number] = signature[0]);
    // States that were not explored lead to the first one.
    next.resize(outputs.len() * symbols, 0);
    Ok(Extracted { next, outputs, initial: search.initial(), is_closed })
}
