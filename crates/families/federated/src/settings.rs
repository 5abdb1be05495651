//! The settings shared by all parties of a training: the algorithm, the model, the aggregation, the compression.

use crate::compressor::Compressor;
use schemars::JsonSchema;
use serde::Deserialize;
use std::ops::Bound;
use superlinear_interface::{Error, Vector, check};
use superlinear_losses::LossKind;
use superlinear_penalties::PenaltyKind;

/// The algorithm of clients and server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Algorithm {
    /// Clients take steps on their data, and the server averages the changes (McMahan et al. 2017).
    #[default]
    FedAvg,
    /// As `fedAvg`, with steps drawn back to the model of the server (Li et al. 2020).
    FedProx,
    /// As `fedAvg`, with steps corrected by the difference between the directions of all clients and of one (Karimireddy
    /// et al. 2020).
    Scaffold,
    /// Steps with a proximal term and a correction of it, on gradients at perturbed points (Sun et al. 2023).
    FedSpeed,
    /// As `fedAvg`, with steps of Adam on the server (Reddi et al. 2021).
    FedAdam,
    /// Compressed gradients with controlled error feedback (Gao, Islamov, Stich 2024): a step of the server each round.
    Compressed,
    /// Steps while the average of the round before travels (Sun et al. 2024).
    Overlapped,
}

/// The steps of a client in a round.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LocalSteps {
    /// The number of steps, at least one; `compressed` takes none.
    pub steps: u32,
    /// The rows of a step; 0 means all rows.
    pub batch_size: u32,
    /// The step size. Required except by `compressed`.
    pub learning_rate: Option<f64>,
    /// The factor of the step size from round to round, above 0 and at most 1.
    pub decay: f64,
    /// The norm to which gradients of steps are clipped.
    pub clip_norm: f64,
}

impl Default for LocalSteps {
    fn default() -> Self {
        Self { steps: 10, batch_size: 32, learning_rate: None, decay: 1.0, clip_norm: 10.0 }
    }
}

/// The perturbation of `fedSpeed`.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Ascent {
    /// The distance of the perturbed point along the gradient; 0 for none.
    pub radius: f64,
    /// The share of the gradient there, from 0 to 1.
    pub mix: f64,
}

impl Default for Ascent {
    fn default() -> Self {
        Self { radius: 0.1, mix: 1.0 }
    }
}

/// The step size of the server.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be a number, or auto")]
pub enum ServerRate {
    /// A number.
    Number(f64),
    /// By the rows of a simulation.
    Word(ServerRateWord),
}

/// A step size that is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ServerRateWord {
    /// A quarter of the inverse of the largest curvature of the objective.
    Auto,
}

/// The moments of `fedAdam`.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ServerMoments {
    /// The decay of the mean of changes.
    pub first: f64,
    /// The decay of the mean of their squares.
    pub second: f64,
    /// The number added to the root of the mean of squares.
    pub epsilon: f64,
}

impl Default for ServerMoments {
    fn default() -> Self {
        Self { first: 0.9, second: 0.99, epsilon: 1e-3 }
    }
}

/// When the server combines messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum AggregationKind {
    /// When the messages of all asked clients are in.
    #[default]
    Synchronous,
    /// At fixed intervals, with the messages of the interval (Fraboni et al. 2023).
    FixedInterval,
    /// For each message.
    Immediate,
    /// When a number of messages are in (Nguyen et al. 2022).
    Buffered,
}

/// The aggregation of messages.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Aggregation {
    /// When messages are combined.
    pub kind: AggregationKind,
    /// The seconds between aggregations of `fixedInterval`.
    pub interval: Option<f64>,
    /// The messages of an aggregation of `buffered`.
    pub size: Option<u32>,
}

/// The weights of messages with different rates of arrival.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Weighting {
    /// Slow clients get larger weights, so that the limit is the minimum of the mean over all clients.
    #[default]
    Unbiased,
    /// The importance alone. Fast clients then pull the model to their data.
    None,
}

/// The memory of clients of a lossy compressor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Feedback {
    /// Differences to a running estimate are compressed, with a share of the former errors.
    #[default]
    Controlled,
    /// The vector plus all former errors is compressed.
    Classic,
}

