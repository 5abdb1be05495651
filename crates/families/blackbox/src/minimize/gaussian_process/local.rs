//! The values closest to the best point, and the maximization of expected improvement among them. In local coordinates
//! the best point is the origin and the region's half side is 1; the coordinate of a category is its index.

use crate::gaussian_process::{Descent, Kernel, Model, log_improvement, log_probability};
use crate::variables::{Axis, Space, VariableType};
use superlinear_numerics::random::Stream;

/// The number of random candidates per variable, half of them in the region's inner tenth; the number of best
/// candidates to improve, and the steps and tolerance of their descent.
const CANDIDATES_PER_VARIABLE: usize = 100;
const INNER: f64 = 0.1;
const IMPROVED: usize = 4;
const MAX_STEPS: usize = 30;
const TOLERANCE: f64 = 1e-6;

/// The number of moves of a candidate to its best neighbor in integers and categories, and the number of alternative
/// categories tried for each variable.
const MAX_MOVES: usize = 4;
const MAX_OTHERS: u32 = 12;

/// The label of an evaluation: negative if it succeeded.
const HAS_VALUE: f64 = -1.0;
const HAS_NONE: f64 = 1.0;

/// The logarithms of the kernel parameters for values and for labels.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kernels {
    pub values: Option<Vec<f64>>,
    pub labels: Option<Vec<f64>>,
}

/// Training data around a point.
pub(crate) struct Local {
    center: Vec<f64>,
    half_side: f64,
    /// Points with finite values, and these values.
    pub points: Vec<Vec<f64>>,
    pub values: Vec<f64>,
    /// All points and their labels, if any evaluation failed.
    pub labeled: Option<(Vec<Vec<f64>>, Vec<f64>)>,
    /// The bounds of the region, within the box.
    bounds: Descent,
}

/// The acquisition function: the logarithm of the expected improvement plus the logarithm of the probability of
/// success.
struct Promise<'a> {
    values: Model<'a>,
    least: f64,
    labels: Option<Model<'a>>,
}

impl Promise<'_> {
    /// The negative acquisition function and its gradient.
    fn loss(&self, place: &[f64]) -> (f64, Vec<f64>) {
        let (mut gain, mut slope) = log_improvement(&self.values.predict(place), self.least);
        if let Some(labels) = &self.labels {
            let (probability, by_place) = log_probability(&labels.predict(place), 0.0);
            gain += probability;
            slope.iter_mut().zip(by_place).for_each(|(sum, slope)| *sum += slope);
        }
        (-gain, slope.into_iter().map(|slope| -slope).collect())
    }
}

impl Local {
    /// The training data `nearest` around a center, in a region with this half side times the entry of `stretches` for
    /// each variable.
    pub(crate) fn new(
        space: &Space,
        center: Vec<f64>,
        half_side: f64,
        stretches: &[f64],
        nearest: &[(Vec<f64>, f64)],
    ) -> Self {
        // The region always includes the neighboring integers and all categories.
        let sides: Vec<f64> = space
            .axes()
            .iter()
            .zip(stretches)
            .map(|(axis, side)| side.max(axis.grain().unwrap_or(0.0) / half_side))
            .collect();
        let end = |k: usize, end: f64| (end - center[k]) / half_side;
        let bounds = Descent {
            lower: sides.iter().enumerate().map(|(k, side)| end(k, 0.0).max(-side)).collect(),
            upper: sides.iter().enumerate().map(|(k, side)| end(k, 1.0).min(*side)).collect(),
            most: MAX_STEPS,
            tolerance: TOLERANCE,
        };
        let mut local = Self { center, half_side, points: Vec::new(), values: Vec::new(), labeled: None, bounds };
        let all: Vec<Vec<f64>> = nearest.iter().map(|(place, _)| local.inner(space, place)).collect();
        let is_finite = |k: &usize| nearest[*k].1.is_finite();
        let finite: Vec<usize> = (0..all.len()).filter(is_finite).collect();
        local.points = finite.iter().map(|&k| all[k].clone()).collect();
        local.values = bent(&finite.iter().map(|&k| nearest[k].1).collect::<Vec<_>>());
        if finite.len() < all.len() {
            let label = |k: usize| if is_finite(&k) { HAS_VALUE } else { HAS_NONE };
            let labels = (0..all.len()).map(label).collect();
            local.labeled = Some((all, labels));
        }
        local
    }

