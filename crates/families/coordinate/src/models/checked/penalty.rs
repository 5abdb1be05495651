//! Checks of the penalty fields, and their transformation.

use crate::models::problem::ModelFields;
use superlinear_interface::{Error, check};
use superlinear_losses::LossKind;
use superlinear_penalties::{Absolute, Blocks, Bounds, GROUPED, Parts, Shape, Strengths, group_members, group_weights};

/// The numbers of variables of a problem: one for each feature and output, followed by unpenalized intercepts.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub features: usize,
    pub outputs: usize,
    /// The number of explicit intercepts.
    pub explicit: usize,
}

impl Size {
    /// Repeats a number for each feature over its variables, and appends one for each intercept.
    fn spread(self, of_features: impl Iterator<Item = f64>, of_intercepts: f64) -> Vec<f64> {
        let repeated = of_features.flat_map(|number| std::iter::repeat_n(number, self.outputs));
        repeated.chain(std::iter::repeat_n(of_intercepts, self.explicit)).collect()
    }

    /// The number of coefficients, without intercepts.
    fn coefficients(self) -> usize {
        self.features * self.outputs
    }
}

/// The penalty for `lambda` = 1. The coefficient of feature `j` for output `k` is variable `j * outputs + k`.
pub(super) fn strengths(fields: &ModelFields, size: Size) -> Result<Strengths, Error> {
    check::number("l1Ratio", fields.l1_ratio, 0.0..=1.0)?;
    let parts = fields.penalty.parts(fields.l1_ratio, fields.concavity)?;
    let factors = factors(fields, parts, size)?;
    let per_variable = |strength: f64| {
        size.spread((0..size.features).map(|j| strength * factors.map_or(1.0, |factors| factors[j])), 0.0)
    };
    let (blocks, weights) = blocks(fields, parts, size)?;
    let bounds = bounds(fields, size)?;
    let (shape, absolute, square, norm) = match parts {
        Parts::Separable { shape, absolute, square } => (shape, absolute, square, 0.0),
        Parts::Grouped { absolute, norm } => (Shape::Absolute(Absolute), absolute.unwrap_or(0.0), 0.0, norm),
    };
    Ok(Strengths {
        shape,
        absolute: per_variable(absolute),
        square: per_variable(square),
        norm: weights.iter().map(|weight| norm * weight).collect(),
        blocks,
        bounds,
    })
}

fn factors(fields: &ModelFields, parts: Parts, size: Size) -> Result<Option<&[f64]>, Error> {
    let Some(factors) = &fields.penalty_factors else { return Ok(None) };
    if matches!(parts, Parts::Grouped { absolute: None, .. }) {
        return Err(Error::invalid("penaltyFactors", "must be left out for groupL2, whose factors are groupWeights"));
    }
    check::length("penaltyFactors", factors.len(), size.features, "matrix has columns")?;
    check::numbers("penaltyFactors", factors, check::NOT_NEGATIVE)?;
    Ok(Some(factors))
}

/// The blocks, and the weight of each block's norm.
fn blocks(fields: &ModelFields, parts: Parts, size: Size) -> Result<(Blocks, Vec<f64>), Error> {
    let Size { features, outputs, explicit } = size;
    if matches!(parts, Parts::Separable { .. }) {
        let of_groups = [("groups", fields.groups.is_some()), ("groupWeights", fields.group_weights.is_some())];
        check::absent(&of_groups, &format!("must be left out: only {GROUPED} have groups"))?;
        let total = size.coefficients() + explicit;
        return Ok((Blocks::single(total), vec![0.0; total]));
    }
    let mut members = match &fields.groups {
        Some(groups) => group_members(groups, features, outputs)?,
        None if matches!(fields.loss, LossKind::Multinomial | LossKind::MultiSquared) => {
            (0..features).map(|j| (0..outputs).map(|k| (j * outputs + k) as u32).collect()).collect()
        }
        None => return Err(Error::invalid("groups", format!("is missing: {GROUPED} need it"))),
    };
    let mut weights = group_weights(fields.group_weights.as_deref(), &members)?;
    let variables = size.coefficients();
    members.extend((variables..variables + explicit).map(|variable| vec![variable as u32]));
    weights.resize(members.len(), 0.0);
    Ok((Blocks::new(&members), weights))
}

/// A bound, rounded to 0 if it is tiny.
fn or_zero(bound: f64) -> f64 {
    if bound.abs() < f64::MIN_POSITIVE / f64::EPSILON { 0.0 } else { bound }
}

fn bounds(fields: &ModelFields, size: Size) -> Result<Option<Bounds>, Error> {
    if fields.lower.is_none() && fields.upper.is_none() && !fields.positive {
        return Ok(None);
    }
    let of = |name: &str, given: Option<&[f64]>, default: f64| -> Result<Vec<f64>, Error> {
        let Some(given) = given else { return Ok(vec![default; size.features]) };
        check::length(name, given.len(), size.features, "matrix has columns")?;
        Ok(given.to_vec())
    };
    let mut lower = of("lower", fields.lower.as_deref(), f64::NEG_INFINITY)?;
    check::bounds("lower", &lower, ..=0.0)?;
    let upper = of("upper", fields.upper.as_deref(), f64::INFINITY)?;
    check::bounds("upper", &upper, 0.0..)?;
    if fields.positive {
        lower.fill(0.0);
    }
    // Derivatives of norms divide by coefficients; smaller ones would overflow.
    let [lower, upper] = [lower, upper].map(|bounds| bounds.into_iter().map(or_zero).collect::<Vec<_>>());
    let lower = size.spread(lower.into_iter(), f64::NEG_INFINITY);
    Ok(Some(Bounds { lower, upper: size.spread(upper.into_iter(), f64::INFINITY) }))
}
