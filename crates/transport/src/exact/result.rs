//! From the tree to the caller's result: measured, in the caller's units, with the points that hold no mass.

use super::costs::{Costs, Scale};
use super::masses::are_equal;
use super::transform::target_potentials;
use super::tree::{Edge, Tree};
use crate::geometry::Geometry;
use crate::inputs::{Masses, Side, missing};
use crate::plan::reserved;
use crate::solver::dot;
use superlinear_interface::{Code, Error, Run, SparseMatrix, Vector};
use superlinear_numerics::parallel::sum;

/// Flows of less than this part of the smaller mass at their ends are rounding.
const SMALLEST_FLOW: f64 = 1e-13;

/// More than this part of the mass on forbidden pairs means that they cannot be avoided; less is what sums may differ by.
const AVOIDED: f64 = 1e-9;

/// The plan of all points, for masses that sum to 1.
pub(crate) struct Plan {
    /// By sources, then by targets.
    pub edges: Vec<Edge>,
    pub marginal_error: f64,
}

/// The plan of the tree. Its flows are computed from the masses. Those on forbidden pairs are left out: in an optimal tree they
/// must be rounding.
pub(crate) fn plan_of(tree: &mut Tree, masses: &Masses, scale: Scale, is_optimal: bool) -> Result<Plan, Error> {
    let (a, b) = (&masses.source.masses, &masses.target.masses);
    tree.refresh_flows(a, b);
    let is_flow = |edge: &Edge| edge.flow > SMALLEST_FLOW * a[edge.source as usize].min(b[edge.target as usize]);
    let is_forbidden = |edge: &Edge| scale.has_forbidden && edge.cost >= scale.ceiling;
    let forbidden: f64 = tree.edges().filter(is_forbidden).map(|edge| edge.flow).sum();
    if is_optimal && forbidden > AVOIDED {
        return Err(Error::new(
            Code::Infeasible,
            "the forbidden pairs, those of infinite cost, leave no plan that moves all mass",
        ));
    }
    let mut edges: Vec<Edge> = tree.edges().filter(|edge| is_flow(edge) && !is_forbidden(edge)).collect();
    edges.sort_unstable_by_key(|edge| (edge.source, edge.target));
    let (mut rows, mut columns) = (a.clone(), b.clone());
    for edge in &edges {
        rows[edge.source as usize] -= edge.flow;
        columns[edge.target as usize] -= edge.flow;
    }
    let marginal_error = rows.iter().chain(&columns).map(|rest| rest.abs()).sum();
    Ok(Plan { edges, marginal_error })
}

impl Plan {
    /// The cost for masses that sum to 1.
    pub fn cost(&self) -> f64 {
        let terms: Vec<f64> = self.edges.iter().map(|edge| edge.flow * edge.cost).collect();
        sum(&terms)
    }

    /// The plan as a matrix, for masses that sum to `total`.
    pub fn matrix(&self, masses: &Masses, total: f64) -> Result<SparseMatrix, Error> {
        let count = self.edges.len();
        let mut indptr: Vec<i32> = reserved(masses.source.count + 1)?;
        let mut indices: Vec<i32> = reserved(count)?;
        let mut data: Vec<f64> = reserved(count)?;
        for edge in &self.edges {
            // Sources without mass have empty rows.
            indptr.resize(masses.source.support[edge.source as usize] as usize + 1, data.len() as i32);
            indices.push(masses.target.support[edge.target as usize] as i32);
            data.push(edge.flow * total);
        }
        indptr.resize(masses.source.count + 1, count as i32);
        Ok(SparseMatrix {
            rows: masses.source.count,
            columns: masses.target.count,
            indptr: indptr.into(),
            indices: indices.into(),
            data: data.into(),
        })
    }

    /// The target of each source, for an assignment problem.
    pub fn assignment(&self, masses: &Masses) -> Option<Vector<i32>> {
        let Masses { source, target } = masses;
        let is_square = source.count == target.count && source.is_whole() && target.is_whole();
        let is_assignment = is_square && are_equal(&source.masses) && are_equal(&target.masses);
        let targets: Vec<i32> = self.edges.iter().map(|edge| edge.target as i32).collect();
        is_assignment.then(|| targets.into())
    }
}

/// The potentials of all points, which satisfy `f_i + g_j <= C_ij`: those of the tree, and of points without mass the largest
/// that the others allow.
pub(crate) fn feasible_potentials(
    geometry: &Geometry,
    tree: &Tree,
    masses: &Masses,
    run: &Run,
) -> Result<[Vec<f64>; 2], Error> {
    let mut f = vec![0.0; masses.source.count];
    for (&i, &value) in masses.source.support.iter().zip(tree.f()) {
        f[i as usize] = value;
    }
    let missing = missing(&masses.source.support, masses.source.count);
    if !missing.is_empty() {
        let cost = geometry.cost(&missing, &masses.target.support);
        let lowest = source_potentials(&Costs { cost, ceiling: f64::INFINITY }, tree.g(), run)?;
        for (&i, value) in missing.iter().zip(lowest) {
            f[i as usize] = if value < f64::INFINITY { value } else { 0.0 };
        }
    }
    let mut g = target_potentials(&Costs { cost: geometry.whole_cost(), ceiling: f64::INFINITY }, &f, run)?;
    // Points without mass, all of whose pairs are forbidden, may have any potential.
    g.iter_mut().filter(|g| **g == f64::INFINITY).for_each(|g| *g = 0.0);
    let side_sum = |side: &Side, values: &[f64]| -> f64 {
        side.support.iter().zip(&side.masses).map(|(&i, mass)| mass * values[i as usize]).sum()
    };
    let shift = 0.5 * (side_sum(&masses.source, &f) - side_sum(&masses.target, &g));
    f.iter_mut().for_each(|f| *f -= shift);
    g.iter_mut().for_each(|g| *g += shift);
    Ok([f, g])
}

/// The largest source potentials that `g` allows.
fn source_potentials(costs: &Costs, g: &[f64], run: &Run) -> Result<Vec<f64>, Error> {
    super::candidates::select(costs, None, g, 0.0, run).map(|selection| selection.f)
}

/// The dual value of the potentials of all points, for masses that sum to 1.
pub(crate) fn dual_value(masses: &Masses, [f, g]: &[Vec<f64>; 2]) -> f64 {
    let values = |side: &Side, all: &[f64]| -> Vec<f64> { side.support.iter().map(|&i| all[i as usize]).collect() };
    dot(&masses.source.masses, &values(&masses.source, f)) + dot(&masses.target.masses, &values(&masses.target, g))
}
