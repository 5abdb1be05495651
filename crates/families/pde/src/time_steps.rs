//! Stops of evolutions, and sizes of time steps: equal ones between stops, or chosen by an error estimate.
//!
//! Source: Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, 2nd edition, 1993, section II.4.

use superlinear_interface::{Error, Vector, check};

/// The range of final times.
const TIMES: std::ops::RangeInclusive<f64> = 1e-30..=1e30;

/// The first step of an adaptive evolution, as a fraction of the final time.
const FIRST_FRACTION: f64 = 1e-3;

/// Steps below this fraction of the final time are lost in rounding errors of the time.
const SMALLEST_FRACTION: f64 = 1e-13;

/// Bounds on the factor from one step to the next, and a factor for safety.
const MIN_FACTOR: f64 = 0.25;
const MAX_FACTOR: f64 = 4.0;
const SAFETY: f64 = 0.9;

/// Steps with an error above this multiple of the tolerance are repeated.
const REJECTION: f64 = 4.0;

/// Limit on the number of fixed steps.
const MAX_STEPS: f64 = 1e9;

/// The times of an evolution.
pub(crate) struct Limits {
    pub final_time: f64,
    /// The times to stop at; the last one is the final time.
    pub stops: Vec<f64>,
    /// The number of stops that were requested; beyond them the final time.
    pub snapshots: usize,
}

impl Limits {
    /// Checks the times of a problem.
    pub fn new(final_time: f64, snapshots: Option<&Vector>) -> Result<Self, Error> {
        check::number("finalTime", final_time, TIMES)?;
        let mut stops = snapshots.map_or_else(|| vec![final_time], |times| times.to_vec());
        check::not_empty("snapshots", stops.len())?;
        check::numbers("snapshots", &stops, (std::ops::Bound::Excluded(0.0), std::ops::Bound::Included(final_time)))?;
        ensure_ascending("snapshots", &stops)?;
        let snapshots = stops.len();
        if stops.last().is_some_and(|&last| last < final_time) {
            stops.push(final_time);
        }
        Ok(Self { final_time, stops, snapshots })
    }

    /// Advances an evolution from stop to stop, until a status ends it. Records the snapshots, and the end by a status.
    pub async fn visit<Evolution, Status>(
        &self,
        evolution: &mut Evolution,
        mut advance: impl AsyncFnMut(&mut Evolution, f64) -> Result<Option<Status>, Error>,
        mut record: impl FnMut(&Evolution),
    ) -> Result<Option<Status>, Error> {
        for (number, &stop) in self.stops.iter().enumerate() {
            let status = advance(evolution, stop).await?;
            if status.is_some() || number < self.snapshots {
                record(evolution);
            }
            if status.is_some() {
                return Ok(status);
            }
        }
        Ok(None)
    }
}

/// Refuses times that are not above the ones before them.
pub(crate) fn ensure_ascending(path: &str, times: &[f64]) -> Result<(), Error> {
    let Some(k) = times.windows(2).position(|pair| pair[0] >= pair[1]) else { return Ok(()) };
    let [before, time] = [times[k], times[k + 1]].map(check::short);
    Err(Error::invalid(
        format!("{path}[{}]", k + 1),
        format!("must be above the entry before it, {before}, got {time}"),
    ))
}

/// The size of the next step.
#[derive(Clone, Copy, Debug)]
pub(crate) enum StepControl {
    /// Equal steps of at most this size.
    Fixed(f64),
    /// Steps of a method whose error in a step grows with a power of its size.
    Adaptive {
        step: f64,
        tolerance: f64,
        /// The power.
        exponent: f64,
    },
}

impl StepControl {
    /// Checks the options of a problem. `order` is that of the method.
    pub fn new(limits: &Limits, time_step: Option<f64>, tolerance: f64, order: f64) -> Result<Self, Error> {
        check::tolerance(tolerance)?;
        let Some(step) = time_step else {
            return Ok(Self::Adaptive { step: FIRST_FRACTION * limits.final_time, tolerance, exponent: order + 1.0 });
        };
        check::number("timeStep", step, check::POSITIVE)?;
        if limits.final_time / step > MAX_STEPS {
            return Err(Error::invalid("timeStep", "must be at least a billionth of finalTime"));
        }
        Ok(Self::Fixed(step))
    }

    pub fn is_fixed(self) -> bool {
        matches!(self, Self::Fixed(_))
    }

    /// Whether steps chosen by the error are lost in rounding errors of the time.
    pub fn is_exhausted(self, limits: &Limits) -> bool {
        match self {
            Self::Fixed(_) => false,
            Self::Adaptive { step, .. } => step <= SMALLEST_FRACTION * limits.final_time,
        }
    }

    /// The next step from `time` towards `end`. It is at most the difference.
    pub fn next(self, time: f64, end: f64) -> f64 {
        let left = end - time;
        match self {
            Self::Fixed(step) => left / (left / step - ROUNDING).ceil().max(1.0),
            // Two equal steps rather than a tiny last one.
            Self::Adaptive { step, .. } if step >= left * (1.0 - ROUNDING) => left,
            Self::Adaptive { step, .. } => step.min(0.5 * left),
        }
    }

    /// Decides on a step by its error, and chooses the next one. A step shortened to reach a time does not shorten the
    /// next ones.
    pub fn accept(&mut self, error: f64, taken: f64) -> bool {
        let Self::Adaptive { step, tolerance, exponent } = self else { return true };
        let error = if error.is_nan() { f64::INFINITY } else { error };
        let factor = (SAFETY * (*tolerance / error).powf(1.0 / *exponent)).clamp(MIN_FACTOR, MAX_FACTOR);
        let is_accepted = error <= REJECTION * *tolerance;
        let next = taken * factor;
        *step = if is_accepted && taken < *step { next.max(*step) } else { next };
        is_accepted
    }
}

/// Rounding errors of a number of steps.
const ROUNDING: f64 = 1e-9;
