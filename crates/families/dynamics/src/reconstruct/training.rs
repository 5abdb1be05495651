//! The parameters of teacher forcing.

use crate::piecewise_linear::{MAX_DIMENSION, PiecewiseLinear};
use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use superlinear_interface::{Error, check};

/// The parameters of `teacherForcing`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct TrainingSettings {
    /// The number of states of the network beside the columns and the hinges; at most 100 states in all. Default: 15, or
    /// fewer if there are many columns; 0 for `regression`.
    pub hidden_states: Option<u32>,
    /// The start of the training: `regression`, `random`, or a model of {@link reconstruct} by `regression`, with as many
    /// hinges as `pieces`. Default: `regression`.
    pub initial: Option<TrainingStart>,
    /// The number of steps, at least 1. Default: 10 000.
    pub steps: Option<u32>,
    /// The number of windows in a step, from 1 to 1024. Default: 16.
    pub batch_size: Option<u32>,
    /// The number of rows of a window, from 2 to 10 000 and less than the rows of the longest series in training. Shorter
    /// series are left out. Default: 200, or fewer if the series are short.
    pub window: Option<u32>,
    /// The number of steps after which rows replace the observed states, from 1 to 10 000. Default: 16.
    pub forcing_interval: Option<u32>,
    /// The standard deviation of noise on these rows, in standard deviations of the columns, from 0 to 1. Default: 0.
    pub noise: Option<f64>,
    /// The learning rate of the first step, above 0 and at most 1; it decreases geometrically. Default: 0.002.
    pub learning_rate: Option<f64>,
    /// The learning rate of the last step, above 0 and at most 1. Default: 0.0001.
    pub final_learning_rate: Option<f64>,
    /// The largest norm of a gradient; longer ones are scaled down. Above 0. Default: 1.
    pub clip_norm: Option<f64>,
    /// The number of steps between free runs that are compared with the series, at least 1. The network with the smallest
    /// divergence is returned. Default: 500.
    pub check_every: Option<u32>,
    /// Other defaults: `paper` for those of the authors of the method, with 100 000 steps from random networks.
    pub preset: Option<TrainingPreset>,
}

/// A set of defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TrainingPreset {
    /// `initial` random, `steps` 100 000, `noise` 0.05, `learningRate` 0.001, `finalLearningRate` 0.00001, no `clipNorm`,
    /// `checkEvery` 1000.
    Paper,
}

/// The start of a training.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged, inline)]
pub enum TrainingStart {
    /// By name.
    Named(NamedStart),
    /// From a model.
    Model(Box<PiecewiseLinear>),
}

/// The start of a training by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum NamedStart {
    /// The map of the regression. Hidden states begin at random, without weight in the others.
    Regression,
    /// Random parameters.
    Random,
}

impl<'de> Deserialize<'de> for TrainingStart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TrainingStartVisitor)
    }
}

struct TrainingStartVisitor;

impl<'de> Visitor<'de> for TrainingStartVisitor {
    type Value = TrainingStart;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("regression, random or a model")
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<TrainingStart, E> {
        match word {
            "regression" => Ok(TrainingStart::Named(NamedStart::Regression)),
            "random" => Ok(TrainingStart::Named(NamedStart::Random)),
            _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TrainingStart, A::Error> {
        let model = PiecewiseLinear::deserialize(MapAccessDeserializer::new(map))?;
        Ok(TrainingStart::Model(Box::new(model)))
    }
}

/// The parameters of a training, checked.
#[derive(Clone)]
pub(super) struct Training {
    pub hidden_states: usize,
    pub initial: TrainingStart,
    pub steps: u32,
    pub batch_size: usize,
    pub window: usize,
    pub forcing_interval: usize,
    pub noise: f64,
    learning_rate: f64,
    final_learning_rate: f64,
    pub clip_norm: f64,
    pub check_every: u32,
}

const HIDDEN_STATES: usize = 15;
const BATCH_SIZE: u32 = 16;
const WINDOW: usize = 200;
const FORCING_INTERVAL: u32 = 16;

/// The largest window and forcing interval.
const MAX_WINDOW: usize = 10_000;

impl Training {
    /// The given parameters and the defaults of the others. `rows` is the number of rows of the longest series in training.
    pub fn new(given: &TrainingSettings, columns: usize, pieces: usize, rows: usize) -> Result<Self, Error> {
        let is_paper = given.preset == Some(TrainingPreset::Paper);
        let start = if is_paper { NamedStart::Random } else { NamedStart::Regression };
        let most = MAX_DIMENSION.saturating_sub(columns + pieces);
        let training = Self {
            hidden_states: given.hidden_states.map_or(HIDDEN_STATES.min(most), |count| count as usize),
            initial: given.initial.clone().unwrap_or(TrainingStart::Named(start)),
            steps: given.steps.unwrap_or(if is_paper { 100_000 } else { 10_000 }),
            batch_size: given.batch_size.unwrap_or(BATCH_SIZE) as usize,
            window: given.window.map_or(WINDOW.min(rows - 1), |window| window as usize),
            forcing_interval: given.forcing_interval.unwrap_or(FORCING_INTERVAL) as usize,
            noise: given.noise.unwrap_or(if is_paper { 0.05 } else { 0.0 }),
            learning_rate: given.learning_rate.unwrap_or(if is_paper { 1e-3 } else { 2e-3 }),
            final_learning_rate: given.final_learning_rate.unwrap_or(if is_paper { 1e-5 } else { 1e-4 }),
            clip_norm: given.clip_norm.unwrap_or(if is_paper { f64::INFINITY } else { 1.0 }),
            check_every: given.check_every.unwrap_or(if is_paper { 1000 } else { 500 }),
        };
        if columns + pieces > MAX_DIMENSION {
            let message = format!("must be at most {} with {columns} columns, got {pieces}", MAX_DIMENSION - columns);
            return Err(Error::invalid("pieces", message));
        }
        check::count("hiddenStates", training.hidden_states, 0..=most)?;
        check::at_least_one("steps", Some(training.steps))?;
        check::count("batchSize", training.batch_size, 1..=1024)?;
        check::count("window", training.window, 2..=MAX_WINDOW.min(rows - 1).max(2))?;
        check::count("forcingInterval", training.forcing_interval, 1..=MAX_WINDOW)?;
        check::number("noise", training.noise, 0.0..=1.0)?;
        check::number("learningRate", training.learning_rate, f64::MIN_POSITIVE..=1.0)?;
        check::number("finalLearningRate", training.final_learning_rate, f64::MIN_POSITIVE..=1.0)?;
        check::optional("clipNorm", given.clip_norm, f64::MIN_POSITIVE..=f64::MAX)?;
        check::at_least_one("checkEvery", Some(training.check_every))?;
        Ok(training)
    }

    /// The learning rate of a step.
    pub fn rate(&self, step: u32) -> f64 {
        let share = f64::from(step) / f64::from(self.steps);
        self.learning_rate * (self.final_learning_rate / self.learning_rate).powf(share)
    }
}
