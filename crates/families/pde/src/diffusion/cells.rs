//! Finite-volume equations on cells, divided by the volume of a cell.
//!
//! The flux between two cells is the difference of their values times the harmonic mean of their coefficients, over the
//! spacing. A side is half a spacing away from its cells; its value is eliminated.

use super::problem::{Coefficient, DiffusionBoundary, DiffusionEquation, SideCondition, SideKind};
use crate::boundary::Boundary;
use crate::fields::{Field, Points, field};
use crate::grid::{AXES, Grid};
use crate::multigrid::{Level, Relaxation, remove_mean};
use superlinear_interface::{Error, NumberOrVector, Run, check};
use superlinear_numerics::parallel::sum;

/// Coefficients, and reactions above 0. Their squares do not overflow.
const COEFFICIENTS: std::ops::RangeInclusive<f64> = 1e-100..=1e100;
const REACTIONS: std::ops::RangeInclusive<f64> = 0.0..=1e100;

/// The equations.
pub(super) struct Cells {
    pub columns: usize,
    pub rows: usize,
    spacing: [f64; 2],
    /// Whether there is only x.
    is_interval: bool,
    /// The matrix.
    pub matrix: Level,
    /// The right side with the boundary values, and minus the compatibility.
    pub right_side: Vec<f64>,
    pub compatibility: Option<f64>,
    /// Couplings of the sides to their cells: left, right, bottom, top.
    sides: [SideTerms; 4],
    source: Vec<f64>,
    reaction: Vec<f64>,
    pub relaxation: Relaxation,
}

/// The flux into each cell of a side, over the spacing: `inflow - exchange u`.
#[derive(Default)]
struct SideTerms {
    exchange: Vec<f64>,
    inflow: Vec<f64>,
}

impl Cells {
    /// Checks the problem and forms the equations. `ensure_memory` takes the number of cells.
    pub fn new(
        problem: &DiffusionEquation,
        run: &Run,
        ensure_memory: impl FnOnce(usize) -> Result<(), Error>,
    ) -> Result<Self, Error> {
        check::entries("points", problem.points.len(), 1..=2)?;
        let boundaries = vec![Boundary::Neumann; problem.points.len()];
        let grid = Grid::new(&problem.points, problem.lengths.as_deref(), &boundaries)?;
        let [_, rows, columns] = grid.shape();
        ensure_memory(grid.count())?;
        let spacing = [grid.axes[AXES - 1].spacing, grid.axes[AXES - 2].spacing];
        let points = Points::new(grid.coordinates([false; AXES]), run);
        let [a_x, a_y] = coefficients(&problem.coefficient, &points, grid.dimension)?;
        let reaction = field("reaction", &problem.reaction, &points, REACTIONS)?;
        let source = field("rightSide", &problem.right_side, &points, f64::MIN..=f64::MAX)?;
        let is_interval = grid.dimension == 1;
        let sides = sides(&problem.boundary, &grid, [&a_x, &a_y], &points)?;
        let relaxation = super::solver::relaxation(problem.lines, spacing, [&a_x, &a_y], is_interval);
        let matrix = matrix((columns, rows), spacing, [&a_x, &a_y], &reaction, &sides);
        let mut cells = Self {
            columns,
            rows,
            spacing,
            is_interval,
            matrix,
            right_side: source.clone(),
            compatibility: None,
            sides,
            source,
            reaction,
            relaxation,
        };
        cells.add_inflow();
        Ok(cells)
    }

    /// Adds the inflow to the right side.
    fn add_inflow(&mut self) {
        for side in 0..4 {
            for (k, &inflow) in self.sides[side].inflow.iter().enumerate() {
                self.right_side[cell_of_side(side, k, (self.columns, self.rows))] += inflow;
            }
        }
    }

