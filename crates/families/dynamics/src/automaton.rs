//! Finite automata as exact linear recurrences, their runs, and their smallest equivalents.
//!
//! A map of states acts on one-hot vectors. It is a product of merges I - (e_j - e_i) e_j' of states with one image, and
//! swaps I - (e_i - e_j)(e_i - e_j)', at most as many as there are states. All entries are 0 and ±1, so a recurrence is
//! exact at any length.
//!
//! Source: Grazzi, Siems, Zela, Franke, Hutter, Pontil, Unlocking State-Tracking in Linear RNNs Through Negative
//! Eigenvalues, 2025; Hopcroft, An n log n algorithm for minimizing states in a finite automaton, 1971.

use crate::sequences::{matrix_of, sequences_of};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use superlinear_interface::{Effort, Error, Matrix, NoProgress, Run, Task, Vector, check};

/// Writes a finite automaton as a linear recurrence with rank-one factors, exact at any length, for {@link affineScan};
/// runs it on sequences, and finds the smallest automaton with the same outputs.
///
/// @example
/// ```ts
/// // The parity of ones.
/// const { labels, left, right, terms } = await automaton({
///   table: [
///     [0, 1],
///     [1, 0],
///   ],
///   outputs: [0, 1],
///   sequences: [[1, 0, 1, 1]],
/// });
/// ```
#[derive(JsonSchema)]
pub struct Automaton;

/// A finite automaton.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AutomatonProblem {
    /// The next state, a row for each state and a column for each symbol; at most 10 000 states.
    pub table: Matrix,
    /// The state before the first symbol.
    #[serde(default)]
    pub initial_state: u32,
    /// An output for each state. Default: the number of the state.
    pub outputs: Option<Vector<i32>>,
    /// Sequences of symbols to run on, one a row; shorter ones end with -1.
    pub sequences: Option<Matrix>,
}

/// An automaton as a recurrence, its runs, and its smallest equivalent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AutomatonSolution {
    /// The number of factors of each matrix, at most the number of states; shorter products are filled up with zeros.
    pub terms: u32,
    /// The vectors u of the factors I - u v', `terms` rows for each symbol, with a column for each state.
    pub left: Matrix,
    /// The vectors v of the factors.
    pub right: Matrix,
    /// Whether every symbol permutes the states.
    pub is_group: bool,
    /// The states after each symbol, a row for each sequence; -1 after its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub states: Option<Matrix>,
    /// The outputs of these states; 0 after the end of a sequence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Matrix>,
    /// The smallest automaton with the same outputs, without states that no sequence reaches.
    pub minimal: MinimalAutomaton,
}

/// The smallest automaton with the same outputs. States have the order in which they are reached.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinimalAutomaton {
    /// The next state, a row for each state and a column for each symbol.
    pub table: Matrix,
    /// The output of each state.
    pub outputs: Vector<i32>,
    /// The state before the first symbol, 0.
    pub initial_state: u32,
}

/// The largest number of states.
const MAX_STATES: usize = 10_000;

impl Task for Automaton {
    const NAME: &'static str = "dynamics.automaton";
    type Problem = AutomatonProblem;
    type Solution = AutomatonSolution;
    type Progress = NoProgress;

    fn solve(problem: AutomatonProblem, run: &Run) -> Result<AutomatonSolution, Error> {
        let machine = Machine::new(&problem)?;
        let mut effort = Effort::new(run, "finish an automaton");
        let initial = problem.initial_state as usize;
        let runs = problem.sequences.as_ref().map(|matrix| machine.runs(initial, matrix, &mut effort)).transpose()?;
        let factors: Vec<Vec<Factor>> = (0..machine.symbols).map(|symbol| machine.factors(symbol)).collect();
        let terms = factors.iter().map(Vec::len).max().unwrap_or(0).max(1);
        run.ensure_memory("table", [machine.symbols * terms, 2 * machine.states])?;
        let (left, right) = matrices(&factors, terms, machine.states);
        Ok(AutomatonSolution {
            terms: terms as u32,
            left,
            right,
            is_group: (0..machine.symbols).all(|symbol| machine.is_permutation(symbol)),
            labels: runs.as_ref().map(|runs| machine.labels(runs)),
            states: runs,
            minimal: machine.minimal(initial, &mut effort)?,
        })
    }
}

