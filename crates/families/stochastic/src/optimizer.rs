//! An update rule for training loops of the caller's own: a dialogue in which each question carries the next point, and
//! its answer is the gradient there. It continues as long as it is answered.

use crate::bytes::{Reader, Writer};
use crate::constants::RuleConstants;
use crate::words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, Vector, check};
use superlinear_machine::rules::{Evaluation, RateSchedule, Rule, Scheduled, UpdateRule};
use superlinear_numerics::vectors::are_finite;

/// An update rule with its state.
pub struct Optimizer;

/// A rule, and its start.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OptimizerProblem {
    /// The number of parameters. Default: that of `initial`.
    pub dimension: Option<u32>,
    /// The initial parameters. Default: zeros.
    pub initial: Option<Vector>,
    /// The update rule.
    #[serde(default)]
    pub method: UpdateRule,
    /// The peak of the learning rate, positive. Default: 0.001 for `adam`, `radam` and `rmsprop`, 0.01 for `sgd` and
    /// `adagrad`, 0.1 for `scheduleFree`, 0.0025 for `scheduleFreeAdamW`, 1 for `prodigy`, `adagradNorm` and `polyak`.
    pub learning_rate: Option<f64>,
    /// The schedule of the learning rate: a form, or a form with its numbers. Schedule-free methods take `constant`,
    /// also with a `warmup`.
    #[serde(default)]
    pub schedule: RateSchedule,
    /// The number of steps, for schedules that depend on it; later steps have the rate of the last one.
    pub steps: Option<u32>,
    /// The decoupled weight decay: each step subtracts this fraction of the parameters times the learning rate;
    /// nonnegative. Not for `adagradNorm` and `polyak`.
    #[serde(default)]
    pub weight_decay: f64,
    /// The checkpoint of an optimizer of the same method and dimension, to continue from it in place of `initial`.
    pub checkpoint: Option<Vector<u8>>,
    /// The constants of the rule.
    #[serde(rename = "..", default)]
    #[schemars(flatten)]
    pub constants: RuleConstants,
}

/// Never returned in practice, because steps are made until the optimizer is closed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OptimizerSolution {
    /// The number of steps.
    pub steps: u32,
}

/// The first number of an answer: the request.
const STEP: f64 = 0.0;
const PARAMETERS: f64 = 1.0;
const CHECKPOINT: f64 = 2.0;

/// The numbers of an answer before the gradient: the request and the value.
const HEAD: usize = 2;

/// The largest number of vectors in a rule's state, and those of the points.
const VECTORS: usize = 8;

impl Dialogue for Optimizer {
    const NAME: &'static str = "stochastic.optimizer";
    const QUESTIONS: &'static [&'static str] = &["gradient"];
    type Problem = OptimizerProblem;
    type Solution = OptimizerSolution;

    fn lengths(problem: &OptimizerProblem) -> Result<Vec<Lengths>, Error> {
        Ok(vec![Lengths { point: 0, answer: HEAD + problem.dimension()? }])
    }

    fn item_lengths(_: &OptimizerProblem) -> Vec<Lengths> {
        vec![Lengths { point: 1, answer: 0 }]
    }

    async fn solve(problem: OptimizerProblem, oracle: Oracle, run: Run) -> Result<OptimizerSolution, Error> {
        let mut optimization = Optimization::of(&problem, &run)?;
        let mut report = optimization.point.clone();
        let mut answer = vec![0.0; HEAD + optimization.point.len()];
        loop {
            oracle.hand_over(0, &mut report, &mut answer).await;
            report.clear();
            let (head, gradient) = answer.split_at_mut(HEAD);
            match head[0] {
                PARAMETERS => report.extend_from_slice(optimization.rule.solution(&optimization.point)),
                CHECKPOINT => words::write(&optimization.checkpoint(), &mut report),
                STEP => {
                    check::number("value", head[1], check::FINITE)?;
                    check::numbers("gradient", gradient, check::FINITE)?;
                    problem.constants.clip(gradient);
                    optimization.step(head[1], gradient);
                    if !are_finite(&optimization.point) {
                        let message = "must be smaller, or learningRate: the step leads to numbers that are not finite";
                        return Err(Error::invalid("gradient", message));
                    }
                    report.extend_from_slice(&optimization.point);
                }
                _ => {
                    return Err(Error::invalid("gradient", "must be a step, or a request of parameters or checkpoint"));
                }
            }
        }
    }
}

