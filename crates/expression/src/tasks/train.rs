//! Minimization of a loss over rows of data.

use crate::arguments::{ensure_number, number_of};
use crate::function::Function;
use crate::graph::{Id, shape};
use crate::lower::{Expression, Input};
use crate::named::Named;
use crate::points::slices;
use crate::tasks::parameter_maps::NamedMaps;
use crate::train::lbfgs::{Limits, minimize};
use crate::train::named_rows::{labels, rows_of};
use crate::train::objective::{Objective, Parts, Role};
use crate::train::{DescentSchedule, TrainProgress, TrainRecord, TrainStatus, Training};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Run, Task, Vector, check};
use superlinear_machine::rules::{Maps, RateSchedule, Settings, UpdateRule};

/// Minimizes the mean or the sum of a loss over rows of data: trains a network or any other model, by gradients of
/// batches (Adam, stochastic gradient descent and others) or by a quasi-Newton method on all rows (L-BFGS).
#[derive(JsonSchema)]
pub struct Train;

/// A loss, rows of data, and the method of minimization.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrainProblem {
    /// The loss of one row, a scalar function. Each of its inputs is given exactly once, in `rows`, `parameters` or
    /// `fixed`.
    pub loss: Function,
    /// The inputs given by row: each as the concatenated tensors of all rows. At least one row; finite numbers. A label
    /// used as an index by the loss must be a valid row of the indexed tensor.
    pub rows: Named,
    /// The inputs to optimize, with their initial values: finite numbers with a finite loss over all rows. `initialize`
    /// draws them.
    pub parameters: Named,
    /// The inputs held fixed.
    #[serde(default)]
    pub fixed: Named,
    /// A scalar function of parameters and fixed inputs, by their names in the loss or further ones. It is added once
    /// to the reduced loss, also in each batch.
    pub penalty: Option<Function>,
    /// The reduction of the losses of rows.
    #[serde(default)]
    pub reduction: TrainReduction,
    /// The method of minimization.
    #[serde(default)]
    pub method: TrainMethod,
    /// The number of rows per batch, from 1 to the number of rows; the last batch of an epoch may be smaller. Default:
    /// 128, or all rows if there are fewer. `lbfgs` requires all rows.
    pub batch_size: Option<u32>,
    /// The number of passes over all rows, except for `lbfgs`; at least 1.
    #[serde(default = "default_epochs")]
    pub epochs: u32,
    /// The peak of the learning rate; positive. Default: 0.001 for `adam`, `radam` and `rmsprop`, 0.01 for `sgd` and
    /// `adagrad`, 0.1 for `scheduleFree`, 0.0025 for `scheduleFreeAdamW`, 1 for `prodigy`.
    pub learning_rate: Option<f64>,
    /// The schedule of the learning rate over all batches of all epochs: a form, or a form with its numbers.
    /// Schedule-free methods take `constant`, also with a `warmup`.
    #[serde(default)]
    pub schedule: RateSchedule,
    /// The momentum of `sgd`, the fraction of its velocity kept in each step; from 0 to below 1.
    #[serde(default = "default_momentum")]
    pub momentum: f64,
    /// Whether `sgd` adds the momentum of the next step to each gradient, Nesterov's variant.
    #[serde(default)]
    pub nesterov: bool,
    /// The decay rate of the mean gradient of `adam`, `radam` and `prodigy`, and the weight of the average in the points
    /// of evaluation of schedule-free methods; from 0 to below 1.
    #[serde(default = "default_beta1")]
    pub beta1: f64,
    /// The decay rate of the mean squared gradient of adaptive methods; from 0 to below 1. Default: 0.999, for `rmsprop`
    /// 0.99.
    pub beta2: Option<f64>,
    /// The number added to the root of the mean squared gradient before the division; positive.
    #[serde(default = "default_epsilon")]
    pub epsilon: f64,
    /// The decoupled weight decay: each step subtracts this fraction of the parameters times the learning rate;
    /// nonnegative. Unlike `penalty` it is no part of the objective.
    #[serde(default)]
    pub weight_decay: f64,
    /// The Euclidean norm to which the gradient of a batch is clipped; positive. Default: none.
    pub clip_norm: Option<f64>,
    /// Whether rows are shuffled before each epoch, with the seed of the run.
    #[serde(default = "default_shuffle")]
    pub shuffle: bool,
    /// The Euclidean norm of the gradient at which `lbfgs` stops; above 0 and below 1.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The iteration limit of `lbfgs`, at least 1.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Other rows, with the inputs of `rows`, on which the objective is evaluated after each epoch. They do not
    /// influence the steps.
    pub validation: Option<Named>,
    /// The number of epochs without a smaller objective over the validation rows after which training stops early, at
    /// least 1. With it, the parameters of the smallest one are returned. Default: none.
    pub patience: Option<u32>,
    /// Lower bounds of parameters, by name: one number for all entries, or one for each. Each step ends with the nearest
    /// parameters within the bounds, and so do the initial values. Not for `lbfgs`.
    #[serde(default)]
    pub lower: Named,
    /// Upper bounds of parameters, as for `lower`.
    #[serde(default)]
    pub upper: Named,
    /// Weights of the absolute values of parameters, by name, as for `lower`; nonnegative. Their weighted sum is part of
    /// the objective. Each step ends with its proximal map, so entries become exactly zero.
    #[serde(default)]
    pub l1: Named,
}

