//! Structures by index sets: the variables each element of a node depends on, and the pairs of variables coupled by
//! nonlinear operations. They may be too large, never too small.

use super::elements::COMPILE;
use super::leaves::Variables;
use super::structure::Structure;
use crate::graph::{Graph, Id, Node, shape};
use crate::plan::access;
use superlinear_interface::{Effort, Error, Run};
use superlinear_machine::access::Access;

/// Limit on the indices in all sets; beyond, a structure is assumed full.
const MAX_NUMBERS: usize = 50_000_000;

/// Bytes of a number: of a set, of a pair with the capacity of its row, or of an element without members.
const BYTES_OF_NUMBER: u64 = 8;

/// The variables each element depends on, ascending.
#[derive(Clone, Default)]
pub struct Sets {
    /// The end of the set of each element in `members`.
    offsets: Vec<u32>,
    members: Vec<u32>,
}

/// Why no sets are found.
pub enum Stop {
    /// They are too large.
    TooMany,
    /// The run has no time for them.
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The structure of a node's Jacobian; `None` if it is assumed full.
pub fn jacobian(graph: &Graph, output: Id, variables: &Variables, run: &Run) -> Result<Option<Structure>, Error> {
    let structure = Dependencies::of(graph, output, variables, false, run).map(|mut found| {
        let sets = found.sets[output.index()].take().unwrap_or_else(|| Sets::empty(graph.node(output).count()));
        sets.into_structure(variables.count)
    });
    unless_too_many(structure)
}

/// The structure of the lower triangle of the Hessian of any weighted sum of a node's elements; `None` if it is assumed
/// full.
pub fn hessian(graph: &Graph, output: Id, variables: &Variables, run: &Run) -> Result<Option<Structure>, Error> {
    let structure = Dependencies::of(graph, output, variables, true, run)
        .map(|found| Structure::of_rows(variables.count, found.pairs.into_rows()));
    unless_too_many(structure)
}

fn unless_too_many(structure: Result<Structure, Stop>) -> Result<Option<Structure>, Error> {
    match structure {
        Ok(structure) => Ok(Some(structure)),
        Err(Stop::TooMany) => Ok(None),
        Err(Stop::Failed(error)) => Err(error),
    }
}

impl Sets {
    /// Empty sets of `count` elements.
    fn empty(count: usize) -> Self {
        Self { offsets: vec![0; count], members: Vec::new() }
    }

    /// The set of an element.
    pub fn of(&self, element: usize) -> &[u32] {
        let start = element.checked_sub(1).map_or(0, |before| self.offsets[before]);
        &self.members[start as usize..self.offsets[element] as usize]
    }

    fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.offsets.len()).map(|element| self.of(element))
    }

    /// Adds the set of the next element.
    fn push(&mut self, set: &[u32]) {
        self.members.extend_from_slice(set);
        self.offsets.push(self.members.len() as u32);
    }

    /// Reverses the order of the elements.
    fn reverse(&mut self) {
        let total = self.members.len() as u32;
        self.members.reverse();
        // The end of each set becomes the start of its mirror image.
        self.offsets.pop();
        self.offsets.reverse();
        self.offsets.iter_mut().for_each(|offset| *offset = total - *offset);
        self.offsets.push(total);
        let mut start = 0;
        for &end in &self.offsets {
            self.members[start..end as usize].reverse();
            start = end as usize;
        }
    }

    /// The structure with a row for each element.
    fn into_structure(self, columns: usize) -> Structure {
        let mut indptr = self.offsets;
        indptr.insert(0, 0);
        Structure { rows: indptr.len() - 1, columns, indptr, indices: self.members }
    }
}

/// The sets found so far, and the pairs.
pub struct Dependencies<'run> {
    /// By node; `None` for nodes independent of the variables.
    sets: Vec<Option<Sets>>,
    /// The coupled pairs, if requested.
    pairs: Pairs,
    pub wants_pairs: bool,
    /// The count of numbers in sets, and its limit together with pairs.
    numbers: usize,
    max_numbers: usize,
    effort: Effort<'run>,
}

impl<'run> Dependencies<'run> {
    fn of(graph: &Graph, output: Id, variables: &Variables, wants_pairs: bool, run: &'run Run) -> Result<Self, Stop> {
        let is_active = graph.dependent_on(&variables.inputs);
        let is_needed = graph.needed_by(&[output]);
        let max_numbers = MAX_NUMBERS.min((run.memory_left() / BYTES_OF_NUMBER) as usize);
        if variables.count > max_numbers {
            return Err(Stop::TooMany);
        }
        let pairs = Pairs::new(if wants_pairs { variables.count } else { 0 });
        let effort = Effort::new(run, COMPILE);
        let sets = vec![None; graph.len()];
        let mut found = Self { sets, pairs, wants_pairs, numbers: variables.count, max_numbers, effort };
        for (&input, &start) in variables.inputs.iter().zip(&variables.starts) {
            let count = graph.node(input).count() as u32;
            let members = (start as u32..start as u32 + count).collect();
            found.sets[input.index()] = Some(Sets { offsets: (1..=count).collect(), members });
        }
        for id in graph.ids().filter(|id| is_needed[id.index()] && is_active[id.index()]) {
            if found.sets[id.index()].is_none() {
                let rules = graph.node(id).operation.primitive();
                let sets = rules.map_or(Ok(Sets::default()), |rules| rules.pattern(&mut found, graph, id))?;
                found.sets[id.index()] = Some(sets);
            }
        }
        Ok(found)
    }