    /// The local coordinates of a point of the cube.
    pub(crate) fn inner(&self, space: &Space, place: &[f64]) -> Vec<f64> {
        let pairs = space.axes().iter().zip(place).zip(&self.center);
        let inner = |((axis, x), c): ((&Axis, &f64), &f64)| {
            if is_category(axis) { axis.value(*x) } else { (x - c) / self.half_side }
        };
        pairs.map(inner).collect()
    }

    /// The point of the cube for local coordinates.
    pub(crate) fn outer(&self, space: &Space, place: &[f64]) -> Vec<f64> {
        let pairs = space.axes().iter().zip(place).zip(&self.center);
        let outer = |((axis, x), c): ((&Axis, &f64), &f64)| match axis.kind {
            VariableType::Category => axis.place(*x),
            VariableType::Real => (c + self.half_side * x).clamp(0.0, 1.0),
            _ => axis.snapped(c + self.half_side * x),
        };
        pairs.map(outer).collect()
    }

    /// The largest distance of a point from the center in any number, relative to the half side of the region.
    pub(crate) fn distance(&self, space: &Space, place: &[f64]) -> f64 {
        let bounds = self.bounds.lower.iter().zip(&self.bounds.upper);
        let numbers = space.axes().iter().zip(place.iter().zip(bounds)).filter(|(axis, _)| !is_category(axis));
        numbers.map(|(_, (x, (lower, upper)))| x.abs() / upper.max(-lower)).fold(0.0, f64::max)
    }

    /// A uniform point of the region, shrunk towards the center by `part`. Most categories are those of the center.
    pub(crate) fn random(&self, space: &Space, part: f64, random: &mut Stream) -> Vec<f64> {
        let categories = space.axes().iter().filter(|axis| is_category(axis)).count() as f64;
        let bounds = self.bounds.lower.iter().zip(&self.bounds.upper);
        let axes = space.axes().iter().zip(&self.center).zip(bounds);
        let entry = |((axis, center), (lower, upper)): ((&Axis, &f64), (&f64, &f64))| match axis.count() {
            Some(count) if is_category(axis) => {
                let is_other = random.uniform() * categories.max(2.0) < 1.0;
                if is_other { f64::from(random.below(count as u32)) } else { axis.value(*center) }
            }
            _ => part * (lower + (upper - lower) * random.uniform()),
        };
        axes.map(entry).collect()
    }

    /// Adds a predicted value to the training data.
    pub(crate) fn expect(&mut self, place: Vec<f64>, value: f64) {
        if value.is_finite() {
            self.points.push(place);
            self.values.push(value);
        }
    }

    /// Points with the largest expected improvement, in descending order, and their predicted values. Empty if all
    /// values are equal, because there is no process then.
    pub(crate) fn most_promising(&self, space: &Space, kernels: &Kernels, random: &mut Stream) -> Vec<(Vec<f64>, f64)> {
        let Some(promise) = self.promise(space, kernels) else { return Vec::new() };
        let mut candidate = |k: usize| {
            let place = self.random(space, if k.is_multiple_of(2) { 1.0 } else { INNER }, random);
            (promise.loss(&place).0, place)
        };
        let mut candidates: Vec<_> = (0..CANDIDATES_PER_VARIABLE * self.center.len()).map(&mut candidate).collect();
        candidates.sort_by(|a, b| a.0.total_cmp(&b.0));
        candidates.truncate(IMPROVED);
        let mut found: Vec<_> =
            candidates.into_iter().map(|(_, place)| self.improved(space, &promise, place, random)).collect();
        found.sort_by(|a, b| a.1.total_cmp(&b.1));
        let expected = |place: &[f64]| promise.values.predict(place).mean;
        found.into_iter().map(|(place, _)| (expected(&place), place)).map(|(mean, place)| (place, mean)).collect()
    }

