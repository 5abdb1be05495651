//! Dense products in WebAssembly, by tiles of two by four registers of two numbers. Their sums fit the sixteen vector
//! registers of processors; with more, the compiler kept some in memory. The operands of a tile are contiguous.

mod rough;

use faer::{Mat, MatRef};
use std::arch::wasm32::{f64x2_add, f64x2_mul, f64x2_splat, v128, v128_load, v128_store};
use std::borrow::Cow;

pub(super) use rough::{ROUGH_EPSILON, add_rough_gram};

/// Numbers in the registers of one row of a tile.
const WIDTH: usize = 8;

/// The right operand of a row of a tile.
type Group = [f64; WIDTH];

/// Rows accumulated in registers: two panels of this height fit the first-level cache.
const DEPTH: usize = 256;

/// See [`super::add_gram`].
pub(super) fn add_gram(rows: &[f64], gram: &mut Mat<f64>) {
    let columns = gram.ncols();
    for rows in rows.chunks(DEPTH * columns) {
        let panels = Panels::of_rows(rows, columns);
        for (j, panel) in panels.iter().enumerate() {
            add_products(&panels, columns.min((j + 1) * WIDTH), panel, j * WIDTH, gram);
        }
    }
}

/// See [`super::add_transposed_product`].
pub(super) fn add_transposed_product(left: &[f64], right: &[f64], sum: &mut Mat<f64>) {
    let (left_columns, right_columns) = (sum.nrows(), sum.ncols());
    for (left, right) in left.chunks(DEPTH * left_columns).zip(right.chunks(DEPTH * right_columns)) {
        let right = Panels::of_rows(right, right_columns);
        let mut panel = vec![[0.0; WIDTH]; right.height];
        for place in (0..left_columns).step_by(WIDTH) {
            copy_panel(left, left_columns, place, &mut panel);
            add_products(&right, right_columns, &panel, place, sum);
        }
    }
}

/// Adds the products of the first `count` columns of `factors` with a panel to `sum`; the panel's columns are the rows
/// of `sum` from `place` on. Not generic, to be compiled once.
#[inline(never)]
fn add_products(factors: &Panels, count: usize, panel: &[Group], place: usize, sum: &mut Mat<f64>) {
    for i in (0..count).step_by(2) {
        let pairs = factors.get(i / WIDTH).iter().map(|group| [group[i % WIDTH], group[i % WIDTH + 1]]);
        for (i, sums) in (i..sum.ncols()).zip(sums_of_products(pairs, panel)) {
            let entries = &mut sum.col_as_slice_mut(i)[place..];
            entries.iter_mut().zip(sums).for_each(|(entry, sum)| *entry += sum);
        }
    }
}

/// [`super::gram`] for an upper triangular matrix.
pub(super) fn gram_of_triangle(triangle: &Mat<f64>) -> Mat<f64> {
    let mut gram = Mat::zeros(triangle.ncols(), triangle.ncols());
    add_gram(&super::rows_of(triangle), &mut gram);
    gram
}

/// See [`super::write_product`].
pub(super) fn write_product(rows: &[f64], transform: MatRef<'_, f64>, is_triangular: bool, products: &mut [f64]) {
    products.fill(0.0);
    add(rows, transform.nrows(), transform, is_triangular, 0, products, transform.ncols());
}

/// See [`super::add_product`].
pub(super) fn add_product(rows: &[f64], width: usize, factors: MatRef<'_, f64>, place: usize, sums: &mut [f64]) {
    add(rows, width, factors, false, place, sums, width);
}

/// Adds products of rows with factors, upper triangular if `is_triangular`. Not generic, to be compiled once.
#[inline(never)]
fn add(
    rows: &[f64],
    rows_width: usize,
    factors: MatRef<'_, f64>,
    is_triangular: bool,
    place: usize,
    sums: &mut [f64],
    sums_width: usize,
) {
    let (height, columns) = (factors.nrows(), factors.ncols());
    if sums.is_empty() {
        return;
    }
    let panels = Panels::of_matrix(factors);
    for start in (0..height).step_by(DEPTH) {
        for (j, panel) in panels.iter().enumerate() {
            let depth = if is_triangular { height.min((j + 1) * WIDTH) } else { height };
            let part = start.min(depth)..depth.min(start + DEPTH);
            let places = place + j * WIDTH..place + columns.min((j + 1) * WIDTH);
            for (rows, sums) in rows.chunks(2 * rows_width).zip(sums.chunks_mut(2 * sums_width)) {
                let (first, second) = rows.split_at(rows_width);
                // An odd last row is paired with itself, and its product added once.
                let second = if second.is_empty() { first } else { second };
                let factors = first[part.clone()].iter().zip(&second[part.clone()]).map(|(&a, &b)| [a, b]);
                for (sums, products) in
                    sums.chunks_exact_mut(sums_width).zip(sums_of_products(factors, &panel[part.clone()]))
                {
                    sums[places.clone()].iter_mut().zip(products).for_each(|(sum, product)| *sum += product);
                }
            }
        }
    }
}

/// A matrix as panels of adjacent columns, each stored row by row and padded with zeros.
struct Panels {
    entries: Vec<Group>,
    /// The number of rows of the matrix.
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
            copy_panel(rows, columns, j * WIDTH, panel);
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

/// Copies columns of rows from `place` on into a panel, padded with zeros.
fn copy_panel(rows: &[f64], columns: usize, place: usize, panel: &mut [Group]) {
    for (group, row) in panel.iter_mut().zip(rows.chunks_exact(columns)) {
        let row = &row[place..];
        match row.first_chunk() {
            Some(whole) => *group = *whole,
            None => {
                *group = [0.0; WIDTH];
                group[..row.len()].copy_from_slice(row);
            }
        }
    }
}

/// A column as a slice, copied if it is not contiguous.
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
        // SAFETY: a pair has 16 readable bytes, and any alignment is permitted.
        Self(std::array::from_fn(|k| unsafe { v128_load(pairs[k].as_ptr().cast()) }))
    }

    fn zeros() -> Self {
        Self([f64x2_splat(0.0); WIDTH / 2])
    }

    /// The sum of `self` and `factor` times a group.
    #[inline(always)]
    fn plus(self, factor: f64, group: Self) -> Self {
        let factor = f64x2_splat(factor);
        Self(std::array::from_fn(|k| f64x2_add(self.0[k], f64x2_mul(factor, group.0[k]))))
    }

    #[inline(always)]
    fn numbers(self) -> Group {
        let mut numbers = [0.0; WIDTH];
        for (pair, register) in numbers.as_chunks_mut::<2>().0.iter_mut().zip(self.0) {
            // SAFETY: a pair has 16 writable bytes, and any alignment is permitted.
            unsafe { v128_store(pair.as_mut_ptr().cast(), register) };
        }
        numbers
    }
}
