//! Draws with changing probabilities: sums of weights in a binary indexed tree.
//!
//! Source: Fenwick, A New Data Structure for Cumulative Frequency Tables, 1994.

/// Nonnegative weights, drawn and changed in a number of steps that grows like the logarithm of their number. All sums are
/// functions of the weights alone, so neither rounding errors nor results depend on earlier changes.
#[derive(Clone, Debug)]
pub struct Fenwick {
    weights: Vec<f64>,
    /// At `k`, the sum of the `size(k + 1)` weights up to `k`.
    sums: Vec<f64>,
}

/// The number of weights in a sum: the largest power of two that divides its place, counted from 1.
fn size(place: usize) -> usize {
    place & place.wrapping_neg()
}

impl Fenwick {
    /// The sums of these weights.
    pub fn new(weights: Vec<f64>) -> Self {
        let mut fenwick = Self { sums: vec![0.0; weights.len()], weights };
        (1..=fenwick.sums.len()).for_each(|place| fenwick.sum(place));
        fenwick
    }

    /// Computes a sum from the shorter ones before it.
    fn sum(&mut self, place: usize) {
        let mut sum = self.weights[place - 1];
        let mut length = 1;
        while length < size(place) {
            sum += self.sums[place - length - 1];
            length *= 2;
        }
        self.sums[place - 1] = sum;
    }

    /// The weights.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The sum of all weights.
    pub fn total(&self) -> f64 {
        let mut place = self.sums.len();
        let mut total = 0.0;
        while place > 0 {
            total += self.sums[place - 1];
            place -= size(place);
        }
        total
    }

    /// Changes a weight.
    pub fn set(&mut self, index: usize, weight: f64) {
        self.weights[index] = weight;
        let mut place = index + 1;
        while place <= self.sums.len() {
            self.sum(place);
            place += size(place);
        }
    }

    /// The index whose weights reach a fraction of the total, from 0 to below 1. Its weight is positive if the total is.
    pub fn at(&self, fraction: f64) -> usize {
        let count = self.sums.len();
        let mut rest = fraction * self.total();
        let mut place = 0;
        let mut step = count.checked_ilog2().map_or(0, |log| 1 << log);
        while step > 0 {
            if place + step <= count && self.sums[place + step - 1] <= rest {
                place += step;
                rest -= self.sums[place - 1];
            }
            step /= 2;
        }
        // Rounding errors may lead beyond the last positive weight, or to a weight of zero.
        let is_positive = |&index: &usize| self.weights[index] > 0.0;
        let last = place.min(count - 1);
        (last..count).find(is_positive).or_else(|| (0..last).rev().find(is_positive)).unwrap_or(last)
    }
}

#[cfg(test)]
mod tests {
    use super::Fenwick;
    use crate::random::Stream;

    #[test]
    fn draws_are_those_of_cumulative_sums_after_any_changes() {
        let mut stream = Stream::new(3, 0);
        for count in [1, 2, 3, 7, 8, 100] {
            let mut fenwick = Fenwick::new((0..count).map(|_| stream.uniform()).collect());
            for _ in 0..3 * count {
                let weight = if stream.below(4) == 0 { 0.0 } else { stream.uniform() };
                fenwick.set(stream.below(count as u32) as usize, weight);
                assert_eq!(
                    fenwick.total(),
                    Fenwick::new(fenwick.weights().to_vec()).total(),
                    "sums depend on weights alone"
                );
                let total: f64 = fenwick.weights().iter().sum();
                assert!(
                    (fenwick.total() - total).abs() <= 1e-12 * total.max(1.0),
                    "{} is not {total}",
                    fenwick.total()
                );
                let fraction = stream.uniform();
                let (mut sum, mut expected) = (0.0, None);
                for (k, weight) in fenwick.weights().iter().enumerate() {
                    sum += weight;
                    if sum > fraction * total && expected.is_none() {
                        expected = Some(k);
                    }
                }
                if let Some(expected) = expected {
                    assert_eq!(fenwick.at(fraction), expected, "of {count} weights");
                }
            }
        }
    }
}