    /// The centers of the cells.
    pub fn points<'run>(&self, run: &'run Run) -> Points<'run> {
        let [x, y] = [(self.columns, self.spacing[0]), (self.rows, self.spacing[1])];
        Points::of_cells(if self.is_interval { vec![x] } else { vec![y, x] }, run)
    }

    /// Whether constants are the null space of the matrix: there is no reaction, and all sides have given fluxes.
    pub fn is_closed(&self) -> bool {
        let mut terms = self.reaction.iter().chain(self.sides.iter().flat_map(|side| &side.exchange));
        terms.all(|&term| term == 0.0)
    }

    /// Makes the right side compatible with a singular matrix.
    pub fn make_compatible(&mut self) {
        if self.is_closed() {
            self.compatibility = Some(remove_mean(&mut self.right_side));
        }
    }

    /// The volume of a cell.
    pub fn volume(&self) -> f64 {
        if self.is_interval { self.spacing[0] } else { self.spacing[0] * self.spacing[1] }
    }

    /// Inflow plus sources minus reaction over the sum of their absolute values.
    pub fn balance(&self, solution: &[f64]) -> f64 {
        let mut terms = self.terms(solution);
        let total = sum(&terms);
        terms.iter_mut().for_each(|term| *term = term.abs());
        let size = sum(&terms);
        if size > 0.0 { total.abs() / size } else { 0.0 }
    }

    /// The number by which all values of a solution must grow for inflow and sources to equal the reaction; 0 if the
    /// balance does not depend on it.
    pub fn imbalance(&self, solution: &[f64]) -> f64 {
        let per_unit = sum(&self.reaction) + self.sides.iter().map(|side| sum(&side.exchange)).sum::<f64>();
        if per_unit > 0.0 { sum(&self.terms(solution)) / per_unit } else { 0.0 }
    }

    /// Sources, inflow through the sides, and minus the reaction, for each cell.
    fn terms(&self, solution: &[f64]) -> Vec<f64> {
        let compatibility = self.compatibility.unwrap_or(0.0);
        let mut terms: Vec<f64> = self.source.iter().map(|source| source - compatibility).collect();
        terms.extend(self.reaction.iter().zip(solution).map(|(reaction, value)| -reaction * value));
        for (side, SideTerms { exchange, inflow }) in self.sides.iter().enumerate() {
            let value = |k: usize| solution[cell_of_side(side, k, (self.columns, self.rows))];
            terms.extend((0..inflow.len()).map(|k| inflow[k] - exchange[k] * value(k)));
        }
        terms
    }

    /// Half of u'A u minus b'u, times the volume, for a solution u and A u.
    pub fn energy(&self, solution: &[f64], product: &[f64]) -> f64 {
        let terms: Vec<f64> =
            solution.iter().zip(product).zip(&self.right_side).map(|((u, p), b)| u * (0.5 * p - b)).collect();
        sum(&terms) * self.volume()
    }

    /// Fluxes -a ∇u through the faces across x and across y.
    pub fn fluxes(&self, solution: &[f64]) -> [Vec<f64>; 2] {
        let (columns, rows) = (self.columns, self.rows);
        let inflow = |side: usize, k: usize| {
            let terms = &self.sides[side];
            terms.inflow[k] - terms.exchange[k] * solution[cell_of_side(side, k, (columns, rows))]
        };
        let between = |(i, j): (usize, usize), (p, q): (usize, usize)| {
            let entries = if i == p { &self.matrix.north } else { &self.matrix.east };
            entries[self.matrix.index(i, j)] * (solution[q * columns + p] - solution[j * columns + i])
        };
        let [mut x, mut y] = [Vec::with_capacity((columns + 1) * rows), Vec::new()];
        for j in 0..rows {
            x.push(inflow(0, j) * self.spacing[0]);
            x.extend((1..columns).map(|i| between((i - 1, j), (i, j)) * self.spacing[0]));
            x.push(-inflow(1, j) * self.spacing[0]);
        }
        if !self.is_interval {
            y.extend((0..columns).map(|i| inflow(2, i) * self.spacing[1]));
            for j in 1..rows {
                y.extend((0..columns).map(|i| between((i, j - 1), (i, j)) * self.spacing[1]));
            }
            y.extend((0..columns).map(|i| -inflow(3, i) * self.spacing[1]));
        }
        [x, y]
    }
}

/// The matrix with its couplings over the squared spacings.
fn matrix(
    (columns, rows): (usize, usize),
    spacing: [f64; 2],
    coefficient: [&[f64]; 2],
    reaction: &[f64],
    sides: &[SideTerms; 4],
) -> Level {
    let mut level = Level::zeros(columns, rows);
    let coupling = |direction: usize, k: usize, other: usize| {
        harmonic(coefficient[direction][k], coefficient[direction][other]) / (spacing[direction] * spacing[direction])
    };
    for (i, j) in level.points() {
        let (k, place) = (j * columns + i, level.index(i, j));
        level.diagonal[place] += reaction[k];
        let neighbors =
            [(i + 1 < columns, 0, k + 1, place + 1), (j + 1 < rows, 1, k + columns, place + level.stride())];
        for (_, direction, other, other_place) in neighbors.into_iter().filter(|neighbor| neighbor.0) {
            let coupling = coupling(direction, k, other);
            let entries = if direction == 0 { &mut level.east } else { &mut level.north };
            entries[place] = -coupling;
            level.diagonal[place] += coupling;
            level.diagonal[other_place] += coupling;
        }
    }
    for (side, terms) in sides.iter().enumerate() {
        for (k, exchange) in terms.exchange.iter().enumerate() {
            let cell = cell_of_side(side, k, (columns, rows));
            let place = level.index(cell % columns, cell / columns);
            level.diagonal[place] += exchange;
        }
    }
    level.finish()
}

