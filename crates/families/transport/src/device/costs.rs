//! The source and target points, or the costs between them, in device memory, and half passes over them.
//!
//! One thread owns one point and iterates over a chunk of the other side's points, so that the order of summation is
//! fixed. The partition into chunks depends only on the shape of the problem, so results are bitwise reproducible.

use super::kernels::{ENTROPY, GRADIENT, LOG_SUM, MEASURE, Pass, SUM};
use super::outcome::Outcome;
use crate::cost::{Cost, PointCost};
use crate::kernels::exponentials::{CUT, PADDING_POTENTIAL};
use crate::lanes::{larger, smaller};
use crate::log_sum::LogSum;
use crate::order::neighbors;
use crate::potentials::Potentials;
use crate::vectors::magnitude;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use superlinear_cuda::{Arguments, Buffer, Device, Grid, Kernel, LaunchRate, Piece, Plain, THREADS, TILE};
use superlinear_interface::{Error, Run};
use superlinear_numerics::elementwise::ln;

/// Maximum number of coordinates of a point.
const LARGEST_DIMENSION: usize = 64;

/// Up to this many coordinates, kernels have an unrolled loop for each number.
const LARGEST_UNROLLED: usize = 3;

/// Number of coordinates per thread block of the gradient kernel.
const GRADIENT_COORDINATES: usize = 8;

/// Minimum number of points in a chunk. For fewer, launching a block does not pay off.
const SMALLEST_CHUNK: usize = 256;

/// Maximum number of blocks in the second dimension of a grid.
pub(super) const MAX_CHUNKS: usize = 65_535;

/// Double-precision operations per pair, in addition to those per coordinate; most of them are for the exponential.
const OPERATIONS_OF_PAIR: f64 = 32.0;
const OPERATIONS_OF_COORDINATE: f64 = 4.0;

/// Rounding error of a bound on exponents, absolute and relative to their terms. Generous values are harmless: they
/// only skip fewer tiles.
const BOUND_SLACK: f64 = 1e-3;
const BOUND_ROUNDING: f64 = 1e-15;

/// Number of costs copied to the device at a time.
const COPIED_COSTS: usize = 1 << 22;

/// The side that owns the sums in a half pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Sources,
    Targets,
}

impl Side {
    /// The side summed over.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Sources => Self::Targets,
            Self::Targets => Self::Sources,
        }
    }
}

/// Kernel inputs other than potentials: vectors of one side.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    Weights,
    OtherWeights,
    Values,
    OwnValues,
    Totals,
}

/// The number of variants of `Slot`.
const SLOTS: usize = 5;

/// One side in device memory.
pub(super) struct Points {
    pub count: usize,
    /// The count, rounded up to whole tiles.
    pub padded: usize,
    /// The index of each point in the instance. Nearby points are adjacent in this order.
    pub order: Arc<[u32]>,
    /// Coordinates and the corners of the tiles' boxes; `None` for a cost matrix.
    coordinates: Option<[Buffer<f64>; 3]>,
    potential: Buffer<f64>,
    /// The largest potential of each tile.
    top: Buffer<f64>,
}

/// Both sides, or the costs between them.
pub(super) struct DeviceCosts {
    pub device: Arc<Device>,
    sides: [Points; 2],
    /// The costs by rows; `None` for points.
    matrix: Option<Buffer<f64>>,
    dimension: usize,
    metric: i32,
    slots: [Option<Buffer<f64>>; SLOTS],
    numbers: Option<Buffer<f64>>,
    whole: Option<Buffer<i32>>,
    /// The launch size of each kernel.
    rates: HashMap<(&'static str, &'static str), LaunchRate>,
    minus_inverse: f64,
    lowest: f64,
    /// The largest total magnitude of an exponent's terms.
    pub terms: f64,
}

/// The measurements of each own point.
pub(super) struct MeasuredSide {
    pub sums: Vec<f64>,
    pub peaks: Vec<f64>,
    pub scaled: Vec<f64>,
    pub costs: Vec<f64>,
    pub largest: Vec<f64>,
}

impl DeviceCosts {
    pub(crate) fn new(cost: &Cost, device: Arc<Device>, run: &Run) -> Result<Self, Error> {
        let (sides, matrix, dimension, metric) = match cost {
            Cost::Points(points) => {
                ensure_dimension(points)?;
                let side = |coordinates: Vec<Vec<f64>>| Points::near(&device, &coordinates, run);
                let sides = [side(points.source_coordinates())?, side(points.target_coordinates())?];
                (sides, None, points.dimension(), points.metric() as i32)
            }
            Cost::Matrix(_) => {
                let side = |count: usize| Points::in_order(&device, (0..count as u32).collect());
                let sides = [side(cost.rows())?, side(cost.columns())?];
                (sides, Some(copied(cost, &device, run)?), 0, 0)
            }
        };
        Ok(Self {
            device,
            sides,
            matrix,
            dimension,
            metric,
            slots: [const { None }; SLOTS],
            numbers: None,
            whole: None,
            rates: HashMap::new(),
            minus_inverse: 0.0,
            lowest: 0.0,
            terms: 0.0,
        })
    }

