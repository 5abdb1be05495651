//! A linear model that is learned from rows as they arrive: a dialogue held open, whose answers are commands with chunks
//! of rows. The rows of a stream may be divided into chunks in any way without changing a bit.

use crate::bytes::{Reader, Writer};
use crate::candidates::{Learning, Order};
use crate::coefficients::Model;
use crate::loss::RowLoss;
use crate::response::MAX_CLASSES;
use crate::rows::{Rows, Samples};
use crate::settings::{LearningFields, LossKind, PenaltyKind, RuleKind, Setup};
use crate::steps::Steps;
use crate::{commands, words};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Dialogue, Error, Labels, Lengths, Oracle, Run, Vector, check};
use superlinear_numerics::parallel::Parallelism;

/// A learner of rows that arrive over time.
pub struct Learner;

/// The update rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LearnerMethod {
    /// `adagrad`.
    #[default]
    Auto,
    /// Gradient descent, with a given `learningRate`.
    Sgd,
    /// Each coefficient has the rate divided by the root of the sum of its squared derivatives.
    Adagrad,
    /// Follow the regularized leader, with penalties `l1` and `l2` of its own on sums over all steps.
    Ftrl,
    /// `adagrad` in units of each feature's largest entry so far, for features of any scale.
    NormalizedAdaptive,
}

/// The settings of a learner.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LearnerProblem {
    /// The loss, the penalty, and the step sizes.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub learning: LearningFields,
    /// The update rule.
    #[serde(default)]
    pub method: LearnerMethod,
    /// The number of features. Exactly one of `dimension` and `hashBits` must be given.
    pub dimension: Option<u32>,
    /// The number of low bits of a feature's index that are its place, 1 to 26: indices may be hashes of words, and features
    /// with equal bits share a coefficient.
    pub hash_bits: Option<u32>,
    /// The classes, for `multinomial`; two for `logistic`, `hinge` and `squaredHinge`, of which the one that sorts last is
    /// the positive one.
    pub classes: Option<Labels>,
    /// The `checkpoint` of a learner with the same settings, to continue with the same bits as without interruption.
    pub checkpoint: Option<Vector<u8>>,
}

/// Never returned in practice, because a learner is held until it is closed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LearnerSolution {
    /// The number of calls.
    pub calls: u32,
}

/// The numbers of a command: its kind, the number of rows, the number of numbers that follow, and [`WEIGHTED`] and
/// [`SPARSE`] as bits.
const COMMAND: usize = 4;

const LEARN: f64 = 0.0;
const PREDICT: f64 = 1.0;
const MODEL: f64 = 2.0;

const WEIGHTED: u8 = 1;
const SPARSE: u8 = 2;

/// Numbers of 8 bytes for each coefficient of a group, at most.
const NUMBERS_OF_GROUP: usize = 8;

/// The largest number of bits of features.
const MAX_HASH_BITS: u32 = 26;

impl LearnerProblem {
    fn rule(&self) -> RuleKind {
        match self.method {
            LearnerMethod::Auto | LearnerMethod::Adagrad => RuleKind::Adagrad,
            LearnerMethod::Sgd => RuleKind::Sgd,
            LearnerMethod::Ftrl => RuleKind::Ftrl,
            LearnerMethod::NormalizedAdaptive => RuleKind::NormalizedAdaptive,
        }
    }

    fn check(&self) -> Result<(), Error> {
        self.learning.check(self.rule())?;
        match (self.dimension, self.hash_bits) {
            (Some(dimension), None) => check::count("dimension", dimension as usize, 1..=i32::MAX as usize)?,
            (None, Some(bits)) => check::count("hashBits", bits as usize, 1..=MAX_HASH_BITS as usize)?,
            (None, None) => return Err(Error::invalid("dimension", "must be given, or hashBits")),
            (Some(_), Some(_)) => return Err(Error::invalid("hashBits", "must be left out where dimension is given")),
        }
        if self.rule() == RuleKind::Sgd && self.learning.learning_rate.is_none() {
            let message = "must be given for sgd: its rates depend on rows that have not arrived";
            return Err(Error::invalid("learningRate", message));
        }
        match (&self.classes, self.learning.loss.is_of_classes()) {
            (None, true) => Err(Error::invalid("classes", "must be given for this loss")),
            (Some(_), false) => Err(Error::invalid("classes", "must be left out: the loss has none")),
            (Some(classes), true) => classes.classified("classes", self.max_classes()).and_then(|(distinct, _)| {
                check::length("classes", classes.len(), distinct.len(), "there are distinct classes")
            }),
            (None, false) => Ok(()),
        }
    }

