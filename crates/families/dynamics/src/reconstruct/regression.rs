//! Hinge regression: least squares of the increments on the state and on hinges, whose directions are found by
//! Levenberg–Marquardt steps. The other coefficients are eliminated in each step (Golub, Pereyra 1973; Kaufman 1975).

use super::candidates::Candidate;
use super::hinges::{Ended, Hinges, hinge_value};
use crate::series::Series;
use crate::triangle::{BLOCK, Triangle, Truncated, failed};
use faer::Mat;
use superlinear_interface::{Error, Run, Watch};
use superlinear_numerics::dense;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::norm;

/// Singular values below this fraction of the largest belong to hinges without rows on one side.
const MIN_SINGULAR: f64 = 1e-10;

/// The damping of steps, and its changes after a success and after a refusal.
const FIRST_DAMPING: f64 = 0.01;
const MIN_DAMPING: f64 = 1e-12;
const EASE: f64 = 5.0;
const TIGHTEN: f64 = 4.0;
const MAX_REFUSALS: u32 = 8;

/// A shift of the normal equations relative to their trace, against dead hinges.
const SHIFT: f64 = 1e-12;

/// A residual below this many standard deviations is rounding: nothing is left for hinges.
const MIN_RESIDUAL: f64 = 1e-13;

/// Options of a fit.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    pub pieces: usize,
    /// The number of starts.
    pub starts: usize,
    /// The maximum number of rows by which hinges are placed.
    pub sample: usize,
    pub max_iterations: u32,
    pub tolerance: f64,
    pub seed: u64,
}

/// Rows of states and of their increments.
struct Rows {
    /// `[x, 1]`.
    states: Mat<f64>,
    increments: Mat<f64>,
}

/// The regression problem: sampled rows for hinges, and all rows for the other coefficients.
pub(super) struct Regression<'a> {
    n: usize,
    series: Series<'a>,
    /// The first rows of the pairs of successive rows.
    pairs: Vec<usize>,
    sampled: Rows,
    /// The map without hinges, fitted to all rows, and its squared residual on the sampled ones.
    linear: Hinges,
    linear_square: f64,
}

/// Coefficients with directions, the squared residual, and what steps need.
struct Point {
    directions: Vec<f64>,
    values: Mat<f64>,
    basis: Mat<f64>,
    coefficients: Mat<f64>,
    residuals: Mat<f64>,
    square: f64,
}

impl Rows {
    fn new(series: Series, places: impl ExactSizeIterator<Item = usize> + Clone) -> Self {
        let n = series.columns;
        let mut states = Mat::zeros(places.len(), n + 1);
        let mut increments = Mat::zeros(places.len(), n);
        for (row, place) in places.enumerate() {
            let (state, next) = (series.row(place), series.row(place + 1));
            for j in 0..n {
                states[(row, j)] = state[j];
                increments[(row, j)] = next[j] - state[j];
            }
            states[(row, n)] = 1.0;
        }
        Self { states, increments }
    }

    /// The least squares fit with hinges of these directions. `None` if decompositions fail.
    fn point(&self, directions: Vec<f64>) -> Option<Point> {
        let (rows, width) = (self.states.nrows(), self.states.ncols());
        let pieces = directions.len() / width;
        let by_column = Mat::from_fn(width, pieces, |i, k| directions[k * width + i]);
        let values = &self.states * &by_column;
        let mut design = Mat::zeros(rows, width + pieces);
        for k in 0..width {
            design.col_mut(k).copy_from(self.states.col(k));
        }
        for k in 0..pieces {
            let column = design.col_mut(width + k).try_as_col_major_mut()?.as_slice_mut();
            column.iter_mut().zip(values.col_as_slice(k)).for_each(|(entry, value)| *entry = value.max(0.0));
        }
        let qr = dense::qr(design.as_ref());
        let truncated = Truncated::new(qr.r.as_ref(), MIN_SINGULAR).ok()?;
        let basis = &qr.q * truncated.basis();
        let projections = basis.transpose() * &self.increments;
        let residuals = &self.increments - &basis * &projections;
        let coefficients = truncated.solution(projections);
        let square = residuals.squared_norm_l2();
        square.is_finite().then_some(Point { directions, values, basis, coefficients, residuals, square })
    }
}

