//! Kernels compiled once per instruction set and dispatched at run time.
//!
//! A kernel is plain Rust: vectorizable loops over slices, written against [`Arithmetic`] for operations specific to
//! the instruction set. [`dispatch`] runs the copy for the current processor:
//!
//! ```
//! use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};
//!
//! struct ScaledExponential<'a> {
//!     scale: f64,
//!     values: &'a mut [f64],
//! }
//!
//! impl Kernel for ScaledExponential<'_> {
//!     type Output = ();
//!     #[inline(always)]
//!     fn run<A: Arithmetic>(self, arithmetic: A) {
//!         for value in self.values {
//!             *value = arithmetic.exp(self.scale * *value);
//!         }
//!     }
//! }
//!
//! let mut values = [0.0, 1.0];
//! dispatch(ScaledExponential { scale: 2.0, values: &mut values });
//! assert_eq!(values[0], 1.0);
//! ```
//!
//! Rules for kernels:
//!
//! - `run` and all of its helpers are `#[inline(always)]`, because functions not inlined are compiled for the baseline.
//! - Slices are first cut to one length or walked by iterators, so that no bounds check stays in the loop.
//! - A sum is kept in an array of [`LANES`] partial sums, because the compiler may not reorder floating-point
//!   additions.
//!
//! Such a kernel gives the same bits on every instruction set with fused multiply-add.

mod arithmetic;
mod dispatch;

pub use arithmetic::{Arithmetic, Fused, LARGEST_ANGLE, Unfused};
pub use dispatch::{Kernel, dispatch, instruction_set};

/// The number of partial sums (or maxima) of a reduction: the doubles of an AVX-512 register on every processor, so
/// that the order of additions is the same everywhere.
pub const LANES: usize = 8;

/// The sum over the lanes of a register, by recursive halving.
#[inline(always)]
pub fn sum_of_lanes([a, b, c, d, e, f, g, h]: [f64; LANES]) -> f64 {
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}