    fn max_classes(&self) -> usize {
        if self.learning.loss == LossKind::Multinomial { MAX_CLASSES } else { 2 }
    }

    /// The loss, with as many predictors as there are classes for `multinomial`.
    fn loss(&self) -> RowLoss {
        self.learning.row_loss(self.classes.as_ref().map_or(1, Labels::len))
    }

    fn dimension(&self) -> usize {
        self.hash_bits.map_or_else(|| self.dimension.unwrap_or(0) as usize, |bits| 1 << bits)
    }
}

impl Dialogue for Learner {
    const NAME: &'static str = "stochastic.learner";
    const QUESTIONS: &'static [&'static str] = commands::QUESTIONS;
    type Problem = LearnerProblem;
    type Solution = LearnerSolution;

    fn lengths(problem: &LearnerProblem) -> Result<Vec<Lengths>, Error> {
        problem.check()?;
        Ok(commands::lengths(COMMAND))
    }

    fn item_lengths(_: &LearnerProblem) -> Vec<Lengths> {
        commands::item_lengths()
    }

    async fn solve(problem: LearnerProblem, oracle: Oracle, run: Run) -> Result<LearnerSolution, Error> {
        let mut open = Open::new(&problem, &run)?;
        let mut report = vec![open.dimension as f64];
        open.write_facts(&mut report);
        loop {
            let (command, numbers) = commands::next::<COMMAND>(&oracle, &mut report, 2).await;
            open.answer(&command, &numbers, &run.restarted(), &mut report)?;
        }
    }
}

/// A learner at work.
struct Open {
    rule: RuleKind,
    fingerprint: u64,
    dimension: usize,
    is_hashed: bool,
    steps: Steps,
    learning: Box<dyn Learning>,
}

impl Open {
    fn new(problem: &LearnerProblem, run: &Run) -> Result<Self, Error> {
        let (rule, dimension) = (problem.rule(), problem.dimension());
        let copies = if problem.learning.learning_rate.is_some() { 1 } else { 4 };
        let path = if problem.hash_bits.is_some() { "hashBits" } else { "dimension" };
        let (loss, has_groups) = (problem.loss(), problem.learning.penalty == PenaltyKind::GroupL2);
        let extra = if has_groups { NUMBERS_OF_GROUP } else { 0 };
        run.ensure_memory(path, [dimension, loss.outputs(), 3 * copies + extra])?;
        let shrinkage = problem.learning.shrinkage(dimension, loss.outputs(), None)?;
        let start = Model::zero(dimension, loss.outputs());
        let setup = Setup { rule, shrinkage, rate_unit: 1.0, start: &start };
        let LearnerProblem { learning, hash_bits, classes, .. } = problem;
        let fingerprint = crate::bytes::hash(&format!("{learning:?}{rule:?}{dimension}{hash_bits:?}{classes:?}"));
        let mut open = Self {
            rule,
            fingerprint,
            dimension,
            is_hashed: problem.hash_bits.is_some(),
            steps: problem.learning.steps(rule, loss, 1, None)?,
            learning: problem.learning.learning(setup),
        };
        if let Some(bytes) = &problem.checkpoint {
            let mut reader = Reader::new(bytes, rule as u8, fingerprint)?;
            open.learning.read(&mut reader)?;
            reader.end()?;
        }
        Ok(open)
    }

    /// Carries out a command, and writes its report.
    fn answer(&mut self, command: &[f64], numbers: &[f64], run: &Run, report: &mut Vec<f64>) -> Result<(), Error> {
        report.clear();
        if command[0] == MODEL {
            self.write_model(report);
        } else if command[0] == LEARN || command[0] == PREDICT {
            let chunk = self.chunk(command, numbers)?;
            let samples = chunk.samples(self.dimension);
            let order: Vec<u32> = (0..samples.count() as u32).collect();
            if command[0] == PREDICT {
                let outputs = self.steps.loss.outputs();
                report.resize(order.len() * outputs, 0.0);
                report.chunks_exact_mut(outputs).enumerate().for_each(|(row, z)| {
                    self.learning.predict(&samples, row, z);
                });
                return Ok(());
            }
            let order = Order { rows: &order, factors: None };
            self.learning.learn(&samples, order, &self.steps, Parallelism::of(run));
            self.write_facts(report);
        } else {
            self.write_checkpoint(report);
        }
        Ok(())
    }

