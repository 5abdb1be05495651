//! Centers and scales of inputs, given or those of the first rows.

use super::StreamRegressionProblem;
use superlinear_interface::NumberOrVector;

/// Inputs beyond this multiple of the scale are like it, so that sums of huge ones remain finite.
const MAX_SIZE: f64 = 1e100;

/// The center and the scale of each input.
#[derive(Clone)]
pub(super) struct Standard {
    pub(super) center: Vec<f64>,
    pub(super) scale: Vec<f64>,
}

impl Standard {
    /// Those of a problem; where they are not given, the means and the standard deviations of some rows. An input that is
    /// constant in these has the scale 1.
    pub(super) fn new<'a>(problem: &StreamRegressionProblem, rows: impl Iterator<Item = &'a [f64]> + Clone) -> Self {
        let dimension = problem.dimension as usize;
        let all = |given: &NumberOrVector| match given {
            NumberOrVector::Number(number) => vec![*number; dimension],
            NumberOrVector::Vector(numbers) => numbers.to_vec(),
        };
        let spreads = || (0..dimension).map(|j| spread(rows.clone().map(|row| row[j].clamp(-MAX_SIZE, MAX_SIZE))));
        let center = match (&problem.center, &problem.scale) {
            (Some(center), _) => all(center),
            (None, Some(_)) => vec![0.0; dimension],
            (None, None) => spreads().map(|[mean, _]| mean).collect(),
        };
        let scale = match &problem.scale {
            Some(scale) => all(scale),
            None => spreads().map(|[_, deviation]| if deviation > 0.0 { deviation } else { 1.0 }).collect(),
        };
        Self { center, scale }
    }

    /// The standardized inputs of a row.
    pub(super) fn of<'a>(&'a self, row: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
        let units = self.center.iter().zip(&self.scale);
        row.iter().zip(units).map(|(x, (center, scale))| ((x - center) / scale).clamp(-MAX_SIZE, MAX_SIZE))
    }
}

/// The mean and the standard deviation of numbers; zeros without any. Exactly 0 for equal numbers.
fn spread(numbers: impl Iterator<Item = f64> + Clone) -> [f64; 2] {
    let Some(first) = numbers.clone().next() else { return [0.0; 2] };
    let (mut count, mut mean, mut squares) = (0.0, 0.0, 0.0);
    for number in numbers {
        let error = number - first - mean;
        count += 1.0;
        mean += error / count;
        squares += error * (number - first - mean);
    }
    [first + mean, (squares / count).sqrt()]
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn equal_numbers_have_no_deviation() {
        assert_eq!(spread([0.1; 100].into_iter()), [0.1, 0.0]);
        assert_eq!(spread([1.0, 2.0, 3.0, 6.0].into_iter()), [3.0, 3.5_f64.sqrt()]);
        assert_eq!(spread([].into_iter()), [0.0, 0.0]);
    }
}
