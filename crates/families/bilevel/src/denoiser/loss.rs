//! The loss of denoised samples as a reduced objective.

use super::energy::Energy;
use super::linearized::{Curvature, Linearized};
use super::newton::{Minimum, Stop, minimum};
use super::parameters::Parameters;
use super::samples::Samples;
use crate::outer::{Reduced, Slope, Solved};
use std::rc::Rc;
use superlinear_interface::{Error, Run, Watch};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::{add_scaled, difference, dot, norm};

/// The mean square of the errors after denoising, divided by that of the noisy samples.
pub(super) struct Loss<'a> {
    pub samples: &'a Samples,
    pub parameters: &'a Parameters,
    pub run: &'a Run,
}

/// A denoised sample, and its adjoint once computed.
#[derive(Clone)]
pub(super) struct Denoised {
    pub minimum: Minimum,
    adjoint: Option<Vec<f64>>,
}

/// The limit on Newton steps. Beyond it rounding prevents convergence.
const MAX_STEPS: u32 = 300;

/// The relative residual of adjoints. It adds to the error of the gradient; smaller ones take more iterations.
const ADJOINT_RESIDUAL: f64 = 1e-6;

/// The relative residual of adjoints of samples denoised to rounding.
const FINEST_RESIDUAL: f64 = 1e-12;

/// The gradient norm of signals relative to a vector of ones. Their systems are solved directly, so one or two more
/// steps reach rounding.
const FINEST_GRADIENT: f64 = 1e-14;

impl Loss<'_> {
    /// The loss of denoised samples.
    pub(crate) fn value(&self, denoised: &[Denoised]) -> f64 {
        let pairs = denoised.iter().zip(self.samples.clean());
        let squares = pairs.map(|(denoised, clean)| square(&difference(&denoised.minimum.picture, clean)));
        squares.sum::<f64>() * self.factor()
    }

    /// The factor from a sum of squares to the loss.
    fn factor(&self) -> f64 {
        1.0 / self.samples.noisy_square
    }

    /// Returns whether no sample can be denoised more accurately.
    fn is_final(&self, denoised: &[Denoised]) -> bool {
        self.is_signal() || denoised.iter().all(|one| one.minimum.stop == Stop::Rounding)
    }

    fn is_signal(&self) -> bool {
        self.parameters.grid.rows == 1
    }

    /// The tolerance on one sample's gradient for all samples together to be within `accuracy` of their minima.
    fn goal(&self, accuracy: f64) -> f64 {
        let finest = FINEST_GRADIENT * (self.parameters.grid.size() as f64).sqrt();
        if self.is_signal() { finest } else { finest.max(accuracy / (self.samples.count() as f64).sqrt()) }
    }
}

impl Reduced for Loss<'_> {
    type Inner = Rc<Vec<Denoised>>;

    async fn solve(
        &mut self,
        x: &[f64],
        near: Option<&Self::Inner>,
        accuracy: f64,
    ) -> Result<Solved<Self::Inner>, Error> {
        let energy = self.parameters.energy(x);
        let (goal, watch, near) = (self.goal(accuracy), self.run.watch(), near.map(|near| near.as_slice()));
        let one = |k: usize, noisy: &[f64]| {
            let known = near.map(|near| &near[k]);
            let start = known.map_or(noisy, |known| &known.minimum.picture).to_vec();
            let minimum = minimum(&energy, noisy, start, goal, MAX_STEPS, watch)?;
            Ok(Denoised { minimum, adjoint: known.and_then(|known| known.adjoint.clone()) })
        };
        let denoised = Parallelism::of(self.run).map(self.samples.noisy(), one);
        let denoised = denoised.into_iter().collect::<Result<Vec<_>, Error>>()?;
        let value = self.value(&denoised);
        let is_final = self.is_final(&denoised);
        // The loss is a sum of squares, and the energy is strongly convex with modulus 1.
        let distance = denoised.iter().map(|one| one.minimum.gradient_norm.powi(2)).sum::<f64>().sqrt();
        let margin = (2.0 * (value * self.factor()).sqrt() + distance * self.factor()) * distance;
        Ok(Solved { inner: Rc::new(denoised), value, margin: if is_final { 0.0 } else { margin }, is_final })
    }

    async fn slope(&mut self, x: &[f64], inner: &mut Self::Inner, _: f64) -> Result<Slope, Error> {
        let setting = Setting {
            parameters: self.parameters,
            energy: &self.parameters.energy(x),
            factor: self.factor(),
            watch: self.run.watch(),
        };
        let pairs = inner.iter().zip(self.samples.noisy()).zip(self.samples.clean());
        let one = |_: usize, ((denoised, noisy), clean): ((&Denoised, &[f64]), &[f64])| {
            setting.with_error(denoised, noisy, clean)
        };
        let slopes = Parallelism::of(self.run).map(pairs, one).into_iter().collect::<Result<Vec<_>, Error>>()?;
        let (mut gradient, mut error) = (vec![0.0; x.len()], vec![0.0; x.len()]);
        for (slope, difference) in &slopes {
            add_scaled(&mut gradient, 1.0, &slope.gradient);
            add_scaled(&mut error, 1.0, difference);
        }
        let is_final = self.is_final(inner);
        let with_adjoint = |(denoised, (slope, _)): (&Denoised, (SampleSlope, Vec<f64>))| Denoised {
            minimum: denoised.minimum.clone(),
            adjoint: Some(slope.adjoint),
        };
        *inner = Rc::new(inner.iter().zip(slopes).map(with_adjoint).collect());
        Ok(Slope { gradient, error: norm(&error), is_final })
    }
}

