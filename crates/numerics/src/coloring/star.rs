//! Star coloring for symmetric matrices: no two neighbors share a group, and no path of four columns alternates between
//! two groups. Each entry or its mirror image is then alone in its row within a group, so products with the groups'
//! sums determine the matrix. Fewer groups suffice than for general matrices: two for an arrow.
//!
//! Source: Coleman, Moré, Estimation of Sparse Hessian Matrices and Graph Coloring Problems, Math. Program. 28, 1984;
//! the greedy method, Gebremedhin, Manne, Pothen, What Color Is Your Jacobian?, SIAM Review 47, 2005, algorithm 4.1.

use super::order::most_first;
use crate::pattern::Pattern;
use superlinear_interface::{Effort, Error};

/// Groups of columns of a symmetric matrix, and the location of each entry of its lower triangle in the products with
/// the groups' sums of unit vectors.
#[derive(Clone, Debug, Default)]
pub struct SymmetricGroups {
    /// The columns of each group.
    pub groups: Vec<Vec<usize>>,
    group_of: Vec<usize>,
    places: Vec<Place>,
}

/// The readable copy of an entry, i.e. alone in its row among the columns of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Below,
    Above,
    Both,
}

impl SymmetricGroups {
    /// Computes groups for a matrix given by its lower triangle.
    pub fn new(pattern: &Pattern, effort: &mut Effort<'_>) -> Result<Self, Error> {
        let neighbors = neighbors(pattern);
        let Coloring { colors: group_of, counts, .. } = Coloring::greedy(&neighbors, effort)?;
        let mut groups = vec![Vec::new(); group_of.iter().max().map_or(0, |most| most + 1)];
        for (j, &group) in group_of.iter().enumerate() {
            groups[group].push(j);
        }
        let is_alone = |row: usize, column: usize| counts[row].get(group_of[column]).is_none_or(|&count| count <= 1);
        let place = |&(i, j): &(usize, usize)| match (is_alone(i, j), is_alone(j, i)) {
            (true, true) => Place::Both,
            (true, false) => Place::Below,
            (false, _) => Place::Above,
        };
        Ok(Self { places: pattern.entries.iter().map(place).collect(), groups, group_of })
    }

    /// The lower triangle of a symmetric matrix from its products with the sums of each group's unit vectors, scaled by
    /// the steps of the variables. The mean is returned if both copies of an entry are readable.
    pub fn entries(&self, pattern: &Pattern, steps: &[f64], products: &[Vec<f64>]) -> Vec<f64> {
        let read = |i: usize, j: usize| products[self.group_of[j]][i] / steps[j];
        let entry = |(&(i, j), place): (&(usize, usize), &Place)| match place {
            Place::Below => read(i, j),
            Place::Above => read(j, i),
            Place::Both => 0.5 * read(i, j) + 0.5 * read(j, i),
        };
        pattern.entries.iter().zip(&self.places).map(entry).collect()
    }
}

/// The neighbors of each column, without itself.
fn neighbors(pattern: &Pattern) -> Vec<Vec<usize>> {
    let mut neighbors = vec![Vec::new(); pattern.columns];
    for &(i, j) in pattern.entries.iter().filter(|(i, j)| i != j) {
        neighbors[i].push(j);
        neighbors[j].push(i);
    }
    neighbors
}

/// The state of a coloring.
struct Coloring {
    /// The color of each column, or [`NONE`].
    colors: Vec<usize>,
    /// The number of neighbors of each column by color.
    counts: Vec<Vec<u32>>,
}

const NONE: usize = usize::MAX;

