//! The rules of operations. Each tensor operation is one file: its wire format, its builder with simplifications, its
//! derivatives, and its evaluation. It implements [`Primitive`] and is in the list `operations!` below.
//!
//! Elementwise functions are rows of tables in `superlinear_machine::functions`; `elementwise` has the rules of all.

mod along;
mod assemble;
mod broadcast;
mod cholesky;
mod convolution;
mod cumsum;
mod determinant;
mod elementwise;
mod extremum;
mod gather;
mod logsumexp;
mod matmul;
mod norm;
mod permute;
mod product;
mod recurrence;
mod reshape;
mod slice;
mod softmax;
mod solve;
mod sparse_matmul;
mod square;
mod sum;
mod take;

use crate::derive::{Adjoint, Forward, Sweep};
use crate::graph::operation::Operation;
use crate::graph::{Graph, Id, Node};
use crate::lowering::{Arguments, Fault, Lowering};
use crate::plan::{Context, View};
use crate::sparse::{Dependencies, Sets, Stop};
use crate::vectorize::Vectorizer;
use superlinear_machine::plan::Step;

/// An operation on operands.
pub trait Primitive {
    /// The name in descriptions.
    fn name(&self) -> &'static str;

    /// The tangent of a node, given those of its operands; `None` is zero.
    fn tangent(&self, forward: &mut Forward, node: &Node, id: Id, tangents: &[Option<Id>]) -> Option<Id>;

    /// Adds a term to the adjoint of each operand of a node, given the node's adjoint: the transpose of
    /// [`tangent`](Self::tangent).
    fn pass(&self, sweep: &mut Sweep, node: &Node, id: Id, adjoint: Adjoint);

    /// The node at all points, stacked; `None` if that is no operation of the graph.
    fn batched(&self, vectorizer: &mut Vectorizer, node: &Node) -> Option<Id>;

    /// The variables that each element of a node depends on; joins those coupled by second derivatives.
    fn pattern(&self, dependencies: &mut Dependencies, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        match self.view() {
            Some(_) => dependencies.of_view(graph, id),
            None => dependencies.of_tensor(graph.node(id)),
        }
    }

    /// The operation as a view, if its elements are those of its operand in other places.
    fn view(&self) -> Option<&dyn View> {
        None
    }

    /// The step that computes a node, unless it is a view or computed in regions.
    fn step(&self, _: &Context, _: Id) -> Option<Step> {
        None
    }
}

/// The operands of an operation in the wire format. They come first among its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operands {
    /// So many.
    Count(usize),
    /// A list.
    List,
}

/// An operation in the wire format.
pub struct Wire {
    /// The name.
    pub name: &'static str,
    /// The operands.
    pub operands: Operands,
    /// Reads the arguments and adds the node.
    pub lower: fn(&mut Lowering, Arguments) -> Result<Id, Fault>,
}

/// Lists the modules of tensor operations, with the operations of each.
macro_rules! operations {
    ($($module:ident: $($Name:ident),+;)+) => {
        impl Operation {
            /// The rules of the operation; `None` if it has no operands.
            pub fn primitive(&self) -> Option<&dyn Primitive> {
                match self {
                    Self::Input(_) | Self::Constant(_) | Self::Data(_) => None,
                    Self::Unary(function) => Some(function),
                    Self::Binary(function) => Some(function),
                    Self::Select(comparison) => Some(comparison),
                    $($(Self::$Name(operation) => Some(operation),)+)+
                }
            }
        }

        /// The operations in the wire format, apart from given tensors and elementwise functions.
        const WIRE: &[&[Wire]] = &[elementwise::WIRE, product::WIRE, $($module::WIRE),+];
    };
}

operations! {
    assemble: Assemble;
    broadcast: Broadcast;
    cholesky: Cholesky;
    convolution: Convolution, ConvolutionInput, ConvolutionKernel;
    cumsum: Cumsum;
    determinant: Determinant;
    extremum: Extremum, ExtremumPosition;
    gather: Gather;
    logsumexp: LogSumExp;
    matmul: Matmul;
    norm: Norm;
    permute: Permute;
    recurrence: Recurrence;
    reshape: Reshape;
    slice: Slice;
    softmax: Softmax;
    solve: Solve;
    sparse_matmul: SparseMatmul;
    sum: Sum;
    take: Take, TakeAdjoint;
}

/// All operations in the wire format, apart from given tensors and elementwise functions.
pub fn in_wire_format() -> impl Iterator<Item = &'static Wire> {
    WIRE.iter().copied().flatten()
}

impl Operation {
    /// The name in descriptions.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Input(_) => "input",
            Self::Constant(_) => "constant",
            Self::Data(_) => "data",
            _ => self.primitive().map_or("", Primitive::name),
        }
    }
}
