//! Groups of coefficients with a penalty on the norm of each. A group has one rate, so that its proximal step is a common
//! factor: gradient descent, or AdaGrad with the sum of all squared derivatives of the group.
//!
//! Missed steps of the penalty are applied at once, exactly: each of them takes its rate times the strength from the norm,
//! which ends at 0. Rates of gradient descent are those of the steps; AdaGrad divides them by a root that changes with the
//! group's derivatives only.
//!
//! Sources: Yuan, Lin, Model selection and estimation in regression with grouped variables, J. R. Stat. Soc. B 68, 2006;
//! Duchi, Hazan, Singer, JMLR 12, 2011, section 1.3.

use super::{Coefficients, Gradient, Model};
use crate::bytes::{Reader, Writer};
use crate::groups::Groups;
use crate::rows::Row;
use crate::rules::MIN_ROOT;
use std::sync::Arc;
use superlinear_interface::Error;

/// The state of a group besides its coefficients.
#[derive(Clone, Copy, Default)]
struct Group {
    /// The sum of squared derivatives.
    squares: f64,
    /// The sum of all rates when the penalty was last applied.
    rates: f64,
}

/// Coefficients in groups.
#[derive(Clone)]
pub(crate) struct Grouped {
    rate: f64,
    /// Whether rates are divided by roots of sums of squares.
    is_adaptive: bool,
    groups: Arc<Groups>,
    coefficients: Vec<f64>,
    states: Vec<Group>,
    intercepts: Vec<f64>,
    /// The sums of squared derivatives of the intercepts.
    squares: Vec<f64>,
    /// The sum of the rates of all steps, and the rate of the current one.
    rates: f64,
    step: f64,
    /// The groups of a gradient.
    touched: Vec<u32>,
}

impl Grouped {
    /// Coefficients that start at a model.
    pub fn new(rate: f64, is_adaptive: bool, groups: Arc<Groups>, start: &Model) -> Self {
        let Model { coefficients, intercepts } = start.clone();
        Self {
            rate,
            is_adaptive,
            coefficients,
            states: vec![Group::default(); groups.members.len()],
            squares: vec![0.0; intercepts.len()],
            intercepts,
            groups,
            rates: 0.0,
            step: rate,
            touched: Vec::new(),
        }
    }

    /// The factor of a group's rate: 0 without derivatives so far, which leave AdaGrad without a metric.
    fn scale(&self, squares: f64) -> f64 {
        match self.is_adaptive {
            false => 1.0,
            true if squares == 0.0 => 0.0,
            true => (squares.sqrt() + MIN_ROOT).recip(),
        }
    }

    /// The factor that the missed steps of the penalty are for a group.
    fn missed(&self, group: usize) -> f64 {
        let Group { squares, rates } = self.states[group];
        self.groups.factor(group, (self.rates - rates) * self.scale(squares), &self.coefficients)
    }

    fn multiply(&mut self, group: usize, factor: f64) {
        if factor != 1.0 {
            self.groups.members[group].iter().for_each(|&place| self.coefficients[place as usize] *= factor);
        }
    }
}

impl Coefficients for Grouped {
    fn rate(&mut self) -> &mut f64 {
        &mut self.rate
    }

    fn begin(&mut self, fraction: f64) {
        self.step = self.rate * fraction;
    }

    fn read<R: Row>(&mut self, row: R, z: &mut [f64]) {
        row.each(|j, x| {
            let group = self.groups.of_feature[j] as usize;
            if self.states[group].rates != self.rates {
                self.multiply(group, self.missed(group));
                self.states[group].rates = self.rates;
            }
            let coefficients = &self.coefficients[j * z.len()..];
            z.iter_mut().zip(coefficients).for_each(|(z, w)| *z += w * x);
        });
    }

    fn read_intercepts(&mut self, z: &mut [f64]) {
        self.add_intercepts(z);
    }

    fn step(&mut self, gradient: &Gradient, has_intercept: bool) {
        let outputs = self.intercepts.len();
        self.touched.clear();
        for &feature in gradient.features() {
            let group = self.groups.of_feature[feature as usize];
            self.touched.push(group);
            self.states[group as usize].squares += gradient.of(feature).iter().map(|slope| slope * slope).sum::<f64>();
        }
        for &feature in gradient.features() {
            let group = self.groups.of_feature[feature as usize] as usize;
            let rate = self.step * self.scale(self.states[group].squares);
            let coefficients = &mut self.coefficients[feature as usize * outputs..];
            coefficients.iter_mut().zip(gradient.of(feature)).for_each(|(w, slope)| *w -= rate * slope);
        }
        let mut touched = std::mem::take(&mut self.touched);
        touched.sort_unstable();
        touched.dedup();
        let after = self.rates + self.step;
        for &group in &touched {
            let group = group as usize;
            let length = self.step * self.scale(self.states[group].squares);
            self.multiply(group, self.groups.factor(group, length, &self.coefficients));
            self.states[group].rates = after;
        }
        self.touched = touched;
        if has_intercept {
            for (k, slope) in gradient.intercepts().iter().enumerate() {
                self.squares[k] += slope * slope;
                self.intercepts[k] -= self.step * self.scale(self.squares[k]) * slope;
            }
        }
        self.rates = after;
    }

    fn add_intercepts(&self, z: &mut [f64]) {
        z.iter_mut().zip(&self.intercepts).for_each(|(z, intercept)| *z += intercept);
    }

    fn add_products<R: Row>(&self, row: R, z: &mut [f64]) {
        row.each(|j, x| {
            let factor = self.missed(self.groups.of_feature[j] as usize) * x;
            let coefficients = &self.coefficients[j * z.len()..];
            z.iter_mut().zip(coefficients).for_each(|(z, w)| *z += factor * w);
        });
    }

    fn model(&self) -> Model {
        let mut caught_up = self.clone();
        (0..self.states.len()).for_each(|group| caught_up.multiply(group, self.missed(group)));
        Model { coefficients: caught_up.coefficients, intercepts: caught_up.intercepts }
    }

    fn write(&self, writer: &mut Writer) {
        writer.numbers(&[self.rates]);
        let numbers: Vec<f64> = self.states.iter().flat_map(|state| [state.squares, state.rates]).collect();
        for part in [&numbers, &self.squares, &self.intercepts, &self.coefficients] {
            writer.numbers(part);
        }
    }

    fn restore(&mut self, reader: &mut Reader) -> Result<(), Error> {
        [self.rates] = reader.array()?;
        for state in &mut self.states {
            let [squares, rates] = reader.array()?;
            *state = Group { squares, rates };
        }
        for part in [&mut self.squares, &mut self.intercepts, &mut self.coefficients] {
            *part = reader.numbers(part.len())?;
        }
        Ok(())
    }
}
