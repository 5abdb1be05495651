//! The outer loop: bound-constrained projected quasi-Newton descent of x → F(x, y*(x)). The inner problem for y*(x) is
//! solved only as accurately as the current step requires.
//!
//! Source of the accuracy control: Salehi, Mukherjee, Roberts, Ehrhardt, An adaptively inexact first-order method for
//! bilevel optimization with application to hyperparameter learning, SIAM J. Math. Data Sci. 2025 (MAID). MAID steps
//! along the gradient; here that is an option, and the default is a quasi-Newton direction.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use superlinear_interface::{Advance, Ending, Error, Run};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::quasi_newton::InverseLimitedMemory;
use superlinear_numerics::vectors::{clipped_step, difference, dot, largest, norm};

/// The value of x → F(x, y*(x)) at a point, computed from an inexact inner solution.
#[derive(Clone, Debug)]
pub(crate) struct Solved<Inner> {
    /// The inner solution, with its by-products.
    pub inner: Inner,
    /// F at the inner solution. A point with a nonfinite value is rejected.
    pub value: f64,
    /// Bound on the error of `value`.
    pub margin: f64,
    /// Whether a higher accuracy cannot improve the value: the error is rounding, or the inner problem was solved
    /// directly.
    pub is_final: bool,
}

/// The gradient of x → F(x, y*(x)) at a point.
#[derive(Clone, Debug)]
pub(crate) struct Slope {
    pub gradient: Vec<f64>,
    /// Bound on its error, in the 2-norm.
    pub error: f64,
    /// As in [`Solved`].
    pub is_final: bool,
}

/// The reduced objective x → F(x, y*(x)). Running out of time is not an error: the inner iterations stop and return
/// their last iterate, and the outer loop discards it.
pub(crate) trait Reduced {
    /// The inner solution at a point, with everything worth reusing for the gradient and for the next point.
    type Inner: Clone;

    /// Solves the inner problem at `x`, warm-started from `near`, to within `accuracy` of its solution in the 2-norm.
    async fn solve(
        &mut self,
        x: &[f64],
        near: Option<&Self::Inner>,
        accuracy: f64,
    ) -> Result<Solved<Self::Inner>, Error>;

    /// Improves the less accurate inner solution `inner` at `x`.
    async fn sharpen(&mut self, x: &[f64], inner: &Self::Inner, accuracy: f64) -> Result<Solved<Self::Inner>, Error> {
        self.solve(x, Some(inner), accuracy).await
    }

    /// The gradient at `x` for the inner solution `inner`. The adjoint's residual is at most `accuracy`.
    async fn slope(&mut self, x: &[f64], inner: &mut Self::Inner, accuracy: f64) -> Result<Slope, Error>;

    /// Estimate of the diagonal of the Hessian at `x`, positive, if the gradient provides one. It initializes the
    /// quasi-Newton model.
    fn curvature(&self, _x: &[f64], _gradient: &[f64]) -> Option<Vec<f64>> {
        None
    }
}

/// MAID's η: the fraction of the predicted decrease required of a step, and the fraction of a gradient that must remain
/// after subtracting its error.
const MIN_SHARE: f64 = 1e-4;

/// The largest error of a gradient, relative to the projected gradient, in quasi-Newton updates. Descent steps tolerate
/// errors as large as the gradient, but with these the benchmark on sparse text takes a fifth more processor time, and
/// with 1/20 a tenth more (`npm run bench:peers -- penalties`).
const LARGEST_ERROR: f64 = 0.2;

/// Default initial accuracy of inner solutions and adjoints, as in MAID.
pub(crate) const FIRST_ACCURACY: f64 = 0.1;

/// The residual of iteratively solved adjoints, as a fraction of the accuracy, or of the initial one if the accuracy
/// was relaxed beyond it. Their errors are estimated only as far as the solver corrects them.
const SHARE_OF_ADJOINTS: f64 = 0.1;

/// The residual of adjoints, relative to the right-hand side, for inner solutions of this accuracy.
pub(crate) fn adjoint_accuracy(accuracy: f64) -> f64 {
    SHARE_OF_ADJOINTS * accuracy.min(FIRST_ACCURACY)
}

