//! Plans: steps over stored tensors.

use crate::access::Place;
use crate::sparse::SparseData;
use crate::tape::Region;
use std::ops::Range;
use std::sync::Arc;

/// A step of a plan.
#[derive(Clone, Debug)]
pub enum Step {
    /// Zeros parts of a slot.
    Clear {
        /// The slot.
        slot: usize,
        /// The ranges to zero.
        ranges: [Range<usize>; 2],
    },
    /// Elementwise nodes.
    Region(Region),
    /// A reduction along axes.
    Reduce(Reduce),
    /// Cumulative sums or linear recurrences along an axis.
    Cumulate(Cumulate),
    /// Matrix products.
    Matmul(Matmul),
    /// Solutions of linear systems.
    Solve(Solve),
    /// Determinants or Cholesky factors.
    Factor(Factor),
    /// A sparse matrix, or its transpose, times matrices.
    SparseMatmul(SparseMatmul),
    /// Rows by index, or the adjoint.
    Take(Take),
    /// A convolution or one of its adjoints.
    Convolve(Convolve),
    /// Several steps fused into one pass over the rows of a matrix.
    Sweep(Sweep),
}

/// Products of a matrix with vectors, rowwise computations on them, and products of the transpose with the results, in
/// one pass. The matrix may exceed all caches; separate steps would take one pass per product.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// The matrix.
    pub matrix: Place,
    /// The columns of the matrix.
    pub width: usize,
    /// Vectors multiplied by the matrix, and the slots of the products.
    pub products: Vec<(Place, usize)>,
    /// The computations in between, one lane per row.
    pub region: Region,
    /// Vectors stored by the region and multiplied by the transpose, and the slots of the products.
    pub transposed: Vec<(Place, usize)>,
}

/// The operation of a reduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// The sum.
    Sum,
    /// The log-sum-exp.
    LogSumExp,
    /// The Euclidean norm.
    Norm,
    /// The softmax, which keeps the axes.
    Softmax,
    /// The minimum; NaN if there is any.
    Min,
    /// The maximum; NaN if there is any.
    Max,
    /// 1 at the first minimum and 0 elsewhere, with the axes kept.
    ArgMin,
    /// 1 at the first maximum and 0 elsewhere, with the axes kept.
    ArgMax,
}

impl Along {
    /// Whether the result has the axes.
    pub fn keeps_axes(self) -> bool {
        matches!(self, Self::Softmax | Self::ArgMin | Self::ArgMax)
    }
}

/// A reduction of `before` blocks of `length` rows of `after` elements to `before` rows of `after` elements, or to
/// blocks again if the axes are kept.
#[derive(Clone, Copy, Debug)]
pub struct Reduce {
    /// The operation on the elements of a block in the same column.
    pub along: Along,
    /// The operand.
    pub a: Place,
    /// The number of blocks.
    pub before: usize,
    /// The number of rows per block.
    pub length: usize,
    /// The number of elements per row.
    pub after: usize,
    /// The slot of the result.
    pub target: usize,
}

/// Cumulative sums of `length` rows of `after` elements in each of `before` blocks. With factors, the previous sum is
/// multiplied by the factor of a row before the row is added: a linear recurrence.
#[derive(Clone, Copy, Debug)]
pub struct Cumulate {
    /// The rows.
    pub a: Place,
    /// The factors, of the same shape. Those of the rows that come first are ignored.
    pub factors: Option<Place>,
    /// Whether the last row comes first.
    pub is_reversed: bool,
    /// The number of blocks.
    pub before: usize,
    /// The number of rows per block.
    pub length: usize,
    /// The number of elements per row.
    pub after: usize,
    /// The slot of the result.
    pub target: usize,
}

/// Matrix products.
#[derive(Clone, Debug)]
pub struct Matmul {
    /// The first factors.
    pub a: Place,
    /// The second factors.
    pub b: Place,
    /// Whether each is transposed.
    pub transposed: [bool; 2],
    /// The number of rows of a product.
    pub rows: usize,
    /// The number of columns of a first factor.
    pub inner: usize,
    /// The number of columns of a product.
    pub columns: usize,
    /// The index of each product's factors, counted in matrices.
    pub blocks: Vec<[usize; 2]>,
    /// The slot of the products.
    pub target: usize,
}

/// Solutions of linear systems with square matrices.
#[derive(Clone, Debug)]
pub struct Solve {
    /// The matrices.
    pub a: Place,
    /// The right sides, as columns of matrices.
    pub b: Place,
    /// Whether the matrices are transposed.
    pub is_transposed: bool,
    /// The order of a matrix.
    pub order: usize,
    /// The number of right sides of a system.
    pub columns: usize,
    /// The index of each system's matrix and right sides, counted in matrices.
    pub blocks: Vec<[usize; 2]>,
    /// The slot of the solutions.
    pub target: usize,
}

