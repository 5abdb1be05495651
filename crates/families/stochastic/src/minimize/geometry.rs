//! Penalty, set and geometry: proximal maps, projections and mirror steps.

use super::problem::{Geometry, GeometryKind, MinimizeProblem, PNorm};
use superlinear_interface::Error;
use superlinear_machine::rules::Map;
use superlinear_numerics::sets::{Product, SetKind};
use superlinear_numerics::vectors::{difference, norm};

/// The nonsmooth part of the objective.
pub(super) struct Constraint {
    /// The weights of absolute values and of halved squares.
    penalties: [f64; 2],
    set: Option<Product>,
}

impl Map for Constraint {
    fn apply(&self, rate: f64, scale: &dyn Fn(usize) -> f64, point: &mut [f64]) {
        let [l1, l2] = self.penalties;
        if l1 > 0.0 || l2 > 0.0 {
            for (k, x) in point.iter_mut().enumerate() {
                let step = rate * scale(k);
                let size = x.abs() - step * l1;
                *x = if size > 0.0 { (size / (1.0 + step * l2)).copysign(*x) } else { 0.0 };
            }
        }
        if let Some(set) = &self.set {
            set.project(point);
        }
    }
}

impl Constraint {
    pub(super) fn of(problem: &MinimizeProblem) -> Result<Self, Error> {
        let set = problem.set.as_deref().map(Product::of).transpose()?;
        if let Some(set) = &set
            && set.dimension() != problem.dimension as usize
        {
            let (expected, got) = (problem.dimension, set.dimension());
            return Err(Error::invalid(
                "set",
                format!("must be about {expected} variables, as dimension says, got {got}"),
            ));
        }
        Ok(Self { penalties: problem.penalties(), set })
    }

    /// The value of the penalty.
    pub(super) fn value(&self, x: &[f64]) -> f64 {
        let [l1, l2] = self.penalties;
        if l1 == 0.0 && l2 == 0.0 {
            return 0.0;
        }
        x.iter().map(|x| l1 * x.abs() + 0.5 * l2 * x * x).sum()
    }

    /// The norm of the proximal gradient mapping with step 1.
    pub(super) fn mapping_norm(&self, x: &[f64], gradient: &[f64]) -> f64 {
        let mut moved = difference(x, gradient);
        self.apply(1.0, &|_| 1.0, &mut moved);
        norm(&difference(x, &moved))
    }

    /// Projects onto the set.
    pub(super) fn project(&self, point: &mut [f64]) {
        if let Some(set) = &self.set {
            set.project(point);
        }
    }
}

/// Steps of mirror descent.
pub(super) enum Mirror {
    Euclidean,
    /// In the entropy: the sum of the simplex, if there is one.
    Entropy(Option<f64>),
    PNorm(f64),
}

impl Mirror {
    pub(super) fn of(problem: &MinimizeProblem) -> Self {
        match problem.geometry {
            Geometry::Kind(GeometryKind::Euclidean) => Self::Euclidean,
            Geometry::Kind(GeometryKind::Entropy) => {
                let simplex = problem.set.iter().flatten().find(|set| set.kind == SetKind::Simplex);
                Self::Entropy(simplex.map(|set| set.sum.unwrap_or(1.0)))
            }
            Geometry::PNorm(PNorm { p_norm }) => Self::PNorm(p_norm),
        }
    }

    /// The start without a given one: positive in the entropy.
    pub(super) fn start(&self, dimension: usize) -> Vec<f64> {
        match self {
            Self::Entropy(sum) => vec![sum.map_or(1.0, |sum| sum / dimension as f64); dimension],
            _ => vec![0.0; dimension],
        }
    }

    /// A start within the set.
    pub(super) fn admit(&self, constraint: &Constraint, start: &mut [f64]) {
        match self {
            // A projection could lead to zeros, which steps never leave.
            Self::Entropy(Some(sum)) => {
                let total: f64 = start.iter().sum();
                start.iter_mut().for_each(|x| *x *= sum / total);
            }
            _ => constraint.project(start),
        }
    }

    /// Moves a point by a step along the negative gradient.
    pub(super) fn step(&self, constraint: &Constraint, rate: f64, gradient: &[f64], x: &mut [f64]) {
        match *self {
            Self::Euclidean => {
                x.iter_mut().zip(gradient).for_each(|(x, g)| *x -= rate * g);
                constraint.apply(rate, &|_| 1.0, x);
            }
            Self::Entropy(None) => x.iter_mut().zip(gradient).for_each(|(x, g)| *x *= (-rate * g).exp()),
            Self::Entropy(Some(sum)) => {
                x.iter_mut().zip(gradient).for_each(|(x, g)| *x = x.ln() - rate * g);
                let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                x.iter_mut().for_each(|x| *x = (*x - largest).exp());
                let total: f64 = x.iter().sum();
                x.iter_mut().for_each(|x| *x *= sum / total);
            }
            Self::PNorm(p) => {
                map(x, p);
                x.iter_mut().zip(gradient).for_each(|(x, g)| *x -= rate * g);
                map(x, p / (p - 1.0));
            }
        }
    }
}

/// The gradient of half the square of the p-norm. Its inverse is that for p/(p - 1).
fn map(x: &mut [f64], p: f64) {
    let largest = x.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    if largest == 0.0 {
        return;
    }
    // Both sides are homogeneous of degree 1, so numbers relative to the largest one do not overflow.
    let length = x.iter().map(|x| (x.abs() / largest).powf(p)).sum::<f64>().powf(p.recip());
    let factor = largest * length.powf(2.0 - p);
    x.iter_mut().for_each(|x| *x = (factor * (x.abs() / largest).powf(p - 1.0)).copysign(*x));
}
