//! LU factorizations with partial pivoting of small dense matrices, real and complex. Rows are contiguous.

use superlinear_interface::{Error, Run};

/// Matrices of at least this order are polled once per column: a column of elimination takes a tenth of a millisecond.
const POLLED_ORDER: usize = 256;

/// The factors of a complex matrix, or of a real one, whose imaginary parts are absent.
#[derive(Clone, Debug, Default)]
pub(crate) struct DenseLu {
    order: usize,
    real: Vec<f64>,
    imaginary: Vec<f64>,
    /// The row exchanged with each row.
    exchanges: Vec<usize>,
}

/// The outcome of a factorization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Factorization {
    Regular,
    Singular,
    OutOfTime,
}

impl DenseLu {
    /// Space for a matrix of this order.
    pub fn new(order: usize, is_complex: bool) -> Self {
        let count = order * order;
        let imaginary = vec![0.0; if is_complex { count } else { 0 }];
        Self { order, real: vec![0.0; count], imaginary, exchanges: vec![0; order] }
    }

    /// The entries, to be set before a factorization: real and imaginary parts.
    pub fn entries(&mut self) -> (&mut [f64], &mut [f64]) {
        (&mut self.real, &mut self.imaginary)
    }

    /// Factorizes the entries.
    pub fn factorize(&mut self, run: &Run) -> Result<Factorization, Error> {
        let n = self.order;
        for k in 0..n {
            if n >= POLLED_ORDER && run.is_out_of_time()? {
                return Ok(Factorization::OutOfTime);
            }
            let Some(pivot) = self.pivot(k) else { return Ok(Factorization::Singular) };
            self.exchanges[k] = pivot;
            if pivot != k {
                for j in 0..n {
                    self.real.swap(k * n + j, pivot * n + j);
                    if !self.imaginary.is_empty() {
                        self.imaginary.swap(k * n + j, pivot * n + j);
                    }
                }
            }
            if self.imaginary.is_empty() { self.eliminate_real(k) } else { self.eliminate_complex(k) }
        }
        Ok(Factorization::Regular)
    }

    /// The row of the largest entry on or below the diagonal of a column; `None` if all are zero or one is not finite.
    fn pivot(&self, k: usize) -> Option<usize> {
        let n = self.order;
        let size = |i: usize| {
            let imaginary = self.imaginary.get(i * n + k).copied().unwrap_or(0.0);
            self.real[i * n + k].abs() + imaginary.abs()
        };
        let mut best = k;
        for i in k..n {
            if !size(i).is_finite() {
                return None;
            }
            if size(i) > size(best) {
                best = i;
            }
        }
        (size(best) > 0.0).then_some(best)
    }

    fn eliminate_real(&mut self, k: usize) {
        let n = self.order;
        let (above, below) = self.real.split_at_mut((k + 1) * n);
        let pivot_row = &above[k * n..];
        let inverse = 1.0 / pivot_row[k];
        for row in below.chunks_mut(n).filter(|row| row[k] != 0.0) {
            let factor = row[k] * inverse;
            row[k] = factor;
            row[k + 1..].iter_mut().zip(&pivot_row[k + 1..]).for_each(|(a, b)| *a -= factor * b);
        }
    }

    fn eliminate_complex(&mut self, k: usize) {
        let n = self.order;
        let (real_above, real_below) = self.real.split_at_mut((k + 1) * n);
        let (imaginary_above, imaginary_below) = self.imaginary.split_at_mut((k + 1) * n);
        let (p, q) = (&real_above[k * n..], &imaginary_above[k * n..]);
        for (a, b) in real_below.chunks_mut(n).zip(imaginary_below.chunks_mut(n)) {
            if a[k] == 0.0 && b[k] == 0.0 {
                continue;
            }
            let (re, im) = quotient((a[k], b[k]), (p[k], q[k]));
            (a[k], b[k]) = (re, im);
            let row = a[k + 1..].iter_mut().zip(&mut b[k + 1..]);
            for ((a, b), (p, q)) in row.zip(p[k + 1..].iter().zip(&q[k + 1..])) {
                *a -= re * p - im * q;
                *b -= re * q + im * p;
            }
        }
    }

