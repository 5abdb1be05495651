//! The kernels' names and arguments. Their documentation is in `crates/families/transport/cuda`.

use superlinear_cuda::{Kernel, Module, Plain};

/// Sums of exponentials, and the survey.
const SUMS: Module = Module { name: "transport/sums", text: include_str!("../../cuda/sums.ptx") };
/// Kernels of Newton's method.
const NEWTON: Module = Module { name: "transport/newton", text: include_str!("../../cuda/newton.ptx") };
/// Kernels of the result.
const RESULT: Module = Module { name: "transport/result", text: include_str!("../../cuda/result.ptx") };

pub(super) const SUM: Kernel = Kernel { module: SUMS, name: "sum" };
pub(super) const ENTROPY: Kernel = Kernel { module: SUMS, name: "entropy" };
pub(super) const LOG_SUM: Kernel = Kernel { module: SUMS, name: "log_sum" };
pub(super) const SURVEY: Kernel = Kernel { module: SUMS, name: "survey" };
pub(super) const PEAK: Kernel = Kernel { module: NEWTON, name: "peak" };
pub(super) const PRODUCT: Kernel = Kernel { module: NEWTON, name: "product" };
pub(super) const MIXED_PRODUCT: Kernel = Kernel { module: NEWTON, name: "mixed" };
pub(super) const DIAGONAL: Kernel = Kernel { module: NEWTON, name: "diagonal" };
pub(super) const MEASURE: Kernel = Kernel { module: RESULT, name: "measure" };
pub(super) const COUNT: Kernel = Kernel { module: RESULT, name: "count" };
pub(super) const WRITE: Kernel = Kernel { module: RESULT, name: "write" };
pub(super) const GRADIENT: Kernel = Kernel { module: RESULT, name: "gradient" };

/// Arguments of all kernels: the points of both sides or the costs between them, their potentials, and the range of
/// pairs. Addresses are in device memory; `pass.cuh` declares the same structure.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(super) struct Pass {
    /// The own points, coordinate by coordinate, or the costs by rows.
    pub own: u64,
    /// The other points, coordinate by coordinate.
    pub other: u64,
    /// The own potentials divided by L.
    pub own_potential: u64,
    /// The other potentials divided by L.
    pub other_potential: u64,
    /// The lower and upper corners of the boxes around tiles of the other points, and the largest potential in each.
    pub low: u64,
    pub high: u64,
    pub top: u64,
    /// -1 / L.
    pub minus_inverse: f64,
    /// Tiles with no exponent above this are skipped.
    pub lowest: f64,
    pub own_count: i32,
    pub own_padded: i32,
    pub other_count: i32,
    pub other_padded: i32,
    pub dimension: i32,
    pub metric: i32,
    /// The number of columns of the costs.
    pub stride: i32,
    /// The own points of this launch.
    pub first: i32,
    pub last: i32,
    /// The number of other points in a chunk.
    pub chunk: i32,
    /// The other points of this launch, by their position in the chunk.
    pub begin: i32,
    pub end: i32,
}

// SAFETY: the kernels declare the same structure, of addresses and plain numbers.
unsafe impl Plain for Pass {}