/// A factor I - u v' on one-hot vectors.
#[derive(Clone, Copy)]
enum Factor {
    /// Moves the second state to the first.
    Merge(usize, usize),
    /// Exchanges two states.
    Swap(usize, usize),
}

/// A checked automaton.
pub(crate) struct Machine {
    next: Vec<usize>,
    outputs: Vec<i32>,
    states: usize,
    symbols: usize,
}

impl Machine {
    /// An automaton whose states, symbols and outputs are right.
    pub fn of(next: Vec<usize>, outputs: Vec<i32>) -> Self {
        let states = outputs.len();
        Self { symbols: next.len() / states, next, outputs, states }
    }

    fn new(problem: &AutomatonProblem) -> Result<Self, Error> {
        let (states, symbols) = (problem.table.rows, problem.table.columns);
        check::has_entries("table", states, symbols)?;
        check::count("table.rows", states, 1..=MAX_STATES)?;
        let next = problem.table.data.iter().enumerate().map(|(k, &state)| {
            let path = format!("table.data[{k}]");
            check::number(&path, state, 0.0..=(states - 1) as f64)?;
            if state.fract() != 0.0 {
                return Err(Error::invalid(path, format!("must be an integer, got {}", check::short(state))));
            }
            Ok(state as usize)
        });
        let next = next.collect::<Result<_, _>>()?;
        check::count("initialState", problem.initial_state as usize, 0..states)?;
        let outputs = match &problem.outputs {
            Some(outputs) => {
                check::length("outputs", outputs.len(), states, "table has rows")?;
                outputs.to_vec()
            }
            None => (0..states as i32).collect(),
        };
        Ok(Self { next, outputs, states, symbols })
    }

    fn after(&self, state: usize, symbol: usize) -> usize {
        self.next[state * self.symbols + symbol]
    }

    /// The states along sequences, as a matrix.
    fn runs(&self, initial: usize, sequences: &Matrix, effort: &mut Effort) -> Result<Matrix, Error> {
        effort.spend(4 * sequences.data.len())?;
        let runs: Vec<Vec<i32>> = sequences_of("sequences", sequences, self.symbols)?
            .iter()
            .map(|symbols| self.run(initial, symbols).into_iter().map(|state| state as i32).collect())
            .collect();
        Ok(matrix_of(&runs, sequences.columns))
    }

    /// The outputs of states along sequences.
    fn labels(&self, runs: &Matrix) -> Matrix {
        let label = |&state: &f64| if state < 0.0 { 0.0 } else { f64::from(self.outputs[state as usize]) };
        Matrix::new(runs.rows, runs.columns, runs.data.iter().map(label).collect())
    }

    /// The states along symbols that are there.
    pub fn run(&self, initial: usize, symbols: &[i32]) -> Vec<usize> {
        let mut state = initial;
        let step = |&symbol: &i32| {
            state = self.after(state, symbol as usize);
            state
        };
        symbols.iter().map(step).collect()
    }

    /// The output of a state.
    pub fn output(&self, state: usize) -> i32 {
        self.outputs[state]
    }

    fn is_permutation(&self, symbol: usize) -> bool {
        let mut is_reached = vec![false; self.states];
        (0..self.states).all(|state| !std::mem::replace(&mut is_reached[self.after(state, symbol)], true))
    }

    /// The factors of the map of a symbol, in the order in which they act.
    fn factors(&self, symbol: usize) -> Vec<Factor> {
        let mut factors = Vec::new();
        let mut representatives = BTreeMap::new();
        for state in 0..self.states {
            let image = self.after(state, symbol);
            match representatives.get(&image) {
                None => {
                    representatives.insert(image, state);
                }
                Some(&first) => factors.push(Factor::Merge(first, state)),
            }
        }
        // `content[p]` is the representative at place p. Each swap brings one to its image for good.
        let mut content: Vec<usize> = (0..self.states).collect();
        let mut place: Vec<usize> = (0..self.states).collect();
        for (&image, &state) in &representatives {
            let (from, other) = (place[state], content[image]);
            if from != image {
                factors.push(Factor::Swap(from, image));
                content.swap(from, image);
                (place[state], place[other]) = (image, from);
            }
        }
        factors
    }

