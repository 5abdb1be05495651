//! Relaxation: Gauss–Seidel sweeps over points by colors, and over every second line.

use super::level::Level;

/// The order of the colors. The backward sweep is the transpose of the forward one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Forward,
    Backward,
}

/// One sweep.
pub(super) fn relax(level: &Level, lines: Option<&Lines>, (b, x): (&[f64], &mut [f64]), order: Order) {
    match lines {
        Some(lines) => lines.relax(level, (b, x), order),
        None if level.diagonals.is_none() => two_colors(level, (b, x), order),
        None => four_colors(level, (b, x), order),
    }
}

/// Relaxes the points of row `j`, counted from 1, with columns of one parity.
#[inline(always)]
fn relax_row(level: &Level, (b, x): (&[f64], &mut [f64]), j: usize, parity: usize) {
    let (k, s) = (level.row(j), level.stride());
    let n = level.columns;
    let (before, rest) = x.split_at_mut(k - 1);
    let (row, after) = rest.split_at_mut(n + 2);
    let x_south = &before[k - 1 - s..][..n + 1];
    let x_north = &after[s - n - 2..][..n + 1];
    let (b, reciprocals) = (&b[k - 1..][..n + 1], &level.reciprocals[k - 1..][..n + 1]);
    let (east, north, south) =
        (&level.east[k - 1..][..n + 1], &level.north[k - 1..][..n + 1], &level.north[k - 1 - s..][..n + 1]);
    for i in (1 + parity..=n).step_by(2) {
        let sum = east[i - 1] * row[i - 1] + east[i] * row[i + 1] + south[i] * x_south[i] + north[i] * x_north[i];
        row[i] = (b[i] - sum) * reciprocals[i];
    }
}

/// Both colors of five-point matrices in one pass: the second color of a row follows the first color of the next row.
fn two_colors(level: &Level, (b, x): (&[f64], &mut [f64]), order: Order) {
    let first = usize::from(order == Order::Backward);
    for j in 1..=level.rows + 1 {
        if j <= level.rows {
            relax_row(level, (b, x), j, (j + first) % 2);
        }
        if j > 1 {
            relax_row(level, (b, x), j - 1, (j + first) % 2);
        }
    }
}

/// Four colors, by the parities of row and column.
fn four_colors(level: &Level, (b, x): (&[f64], &mut [f64]), order: Order) {
    let colors = [(0, 0), (0, 1), (1, 0), (1, 1)];
    let color = |k: usize| if order == Order::Forward { colors[k] } else { colors[3 - k] };
    let (s, n) = (level.stride(), level.columns);
    let Some([north_east, north_west]) = &level.diagonals else { return };
    for (row, column) in (0..4).map(color) {
        for j in (1 + row..=level.rows).step_by(2) {
            let k = level.row(j) - 1;
            let (x_south, x_north) = (k - s, k + s);
            for i in (1 + column..=n).step_by(2) {
                let p = k + i;
                let sum = level.east[p - 1] * x[p - 1]
                    + level.east[p] * x[p + 1]
                    + level.north[p - s] * x[x_south + i]
                    + level.north[p] * x[x_north + i]
                    + north_east[p - s - 1] * x[x_south + i - 1]
                    + north_west[p + 1 - s] * x[x_south + i + 1]
                    + north_west[p] * x[x_north + i - 1]
                    + north_east[p] * x[x_north + i + 1];
                x[p] = (b[p] - sum) * level.reciprocals[p];
            }
        }
    }
}

/// Factorized tridiagonal matrices of the lines.
pub(super) struct Lines {
    x: Option<Factors>,
    y: Option<Factors>,
}

/// For each point the reciprocal of its pivot, and the entry to the previous point of its line over that one's pivot.
struct Factors {
    reciprocals: Vec<f64>,
    multipliers: Vec<f64>,
}

impl Lines {
    pub fn new(level: &Level, (x, y): (bool, bool)) -> Self {
        let factors = |entries: &[f64], step: usize| {
            let mut factors = Factors { reciprocals: vec![0.0; entries.len()], multipliers: vec![0.0; entries.len()] };
            for (i, j) in level.points() {
                let k = level.index(i, j);
                let multiplier = entries[k - step] * factors.reciprocals[k - step];
                factors.multipliers[k] = multiplier;
                factors.reciprocals[k] = 1.0 / (level.diagonal[k] - multiplier * entries[k - step]);
            }
            factors
        };
        Self { x: x.then(|| factors(&level.east, 1)), y: y.then(|| factors(&level.north, level.stride())) }
    }

    fn relax(&self, level: &Level, (b, x): (&[f64], &mut [f64]), order: Order) {
        let mut parities = [0, 1];
        if order == Order::Backward {
            parities.reverse();
        }
        let rows = |x: &mut [f64]| parities.iter().for_each(|&parity| self.relax_rows(level, (b, x), parity));
        let columns = |x: &mut [f64]| parities.iter().for_each(|&parity| self.relax_columns(level, (b, x), parity));
        if order == Order::Forward {
            rows(x);
            columns(x);
        } else {
            columns(x);
            rows(x);
        }
    }

    /// Solves for the rows of one parity.
    fn relax_rows(&self, level: &Level, (b, x): (&[f64], &mut [f64]), parity: usize) {
        let Some(Factors { reciprocals, multipliers }) = &self.x else { return };
        let n = level.columns;
        let mut sums = vec![0.0; n];
        for j in (1 + parity..=level.rows).step_by(2) {
            let k = level.row(j);
            sums.fill(0.0);
            level.add_other_rows(j, x, &mut sums);
            let (b, row) = (&b[k..][..n], &mut x[k..][..n]);
            let (reciprocals, multipliers) = (&reciprocals[k..][..n], &multipliers[k..][..n]);
            let mut previous = 0.0;
            for i in 0..n {
                previous = b[i] - sums[i] - multipliers[i] * previous;
                row[i] = previous;
            }
            let mut next = row[n - 1] * reciprocals[n - 1];
            row[n - 1] = next;
            for i in (0..n - 1).rev() {
                next = row[i] * reciprocals[i] - multipliers[i + 1] * next;
                row[i] = next;
            }
        }
    }

    /// Solves for the columns of one parity, row after row for all of them.
    fn relax_columns(&self, level: &Level, (b, x): (&[f64], &mut [f64]), parity: usize) {
        let Some(Factors { reciprocals, multipliers }) = &self.y else { return };
        let s = level.stride();
        for j in 1..=level.rows {
            let k = level.row(j);
            for p in (k + parity..k + level.columns).step_by(2) {
                let [sw, _, se, w, _, e, nw, _, ne] = level.entries(p);
                let sum = w * x[p - 1]
                    + e * x[p + 1]
                    + sw * x[p - s - 1]
                    + se * x[p + 1 - s]
                    + nw * x[p + s - 1]
                    + ne * x[p + s + 1];
                // The rows before hold the values of the elimination.
                x[p] = b[p] - sum - if j > 1 { multipliers[p] * x[p - s] } else { 0.0 };
            }
        }
        for j in (1..=level.rows).rev() {
            let k = level.row(j);
            for p in (k + parity..k + level.columns).step_by(2) {
                let above = if j < level.rows { multipliers[p + s] * x[p + s] } else { 0.0 };
                x[p] = x[p] * reciprocals[p] - above;
            }
        }
    }
}