impl OptimizerProblem {
    fn dimension(&self) -> Result<usize, Error> {
        let given = self.initial.as_ref().map(|initial| initial.len());
        let dimension = match (self.dimension, given) {
            (Some(dimension), _) => dimension as usize,
            (None, Some(given)) => given,
            (None, None) => return Err(Error::invalid("dimension", "is missing")),
        };
        check::count("dimension", dimension, 1..)?;
        if let Some(initial) = &self.initial {
            check::finite_vector("initial", initial, dimension, "dimension says")?;
        }
        Ok(dimension)
    }
}

/// A rule between two steps.
struct Optimization {
    method: UpdateRule,
    rule: Box<dyn Rule>,
    rate: f64,
    fractions: Scheduled,
    /// The number of steps with rates of their own.
    scheduled: f64,
    steps: f64,
    /// The point of evaluation.
    point: Vec<f64>,
    next: Vec<f64>,
}

impl Optimization {
    fn of(problem: &OptimizerProblem, run: &Run) -> Result<Self, Error> {
        let dimension = problem.dimension()?;
        check::optional("learningRate", problem.learning_rate, check::POSITIVE)?;
        check::number("weightDecay", problem.weight_decay, check::NOT_NEGATIVE)?;
        check::at_least_one("steps", problem.steps)?;
        problem.constants.check()?;
        let method = problem.method;
        if problem.weight_decay > 0.0 && matches!(problem.method, UpdateRule::AdagradNorm | UpdateRule::Polyak) {
            return Err(Error::invalid("weightDecay", "must be 0 for this method"));
        }
        let steps = problem.steps.map(f64::from);
        let fractions = problem.schedule.over(Some(method), steps)?;
        run.ensure_memory("dimension", [VECTORS, dimension])?;
        let point = problem.initial.as_ref().map_or_else(|| vec![0.0; dimension], |initial| initial.to_vec());
        let mut optimization = Self {
            method,
            rule: method.rule(&problem.constants.settings(problem.weight_decay), &point),
            rate: problem.learning_rate.unwrap_or(method.usual_rate()),
            fractions,
            scheduled: steps.unwrap_or(f64::INFINITY),
            steps: 0.0,
            next: point.clone(),
            point,
        };
        if let Some(bytes) = &problem.checkpoint {
            optimization.restore(bytes)?;
        }
        Ok(optimization)
    }

    fn step(&mut self, value: f64, gradient: &[f64]) {
        let rate = self.rate * self.fractions.factor(self.steps.min(self.scheduled - 1.0));
        let evaluation = Evaluation { rate, value, gradient, map: &() };
        self.rule.step(&evaluation, &self.point, &mut self.next);
        std::mem::swap(&mut self.point, &mut self.next);
        self.steps += 1.0;
    }

    fn checkpoint(&mut self) -> Vector<u8> {
        let mut writer = Writer::new(self.method as u8, self.point.len() as u64);
        writer.numbers(&[self.steps]);
        writer.numbers(&self.point);
        self.rule.state().into_iter().for_each(|part| writer.numbers(part));
        writer.finish()
    }

    fn restore(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut reader = Reader::new(bytes, self.method as u8, self.point.len() as u64)?;
        [self.steps] = reader.array()?;
        self.point = reader.numbers(self.point.len())?;
        for part in self.rule.state() {
            part.copy_from_slice(&reader.numbers(part.len())?);
        }
        reader.end()
    }
}
