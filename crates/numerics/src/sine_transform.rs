//! Sine transforms of functions on a square grid, two at a time as real and imaginary parts.
//!
//! The transform of N numbers, S_k = sum over j of z_j sin(π j k / (N + 1)), is up to a factor the Fourier transform of
//! their odd extension to 2 (N + 1) numbers.

use crate::parallel::Parallelism;
use rustfft::algorithm::{BluesteinsAlgorithm, Radix4};
use rustfft::num_complex::Complex;
use rustfft::{Fft, FftDirection};
use std::sync::Arc;
use superlinear_interface::Cancellation;

/// Two functions at a point.
pub type Pair = Complex<f64>;

/// Points per piece of rows transformed by a thread.
const PIECE: usize = 1 << 13;

/// The side of tiles transposed in the first-level cache.
const TILE: usize = 16;

/// The transform for one grid size.
pub struct SineTransform {
    size: usize,
    fourier: Arc<dyn Fft<f64>>,
    parallelism: Parallelism,
}

impl SineTransform {
    /// Creates the transform for grids of `size` by `size` points.
    pub fn new(size: usize, parallelism: Parallelism) -> Self {
        Self { size, fourier: fourier_transform(2 * (size + 1)), parallelism }
    }

    /// Transforms to sine coefficients along both axes. The result is transposed: its rows belong to the second axis.
    /// Does nothing once the run is cancelled.
    pub fn there(&self, grid: &mut Vec<Pair>, cancellation: Cancellation<'_>) {
        self.transform_rows(grid, cancellation);
        *grid = self.transposed(grid);
        self.transform_rows(grid, cancellation);
    }

    /// The inverse transform, up to the factor [`normalization`](Self::normalization): the transform applied again.
    pub fn back(&self, grid: &mut Vec<Pair>, cancellation: Cancellation<'_>) {
        self.there(grid, cancellation);
    }

    /// The factor on values after a forward and a backward transform.
    pub fn normalization(&self) -> f64 {
        (2.0 / (self.size + 1) as f64).powi(2)
    }

    fn transform_rows(&self, grid: &mut [Pair], cancellation: Cancellation<'_>) {
        let size = self.size;
        let rows = (PIECE / size).max(1);
        self.parallelism.for_each_chunk(grid, rows * size, |_, rows| {
            if cancellation.is_requested() {
                return;
            }
            let period = 2 * (size + 1);
            let mut extended = vec![Pair::default(); rows.len() / size * period];
            let mut scratch = vec![Pair::default(); self.fourier.get_inplace_scratch_len()];
            for (row, extended) in rows.chunks_exact(size).zip(extended.chunks_exact_mut(period)) {
                extended[1..=size].copy_from_slice(row);
                for (mirrored, value) in extended[size + 2..].iter_mut().rev().zip(row) {
                    *mirrored = -value;
                }
            }
            self.fourier.process_with_scratch(&mut extended, &mut scratch);
            for (row, extended) in rows.chunks_exact_mut(size).zip(extended.chunks_exact(period)) {
                for (value, coefficient) in row.iter_mut().zip(&extended[1..]) {
                    // The Fourier transform is -2i times the sine transform.
                    *value = Pair { re: -0.5 * coefficient.im, im: 0.5 * coefficient.re };
                }
            }
        });
    }

    fn transposed(&self, grid: &[Pair]) -> Vec<Pair> {
        let size = self.size;
        let mut transposed = vec![Pair::default(); grid.len()];
        self.parallelism.for_each_chunk(&mut transposed, TILE * size, |band, rows| {
            for first in (0..size).step_by(TILE) {
                for (j, row) in rows.chunks_exact_mut(size).enumerate() {
                    let column = band * TILE + j;
                    let tile = row[first..].iter_mut().take(TILE).enumerate();
                    tile.for_each(|(i, value)| *value = grid[(first + i) * size + column]);
                }
            }
        });
        transposed
    }
}

/// The Fourier transform of this length. Uses only two algorithms, since a planner would add dozens to every page that
/// loads a family with it.
pub fn fourier_transform(length: usize) -> Arc<dyn Fft<f64>> {
    if length.is_power_of_two() {
        return Arc::new(Radix4::new(length, FftDirection::Forward));
    }
    let inner = Radix4::new((2 * length - 1).next_power_of_two(), FftDirection::Forward);
    Arc::new(BluesteinsAlgorithm::new(length, Arc::new(inner)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use std::f64::consts::PI;
    use superlinear_interface::testing;
    use superlinear_interface::{Run, RunOptions};

    /// A run that is never cancelled.
    fn quiet_run() -> Run {
        testing::untimed(&RunOptions::default())
    }

    #[test]
    fn transforms_are_those_of_the_definition() {
        for size in [1, 2, 5, 7, 12] {
            let mut random = Stream::new(size as u64, 0);
            let grid: Vec<_> = (0..size * size).map(|_| Pair { re: random.normal(), im: random.normal() }).collect();
            let mut transformed = grid.clone();
            SineTransform::new(size, Parallelism::sequential()).there(&mut transformed, quiet_run().cancellation());
            let sine = |j: usize, k: usize| (PI * ((j + 1) * (k + 1)) as f64 / (size + 1) as f64).sin();
            for (k, value) in transformed.iter().enumerate() {
                let expected: Pair = (0..size * size)
                    // The rows belong to the second axis.
                    .map(|j| grid[j] * sine(j / size, k % size) * sine(j % size, k / size))
                    .sum();
                assert!((value - expected).norm() < 1e-12 * (size * size) as f64);
            }
        }
    }

    #[test]
    fn there_and_back_is_the_identity() {
        for size in [3, 16, 31, 100] {
            let mut random = Stream::new(size as u64, 1);
            let grid: Vec<_> = (0..size * size).map(|_| Pair { re: random.normal(), im: random.normal() }).collect();
            let transform = SineTransform::new(size, Parallelism::sequential());
            let mut again = grid.clone();
            transform.there(&mut again, quiet_run().cancellation());
            transform.back(&mut again, quiet_run().cancellation());
            for (value, again) in grid.iter().zip(&again) {
                assert!((again * transform.normalization() - value).norm() < 1e-13);
            }
        }
    }
}
