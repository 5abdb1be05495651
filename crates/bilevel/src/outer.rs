//! The outer loop: projected quasi-Newton descent of x → F(x, y*(x)) within bounds, where y*(x) solves an inner problem only as exactly
//! as the step at hand needs.
//!
//! Source of the control of accuracy: Salehi, Mukherjee, Roberts, Ehrhardt, An adaptively inexact first-order method for bilevel
//! optimization with application to hyperparameter learning, SIAM J. Math. Data Sci. 2025 (MAID). Its direction is the gradient; ours is a
//! quasi-Newton one unless told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use superlinear_interface::{Advance, Ending, Error, Run};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::quasi_newton::InverseLimitedMemory;
use superlinear_numerics::vectors::{clipped_step, difference, dot, largest, norm};

/// The value of x → F(x, y*(x)) at a point, by an inner solution that is not exact.
#[derive(Clone, Debug)]
pub(crate) struct Solved<Inner> {
    /// What solves the inner problem there.
    pub inner: Inner,
    /// F at that. Where it is not finite, the point is refused.
    pub value: f64,
    /// How far the true value may be from it.
    pub margin: f64,
    /// Whether a smaller accuracy would bring nothing: rounding is reached, or the inner problem is solved directly.
    pub is_final: bool,
}

/// The gradient of x → F(x, y*(x)) at a point.
#[derive(Clone, Debug)]
pub(crate) struct Slope {
    /// The gradient.
    pub gradient: Vec<f64>,
    /// How far it may be from the true one, in the 2-norm.
    pub error: f64,
    /// As in [`Solved`].
    pub is_final: bool,
}

/// What the outer loop descends. No function fails for want of time: where the run is late, the inner iterations end and what they
/// have reached is returned; the loop does not build on it.
pub(crate) trait Reduced {
    /// What solves the inner problem at a point, with all that is worth keeping for the gradient there and for the next point.
    type Inner: Clone;

    /// Solves the inner problem at `x` from near `near`, to within `accuracy` of its solution, in the 2-norm.
    async fn solve(
        &mut self,
        x: &[f64],
        near: Option<&Self::Inner>,
        accuracy: f64,
    ) -> Result<Solved<Self::Inner>, Error>;

    /// The same at a point where `inner` solves it less exactly.
    async fn sharpen(&mut self, x: &[f64], inner: &Self::Inner, accuracy: f64) -> Result<Solved<Self::Inner>, Error> {
        self.solve(x, Some(inner), accuracy).await
    }

    /// The gradient at `x`, whose inner problem `inner` solves, with the adjoint's residual at most `accuracy`.
    async fn slope(&mut self, x: &[f64], inner: &mut Self::Inner, accuracy: f64) -> Result<Slope, Error>;

    /// About how the objective curves along each variable at `x`, where the gradient says so: more than 0. The model of the curvature
    /// begins with that.
    fn curvature(&self, _x: &[f64], _gradient: &[f64]) -> Option<Vec<f64>> {
        None
    }
}

/// The share of the decrease which the gradient promises that a step must bring, and of a gradient that its error must leave (MAID's η).
const LEAST_SHARE: f64 = 1e-4;

/// The largest error of a gradient, relative to that, from which curvature is to be learned: with errors as large as the gradient, as a step
/// along it may have, sparse text takes a fifth more processor time, with a twentieth a tenth more (`npm run bench:peers -- penalties`).
const LARGEST_ERROR: f64 = 0.2;

/// The first accuracy of inner solutions and adjoints unless told (MAID's).
pub(crate) const FIRST_ACCURACY: f64 = 0.1;

/// The residuals of adjoints by iterative solvers are this share of the accuracy, or of the first one where that was relaxed: their errors
/// are seen only as far as the solver corrects them.
const SHARE_OF_ADJOINTS: f64 = 0.1;

/// The residual of adjoints, relative to the right side, where inner solutions have this accuracy.
pub(crate) fn adjoint_accuracy(accuracy: f64) -> f64 {
    SHARE_OF_ADJOINTS * accuracy.min(FIRST_ACCURACY)
}

/// By what the accuracy is sharpened (MAID's τ), and by what it is relaxed after each step (MAID's ν).
const SHARPENING: f64 = 0.5;
const RELAXATION: f64 = 1.05;

/// The most by which the accuracy is sharpened at once, where the margins say that more is needed.
const STRONGEST_SHARPENING: f64 = 1e-3;

/// A finer accuracy than this is rounding, whatever the inner solver says.
const FINEST_ACCURACY: f64 = 1e-15;

/// So many refused steps in a row are laid at the door of inner solutions that are not exact (MAID's ten).
const MOST_REFUSALS: u32 = 10;

/// Steps shorter than this, relative to the full one, bring nothing any more.
const SHORTEST_STEP: f64 = 1e-10;

