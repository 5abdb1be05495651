//! Products of simple convex sets with closed-form projections and linear minima.
//!
//! Source of the projection onto a simplex: Held, Wolfe, Crowder, Validation of Subgradient Optimization, Math.
//! Program. 6, 1974.

use crate::vectors::{clipped_step, norm};
use faer::Mat;
use schemars::JsonSchema;
use serde::Deserialize;
use std::ops::Range;
use superlinear_interface::{Error, NumberOrVector, Vector, check};

/// Larger numbers of variables are assumed to be mistakes.
pub const MAX_VARIABLES: usize = 1_000_000;

/// The kinds of sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SetKind {
    /// All vectors.
    Free,
    /// Vectors between `lower` and `upper`.
    Box,
    /// Nonnegative vectors that sum to `sum`.
    Simplex,
    /// Vectors within `radius` of `center`.
    Ball,
}

/// A convex set for consecutive variables.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConvexSet {
    /// The kind of set.
    pub kind: SetKind,
    /// The number of variables, at most a million. Default: the length of `lower`, `upper` or `center`.
    pub size: Option<u32>,
    /// The lower bounds of a box: one per variable, or one number for all. Default: none, `-Infinity`.
    pub lower: Option<NumberOrVector>,
    /// The upper bounds of a box. Default: none, `Infinity`.
    pub upper: Option<NumberOrVector>,
    /// The sum of the variables in a simplex, positive. Default: 1.
    pub sum: Option<f64>,
    /// The radius of a ball, positive.
    pub radius: Option<f64>,
    /// The center of a ball. Default: zeros.
    pub center: Option<Vector>,
}

impl ConvexSet {
    /// Validates the set. Returns the number of variables and the shape. Error paths are relative to its fields.
    fn open(&self) -> Result<(usize, Shape), Error> {
        self.ensure_only_own_fields()?;
        let size = self.size()?;
        check::count("size", size, 1..=MAX_VARIABLES)?;
        let shape = match self.kind {
            SetKind::Free => Shape::Free,
            SetKind::Box => self.open_box(size)?,
            SetKind::Simplex => {
                let sum = self.sum.unwrap_or(1.0);
                check::number("sum", sum, check::POSITIVE)?;
                Shape::Simplex { sum }
            }
            SetKind::Ball => {
                let radius = self.radius.ok_or_else(|| Error::invalid("radius", "is missing"))?;
                check::number("radius", radius, check::POSITIVE)?;
                if let Some(center) = &self.center {
                    check::finite_vector("center", center, size, "size says")?;
                }
                let center = self.center.as_ref().map_or_else(|| vec![0.0; size], |center| center.to_vec());
                Shape::Ball { radius, center }
            }
        };
        Ok((size, shape))
    }

    /// Rejects fields of other kinds of sets.
    fn ensure_only_own_fields(&self) -> Result<(), Error> {
        let fields = [
            ("lower", self.lower.is_some(), SetKind::Box, "a box"),
            ("upper", self.upper.is_some(), SetKind::Box, "a box"),
            ("sum", self.sum.is_some(), SetKind::Simplex, "a simplex"),
            ("radius", self.radius.is_some(), SetKind::Ball, "a ball"),
            ("center", self.center.is_some(), SetKind::Ball, "a ball"),
        ];
        match fields.into_iter().find(|&(_, is_given, kind, _)| is_given && kind != self.kind) {
            Some((name, _, _, owner)) => Err(Error::invalid(name, format!("must be given for {owner} only"))),
            None => Ok(()),
        }
    }

    fn size(&self) -> Result<usize, Error> {
        let entries = |bounds: &Option<NumberOrVector>| match bounds {
            Some(NumberOrVector::Vector(vector)) => Some(vector.len()),
            _ => None,
        };
        let by_entries = entries(&self.lower).or(entries(&self.upper)).or(self.center.as_ref().map(|c| c.len()));
        match (self.size, by_entries) {
            (Some(size), _) => Ok(size as usize),
            (None, Some(size)) => Ok(size),
            (None, None) => Err(Error::invalid("size", "is missing")),
        }
    }

