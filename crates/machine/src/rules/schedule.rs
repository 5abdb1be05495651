//! Schedules: the learning rate along the steps, as a fraction of its peak.

use super::UpdateRule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::f64::consts::PI;
use std::ops::Bound::{Excluded, Included};
use superlinear_interface::{Error, Vector, check};

/// The form of a schedule. With t steps after the warm-up, of T, the fractions of the peak are:
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ScheduleKind {
    /// 1.
    #[default]
    Constant,
    /// 1 - t/T, for good last iterates, with a peak proportional to 1/sqrt(T). Source: Zamani, Glineur, Exact Convergence
    /// Rate of the Last Iterate in Subgradient Methods, 2025; with noise: Liu, Zhou, Revisiting the Last-Iterate
    /// Convergence of Stochastic Gradient Methods, 2024.
    LastIterate,
    /// (1 + cos(pi t/T))/2.
    Cosine,
    /// 2(1 + c)/(2 f + (2 - f)(1 + c)) with c = cos(pi t/T) and the shape f: the cosine for 2, more time with small rates
    /// above, more time with large rates below. Source: Tang, Dong, Zeng, Zhou, Lin, Stepsize Anything: A Unified
    /// Learning Rate Schedule for Budgeted-Iteration Training, 2025.
    Uba,
    /// (1 - t/T)/(1 - t/(2T)). Source: Chen, Wolfe, Kyrillidis, REX: Revisiting Budgeted Training with an Improved
    /// Schedule, 2022.
    Rex,
    /// From 1/25 up to 1 along a cosine in 30 % of the steps, then down to 4e-6. Source: Smith, Topin, Super-Convergence,
    /// 2019, with the numbers of PyTorch.
    OneCycle,
    /// 1/sqrt(t + 1).
    InverseSquareRoot,
    /// 1/(1 + d t) with the decay d.
    Inverse,
    /// d^t with the decay d.
    Exponential,
    /// A power of `factor`: the number of `boundaries` up to t.
    Steps,
    /// 2/(m (t + 2 + 4 L/m)) with the strong convexity m and the smoothness L; for a peak of 1.
    StronglyConvex,
    /// (t + 1)^(-1/p), for gradients with a finite moment p.
    HeavyTails,
}

/// A schedule of the learning rate.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Schedule {
    /// The form.
    pub kind: ScheduleKind,
    /// The number of first steps in which the rate increases linearly to its peak; less than the number of steps.
    #[serde(default)]
    pub warmup: u32,
    /// The fraction of the peak approached instead of zero, from 0 to 1. The schedule is compressed to the fractions
    /// above it.
    #[serde(default)]
    pub floor: f64,
    /// The shape of `uba`, positive. Default: 5.
    pub shape: Option<f64>,
    /// The decay of `inverse`, positive (default 1), or of `exponential`, above 0 and at most 1 (required).
    pub decay: Option<f64>,
    /// The numbers of steps after the warm-up at which `steps` reduces the rate, ascending; required.
    pub boundaries: Option<Vector<i32>>,
    /// The factor of `steps`, above 0 and at most 1. Default: 0.1.
    pub factor: Option<f64>,
    /// The strong convexity for `stronglyConvex`, positive; required.
    pub strong_convexity: Option<f64>,
    /// The smoothness for `stronglyConvex`, at least the strong convexity; required.
    pub smoothness: Option<f64>,
    /// The moment for `heavyTails`, above 1 and at most 2. Default: 2.
    pub moment: Option<f64>,
}

impl From<ScheduleKind> for Schedule {
    fn from(kind: ScheduleKind) -> Self {
        Self { kind, ..Self::default() }
    }
}

/// The learning rate along the steps.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be the kind of a schedule, or an object with a kind and its numbers")]
pub enum RateSchedule {
    /// A form with its default numbers.
    Kind(ScheduleKind),
    /// A form with its numbers.
    Settings(Schedule),
}

impl Default for RateSchedule {
    fn default() -> Self {
        Self::Kind(ScheduleKind::default())
    }
}

impl RateSchedule {
    /// The schedule over a number of steps, if it is known, for a rule. Paths of errors begin with `schedule`.
    pub fn over(&self, rule: Option<UpdateRule>, steps: Option<f64>) -> Result<Scheduled, Error> {
        let schedule = match self {
            Self::Kind(kind) => Schedule::from(*kind),
            Self::Settings(schedule) => schedule.clone(),
        };
        if rule.is_some_and(UpdateRule::is_schedule_free) && schedule.kind != ScheduleKind::Constant {
            return Err(Error::invalid("schedule", "must be constant for schedule-free methods"));
        }
        schedule.over(steps).map_err(|error| error.within("schedule"))
    }
}

/// A schedule for a number of steps, checked.
#[derive(Clone, Debug)]
pub struct Scheduled {
    schedule: Schedule,
    /// The number of steps after the warm-up; one if the schedule does not need it.
    steps: f64,
}

impl Schedule {
    /// The schedule for a number of steps, if it is known. Paths of errors are relative to its fields.
    pub fn over(self, steps: Option<f64>) -> Result<Scheduled, Error> {
        self.check(steps)?;
        let steps = steps.map_or(1.0, |steps| steps - f64::from(self.warmup));
        Ok(Scheduled { schedule: self, steps })
    }

