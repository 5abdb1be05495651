//! Proofs that a program has no solution: multipliers that no point can satisfy, or a direction in which the objective falls forever.

use super::program::{Point, Program};
use super::status::QuadraticProgramStatus;
use superlinear_numerics::vectors::{dot, largest};

/// Multipliers and points are looked at once they are so large: they grow without bounds where there is no solution.
const LARGE: f64 = 1e3;

/// Where the largest entry is 1, what must vanish may be so large, and what must be negative is at least so far below zero: for
/// multipliers for each unit of the ends, so that no point up to ten million times as far away as these is between all of them.
const ROUNDING: f64 = 1e-9;
const CLEARLY: f64 = 1e-6;
const FARTHEST: f64 = 1e7;

/// Why there is no solution, in the solver's units.
#[derive(Clone, Debug)]
pub(super) enum Certificate {
    /// Multipliers with A'λ + v = 0 whose sum with the activities is negative between all ends.
    Infeasible(Vec<f64>),
    /// A direction d with Pd = 0 and q'd < 0 that leads to no end.
    Unbounded(Vec<f64>),
    /// A direction d with d'Pd < 0.
    NotConvex(Vec<f64>),
}

/// The proof that a point far away is of there being no solution, where it is one.
pub(super) fn proof_of_no_solution(
    program: &Program<'_>,
    point: &Point,
) -> Option<(QuadraticProgramStatus, Certificate)> {
    let infeasible =
        infeasibility(program, &point.multipliers).map(|proof| (QuadraticProgramStatus::Infeasible, proof));
    infeasible.or_else(|| unboundedness(program, &point.x).map(|proof| (QuadraticProgramStatus::Unbounded, proof)))
}

/// The proof that multipliers are of there being no point between all ends, where they are one.
fn infeasibility(program: &Program<'_>, multipliers: &[f64]) -> Option<Certificate> {
    let size = largest(multipliers);
    if !(size > LARGE && size.is_finite()) {
        return None;
    }
    let n = program.shared.variables();
    let mut proof: Vec<_> = multipliers.iter().map(|multiplier| multiplier / size).collect();
    let transposed = program.shared.matrices.transpose_times(&proof[n..]);
    let mut residual = 0.0;
    for (j, product) in transposed.iter().enumerate() {
        proof[j] = program.with_its_sign(j, -product);
        residual += (product + proof[j]).abs();
    }
    for (k, entry) in proof.iter_mut().enumerate().skip(n) {
        let kept = program.with_its_sign(k, *entry);
        residual += (*entry - kept).abs();
        *entry = kept;
    }
    let support = program.support(&proof);
    let ends = program.lower.iter().chain(&program.upper).filter(|end| end.is_finite());
    let reach = ends.fold(1.0, |most: f64, end| most.max(end.abs()));
    let is_proof = support < -CLEARLY && FARTHEST * reach * residual < -support;
    is_proof.then_some(Certificate::Infeasible(proof))
}

/// The proof that a point far away is of the objective falling without end, where it is one.
fn unboundedness(program: &Program<'_>, x: &[f64]) -> Option<Certificate> {
    let size = largest(x);
    if !(size > LARGE && size.is_finite()) {
        return None;
    }
    let matrices = &program.shared.matrices;
    let leads_to = |k: usize, rate: f64| {
        let end = if rate > 0.0 { program.upper[k] } else { program.lower[k] };
        end.is_finite()
    };
    let direction: Vec<_> = x.iter().enumerate().map(|(j, x)| if leads_to(j, *x) { 0.0 } else { x / size }).collect();
    let cut = x.iter().zip(&direction).map(|(x, d)| (x / size - d).abs()).fold(0.0, f64::max);
    let n = direction.len();
    let rates = matrices.constraints_times(&direction);
    let residual = rates.iter().enumerate().filter(|(i, rate)| leads_to(n + i, **rate)).map(|(_, rate)| rate.abs());
    let residual = residual.fold(largest(&matrices.hessian_times(&direction)), f64::max);
    let slope = dot(&program.linear, &direction);
    (slope < -CLEARLY && residual < ROUNDING && cut < CLEARLY).then_some(Certificate::Unbounded(direction))
}
