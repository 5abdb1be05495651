//! The iteration: a trust-region step, projected onto the bounds, is accepted or rejected.

use super::bent::Bent;
use super::curvature::Curvature;
use super::functions::{Functions, QUESTIONS, RESIDUALS};
use super::inference::Inference;
use super::linearization::{Linearization, Weighing};
use super::problem::{LeastSquaresOptions, LeastSquaresProblem};
use super::solution::{LeastSquaresRecord, LeastSquaresSolution, LeastSquaresStatus};
use super::trust_region::{Decomposition, Step};
use crate::minimize::functions::ensure_finite;
use superlinear_interface::{Advance, Error, Oracle, Run};
use superlinear_numerics::vectors::norm;

/// A step is accepted if the actual reduction exceeds this fraction of the predicted one, as in MINPACK.
const MIN_GAIN: f64 = 1e-4;

/// If the predicted relative reduction is below this, or below the rounding of the objective, the actual one is at
/// rounding level, and a step is accepted if it reduces the cosine. Without this, BoxBOD ends as `acceptable`.
const UNSEEN_GAIN: f64 = 1e-10;

/// The largest relative reduction taken for rounding: at a steep point, the estimate of rounding may be huge.
const MAX_UNSEEN_GAIN: f64 = 1e-6;

/// Residuals are numerically zero at this fraction of the smaller of 1 and their initial norm: a steep start says
/// nothing about the data.
const ZERO_RESIDUAL: f64 = 1e-14;

/// Residuals explained by rounding of the variables are zero, too, if that effect is small itself: at a steep point it
/// may be huge.
const SMALL_ROUNDING: f64 = 1e-8;

/// Relative step length below which a step has no effect.
const SHORTEST_STEP: f64 = 1e-15;

/// This many consecutive rejections shrink the radius below it, even at the origin.
const MAX_REFUSALS: u32 = 60;

/// Decay per step of a variable's scale, if its column has become shorter. The NIST data sets take 2022 iterations;
/// with no decay, as in MINPACK, 3255; with 0.7, 2332 and one fails; with the current columns alone, four fail.
const SCALE_KEPT: f64 = 0.9;

/// An acceptable cosine if no step reduces it: differences of functions with ten digits leave as much.
const ACCEPTABLE_COSINE: f64 = 1e-5;

/// A point is also acceptable if the relative first-order change of the objective, as one variable changes by max(1,
/// |x|), is below this. If a column of the Jacobian vanishes, cosines say nothing, and rounding of the objective
/// determines its minimum only to the square root of the precision.
const FLAT_GRADIENT: f64 = 1e-6;

/// The smallest first step as a fraction of the Gauss-Newton step: tiny variables at the start say nothing of their size at
/// the end.
const SHORTEST_START: f64 = 1e-8;

/// The state of a run.
pub(super) struct Solver {
    problem: LeastSquaresProblem,
    run: Run,
    functions: Functions,
    weighing: Weighing,
    current: Linearization,
    /// The scale of each variable: the norm of its column, or a decayed earlier norm; 1 if that is 0.
    scale: Vec<f64>,
    radius: f64,
    curvature: Curvature,
    /// The decomposed model at the current point, in the free variables.
    decomposition: Option<Model>,
    first_residual_norm: f64,
    iterations: u32,
    recorded_iterations: u32,
    refusals: u32,
    history: Vec<LeastSquaresRecord>,
}

/// A decomposed model of the objective: Gauss-Newton, or with the second-order term.
enum Model {
    Flat(Decomposition),
    Bent(Bent),
}

impl Model {
    /// The indices of its variables.
    fn free(&self) -> &[usize] {
        match self {
            Self::Flat(Decomposition { free, .. }) | Self::Bent(Bent { free, .. }) => free,
        }
    }

    /// The step with scaled length at most `radius`.
    fn step(&self, radius: f64) -> Step {
        match self {
            Self::Flat(model) => model.step(radius),
            Self::Bent(model) => model.step(radius),
        }
    }
}

/// A trial step, projected onto the bounds.
struct Trial {
    x: Vec<f64>,
    /// The reduction predicted by the current model.
    predicted: f64,
    /// The reduction predicted by the Gauss-Newton model, and the correction by the second-order term.
    flat: f64,
    bend: f64,
    /// Its scaled length before the projection.
    length: f64,
    damping: f64,
}

