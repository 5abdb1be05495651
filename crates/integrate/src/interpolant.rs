//! Dense output: the solution within a step, as a polynomial.

use crate::step::are_usable;
use crate::tables::{DENSE_5, DENSE_8};

/// The form of the polynomial in the place `x` of a step, from 0 to 1, with coefficients `c` and the state `y` at 0.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// `y + c₁ x + … + c₄ x⁴`.
    Powers,
    /// `y + x (c₁ + (1 - x) (c₂ + x (c₃ + (1 - x) (c₄ + …))))`.
    Alternating,
    /// `y + x (c₁ + (x - n₁) (c₂ + (x - n₂) c₃))` with two nodes.
    Newton([f64; 2]),
}

/// The solution within the last step.
#[derive(Clone, Debug)]
pub(crate) struct Interpolant {
    pub t: f64,
    pub h: f64,
    form: Form,
    start: Vec<f64>,
    /// The coefficients, a state each.
    coefficients: Vec<f64>,
}

impl Interpolant {
    pub fn new(size: usize) -> Self {
        let (start, coefficients) = (vec![0.0; size], vec![0.0; 7 * size]);
        Self { t: 0.0, h: 0.0, form: Form::Powers, start, coefficients }
    }

    /// The line from a state along its derivative.
    pub fn line(t: f64, h: f64, y: &[f64], slope: &[f64]) -> Self {
        let mut line = Self::new(y.len());
        line.begin(t, h, y, Form::Powers);
        line.coefficients.iter_mut().zip(slope).for_each(|(coefficient, slope)| *coefficient = h * slope);
        line
    }

    /// The number of its numbers.
    pub fn numbers(&self) -> usize {
        self.start.len() + self.coefficients.len()
    }

    fn begin(&mut self, t: f64, h: f64, y: &[f64], form: Form) {
        (self.t, self.h, self.form) = (t, h, form);
        self.start.copy_from_slice(y);
    }

    /// The dense output of order 5, from all stages.
    pub fn set_order_5(&mut self, t: f64, h: f64, y: &[f64], stages: &[f64]) {
        self.begin(t, h, y, Form::Powers);
        let size = y.len();
        self.coefficients.fill(0.0);
        for (stage, weights) in stages.chunks(size).zip(&DENSE_5) {
            for (coefficients, weight) in self.coefficients.chunks_mut(size).zip(weights) {
                coefficients.iter_mut().zip(stage).for_each(|(sum, k)| *sum += h * weight * k);
            }
        }
    }

    /// The dense output of order 8, from all stages and the state at the end.
    pub fn set_order_8(&mut self, t: f64, h: f64, y: &[f64], end: &[f64], stages: &[f64]) {
        self.begin(t, h, y, Form::Alternating);
        let size = y.len();
        let last = &stages[12 * size..];
        for i in 0..size {
            let change = end[i] - y[i];
            self.coefficients[i] = change;
            self.coefficients[size + i] = h * stages[i] - change;
            self.coefficients[2 * size + i] = 2.0 * change - h * (last[i] + stages[i]);
        }
        for (coefficients, weights) in self.coefficients[3 * size..].chunks_mut(size).zip(DENSE_8) {
            coefficients.fill(0.0);
            for (stage, weight) in stages.chunks(size).zip(weights).filter(|(_, weight)| **weight != 0.0) {
                coefficients.iter_mut().zip(stage).for_each(|(sum, k)| *sum += h * weight * k);
            }
        }
    }

    /// The polynomial through the state at the start and the changes at three nodes, the last of which is 1.
    pub fn set_collocation(&mut self, t: f64, h: f64, y: &[f64], nodes: [f64; 2], changes: &[Vec<f64>; 3]) {
        self.begin(t, h, y, Form::Newton(nodes));
        let (size, [a, b]) = (y.len(), nodes);
        let [first, second, third] = changes;
        let (slopes, rest) = self.coefficients.split_at_mut(size);
        let (bends, twists) = rest.split_at_mut(size);
        let coefficients = slopes.iter_mut().zip(bends).zip(twists);
        for (((c0, c1), c2), ((p, q), r)) in coefficients.zip(first.iter().zip(second).zip(third)) {
            let (first, second, third) = (p / a, (q - p) / (b - a), (r - q) / (1.0 - b));
            let (left, right) = ((second - first) / b, (third - second) / (1.0 - a));
            (*c0, *c1, *c2) = (first, left, right - left);
        }
    }

    /// Writes the state at the place `x`; places beyond 1 extrapolate.
    pub fn write(&self, x: f64, y: &mut [f64]) {
        match self.form {
            Form::Powers => self.nest::<4>(x, &[x; 3], y),
            Form::Alternating => self.nest::<7>(x, &[1.0 - x, x, 1.0 - x, x, 1.0 - x, x], y),
            Form::Newton(nodes) => self.nest::<3>(x, &nodes.map(|node| x - node), y),
        }
    }

    /// Writes `y + x (c₁ + f₁ (c₂ + f₂ (…)))` with `N` coefficients.
    fn nest<const N: usize>(&self, x: f64, factors: &[f64], y: &mut [f64]) {
        let (size, written) = (self.start.len(), y.len());
        let c: [&[f64]; N] = std::array::from_fn(|k| &self.coefficients[k * size..][..written]);
        for (i, (y, start)) in y.iter_mut().zip(&self.start).enumerate() {
            let factors = factors.iter().enumerate().rev();
            *y = start + x * factors.fold(c[N - 1][i], |sum, (k, factor)| c[k][i] + factor * sum);
        }
    }

    /// Writes the derivative by the place.
    pub fn write_slope(&self, x: f64, slope: &mut [f64]) {
        match self.form {
            Form::Powers => self.nest_slopes::<4>(x, &[(x, 1.0); 3], slope),
            Form::Alternating => {
                let (rising, falling) = ((x, 1.0), (1.0 - x, -1.0));
                self.nest_slopes::<7>(x, &[falling, rising, falling, rising, falling, rising], slope);
            }
            Form::Newton(nodes) => self.nest_slopes::<3>(x, &nodes.map(|node| (x - node, 1.0)), slope),
        }
    }

    /// Writes the derivative of the nested form with `N` coefficients, by the factors and their derivatives.
    fn nest_slopes<const N: usize>(&self, x: f64, factors: &[(f64, f64)], slope: &mut [f64]) {
        let size = self.start.len();
        for (i, slope) in slope.iter_mut().enumerate() {
            let own = |k: usize| self.coefficients[k * size + i];
            let factors = factors.iter().enumerate().rev();
            let (sum, derivative) = factors.fold((own(N - 1), 0.0), |(sum, derivative), (k, (factor, slope))| {
                (own(k) + factor * sum, factor * derivative + slope * sum)
            });
            *slope = sum + x * derivative;
        }
    }

    /// Whether the polynomial is finite: the stages of dense output alone may be outside the domain of the field.
    pub fn is_usable(&self) -> bool {
        are_usable(&self.coefficients)
    }

    /// The place of a time.
    pub fn place(&self, t: f64) -> f64 {
        (t - self.t) / self.h
    }
}
