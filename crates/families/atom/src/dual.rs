//! Dual numbers: values with their derivatives with respect to `N` variables (forward-mode differentiation).

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A value and its partial derivatives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Dual<const N: usize> {
    pub value: f64,
    pub slopes: [f64; N],
}

impl<const N: usize> Dual<N> {
    pub(crate) fn constant(value: f64) -> Self {
        Self { value, slopes: [0.0; N] }
    }

    /// The variable `index` at a value.
    pub(crate) fn variable(index: usize, value: f64) -> Self {
        let mut dual = Self::constant(value);
        dual.slopes[index] = 1.0;
        dual
    }

    /// A function of this number, given its value and derivative.
    fn chain(self, value: f64, slope: f64) -> Self {
        Self { value, slopes: self.slopes.map(|own| own * slope) }
    }

    /// A function of this number and `other`, given its value and partial derivatives.
    fn combine(self, slope: f64, other: Self, other_slope: f64, value: f64) -> Self {
        let total = |i: usize| slope * self.slopes[i] + other_slope * other.slopes[i];
        Self { value, slopes: std::array::from_fn(total) }
    }

    pub(crate) fn sqrt(self) -> Self {
        let root = self.value.sqrt();
        self.chain(root, 0.5 / root)
    }

    pub(crate) fn cbrt(self) -> Self {
        let root = self.value.cbrt();
        self.chain(root, 1.0 / (3.0 * root * root))
    }

    pub(crate) fn ln(self) -> Self {
        self.chain(self.value.ln(), 1.0 / self.value)
    }

    /// ln(1 + x).
    pub(crate) fn ln_1p(self) -> Self {
        self.chain(self.value.ln_1p(), 1.0 / (1.0 + self.value))
    }

    /// exp(x) - 1.
    pub(crate) fn exp_m1(self) -> Self {
        self.chain(self.value.exp_m1(), self.value.exp())
    }

    pub(crate) fn atan(self) -> Self {
        self.chain(self.value.atan(), 1.0 / (1.0 + self.value * self.value))
    }

    pub(crate) fn asinh(self) -> Self {
        self.chain(self.value.asinh(), 1.0 / (1.0 + self.value * self.value).sqrt())
    }

    pub(crate) fn square(self) -> Self {
        self * self
    }
}

impl<const N: usize> Add for Dual<N> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { value: self.value + other.value, slopes: std::array::from_fn(|i| self.slopes[i] + other.slopes[i]) }
    }
}

impl<const N: usize> Sub for Dual<N> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl<const N: usize> Neg for Dual<N> {
    type Output = Self;
    fn neg(self) -> Self {
        self.chain(-self.value, -1.0)
    }
}

impl<const N: usize> Mul for Dual<N> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        self.combine(other.value, other, self.value, self.value * other.value)
    }
}

impl<const N: usize> Div for Dual<N> {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        let inverse = 1.0 / other.value;
        self.combine(inverse, other, -value * inverse, value)
    }
}

impl<const N: usize> Add<f64> for Dual<N> {
    type Output = Self;
    fn add(self, other: f64) -> Self {
        Self { value: self.value + other, ..self }
    }
}

impl<const N: usize> Sub<f64> for Dual<N> {
    type Output = Self;
    fn sub(self, other: f64) -> Self {
        self + -other
    }
}

impl<const N: usize> Mul<f64> for Dual<N> {
    type Output = Self;
    fn mul(self, other: f64) -> Self {
        self.chain(self.value * other, other)
    }
}

impl<const N: usize> Div<f64> for Dual<N> {
    type Output = Self;
    fn div(self, other: f64) -> Self {
        self * (1.0 / other)
    }
}

/// `number` / x.
pub(crate) fn over<const N: usize>(number: f64, x: Dual<N>) -> Dual<N> {
    let value = number / x.value;
    x.chain(value, -value / x.value)
}
