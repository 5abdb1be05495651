//! The problem of `fitSequenceModel`.

use crate::sequences::{codes_of, sequences_of};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Matrix, check};

/// The matrices of a recurrence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Transition {
    /// Diagonal matrices: parity, and what a few independent bits can tell.
    #[default]
    Diagonal,
    /// Products of reflections: permutations of any kind.
    Householder,
}

/// The range of eigenvalues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum EigenvalueRange {
    /// From -1 to 1.
    #[default]
    Negative,
    /// From 0 to 1.
    Positive,
}

/// How the range of eigenvalues is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Parametrization {
    /// By projection after each step: the ends of the range are reached exactly.
    #[default]
    Projected,
    /// By a logistic function: the ends of the range are never reached.
    Sigmoid,
}

/// Sequences of symbols with labels, and the network to be trained.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FitSequenceModelProblem {
    /// The sequences of symbols, integers from 0, one a row; shorter ones end with -1.
    pub sequences: Matrix,
    /// The label after each symbol: a class from 0, or -1 for none.
    pub labels: Matrix,
    /// Sequences that are not trained on. The automaton must give their labels too.
    pub validation_sequences: Option<Matrix>,
    /// The labels of the validation sequences.
    pub validation_labels: Option<Matrix>,
    /// The number of symbols, at most 1000. Default: one more than the largest.
    pub symbols: Option<u32>,
    /// The number of classes, at most 1000. Default: one more than the largest.
    pub classes: Option<u32>,
    /// The matrices of the recurrence.
    #[serde(default)]
    pub transition: Transition,
    /// The number of reflections of each matrix, from 1 to 8, for `householder`.
    #[serde(default = "default_reflections")]
    pub reflections: u32,
    /// The number of states of the network, from 1 to 256. Default: 8 for `diagonal`, and 4 for `householder`.
    pub states: Option<u32>,
    /// The range of eigenvalues.
    #[serde(default)]
    pub range: EigenvalueRange,
    /// How the range is kept.
    #[serde(default)]
    pub parametrization: Parametrization,
    /// The number of training steps of each restart, at least 1.
    #[serde(default = "default_steps")]
    pub steps: u32,
    /// The number of sequences in a step, from 1 to 10 000.
    #[serde(default = "default_batch_size")]
    pub batch_size: u32,
    /// The largest number of symbols of a sequence in a step, from 1 to 10 000.
    #[serde(default = "default_max_length")]
    pub max_length: u32,
    /// The learning rate of the first step, above 0 and at most 10; it falls to zero along a cosine.
    #[serde(default = "default_learning_rate")]
    pub learning_rate: f64,
    /// The penalty on the absolute values of the offsets, from 0 to 100.
    #[serde(default = "default_offset_penalty")]
    pub offset_penalty: f64,
    /// The largest number of trainings from different starts, from 1 to 100.
    #[serde(default = "default_restarts")]
    pub restarts: u32,
    /// States of the automaton differ if their labels after any word of at most this length do; from 1 to 10.
    #[serde(default = "default_signature_length")]
    pub signature_length: u32,
    /// The largest number of states of the automaton, from 1 to 10 000.
    #[serde(default = "default_max_states")]
    pub max_states: u32,
}

fn default_reflections() -> u32 {
    2
}

fn default_steps() -> u32 {
    2000
}

fn default_batch_size() -> u32 {
    64
}

fn default_max_length() -> u32 {
    40
}

fn default_learning_rate() -> f64 {
    0.02
}

fn default_offset_penalty() -> f64 {
    0.01
}

fn default_restarts() -> u32 {
    3
}

fn default_signature_length() -> u32 {
    3
}

fn default_max_states() -> u32 {
    200
}

/// The largest number of symbols and of classes.
const MAX_CODES: usize = 1000;

impl FitSequenceModelProblem {
    /// The number of states of the network.
    pub(super) fn states(&self) -> u32 {
        self.states.unwrap_or(if self.transition == Transition::Diagonal { 8 } else { 4 })
    }