    /// Whether the fractions depend on the number of steps.
    fn needs_steps(&self) -> bool {
        use ScheduleKind::{Cosine, LastIterate, OneCycle, Rex, Uba};
        matches!(self.kind, LastIterate | Cosine | Uba | Rex | OneCycle)
    }

    fn check(&self, steps: Option<f64>) -> Result<(), Error> {
        if steps.is_none() && self.needs_steps() {
            return Err(Error::invalid("kind", "must be one that does not depend on the number of steps"));
        }
        if let Some(steps) = steps.filter(|&steps| f64::from(self.warmup) >= steps) {
            let message = format!("must be less than the number of steps, {steps}, got {}", self.warmup);
            return Err(Error::invalid("warmup", message));
        }
        check::number("floor", self.floor, 0.0..=1.0)?;
        check::optional("shape", self.shape, check::POSITIVE)?;
        check::optional("factor", self.factor, check::PROPORTION)?;
        check::optional("moment", self.moment, (Excluded(1.0), Included(2.0)))?;
        check::optional("strongConvexity", self.strong_convexity, check::POSITIVE)?;
        self.check_required()
    }

    fn boundaries(&self) -> &[i32] {
        self.boundaries.as_ref().map_or(&[], |boundaries| &boundaries[..])
    }

    /// Checks the numbers needed by single kinds.
    fn check_required(&self) -> Result<(), Error> {
        let required = |path: &str, is_given: bool| {
            if is_given { Ok(()) } else { Err(Error::invalid(path, "is missing")) }
        };
        match self.kind {
            ScheduleKind::Exponential => {
                required("decay", self.decay.is_some())?;
                check::optional("decay", self.decay, check::PROPORTION)
            }
            ScheduleKind::Inverse => check::optional("decay", self.decay, check::POSITIVE),
            ScheduleKind::Steps => {
                required("boundaries", self.boundaries.is_some())?;
                let boundaries = self.boundaries();
                if let Some(k) = boundaries.windows(2).position(|pair| pair[0] >= pair[1]) {
                    return Err(Error::invalid(format!("boundaries[{}]", k + 1), "must be above the one before"));
                }
                let is_negative = boundaries.first().is_some_and(|&first| first < 0);
                if is_negative { Err(Error::invalid("boundaries[0]", "must not be negative")) } else { Ok(()) }
            }
            ScheduleKind::StronglyConvex => {
                required("strongConvexity", self.strong_convexity.is_some())?;
                required("smoothness", self.smoothness.is_some())?;
                check::optional("smoothness", self.smoothness, self.strong_convexity.unwrap_or(0.0)..=f64::MAX)
            }
            _ => Ok(()),
        }
    }
}

impl Scheduled {
    /// The fraction of the peak at a step, counted from 0.
    pub fn factor(&self, step: f64) -> f64 {
        let Schedule { warmup, floor, .. } = self.schedule;
        let warmup = f64::from(warmup);
        if step < warmup {
            return (step + 1.0) / warmup;
        }
        floor + (1.0 - floor) * self.after_warmup(step - warmup)
    }

    fn after_warmup(&self, t: f64) -> f64 {
        let schedule = &self.schedule;
        let part = t / self.steps;
        match schedule.kind {
            ScheduleKind::Constant => 1.0,
            ScheduleKind::LastIterate => 1.0 - part,
            ScheduleKind::Cosine => (1.0 + (PI * part).cos()) / 2.0,
            ScheduleKind::Uba => {
                let (shape, height) = (schedule.shape.unwrap_or(5.0), 1.0 + (PI * part).cos());
                2.0 * height / (shape * (2.0 - height) + 2.0 * height)
            }
            ScheduleKind::Rex => (1.0 - part) / (1.0 - part / 2.0),
            ScheduleKind::OneCycle => one_cycle(t, self.steps),
            ScheduleKind::InverseSquareRoot => (t + 1.0).sqrt().recip(),
            ScheduleKind::Inverse => (1.0 + schedule.decay.unwrap_or(1.0) * t).recip(),
            ScheduleKind::Exponential => schedule.decay.unwrap_or(1.0).powf(t),
            ScheduleKind::Steps => {
                let passed = schedule.boundaries().iter().filter(|&&boundary| f64::from(boundary) <= t);
                schedule.factor.unwrap_or(0.1).powf(passed.count() as f64)
            }
            ScheduleKind::StronglyConvex => {
                let convexity = schedule.strong_convexity.unwrap_or(1.0);
                2.0 / (convexity * (t + 2.0) + 4.0 * schedule.smoothness.unwrap_or(convexity))
            }
            ScheduleKind::HeavyTails => (t + 1.0).powf(-schedule.moment.unwrap_or(2.0).recip()),
        }
    }
}

/// The cycle of `steps` steps: the last step of the rise is at 30 % of them.
fn one_cycle(t: f64, steps: f64) -> f64 {
    const FIRST: f64 = 1.0 / 25.0;
    const LAST: f64 = FIRST * 1e-4;
    let between = |from: f64, to: f64, part: f64| to + (from - to) * (1.0 + (PI * part).cos()) / 2.0;
    let peak = 0.3 * steps - 1.0;
    if t < peak {
        return between(FIRST, 1.0, t / peak);
    }
    let peak = peak.max(0.0);
    let fall = steps - 1.0 - peak;
    if fall > 0.0 { between(1.0, LAST, (t - peak) / fall) } else { 1.0 }
}
