//! Dense products in WebAssembly: tiles of two by four registers of two numbers, whose sums fit the sixteen registers that
//! processors have for them; more than that the compiler was seen to keep in memory. What a tile reads lies together.

mod rough;

use faer::{Mat, MatRef};
use std::arch::wasm32::{f64x2_add, f64x2_mul, f64x2_splat, v128, v128_load, v128_store};
use std::borrow::Cow;

pub(super) use rough::{ROUGH_EPSILON, add_rough_gram};

/// Numbers in the registers of one row of a tile.
const WIDTH: usize = 8;

/// What a row of a tile meets.
type Group = [f64; WIDTH];

/// Rows whose products are added up in registers: two panels of so many stay in the first-level cache.
const DEPTH: usize = 256;

/// See [`super::add_gram`].
pub(super) fn add_gram(rows: &[f64], gram: &mut Mat<f64>) {
    let columns = gram.ncols();
    for rows in rows.chunks(DEPTH * columns) {
        let panels = Panels::of_rows(rows, columns);
        add_products(&panels, &panels, true, gram);
    }
}

/// See [`super::add_transposed_product`].
pub(super) fn add_transposed_product(left: &[f64], right: &[f64], sum: &mut Mat<f64>) {
    let (left_columns, right_columns) = (sum.nrows(), sum.ncols());
    for (left, right) in left.chunks(DEPTH * left_columns).zip(right.chunks(DEPTH * right_columns)) {
        let (left, right) = (Panels::of_rows(left, left_columns), Panels::of_rows(right, right_columns));
        add_products(&right, &left, false, sum);
    }
}

/// Adds the products of the columns of `factors` with those of `panels` to `sum`, all or those of its lower triangle. It is compiled
/// once.
#[inline(never)]
fn add_products(factors: &Panels, panels: &Panels, is_lower: bool, sum: &mut Mat<f64>) {
    let columns = sum.ncols();
    for (j, panel) in panels.iter().enumerate() {
        let count = if is_lower { columns.min((j + 1) * WIDTH) } else { columns };
        for i in (0..count).step_by(2) {
            let pairs = factors.get(i / WIDTH).iter().map(|group| [group[i % WIDTH], group[i % WIDTH + 1]]);
            for (i, sums) in (i..columns).zip(sums_of_products(pairs, panel)) {
                let entries = &mut sum.col_as_slice_mut(i)[j * WIDTH..];
                entries.iter_mut().zip(sums).for_each(|(entry, sum)| *entry += sum);
            }
        }
    }
}

/// See [`super::gram_of_triangle`].
pub(super) fn gram_of_triangle(triangle: &Mat<f64>) -> Mat<f64> {
    let mut gram = Mat::zeros(triangle.ncols(), triangle.ncols());
    let rows: Vec<f64> = triangle.row_iter().flat_map(|row| row.iter().copied()).collect();
    add_gram(&rows, &mut gram);
    gram
}

/// See [`super::write_product`].
pub(super) fn write_product(rows: &[f64], transform: MatRef<'_, f64>, is_triangular: bool, products: &mut [f64]) {
    let (height, columns) = (transform.nrows(), transform.ncols());
    if products.is_empty() {
        return;
    }
    for (j, panel) in Panels::of_matrix(transform).iter().enumerate() {
        let depth = if is_triangular { height.min((j + 1) * WIDTH) } else { height };
        for (rows, products) in rows.chunks(2 * height).zip(products.chunks_mut(2 * columns)) {
            let (first, second) = rows.split_at(height);
            // The last row may be without another; the product that it then makes twice is written once.
            let second = if second.is_empty() { first } else { second };
            let factors = first[..depth].iter().zip(second).map(|(&first, &second)| [first, second]);
            let sums = sums_of_products(factors, panel);
            for (products, sums) in products.chunks_exact_mut(columns).zip(sums) {
                products[j * WIDTH..].iter_mut().zip(sums).for_each(|(product, sum)| *product = sum);
            }
        }
    }
}

