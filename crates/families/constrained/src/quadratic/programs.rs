//! Validated programs in the solver's units, and their solution in sequence or in parallel.

use super::arguments::{BoundRows, Rows, ensure_initial};
use super::hessian::Hessian;
use super::problem::QuadraticProgramData;
use super::problems::{QuadraticProgramsProblem, QuadraticProgramsProgress};
use super::program::{Point, Program, Shared};
use super::solution::{QuadraticProgramSolution, beyond_doubles};
use super::solver::{Limits, Solver};
use std::ops::Range;
use superlinear_interface::{Advance, AnyMatrix, Error, Run, VectorOrMatrix, check};
use superlinear_numerics::parallel::Parallelism;

/// Unchained programs that share a solver, and with it the analysis of the matrices.
const PROGRAMS_A_SOLVER: usize = 4;

/// Solvers distributed to the threads between two progress reports.
const SOLVERS_BETWEEN_REPORTS: usize = 16;

/// Programs with the same matrices.
pub(super) struct Programs<'a> {
    problem: &'a QuadraticProgramData<VectorOrMatrix>,
    pub shared: Shared,
    count: usize,
    linear: Rows<'a>,
    bounds: BoundRows<'a>,
    rows: BoundRows<'a>,
}

impl<'a> Programs<'a> {
    /// Validates the problem.
    pub fn new(problem: &'a QuadraticProgramsProblem, run: &Run) -> Result<Self, Error> {
        let problem = &problem.programs;
        let rows = |name, values, default| Rows { name, values, default };
        let linear = rows("linear", Some(&problem.linear), 0.0);
        let (below, above) = (f64::NEG_INFINITY, f64::INFINITY);
        let bounds = BoundRows {
            lower: rows("lower", problem.lower.as_ref(), below),
            upper: rows("upper", problem.upper.as_ref(), above),
        };
        let of_rows = BoundRows {
            lower: rows("constraintLower", problem.constraint_lower.as_ref(), below),
            upper: rows("constraintUpper", problem.constraint_upper.as_ref(), above),
        };
        let count = count_of(&[linear, bounds.lower, bounds.upper, of_rows.lower, of_rows.upper])?;
        let variables = linear.length();
        check::not_empty("linear", variables)?;
        linear.ensure_finite()?;
        let hessian = Hessian::new(variables, problem.hessian.as_ref())?;
        let constraints = problem.constraint_matrix.as_ref();
        let constraint_count = constraints.map_or(0, AnyMatrix::rows);
        constraints.map_or(Ok(()), |matrix| ensure_goes_with(matrix, variables))?;
        bounds.check(count, variables, "linear")?;
        of_rows.check(count, constraint_count, "constraintMatrix has rows")?;
        check::tolerance(problem.tolerance)?;
        check::at_least_one("maxIterations", Some(problem.max_iterations))?;
        ensure_initial("initial", problem.initial.as_ref(), variables, "linear")?;
        ensure_initial("initialBoundMultipliers", problem.initial_bound_multipliers.as_ref(), variables, "linear")?;
        let initial = problem.initial_multipliers.as_ref();
        ensure_initial("initialMultipliers", initial, constraint_count, "constraintMatrix has rows")?;
        let shared = Shared::new(hessian, constraints, &linear.largest(), run)?;
        Ok(Self { problem, shared, count, linear, bounds, rows: of_rows })
    }