/// The factors on the accuracy: MAID's τ when more is needed, MAID's ν after each step.
const SHARPENING: f64 = 0.5;
const RELAXATION: f64 = 1.05;

/// The smallest factor applied to the accuracy at once if the margins require more.
const STRONGEST_SHARPENING: f64 = 1e-3;

/// The highest accuracy. Beyond it only rounding remains, whatever the inner solver reports.
const FINEST_ACCURACY: f64 = 1e-15;

/// The number of consecutive rejected steps after which the accuracy is raised, ten as in MAID.
const MAX_REFUSALS: u32 = 10;

/// The shortest step relative to the full one. Shorter steps make no progress.
const SHORTEST_STEP: f64 = 1e-10;

/// If the directional derivative after a full step exceeds this fraction of the initial one, the step was too short, or
/// the objective is concave along it. Without longer steps the model would never see positive curvature there, and all
/// steps would stay short.
const STEEP_SHARE: f64 = 0.9;

/// The factor that lengthens a step found too short.
const LENGTHENING: f64 = 4.0;

/// Growth of the gradient step length after a full step and after a shortened one: MAID's 2 and 10/9.
const GROWTH_AFTER_FULL_STEP: f64 = 2.0;
const GROWTH_AFTER_OTHERS: f64 = 10.0 / 9.0;

/// The number of recent steps considered for the size of the objective. Their second largest curvature is used: the
/// largest may stem from a steep region, and the smallest from a flat direction, in which rounding prevents such
/// accuracy.
const CURVATURES: usize = 5;

/// Differences of the objective below this fraction of it are rounding.
const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// Objectives with a relative difference below this are compared by their gradients: sums of a thousand squared
/// differences have rounding errors of a hundred units in the last place. Five hundred such steps raise an objective by
/// at most 1e-10 of itself.
const LEVEL: f64 = 1e-13;

/// The search direction of the outer loop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum OuterDirection {
    /// A limited-memory quasi-Newton direction from the last ten steps.
    #[default]
    QuasiNewton,
    /// The negative gradient, as in the paper. It takes many more steps.
    Gradient,
}

/// The unit of the tolerance.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scale {
    /// A known size of the objective; variables have unit 1.
    Fixed(f64),
    /// The absolute value of the initial objective; variables have unit 1.
    Start,
    /// The absolute value of the current objective, but at least this number; variables have unit 1. It suits losses
    /// that may fall by many orders of magnitude.
    Value(f64),
    /// The size of the objective at the current point ([`Outer::size`]), divided by the largest absolute variable or 1.
    /// It follows the descent, so termination depends neither on a steep start nor on the unit of the objective.
    Point,
}

/// Inputs of the outer loop.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The initial point, within the bounds.
    pub initial: Vec<f64>,
    /// Lower bounds; -∞ for none.
    pub lower: Vec<f64>,
    /// Upper bounds; ∞ for none.
    pub upper: Vec<f64>,
    /// The tolerance on the projected gradient and its error, relative to `scale`.
    pub tolerance: f64,
    pub scale: Scale,
    pub max_iterations: u32,
    /// Initial accuracy of inner solutions and adjoints.
    pub accuracy: f64,
    /// The largest change of a variable in a step, before lengthening.
    pub longest_step: Option<f64>,
    pub direction: OuterDirection,
    /// Whether to record each iteration.
    pub history: bool,
}

/// A record of an outer iteration.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OuterRecord {
    /// The number of outer iterations so far.
    pub iteration: u32,
    /// The outer objective.
    pub objective: f64,
    /// The largest absolute entry of the projected gradient. `valueFunction` reports the last step divided by the step
    /// size instead, `stochastic` the momentum.
    pub projected_gradient: f64,
}

/// The best point found.
#[derive(Clone, Debug)]
pub(crate) struct Found<Inner> {
    pub x: Vec<f64>,
    pub inner: Inner,
    pub value: f64,
    pub gradient: Vec<f64>,
    /// Bound on the error of the gradient, in the 2-norm.
    pub error: f64,
    /// The largest absolute entry of x − P(x − gradient), where P clips to the bounds.
    pub projected_gradient: f64,
    /// The size of the objective at `x`, see [`Outer::size`].
    pub size: f64,
    pub iterations: u32,
    /// The number of inner problems solved.
    pub evaluations: u32,
    pub history: Option<Vec<OuterRecord>>,
}

