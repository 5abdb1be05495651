//! Conversion of the tree to the caller's plan: in the caller's units, measured, with all points.

use super::amounts::Amounts;
use super::scale::Scale;
use super::tree::{Edge, Tree};
use crate::inputs::Masses;
use crate::memory::reserved;
use superlinear_interface::{Error, SparseMatrix, Vector};
use superlinear_numerics::parallel::sum;

/// Flows below this fraction of the smaller mass at their endpoints are rounding errors.
const SMALLEST_FLOW: f64 = 1e-13;

/// The plan between points, in the solver's units of mass.
pub(crate) struct Plan {
    /// Sorted by source, then by target.
    pub edges: Vec<Edge>,
    pub marginal_error: f64,
}

/// The plan of the tree, with flows computed from the masses. Flows on forbidden pairs are omitted: in an optimal tree
/// they can only be rounding errors.
pub(crate) fn plan_of(tree: &mut Tree, amounts: &Amounts<'_>, scale: Scale, is_optimal: bool) -> Result<Plan, Error> {
    let (a, b) = (&amounts.source, &amounts.target);
    tree.refresh_flows(a, b);
    let is_flow = |edge: &Edge| edge.flow > SMALLEST_FLOW * a[edge.source as usize].min(b[edge.target as usize]);
    let is_forbidden = |edge: &Edge| scale.has_forbidden && edge.cost >= scale.ceiling;
    let forbidden: f64 = tree.edges().filter(is_forbidden).map(|edge| edge.flow).sum();
    if is_optimal && forbidden > amounts.uncertainty() {
        let which = if amounts.is_part { "transportedMass" } else { "all mass" };
        return Err(Error::infeasible(
            "cost",
            format!("has so many pairs forbidden, those of Infinity, that no plan moves {which}"),
        ));
    }
    let is_kept = |edge: &Edge| is_flow(edge) && !is_forbidden(edge) && amounts.is_between_points(edge);
    let mut edges: Vec<Edge> = tree.edges().filter(is_kept).collect();
    if !is_optimal && amounts.is_part {
        take_excess(&mut edges, amounts.moved);
    }
    edges.sort_unstable_by_key(|edge| (edge.source, edge.target));
    let marginal_error = marginal_error(&edges, amounts);
    Ok(Plan { edges, marginal_error })
}

/// Reduces the total flow to `moved`: flow from dummy to dummy makes the points move the same amount too much. The
/// excess is removed from the most expensive edges.
fn take_excess(edges: &mut Vec<Edge>, moved: f64) {
    edges.sort_unstable_by(|x, y| x.cost.total_cmp(&y.cost));
    let mut left = moved;
    for edge in edges.iter_mut() {
        edge.flow = edge.flow.min(left);
        left -= edge.flow;
    }
    edges.retain(|edge| edge.flow > 0.0);
}

/// The error of the plan's sums, relative to the mass to move.
fn marginal_error(edges: &[Edge], amounts: &Amounts<'_>) -> f64 {
    let (mut rows, mut columns) = (amounts.source.clone(), amounts.target.clone());
    for edge in edges {
        rows[edge.source as usize] -= edge.flow;
        columns[edge.target as usize] -= edge.flow;
    }
    let rests = rows.iter().chain(&columns);
    if amounts.is_part {
        let excess: f64 = rests.map(|rest| (-rest).max(0.0)).sum();
        let flows: Vec<f64> = edges.iter().map(|edge| edge.flow).collect();
        (excess + (amounts.moved - sum(&flows)).abs()) / amounts.moved
    } else {
        rests.map(|rest| rest.abs()).sum()
    }
}

impl Plan {
    /// The zero plan.
    pub(crate) const EMPTY: Self = Self { edges: Vec::new(), marginal_error: 0.0 };

    /// The cost for masses in the solver's units.
    pub(crate) fn cost(&self) -> f64 {
        let terms: Vec<f64> = self.edges.iter().map(|edge| edge.flow * edge.cost).collect();
        sum(&terms)
    }

    /// The plan as a matrix, in the caller's masses.
    pub(crate) fn matrix(&self, amounts: &Amounts<'_>) -> Result<SparseMatrix, Error> {
        let Amounts { masses, unit, .. } = amounts;
        let count = self.edges.len();
        let mut indptr: Vec<i32> = reserved(masses.source.count + 1)?;
        let mut indices: Vec<i32> = reserved(count)?;
        let mut data: Vec<f64> = reserved(count)?;
        for edge in &self.edges {
            // Sources without mass have empty rows.
            indptr.resize(masses.source.support[edge.source as usize] as usize + 1, data.len() as i32);
            indices.push(masses.target.support[edge.target as usize] as i32);
            data.push(edge.flow * unit);
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

    /// The target of each source, or -1, if every point moves its whole mass to a single point or not at all.
    pub(crate) fn assignment(&self, amounts: &Amounts<'_>) -> Option<Vector<i32>> {
        let Masses { source, target, .. } = amounts.masses;
        (source.is_whole() && target.is_whole() && amounts.are_pieces).then(|| {
            let mut targets = vec![-1; source.count];
            for edge in &self.edges {
                targets[edge.source as usize] = edge.target as i32;
            }
            targets.into()
        })
    }
}
