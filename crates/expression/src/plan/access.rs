//! Where the lanes of a view find their elements in a stored tensor.

use crate::graph::operation::{Operation, Placement};
use crate::graph::{Graph, Id, Table, shape};
use std::ops::Range;
use std::sync::Arc;

/// An axis of lanes: how many, and how far neighbours are apart in the stored tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    pub count: usize,
    pub stride: isize,
}

/// From the number of a lane, row by row, to the place of its element.
#[derive(Clone, Debug, PartialEq)]
pub enum Access {
    /// By strides along axes.
    Strided { offset: usize, axes: Vec<Axis> },
    /// By a table with a place for each lane.
    Table(Arc<[u32]>),
}

impl Access {
    /// All elements of a tensor of this shape, in order.
    fn whole(shape: &[usize]) -> Self {
        let axes = shape.iter().zip(shape::strides(shape)).map(|(&count, stride)| Axis { count, stride }).collect();
        Self::Strided { offset: 0, axes }
    }

    /// So many elements in order.
    pub fn identity(lanes: usize) -> Self {
        Self::whole(&[lanes]).simplified()
    }

    /// What a view sees of the tensor that it is a view of.
    pub fn of_view(graph: &Graph, view: Id) -> (Id, Self) {
        let mut chain = Vec::new();
        let mut base = view;
        while graph.node(base).is_view() {
            chain.push(base);
            base = graph.node(base).operands[0];
        }
        let mut access = Self::whole(graph.shape(base));
        let mut shape = graph.shape(base).to_vec();
        for &id in chain.iter().rev() {
            let node = graph.node(id);
            access = access.seen_by(graph, &node.operation, &shape, &node.shape);
            shape.clone_from(&node.shape);
        }
        (base, access.simplified())
    }

    /// Where a part of an assembled tensor goes.
    pub fn of_placement(graph: &Graph, placement: &Placement, part: &[usize], whole: &[usize]) -> Self {
        let access = Self::whole(whole);
        match placement.inverse() {
            None => access.simplified(),
            Some(operation) => access.seen_by(graph, &operation, whole, part).simplified(),
        }
    }

    /// What a view, of shape `to`, sees of a tensor of shape `from` that has these places.
    fn seen_by(self, graph: &Graph, operation: &Operation, from: &[usize], to: &[usize]) -> Self {
        match (self, operation) {
            (access, Operation::Reshape) => access.reshaped(to),
            (Self::Strided { offset, axes }, Operation::Slice { starts, steps }) => {
                if to.contains(&0) {
                    return Self::whole(to);
                }
                let start: isize = axes.iter().zip(starts).map(|(axis, &start)| axis.stride * start as isize).sum();
                let axes = axes.iter().zip(steps).zip(to);
                let axes = axes.map(|((axis, step), &count)| Axis { count, stride: axis.stride * step }).collect();
                Self::Strided { offset: (offset as isize + start) as usize, axes }
            }
            (Self::Strided { offset, axes }, Operation::Permute(order)) => {
                Self::Strided { offset, axes: order.iter().map(|&axis| axes[axis]).collect() }
            }
            (Self::Strided { offset, axes }, Operation::Broadcast) => {
                let stretched = |(axis, &count): (&Axis, &usize)| {
                    if axis.count == count { *axis } else { Axis { count, stride: 0 } }
                };
                Self::Strided { offset, axes: axes.iter().zip(to).map(stretched).collect() }
            }
            (access, &Operation::Gather { table, axis }) => {
                let rows = Self::gathered(graph.table(table), from, axis);
                Self::through(&rows, &access.places(shape::count(from)))
            }
            (Self::Table(places), operation) => {
                let view = Self::whole(from).seen_by(graph, operation, from, to);
                Self::through(&view.places(shape::count(to)), &places)
            }
            _ => unreachable!("all others are no views"),
        }
    }

    /// The places, in a tensor of shape `from`, of the rows along `axis` that a table lists.
    fn gathered(table: &Table, from: &[usize], axis: usize) -> Vec<u32> {
        let (before, after) = (shape::count(&from[..axis]), shape::count(&from[axis + 1..]));
        let row = |block: usize, row: u32| {
            let start = (block * from[axis] + row as usize) * after;
            start as u32..(start + after) as u32
        };
        (0..before).flat_map(|block| table.rows.iter().flat_map(move |&k| row(block, k))).collect()
    }