/// The harmonic mean, without overflow.
fn harmonic(a: f64, b: f64) -> f64 {
    2.0 / (1.0 / a + 1.0 / b)
}

/// The cell at the k-th place of a side: left, right, bottom, top.
fn cell_of_side(side: usize, k: usize, (columns, rows): (usize, usize)) -> usize {
    match side {
        0 => k * columns,
        1 => k * columns + columns - 1,
        2 => k,
        _ => (rows - 1) * columns + k,
    }
}

fn sides(
    boundary: &DiffusionBoundary,
    grid: &Grid,
    coefficient: [&[f64]; 2],
    points: &Points,
) -> Result<[SideTerms; 4], Error> {
    let [_, rows, columns] = grid.shape();
    let is_interval = grid.dimension == 1;
    let given = [
        ("left", &boundary.left, rows),
        ("right", &boundary.right, rows),
        ("bottom", &boundary.bottom, columns),
        ("top", &boundary.top, columns),
    ];
    let mut sides: [SideTerms; 4] = Default::default();
    for (side, (name, condition, length)) in given.into_iter().enumerate() {
        let path = format!("boundary.{name}");
        if side >= 2 && is_interval {
            if condition.is_some() {
                return Err(Error::invalid(path, "must be absent: an interval has no such side"));
            }
            continue;
        }
        let direction = side / 2;
        let axis = &grid.axes[AXES - 1 - direction];
        let points = points.on_side(direction, if side % 2 == 1 { axis.length() } else { 0.0 });
        let cell = |k: usize| cell_of_side(side, k, (columns, rows));
        let conductance: Vec<_> = (0..length).map(|k| 2.0 * coefficient[direction][cell(k)] / axis.spacing).collect();
        sides[side] = match condition {
            Some(condition) => side_terms(&path, condition, axis.spacing, (&conductance, &points))?,
            None => SideTerms {
                exchange: conductance.iter().map(|conductance| conductance / axis.spacing).collect(),
                inflow: vec![0.0; length],
            },
        };
    }
    Ok(sides)
}

/// Eliminates the value at the side from the condition and the flux over half a spacing, with the conductance 2 a / h.
fn side_terms(
    path: &str,
    condition: &SideCondition,
    spacing: f64,
    (conductance, points): (&[f64], &Points),
) -> Result<SideTerms, Error> {
    let SideCondition { kind, value, weight } = condition;
    let value = field(&format!("{path}.value"), value, points, f64::MIN..=f64::MAX)?;
    let weight_path = format!("{path}.weight");
    if weight.is_some() && *kind != SideKind::Robin {
        return Err(Error::invalid(weight_path, "must be absent unless kind is robin"));
    }
    let weight = weight.clone().unwrap_or(Field::Data(NumberOrVector::Number(1.0)));
    let weight = field(&weight_path, &weight, points, REACTIONS)?;
    let mut terms = SideTerms::default();
    for (k, &conductance) in conductance.iter().enumerate() {
        let (exchange, inflow) = match kind {
            SideKind::Dirichlet => (conductance, conductance * value[k]),
            SideKind::Neumann => (0.0, value[k]),
            SideKind::Robin => {
                let share = conductance / (conductance + weight[k]);
                (share * weight[k], share * value[k])
            }
        };
        terms.exchange.push(exchange / spacing);
        terms.inflow.push(inflow / spacing);
    }
    Ok(terms)
}

fn coefficients(coefficient: &Coefficient, points: &Points, dimension: usize) -> Result<[Vec<f64>; 2], Error> {
    match coefficient {
        Coefficient::Same(coefficient) => {
            let values = field("coefficient", coefficient, points, COEFFICIENTS)?;
            Ok([values.clone(), values])
        }
        Coefficient::Each(_) if dimension == 1 => {
            Err(Error::invalid("coefficient", "must be a number or a list of numbers: an interval has one direction"))
        }
        Coefficient::Each(each) => Ok([
            field("coefficient.x", &each.x, points, COEFFICIENTS)?,
            field("coefficient.y", &each.y, points, COEFFICIENTS)?,
        ]),
    }
}