impl<'a> Regression<'a> {
    /// Prepares the rows. Hinges are placed by a sample of them, evenly spaced.
    pub fn new(series: Series<'a>, pairs: Vec<usize>, settings: Settings, run: &Run) -> Result<Self, Error> {
        let n = series.columns;
        let count = pairs.len().min(settings.sample);
        let width = (n + 3) * (settings.pieces + 4);
        run.ensure_memory("sample", [run.threads(), 3, count, width])?;
        let sampled = Rows::new(series, (0..count).map(|k| pairs[k * pairs.len() / count]));
        let linear_square = sampled.point(Vec::new()).ok_or_else(failed)?.square;
        let linear = Hinges { n, coefficients: Vec::new(), directions: Vec::new() };
        let mut regression = Self { n, series, pairs, sampled, linear, linear_square };
        let mut linear = regression.linear();
        regression.refit(&mut linear, run)?;
        regression.linear = linear;
        Ok(regression)
    }

    /// Fits all coefficients but the directions to all rows.
    pub fn refit(&self, hinges: &mut Hinges, run: &Run) -> Result<(), Error> {
        let (n, pieces, series) = (self.n, hinges.pieces(), self.series);
        let unknowns = n + 1 + pieces;
        let mut triangle = Triangle::new(unknowns, n);
        for pairs in self.pairs.chunks(BLOCK) {
            run.ensure_wanted()?;
            let mut block = Vec::with_capacity(BLOCK * (unknowns + n));
            for &i in pairs {
                let (state, next) = (series.row(i), series.row(i + 1));
                block.extend_from_slice(state);
                block.push(1.0);
                block.extend((0..pieces).map(|hinge| hinge_value(hinges.direction(hinge), state).max(0.0)));
                block.extend(next.iter().zip(state).map(|(next, x)| next - x));
            }
            triangle.add(&block);
        }
        hinges.coefficients = row_major(&triangle.solve(MIN_SINGULAR)?);
        Ok(())
    }

    /// The map without hinges.
    pub fn linear(&self) -> Hinges {
        self.linear.clone()
    }

    /// Whether a linear map leaves nothing but rounding.
    pub fn is_linear(&self) -> bool {
        let count = (self.sampled.increments.nrows() * self.n) as f64;
        (self.linear_square / count).sqrt() <= MIN_RESIDUAL
    }

    /// The fit from a start: random directions through random rows.
    pub fn fit(&self, settings: Settings, start: u64, watch: &Watch) -> Candidate {
        let directions = self.start(settings, start);
        let Some(mut point) = self.sampled.point(directions) else {
            return Candidate::new(self.linear(), 1.0, Ended::IterationLimit, 0);
        };
        let (mut ended, mut iterations, mut damping, mut refusals) = (Ended::IterationLimit, 0, FIRST_DAMPING, 0);
        let mut system = None;
        while iterations < settings.max_iterations {
            if watch.is_over() {
                ended = Ended::TimeLimit;
                break;
            }
            iterations += 1;
            let (matrix, gradient) = system.get_or_insert_with(|| self.normal_equations(&point));
            let moved = self.moved(&point, matrix, gradient, damping);
            match moved.filter(|moved| moved.square < point.square) {
                Some(moved) => {
                    let decrease = (point.square - moved.square) / point.square;
                    (point, system, refusals) = (moved, None, 0);
                    damping = (damping / EASE).max(MIN_DAMPING);
                    if decrease < settings.tolerance || point.square == 0.0 {
                        ended = Ended::Converged;
                        break;
                    }
                }
                None => {
                    damping *= TIGHTEN;
                    refusals += 1;
                    if refusals == MAX_REFUSALS {
                        ended = Ended::Converged;
                        break;
                    }
                }
            }
        }
        self.candidate(point, ended, iterations)
    }