/// The outer steps of `overlapped`.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Overlap {
    /// The share of the last outer step in the next one, at least 0 and below 1.
    pub outer_momentum: f64,
    /// The divisor of outer steps.
    pub staleness_penalty: f64,
    /// Limit on the absolute value of each entry of an outer step, before the momentum. Default: none.
    pub clip: Option<f64>,
}

impl Default for Overlap {
    fn default() -> Self {
        Self { outer_momentum: 0.0, staleness_penalty: 1.0, clip: None }
    }
}

/// The norm of a ball.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BallNorm {
    /// The Euclidean norm.
    #[default]
    L2,
    /// The largest absolute value.
    Linf,
}

/// An adversary who moves each row within a ball, to the point of largest loss. Exact, because the model is linear.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Adversary {
    /// The norm of the ball.
    #[serde(default)]
    pub norm: BallNorm,
    /// The radius of the ball.
    pub radius: f64,
}

/// The settings of a training. All parties need the same.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct FederatedSettings {
    /// The algorithm.
    pub algorithm: Algorithm,
    /// The loss of a row: `squared`, `huber`, `logistic` (responses -1, or 0, and 1), `multinomial` (classes from 0 on) or
    /// `poisson`.
    pub loss: LossKind,
    /// The residual at which `huber` becomes linear.
    pub huber_threshold: f64,
    /// The number of classes of `multinomial`.
    pub classes: Option<u32>,
    /// The number of columns. Default: that of `matrix`, or from `initial`.
    pub dimension: Option<u32>,
    /// Whether the model has an intercept, which is free of penalties. It follows the coefficients in `parameters`.
    pub intercept: bool,
    /// The penalty of coefficients: `none`, `l2`, `l1` or `elasticNet`.
    pub penalty: PenaltyKind,
    /// The strength of the penalty.
    pub lambda: f64,
    /// The share of absolute values in `elasticNet`, from 0 to 1.
    pub l1_ratio: f64,
    /// The steps of clients.
    pub local: LocalSteps,
    /// The factor of the proximal term. Default: 0.1 for `fedProx`, 1 for `fedSpeed`.
    pub proximal: Option<f64>,
    /// The perturbation of `fedSpeed`.
    pub ascent: Ascent,
    /// The step size of the server. Default: 1, or 0.1 for `fedAdam`. Required by `compressed`, where a quarter of the
    /// inverse of the objective's largest curvature is a safe choice: `auto` in `simulate` and `compare`, which know all
    /// rows.
    pub server_learning_rate: Option<ServerRate>,
    /// The moments of `fedAdam`.
    pub server_moments: ServerMoments,
    /// When messages are combined. All but `synchronous` are for `fedAvg`, `fedProx` and `fedAdam` without a lossy
    /// compressor.
    pub aggregation: Aggregation,
    /// The weights of messages with different rates of arrival.
    pub weighting: Weighting,
    /// The importance of each client, in any unit. Default: the number of rows in `simulate` and `compare`, equal
    /// otherwise.
    pub importance: Option<Vector>,
    /// Limit on the aggregations between a broadcast and the arrival of its answer, if aggregation is not
    /// synchronous. Default: none.
    pub max_staleness: Option<u32>,
    /// The compression of messages to the server. Lossy ones are not for `scaffold`, `fedSpeed` and `overlapped`.
    pub compressor: Compressor,
    /// The memory of a lossy compressor.
    pub feedback: Feedback,
    /// The share of former errors in a compressed vector, from 0 to 1. Default: `compressor.fraction`, or 0 for `sign` and
    /// 0.1 for `quantized`. With 0 it is EF21 (Richtárik, Sokolov, Fatkhullin 2021).
    pub error_control: Option<f64>,
    /// The outer steps of `overlapped`.
    pub overlap: Overlap,
    /// An adversary, for the losses `squared`, `huber` and `logistic`.
    pub adversary: Option<Adversary>,
    /// The fraction of clients asked in a round, above 0 and at most 1; at least one is asked.
    pub participation: f64,
}