/// A full step at whose end the objective falls by more than this share of its first slope was too short, or the objective curves
/// downwards: without longer steps there, no curvature is ever seen, and all steps stay short.
const STEEP_SHARE: f64 = 0.9;

/// By what a step that was too short is lengthened.
const LENGTHENING: f64 = 4.0;

/// By what a gradient step grows beyond the last one, where that was accepted at once, and where it was not (MAID's 2 and 10/9).
const GROWTH_AFTER_FULL_STEP: f64 = 2.0;
const GROWTH_AFTER_OTHERS: f64 = 10.0 / 9.0;

/// The size of the objective is told by the second largest curvature of so many steps: the largest may be that of a step from where the
/// objective is steep, and the least that of a flat direction, to which rounding allows no such accuracy.
const CURVATURES: usize = 5;

/// Differences of so many units in the last place of the objective are rounding.
const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// Objectives that differ by less than this, relative to them, are compared by their gradients: sums of a thousand squares of differences
/// are rounded to a hundred units in the last place. Five hundred such steps raise an objective by no more than 1e-10 of itself.
const LEVEL: f64 = 1e-13;

/// Where the outer loop looks for lower values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum OuterDirection {
    /// By a model of the curvature from the last ten steps.
    #[default]
    QuasiNewton,
    /// Along the gradient, as in the paper: many more steps.
    Gradient,
}

/// The unit of the tolerance.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scale {
    /// A known size of the objective, of variables in units of 1.
    Fixed(f64),
    /// The absolute value of the objective at the start, of variables in units of 1.
    Start,
    /// The objective at the current point, of variables in units of 1, but at least this number: for losses that may fall by many orders
    /// of magnitude.
    Value(f64),
    /// The size of the objective at the current point, see [`Outer::size`], over that of the variables, which is at least 1. It follows
    /// the descent, so that neither a steep start nor the unit of the objective decides when it ends.
    Point,
}

/// What the outer loop is given.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Where it starts; between the bounds.
    pub initial: Vec<f64>,
    /// Lower bounds, or -∞.
    pub lower: Vec<f64>,
    /// Upper bounds, or ∞.
    pub upper: Vec<f64>,
    /// What the projected gradient and its error are to fall to, relative to `scale`.
    pub tolerance: f64,
    /// What the tolerance is relative to.
    pub scale: Scale,
    pub max_iterations: u32,
    /// The first accuracy of inner solutions and adjoints.
    pub accuracy: f64,
    /// The most that a variable moves in a step before that is lengthened, if there is such a bound.
    pub longest_step: Option<f64>,
    pub direction: OuterDirection,
    /// Whether each iteration is recorded.
    pub history: bool,
}

/// How far the outer iterations have come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OuterRecord {
    /// The number of outer iterations.
    pub iteration: u32,
    /// The objective.
    pub objective: f64,
    /// The largest entry of the projected gradient.
    pub projected_gradient: f64,
}

/// The best point that was found.
#[derive(Clone, Debug)]
pub(crate) struct Found<Inner> {
    pub x: Vec<f64>,
    pub inner: Inner,
    pub value: f64,
    pub gradient: Vec<f64>,
    /// How far the gradient may be from the true one, in the 2-norm.
    pub error: f64,
    /// The largest entry of x − P(x − gradient), where P clips to the bounds.
    pub projected_gradient: f64,
    /// The size of the objective there, see [`Outer::size`].
    pub size: f64,
    pub iterations: u32,
    /// How often an inner problem was solved.
    pub evaluations: u32,
    pub history: Option<Vec<OuterRecord>>,
}

/// Descends until there is a reason to stop, for problems that are never waited for.
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

/// A point whose objective and gradient are known.
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

/// What came of an attempt to step on.
enum Attempt {
    Stepped,
    /// Inner solutions are to be more exact, by this factor.
    Blurred(f64),
    Ended(Ending),
}

/// A descent under way.
pub(crate) struct Outer<'a, R: Reduced> {
    reduced: &'a mut R,
    settings: &'a Settings,
    run: &'a Run,
    point: Point<R::Inner>,
    /// The objective at the start.
    first_value: f64,
    /// The curvatures along the last steps whose change of the gradient is more than its error.
    curvatures: VecDeque<f64>,
    accuracy: f64,
    model: InverseLimitedMemory,
    /// The length of gradient steps, relative to the gradient.
    rate: f64,
    iterations: u32,
    evaluations: u32,
    history: Option<Vec<OuterRecord>>,
}

