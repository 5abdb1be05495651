//! The variables of a search, with bounds and kinds, and the unit cube searched by the solvers.

use schemars::JsonSchema;
use serde::Deserialize;
use std::ops::{Bound, RangeBounds};
use superlinear_interface::{Error, NumberOrVector, check};
use superlinear_numerics::random::Stream;

/// One variable. Numbers have `lower` and `upper`; a category has a `count`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Variable {
    /// The kind of values.
    #[serde(rename = "type")]
    pub kind: VariableType,
    /// The lower bound of a number.
    pub lower: Option<f64>,
    /// The upper bound of a number.
    pub upper: Option<f64>,
    /// The scale of steps of a number. Default: `linear`.
    pub scale: Option<Scale>,
    /// The number of categories, from 2 to 1000.
    pub count: Option<u32>,
}

/// The kind of values of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum VariableType {
    /// A real number from `lower` to `upper`.
    Real,
    /// An integer from `lower` to `upper`.
    Integer,
    /// One of `count` unordered categories, given by its index from 0.
    Category,
    /// 0 or 1.
    Boolean,
}

/// The scale of steps of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Scale {
    /// Steps are differences.
    #[default]
    Linear,
    /// Steps are ratios, for numbers of unknown magnitude. `lower` must be positive.
    Log,
}

/// The largest number of variables.
const MAX_VARIABLES: usize = 10_000;

/// The range of the number of categories.
const CATEGORIES: std::ops::RangeInclusive<usize> = 2..=1000;

/// Beyond this, neighboring integers are not distinct in floating point.
const LARGEST_INTEGER: f64 = (1_u64 << 53) as f64;

/// A bound more than this many sides from the start is not used as the origin of a side: coordinates relative to it
/// would keep only half the digits of values near the start.
const FAR: f64 = 1e8;

/// The coordinate, in sides, that stands for a missing bound. Differences of such coordinates are still finite.
const FARTHEST: f64 = 1e300;

/// The fields of a problem that describe its variables.
#[derive(Clone, Copy)]
pub struct Domain<'a> {
    /// The lower bounds of real variables: a vector, or one number for all.
    pub lower: Option<&'a NumberOrVector>,
    /// The upper bounds of real variables.
    pub upper: Option<&'a NumberOrVector>,
    /// The number of variables, if both bounds are numbers.
    pub dimension: Option<u32>,
    /// The variables, instead of bounds.
    pub variables: Option<&'a [Variable]>,
}

/// The unit cube; each side is the range of a variable. Callers and their functions see a point as one number per
/// variable: its value, or the index of its category.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    axes: Vec<Axis>,
}

/// One variable, and its map to a side of the cube.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// The kind of values.
    pub kind: VariableType,
    /// The lower bound.
    lower: f64,
    /// The upper bound.
    upper: f64,
    scale: Scale,
    /// The origin and the length of the side, in units of the variable or of its logarithm. The side of an integer
    /// variable extends half a unit beyond its bounds, so that each integer has an equal part.
    start: f64,
    length: f64,
    /// The smallest and the largest coordinate: 0 and 1, or very large if a bound is missing.
    places: [f64; 2],
}

impl Axis {
    fn new(kind: VariableType, lower: f64, upper: f64, scale: Scale) -> Self {
        let margin = if kind == VariableType::Real { 0.0 } else { 0.5 };
        let [start, end] = [lower - margin, upper + margin].map(|value| match scale {
            Scale::Linear => value,
            Scale::Log => value.ln(),
        });
        Self { kind, lower, upper, scale, start, length: end - start, places: [0.0, 1.0] }
    }

