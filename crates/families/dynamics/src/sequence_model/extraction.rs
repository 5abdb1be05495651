//! The automaton of a trained network: states of the network are one state if all short words give equal labels.

use super::network::Network;
use super::problem::FitSequenceModelProblem;
use std::collections::BTreeMap;
use superlinear_interface::{Error, Run};

/// An automaton, not yet the smallest one.
pub(super) struct Extracted {
    /// The next state, by state and symbol.
    pub next: Vec<usize>,
    pub outputs: Vec<i32>,
    pub initial: usize,
    /// Whether the search ended below the largest number of states.
    pub is_closed: bool,
}

/// The largest number of words of a signature.
const MAX_WORDS: usize = 4096;

/// The states of a network that are found, by signature.
struct Search<'a> {
    network: &'a Network,
    length: u32,
    states: Vec<Vec<f64>>,
    signatures: Vec<Vec<i32>>,
    known: BTreeMap<Vec<i32>, usize>,
}

impl Search<'_> {
    /// The labels of a state and after all words of at most the length, shorter words first.
    fn signature(&self, state: &[f64]) -> Result<Vec<i32>, Error> {
        let mut labels = vec![self.network.class_of(state)];
        let mut level = vec![state.to_vec()];
        for _ in 0..self.length {
            if labels.len() + level.len() * self.network.shape.symbols > MAX_WORDS {
                break;
            }
            let mut next = Vec::new();
            for own in &level {
                next.extend(self.network.successors(own)?);
            }
            labels.extend(next.iter().map(|own| self.network.class_of(own)));
            level = next;
        }
        Ok(labels)
    }

    /// The number of a state, a new one if it is not known.
    fn number(&mut self, state: Vec<f64>) -> Result<usize, Error> {
        let signature = self.signature(&state)?;
        if let Some(&known) = self.known.get(&signature) {
            return Ok(known);
        }
        let new = self.states.len();
        self.known.insert(signature.clone(), new);
        self.signatures.push(signature);
        self.states.push(state);
        Ok(new)
    }
}

/// Searches breadth-first from the initial state.
pub(super) fn extract(network: &Network, problem: &FitSequenceModelProblem, run: &Run) -> Result<Extracted, Error> {
    let max = problem.max_states as usize;
    let mut search = Search {
        network,
        length: problem.signature_length,
        states: Vec::new(),
        signatures: Vec::new(),
        known: BTreeMap::new(),
    };
    search.number(network.initial())?;
    let mut next = Vec::new();
    let mut explored = 0;
    let mut is_closed = true;
    while explored < search.states.len() {
        run.cancellation().ensure_wanted()?;
        if search.states.len() > max {
            is_closed = false;
            break;
        }
        let state = search.states[explored].clone();
        for successor in network.successors(&state)? {
            next.push(search.number(successor)?);
        }
        explored += 1;
    }
    let Search { states, signatures, .. } = search;
    // States that were not explored lead to the first one.
    next.resize(states.len() * network.shape.symbols, 0);
    let outputs = signatures.iter().map(|signature| signature[0]).collect();
    Ok(Extracted { next, outputs, initial: initial_of(&signatures), is_closed })
}

/// A state with the labels of the initial one after all words but the empty one: the label before the first symbol has no
/// meaning.
fn initial_of(signatures: &[Vec<i32>]) -> usize {
    (1..signatures.len()).find(|&k| signatures[k][1..] == signatures[0][1..]).unwrap_or(0)
}
