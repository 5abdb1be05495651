//! The field of a flow or a map: its value, and the images of tangent vectors under its derivative by the state.

use crate::clock::Clock;
use superlinear_expression::{TimedFunction, TimedParts};
use superlinear_integrate::NamedField;
use superlinear_interface::{Error, Run};

/// A function of time and state.
pub(crate) trait Slopes {
    /// The number of entries of a state.
    fn unknowns(&self) -> usize;

    /// The operations of a value, roughly.
    fn work(&self) -> usize;

    /// Writes the value.
    fn write(&mut self, t: f64, y: &[f64], value: &mut [f64]);

    /// Writes the images of vectors, which stand one after another, under the derivative by the state. False if time is
    /// over before.
    fn write_images(&mut self, t: f64, y: &[f64], vectors: (&[f64], &mut [f64]), clock: &mut Clock) -> bool;
}

/// The field of a named flow.
pub(crate) struct NamedSlopes {
    field: NamedField,
    /// Tangents of the parameters, zeros.
    still: Vec<f64>,
}

impl NamedSlopes {
    pub fn new(field: NamedField) -> Self {
        let still = vec![0.0; field.parameter_count()];
        Self { field, still }
    }
}

impl Slopes for NamedSlopes {
    fn unknowns(&self) -> usize {
        self.field.unknowns()
    }

    fn work(&self) -> usize {
        self.field.unknowns()
    }

    fn write(&mut self, _: f64, y: &[f64], value: &mut [f64]) {
        self.field.write(y, value);
    }

    fn write_images(&mut self, _: f64, y: &[f64], (vectors, images): (&[f64], &mut [f64]), clock: &mut Clock) -> bool {
        for (vector, image) in vectors.chunks_exact(y.len()).zip(images.chunks_exact_mut(y.len())) {
            if clock.is_over(y.len()) {
                return false;
            }
            self.field.write_tangent(y, (vector, &self.still), image);
        }
        true
    }
}

/// A function of the caller, with its exact derivative.
pub(crate) struct GivenSlopes {
    function: TimedFunction,
    work: usize,
    /// The row and the column of each entry of the derivative, and its value.
    places: Vec<(usize, usize)>,
    entries: Vec<f64>,
}

impl GivenSlopes {
    /// Compiles a function, with its derivative if it is wanted.
    pub fn new(parts: &TimedParts, with_derivative: bool, run: &Run) -> Result<Self, Error> {
        let mut function = TimedFunction::new(parts)?;
        if let Some(name) = parts.parameters.keys().find(|name| !function.has(name)) {
            return Err(Error::invalid(format!("parameters.{name}"), format!("is no input of {}", parts.path)));
        }
        let mut places = Vec::new();
        if with_derivative {
            places.extend(function.differentiate(false, &[], run)?.iter());
        }
        let (work, entries) = (function.work(), vec![0.0; places.len()]);
        Ok(Self { function, work, places, entries })
    }
}

impl Slopes for GivenSlopes {
    fn unknowns(&self) -> usize {
        self.function.outputs()
    }

    fn work(&self) -> usize {
        self.work
    }

    fn write(&mut self, t: f64, y: &[f64], value: &mut [f64]) {
        self.function.write(t, y, value);
    }

    fn write_images(&mut self, t: f64, y: &[f64], (vectors, images): (&[f64], &mut [f64]), clock: &mut Clock) -> bool {
        if vectors.is_empty() {
            return true;
        }
        // Derivatives take a small multiple of a value for each column, or less.
        if clock.is_over(self.work.saturating_mul(y.len())) {
            return false;
        }
        self.function.derivatives(t, y, &mut self.entries);
        images.fill(0.0);
        for (vector, image) in vectors.chunks_exact(y.len()).zip(images.chunks_exact_mut(y.len())) {
            if clock.is_over(self.entries.len()) {
                return false;
            }
            for (&(i, j), entry) in self.places.iter().zip(&self.entries) {
                image[i] += entry * vector[j];
            }
        }
        true
    }
}
