//! What the nodes of a graph compute.

pub use superlinear_machine::functions::{Binary, Comparison, Unary};
pub use superlinear_machine::plan::{Padding, Window};

/// Where the elements of an operand go in the result of [`Operation::Assemble`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Placement {
    /// Everywhere: the shapes are the same.
    Whole,
    /// Where a slice with these parameters has its elements.
    Slice { starts: Vec<usize>, steps: Vec<isize> },
    /// Where a gather along `axis` by this table has its elements.
    Table { table: usize, axis: usize },
}

/// What a node computes of its operands. The node's shape says the rest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// The input with this number.
    Input(usize),
    /// A number, by its bits.
    Constant(u64),
    /// The tensor of data with this number.
    Data(usize),
    Unary(Unary),
    Binary(Binary),
    /// The third operand where the comparison of the first two holds, else the fourth.
    Select(Comparison),
    /// Elements at `starts`, `starts + steps`, …, by axis.
    Slice {
        starts: Vec<usize>,
        steps: Vec<isize>,
    },
    /// The same elements in the same order.
    Reshape,
    /// Axes of length 1 are stretched; the rank stays.
    Broadcast,
    /// Axis `k` of the result is axis `axes[k]` of the operand.
    Permute(Vec<usize>),
    /// The rows along `axis` that a table lists.
    Gather {
        table: usize,
        axis: usize,
    },
    /// Zeros, to which each operand is added where its placement says. `is_partition`: each place gets exactly one element.
    Assemble {
        placements: Vec<Placement>,
        is_partition: bool,
    },
    /// The row of the first operand that each element of the second numbers, for each of the leading rows of both where they
    /// are batched; NaN where there is none.
    Take {
        batched: bool,
    },
    /// Zeros, to which the first operand is added where [`Operation::Take`] by the second takes from.
    TakeAdjoint {
        batched: bool,
    },
    /// The sum along these axes, which ascend and go.
    Sum(Vec<usize>),
    /// The logarithm of the sum of exponentials along these axes, which ascend and go.
    LogSumExp(Vec<usize>),
    /// The softmax along these axes, which ascend.
    Softmax(Vec<usize>),
    /// Products of matrices of the last two axes, each transposed first or not, for each place in the axes before.
    Matmul {
        transposed: [bool; 2],
    },
    /// The product of a sparse matrix of data, or its transpose, with each matrix of the last two axes.
    SparseMatmul {
        matrix: usize,
        transposed: bool,
    },
    /// Correlation of [batch, channel, …] with a kernel of [out, in, …].
    Convolution(Window),
    /// The adjoint of `Convolution` in its input, applied to the first operand.
    ConvolutionInput(Window),
    /// The adjoint of `Convolution` in its kernel: the first operand is the input, the second the adjoint of the result.
    ConvolutionKernel(Window),
}
