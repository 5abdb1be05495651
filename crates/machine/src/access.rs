//! Where numbers are: stored tensors, and in them the elements of lanes.

use std::ops::Range;
use std::sync::Arc;

/// Where a stored tensor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Buffer {
    /// Given: the input with this number.
    Input(usize),
    /// Given: the data with this number.
    Data(usize),
    /// Computed: in this slot.
    Slot(usize),
}

/// A stored tensor, row by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// What it is stored in.
    pub buffer: Buffer,
    /// Where it begins there.
    pub offset: usize,
}

/// An axis of lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// How many there are.
    pub count: usize,
    /// How far neighbours are apart in the stored tensor.
    pub stride: isize,
}

/// From the number of a lane, row by row, to the place of its element.
#[derive(Clone, Debug, PartialEq)]
pub enum Access {
    /// By strides.
    Strided {
        /// The place of the first lane.
        offset: usize,
        /// The axes that lanes are counted along, of which the last is the innermost.
        axes: Vec<Axis>,
    },
    /// By a table with a place for each lane.
    Table(Arc<[u32]>),
}

impl Access {
    /// The place of each of so many lanes.
    pub fn places(&self, lanes: usize) -> Vec<u32> {
        match self {
            Self::Table(places) => places.to_vec(),
            Self::Strided { .. } if lanes == 0 => Vec::new(),
            Self::Strided { offset, axes } => {
                let mut places = vec![*offset as u32];
                for axis in axes {
                    // Numbers wrap around on the way where strides are negative, and back.
                    let step = axis.stride as u32;
                    let mut further = Vec::with_capacity(places.len() * axis.count);
                    for first in places {
                        further.extend((0..axis.count as u32).map(|k| first.wrapping_add(k.wrapping_mul(step))));
                    }
                    places = further;
                }
                places
            }
        }
    }

    /// The same lanes, so much further on.
    pub fn shifted(self, by: usize) -> Self {
        match self {
            Self::Strided { offset, axes } => Self::Strided { offset: offset + by, axes },
            Self::Table(places) => Self::Table(places.iter().map(|place| place + by as u32).collect()),
        }
    }

    /// Where the lanes are one after the other: the place of the first.
    pub fn contiguous(&self) -> Option<usize> {
        match self {
            Self::Strided { offset, axes } => match axes.as_slice() {
                [] | [Axis { stride: 1, .. }] => Some(*offset),
                _ => None,
            },
            Self::Table(_) => None,
        }
    }

    /// Where the lanes of a range are one after the other: the place of the first.
    #[inline(always)]
    pub fn consecutive(&self, lanes: Range<usize>) -> Option<usize> {
        let Self::Strided { offset, axes } = self else { return None };
        match axes.as_slice() {
            [] => Some(*offset),
            [Axis { stride: 1, .. }] => Some(offset + lanes.start),
            [outer @ .., inner @ Axis { stride: 1, .. }] => {
                let (row, within) = (lanes.start / inner.count, lanes.start % inner.count);
                (within + lanes.len() <= inner.count).then(|| start_of(*offset, outer, row) as usize + within)
            }
            _ => None,
        }
    }

    /// Runs of equally distant places, in order, for the lanes of a range.
    #[inline(always)]
    pub fn runs(&self, lanes: Range<usize>) -> Runs<'_> {
        let Self::Strided { offset, axes } = self else { unreachable!("a table has no runs") };
        Runs { offset: *offset, axes, lanes }
    }
}

/// Equally distant places.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The first.
    pub first: usize,
    /// How far neighbours are apart.
    pub stride: isize,
    /// How many they are.
    pub length: usize,
}

/// The runs of lanes.
pub struct Runs<'a> {
    offset: usize,
    axes: &'a [Axis],
    lanes: Range<usize>,
}

impl Iterator for Runs<'_> {
    type Item = Run;

    #[inline(always)]
    fn next(&mut self) -> Option<Run> {
        if self.lanes.is_empty() {
            return None;
        }
        let (first, stride, length) = match self.axes.split_last() {
            None => (self.offset, 0, self.lanes.len()),
            Some((inner, outer)) => {
                let (row, within) = (self.lanes.start / inner.count, self.lanes.start % inner.count);
                let place = start_of(self.offset, outer, row) + within as isize * inner.stride;
                (place as usize, inner.stride, (inner.count - within).min(self.lanes.len()))
            }
        };
        self.lanes.start += length;
        Some(Run { first, stride, length })
    }
}

/// Where the row with this number begins, of those along the outer axes.
#[inline(always)]
fn start_of(offset: usize, outer: &[Axis], mut row: usize) -> isize {
    let mut place = offset as isize;
    for axis in outer.iter().rev() {
        place += (row % axis.count) as isize * axis.stride;
        row /= axis.count;
    }
    place
}
