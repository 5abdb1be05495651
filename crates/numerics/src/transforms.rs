//! Functions of the Laplacian on boxes of one to three dimensions, by sine, cosine and Fourier transforms along the axes.
//!
//! | module | contents |
//! |---|---|
//! | `lanes` | complex numbers of several sequences side by side |
//! | `fourier` | their Fourier transforms of any length |
//! | `cosine`, `sine` | their cosine and sine transforms |
//! | `basis` | the choice among them and the Hartley transform |
//! | `lines` | lines of a field as sequences |
//!
//! The transforms of an axis take eight lines of the grid at a time, as lanes of real and imaginary parts. Lines across
//! the rows need no transposition: neighboring numbers are neighboring lanes.
//!
//! ```
//! use superlinear_interface::{Run, RunOptions, testing};
//! use superlinear_numerics::parallel::Parallelism;
//! use superlinear_numerics::transforms::{Axis, Basis, BoxTransform};
//!
//! // -u'' = 1 on the unit interval, zero at its endpoints.
//! let axes = [Axis { points: 7, spacing: 1.0 / 8.0, basis: Basis::Sine }];
//! let transform = BoxTransform::new(&axes, Parallelism::sequential());
//! let run = testing::untimed(&RunOptions::default());
//! let mut field = vec![1.0; 7];
//! transform.apply(&mut field, |[_, _, mu]| 1.0 / mu, run.cancellation());
//! assert!((field[3] - 0.125).abs() < 1e-15);
//! ```

mod basis;
mod cosine;
mod fourier;
mod lanes;
mod lines;
mod sine;

pub use basis::Basis;

use crate::parallel::Parallelism;
use basis::Transform;
use lanes::SEQUENCES;
use lines::{Direction, Multiplier, Outer};
use std::f64::consts::PI;
use superlinear_interface::Cancellation;

/// An axis of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// The number of points.
    pub points: usize,
    /// The distance of neighboring points.
    pub spacing: f64,
    /// The eigenvectors, which say what holds at the boundaries.
    pub basis: Basis,
}

impl Axis {
    /// The eigenvalues of the negative second difference over the squared spacing, in the order of the coefficients.
    pub fn eigenvalues(&self) -> Vec<f64> {
        let n = self.points as f64;
        let angle = |k: usize| match self.basis {
            Basis::Sine => PI * (k + 1) as f64 / (n + 1.0),
            Basis::Cosine => PI * k as f64 / n,
            Basis::Fourier => 2.0 * PI * k as f64 / n,
        };
        (0..self.points).map(|k| (2.0 * (0.5 * angle(k)).sin() / self.spacing).powi(2)).collect()
    }
}

/// The transforms of the axes of a box, of one to three dimensions. Fields are stored row by row, the last axis fastest.
pub struct BoxTransform {
    axes: Vec<AxisTransform>,
    parallelism: Parallelism,
}

struct AxisTransform {
    transform: Transform,
    points: usize,
    eigenvalues: Vec<f64>,
}

/// Neighboring lines taken by a thread at a time.
const BAND: usize = 8 * SEQUENCES;

impl BoxTransform {
    /// Prepares the transforms. Panics unless there are one to three axes, each with points.
    pub fn new(axes: &[Axis], parallelism: Parallelism) -> Self {
        assert!((1..=3).contains(&axes.len()), "boxes have one to three dimensions");
        let axis = |axis: &Axis| AxisTransform {
            transform: Transform::new(axis.basis, axis.points),
            points: axis.points,
            eigenvalues: axis.eigenvalues(),
        };
        Self { axes: axes.iter().map(axis).collect(), parallelism }
    }

    /// The numbers that transforms of these axes hold on so many threads: their tables, and a buffer of each thread.
    pub fn memory(axes: &[Axis], threads: usize) -> usize {
        let points = |axes: &[Axis]| axes.iter().map(|axis| axis.points).product::<usize>();
        let buffers = |k: usize| {
            let lines = if k + 1 == axes.len() { points(&axes[..k]) } else { points(&axes[k + 1..]) };
            let buffer = axes[k].basis.buffer(axes[k].points).saturating_mul(SEQUENCES);
            buffer.saturating_mul(threads.clamp(1, lines.div_ceil(BAND).max(1)))
        };
        let tables = |axis: &Axis| axis.points.saturating_add(axis.basis.tables(axis.points));
        let tables = axes.iter().map(tables).fold(0, usize::saturating_add);
        (0..axes.len()).map(buffers).max().unwrap_or(0).saturating_add(tables)
    }

    /// Applies a function of the Laplacian: each coefficient of the field is multiplied by `symbol` of its eigenvalues
    /// along the axes, the last one last, with zeros for missing axes. The field is meaningless once the run is cancelled.
    pub fn apply(&self, field: &mut [f64], symbol: impl Fn([f64; 3]) -> f64 + Sync, cancellation: Cancellation<'_>) {
        let tables: Vec<_> = self.axes.iter().map(|axis| axis.eigenvalues.as_slice()).collect();
        self.multiply(field, (&tables, 0.0), symbol, cancellation);
    }