    /// The data of one side.
    pub(crate) fn side(&self, side: Side) -> &Points {
        &self.sides[side as usize]
    }

    /// Writes a point's potentials in units of the level. `largest_cost` bounds the costs' magnitude.
    pub(crate) fn set_point(&mut self, point: &Potentials, level: f64, largest_cost: f64) -> Result<(), Error> {
        let inverse = 1.0 / level;
        self.minus_inverse = -inverse;
        self.terms = (magnitude(&point.f) + magnitude(&point.g) + largest_cost) * inverse;
        self.lowest = CUT - BOUND_SLACK - BOUND_ROUNDING * self.terms;
        for (side, potentials) in self.sides.iter_mut().zip([&point.f, &point.g]) {
            let mut scaled = side.padded_with(potentials, PADDING_POTENTIAL);
            scaled[..side.count].iter_mut().for_each(|potential| *potential *= inverse);
            side.potential.write(&scaled)?;
            let tops: Vec<f64> =
                scaled.chunks_exact(TILE).map(|tile| tile.iter().copied().fold(f64::NEG_INFINITY, larger)).collect();
            side.top.write(&tops)?;
        }
        Ok(())
    }

    /// Writes a vector of one side, padded with `padding`, and returns its address.
    pub(crate) fn put(&mut self, slot: Slot, side: Side, values: &[f64], padding: f64) -> Result<u64, Error> {
        let padded = self.side(side).padded_with(values, padding);
        let length = self.sides[0].padded.max(self.sides[1].padded);
        let buffer = buffer(&mut self.slots[slot as usize], &self.device, length)?;
        buffer.write(&padded)?;
        Ok(buffer.address())
    }

    /// The sums over the other side of `weights` times E.
    pub(crate) fn sums(&mut self, own: Side, weights: &[f64], run: &Run) -> Result<Vec<f64>, Error> {
        let weights = self.put(Slot::Weights, own.other(), weights, 0.0)?;
        Ok(self.half_pass(SUM, own, 1, |[sum], _| [weights, sum], run)?.sums(0))
    }

    /// The same, and the sums with E ln E instead of E.
    pub(crate) fn entropies(&mut self, own: Side, weights: &[f64], run: &Run) -> Result<(Vec<f64>, Vec<f64>), Error> {
        let weights = self.put(Slot::Weights, own.other(), weights, 0.0)?;
        let found = self.half_pass(ENTROPY, own, 1, |[sum, entropy], _| [weights, sum, entropy], run)?;
        Ok((found.sums(0), found.sums(1)))
    }

    /// The logarithms of the sums, for exponents of any size.
    pub(crate) fn log_sums(&mut self, own: Side, weights: &[f64], run: &Run) -> Result<Vec<f64>, Error> {
        let mut logarithms = weights.to_vec();
        ln(&mut logarithms);
        let logarithms = self.put(Slot::Weights, own.other(), &logarithms, f64::NEG_INFINITY)?;
        let found = self.half_pass(LOG_SUM, own, 1, |[largest, sum], _| [logarithms, largest, sum], run)?;
        let log_sum = |i: usize| {
            let mut whole = LogSum::EMPTY;
            for chunk in 0..found.chunks {
                whole.merge(LogSum { largest: found.chunk(0, chunk)[i], sum: found.chunk(1, chunk)[i] });
            }
            whole.value()
        };
        Ok(found.in_order(&(0..found.count).map(log_sum).collect::<Vec<_>>()))
    }

    /// The measurements of each own point for the result, with two sets of the other side's weights.
    pub(crate) fn measure(&mut self, own: Side, weights: [&[f64]; 2], run: &Run) -> Result<MeasuredSide, Error> {
        let first = self.put(Slot::Weights, own.other(), weights[0], 0.0)?;
        let second = self.put(Slot::OtherWeights, own.other(), weights[1], 0.0)?;
        let arguments =
            |[sum, peak, scaled, cost, largest]: [u64; 5], _| [first, second, sum, peak, scaled, cost, largest];
        let found = self.half_pass(MEASURE, own, 1, arguments, run)?;
        Ok(MeasuredSide {
            sums: found.sums(0),
            peaks: found.largest(1),
            scaled: found.sums(2),
            costs: found.sums(3),
            largest: found.largest(4),
        })
    }

