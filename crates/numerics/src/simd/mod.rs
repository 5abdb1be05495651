//! Kernels that are compiled once for each instruction set and chosen between at run time.
//!
//! A kernel is plain Rust: loops over slices that the compiler can vectorise, written against [`Arithmetic`] for what
//! depends on the instruction set. [`dispatch`] runs the copy of it that suits this processor:
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
//! Rules for kernels: `run` and every helper that it calls is `#[inline(always)]`, since what is not inlined is
//! compiled for the baseline; slices are cut to one length first or walked by iterators, so that no bounds check stays
//! in the loop; a sum is kept in an array of [`LANES`] partial sums, since the compiler may not reorder floating-point
//! additions. Written so, a kernel gives the same bits on every instruction set with fused multiply-add.

mod arithmetic;
mod dispatch;

pub use arithmetic::{Arithmetic, Fused, LARGEST_ANGLE, Unfused};
pub use dispatch::{Kernel, dispatch, instruction_set};

/// How many partial sums (or maxima) a reduction keeps: the doubles of an AVX-512 register, whatever this processor
/// has, so that the order of additions is the same everywhere.
pub const LANES: usize = 8;

/// The sum over the lanes of a register, by halves.
#[inline(always)]
pub fn sum_of_lanes([a, b, c, d, e, f, g, h]: [f64; LANES]) -> f64 {
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}