/// Data common to all samples.
struct Setting<'a> {
    parameters: &'a Parameters,
    energy: &'a Energy,
    factor: f64,
    watch: Watch<'a>,
}

/// The gradient contribution of a sample.
struct SampleSlope {
    gradient: Vec<f64>,
    adjoint: Vec<f64>,
}

impl Setting<'_> {
    /// The gradient contribution of a sample after one more Newton step on its picture, and its change in that step.
    /// The remaining error is quadratic in the previous one.
    fn with_error(&self, denoised: &Denoised, noisy: &[f64], clean: &[f64]) -> Result<(SampleSlope, Vec<f64>), Error> {
        let Denoised { minimum, adjoint } = denoised;
        if self.energy.grid.rows == 1 || minimum.stop == Stop::Rounding {
            let slope = self.slope(&minimum.picture, clean, adjoint.clone(), FINEST_RESIDUAL)?;
            let none = vec![0.0; slope.gradient.len()];
            return Ok((slope, none));
        }
        let before = self.slope(&minimum.picture, clean, adjoint.clone(), ADJOINT_RESIDUAL)?;
        let further = self.further(&minimum.picture, noisy)?;
        let after = self.slope(&further, clean, Some(before.adjoint), ADJOINT_RESIDUAL)?;
        let moved = difference(&after.gradient, &before.gradient);
        Ok((after, moved))
    }

    fn slope(
        &self,
        picture: &[f64],
        clean: &[f64],
        adjoint: Option<Vec<f64>>,
        residual: f64,
    ) -> Result<SampleSlope, Error> {
        let responses = self.energy.responses(picture);
        let pull: Vec<_> = difference(picture, clean).iter().map(|error| 2.0 * self.factor * error).collect();
        let mut adjoint = adjoint.unwrap_or_else(|| vec![0.0; picture.len()]);
        match Linearized::new(self.energy, &responses, Curvature::Hessian) {
            Some(linearized) => linearized.solve(&pull, &mut adjoint, residual, self.watch)?,
            // Rejects the point.
            None => adjoint.fill(f64::NAN),
        }
        let gradient = self.parameters.gradient(self.energy, picture, &adjoint, &responses);
        Ok(SampleSlope { gradient, adjoint })
    }

    /// The picture after one more Newton step.
    fn further(&self, picture: &[f64], noisy: &[f64]) -> Result<Vec<f64>, Error> {
        let responses = self.energy.responses(picture);
        let gradient = self.energy.gradient(picture, noisy, &responses);
        let mut step = vec![0.0; picture.len()];
        if let Some(linearized) = Linearized::new(self.energy, &responses, Curvature::Hessian) {
            linearized.solve(&gradient, &mut step, ADJOINT_RESIDUAL, self.watch)?;
        }
        Ok(difference(picture, &step))
    }
}

fn square(vector: &[f64]) -> f64 {
    dot(vector, vector)
}
