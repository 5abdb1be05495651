//! The transformation of coefficients to values at the quadrature nodes, and its transpose.

use crate::lanes::Lanes;
use crate::scales::Scales;
use crate::tables::Tables;
use superlinear_numerics::simd::{Arithmetic, Kernel};

/// The largest number of functions per element.
const MAX_FUNCTIONS: usize = 64;

/// Evaluates the function with the coefficients `x` at the quadrature nodes: `values` = P, `gradients` = P' + k P/r.
pub struct Evaluate<'a> {
    pub tables: &'a Tables,
    pub scales: &'a Scales,
    pub x: &'a [Lanes],
    pub values: &'a mut [Lanes],
    pub gradients: &'a mut [Lanes],
}

impl Kernel for Evaluate<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { tables, scales, .. } = self;
        let Tables { points, functions, width, .. } = *tables;
        for (group, x) in self.x.chunks_exact(functions).enumerate() {
            let mut local = [Lanes::default(); MAX_FUNCTIONS];
            let (local, factor) = (&mut local[..functions], &scales.factors[group * functions + functions - 2]);
            local.copy_from_slice(x);
            local[functions - 2] = local[functions - 2].times(factor);
            let (values, slopes) = tables.of_group(group);
            for (q, rows) in values.chunks_exact(width).zip(slopes.chunks_exact(width)).enumerate() {
                let (mut value, mut slope) = (Lanes::default(), Lanes::default());
                for (x, (of_value, of_slope)) in local.iter().zip(rows.0.iter().zip(rows.1)) {
                    value = value.plus_product(arithmetic, of_value, x);
                    slope = slope.plus_product(arithmetic, of_slope, x);
                }
                let node = group * points + q;
                let (scale, own) = (&scales.scale[node], &scales.own[node]);
                let slope = slope.times(&scales.inverse_length[node]).plus_product(arithmetic, own, &value);
                (self.values[node], self.gradients[node]) = (scale.times(&value), scale.times(&slope));
            }
        }
    }
}

/// The transpose of [`Evaluate`]: `x` = sums over the quadrature nodes of `values` times phi + `gradients` times (phi'
/// + k phi/r), each element's part of them. Missing gradients count as 0.
pub(crate) struct Test<'a> {
    pub tables: &'a Tables,
    pub scales: &'a Scales,
    pub values: &'a mut [Lanes],
    pub gradients: Option<&'a mut [Lanes]>,
    pub x: &'a mut [Lanes],
}

impl Kernel for Test<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(mut self, arithmetic: A) {
        let Self { tables, scales, .. } = self;
        let Tables { points, functions, width, .. } = *tables;
        for (group, x) in self.x.chunks_exact_mut(functions).enumerate() {
            let nodes = group * points..(group + 1) * points;
            let (scale, own) = (&scales.scale[nodes.clone()], &scales.own[nodes.clone()]);
            let of_values = &mut self.values[nodes.clone()];
            let of_slopes = self.gradients.as_deref_mut().map(|gradients| &mut gradients[nodes.clone()]);
            let (values, slopes) = tables.of_group(group);
            match of_slopes {
                None => {
                    for (value, scale) in of_values.iter_mut().zip(scale) {
                        *value = value.times(scale);
                    }
                    x.fill(Lanes::default());
                }
                Some(of_slopes) => {
                    let inverse_length = &scales.inverse_length[nodes];
                    for q in 0..points {
                        let value = of_values[q].plus_product(arithmetic, &own[q], &of_slopes[q]);
                        of_values[q] = scale[q].times(&value);
                        of_slopes[q] = scale[q].times(&inverse_length[q]).times(&of_slopes[q]);
                    }
                    x.fill(Lanes::default());
                    add_columns(arithmetic, slopes, width, of_slopes, x);
                }
            }
            add_columns(arithmetic, values, width, of_values, x);
            let factor = &scales.factors[group * functions + functions - 2];
            x[functions - 2] = x[functions - 2].times(factor);
        }
    }
}

/// The number of functions accumulated together in registers.
const BLOCK: usize = 4;

/// Adds the product of the transposed table with the row weights to `x`.
#[inline(always)]
fn add_columns<A: Arithmetic>(arithmetic: A, table: &[Lanes], width: usize, weights: &[Lanes], x: &mut [Lanes]) {
    for (block, x) in x.chunks_mut(BLOCK).enumerate() {
        let mut sums = [Lanes::default(); BLOCK];
        for (row, weight) in table.chunks_exact(width).zip(weights) {
            for (sum, entry) in sums.iter_mut().zip(&row[block * BLOCK..]) {
                *sum = sum.plus_product(arithmetic, weight, entry);
            }
        }
        for (x, sum) in x.iter_mut().zip(sums) {
            x.0.iter_mut().zip(sum.0).for_each(|(x, sum)| *x += sum);
        }
    }
}
