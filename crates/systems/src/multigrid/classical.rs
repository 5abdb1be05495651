//! Classical coarsening: coarse variables are a subset of the fine ones, and each other variable is interpolated along
//! its strong connections. In contrast to aggregates, weights follow coefficients that jump.
//!
//! Source: Ruge, Stüben, Algebraic Multigrid, in McCormick (editor), Multigrid Methods, SIAM, 1987.

use super::prolongation::Prolongation;
use superlinear_interface::SparseMatrix;

/// The minimum of a strong negative entry relative to the largest one of its row (Ruge, Stüben).
const STRONG: f64 = 0.25;

/// The mark of no variable.
const NONE: u32 = u32::MAX;

/// A directed graph: the neighbors of each node.
struct Graph {
    starts: Vec<u32>,
    neighbors: Vec<u32>,
}

impl Graph {
    /// The strong connections of the rows of a matrix.
    fn strong(matrix: &SparseMatrix) -> Self {
        let mut graph = Self { starts: vec![0], neighbors: Vec::with_capacity(matrix.data.len()) };
        for i in 0..matrix.rows {
            let (columns, entries) = matrix.row(i);
            let others = || columns.iter().zip(entries).filter(|&(&j, _)| j as usize != i);
            let largest = others().fold(0.0, |largest: f64, (_, &entry)| largest.max(-entry));
            if largest > 0.0 {
                let strong = others().filter(|&(_, &entry)| -entry >= STRONG * largest);
                graph.neighbors.extend(strong.map(|(&j, _)| j as u32));
            }
            graph.starts.push(graph.neighbors.len() as u32);
        }
        graph
    }

    fn transposed(&self) -> Self {
        let count = self.starts.len() - 1;
        let mut starts = vec![0; count + 1];
        self.neighbors.iter().for_each(|&j| starts[j as usize + 1] += 1);
        (0..count).for_each(|i| starts[i + 1] += starts[i]);
        let (mut next, mut neighbors) = (starts.clone(), vec![0; self.neighbors.len()]);
        for i in 0..count {
            for &j in self.of(i) {
                neighbors[next[j as usize] as usize] = i as u32;
                next[j as usize] += 1;
            }
        }
        Self { starts, neighbors }
    }

    #[inline(always)]
    fn of(&self, i: usize) -> &[u32] {
        &self.neighbors[self.starts[i] as usize..self.starts[i + 1] as usize]
    }
}

/// The kind of a variable.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Undecided,
    Coarse,
    Fine,
}

/// Undecided variables by their number of dependent variables: a list for each number, with the last one entered first.
struct Buckets {
    weights: Vec<u32>,
    heads: Vec<u32>,
    next: Vec<u32>,
    previous: Vec<u32>,
    highest: usize,
}

impl Buckets {
    fn new(weights: Vec<u32>) -> Self {
        let count = weights.len();
        let mut buckets =
            Self { weights, heads: Vec::new(), next: vec![NONE; count], previous: vec![NONE; count], highest: 0 };
        (0..count).rev().for_each(|i| buckets.enter(i));
        buckets
    }

    fn enter(&mut self, i: usize) {
        let weight = self.weights[i] as usize;
        if self.heads.len() <= weight {
            self.heads.resize(weight + 1, NONE);
        }
        let head = std::mem::replace(&mut self.heads[weight], i as u32);
        (self.next[i], self.previous[i]) = (head, NONE);
        if head != NONE {
            self.previous[head as usize] = i as u32;
        }
        self.highest = self.highest.max(weight);
    }

    fn remove(&mut self, i: usize) {
        let (next, previous) = (self.next[i], self.previous[i]);
        if previous == NONE {
            self.heads[self.weights[i] as usize] = next;
        } else {
            self.next[previous as usize] = next;
        }
        if next != NONE {
            self.previous[next as usize] = previous;
        }
    }

