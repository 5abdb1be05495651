//! The operations of nodes.

pub use superlinear_machine::functions::{Binary, Comparison, Partials, Property, Unary};
pub use superlinear_machine::plan::{Padding, Window};

/// The placement of an operand in the result of [`Operation::Assemble`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Placement {
    /// Everywhere: the shapes are equal.
    Whole,
    /// At the positions read by a slice with these parameters.
    Slice { starts: Vec<usize>, steps: Vec<isize> },
    /// At the positions read by a gather along `axis` with this table.
    Table { table: usize, axis: usize },
}

/// The operation of a node. The node's shape determines the remaining parameters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// The input with this index.
    Input(usize),
    /// A scalar constant, by its bits.
    Constant(u64),
    /// The constant tensor with this index.
    Data(usize),
    Unary(Unary),
    Binary(Binary),
    /// The third operand if the comparison of the first two holds, else the fourth.
    Select(Comparison),
    /// Elements at `starts`, `starts + steps`, …, by axis.
    Slice {
        starts: Vec<usize>,
        steps: Vec<isize>,
    },
    /// The same elements in the same order.
    Reshape,
    /// Broadcasts axes of length 1; the rank is preserved.
    Broadcast,
    /// Axis `k` of the result is axis `axes[k]` of the operand.
    Permute(Vec<usize>),
    /// The rows along `axis` listed in a table.
    Gather {
        table: usize,
        axis: usize,
    },
    /// Zeros plus each operand at its placement. `is_partition`: each position gets exactly one element.
    Assemble {
        placements: Vec<Placement>,
        is_partition: bool,
    },
    /// The rows of the first operand selected by the elements of the second; if batched, for each leading row of both.
    /// NaN for an invalid index.
    Take {
        batched: bool,
    },
    /// Zeros plus the first operand at the positions from which [`Operation::Take`] by the second one takes.
    TakeAdjoint {
        batched: bool,
    },
    /// The sum along these axes, in ascending order, which are removed.
    Sum(Vec<usize>),
    /// The log-sum-exp along these axes, in ascending order, which are removed.
    LogSumExp(Vec<usize>),
    /// The softmax along these axes, in ascending order.
    Softmax(Vec<usize>),
    /// Batched products of matrices in the last two axes, each optionally transposed.
    Matmul {
        transposed: [bool; 2],
    },
    /// The product of a constant sparse matrix, or its transpose, with each matrix in the last two axes.
    SparseMatmul {
        matrix: usize,
        transposed: bool,
    },
    /// Correlation of [batch, channel, …] with a kernel of [out, in, …].
    Convolution(Window),
    /// The adjoint of `Convolution` with respect to its input, applied to the first operand.
    ConvolutionInput(Window),
    /// The adjoint of `Convolution` with respect to its kernel: the first operand is the input, the second the adjoint
    /// of the result.
    ConvolutionKernel(Window),
}
