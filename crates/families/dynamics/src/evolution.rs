//! Systems that advance a state from one row of a series to the next, with tangent vectors.

use crate::clock::Clock;
use crate::slopes::Slopes;
use std::f64::consts::LN_10;
use superlinear_interface::Watch;
use superlinear_numerics::vectors::{add_scaled, dot_in_order, largest, norm};

/// States beyond this multiple of the initial state, or of the system's magnitude if that is larger, count as unbounded.
const MAX_GROWTH: f64 = 1e6;

/// Tangent vectors beyond this magnitude count as unbounded: their squares would overflow.
const MAX_TANGENT: f64 = 1e150;

/// A map from one row to the next.
pub(crate) trait Evolution {
    /// The number of entries of a state.
    fn dimension(&self) -> usize;

    /// The time between two rows.
    fn step(&self) -> f64;

    /// The operations of a row without tangent vectors, roughly.
    fn work(&self) -> usize;

    /// The magnitude of usual states, as far as the system tells it.
    fn magnitude(&self) -> f64 {
        1.0
    }

    /// Replaces a state by the next one. False if the watch ends it before.
    #[must_use]
    fn advance(&mut self, state: &mut [f64], watch: &Watch) -> bool {
        self.advance_tangents(state, &mut [], watch)
    }

    /// Replaces a state by the next one, and tangent vectors by their images under the derivative. The vectors stand one
    /// after another. False if the watch ends it before.
    #[must_use]
    fn advance_tangents(&mut self, state: &mut [f64], tangents: &mut [f64], watch: &Watch) -> bool;
}

/// The bound of states and tangent vectors.
#[derive(Clone, Copy)]
pub(crate) struct Bound(f64);

impl Bound {
    /// The bound for a run of a system from this state.
    pub fn new(evolution: &dyn Evolution, initial: &[f64]) -> Self {
        Self(MAX_GROWTH * evolution.magnitude().max(largest(initial)))
    }

    /// Whether all entries of a state are finite and within the bound.
    pub fn holds(self, state: &[f64]) -> bool {
        state.iter().all(|entry| entry.abs() <= self.0)
    }

    /// Whether all entries of tangent vectors are within theirs.
    pub fn holds_for_tangents(tangents: &[f64]) -> bool {
        tangents.iter().all(|entry| entry.abs() <= MAX_TANGENT)
    }
}

/// A flow by the classical Runge–Kutta method with fixed steps. Tangent vectors follow the variational equation in the
/// same stages, so that they are exact derivatives of the discrete map.
pub(crate) struct Flow<Field> {
    field: Field,
    step: f64,
    substeps: u32,
    /// The number of rows so far, which gives the time.
    rows: f64,
    /// The state of a stage, its slope, and the weighted sum of slopes.
    stage: [Vec<f64>; 3],
    /// The same for all tangent vectors.
    tangent_stage: [Vec<f64>; 3],
}

/// The weights of slopes in the sum, and the fraction of the step at which the next stage is.
const STAGES: [(f64, f64); 4] = [(1.0 / 6.0, 0.5), (1.0 / 3.0, 0.5), (1.0 / 3.0, 1.0), (1.0 / 6.0, 0.0)];

impl<Field: Slopes> Flow<Field> {
    /// A flow with rows at a distance of `step`, each after `substeps` steps of the method.
    pub fn new(field: Field, step: f64, substeps: u32) -> Self {
        let zeros = vec![0.0; field.unknowns()];
        let stage = [zeros.clone(), zeros.clone(), zeros];
        Self { field, step, substeps, rows: 0.0, stage, tangent_stage: Default::default() }
    }
}

/// Writes `base + factor * slope`.
fn write_stage(base: &[f64], factor: f64, slope: &[f64], stage: &mut [f64]) {
    for ((stage, base), slope) in stage.iter_mut().zip(base).zip(slope) {
        *stage = base + factor * slope;
    }
}

impl<Field: Slopes> Evolution for Flow<Field> {
    fn dimension(&self) -> usize {
        self.field.unknowns()
    }

    fn step(&self) -> f64 {
        self.step
    }

    fn work(&self) -> usize {
        self.field.work().saturating_mul(STAGES.len() * self.substeps as usize)
    }

