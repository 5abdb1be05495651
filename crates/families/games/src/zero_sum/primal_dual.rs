//! The primal-dual hybrid gradient method for the saddle point of x'Ay over mixed strategies. Restarts from averages
//! make it converge linearly; near the solution, linear equations on the used actions complete it.
//!
//! Source: Applegate, Hinder, Lu, Lubin, Faster First-Order Primal-Dual Methods for Linear Programming using Restarts
//! and Sharpness, Math. Programming 201, 2023; rules for restarts and the primal weight: Applegate and others,
//! Practical Large-Scale Linear Programming using Primal-Dual Hybrid Gradient, NeurIPS 2021.

use super::search::Search;
use super::unit_game::UnitGame;
use crate::equalizing::equalizing;
use crate::mixed;
use superlinear_interface::{Ending, Error};
use superlinear_numerics::sets::project_onto_simplex;
use superlinear_numerics::vectors::{add_scaled, difference, norm};

/// Steps between evaluations of the gap. An evaluation takes four products with the matrix, a step two.
const STEPS_BETWEEN_LOOKS: u32 = 8;

/// Restart criteria, with the constants of the source. The method restarts if the gap relative to the last restart is
/// at most `SUFFICIENT`, or at most `NECESSARY` and growing, or if the steps since then are at least the fraction
/// `LONG` of all.
const SUFFICIENT: f64 = 0.2;
const NECESSARY: f64 = 0.8;
const LONG: f64 = 0.36;

/// The step size as a fraction of the largest with guaranteed convergence.
const STEP: f64 = 0.99;

/// Power iterations for the norm of the matrix. Their estimate is a lower bound, tighter with more iterations.
const POWER_STEPS: usize = 30;

/// The gap below which the used actions are assumed to be those of the solution; at larger gaps they rarely are. They
/// are tried again whenever the gap decreases by the factor.
const NEAR: f64 = 1e-3;
const NEARER: f64 = 0.5;

/// Probabilities below this are converging to zero.
const MIN_PLAYED: f64 = 1e-9;

/// Both players' strategies.
#[derive(Clone)]
struct Iterate {
    row: Vec<f64>,
    column: Vec<f64>,
}

impl Iterate {
    fn distances(&self, other: &Self) -> [f64; 2] {
        let distance = |a: &[f64], b: &[f64]| norm(&difference(a, b));
        [distance(&self.row, &other.row), distance(&self.column, &other.column)]
    }
}

/// The steps since the last restart.
struct Epoch {
    start: Iterate,
    gap: f64,
    sum: Iterate,
    steps: u32,
}

impl Epoch {
    fn new(start: Iterate, gap: f64) -> Self {
        let sum = Iterate { row: vec![0.0; start.row.len()], column: vec![0.0; start.column.len()] };
        Self { start, gap, sum, steps: 0 }
    }

    fn add(&mut self, point: &Iterate) {
        add_scaled(&mut self.sum.row, 1.0, &point.row);
        add_scaled(&mut self.sum.column, 1.0, &point.column);
        self.steps += 1;
    }

    fn average(&self) -> Iterate {
        let of = |sum: &[f64]| mixed::normalized(sum).unwrap_or_else(|| mixed::uniform(sum.len()));
        Iterate { row: of(&self.sum.row), column: of(&self.sum.column) }
    }
}

