//! Cosine transforms of several sequences side by side, by one Fourier transform of the same length.
//!
//! Source: Makhoul, IEEE Trans. Acoust. Speech Signal Process. 28, 1980.

use super::fourier::{Fourier, parts};
use super::lanes::{Complex, Turn};

/// The transform of one length n.
pub(super) struct Cosine {
    fourier: Fourier,
    /// exp(-πi k / (2 n)).
    turns: Vec<Turn>,
}

impl Cosine {
    pub fn new(length: usize) -> Self {
        let turns = (0..length).map(|k| Turn::new(k, 4 * length)).collect();
        Self { fourier: Fourier::new(length), turns }
    }

    /// Numbers of the tables for a length.
    pub fn tables(length: usize) -> usize {
        2 * length + Fourier::tables(length)
    }

    pub fn length(&self) -> usize {
        self.turns.len()
    }

    /// The sums C_k of z_j cos(π k (2j + 1) / 2n), in place. With v_j = z_{2j} and v_{n-1-j} = z_{2j+1}, sums E with
    /// cosines and O with sines of 2π j k / n, C_k = cos(π k / 2n) E_k - sin(π k / 2n) O_k and C_{n-k} = sin(π k / 2n) E_k +
    /// cos(π k / 2n) O_k.
    #[inline(always)]
    pub fn analyze(&self, sequence: &mut [Complex], work: &mut [Complex], scratch: &mut [Complex]) {
        let length = self.length();
        for (j, z) in sequence.iter().enumerate() {
            work[place(j, length)] = *z;
        }
        let sums = self.fourier.run(&mut work[..length], scratch);
        sequence[0] = sums[0];
        for k in 1..=length / 2 {
            let (even, odd) = parts(sums[k], sums[length - k]);
            let Turn { cosine, sine } = self.turns[k];
            sequence[length - k] = odd * cosine - even * sine;
            sequence[k] = even * cosine + odd * sine;
        }
    }

    /// The values C_0 + 2 sum over k of C_k cos(π k (2j + 1) / 2n), of which the j-th is at [`place`] of j. They are the
    /// inverse of [`analyze`](Self::analyze) times the length.
    #[inline(always)]
    pub fn synthesize<'a>(
        &self,
        coefficients: &[Complex],
        work: &'a mut [Complex],
        scratch: &'a mut [Complex],
    ) -> &'a mut [Complex] {
        let length = self.length();
        let work = &mut work[..length];
        work[0] = coefficients[0];
        for k in 1..length.div_ceil(2) {
            let (low, high) = (coefficients[k], coefficients[length - k]);
            let Turn { cosine, sine } = self.turns[k];
            let (even, odd) = (low * cosine - high * sine, low * sine + high * cosine);
            // The transform E - i O is run backward: E + i O.
            work[k] = even - odd.backward_quarter();
            work[length - k] = even + odd.backward_quarter();
        }
        if length.is_multiple_of(2) {
            // Both parts of the middle coefficient are the same: cos(π / 4) E.
            work[length / 2] = coefficients[length / 2] * std::f64::consts::SQRT_2;
        }
        self.fourier.run(work, scratch)
    }
}

/// The place of the j-th of n values among those of even index followed by those of odd index in reverse.
#[inline(always)]
pub(super) fn place(j: usize, length: usize) -> usize {
    if j.is_multiple_of(2) { j / 2 } else { length - 1 - j / 2 }
}
