//! Proofs that a program has no solution: multipliers of an infeasible program, or a direction of unboundedness.
//!
//! Candidates are polished. Iterates of the interior point method converge to a proof slowly, but a least-squares
//! correction makes them one up to rounding as soon as their largest entries are right.

use super::program::Program;
use super::solver::Solver;
use super::status::{Certificate, QuadraticProgramStatus};
use super::system::System;
use superlinear_numerics::vectors::{dot, largest};

/// Limit on the rates of change along a direction of unboundedness with largest entry 1, as a fraction of 1.
const SMALL_RATE: f64 = 1e-10;

/// Rounding error of a zero sum, relative to the sizes of its terms. Any more is a curvature or rate that ends the
/// descent, however far away. The test is independent of the units of objective, variables and rows.
const ROUNDING: f64 = 1e-13;

/// The smallest descent along such a direction.
const MIN_DESCENT: f64 = 1e-6;

/// An infeasibility proof must rule out all points up to this multiple of the bounds in it.
const FARTHEST: f64 = 1e7;

/// The smallest violation proved by multipliers with largest entry 1: above rounding error and the default tolerance.
const MIN_VIOLATION: f64 = 1e-8;

/// Limit on polishing steps, and the residual below which a candidate is polished, relative to its largest entry. If
/// there is a solution, few candidates get this close.
const MAX_POLISHINGS: u32 = 6;
const NEAR: f64 = 0.1;

/// The curvature permitted in a polished direction, relative to the largest entry of P.
const CURVATURE_LEFT: f64 = 1e-8;

/// Multipliers or a direction, and whether they are a proof or close to one.
struct Candidate {
    entries: Vec<f64>,
    is_proof: bool,
    is_near: bool,
}

impl Solver<'_> {
    /// A proof, from these multipliers or this direction, that there is no solution.
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

    /// Tests a candidate and polishes it if necessary. Returns it if it is a proof.
    fn proof(
        &mut self,
        program: &Program<'_>,
        entries: &[f64],
        test: fn(&Program<'_>, &[f64]) -> Option<Candidate>,
        polish: fn(&mut Self, &Program<'_>, &[f64]) -> Option<Vec<f64>>,
    ) -> Option<Vec<f64>> {
        let mut candidate = test(program, entries)?;
        for _ in 0..MAX_POLISHINGS {
            if candidate.is_proof || !candidate.is_near {
                break;
            }
            candidate = test(program, &polish(self, program, &candidate.entries)?)?;
        }
        candidate.is_proof.then_some(candidate.entries)
    }

    /// A least-squares correction of the multipliers, weighted by their size, that reduces A'λ + v.
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

    /// The closest direction of zero curvature in which no activity moves towards a bound.
    fn polish_direction(&mut self, program: &Program<'_>, direction: &[f64]) -> Option<Vec<f64>> {
        let matrices = &self.shared.matrices;
        let n = direction.len();
        let mut rates = direction.to_vec();
        rates.extend(matrices.constraints_times(direction));
        // An activity with zero rate was held before or is fixed. It may move towards either bound.
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

/// Tests multipliers as a proof of infeasibility. The multipliers of the bounds follow from those of the rows.
fn infeasibility(program: &Program<'_>, multipliers: &[f64]) -> Option<Candidate> {
    let mut entries = over_largest(multipliers)?;
    let n = program.shared.variables();
    let transposed = program.shared.matrices.transpose_times(&entries[n..]);
    let (mut residual, mut reach) = (0.0, 1.0);
    for k in 0..entries.len() {
        let wanted = if k < n { -transposed[k] } else { entries[k] };
        let bound = program.bound_of(k, wanted);
        // A distant bound is ignored: it would amplify a multiplier at rounding level.
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

/// Tests a direction as a proof of unboundedness.
fn unboundedness(program: &Program<'_>, direction: &[f64]) -> Option<Candidate> {
    let mut entries = over_largest(direction)?;
    let matrices = &program.shared.matrices;
    let mut cut = 0.0;
    for (j, entry) in entries.iter_mut().enumerate() {
        if program.leads_to_bound(j, *entry) {
            cut = f64::max(cut, entry.abs());
            *entry = 0.0;
        } else if entry.abs() < ROUNDING {
            // Rounding error beside an entry of 1. Alone in a row it would look like a rate.
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

/// Divides by the largest absolute entry, if that is nonzero and finite.
fn over_largest(entries: &[f64]) -> Option<Vec<f64>> {
    let size = largest(entries);
    (size > 0.0 && size.is_finite()).then(|| entries.iter().map(|entry| entry / size).collect())
}
