//! LU factorization with partial pivoting within a band. Each row holds the columns from the current one on: elimination
//! shifts the rows below the pivot to the left, so that all loops are over neighboring entries.
//!
//! Source: Golub, Van Loan, Matrix Computations, 4th edition, 2013, section 4.3.3.

use super::band_order::BandOrder;
use super::{Factored, Factors, Limits, Lu, POLL_OPERATIONS};
use crate::scalar::Scalar;
use superlinear_interface::{Error, Run};

/// The factors of a matrix in the order of a band.
pub(super) struct BandFactors<T> {
    /// The row of the matrix at each position, unless that is its own.
    order: Option<Vec<u32>>,
    below: usize,
    width: usize,
    /// The columns of the lower factor without its diagonal, before later exchanges of rows.
    lower: Vec<T>,
    /// The rows of the upper factor, divided by their diagonal entries, whose reciprocals come first.
    upper: Vec<T>,
    /// The row exchanged with each row.
    exchanges: Vec<u32>,
}

/// Factorizes a matrix with these entries, in the memory of earlier factors.
pub(super) fn factorize<T: Scalar>(
    entries: &[T],
    order: &BandOrder,
    previous: Option<BandFactors<T>>,
    (limits, run): (Limits, &Run),
) -> Result<Factored<T>, Error> {
    let mut factors = match previous {
        Some(factors) => factors,
        None => {
            if order.operations() > limits.operations || order.entries() > limits.entries as f64 {
                return Ok(Factored::TooLarge);
            }
            BandFactors::new(order)
        }
    };
    factors.upper.fill(T::default());
    entries.iter().zip(&order.places).for_each(|(&entry, &place)| factors.upper[place as usize] = entry);
    let steps_of_poll = 1 + (POLL_OPERATIONS / (1 + order.below * order.width()) as f64) as usize;
    for k in 0..order.rows.len() {
        if k % steps_of_poll == steps_of_poll - 1 && run.is_out_of_time()? {
            return Ok(Factored::OutOfTime);
        }
        if !factors.eliminate(k, limits.smallest_pivot) {
            return Ok(Factored::Singular);
        }
    }
    Ok(Factored::Regular(Box::new(Lu(Factors::Band(factors)))))
}

impl<T: Scalar> BandFactors<T> {
    fn new(order: &BandOrder) -> Self {
        let (count, below, width) = (order.rows.len(), order.below, order.width());
        Self {
            order: if order.is_given() { None } else { Some(order.rows.clone()) },
            below,
            width,
            lower: vec![T::default(); count * below],
            upper: vec![T::default(); count * width],
            exchanges: vec![0; count],
        }
    }

    /// Eliminates a column. Returns whether it has a pivot.
    fn eliminate(&mut self, k: usize, smallest_pivot: f64) -> bool {
        let (width, end) = (self.width, (k + self.below + 1).min(self.exchanges.len()));
        let rows = &mut self.upper[k * width..end * width];
        let (mut best, mut largest) = (0, rows[0].size());
        for (i, row) in rows.chunks_exact(width).enumerate().skip(1) {
            let size = row[0].size();
            // A NaN stays the largest, to be refused.
            if size > largest || size.is_nan() {
                (best, largest) = (i, size);
            }
        }
        // Unlike the negation of `<=`, this refuses NaN.
        let is_regular = largest > smallest_pivot && largest.is_finite();
        if !is_regular {
            return false;
        }
        self.exchanges[k] = (k + best) as u32;
        let (pivot_row, rest) = rows.split_at_mut(width);
        if best > 0 {
            pivot_row.swap_with_slice(&mut rest[(best - 1) * width..best * width]);
        }
        let inverse = pivot_row[0].inverse();
        pivot_row[0] = inverse;
        let multipliers = &mut self.lower[k * self.below..];
        for (row, multiplier) in rest.chunks_exact_mut(width).zip(multipliers) {
            let factor = row[0] * inverse;
            *multiplier = factor;
            for c in 1..width {
                row[c - 1] = row[c] - factor * pivot_row[c];
            }
            row[width - 1] = T::default();
        }
        pivot_row[1..].iter_mut().for_each(|entry| *entry = *entry * inverse);
        true
    }

    /// The number of entries of both factors.
    pub fn entries(&self) -> usize {
        self.lower.len() + self.upper.len()
    }

    fn column_of_lower(&self, k: usize) -> &[T] {
        &self.lower[k * self.below..(k + 1) * self.below]
    }