    /// A real variable with bounds that may be equal or infinite. If a bound is infinite, the length of the side is the
    /// magnitude of `near`, at least 1. The side begins or ends at the finite bound, unless that bound is so far away
    /// that values close to `near` would lose their digits.
    fn open(lower: f64, upper: f64, near: f64) -> Self {
        if lower.is_finite() && upper.is_finite() {
            let places = [0.0, if lower < upper { 1.0 } else { 0.0 }];
            return Self { places, ..Self::new(VariableType::Real, lower, upper, Scale::Linear) };
        }
        let length = near.abs().max(1.0);
        let near = near.max(lower).min(upper);
        let sides_to = |bound: f64| (bound - near) / length;
        let is_near = |bound: f64| sides_to(bound).abs() <= FAR;
        let (start, places) = match (lower.is_finite(), upper.is_finite()) {
            (true, _) if is_near(lower) => (lower, [0.0, FARTHEST]),
            (_, true) if is_near(upper) => (upper - length, [-FARTHEST, 1.0]),
            (false, false) => (0.0, [-FARTHEST, FARTHEST]),
            _ => (near, [sides_to(lower).max(-FARTHEST), sides_to(upper).min(FARTHEST)]),
        };
        let (lower, upper) = (lower.max(-f64::MAX), upper.min(f64::MAX));
        Self { kind: VariableType::Real, lower, upper, scale: Scale::Linear, start, length, places }
    }

    /// The length of the side of a linear real variable, relative to the magnitude of its value at a coordinate or to
    /// 1, whichever is larger. 0 for other variables.
    pub fn relative_side(&self, place: f64) -> f64 {
        let is_linear = self.kind == VariableType::Real && self.scale == Scale::Linear;
        if is_linear { self.length / self.value(place).abs().max(1.0) } else { 0.0 }
    }

    /// Whether the variable has only one value.
    pub fn is_fixed(&self) -> bool {
        self.length == 0.0
    }

    /// The nearest valid coordinate: clipped to the bounds, and for an integer the center of its part.
    pub fn snapped(&self, place: f64) -> f64 {
        match self.kind {
            VariableType::Real => self.clipped(place),
            _ => self.place(self.value(place)),
        }
    }

    /// The coordinate of the middle; if a bound is missing, of the value closest to zero.
    pub fn middle(&self) -> f64 {
        match self.places {
            [0.0, 1.0] => self.snapped(0.5),
            _ => self.place(0.0_f64.max(self.lower).min(self.upper)),
        }
    }

    /// A random coordinate; if a bound is missing, within one side of the middle.
    pub fn random(&self, random: &mut Stream) -> f64 {
        match self.places {
            [0.0, 1.0] => self.snapped(random.uniform()),
            _ => self.snapped(self.middle() + 2.0 * random.uniform() - 1.0),
        }
    }

    fn clipped(&self, place: f64) -> f64 {
        place.max(self.places[0]).min(self.places[1])
    }

    /// The number of values. `None` for real variables.
    pub fn count(&self) -> Option<f64> {
        (self.kind != VariableType::Real).then_some(self.upper - self.lower + 1.0)
    }

    /// The part of the side that belongs to one value. `None` for real variables.
    pub fn grain(&self) -> Option<f64> {
        self.count().map(|count| 1.0 / count)
    }

    /// The value at a coordinate, clipped to the side. At its ends exactly the bounds.
    pub fn value(&self, place: f64) -> f64 {
        let clipped = self.clipped(place);
        if self.places == [0.0, 1.0] && (clipped == 0.0 || clipped == 1.0) {
            return if clipped == 0.0 { self.lower } else { self.upper };
        }
        let place = self.start + self.length * clipped;
        let value = match self.scale {
            Scale::Linear => place,
            Scale::Log => place.exp(),
        };
        let value = if self.kind == VariableType::Real { value } else { (value + 0.5).floor() };
        value.max(self.lower).min(self.upper)
    }

    /// The coordinate of a value.
    pub fn place(&self, value: f64) -> f64 {
        let place = match self.scale {
            Scale::Linear => value,
            Scale::Log => value.ln(),
        };
        if self.is_fixed() { 0.0 } else { self.clipped((place - self.start) / self.length) }
    }
}

