//! The operations of nodes, as data: each with its attributes. Their rules are in `operations`.

pub use superlinear_machine::functions::{Binary, Comparison, Partials, Property, Unary};
use superlinear_machine::plan::Window;

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
    Assemble(Assemble),
    Broadcast(Broadcast),
    Cholesky(Cholesky),
    Convolution(Convolution),
    ConvolutionInput(ConvolutionInput),
    ConvolutionKernel(ConvolutionKernel),
    Cumsum(Cumsum),
    Determinant(Determinant),
    Extremum(Extremum),
    ExtremumPosition(ExtremumPosition),
    Gather(Gather),
    LogSumExp(LogSumExp),
    Matmul(Matmul),
    Norm(Norm),
    Permute(Permute),
    Recurrence(Recurrence),
    Reshape(Reshape),
    Slice(Slice),
    Softmax(Softmax),
    Solve(Solve),
    SparseMatmul(SparseMatmul),
    Sum(Sum),
    Take(Take),
    TakeAdjoint(TakeAdjoint),
}

/// The placement of an operand in the result of [`Assemble`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Placement {
    /// Everywhere: the shapes are equal.
    Whole,
    /// At the positions read by a slice.
    Slice(Slice),
    /// At the positions read by a gather.
    Table(Gather),
}

/// Zeros plus each operand at its placement. `is_partition`: each position gets exactly one element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Assemble {
    pub placements: Vec<Placement>,
    pub is_partition: bool,
}

/// Broadcasts axes of length 1; the rank is preserved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Broadcast;

/// The lower Cholesky factors of symmetric matrices in the last two axes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cholesky;

/// Correlation of [batch, channel, …] with a kernel of [out, in, …].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Convolution {
    pub window: Window,
}

/// The adjoint of [`Convolution`] with respect to its input, applied to the first operand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ConvolutionInput {
    pub window: Window,
}

/// The adjoint of [`Convolution`] with respect to its kernel: the first operand is the input, the second the adjoint of
/// the result.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ConvolutionKernel {
    pub window: Window,
}

/// The sums of all elements up to each one along an axis, or from each one on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cumsum {
    pub axis: usize,
    pub is_reversed: bool,
}

/// The determinants of square matrices in the last two axes, or the logarithms of their absolute values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Determinant {
    pub is_log: bool,
}

/// The minimum or maximum along these axes, in ascending order, which are removed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Extremum {
    pub axes: Vec<usize>,
    pub is_max: bool,
}

/// 1 at the first minimum or maximum along these axes, in ascending order and adjacent, and 0 elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExtremumPosition {
    pub axes: Vec<usize>,
    pub is_max: bool,
}

/// The rows along `axis` listed in a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Gather {
    pub table: usize,
    pub axis: usize,
}

/// The log-sum-exp along these axes, in ascending order, which are removed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogSumExp {
    pub axes: Vec<usize>,
}

/// Batched products of matrices in the last two axes, each optionally transposed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Matmul {
    pub transposed: [bool; 2],
}

/// The Euclidean norm along these axes, in ascending order, which are removed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Norm {
    pub axes: Vec<usize>,
}

/// Axis `k` of the result is axis `axes[k]` of the operand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Permute {
    pub axes: Vec<usize>,
}

/// The solution y of y_k = a_k y_(k-1) + b_k along an axis, with the operands a and b, beginning with y_0 = b_0; if
/// reversed, from the last element to the first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Recurrence {
    pub axis: usize,
    pub is_reversed: bool,
}

/// The same elements in the same order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reshape;

/// Elements at `starts`, `starts + steps`, …, by axis.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slice {
    pub starts: Vec<usize>,
    pub steps: Vec<isize>,
}

/// The softmax along these axes, in ascending order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Softmax {
    pub axes: Vec<usize>,
}

/// The solutions of systems with square matrices in the last two axes of the first operand, optionally transposed. The
/// right sides are columns of the matrices in the last two axes of the second one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Solve {
    pub is_transposed: bool,
}

/// The product of a constant sparse matrix, or its transpose, with each matrix in the last two axes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SparseMatmul {
    pub matrix: usize,
    pub transposed: bool,
}

/// The sum along these axes, in ascending order, which are removed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sum {
    pub axes: Vec<usize>,
}

/// The rows of the first operand selected by the elements of the second; if batched, for each leading row of both. NaN
/// for an invalid index.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Take {
    pub batched: bool,
}

/// Zeros plus the first operand at the positions from which [`Take`] by the second one takes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TakeAdjoint {
    pub batched: bool,
}
