//! Sketch and project for K z = b: the equations are combined at random, and z moves to the closest point that
//! satisfies the combinations.
//!
//! Source: Gower, Richtárik, Randomized Iterative Methods for Linear Systems, SIAM J. Matrix Anal. Appl. 36, 2015.

use super::options::{InnerOptions, SketchKind};
use super::{InnerSolver, Kkt};
use faer::{Accum, Mat, MatMut, MatRef};
use superlinear_interface::{Error, Run};
use superlinear_numerics::dense::{multiply, semidefinite_solve};
use superlinear_numerics::ldl::Symmetric;
use superlinear_numerics::random::Stream;
use superlinear_numerics::sketch_project::{self, Equations, Outcome, POLL_ENTRIES, Projections, StoppingRule};
use superlinear_numerics::vectors::{add_scaled, dot, norm};

/// Sweeps over the equations between two residual evaluations. Fewer hardly ever show progress in small systems, and
/// would look like stagnation.
const SWEEPS_PER_MEASUREMENT: u32 = 10;

/// Rows with small norms are rarely drawn, and without them the others stagnate. The interval between evaluations is
/// extended until such a row has almost certainly been drawn, within the limit.
const DRAWS_PER_RARE_ROW: f64 = 20.0;
const MAX_DRAWS_PER_MEASUREMENT: f64 = 10_000.0;

/// A square matrix with access to its rows.
pub(crate) struct Rows {
    /// Column and value of each row's entries.
    rows: Vec<Vec<(usize, f64)>>,
}

impl Rows {
    /// The rows of K.
    pub fn of(matrix: &Kkt<'_>) -> Self {
        let mut rows = vec![Vec::new(); matrix.order()];
        for (i, j, value) in matrix.lower_triangle() {
            rows[i].push((j, value));
            if i != j {
                rows[j].push((i, value));
            }
        }
        rows.iter_mut().for_each(merge);
        Self { rows }
    }

    /// The rows of K times the inverse of a factorized approximation: dense, one solve each.
    pub fn preconditioned(matrix: &Kkt<'_>, solver: &dyn InnerSolver) -> Self {
        let order = matrix.order();
        let row = |i: usize| {
            let mut unit = vec![0.0; order];
            unit[i] = 1.0;
            // Both matrices are symmetric.
            solver.solve(&matrix.times(&unit)).into_iter().enumerate().collect()
        };
        Self { rows: (0..order).map(row).collect() }
    }

    fn order(&self) -> usize {
        self.rows.len()
    }

    fn row_product(&self, row: usize, x: &[f64]) -> f64 {
        self.rows[row].iter().map(|&(j, value)| value * x[j]).sum()
    }

    fn add_row(&self, row: usize, factor: f64, x: &mut [f64]) {
        self.rows[row].iter().for_each(|&(j, value)| x[j] += factor * value);
    }
}

/// Sorts the entries and sums duplicates.
fn merge(row: &mut Vec<(usize, f64)>) {
    row.sort_by_key(|&(j, _)| j);
    row.dedup_by(|next, entry| {
        let is_same = next.0 == entry.0;
        if is_same {
            entry.1 += next.1;
        }
        is_same
    });
}

/// A system of equations.
struct System<'a> {
    matrix: &'a Rows,
    right_side: &'a [f64],
}

