//! Fourier transforms of any length of several sequences side by side.
//!
//! Lengths with small prime factors are split by them (Stockham's ordering, without bit reversal). Other lengths become
//! a convolution of a power of two (Bluestein 1970).

use super::lanes::{Complex, Lanes, Turn, WIDTH};
use crate::simd::{Arithmetic, Kernel, dispatch};

/// The largest prime factor for which a length is split. A prime p costs p operations per number, and Bluestein's
/// convolution about four transforms of 10 to 15 operations per number.
const MAX_RADIX: usize = 31;

/// The transform of one length: X_k = sum over j of x_j exp(-2πi j k / length).
pub(super) enum Fourier {
    Split(Split),
    Convolution(Convolution),
}

impl Fourier {
    pub fn new(length: usize) -> Self {
        match radices(length) {
            Some(radices) => Self::Split(Split::new(length, &radices)),
            None => Self::Convolution(Convolution::new(length)),
        }
    }

    /// Complex numbers of scratch memory for a length.
    pub fn scratch(length: usize) -> usize {
        if radices(length).is_some() { length } else { 2 * inner_length(length) }
    }

    /// Numbers of the tables for a length.
    pub fn tables(length: usize) -> usize {
        match radices(length) {
            // The twiddles of all stages are fewer than the length.
            Some(radices) => 2 * (length + radices.iter().filter(|&&radix| has_roots(radix)).sum::<usize>()),
            None => 2 * (length + 2 * inner_length(length)),
        }
    }

    /// Transforms `data`, and returns the coefficients, which are in either argument.
    #[inline(always)]
    pub fn run<'a>(&self, data: &'a mut [Complex], scratch: &'a mut [Complex]) -> &'a mut [Complex] {
        match self {
            Self::Split(split) => split.run(data, scratch),
            Self::Convolution(convolution) => {
                convolution.run(data, scratch);
                data
            }
        }
    }

    /// Transforms in place.
    #[inline(always)]
    pub fn run_in_place(&self, data: &mut [Complex], scratch: &mut [Complex]) {
        match self {
            Self::Split(split) => split.run_in_place(data, scratch),
            Self::Convolution(convolution) => convolution.run(data, scratch),
        }
    }
}

/// The factors of a length, none above [`MAX_RADIX`].
fn radices(mut length: usize) -> Option<Vec<usize>> {
    let mut radices = Vec::new();
    for radix in [4, 2, 3, 5].into_iter().chain((7..=MAX_RADIX).step_by(2)) {
        while length.is_multiple_of(radix) {
            radices.push(radix);
            length /= radix;
        }
    }
    (length == 1).then_some(radices)
}

/// The length of the transforms of a convolution.
fn inner_length(length: usize) -> usize {
    (2 * length - 1).next_power_of_two()
}

/// Whether a radix has no formula of its own.
fn has_roots(radix: usize) -> bool {
    radix > 5
}

/// A transform split into short ones.
pub(super) struct Split {
    length: usize,
    stages: Vec<Stage>,
}

/// Transforms of length `radix` of sequences that consist of `stride` interleaved ones.
struct Stage {
    radix: usize,
    stride: usize,
    /// For each of the `length / (radix * stride)` places the factors of outputs 1 to `radix - 1`.
    twiddles: Vec<Turn>,
    /// exp(-2πi k / radix), for radices without a formula of their own.
    roots: Vec<Turn>,
}

impl Split {
    fn new(length: usize, radices: &[usize]) -> Self {
        let mut stride = 1;
        let stage = |&radix: &usize| {
            let places = length / (radix * stride);
            let turns = (0..places).flat_map(|p| (1..radix).map(move |k| (p, k)));
            let twiddles = turns.map(|(p, k)| Turn::new(p * k * stride, length)).collect();
            let roots = if has_roots(radix) { (0..radix).map(|k| Turn::new(k, radix)).collect() } else { Vec::new() };
            let stage = Stage { radix, stride, twiddles, roots };
            stride *= radix;
            stage
        };
        Self { length, stages: radices.iter().map(stage).collect() }
    }

