//! The inner loops over dense columns, compiled for each instruction set.

use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

/// Number of columns multiplied by one vector together: each entry of the vector is read once for all of them.
pub const COLUMNS: usize = 4;

/// Number of partial sums of one product: with a single register of them, additions would wait for each other.
/// WebAssembly has sixteen registers of two lanes.
const SUMS: usize = if cfg!(target_family = "wasm") { 2 * LANES } else { 4 * LANES };

/// Number of partial sums of each of several simultaneous products.
const SUMS_OF_EACH: usize = if cfg!(target_family = "wasm") { LANES / 2 } else { LANES };

/// The inner product of two vectors of one length.
pub fn dot(x: &[f64], v: &[f64]) -> f64 {
    dispatch(Dot { x, v: &v[..x.len()] })
}

/// The inner products of four columns with `v`.
pub fn dot_columns(columns: [&[f64]; COLUMNS], v: &[f64]) -> [f64; COLUMNS] {
    dispatch(DotColumns { columns: columns.map(|column| &column[..v.len()]), v })
}

/// Adds `factor * x` to `v`, and returns the inner product of `x` and `w`.
pub fn add_scaled_and_dot(factor: f64, x: &[f64], v: &mut [f64], w: &[f64]) -> f64 {
    dispatch(AddScaledAndDot { factor, x: &x[..v.len()], w: &w[..v.len()], v })
}

/// Adds `factor * d * x` to `v`, entry by entry.
pub fn add_weighted(factor: f64, d: &[f64], x: &[f64], v: &mut [f64]) {
    let length = v.len();
    dispatch(AddWeighted { factor, d: &d[..length], x: &x[..length], v });
}

/// The sums of d x and of d x^2.
pub fn weighted_moments(d: &[f64], x: &[f64]) -> [f64; 2] {
    dispatch(WeightedMoments { d: &d[..x.len()], x })
}

struct Dot<'a> {
    x: &'a [f64],
    v: &'a [f64],
}

impl Kernel for Dot<'_> {
    type Output = f64;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> f64 {
        let (x_groups, x_rest) = self.x.as_chunks::<SUMS>();
        let (v_groups, v_rest) = self.v.as_chunks::<SUMS>();
        let mut lanes = [0.0; SUMS];
        for (x, v) in x_groups.iter().zip(v_groups) {
            for ((lane, x), v) in lanes.iter_mut().zip(x).zip(v) {
                *lane = arithmetic.mul_add(*x, *v, *lane);
            }
        }
        for ((lane, x), v) in lanes.iter_mut().zip(x_rest).zip(v_rest) {
            *lane = arithmetic.mul_add(*x, *v, *lane);
        }
        sum(&lanes)
    }
}

struct DotColumns<'a> {
    columns: [&'a [f64]; COLUMNS],
    v: &'a [f64],
}

impl Kernel for DotColumns<'_> {
    type Output = [f64; COLUMNS];

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> [f64; COLUMNS] {
        let (v_groups, v_rest) = self.v.as_chunks::<SUMS_OF_EACH>();
        let split = self.columns.map(|column| column.as_chunks::<SUMS_OF_EACH>());
        let mut lanes = [[0.0; SUMS_OF_EACH]; COLUMNS];
        let groups = split.map(|(groups, _)| &groups[..v_groups.len()]);
        for (k, v) in v_groups.iter().enumerate() {
            for (lanes, column) in lanes.iter_mut().zip(&groups) {
                for ((lane, x), v) in lanes.iter_mut().zip(&column[k]).zip(v) {
                    *lane = arithmetic.mul_add(*x, *v, *lane);
                }
            }
        }
        for (lanes, (_, rest)) in lanes.iter_mut().zip(&split) {
            for ((lane, x), v) in lanes.iter_mut().zip(*rest).zip(v_rest) {
                *lane = arithmetic.mul_add(*x, *v, *lane);
            }
        }
        lanes.map(|lanes| sum(&lanes))
    }
}

/// The sum of partial sums, by halves.
///
/// The black box keeps them together: otherwise the compiler detects pairwise sums, and computes each pair separately
/// in the preceding loop.
#[inline(always)]
fn sum<const N: usize>(lanes: &[f64; N]) -> f64 {
    let mut sums = std::hint::black_box(*lanes);
    let mut width = N;
    while width > 1 {
        width /= 2;
        for i in 0..width {
            sums[i] += sums[i + width];
        }
    }
    sums[0]
}

struct AddScaledAndDot<'a> {
    factor: f64,
    x: &'a [f64],
    v: &'a mut [f64],
    w: &'a [f64],
}

impl Kernel for AddScaledAndDot<'_> {
    type Output = f64;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> f64 {
        let (x_groups, x_rest) = self.x.as_chunks::<SUMS>();
        let (w_groups, w_rest) = self.w.as_chunks::<SUMS>();
        let (v_groups, v_rest) = self.v.as_chunks_mut::<SUMS>();
        let mut lanes = [0.0; SUMS];
        for ((x, w), v) in x_groups.iter().zip(w_groups).zip(v_groups) {
            for (((lane, x), w), v) in lanes.iter_mut().zip(x).zip(w).zip(v) {
                *lane = arithmetic.mul_add(*x, *w, *lane);
                *v = arithmetic.mul_add(self.factor, *x, *v);
            }
        }
        for (((lane, x), w), v) in lanes.iter_mut().zip(x_rest).zip(w_rest).zip(v_rest) {
            *lane = arithmetic.mul_add(*x, *w, *lane);
            *v = arithmetic.mul_add(self.factor, *x, *v);
        }
        sum(&lanes)
    }
}

struct AddWeighted<'a> {
    factor: f64,
    d: &'a [f64],
    x: &'a [f64],
    v: &'a mut [f64],
}

impl Kernel for AddWeighted<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for ((v, x), d) in self.v.iter_mut().zip(self.x).zip(self.d) {
            *v = arithmetic.mul_add(self.factor * d, *x, *v);
        }
    }
}

struct WeightedMoments<'a> {
    d: &'a [f64],
    x: &'a [f64],
}

impl Kernel for WeightedMoments<'_> {
    type Output = [f64; 2];

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> [f64; 2] {
        let (d_groups, d_rest) = self.d.as_chunks::<LANES>();
        let (x_groups, x_rest) = self.x.as_chunks::<LANES>();
        let (mut first, mut second) = ([0.0; LANES], [0.0; LANES]);
        for (d, x) in d_groups.iter().zip(x_groups) {
            for (((first, second), d), x) in first.iter_mut().zip(&mut second).zip(d).zip(x) {
                let product = d * x;
                *first += product;
                *second = arithmetic.mul_add(product, *x, *second);
            }
        }
        for (((first, second), d), x) in first.iter_mut().zip(&mut second).zip(d_rest).zip(x_rest) {
            let product = d * x;
            *first += product;
            *second = arithmetic.mul_add(product, *x, *second);
        }
        [sum(&first), sum(&second)]
    }
}
