//! Bounds and weights of absolute values of parameters, given by name.

use crate::graph::shape;
use crate::lower::Input;
use crate::named::Named;
use crate::train::objective::Role;
use std::ops::Bound::{Excluded, Included};
use superlinear_interface::{Error, check};
use superlinear_machine::rules::Maps;

/// Numbers by name: one for all entries of a parameter, or one for each.
pub(super) struct NamedMaps<'a> {
    pub(super) lower: &'a Named,
    pub(super) upper: &'a Named,
    pub(super) l1: &'a Named,
}

impl NamedMaps<'_> {
    /// The numbers for each entry of all parameters.
    pub(super) fn by_entry(&self, inputs: &[Input], roles: &[Role]) -> Result<Maps, Error> {
        let is_parameter = |role: &Role| matches!(role, Role::Parameter(_));
        let parameters: Vec<_> =
            inputs.iter().zip(roles).filter(|(_, role)| is_parameter(role)).map(|(input, _)| input).collect();
        let maps = Maps {
            lower: by_entry("lower", self.lower, f64::NEG_INFINITY, &parameters)?,
            upper: by_entry("upper", self.upper, f64::INFINITY, &parameters)?,
            l1: by_entry("l1", self.l1, 0.0, &parameters)?,
        };
        let mut first = 0;
        for Input { name, shape, .. } in parameters {
            let end = first + shape::count(shape);
            let of = |all: &'_ [f64]| all.get(first..end).unwrap_or_default().to_vec();
            let (lower, upper) = (of(&maps.lower), of(&maps.upper));
            check::bounds(&format!("lower.{name}"), &lower, ..f64::INFINITY)?;
            check::bounds(&format!("upper.{name}"), &upper, (Excluded(f64::NEG_INFINITY), Included(f64::INFINITY)))?;
            check::numbers(&format!("l1.{name}"), &of(&maps.l1), check::NOT_NEGATIVE)?;
            if lower.iter().zip(&upper).any(|(lower, upper)| lower > upper) {
                return Err(Error::invalid(format!("upper.{name}"), format!("must not be below lower.{name}")));
            }
            first = end;
        }
        Ok(maps)
    }
}

/// One number for each entry of all parameters; none if none are given.
fn by_entry(path: &str, given: &Named, default: f64, parameters: &[&Input]) -> Result<Vec<f64>, Error> {
    if let Some(name) = given.keys().find(|name| parameters.iter().all(|input| input.name != **name)) {
        return Err(Error::invalid(format!("{path}.{name}"), "must be one of the parameters"));
    }
    let mut entries = Vec::new();
    if given.is_empty() {
        return Ok(entries);
    }
    for Input { name, shape, .. } in parameters {
        let count = shape::count(shape);
        match given.get(name) {
            Some(values) if values.len() != 1 => {
                check::length(&format!("{path}.{name}"), values.len(), count, "its shape says")?;
                entries.extend_from_slice(values);
            }
            value => entries.extend(std::iter::repeat_n(value.map_or(default, |value| value[0]), count)),
        }
    }
    Ok(entries)
}