    /// Transforms `data`, and returns the coefficients, which are in either argument. The stages are compiled once for all
    /// kernels.
    fn run<'a>(&self, data: &'a mut [Complex], scratch: &'a mut [Complex]) -> &'a mut [Complex] {
        dispatch(Stages { stages: &self.stages, data, scratch: &mut scratch[..self.length] })
    }

    fn run_in_place(&self, data: &mut [Complex], scratch: &mut [Complex]) {
        self.run(data, scratch);
        if self.stages.len() % 2 == 1 {
            data.copy_from_slice(&scratch[..self.length]);
        }
    }
}

/// The stages of a transform.
struct Stages<'s, 'a> {
    stages: &'s [Stage],
    data: &'a mut [Complex],
    scratch: &'a mut [Complex],
}

impl<'a> Kernel for Stages<'_, 'a> {
    type Output = &'a mut [Complex];

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) -> &'a mut [Complex] {
        let (mut from, mut to) = (self.data, self.scratch);
        for stage in self.stages {
            stage.run(from, to);
            (from, to) = (to, from);
        }
        from
    }
}

impl Stage {
    #[inline(always)]
    fn run(&self, from: &[Complex], to: &mut [Complex]) {
        match self.radix {
            2 => self.split::<2>(from, to, |x| [x[0] + x[1], x[0] - x[1]]),
            3 => self.split::<3>(from, to, of_three),
            4 => self.split::<4>(from, to, of_four),
            5 => self.split::<5>(from, to, of_five),
            _ => self.split_by_definition(from, to),
        }
    }

    /// Transforms by a formula for `R` numbers.
    #[inline(always)]
    fn split<const R: usize>(
        &self,
        from: &[Complex],
        to: &mut [Complex],
        formula: impl Fn([Complex; R]) -> [Complex; R],
    ) {
        let part = from.len() / R;
        let inputs: [&[Complex]; R] = std::array::from_fn(|j| &from[j * part..(j + 1) * part]);
        let outputs = to.chunks_exact_mut(R * self.stride);
        for ((place, output), twiddles) in outputs.enumerate().zip(self.twiddles.chunks_exact(R - 1)) {
            let inputs: [&[Complex]; R] =
                std::array::from_fn(|j| &inputs[j][place * self.stride..(place + 1) * self.stride]);
            for q in 0..self.stride {
                let result = formula(std::array::from_fn(|j| inputs[j][q]));
                output[q] = result[0];
                for k in 1..R {
                    output[k * self.stride + q] = result[k] * twiddles[k - 1];
                }
            }
        }
    }

    #[inline(always)]
    fn split_by_definition(&self, from: &[Complex], to: &mut [Complex]) {
        let (radix, stride, part) = (self.radix, self.stride, from.len() / self.radix);
        let outputs = to.chunks_exact_mut(radix * stride);
        for ((place, output), twiddles) in outputs.enumerate().zip(self.twiddles.chunks_exact(radix - 1)) {
            for k in 0..radix {
                for q in 0..stride {
                    let input = |j: usize| from[j * part + place * stride + q];
                    let mut sum = input(0);
                    for j in 1..radix {
                        sum = sum + input(j) * self.roots[j * k % radix];
                    }
                    output[k * stride + q] = if k == 0 { sum } else { sum * twiddles[k - 1] };
                }
            }
        }
    }
}

#[inline(always)]
fn of_three([a, b, c]: [Complex; 3]) -> [Complex; 3] {
    const SINE: f64 = 0.866_025_403_784_438_6;
    let (sum, turned) = (b + c, ((b - c) * SINE).backward_quarter());
    let middle = a - sum * 0.5;
    [a + sum, middle + turned, middle - turned]
}

