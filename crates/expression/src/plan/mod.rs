//! How a graph is computed: steps over stored tensors, of which elementwise nodes are fused to regions.

pub mod access;
mod context;
mod levels;
mod region;
mod slots;
mod steps;
pub mod tape;

use crate::graph::operation::{Operation, Window};
use crate::graph::{Graph, Id, SparseData};
use levels::Levels;
use std::ops::Range;
use std::sync::Arc;
use tape::Region;

/// Where a stored tensor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Buffer {
    /// Given: an input.
    Input(usize),
    /// Given: data of the function.
    Data(usize),
    /// Computed: in this slot.
    Slot(usize),
}

/// A stored tensor, row by row from `offset` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub buffer: Buffer,
    pub offset: usize,
}

/// What is computed at once.
#[derive(Clone, Debug)]
pub enum Step {
    /// Zeros in parts of a slot.
    Clear { slot: usize, ranges: [Range<usize>; 2] },
    /// Elementwise nodes.
    Region(Region),
    /// A sum or a logarithm of a sum of exponentials along axes.
    Reduce(Reduce),
    /// Products of matrices.
    Matmul(Matmul),
    /// A sparse matrix, or its transpose, times matrices.
    SparseMatmul { matrix: Arc<SparseData>, transposed: bool, a: Place, width: usize, blocks: usize, target: usize },
    /// Rows by number, or their adjoint.
    Take(Take),
    /// A convolution or an adjoint of one.
    Convolve(Convolve),
}

/// A reduction: `before` blocks of `length` rows of `after` elements become `before` rows of `after`.
#[derive(Clone, Copy, Debug)]
pub struct Reduce {
    pub is_log_sum_exp: bool,
    pub a: Place,
    pub before: usize,
    pub length: usize,
    pub after: usize,
    pub target: usize,
}

/// Products of matrices.
#[derive(Clone, Debug)]
pub struct Matmul {
    pub a: Place,
    pub b: Place,
    pub transposed: [bool; 2],
    pub rows: usize,
    pub inner: usize,
    pub columns: usize,
    /// Where each product's operands begin, in matrices.
    pub blocks: Vec<[usize; 2]>,
    pub target: usize,
}

/// Rows of `width` elements of tables of `rows`, numbered by `places` indices for each of `blocks` tables.
#[derive(Clone, Copy, Debug)]
pub struct Take {
    pub is_adjoint: bool,
    pub a: Place,
    pub index: Place,
    pub blocks: usize,
    pub rows: usize,
    pub places: usize,
    pub width: usize,
    pub target: usize,
}

/// Which member of a convolution's family is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convolved {
    Result,
    Input,
    Kernel,
}

/// A convolution over two axes (the first of length 1 where there is one), or an adjoint of one.
#[derive(Clone, Debug)]
pub struct Convolve {
    pub wanted: Convolved,
    pub a: Place,
    pub b: Place,
    pub window: Window,
    /// Batch, channels, height, width of the input.
    pub input: [usize; 4],
    /// Out, in, height, width of the kernel.
    pub kernel: [usize; 4],
    /// Height and width of the result.
    pub result: [usize; 2],
    pub target: usize,
}

/// A graph, ready to be computed.
#[derive(Clone, Debug)]
pub struct Plan {
    pub steps: Vec<Step>,
    /// How long each slot is.
    pub slots: Vec<usize>,
    /// Where each output is, and how long.
    pub outputs: Vec<(Place, usize)>,
}

impl Plan {
    /// A plan for `outputs`.
    pub fn new(graph: &Graph, outputs: &[Id]) -> Self {
        let levels = Levels::new(graph, outputs);
        let slots = slots::assign(graph, &levels, outputs);
        steps::plan(graph, &levels, slots, outputs)
    }

    /// Bytes of all slots.
    pub fn memory(&self) -> usize {
        self.slots.iter().sum::<usize>().saturating_mul(size_of::<f64>())
    }
}

/// Whether a node is computed by steps: what is neither given nor a view.
fn is_computed(graph: &Graph, id: Id) -> bool {
    let node = graph.node(id);
    let is_given = matches!(node.operation, Operation::Input(_) | Operation::Data(_) | Operation::Constant(_));
    !(is_given || node.is_view())
}

/// Whether a node's steps are its own: what is computed, but not element by element.
fn is_heavy(graph: &Graph, id: Id) -> bool {
    is_computed(graph, id) && !graph.node(id).is_elementwise()
}
