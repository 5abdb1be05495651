//! An initial basic plan: mass is sent along the arcs of the smallest reduced cost first.
//!
//! Each shipment exhausts a source or a target, so the arcs used form a forest. Arcs without flow join its trees, again
//! those of the smallest reduced cost first. They start at a source of a tree, so that they lead to the root.
//!
//! After the time limit no arc is searched for: mass goes to any target with demand, and trees are joined at one
//! target.

use super::candidates::{Candidates, Guess};
use super::costs::Costs;
use super::simplex::GRACE_SECONDS;
use super::tree::{Edge, Tree};
use crate::lanes::smaller;
use superlinear_interface::{Error, Run};

/// A basic plan for the masses `a` and `b`, integers with equal sums, that is good if the potentials of the guess are.
/// Without a guess there are no candidates, and the potentials are zero.
pub(crate) fn basic_plan(costs: &Costs, [a, b]: [&[f64]; 2], guess: Option<&Guess>, run: &Run) -> Result<Tree, Error> {
    let zeros = vec![0.0; if guess.is_none() { b.len() } else { 0 }];
    let g = guess.map_or(&zeros, |guess| &guess.g);
    let mut start = Start {
        costs,
        g,
        supply: a.to_vec(),
        demand: b.to_vec(),
        forest: Forest::new(a.len(), b.len()),
        edges: Vec::with_capacity(a.len() + b.len()),
        buffer: vec![0.0; costs.buffer_length()],
    };
    let sorted = guess
        .map_or_else(Vec::new, |Guess { selection, g }| sorted_by_reduced_cost(&selection.candidates, &selection.f, g));
    start.ship_along(&sorted);
    run.ensure_wanted()?;
    start.ship_the_rest(run)?;
    let root = start.join(&sorted, run)?;
    Ok(Tree::new(a.len(), b.len(), &start.edges, root))
}

/// The arcs as edges without flow.
fn sorted_by_reduced_cost(candidates: &Candidates, f: &[f64], g: &[f64]) -> Vec<Edge> {
    let mut sorted = Vec::with_capacity(candidates.len());
    for (source, range) in candidates.starts.windows(2).enumerate() {
        for k in range[0]..range[1] {
            let (target, cost) = (candidates.targets[k], candidates.costs[k]);
            let reduced = cost - f[source] - g[target as usize];
            sorted.push((reduced, Edge { source: source as u32, target, cost, flow: 0.0 }));
        }
    }
    sorted.sort_unstable_by(|(x, _), (y, _)| x.total_cmp(y));
    sorted.into_iter().map(|(_, edge)| edge).collect()
}

struct Start<'a> {
    costs: &'a Costs,
    g: &'a [f64],
    /// The masses not yet shipped.
    supply: Vec<f64>,
    demand: Vec<f64>,
    forest: Forest,
    edges: Vec<Edge>,
    buffer: Vec<f64>,
}