    /// Applies a product of functions of the second differences along the axes: each coefficient of the field is
    /// multiplied by the factors of its places along the axes. The field is meaningless once the run is cancelled. Panics
    /// unless there are factors for all coefficients of each axis.
    pub fn apply_product(&self, field: &mut [f64], factors: &[Vec<f64>], cancellation: Cancellation<'_>) {
        let tables: Vec<_> = factors.iter().map(Vec::as_slice).collect();
        self.multiply(field, (&tables, 1.0), |[a, b, c]| a * b * c, cancellation);
    }

    /// The eigenvalues of each axis.
    pub fn eigenvalues(&self) -> impl Iterator<Item = &[f64]> {
        self.axes.iter().map(|axis| axis.eigenvalues.as_slice())
    }

    /// Multiplies each coefficient by `symbol` of the entries of its places in the tables of the axes, and of another
    /// number for missing axes.
    fn multiply(
        &self,
        field: &mut [f64],
        (tables, missing): (&[&[f64]], f64),
        symbol: impl Fn([f64; 3]) -> f64 + Sync,
        cancellation: Cancellation<'_>,
    ) {
        assert!(self.axes.iter().map(|axis| axis.points).eq(tables.iter().map(|table| table.len())), "a table an axis");
        let last = self.axes.len() - 1;
        for axis in 0..last {
            self.transform_across(axis, field, Direction::Forward, cancellation);
        }
        let AxisTransform { transform, points, .. } = &self.axes[last];
        let normalization: f64 = self.axes.iter().map(|axis| axis.transform.normalization()).product();
        let symbol = |entries| normalization * symbol(entries);
        let multiplier = Multiplier { outer: Outer::new(&tables[..last], missing), along: tables[last], symbol };
        self.parallelism.for_each_chunk(field, BAND * points, |band, rows| {
            if !cancellation.is_requested() {
                lines::multiply_rows(transform, rows, band * BAND, &multiplier);
            }
        });
        for axis in (0..last).rev() {
            self.transform_across(axis, field, Direction::Backward, cancellation);
        }
    }

