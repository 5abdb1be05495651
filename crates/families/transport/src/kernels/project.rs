//! One block of a map: for each row the mean of the destinations, weighted by the exponentials, or the best
//! destination.

use super::exponentials::{ActiveRow, Targets, exponents};
use crate::cost::Cost;
use crate::lanes::{Lanes, ROWS_BETWEEN_POLLS, groups, largest, raise, total};
use std::ops::Range;
use superlinear_interface::{Cancellation, Matrix};
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// The destination of each target, one coordinate after the other, each padded to whole registers.
pub(crate) struct Destinations {
    coordinates: Vec<f64>,
    /// The minimum and maximum of each coordinate, between which all means lie.
    extents: Vec<(f64, f64)>,
    padded: usize,
}

impl Destinations {
    /// Takes the rows `support` of `places`.
    pub(crate) fn new(places: &Matrix, support: &[u32]) -> Self {
        let padded = support.len().next_multiple_of(LANES);
        let mut coordinates = vec![0.0; padded * places.columns];
        let mut extents = vec![(f64::INFINITY, f64::NEG_INFINITY); places.columns];
        for (place, &j) in support.iter().enumerate() {
            for (k, &value) in places.row(j as usize).iter().enumerate() {
                coordinates[k * padded + place] = value;
                extents[k] = (extents[k].0.min(value), extents[k].1.max(value));
            }
        }
        Self { coordinates, extents, padded }
    }

    pub(crate) fn dimension(&self) -> usize {
        self.extents.len()
    }

    /// The values of each coordinate, with their minimum and maximum.
    fn iter(&self) -> impl Iterator<Item = (&[Lanes], (f64, f64))> {
        let coordinates = self.coordinates.chunks_exact(self.padded).map(|values| values.as_chunks().0);
        coordinates.zip(self.extents.iter().copied())
    }
}

/// The kind of image of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// The weighted mean of the destinations.
    Mean,
    /// The destination with the largest exponent, the first if there are several.
    Best,
}

/// Writes the image of each row, and the logarithm of the sum of its exponentials, or for the best destination its
/// exponent. It is minus infinity if the whole row is forbidden.
pub(crate) struct ProjectRows<'a> {
    pub cost: &'a Cost,
    pub targets: Targets<'a>,
    pub destinations: &'a Destinations,
    pub choice: Choice,
    pub rows: Range<usize>,
    /// The images of these rows.
    pub images: &'a mut [f64],
    /// The logarithms of these rows.
    pub logarithms: &'a mut [f64],
    pub cancellation: Cancellation<'a>,
}

impl Kernel for ProjectRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { cost, targets, destinations, choice, cancellation, .. } = self;
        let mut buffer = vec![0.0; cost.buffer_length()];
        let mut row = ActiveRow::new(targets.potential.len());
        let images = self.images.chunks_exact_mut(destinations.dimension());
        for ((i, image), logarithm) in self.rows.zip(images).zip(self.logarithms) {
            if i % ROWS_BETWEEN_POLLS == 0 && cancellation.is_requested() {
                return;
            }
            let costs = cost.row(arithmetic, i, &mut buffer);
            let peak = peak(arithmetic, costs, targets);
            *logarithm = peak;
            if peak == f64::NEG_INFINITY {
                continue;
            }
            row.set_exponents(arithmetic, costs, targets, -peak);
            match choice {
                Choice::Best => {
                    let place = row.iter().find_map(|(group, exponents)| {
                        exponents.iter().position(|&exponent| exponent == 0.0).map(|lane| (group, lane))
                    });
                    // The peak is one of the row's exponents, so it is found.
                    let Some((group, lane)) = place else { continue };
                    for (entry, (values, _)) in image.iter_mut().zip(destinations.iter()) {
                        *entry = values[group][lane];
                    }
                }
                Choice::Mean => {
                    let sum = row.exponentiate(arithmetic, targets.mass);
                    *logarithm += arithmetic.ln(sum);
                    for (entry, (values, (low, high))) in image.iter_mut().zip(destinations.iter()) {
                        *entry = mean(arithmetic, &row, 1.0 / sum, values).clamp(low, high);
                    }
                }
            }
        }
    }
}

/// The largest exponent of a row, without the row's own potential.
#[inline(always)]
fn peak<A: Arithmetic>(arithmetic: A, costs: &[f64], targets: Targets<'_>) -> f64 {
    let (whole, rest) = groups(costs);
    let mut peaks = [f64::NEG_INFINITY; LANES];
    for (costs, potential) in whole.iter().zip(targets.potential) {
        raise(&mut peaks, &exponents(arithmetic, costs, potential, targets.minus_inverse, 0.0));
    }
    if let Some(costs) = rest {
        let exponents = exponents(arithmetic, &costs, &targets.potential[whole.len()], targets.minus_inverse, 0.0);
        raise(&mut peaks, &exponents);
    }
    largest(peaks)
}

/// The sum of `scale` times the row times the values.
#[inline(always)]
fn mean<A: Arithmetic>(arithmetic: A, row: &ActiveRow, scale: f64, values: &[Lanes]) -> f64 {
    let mut sums = [0.0; LANES];
    for (group, weights) in row.iter() {
        let values = &values[group];
        for lane in 0..LANES {
            sums[lane] = arithmetic.mul_add(weights[lane] * scale, values[lane], sums[lane]);
        }
    }
    total(sums)
}
