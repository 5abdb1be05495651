//! Convolutions and their adjoints, by direct loops along the innermost axis.

use crate::plan::{Convolve, Convolved, Padding};
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// Computes a convolution or an adjoint.
pub fn convolve(convolve: &Convolve, operands: [&[f64]; 2], result: &mut [f64]) {
    dispatch(Convolution { convolve, operands, result });
}

struct Convolution<'a> {
    convolve: &'a Convolve,
    operands: [&'a [f64]; 2],
    result: &'a mut [f64],
}

/// The positions of a result along an axis for one entry of the kernel: `count` positions from `start` on. The first
/// one reads input `first`.
#[derive(Clone, Copy)]
struct Seen {
    start: usize,
    count: usize,
    first: usize,
}

/// An axis: the lengths of input and result, the stride, the padding.
#[derive(Clone, Copy)]
struct Along {
    input: usize,
    result: usize,
    stride: usize,
    reach: usize,
    is_circular: bool,
}

impl Along {
    /// Calls `f` for each range of results that reads inputs at equal distances for entry `place` of the kernel: one
    /// range, or up to three with circular padding.
    #[inline(always)]
    fn for_each_stretch(self, place: usize, mut f: impl FnMut(Seen)) {
        let shift = place as isize - self.reach as isize;
        let turns: &[isize] = if self.is_circular { &[-1, 0, 1] } else { &[0] };
        for &turn in turns {
            // Result i reads input i * stride + shift − turn * input, if that is inside.
            let offset = shift - turn * self.input as isize;
            let stride = self.stride as isize;
            let start = (-offset).max(0).div_ceil_by(stride);
            let end = (self.input as isize - offset).max(0).div_ceil_by(stride).min(self.result as isize);
            if start < end {
                let first = (start * stride + offset) as usize;
                f(Seen { start: start as usize, count: (end - start) as usize, first });
            }
        }
    }
}

/// Ceiling division of nonnegative numbers.
trait DivideUpwards {
    fn div_ceil_by(self, divisor: Self) -> Self;
}

impl DivideUpwards for isize {
    #[inline(always)]
    fn div_ceil_by(self, divisor: isize) -> isize {
        (self + divisor - 1) / divisor
    }
}

impl Kernel for Convolution<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Convolve { wanted, ref window, input, kernel, result: [height, width], .. } = *self.convolve;
        let [batch, channels, input_height, input_width] = input;
        let [outs, _, kernel_height, kernel_width] = kernel;
        let is_circular = window.padding == Padding::Circular;
        let along = |axis: usize, input: usize, result: usize, kernel: usize| Along {
            input,
            result,
            stride: window.strides[axis],
            reach: window.reach(kernel),
            is_circular,
        };
        let down = along(0, input_height, height, kernel_height);
        let across = along(1, input_width, width, kernel_width);
        let (plane, window_size) = (input_height * input_width, kernel_height * kernel_width);
        let lengths = [batch * outs * height * width, batch * channels * plane, outs * channels * window_size];
        let (out, stride) = (self.result, across.stride);
        let length = match wanted {
            Convolved::Result => lengths[0],
            Convolved::Input => lengths[1],
            Convolved::Kernel => lengths[2],
        };
        out[..length].fill(0.0);
        let [a, b] = self.operands;
        for (n, o, c) in triples(batch, outs, channels) {
            let (at_input, at_result) = ((n * channels + c) * plane, (n * outs + o) * height * width);
            for place in 0..window_size {
                let (i, j) = (place / kernel_width, place % kernel_width);
                let at_kernel = (o * channels + c) * window_size + place;
                down.for_each_stretch(i, |rows| {
                    across.for_each_stretch(j, |columns| {
                        for row in 0..rows.count {
                            let seen = at_input + (rows.first + row * down.stride) * input_width + columns.first;
                            let made = at_result + (rows.start + row) * width + columns.start;
                            let count = columns.count;
                            match wanted {
                                Convolved::Result => {
                                    let (x, k) = (&a[seen..], b[at_kernel]);
                                    for (l, sum) in out[made..made + count].iter_mut().enumerate() {
                                        *sum = arithmetic.mul_add(k, x[l * stride], *sum);
                                    }
                                }
                                Convolved::Input => {
                                    let (y, k) = (&a[made..made + count], b[at_kernel]);
                                    let x = &mut out[seen..];
                                    for (l, &y) in y.iter().enumerate() {
                                        x[l * stride] = arithmetic.mul_add(k, y, x[l * stride]);
                                    }
                                }
                                Convolved::Kernel => {
                                    let (x, y) = (&a[seen..], &b[made..made + count]);
                                    let mut sum = out[at_kernel];
                                    for (l, &y) in y.iter().enumerate() {
                                        sum = arithmetic.mul_add(x[l * stride], y, sum);
                                    }
                                    out[at_kernel] = sum;
                                }
                            }
                        }
                    });
                });
            }
        }
    }
}

/// All triples of indices below these limits.
fn triples(a: usize, b: usize, c: usize) -> impl Iterator<Item = (usize, usize, usize)> {
    (0..a).flat_map(move |i| (0..b).flat_map(move |j| (0..c).map(move |k| (i, j, k))))
}