fn default_epochs() -> u32 {
    10
}

fn default_momentum() -> f64 {
    0.9
}

fn default_beta1() -> f64 {
    0.9
}

fn default_epsilon() -> f64 {
    1e-8
}

fn default_shuffle() -> bool {
    true
}

fn default_tolerance() -> f64 {
    1e-6
}

fn default_max_iterations() -> u32 {
    500
}

/// The reduction of the losses of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TrainReduction {
    /// The mean; for a batch, the mean over its own rows.
    #[default]
    Mean,
    /// The sum. The sum over a batch, or over `validation`, is scaled to the total number of rows.
    Sum,
}

/// The method of minimization.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TrainMethod {
    /// Adam: the mean of past gradients, each entry divided by the root of its mean square. For networks. Source:
    /// Kingma, Ba, Adam: A Method for Stochastic Optimization, 2015.
    #[default]
    Adam,
    /// Stochastic gradient descent with momentum.
    Sgd,
    /// AdaGrad: each entry divided by the root of the sum of its squares so far. For sparse gradients. Source: Duchi,
    /// Hazan, Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, 2011.
    Adagrad,
    /// RMSProp: each entry divided by the root of its mean square. Source: Tieleman, Hinton, Lecture 6.5, 2012.
    Rmsprop,
    /// RAdam: Adam without the division while mean squares are uncertain. Source: Liu and others, On the Variance of the
    /// Adaptive Learning Rate and Beyond, 2020.
    Radam,
    /// Schedule-free gradient descent: returns an average, and needs neither a decreasing rate nor the number of steps.
    /// Source: Defazio and others, The Road Less Scheduled, 2024.
    ScheduleFree,
    /// Schedule-free descent, each entry divided by the root of its mean square.
    ScheduleFreeAdamW,
    /// Prodigy: Adam with a rate estimated from the distance to the start. Source: Mishchenko, Defazio, Prodigy, 2024.
    Prodigy,
    /// L-BFGS with ten pairs and a line search for the strong Wolfe conditions, on all rows: for smooth objectives to
    /// be minimized to many digits. Source: Liu, Nocedal, On the Limited Memory BFGS Method for Large Scale
    /// Optimization, 1989.
    Lbfgs,
}

/// The result of training.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrainSolution {
    /// The termination status.
    pub status: TrainStatus,
    /// The parameters by name, row by row.
    pub parameters: Named<Vector>,
    /// The final objective over all rows: the reduced losses plus the penalty and the absolute values of `l1`.
    pub objective: f64,
    /// The Euclidean norm of its gradient with respect to all parameters; with `lower`, `upper` or `l1`, of its smallest
    /// subgradient, so that zero means a stationary point.
    pub gradient_norm: f64,
    /// The number of passes over all rows, without those for the results above: finished epochs, or for `lbfgs`
    /// evaluations of the objective.
    pub epochs: u32,
    /// The number of updates of the parameters; for `lbfgs`, its iterations.
    pub steps: u64,
    /// One record per epoch, for `lbfgs` per iteration.
    pub history: Vec<TrainRecord>,
}

impl Task for Train {
    const NAME: &'static str = "expression.train";
    type Problem = TrainProblem;
    type Solution = TrainSolution;
    type Progress = TrainProgress;

