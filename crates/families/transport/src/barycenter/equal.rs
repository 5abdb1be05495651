//! The debiased barycenter of equal histograms is that histogram, so only its potential has to be computed.
//!
//! At a large regularization the fixed-point iteration would converge far too slowly: at points without mass in the
//! histogram, its masses vanish like the reciprocal of the number of iterations.

use super::check::Checked;
use super::problem::InitialBarycenter;
use crate::backends::{passes, survey};
use crate::inputs::{Masses, Side};
use crate::instance::Instance;
use crate::kept::Keep;
use crate::mirror::Mirror;
use crate::potentials::Potentials;
use crate::problem::{DEFAULT_MAX_PLAN_ENTRIES, Method};
use crate::result::scatter;
use crate::solver::{Limits, Solver};
use crate::sums::Evaluation;
use superlinear_interface::{Error, Matrix, Run};

/// The known barycenter as a start, with its potentials, if the histograms are equal.
pub(super) fn known_barycenter(
    checked: &Checked,
    (tolerance, max_iterations): (f64, u32),
    run: &Run,
) -> Result<Option<InitialBarycenter>, Error> {
    let first = &checked.histograms[0];
    let (support, masses) = (&first.support, &first.instance.a);
    let are_equal = checked.histograms.iter().all(|other| other.support == *support && other.instance.a == *masses);
    if checked.itself.is_none() || !are_equal {
        return Ok(None);
    }
    let targets = checked.counts.targets;
    let limits = Limits { tolerance, max_iterations, max_plan_entries: DEFAULT_MAX_PLAN_ENTRIES as usize };
    let f = own_potential(checked, limits, &run.part())?;
    // The potentials at the points without mass.
    let mut point = Potentials { f, g: vec![0.0; targets] };
    let mut passes = passes(&first.instance, run)?;
    passes.evaluate(&point, checked.regularization, Keep::NOTHING, &mut Evaluation::default())?;
    passes.balance_targets(&mut point, checked.regularization)?;
    let mut barycenter = vec![0.0; targets];
    scatter(masses, support, &mut barycenter);
    let rows = checked.counts.histograms;
    let barycenter_potentials = Matrix::new(rows, targets, point.g.repeat(rows));
    Ok(Some(InitialBarycenter { barycenter: barycenter.into(), barycenter_potentials }))
}

/// The potential of the histogram's problem with itself, at the points with mass.
fn own_potential(checked: &Checked, limits: Limits, run: &Run) -> Result<Vec<f64>, Error> {
    let first = &checked.histograms[0];
    let cost = checked.geometry.cost(&first.support, &first.support);
    let seen = survey(&cost, run)?;
    let masses = &first.instance.a;
    let side =
        || Side { count: checked.counts.sources, support: first.support.clone(), masses: masses.clone(), total: 1.0 };
    let both = Masses { source: side(), target: side(), uneven: 0.0 };
    let softness = [0.0; 2];
    let instance = Instance {
        cost,
        extent: seen.extent,
        a: masses.clone(),
        b: masses.clone(),
        softness,
        regularization: checked.regularization,
        mirror: Mirror::of(&checked.geometry, &both, &seen.row_minima, softness),
    };
    let half: Vec<f64> = seen.row_minima.iter().map(|minimum| 0.5 * minimum).collect();
    let mut point = Potentials { f: half.clone(), g: half };
    Solver::new(&instance, run, limits, false)?.solve(&mut point, false, Method::Auto)?;
    Ok(point.f.iter().zip(&point.g).map(|(f, g)| 0.5 * (f + g)).collect())
}