impl Coloring {
    /// Colors greedily, columns with many neighbors first, each with the first permitted color.
    fn greedy(neighbors: &[Vec<usize>], effort: &mut Effort<'_>) -> Result<Self, Error> {
        let columns = neighbors.len();
        let mut coloring = Self { colors: vec![NONE; columns], counts: vec![Vec::new(); columns] };
        if neighbors.iter().all(|beside| beside.len() + 1 == columns) {
            // All columns are neighbors. The code below would take cubic time to find this.
            coloring.colors = (0..columns).collect();
            return Ok(coloring);
        }
        let mut forbidden_for = Vec::new();
        for column in most_first(neighbors.iter().map(Vec::len)) {
            coloring.forbid(neighbors, column, &mut forbidden_for, effort)?;
            let color = forbidden_for.iter().position(|&other| other != column).unwrap_or(forbidden_for.len());
            if color == forbidden_for.len() {
                forbidden_for.push(NONE);
            }
            coloring.colors[column] = color;
            for &beside in &neighbors[column] {
                let counts = &mut coloring.counts[beside];
                counts.resize(counts.len().max(color + 1), 0);
                counts[color] += 1;
            }
        }
        Ok(coloring)
    }

    /// Marks the colors forbidden for a column: those of its neighbors, and those that would complete a two-colored
    /// path of four, now or later.
    fn forbid(
        &self,
        neighbors: &[Vec<usize>],
        column: usize,
        forbidden_for: &mut [usize],
        effort: &mut Effort<'_>,
    ) -> Result<(), Error> {
        for &beside in &neighbors[column] {
            effort.spend(neighbors[beside].len())?;
            let middle = self.colors[beside];
            if middle != NONE {
                forbidden_for[middle] = column;
            }
            for &next in neighbors[beside].iter().filter(|&&next| self.colors[next] != NONE) {
                // The path would end at another neighbor of `next` with the color of `beside`.
                if middle == NONE || self.counts[next][middle] > 1 {
                    forbidden_for[self.colors[next]] = column;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::Entries;
    use crate::random::Stream;
    use superlinear_interface::RunOptions;
    use superlinear_interface::testing::untimed;

    /// Checks that products with the sums of unit vectors determine all entries.
    fn check(pattern: &Pattern, most_groups: usize) {
        let run = untimed(&RunOptions::default());
        let groups = SymmetricGroups::new(pattern, &mut Effort::new(&run, "group columns")).expect("there is time");
        assert!(groups.groups.len() <= most_groups, "{} groups", groups.groups.len());
        assert_eq!(groups.groups.iter().map(Vec::len).sum::<usize>(), pattern.columns);
        let mut random = Stream::new(3, 0);
        let values: Vec<_> = pattern.entries.iter().map(|_| random.normal()).collect();
        let steps: Vec<_> = (0..pattern.columns).map(|_| 1.0 + random.uniform()).collect();
        let product = |group: &Vec<usize>| {
            let mut vector = vec![0.0; pattern.columns];
            group.iter().for_each(|&j| vector[j] = steps[j]);
            Entries { pattern, values: &values }.symmetric_times(&vector)
        };
        let products: Vec<_> = groups.groups.iter().map(product).collect();
        for (entry, value) in groups.entries(pattern, &steps, &products).iter().zip(&values) {
            assert!((entry - value).abs() < 1e-12);
        }
    }

    fn pattern(order: usize, entries: Vec<(usize, usize)>) -> Pattern {
        Pattern { rows: order, columns: order, entries }
    }

    #[test]
    fn an_arrow_takes_two_groups_and_a_band_three() {
        let diagonal = (0..30).map(|i| (i, i));
        check(&pattern(30, diagonal.clone().chain((1..30).map(|i| (i, 0))).collect()), 2);
        check(&pattern(30, diagonal.clone().chain((1..30).map(|i| (29, i - 1))).collect()), 2);
        check(&pattern(30, diagonal.chain((1..30).map(|i| (i, i - 1))).collect()), 3);
    }

    #[test]
    fn random_and_dense_matrices_are_found() {
        check(&Pattern::lower_triangle(6), 6);
        check(&Pattern::lower_triangle(1), 1);
        for seed in 0..30 {
            let mut random = Stream::new(seed, 1);
            let order = 5 + random.below(30) as usize;
            let density = 0.4 * random.uniform();
            let entries = Pattern::lower_triangle(order).entries;
            check(&pattern(order, entries.into_iter().filter(|_| random.uniform() < density).collect()), order);
        }
    }

    #[test]
    fn a_group_and_no_entries() {
        check(&pattern(4, Vec::new()), 1);
    }
}
