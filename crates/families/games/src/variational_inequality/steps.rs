//! The methods that evaluate the full map.

use super::proximal;
use super::solver::{Point, Solver, Stop, distance};
use std::convert::Infallible;

/// Bound on the step size times the change of the map, relative to the change of the point, in anchored steps.
/// Convergence requires less than 1.
const LARGEST_RATIO: f64 = 0.7;

/// The target of this ratio for a step size that was too long.
const WANTED_RATIO: f64 = 0.665;

/// The range of the shortening factor, because one ratio says little about the next.
const SHORTENED: [f64; 2] = [0.25, 0.8];

/// The shortening factor if the map is not finite.
const HALVED: f64 = 0.5;

/// The anchor moves once the residual is this fraction of its residual, after the minimum number of steps, or after the
/// maximum number. The residual of anchored steps decreases with their number; with restarts they converge linearly on
/// sharp problems.
const RESTART_RESIDUAL: f64 = 0.3;
const MIN_STEPS: u32 = 4;
const MAX_STEPS: u32 = 2000;

/// The growth of the step size at each restart. Between restarts it only decreases.
const GROWTH: f64 = 1.3;

/// The required reduction of the residual by Newton steps. They converge, or fail: on a flat map over an unbounded set
/// small gains lead far away.
const NEWTON_GAIN: f64 = 0.1;

/// The reduction of the residual since the last attempt at which Newton steps are tried again.
const NEWTON_RESIDUAL: f64 = 0.1;

/// The number of anchored steps before proximal points are tried, and its growth from attempt to attempt.
const FIRST_PROXIMAL: u32 = 250;
const PROXIMAL_GROWTH: u32 = 4;

/// Extragradient steps without an anchor: the bound on the ratio, and the growth of the step size while the ratio is
/// below the third constant.
const EXTRAGRADIENT_RATIO: f64 = 0.9;
const EXTRAGRADIENT_GROWTH: f64 = 1.5;
const EXTRAGRADIENT_SHORT: f64 = 0.45;

/// Golden ratio: φ, below its largest value 1.618, and the largest step size relative to the first.
const PHI: f64 = 1.5;
const LONGEST_STEP: f64 = 1e6;

/// The step size of the optimistic method times the Lipschitz constant. Its proof requires less than 1/3.
const OPTIMISTIC: f64 = 0.33;

/// Anchored extragradient steps with restarts, and Newton steps if requested.
pub(super) async fn anchored(solver: &mut Solver, newton: bool) -> Result<Infallible, Stop> {
    let newton = newton && solver.map.has_jacobian();
    let (mut attempted, mut start) = (f64::INFINITY, solver.best.clone());
    if newton {
        attempted = start.residual;
        let found = solver.newton(start.clone()).await?;
        if found.residual <= NEWTON_GAIN * start.residual {
            start = found;
        }
    }
    let mut length = 0.5 / solver.lipschitz();
    let (mut current, mut anchor, mut k) = (start.clone(), start, 0);
    let (mut steps, mut next_proximal) = (0, FIRST_PROXIMAL);
    loop {
        if newton && steps >= next_proximal {
            next_proximal = next_proximal.saturating_mul(PROXIMAL_GROWTH);
            let found = proximal::points(solver, current.clone()).await?;
            if found.residual <= NEWTON_GAIN * current.residual {
                (anchor, current, k) = (found.clone(), found, 0);
            }
        }
        if newton && current.residual <= NEWTON_RESIDUAL * attempted {
            attempted = current.residual;
            let found = solver.newton(current.clone()).await?;
            if found.residual <= NEWTON_GAIN * current.residual {
                (anchor, current, k) = (found.clone(), found, 0);
            }
        }
        if (current.residual <= RESTART_RESIDUAL * anchor.residual && k >= MIN_STEPS) || k >= MAX_STEPS {
            (anchor, k) = (current.clone(), 0);
            length *= GROWTH;
            solver.restarts += 1;
        }
        current = anchored_step(solver, &current, &anchor, k, &mut length).await?;
        k += 1;
        steps += 1;
    }
}

/// Anchored steps of fixed length 1/(2L), without restarts.
pub(super) async fn halpern(solver: &mut Solver) -> Result<Infallible, Stop> {
    let mut length = 0.5 / solver.lipschitz();
    let (mut current, anchor, mut k) = (solver.best.clone(), solver.best.clone(), 0);
    loop {
        current = anchored_step(solver, &current, &anchor, k, &mut length).await?;
        k += 1;
    }
}