impl Default for FederatedSettings {
    fn default() -> Self {
        Self {
            algorithm: Algorithm::FedAvg,
            loss: LossKind::Squared,
            huber_threshold: 1.35,
            classes: None,
            dimension: None,
            intercept: true,
            penalty: PenaltyKind::None,
            lambda: 0.0,
            l1_ratio: 0.5,
            local: LocalSteps::default(),
            proximal: None,
            ascent: Ascent::default(),
            server_learning_rate: None,
            server_moments: ServerMoments::default(),
            aggregation: Aggregation::default(),
            weighting: Weighting::Unbiased,
            importance: None,
            max_staleness: None,
            compressor: Compressor::default(),
            feedback: Feedback::Controlled,
            error_control: None,
            overlap: Overlap::default(),
            adversary: None,
            participation: 1.0,
        }
    }
}

/// Larger numbers of parameters are assumed to be mistakes: a model is held many times.
pub(crate) const MAX_PARAMETERS: usize = 50_000_000;

/// Larger numbers of clients are assumed to be mistakes.
pub(crate) const MAX_CLIENTS: usize = 1_000_000;

/// Positive times, so short that sums of them are finite.
pub(crate) const SECONDS: (Bound<f64>, Bound<f64>) = (Bound::Excluded(0.0), Bound::Included(MAX_SECONDS));

/// Limit on times.
pub(crate) const MAX_SECONDS: f64 = 1e100;

/// Larger numbers of classes are assumed to be mistakes.
const MAX_CLASSES: usize = 100_000;

/// Zero or above, and below 1.
const MOMENTUM: std::ops::Range<f64> = 0.0..1.0;