impl Solver {
    /// Evaluates residuals and Jacobian at the start. Without them there is no solution to report.
    pub async fn start(problem: LeastSquaresProblem, oracle: Oracle, run: Run) -> Result<Self, Error> {
        let mut functions = Functions::new(&problem, oracle, &run)?;
        let mut x = problem.initial.to_vec();
        functions.bounds.clip_all(&mut x);
        let residuals = functions.residuals(&x).await;
        ensure_finite(QUESTIONS[RESIDUALS], &residuals)?;
        let jacobian = functions.jacobian(&x, &residuals).await;
        for column in jacobian.col_iter() {
            let column: Vec<_> = column.iter().copied().collect();
            ensure_finite(functions.source_of_jacobian(), &column)?;
        }
        let weighing = Weighing::of(&problem);
        let current = Linearization::new(x, residuals, jacobian, &weighing, &functions.bounds);
        if !current.is_finite() {
            let message = "must be small enough at `initial` for the sum of squares, and its gradient, to be finite";
            return Err(Error::invalid(QUESTIONS[RESIDUALS], message));
        }
        let scale: Vec<_> = current.model_norms().map(|norm| if norm > 0.0 { norm } else { 1.0 }).collect();
        Ok(Self {
            curvature: Curvature::new(current.x.len()),
            radius: first_radius(&scale, &current.x),
            first_residual_norm: current.residual_norm,
            problem,
            run,
            functions,
            weighing,
            current,
            scale,
            decomposition: None,
            iterations: 0,
            recorded_iterations: 0,
            refusals: 0,
            history: Vec::new(),
        })
    }

    /// Iterates to termination.
    pub async fn run_to_termination(&mut self) -> Result<LeastSquaresStatus, Error> {
        self.record(0.0, true);
        loop {
            // A cosine below the error of forward differences is theirs.
            let is_theirs = self.current.cosine() <= self.functions.error_of_jacobian();
            if self.functions.is_coarse() && (is_theirs || self.is_solution()) {
                self.refine().await;
            }
            if self.is_solution() {
                return Ok(LeastSquaresStatus::Converged);
            }
            if self.run.is_out_of_time()? {
                return Ok(LeastSquaresStatus::TimeLimit);
            }
            if self.iterations >= self.problem.options.max_iterations {
                return Ok(LeastSquaresStatus::IterationLimit);
            }
            self.iterations += 1;
            let Some(trial) = self.trial()? else { return Ok(self.status_when_late()) };
            let shortest = SHORTEST_STEP * scaled_norm(&self.scale, &self.current.x);
            let is_still = trial.length > 0.0 && trial.length <= shortest && self.is_still(&trial.x);
            if is_still || self.refusals == MAX_REFUSALS {
                if !self.functions.is_coarse() {
                    return Ok(self.status_at_rest());
                }
                self.refine().await;
                (self.radius, self.refusals) = (first_radius(&self.scale, &self.current.x), 0);
                self.iterations -= 1;
                continue;
            }
            let is_accepted = self.accepts(&trial).await;
            self.refusals = if is_accepted { 0 } else { self.refusals + 1 };
            self.curvature.note(self.current.cosine());
            self.record(trial.damping, is_accepted);
        }
    }

    /// Whether each variable changes by no more than rounding. A variable's scale may stem from a much steeper point;
    /// beside it a necessary step of another variable seems short.
    fn is_still(&self, x: &[f64]) -> bool {
        x.iter().zip(&self.current.x).all(|(new, old)| (new - old).abs() <= SHORTEST_STEP * old.abs())
    }

    /// The status if the time limit passed during an iteration. The interrupted iteration is not counted.
    pub fn status_when_late(&mut self) -> LeastSquaresStatus {
        self.iterations = self.recorded_iterations;
        LeastSquaresStatus::TimeLimit
    }

    fn is_solution(&self) -> bool {
        let (size, rounding) = (self.first_residual_norm.min(1.0), self.current.rounding());
        let zero = (ZERO_RESIDUAL * size).max(if rounding <= SMALL_ROUNDING * size { rounding } else { 0.0 });
        self.current.cosine() <= self.problem.options.tolerance || self.current.residual_norm <= zero
    }

