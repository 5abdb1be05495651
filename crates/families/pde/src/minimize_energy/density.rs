//! Densities of energies at the corners of cells.

use super::problem::{Density, DensityKind, Potential, PotentialKind};
use superlinear_interface::Error;

/// Many corners of cells.
#[derive(Debug, Default)]
pub(super) struct Corners {
    /// The components of the gradient, axis after axis.
    pub gradient: Vec<Vec<f64>>,
    /// The values of the function; empty unless the density depends on them.
    pub values: Vec<f64>,
    /// The coordinates, axis after axis; empty unless the density depends on them.
    pub places: Vec<Vec<f64>>,
}

impl Corners {
    /// The number of corners.
    pub fn count(&self) -> usize {
        self.gradient.first().map_or(0, Vec::len)
    }

    /// Removes all corners, and sets the number of axes.
    pub fn clear(&mut self, axes: usize) {
        self.values.clear();
        for list in [&mut self.gradient, &mut self.places] {
            list.resize_with(axes, Vec::new);
            list.iter_mut().for_each(Vec::clear);
        }
    }
}

/// A density and its derivatives at many corners.
#[derive(Debug, Default)]
pub(super) struct Derivatives {
    pub value: Vec<f64>,
    /// The first derivatives, axis after axis.
    pub first: Vec<Vec<f64>>,
    /// The second derivatives: the upper triangle, row after row.
    pub second: Vec<Vec<f64>>,
    /// The first and the second derivative by the value; empty if the density does not depend on it, like `mixed`.
    pub by_value: Vec<f64>,
    pub by_value_twice: Vec<f64>,
    /// The second derivatives by the value and the gradient, axis after axis.
    pub mixed: Vec<Vec<f64>>,
    profile: Profiles,
}

impl Derivatives {
    /// Sets the number of corners of all derivatives. Those by the value are empty unless the density depends on it.
    pub fn resize(&mut self, count: usize, axes: usize, order: Order, depends_on_value: bool) {
        let (second, value) = (usize::from(order == Order::Second), usize::from(depends_on_value));
        let lists = [
            (&mut self.first, axes),
            (&mut self.second, second * axes * (axes + 1) / 2),
            (&mut self.mixed, second * value * axes),
        ];
        for (list, length) in lists {
            list.resize_with(length, Vec::new);
            list.iter_mut().for_each(|values| values.resize(count, 0.0));
        }
        self.value.resize(count, 0.0);
        self.by_value.resize(value * count, 0.0);
        self.by_value_twice.resize(second * value * count, 0.0);
    }

    /// Writes the derivatives at a corner. Variable 0 is the value, and others are the components of the gradient, that
    /// along x first.
    pub fn write(
        &mut self,
        corner: usize,
        value: f64,
        first: impl Fn(usize) -> f64,
        second: impl Fn(usize, usize) -> f64,
    ) {
        let axes = self.first.len();
        self.value[corner] = value;
        if let Some(to) = self.by_value.get_mut(corner) {
            *to = first(0);
        }
        self.first.iter_mut().enumerate().for_each(|(axis, to)| to[corner] = first(axes - axis));
        if let Some(to) = self.by_value_twice.get_mut(corner) {
            *to = second(0, 0);
        }
        self.mixed.iter_mut().enumerate().for_each(|(axis, to)| to[corner] = second(0, axes - axis));
        for (to, (a, b)) in self.second.iter_mut().zip(upper_triangle(axes)) {
            to[corner] = second(axes - a, axes - b);
        }
    }
}

/// Squared lengths of gradients, and the derivatives of a density by them.
#[derive(Debug, Default)]
struct Profiles {
    squares: Vec<f64>,
    first: Vec<f64>,
    second: Vec<f64>,
}

/// The derivatives to evaluate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    First,
    Second,
}

/// A density φ(s) of the squared length s of the gradient.
#[derive(Clone, Copy, Debug)]
pub(super) struct Radial {
    profile: Profile,
    ridge: f64,
}

#[derive(Clone, Copy, Debug)]
enum Profile {
    Area(f64),
    /// The exponent and the squared smoothing.
    Power(f64, f64),
    Quadratic(f64),
}

/// The smoothing of exponents below 2.
const DEFAULT_SMOOTHING: f64 = 1e-2;

/// Squared lengths at which the second derivative of a power is taken as that at 0, since its factors overflow.
const TINY: f64 = 1e-300;

impl Radial {
    /// The density of checked parameters.
    pub fn new(density: &Density) -> Result<Self, Error> {
        density.check()?;
        let exponent = density.exponent.unwrap_or(2.0);
        let smoothing = density.smoothing.unwrap_or(if exponent < 2.0 { DEFAULT_SMOOTHING } else { 0.0 });
        let profile = match density.kind {
            DensityKind::Area => Profile::Area(density.strength.unwrap_or(1.0)),
            DensityKind::Power => Profile::Power(exponent, smoothing * smoothing),
            DensityKind::Quadratic => Profile::Quadratic(density.coefficient.unwrap_or(1.0)),
        };
        Ok(Self { profile, ridge: density.ridge })
    }

