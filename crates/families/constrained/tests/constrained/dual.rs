//! Dual numbers with gradients, for exact Jacobians of the tests' models.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A value with its gradient.
#[derive(Clone, Debug)]
pub struct Dual {
    pub value: f64,
    pub gradient: Vec<f64>,
}

impl Dual {
    pub fn constant(value: f64, n: usize) -> Self {
        Self { value, gradient: vec![0.0; n] }
    }

    pub fn variables(x: &[f64]) -> Vec<Self> {
        let unit = |j: usize| (0..x.len()).map(|k| f64::from(u8::from(j == k))).collect();
        x.iter().enumerate().map(|(j, &value)| Self { value, gradient: unit(j) }).collect()
    }

    /// A function of it with this value and this derivative.
    fn apply(self, value: f64, slope: f64) -> Self {
        Self { value, gradient: self.gradient.into_iter().map(|entry| slope * entry).collect() }
    }

    /// A function of both with this value and these partial derivatives.
    fn join(self, other: &Self, value: f64, [a, b]: [f64; 2]) -> Self {
        let gradient = self.gradient.iter().zip(&other.gradient).map(|(x, y)| a * x + b * y).collect();
        Self { value, gradient }
    }

    pub fn exp(self) -> Self {
        let value = self.value.exp();
        self.apply(value, value)
    }

    pub fn ln(self) -> Self {
        let x = self.value;
        self.apply(x.ln(), 1.0 / x)
    }

    pub fn cos(self) -> Self {
        let x = self.value;
        self.apply(x.cos(), -x.sin())
    }

    pub fn sin(self) -> Self {
        let x = self.value;
        self.apply(x.sin(), x.cos())
    }

    pub fn atan(self) -> Self {
        let x = self.value;
        self.apply(x.atan(), 1.0 / (1.0 + x * x))
    }

    pub fn power(self, exponent: f64) -> Self {
        let x = self.value;
        self.apply(x.powf(exponent), exponent * x.powf(exponent - 1.0))
    }
}

impl Add for Dual {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let value = self.value + other.value;
        self.join(&other, value, [1.0, 1.0])
    }
}

impl Sub for Dual {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        let value = self.value - other.value;
        self.join(&other, value, [1.0, -1.0])
    }
}

impl Mul for Dual {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let (x, y) = (self.value, other.value);
        self.join(&other, x * y, [y, x])
    }
}

impl Div for Dual {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let (x, y) = (self.value, other.value);
        self.join(&other, x / y, [1.0 / y, -x / (y * y)])
    }
}

impl Mul<f64> for Dual {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        let value = factor * self.value;
        self.apply(value, factor)
    }
}

impl Neg for Dual {
    type Output = Self;
    fn neg(self) -> Self {
        self * -1.0
    }
}
