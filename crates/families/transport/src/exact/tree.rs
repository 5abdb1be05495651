//! The spanning tree of a basic plan: its flows, its potentials, and simplex pivots.
//!
//! Nodes are the sources, then the targets. A node stores the flow and the cost of the arc to its parent; arcs lead
//! from sources to targets, so the node's kind determines the direction. The tree is strongly feasible: every node
//! could send some more mass to the root, that is, arcs without flow lead to the parent. The choice of the leaving arc
//! preserves this and thereby excludes cycling in degenerate pivots (Cunningham 1976).

/// No node.
const NONE: u32 = u32::MAX;

/// An arc of the tree, with or without flow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub source: u32,
    /// The target, counted from 0.
    pub target: u32,
    pub cost: f64,
    pub flow: f64,
}

/// A nonbasic arc that may enter the tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arc {
    pub source: u32,
    /// The target, counted from 0.
    pub target: u32,
    pub cost: f64,
}

/// The position of a node in the tree.
#[derive(Clone, Copy, Debug)]
struct Place {
    parent: u32,
    /// The number of arcs to the root.
    depth: u32,
}

/// The links of a node to its siblings and children.
#[derive(Clone, Copy, Debug)]
struct Kin {
    first_child: u32,
    next: u32,
    previous: u32,
}

/// The arc from a node to its parent.
#[derive(Clone, Copy, Debug)]
struct Up {
    flow: f64,
    cost: f64,
}

/// A spanning tree with its flows and potentials.
pub struct Tree {
    sources: usize,
    root: u32,
    places: Vec<Place>,
    kin: Vec<Kin>,
    ups: Vec<Up>,
    /// The dual potentials of the sources, then of the targets; on each arc of the tree the two sum to the cost.
    potentials: Vec<f64>,
    /// The path from an endpoint of the entering arc to the top of the moved subtree.
    path: Vec<u32>,
}

/// The leaving arc, from `node` to its parent.
#[derive(Clone, Copy, Debug)]
struct Leaving {
    node: u32,
    flow: f64,
    /// Whether the source of the entering arc is below the leaving arc; otherwise its target is.
    is_at_source: bool,
}

impl Tree {
    /// Builds the tree from edges that span all nodes. Edges without flow lead to the root.
    pub(crate) fn new(sources: usize, targets: usize, edges: &[Edge], root: u32) -> Self {
        let count = sources + targets;
        let mut tree = Self {
            sources,
            root,
            places: vec![Place { parent: NONE, depth: 0 }; count],
            kin: vec![Kin { first_child: NONE, next: NONE, previous: NONE }; count],
            ups: vec![Up { flow: 0.0, cost: 0.0 }; count],
            potentials: vec![0.0; count],
            path: Vec::new(),
        };
        let adjacency = Adjacency::new(sources, count, edges);
        let mut order = vec![root];
        let mut next = 0;
        while next < order.len() {
            let parent = order[next];
            next += 1;
            let place = tree.places[parent as usize];
            for &k in adjacency.of(parent) {
                let Edge { source, target, cost, flow } = edges[k as usize];
                let child = if source == parent { sources as u32 + target } else { source };
                if child != place.parent {
                    tree.ups[child as usize] = Up { flow, cost };
                    tree.places[child as usize].depth = place.depth + 1;
                    tree.link(child, parent);
                    order.push(child);
                }
            }
        }
        debug_assert_eq!(order.len(), count, "the edges span all nodes");
        tree.refresh_potentials();
        tree
    }

    /// The source potentials.
    pub(crate) fn f(&self) -> &[f64] {
        &self.potentials[..self.sources]
    }

    /// The target potentials.
    pub(crate) fn g(&self) -> &[f64] {
        &self.potentials[self.sources..]
    }

    /// All arcs of the tree.
    pub(crate) fn edges(&self) -> impl Iterator<Item = Edge> {
        let sources = self.sources as u32;
        (0..self.places.len() as u32).filter(|&node| node != self.root).map(move |node| {
            let parent = self.places[node as usize].parent;
            let Up { flow, cost } = self.ups[node as usize];
            let (source, target) = if node < sources { (node, parent) } else { (parent, node) };
            Edge { source, target: target - sources, cost, flow }
        })
    }