    /// The set of an element of a node.
    pub fn set(&self, id: Id, element: usize) -> &[u32] {
        self.sets[id.index()].as_ref().map_or(&[], |sets| sets.of(element))
    }

    /// Counts so many numbers of sets.
    fn count(&mut self, numbers: usize) -> Result<(), Stop> {
        self.numbers = self.numbers.saturating_add(numbers);
        self.effort.spend(numbers)?;
        self.ensure_few()
    }

    fn ensure_few(&mut self) -> Result<(), Stop> {
        if self.numbers.saturating_add(self.pairs.count) > self.max_numbers {
            self.pairs.drop_doubles();
        }
        let is_few = self.numbers.saturating_add(self.pairs.count) <= self.max_numbers;
        if is_few { Ok(()) } else { Err(Stop::TooMany) }
    }

    /// Records all pairs of two sets as joined.
    pub fn join(&mut self, a: &[u32], b: &[u32]) -> Result<(), Stop> {
        if !self.wants_pairs {
            return Ok(());
        }
        let count = a.len().saturating_mul(b.len());
        if count > self.max_numbers.saturating_sub(self.numbers) {
            return Err(Stop::TooMany);
        }
        self.effort.spend(count)?;
        self.pairs.join(a, b);
        self.ensure_few()
    }

    /// Sets of so many elements, each written by `write` into an empty vector.
    pub fn collect(&mut self, count: usize, write: impl Fn(&Self, usize, &mut Vec<u32>)) -> Result<Sets, Stop> {
        self.count(count)?;
        let (mut sets, mut set) = (Sets::default(), Vec::new());
        for element in 0..count {
            set.clear();
            write(self, element, &mut set);
            self.count(set.len())?;
            sets.push(&set);
        }
        Ok(sets)
    }

    /// Joins each set with itself. Of equal sets in a row, only the first counts.
    pub fn join_within(&mut self, sets: &Sets) -> Result<(), Stop> {
        let mut last: &[u32] = &[];
        for set in sets.iter().filter(|set| !set.is_empty()) {
            if set != last {
                self.join(set, set)?;
            }
            last = set;
        }
        Ok(())
    }

    /// The sets of a view.
    pub fn of_view(&mut self, graph: &Graph, id: Id) -> Result<Sets, Stop> {
        let count = graph.node(id).count();
        let (base, access) = access::of_view(graph, id);
        self.count(count)?;
        let places = access.places(count);
        self.collect(count, |known, k, set| set.extend_from_slice(known.set(base, places[k] as usize)))
    }

    /// The sets of so many elements, assembled from parts at these places.
    pub fn of_parts(
        &mut self,
        graph: &Graph,
        count: usize,
        parts: impl Iterator<Item = (Id, Access)>,
    ) -> Result<Sets, Stop> {
        // The elements of parts at each place, in a chain.
        let mut sources: Vec<(Id, u32, Option<u32>)> = Vec::new();
        self.count(count)?;
        let mut heads = vec![None; count];
        for (part, access) in parts {
            let count = graph.node(part).count();
            self.count(count)?;
            for (k, place) in access.places(count).into_iter().enumerate() {
                let head: &mut Option<u32> = &mut heads[place as usize];
                sources.push((part, k as u32, head.replace(sources.len() as u32)));
            }
        }
        self.collect(count, |known, place, set| {
            let mut at = heads[place];
            let is_single = at.is_none_or(|source| sources[source as usize].2.is_none());
            while let Some(source) = at {
                let (part, k, next) = sources[source as usize];
                set.extend_from_slice(known.set(part, k as usize));
                at = next;
            }
            if !is_single {
                sort(set);
            }
        })
    }

    /// The union of the sets of other elements, listed as (node, element), for each of so many elements.
    pub fn unite_each<I: Iterator<Item = (Id, usize)>>(
        &mut self,
        count: usize,
        elements: impl Fn(usize) -> I,
    ) -> Result<Sets, Stop> {
        self.collect(count, |known, k, set| {
            elements(k).for_each(|(id, element)| set.extend_from_slice(known.set(id, element)));
            sort(set);
        })
    }

