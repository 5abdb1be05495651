//! Quadratic models by weighted least squares: linear, with squares, or full, depending on the number of points.

use faer::Mat;
use superlinear_numerics::dense::{add_gram, cholesky, solve_by_root};
use superlinear_numerics::vectors::dot_in_order;

/// A quadratic function of z.
#[derive(Clone, Debug)]
pub(crate) struct Quadratic {
    terms: Terms,
    variables: usize,
    /// The constant, the linear terms, the squares, then products of two variables by rows of the lower triangle.
    coefficients: Vec<f64>,
}

/// The terms of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Terms {
    Linear,
    Squares,
    All,
}

/// The number of points required per coefficient, so that the model does not merely interpolate them.
const POINTS_PER_COEFFICIENT: f64 = 1.1;

/// The weight of the best point; the worst has weight 1.
const WEIGHT_OF_BEST: f64 = 20.0;

/// The regularization of the normal equations for columns of length 1: a hundred times their rounding error.
const RIDGE: f64 = 1e-13;

impl Terms {
    fn count(self, n: usize) -> usize {
        match self {
            Self::Linear => n + 1,
            Self::Squares => 2 * n + 1,
            Self::All => (n + 1) * (n + 2) / 2,
        }
    }

    /// The largest set of terms that this many points determine.
    fn of(points: usize, n: usize) -> Self {
        let is_enough = |terms: &Self| points as f64 >= POINTS_PER_COEFFICIENT * terms.count(n) as f64;
        [Self::All, Self::Squares].into_iter().find(is_enough).unwrap_or(Self::Linear)
    }

    fn write(self, z: &[f64], features: &mut [f64]) {
        let n = z.len();
        features[0] = 1.0;
        features[1..=n].copy_from_slice(z);
        if self >= Self::Squares {
            features[n + 1..=2 * n].iter_mut().zip(z).for_each(|(feature, z)| *feature = z * z);
        }
        if self == Self::All {
            let mut rest = &mut features[2 * n + 1..];
            for i in 1..n {
                let (row, below) = rest.split_at_mut(i);
                row.iter_mut().zip(z).for_each(|(feature, other)| *feature = z[i] * other);
                rest = below;
            }
        }
    }
}

impl Quadratic {
    /// Fits a model to points, from best to worst, and their values. `None` if they are too few or do not determine it.
    pub(crate) fn fit(points: &[&[f64]], values: &[f64]) -> Option<Self> {
        let variables = points.first()?.len();
        if points.len() < variables + 2 {
            return None;
        }
        let terms = Terms::of(points.len(), variables);
        let count = terms.count(variables);
        let best = values[0];
        let mut rows = vec![0.0; count * points.len()];
        let mut goals = Vec::with_capacity(points.len());
        let slope = (WEIGHT_OF_BEST - 1.0) / (points.len() - 1) as f64;
        for (k, (row, point)) in rows.chunks_exact_mut(count).zip(points).enumerate() {
            let root = (WEIGHT_OF_BEST - slope * k as f64).sqrt();
            terms.write(point, row);
            row.iter_mut().for_each(|entry| *entry *= root);
            goals.push(root * (values[k] - best));
        }
        let mut scales = vec![0.0; count];
        for row in rows.chunks_exact(count) {
            scales.iter_mut().zip(row).for_each(|(scale, entry)| *scale += entry * entry);
        }
        scales.iter_mut().for_each(|scale| *scale = 1.0 / scale.sqrt());
        let mut coefficients = vec![0.0; count];
        for (row, goal) in rows.chunks_exact_mut(count).zip(&goals) {
            row.iter_mut().zip(&scales).for_each(|(entry, scale)| *entry *= scale);
            coefficients.iter_mut().zip(&*row).for_each(|(sum, entry)| *sum += goal * entry);
        }
        let mut gram = Mat::zeros(count, count);
        add_gram(&rows, &mut gram);
        (0..count).for_each(|k| gram[(k, k)] += RIDGE);
        solve_by_root(&cholesky(gram)?, &mut coefficients);
        coefficients.iter_mut().zip(&scales).for_each(|(coefficient, scale)| *coefficient *= scale);
        coefficients[0] += best;
        coefficients.iter().all(|c| c.is_finite()).then_some(Self { terms, variables, coefficients })
    }

    /// The value at a point.
    pub(crate) fn value(&self, z: &[f64]) -> f64 {
        let mut features = vec![0.0; self.coefficients.len()];
        self.terms.write(z, &mut features);
        dot_in_order(&features, &self.coefficients)
    }

    /// The minimizer. `None` if the model is not strictly convex.
    pub(crate) fn minimum(&self) -> Option<Vec<f64>> {
        let n = self.variables;
        if self.terms == Terms::Linear {
            return None;
        }
        let (squares, products) = self.coefficients[n + 1..].split_at(n);
        let hessian = Mat::from_fn(n, n, |i, j| match (i == j, self.terms) {
            (true, _) => 2.0 * squares[i],
            (false, Terms::All) => {
                let (i, j) = (i.max(j), i.min(j));
                products[i * (i - 1) / 2 + j]
            }
            _ => 0.0,
        });
        let mut minimum: Vec<_> = self.coefficients[1..=n].iter().map(|slope| -slope).collect();
        solve_by_root(&cholesky(hessian)?, &mut minimum);
        minimum.iter().all(|z| z.is_finite()).then_some(minimum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_numerics::random::Stream;

    fn sorted(points: &mut [Vec<f64>], f: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        points.sort_by(|a, b| f(a).total_cmp(&f(b)));
        points.iter().map(|point| f(point)).collect()
    }

    #[test]
    fn quadratics_are_found_exactly() {
        let f = |z: &[f64]| {
            3.0 + z[0] - 2.0 * z[1] + 2.0 * z[0] * z[0] + z[1] * z[1] + z[2] * z[2] + z[0] * z[1] - 0.5 * z[1] * z[2]
        };
        let mut stream = Stream::new(1, 0);
        let mut points: Vec<Vec<f64>> = (0..14).map(|_| (0..3).map(|_| stream.normal()).collect()).collect();
        let values = sorted(&mut points, f);
        let rows: Vec<_> = points.iter().map(|point| &point[..]).collect();
        let model = Quadratic::fit(&rows, &values).expect("there are enough points");
        assert!((model.value(&[1.0, 2.0, -1.0]) - f(&[1.0, 2.0, -1.0])).abs() < 1e-9);
        let minimum = model.minimum().expect("it is convex");
        for k in 0..3 {
            let [mut above, mut below] = [minimum.clone(), minimum.clone()];
            above[k] += 1e-3;
            below[k] -= 1e-3;
            assert!((f(&above) - f(&below)).abs() < 1e-9, "the slope along {k} is not zero");
        }
    }

    #[test]
    fn few_points_make_simple_models() {
        let mut points: Vec<Vec<f64>> = (0..5_i32).map(|k| vec![f64::from(k), f64::from(k * k % 3)]).collect();
        let values = sorted(&mut points, |z| 2.0 * z[0] - z[1]);
        let rows: Vec<_> = points.iter().map(|point| &point[..]).collect();
        let model = Quadratic::fit(&rows, &values).expect("there are enough points");
        assert_eq!(model.terms, Terms::Linear);
        assert!((model.value(&[10.0, 1.0]) - 19.0).abs() < 1e-9);
        assert!(model.minimum().is_none() && Quadratic::fit(&rows[..3], &values[..3]).is_none());
    }
}