    /// Recomputes all potentials, to remove the accumulated rounding errors of pivots.
    pub(crate) fn refresh_potentials(&mut self) {
        self.potentials[self.root as usize] = 0.0;
        let mut node = self.root;
        while let Some(next) = self.following(node, self.root) {
            let parent = self.places[next as usize].parent;
            self.potentials[next as usize] = self.ups[next as usize].cost - self.potentials[parent as usize];
            node = next;
        }
    }

    /// Recomputes all flows from other masses of the nodes. Negative flows become zero; any imbalance of the masses
    /// remains at the root. A node with many children subtracts many small flows, so the summation is compensated to
    /// keep the last child's flow accurate.
    pub(crate) fn refresh_flows(&mut self, a: &[f64], b: &[f64]) {
        let mut remaining: Vec<f64> = a.iter().chain(b).copied().collect();
        let mut lost = vec![0.0; remaining.len()];
        let mut order = Vec::with_capacity(remaining.len());
        let mut node = self.root;
        while let Some(next) = self.following(node, self.root) {
            order.push(next);
            node = next;
        }
        for &node in order.iter().rev() {
            let flow = (remaining[node as usize] + lost[node as usize]).max(0.0);
            self.ups[node as usize].flow = flow;
            let parent = self.places[node as usize].parent as usize;
            let rest = remaining[parent] - flow;
            // The exact rounding error of the difference (Knuth).
            let taken = remaining[parent] - rest;
            lost[parent] += (remaining[parent] - (rest + taken)) + (taken - flow);
            remaining[parent] = rest;
        }
    }

    /// Pivots: `arc`, of negative reduced cost, enters the tree.
    pub(crate) fn exchange(&mut self, arc: Arc) {
        let (source, target) = (arc.source, self.sources as u32 + arc.target);
        let reduced = arc.cost - self.potentials[source as usize] - self.potentials[target as usize];
        let leaving = self.leaving(source, target);
        if leaving.flow > 0.0 {
            self.shift_flow(source, target, leaving.flow);
        }
        let (inside, outside) = if leaving.is_at_source { (source, target) } else { (target, source) };
        self.rehang(inside, outside, leaving.node, Up { flow: leaving.flow, cost: arc.cost });
        self.renew_subtree(inside, reduced);
    }

    /// The first arc whose flow becomes zero when mass goes from `source` to `target` directly. Ties are broken by the
    /// last one on the cycle, which starts at the lowest common ancestor in the direction of the entering arc. On the
    /// path up from the source, flow decreases on arcs from sources to their parents; on the path up from the target,
    /// on arcs from targets.
    fn leaving(&self, source: u32, target: u32) -> Leaving {
        let sources = self.sources as u32;
        let mut below_source = Leaving { node: NONE, flow: f64::INFINITY, is_at_source: true };
        let mut below_target = Leaving { is_at_source: false, ..below_source };
        let (mut u, mut v) = (source, target);
        while u != v {
            let (place, other) = (self.places[u as usize], self.places[v as usize]);
            if place.depth >= other.depth {
                if u < sources {
                    let flow = self.ups[u as usize].flow;
                    if flow < below_source.flow {
                        below_source = Leaving { node: u, flow, ..below_source };
                    }
                    // Below the target no such arc is without flow, as the tree is strongly feasible.
                    if flow == 0.0 {
                        return below_source;
                    }
                }
                u = place.parent;
            } else {
                if v >= sources {
                    let flow = self.ups[v as usize].flow;
                    if flow <= below_target.flow {
                        below_target = Leaving { node: v, flow, ..below_target };
                    }
                }
                v = other.parent;
            }
        }
        if below_target.flow <= below_source.flow { below_target } else { below_source }
    }

