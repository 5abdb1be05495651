//! Sine transforms of several sequences side by side.
//!
//! A transform of an even period N = 2 M splits into the one of period M of differences, for even frequencies, and a
//! cosine transform of length M of sums, for odd ones. An odd period takes a Fourier transform of the same length, and
//! running sums with rounding errors that grow with the square root of the length.
//!
//! Sources: for even periods, the split of Wang, IEEE Trans. Acoust. Speech Signal Process. 32, 1984; for odd ones,
//! Cooley, Lewis, Welch, J. Sound Vib. 12, 1970.

use super::cosine::{Cosine, place};
use super::fourier::{Fourier, parts};
use super::lanes::{Complex, Turn};

/// The transform of sequences z_1 to z_{N-1} to S_k = sum over j of z_j sin(π j k / N).
pub(super) struct Sine {
    /// Of lengths N / 2, N / 4, ... down to the odd part of N.
    halvings: Vec<Cosine>,
    rest: OddPeriod,
}

impl Sine {
    pub fn new(period: usize) -> Self {
        let (odd, halves) = split(period);
        Self { halvings: halves.map(Cosine::new).collect(), rest: OddPeriod::new(odd) }
    }

    /// Complex numbers of memory beside the sequence: its parts, and for a transform of one work and scratch memory.
    pub fn memory(period: usize) -> usize {
        let (odd, mut halves) = split(period);
        let longest = halves.next().unwrap_or(odd);
        period + longest + Fourier::scratch(longest)
    }

    /// Numbers of the tables for a period.
    pub fn tables(period: usize) -> usize {
        let (odd, halves) = split(period);
        halves.map(Cosine::tables).sum::<usize>() + 2 * odd + Fourier::tables(odd)
    }

    /// Transforms the sequence at the start of the buffer in place. Its first number is ignored.
    #[inline(always)]
    pub fn run(&self, sequence: &mut [Complex], rest: &mut [Complex]) {
        let period = sequence.len();
        let (split, rest) = rest.split_at_mut(period);
        let longest = self.halvings.first().map_or(period, Cosine::length);
        let (work, scratch) = rest.split_at_mut(longest);
        split.copy_from_slice(sequence);
        let mut step = 1;
        for cosine in &self.halvings {
            let half = cosine.length();
            for i in 1..half {
                let (before, after) = (split[half - i], split[half + i]);
                split[half - i] = before - after;
                split[half + i] = (before + after) * 0.5;
            }
            // S_{2k+1} = (-1)^k times the sum over i of w_i cos(π i (2k + 1) / 2M), with w_i = z_{M-i} + z_{M+i}.
            let values = cosine.synthesize(&split[half..2 * half], work, scratch);
            for k in (0..half).step_by(2) {
                sequence[step * (2 * k + 1)] = values[place(k, half)];
            }
            for k in (1..half).step_by(2) {
                sequence[step * (2 * k + 1)] = Complex::default() - values[place(k, half)];
            }
            step *= 2;
        }
        let odd = period / step;
        self.rest.run(&split[..odd], (work, scratch), |k, value| sequence[step * k] = value);
    }
}

/// The odd part of a period, and the halves until it is reached.
fn split(period: usize) -> (usize, impl Iterator<Item = usize>) {
    let twos = period.trailing_zeros();
    (period >> twos, (1..=twos).map(move |k| period >> k))
}

/// The transform of an odd period.
struct OddPeriod {
    fourier: Fourier,
    /// exp(-πi j / N).
    turns: Vec<Turn>,
}

impl OddPeriod {
    fn new(period: usize) -> Self {
        Self { fourier: Fourier::new(period), turns: (0..period).map(|j| Turn::new(j, 2 * period)).collect() }
    }

    /// With y_j = sin(π j / N) (z_j + z_{N-j}) + (z_j - z_{N-j}) / 2, the sums with cos(2π j k / N) are S_{2k+1} - S_{2k-1},
    /// and those with sin(2π j k / N) are S_{2k}.
    #[inline(always)]
    fn run(
        &self,
        sequence: &[Complex],
        (work, scratch): (&mut [Complex], &mut [Complex]),
        mut write: impl FnMut(usize, Complex),
    ) {
        let period = sequence.len();
        if period == 1 {
            return;
        }
        let work = &mut work[..period];
        work[0] = Complex::default();
        for j in 1..period.div_ceil(2) {
            let (z, mirrored) = (sequence[j], sequence[period - j]);
            let (sum, difference) = ((z + mirrored) * -self.turns[j].sine, (z - mirrored) * 0.5);
            work[j] = sum + difference;
            work[period - j] = sum - difference;
        }
        let sums = self.fourier.run(work, scratch);
        let mut odd = sums[0] * 0.5;
        write(1, odd);
        for k in 1..period.div_ceil(2) {
            let (even_part, odd_part) = parts(sums[k], sums[period - k]);
            write(2 * k, odd_part);
            odd = odd + even_part;
            if 2 * k + 1 < period {
                write(2 * k + 1, odd);
            }
        }
    }
}
