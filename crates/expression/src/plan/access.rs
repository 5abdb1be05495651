//! The access pattern of a view: the position of each of its elements in a stored tensor.

use crate::graph::operation::Placement;
use crate::graph::{Graph, Id, shape};
use superlinear_machine::access::{Access, Axis};

/// An operation whose elements are those of its operand in other places.
pub trait View {
    /// The access pattern of the view of shape `to`, given that of its operand of shape `from`.
    fn seen(&self, graph: &Graph, access: Access, from: &[usize], to: &[usize]) -> Access;
}

/// All elements of a tensor of this shape, in order.
pub fn whole(shape: &[usize]) -> Access {
    Access::Strided { offset: 0, axes: axes(shape) }
}

fn axes(shape: &[usize]) -> Vec<Axis> {
    shape.iter().zip(shape::strides(shape)).map(|(&count, stride)| Axis { count, stride }).collect()
}

/// Contiguous elements.
pub fn identity(lanes: usize) -> Access {
    simplified(whole(&[lanes]))
}

/// The stored tensor below a view, and the view's access pattern in it.
pub fn of_view(graph: &Graph, view: Id) -> (Id, Access) {
    let mut chain = Vec::new();
    let mut base = view;
    while let Some(seen) = graph.node(base).operation.primitive().and_then(|rules| rules.view()) {
        chain.push((base, seen));
        base = graph.node(base).operands[0];
    }
    let mut access = whole(graph.shape(base));
    let mut shape = graph.shape(base);
    for (id, view) in chain.into_iter().rev() {
        let to = graph.shape(id);
        access = view.seen(graph, access, shape, to);
        shape = to;
    }
    (base, simplified(access))
}

/// The access pattern of a part in the assembled tensor.
pub fn of_placement(graph: &Graph, placement: &Placement, part: &[usize], assembled: &[usize]) -> Access {
    let access = whole(assembled);
    match placement.view() {
        None => simplified(access),
        Some(view) => simplified(view.seen(graph, access, assembled, part)),
    }
}

/// The access pattern of a view of shape `to`, given that of its operand of shape `from`. `view` maps strided access.
pub fn strided(access: Access, from: &[usize], to: &[usize], view: impl Fn(usize, &[Axis]) -> Access) -> Access {
    match access {
        Access::Strided { offset, axes } => view(offset, &axes),
        Access::Table(places) => through(&view(0, &axes(from)).places(shape::count(to)), &places),
    }
}

/// The positions of `inner` at the positions of `outer`.
pub fn through(outer: &[u32], inner: &[u32]) -> Access {
    Access::Table(outer.iter().map(|&place| inner[place as usize]).collect())
}

/// Reshapes an access pattern.
pub fn reshaped(access: Access, to: &[usize]) -> Access {
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
pub fn simplified(access: Access) -> Access {
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
