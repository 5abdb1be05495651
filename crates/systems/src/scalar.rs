//! Real and complex numbers, as entries of matrices.

use faer::c64;
use std::fmt::Debug;
use std::ops::{Add, Mul, Sub};

/// A complex number.
pub type Complex = c64;

/// A real or complex number.
pub trait Scalar:
    Copy + Debug + Default + From<f64> + Add<Output = Self> + Mul<Output = Self> + Sub<Output = Self>
{
    /// The sum of the absolute values of both parts, within a factor of √2 of the absolute value.
    fn size(self) -> f64;

    /// The reciprocal.
    fn inverse(self) -> Self;
}

impl Scalar for f64 {
    fn size(self) -> f64 {
        self.abs()
    }

    fn inverse(self) -> Self {
        1.0 / self
    }
}

impl Scalar for Complex {
    fn size(self) -> f64 {
        self.re.abs() + self.im.abs()
    }

    fn inverse(self) -> Self {
        // After Smith: no overflow in squares.
        if self.re.abs() >= self.im.abs() {
            let ratio = self.im / self.re;
            let denominator = self.re + self.im * ratio;
            Self::new(1.0 / denominator, -ratio / denominator)
        } else {
            let ratio = self.re / self.im;
            let denominator = self.re * ratio + self.im;
            Self::new(ratio / denominator, -1.0 / denominator)
        }
    }
}
