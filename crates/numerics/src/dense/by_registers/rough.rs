//! Gram matrices in single precision: registers hold twice as many numbers.

use super::{DEPTH, Panels, WIDTH};
use faer::Mat;
use std::arch::wasm32::{f32x4_add, f32x4_mul, f32x4_splat, v128, v128_load, v128_store};

/// Factors of a tile. Its sums take as many registers as in double precision.
const FACTORS: usize = 4;

type Group = [f32; WIDTH];

pub(in super::super) const ROUGH_EPSILON: f64 = f32::EPSILON as f64;

/// See [`super::super::add_rough_gram`].
pub(in super::super) fn add_rough_gram(rows: &[f64], gram: &mut Mat<f64>) {
    let columns = gram.ncols();
    for rows in rows.chunks(DEPTH * columns) {
        let Panels { entries, height } = Panels::of_rows(rows, columns);
        let panels: Vec<Group> = entries.iter().map(|group| group.map(|entry| entry as f32)).collect();
        for (j, right) in panels.chunks_exact(height).enumerate() {
            for i in (0..columns.min((j + 1) * WIDTH)).step_by(FACTORS) {
                let left = &panels[i / WIDTH * height..(i / WIDTH + 1) * height];
                for (i, sums) in (i..columns).zip(sums_of_products(left, i % WIDTH / FACTORS, right)) {
                    let entries = &mut gram.col_as_slice_mut(i)[j * WIDTH..];
                    entries.iter_mut().zip(sums).for_each(|(entry, sum)| *entry += f64::from(sum));
                }
            }
        }
    }
}

/// The sums of groups times each of four factors, the given half of the left groups.
#[inline(always)]
fn sums_of_products(left: &[Group], half: usize, right: &[Group]) -> [Group; FACTORS] {
    let zero = f32x4_splat(0.0);
    let mut sums = [[zero; 2]; FACTORS];
    for (factors, group) in left.iter().zip(right) {
        let pairs = group.as_chunks::<4>().0;
        // SAFETY: four numbers have 16 readable bytes, and any alignment is permitted.
        let group: [v128; 2] = std::array::from_fn(|k| unsafe { v128_load(pairs[k].as_ptr().cast()) });
        let factors = &factors.as_chunks::<FACTORS>().0[half];
        for (sums, factor) in sums.iter_mut().zip(factors) {
            let factor = f32x4_splat(*factor);
            for (sum, numbers) in sums.iter_mut().zip(group) {
                *sum = f32x4_add(*sum, f32x4_mul(factor, numbers));
            }
        }
    }
    sums.map(|registers| {
        let mut numbers = [0.0; WIDTH];
        for (four, register) in numbers.as_chunks_mut::<4>().0.iter_mut().zip(registers) {
            // SAFETY: four numbers have 16 writable bytes, and any alignment is permitted.
            unsafe { v128_store(four.as_mut_ptr().cast(), register) };
        }
        numbers
    })
}