pub(super) fn solve(search: &mut Search<'_>) -> Result<Ending, Error> {
    let game = search.game;
    // If payoffs are sums of a row and a column term, the norm is zero, and any step size works.
    let step = STEP / norm_of(game).max(f64::EPSILON.sqrt());
    let (mut weight, mut gap_to_try) = (1.0, NEAR);
    let mut point = Iterate { row: search.row.clone(), column: search.column.clone() };
    let mut epoch = Epoch::new(point.clone(), search.certificate.gap());
    let mut last_gap = epoch.gap;
    loop {
        advance(game, &mut point, step, weight);
        search.iterations += 1;
        epoch.add(&point);
        if !search.iterations.is_multiple_of(STEPS_BETWEEN_LOOKS) && search.iterations != search.limits.max_iterations {
            continue;
        }
        let average = epoch.average();
        let gaps = [search.offer(&average.row, &average.column), search.offer(&point.row, &point.column)];
        let (candidate, gap) = if gaps[0] < gaps[1] { (average, gaps[0]) } else { (point.clone(), gaps[1]) };
        if gap <= gap_to_try {
            offer_equations(search, &candidate);
            gap_to_try = NEARER * gap;
        }
        if let Some(ending) = search.ending()? {
            return Ok(ending);
        }
        let is_growing = gap <= NECESSARY * epoch.gap && gap > last_gap;
        let is_long = f64::from(epoch.steps) >= LONG * f64::from(search.iterations);
        last_gap = gap;
        if gap <= SUFFICIENT * epoch.gap || is_growing || is_long {
            let [row, column] = candidate.distances(&epoch.start);
            if row > 0.0 && column > 0.0 {
                weight = (0.5 * (column / row).ln() + 0.5 * f64::ln(weight)).exp();
            }
            point = candidate.clone();
            epoch = Epoch::new(candidate, gap);
        }
    }
}

/// One step: columns descend, then rows ascend against the extrapolated columns.
fn advance(game: &UnitGame<'_>, point: &mut Iterate, step: f64, weight: f64) {
    let mut column = point.column.clone();
    add_scaled(&mut column, -step * weight, &game.column_values(&point.row));
    project_onto_simplex(&mut column, 1.0);
    let ahead: Vec<_> = column.iter().zip(&point.column).map(|(new, old)| 2.0 * new - old).collect();
    add_scaled(&mut point.row, step / weight, &game.row_values(&ahead));
    project_onto_simplex(&mut point.row, 1.0);
    point.column = column;
}

/// The norm of the matrix between differences of strategies (vectors that sum to zero), by power iterations.
fn norm_of(game: &UnitGame<'_>) -> f64 {
    // Distinct entries, so that no symmetry of the game hides the largest singular value.
    let mut column: Vec<_> = (0..game.columns).map(|j| (j as f64).sin()).collect();
    let mut size = 0.0;
    for _ in 0..POWER_STEPS {
        center(&mut column);
        let length = norm(&column);
        if length == 0.0 {
            break;
        }
        column.iter_mut().for_each(|entry| *entry /= length);
        let mut row = game.row_values(&column);
        center(&mut row);
        size = f64::max(size, norm(&row));
        column = game.column_values(&row);
    }
    size
}

/// Subtracts the mean.
fn center(vector: &mut [f64]) {
    let mean = vector.iter().sum::<f64>() / vector.len() as f64;
    vector.iter_mut().for_each(|entry| *entry -= mean);
}

/// Offers the solution of the equations on the used actions. For equal numbers, the least used actions of the player
/// with more of them are excluded.
fn offer_equations(search: &mut Search<'_>, candidate: &Iterate) {
    let game = search.game;
    let used = |strategy: &[f64]| strategy.iter().filter(|&&probability| probability > MIN_PLAYED).count();
    let size = used(&candidate.row).min(used(&candidate.column));
    let (rows, columns) = (most_played(&candidate.row, size), most_played(&candidate.column, size));
    let column = equalizing(|i, j| game.entry(i, j), &rows, &columns, game.columns);
    let row = equalizing(|j, i| game.entry(i, j), &columns, &rows, game.rows);
    if let (Some(row), Some(column)) = (row, column) {
        search.offer(&row, &column);
    }
}

/// The `count` most probable actions in ascending order of index.
fn most_played(strategy: &[f64], count: usize) -> Vec<usize> {
    let mut actions: Vec<_> = (0..strategy.len()).collect();
    actions.sort_by(|&a, &b| strategy[b].total_cmp(&strategy[a]).then(a.cmp(&b)));
    actions.truncate(count);
    actions.sort_unstable();
    actions
}