impl Space {
    /// The space of a problem with finite bounds. Refuses missing bounds and empty ranges.
    pub fn new(domain: &Domain) -> Result<Self, Error> {
        match (domain.variables, domain.lower, domain.upper) {
            (Some(variables), None, None) if domain.dimension.is_none() => Self::of_variables(variables),
            (Some(_), lower, upper) => {
                let extra = if lower.is_some() {
                    "lower"
                } else if upper.is_some() {
                    "upper"
                } else {
                    "dimension"
                };
                Err(Error::invalid(extra, "must not be given together with variables"))
            }
            (None, None, _) => Err(Error::invalid("lower", "must be given, or variables instead")),
            (None, Some(_), None) => Err(Error::invalid("upper", "must be given")),
            (None, Some(lower), Some(upper)) => Self::of_bounds(lower, upper, domain.dimension),
        }
    }

    /// The space of a problem with real variables that may be fixed or unbounded. Their number comes from the bounds,
    /// `dimension` or `initial`.
    pub fn open(domain: &Domain, initial: Option<&[f64]>) -> Result<Self, Error> {
        if domain.variables.is_some() {
            let space = Self::new(domain)?;
            space.refuse_categories("directSearch")?;
            return Ok(space);
        }
        let infinite = [f64::NEG_INFINITY, f64::INFINITY].map(NumberOrVector::Number);
        let (lower, upper) = (domain.lower.unwrap_or(&infinite[0]), domain.upper.unwrap_or(&infinite[1]));
        let bounds = BoxBounds::new(lower, upper, domain.dimension, initial.map(<[f64]>::len))?;
        check_bounds("lower", lower, ..check::NO_BOUND)?;
        check_bounds("upper", upper, (Bound::Excluded(-check::NO_BOUND), Bound::Unbounded))?;
        if let Some(initial) = initial {
            check::length("initial", initial.len(), bounds.size, "there are variables")?;
        }
        let axes = (0..bounds.size).map(|k| {
            let (lower, upper) = bounds.at(k);
            let (lower, upper) = (check::bound(lower), check::bound(upper));
            let path = bounds.path_of_upper(k);
            if lower.is_finite() && upper.is_finite() && lower != upper {
                range(&path, "lower", lower, upper)?;
            }
            let near = initial.map_or(0.0, |initial| initial[k]);
            Ok(Axis::open(lower, upper, near))
        });
        Ok(Self { axes: axes.collect::<Result<_, Error>>()? })
    }

    fn of_bounds(lower: &NumberOrVector, upper: &NumberOrVector, dimension: Option<u32>) -> Result<Self, Error> {
        let bounds = BoxBounds::new(lower, upper, dimension, None)?;
        let size = bounds.size;
        for (name, bounds) in [("lower", lower), ("upper", upper)] {
            match bounds {
                NumberOrVector::Number(bound) => finite_bound(name, *bound)?,
                NumberOrVector::Vector(bounds) => {
                    check::finite_vector(name, bounds, size, "there are variables")?;
                    bounds
                        .iter()
                        .enumerate()
                        .try_for_each(|(k, bound)| finite_bound(&format!("{name}[{k}]"), *bound))?;
                }
            }
        }
        let axes = (0..size).map(|k| {
            let (lower, upper) = bounds.at(k);
            range(&bounds.path_of_upper(k), "lower", lower, upper)?;
            Ok(Axis::new(VariableType::Real, lower, upper, Scale::Linear))
        });
        Ok(Self { axes: axes.collect::<Result<_, Error>>()? })
    }

    fn of_variables(variables: &[Variable]) -> Result<Self, Error> {
        check::entries("variables", variables.len(), 1..=MAX_VARIABLES)?;
        let axes = variables.iter().enumerate().map(|(k, variable)| variable.axis(&format!("variables[{k}]")));
        Ok(Self { axes: axes.collect::<Result<_, _>>()? })
    }

    /// The number of variables.
    pub fn dimension(&self) -> usize {
        self.axes.len()
    }

