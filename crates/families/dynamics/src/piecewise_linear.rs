//! Piecewise-linear maps: a linear map plus hinges, each of which bends it along a hyperplane.
//!
//! `x⁺ = F x + g + V max(0, C x + b)`. A fully observed almost-linear recurrent network (Brenner, Hemmer, Monfared,
//! Durstewitz, NeurIPS 2024) with N units and P rectified ones is this map with N rows and P hinges.

use crate::evolution::Evolution;
use crate::series::{MAX_VALUE, STEPS};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, Vector, Watch, check};
use superlinear_numerics::vectors::{dot_in_order, largest};

/// The map `x⁺ = linear x + offset + weights max(0, directions x + thresholds)`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PiecewiseLinear {
    /// The square matrix of the linear part. All numbers of a model have absolute values up to 1e50.
    pub linear: Matrix,
    /// The constant.
    pub offset: Vector,
    /// The change of slope at each hinge, in the columns.
    pub weights: Matrix,
    /// The normal vectors of the hinges, in the rows.
    pub directions: Matrix,
    /// The constants of the hinges.
    pub thresholds: Vector,
    /// A state from which to begin.
    pub initial: Vector,
    /// The time between a state and the next.
    #[serde(default = "default_step")]
    pub step: f64,
}

fn default_step() -> f64 {
    1.0
}

superlinear_interface::returned! {
    /// A piecewise-linear map in a solution.
    FittedModel = PiecewiseLinear as "FittedModel";
}

/// The maximum number of hinges: a symbol has a bit for each.
pub(crate) const MAX_PIECES: usize = 12;

/// The maximum dimension of a state.
pub(crate) const MAX_DIMENSION: usize = 100;

/// A checked model, with all numbers at hand.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub linear: Vec<f64>,
    pub offset: Vec<f64>,
    pub weights: Vec<f64>,
    pub directions: Vec<f64>,
    pub thresholds: Vec<f64>,
    pub initial: Vec<f64>,
    pub step: f64,
    hinges: Vec<f64>,
    slopes: Vec<f64>,
    next: Vec<f64>,
}

/// The numbers of a model.
pub(crate) struct ModelParts {
    pub linear: Vec<f64>,
    pub offset: Vec<f64>,
    pub weights: Vec<f64>,
    pub directions: Vec<f64>,
    pub thresholds: Vec<f64>,
    pub initial: Vec<f64>,
    pub step: f64,
}

impl Model {
    /// Refuses a model with wrong shapes or numbers.
    pub fn new(path: &str, given: &PiecewiseLinear) -> Result<Self, Error> {
        let (n, pieces) = (given.offset.len(), given.thresholds.len());
        check::entries(&format!("{path}.offset"), n, 1..=MAX_DIMENSION)?;
        check::entries(&format!("{path}.thresholds"), pieces, 0..=MAX_PIECES)?;
        let matrices = [
            ("linear", &given.linear, n, n),
            ("weights", &given.weights, n, pieces),
            ("directions", &given.directions, pieces, n),
        ];
        for (name, matrix, rows, columns) in matrices {
            let path = format!("{path}.{name}");
            check::shape(&path, matrix, rows, columns)?;
            check::matrix(&path, matrix, -MAX_VALUE..=MAX_VALUE)?;
        }
        check::numbers(&format!("{path}.offset"), &given.offset, -MAX_VALUE..=MAX_VALUE)?;
        check::numbers(&format!("{path}.thresholds"), &given.thresholds, -MAX_VALUE..=MAX_VALUE)?;
        check::length(&format!("{path}.initial"), given.initial.len(), n, &format!("{path}.offset"))?;
        check::numbers(&format!("{path}.initial"), &given.initial, -MAX_VALUE..=MAX_VALUE)?;
        check::number(&format!("{path}.step"), given.step, STEPS)?;
        Ok(Self::of(ModelParts {
            linear: given.linear.data.to_vec(),
            offset: given.offset.to_vec(),
            weights: given.weights.data.to_vec(),
            directions: given.directions.data.to_vec(),
            thresholds: given.thresholds.to_vec(),
            initial: given.initial.to_vec(),
            step: given.step,
        }))
    }

    /// A model of these numbers.
    pub fn of(parts: ModelParts) -> Self {
        let ModelParts { linear, offset, weights, directions, thresholds, initial, step } = parts;
        let (hinges, next) = (vec![0.0; thresholds.len()], vec![0.0; offset.len()]);
        let slopes = hinges.clone();
        Self { linear, offset, weights, directions, thresholds, initial, step, hinges, slopes, next }
    }