    /// Replaces a right side by the solution of a real system.
    pub fn solve(&self, x: &mut [f64]) {
        let n = self.order;
        (0..n).for_each(|k| x.swap(k, self.exchanges[k]));
        for i in 0..n {
            let row = &self.real[i * n..i * n + i];
            x[i] -= row.iter().zip(&*x).map(|(a, x)| a * x).sum::<f64>();
        }
        for i in (0..n).rev() {
            let row = &self.real[i * n..(i + 1) * n];
            let sum: f64 = row[i + 1..].iter().zip(&x[i + 1..]).map(|(a, x)| a * x).sum();
            x[i] = (x[i] - sum) / row[i];
        }
    }

    /// Replaces real and imaginary parts of a right side by those of the solution.
    pub fn solve_complex(&self, x: &mut [f64], y: &mut [f64]) {
        let n = self.order;
        for k in 0..n {
            x.swap(k, self.exchanges[k]);
            y.swap(k, self.exchanges[k]);
        }
        for i in 0..n {
            let (re, im) = self.product(i, 0..i, x, y);
            x[i] -= re;
            y[i] -= im;
        }
        for i in (0..n).rev() {
            let (re, im) = self.product(i, i + 1..n, x, y);
            let pivot = (self.real[i * n + i], self.imaginary[i * n + i]);
            (x[i], y[i]) = quotient((x[i] - re, y[i] - im), pivot);
        }
    }

    /// The product of a part of a row with a complex vector.
    fn product(&self, i: usize, range: std::ops::Range<usize>, x: &[f64], y: &[f64]) -> (f64, f64) {
        let row = i * self.order;
        range.fold((0.0, 0.0), |(re, im), j| {
            let (a, b) = (self.real[row + j], self.imaginary[row + j]);
            (re + a * x[j] - b * y[j], im + a * y[j] + b * x[j])
        })
    }
}

fn quotient((a, b): (f64, f64), (c, d): (f64, f64)) -> (f64, f64) {
    // After Smith: no overflow in the squares.
    if c.abs() >= d.abs() {
        let ratio = d / c;
        let denominator = c + d * ratio;
        ((a + b * ratio) / denominator, (b - a * ratio) / denominator)
    } else {
        let ratio = c / d;
        let denominator = c * ratio + d;
        ((a * ratio + b) / denominator, (b * ratio - a) / denominator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_interface::{RunOptions, testing};
    use superlinear_numerics::random::Stream;

    #[test]
    fn complex_systems_are_solved() {
        let run = testing::untimed(&RunOptions::default());
        for n in [1, 2, 7, 30] {
            let mut stream = Stream::new(n as u64, 0);
            let mut draw = |count: usize| -> Vec<f64> { (0..count).map(|_| stream.normal()).collect() };
            let (a, b, x, y) = (draw(n * n), draw(n * n), draw(n), draw(n));
            let (mut p, mut q) = (vec![0.0; n], vec![0.0; n]);
            for i in 0..n {
                for j in 0..n {
                    p[i] += a[i * n + j] * x[j] - b[i * n + j] * y[j];
                    q[i] += a[i * n + j] * y[j] + b[i * n + j] * x[j];
                }
            }
            let mut lu = DenseLu::new(n, true);
            let (real, imaginary) = lu.entries();
            real.copy_from_slice(&a);
            imaginary.copy_from_slice(&b);
            assert_eq!(lu.factorize(&run), Ok(Factorization::Regular));
            lu.solve_complex(&mut p, &mut q);
            for i in 0..n {
                assert!((p[i] - x[i]).abs() + (q[i] - y[i]).abs() < 1e-10, "{n}");
            }
        }
    }

    #[test]
    fn real_systems_are_solved_and_singular_ones_found() {
        let run = testing::untimed(&RunOptions::default());
        let mut lu = DenseLu::new(2, false);
        lu.entries().0.copy_from_slice(&[0.0, 2.0, 4.0, 1.0]);
        assert_eq!(lu.factorize(&run), Ok(Factorization::Regular));
        let mut x = [4.0, 10.0];
        lu.solve(&mut x);
        assert_eq!(x, [2.0, 2.0]);
        lu.entries().0.copy_from_slice(&[1.0, 2.0, 2.0, 4.0]);
        assert_eq!(lu.factorize(&run), Ok(Factorization::Singular));
    }
}
