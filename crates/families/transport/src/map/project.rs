//! Images by the potentials, in a pass over the costs.

use super::check::{Checked, Law};
use crate::blocks::Blocks;
use crate::check::LARGEST_EXPONENT;
use crate::cost::Cost;
use crate::geometry::Geometry;
use crate::kernels::exponentials::{CUT, PADDING_POTENTIAL, Targets};
use crate::kernels::project::{Choice, Destinations, ProjectRows};
use crate::kernels::survey::survey;
use crate::memory::reserved;
use crate::registers::Registers;
use crate::vectors::magnitude;
use superlinear_interface::{Error, Run, check};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::simd::{LANES, dispatch};

/// Images and potentials of some sources.
#[derive(Default)]
pub(super) struct Projection {
    /// Their images, one after the other.
    pub images: Vec<f64>,
    /// Their potentials.
    pub potential: Vec<f64>,
}

/// Maps `sources` by the potentials of the targets with mass.
pub(super) fn project(checked: &Checked, sources: &[u32], run: &Run) -> Result<Projection, Error> {
    if sources.is_empty() {
        return Ok(Projection::default());
    }
    let Checked { geometry, targets: side, potential, destinations, law, .. } = checked;
    let cost = geometry.cost(sources, &side.support);
    let level = match *law {
        Law::Entropic { regularization, .. } => regularization,
        Law::Exact { .. } => 1.0,
    };
    check_exponents(checked, &cost, level, run)?;

    // The masses are included in the exponents, so that the cut is relative to the terms of the sum.
    let groups = cost.columns().div_ceil(LANES);
    let [mut scaled, mut ones] = [PADDING_POTENTIAL, 0.0].map(|value| Registers::filled(groups, value));
    ones.as_flattened_mut()[..cost.columns()].fill(1.0);
    let log_total = side.total.ln();
    for ((scaled, &j), mass) in scaled.as_flattened_mut().iter_mut().zip(&side.support).zip(&side.masses) {
        let log_mass = if matches!(law, Law::Exact { .. }) { 0.0 } else { mass.ln() + log_total };
        *scaled = potential[j as usize] / level + log_mass;
    }
    let targets = Targets { potential: &scaled, mass: &ones, minus_inverse: -1.0 / level, cut: CUT };

    let destinations = Destinations::new(destinations, &side.support);
    let length = sources.len().saturating_mul(destinations.dimension());
    let mut images = reserved(length)?;
    images.resize(length, 0.0);
    let mut logarithms = vec![0.0; sources.len()];
    let choice = match law {
        Law::Entropic { .. } => Choice::Mean,
        Law::Exact { .. } => Choice::Best,
    };
    let blocks = Blocks::new(cost.rows(), cost.columns());
    let chunk = blocks.rows_per_block();
    let items = images.chunks_mut(chunk * destinations.dimension()).zip(logarithms.chunks_mut(chunk));
    let cancellation = run.cancellation();
    Parallelism::of(run).map(items, |block, (images, logarithms)| {
        let (cost, destinations, rows) = (&cost, &destinations, blocks.rows(block));
        dispatch(ProjectRows { cost, targets, destinations, choice, rows, images, logarithms, cancellation });
    });
    run.ensure_wanted()?;
    if let Some(k) = logarithms.iter().position(|&logarithm| logarithm == f64::NEG_INFINITY) {
        let lonely = format!("has all pairs of point {} forbidden, so that it goes nowhere", sources[k]);
        return Err(Error::infeasible("problem.cost", lonely));
    }
    let potential = logarithms.into_iter().map(|logarithm| law.potential(logarithm)).collect();
    Ok(Projection { images, potential })
}

impl Law {
    /// The potential of a source, from the logarithm of the sum of b_j exp((g_j - C_j) / L) for an entropic law, or
    /// from the largest g_j - C_j for an exact one.
    fn potential(self, value: f64) -> f64 {
        match self {
            Self::Entropic { regularization, softness } => -value * regularization / (1.0 + regularization * softness),
            Self::Exact { mass_potential: None } => -value,
            Self::Exact { mass_potential: Some(mass) } => (-value - mass).min(0.0),
        }
    }
}

/// Rejects costs and potentials with overflowing exponents.
fn check_exponents(checked: &Checked, cost: &Cost, level: f64, run: &Run) -> Result<(), Error> {
    let seen = survey(cost, run)?;
    if seen.forbidden > 0 && matches!(checked.geometry, Geometry::Points { .. }) {
        let [path, targets] = checked.paths;
        return Err(Error::invalid(path, format!("and {targets} have distances that overflow")));
    }
    let magnitudes = [seen.extent.magnitude(), magnitude(&checked.potential)];
    // The costs of sources with only forbidden pairs have no extent.
    let is_large = |size: &f64| size.is_finite() && *size / level > LARGEST_EXPONENT;
    if magnitudes.iter().any(is_large) || !(1.0 / level).is_finite() {
        return Err(match checked.law {
            Law::Entropic { .. } => {
                let got = check::short(level);
                Error::invalid(
                    "solution.regularization",
                    format!("is too small for these costs and potentials, got {got}"),
                )
            }
            Law::Exact { .. } => Error::invalid("problem", "has costs or potentials with a difference that overflows"),
        });
    }
    Ok(())
}
