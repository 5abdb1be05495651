//! Proofs that a program has no solution: multipliers that no point can satisfy, or a direction in which the objective falls forever.
//!
//! Candidates are polished: the iterates of the interior method become proofs slowly, a correction by least squares makes them one
//! to rounding as soon as their largest entries are right.

use super::program::Program;
use super::solver::Solver;
use super::status::{Certificate, QuadraticProgramStatus};
use super::system::System;
use superlinear_numerics::vectors::{dot, largest};

/// The largest parts of 1 of what must not change along a direction whose largest entry is 1.
const SMALL_RATE: f64 = 1e-10;

/// What rounding leaves of a sum that is zero, for each unit of the sizes of its terms. What is more is a curvature or a rate that ends
/// the descent, however far away: this is the same in all units of the objective, the variables and the rows.
const ROUNDING: f64 = 1e-13;

/// The smallest descent along such a direction.
const MIN_DESCENT: f64 = 1e-6;

/// No point up to so many times as far away as the bounds in a proof satisfies these.
const FARTHEST: f64 = 1e7;

/// The smallest violation that multipliers prove whose largest entry is 1: above rounding and the default tolerance.
const MIN_VIOLATION: f64 = 1e-8;

/// Candidates are polished so many times, once what must vanish is below this part of their largest entry. Where there is a
/// solution, few come so near.
const MAX_POLISHINGS: u32 = 6;
const NEAR: f64 = 0.1;

/// What a polished direction may have of a curvature of 1.
const CURVATURE_LEFT: f64 = 1e-8;

/// Multipliers or a direction, and how near they are to a proof.
struct Candidate {
    entries: Vec<f64>,
    is_proof: bool,
    is_near: bool,
}

