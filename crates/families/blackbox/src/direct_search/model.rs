//! Quadratic models of all outputs around a point, and the point proposed by them.

use super::barrier::Trial;
use super::subproblem::{Quadratic, Subproblem};
use crate::variables::Space;
use faer::Mat;
use superlinear_numerics::dense::{gram, symmetric_eigen};
use superlinear_numerics::random::Stream;

/// Quadratic models fitted to the trials within four mesh sizes of a point.
pub(crate) struct Models {
    /// The models of the objective and of each constraint, as functions of the displacement from the center in units of
    /// two mesh sizes.
    functions: Vec<Quadratic>,
    /// The largest absolute value of each constraint among the trials.
    sizes: Vec<f64>,
    center: Vec<f64>,
    radius: f64,
}

/// A point proposed by the models.
pub(crate) struct Proposal {
    /// The point of the unit cube.
    pub place: Vec<f64>,
    /// The predicted constraints.
    pub constraints: Vec<f64>,
}

/// The radii of the trials used in the fit and of proposals, in mesh sizes.
const LEARNED_WITHIN: f64 = 4.0;
const PROPOSED_WITHIN: f64 = 2.0;

/// The number of trials per coefficient of a full quadratic function, and the maximum number of trials: the
/// eigenvectors of 300 take 20 ms.
const TRIALS_PER_COEFFICIENT: f64 = 1.5;
const MAX_TRIALS: usize = 300;

/// The weights of squares and products relative to linear terms. If the trials do not determine a model, the fit takes
/// the minimum-norm one; with weights below 1, it prefers linear terms.
const WEIGHT_OF_SQUARES: f64 = 0.5;
const WEIGHT_OF_PRODUCTS: f64 = 0.3;

/// Eigenvalues of a Gram matrix below this fraction of the largest count as zero. The limit is a hundred times their
/// rounding error.
const RANK_TOLERANCE: f64 = 1e-13;

/// The largest margin of a constraint, relative to its largest magnitude among the trials.
const LARGEST_MARGIN: f64 = 0.1;

/// The largest number of variables or constraints: models of more take longer than they are worth.
const LARGEST: usize = 50;

impl Models {
    /// Fits models around a trial to the nearest trials. `None` if there are too few.
    pub(crate) fn fit(space: &Space, trials: &[Trial], about: &Trial, mesh: f64) -> Option<Self> {
        let free: Vec<usize> = (0..space.dimension()).filter(|&k| !space.axes()[k].is_fixed()).collect();
        let n = free.len();
        if n == 0 || n > LARGEST || about.outputs.len() > LARGEST + 1 || !about.violation.is_finite() {
            return None;
        }
        let radius = PROPOSED_WITHIN * mesh;
        let chosen = nearest(trials, about, LEARNED_WITHIN * mesh, n);
        if chosen.len() < n + 1 {
            return None;
        }
        let points: Vec<Vec<f64>> = chosen
            .iter()
            .map(|trial| free.iter().map(|&k| (trial.place[k] - about.place[k]) / radius).collect())
            .collect();
        let fit = Fit::new(&points)?;
        let functions = (0..about.outputs.len()).map(|j| {
            let differences: Vec<f64> = chosen.iter().map(|trial| trial.outputs[j] - about.outputs[j]).collect();
            fit.quadratic(about.outputs[j], &differences)
        });
        let functions: Vec<Quadratic> = functions.collect();
        let is_finite = |function: &Quadratic| function.slope.iter().chain(&function.curvature).all(|c| c.is_finite());
        let sizes = (1..about.outputs.len())
            .map(|j| chosen.iter().fold(about.outputs[j].abs(), |most, trial| most.max(trial.outputs[j].abs())));
        functions.iter().all(is_finite).then(|| Self {
            sizes: sizes.collect(),
            functions,
            center: about.place.clone(),
            radius,
        })
    }

    /// The point proposed within two mesh sizes. Each constraint has a margin of half the error of the last proposal.
    pub(crate) fn proposal(&self, space: &Space, errors: &[f64], random: &mut Stream) -> Option<Proposal> {
        let axes = space.axes();
        let free: Vec<usize> = (0..axes.len()).filter(|&k| !axes[k].is_fixed()).collect();
        let end = |k: usize, by: f64| (axes[k].snapped(self.center[k] + by) - self.center[k]) / self.radius;
        let lower: Vec<f64> = free.iter().map(|&k| end(k, -self.radius).min(0.0)).collect();
        let upper: Vec<f64> = free.iter().map(|&k| end(k, self.radius).max(0.0)).collect();
        let constraints: Vec<Quadratic> = self.functions[1..]
            .iter()
            .zip(errors.iter().zip(&self.sizes))
            .map(|(function, (error, size))| {
                let margin = (0.5 * error).min(LARGEST_MARGIN * size);
                Quadratic { constant: function.constant + margin, ..function.clone() }
            })
            .collect();
        let random_start: Vec<f64> =
            lower.iter().zip(&upper).map(|(lower, upper)| lower + (upper - lower) * random.uniform()).collect();
        let problem = Subproblem::new(&self.functions[0], &constraints, lower, upper);
        let found = [vec![0.0; free.len()], random_start].map(|start| problem.solve(&start));
        // Feasible points before infeasible ones; then less violation, then a smaller objective.
        let rank = |z: &Vec<f64>| {
            let (value, violation) = problem.merit(z);
            (violation > 0.0, violation, value)
        };
        let z = found.into_iter().min_by(|a, b| {
            let ((is_a, more_a, a), (is_b, more_b, b)) = (rank(a), rank(b));
            is_a.cmp(&is_b).then(more_a.total_cmp(&more_b)).then(a.total_cmp(&b))
        })?;
        let mut place = self.center.clone();
        free.iter().zip(&z).for_each(|(&k, z)| place[k] += self.radius * z);
        let constraints = self.functions[1..].iter().map(|function| function.value(&z)).collect();
        Some(Proposal { place, constraints })
    }
}