    /// The gradients with respect to the sources, one after the other; empty if the costs are a matrix.
    pub(crate) fn gradients(&mut self, weights: &[f64], masses: &[f64], run: &Run) -> Result<Vec<f64>, Error> {
        if self.matrix.is_some() {
            return Ok(Vec::new());
        }
        let weights = self.put(Slot::Weights, Side::Targets, weights, 0.0)?;
        let dimension = self.dimension;
        let found = self.half_pass(GRADIENT, Side::Sources, dimension, |[sum], _| [weights, sum], run)?;
        let mut gradients = vec![0.0; found.count * dimension];
        for chunk in 0..found.chunks {
            for k in 0..dimension {
                let start = (chunk * dimension + k) * found.count;
                let sums = &found.numbers[start..start + found.count];
                for (&sum, &i) in sums.iter().zip(&*found.order) {
                    gradients[i as usize * dimension + k] += masses[i as usize] * sum;
                }
            }
        }
        Ok(gradients)
    }

    /// Runs a half pass. `arguments` returns the kernel's arguments in addition to the pass, given the addresses of
    /// each kind of result, with `layers` numbers per pair of chunk and own point, and of the integers.
    pub(crate) fn half_pass<const KINDS: usize, const ARGUMENTS: usize>(
        &mut self,
        kernel: Kernel,
        own: Side,
        layers: usize,
        arguments: impl Fn([u64; KINDS], u64) -> [u64; ARGUMENTS],
        run: &Run,
    ) -> Result<Outcome, Error> {
        let length = self.side(own).count * self.chunks(own) * layers;
        let address = buffer(&mut self.numbers, &self.device, KINDS * length)?.address();
        let whole = buffer(&mut self.whole, &self.device, length)?.address();
        let kinds = std::array::from_fn(|kind| address + (kind * length * size_of::<f64>()) as u64);
        self.launch(kernel, own, 0..self.side(own).count, &arguments(kinds, whole), run)?;
        self.outcome(own, KINDS * length)
    }

    /// The `length` numbers computed by the last half pass.
    fn outcome(&self, own: Side, length: usize) -> Result<Outcome, Error> {
        let side = self.side(own);
        let mut numbers = vec![0.0; length];
        if let Some(found) = &self.numbers {
            found.read(&mut numbers)?;
        }
        Ok(Outcome { count: side.count, chunks: self.chunks(own), numbers, order: Arc::clone(&side.order) })
    }

    /// The integers computed by the last half pass.
    pub(crate) fn whole_numbers(&self, length: usize) -> Result<Vec<i32>, Error> {
        let mut numbers = vec![0; length];
        if let Some(whole) = &self.whole {
            whole.read(&mut numbers)?;
        }
        Ok(numbers)
    }

    /// Launches a kernel for some of the own points.
    pub(crate) fn launch(
        &mut self,
        kernel: Kernel,
        own: Side,
        points: Range<usize>,
        arguments: &[u64],
        run: &Run,
    ) -> Result<(), Error> {
        let mut taken: Arguments = Default::default();
        taken[..arguments.len()].copy_from_slice(arguments);
        let pass = self.pass(own);
        let is_gradient = kernel.name == GRADIENT.name && self.dimension > LARGEST_UNROLLED;
        let layers = if is_gradient { self.dimension.div_ceil(GRADIENT_COORDINATES) } else { 1 };
        let grid = Grid {
            own: points.len(),
            chunks: self.chunks(own),
            chunk: pass.chunk as usize,
            layers,
            operations: OPERATIONS_OF_PAIR + OPERATIONS_OF_COORDINATE * self.dimension as f64,
        };
        let of_piece = |Piece { own, others }: &Piece| {
            let at = |point: usize| (points.start + point) as i32;
            let (begin, end) = (others.start as i32, others.end as i32);
            Pass { first: at(own.start), last: at(own.end), begin, end, ..pass }
        };
        let suffix = self.suffix(own);
        let rate = self.rates.entry((kernel.name, suffix)).or_default();
        // SAFETY: all kernels take the pass, and callers of this function give this kernel's own arguments.
        unsafe { self.device.launch(kernel, suffix, (grid, rate), &of_piece, &taken, run) }
    }

    /// The number of chunks of the other side.
    pub(crate) fn chunks(&self, own: Side) -> usize {
        chunks(self.side(own).count, self.side(own.other()).count)
    }