#[inline(always)]
fn of_four([a, b, c, d]: [Complex; 4]) -> [Complex; 4] {
    let (even, odd) = ((a + c, a - c), (b + d, (b - d).backward_quarter()));
    [even.0 + odd.0, even.1 + odd.1, even.0 - odd.0, even.1 - odd.1]
}

#[inline(always)]
fn of_five([a, b, c, d, e]: [Complex; 5]) -> [Complex; 5] {
    // Cosines and sines of 2π / 5 and 4π / 5.
    const COSINES: [f64; 2] = [0.309_016_994_374_947_45, -0.809_016_994_374_947_5];
    const SINES: [f64; 2] = [0.951_056_516_295_153_5, 0.587_785_252_292_473_1];
    let (outer, inner) = ((b + e, b - e), (c + d, c - d));
    let first = a + outer.0 * COSINES[0] + inner.0 * COSINES[1];
    let second = a + outer.0 * COSINES[1] + inner.0 * COSINES[0];
    let first_turned = (outer.1 * SINES[0] + inner.1 * SINES[1]).backward_quarter();
    let second_turned = (outer.1 * SINES[1] - inner.1 * SINES[0]).backward_quarter();
    let sum = a + outer.0 + inner.0;
    [sum, first + first_turned, second + second_turned, second - second_turned, first - first_turned]
}

/// A transform as a convolution: j k = (j² + k² - (k - j)²) / 2.
pub(super) struct Convolution {
    inner: Split,
    /// exp(-πi j² / length).
    chirp: Vec<Turn>,
    /// The transform of the conjugate chirp, continued to negative indices, over the length.
    filter: Vec<Turn>,
}

impl Convolution {
    fn new(length: usize) -> Self {
        let inner_length = inner_length(length);
        let radices = radices(inner_length).unwrap_or_default();
        let inner = Split::new(inner_length, &radices);
        let period = 2 * length;
        // The square is reduced before it exceeds the exact integers.
        let square = |j: usize| (j as u128 * j as u128 % period as u128) as usize;
        let chirp: Vec<_> = (0..length).map(|j| Turn::new(square(j), period)).collect();
        let mut filter = vec![Complex::default(); inner_length];
        for (j, turn) in chirp.iter().enumerate() {
            let conjugate = Complex { re: Lanes([turn.cosine; WIDTH]), im: Lanes([-turn.sine; WIDTH]) };
            filter[j] = conjugate;
            filter[(inner_length - j) % inner_length] = conjugate;
        }
        inner.run_in_place(&mut filter, &mut vec![Complex::default(); inner_length]);
        let scale = 1.0 / inner_length as f64;
        let filter = filter.iter().map(|f| Turn { cosine: f.re.0[0] * scale, sine: f.im.0[0] * scale }).collect();
        Self { inner, chirp, filter }
    }

    #[inline(always)]
    fn run(&self, data: &mut [Complex], scratch: &mut [Complex]) {
        let (padded, scratch) = scratch.split_at_mut(self.inner.length);
        padded.fill(Complex::default());
        for ((padded, x), &turn) in padded.iter_mut().zip(data.iter()).zip(&self.chirp) {
            *padded = *x * turn;
        }
        self.inner.run_in_place(padded, scratch);
        // The inverse transform is the conjugate of the transform of the conjugate.
        for (value, &factor) in padded.iter_mut().zip(&self.filter) {
            *value = (*value * factor).conjugate();
        }
        self.inner.run_in_place(padded, scratch);
        for ((x, value), &turn) in data.iter_mut().zip(padded.iter()).zip(&self.chirp) {
            *x = value.conjugate() * turn;
        }
    }
}

/// The sums with cosines and with sines of two real sequences, from their Fourier coefficients k and n - k: half the sum,
/// and i times half the difference.
#[inline(always)]
pub(super) fn parts(coefficient: Complex, mirrored: Complex) -> (Complex, Complex) {
    let difference = (mirrored - coefficient) * 0.5;
    ((coefficient + mirrored) * 0.5, difference.backward_quarter())
}