impl<'a, R: Reduced> Outer<'a, R> {
    /// Evaluates the objective and its gradient at the start, without which there is nothing to tell.
    pub async fn start(reduced: &'a mut R, settings: &'a Settings, run: &'a Run) -> Result<Self, Error> {
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

    /// Steps until there is a reason to stop. May be left at any question: the point is the best so far.
    pub async fn run_to_end(&mut self) -> Result<Ending, Error> {
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

    /// The best point so far.
    pub fn found(self) -> Found<R::Inner> {
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

    /// Sharpens the accuracy until the gradient's error leaves a direction of descent, and at a solution until it is below the goal.
    async fn sharpen_gradient(&mut self) -> Result<Option<Ending>, Error> {
        loop {
            if self.run.is_out_of_time()? {
                let is_there = self.projected_gradient() <= self.goal() && self.point.slope.error <= self.goal();
                return Ok((!is_there).then_some(Ending::TimeLimit));
            }
            let projected = self.projected();
            let share = match self.settings.direction {
                OuterDirection::QuasiNewton => LARGEST_ERROR,
                OuterDirection::Gradient => 1.0 - LEAST_SHARE,
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

    /// Solves the inner problem of the present point more exactly. Returns whether there was time for it.
    async fn sharpen(&mut self, factor: f64) -> Result<bool, Error> {
        self.accuracy *= factor;
        let x = self.point.x.clone();
        let solved = self.reduced.sharpen(&x, &self.point.solved.inner, self.accuracy).await?;
        if self.run.is_out_of_time()? {
            return Ok(false);
        }
        match self.point_at(x, solved).await? {
            Some(point) => self.point = point,
            // Better inner solutions of a point that had a value have one as well; if not, what there is must do.
            None => self.accuracy = FINEST_ACCURACY,
        }
        Ok(!self.run.is_out_of_time()?)
    }

    /// Whether inner solutions cannot be more exact.
    fn is_final(&self) -> bool {
        self.point.is_final() || self.accuracy <= FINEST_ACCURACY
    }

    /// A step along the direction, shortened until it brings enough.
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
            if refusals >= MOST_REFUSALS && !self.is_final() {
                return Ok(Attempt::Blurred(STRONGEST_SHARPENING));
            }
            length *= 0.5;
        }
    }

    /// What comes of it where no step brings anything.
    fn without_step(&self) -> Attempt {
        if self.is_final() { Attempt::Ended(Ending::Stalled) } else { Attempt::Blurred(SHARPENING) }
    }

    /// Moves to `next`, or further along the direction where the step there was too short.
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

    /// The furthest of longer and longer steps along the direction while the objective falls on steeply.
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

    /// The point with its gradient, unless that or the objective is not finite.
    async fn point_at(&mut self, x: Vec<f64>, mut solved: Solved<R::Inner>) -> Result<Option<Point<R::Inner>>, Error> {
        if !solved.value.is_finite() {
            return Ok(None);
        }
        let slope = self.reduced.slope(&x, &mut solved.inner, self.accuracy).await?;
        let is_finite = slope.gradient.iter().all(|entry| entry.is_finite());
        Ok(is_finite.then_some(Point { x, solved, slope }))
    }

    /// By how much the objective fell beyond what is asked of the step to `x`; not positive where that is no descent.
    fn surplus(&self, x: &[f64], solved: &Solved<R::Inner>) -> f64 {
        let promised = dot(&self.point.slope.gradient, &difference(x, &self.point.x));
        let here = self.point.solved.value;
        let surplus = here + LEAST_SHARE * promised + ROUNDING * here.abs() - solved.value;
        if promised < 0.0 && surplus.is_finite() { surplus } else { f64::NEG_INFINITY }
    }

    /// Whether rounding may decide which of two objectives is the smaller one, so that their gradients are to be compared.
    fn is_level(&self, solved: &Solved<R::Inner>) -> bool {
        let here = self.point.solved.value;
        self.is_final() && (solved.value - here).abs() <= LEVEL * here.abs()
    }

    /// The direction of the next step, over the variables that bounds leave free.
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

    /// Which variables may move against the gradient.
    fn free(&self) -> Vec<bool> {
        let Settings { lower, upper, .. } = self.settings;
        let Point { x, slope, .. } = &self.point;
        let held =
            |i: usize| x[i] <= lower[i] && slope.gradient[i] > 0.0 || x[i] >= upper[i] && slope.gradient[i] < 0.0;
        (0..x.len()).map(|i| !held(i)).collect()
    }

    /// The present point moved along the direction, within the bounds.
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

    /// What the projected gradient and its error are to fall to.
    fn goal(&self) -> f64 {
        let unit = match self.settings.scale {
            Scale::Fixed(size) => size,
            Scale::Start => self.first_value.abs(),
            Scale::Value(least) => self.point.solved.value.abs().max(least),
            Scale::Point => self.size() / self.length(),
        };
        self.settings.tolerance * unit
    }

    /// The largest variable, or 1 where that is larger.
    fn length(&self) -> f64 {
        largest(&self.point.x).max(1.0)
    }

    /// The size of the objective: its absolute value, or the change of its slope over the length of the variables, by the second largest
    /// curvature of the last steps, or before the second one by the slope itself. The larger one.
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

/// The length of a first step along a gradient, relative to that: no variable moves by more than one, and in an objective below 1 by less
/// in the proportion of the slope to the objective. Where steps have a longest length, variables have a unit: one of them moves by that.
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
