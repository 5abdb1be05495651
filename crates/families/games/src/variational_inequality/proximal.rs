//! The proximal point algorithm: zeros of F(z) + w (z − c) with the previous such point as center c, each by Newton
//! steps, with decreasing weights w. For monotone F the weighted map is strongly monotone, so Newton steps converge
//! where those on F itself cycle, and the points converge to a solution for any weights (Rockafellar, Monotone
//! Operators and the Proximal Point Algorithm, SIAM J. Control Optim. 14, 1976).

use super::newton;
use super::solver::{Point, Solver, Stop, natural_residual};

/// Weights in units of the scale: initial, smallest and largest.
const FIRST_WEIGHT: f64 = 0.3;
const MIN_WEIGHT: f64 = 1e-6;
const LARGEST_WEIGHT: f64 = 10.0;

/// The factors on the weight after success and failure.
const FALL: f64 = 0.3;
const RISE: f64 = 5.0;

/// The required reduction of the residual for a proximal point. The next point does not need an exact center.
const FOUND: f64 = 0.1;

/// The limit on Newton steps per point. A larger weight is tried after it.
const MAX_STEPS: u32 = 15;

/// The limit on Newton steps in all. On 24 random problems with skew maps, on which anchored steps failed, 12 to 124
/// were needed.
const MAX_IN_ALL: f64 = 150.0;

/// Up to this number of variables, a Newton step takes less than a millisecond.
const SMALL: usize = 100;

/// The remaining budget of an attempt.
struct Budget {
    newton_steps: u32,
    passes: f64,
}

impl Budget {
    /// As many evaluations as made so far and, if Newton steps are expensive, as many of these as take a few times as
    /// long.
    fn of(solver: &Solver) -> Self {
        let (passes, size) = (solver.map.passes(), solver.best.z.len());
        let steps = if size <= SMALL { MAX_IN_ALL } else { (2.0 * passes / size as f64).min(MAX_IN_ALL) };
        Self { newton_steps: steps as u32, passes: 2.0 * passes }
    }

    fn is_used_up(&self, solver: &Solver) -> bool {
        self.newton_steps == 0 || solver.map.passes() >= self.passes
    }
}

/// The best among the start and several proximal points.
pub(super) async fn points(solver: &mut Solver, start: Point) -> Result<Point, Stop> {
    let mut budget = Budget::of(solver);
    let (mut best, mut center, mut weight) = (start.clone(), start, FIRST_WEIGHT);
    while !budget.is_used_up(solver) {
        match point(solver, &center, weight * solver.lipschitz(), &mut budget).await? {
            Some(found) => {
                if found.residual < best.residual {
                    best = found.clone();
                }
                center = found;
                weight = (FALL * weight).max(MIN_WEIGHT);
            }
            None if weight >= LARGEST_WEIGHT => break,
            None => weight = (RISE * weight).min(LARGEST_WEIGHT),
        }
    }
    Ok(best)
}

/// An approximate zero of F(z) + weight (z − center); `None` if Newton steps do not converge.
async fn point(solver: &mut Solver, center: &Point, weight: f64, budget: &mut Budget) -> Result<Option<Point>, Stop> {
    let values = |point: &Point| -> Vec<f64> {
        let pulls = point.z.iter().zip(&center.z).map(|(z, center)| weight * (z - center));
        point.f.iter().zip(pulls).map(|(f, pull)| f + pull).collect()
    };
    let scale = solver.lipschitz() + weight;
    let wanted = FOUND * natural_residual(&solver.set, &center.z, &center.f, scale);
    let mut current = center.clone();
    for _ in 0..MAX_STEPS {
        if budget.is_used_up(solver) {
            return Ok(None);
        }
        budget.newton_steps -= 1;
        let Some(mut jacobian) = solver.map.jacobian(&current.z, &current.f, &solver.set).await else {
            return Ok(None);
        };
        solver.ensure_going()?;
        (0..current.z.len()).for_each(|k| jacobian[(k, k)] += weight);
        let Some(next) = newton::step(&solver.set, &current.z, &values(&current), &jacobian) else {
            return Ok(None);
        };
        solver.newton_steps += 1;
        current = solver.visit(next).await?;
        let residual = natural_residual(&solver.set, &current.z, &values(&current), scale);
        if !residual.is_finite() {
            return Ok(None);
        }
        if residual <= wanted {
            return Ok(Some(current));
        }
    }
    Ok(None)
}
