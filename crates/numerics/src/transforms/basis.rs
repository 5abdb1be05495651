//! Sine, cosine and Hartley transforms of several sequences side by side, each by one Fourier transform of the same
//! length. A complex sequence holds two real ones: all three transforms are linear with real factors.
//!
//! Sources: for cosines, Makhoul, IEEE Trans. Acoust. Speech Signal Process. 28, 1980; for sines, Cooley, Lewis, Welch,
//! J. Sound Vib. 12, 1970.

use super::fourier::Fourier;
use super::lanes::{Complex, Turn};

/// The eigenvectors of the second difference along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// sin(π (j + 1) (k + 1) / (n + 1)): zero one step beyond both boundaries.
    Sine,
    /// cos(π (j + 1/2) k / n): even about the boundaries, half a step beyond the first and the last point.
    Cosine,
    /// cos(2π j k / n) + sin(2π j k / n): periodic.
    Fourier,
}

impl Basis {
    /// The length of the Fourier transform for this number of points.
    fn period(self, length: usize) -> usize {
        if self == Self::Sine { length + 1 } else { length }
    }

    /// Complex numbers of a buffer: the sequence, working memory of the same length, and scratch memory.
    pub(super) fn buffer(self, length: usize) -> usize {
        let period = self.period(length);
        2 * period + Fourier::scratch(period)
    }

    /// Numbers of the tables of a transform.
    pub(super) fn tables(self, length: usize) -> usize {
        let period = self.period(length);
        let turns = if self == Self::Fourier { 0 } else { 2 * period };
        turns + Fourier::tables(period)
    }
}

/// The transform to one basis for one length.
pub(super) struct Transform {
    basis: Basis,
    length: usize,
    fourier: Fourier,
    buffer: usize,
    /// For sines exp(-πi j / (n + 1)), for cosines exp(-πi k / (2 n)).
    turns: Vec<Turn>,
}

impl Transform {
    pub fn new(basis: Basis, length: usize) -> Self {
        let period = basis.period(length);
        let turns = match basis {
            Basis::Sine => (0..period).map(|j| Turn::new(j, 2 * period)).collect(),
            Basis::Cosine => (0..period).map(|k| Turn::new(k, 4 * period)).collect(),
            Basis::Fourier => Vec::new(),
        };
        Self { basis, length, fourier: Fourier::new(period), buffer: basis.buffer(length), turns }
    }

    /// Complex numbers of a buffer, in which the sequence begins at [`first`](Self::first).
    pub fn buffer(&self) -> usize {
        self.buffer
    }

    /// The number of points.
    pub fn length(&self) -> usize {
        self.length
    }

    /// The place of the sequence in the buffer.
    pub fn first(&self) -> usize {
        usize::from(self.basis == Basis::Sine)
    }

    /// The factor on values after a forward and a backward transform.
    pub fn normalization(&self) -> f64 {
        match self.basis {
            Basis::Sine => 2.0 / (self.length + 1) as f64,
            Basis::Cosine | Basis::Fourier => 1.0 / self.length as f64,
        }
    }

    /// Transforms the sequence in the buffer to coefficients.
    #[inline(always)]
    pub fn forward(&self, buffer: &mut [Complex]) {
        match self.basis {
            Basis::Sine => self.sine(buffer),
            Basis::Cosine => self.cosine(buffer),
            Basis::Fourier => self.hartley(buffer),
        }
    }

    /// Transforms coefficients in the buffer back, up to the factor [`normalization`](Self::normalization).
    #[inline(always)]
    pub fn backward(&self, buffer: &mut [Complex]) {
        match self.basis {
            Basis::Sine => self.sine(buffer),
            Basis::Cosine => self.inverse_cosine(buffer),
            Basis::Fourier => self.hartley(buffer),
        }
    }