    /// The model as returned.
    pub fn fitted(self) -> FittedModel {
        let (n, pieces) = (self.offset.len(), self.thresholds.len());
        FittedModel(PiecewiseLinear {
            linear: Matrix::new(n, n, self.linear),
            offset: self.offset.into(),
            weights: Matrix::new(n, pieces, self.weights),
            directions: Matrix::new(pieces, n, self.directions),
            thresholds: self.thresholds.into(),
            initial: self.initial.into(),
            step: self.step,
        })
    }

    /// Whether all numbers are as small as those of a model that is given.
    pub fn is_in_range(&self) -> bool {
        let parts = [&self.linear, &self.offset, &self.weights, &self.directions, &self.thresholds, &self.initial];
        parts.into_iter().flatten().all(|number| number.abs() <= MAX_VALUE)
    }

    /// The number of hinges.
    pub fn pieces(&self) -> usize {
        self.thresholds.len()
    }

    /// The region of a state: bit i says whether hinge i is active.
    pub fn region(&self, state: &[f64]) -> u32 {
        let active = |hinge: usize| self.hinge(hinge, state) > 0.0;
        (0..self.pieces()).fold(0, |code, hinge| code | u32::from(active(hinge)) << hinge)
    }

    fn hinge(&self, hinge: usize, state: &[f64]) -> f64 {
        let n = state.len();
        dot_in_order(&self.directions[hinge * n..][..n], state) + self.thresholds[hinge]
    }

    /// The matrix and the constant of the map within a region.
    pub fn affine(&self, region: u32) -> (Vec<f64>, Vec<f64>) {
        let (n, pieces) = (self.offset.len(), self.pieces());
        let (mut matrix, mut offset) = (self.linear.clone(), self.offset.clone());
        for hinge in (0..pieces).filter(|hinge| region >> hinge & 1 == 1) {
            for i in 0..n {
                let weight = self.weights[i * pieces + hinge];
                offset[i] += weight * self.thresholds[hinge];
                let direction = &self.directions[hinge * n..][..n];
                matrix[i * n..][..n].iter_mut().zip(direction).for_each(|(entry, c)| *entry += weight * c);
            }
        }
        (matrix, offset)
    }

    /// The initial state: the given one, or that of the model.
    pub fn start(&self, given: Option<&Vector>) -> Result<Vec<f64>, Error> {
        let Some(initial) = given else { return Ok(self.initial.clone()) };
        check::length("initial", initial.len(), self.dimension(), "a state has")?;
        check::numbers("initial", initial, -MAX_VALUE..=MAX_VALUE)?;
        Ok(initial.to_vec())
    }

    /// Replaces a state by its image, and tangent vectors by theirs under the derivative.
    pub fn apply(&mut self, state: &mut [f64], tangents: &mut [f64]) {
        let (n, pieces) = (state.len(), self.pieces());
        for hinge in 0..pieces {
            self.hinges[hinge] = self.hinge(hinge, state);
        }
        for vector in tangents.chunks_exact_mut(n) {
            for hinge in 0..pieces {
                let is_active = self.hinges[hinge] > 0.0;
                let direction = &self.directions[hinge * n..][..n];
                self.slopes[hinge] = if is_active { dot_in_order(direction, vector) } else { 0.0 };
            }
            for i in 0..n {
                self.next[i] = dot_in_order(&self.linear[i * n..][..n], vector)
                    + dot_in_order(&self.weights[i * pieces..][..pieces], &self.slopes);
            }
            vector.copy_from_slice(&self.next);
        }
        self.hinges.iter_mut().for_each(|hinge| *hinge = hinge.max(0.0));
        for i in 0..n {
            self.next[i] = self.offset[i]
                + dot_in_order(&self.linear[i * n..][..n], state)
                + dot_in_order(&self.weights[i * pieces..][..pieces], &self.hinges);
        }
        state.copy_from_slice(&self.next);
    }
}

impl Evolution for Model {
    fn dimension(&self) -> usize {
        self.offset.len()
    }

    fn step(&self) -> f64 {
        self.step
    }

    fn work(&self) -> usize {
        self.linear.len() + self.weights.len() + self.directions.len()
    }

    fn magnitude(&self) -> f64 {
        largest(&self.offset).max(1.0)
    }

    /// Takes at most a few milliseconds, and is finished.
    fn advance_tangents(&mut self, state: &mut [f64], tangents: &mut [f64], _: &Watch) -> bool {
        self.apply(state, tangents);
        true
    }
}
