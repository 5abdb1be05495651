//! Structures by sets of indices: on which variables each element of a node depends, and which pairs of variables a nonlinear
//! operation joins. They may be too large, never too small.

use super::leaves::Variables;
use super::structure::Structure;
use crate::graph::operation::{Binary, Operation, Unary};
use crate::graph::{Graph, Id, shape};
use crate::plan::access;

/// The most numbers in all sets; beyond, a structure is taken to be full.
const MOST_NUMBERS: usize = 50_000_000;

/// For each element, the variables that it depends on, ascending.
type Sets = Vec<Vec<u32>>;

/// The structure of the Jacobian of a node; `None` where it is taken to be full.
pub fn jacobian(graph: &Graph, output: Id, variables: &Variables) -> Option<Structure> {
    let sets = Dependencies::of(graph, output, variables, false)?.sets[output.index()].take();
    let sets = sets.unwrap_or_else(|| vec![Vec::new(); graph.node(output).count()]);
    Some(Structure::of_rows(variables.count, sets))
}

/// The structure of the lower triangle of the Hessian of any weighted sum of a node's elements; `None` where it is taken to be full.
pub fn hessian(graph: &Graph, output: Id, variables: &Variables) -> Option<Structure> {
    let pairs = Dependencies::of(graph, output, variables, true)?.pairs;
    Some(Structure::of_rows(variables.count, pairs.into_rows()))
}

struct Dependencies {
    /// By node; `None` of nodes that depend on no variable.
    sets: Vec<Option<Sets>>,
    /// The pairs that are joined, where they are wanted.
    pairs: Pairs,
    wants_pairs: bool,
    /// Numbers in sets and pairs so far.
    numbers: usize,
}

impl Dependencies {
    fn of(graph: &Graph, output: Id, variables: &Variables, wants_pairs: bool) -> Option<Self> {
        let is_active = graph.dependent_on(&variables.inputs);
        let is_needed = graph.needed_by(&[output]);
        if variables.count > MOST_NUMBERS {
            return None;
        }
        let pairs = Pairs::new(if wants_pairs { variables.count } else { 0 });
        let mut found = Self { sets: vec![None; graph.len()], pairs, wants_pairs, numbers: variables.count };
        for (&input, &start) in variables.inputs.iter().zip(&variables.starts) {
            let count = graph.node(input).count();
            found.sets[input.index()] = Some((start..start + count).map(|k| vec![k as u32]).collect());
        }
        for id in graph.ids().filter(|id| is_needed[id.index()] && is_active[id.index()]) {
            if found.sets[id.index()].is_none() {
                let sets = found.of_node(graph, id)?;
                found.numbers += sets.iter().map(|set| set.len() + 1).sum::<usize>();
                found.ensure_few()?;
                found.sets[id.index()] = Some(sets);
            }
        }
        Some(found)
    }

    fn set(&self, id: Id, element: usize) -> &[u32] {
        self.sets[id.index()].as_ref().map_or(&[], |sets| sets[element].as_slice())
    }

    /// Notes that all pairs of two sets are joined; `None` where there are too many.
    fn join(&mut self, a: &[u32], b: &[u32]) -> Option<()> {
        if !self.wants_pairs {
            return Some(());
        }
        if a.len().saturating_mul(b.len()) > MOST_NUMBERS - self.numbers.min(MOST_NUMBERS) {
            return None;
        }
        self.pairs.join(a, b);
        self.ensure_few()
    }

    /// `None` where there are too many numbers, not counting pairs that are there twice.
    fn ensure_few(&mut self) -> Option<()> {
        if self.numbers + self.pairs.count > MOST_NUMBERS {
            self.pairs.drop_doubles();
        }
        (self.numbers + self.pairs.count <= MOST_NUMBERS).then_some(())
    }