    /// The variables.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// The number of points. `None` if any variable is real.
    pub fn size(&self) -> Option<f64> {
        self.axes.iter().map(Axis::count).product()
    }

    /// Writes the values of the variables at a point of the cube.
    pub fn values_at(&self, place: &[f64], values: &mut [f64]) {
        for ((axis, place), value) in self.axes.iter().zip(place).zip(values) {
            *value = axis.value(*place);
        }
    }

    /// The nearest valid point of the cube.
    pub fn snapped(&self, place: &[f64]) -> Vec<f64> {
        self.axes.iter().zip(place).map(|(axis, place)| axis.snapped(*place)).collect()
    }

    /// The point of the cube for given values.
    pub fn place_of(&self, values: &[f64]) -> Vec<f64> {
        self.axes.iter().zip(values).map(|(axis, value)| axis.place(*value)).collect()
    }

    /// Refuses values outside the space. `path` names them in the error.
    pub fn check_point(&self, path: &str, point: &[f64]) -> Result<(), Error> {
        check::length(path, point.len(), self.dimension(), "there are variables")?;
        self.axes.iter().zip(point).enumerate().try_for_each(|(k, (axis, &value))| {
            let path = format!("{path}[{k}]");
            check::number(&path, value, axis.lower..=axis.upper)?;
            if axis.kind != VariableType::Real && value.fract() != 0.0 {
                return Err(Error::invalid(path, format!("must be an integer, got {}", check::short(value))));
            }
            Ok(())
        })
    }

    /// Whether any variable is a category.
    pub fn has_categories(&self) -> bool {
        self.axes.iter().any(|axis| axis.kind == VariableType::Category)
    }

    /// Refuses categories, for methods that move by steps.
    pub fn refuse_categories(&self, method: &str) -> Result<(), Error> {
        match self.axes.iter().position(|axis| axis.kind == VariableType::Category) {
            None => Ok(()),
            Some(k) => Err(Error::invalid(
                format!("variables[{k}]"),
                format!("must be a number for the method `{method}`, which takes no categories"),
            )),
        }
    }
}

/// Refuses bounds, possibly infinite, outside a range.
fn check_bounds(path: &str, bounds: &NumberOrVector, range: impl RangeBounds<f64>) -> Result<(), Error> {
    match bounds {
        NumberOrVector::Vector(bounds) => check::bounds(path, bounds, range),
        NumberOrVector::Number(bound) if range.contains(bound) => Ok(()),
        NumberOrVector::Number(bound) => {
            Err(Error::invalid(path, format!("must admit finite values, got {}", check::short(*bound))))
        }
    }
}

/// The bounds of real variables. Their number comes from vectors, `dimension` or the start.
struct BoxBounds<'a> {
    lower: &'a NumberOrVector,
    upper: &'a NumberOrVector,
    size: usize,
}

impl<'a> BoxBounds<'a> {
    fn new(
        lower: &'a NumberOrVector,
        upper: &'a NumberOrVector,
        dimension: Option<u32>,
        start: Option<usize>,
    ) -> Result<Self, Error> {
        let count = |bounds: &NumberOrVector| match bounds {
            NumberOrVector::Number(_) => None,
            NumberOrVector::Vector(bounds) => Some(bounds.len()),
        };
        let size = match (count(lower).or(count(upper)), dimension) {
            (Some(size), None) => size,
            (None, Some(size)) => size as usize,
            (None, None) => {
                start.ok_or_else(|| Error::invalid("dimension", "must be given where lower and upper are numbers"))?
            }
            (Some(_), Some(_)) => {
                return Err(Error::invalid("dimension", "must not be given where lower or upper is a vector"));
            }
        };
        check::count(if dimension.is_some() { "dimension" } else { "lower.length" }, size, 1..=MAX_VARIABLES)?;
        for (name, bounds) in [("lower", lower), ("upper", upper)] {
            if let Some(length) = count(bounds) {
                check::length(name, length, size, "there are variables")?;
            }
        }
        Ok(Self { lower, upper, size })
    }