    fn advance_tangents(&mut self, state: &mut [f64], tangents: &mut [f64], watch: &Watch) -> bool {
        let mut clock = Clock::new(watch);
        let (work, step) = (self.field.work(), self.step / f64::from(self.substeps));
        let [point, slope, sum] = &mut self.stage;
        let [vectors, images, image_sum] = &mut self.tangent_stage;
        for part in [&mut *vectors, &mut *images, &mut *image_sum] {
            part.resize(tangents.len(), 0.0);
        }
        for substep in 0..self.substeps {
            let start = self.rows * self.step + f64::from(substep) * step;
            let mut time = start;
            point.copy_from_slice(state);
            vectors.copy_from_slice(tangents);
            sum.fill(0.0);
            image_sum.fill(0.0);
            for (weight, next) in STAGES {
                if clock.is_over(work) {
                    return false;
                }
                self.field.write(time, point, slope);
                if !self.field.write_images(time, point, (&*vectors, &mut *images), &mut clock) {
                    return false;
                }
                time = start + next * step;
                for (sum, slope) in [(&mut *sum, &*slope), (&mut *image_sum, &*images)] {
                    sum.iter_mut().zip(slope).for_each(|(sum, slope)| *sum += weight * slope);
                }
                write_stage(state, next * step, slope, point);
                write_stage(tangents, next * step, images, vectors);
            }
            for (to, sum) in [(&mut *state, &*sum), (&mut *tangents, &*image_sum)] {
                to.iter_mut().zip(sum).for_each(|(to, sum)| *to += step * sum);
            }
        }
        self.rows += 1.0;
        true
    }
}

/// A map of the caller.
pub(crate) struct GivenMap<Rule> {
    rule: Rule,
    /// The number of rows so far, which is the time.
    rows: f64,
    image: Vec<f64>,
    images: Vec<f64>,
}

impl<Rule: Slopes> GivenMap<Rule> {
    pub fn new(rule: Rule) -> Self {
        let image = vec![0.0; rule.unknowns()];
        Self { rule, rows: 0.0, image, images: Vec::new() }
    }
}

impl<Rule: Slopes> Evolution for GivenMap<Rule> {
    fn dimension(&self) -> usize {
        self.rule.unknowns()
    }

    fn step(&self) -> f64 {
        1.0
    }

    fn work(&self) -> usize {
        self.rule.work()
    }

    fn advance_tangents(&mut self, state: &mut [f64], tangents: &mut [f64], watch: &Watch) -> bool {
        let mut clock = Clock::new(watch);
        self.images.resize(tangents.len(), 0.0);
        if clock.is_over(self.rule.work())
            || !self.rule.write_images(self.rows, state, (&*tangents, &mut self.images), &mut clock)
        {
            return false;
        }
        self.rule.write(self.rows, state, &mut self.image);
        state.copy_from_slice(&self.image);
        tangents.copy_from_slice(&self.images);
        self.rows += 1.0;
        true
    }
}

/// The logarithm below which growth factors of tangent vectors are cut off: singular derivatives have none.
pub(crate) const MIN_LOG_GROWTH: f64 = -300.0 * LN_10;

/// Orthonormalizes vectors in their order (modified Gram–Schmidt) and writes the logarithms of their lengths to `logs`.
/// A vector in the span of those before is replaced by a coordinate direction. False if the watch ends it before.
#[must_use]
pub(crate) fn orthonormalize(vectors: &mut [f64], dimension: usize, logs: &mut [f64], watch: &Watch) -> bool {
    let mut clock = Clock::new(watch);
    for (k, log) in logs.iter_mut().enumerate() {
        let (before, rest) = vectors.split_at_mut(k * dimension);
        if clock.is_over(before.len() + dimension) {
            return false;
        }
        let vector = &mut rest[..dimension];
        remove_components(before, vector);
        let length = norm(vector);
        if length > 1e-300 {
            *log = length.ln();
            vector.iter_mut().for_each(|entry| *entry /= length);
        } else {
            *log = MIN_LOG_GROWTH;
            replace(before, vector);
        }
    }
    true
}

/// Subtracts the components along orthonormal vectors.
fn remove_components(before: &[f64], vector: &mut [f64]) {
    for other in before.chunks_exact(vector.len()) {
        add_scaled(vector, -dot_in_order(other, vector), other);
    }
}

/// Replaces a vector by the direction of the coordinate that is best visible beside the others.
fn replace(before: &[f64], vector: &mut [f64]) {
    let mut best = (0.0, Vec::new());
    for axis in 0..vector.len() {
        vector.fill(0.0);
        vector[axis] = 1.0;
        remove_components(before, vector);
        let length = norm(vector);
        if length > best.0 {
            best = (length, vector.to_vec());
        }
    }
    vector.iter_mut().zip(&best.1).for_each(|(entry, other)| *entry = other / best.0);
}
