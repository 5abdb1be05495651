//! Orders of rows and columns that keep the entries of a matrix near its diagonal: the given one, or the reverse
//! Cuthill–McKee order of the symmetrized pattern.
//!
//! Source: George, Liu, Computer Solution of Large Sparse Positive Definite Systems, 1981, chapter 4.

use superlinear_interface::SparseMatrix;

/// The number of operations within a band, per entry of the matrix, up to which it is chosen: bands of a lattice up to 15
/// columns wide. With 12 columns and 20,000 rows, the factorization and a solution take half the time of sparse ones. Wider
/// bands gain less, and take more memory.
const MAX_OPERATIONS_PER_ENTRY: f64 = 100.0;

/// The maximum number of searches for a vertex at an end of the graph. Each lengthens the longest path, or is the last.
const MAX_SEARCHES: usize = 5;

/// A band, with the place of each entry of the matrix in it.
pub(super) struct BandOrder {
    /// The row of the matrix at each position. Columns have the same order.
    pub rows: Vec<u32>,
    /// The number of diagonals below and above the main one.
    pub below: usize,
    pub above: usize,
    /// The places of the entries in an array with [`width`](Self::width) places for each position. The first one is for the
    /// column `below` positions before, or for the first column.
    pub places: Vec<u32>,
}

impl BandOrder {
    /// The order for a square, well-formed matrix, if it makes the band narrow enough.
    pub fn of_narrow(matrix: &SparseMatrix) -> Option<Self> {
        let given = Positions::new((0..matrix.rows as u32).collect());
        let bands = given.bands(matrix);
        let max_width = max_width(matrix);
        let narrowed = match is_wide(matrix, max_width) {
            true => None,
            false => Graph::new(matrix).reverse_cuthill_mckee(max_width).map(Positions::new),
        };
        let (positions, [below, above]) = match narrowed.map(|narrowed| (narrowed.bands(matrix), narrowed)) {
            Some((narrow, narrowed)) if narrow[0] + narrow[1] < bands[0] + bands[1] => (narrowed, narrow),
            _ => (given, bands),
        };
        let order = Self { rows: positions.rows, below, above, places: Vec::new() };
        let is_narrow = order.operations() <= MAX_OPERATIONS_PER_ENTRY * matrix.data.len() as f64;
        if !is_narrow || order.entries() > f64::from(u32::MAX) {
            return None;
        }
        let mut places = vec![0; matrix.data.len()];
        for i in 0..matrix.rows {
            let position = positions.of[i] as usize;
            let before = position.saturating_sub(below);
            let start = position * order.width();
            let row = matrix.indptr[i] as usize..matrix.indptr[i + 1] as usize;
            for (place, &column) in places[row].iter_mut().zip(matrix.row(i).0) {
                *place = (start + positions.of[column as usize] as usize - before) as u32;
            }
        }
        Some(Self { places, ..order })
    }

    /// Whether the order is the one of the matrix.
    pub fn is_given(&self) -> bool {
        self.rows.iter().enumerate().all(|(position, &row)| position == row as usize)
    }

    /// The number of places of a row: exchanges of rows widen the upper triangle.
    pub fn width(&self) -> usize {
        self.below + self.above + 1
    }

    /// The number of multiplications and divisions of a factorization.
    pub fn operations(&self) -> f64 {
        self.rows.len() as f64 * self.below as f64 * self.width() as f64
    }

    /// The number of entries of both factors.
    pub fn entries(&self) -> f64 {
        self.rows.len() as f64 * (self.below + self.width()) as f64
    }
}

/// The number of subdiagonals, with as many above them, at which a band is too wide.
fn max_width(matrix: &SparseMatrix) -> usize {
    let per_row = MAX_OPERATIONS_PER_ENTRY * matrix.data.len() as f64 / matrix.rows.max(1) as f64;
    (per_row / 2.0).sqrt() as usize
}

/// Whether a search proves that all orders have more than `max_width` diagonals on a side: with fewer, each of its steps
/// reaches at most so many rows further on either side. Wide patterns show this after few steps.
fn is_wide(matrix: &SparseMatrix, max_width: usize) -> bool {
    let mut is_reached = vec![false; matrix.rows];
    let mut reached: Vec<usize> = (0..matrix.rows).skip(matrix.rows / 2).take(1).collect();
    let (mut first, mut steps) = (0, 0);
    while first < reached.len() {
        let end = reached.len();
        for place in first..end {
            for &column in matrix.row(reached[place]).0 {
                if !std::mem::replace(&mut is_reached[column as usize], true) {
                    reached.push(column as usize);
                }
            }
        }
        (first, steps) = (end, steps + 1);
        // The first row may be counted twice.
        if reached.len() > 2 * steps * max_width + 2 {
            return true;
        }
    }
    false
}