/// One step; its length is shortened until it fits the change of the map.
async fn anchored_step(
    solver: &mut Solver,
    current: &Point,
    anchor: &Point,
    k: u32,
    length: &mut f64,
) -> Result<Point, Stop> {
    let pull = 1.0 / f64::from(k + 2);
    loop {
        let to = |factor: f64, f: &[f64]| -> Vec<f64> {
            let pulled = current.z.iter().zip(&anchor.z).map(|(z, anchor)| z + pull * (anchor - z));
            pulled.zip(f).map(|(z, f)| z - factor * f).collect()
        };
        let half = visit(solver, to(*length * (1.0 - pull), &current.f)).await?;
        if shorten(length, LARGEST_RATIO, &half, current) {
            continue;
        }
        let next = visit(solver, to(*length, &half.f)).await?;
        if next.residual.is_finite() {
            return Ok(next);
        }
        *length *= HALVED;
    }
}

/// Extragradient steps with adaptive step size.
pub(super) async fn extragradient(solver: &mut Solver) -> Result<Infallible, Stop> {
    let mut length = 0.5 / solver.lipschitz();
    let mut current = solver.best.clone();
    loop {
        let half = visit(solver, moved(&current.z, length, &current.f)).await?;
        if shorten(&mut length, EXTRAGRADIENT_RATIO, &half, &current) {
            continue;
        }
        let next = visit(solver, moved(&current.z, length, &half.f)).await?;
        if !next.residual.is_finite() {
            length *= HALVED;
            continue;
        }
        if length * distance(&half.f, &current.f) < EXTRAGRADIENT_SHORT * distance(&half.z, &current.z) {
            length *= EXTRAGRADIENT_GROWTH;
        }
        current = next;
    }
}

/// The golden ratio algorithm with adaptive steps (Malitsky 2020, algorithm 1).
pub(super) async fn golden_ratio(solver: &mut Solver) -> Result<Infallible, Stop> {
    let rho = 1.0 / PHI + 1.0 / (PHI * PHI);
    let mut length = 0.5 / solver.lipschitz();
    let longest = LONGEST_STEP * length;
    let (mut mean, mut theta, mut before) = (solver.best.z.clone(), 1.0, solver.best.clone());
    let mut current = finite(solver, &before.z.clone(), &mut length, &before.f.clone()).await?;
    loop {
        let (dz, df) = (distance(&current.z, &before.z), distance(&current.f, &before.f));
        let local = PHI * theta / (4.0 * length) * (dz / df) * (dz / df);
        let mut next_length = (rho * length).min(longest);
        if local < next_length {
            next_length = local;
        }
        mean.iter_mut().zip(&current.z).for_each(|(mean, z)| *mean = ((PHI - 1.0) * z + *mean) / PHI);
        let next = finite(solver, &mean, &mut next_length, &current.f).await?;
        theta = PHI * next_length / length;
        length = next_length;
        before = std::mem::replace(&mut current, next);
    }
}

/// Extragradient steps with the previous value (Popov, Mat. Zametki 28, 1980).
pub(super) async fn optimistic(solver: &mut Solver) -> Result<Infallible, Stop> {
    let mut length = OPTIMISTIC / solver.lipschitz();
    let (mut z, mut before) = (solver.best.z.clone(), solver.best.clone());
    loop {
        let half = finite(solver, &z, &mut length, &before.f).await?;
        shorten(&mut length, OPTIMISTIC, &half, &before);
        z = moved(&z, length, &half.f);
        solver.set.project(&mut z);
        before = half;
    }
}

/// The point P(z − length f). The length is halved until the map is finite there.
async fn finite(solver: &mut Solver, z: &[f64], length: &mut f64, f: &[f64]) -> Result<Point, Stop> {
    loop {
        let point = visit(solver, moved(z, *length, f)).await?;
        if point.residual.is_finite() {
            return Ok(point);
        }
        *length *= HALVED;
    }
}

fn moved(z: &[f64], length: f64, f: &[f64]) -> Vec<f64> {
    z.iter().zip(f).map(|(z, f)| z - length * f).collect()
}

async fn visit(solver: &mut Solver, mut z: Vec<f64>) -> Result<Point, Stop> {
    solver.set.project(&mut z);
    solver.visit(z).await
}

/// Returns whether a length is too long for the change of the map between two points, and shortens it then.
fn shorten(length: &mut f64, largest_ratio: f64, half: &Point, current: &Point) -> bool {
    if !half.residual.is_finite() {
        *length *= HALVED;
        return true;
    }
    let (dz, df) = (distance(&half.z, &current.z), distance(&half.f, &current.f));
    if *length * df <= largest_ratio * dz {
        return false;
    }
    let wanted = largest_ratio * (WANTED_RATIO / LARGEST_RATIO) * dz / (*length * df);
    // The lower limit also applies if the ratio is undefined because of overflow.
    *length *= if wanted > SHORTENED[0] { wanted.min(SHORTENED[1]) } else { SHORTENED[0] };
    true
}