    fn set(&mut self, i: usize, weight: u32) {
        self.remove(i);
        self.weights[i] = weight;
        self.enter(i);
    }

    /// Takes a variable of the largest weight; `None` if all weights are 0.
    fn take(&mut self) -> Option<usize> {
        while self.highest > 0 && self.heads[self.highest] == NONE {
            self.highest -= 1;
        }
        let head = *self.heads.get(self.highest)?;
        if self.highest == 0 || head == NONE {
            return None;
        }
        self.remove(head as usize);
        Some(head as usize)
    }
}

/// The prolongation of a matrix; `None` if no variable is coarse.
pub(super) fn prolongation(matrix: &SparseMatrix) -> Option<Prolongation> {
    let strong = Graph::strong(matrix);
    let mut kinds = first_pass(&strong, &strong.transposed());
    second_pass(&strong, &mut kinds);
    let mut numbers = vec![NONE; matrix.rows];
    let mut count = 0;
    for (number, _) in numbers.iter_mut().zip(&kinds).filter(|(_, kind)| **kind == Kind::Coarse) {
        *number = count;
        count += 1;
    }
    (count > 0).then(|| interpolation(matrix, &strong, &numbers, count as usize))
}

/// Coarse variables so that each other one with strong connections depends on one, and few depend on each other.
fn first_pass(strong: &Graph, dependents: &Graph) -> Vec<Kind> {
    let count = strong.starts.len() - 1;
    let mut kinds = vec![Kind::Undecided; count];
    let mut buckets = Buckets::new((0..count).map(|i| dependents.of(i).len() as u32).collect());
    while let Some(i) = buckets.take() {
        kinds[i] = Kind::Coarse;
        for &j in dependents.of(i) {
            let j = j as usize;
            if kinds[j] != Kind::Undecided {
                continue;
            }
            kinds[j] = Kind::Fine;
            buckets.remove(j);
            for &k in strong.of(j) {
                if kinds[k as usize] == Kind::Undecided {
                    let weight = buckets.weights[k as usize] + 1;
                    buckets.set(k as usize, weight);
                }
            }
        }
        for &k in strong.of(i) {
            if kinds[k as usize] == Kind::Undecided {
                let weight = buckets.weights[k as usize].saturating_sub(1);
                buckets.set(k as usize, weight);
            }
        }
    }
    kinds.iter_mut().filter(|kind| **kind == Kind::Undecided).for_each(|kind| *kind = Kind::Fine);
    kinds
}

/// Makes variables coarse so that two strongly connected fine ones depend on a common coarse one.
fn second_pass(strong: &Graph, kinds: &mut [Kind]) {
    let mut marks = vec![NONE; kinds.len()];
    for i in 0..kinds.len() {
        if kinds[i] != Kind::Fine {
            continue;
        }
        let coarse = strong.of(i).iter().filter(|&&j| kinds[j as usize] == Kind::Coarse);
        coarse.for_each(|&j| marks[j as usize] = i as u32);
        let mut candidate = None;
        for &j in strong.of(i) {
            let has_common = || strong.of(j as usize).iter().any(|&k| marks[k as usize] == i as u32);
            if kinds[j as usize] != Kind::Fine || marks[j as usize] == i as u32 || has_common() {
                continue;
            }
            if candidate.is_some() {
                candidate = Some(i);
                break;
            }
            candidate = Some(j as usize);
            marks[j as usize] = i as u32;
        }
        if let Some(candidate) = candidate {
            kinds[candidate] = Kind::Coarse;
        }
    }
}

/// The weights by which each fine variable is interpolated from the coarse ones it depends on. Connections to other
/// fine variables are replaced by those to common coarse ones.
fn interpolation(matrix: &SparseMatrix, strong: &Graph, numbers: &[u32], count: usize) -> Prolongation {
    let mut rows =
        Rows { prolongation: Prolongation::empty(count, matrix.data.len()), places: vec![NONE; matrix.rows] };
    let mut is_strong = vec![NONE; matrix.rows];
    for i in 0..matrix.rows {
        if numbers[i] != NONE {
            rows.prolongation.push(numbers[i], 1.0);
            rows.prolongation.end_row();
            continue;
        }
        strong.of(i).iter().for_each(|&j| is_strong[j as usize] = i as u32);
        rows.interpolate(matrix, i, |j| is_strong[j] == i as u32, numbers);
    }
    rows.prolongation
}

