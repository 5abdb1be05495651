//! The state of a search: evaluated points, the best of them, and termination.

use super::feasibility::Infeasible;
use super::map::Map;
use super::newton;
use super::problem::{Space, VariationalInequalityMethod, VariationalInequalityProblem};
use super::solution::{VariationalInequalityRecord, VariationalInequalitySolution, VariationalInequalityStatus};
use crate::stagnation::Stagnation;
use superlinear_interface::{Advance, Error, Run};
use superlinear_numerics::sets::Product;
use superlinear_numerics::vectors::{difference, norm};

/// The limit on Newton steps per attempt. Convergence takes a few, or fails.
const MAX_NEWTON_STEPS: u32 = 12;

/// The number of evaluations that count as one iteration in the stagnation test. The residual of anchored steps may
/// rise for the four thousand evaluations between two restarts; otherwise a game of 100 actions each would be
/// abandoned.
const PATIENCE: f64 = 10.0;

/// The smallest factor applied to the scale at a presumed solution. Below it, changes of the map are rounding.
const LARGEST_FALL: f64 = 1e-9;

/// The length of the probing step relative to the point, well above rounding.
const PROBE: f64 = 1e-4;

/// The reason for stopping.
pub(super) enum Stop {
    Ended(VariationalInequalityStatus),
    Failed(Error),
}

impl Stop {
    /// The time limit has passed during an evaluation.
    pub(crate) fn late() -> Self {
        Self::Ended(VariationalInequalityStatus::TimeLimit)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// A point of the set with its map value and natural residual; NaN if the map is not finite.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub z: Vec<f64>,
    pub f: Vec<f64>,
    pub residual: f64,
}

pub(super) struct Solver {
    pub run: Run,
    pub set: Product,
    pub map: Map,
    /// The point with the smallest residual.
    pub best: Point,
    pub restarts: u32,
    pub newton_steps: u32,
    /// Tolerance on the residual, in units of the scale and of the larger of 1 and the point's norm.
    tolerance: f64,
    /// The unit of the map per unit of the point.
    scale: f64,
    /// Whether the scale is the given Lipschitz constant.
    is_scale_given: bool,
    limit: u32,
    stagnation: Stagnation,
    method: VariationalInequalityMethod,
    history: Option<Vec<VariationalInequalityRecord>>,
}

impl Solver {
    /// Evaluates the map at the start. Fails if it is not finite.
    pub(crate) async fn start(
        problem: &VariationalInequalityProblem,
        space: Space,
        mut map: Map,
        run: Run,
    ) -> Result<Self, Error> {
        let mut z = problem.start(&space.set);
        let set = space.set.with_nonnegative(map.multipliers());
        z.resize(set.dimension(), 0.0);
        let f = map.values(&z).await;
        let residual = natural_residual(&set, &z, &f, 1.0);
        if !residual.is_finite() {
            return Err(Error::invalid("operator", "must be finite at `initial`, and its length too"));
        }
        let method = match problem.options.method {
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
            tolerance: problem.options.tolerance,
            scale: 1.0,
            is_scale_given: problem.options.lipschitz.is_some(),
            limit: problem.options.max_iterations,
            stagnation: Stagnation::default(),
            method,
            history: problem.options.history.then(Vec::new),
        };
        solver.record(residual);
        Ok(solver)
    }

    /// Evaluates a point of the set. Stops if it is a solution.
    pub(crate) async fn visit(&mut self, z: Vec<f64>) -> Result<Point, Stop> {
        let point = self.evaluated(z).await;
        if self.is_there() {
            self.renew_scale().await?;
        }
        self.ensure_going()?;
        Ok(point)
    }

    async fn evaluated(&mut self, z: Vec<f64>) -> Point {
        let f = self.map.values(&z).await;
        let residual = natural_residual(&self.set, &z, &f, self.scale);
        let point = Point { z, f, residual };
        if residual < self.best.residual {
            self.best = point.clone();
        }
        self.record(residual);
        point
    }