impl System<'_> {
    /// Moves `x` to the closest solution of one equation.
    fn project_onto_row(&self, row: usize, x: &mut [f64]) {
        let square: f64 = self.matrix.rows[row].iter().map(|&(_, value)| value * value).sum();
        if square > 0.0 {
            let factor = (self.right_side[row] - self.matrix.row_product(row, x)) / square;
            self.matrix.add_row(row, factor, x);
        }
    }

    /// Moves `x` to the closest solution of one combination of the equations.
    fn project_onto_combination(&self, weights: &[f64], x: &mut [f64]) {
        let mut combination = vec![0.0; x.len()];
        for (row, &weight) in weights.iter().enumerate() {
            self.matrix.add_row(row, weight, &mut combination);
        }
        let square = dot(&combination, &combination);
        if square > 0.0 {
            let factor = (dot(weights, self.right_side) - dot(&combination, x)) / square;
            add_scaled(x, factor, &combination);
        }
    }

    /// Moves `x` to the closest common solution of several combinations, each a list of rows and weights.
    fn project_onto_block(&self, combinations: &[Vec<(usize, f64)>], x: &mut [f64]) {
        let (size, order) = (combinations.len(), x.len());
        // Column-major, one column per combination.
        let mut combined = vec![0.0; size * order];
        let mut residual = Vec::with_capacity(size);
        for (combination, column) in combinations.iter().zip(combined.chunks_mut(order)) {
            let mut right_side = 0.0;
            for &(row, weight) in combination {
                self.matrix.add_row(row, weight, column);
                right_side += weight * self.right_side[row];
            }
            residual.push(right_side - dot(column, x));
        }
        let combined = MatRef::from_column_major_slice(&combined, order, size);
        let mut gram = Mat::zeros(size, size);
        multiply(gram.as_mut(), Accum::Replace, combined.transpose(), combined, 1.0);
        let factors = semidefinite_solve(&gram, &residual);
        let factors = MatRef::from_column_major_slice(&factors, size, 1);
        multiply(MatMut::from_column_major_slice_mut(x, order, 1), Accum::Add, combined, factors, 1.0);
    }
}

impl Equations for System<'_> {
    fn residual(&self, x: &[f64]) -> Result<Vec<f64>, Error> {
        Ok((0..x.len()).map(|row| self.right_side[row] - self.matrix.row_product(row, x)).collect())
    }

    /// The residual of a Newton step is relative to its right-hand side, regardless of its length.
    fn scale(&self, _length: f64) -> f64 {
        norm(self.right_side)
    }
}

/// A generator of random combinations of one kind.
struct Sketches<'a> {
    system: &'a System<'a>,
    kind: SketchKind,
    size: usize,
    random: Stream,
    /// The cumulative, unnormalized probabilities of the rows.
    cumulative: Vec<f64>,
}

impl<'a> Sketches<'a> {
    fn new(system: &'a System<'a>, options: &InnerOptions, random: Stream) -> Self {
        let order = system.matrix.order();
        let size = options.size.map_or(order.div_ceil(2), |size| size as usize);
        let mut total = 0.0;
        let weight = |row: &Vec<(usize, f64)>| {
            total += if options.uniform { 1.0 } else { row.iter().map(|&(_, value)| value * value).sum() };
            total
        };
        let cumulative = system.matrix.rows.iter().map(weight).collect();
        Self { system, kind: options.kind, size, random, cumulative }
    }

    fn draw_row(&mut self) -> usize {
        let last = self.cumulative.len() - 1;
        let place = self.random.uniform() * self.cumulative[last];
        self.cumulative.partition_point(|&sum| sum <= place).min(last)
    }

    /// The number of draws after which the least probable row has almost certainly been drawn.
    fn draws_of_rarest_row(&self) -> u32 {
        let total = self.cumulative.last().copied().unwrap_or(0.0);
        let starts = std::iter::once(0.0).chain(self.cumulative.iter().copied());
        let weights = self.cumulative.iter().zip(starts).map(|(end, start)| end - start).filter(|&weight| weight > 0.0);
        let draws = DRAWS_PER_RARE_ROW * total / weights.fold(total, f64::min);
        draws.min(MAX_DRAWS_PER_MEASUREMENT) as u32
    }

    /// Draws the combinations of a block.
    fn draw_block(&mut self) -> Vec<Vec<(usize, f64)>> {
        let order = self.system.matrix.order();
        let Self { random, size, .. } = self;
        match self.kind {
            SketchKind::Gaussian | SketchKind::BlockGaussian => {
                (0..*size).map(|_| (0..order).map(|row| (row, random.normal())).collect()).collect()
            }
            SketchKind::Row | SketchKind::BlockRow => {
                let mut rows: Vec<_> = (0..order).collect();
                random.shuffle(&mut rows);
                rows[..*size].iter().map(|&row| vec![(row, 1.0)]).collect()
            }
            SketchKind::CountSketch => {
                let mut block = vec![Vec::new(); *size];
                for row in 0..order {
                    let sign = if random.below(2) == 0 { 1.0 } else { -1.0 };
                    block[random.below(*size as u32) as usize].push((row, sign));
                }
                block
            }
        }
    }
}