    /// The suffix of a kernel's name.
    fn suffix(&self, own: Side) -> &'static str {
        match (self.matrix.is_some(), own, self.dimension) {
            (true, Side::Sources, _) => "rows",
            (true, Side::Targets, _) => "columns",
            (false, _, 1) => "1",
            (false, _, 2) => "2",
            (false, _, 3) => "3",
            (false, ..) => "any",
        }
    }

    fn pass(&self, own: Side) -> Pass {
        let chunk = self.side(own.other()).count.div_ceil(self.chunks(own)).next_multiple_of(TILE) as i32;
        let (own, other) = (self.side(own), self.side(own.other()));
        let address = |side: &Points, part: usize| side.coordinates.as_ref().map_or(0, |parts| parts[part].address());
        Pass {
            own: self.matrix.as_ref().map_or_else(|| address(own, 0), Buffer::address),
            other: address(other, 0),
            own_potential: own.potential.address(),
            other_potential: other.potential.address(),
            low: address(other, 1),
            high: address(other, 2),
            top: other.top.address(),
            minus_inverse: self.minus_inverse,
            lowest: self.lowest,
            own_count: own.count as i32,
            own_padded: own.padded as i32,
            other_count: other.count as i32,
            other_padded: other.padded as i32,
            dimension: self.dimension as i32,
            metric: self.metric,
            stride: self.sides[1].count as i32,
            first: 0,
            last: own.count as i32,
            chunk,
            begin: 0,
            end: chunk,
        }
    }
}

impl Points {
    /// Points with these coordinates, ordered so that nearby ones are adjacent.
    fn near(device: &Arc<Device>, coordinates: &[Vec<f64>], run: &Run) -> Result<Self, Error> {
        let count = coordinates.first().map_or(0, Vec::len);
        let mut side = Self::in_order(device, neighbors(count, coordinates, TILE, run)?)?;
        let (mut points, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
        for coordinate in coordinates {
            // A tile's box is that of its points, so the padding repeats one of them.
            let last = side.order.last().map_or(0.0, |&place| coordinate[place as usize]);
            let padded = side.padded_with(coordinate, last);
            low.extend(padded.chunks_exact(TILE).map(|tile| tile.iter().copied().fold(f64::INFINITY, smaller)));
            high.extend(padded.chunks_exact(TILE).map(|tile| tile.iter().copied().fold(f64::NEG_INFINITY, larger)));
            points.extend(padded);
        }
        side.coordinates = Some([Buffer::of(device, &points)?, Buffer::of(device, &low)?, Buffer::of(device, &high)?]);
        Ok(side)
    }

    /// A side without coordinates.
    fn in_order(device: &Arc<Device>, order: Vec<u32>) -> Result<Self, Error> {
        let padded = order.len().next_multiple_of(TILE);
        Ok(Self {
            count: order.len(),
            padded,
            order: order.into(),
            coordinates: None,
            potential: Buffer::new(device, padded)?,
            top: Buffer::new(device, padded / TILE)?,
        })
    }

    /// Converts values from the instance's order to the device's, padded.
    fn padded_with(&self, values: &[f64], padding: f64) -> Vec<f64> {
        let mut padded: Vec<f64> = self.order.iter().map(|&place| values[place as usize]).collect();
        padded.resize(self.padded, padding);
        padded
    }
}

/// The number of chunks of the other points: enough threads to keep any device busy.
pub(super) fn chunks(own: usize, others: usize) -> usize {
    THREADS.div_ceil(own).min(others.div_ceil(SMALLEST_CHUNK)).clamp(1, MAX_CHUNKS)
}

/// The buffer in `kept`, reallocated if it is shorter than `length`.
pub(super) fn buffer<'b, T: Plain>(
    kept: &'b mut Option<Buffer<T>>,
    device: &Arc<Device>,
    length: usize,
) -> Result<&'b mut Buffer<T>, Error> {
    // A buffer that is too small is freed first, so that the new one can reuse its memory.
    let buffer = match kept.take().filter(|buffer| buffer.capacity() >= length) {
        Some(buffer) => buffer,
        None => Buffer::new(device, length)?,
    };
    Ok(kept.insert(buffer))
}

/// The costs by rows.
fn copied(cost: &Cost, device: &Arc<Device>, run: &Run) -> Result<Buffer<f64>, Error> {
    let (rows, columns) = (cost.rows(), cost.columns());
    let mut matrix = Buffer::new(device, rows * columns)?;
    let rows_at_once = (COPIED_COSTS / columns.max(1)).max(1);
    let mut buffer = vec![0.0; cost.buffer_length()];
    let mut part = Vec::with_capacity(rows_at_once.min(rows) * columns);
    for first in (0..rows).step_by(rows_at_once) {
        run.ensure_wanted()?;
        part.clear();
        for i in first..rows.min(first + rows_at_once) {
            part.extend_from_slice(cost.fetch_row(i, &mut buffer));
        }
        matrix.write_at(first * columns, &part)?;
    }
    Ok(matrix)
}

fn ensure_dimension(points: &PointCost) -> Result<(), Error> {
    let dimension = points.dimension();
    if dimension > LARGEST_DIMENSION {
        let reason = format!("points have {dimension} coordinates, its kernels take {LARGEST_DIMENSION} at most");
        return Err(Error::unavailable("CUDA", &reason));
    }
    Ok(())
}