    fn open_box(&self, size: usize) -> Result<Shape, Error> {
        let bounds = |name: &str, bounds: &Option<NumberOrVector>, none: f64| match bounds {
            None => Ok(vec![none; size]),
            Some(NumberOrVector::Number(number)) if number.is_nan() => {
                check::number(name, *number, check::FINITE).map(|()| Vec::new())
            }
            Some(NumberOrVector::Number(number)) => Ok(vec![*number; size]),
            Some(NumberOrVector::Vector(vector)) => {
                check::length(name, vector.len(), size, "size says")?;
                // A range with infinite endpoints still excludes NaN.
                check::bounds(name, vector, f64::NEG_INFINITY..=f64::INFINITY)?;
                Ok(vector.to_vec())
            }
        };
        let lower = bounds("lower", &self.lower, f64::NEG_INFINITY)?;
        let upper = bounds("upper", &self.upper, f64::INFINITY)?;
        for (k, (&lower, &upper)) in lower.iter().zip(&upper).enumerate() {
            if lower > upper || lower == f64::INFINITY || upper == f64::NEG_INFINITY {
                let [lower, upper] = [lower, upper].map(check::short);
                let path = format!("upper[{k}]");
                return Err(Error::invalid(
                    path,
                    format!("must not be below lower, {lower}, and must admit finite values, got {upper}"),
                ));
            }
        }
        Ok(Shape::Box { lower, upper })
    }
}

/// A validated set.
#[derive(Clone, Debug)]
enum Shape {
    Free,
    Box { lower: Vec<f64>, upper: Vec<f64> },
    Simplex { sum: f64 },
    Ball { radius: f64, center: Vec<f64> },
}

/// A product of convex sets over consecutive variables.
#[derive(Clone, Debug)]
pub struct Product {
    dimension: usize,
    blocks: Vec<(Range<usize>, Shape)>,
}

impl Product {
    /// The product of these sets, in the order of the variables. Error paths begin with `set`.
    pub fn of(sets: &[ConvexSet]) -> Result<Self, Error> {
        check::not_empty("set", sets.len())?;
        let mut product = Self { dimension: 0, blocks: Vec::with_capacity(sets.len()) };
        for (k, set) in sets.iter().enumerate() {
            let (size, shape) = set.open().map_err(|error| error.within(&format!("set[{k}]")))?;
            product.push(size, shape);
            if product.dimension > MAX_VARIABLES {
                return Err(Error::invalid("set", format!("must have at most {MAX_VARIABLES} variables")));
            }
        }
        Ok(product)
    }

    /// All vectors.
    pub fn free(dimension: usize) -> Self {
        Self { dimension, blocks: vec![(0..dimension, Shape::Free)] }
    }

    /// The product with the nonnegative orthant of `size` dimensions.
    pub fn with_nonnegative(mut self, size: usize) -> Self {
        self.push(size, Shape::Box { lower: vec![0.0; size], upper: vec![f64::INFINITY; size] });
        self
    }

    fn push(&mut self, size: usize, shape: Shape) {
        self.blocks.push((self.dimension..self.dimension + size, shape));
        self.dimension += size;
    }

    /// The number of variables.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// Returns whether the set is the whole space.
    pub fn is_free(&self) -> bool {
        self.blocks.iter().all(|(_, shape)| matches!(shape, Shape::Free))
    }

    /// Projects a point onto the set.
    pub fn project(&self, point: &mut [f64]) {
        for (range, shape) in &self.blocks {
            shape.project(&mut point[range.clone()]);
        }
    }

    /// z - P(z - step), where P projects onto the set and z is in it, up to rounding. Computed from the step and the
    /// distances to the boundary, so steps far below the rounding of z are not lost.
    pub fn displacement(&self, point: &[f64], step: &[f64]) -> Vec<f64> {
        let mut moved = step.to_vec();
        for (range, shape) in &self.blocks {
            shape.displace(&point[range.clone()], &mut moved[range.clone()]);
        }
        moved
    }

    /// The minimum of ⟨direction, u⟩ over the set. Entries up to `slack` count as zero in unbounded directions. `None`
    /// if there is no minimum.
    pub fn least_but_for(&self, direction: &[f64], slack: &[f64]) -> Option<f64> {
        let least = |(range, shape): &(Range<usize>, Shape)| {
            shape.least_but_for(&direction[range.clone()], &slack[range.clone()])
        };
        self.blocks.iter().map(least).sum()
    }

    /// The minimum of ⟨direction, u⟩ over the set; `None` if there is none.
    pub fn least(&self, direction: &[f64]) -> Option<f64> {
        self.blocks.iter().map(|(range, shape)| shape.least(&direction[range.clone()])).sum()
    }