/// The rows of the prolongation so far, and the place of each coarse variable in the current one.
struct Rows {
    prolongation: Prolongation,
    places: Vec<u32>,
}

impl Rows {
    fn interpolate(&mut self, matrix: &SparseMatrix, i: usize, is_strong: impl Fn(usize) -> bool, numbers: &[u32]) {
        let (columns, entries) = matrix.row(i);
        let neighbors = || columns.iter().zip(entries).map(|(&j, &entry)| (j as usize, entry));
        let (mut diagonal, mut sources, mut weights) = (0.0, Vec::new(), Vec::new());
        for (j, entry) in neighbors() {
            if !is_strong(j) || j == i {
                diagonal += entry;
            } else if numbers[j] != NONE {
                self.places[j] = sources.len() as u32;
                sources.push(j);
                weights.push(entry);
            }
        }
        for (k, entry) in neighbors().filter(|&(k, _)| k != i && is_strong(k) && numbers[k] == NONE) {
            let (columns, entries) = matrix.row(k);
            let common = || {
                let negative = columns.iter().zip(entries).filter(|&(_, &entry)| entry < 0.0);
                negative.map(|(&c, &entry)| (self.places[c as usize], entry)).filter(|&(place, _)| place != NONE)
            };
            let sum: f64 = common().map(|(_, entry)| entry).sum();
            if sum == 0.0 {
                diagonal += entry;
            } else {
                common().for_each(|(place, share)| weights[place as usize] += entry * share / sum);
            }
        }
        sources.iter().for_each(|&j| self.places[j] = NONE);
        // Without a positive diagonal, weak connections outweigh it: relaxation alone has to do.
        if diagonal > 0.0 {
            sources
                .iter()
                .zip(&weights)
                .for_each(|(&j, weight)| self.prolongation.push(numbers[j], -weight / diagonal));
        }
        self.prolongation.end_row();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Second differences with a coefficient that jumps in the middle.
    fn jumping(count: usize) -> SparseMatrix {
        let coefficient = |k: usize| if k < count / 2 { 1.0 } else { 1e6 };
        let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
        for i in 0..count {
            let (left, right) = (coefficient(i), coefficient(i + 1));
            for (j, value) in [(i.wrapping_sub(1), -left), (i, left + right), (i + 1, -right)] {
                if j < count {
                    indices.push(j as i32);
                    data.push(value);
                }
            }
            indptr.push(indices.len() as i32);
        }
        SparseMatrix { rows: count, columns: count, indptr: indptr.into(), indices: indices.into(), data: data.into() }
    }

    #[test]
    fn every_fine_variable_is_interpolated_and_constants_inside_are_exact() {
        let count = 41;
        let prolongation = prolongation(&jumping(count)).expect("coarse variables");
        assert!(prolongation.columns() > count / 4 && prolongation.columns() <= count / 2 + 1);
        for node in 1..count - 1 {
            let (variables, weights) = prolongation.row(node);
            assert!(!variables.is_empty());
            let sum: f64 = weights.iter().sum();
            assert!((sum - 1.0).abs() < 1e-12, "row {node} sums to {sum}");
        }
    }

    #[test]
    fn variables_without_connections_have_no_coarse_ones() {
        let identity = SparseMatrix {
            rows: 3,
            columns: 3,
            indptr: vec![0, 1, 2, 3].into(),
            indices: vec![0, 1, 2].into(),
            data: vec![1.0; 3].into(),
        };
        assert!(prolongation(&identity).is_none());
    }
}
