//! Dense products in WebAssembly: tiles of two by four registers of two numbers, whose sums fit the sixteen registers that
//! processors have for them. The registers are named, since the compiler was seen to leave arrays of sums in memory.

use faer::{Mat, MatRef};
use std::arch::wasm32::{f64x2_add, f64x2_mul, f64x2_splat, v128, v128_load, v128_store};

/// Numbers in the registers of one row of a tile.
const WIDTH: usize = 8;

/// See [`super::add_gram`].
pub(super) fn add_gram(rows: &[f64], gram: &mut Mat<f64>) {
    let columns = gram.ncols();
    let rows = Padded::of_rows(rows, columns);
    for i in (0..columns).step_by(2) {
        for j in i / WIDTH..rows.groups {
            let mut tile = Tile::new();
            for row in rows.iter() {
                let factors = row.as_flattened();
                tile.add(factors[i], factors[i + 1], &row[j]);
            }
            for (i, sums) in (i..columns).zip(tile.sums()) {
                let entries = &mut gram.col_as_slice_mut(i)[j * WIDTH..];
                entries.iter_mut().zip(sums).for_each(|(entry, sum)| *entry += sum);
            }
        }
    }
}

/// See [`super::write_product`].
pub(super) fn write_product(rows: &[f64], transform: MatRef<'_, f64>, is_triangular: bool, products: &mut [f64]) {
    let (height, columns) = (transform.nrows(), transform.ncols());
    if products.is_empty() {
        return;
    }
    let transform = Padded::of_matrix(transform);
    for (rows, products) in rows.chunks(2 * height).zip(products.chunks_mut(2 * columns)) {
        let (first, second) = rows.split_at(height);
        // The last row may be without another; the product that it then makes twice is written once.
        let second = if second.is_empty() { first } else { second };
        for j in 0..transform.groups {
            let depth = if is_triangular { height.min((j + 1) * WIDTH) } else { height };
            let mut tile = Tile::new();
            for ((first, second), row) in first.iter().zip(second).zip(transform.iter()).take(depth) {
                tile.add(*first, *second, &row[j]);
            }
            for (products, sums) in products.chunks_exact_mut(columns).zip(tile.sums()) {
                products[j * WIDTH..].iter_mut().zip(sums).for_each(|(product, sum)| *product = sum);
            }
        }
    }
}

/// Rows filled up with zeros to whole groups.
struct Padded {
    entries: Vec<[f64; WIDTH]>,
    /// In a row.
    groups: usize,
}

impl Padded {
    fn of_rows(rows: &[f64], columns: usize) -> Self {
        let groups = columns.div_ceil(WIDTH);
        let mut entries = vec![[0.0; WIDTH]; rows.len() / columns * groups];
        for (entries, row) in entries.chunks_exact_mut(groups).zip(rows.chunks_exact(columns)) {
            entries.as_flattened_mut()[..columns].copy_from_slice(row);
        }
        Self { entries, groups }
    }

    fn of_matrix(matrix: MatRef<'_, f64>) -> Self {
        let groups = matrix.ncols().div_ceil(WIDTH);
        let mut entries = vec![[0.0; WIDTH]; matrix.nrows() * groups];
        for (i, row) in entries.chunks_exact_mut(groups).enumerate() {
            let row = row.as_flattened_mut().iter_mut();
            row.zip(0..matrix.ncols()).for_each(|(entry, j)| *entry = matrix[(i, j)]);
        }
        Self { entries, groups }
    }

    fn iter(&self) -> impl Iterator<Item = &[[f64; WIDTH]]> {
        self.entries.chunks_exact(self.groups)
    }
}

/// Two sums for each number of a group.
struct Tile {
    first: [v128; WIDTH / 2],
    second: [v128; WIDTH / 2],
}

impl Tile {
    #[inline(always)]
    fn new() -> Self {
        let zeros = [f64x2_splat(0.0); WIDTH / 2];
        Self { first: zeros, second: zeros }
    }

    /// Adds the group, times a factor for each sum.
    #[inline(always)]
    fn add(&mut self, first: f64, second: f64, group: &[f64; WIDTH]) {
        let (first, second) = (f64x2_splat(first), f64x2_splat(second));
        for (k, pair) in group.as_chunks::<2>().0.iter().enumerate() {
            // SAFETY: a pair is 16 bytes to read, and any alignment will do.
            let pair = unsafe { v128_load(pair.as_ptr().cast()) };
            self.first[k] = f64x2_add(self.first[k], f64x2_mul(first, pair));
            self.second[k] = f64x2_add(self.second[k], f64x2_mul(second, pair));
        }
    }

    fn sums(&self) -> [[f64; WIDTH]; 2] {
        [self.first, self.second].map(|registers| {
            let mut sums = [0.0; WIDTH];
            for (pair, register) in sums.as_chunks_mut::<2>().0.iter_mut().zip(registers) {
                // SAFETY: a pair is 16 bytes to write, and any alignment will do.
                unsafe { v128_store(pair.as_mut_ptr().cast(), register) };
            }
            sums
        })
    }
}
