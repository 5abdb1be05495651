//! The bases of eigenvectors along an axis, and their transforms of several sequences side by side. A complex sequence
//! holds two real ones: all transforms are linear with real factors.

use super::cosine::{Cosine, place};
use super::fourier::{Fourier, parts};
use super::lanes::Complex;
use super::sine::Sine;

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
    /// Complex numbers of a buffer: the sequence and working memory.
    pub(super) fn buffer(self, length: usize) -> usize {
        match self {
            Self::Sine => length + 1 + Sine::memory(length + 1),
            Self::Cosine => 2 * length + Fourier::scratch(length),
            Self::Fourier => length + Fourier::scratch(length),
        }
    }

    /// Numbers of the tables of a transform.
    pub(super) fn tables(self, length: usize) -> usize {
        match self {
            Self::Sine => Sine::tables(length + 1),
            Self::Cosine => Cosine::tables(length),
            Self::Fourier => Fourier::tables(length),
        }
    }
}

/// The transform to one basis for one length.
pub(super) struct Transform {
    length: usize,
    buffer: usize,
    kind: Kind,
}

enum Kind {
    Sine(Sine),
    Cosine(Cosine),
    Fourier(Fourier),
}

impl Transform {
    pub fn new(basis: Basis, length: usize) -> Self {
        let kind = match basis {
            Basis::Sine => Kind::Sine(Sine::new(length + 1)),
            Basis::Cosine => Kind::Cosine(Cosine::new(length)),
            Basis::Fourier => Kind::Fourier(Fourier::new(length)),
        };
        Self { length, buffer: basis.buffer(length), kind }
    }

    /// A buffer for [`forward`](Self::forward) and [`backward`](Self::backward).
    pub fn new_buffer(&self) -> Vec<Complex> {
        vec![Complex::default(); self.buffer]
    }

    /// The sequence in a buffer.
    #[inline(always)]
    pub fn sequence<'a>(&self, buffer: &'a mut [Complex]) -> &'a mut [Complex] {
        // Sines are zero at the point before.
        let first = usize::from(matches!(self.kind, Kind::Sine(_)));
        &mut buffer[first..][..self.length]
    }

    /// The number of points.
    pub fn length(&self) -> usize {
        self.length
    }

    /// The factor on values after a forward and a backward transform.
    pub fn normalization(&self) -> f64 {
        match self.kind {
            Kind::Sine(_) => 2.0 / (self.length + 1) as f64,
            Kind::Cosine(_) | Kind::Fourier(_) => 1.0 / self.length as f64,
        }
    }

    /// Transforms the sequence in the buffer to coefficients.
    #[inline(always)]
    pub fn forward(&self, buffer: &mut [Complex]) {
        match &self.kind {
            Kind::Sine(sine) => self.sine(sine, buffer),
            Kind::Cosine(cosine) => {
                let (sequence, rest) = buffer.split_at_mut(self.length);
                let (work, scratch) = rest.split_at_mut(self.length);
                cosine.analyze(sequence, work, scratch);
            }
            Kind::Fourier(fourier) => self.hartley(fourier, buffer),
        }
    }

    /// Transforms coefficients in the buffer back, up to the factor [`normalization`](Self::normalization).
    #[inline(always)]
    pub fn backward(&self, buffer: &mut [Complex]) {
        match &self.kind {
            Kind::Sine(sine) => self.sine(sine, buffer),
            Kind::Cosine(cosine) => {
                let (sequence, rest) = buffer.split_at_mut(self.length);
                let (work, scratch) = rest.split_at_mut(self.length);
                let values = cosine.synthesize(sequence, work, scratch);
                for (j, z) in sequence.iter_mut().enumerate() {
                    *z = values[place(j, self.length)];
                }
            }
            Kind::Fourier(fourier) => self.hartley(fourier, buffer),
        }
    }

    /// The sine transform, which is its own inverse.
    #[inline(always)]
    fn sine(&self, sine: &Sine, buffer: &mut [Complex]) {
        let (sequence, rest) = buffer.split_at_mut(self.length + 1);
        sine.run(sequence, rest);
    }

    /// The Hartley transform, which is its own inverse.
    #[inline(always)]
    fn hartley(&self, fourier: &Fourier, buffer: &mut [Complex]) {
        let length = self.length;
        let (sequence, scratch) = buffer.split_at_mut(length);
        fourier.run_in_place(sequence, scratch);
        for k in 1..length.div_ceil(2) {
            let (even, odd) = parts(sequence[k], sequence[length - k]);
            sequence[k] = even + odd;
            sequence[length - k] = even - odd;
        }
    }
}