/// Runs the descent to termination, for problems that never suspend.
pub(crate) fn descend<R: Reduced>(
    reduced: &mut R,
    settings: &Settings,
    run: &Run,
) -> Result<(Found<R::Inner>, Ending), Error> {
    ready(async {
        let mut outer = Outer::start(reduced, settings, run).await?;
        let ending = outer.run_to_end().await?;
        Ok((outer.found(), ending))
    })
}

/// A point with its objective and gradient.
struct Point<Inner> {
    x: Vec<f64>,
    solved: Solved<Inner>,
    slope: Slope,
}

impl<Inner> Point<Inner> {
    fn is_final(&self) -> bool {
        self.solved.is_final && self.slope.is_final
    }
}

/// The outcome of an attempted step.
enum Attempt {
    Stepped,
    /// Inner solutions need more accuracy, by this factor.
    Blurred(f64),
    Ended(Ending),
}

/// The state of a descent.
pub(crate) struct Outer<'a, R: Reduced> {
    reduced: &'a mut R,
    settings: &'a Settings,
    run: &'a Run,
    point: Point<R::Inner>,
    /// The initial objective.
    first_value: f64,
    /// The curvatures along recent steps, most recent first. Steps with a gradient change below its error are left out.
    curvatures: VecDeque<f64>,
    accuracy: f64,
    model: InverseLimitedMemory,
    /// The step length relative to the gradient.
    rate: f64,
    iterations: u32,
    evaluations: u32,
    history: Option<Vec<OuterRecord>>,
}

impl<'a, R: Reduced> Outer<'a, R> {
    /// Evaluates the objective and its gradient at the initial point. Fails if either is not finite.
    pub(crate) async fn start(reduced: &'a mut R, settings: &'a Settings, run: &'a Run) -> Result<Self, Error> {
        let x = settings.initial.clone();
        let mut solved = reduced.solve(&x, None, settings.accuracy).await?;
        let unusable = || Error::invalid("initial", "gives no finite objective with a finite gradient");
        if !solved.value.is_finite() {
            return Err(unusable());
        }
        let slope = reduced.slope(&x, &mut solved.inner, settings.accuracy).await?;
        if !slope.gradient.iter().all(|entry| entry.is_finite()) {
            return Err(unusable());
        }
        let mut outer = Self {
            first_value: solved.value,
            curvatures: VecDeque::new(),
            accuracy: settings.accuracy,
            model: InverseLimitedMemory::default(),
            rate: first_rate(&slope.gradient, solved.value, settings),
            iterations: 0,
            evaluations: 1,
            history: settings.history.then(Vec::new),
            point: Point { x, solved, slope },
            reduced,
            settings,
            run,
        };
        outer.record();
        Ok(outer)
    }

    /// Iterates until termination. May be dropped at any await point: `point` is always the best so far.
    pub(crate) async fn run_to_end(&mut self) -> Result<Ending, Error> {
        loop {
            if let Some(ending) = self.sharpen_gradient().await? {
                return Ok(ending);
            }
            if self.projected_gradient() <= self.goal() {
                return Ok(if self.point.slope.error <= self.goal() { Ending::Converged } else { Ending::Stalled });
            }
            if self.iterations >= self.settings.max_iterations {
                return Ok(Ending::IterationLimit);
            }
            match self.step().await? {
                Attempt::Stepped => self.record(),
                Attempt::Blurred(factor) => {
                    if !self.sharpen(factor).await? {
                        return Ok(Ending::TimeLimit);
                    }
                }
                Attempt::Ended(ending) => return Ok(ending),
            }
        }
    }

    /// Returns the best point so far.
    pub(crate) fn found(self) -> Found<R::Inner> {
        let (projected_gradient, size) = (self.projected_gradient(), self.size());
        let Point { x, solved, slope } = self.point;
        Found {
            x,
            inner: solved.inner,
            value: solved.value,
            gradient: slope.gradient,
            error: slope.error,
            projected_gradient,
            size,
            iterations: self.iterations,
            evaluations: self.evaluations,
            history: self.history,
        }
    }

