//! Complex numbers of several sequences side by side, so that one instruction transforms all of them.

use std::ops::{Add, Mul, Sub};

/// Real sequences per register.
pub(super) const WIDTH: usize = 4;

/// Real sequences transformed together: those of the real and of the imaginary parts.
pub(super) const SEQUENCES: usize = 2 * WIDTH;

/// One number of each sequence of a register.
#[derive(Clone, Copy, Default)]
pub(super) struct Lanes(pub [f64; WIDTH]);

impl Add for Lanes {
    type Output = Self;
    #[inline(always)]
    fn add(mut self, other: Self) -> Self {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a += b;
        }
        self
    }
}

impl Sub for Lanes {
    type Output = Self;
    #[inline(always)]
    fn sub(mut self, other: Self) -> Self {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a -= b;
        }
        self
    }
}

impl Mul<f64> for Lanes {
    type Output = Self;
    #[inline(always)]
    fn mul(mut self, factor: f64) -> Self {
        for a in &mut self.0 {
            *a *= factor;
        }
        self
    }
}

/// A complex number of each sequence, in one cache line of most processors.
#[derive(Clone, Copy, Default)]
#[repr(align(64))]
pub(super) struct Complex {
    pub re: Lanes,
    pub im: Lanes,
}

impl Add for Complex {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self { re: self.re + other.re, im: self.im + other.im }
    }
}

impl Sub for Complex {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self { re: self.re - other.re, im: self.im - other.im }
    }
}

impl Mul<f64> for Complex {
    type Output = Self;
    #[inline(always)]
    fn mul(self, factor: f64) -> Self {
        Self { re: self.re * factor, im: self.im * factor }
    }
}

/// A factor common to all sequences.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    pub cosine: f64,
    pub sine: f64,
}

impl Turn {
    /// exp(-2πi k / n).
    pub fn new(k: usize, n: usize) -> Self {
        let (sine, cosine) = (std::f64::consts::TAU * (k % n) as f64 / n as f64).sin_cos();
        Self { cosine, sine: -sine }
    }
}

impl Mul<Turn> for Complex {
    type Output = Self;
    #[inline(always)]
    fn mul(self, turn: Turn) -> Self {
        Self { re: self.re * turn.cosine - self.im * turn.sine, im: self.im * turn.cosine + self.re * turn.sine }
    }
}

impl Complex {
    /// This number times -i.
    #[inline(always)]
    pub fn backward_quarter(self) -> Self {
        Self { re: self.im, im: Self::default().re - self.re }
    }

    #[inline(always)]
    pub fn conjugate(self) -> Self {
        Self { re: self.re, im: Self::default().im - self.im }
    }

    /// The numbers of all sequences: real parts, then imaginary ones.
    #[inline(always)]
    pub fn to_array(self) -> [f64; SEQUENCES] {
        std::array::from_fn(|k| if k < WIDTH { self.re.0[k] } else { self.im.0[k - WIDTH] })
    }

    #[inline(always)]
    pub fn from_array(all: [f64; SEQUENCES]) -> Self {
        Self { re: Lanes(std::array::from_fn(|k| all[k])), im: Lanes(std::array::from_fn(|k| all[WIDTH + k])) }
    }

    /// The real parts for 0, otherwise the imaginary ones.
    #[inline(always)]
    pub fn part(&self, half: usize) -> &Lanes {
        if half == 0 { &self.re } else { &self.im }
    }

    /// [`part`](Self::part), to write to.
    #[inline(always)]
    pub fn part_mut(&mut self, half: usize) -> &mut Lanes {
        if half == 0 { &mut self.re } else { &mut self.im }
    }
}