impl Solver<'_> {
    /// The proof that multipliers or a direction give of there being no solution.
    pub fn proof_of_no_solution(
        &mut self,
        program: &Program<'_>,
        multipliers: &[f64],
        direction: &[f64],
    ) -> Option<(QuadraticProgramStatus, Certificate)> {
        if let Some(proof) = self.proof(program, multipliers, infeasibility, Self::polish_multipliers) {
            return Some((QuadraticProgramStatus::Infeasible, Certificate::Infeasible(proof)));
        }
        let proof = self.proof(program, direction, unboundedness, Self::polish_direction)?;
        Some((QuadraticProgramStatus::Unbounded, Certificate::Unbounded(proof)))
    }

    /// A candidate, polished where that is needed, if it is a proof.
    fn proof(
        &mut self,
        program: &Program<'_>,
        entries: &[f64],
        judge: fn(&Program<'_>, &[f64]) -> Option<Candidate>,
        polish: fn(&mut Self, &Program<'_>, &[f64]) -> Option<Vec<f64>>,
    ) -> Option<Vec<f64>> {
        let mut candidate = judge(program, entries)?;
        for _ in 0..MAX_POLISHINGS {
            if candidate.is_proof || !candidate.is_near {
                break;
            }
            candidate = judge(program, &polish(self, program, &candidate.entries)?)?;
        }
        candidate.is_proof.then_some(candidate.entries)
    }

    /// Multipliers that are changed by least squares, in proportion to their size, so that A'λ + v is nearer to zero.
    fn polish_multipliers(&mut self, program: &Program<'_>, multipliers: &[f64]) -> Option<Vec<f64>> {
        let matrices = &self.shared.matrices;
        let n = matrices.variables();
        let stiffness = |(k, y): (usize, &f64)| if program.is_fixed(k) { f64::INFINITY } else { y.abs() };
        let stiffness: Vec<_> = multipliers.iter().enumerate().map(stiffness).collect();
        let system = System { has_curvature: false, ..System::new(matrices, &stiffness) };
        self.factorizations += 1;
        if !self.decomposition.factorize(&system) {
            return None;
        }
        let mut right_side = matrices.transpose_times(&multipliers[n..]);
        for (j, slope) in right_side.iter_mut().enumerate() {
            *slope = if program.is_fixed(j) { 0.0 } else { -*slope - multipliers[j] };
        }
        right_side.resize(multipliers.len(), 0.0);
        let change = self.decomposition.solve_refined(&system, &right_side);
        let mut polished = multipliers.to_vec();
        polished[n..].iter_mut().zip(&change[n..]).for_each(|(y, change)| *y += change);
        Some(polished)
    }

    /// The nearest direction without curvature that moves no activity towards a bound.
    fn polish_direction(&mut self, program: &Program<'_>, direction: &[f64]) -> Option<Vec<f64>> {
        let matrices = &self.shared.matrices;
        let n = direction.len();
        let mut rates = direction.to_vec();
        rates.extend(matrices.constraints_times(direction));
        // What does not move was held before, or is fixed: it may turn to either bound.
        let may_turn = |k: usize| program.lower[k].is_finite() || program.upper[k].is_finite();
        let is_held = |k, rate| if rate == 0.0 { may_turn(k) } else { program.leads_to_bound(k, rate) };
        let stiffness = |(k, rate): (usize, &f64)| if is_held(k, *rate) { f64::INFINITY } else { 0.0 };
        let stiffness: Vec<_> = rates.iter().enumerate().map(stiffness).collect();
        let primal_proximity = CURVATURE_LEFT * self.shared.curvature;
        let system = System { primal_proximity, unit: self.shared.curvature, ..System::new(matrices, &stiffness) };
        self.factorizations += 1;
        if !self.decomposition.factorize(&system) {
            return None;
        }
        let pull = direction.iter().zip(&stiffness);
        let mut right_side: Vec<_> =
            pull.map(|(d, stiffness)| if *stiffness == 0.0 { primal_proximity * d } else { 0.0 }).collect();
        right_side.resize(rates.len(), 0.0);
        let mut polished = self.decomposition.solve_refined(&system, &right_side);
        polished.truncate(n);
        Some(polished)
    }
}

/// How near multipliers are to a proof that no point is between all bounds. Multipliers of bounds follow from those of rows.
fn infeasibility(program: &Program<'_>, multipliers: &[f64]) -> Option<Candidate> {
    let mut entries = over_largest(multipliers)?;
    let n = program.shared.variables();
    let transposed = program.shared.matrices.transpose_times(&entries[n..]);
    let (mut residual, mut reach) = (0.0, 1.0);
    for k in 0..entries.len() {
        let wanted = if k < n { -transposed[k] } else { entries[k] };
        let bound = program.bound_of(k, wanted);
        // A bound far away counts as none: no multiplier of rounding's size may weigh with it.
        entries[k] = if bound.abs() <= FARTHEST { wanted } else { 0.0 };
        residual += (wanted - entries[k]).abs();
        if entries[k] != 0.0 {
            reach = f64::max(reach, bound.abs());
        }
    }
    let violation = -program.support(&entries);
    let is_proof = violation > MIN_VIOLATION && violation > FARTHEST * reach * residual;
    Some(Candidate { entries, is_proof, is_near: residual < NEAR })
}

/// How near a direction is to a proof that the objective falls forever.
fn unboundedness(program: &Program<'_>, direction: &[f64]) -> Option<Candidate> {
    let mut entries = over_largest(direction)?;
    let matrices = &program.shared.matrices;
    let mut cut = 0.0;
    for (j, entry) in entries.iter_mut().enumerate() {
        if program.leads_to_bound(j, *entry) {
            cut = f64::max(cut, entry.abs());
            *entry = 0.0;
        } else if entry.abs() < ROUNDING {
            // Rounding beside an entry of 1. By itself in a row it would be a rate.
            *entry = 0.0;
        }
    }
    let n = entries.len();
    let slopes = matrices.hessian_times(&entries);
    let rates = matrices.constraints_times(&entries);
    let is_felt = |(i, rate): (usize, &f64)| program.leads_to_bound(n + i, *rate);
    let felt: Vec<_> = rates.iter().enumerate().map(|entry| if is_felt(entry) { entry.1.abs() } else { 0.0 }).collect();
    let residual = f64::max(largest(&slopes) / program.shared.curvature, largest(&felt));
    let descent = -dot(&program.linear, &entries);
    let is_proof = descent > MIN_DESCENT && residual < SMALL_RATE && {
        let sizes: Vec<_> = entries.iter().map(|entry| entry.abs()).collect();
        let curvature_terms = dot(&sizes, &matrices.hessian_terms(&entries));
        let rate_terms = matrices.constraint_terms(&entries);
        dot(&entries, &slopes) <= ROUNDING * curvature_terms
            && felt.iter().zip(rate_terms).all(|(rate, terms)| *rate <= ROUNDING * terms)
    };
    Some(Candidate { entries, is_proof, is_near: descent > MIN_DESCENT && residual.max(cut) < NEAR })
}

/// Entries over the largest of them, where that is neither zero nor too large.
fn over_largest(entries: &[f64]) -> Option<Vec<f64>> {
    let size = largest(entries);
    (size > 0.0 && size.is_finite()).then(|| entries.iter().map(|entry| entry / size).collect())
}