    fn candidate(&self, point: Point, ended: Ended, iterations: u32) -> Candidate {
        let ratio = point.square / self.linear_square;
        let hinges = Hinges { n: self.n, coefficients: row_major(&point.coefficients), directions: point.directions };
        Candidate::new(hinges, ratio, ended, iterations)
    }

    fn start(&self, settings: Settings, start: u64) -> Vec<f64> {
        let mut random = Stream::new(settings.seed, start);
        let mut directions = Vec::with_capacity(settings.pieces * (self.n + 1));
        for _ in 0..settings.pieces {
            let mut direction: Vec<f64> = (0..self.n).map(|_| random.normal()).collect();
            let length = norm(&direction);
            direction.iter_mut().for_each(|entry| *entry /= length);
            let row = random.below(self.sampled.states.nrows() as u32) as usize;
            let place: f64 = (0..self.n).map(|j| direction[j] * self.sampled.states[(row, j)]).sum();
            directions.extend(direction);
            directions.push(-place);
        }
        directions
    }

    /// The Gauss–Newton matrix of the directions and the gradient, with the other coefficients eliminated.
    fn normal_equations(&self, point: &Point) -> (Mat<f64>, Vec<f64>) {
        let (rows, width) = (self.sampled.states.nrows(), self.n + 1);
        let pieces = point.values.ncols();
        let mut active = Mat::zeros(rows, pieces * width);
        for k in 0..pieces {
            let values = point.values.col_as_slice(k);
            for j in 0..width {
                let states = self.sampled.states.col_as_slice(j);
                for i in 0..rows {
                    active[(i, k * width + j)] = if values[i] > 0.0 { states[i] } else { 0.0 };
                }
            }
        }
        let inside = point.basis.transpose() * &active;
        let mut matrix = active.transpose() * &active - inside.transpose() * &inside;
        let by_residuals = active.transpose() * &point.residuals;
        let weight = |k: usize, i: usize| point.coefficients[(width + k, i)];
        let product = |k: usize, l: usize| (0..self.n).map(|i| weight(k, i) * weight(l, i)).sum::<f64>();
        for k in 0..pieces {
            for l in 0..pieces {
                let factor = product(k, l);
                for a in 0..width {
                    (0..width).for_each(|b| matrix[(k * width + a, l * width + b)] *= factor);
                }
            }
        }
        let slope =
            |place: usize| -(0..self.n).map(|i| by_residuals[(place, i)] * weight(place / width, i)).sum::<f64>();
        (matrix, (0..pieces * width).map(slope).collect())
    }

    /// The point after a damped step, with directions of length 1.
    fn moved(&self, point: &Point, matrix: &Mat<f64>, gradient: &[f64], damping: f64) -> Option<Point> {
        let size = gradient.len();
        let trace: f64 = (0..size).map(|k| matrix[(k, k)]).sum();
        let mut damped = matrix.clone();
        (0..size).for_each(|k| damped[(k, k)] += damping * matrix[(k, k)] + SHIFT * trace);
        let step = dense::solve(&damped, gradient)?;
        let mut directions: Vec<f64> = point.directions.iter().zip(&step).map(|(c, step)| c - step).collect();
        for direction in directions.chunks_exact_mut(self.n + 1) {
            let length = norm(&direction[..self.n]);
            if !(length > 0.0 && length.is_finite()) {
                return None;
            }
            direction.iter_mut().for_each(|entry| *entry /= length);
        }
        self.sampled.point(directions)
    }
}

fn row_major(matrix: &Mat<f64>) -> Vec<f64> {
    (0..matrix.nrows()).flat_map(|i| (0..matrix.ncols()).map(move |j| matrix[(i, j)])).collect()
}