/// The trials with finite violation nearest to a point, without the point itself.
fn nearest<'a>(trials: &'a [Trial], about: &Trial, within: f64, n: usize) -> Vec<&'a Trial> {
    let distance =
        |trial: &Trial| trial.place.iter().zip(&about.place).fold(0.0_f64, |most, (a, b)| most.max((a - b).abs()));
    let mut chosen: Vec<(f64, &Trial)> = trials
        .iter()
        .filter(|trial| trial.violation.is_finite())
        .map(|trial| (distance(trial), trial))
        .filter(|(distance, _)| *distance > 0.0 && *distance <= within)
        .collect();
    chosen.sort_by(|a, b| a.0.total_cmp(&b.0));
    let coefficients = ((n + 1) * (n + 2) / 2) as f64;
    chosen.truncate(((TRIALS_PER_COEFFICIENT * coefficients) as usize + 2).min(MAX_TRIALS));
    chosen.into_iter().map(|(_, trial)| trial).collect()
}

/// Least-squares fits of several functions at the same points, by the eigenvectors of the smaller Gram matrix.
struct Fit {
    variables: usize,
    /// The weighted terms of each point.
    rows: Vec<Vec<f64>>,
    inverses: Vec<f64>,
    axes: Mat<f64>,
    is_of_points: bool,
}

impl Fit {
    fn new(points: &[Vec<f64>]) -> Option<Self> {
        let rows: Vec<Vec<f64>> = points.iter().map(|point| terms(point)).collect();
        let (height, width) = (rows.len(), rows.first()?.len());
        let is_of_points = height <= width;
        let matrix = if is_of_points {
            Mat::from_fn(width, height, |i, j| rows[j][i])
        } else {
            Mat::from_fn(height, width, |i, j| rows[i][j])
        };
        let (values, axes) = symmetric_eigen(&gram(&matrix, false))?;
        let least = RANK_TOLERANCE * values.last()?;
        let inverses = values.iter().map(|value| if *value > least { 1.0 / value } else { 0.0 }).collect();
        Some(Self { variables: points[0].len(), rows, inverses, axes, is_of_points })
    }

    /// The quadratic function with this constant and these differences from it at the points.
    fn quadratic(&self, constant: f64, differences: &[f64]) -> Quadratic {
        let coefficients = if self.is_of_points {
            self.combined(&self.solved(differences))
        } else {
            self.solved(&self.combined(differences))
        };
        let n = self.variables;
        let (slope, rest) = coefficients.split_at(n);
        let mut curvature = vec![0.0; n * n];
        let mut rest = rest.iter();
        for i in 0..n {
            for j in 0..=i {
                let (weight, coefficient) = (weight(i, j), rest.next().copied().unwrap_or_default());
                let entry = weight * coefficient * if i == j { 2.0 } else { 1.0 };
                curvature[i * n + j] = entry;
                curvature[j * n + i] = entry;
            }
        }
        Quadratic { constant, slope: slope.to_vec(), curvature }
    }

    /// The weighted sum of the rows.
    fn combined(&self, weights: &[f64]) -> Vec<f64> {
        let mut sum = vec![0.0; self.rows[0].len()];
        for (row, weight) in self.rows.iter().zip(weights) {
            sum.iter_mut().zip(row).for_each(|(sum, entry)| *sum += weight * entry);
        }
        sum
    }

    /// The minimum-norm solution of a linear system with the Gram matrix.
    fn solved(&self, right_side: &[f64]) -> Vec<f64> {
        let size = right_side.len();
        let mut solution = vec![0.0; size];
        for (k, inverse) in self.inverses.iter().enumerate() {
            let axis = || (0..size).map(|i| self.axes[(i, k)]);
            let along = inverse * axis().zip(right_side).map(|(axis, entry)| axis * entry).sum::<f64>();
            solution.iter_mut().zip(axis()).for_each(|(entry, axis)| *entry += along * axis);
        }
        solution
    }
}

fn weight(i: usize, j: usize) -> f64 {
    if i == j { WEIGHT_OF_SQUARES } else { WEIGHT_OF_PRODUCTS }
}

/// The weighted terms: linear terms, then squares and products by rows of the lower triangle.
fn terms(z: &[f64]) -> Vec<f64> {
    let products = (0..z.len()).flat_map(|i| (0..=i).map(move |j| weight(i, j) * z[i] * z[j]));
    z.iter().copied().chain(products).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quadratic_functions_are_found_exactly_and_fewer_points_are_kept_too() {
        let f = |z: &[f64]| 3.0 + z[0] - 2.0 * z[1] + 2.0 * z[0] * z[0] - z[1] * z[1] + z[0] * z[1];
        let mut random = Stream::new(1, 0);
        for count in [3, 5, 9] {
            let points: Vec<Vec<f64>> = (0..count).map(|_| vec![random.normal(), random.normal()]).collect();
            let differences: Vec<f64> = points.iter().map(|point| f(point) - 3.0).collect();
            let model = Fit::new(&points).expect("there are points").quadratic(3.0, &differences);
            for point in &points {
                assert!((model.value(point) - f(point)).abs() < 1e-9, "{count}");
            }
            let elsewhere = [0.3, -0.7];
            assert!(count == 3 || (model.value(&elsewhere) - f(&elsewhere)).abs() < 1e-9, "{count}");
        }
    }
}