/// A matrix cut into panels of neighbouring columns, each stored row by row; filled up with zeros.
struct Panels {
    entries: Vec<Group>,
    /// Rows of the matrix.
    height: usize,
}

impl Panels {
    fn zeros(height: usize, columns: usize) -> Self {
        Self { entries: vec![[0.0; WIDTH]; height * columns.div_ceil(WIDTH)], height }
    }

    fn of_rows(rows: &[f64], columns: usize) -> Self {
        let height = rows.len() / columns;
        let mut panels = Self::zeros(height, columns);
        for (j, panel) in panels.entries.chunks_exact_mut(height.max(1)).enumerate() {
            for (group, row) in panel.iter_mut().zip(rows.chunks_exact(columns)) {
                let row = &row[j * WIDTH..];
                match row.first_chunk() {
                    Some(whole) => *group = *whole,
                    None => group[..row.len()].copy_from_slice(row),
                }
            }
        }
        panels
    }

    fn of_matrix(matrix: MatRef<'_, f64>) -> Self {
        let (height, columns) = (matrix.nrows(), matrix.ncols());
        let mut panels = Self::zeros(height, columns);
        let zeros = vec![0.0; height];
        for (j, panel) in panels.entries.chunks_exact_mut(height.max(1)).enumerate() {
            let column = |k: usize| if k < columns { contiguous(matrix, k) } else { Cow::Borrowed(&zeros[..]) };
            let columns: [_; WIDTH] = std::array::from_fn(|k| column(j * WIDTH + k));
            for (i, group) in panel.iter_mut().enumerate() {
                *group = std::array::from_fn(|k| columns[k][i]);
            }
        }
        panels
    }

    fn get(&self, panel: usize) -> &[Group] {
        &self.entries[panel * self.height..(panel + 1) * self.height]
    }

    fn iter(&self) -> impl Iterator<Item = &[Group]> {
        self.entries.chunks_exact(self.height.max(1))
    }
}

/// A column as a slice; one whose entries lie apart is copied.
fn contiguous(matrix: MatRef<'_, f64>, column: usize) -> Cow<'_, [f64]> {
    let column = matrix.col(column);
    match column.try_as_col_major() {
        Some(column) => Cow::Borrowed(column.as_slice()),
        None => Cow::Owned(column.iter().copied().collect()),
    }
}

/// The sums of groups times each of two factors.
#[inline(always)]
fn sums_of_products(factors: impl Iterator<Item = [f64; 2]>, groups: &[Group]) -> [Group; 2] {
    let (mut first, mut second) = (Registers::zeros(), Registers::zeros());
    for ([a, b], group) in factors.zip(groups) {
        let group = Registers::of(group);
        first = first.plus(a, group);
        second = second.plus(b, group);
    }
    [first.numbers(), second.numbers()]
}

/// A group in registers.
#[derive(Clone, Copy)]
struct Registers([v128; WIDTH / 2]);

impl Registers {
    #[inline(always)]
    fn of(group: &Group) -> Self {
        let pairs = group.as_chunks::<2>().0;
        // SAFETY: a pair is 16 bytes to read, and any alignment will do.
        Self(std::array::from_fn(|k| unsafe { v128_load(pairs[k].as_ptr().cast()) }))
    }

    fn zeros() -> Self {
        Self([f64x2_splat(0.0); WIDTH / 2])
    }

    /// The sum with the product of a number and a group.
    #[inline(always)]
    fn plus(self, factor: f64, group: Self) -> Self {
        let factor = f64x2_splat(factor);
        Self(std::array::from_fn(|k| f64x2_add(self.0[k], f64x2_mul(factor, group.0[k]))))
    }

    #[inline(always)]
    fn numbers(self) -> Group {
        let mut numbers = [0.0; WIDTH];
        for (pair, register) in numbers.as_chunks_mut::<2>().0.iter_mut().zip(self.0) {
            // SAFETY: a pair is 16 bytes to write, and any alignment will do.
            unsafe { v128_store(pair.as_mut_ptr().cast(), register) };
        }
        numbers
    }
}