    fn solve(problem: TrainProblem, run: &Run) -> Result<TrainSolution, Error> {
        problem.check_numbers()?;
        let mut expression = crate::arguments::expression("loss", &problem.loss)?;
        ensure_number("loss", &expression.graph, expression.output)?;
        let penalty = problem.join_penalty(&mut expression)?;
        let Expression { graph, inputs, data, output } = &expression;
        let (roles, mut start) = problem.roles(inputs)?;
        let rows = rows_of("rows", &problem.rows, inputs, &roles)?;
        let of_validation = |given| rows_of("validation", given, inputs, &roles);
        let validation = problem.validation.as_ref().map(of_validation).transpose()?;
        for label in labels(graph, *output, inputs, &roles) {
            label.check("rows", inputs, &rows)?;
            validation.as_ref().map_or(Ok(()), |rows| label.check("validation", inputs, rows))?;
        }
        let batch_size = problem.batch_size(rows.count)?;
        let maps = problem.maps(inputs, &roles, &mut start)?;
        problem.check_patience()?;
        let parts = Parts {
            graph: graph.clone(),
            loss: *output,
            penalty,
            inputs: inputs.iter().zip(&roles).map(|(input, &role)| (input.id, role)).collect(),
            data: slices(data),
            total_rows: (problem.reduction == TrainReduction::Sum).then_some(rows.count),
        };
        let descent = problem.descent(rows.count, batch_size, run)?;
        let mut training = Training { objective: Objective::new(parts), rows, validation, maps, run };
        training.prepare(batch_size)?;
        let mut course = match (problem.method.rule(), descent) {
            (Some(method), Some(schedule)) => {
                let mut rule = method.rule(&problem.settings(), &start);
                training.descend(start.clone(), &schedule, &mut *rule)?
            }
            _ => {
                let limits = Limits { tolerance: problem.tolerance, iterations: problem.max_iterations };
                minimize(&mut training, start.clone(), &limits)?
            }
        };
        let outcome = training.finish(&mut course, &start)?;
        Ok(TrainSolution {
            status: course.status,
            parameters: by_name(inputs, &roles, &course.parameters),
            objective: outcome.objective,
            gradient_norm: outcome.gradient_norm,
            epochs: course.epochs,
            steps: course.steps,
            history: course.history,
        })
    }
}

impl TrainProblem {
    fn check_numbers(&self) -> Result<(), Error> {
        check::count("epochs", self.epochs as usize, 1..)?;
        check::optional("learningRate", self.learning_rate, check::POSITIVE)?;
        check::number("momentum", self.momentum, 0.0..1.0)?;
        check::number("beta1", self.beta1, 0.0..1.0)?;
        check::optional("beta2", self.beta2, 0.0..1.0)?;
        check::number("epsilon", self.epsilon, check::POSITIVE)?;
        check::number("weightDecay", self.weight_decay, check::NOT_NEGATIVE)?;
        check::optional("clipNorm", self.clip_norm, check::POSITIVE)?;
        check::tolerance(self.tolerance)?;
        check::at_least_one("patience", self.patience)?;
        check::count("maxIterations", self.max_iterations as usize, 1..)
    }

    /// The node of the penalty in the graph of the loss.
    fn join_penalty(&self, expression: &mut Expression) -> Result<Option<Id>, Error> {
        let Some(penalty) = &self.penalty else { return Ok(None) };
        for (k, input) in penalty.inputs.iter().enumerate() {
            if self.rows.get(&input.name).is_some() {
                let message = format!("must be a parameter or fixed, and {} is given by row", input.name);
                return Err(Error::invalid(format!("penalty.inputs[{k}].name"), message));
            }
        }
        let id = expression.join(penalty).map_err(|error| error.within("penalty"))?;
        ensure_number("penalty", &expression.graph, id)?;
        Ok(Some(id))
    }

    /// The role of each input, and all parameters, one input after another.
    fn roles(&self, inputs: &[Input]) -> Result<(Vec<Role<'_>>, Vec<f64>), Error> {
        check::not_empty("rows", self.rows.len())?;
        check::not_empty("parameters", self.parameters.len())?;
        for (path, names) in [("rows", &self.rows), ("parameters", &self.parameters), ("fixed", &self.fixed)] {
            names.keys().try_for_each(|name| number_of(path, inputs, name).map(drop))?;
        }
        let mut roles = Vec::with_capacity(inputs.len());
        let mut start = Vec::new();
        for Input { name, shape, .. } in inputs {
            let length = shape::count(shape);
            let role = match (self.rows.get(name), self.parameters.get(name), self.fixed.get(name)) {
                (Some(_), None, None) => Role::Row,
                (None, Some(values), None) => {
                    let path = format!("parameters.{name}");
                    check::length(&path, values.len(), length, "its shape says")?;
                    check::numbers(&path, values, check::FINITE)?;
                    start.extend_from_slice(values);
                    Role::Parameter(start.len() - length)
                }
                (None, None, Some(values)) => {
                    let path = format!("fixed.{name}");
                    check::length(&path, values.len(), length, "its shape says")?;
                    check::numbers(&path, values, check::FINITE)?;
                    Role::Fixed(values)
                }
                (None, None, None) => {
                    let message = "is missing: each input is given in rows, parameters or fixed";
                    return Err(Error::invalid(format!("parameters.{name}"), message));
                }
                (given_by_row, _, given_fixed) => {
                    let path = if given_fixed.is_some() { "fixed" } else { "parameters" };
                    let other = if given_by_row.is_some() { "rows" } else { "parameters" };
                    let message = format!("must be given once, and is given in {other} too");
                    return Err(Error::invalid(format!("{path}.{name}"), message));
                }
            };
            roles.push(role);
        }
        Ok((roles, start))
    }