impl FederatedSettings {
    /// Refuses invalid settings. Paths are within the settings.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.check_model()?;
        self.check_steps()?;
        self.check_aggregation()?;
        self.check_compression()?;
        check::number("overlap.outerMomentum", self.overlap.outer_momentum, MOMENTUM)?;
        check::number("overlap.stalenessPenalty", self.overlap.staleness_penalty, check::POSITIVE)?;
        check::optional("overlap.clip", self.overlap.clip, check::POSITIVE)?;
        check::number("participation", self.participation, check::PROPORTION)
    }

    fn check_model(&self) -> Result<(), Error> {
        if self.loss == LossKind::MultiSquared {
            return Err(Error::invalid("loss", "must be of one output, got multiSquared"));
        }
        check::number("huberThreshold", self.huber_threshold, check::POSITIVE)?;
        match (self.loss == LossKind::Multinomial, self.classes) {
            (true, None) => return Err(Error::invalid("classes", "is required by the loss multinomial")),
            (true, Some(classes)) => check::count("classes", classes as usize, 2..=MAX_CLASSES)?,
            (false, Some(_)) => return Err(Error::invalid("classes", "is for the loss multinomial only")),
            (false, None) => {}
        }
        if let Some(columns) = self.dimension {
            check::count("dimension", columns as usize, 1..=MAX_PARAMETERS)?;
        }
        use PenaltyKind::{ElasticNet, L1, L2};
        if !matches!(self.penalty, ElasticNet | L1 | L2 | PenaltyKind::None) {
            return Err(Error::invalid("penalty", "must be none, l2, l1 or elasticNet"));
        }
        check::number("lambda", self.lambda, check::NOT_NEGATIVE)?;
        check::number("l1Ratio", self.l1_ratio, 0.0..=1.0)?;
        if let Some(adversary) = self.adversary {
            check::number("adversary.radius", adversary.radius, check::POSITIVE)?;
            if matches!(self.loss, LossKind::Multinomial | LossKind::Poisson) {
                return Err(Error::invalid("adversary", "is for the losses squared, huber and logistic"));
            }
        }
        Ok(())
    }

    fn check_steps(&self) -> Result<(), Error> {
        let LocalSteps { steps, learning_rate, decay, clip_norm, .. } = self.local;
        check::count("local.steps", steps as usize, 1..)?;
        check::optional("local.learningRate", learning_rate, check::POSITIVE)?;
        if learning_rate.is_none() && self.algorithm != Algorithm::Compressed {
            return Err(Error::invalid("local.learningRate", "is required"));
        }
        check::number("local.decay", decay, check::PROPORTION)?;
        check::number("local.clipNorm", clip_norm, check::POSITIVE)?;
        check::optional("proximal", self.proximal, check::NOT_NEGATIVE)?;
        check::number("ascent.radius", self.ascent.radius, check::NOT_NEGATIVE)?;
        check::number("ascent.mix", self.ascent.mix, 0.0..=1.0)?;
        self.check_server_rate()?;
        check::number("serverMoments.first", self.server_moments.first, MOMENTUM)?;
        check::number("serverMoments.second", self.server_moments.second, MOMENTUM)?;
        check::number("serverMoments.epsilon", self.server_moments.epsilon, check::POSITIVE)
    }

    fn check_server_rate(&self) -> Result<(), Error> {
        let (path, is_compressed) = ("serverLearningRate", self.algorithm == Algorithm::Compressed);
        match self.server_learning_rate {
            None if is_compressed => Err(Error::invalid(path, "is required by compressed")),
            None => Ok(()),
            Some(ServerRate::Number(rate)) => check::number(path, rate, check::POSITIVE),
            Some(_) if !is_compressed => Err(Error::invalid(path, "must be a number: auto is for compressed")),
            Some(_) if self.loss == LossKind::Poisson || self.adversary.is_some() => Err(Error::invalid(
                path,
                "must be a number where the curvature has no bound: auto is not for poisson or an adversary",
            )),
            Some(_) => Ok(()),
        }
    }

    /// Refuses a step size by rows that the server does not have.
    pub(crate) fn check_for_server(&self) -> Result<(), Error> {
        self.check()?;
        if self.has_automatic_rate() {
            return Err(Error::invalid("serverLearningRate", "must be a number: auto needs the rows of all clients"));
        }
        Ok(())
    }

    /// Refuses parts of linear models beside functions and formulas of the caller.
    pub(crate) fn check_for_functions(&self) -> Result<(), Error> {
        let given = [
            ("penalty", self.penalty != PenaltyKind::None),
            ("classes", self.classes.is_some()),
            ("adversary", self.adversary.is_some()),
        ];
        check::absent(&given, "must be absent: the model is that of gradient or loss alone")
    }

    /// Refuses settings of a simulation over so many clients of a model that is not linear.
    pub(crate) fn check_own_model(&self, clients: usize) -> Result<(), Error> {
        self.check_for_server()?;
        self.check_for_functions()?;
        self.check_clients(clients)
    }

    /// Refuses buffers of more messages than there are clients.
    pub(crate) fn check_clients(&self, clients: usize) -> Result<(), Error> {
        match self.aggregation.size {
            Some(size) => check::count("aggregation.size", size as usize, 1..=clients),
            None => Ok(()),
        }
    }

    /// Whether the step size of the server depends on the rows.
    pub(crate) fn has_automatic_rate(&self) -> bool {
        matches!(self.server_learning_rate, Some(ServerRate::Word(ServerRateWord::Auto)))
    }

    fn check_aggregation(&self) -> Result<(), Error> {
        let Aggregation { kind, interval, size } = self.aggregation;
        check::optional("aggregation.interval", interval, SECONDS)?;
        let needs =
            |name: &str, is_given: bool, owner: AggregationKind, owner_name: &str| match (is_given, kind == owner) {
                (false, true) => Err(Error::invalid(format!("aggregation.{name}"), "is required")),
                (true, false) => {
                    Err(Error::invalid(format!("aggregation.{name}"), format!("is for {owner_name} only")))
                }
                _ => Ok(()),
            };
        needs("interval", interval.is_some(), AggregationKind::FixedInterval, "fixedInterval")?;
        needs("size", size.is_some(), AggregationKind::Buffered, "buffered")?;
        if let Some(size) = size {
            check::count("aggregation.size", size as usize, 1..)?;
        }
        if let Some(importance) = &self.importance {
            check::numbers("importance", importance, check::NOT_NEGATIVE)?;
            if !(importance.iter().sum::<f64>() > 0.0 && importance.iter().sum::<f64>().is_finite()) {
                return Err(Error::invalid("importance", "must have a positive and finite sum"));
            }
        }
        if kind == AggregationKind::Synchronous {
            return match self.max_staleness {
                Some(_) => Err(Error::invalid("maxStaleness", "is for aggregations that are not synchronous")),
                None => Ok(()),
            };
        }
        if !matches!(self.algorithm, Algorithm::FedAvg | Algorithm::FedProx | Algorithm::FedAdam) {
            return Err(Error::invalid("aggregation.kind", "must be synchronous for this algorithm"));
        }
        if self.compressor.is_lossy() {
            return Err(Error::invalid("aggregation.kind", "must be synchronous for a lossy compressor"));
        }
        if self.participation < 1.0 {
            return Err(Error::invalid("participation", "must be 1 unless aggregation is synchronous"));
        }
        Ok(())
    }

    fn check_compression(&self) -> Result<(), Error> {
        self.compressor.check()?;
        check::optional("errorControl", self.error_control, 0.0..=1.0)?;
        let has_own_memory =
            matches!(self.algorithm, Algorithm::Scaffold | Algorithm::FedSpeed | Algorithm::Overlapped);
        if has_own_memory && self.compressor.is_lossy() {
            return Err(Error::invalid("compressor.kind", "must be none or single for this algorithm"));
        }
        Ok(())
    }

    /// The numbers that the states of clients hold in a simulation.
    pub(crate) fn numbers_of_clients(&self, clients: usize, parameters: usize) -> usize {
        let copies = if self.has_feedback() { 5 } else { 3 };
        [clients, parameters, copies].into_iter().fold(1, usize::saturating_mul)
    }

    /// Whether clients keep errors of compression.
    pub(crate) fn has_feedback(&self) -> bool {
        self.algorithm == Algorithm::Compressed || self.compressor.is_lossy()
    }

    pub(crate) fn is_synchronous(&self) -> bool {
        self.aggregation.kind == AggregationKind::Synchronous
    }

    pub(crate) fn proximal(&self) -> f64 {
        match self.algorithm {
            Algorithm::FedProx => self.proximal.unwrap_or(0.1),
            Algorithm::FedSpeed => self.proximal.unwrap_or(1.0),
            _ => 0.0,
        }
    }

    pub(crate) fn error_control(&self) -> f64 {
        use crate::compressor::CompressorKind::{Random, Sign, Top};
        let default = match self.compressor.kind {
            Random | Top => self.compressor.fraction,
            // Signs keep little of vectors with few large entries, and larger shares of errors add up.
            Sign => 0.0,
            _ => 0.1,
        };
        self.error_control.unwrap_or(default)
    }

    pub(crate) fn server_rate(&self) -> f64 {
        match self.server_learning_rate {
            Some(ServerRate::Number(rate)) => rate,
            _ if self.algorithm == Algorithm::FedAdam => 0.1,
            _ => 1.0,
        }
    }

    /// The step size of clients in a round, counted from 1.
    pub(crate) fn local_rate(&self, round: u32) -> f64 {
        self.local.learning_rate.unwrap_or(0.0) * self.local.decay.powf(f64::from(round) - 1.0)
    }

    /// The number of parameters for this number of columns, and of entries in a message.
    pub(crate) fn parameters(&self, columns: usize) -> usize {
        (self.classes.unwrap_or(1) as usize).saturating_mul(columns.saturating_add(usize::from(self.intercept)))
    }

    /// Refuses models of too many parameters; `path` is that of the reason.
    pub(crate) fn check_size(&self, path: &str, columns: usize) -> Result<(), Error> {
        let parameters = self.parameters(columns);
        if parameters <= MAX_PARAMETERS {
            return Ok(());
        }
        Err(Error::invalid(path, format!("must give at most {MAX_PARAMETERS} parameters, got {parameters}")))
    }

    pub(crate) fn message_length(&self, parameters: usize) -> usize {
        if self.algorithm == Algorithm::Scaffold { 2 * parameters } else { parameters }
    }
}
