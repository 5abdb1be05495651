//! Locations of stored tensors, and access patterns of lanes in them.

use std::ops::Range;
use std::sync::Arc;

/// The buffer of a stored tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Buffer {
    /// The input with this index.
    Input(usize),
    /// The data with this index.
    Data(usize),
    /// The computed slot with this index.
    Slot(usize),
}

/// The location of a stored tensor in row-major order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The buffer.
    pub buffer: Buffer,
    /// The offset of its first element.
    pub offset: usize,
}

/// An axis of lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Its length.
    pub count: usize,
    /// The distance between neighbors in the stored tensor.
    pub stride: isize,
}

/// The map from the index of a lane, in row-major order, to the position of its element.
#[derive(Clone, Debug, PartialEq)]
pub enum Access {
    /// Strided access.
    Strided {
        /// The position of the first lane.
        offset: usize,
        /// The axes, outermost first.
        axes: Vec<Axis>,
    },
    /// Indirect access through a table of positions.
    Table(Arc<[u32]>),
}

impl Access {
    /// The positions of `lanes` lanes.
    pub fn places(&self, lanes: usize) -> Vec<u32> {
        match self {
            Self::Table(places) => places.to_vec(),
            Self::Strided { .. } if lanes == 0 => Vec::new(),
            Self::Strided { offset, axes } => {
                let mut places = vec![*offset as u32];
                for axis in axes {
                    // Negative strides wrap around in unsigned arithmetic, and back.
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

    /// The same access pattern with all positions increased.
    pub fn shifted(self, by: usize) -> Self {
        match self {
            Self::Strided { offset, axes } => Self::Strided { offset: offset + by, axes },
            Self::Table(places) => Self::Table(places.iter().map(|place| place + by as u32).collect()),
        }
    }

    /// The first position, if all lanes are contiguous.
    pub fn contiguous(&self) -> Option<usize> {
        match self {
            Self::Strided { offset, axes } => match axes.as_slice() {
                [] | [Axis { stride: 1, .. }] => Some(*offset),
                _ => None,
            },
            Self::Table(_) => None,
        }
    }

    /// The first position, if the lanes of a range are contiguous.
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

    /// The lanes of a range as runs of positions at equal distances, in order.
    #[inline(always)]
    pub fn runs(&self, lanes: Range<usize>) -> Runs<'_> {
        let Self::Strided { offset, axes } = self else { unreachable!("a table has no runs") };
        Runs { offset: *offset, axes, lanes }
    }
}

/// Positions at equal distances.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The first position.
    pub first: usize,
    /// The distance between neighbors.
    pub stride: isize,
    /// The number of positions.
    pub length: usize,
}

/// An iterator over the runs of lanes.
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

/// The start of row `row` of the innermost axis.
#[inline(always)]
fn start_of(offset: usize, outer: &[Axis], mut row: usize) -> isize {
    let mut place = offset as isize;
    for axis in outer.iter().rev() {
        place += (row % axis.count) as isize * axis.stride;
        row /= axis.count;
    }
    place
}
