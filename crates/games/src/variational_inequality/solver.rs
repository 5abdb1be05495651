//! A search under way: the points that were evaluated, the best of them, and how it ends.

use super::map::Map;
use super::newton;
use super::problem::{Space, VariationalInequalityMethod, VariationalInequalityProblem};
use super::solution::{VariationalInequalityRecord, VariationalInequalitySolution, VariationalInequalityStatus};
use crate::sets::Product;
use crate::stagnation::Stagnation;
use superlinear_interface::{Advance, Error, Run};
use superlinear_numerics::vectors::{difference, norm};

/// The most Newton steps of one attempt: they converge in a few or do not.
const MOST_NEWTON_STEPS: u32 = 12;

/// So many evaluations count as one where it is judged whether the residual still falls: that of anchored steps may rise for the four
/// thousand evaluations between two restarts, and a game of 100 actions each would be given up.
const PATIENCE: f64 = 10.0;

/// The length of the step that probes the map, relative to the point: long enough for rounding not to show.
const PROBE: f64 = 1e-4;

/// Why a search cannot go on.
pub(super) enum Stop {
    Ended(VariationalInequalityStatus),
    Failed(Error),
}

impl Stop {
    /// The time limit has passed in the midst of a question.
    pub fn late() -> Self {
        Self::Ended(VariationalInequalityStatus::TimeLimit)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// A point of the set, what the map is there, and how far it is from a solution; NaN where the map is not finite.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub z: Vec<f64>,
    pub f: Vec<f64>,
    pub residual: f64,
}

/// A search under way.
pub(super) struct Solver {
    pub run: Run,
    pub set: Product,
    pub map: Map,
    /// The point of the least residual.
    pub best: Point,
    pub restarts: u32,
    newton_steps: u32,
    /// What the residual is to fall to.
    goal: f64,
    limit: u32,
    stagnation: Stagnation,
    method: VariationalInequalityMethod,
    history: Option<Vec<VariationalInequalityRecord>>,
}

impl Solver {
    /// Evaluates the map at the start, without which there is nothing to tell.
    pub async fn start(
        problem: &VariationalInequalityProblem,
        space: Space,
        mut map: Map,
        run: Run,
    ) -> Result<Self, Error> {
        let set = space.set.with_nonnegative(map.multipliers());
        let mut z = problem.initial.as_ref().map_or_else(Vec::new, |initial| initial.to_vec());
        z.resize(set.dimension(), 0.0);
        set.project(&mut z);
        let f = map.values(&z).await;
        let residual = natural_residual(&set, &z, &f);
        if !residual.is_finite() {
            return Err(Error::invalid("operator", "must be finite at `initial`, and its length too"));
        }
        let goal = problem.tolerance * norm(&f).max(1.0);
        let method = match problem.method {
            VariationalInequalityMethod::Auto => VariationalInequalityMethod::Anchored,
            method => method,
        };
        let mut solver = Self {
            run,
            set,
            map,
            best: Point { z, f, residual },
            restarts: 0,
            newton_steps: 0,
            goal,
            limit: problem.max_iterations,
            stagnation: Stagnation::default(),
            method,
            history: problem.history.then(Vec::new),
        };
        solver.record(residual);
        Ok(solver)
    }

    /// The point at `z`, which is in the set. Stops where it is a solution.
    pub async fn visit(&mut self, z: Vec<f64>) -> Result<Point, Stop> {
        let f = self.map.values(&z).await;
        let residual = natural_residual(&self.set, &z, &f);
        let point = Point { z, f, residual };
        if residual < self.best.residual {
            self.best = point.clone();
        }
        self.record(residual);
        self.ensure_going()?;
        Ok(point)
    }

