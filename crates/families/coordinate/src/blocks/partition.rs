//! Partitions into fixed blocks.

use super::problem::{BlockPartition, MinimizeBlocksProblem};
use super::smooth::Smooth;
use crate::forest::tree_partition;
use crate::order::descending;
use superlinear_interface::{Error, SparseMatrix, check};

/// The fixed blocks of a partition. `None` if each iteration chooses new blocks.
pub(super) fn fixed_blocks(
    problem: &MinimizeBlocksProblem,
    smooth: &Smooth,
    curvatures: &[f64],
) -> Result<Option<Vec<Vec<usize>>>, Error> {
    let size = problem.block_size as usize;
    let in_order = |order: Vec<usize>| order.chunks(size).map(<[usize]>::to_vec).collect::<Vec<_>>();
    let graph = || smooth.graph.as_ref().ok_or_else(needs_a_graph);
    Ok(Some(match problem.partition {
        BlockPartition::Order => in_order((0..curvatures.len()).collect()),
        BlockPartition::Sort => in_order(descending(curvatures)),
        BlockPartition::Average => average(&descending(curvatures), size),
        BlockPartition::Custom => own_blocks(problem, curvatures.len())?,
        BlockPartition::RedBlack => two_colors(graph()?)?,
        BlockPartition::Coloring => two_colors(graph()?).or_else(|_| graph().map(few_colors))?,
        BlockPartition::TreePartition => {
            let (forest_of, count) = tree_partition(graph()?);
            by_number(forest_of.into_iter().map(|forest| forest as usize), count as usize)
        }
        BlockPartition::GreedyForest | BlockPartition::RandomForest => return graph().map(|_| None),
        BlockPartition::Variable => return Ok(None),
    }))
}

fn needs_a_graph() -> Error {
    Error::invalid("partition", "of this kind needs the loss quadratic and a sparse matrix")
}

/// Deals coordinates alternately from both ends of the order, so that each block has large and small curvatures.
fn average(order: &[usize], size: usize) -> Vec<Vec<usize>> {
    let mut rest = order.iter();
    let mut dealt = Vec::with_capacity(order.len());
    while let Some(&large) = rest.next() {
        dealt.push(large);
        dealt.extend(rest.next_back());
    }
    dealt.chunks(size).map(<[usize]>::to_vec).collect()
}

fn own_blocks(problem: &MinimizeBlocksProblem, dimension: usize) -> Result<Vec<Vec<usize>>, Error> {
    let Some(numbers) = &problem.blocks else {
        return Err(Error::invalid("blocks", "must be given for the partition custom"));
    };
    check::length("blocks", numbers.len(), dimension, "there are coordinates")?;
    if let Some(j) = numbers.iter().position(|&number| usize::try_from(number).map_or(true, |block| block >= dimension))
    {
        let message = format!("must be a block's number, from 0 and below {dimension}, got {}", numbers[j]);
        return Err(Error::invalid(format!("blocks[{j}]"), message));
    }
    let blocks = by_number(numbers.iter().map(|&number| number as usize), dimension);
    Ok(blocks.into_iter().filter(|block| !block.is_empty()).collect())
}

fn by_number(numbers: impl Iterator<Item = usize>, count: usize) -> Vec<Vec<usize>> {
    let mut blocks = vec![Vec::new(); count];
    numbers.enumerate().for_each(|(coordinate, number)| blocks[number].push(coordinate));
    blocks
}

/// The two color classes of a graph. Refuses graphs with odd cycles.
fn two_colors(graph: &SparseMatrix) -> Result<Vec<Vec<usize>>, Error> {
    const UNCOLORED: usize = usize::MAX;
    let mut colors = vec![UNCOLORED; graph.rows];
    let mut waiting = Vec::new();
    for root in 0..graph.rows {
        if colors[root] == UNCOLORED {
            colors[root] = 0;
            waiting.push(root);
        }
        while let Some(node) = waiting.pop() {
            for neighbor in graph.row(node).0.iter().map(|&j| j as usize).filter(|&neighbor| neighbor != node) {
                if colors[neighbor] == colors[node] {
                    return Err(Error::invalid("partition", "redBlack needs a graph without odd cycles"));
                }
                if colors[neighbor] == UNCOLORED {
                    colors[neighbor] = 1 - colors[node];
                    waiting.push(neighbor);
                }
            }
        }
    }
    Ok(by_number(colors.into_iter(), 2).into_iter().filter(|block| !block.is_empty()).collect())
}

/// A greedy coloring: each node gets the lowest color not used by its neighbors.
fn few_colors(graph: &SparseMatrix) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut colors = vec![usize::MAX; graph.rows];
    for node in 0..graph.rows {
        let taken: Vec<usize> = graph.row(node).0.iter().map(|&j| colors[j as usize]).collect();
        let color = (0..=blocks.len()).find(|color| !taken.contains(color)).unwrap_or(blocks.len());
        if color == blocks.len() {
            blocks.push(Vec::new());
        }
        colors[node] = color;
        blocks[color].push(node);
    }
    blocks
}