    fn of_node(&mut self, graph: &Graph, id: Id) -> Option<Sets> {
        let node = graph.node(id);
        let count = node.count();
        if self.numbers.saturating_add(count) > MOST_NUMBERS {
            return None;
        }
        let first = node.operands[0];
        match &node.operation {
            &Operation::Unary(function) => {
                let sets: Sets = (0..count).map(|k| self.set(first, k).to_vec()).collect();
                if !matches!(function, Unary::Negate | Unary::Abs | Unary::Sign) {
                    sets.iter().try_for_each(|set| self.join(set, set))?;
                }
                Some(sets)
            }
            &Operation::Binary(function) => self.of_binary(graph, function, [first, node.operands[1]], count),
            Operation::Select(_) => {
                let at = |id: Id, k: usize| if graph.uniform(id).is_some() { 0 } else { k };
                // Where a choice changes sides, it has no derivative.
                Some(
                    (0..count)
                        .map(|k| union([2, 3].map(|o| self.set(node.operands[o], at(node.operands[o], k)))))
                        .collect(),
                )
            }
            Operation::Assemble { placements, .. } => {
                let mut sets = vec![Vec::new(); count];
                for (&part, placement) in node.operands.iter().zip(placements) {
                    let access = access::of_placement(graph, placement, graph.shape(part), &node.shape);
                    for (k, place) in access.places(graph.node(part).count()).into_iter().enumerate() {
                        sets[place as usize] = union([&sets[place as usize], self.set(part, k)]);
                    }
                }
                Some(sets)
            }
            Operation::Sum(axes) | Operation::LogSumExp(axes) | Operation::Softmax(axes) => {
                let own = graph.shape(first);
                let (from, to) = (axes[0], axes[axes.len() - 1]);
                let (before, length) = (shape::count(&own[..from]), shape::count(&own[from..=to]));
                let after = shape::count(&own[to + 1..]);
                let member = |block: usize, k: usize| (0..length).map(move |row| (block * length + row) * after + k);
                let sets: Sets = (0..before * after)
                    .map(|k| gathered(member(k / after, k % after).map(|element| self.set(first, element))))
                    .collect();
                if !matches!(node.operation, Operation::Sum(_)) {
                    sets.iter().try_for_each(|set| self.join(set, set))?;
                }
                if !matches!(node.operation, Operation::Softmax(_)) {
                    return Some(sets);
                }
                let numbers = sets.iter().map(Vec::len).sum::<usize>().saturating_mul(length);
                let is_few = self.numbers.saturating_add(numbers) <= MOST_NUMBERS;
                let block = length * after;
                is_few.then(|| (0..count).map(|k| sets[k / block * after + k % after].clone()).collect())
            }
            _ if node.is_view() => {
                let (base, access) = access::of_view(graph, id);
                Some(access.places(count).into_iter().map(|place| self.set(base, place as usize).to_vec()).collect())
            }
            // All elements of tensor operations are taken to depend on all of their operands.
            _ => {
                let all: Vec<_> = node
                    .operands
                    .iter()
                    .map(|&id| gathered((0..graph.node(id).count()).map(|k| self.set(id, k))))
                    .collect();
                let whole = gathered(all.iter().map(Vec::as_slice));
                self.numbers += whole.len().saturating_mul(count);
                if self.numbers > MOST_NUMBERS {
                    return None;
                }
                if let [a, b] = all.as_slice() {
                    self.join(a, b)?;
                }
                Some(vec![whole; count])
            }
        }
    }

    fn of_binary(&mut self, graph: &Graph, function: Binary, [a, b]: [Id; 2], count: usize) -> Option<Sets> {
        let at = |id: Id, k: usize| if graph.uniform(id).is_some() { 0 } else { k };
        let mut sets = Vec::with_capacity(count);
        for k in 0..count {
            let [x, y] = [a, b].map(|id| self.set(id, at(id, k)).to_vec());
            match function {
                Binary::Add | Binary::Subtract | Binary::Min | Binary::Max => {}
                Binary::Multiply | Binary::StrongMultiply => self.join(&x, &y)?,
                Binary::Divide => {
                    self.join(&x, &y)?;
                    self.join(&y, &y)?;
                }
                Binary::Power | Binary::Atan2 => {
                    let both = union([&x, &y]);
                    self.join(&both, &both)?;
                }
            }
            sets.push(union([&x, &y]));
        }
        Some(sets)
    }
}

/// Pairs of variables, row by row: of two the one that comes later is the row.
struct Pairs {
    rows: Vec<Vec<u32>>,
    /// How many there are; some of them twice.
    count: usize,
    /// Beyond so many, those that are there twice are dropped.
    room: usize,
}

/// Pairs that are let come before any are dropped.
const FIRST_ROOM: usize = 1 << 16;

impl Pairs {
    fn new(variables: usize) -> Self {
        Self { rows: vec![Vec::new(); variables], count: 0, room: FIRST_ROOM }
    }

    fn join(&mut self, a: &[u32], b: &[u32]) {
        for &i in a {
            for &j in b {
                self.rows[i.max(j) as usize].push(i.min(j));
            }
        }
        self.count += a.len() * b.len();
        if self.count > self.room {
            self.drop_doubles();
            self.room = 2 * self.count + FIRST_ROOM;
        }
    }

    fn drop_doubles(&mut self) {
        for row in &mut self.rows {
            row.sort_unstable();
            row.dedup();
        }
        self.count = self.rows.iter().map(Vec::len).sum();
    }

    /// The pairs of each row, ascending.
    fn into_rows(mut self) -> Sets {
        self.drop_doubles();
        self.rows
    }
}

/// The numbers of both sets, ascending.
fn union([a, b]: [&[u32]; 2]) -> Vec<u32> {
    if b.is_empty() || a == b {
        return a.to_vec();
    }
    gathered([a, b].into_iter())
}

fn gathered<'a>(sets: impl Iterator<Item = &'a [u32]>) -> Vec<u32> {
    let mut all: Vec<u32> = sets.flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}