    /// Raises the accuracy until the gradient, despite its error, gives a descent direction; at a solution, until the
    /// error is within the tolerance.
    async fn sharpen_gradient(&mut self) -> Result<Option<Ending>, Error> {
        loop {
            if self.run.is_out_of_time()? {
                let is_there = self.projected_gradient() <= self.goal() && self.point.slope.error <= self.goal();
                return Ok((!is_there).then_some(Ending::TimeLimit));
            }
            let projected = self.projected();
            let share = match self.settings.direction {
                OuterDirection::QuasiNewton => LARGEST_ERROR,
                OuterDirection::Gradient => 1.0 - MIN_SHARE,
            };
            let tolerable = if largest(&projected) <= self.goal() { self.goal() } else { share * norm(&projected) };
            if self.point.slope.error <= tolerable || self.is_final() {
                return Ok(None);
            }
            let needed = SHARPENING * tolerable / self.point.slope.error;
            if !self.sharpen(needed.max(STRONGEST_SHARPENING)).await? {
                return Ok(Some(Ending::TimeLimit));
            }
        }
    }

    /// Solves the inner problem at the current point more accurately. Returns whether time remains.
    async fn sharpen(&mut self, factor: f64) -> Result<bool, Error> {
        self.accuracy *= factor;
        let x = self.point.x.clone();
        let solved = self.reduced.sharpen(&x, &self.point.solved.inner, self.accuracy).await?;
        if self.run.is_out_of_time()? {
            return Ok(false);
        }
        match self.point_at(x, solved).await? {
            Some(point) => self.point = point,
            // A more accurate inner solution should have a finite value as well. If not, keep the present one.
            None => self.accuracy = FINEST_ACCURACY,
        }
        Ok(!self.run.is_out_of_time()?)
    }

    /// Returns whether inner solutions cannot become more accurate.
    fn is_final(&self) -> bool {
        self.point.is_final() || self.accuracy <= FINEST_ACCURACY
    }

    /// Backtracks along the search direction until the decrease suffices.
    async fn step(&mut self) -> Result<Attempt, Error> {
        let direction = self.direction();
        let (mut length, mut refusals) = (1.0, 0);
        loop {
            let x = self.moved(&direction, length);
            if length < SHORTEST_STEP || x == self.point.x {
                return Ok(self.without_step());
            }
            self.evaluations += 1;
            let solved = self.reduced.solve(&x, Some(&self.point.solved.inner), self.accuracy).await?;
            if self.run.is_out_of_time()? {
                return Ok(Attempt::Ended(Ending::TimeLimit));
            }
            let surplus = self.surplus(&x, &solved);
            let margins = if self.is_final() { 0.0 } else { solved.margin + self.point.solved.margin };
            let (falls, is_level) = (surplus >= margins, self.is_level(&solved));
            if (falls || is_level)
                && let Some(next) = self.point_at(x, solved).await?
                && (falls || self.projected_gradient_at(&next) < self.projected_gradient())
            {
                return self.accept(next, &direction, length).await;
            }
            if surplus > 0.0 && surplus < margins {
                let needed = SHARPENING * surplus / margins;
                return Ok(Attempt::Blurred(needed.max(STRONGEST_SHARPENING)));
            }
            refusals += 1;
            if refusals >= MAX_REFUSALS && !self.is_final() {
                return Ok(Attempt::Blurred(STRONGEST_SHARPENING));
            }
            length *= 0.5;
        }
    }

    /// The outcome if no step makes progress.
    fn without_step(&self) -> Attempt {
        if self.is_final() { Attempt::Ended(Ending::Stalled) } else { Attempt::Blurred(SHARPENING) }
    }

