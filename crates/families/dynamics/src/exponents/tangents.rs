//! The exponents of a system: the growth of orthonormalized tangent vectors.

use super::solution::{LyapunovExponentsProgress, LyapunovExponentsSolution, LyapunovStatus};
use crate::evolution::{Bound, Evolution, orthonormalize};
use superlinear_interface::{Advance, Error, Run, Vector};

/// The number of blocks of rows for standard errors.
const BLOCKS: u32 = 20;

/// Multiplications between two looks at the clock, roughly.
const WORK_PER_LOOK: usize = 1 << 16;

/// The number of exponents and of rows.
#[derive(Clone, Copy)]
pub(crate) struct Spectrum {
    pub count: usize,
    pub length: u32,
    pub transient: u32,
}

/// The sums of logarithms by blocks.
struct Growth {
    blocks: Vec<Vec<f64>>,
    current: Vec<f64>,
    /// Rows of the current block.
    rows: u32,
    rows_per_block: u32,
}

/// Computes the exponents of a system.
pub(crate) fn spectrum(
    evolution: &mut dyn Evolution,
    initial: &[f64],
    wanted: Spectrum,
    run: &Run,
) -> Result<LyapunovExponentsSolution, Error> {
    let Spectrum { count, length, transient } = wanted;
    let (n, mut state, bound) = (initial.len(), initial.to_vec(), Bound::new(evolution, initial));
    let mut tangents = vec![0.0; n * count];
    (0..count).for_each(|k| tangents[k * n + k] = 1.0);
    let mut growth = Growth { blocks: Vec::new(), current: vec![0.0; count], rows: 0, rows_per_block: length / BLOCKS };
    let (mut logs, watch) = (vec![0.0; count], run.watch());
    let work = [n, count + 4].into_iter().fold(evolution.work().max(1), usize::saturating_mul);
    let rows_per_look = (WORK_PER_LOOK / work).max(1) as u64;
    let total = u64::from(transient) + u64::from(length);
    let mut status = LyapunovStatus::Finished;
    for row in 0..total {
        if row % rows_per_look == 0 {
            let rows = row as f64;
            run.progress(Advance::count(rows, total as f64), || LyapunovExponentsProgress { rows });
            if run.is_out_of_time()? {
                status = LyapunovStatus::TimeLimit;
                break;
            }
        }
        if !evolution.advance_tangents(&mut state, &mut tangents, &watch) {
            run.ensure_wanted()?;
            status = LyapunovStatus::TimeLimit;
            break;
        }
        if !bound.holds(&state) || !Bound::holds_for_tangents(&tangents) {
            status = LyapunovStatus::Unbounded;
            break;
        }
        // The directions settle in the transient rows, too.
        if !orthonormalize(&mut tangents, n, &mut logs, &watch) {
            run.ensure_wanted()?;
            status = LyapunovStatus::TimeLimit;
            break;
        }
        if row >= u64::from(transient) {
            growth.count_row(&logs);
        }
    }
    Ok(growth.solution(status, n, evolution.step()))
}

impl Growth {
    fn count_row(&mut self, logs: &[f64]) {
        self.current.iter_mut().zip(logs).for_each(|(sum, log)| *sum += log);
        self.rows += 1;
        // The last block takes the remainder of the rows.
        if self.rows == self.rows_per_block && self.blocks.len() + 1 < BLOCKS as usize {
            let zeros = vec![0.0; self.current.len()];
            self.blocks.push(std::mem::replace(&mut self.current, zeros));
            self.rows = 0;
        }
    }

    fn solution(mut self, status: LyapunovStatus, dimension: usize, step: f64) -> LyapunovExponentsSolution {
        let full = self.blocks.len();
        let rows = (full as u32 * self.rows_per_block + self.rows) as f64;
        if rows == 0.0 {
            return LyapunovExponentsSolution { status, ..LyapunovExponentsSolution::empty() };
        }
        let mut rates: Vec<Vec<f64>> = Vec::new();
        for block in &self.blocks {
            rates.push(block.iter().map(|sum| sum / (f64::from(self.rows_per_block) * step)).collect());
        }
        if self.rows >= self.rows_per_block {
            rates.push(self.current.iter().map(|sum| sum / (f64::from(self.rows) * step)).collect());
        }
        self.blocks.push(self.current);
        let exponent = |k: usize| self.blocks.iter().map(|block| block[k]).sum::<f64>() / (rows * step);
        let count = self.blocks[0].len();
        let error = |k: usize| standard_error(rates.iter().map(|rates| rates[k]));
        let mut found: Vec<(f64, f64)> = (0..count).map(|k| (exponent(k), error(k))).collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        let exponents: Vec<f64> = found.iter().map(|(exponent, _)| *exponent).collect();
        let errors: Vec<f64> = found.iter().map(|(_, error)| *error).collect();
        LyapunovExponentsSolution {
            status,
            standard_errors: (rates.len() > 1).then(|| errors.into()),
            sum: (count == dimension).then(|| exponents.iter().sum()),
            kaplan_yorke_dimension: kaplan_yorke(&exponents, dimension),
            exponents: exponents.into(),
            ..LyapunovExponentsSolution::empty()
        }
    }
}

impl LyapunovExponentsSolution {
    /// Without exponents.
    pub(super) fn empty() -> Self {
        Self {
            status: LyapunovStatus::Finished,
            exponents: Vector::default(),
            standard_errors: None,
            sum: None,
            kaplan_yorke_dimension: None,
            curve: None,
            fit_range: None,
            delay: None,
            dimension: None,
        }
    }
}

/// The standard error of the mean of independent numbers.
fn standard_error(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = values.clone().count() as f64;
    if count < 2.0 {
        return 0.0;
    }
    let mean = values.clone().sum::<f64>() / count;
    (values.map(|value| (value - mean).powi(2)).sum::<f64>() / (count * (count - 1.0))).sqrt()
}

/// The Kaplan–Yorke dimension: the number of leading exponents with a nonnegative sum, and a fraction of the next one.
fn kaplan_yorke(exponents: &[f64], dimension: usize) -> Option<f64> {
    let mut sum = 0.0;
    for (k, &exponent) in exponents.iter().enumerate() {
        if sum + exponent < 0.0 {
            return Some(k as f64 + sum / -exponent);
        }
        sum += exponent;
    }
    (exponents.len() == dimension).then_some(dimension as f64)
}