    fn promise(&self, space: &Space, kernels: &Kernels) -> Option<Promise<'_>> {
        let categories: Vec<bool> = space.axes().iter().map(is_category).collect();
        let values = Model::new(Kernel::new(kernels.values.as_ref()?, &categories), &self.points, &self.values)?;
        let least = values.means().into_iter().fold(f64::INFINITY, f64::min);
        let labels = self.labeled.as_ref().zip(kernels.labels.as_ref()).and_then(|((points, labels), logarithms)| {
            Model::new(Kernel::new(logarithms, &categories), points, labels)
        });
        Some(Promise { values, least, labels })
    }

    /// A local minimum of the loss near a point, and the loss: real variables by descent, the others by moves to
    /// neighbors.
    fn improved(&self, space: &Space, promise: &Promise, place: Vec<f64>, random: &mut Stream) -> (Vec<f64>, f64) {
        let mut loss = |place: &[f64]| promise.loss(place);
        let (place, least) = self.bounds_with(space, &place, is_category).minimize(&place, &mut loss);
        if space.axes().iter().all(|axis| axis.kind == VariableType::Real) {
            return (place, least);
        }
        let mut place = self.inner(space, &self.outer(space, &place));
        let mut least = loss(&place).0;
        for _ in 0..MAX_MOVES {
            let moves = self.neighbors(space, &place, random).into_iter().map(|place| (loss(&place).0, place));
            match moves.min_by(|a, b| a.0.total_cmp(&b.0)) {
                Some((lower, other)) if lower < least => (least, place) = (lower, other),
                _ => break,
            }
        }
        self.bounds_with(space, &place, |axis| axis.kind != VariableType::Real).minimize(&place, &mut loss)
    }

    /// The bounds of the region, with some of the variables fixed.
    fn bounds_with(&self, space: &Space, place: &[f64], is_held: impl Fn(&Axis) -> bool) -> Descent {
        let mut bounds = self.bounds.clone();
        for (k, _) in space.axes().iter().enumerate().filter(|(_, axis)| is_held(axis)) {
            (bounds.lower[k], bounds.upper[k]) = (place[k], place[k]);
        }
        bounds
    }

    /// The neighbors of a point: one integer up or down, or another category.
    fn neighbors(&self, space: &Space, place: &[f64], random: &mut Stream) -> Vec<Vec<f64>> {
        let outer = self.outer(space, place);
        let mut neighbors = Vec::new();
        for (k, axis) in space.axes().iter().enumerate() {
            let Some(count) = axis.count() else { continue };
            let value = axis.value(outer[k]);
            let others: Vec<f64> = match axis.kind {
                VariableType::Category if count <= f64::from(MAX_OTHERS) => (0..count as u32).map(f64::from).collect(),
                VariableType::Category => (0..MAX_OTHERS).map(|_| f64::from(random.below(count as u32))).collect(),
                _ => vec![value - 1.0, value + 1.0],
            };
            for other in
                others.into_iter().map(|other| axis.snapped(axis.place(other))).filter(|other| *other != outer[k])
            {
                let mut neighbor = outer.clone();
                neighbor[k] = other;
                neighbors.push(self.inner(space, &neighbor));
            }
        }
        neighbors
    }
}

fn is_category(axis: &Axis) -> bool {
    axis.kind == VariableType::Category
}

/// Scales values by the distance from the minimum to the median. Beyond the median they grow only logarithmically:
/// large values carry little information about the minimum and would dominate the process.
fn bent(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some((&least, &median)) = sorted.first().zip(sorted.get(sorted.len() / 2)) else { return Vec::new() };
    // Half values avoid overflow of the distances.
    let unit = 0.5 * median - 0.5 * least;
    let unit = if unit > 0.0 { unit } else { 1.0 };
    let above = |value: f64| (0.5 * value - 0.5 * least) / unit;
    let bend = |value: f64| {
        if value <= median { above(value) } else { 1.0 + (above(value) - above(median)).min(f64::MAX).ln_1p() }
    };
    values.iter().map(|&value| bend(value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_values_are_bent() {
        let values = bent(&[1.0, 3.0, 2.0, 1e6]);
        assert_eq!(values[..3], [0.0, 1.0, 0.5]);
        assert!(values[3] > 10.0 && values[3] < 20.0);
        assert_eq!(bent(&[4.0; 3]), [0.0; 3]);
        assert!(bent(&[-f64::MAX, 0.0, f64::MAX, f64::MAX]).iter().all(|value| value.is_finite()));
    }
}