    /// Moves to `next`, or farther along the direction if the step was too short.
    async fn accept(&mut self, mut next: Point<R::Inner>, direction: &[f64], length: f64) -> Result<Attempt, Error> {
        let is_full = length == 1.0;
        if is_full && self.settings.direction == OuterDirection::QuasiNewton {
            next = self.lengthened(next, direction).await?;
        }
        if self.run.is_out_of_time()? {
            return Ok(Attempt::Ended(Ending::TimeLimit));
        }
        let step = difference(&next.x, &self.point.x);
        let change = difference(&next.slope.gradient, &self.point.slope.gradient);
        let product = dot(&step, &change).abs();
        let curvature = product / dot(&step, &step);
        if product > (next.slope.error + self.point.slope.error) * norm(&step) && curvature.is_finite() {
            self.curvatures.truncate(CURVATURES - 1);
            self.curvatures.push_front(curvature);
        }
        self.model.update(step, change);
        self.rate *= if is_full { GROWTH_AFTER_FULL_STEP } else { GROWTH_AFTER_OTHERS * length };
        self.point = next;
        self.accuracy *= RELAXATION;
        self.iterations += 1;
        Ok(Attempt::Stepped)
    }

    /// Lengthens the step while the objective keeps falling steeply. Returns the last improvement.
    async fn lengthened(&mut self, mut next: Point<R::Inner>, direction: &[f64]) -> Result<Point<R::Inner>, Error> {
        let first_slope = dot(&self.point.slope.gradient, direction);
        let longest = self.settings.longest_step.unwrap_or(f64::INFINITY);
        let mut length = 1.0;
        while dot(&next.slope.gradient, direction) < STEEP_SHARE * first_slope && length * largest(direction) < longest
        {
            length *= LENGTHENING;
            let x = self.moved(direction, length);
            if x == next.x {
                break;
            }
            self.evaluations += 1;
            let solved = self.reduced.solve(&x, Some(&next.solved.inner), self.accuracy).await?;
            let falls = solved.value + solved.margin < next.solved.value - next.solved.margin;
            if self.run.is_out_of_time()? || !falls {
                break;
            }
            match self.point_at(x, solved).await? {
                Some(further) => next = further,
                None => break,
            }
        }
        Ok(next)
    }

    /// Adds the gradient to a point. `None` if the objective or the gradient is not finite.
    async fn point_at(&mut self, x: Vec<f64>, mut solved: Solved<R::Inner>) -> Result<Option<Point<R::Inner>>, Error> {
        if !solved.value.is_finite() {
            return Ok(None);
        }
        let slope = self.reduced.slope(&x, &mut solved.inner, self.accuracy).await?;
        let is_finite = slope.gradient.iter().all(|entry| entry.is_finite());
        Ok(is_finite.then_some(Point { x, solved, slope }))
    }

    /// The decrease at `x` in excess of the required decrease; negative infinity if the step is no descent.
    fn surplus(&self, x: &[f64], solved: &Solved<R::Inner>) -> f64 {
        let promised = dot(&self.point.slope.gradient, &difference(x, &self.point.x));
        let here = self.point.solved.value;
        let surplus = here + MIN_SHARE * promised + ROUNDING * here.abs() - solved.value;
        if promised < 0.0 && surplus.is_finite() { surplus } else { f64::NEG_INFINITY }
    }

    /// Returns whether the objectives differ by rounding only, so that gradients must be compared.
    fn is_level(&self, solved: &Solved<R::Inner>) -> bool {
        let here = self.point.solved.value;
        self.is_final() && (solved.value - here).abs() <= LEVEL * here.abs()
    }

    /// The search direction over the variables not held at a bound.
    fn direction(&mut self) -> Vec<f64> {
        let gradient = &self.point.slope.gradient;
        let is_free = self.free();
        let along_gradient = |rate: f64| -> Vec<f64> {
            gradient.iter().zip(&is_free).map(|(slope, &free)| if free { -rate * slope } else { 0.0 }).collect()
        };
        let mut direction = match self.settings.direction {
            OuterDirection::Gradient => along_gradient(self.rate),
            OuterDirection::QuasiNewton => {
                let curvature = self.reduced.curvature(&self.point.x, gradient);
                let product = self.model.times_within(gradient, &is_free, curvature.as_deref());
                match product.filter(|product| dot(product, gradient) > 0.0 && dot(product, product).is_finite()) {
                    Some(product) => product.into_iter().map(|entry| -entry).collect(),
                    None => {
                        self.model.clear();
                        along_gradient(first_rate(gradient, self.point.solved.value, self.settings))
                    }
                }
            }
        };
        let longest = self.settings.longest_step.unwrap_or(f64::INFINITY);
        let longest_entry = largest(&direction);
        if longest_entry > longest {
            direction.iter_mut().for_each(|entry| *entry *= longest / longest_entry);
        }
        direction
    }

