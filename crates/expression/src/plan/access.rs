//! The access pattern of a view: the position of each of its elements in a stored tensor.

use crate::graph::operation::{Operation, Placement};
use crate::graph::{Graph, Id, Table, shape};
use superlinear_machine::access::{Access, Axis};

/// All elements of a tensor of this shape, in order.
fn whole(shape: &[usize]) -> Access {
    let axes = shape.iter().zip(shape::strides(shape)).map(|(&count, stride)| Axis { count, stride }).collect();
    Access::Strided { offset: 0, axes }
}

/// Contiguous elements.
pub fn identity(lanes: usize) -> Access {
    simplified(whole(&[lanes]))
}

/// The stored tensor below a view, and the view's access pattern in it.
pub fn of_view(graph: &Graph, view: Id) -> (Id, Access) {
    let mut chain = Vec::new();
    let mut base = view;
    while graph.node(base).is_view() {
        chain.push(base);
        base = graph.node(base).operands[0];
    }
    let mut access = whole(graph.shape(base));
    let mut shape = graph.shape(base).to_vec();
    for &id in chain.iter().rev() {
        let node = graph.node(id);
        access = seen_by(access, graph, &node.operation, &shape, &node.shape);
        shape.clone_from(&node.shape);
    }
    (base, simplified(access))
}

/// The access pattern of a part in the assembled tensor.
pub fn of_placement(graph: &Graph, placement: &Placement, part: &[usize], assembled: &[usize]) -> Access {
    let access = whole(assembled);
    match placement.inverse() {
        None => simplified(access),
        Some(operation) => simplified(seen_by(access, graph, &operation, assembled, part)),
    }
}

/// The access pattern of a view of shape `to`, given that of its operand of shape `from`.
fn seen_by(access: Access, graph: &Graph, operation: &Operation, from: &[usize], to: &[usize]) -> Access {
    match (access, operation) {
        (access, Operation::Reshape) => reshaped(access, to),
        (Access::Strided { offset, axes }, Operation::Slice { starts, steps }) => {
            if to.contains(&0) {
                return whole(to);
            }
            let start: isize = axes.iter().zip(starts).map(|(axis, &start)| axis.stride * start as isize).sum();
            let axes = axes.iter().zip(steps).zip(to);
            let axes = axes.map(|((axis, step), &count)| Axis { count, stride: axis.stride * step }).collect();
            Access::Strided { offset: (offset as isize + start) as usize, axes }
        }
        (Access::Strided { offset, axes }, Operation::Permute(order)) => {
            Access::Strided { offset, axes: order.iter().map(|&axis| axes[axis]).collect() }
        }
        (Access::Strided { offset, axes }, Operation::Broadcast) => {
            let stretched = |(axis, &count): (&Axis, &usize)| {
                if axis.count == count { *axis } else { Axis { count, stride: 0 } }
            };
            Access::Strided { offset, axes: axes.iter().zip(to).map(stretched).collect() }
        }
        (access, &Operation::Gather { table, axis }) => {
            let rows = gathered(graph.table(table), from, axis);
            match simplified(access) {
                access if access.contiguous() == Some(0) => Access::Table(rows.into()),
                access => through(&rows, &access.places(shape::count(from))),
            }
        }
        (Access::Table(places), operation) => {
            let view = seen_by(whole(from), graph, operation, from, to);
            through(&view.places(shape::count(to)), &places)
        }
        _ => unreachable!("all others are no views"),
    }
}

/// The positions of the rows along `axis` listed in a table, in a tensor of shape `from`.
fn gathered(table: &Table, from: &[usize], axis: usize) -> Vec<u32> {
    let (before, after) = (shape::count(&from[..axis]), shape::count(&from[axis + 1..]));
    if (before, after) == (1, 1) {
        return table.rows.clone();
    }
    let row = |block: usize, row: u32| {
        let start = (block * from[axis] + row as usize) * after;
        start as u32..(start + after) as u32
    };
    (0..before).flat_map(|block| table.rows.iter().flat_map(move |&k| row(block, k))).collect()
}

fn through(outer: &[u32], inner: &[u32]) -> Access {
    Access::Table(outer.iter().map(|&place| inner[place as usize]).collect())
}

/// Reshapes an access pattern.
fn reshaped(access: Access, to: &[usize]) -> Access {
    let Access::Strided { offset, axes } = access else { return access };
    if to.contains(&0) {
        return whole(to);
    }
    match split(&merged(&axes), to) {
        Some(axes) => Access::Strided { offset, axes },
        None => Access::Table(Access::Strided { offset, axes }.places(shape::count(to)).into()),
    }
}

/// Merges axes as far as possible. A table with equal distances becomes an axis.
fn simplified(access: Access) -> Access {
    match access {
        Access::Strided { offset, axes } => Access::Strided { offset, axes: merged(&axes) },
        Access::Table(places) => {
            let step = |pair: &[u32]| pair[1] as isize - pair[0] as isize;
            let first = places.windows(2).next().map_or(0, step);
            if places.is_empty() || places.windows(2).any(|pair| step(pair) != first) {
                return Access::Table(places);
            }
            let axes = vec![Axis { count: places.len(), stride: first }];
            Access::Strided { offset: places[0] as usize, axes: merged(&axes) }
        }
    }
}

/// Merges adjacent axes and drops axes of length 1.
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

/// Splits merged axes into these lengths; `None` if a length spans two of them.
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