impl Start<'_> {
    fn ship_along(&mut self, sorted: &[Edge]) {
        for edge in sorted {
            if self.supply[edge.source as usize] > 0.0 && self.demand[edge.target as usize] > 0.0 {
                self.ship(*edge);
            }
        }
    }

    /// Ships as much as the supply and demand of the edge's endpoints allow.
    fn ship(&mut self, mut edge: Edge) {
        let (supply, demand) = (&mut self.supply[edge.source as usize], &mut self.demand[edge.target as usize]);
        edge.flow = supply.min(*demand);
        *supply -= edge.flow;
        *demand -= edge.flow;
        self.forest.unite(edge.source, edge.target);
        self.edges.push(edge);
    }

    /// Ships the rest of each source to the nearest targets with demand, or to any of them once the run is late.
    fn ship_the_rest(&mut self, run: &Run) -> Result<(), Error> {
        let mut open: Vec<u32> = (0..self.demand.len() as u32).filter(|&j| self.demand[j as usize] > 0.0).collect();
        for source in 0..self.supply.len() as u32 {
            while self.supply[source as usize] > 0.0 && !open.is_empty() {
                let place = if is_late(run) {
                    self.last_allowed(source, &open)
                } else {
                    run.ensure_wanted()?;
                    self.nearest(source, &open)
                };
                let target = open[place];
                let cost = self.cost(source, target);
                self.ship(Edge { source, target, cost, flow: 0.0 });
                if self.demand[target as usize] == 0.0 {
                    open.swap_remove(place);
                }
            }
        }
        Ok(())
    }

    /// The position in `open` of the target with the smallest reduced cost from `source`.
    fn nearest(&mut self, source: u32, open: &[u32]) -> usize {
        let row = self.costs.fetch_row(source, &mut self.buffer);
        let mut best = (0, f64::INFINITY);
        for (place, &target) in open.iter().enumerate() {
            let order = smaller(row[target as usize], self.costs.ceiling) - self.g[target as usize];
            if order < best.1 {
                best = (place, order);
            }
        }
        best.0
    }

    /// The last position in `open` of a target with an allowed pair, or simply the last position.
    fn last_allowed(&self, source: u32, open: &[u32]) -> usize {
        let allowed = open.iter().rposition(|&target| self.costs.at(source, target) < f64::INFINITY);
        allowed.unwrap_or(open.len() - 1)
    }

    fn cost(&self, source: u32, target: u32) -> f64 {
        smaller(self.costs.at(source, target), self.costs.ceiling)
    }

    /// Joins the trees, and returns the root. Once the run is late, all trees are joined at the first target: among
    /// connected trees, one has no outgoing arc yet.
    fn join(&mut self, sorted: &[Edge], run: &Run) -> Result<u32, Error> {
        let sorted = if is_late(run) { &[] } else { sorted };
        for edge in sorted {
            if self.forest.may_join(edge.source, edge.target) {
                self.forest.join(edge.source, edge.target);
                self.edges.push(*edge);
            }
        }
        for source in 0..self.supply.len() as u32 {
            if self.forest.trees == 1 {
                break;
            }
            if !self.forest.may_leave(source) {
                continue;
            }
            let edge = if is_late(run) {
                let edge = Edge { source, target: 0, cost: self.cost(source, 0), flow: 0.0 };
                self.forest.may_join(source, 0).then_some(edge)
            } else {
                run.ensure_wanted()?;
                self.nearest_outside(source)
            };
            if let Some(edge) = edge {
                self.forest.join(edge.source, edge.target);
                self.edges.push(edge);
            }
        }
        let root = (0..self.supply.len() as u32).find(|&source| self.forest.may_leave(source));
        Ok(root.unwrap_or(0))
    }

    /// The arc of the smallest reduced cost from `source` to another tree.
    fn nearest_outside(&mut self, source: u32) -> Option<Edge> {
        let row = self.costs.fetch_row(source, &mut self.buffer);
        let mut best: Option<(f64, Edge)> = None;
        for (target, (&cost, g)) in row.iter().zip(self.g).enumerate() {
            let cost = smaller(cost, self.costs.ceiling);
            let target = target as u32;
            if best.is_none_or(|(least, _)| cost - g < least) && self.forest.may_join(source, target) {
                best = Some((cost - g, Edge { source, target, cost, flow: 0.0 }));
            }
        }
        best.map(|(_, edge)| edge)
    }
}

/// Returns whether no time is left to search for arcs.
fn is_late(run: &Run) -> bool {
    run.seconds_left() < -GRACE_SECONDS
}

/// Connectivity of the nodes, first by arcs with flow into trees, then by arcs without flow between trees.
struct Forest {
    sources: u32,
    /// The links of a union-find structure over the nodes.
    connected: Vec<u32>,
    /// The links of a union-find structure over the nodes, by arcs with flow only.
    tree: Vec<u32>,
    /// Indexed by the representative of a tree: whether an arc without flow already leaves it.
    has_left: Vec<bool>,
    /// The number of connected components.
    trees: usize,
}

impl Forest {
    fn new(sources: usize, targets: usize) -> Self {
        let count = sources + targets;
        let links: Vec<u32> = (0..count as u32).collect();
        Self {
            sources: sources as u32,
            connected: links.clone(),
            tree: links,
            has_left: vec![false; count],
            trees: count,
        }
    }

    /// Adds an arc with flow.
    fn unite(&mut self, source: u32, target: u32) {
        let target = self.sources + target;
        unite(&mut self.tree, source, target);
        self.trees -= usize::from(unite(&mut self.connected, source, target));
    }

    /// Returns whether an arc without flow may leave the source's tree.
    fn may_leave(&mut self, source: u32) -> bool {
        !self.has_left[find(&mut self.tree, source) as usize]
    }

    fn may_join(&mut self, source: u32, target: u32) -> bool {
        self.may_leave(source) && find(&mut self.connected, source) != find(&mut self.connected, self.sources + target)
    }

    /// Adds an arc without flow.
    fn join(&mut self, source: u32, target: u32) {
        let tree = find(&mut self.tree, source);
        self.has_left[tree as usize] = true;
        self.trees -= usize::from(unite(&mut self.connected, source, self.sources + target));
    }
}

/// The representative of a node's component, with path halving.
fn find(links: &mut [u32], mut node: u32) -> u32 {
    while links[node as usize] != node {
        let above = links[links[node as usize] as usize];
        links[node as usize] = above;
        node = above;
    }
    node
}

/// Connects the components of two nodes. Returns false if they already were.
fn unite(links: &mut [u32], u: u32, v: u32) -> bool {
    let (u, v) = (find(links, u), find(links, v));
    links[u as usize] = v;
    u != v
}