    fn at(&self, k: usize) -> (f64, f64) {
        let bound = |bounds: &NumberOrVector| match bounds {
            NumberOrVector::Number(bound) => check::bound(*bound),
            NumberOrVector::Vector(bounds) => check::bound(bounds[k]),
        };
        (bound(self.lower), bound(self.upper))
    }

    fn path_of_upper(&self, k: usize) -> String {
        match self.upper {
            NumberOrVector::Number(_) => "upper".to_owned(),
            NumberOrVector::Vector(_) => format!("upper[{k}]"),
        }
    }
}

impl Variable {
    fn axis(&self, path: &str) -> Result<Axis, Error> {
        let is_number = matches!(self.kind, VariableType::Real | VariableType::Integer);
        let given = [
            ("lower", self.lower.is_some(), is_number),
            ("upper", self.upper.is_some(), is_number),
            ("count", self.count.is_some(), self.kind == VariableType::Category),
        ];
        for (name, is_given, is_wanted) in given {
            if is_given != is_wanted {
                let word = if is_wanted { "must" } else { "must not" };
                return Err(Error::invalid(format!("{path}.{name}"), format!("{word} be given for this type")));
            }
        }
        if self.scale.is_some() && !is_number {
            return Err(Error::invalid(format!("{path}.scale"), "must not be given for this type"));
        }
        let (lower, upper) = match self.count {
            Some(count) => {
                check::count(&format!("{path}.count"), count as usize, CATEGORIES)?;
                (0.0, f64::from(count - 1))
            }
            None => (self.lower.unwrap_or(0.0), self.upper.unwrap_or(1.0)),
        };
        let scale = self.scale.unwrap_or_default();
        let [lower_path, upper_path] = ["lower", "upper"].map(|bound| format!("{path}.{bound}"));
        match (scale, self.kind) {
            (Scale::Log, VariableType::Integer) => check::number(&lower_path, lower, 1.0..)?,
            (Scale::Log, _) => check::number(&lower_path, lower, check::POSITIVE)?,
            (Scale::Linear, _) => finite_bound(&lower_path, lower)?,
        }
        match scale {
            Scale::Log => check::number(&upper_path, upper, check::FINITE)?,
            Scale::Linear => finite_bound(&upper_path, upper)?,
        }
        if self.kind == VariableType::Integer {
            for (path, bound) in [(&lower_path, lower), (&upper_path, upper)] {
                check::number(path, bound, -LARGEST_INTEGER..=LARGEST_INTEGER)?;
                if bound.fract() != 0.0 {
                    return Err(Error::invalid(path, format!("must be an integer, got {}", check::short(bound))));
                }
            }
        }
        range(&upper_path, "lower", lower, upper)?;
        Ok(Axis::new(self.kind, lower, upper, scale))
    }
}

/// Refuses a bound large enough to mean none: a search over a box needs both.
fn finite_bound(path: &str, bound: f64) -> Result<(), Error> {
    check::number(path, bound, check::FINITE)?;
    if check::bound(bound).is_finite() {
        return Ok(());
    }
    let got = check::short(bound);
    let message =
        format!("must be between -1e20 and 1e20, beyond which bounds mean none: a box is searched; got {got}");
    Err(Error::invalid(path, message))
}

