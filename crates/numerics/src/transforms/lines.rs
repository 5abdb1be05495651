//! Lines of a field as sequences side by side: neighboring rows, and lines across rows, whose neighboring numbers are
//! neighboring lanes.

use super::basis::Transform;
use super::lanes::{Complex, SEQUENCES, WIDTH};
use crate::simd::{Arithmetic, Kernel, dispatch};

#[derive(Clone, Copy)]
pub(super) enum Direction {
    Forward,
    Backward,
}

/// Transforms lines across rows, in place.
pub(super) fn transform_across(transform: &Transform, rows: &mut [&mut [f64]], direction: Direction) {
    let mut buffer = transform.new_buffer();
    let width = rows.first().map_or(0, |row| row.len());
    for start in (0..width).step_by(SEQUENCES) {
        dispatch(LoadAcross { rows, start, sequence: transform.sequence(&mut buffer) });
        dispatch(Sequences { transform, buffer: &mut buffer, direction });
        dispatch(StoreAcross { sequence: transform.sequence(&mut buffer), rows, start });
    }
}

/// Transforms the sequences in a buffer. Compiled once, for all that use it.
struct Sequences<'a> {
    transform: &'a Transform,
    buffer: &'a mut [Complex],
    direction: Direction,
}

impl Kernel for Sequences<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        match self.direction {
            Direction::Forward => self.transform.forward(self.buffer),
            Direction::Backward => self.transform.backward(self.buffer),
        }
    }
}

/// Loads up to [`SEQUENCES`] lines across rows, from a column on.
struct LoadAcross<'a, 'field> {
    rows: &'a [&'field mut [f64]],
    start: usize,
    sequence: &'a mut [Complex],
}

impl Kernel for LoadAcross<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let rows = self.rows.iter().map(|row| &row[self.start..]);
        for (row, value) in rows.zip(self.sequence) {
            *value = Complex::from_array(if let Some(all) = row.first_chunk() {
                *all
            } else {
                std::array::from_fn(|lane| row.get(lane).copied().unwrap_or(0.0))
            });
        }
    }
}

/// Stores the lines of [`LoadAcross`].
struct StoreAcross<'a, 'field> {
    sequence: &'a [Complex],
    rows: &'a mut [&'field mut [f64]],
    start: usize,
}

impl Kernel for StoreAcross<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        for (row, value) in self.rows.iter_mut().zip(self.sequence) {
            let row = &mut row[self.start..];
            let all = value.to_array();
            if let Some(numbers) = row.first_chunk_mut() {
                *numbers = all;
            } else {
                row.iter_mut().zip(all).for_each(|(number, lane)| *number = lane);
            }
        }
    }
}

/// Tables of the axes before the last one.
pub(super) struct Outer<'a> {
    tables: [&'a [f64]; 2],
    /// The entry for missing axes.
    missing: f64,
}

impl<'a> Outer<'a> {
    pub fn new(tables: &[&'a [f64]], missing: f64) -> Self {
        let mut all: [&[f64]; 2] = [&[]; 2];
        all[2 - tables.len()..].copy_from_slice(tables);
        Self { tables: all, missing }
    }

    /// The entries of a row's place along both axes.
    fn entries(&self, row: usize) -> [f64; 2] {
        let [outer, inner] = self.tables;
        let lines = inner.len().max(1);
        let entry = |table: &[f64], place: usize| if table.is_empty() { self.missing } else { table[place] };
        [entry(outer, row / lines), entry(inner, row % lines)]
    }
}

/// A function of the coefficients' places, by tables of the axes.
pub(super) struct Multiplier<'a, S> {
    pub outer: Outer<'a>,
    /// The table of the last axis.
    pub along: &'a [f64],
    /// The factor for entries of the tables.
    pub symbol: S,
}