    /// Stops where the best point is a solution, or the budget is used up.
    pub fn ensure_going(&mut self) -> Result<(), Stop> {
        let ended = |status| Err(Stop::Ended(status));
        if self.best.residual <= self.goal {
            return ended(VariationalInequalityStatus::Converged);
        }
        if self.run.is_out_of_time()? {
            return ended(VariationalInequalityStatus::TimeLimit);
        }
        let passes = self.map.passes();
        if passes >= f64::from(self.limit) {
            return ended(VariationalInequalityStatus::IterationLimit);
        }
        if self.stagnation.is_over((passes / PATIENCE) as u32, self.best.residual) {
            return ended(VariationalInequalityStatus::Stalled);
        }
        Ok(())
    }

    fn record(&mut self, residual: f64) {
        let record = VariationalInequalityRecord {
            evaluations: self.map.evaluations,
            component_evaluations: self.map.component_evaluations,
            natural_residual: residual,
        };
        if let Some(history) = &mut self.history
            && residual.is_finite()
        {
            history.push(record);
        }
        let advance = Advance::certificate(self.best.residual, self.goal).or_budget(self.map.passes(), self.limit);
        self.run.progress(advance, || VariationalInequalityRecord { natural_residual: self.best.residual, ..record });
    }

    /// The ratio of a small change of the map to that of the point, at the start: an estimate of the Lipschitz constant. 0 where the
    /// map does not change, or is not finite there.
    pub async fn probe(&mut self) -> Result<f64, Stop> {
        let start = self.best.clone();
        let length = PROBE * norm(&start.z).max(1.0) / norm(&start.f);
        let mut z: Vec<_> = start.z.iter().zip(&start.f).map(|(z, f)| z - length * f).collect();
        self.set.project(&mut z);
        let point = self.visit(z).await?;
        let ratio = distance(&point.f, &start.f) / distance(&point.z, &start.z);
        Ok(if ratio.is_finite() { ratio } else { 0.0 })
    }

    /// The best of some Newton steps from a point, and that point.
    pub async fn newton(&mut self, start: Point) -> Result<Point, Stop> {
        let (mut best, mut current) = (start.clone(), start);
        for _ in 0..MOST_NEWTON_STEPS {
            let Some(jacobian) = self.map.jacobian(&current.z, &current.f, &self.set).await else { break };
            self.ensure_going()?;
            let Some(next) = newton::step(&self.set, &current.z, &current.f, &jacobian) else { break };
            self.newton_steps += 1;
            current = self.visit(next).await?;
            if !current.residual.is_finite() {
                break;
            }
            if current.residual < best.residual {
                best = current.clone();
            }
        }
        Ok(best)
    }

    /// What the caller gets.
    pub fn solution(self, stop: Stop) -> Result<VariationalInequalitySolution, Error> {
        let status = match stop {
            Stop::Ended(status) => status,
            Stop::Failed(error) => return Err(error),
        };
        let Point { z, f, residual } = self.best;
        let count = self.map.multipliers();
        let gap = if count > 0 { None } else { self.set.least(&f) };
        let gap = gap.map(|least| z.iter().zip(&f).map(|(z, f)| z * f).sum::<f64>() - least);
        let (x, multipliers) = z.split_at(z.len() - count);
        Ok(VariationalInequalitySolution {
            status,
            solution: x.to_vec().into(),
            natural_residual: residual,
            gap: gap.filter(|gap| gap.is_finite()),
            multipliers: (count > 0).then(|| multipliers.to_vec().into()),
            evaluations: self.map.evaluations,
            component_evaluations: self.map.component_evaluations,
            newton_steps: self.newton_steps,
            restarts: self.restarts,
            method: self.method,
            history: self.history,
        })
    }
}

/// The length of z − P(z − F(z)); NaN where the map is not finite.
fn natural_residual(set: &Product, z: &[f64], f: &[f64]) -> f64 {
    if !f.iter().all(|entry| entry.is_finite()) {
        return f64::NAN;
    }
    let mut moved = difference(z, f);
    set.project(&mut moved);
    distance(&moved, z)
}

/// The distance of two points; NaN or infinite where one of them is not finite.
pub(super) fn distance(a: &[f64], b: &[f64]) -> f64 {
    norm(&difference(a, b))
}