    /// The status if no step improves the point.
    fn status_at_rest(&self) -> LeastSquaresStatus {
        let Linearization { residual_norm, objective, .. } = self.current;
        // If residuals are close to their rounding error, so are their cosines.
        let seen = self.current.rounding() / residual_norm;
        let is_flat = self.current.relative_gradient() <= FLAT_GRADIENT * objective;
        if is_flat || self.current.cosine() <= seen.max(ACCEPTABLE_COSINE) {
            LeastSquaresStatus::Acceptable
        } else {
            LeastSquaresStatus::Stalled
        }
    }

    /// A trial step from the current point; `None` if the time limit passes first.
    fn trial(&mut self) -> Result<Option<Trial>, Error> {
        let kept = match self.decomposition.take() {
            Some(decomposition) => Some(decomposition),
            None => self.decompose((0..self.current.x.len()).filter(|&j| !self.current.is_held[j]).collect())?,
        };
        let Some(decomposition) = kept else { return Ok(None) };
        let mut free = decomposition.free().to_vec();
        if self.iterations == 1 {
            let full = SHORTEST_START * decomposition.step(f64::MAX).length;
            self.radius = if full.is_finite() { self.radius.max(full) } else { self.radius };
        }
        let mut step = decomposition.step(self.radius);
        // Variables at a bound that the step would violate are removed until none is left.
        loop {
            let may_move =
                |&(&j, &change): &(&usize, &f64)| !self.functions.bounds.is_leaving(j, self.current.x[j], change);
            let staying: Vec<_> = free.iter().zip(&step.change).filter(may_move).map(|(&j, _)| j).collect();
            if staying.len() == free.len() {
                break;
            }
            let Some(decomposition) = self.decompose(staying)? else { return Ok(None) };
            step = decomposition.step(self.radius);
            free = decomposition.free().to_vec();
        }
        if self.iterations == 1 && step.length > 0.0 {
            self.radius = self.radius.min(step.length);
        }
        self.decomposition = Some(decomposition);
        Ok(Some(self.projected(&free, &step)))
    }

    /// The decomposed model in the variables `free`; `None` if the time limit passes first.
    fn decompose(&self, free: Vec<usize>) -> Result<Option<Model>, Error> {
        let Linearization { model, model_residuals, gradient, .. } = &self.current;
        let Self { scale, run, .. } = self;
        Ok(match self.curvature.used() {
            None => Decomposition::in_time(model, model_residuals, free, scale, run)?.map(Model::Flat),
            Some(matrix) => Bent::in_time(model, matrix, gradient, free, scale, run)?.map(Model::Bent),
        })
    }

    /// Projects a step onto the bounds and predicts its reduction.
    fn projected(&self, free: &[usize], step: &Step) -> Trial {
        let mut x = self.current.x.clone();
        free.iter().zip(&step.change).for_each(|(&j, change)| x[j] += change);
        self.functions.bounds.clip_all(&mut x);
        let change: Vec<_> = x.iter().zip(&self.current.x).map(|(new, old)| new - old).collect();
        let (flat, bend) = (self.current.predicted(&change), self.curvature.along(&change));
        let predicted = if self.curvature.used().is_some() { flat - bend } else { flat };
        Trial { x, predicted, flat, bend, length: step.length, damping: step.damping }
    }