/// An order, and the position of each row in it.
struct Positions {
    rows: Vec<u32>,
    of: Vec<u32>,
}

impl Positions {
    fn new(rows: Vec<u32>) -> Self {
        let mut of = vec![0; rows.len()];
        rows.iter().enumerate().for_each(|(position, &row)| of[row as usize] = position as u32);
        Self { rows, of }
    }

    /// The numbers of diagonals below and above the main one.
    fn bands(&self, matrix: &SparseMatrix) -> [usize; 2] {
        let mut bands = [0; 2];
        for i in 0..matrix.rows {
            let position = self.of[i] as usize;
            for &column in matrix.row(i).0 {
                let other = self.of[column as usize] as usize;
                let side = &mut bands[usize::from(other > position)];
                *side = (*side).max(position.abs_diff(other));
            }
        }
        bands
    }
}

/// The graph of a symmetrized pattern. Neighbors may be there twice.
struct Graph {
    starts: Vec<u32>,
    neighbors: Vec<u32>,
}

impl Graph {
    fn new(matrix: &SparseMatrix) -> Self {
        let mut starts = vec![0; matrix.rows + 1];
        let edges = || (0..matrix.rows).flat_map(|i| matrix.row(i).0.iter().map(move |&j| (i, j as usize)));
        let edges = || edges().filter(|(i, j)| i != j);
        edges().for_each(|(i, j)| [i, j].iter().for_each(|&vertex| starts[vertex + 1] += 1));
        (0..matrix.rows).for_each(|i| starts[i + 1] += starts[i]);
        let mut next = starts.clone();
        let mut neighbors = vec![0; starts[matrix.rows] as usize];
        for (from, to) in edges().flat_map(|(i, j)| [(i, j), (j, i)]) {
            neighbors[next[from] as usize] = to as u32;
            next[from] += 1;
        }
        Self { starts, neighbors }
    }

    fn neighbors(&self, vertex: u32) -> &[u32] {
        &self.neighbors[self.starts[vertex as usize] as usize..self.starts[vertex as usize + 1] as usize]
    }

    fn degree(&self, vertex: u32) -> u32 {
        self.starts[vertex as usize + 1] - self.starts[vertex as usize]
    }

    /// The order, or `None` if a level has more than `max_width` vertices: the band is at least as wide.
    fn reverse_cuthill_mckee(&self, max_width: usize) -> Option<Vec<u32>> {
        let count = self.starts.len() - 1;
        let (mut order, mut reached_by, mut number) = (Vec::with_capacity(count), vec![0; count], 0);
        let mut levels_from = |start: u32, reached_by: &mut [u32]| {
            number += 1;
            self.levels(start, number, reached_by)
        };
        for root in 0..count as u32 {
            if reached_by[root as usize] > 0 {
                continue;
            }
            let mut levels = levels_from(root, &mut reached_by);
            for _ in 1..MAX_SEARCHES {
                let Some(&end) = levels.last().iter().min_by_key(|&&vertex| self.degree(vertex)) else { break };
                let others = levels_from(end, &mut reached_by);
                if others.depth <= levels.depth {
                    break;
                }
                levels = others;
            }
            if levels.width > max_width {
                return None;
            }
            order.extend(levels.vertices);
        }
        order.reverse();
        Some(order)
    }

    /// The levels of a breadth-first search, which marks the vertices that it reaches with its number. Neighbors follow in
    /// the order of their degrees.
    fn levels(&self, start: u32, number: u32, reached_by: &mut [u32]) -> Levels {
        let mut levels = Levels { vertices: vec![start], last: 0, depth: 1, width: 1 };
        reached_by[start as usize] = number;
        loop {
            let (first, end) = (levels.last, levels.vertices.len());
            for place in first..end {
                let own = levels.vertices.len();
                for &neighbor in self.neighbors(levels.vertices[place]) {
                    if reached_by[neighbor as usize] != number {
                        reached_by[neighbor as usize] = number;
                        levels.vertices.push(neighbor);
                    }
                }
                levels.vertices[own..].sort_by_key(|&vertex| self.degree(vertex));
            }
            if levels.vertices.len() == end {
                return levels;
            }
            (levels.last, levels.depth) = (end, levels.depth + 1);
            levels.width = levels.width.max(levels.vertices.len() - end);
        }
    }
}

/// The vertices reached from one, by their distance.
struct Levels {
    vertices: Vec<u32>,
    /// The start of the last level.
    last: usize,
    /// The number of levels, and the largest number of vertices in one.
    depth: usize,
    width: usize,
}

impl Levels {
    fn last(&self) -> &[u32] {
        &self.vertices[self.last..]
    }
}