    /// With N = n + 1, y_j = sin(π j / N) (z_j + z_{N-j}) + (z_j - z_{N-j}) / 2 has the sums with cos(2π j k / N) equal to
    /// S_{2k+1} - S_{2k-1}, and with sin(2π j k / N) equal to S_{2k}.
    #[inline(always)]
    fn sine(&self, buffer: &mut [Complex]) {
        let period = self.length + 1;
        let (sequence, rest) = buffer.split_at_mut(period);
        let (work, scratch) = rest.split_at_mut(period);
        work[0] = Complex::default();
        for j in 1..period {
            let (z, mirrored) = (sequence[j], sequence[period - j]);
            work[j] = (z + mirrored) * -self.turns[j].sine + (z - mirrored) * 0.5;
        }
        self.fourier.run(work, scratch);
        let mut odd = work[0] * 0.5;
        sequence[1] = odd;
        for k in 1..period.div_ceil(2) {
            let (even_part, odd_part) = parts(work[k], work[period - k]);
            sequence[2 * k] = odd_part;
            odd = odd + even_part;
            if 2 * k + 1 < period {
                sequence[2 * k + 1] = odd;
            }
        }
    }

    /// With v_j = z_{2j} and v_{n-1-j} = z_{2j+1}, sums E with cosines and O with sines of 2π j k / n,
    /// C_k = cos(π k / 2n) E_k - sin(π k / 2n) O_k and C_{n-k} = sin(π k / 2n) E_k + cos(π k / 2n) O_k.
    #[inline(always)]
    fn cosine(&self, buffer: &mut [Complex]) {
        let length = self.length;
        let (sequence, rest) = buffer.split_at_mut(length);
        let (work, scratch) = rest.split_at_mut(length);
        for (j, z) in sequence.iter().enumerate() {
            work[if j % 2 == 0 { j / 2 } else { length - 1 - j / 2 }] = *z;
        }
        self.fourier.run(work, scratch);
        sequence[0] = work[0];
        for k in 1..=length / 2 {
            let (even, odd) = parts(work[k], work[length - k]);
            let Turn { cosine, sine } = self.turns[k];
            sequence[length - k] = odd * cosine - even * sine;
            sequence[k] = even * cosine + odd * sine;
        }
    }

    /// The inverse of [`cosine`](Self::cosine), times the length.
    #[inline(always)]
    fn inverse_cosine(&self, buffer: &mut [Complex]) {
        let length = self.length;
        let (sequence, rest) = buffer.split_at_mut(length);
        let (work, scratch) = rest.split_at_mut(length);
        work[0] = sequence[0];
        for k in 1..length.div_ceil(2) {
            let (low, high) = (sequence[k], sequence[length - k]);
            let Turn { cosine, sine } = self.turns[k];
            let (even, odd) = (low * cosine - high * sine, low * sine + high * cosine);
            // The transform E - i O is run backward: E + i O.
            work[k] = even - odd.backward_quarter();
            work[length - k] = even + odd.backward_quarter();
        }
        if length.is_multiple_of(2) {
            // Both parts of the middle coefficient are the same: cos(π / 4) E.
            work[length / 2] = sequence[length / 2] * std::f64::consts::SQRT_2;
        }
        self.fourier.run(work, scratch);
        for (j, z) in sequence.iter_mut().enumerate() {
            *z = work[if j % 2 == 0 { j / 2 } else { length - 1 - j / 2 }];
        }
    }

    #[inline(always)]
    fn hartley(&self, buffer: &mut [Complex]) {
        let length = self.length;
        let (sequence, rest) = buffer.split_at_mut(length);
        self.fourier.run(sequence, rest);
        for k in 1..length.div_ceil(2) {
            let (even, odd) = parts(sequence[k], sequence[length - k]);
            sequence[k] = even + odd;
            sequence[length - k] = even - odd;
        }
    }
}

/// The sums with cosines and with sines of two real sequences, from their Fourier coefficients k and n - k: half the sum,
/// and i times half the difference.
#[inline(always)]
fn parts(coefficient: Complex, mirrored: Complex) -> (Complex, Complex) {
    let difference = (mirrored - coefficient) * 0.5;
    ((coefficient + mirrored) * 0.5, difference.backward_quarter())
}