/// A function of a square matrix computed from its triangular factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Factored {
    /// The determinant.
    Determinant,
    /// The logarithm of the absolute value of the determinant.
    LogDeterminant,
    /// The lower triangular Cholesky factor.
    Cholesky,
}

/// A function of `count` square matrices.
#[derive(Clone, Copy, Debug)]
pub struct Factor {
    /// The requested function.
    pub wanted: Factored,
    /// The matrices.
    pub a: Place,
    /// The order of a matrix.
    pub order: usize,
    /// The number of matrices.
    pub count: usize,
    /// The slot of the result.
    pub target: usize,
}

/// A sparse matrix, or its transpose, times `blocks` matrices of `width` columns.
#[derive(Clone, Debug)]
pub struct SparseMatmul {
    /// The sparse matrix.
    pub matrix: Arc<SparseData>,
    /// Whether it is transposed.
    pub transposed: bool,
    /// The dense matrices.
    pub a: Place,
    /// The number of columns of each.
    pub width: usize,
    /// The number of dense matrices.
    pub blocks: usize,
    /// The slot of the products.
    pub target: usize,
}

/// Takes rows of `width` elements from `blocks` tables of `rows` rows, by `places` indices per table.
#[derive(Clone, Copy, Debug)]
pub struct Take {
    /// Whether rows are added to tables instead of taken from them.
    pub is_adjoint: bool,
    /// The tables; for the adjoint the rows.
    pub a: Place,
    /// The row indices. An invalid index gives NaN, and is ignored by the adjoint.
    pub index: Place,
    /// The number of tables.
    pub blocks: usize,
    /// The number of rows per table.
    pub rows: usize,
    /// The number of indices per table.
    pub places: usize,
    /// The number of elements per row.
    pub width: usize,
    /// The slot of the result.
    pub target: usize,
}

/// The values of a convolution's input beyond its boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Padding {
    /// Half a window of zeros.
    Zero,
    /// Half a window of the opposite side.
    Circular,
    /// None: the window stays inside.
    None,
}

/// The window of a convolution over one axis or two.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// The padding of the input.
    pub padding: Padding,
    /// The stride along each axis.
    pub strides: Vec<usize>,
}

impl Window {
    /// The distance by which the window reaches beyond the boundary.
    pub fn reach(&self, kernel: usize) -> usize {
        if self.padding == Padding::None { 0 } else { kernel / 2 }
    }

    /// The number of positions of the window along an axis: at least 1 if it fits, else 0.
    pub fn result_length(&self, axis: usize, length: usize, kernel: usize) -> usize {
        (length + 2 * self.reach(kernel)).checked_sub(kernel).map_or(0, |rest| rest / self.strides[axis] + 1)
    }

    /// The length along an axis of the shortest input whose correlation has this length.
    pub fn whole_length(&self, axis: usize, length: usize, kernel: usize) -> Option<usize> {
        ((length.checked_sub(1)?) * self.strides[axis] + kernel).checked_sub(2 * self.reach(kernel))
    }
}

/// The computed member of a convolution's family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convolved {
    /// The correlation of input and kernel.
    Result,
    /// The adjoint with respect to the input.
    Input,
    /// The adjoint with respect to the kernel.
    Kernel,
}

/// A convolution over two axes (the first of length 1 if there is only one), or one of its adjoints.
#[derive(Clone, Debug)]
pub struct Convolve {
    /// The requested member.
    pub wanted: Convolved,
    /// The first operand: the input, or the adjoint of the result if the adjoint of the input is requested.
    pub a: Place,
    /// The second operand: the kernel, or the adjoint of the result if the adjoint of the kernel is requested.
    pub b: Place,
    /// The window.
    pub window: Window,
    /// Batch, channels, height, width of the input.
    pub input: [usize; 4],
    /// Output channels, input channels, height, width of the kernel.
    pub kernel: [usize; 4],
    /// Height and width of the result.
    pub result: [usize; 2],
    /// The slot of the result.
    pub target: usize,
}

/// The compiled computation of outputs.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The steps in order of execution.
    pub steps: Vec<Step>,
    /// The length of each slot.
    pub slots: Vec<usize>,
    /// The location and length of each output.
    pub outputs: Vec<(Place, usize)>,
}

impl Plan {
    /// The memory of all slots in bytes.
    pub fn memory(&self) -> usize {
        self.slots.iter().sum::<usize>().saturating_mul(size_of::<f64>())
    }
}
