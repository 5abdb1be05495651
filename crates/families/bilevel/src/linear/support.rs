//! Fits with penalties that set coefficients to zero: proximal Newton steps over a working set, extended by
//! coefficients that violate the optimality conditions.

use super::fitted::Fitted;
use super::newton::{LARGEST_DECREMENT_SQUARED, STAGNATION, goal};
use super::problem::Problem;
use super::quadratic::Quadratic;
use super::root::root;
use super::strengths::Strengths;
use super::system::System;
use super::training::Training;
use faer::Mat;
use std::sync::Arc;
use superlinear_interface::{Error, Run};
use superlinear_numerics::newton::ARMIJO;
use superlinear_numerics::vectors::{add_scaled, difference, dot};

/// The limit on extensions of the working set. As it doubles, this suffices for any number of coefficients.
const MAX_ROUNDS: usize = 60;

/// The minimum extension of a working set, if that many coefficients violate the conditions.
const MIN_GROWTH: usize = 50;

/// The step limit. More steps indicate rounding.
const MAX_STEPS: usize = 60;

/// The limit on step halvings. Shorter steps make no progress.
const MAX_HALVINGS: usize = 40;

/// The relative excess of a gradient entry over its strength at which a coefficient joins the working set.
const SLACK: f64 = 1e-8;

/// Differences of the objective below this fraction of it are rounding.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

/// Fits from `start`.
pub(super) fn fit(problem: &Problem<'_>, start: &[f64], accuracy: f64, run: &Run) -> Result<Fitted, Error> {
    let Problem { training, strengths } = problem;
    let mut coefficients = start.to_vec();
    let mut working = first_working_set(strengths, start);
    let mut is_final = true;
    for _ in 0..MAX_ROUNDS {
        if !working.is_empty() {
            let part = training.of_columns(&working);
            let part_strengths = strengths.of(&working);
            let on_working_set = Restricted { training: &part, strengths: &part_strengths };
            let from = working.iter().map(|&j| coefficients[j]).collect();
            let Some((found, at_rounding)) = on_working_set.fit(from, accuracy, run)? else {
                return Ok(Fitted::lost(coefficients));
            };
            is_final = at_rounding;
            working.iter().zip(found).for_each(|(&j, entry)| coefficients[j] = entry);
        }
        let slope = training.gradient(&training.predictors(&coefficients));
        let steep = too_steep(strengths, &coefficients, &slope, &working);
        if steep.is_empty() || run.is_out_of_time()? {
            break;
        }
        working.extend(steep);
        working.sort_unstable();
        working.dedup();
    }
    with_next_step(problem, coefficients, is_final, run)
}

/// The coefficients that are nonzero or have no kink, with their entire groups.
fn first_working_set(strengths: &Strengths, start: &[f64]) -> Vec<usize> {
    let kinks = strengths.have_kinks();
    let mut is_in: Vec<_> = (0..start.len()).map(|j| start[j] != 0.0 || !kinks[j]).collect();
    for norm in strengths.norms.iter().filter(|norm| norm.of(start) > 0.0) {
        norm.members.iter().for_each(|&j| is_in[j] = true);
    }
    (0..start.len()).filter(|&j| is_in[j]).collect()
}

/// Coefficients outside the working set with gradients too large for zero, in descending order of violation, at most as
/// many as the set has.
fn too_steep(strengths: &Strengths, coefficients: &[f64], slope: &[f64], working: &[usize]) -> Vec<usize> {
    let mut is_in = vec![false; coefficients.len()];
    working.iter().for_each(|&j| is_in[j] = true);
    let singles = (0..slope.len())
        .filter(|&j| !is_in[j] && strengths.absolute[j] > 0.0)
        .map(|j| (slope[j].abs() / strengths.absolute[j], vec![j]));
    let groups = strengths
        .norms
        .iter()
        .filter(|norm| !is_in[norm.members[0]])
        .map(|norm| (norm.of(slope) / norm.strength, norm.members.clone()));
    let mut steep: Vec<_> = singles.chain(groups).filter(|(ratio, _)| *ratio > 1.0 + SLACK).collect();
    steep.sort_by(|(a, first), (b, second)| b.total_cmp(a).then(first[0].cmp(&second[0])));
    steep.truncate(working.len().max(MIN_GROWTH));
    steep.into_iter().flat_map(|(_, members)| members).collect()
}

