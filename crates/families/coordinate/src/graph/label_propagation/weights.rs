//! The graph, from a matrix of weights or a list of edges, and the reachability of its nodes.

use super::problem::LabelPropagationProblem;
use superlinear_interface::{Error, Matrix, SparseMatrix, check};
use superlinear_systems::sort_row;
use superlinear_systems::symmetric::check_symmetric;

/// The edge weights of a graph with this many nodes.
pub(super) fn of(problem: &LabelPropagationProblem, nodes: usize) -> Result<SparseMatrix, Error> {
    match (&problem.weights, &problem.edges) {
        (Some(weights), None) => check_weights(weights, nodes).map(|()| weights.clone()),
        (None, Some(edges)) => from_edges(edges, nodes),
        (Some(_), Some(_)) => Err(Error::invalid("edges", "must not be given together with weights")),
        (None, None) => Err(Error::invalid("weights", "must be given, or else edges")),
    }
}

fn check_weights(weights: &SparseMatrix, nodes: usize) -> Result<(), Error> {
    check_symmetric(weights, "weights")?;
    if weights.rows != nodes {
        let rows = weights.rows;
        return Err(Error::invalid("weights", format!("must have a row for each node, {nodes}, got {rows}")));
    }
    check::numbers("weights.data", &weights.data, check::NOT_NEGATIVE)
}

fn from_edges(edges: &Matrix, nodes: usize) -> Result<SparseMatrix, Error> {
    let mut rows = vec![Vec::new(); nodes];
    for row in 0..edges.rows {
        let (from, to, weight) = edge(edges, row, nodes)?;
        if from != to {
            rows[from as usize].push((to, weight));
            rows[to as usize].push((from, weight));
        }
    }
    let (mut starts, mut indices, mut data) = (vec![0], Vec::<i32>::new(), Vec::<f64>::new());
    for row in &mut rows {
        // A stable sort, so that duplicate edges are added in the order of the list.
        sort_row(row);
        for edges in row.chunk_by(|left, right| left.0 == right.0) {
            indices.push(edges[0].0 as i32);
            data.push(edges.iter().map(|(_, weight)| weight).sum());
        }
        starts.push(indices.len() as i32);
    }
    if let Some(k) = data.iter().position(|weight| !weight.is_finite()) {
        return Err(Error::invalid(
            "edges",
            format!("must have finite sums of weights, that to {} has not", indices[k]),
        ));
    }
    Ok(SparseMatrix { rows: nodes, columns: nodes, indptr: starts.into(), indices: indices.into(), data: data.into() })
}

/// The nodes and the weight of an edge.
fn edge(edges: &Matrix, row: usize, nodes: usize) -> Result<(u32, u32, f64), Error> {
    let path = |column: usize| format!("edges.data[{}]", row * edges.columns + column);
    let node = |column: usize, value: f64| {
        let node = value as u32;
        let is_node = f64::from(node) == value && (node as usize) < nodes;
        let message = || format!("must be a node, from 0 and below {nodes}, got {}", check::short(value));
        is_node.then_some(node).ok_or_else(|| Error::invalid(path(column), message()))
    };
    match *edges.row(row) {
        [from, to] => Ok((node(0, from)?, node(1, to)?, 1.0)),
        [from, to, weight] => {
            check::number(&path(2), weight, check::NOT_NEGATIVE)?;
            Ok((node(0, from)?, node(1, to)?, weight))
        }
        _ => Err(Error::invalid("edges", format!("must have two columns or three, got {}", edges.columns))),
    }
}

/// For each node, whether it is connected with a known one by edges with positive weights.
pub(super) fn reachable(weights: &SparseMatrix, is_known: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut reachable: Vec<bool> = (0..weights.rows).map(is_known).collect();
    let mut waiting: Vec<usize> = (0..weights.rows).filter(|&node| reachable[node]).collect();
    while let Some(node) = waiting.pop() {
        let (neighbors, entries) = weights.row(node);
        for (&neighbor, &weight) in neighbors.iter().zip(entries) {
            let neighbor = neighbor as usize;
            if weight > 0.0 && !std::mem::replace(&mut reachable[neighbor], true) {
                waiting.push(neighbor);
            }
        }
    }
    reachable
}