    /// Bounds on the second derivatives: the strong convexity modulus, and the largest one unless it is unbounded.
    pub fn curvatures(&self) -> (f64, Option<f64>) {
        let (smallest, largest) = match self.profile {
            Profile::Area(strength) => (0.0, Some(strength)),
            Profile::Quadratic(coefficient) => (coefficient, Some(coefficient)),
            Profile::Power(2.0, _) => (1.0, Some(1.0)),
            Profile::Power(exponent, smoothing) if exponent > 2.0 => (smoothing.powf(0.5 * exponent - 1.0), None),
            Profile::Power(exponent, smoothing) => (0.0, Some(smoothing.powf(0.5 * exponent - 1.0))),
        };
        (smallest + self.ridge, largest.map(|largest| largest + self.ridge))
    }

    /// Evaluates the density.
    pub fn evaluate(&self, corners: &Corners, order: Order, to: &mut Derivatives) {
        let (gradient, axes) = (&corners.gradient, corners.gradient.len());
        to.profile.squares.clear();
        to.profile.squares.resize(gradient[0].len(), 0.0);
        for component in gradient {
            to.profile.squares.iter_mut().zip(component).for_each(|(square, p)| *square += p * p);
        }
        self.evaluate_profile(&mut to.value, &mut to.profile);
        let Profiles { first, second, .. } = &to.profile;
        to.first.resize_with(axes, Vec::new);
        for (to, component) in to.first.iter_mut().zip(gradient) {
            to.clear();
            to.extend(first.iter().zip(component).map(|(first, p)| 2.0 * first * p));
        }
        if order == Order::First {
            return;
        }
        to.second.resize_with(axes * (axes + 1) / 2, Vec::new);
        for (to, (a, b)) in to.second.iter_mut().zip(upper_triangle(axes)) {
            to.clear();
            to.extend(second.iter().zip(&gradient[a]).zip(&gradient[b]).map(|((second, p), q)| 4.0 * second * p * q));
            if a == b {
                to.iter_mut().zip(first).for_each(|(to, first)| *to += 2.0 * first);
            }
        }
    }

    /// Evaluates φ and its derivatives. Each kind is a loop of its own, for vector instructions.
    fn evaluate_profile(&self, value: &mut Vec<f64>, at: &mut Profiles) {
        let ridge = 0.5 * self.ridge;
        let Profiles { squares, first, second } = at;
        for field in [&mut *value, &mut *first, &mut *second] {
            field.resize(squares.len(), 0.0);
        }
        let each = squares.iter().zip(value).zip(first).zip(second);
        match self.profile {
            Profile::Area(strength) => each.for_each(|(((&s, value), first), second)| {
                let root = (1.0 + s).sqrt();
                let slope = 0.5 * strength / root;
                *value = strength * root + ridge * s;
                *first = slope + ridge;
                *second = -0.5 * slope / (1.0 + s);
            }),
            Profile::Quadratic(coefficient) => each.for_each(|(((&s, value), first), second)| {
                *first = 0.5 * coefficient + ridge;
                *value = *first * s;
                *second = 0.0;
            }),
            Profile::Power(exponent, smoothing) => each.for_each(|(((&s, value), first), second)| {
                let (base, half) = (smoothing + s, 0.5 * exponent);
                let slope = 0.5 * base.powf(half - 1.0);
                *value = 2.0 * slope * base / exponent + ridge * s;
                *first = slope + ridge;
                *second = if base < TINY { 0.0 } else { (half - 1.0) * slope / base };
            }),
        }
    }
}

/// The pairs of axes a ≤ b, row after row.
pub(super) fn upper_triangle(axes: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..axes).flat_map(move |a| (a..axes).map(move |b| (a, b)))
}

impl Potential {
    /// The factor; 0 without potential.
    fn factor(&self) -> f64 {
        if self.kind == PotentialKind::None { 0.0 } else { self.weight.unwrap_or(1.0) }
    }

    /// Whether the potential is convex.
    pub(super) fn is_convex(&self) -> bool {
        self.kind != PotentialKind::DoubleWell || self.factor() == 0.0
    }

    /// The largest second derivative, unless it is unbounded.
    pub(super) fn largest_curvature(&self) -> Option<f64> {
        self.is_convex().then(|| self.factor())
    }

    /// The potential and its two derivatives at a value.
    #[inline(always)]
    pub(super) fn at(&self, u: f64) -> [f64; 3] {
        let unit = match self.kind {
            PotentialKind::None => [0.0; 3],
            PotentialKind::Quadratic => [0.5 * u * u, u, 1.0],
            PotentialKind::LogCosh => {
                let tanh = u.tanh();
                let size = u.abs();
                // Both are ln cosh u. The second loses the digits of small arguments, the first those of large ones.
                let value = if size < 1.0 {
                    -0.5 * (-tanh * tanh).ln_1p()
                } else {
                    size + (-2.0 * size).exp().ln_1p() - std::f64::consts::LN_2
                };
                [value, tanh, 1.0 - tanh * tanh]
            }
            PotentialKind::DoubleWell => {
                let well = u * u - 1.0;
                [0.25 * well * well, u * well, 3.0 * u * u - 1.0]
            }
        };
        unit.map(|value| self.factor() * value)
    }
}