    /// Sends `amount` around the cycle of the entering arc.
    fn shift_flow(&mut self, source: u32, target: u32, amount: f64) {
        let sources = self.sources as u32;
        let (mut u, mut v) = (source, target);
        while u != v {
            let (place, other) = (self.places[u as usize], self.places[v as usize]);
            if place.depth >= other.depth {
                self.ups[u as usize].flow += if u < sources { -amount } else { amount };
                u = place.parent;
            } else {
                self.ups[v as usize].flow += if v < sources { amount } else { -amount };
                v = other.parent;
            }
        }
    }

    /// Attaches the subtree of `top` to `outside` by its node `inside` and the entering arc. Depths are not updated.
    fn rehang(&mut self, inside: u32, outside: u32, top: u32, entering: Up) {
        self.path.clear();
        let mut node = inside;
        self.path.push(node);
        while node != top {
            node = self.places[node as usize].parent;
            self.path.push(node);
        }
        for k in (0..self.path.len()).rev() {
            self.unlink(self.path[k]);
        }
        // Each node on the path takes the arc of the one below it.
        let mut up = entering;
        let mut parent = outside;
        for k in 0..self.path.len() {
            let node = self.path[k];
            up = std::mem::replace(&mut self.ups[node as usize], up);
            self.link(node, parent);
            parent = node;
        }
    }

    /// Updates the depths below `top`, and shifts the potentials there to make the reduced cost of the entering arc
    /// zero.
    fn renew_subtree(&mut self, top: u32, reduced: f64) {
        let sources = self.sources as u32;
        let (on_sources, on_targets) = if top < sources { (reduced, -reduced) } else { (-reduced, reduced) };
        let mut node = top;
        loop {
            let parent = self.places[node as usize].parent;
            self.places[node as usize].depth = self.places[parent as usize].depth + 1;
            self.potentials[node as usize] += if node < sources { on_sources } else { on_targets };
            match self.following(node, top) {
                Some(next) => node = next,
                None => return,
            }
        }
    }

    /// The node after `node` in a preorder traversal of the subtree of `top`.
    #[inline(always)]
    fn following(&self, mut node: u32, top: u32) -> Option<u32> {
        let child = self.kin[node as usize].first_child;
        if child != NONE {
            return Some(child);
        }
        while node != top {
            let next = self.kin[node as usize].next;
            if next != NONE {
                return Some(next);
            }
            node = self.places[node as usize].parent;
        }
        None
    }

    /// Makes `child` a child of `parent`.
    fn link(&mut self, child: u32, parent: u32) {
        let next = std::mem::replace(&mut self.kin[parent as usize].first_child, child);
        if next != NONE {
            self.kin[next as usize].previous = child;
        }
        self.places[child as usize].parent = parent;
        let kin = &mut self.kin[child as usize];
        (kin.next, kin.previous) = (next, NONE);
    }

    /// Removes `child` from its parent's list of children.
    fn unlink(&mut self, child: u32) {
        let Kin { next, previous, .. } = self.kin[child as usize];
        if previous == NONE {
            self.kin[self.places[child as usize].parent as usize].first_child = next;
        } else {
            self.kin[previous as usize].next = next;
        }
        if next != NONE {
            self.kin[next as usize].previous = previous;
        }
    }
}

/// The edges at each node.
struct Adjacency {
    starts: Vec<u32>,
    edges: Vec<u32>,
}

impl Adjacency {
    fn new(sources: usize, nodes: usize, edges: &[Edge]) -> Self {
        let endpoints = |edge: &Edge| [edge.source as usize, sources + edge.target as usize];
        let mut starts = vec![0; nodes + 1];
        for node in edges.iter().flat_map(endpoints) {
            starts[node + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut free = starts.clone();
        let mut places = vec![0; 2 * edges.len()];
        for (k, edge) in edges.iter().enumerate() {
            for node in endpoints(edge) {
                places[free[node] as usize] = k as u32;
                free[node] += 1;
            }
        }
        Self { starts, edges: places }
    }

    fn of(&self, node: u32) -> &[u32] {
        &self.edges[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }
}