    /// A row of the upper factor: the reciprocal of its diagonal entry, and the others divided by that.
    fn row_of_upper(&self, k: usize) -> (T, &[T]) {
        let row = &self.upper[k * self.width..(k + 1) * self.width];
        (row[0], &row[1..])
    }

    /// Replaces a vector by the result of an action on its entries in the order of the band.
    fn in_order(&self, values: &mut [T], act: impl FnOnce(&mut [T])) {
        let Some(order) = &self.order else { return act(values) };
        let mut x: Vec<T> = order.iter().map(|&row| values[row as usize]).collect();
        act(&mut x);
        order.iter().zip(&x).for_each(|(&row, &x)| values[row as usize] = x);
    }

    /// Replaces a right side by the solution.
    pub fn solve(&self, values: &mut [T]) {
        self.in_order(values, |x| {
            match self.below {
                1 => self.solve_narrow_lower::<1>(x),
                2 => self.solve_narrow_lower::<2>(x),
                3 => self.solve_narrow_lower::<3>(x),
                _ => self.solve_lower(x),
            }
            match self.width - 1 {
                2 => self.solve_narrow_upper::<2>(x),
                4 => self.solve_narrow_upper::<4>(x),
                6 => self.solve_narrow_upper::<6>(x),
                _ => self.solve_upper(x),
            }
        });
    }

    fn solve_lower(&self, x: &mut [T]) {
        for k in 0..x.len() {
            x.swap(k, self.exchanges[k] as usize);
            let factor = x[k];
            subtract(self.column_of_lower(k), factor, &mut x[k + 1..]);
        }
    }

    fn solve_upper(&self, x: &mut [T]) {
        for k in (0..x.len()).rev() {
            let (inverse, row) = self.row_of_upper(k);
            x[k] = rest(x[k] * inverse, row, &x[k + 1..]);
        }
    }

    /// Solves with the lower factor of `B` diagonals. The entries that change are in registers: each waits for the one
    /// before, and would wait for memory, too.
    fn solve_narrow_lower<const B: usize>(&self, x: &mut [T]) {
        let entry = |x: &[T], k: usize| x.get(k).copied().unwrap_or_default();
        let (mut current, mut next): (T, [T; B]) = (entry(x, 0), std::array::from_fn(|i| entry(x, i + 1)));
        for (k, (column, &exchange)) in self.lower.as_chunks::<B>().0.iter().zip(&self.exchanges).enumerate() {
            let distance = exchange as usize - k;
            if distance > 0 {
                (0..B).filter(|i| i + 1 == distance).for_each(|i| std::mem::swap(&mut current, &mut next[i]));
            }
            x[k] = current;
            let changed: [T; B] = std::array::from_fn(|i| next[i] - column[i] * current);
            current = changed[0];
            next = std::array::from_fn(|i| if i + 1 < B { changed[i + 1] } else { entry(x, k + B + 1) });
        }
    }

    /// Solves with the upper factor of `A` diagonals in the same way.
    fn solve_narrow_upper<const A: usize>(&self, x: &mut [T]) {
        let mut behind = [T::default(); A];
        for (x, row) in x.iter_mut().zip(self.upper.chunks_exact(self.width)).rev() {
            let products = row[1..].iter().zip(&behind).rev();
            *x = products.fold(*x * row[0], |rest, (&entry, &x)| rest - entry * x);
            behind = std::array::from_fn(|i| if i == 0 { *x } else { behind[i - 1] });
        }
    }

    /// Replaces a right side by the solution of the transposed system.
    pub fn solve_transposed(&self, values: &mut [T]) {
        self.in_order(values, |x| {
            for k in 0..x.len() {
                let (inverse, row) = self.row_of_upper(k);
                let factor = x[k];
                subtract(row, factor, &mut x[k + 1..]);
                x[k] = factor * inverse;
            }
            for k in (0..x.len()).rev() {
                x[k] = rest(x[k], self.column_of_lower(k), &x[k + 1..]);
                x.swap(k, self.exchanges[k] as usize);
            }
        });
    }
}

/// Subtracts a multiple of a vector from the beginning of `x`, as far as that reaches.
fn subtract<T: Scalar>(vector: &[T], factor: T, x: &mut [T]) {
    x.iter_mut().zip(vector).for_each(|(x, &entry)| *x = *x - factor * entry);
}

/// The difference of a number and an inner product with the beginning of `x`. The nearest entry of `x`, which is known
/// last, comes last.
fn rest<T: Scalar>(number: T, vector: &[T], x: &[T]) -> T {
    let count = vector.len().min(x.len());
    vector[..count].iter().zip(&x[..count]).rev().fold(number, |rest, (&entry, &x)| rest - entry * x)
}