    /// The states that sequences reach, in the order of a breadth-first search.
    fn reached(&self, initial: usize) -> Vec<usize> {
        let mut is_reached = vec![false; self.states];
        is_reached[initial] = true;
        let mut order = vec![initial];
        let mut k = 0;
        while k < order.len() {
            for symbol in 0..self.symbols {
                let next = self.after(order[k], symbol);
                if !std::mem::replace(&mut is_reached[next], true) {
                    order.push(next);
                }
            }
            k += 1;
        }
        order
    }

    /// The smallest automaton with the same outputs.
    pub fn minimal(&self, initial: usize, effort: &mut Effort) -> Result<MinimalAutomaton, Error> {
        let class = self.classes(&self.reached(initial), effort)?;
        // Classes in the order in which they are reached.
        let mut number = BTreeMap::from([(class[initial], 0)]);
        let mut order = vec![initial];
        let mut table = Vec::new();
        let mut k = 0;
        while k < order.len() {
            for symbol in 0..self.symbols {
                let next = self.after(order[k], symbol);
                let count = number.len();
                let own = *number.entry(class[next]).or_insert(count);
                if own == order.len() {
                    order.push(next);
                }
                table.push(own as f64);
            }
            k += 1;
        }
        Ok(MinimalAutomaton {
            table: Matrix::new(order.len(), self.symbols, table),
            outputs: order.iter().map(|&state| self.outputs[state]).collect::<Vec<_>>().into(),
            initial_state: 0,
        })
    }

    /// The classes of reached states with equal outputs after every sequence: Hopcroft's refinement.
    fn classes(&self, reached: &[usize], effort: &mut Effort) -> Result<Vec<usize>, Error> {
        let mut before: Vec<Vec<Vec<usize>>> = vec![vec![Vec::new(); self.states]; self.symbols];
        for &state in reached {
            (0..self.symbols).for_each(|symbol| before[symbol][self.after(state, symbol)].push(state));
        }
        let mut by_output: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
        reached.iter().for_each(|&state| by_output.entry(self.outputs[state]).or_default().push(state));
        let mut members: Vec<Vec<usize>> = by_output.into_values().collect();
        let mut class = vec![usize::MAX; self.states];
        for (k, own) in members.iter().enumerate() {
            own.iter().for_each(|&state| class[state] = k);
        }
        let mut pending: Vec<(usize, usize)> =
            (0..members.len()).flat_map(|own| (0..self.symbols).map(move |symbol| (own, symbol))).collect();
        let mut is_pending = vec![true; pending.len()];
        while let Some((splitter, symbol)) = pending.pop() {
            is_pending[splitter * self.symbols + symbol] = false;
            let mut touched: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for &state in &members[splitter] {
                for &earlier in &before[symbol][state] {
                    touched.entry(class[earlier]).or_default().push(earlier);
                }
                effort.spend(1 + before[symbol][state].len())?;
            }
            for (own, inside) in touched {
                if inside.len() == members[own].len() {
                    continue;
                }
                let new = members.len();
                inside.iter().for_each(|&state| class[state] = new);
                members[own].retain(|&state| class[state] == own);
                members.push(inside);
                effort.spend(members[own].len())?;
                // The smaller half suffices where the whole is not pending; a pending whole needs both.
                for symbol in 0..self.symbols {
                    let smaller = if members[new].len() <= members[own].len() { new } else { own };
                    let added = if is_pending[own * self.symbols + symbol] { new } else { smaller };
                    is_pending.push(false);
                    is_pending[added * self.symbols + symbol] = true;
                    pending.push((added, symbol));
                }
            }
        }
        Ok(class)
    }
}

/// The vectors u and v of all factors, `terms` for each symbol.
fn matrices(factors: &[Vec<Factor>], terms: usize, states: usize) -> (Matrix, Matrix) {
    let mut left = vec![0.0; factors.len() * terms * states];
    let mut right = left.clone();
    for (symbol, own) in factors.iter().enumerate() {
        for (k, factor) in own.iter().enumerate() {
            let row = (symbol * terms + k) * states;
            let (first, second) = match *factor {
                Factor::Merge(into, from) => (from, into),
                Factor::Swap(one, other) => (one, other),
            };
            (left[row + first], left[row + second], right[row + first]) = (1.0, -1.0, 1.0);
            if let Factor::Swap(_, other) = *factor {
                right[row + other] = -1.0;
            }
        }
    }
    let rows = factors.len() * terms;
    (Matrix::new(rows, states, left), Matrix::new(rows, states, right))
}