    /// Transforms along an axis other than the last one.
    fn transform_across(&self, axis: usize, field: &mut [f64], direction: Direction, cancellation: Cancellation<'_>) {
        let AxisTransform { transform, points, .. } = &self.axes[axis];
        let inner: usize = self.axes[axis + 1..].iter().map(|axis| axis.points).product();
        for slab in field.chunks_exact_mut(points * inner) {
            let mut bands: Vec<Vec<&mut [f64]>> = Vec::new();
            bands.resize_with(inner.div_ceil(BAND), || Vec::with_capacity(*points));
            for row in slab.chunks_exact_mut(inner) {
                for (band, part) in bands.iter_mut().zip(row.chunks_mut(BAND)) {
                    band.push(part);
                }
            }
            self.parallelism.map(bands, |_, mut rows| {
                if !cancellation.is_requested() {
                    lines::transform_across(transform, &mut rows, direction);
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use superlinear_interface::testing;
    use superlinear_interface::{Run, RunOptions};

    fn quiet_run() -> Run {
        testing::untimed(&RunOptions::default())
    }

    fn random(count: usize, seed: u64) -> Vec<f64> {
        let mut stream = Stream::new(seed, 0);
        (0..count).map(|_| stream.normal()).collect()
    }

    /// The negative second difference along an axis, with the neighbors beyond the boundaries that belong to the basis.
    fn second_difference(axes: &[Axis], along: usize, field: &[f64]) -> Vec<f64> {
        let Axis { points, spacing, basis } = axes[along];
        let stride: usize = axes[along + 1..].iter().map(|axis| axis.points).product();
        let value = |k: usize| {
            let place = k / stride % points;
            let at = |index: isize| {
                let inside = |index: isize| field[(k as isize + (index - place as isize) * stride as isize) as usize];
                match basis {
                    _ if (0..points as isize).contains(&index) => inside(index),
                    Basis::Sine => 0.0,
                    Basis::Cosine => inside(index.clamp(0, points as isize - 1)),
                    Basis::Fourier => inside(index.rem_euclid(points as isize)),
                }
            };
            let place = place as isize;
            (2.0 * at(place) - at(place - 1) - at(place + 1)) / (spacing * spacing)
        };
        (0..field.len()).map(value).collect()
    }

    fn check(axes: &[Axis]) {
        let count = axes.iter().map(|axis| axis.points).product();
        let field = random(count, count as u64);
        let transform = BoxTransform::new(axes, Parallelism::sequential());
        let mut same = field.clone();
        transform.apply(&mut same, |_| 1.0, quiet_run().cancellation());
        let mut changed = field.clone();
        let factors = &[-3.0, 2.0, 1.0][3 - axes.len()..];
        transform.apply(&mut changed, |mu| mu[2] + 2.0 * mu[1] - 3.0 * mu[0], quiet_run().cancellation());
        let differences = (0..axes.len()).map(|axis| second_difference(axes, axis, &field));
        let mut expected = vec![0.0; count];
        for (difference, factor) in differences.zip(factors) {
            expected.iter_mut().zip(difference).for_each(|(sum, term)| *sum += factor * term);
        }
        for k in 0..count {
            assert!((same[k] - field[k]).abs() < 1e-13, "{axes:?}, {k}: {} for {}", same[k], field[k]);
            assert!((changed[k] - expected[k]).abs() < 1e-11, "{axes:?}, {k}: {} for {}", changed[k], expected[k]);
        }
    }

    const BASES: [Basis; 3] = [Basis::Sine, Basis::Cosine, Basis::Fourier];

    #[test]
    fn second_differences_are_multiplied_by_their_eigenvalues() {
        for points in (1..=40).chain([61, 64, 74, 97, 100, 127, 131, 210, 255, 256]) {
            for basis in BASES {
                check(&[Axis { points, spacing: 1.0, basis }]);
            }
        }
    }

    #[test]
    fn axes_are_independent() {
        for (k, basis) in BASES.into_iter().enumerate() {
            let other = BASES[(k + 1) % 3];
            let third = BASES[(k + 2) % 3];
            let axis = |points, spacing, basis| Axis { points, spacing, basis };
            check(&[axis(5, 1.0, basis), axis(9, 1.5, other)]);
            check(&[axis(70, 1.0, basis), axis(67, 1.5, other)]);
            check(&[axis(3, 1.0, basis), axis(1, 0.5, other), axis(8, 2.0, third)]);
            check(&[axis(9, 1.0, basis), axis(4, 0.5, other), axis(13, 2.0, third)]);
        }
    }

    #[test]
    fn memory_is_that_of_buffers_and_tables() {
        let axis = |points, basis| Axis { points, spacing: 1.0, basis };
        // Sines of 63 points: 64 numbers of the sequence, 64 of its parts, and 32 of working and of scratch memory in each
        // of 8 lanes, and as tables 63 eigenvalues, and complex turns and twiddles of 64 parts.
        assert_eq!(BoxTransform::memory(&[axis(63, Basis::Sine)], 4), 8 * 3 * 64 + 63 + 4 * 64);
        // A convolution of length 128 for the prime 37.
        assert_eq!(BoxTransform::memory(&[axis(37, Basis::Fourier)], 1), 8 * (37 + 2 * 128) + 37 + 2 * (37 + 256));
        // Of 300 rows, 5 bands of 64 keep all threads busy.
        let field = [axis(300, Basis::Fourier), axis(64, Basis::Cosine)];
        let tables = 300 + 2 * 300 + 64 + 4 * 64;
        assert_eq!(BoxTransform::memory(&field, 4), 8 * 3 * 64 * 4 + tables);
        assert_eq!(BoxTransform::memory(&field, 1), 8 * 2 * 300 + tables);
    }

    #[test]
    fn errors_do_not_grow_with_the_length() {
        for (points, basis) in [(1023, Basis::Sine), (3071, Basis::Sine), (1024, Basis::Cosine), (1024, Basis::Fourier)]
        {
            let field = random(points, 1);
            let mut same = field.clone();
            let transform = BoxTransform::new(&[Axis { points, spacing: 1.0, basis }], Parallelism::sequential());
            transform.apply(&mut same, |_| 1.0, quiet_run().cancellation());
            let error = same.iter().zip(&field).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            assert!(error < 5e-15, "{basis:?}, {points}: {error}");
        }
    }

    #[test]
    fn products_of_factors_are_functions_of_all_axes() {
        let axes = [(9, Basis::Sine), (4, Basis::Cosine), (13, Basis::Fourier)];
        let axes = axes.map(|(points, basis)| Axis { points, spacing: 0.5, basis });
        for axes in [&axes[..], &axes[1..], &axes[2..]] {
            let transform = BoxTransform::new(axes, Parallelism::sequential());
            let mut expected = random(axes.iter().map(|axis| axis.points).product(), 2);
            let mut product = expected.clone();
            transform.apply(&mut expected, |[a, b, c]| (-0.1 * (a + b + c)).exp(), quiet_run().cancellation());
            let decay = |eigenvalues: &[f64]| eigenvalues.iter().map(|mu| (-0.1 * mu).exp()).collect();
            let factors: Vec<_> = transform.eigenvalues().map(decay).collect();
            transform.apply_product(&mut product, &factors, quiet_run().cancellation());
            assert!(product.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-14));
        }
    }

    #[test]
    fn threads_do_not_change_bits() {
        let axes = [70, 90].map(|points| Axis { points, spacing: 0.1, basis: Basis::Sine });
        let of = |parallelism| {
            let mut field = random(70 * 90, 3);
            BoxTransform::new(&axes, parallelism).apply(
                &mut field,
                |mu| 1.0 / (mu[0] + mu[1]),
                quiet_run().cancellation(),
            );
            field
        };
        let parallel = Parallelism::of(&testing::untimed(&RunOptions { threads: Some(3), ..RunOptions::default() }));
        assert_eq!(of(Parallelism::sequential()), of(parallel));
    }
}