/// Refuses an empty range.
fn range(path: &str, lower_name: &str, lower: f64, upper: f64) -> Result<(), Error> {
    if lower < upper {
        return Ok(());
    }
    let [least, got] = [lower, upper].map(check::short);
    Err(Error::invalid(path, format!("must be above {lower_name}, {least}, got {got}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(kind: VariableType) -> Variable {
        Variable { kind, lower: None, upper: None, scale: None, count: None }
    }

    fn between(kind: VariableType, lower: f64, upper: f64, scale: Scale) -> Variable {
        Variable { lower: Some(lower), upper: Some(upper), scale: Some(scale), ..variable(kind) }
    }

    #[test]
    fn bounds_so_large_that_they_mean_none_are_refused_where_a_search_needs_them() {
        let [lower, upper] = [-1e20, 1.0].map(NumberOrVector::Number);
        let domain = Domain { lower: Some(&lower), upper: Some(&upper), dimension: Some(2), variables: None };
        let error = Space::new(&domain).expect_err("is refused");
        assert_eq!(error.path, "lower");
        assert!(error.message.contains("mean none"), "{}", error.message);
        assert!(Space::open(&domain, None).expect("is open below").axes()[0].lower == -f64::MAX);
        let error = space(&[between(VariableType::Real, 0.0, 1e25, Scale::Linear)]).expect_err("is refused");
        assert_eq!(error.path, "variables[0].upper");
        assert!(space(&[between(VariableType::Real, 1e-25, 1e25, Scale::Log)]).is_ok());
    }

    fn space(variables: &[Variable]) -> Result<Space, Error> {
        Space::new(&Domain { lower: None, upper: None, dimension: None, variables: Some(variables) })
    }

    #[test]
    fn whole_numbers_have_equal_parts_of_their_side() {
        let space = space(&[
            between(VariableType::Integer, -1.0, 2.0, Scale::Linear),
            Variable { count: Some(3), ..variable(VariableType::Category) },
            variable(VariableType::Boolean),
        ])
        .expect("it is right");
        assert_eq!(space.size(), Some(24.0));
        let mut values = [0.0; 3];
        for step in 0..12 {
            space.values_at(&[(f64::from(step) + 0.5) / 12.0; 3], &mut values);
            assert_eq!(values, [f64::from(step / 3 - 1), f64::from(step / 4), f64::from(step / 6)]);
            space.values_at(&space.place_of(&values), &mut { values });
        }
        // Coordinates outside the cube map to the bounds.
        space.values_at(&[-3.0, 7.0, f64::INFINITY], &mut values);
        assert_eq!(values, [-1.0, 2.0, 1.0]);
    }

    #[test]
    fn logarithms_go_half_way_by_ratios() {
        let space = space(&[between(VariableType::Real, 1e-4, 1.0, Scale::Log)]).expect("it is right");
        let mut value = [0.0];
        space.values_at(&[0.5], &mut value);
        assert!((value[0] - 1e-2).abs() < 1e-16);
        assert!((space.place_of(&[1e-3])[0] - 0.25).abs() < 1e-15);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let path = |result: Result<Space, Error>| result.expect_err("is refused").path.clone();
        let real = |lower, upper| between(VariableType::Real, lower, upper, Scale::Linear);
        assert_eq!(path(space(&[real(0.0, 1.0), real(1.0, 1.0)])), "variables[1].upper");
        assert_eq!(path(space(&[real(-1e308, 1e308)])), "variables[0].lower");
        assert_eq!(path(space(&[real(-1.0, 1e20)])), "variables[0].upper");
        assert_eq!(path(space(&[between(VariableType::Real, 0.0, 1.0, Scale::Log)])), "variables[0].lower");
        assert_eq!(path(space(&[between(VariableType::Integer, 0.5, 1.0, Scale::Linear)])), "variables[0].lower");
        assert_eq!(path(space(&[variable(VariableType::Category)])), "variables[0].count");
        let bounds = |lower: &NumberOrVector, upper: &NumberOrVector, dimension| {
            Space::new(&Domain { lower: Some(lower), upper: Some(upper), dimension, variables: None })
        };
        let vector = |entries: &[f64]| NumberOrVector::Vector(entries.to_vec().into());
        assert_eq!(path(bounds(&vector(&[0.0, 2.0]), &vector(&[1.0, 1.0]), None)), "upper[1]");
        assert_eq!(path(bounds(&NumberOrVector::Number(0.0), &NumberOrVector::Number(1.0), None)), "dimension");
        assert_eq!(path(bounds(&vector(&[0.0, 2.0]), &vector(&[1.0]), None)), "upper");
    }
}