    /// Evaluates a trial step, accepts or rejects it, and updates the radius. Returns whether it was accepted.
    async fn accepts(&mut self, trial: &Trial) -> bool {
        // A projected step may be no descent step; short ones are, as they follow the gradient.
        if trial.predicted.is_nan() || trial.predicted <= 0.0 {
            let length = if trial.length > 0.0 { trial.length } else { self.radius };
            self.radius = 0.25 * self.radius.min(length);
            return false;
        }
        let residuals = self.functions.residuals(&trial.x).await;
        let fall = self.current.objective - self.weighing.objective(&residuals);
        let gain = fall / trial.predicted;
        let rounding = self.current.rounding() / self.current.residual_norm;
        let unseen = rounding.clamp(UNSEEN_GAIN, MAX_UNSEEN_GAIN) * self.current.objective;
        let is_unseen = trial.predicted <= unseen;
        let is_better = gain > MIN_GAIN || is_unseen && -fall <= unseen;
        let next = if is_better { self.linearized(&trial.x, residuals).await } else { None };
        let is_other = match &next {
            Some(next) if is_unseen => self.curvature.choose_by_gradient(&self.current, next, &self.scale),
            _ if is_unseen => false,
            _ => self.curvature.choose_by_fall(trial.flat, trial.bend, fall),
        };
        if is_other {
            self.decomposition = None;
        }
        let next = next.filter(|next| gain > MIN_GAIN || next.cosine() < self.current.cosine());
        if next.is_none() || gain <= 0.25 && !is_unseen {
            let factor = if fall >= 0.0 { 0.5 } else { 0.25 };
            self.radius = factor * self.radius.min(10.0 * trial.length);
        } else if gain >= 0.75 || trial.damping == 0.0 {
            self.radius = 2.0 * trial.length;
        }
        let Some(next) = next else { return false };
        self.curvature.learn(&self.current, &next, &self.weighing);
        self.scale.iter_mut().zip(next.model_norms()).for_each(|(scale, norm)| *scale = norm.max(SCALE_KEPT * *scale));
        self.current = next;
        self.decomposition = None;
        true
    }

    /// Estimates the derivatives at the current point, and from there on, by central differences.
    async fn refine(&mut self) {
        self.functions.refine();
        let (x, residuals) = (self.current.x.clone(), self.current.residuals.clone());
        if let Some(refined) = self.linearized(&x, residuals).await {
            self.current = refined;
            self.decomposition = None;
        }
    }

    /// The derivatives at a point; `None` if one is not finite.
    async fn linearized(&mut self, x: &[f64], residuals: Vec<f64>) -> Option<Linearization> {
        let jacobian = self.functions.jacobian(x, &residuals).await;
        let Self { weighing, functions, .. } = self;
        Some(Linearization::new(x.to_vec(), residuals, jacobian, weighing, &functions.bounds))
            .filter(Linearization::is_finite)
    }

    /// Reports the current point.
    fn record(&mut self, damping: f64, is_accepted: bool) {
        self.recorded_iterations = self.iterations;
        let LeastSquaresOptions { tolerance, max_iterations, .. } = self.problem.options;
        let record = LeastSquaresRecord {
            iteration: self.iterations,
            objective: self.current.objective,
            kkt_residual: self.current.cosine(),
            radius: self.radius,
            damping,
            is_accepted,
        };
        let advance = Advance::certificate(record.kkt_residual, tolerance).or_budget(self.iterations, max_iterations);
        self.run.progress(advance, || record.clone());
        if self.problem.options.history {
            self.history.push(record);
        }
    }

    /// The solution, given the final status.
    pub fn solution(self, status: LeastSquaresStatus) -> Result<LeastSquaresSolution, Error> {
        let Self { current, weighing, functions, .. } = &self;
        let inference = Inference::at(current, weighing, functions.error_of_jacobian(), &self.run)?;
        let multipliers: Vec<_> = (current.gradient.iter().zip(&current.is_held))
            .map(|(&slope, &is_held)| if is_held { 0.0 - slope } else { 0.0 })
            .collect();
        Ok(LeastSquaresSolution {
            status,
            iterations: self.iterations,
            solution: current.x.clone().into(),
            residuals: current.residuals.clone().into(),
            objective: current.objective,
            kkt_residual: current.cosine(),
            rank: inference.rank as u32,
            degrees_of_freedom: inference.degrees_of_freedom as u32,
            standard_errors: inference.standard_errors(),
            covariance: inference.covariance,
            bound_multipliers: multipliers.into(),
            evaluations: functions.evaluations,
            history: self.problem.options.history.then_some(self.history),
        })
    }
}

/// The scaled length of the point. MINPACK starts with a hundred times as much, from which the steps of BoxBOD end on a
/// plateau.
fn first_radius(scale: &[f64], x: &[f64]) -> f64 {
    let length = scaled_norm(scale, x);
    if length > 0.0 && length.is_finite() { length } else { 1.0 }
}

/// The scaled norm of a vector of variables.
fn scaled_norm(scale: &[f64], x: &[f64]) -> f64 {
    let scaled: Vec<_> = scale.iter().zip(x).map(|(scale, x)| scale * x).collect();
    norm(&scaled)
}
