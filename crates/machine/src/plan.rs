//! What is computed of given tensors: steps over stored ones.

use crate::access::Place;
use crate::sparse::SparseData;
use crate::tape::Region;
use std::ops::Range;
use std::sync::Arc;

/// What is computed at once.
#[derive(Clone, Debug)]
pub enum Step {
    /// Zeros in parts of a slot.
    Clear {
        /// The slot.
        slot: usize,
        /// The parts.
        ranges: [Range<usize>; 2],
    },
    /// Elementwise nodes.
    Region(Region),
    /// A sum, a logarithm of a sum of exponentials or a softmax along axes.
    Reduce(Reduce),
    /// Products of matrices.
    Matmul(Matmul),
    /// A sparse matrix, or its transpose, times matrices.
    SparseMatmul(SparseMatmul),
    /// Rows by number, or their adjoint.
    Take(Take),
    /// A convolution or an adjoint of one.
    Convolve(Convolve),
    /// Several steps, in one pass over the rows of a matrix.
    Sweep(Sweep),
}

/// Products of a matrix with vectors, what is computed of them row by row, and products of the transpose with vectors of that: in one
/// pass over the matrix, which may be larger than all caches, where one by one they would take as many as there are products.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// Where the matrix is.
    pub matrix: Place,
    /// The columns of the matrix.
    pub width: usize,
    /// Vectors that it is multiplied with, and the slots of the products.
    pub products: Vec<(Place, usize)>,
    /// What is computed in between: a lane is a row.
    pub region: Region,
    /// Vectors that its transpose is multiplied with, which the region stores, and the slots of the products.
    pub transposed: Vec<(Place, usize)>,
}

/// What is computed along axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// The sum.
    Sum,
    /// The logarithm of the sum of exponentials.
    LogSumExp,
    /// The softmax, which keeps the axes.
    Softmax,
}

/// A reduction: `before` blocks of `length` rows of `after` elements become `before` rows of `after`; of a softmax, blocks again.
#[derive(Clone, Copy, Debug)]
pub struct Reduce {
    /// What is computed of the elements of a block that have one place in their rows.
    pub along: Along,
    /// What is reduced.
    pub a: Place,
    /// The number of blocks.
    pub before: usize,
    /// The rows of a block.
    pub length: usize,
    /// The elements of a row.
    pub after: usize,
    /// The slot of the result.
    pub target: usize,
}

/// Products of matrices.
#[derive(Clone, Debug)]
pub struct Matmul {
    /// The first factors.
    pub a: Place,
    /// The second factors.
    pub b: Place,
    /// Whether each is transposed.
    pub transposed: [bool; 2],
    /// The rows of a product.
    pub rows: usize,
    /// The columns of a first factor.
    pub inner: usize,
    /// The columns of a product.
    pub columns: usize,
    /// Where each product's operands begin, in matrices.
    pub blocks: Vec<[usize; 2]>,
    /// The slot of the products.
    pub target: usize,
}

/// A sparse matrix, or its transpose, times `blocks` matrices of `width` columns.
#[derive(Clone, Debug)]
pub struct SparseMatmul {
    /// The sparse matrix.
    pub matrix: Arc<SparseData>,
    /// Whether it is transposed.
    pub transposed: bool,
    /// The other matrices.
    pub a: Place,
    /// The columns of each.
    pub width: usize,
    /// How many they are.
    pub blocks: usize,
    /// The slot of the products.
    pub target: usize,
}

/// Rows of `width` elements of tables of `rows`, numbered by `places` indices for each of `blocks` tables.
#[derive(Clone, Copy, Debug)]
pub struct Take {
    /// Whether rows are added to tables rather than taken from them.
    pub is_adjoint: bool,
    /// The tables; of an adjoint the rows.
    pub a: Place,
    /// The numbers of rows; a number that is none gives NaN, and takes nothing.
    pub index: Place,
    /// The number of tables.
    pub blocks: usize,
    /// The rows of a table.
    pub rows: usize,
    /// The indices of a table.
    pub places: usize,
    /// The elements of a row.
    pub width: usize,
    /// The slot of the result.
    pub target: usize,
}

/// How a convolution sees beyond the ends of its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Padding {
    /// Half a window of zeros.
    Zero,
    /// Half a window of the other end.
    Circular,
    /// Not at all: the window stays inside.
    None,
}

/// The window of a convolution over one axis or two.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// What it sees beyond the ends.
    pub padding: Padding,
    /// By axis: how far it moves.
    pub strides: Vec<usize>,
}

impl Window {
    /// How far the window reaches beyond the ends.
    pub fn reach(&self, kernel: usize) -> usize {
        if self.padding == Padding::None { 0 } else { kernel / 2 }
    }

    /// How many places the window takes along an axis, from 1 on where it fits.
    pub fn result_length(&self, axis: usize, length: usize, kernel: usize) -> usize {
        (length + 2 * self.reach(kernel)).checked_sub(kernel).map_or(0, |rest| rest / self.strides[axis] + 1)
    }

    /// The length along an axis of the shortest input whose correlation has this length.
    pub fn whole_length(&self, axis: usize, length: usize, kernel: usize) -> Option<usize> {
        ((length.checked_sub(1)?) * self.strides[axis] + kernel).checked_sub(2 * self.reach(kernel))
    }
}

/// Which member of a convolution's family is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convolved {
    /// The correlation of input and kernel.
    Result,
    /// The adjoint in the input.
    Input,
    /// The adjoint in the kernel.
    Kernel,
}

/// A convolution over two axes (the first of length 1 where there is one), or an adjoint of one.
#[derive(Clone, Debug)]
pub struct Convolve {
    /// What is computed.
    pub wanted: Convolved,
    /// The first operand: the input, or the adjoint of the result where that of the input is wanted.
    pub a: Place,
    /// The second operand: the kernel, or the adjoint of the result where that of the kernel is wanted.
    pub b: Place,
    /// The window.
    pub window: Window,
    /// Batch, channels, height, width of the input.
    pub input: [usize; 4],
    /// Out, in, height, width of the kernel.
    pub kernel: [usize; 4],
    /// Height and width of the result.
    pub result: [usize; 2],
    /// The slot of the result.
    pub target: usize,
}

/// Outputs, ready to be computed.
#[derive(Clone, Debug)]
pub struct Plan {
    /// In this order.
    pub steps: Vec<Step>,
    /// How long each slot is.
    pub slots: Vec<usize>,
    /// Where each output is, and how long.
    pub outputs: Vec<(Place, usize)>,
}

impl Plan {
    /// Bytes of all slots.
    pub fn memory(&self) -> usize {
        self.slots.iter().sum::<usize>().saturating_mul(size_of::<f64>())
    }
}