    fn through(outer: &[u32], inner: &[u32]) -> Self {
        Self::Table(outer.iter().map(|&place| inner[place as usize]).collect())
    }

    /// The same lanes counted along other axes.
    fn reshaped(self, to: &[usize]) -> Self {
        let Self::Strided { offset, axes } = self else { return self };
        if to.contains(&0) {
            return Self::whole(to);
        }
        match split(&merged(&axes), to) {
            Some(axes) => Self::Strided { offset, axes },
            None => Self::Table(Self::Strided { offset, axes }.places(shape::count(to)).into()),
        }
    }

    /// The place of each of so many lanes.
    pub fn places(&self, lanes: usize) -> Vec<u32> {
        match self {
            Self::Table(places) => places.to_vec(),
            Self::Strided { .. } if lanes == 0 => Vec::new(),
            Self::Strided { offset, axes } => {
                let mut places = vec![*offset as isize];
                for axis in axes {
                    let along = 0..axis.count as isize;
                    places =
                        places.iter().flat_map(|&place| along.clone().map(move |k| place + k * axis.stride)).collect();
                }
                places.into_iter().map(|place| place as u32).collect()
            }
        }
    }

    /// The same in as few axes as possible; a table whose places are equally far apart becomes an axis.
    fn simplified(self) -> Self {
        match self {
            Self::Strided { offset, axes } => Self::Strided { offset, axes: merged(&axes) },
            Self::Table(places) => {
                let step = |pair: &[u32]| pair[1] as isize - pair[0] as isize;
                let first = places.windows(2).next().map_or(0, step);
                if places.is_empty() || places.windows(2).any(|pair| step(pair) != first) {
                    return Self::Table(places);
                }
                let axes = vec![Axis { count: places.len(), stride: first }];
                Self::Strided { offset: places[0] as usize, axes: merged(&axes) }
            }
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

    /// Runs of equally distant places, in order, for the lanes of a range: the first place, the stride, the number.
    #[inline(always)]
    pub fn for_each_run(&self, lanes: Range<usize>, mut f: impl FnMut(usize, isize, usize)) {
        let Self::Strided { offset, axes } = self else { unreachable!("a table has no runs") };
        let Some((inner, outer)) = axes.split_last() else { return f(*offset, 0, lanes.len()) };
        let mut at = lanes.start;
        while at < lanes.end {
            let (row, within) = (at / inner.count, at % inner.count);
            let place = start_of(*offset, outer, row) + within as isize * inner.stride;
            let length = (inner.count - within).min(lanes.end - at);
            f(place as usize, inner.stride, length);
            at += length;
        }
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

/// Axes of which no two neighbours could be one, and none has a single lane.
fn merged(axes: &[Axis]) -> Vec<Axis> {
    let mut merged: Vec<Axis> = Vec::with_capacity(axes.len());
    for &axis in axes.iter().filter(|axis| axis.count != 1) {
        match merged.last_mut() {
            Some(last) if last.stride == axis.stride * axis.count as isize => {
                *last = Axis { count: last.count * axis.count, stride: axis.stride };
            }
            _ => merged.push(axis),
        }
    }
    merged
}

/// Merged axes cut to these counts; `None` where a count reaches over two of them.
fn split(axes: &[Axis], counts: &[usize]) -> Option<Vec<Axis>> {
    let mut rest = axes.iter().rev().copied();
    let mut current = Axis { count: 1, stride: 0 };
    let mut cut = Vec::with_capacity(counts.len());
    for &count in counts.iter().rev() {
        if count == 1 {
            cut.push(Axis { count, stride: 0 });
            continue;
        }
        if current.count == 1 {
            current = rest.next()?;
        }
        if !current.count.is_multiple_of(count) {
            return None;
        }
        cut.push(Axis { count, stride: current.stride });
        current = Axis { count: current.count / count, stride: current.stride * count as isize };
    }
    cut.reverse();
    Some(cut)
}
