//! Common parts of operations along axes: sum, norm, log-sum-exp, softmax, extrema.

use crate::derive::{Adjoint, Sweep, expanded};
use crate::graph::{Graph, Id, shape};
use crate::lowering::{Arguments, Fault, Lowering};
use crate::plan::Context;
use crate::sparse::{Dependencies, Sets, Stop};
use superlinear_machine::plan::{Along, Reduce, Step};

/// Reads an operand and axes of it, and sorts the axes.
pub fn lower(lowering: &Lowering, mut arguments: Arguments) -> Result<(Id, Vec<usize>), Fault> {
    let a = arguments.operand()?;
    let mut axes = arguments.wholes()?;
    let name = arguments.name;
    arguments.end()?;
    axes.sort_unstable();
    let own = lowering.graph.shape(a);
    if axes.windows(2).any(|pair| pair[0] == pair[1]) || axes.last().is_some_and(|&axis| axis >= own.len()) {
        return Err(format!("{name}: axes must be axes of the shape {}, each once", shape::written(own)).into());
    }
    Ok((a, axes))
}

/// Checks that an operand has an axis.
pub fn check_axis(lowering: &Lowering, name: &str, a: Id, axis: usize) -> Result<(), Fault> {
    let own = lowering.graph.shape(a);
    if axis < own.len() {
        return Ok(());
    }
    Err(format!("{name}: there is no axis {axis} in the shape {}", shape::written(own)).into())
}

/// [`lower`] for operations without a value if there are no elements.
pub fn lower_not_empty(lowering: &Lowering, arguments: Arguments) -> Result<(Id, Vec<usize>), Fault> {
    let name = arguments.name;
    let (a, axes) = lower(lowering, arguments)?;
    if axes.iter().any(|&axis| lowering.graph.shape(a)[axis] == 0) {
        return Err(format!("{name}: there must be at least one element along the axes").into());
    }
    Ok((a, axes))
}

impl Graph {
    /// Permutes the tensor such that these axes are adjacent, apart from axes of length 1.
    pub fn with_neighboring(&mut self, a: Id, axes: &[usize]) -> (Id, Vec<usize>) {
        let own = self.shape(a).to_vec();
        let is_between = |&axis: &usize| axes[0] < axis && axis < axes[axes.len() - 1] && own[axis] != 1;
        if (0..own.len()).filter(is_between).all(|axis| axes.contains(&axis)) {
            return (a, axes.to_vec());
        }
        let kept: Vec<_> = (0..own.len()).filter(|axis| !axes.contains(axis)).collect();
        let moved = self.permute(a, &[&kept, axes].concat());
        (moved, (kept.len()..own.len()).collect())
    }
}

/// The axes of a node at all points.
pub fn batched(axes: &[usize]) -> Vec<usize> {
    axes.iter().map(|axis| axis + 1).collect()
}

/// The tangent of a reduction with this derivative by each element.
pub fn tangent(graph: &mut Graph, tangent: Id, slope: Id, axes: &[usize]) -> Id {
    let product = graph.multiply(tangent, slope);
    graph.sum(product, axes)
}

/// Adds the term of a reduction of `x` with this derivative by each element to the adjoint of `x`.
pub fn pass(sweep: &mut Sweep, x: Id, adjoint: Adjoint, slope: Id, axes: &[usize]) {
    let whole = sweep.graph.shape(x).to_vec();
    let of_each = expanded(sweep.graph, adjoint.id, axes, &whole);
    sweep.pass_product(x, adjoint.with(of_each), slope);
}

/// The pattern of a reduction whose second derivatives couple all elements.
pub fn joined(dependencies: &mut Dependencies, graph: &Graph, id: Id, axes: &[usize]) -> Result<Sets, Stop> {
    let sets = dependencies.along(graph, graph.node(id), axes)?;
    dependencies.join_within(&sets)?;
    Ok(sets)
}

/// The step of a reduction. The axes are adjacent; `with_neighboring` has permuted others.
pub fn step(context: &Context, id: Id, along: Along, axes: &[usize]) -> Step {
    let operand = context.graph.node(id).operands[0];
    let own = context.graph.shape(operand);
    let (first, last) = (axes[0], axes[axes.len() - 1]);
    Step::Reduce(Reduce {
        along,
        a: context.place(operand),
        before: shape::count(&own[..first]),
        length: shape::count(&own[first..=last]),
        after: shape::count(&own[last + 1..]),
        target: context.slot(id),
    })
}