    fn batch_size(&self, rows: usize) -> Result<usize, Error> {
        /// The default batch size.
        const BATCH: usize = 128;
        let given = self.batch_size.map(|size| size as usize);
        if let Some(size) = given {
            let least = if self.method == TrainMethod::Lbfgs { rows } else { 1 };
            check::count("batchSize", size, least..=rows)?;
        }
        let usual = if self.method == TrainMethod::Lbfgs { rows } else { BATCH.min(rows) };
        Ok(given.unwrap_or(usual))
    }

    /// Batches and rates of methods with steps along batches; `None` for L-BFGS.
    fn descent(&self, rows: usize, batch_size: usize, run: &Run) -> Result<Option<DescentSchedule>, Error> {
        let Some(rule) = self.method.rule() else { return Ok(None) };
        let steps = f64::from(self.epochs) * rows.div_ceil(batch_size) as f64;
        Ok(Some(DescentSchedule {
            batch_size,
            epochs: self.epochs,
            shuffle: self.shuffle.then_some(run.seed()),
            rate: self.learning_rate.unwrap_or(rule.usual_rate()),
            fractions: self.schedule.over(Some(rule), Some(steps))?,
            clip_norm: self.clip_norm,
            patience: self.patience,
        }))
    }

    fn settings(&self) -> Settings {
        let Self { momentum, nesterov, beta1, beta2, epsilon, weight_decay: decay, .. } = *self;
        Settings { momentum, nesterov, beta1, beta2, epsilon, decay, lower_bound: 0.0 }
    }

    /// Patience needs validation rows and a method with epochs.
    fn check_patience(&self) -> Result<(), Error> {
        if self.patience.is_some() && self.method == TrainMethod::Lbfgs {
            return Err(Error::invalid("patience", "must be absent for lbfgs, which has no epochs"));
        }
        if self.patience.is_some() && self.validation.is_none() {
            return Err(Error::invalid("validation", "is missing, and patience needs it"));
        }
        Ok(())
    }

    /// The bounds and weights of absolute values of all parameters. Moves the start within the bounds.
    fn maps(&self, inputs: &[Input], roles: &[Role], start: &mut [f64]) -> Result<Maps, Error> {
        let Self { lower, upper, l1, .. } = self;
        for (path, given) in [("lower", lower), ("upper", upper), ("l1", l1)] {
            if self.method == TrainMethod::Lbfgs && !given.is_empty() {
                return Err(Error::invalid(path, "must be absent for lbfgs"));
            }
        }
        let maps = NamedMaps { lower, upper, l1 }.by_entry(inputs, roles)?;
        maps.project(start);
        Ok(maps)
    }
}

impl TrainMethod {
    /// The update rule; `None` for L-BFGS.
    fn rule(self) -> Option<UpdateRule> {
        Some(match self {
            Self::Adam => UpdateRule::Adam,
            Self::Sgd => UpdateRule::Sgd,
            Self::Adagrad => UpdateRule::Adagrad,
            Self::Rmsprop => UpdateRule::Rmsprop,
            Self::Radam => UpdateRule::Radam,
            Self::ScheduleFree => UpdateRule::ScheduleFree,
            Self::ScheduleFreeAdamW => UpdateRule::ScheduleFreeAdamW,
            Self::Prodigy => UpdateRule::Prodigy,
            Self::Lbfgs => return None,
        })
    }
}

fn by_name(inputs: &[Input], roles: &[Role], parameters: &[f64]) -> Named<Vector> {
    let mut named = Named::default();
    for (input, role) in inputs.iter().zip(roles) {
        if let &Role::Parameter(start) = role {
            let values = &parameters[start..start + shape::count(&input.shape)];
            named.insert(input.name.clone(), values.to_vec().into());
        }
    }
    named
}