    /// The bounds of variable `i` regardless of the other variables.
    pub fn bounds(&self, i: usize) -> (f64, f64) {
        let block = self.blocks.iter().find(|(range, _)| range.contains(&i));
        match block {
            Some((range, Shape::Box { lower, upper })) => (lower[i - range.start], upper[i - range.start]),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// Multiplies a matrix by an element of the projection's generalized Jacobian at `point`, with projection
    /// `projected`.
    pub fn differentiate(&self, point: &[f64], projected: &[f64], matrix: &mut Mat<f64>) {
        for (range, shape) in &self.blocks {
            let derivative = Derivative::of(shape, &point[range.clone()], &projected[range.clone()]);
            for j in 0..matrix.ncols() {
                derivative.apply(&mut matrix.col_as_slice_mut(j)[range.clone()]);
            }
        }
    }
}

impl Shape {
    fn project(&self, point: &mut [f64]) {
        match self {
            Self::Free => {}
            Self::Box { lower, upper } => {
                for ((entry, lower), upper) in point.iter_mut().zip(lower).zip(upper) {
                    *entry = entry.max(*lower).min(*upper);
                }
            }
            Self::Simplex { sum } => project_onto_simplex(point, *sum),
            Self::Ball { radius, center } => {
                let offset: Vec<_> = point.iter().zip(center).map(|(entry, center)| entry - center).collect();
                let length = norm(&offset);
                if length > *radius {
                    for ((entry, offset), center) in point.iter_mut().zip(&offset).zip(center) {
                        *entry = center + radius * (offset / length);
                    }
                }
            }
        }
    }

    /// Replaces a step from a point by the displacement it causes.
    fn displace(&self, point: &[f64], step: &mut [f64]) {
        match self {
            Self::Free => {}
            Self::Box { lower, upper } => {
                for (k, step) in step.iter_mut().enumerate() {
                    *step = clipped_step(point[k], *step, lower[k], upper[k]);
                }
            }
            Self::Simplex { .. } => displace_in_simplex(point, step),
            Self::Ball { radius, center } => {
                let offset: Vec<_> = point.iter().zip(center).map(|(entry, center)| entry - center).collect();
                let moved: Vec<_> = offset.iter().zip(&*step).map(|(offset, step)| offset - step).collect();
                let (length, moved) = (norm(&offset), norm(&moved));
                if moved <= *radius && length < (1.0 - ON_SPHERE) * radius {
                    return;
                }
                // The excess of the endpoint's distance from the center over the radius, relative to that distance.
                // |offset - step|² - radius² is formed from products with the step. A point within rounding of the
                // sphere counts as on it.
                let inside =
                    if length < (1.0 - ON_SPHERE) * radius { (length - radius) * (length + radius) } else { 0.0 };
                let products: f64 = offset.iter().zip(&*step).map(|(offset, step)| (step - 2.0 * offset) * step).sum();
                let outside = (inside + products) / ((moved + radius) * moved);
                if outside > 0.0 {
                    let factor = radius / moved;
                    step.iter_mut().zip(&offset).for_each(|(step, offset)| *step = outside * offset + factor * *step);
                }
            }
        }
    }

    fn least_but_for(&self, direction: &[f64], slack: &[f64]) -> Option<f64> {
        let product = |(k, d): (usize, &f64)| {
            let bound = match self {
                Self::Box { lower, .. } if *d > 0.0 => lower[k],
                Self::Box { upper, .. } if *d < 0.0 => upper[k],
                Self::Box { .. } => 0.0,
                _ => f64::INFINITY,
            };
            match () {
                () if bound.is_finite() => Some(d * bound),
                () if d.abs() <= slack[k] => Some(0.0),
                () => None,
            }
        };
        match self {
            Self::Free | Self::Box { .. } => direction.iter().enumerate().map(product).sum(),
            Self::Simplex { .. } | Self::Ball { .. } => self.least(direction),
        }
    }

    fn least(&self, direction: &[f64]) -> Option<f64> {
        match self {
            Self::Free => None,
            Self::Box { lower, upper } => {
                if lower.iter().chain(upper).any(|end| end.is_infinite()) {
                    return None;
                }
                let bounds = lower.iter().zip(upper);
                Some(direction.iter().zip(bounds).map(|(d, (lower, upper))| (d * lower).min(d * upper)).sum())
            }
            Self::Simplex { sum } => Some(sum * direction.iter().copied().fold(f64::INFINITY, f64::min)),
            Self::Ball { radius, center } => {
                let at_center: f64 = direction.iter().zip(center).map(|(d, center)| d * center).sum();
                Some(at_center - radius * norm(direction))
            }
        }
    }
}

/// Projects a point onto the simplex with this sum: subtracts a constant from all entries, then clips at zero.
pub fn project_onto_simplex(point: &mut [f64], sum: f64) {
    // Adding a constant to all entries does not change the projection. Without the largest entry, distant points lose
    // no digits.
    let most = point.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    point.iter_mut().for_each(|entry| *entry -= most);
    let mut sorted = point.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let (mut total, mut threshold) = (0.0, 0.0);
    for (k, entry) in sorted.iter().enumerate() {
        total += entry;
        let candidate = (total - sum) / (k + 1) as f64;
        if *entry <= candidate {
            break;
        }
        threshold = candidate;
    }
    // A point that overflowed remains one, for the caller to notice.
    let clipped = |difference: f64| if difference <= 0.0 { 0.0 } else { difference };
    point.iter_mut().for_each(|entry| *entry = clipped(*entry - threshold));
}

/// Replaces a step from a point of a simplex by the displacement it causes: each entry moves by the step plus a common
/// shift, clipped at zero. The shift is the mean, over the entries that stay positive, of the other entries' loss
/// beyond their steps.
fn displace_in_simplex(point: &[f64], step: &mut [f64]) {
    let mut order: Vec<usize> = (0..point.len()).collect();
    let end = |k: usize| point[k] - step[k];
    // Endpoints equal up to rounding are ordered by their steps.
    order.sort_by(|&a, &b| end(b).total_cmp(&end(a)).then(step[a].total_cmp(&step[b])));
    // The sum of the point's entries after each one in this order, accumulated from the smallest endpoints.
    let beyond = |sum: &mut f64, &k: &usize| Some(std::mem::replace(sum, *sum + point[k]));
    let mut left: Vec<f64> = order.iter().rev().scan(0.0, beyond).collect();
    left.reverse();
    let (mut moved, mut shift) = (0.0, 0.0);
    for (count, (&k, left)) in order.iter().zip(&left).enumerate() {
        moved += step[k];
        let candidate = -(left + moved) / (count + 1) as f64;
        if count > 0 && point[k] <= step[k] + candidate {
            break;
        }
        shift = candidate;
    }
    step.iter_mut().zip(point).for_each(|(step, point)| *step = (*step + shift).min(*point));
}

/// Points this close to a sphere, relative to its radius, are on it.
const ON_SPHERE: f64 = 4.0 * f64::EPSILON;

/// An element of the generalized Jacobian of a projection at a point.
enum Derivative {
    Identity,
    /// Keeps the marked entries and zeros the others.
    Kept(Vec<bool>),
    /// Subtracts the mean of the marked entries from them, and zeros the others.
    Centered(Vec<bool>),
    /// Projects out a unit vector and scales by a factor.
    Tangent {
        factor: f64,
        normal: Vec<f64>,
    },
}

impl Derivative {
    fn of(shape: &Shape, point: &[f64], projected: &[f64]) -> Self {
        match shape {
            Shape::Free => Self::Identity,
            Shape::Box { lower, upper } => {
                let bounds = lower.iter().zip(upper);
                Self::Kept(
                    point.iter().zip(bounds).map(|(entry, (lower, upper))| lower < entry && entry < upper).collect(),
                )
            }
            Shape::Simplex { .. } => Self::Centered(projected.iter().map(|&entry| entry > 0.0).collect()),
            Shape::Ball { radius, center } => {
                let offset: Vec<_> = point.iter().zip(center).map(|(entry, center)| entry - center).collect();
                let length = norm(&offset);
                if length <= *radius {
                    return Self::Identity;
                }
                Self::Tangent { factor: radius / length, normal: offset.iter().map(|entry| entry / length).collect() }
            }
        }
    }

    fn apply(&self, column: &mut [f64]) {
        match self {
            Self::Identity => {}
            Self::Kept(kept) => {
                column.iter_mut().zip(kept).filter(|(_, kept)| !**kept).for_each(|(entry, _)| *entry = 0.0);
            }
            Self::Centered(kept) => {
                let inside = column.iter().zip(kept).filter(|(_, kept)| **kept).map(|(entry, _)| entry);
                let (count, total) = inside.fold((0.0, 0.0), |(count, total), entry| (count + 1.0, total + entry));
                for (entry, kept) in column.iter_mut().zip(kept) {
                    *entry = if *kept { *entry - total / count } else { 0.0 };
                }
            }
            Self::Tangent { factor, normal } => {
                let along: f64 = column.iter().zip(normal).map(|(entry, normal)| entry * normal).sum();
                for (entry, normal) in column.iter_mut().zip(normal) {
                    *entry = factor * (*entry - along * normal);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