    /// The sets along an axis of a recurrence, or of cumulative sums: each is the union of the one before, along the
    /// axis, with those of the same element of the operands. The first ones depend on the last operand alone.
    pub fn cumulate(&mut self, node: &Node, axis: usize, is_reversed: bool) -> Result<Sets, Stop> {
        let count = node.count();
        self.count(count)?;
        let [_, length, after] = shape::around(&node.shape, axis);
        let first = if is_reversed { length - 1 } else { 0 };
        let (&terms, factors) = node.operands.split_last().expect("an operand");
        let factor = factors.first();
        // In the order of the recurrence, in which each set follows the one it extends.
        let (mut sets, mut own, mut set) = (Sets::default(), Vec::new(), Vec::new());
        for place in 0..count {
            let element = if is_reversed { count - 1 - place } else { place };
            let is_first = element / after % length == first;
            let [of_factor, before]: [&[u32]; 2] = if is_first {
                [&[], &[]]
            } else {
                [factor.map_or(&[], |&factor| self.set(factor, element)), sets.of(place - after)]
            };
            own.clear();
            unite([of_factor, self.set(terms, element)], &mut own);
            set.clear();
            unite([before, &own], &mut set);
            self.count(set.len())?;
            sets.push(&set);
        }
        if is_reversed {
            sets.reverse();
        }
        Ok(sets)
    }

    /// The union of the sets along axes of the first operand, which are adjacent.
    pub fn along(&mut self, graph: &Graph, node: &Node, axes: &[usize]) -> Result<Sets, Stop> {
        let first = node.operands[0];
        let own = graph.shape(first);
        let (from, to) = (axes[0], axes[axes.len() - 1]);
        let (before, length) = (shape::count(&own[..from]), shape::count(&own[from..=to]));
        let after = shape::count(&own[to + 1..]);
        self.unite_each(before * after, |k| {
            (0..length).map(move |row| (first, (k / after * length + row) * after + k % after))
        })
    }

    /// All elements of tensor operations are taken to depend on all of their operands.
    pub fn of_tensor(&mut self, node: &Node) -> Result<Sets, Stop> {
        let all_of = |known: &Self, id: Id| {
            let mut all: Vec<u32> = known.sets[id.index()].as_ref().map_or_else(Vec::new, |sets| sets.members.clone());
            sort(&mut all);
            all
        };
        let all: Vec<_> = node.operands.iter().map(|&id| all_of(self, id)).collect();
        let mut whole = all.concat();
        sort(&mut whole);
        let sets = self.collect(node.count(), |_, _, set| set.extend_from_slice(&whole))?;
        if let [a, b] = all.as_slice() {
            self.join(a, b)?;
        }
        Ok(sets)
    }
}

/// Pairs of variables by row; the larger index is the row.
struct Pairs {
    rows: Vec<Vec<u32>>,
    /// The number of pairs, including duplicates.
    count: usize,
    /// The count at which duplicates are dropped next.
    capacity: usize,
}

/// The count at which duplicates are dropped first.
const INITIAL_CAPACITY: usize = 1 << 16;

impl Pairs {
    fn new(variables: usize) -> Self {
        Self { rows: vec![Vec::new(); variables], count: 0, capacity: INITIAL_CAPACITY }
    }

    fn join(&mut self, a: &[u32], b: &[u32]) {
        for &i in a {
            for &j in b {
                self.rows[i.max(j) as usize].push(i.min(j));
            }
        }
        self.count += a.len() * b.len();
        if self.count > self.capacity {
            self.drop_doubles();
            self.capacity = 2 * self.count + INITIAL_CAPACITY;
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
    fn into_rows(mut self) -> Vec<Vec<u32>> {
        self.drop_doubles();
        self.rows
    }
}

/// Writes the numbers of both sets, ascending.
pub fn unite([a, b]: [&[u32]; 2], to: &mut Vec<u32>) {
    if b.is_empty() || a == b {
        to.extend_from_slice(a);
        return;
    }
    let (mut a, mut b) = (a, b);
    while let (Some(&i), Some(&j)) = (a.first(), b.first()) {
        to.push(i.min(j));
        a = &a[usize::from(i <= j)..];
        b = &b[usize::from(j <= i)..];
    }
    to.extend_from_slice(a);
    to.extend_from_slice(b);
}

/// Sorts the numbers, each once.
fn sort(numbers: &mut Vec<u32>) {
    if !numbers.is_sorted_by(|a, b| a < b) {
        numbers.sort_unstable();
        numbers.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_in_reverse_order() {
        for listed in [&[vec![1, 4, 6], vec![], vec![2, 3], vec![7]][..], &[vec![], vec![5, 8]], &[vec![3]]] {
            let mut sets = Sets::default();
            listed.iter().for_each(|set| sets.push(set));
            sets.reverse();
            assert!(sets.iter().eq(listed.iter().rev().map(Vec::as_slice)));
        }
    }

    #[test]
    fn unions_are_ascending() {
        let cases: [[&[u32]; 3]; 6] = [
            [&[], &[], &[]],
            [&[1, 2], &[], &[1, 2]],
            [&[], &[1, 2], &[1, 2]],
            [&[1, 2], &[1, 2], &[1, 2]],
            [&[1, 4, 9], &[2, 4, 5], &[1, 2, 4, 5, 9]],
            [&[7, 8], &[1, 9], &[1, 7, 8, 9]],
        ];
        for [a, b, expected] in cases {
            let mut found = Vec::new();
            unite([a, b], &mut found);
            assert_eq!(found, expected);
        }
    }
}