    /// Makes a point with constraint violations the best one, with multipliers that prove infeasibility. Keeps the
    /// start if the map is not finite there.
    pub(crate) async fn stand_at(&mut self, Infeasible { mut point, multipliers }: Infeasible) {
        point.extend(multipliers);
        let point = self.evaluated(point).await;
        if point.residual.is_finite() {
            self.best = point;
        } else {
            let first = self.best.z.len() - self.map.multipliers();
            self.best.z[first..].copy_from_slice(&point.z[first..]);
        }
    }

    /// Sets the scale of the map: the given Lipschitz constant, or an estimate of it at the start; the map's norm if it
    /// does not change.
    pub(crate) async fn settle(&mut self, given: Option<f64>) -> Result<(), Stop> {
        let ratio = match given {
            Some(given) => given,
            None => self.ratio_at_best().await?,
        };
        self.set_scale(if ratio > 0.0 { ratio } else { norm(&self.best.f) });
        if self.is_there() {
            self.renew_scale().await?;
        }
        Ok(())
    }

    fn set_scale(&mut self, scale: f64) {
        if scale.is_normal() {
            self.scale = scale;
            self.best.residual = natural_residual(&self.set, &self.best.z, &self.best.f, scale);
        }
    }

    /// Lowers the scale to its value at the best point, so that a steep start does not loosen the tolerance.
    async fn renew_scale(&mut self) -> Result<(), Stop> {
        if self.is_scale_given {
            return Ok(());
        }
        let ratio = self.ratio_at_best().await?;
        if ratio > 0.0 && ratio < self.scale {
            self.set_scale(ratio.max(LARGEST_FALL * self.scale));
        }
        Ok(())
    }

    /// The tolerance on the residual of the best point.
    fn goal(&self) -> f64 {
        self.tolerance * self.scale * norm(&self.best.z).max(1.0)
    }

    fn is_there(&self) -> bool {
        self.best.residual <= self.goal()
    }

    /// Stops if the best point is a solution, or the budget is exhausted.
    pub(crate) fn ensure_going(&mut self) -> Result<(), Stop> {
        let ended = |status| Err(Stop::Ended(status));
        if self.is_there() {
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
        let advance = Advance::certificate(self.best.residual, self.goal()).or_budget(self.map.passes(), self.limit);
        self.run.progress(advance, || VariationalInequalityRecord { natural_residual: self.best.residual, ..record });
    }

    /// The difference quotient of the map over a short step from the best point, an estimate of the Lipschitz constant.
    /// 0 if the map or the point does not change, or the map is not finite there.
    async fn ratio_at_best(&mut self) -> Result<f64, Stop> {
        let start = self.best.clone();
        let length = PROBE * norm(&start.z).max(1.0) / norm(&start.f);
        let mut z: Vec<_> = start.z.iter().zip(&start.f).map(|(z, f)| z - length * f).collect();
        self.set.project(&mut z);
        let point = self.evaluated(z).await;
        if self.run.is_out_of_time()? {
            return Err(Stop::late());
        }
        let ratio = distance(&point.f, &start.f) / distance(&point.z, &start.z);
        Ok(if ratio.is_finite() { ratio } else { 0.0 })
    }

    /// The estimated Lipschitz constant of the map, equal to the scale.
    pub(crate) fn lipschitz(&self) -> f64 {
        self.scale
    }

    /// The best point among several Newton steps and their start.
    pub(crate) async fn newton(&mut self, start: Point) -> Result<Point, Stop> {
        let (mut best, mut current) = (start.clone(), start);
        for _ in 0..MAX_NEWTON_STEPS {
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

    pub(crate) fn solution(self, stop: Stop) -> Result<VariationalInequalitySolution, Error> {
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
            scale: self.scale,
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

/// ‖z − P(z − F(z) / scale)‖ times the scale; NaN if the map is not finite.
pub(super) fn natural_residual(set: &Product, z: &[f64], f: &[f64], scale: f64) -> f64 {
    if !f.iter().all(|entry| entry.is_finite()) {
        return f64::NAN;
    }
    let step: Vec<_> = f.iter().map(|entry| entry / scale).collect();
    scale * norm(&set.displacement(z, &step))
}

/// The distance of two points; NaN or infinite if one of them is not finite.
pub(super) fn distance(a: &[f64], b: &[f64]) -> f64 {
    norm(&difference(a, b))
}