    /// Refuses parameters outside their ranges.
    pub(super) fn check(&self) -> Result<(), Error> {
        check::count("reflections", self.reflections as usize, 1..=8)?;
        check::count("states", self.states() as usize, 1..=256)?;
        check::count("steps", self.steps as usize, 1..)?;
        check::count("batchSize", self.batch_size as usize, 1..=10_000)?;
        check::count("maxLength", self.max_length as usize, 1..=10_000)?;
        check::number("learningRate", self.learning_rate, f64::MIN_POSITIVE..=10.0)?;
        check::number("offsetPenalty", self.offset_penalty, 0.0..=100.0)?;
        check::count("restarts", self.restarts as usize, 1..=100)?;
        check::count("signatureLength", self.signature_length as usize, 1..=10)?;
        check::count("maxStates", self.max_states as usize, 1..=10_000)
    }
}

/// Checked sequences with labels.
pub(super) struct Samples {
    pairs: Vec<(Vec<i32>, Vec<i32>)>,
    pub symbols: usize,
    pub classes: usize,
}

impl Samples {
    /// The sequences to be trained on.
    pub fn training(problem: &FitSequenceModelProblem) -> Result<Self, Error> {
        check::has_entries("sequences", problem.sequences.rows, problem.sequences.columns)?;
        let largest = |matrix: &Matrix| matrix.data.iter().fold(0.0_f64, |most, &code| most.max(code));
        let count = |path: &str, given: Option<u32>, matrix: &Matrix| {
            let count = given.map_or(largest(matrix).min(1e9) as usize + 1, |given| given as usize);
            check::count(path, count, 1..=MAX_CODES).map(|()| count)
        };
        let symbols = count("symbols", problem.symbols, &problem.sequences)?;
        let classes = count("classes", problem.classes, &problem.labels)?;
        let samples = Self::new(["sequences", "labels"], [&problem.sequences, &problem.labels], symbols, classes)?;
        if !samples.pairs.iter().any(|(_, labels)| labels.iter().any(|&label| label >= 0)) {
            return Err(Error::invalid("labels", "must have at least one label, got none"));
        }
        Ok(samples)
    }

    /// The other sequences, if there are any.
    pub fn validation(problem: &FitSequenceModelProblem, training: &Self) -> Result<Option<Self>, Error> {
        let names = ["validationSequences", "validationLabels"];
        match (&problem.validation_sequences, &problem.validation_labels) {
            (None, None) => Ok(None),
            (Some(sequences), Some(labels)) => {
                Self::new(names, [sequences, labels], training.symbols, training.classes).map(Some)
            }
            (None, _) => Err(Error::invalid(names[0], "must be given with validationLabels")),
            (_, None) => Err(Error::invalid(names[1], "must be given with validationSequences")),
        }
    }

    fn new(names: [&str; 2], [sequences, labels]: [&Matrix; 2], symbols: usize, classes: usize) -> Result<Self, Error> {
        if (labels.rows, labels.columns) != (sequences.rows, sequences.columns) {
            let [expected, got] = [sequences, labels].map(|own| format!("{} x {}", own.rows, own.columns));
            return Err(Error::invalid(names[1], format!("must be {expected}, as {}, got {got}", names[0])));
        }
        let mut pairs = Vec::with_capacity(sequences.rows);
        for (i, own) in sequences_of(names[0], sequences, symbols)?.into_iter().enumerate() {
            if own.is_empty() {
                let path = format!("{}.data[{}]", names[0], i * sequences.columns);
                return Err(Error::invalid(path, "must not begin an empty sequence"));
            }
            let mut marks = codes_of(names[1], labels, i, classes)?;
            marks.truncate(own.len());
            pairs.push((own, marks));
        }
        Ok(Self { pairs, symbols, classes })
    }

    /// The sequences with their labels.
    pub fn pairs(&self) -> impl Iterator<Item = (&[i32], &[i32])> {
        self.pairs.iter().map(|(sequence, labels)| (&sequence[..], &labels[..]))
    }

    /// A sequence with its labels.
    pub fn pair(&self, k: usize) -> (&[i32], &[i32]) {
        (&self.pairs[k].0, &self.pairs[k].1)
    }

    /// The number of sequences.
    pub fn count(&self) -> usize {
        self.pairs.len()
    }
}