    /// Writes the number of rows, the mean loss, its standard error, the rate, and whether the rate is an extreme one.
    fn write_facts(&self, report: &mut Vec<f64>) {
        let progressive = self.learning.progressive();
        let (mean, error) = match progressive.rows {
            _ if progressive.has_diverged() => (f64::INFINITY, f64::INFINITY),
            0 => (0.0, 0.0),
            _ => (progressive.mean(), progressive.standard_error()),
        };
        report.extend([
            progressive.rows as f64,
            mean,
            error,
            self.learning.rate(),
            f64::from(u8::from(self.learning.has_extreme_rate())),
        ]);
    }

    fn write_model(&self, report: &mut Vec<f64>) {
        self.write_facts(report);
        let Model { coefficients, intercepts } = self.learning.model();
        report.extend(intercepts);
        report.extend(coefficients);
    }

    fn write_checkpoint(&self, report: &mut Vec<f64>) {
        let mut writer = Writer::new(self.rule as u8, self.fingerprint);
        self.learning.write(&mut writer);
        words::write(&writer.finish(), report);
    }

    /// The rows that go with a command: responses, weights, and for sparse rows their lengths and the indices, then the
    /// entries. The caller has checked them; this protects the engine alone.
    fn chunk(&self, command: &[f64], numbers: &[f64]) -> Result<Chunk, Error> {
        let damaged = || Error::invalid("matrix", "must be rows that fit the learner");
        let (rows, bits) = (command[1] as usize, command[3] as u8);
        let mut rest = numbers;
        let mut take = |count: usize| {
            let (head, tail) = rest.split_at_checked(count).ok_or_else(damaged)?;
            rest = tail;
            Ok::<_, Error>(head)
        };
        let response = take(rows)?.to_vec();
        let classes = self.steps.loss.outputs() as f64;
        if classes > 1.0 && !response.iter().all(|class| (0.0..classes).contains(class)) {
            return Err(damaged());
        }
        let weights = if bits & WEIGHTED != 0 { Some(take(rows)?.to_vec()) } else { None };
        if bits & SPARSE == 0 {
            let entries = rows.checked_mul(self.dimension).ok_or_else(damaged)?;
            let data = take(entries)?.to_vec();
            return Ok(Chunk { response, weights, places: None, data });
        }
        let lengths = take(rows)?;
        let entries = lengths.iter().map(|&length| length as usize).sum();
        let (indices, values) = (take(entries)?, take(entries)?);
        let (mut places, mut data) = ((vec![0], Vec::with_capacity(entries)), Vec::with_capacity(entries));
        let (mut from, mask) = (0, self.dimension as u64 - 1);
        for &length in lengths {
            let row = from..from + length as usize;
            from = row.end;
            if self.is_hashed {
                add_hashed(&indices[row.clone()], &values[row], mask, &mut places.1, &mut data);
            } else {
                places.1.extend(indices[row.clone()].iter().map(|&index| index as i32));
                data.extend_from_slice(&values[row]);
            }
            places.0.push(i32::try_from(data.len()).map_err(|_| damaged())?);
        }
        if places.1.iter().any(|&index| index < 0 || index as usize >= self.dimension) {
            return Err(damaged());
        }
        Ok(Chunk { response, weights, places: Some(places), data })
    }
}

/// Adds a row at hashed places, in ascending order, with entries of equal places summed.
fn add_hashed(indices: &[f64], values: &[f64], mask: u64, places: &mut Vec<i32>, data: &mut Vec<f64>) {
    let mut row: Vec<(i32, f64)> =
        indices.iter().zip(values).map(|(&index, &value)| ((index as u64 & mask) as i32, value)).collect();
    row.sort_by_key(|(place, _)| *place);
    let first = places.len();
    for (place, value) in row {
        if places.len() > first && places.last() == Some(&place) {
            *data.last_mut().expect("there is an entry for each place") += value;
        } else {
            places.push(place);
            data.push(value);
        }
    }
}

/// Rows that arrived.
struct Chunk {
    response: Vec<f64>,
    weights: Option<Vec<f64>>,
    /// Starts and columns of sparse rows.
    places: Option<(Vec<i32>, Vec<i32>)>,
    data: Vec<f64>,
}

impl Chunk {
    fn samples(&self, columns: usize) -> Samples<'_> {
        let rows = match &self.places {
            None => Rows::Dense { columns, data: &self.data },
            Some((indptr, indices)) => Rows::Sparse { indptr, indices, data: &self.data },
        };
        Samples { rows, response: &self.response, weights: self.weights.as_deref(), offset: None }
    }
}