    /// One of the programs. Fails if its numbers overflow in the solver's units.
    pub fn program(&self, index: usize) -> Result<Program<'_>, Error> {
        let Shared { matrices, units, objective_scale, .. } = &self.shared;
        let n = matrices.variables();
        let [mut lower, mut upper] = self.bounds.rows(index, n);
        let [of_rows_lower, of_rows_upper] = self.rows.rows(index, matrices.rows());
        lower.extend(of_rows_lower);
        upper.extend(of_rows_upper);
        for bounds in [&mut lower, &mut upper] {
            for (bound, unit) in bounds.iter_mut().zip(units).filter(|(bound, _)| bound.is_finite()) {
                *bound = finite(*bound / unit)?;
            }
        }
        let mut linear = self.linear.row(index, n);
        for (slope, unit) in linear.iter_mut().zip(units) {
            *slope = finite(*slope * unit * objective_scale)?;
        }
        Ok(Program { shared: &self.shared, linear, lower, upper, tolerance: self.problem.tolerance })
    }

    /// The caller's starting point.
    pub fn initial(&self) -> Option<Point> {
        let QuadraticProgramData { initial, initial_multipliers, initial_bound_multipliers, .. } = self.problem;
        if [initial, initial_multipliers, initial_bound_multipliers].iter().all(|given| given.is_none()) {
            return None;
        }
        let shared = &self.shared;
        let n = shared.variables();
        let given = |vector: &Option<superlinear_interface::Vector>, length| {
            vector.as_ref().map_or_else(|| vec![0.0; length], |vector| vector.to_vec())
        };
        let mut x = given(initial, n);
        x.iter_mut().zip(&shared.units).for_each(|(x, unit)| *x /= unit);
        let mut multipliers = given(initial_bound_multipliers, n);
        multipliers.extend(given(initial_multipliers, shared.matrices.rows()));
        multipliers.iter_mut().zip(&shared.units).for_each(|(y, unit)| *y *= unit * shared.objective_scale);
        Some(Point { x, multipliers })
    }

    /// Solves the programs in sequence, each from the solution of the previous one.
    pub fn solve_in_turn(&self, limits: &Limits<'_>) -> Result<Vec<QuadraticProgramSolution>, Error> {
        let mut solver = Solver::new(&self.shared, limits.run);
        let mut initial = self.initial();
        let mut solutions = Vec::with_capacity(self.count);
        for index in 0..self.count {
            self.report(limits.run, index);
            let part = Limits { run: &limits.run.part(), ..*limits };
            let ended = solver.solve(&self.program(index)?, initial.take(), &part)?;
            initial = ended.is_solved().then(|| ended.evaluation.point.clone());
            solutions.push(QuadraticProgramSolution::of(ended, &self.shared)?);
        }
        self.report(limits.run, self.count);
        Ok(solutions)
    }

    /// Solves the programs on all threads, each from the caller's starting point.
    pub fn solve_side_by_side(&self, limits: &Limits<'_>) -> Result<Vec<QuadraticProgramSolution>, Error> {
        let mut solutions = Vec::with_capacity(self.count);
        let mut starts = (0..self.count).step_by(PROGRAMS_A_SOLVER);
        loop {
            self.report(limits.run, solutions.len());
            let starts = starts.by_ref().take(SOLVERS_BETWEEN_REPORTS);
            let parts: Vec<_> =
                starts.map(|start| (start..self.count.min(start + PROGRAMS_A_SOLVER), limits.run.part())).collect();
            if parts.is_empty() {
                return Ok(solutions);
            }
            let max_iterations = limits.max_iterations;
            let solved = Parallelism::of(limits.run)
                .map(parts, |_, (part, run)| self.solve_part(part, &Limits { run: &run, max_iterations }));
            for part in solved {
                solutions.extend(part?);
            }
        }
    }

    fn solve_part(&self, part: Range<usize>, limits: &Limits<'_>) -> Result<Vec<QuadraticProgramSolution>, Error> {
        let mut solver = Solver::new(&self.shared, limits.run);
        part.map(|index| {
            let ended = solver.solve(&self.program(index)?, self.initial(), limits)?;
            QuadraticProgramSolution::of(ended, &self.shared)
        })
        .collect()
    }

    fn report(&self, run: &Run, solved: usize) {
        let total = self.count;
        run.progress(Advance::count(solved as f64, total as f64), || QuadraticProgramsProgress { solved, total });
    }
}

/// Refuses a number that overflowed in the solver's units.
fn finite(number: f64) -> Result<f64, Error> {
    if number.is_finite() { Ok(number) } else { Err(beyond_doubles()) }
}

/// The number of programs: the number of rows of all matrix arguments, or one.
fn count_of(arguments: &[Rows<'_>]) -> Result<usize, Error> {
    let mut counts = arguments.iter().filter_map(|rows| Some((rows.name, rows.count()?)));
    let Some((first, count)) = counts.next() else { return Ok(1) };
    match counts.find(|(_, other)| *other != count) {
        None => Ok(count),
        Some((name, other)) => {
            Err(Error::invalid(name, format!("must have as many rows as {first}, {count}, got {other}")))
        }
    }
}

/// Refuses a constraint matrix with the wrong number of columns or invalid entries.
fn ensure_goes_with(matrix: &AnyMatrix, variables: usize) -> Result<(), Error> {
    matrix.ensure_well_formed().map_err(|error| error.within("constraintMatrix"))?;
    if matrix.columns() != variables {
        return Err(Error::invalid(
            "constraintMatrix",
            format!("must have {variables} columns, one for each entry of linear, got {}", matrix.columns()),
        ));
    }
    matrix.ensure_finite("constraintMatrix")
}