/// The fit with the Hessian on its support, and one more Newton step there.
fn with_next_step(problem: &Problem<'_>, coefficients: Vec<f64>, is_final: bool, run: &Run) -> Result<Fitted, Error> {
    let Problem { training, strengths } = problem;
    let places = first_working_set(strengths, &coefficients);
    if places.is_empty() {
        let system =
            Some(Arc::new(System::OnSupport { places, root: Mat::zeros(0, 0), dimension: coefficients.len() }));
        let next = coefficients.clone();
        return Ok(Fitted { coefficients, next, system, decrement: f64::INFINITY, is_final, adjoint: None });
    }
    let (part, part_strengths) = (training.of_columns(&places), strengths.of(&places));
    let on_support: Vec<_> = places.iter().map(|&j| coefficients[j]).collect();
    let predictors = part.predictors(&on_support);
    let mut hessian = part.hessian(&part.curvatures(&predictors), 0);
    part_strengths.add_curvature(&on_support, &mut hessian);
    let Some(root) = root(&hessian) else { return Ok(Fitted::lost(coefficients)) };
    let gradient = Problem { training: &part, strengths: &part_strengths }.gradient(&on_support, &predictors);
    let mut whole = vec![0.0; coefficients.len()];
    places.iter().zip(&gradient).for_each(|(&j, slope)| whole[j] = *slope);
    let system = System::OnSupport { places, root, dimension: coefficients.len() };
    let step = system.solve(problem, &whole, 0.0, run)?;
    let mut next = coefficients.clone();
    add_scaled(&mut next, -1.0, &step);
    let system = Some(Arc::new(system));
    Ok(Fitted { coefficients, next, system, decrement: f64::INFINITY, is_final, adjoint: None })
}

/// The problem restricted to a working set, with the other coefficients zero.
struct Restricted<'a> {
    training: &'a Training<'a>,
    strengths: &'a Strengths,
}

impl Restricted<'_> {
    /// The fit, and whether it is limited by rounding. `None` if numbers are not finite.
    fn fit(&self, mut u: Vec<f64>, accuracy: f64, run: &Run) -> Result<Option<(Vec<f64>, bool)>, Error> {
        let goal = goal(accuracy);
        let mut predictors = self.training.predictors(&u);
        let mut last = f64::INFINITY;
        for _ in 0..MAX_STEPS {
            let slope = self.training.gradient(&predictors);
            let hessian = symmetric(self.training.hessian(&self.training.curvatures(&predictors), 0));
            let linear = linear_part(&hessian, &slope, &u);
            if !linear.iter().all(|entry| entry.is_finite()) {
                return Ok(None);
            }
            let model = Quadratic { hessian: &hessian, linear: &linear, strengths: self.strengths };
            let target = model.minimize(u.clone());
            let step = difference(&target, &u);
            let promised = -dot(&slope, &step) - self.strengths.value(&target) + self.strengths.value(&u);
            if promised <= goal || promised > STAGNATION * last && promised <= LARGEST_DECREMENT_SQUARED {
                return Ok(Some((target, promised <= ROUNDING || self.training.is_quadratic())));
            }
            if run.is_out_of_time()? {
                return Ok(Some((u, true)));
            }
            last = promised;
            match self.step_down(&u, &step, &predictors, promised) {
                Some(taken) => (u, predictors) = taken,
                None => return Ok(Some((u, true))),
            }
        }
        Ok(Some((u, true)))
    }

    /// Backtracks over the lengths 1, ½, ¼, … to a sufficient decrease. Returns the point and its predictors.
    fn step_down(
        &self,
        from: &[f64],
        step: &[f64],
        predictors: &[Vec<f64>],
        promised: f64,
    ) -> Option<(Vec<f64>, Vec<Vec<f64>>)> {
        let value = self.training.value(predictors) + self.strengths.value(from);
        let mut length = 1.0;
        for _ in 0..MAX_HALVINGS {
            let mut u = from.to_vec();
            // A full step leaves exact zeros.
            u.iter_mut()
                .zip(step)
                .for_each(|(u, step)| *u = if *step == -*u && length == 1.0 { 0.0 } else { *u + length * step });
            let predictors = self.training.predictors(&u);
            let reached = self.training.value(&predictors) + self.strengths.value(&u);
            if reached <= value - ARMIJO * length * promised + ROUNDING * value.abs() {
                return Some((u, predictors));
            }
            length *= 0.5;
        }
        None
    }
}

/// Fills the upper triangle of a matrix from its lower one.
fn symmetric(mut matrix: Mat<f64>) -> Mat<f64> {
    for j in 0..matrix.ncols() {
        for i in 0..j {
            matrix[(i, j)] = matrix[(j, i)];
        }
    }
    matrix
}

/// slope − H u.
fn linear_part(hessian: &Mat<f64>, slope: &[f64], u: &[f64]) -> Vec<f64> {
    let mut linear = slope.to_vec();
    for (j, u) in u.iter().enumerate().filter(|(_, u)| **u != 0.0) {
        add_scaled(&mut linear, -u, hessian.col_as_slice(j));
    }
    linear
}
