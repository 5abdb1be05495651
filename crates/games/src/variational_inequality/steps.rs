//! The methods that evaluate the whole map.

use super::proximal;
use super::solver::{Point, Solver, Stop, distance};
use std::convert::Infallible;

/// Extragradient steps are taken whose length times the change of the map is at most this part of the change of the point; 1 would be
/// the limit of convergence.
const LARGEST_RATIO: f64 = 0.7;

/// A length that was too long is shortened to what would have had this ratio,
const WANTED_RATIO: f64 = 0.665;

/// but to at least and at most these parts of itself: the ratio of one change says little of the next.
const SHORTENED: [f64; 2] = [0.25, 0.8];

/// A length that was too long where the map is not finite is shortened to this part.
const HALVED: f64 = 0.5;

/// The anchor moves when the residual has fallen to this part of what it was there, after some steps, or after many: the residual of
/// anchored steps falls with their number, and restarted they converge linearly where the problem is sharp.
const RESTART_RESIDUAL: f64 = 0.3;
const LEAST_STEPS: u32 = 4;
const MOST_STEPS: u32 = 2000;

/// The length grows by this factor at each restart, since it only falls between them.
const GROWTH: f64 = 1.3;

/// Where Newton steps lead counts where the residual there is at most this part of what it was: they converge or do not, and a flat map without
/// bounds leads them far away by little.
const NEWTON_GAIN: f64 = 0.1;

/// Newton steps are tried again where the residual has fallen to this part of what it was when they were tried last.
const NEWTON_RESIDUAL: f64 = 0.1;

/// Proximal points are tried after so many steps with the anchor, and again each time that there are this many times as many.
const FIRST_PROXIMAL: u32 = 250;
const PROXIMAL_GROWTH: u32 = 4;

/// The length of extragradient steps without an anchor: at most this ratio, and longer by the factor where the ratio was below the second.
const EXTRAGRADIENT_RATIO: f64 = 0.9;
const EXTRAGRADIENT_GROWTH: f64 = 1.5;
const EXTRAGRADIENT_SHORT: f64 = 0.45;

/// The golden ratio's φ, below its largest value of 1.618; the longest step, in units of the first.
const PHI: f64 = 1.5;
const LONGEST_STEP: f64 = 1e6;

/// The step of the optimistic method times the Lipschitz constant; a third is the limit of its proof.
const OPTIMISTIC: f64 = 0.33;

/// Anchored extragradient steps with restarts, and Newton steps where that is wanted.
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
        if (current.residual <= RESTART_RESIDUAL * anchor.residual && k >= LEAST_STEPS) || k >= MOST_STEPS {
            (anchor, k) = (current.clone(), 0);
            length *= GROWTH;
            solver.restarts += 1;
        }
        current = anchored_step(solver, &current, &anchor, k, &mut length).await?;
        k += 1;
        steps += 1;
    }
}

/// The fixed length 1/(2L), and no restart.
pub(super) async fn halpern(solver: &mut Solver) -> Result<Infallible, Stop> {
    let mut length = 0.5 / solver.lipschitz();
    let (mut current, anchor, mut k) = (solver.best.clone(), solver.best.clone(), 0);
    loop {
        current = anchored_step(solver, &current, &anchor, k, &mut length).await?;
        k += 1;
    }
}

/// One step, with its length made shorter until it fits the change of the map.
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

/// Extragradient steps, whose length adapts.
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

/// Extragradient steps by the value before (Popov, Mat. Zametki 28, 1980).
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

/// The point P(z − length f), where the length is halved until the map is finite there.
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

/// Whether a length is too long for the change of the map between two points; it is shorter then.
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
    // Also where numbers so large that their ratio is none have no other answer.
    *length *= if wanted > SHORTENED[0] { wanted.min(SHORTENED[1]) } else { SHORTENED[0] };
    true
}