/// Transforms rows from the `first` of a field on, multiplies the coefficients, and transforms back, in place.
pub(super) fn multiply_rows<S: Fn([f64; 3]) -> f64>(
    transform: &Transform,
    rows: &mut [f64],
    first: usize,
    multiplier: &Multiplier<'_, S>,
) {
    let mut buffer = transform.new_buffer();
    for (block, rows) in rows.chunks_mut(SEQUENCES * transform.length()).enumerate() {
        let count = rows.len() / transform.length();
        let of_lane = |lane: usize| multiplier.outer.entries(first + block * SEQUENCES + lane.min(count - 1));
        let of_lanes: [[f64; 2]; SEQUENCES] = std::array::from_fn(of_lane);
        let entries = [0, 1].map(|axis| of_lanes.map(|entries| entries[axis]));
        dispatch(Load { rows, sequence: transform.sequence(&mut buffer) });
        dispatch(Sequences { transform, buffer: &mut buffer, direction: Direction::Forward });
        dispatch(Multiply { sequence: transform.sequence(&mut buffer), entries, multiplier });
        dispatch(Sequences { transform, buffer: &mut buffer, direction: Direction::Backward });
        dispatch(Store { sequence: transform.sequence(&mut buffer), rows });
    }
}

/// Multiplies coefficients of rows, which have these entries in the tables of the axes before the last.
struct Multiply<'a, S> {
    sequence: &'a mut [Complex],
    entries: [[f64; SEQUENCES]; 2],
    multiplier: &'a Multiplier<'a, S>,
}

impl<S: Fn([f64; 3]) -> f64> Kernel for Multiply<'_, S> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let [outer, inner] = self.entries;
        for (value, &along) in self.sequence.iter_mut().zip(self.multiplier.along) {
            let mut all = value.to_array();
            for (lane, number) in all.iter_mut().enumerate() {
                *number *= (self.multiplier.symbol)([outer[lane], inner[lane], along]);
            }
            *value = Complex::from_array(all);
        }
    }
}

/// Numbers of a row transposed at a time.
const TILE: usize = WIDTH;

/// Loads up to [`SEQUENCES`] rows.
struct Load<'a> {
    rows: &'a [f64],
    sequence: &'a mut [Complex],
}

impl Kernel for Load<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let Self { rows, sequence } = self;
        let length = sequence.len();
        for (half, rows) in rows.chunks(WIDTH * length).enumerate() {
            let mut start = 0;
            if rows.len() == WIDTH * length {
                for values in sequence.as_chunks_mut::<TILE>().0 {
                    let tile: [[f64; TILE]; WIDTH] =
                        std::array::from_fn(|lane| std::array::from_fn(|k| rows[lane * length + start + k]));
                    for (k, value) in values.iter_mut().enumerate() {
                        value.part_mut(half).0 = std::array::from_fn(|lane| tile[lane][k]);
                    }
                    start += TILE;
                }
            }
            for (lane, row) in rows.chunks_exact(length).enumerate() {
                for (value, number) in sequence[start..].iter_mut().zip(&row[start..]) {
                    value.part_mut(half).0[lane] = *number;
                }
            }
        }
    }
}

/// Stores the rows of [`Load`].
struct Store<'a> {
    sequence: &'a [Complex],
    rows: &'a mut [f64],
}

impl Kernel for Store<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let Self { sequence, rows } = self;
        let length = sequence.len();
        for (half, rows) in rows.chunks_mut(WIDTH * length).enumerate() {
            let mut start = 0;
            if rows.len() == WIDTH * length {
                for values in sequence.as_chunks::<TILE>().0 {
                    let tile: [[f64; WIDTH]; TILE] = std::array::from_fn(|k| values[k].part(half).0);
                    for lane in 0..WIDTH {
                        let numbers: [f64; TILE] = std::array::from_fn(|k| tile[k][lane]);
                        rows[lane * length + start..][..TILE].copy_from_slice(&numbers);
                    }
                    start += TILE;
                }
            }
            for (lane, row) in rows.chunks_exact_mut(length).enumerate() {
                for (value, number) in sequence[start..].iter().zip(&mut row[start..]) {
                    *number = value.part(half).0[lane];
                }
            }
        }
    }
}
