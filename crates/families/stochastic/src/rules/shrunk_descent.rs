//! Gradient descent with penalties that make coefficients zero, or differ between features. The missed steps of a
//! coefficient's penalty are applied at once, exactly, for any schedule: with the rates h of the steps,
//! r = 1/(1 + h square), P the product of the r, and A = r (A + h absolute), a size w becomes
//! max(0, (P/p) w - (A - (P/p) a)), where p and a belong to its last visit.
//!
//! Products differ between factors of features: there is a P and an A for each. Without squares, all P are 1, and one A
//! times the factor is enough.

use super::{Rule, Shrinkage};
use std::sync::Arc;

/// The product at which all coefficients catch up and the product begins anew, before it underflows.
const MIN_PRODUCT: f64 = 1e-100;

#[derive(Clone)]
pub(crate) struct ShrunkDescent {
    rate: f64,
    shrinkage: Shrinkage,
    outputs: usize,
    step: f64,
    /// The distinct factors of features with a square, else 1 alone.
    factors: Arc<[f64]>,
    /// The place of each feature's factor. Default: 0.
    places: Option<Arc<[u32]>>,
    /// The products P and the sums A for each factor, before and after the current step; those of the first factor are also
    /// apart, since they are mostly the only ones.
    before: Vec<[f64; 2]>,
    after: Vec<[f64; 2]>,
    first: [[f64; 2]; 2],
}

/// A coefficient after its last visit, with the product and the sum at that time.
#[derive(Clone, Copy)]
pub(crate) struct Visited {
    weight: f64,
    at: [f64; 2],
}

impl Default for Visited {
    fn default() -> Self {
        Self { weight: 0.0, at: [1.0, 0.0] }
    }
}

impl ShrunkDescent {
    /// Gradient descent of models with this many coefficients for each feature.
    pub fn new(rate: f64, shrinkage: Shrinkage, outputs: usize) -> Self {
        let (mut factors, mut places) = (vec![1.0], None);
        if let Some(given) = shrinkage.factors.as_ref().filter(|_| shrinkage.square > 0.0) {
            factors = given.to_vec();
            factors.sort_unstable_by(f64::total_cmp);
            factors.dedup();
            let place = |factor: &f64| factors.partition_point(|other| other < factor) as u32;
            places = Some(given.iter().map(place).collect());
        }
        let before = vec![[1.0, 0.0]; factors.len()];
        let after = before.clone();
        let (factors, first) = (factors.into(), [[1.0, 0.0]; 2]);
        Self { rate, shrinkage, outputs, step: rate, factors, places, before, after, first }
    }

    /// The product and the sum for feature `j` before the current step.
    #[inline(always)]
    fn before(&self, j: usize) -> [f64; 2] {
        self.places.as_ref().map_or(self.first[0], |places| self.before[places[j] as usize])
    }

    /// The same after the current step.
    #[inline(always)]
    fn after(&self, j: usize) -> [f64; 2] {
        self.places.as_ref().map_or(self.first[1], |places| self.after[places[j] as usize])
    }

    /// The coefficient of feature `j` before the current step.
    #[inline]
    fn caught_up(&self, cell: &Visited, j: usize) -> f64 {
        let [product, sum] = self.before(j);
        if cell.weight == 0.0 || cell.at == [product, sum] {
            return cell.weight;
        }
        let factor = match &self.shrinkage.factors {
            Some(factors) if self.places.is_none() => factors[j],
            _ => 1.0,
        };
        let share = product / cell.at[0];
        (share * cell.weight.abs() - factor * (sum - share * cell.at[1])).max(0.0).copysign(cell.weight)
    }
}

impl Rule for ShrunkDescent {
    type Cell = Visited;
    const NUMBERS: usize = 3;

    fn begin(&mut self, fraction: f64, cells: &mut [Visited]) {
        if self.before.iter().any(|[product, _]| *product < MIN_PRODUCT) {
            for (place, cell) in cells.iter_mut().enumerate() {
                *cell = Visited { weight: self.caught_up(cell, place / self.outputs), at: [1.0, 0.0] };
            }
            self.before.fill([1.0, 0.0]);
            self.first[0] = self.before[0];
        }
        self.step = self.rate * fraction;
        for ((factor, [product, sum]), after) in self.factors.iter().zip(&self.before).zip(&mut self.after) {
            let ratio = 1.0 / (1.0 + self.step * (factor * self.shrinkage.square));
            *after = [product * ratio, ratio * (sum + self.step * (factor * self.shrinkage.absolute))];
        }
        self.first[1] = self.after[0];
    }

    #[inline(always)]
    fn read(&mut self, cell: &mut Visited, _: f64, j: usize) -> f64 {
        *cell = Visited { weight: self.caught_up(cell, j), at: self.before(j) };
        cell.weight
    }

    #[inline(always)]
    fn update(&mut self, cell: &mut Visited, slope: f64, x: f64, j: usize) {
        let weight = self.shrinkage.prox(cell.weight - self.step * slope * x, self.step, j);
        *cell = Visited { weight, at: self.after(j) };
    }

    fn update_intercept(&mut self, cell: &mut Visited, slope: f64) {
        cell.weight -= self.step * slope;
    }

    fn end(&mut self) {
        self.before.copy_from_slice(&self.after);
        self.first[0] = self.first[1];
    }

    fn weight(&self, cell: &Visited, j: usize) -> f64 {
        self.caught_up(cell, j)
    }

    fn intercept(&self, cell: &Visited) -> f64 {
        cell.weight
    }

    fn cell(&self, weight: f64) -> Visited {
        Visited { weight, at: [1.0, 0.0] }
    }

    fn write(cell: &Visited, numbers: &mut Vec<f64>) {
        numbers.extend([cell.weight, cell.at[0], cell.at[1]]);
    }

    fn restored(numbers: &[f64]) -> Visited {
        Visited { weight: numbers[0], at: [numbers[1], numbers[2]] }
    }

    fn rate(&mut self) -> &mut f64 {
        &mut self.rate
    }

    fn state(&self) -> Vec<f64> {
        self.before.concat()
    }

    fn set_state(&mut self, numbers: &[f64]) {
        let (pairs, _) = numbers.as_chunks::<2>();
        self.before.copy_from_slice(pairs);
        self.first[0] = self.before[0];
    }
}