impl Projections for Sketches<'_> {
    fn project(&mut self, x: &mut [f64]) -> Result<(), Error> {
        match self.kind {
            SketchKind::Row => {
                let row = self.draw_row();
                self.system.project_onto_row(row, x);
            }
            SketchKind::Gaussian => {
                let weights: Vec<_> = x.iter().map(|_| self.random.normal()).collect();
                self.system.project_onto_combination(&weights, x);
            }
            _ => {
                let block = self.draw_block();
                self.system.project_onto_block(&block, x);
            }
        }
        Ok(())
    }

    fn per_measurement(&self) -> u32 {
        let size = if matches!(self.kind, SketchKind::Row | SketchKind::Gaussian) { 1 } else { self.size };
        let sweeps = SWEEPS_PER_MEASUREMENT * self.system.matrix.order().div_ceil(size) as u32;
        if self.kind == SketchKind::Row { sweeps.max(self.draws_of_rarest_row()) } else { sweeps }
    }

    fn per_poll(&self) -> u32 {
        let order = self.system.matrix.order();
        let entries = match self.kind {
            SketchKind::Row => order,
            SketchKind::Gaussian => order * order,
            _ => order * order * self.size,
        };
        (POLL_ENTRIES / entries).max(1) as u32
    }
}

/// Solves `matrix z = right_side` from zero, to a relative residual of `tolerance`, in at most `max_steps` steps.
pub(crate) fn solve(
    matrix: &Rows,
    right_side: &[f64],
    options: &InnerOptions,
    (tolerance, max_steps): (f64, u32),
    random: Stream,
    run: &Run,
) -> Result<Outcome, Error> {
    let system = System { matrix, right_side };
    let mut sketches = Sketches::new(&system, options, random);
    let rule = StoppingRule { tolerance, momentum: options.momentum, max_projections: max_steps };
    sketch_project::solve(&system, &mut sketches, vec![0.0; right_side.len()], rule, run, |_, _, _| {})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system() -> Rows {
        let dense = [[4.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 2.0]];
        Rows { rows: dense.iter().map(|row| row.iter().copied().enumerate().collect()).collect() }
    }

    const RIGHT_SIDE: [f64; 3] = [1.0, 2.0, 3.0];

    fn assert_near(actual: &[f64], expected: &[f64], tolerance: f64) {
        for (actual, expected) in actual.iter().zip(expected) {
            assert!((actual - expected).abs() <= tolerance, "{actual} against {expected}");
        }
    }

    #[test]
    fn a_sweep_over_the_rows() {
        let matrix = system();
        let system = System { matrix: &matrix, right_side: &RIGHT_SIDE };
        let mut x = [0.0; 3];
        (0..3).for_each(|row| system.project_onto_row(row, &mut x));
        assert_near(&x, &[0.379_679_144_385, 0.935_828_877_005, 1.032_085_561_497], 1e-12);
    }

    #[test]
    fn a_step_on_one_combination_alone_and_as_a_block() {
        let matrix = system();
        let system = System { matrix: &matrix, right_side: &RIGHT_SIDE };
        let (mut x, mut of_block) = ([0.0; 3], [0.0; 3]);
        system.project_onto_combination(&[1.0, 0.0, 1.0], &mut x);
        system.project_onto_block(&[vec![(0, 1.0), (2, 1.0)]], &mut of_block);
        for x in [x, of_block] {
            assert_near(&x, &[2.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0], 1e-15);
        }
    }

    #[test]
    fn a_block_of_all_equations_is_the_solution_even_if_some_come_twice() {
        let matrix = system();
        let system = System { matrix: &matrix, right_side: &RIGHT_SIDE };
        let mut x = [5.0; 3];
        let rows = [0, 1, 2, 1].map(|row| vec![(row, 1.0)]);
        system.project_onto_block(&rows, &mut x);
        assert_near(&system.residual(&x).expect("a residual"), &[0.0; 3], 1e-13);
    }
}