    /// The variables that may move against the gradient.
    fn free(&self) -> Vec<bool> {
        let Settings { lower, upper, .. } = self.settings;
        let Point { x, slope, .. } = &self.point;
        let held =
            |i: usize| x[i] <= lower[i] && slope.gradient[i] > 0.0 || x[i] >= upper[i] && slope.gradient[i] < 0.0;
        (0..x.len()).map(|i| !held(i)).collect()
    }

    /// The current point plus `length` times the direction, clipped to the bounds.
    fn moved(&self, direction: &[f64], length: f64) -> Vec<f64> {
        let Settings { lower, upper, .. } = self.settings;
        let x = &self.point.x;
        (0..x.len()).map(|i| (x[i] + length * direction[i]).max(lower[i]).min(upper[i])).collect()
    }

    /// x − P(x − gradient), where P clips to the bounds.
    fn projected(&self) -> Vec<f64> {
        self.projected_at(&self.point)
    }

    fn projected_at(&self, Point { x, slope, .. }: &Point<R::Inner>) -> Vec<f64> {
        let Settings { lower, upper, .. } = self.settings;
        (0..x.len()).map(|i| clipped_step(x[i], slope.gradient[i], lower[i], upper[i])).collect()
    }

    /// The tolerance on the projected gradient and its error.
    fn goal(&self) -> f64 {
        let unit = match self.settings.scale {
            Scale::Fixed(size) => size,
            Scale::Start => self.first_value.abs(),
            Scale::Value(least) => self.point.solved.value.abs().max(least),
            Scale::Point => self.size() / self.length(),
        };
        self.settings.tolerance * unit
    }

    /// The largest absolute variable, at least 1.
    fn length(&self) -> f64 {
        largest(&self.point.x).max(1.0)
    }

    /// The size of the objective: the maximum of its absolute value and its change over the size of the variables. The
    /// change is computed from the second largest recent curvature or, before two are known, from the projected
    /// gradient.
    fn size(&self) -> f64 {
        let length = self.length();
        let mut curvatures: Vec<_> = self.curvatures.iter().copied().collect();
        curvatures.sort_by(|a, b| b.total_cmp(a));
        let change = curvatures.get(1).map_or_else(|| self.projected_gradient(), |curvature| curvature * length);
        self.point.solved.value.abs().max(change * length).min(f64::MAX)
    }

    fn projected_gradient(&self) -> f64 {
        self.projected_gradient_at(&self.point)
    }

    fn projected_gradient_at(&self, point: &Point<R::Inner>) -> f64 {
        largest(&self.projected_at(point))
    }

    fn record(&mut self) {
        let record = OuterRecord {
            iteration: self.iterations,
            objective: self.point.solved.value,
            projected_gradient: self.projected_gradient(),
        };
        let advance = Advance::certificate(record.projected_gradient, self.goal());
        self.run.progress(advance.or_budget(self.iterations, self.settings.max_iterations), || record);
        if let Some(history) = &mut self.history {
            history.push(record);
        }
    }
}

/// The initial step length relative to the gradient g: 1 / max(‖g‖∞, min(|objective|, 1)), which moves no variable by
/// more than 1. With a longest step, the variables have a unit, and the length is 1 / ‖g‖∞.
fn first_rate(gradient: &[f64], value: f64, settings: &Settings) -> f64 {
    let steepest = largest(gradient);
    let rate = match settings.longest_step {
        Some(_) => 1.0 / steepest,
        None => 1.0 / steepest.max(value.abs().min(1.0)),
    };
    if rate.is_finite() { rate } else { 1.0 }
}

#[cfg(test)]
mod tests;
