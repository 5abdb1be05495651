//! Incomplete factorizations of the Hessian in the strengths, for votes between neighbors, as on a line or in seasons:
//! conjugate gradients with the diagonal alone then pass information from one item to the next in each iteration.
//!
//! The factorization exists because the off-diagonal entries are not positive (Meijerink, van der Vorst, Math. Comp. 31,
//! 1977). Items are ordered by breadth-first searches, so that little fill is left out (Cuthill, McKee, 24th ACM
//! Conference, 1969).

use super::votes::{Pair, Votes};
use superlinear_interface::{Error, Run, SparseMatrix};
use superlinear_numerics::linear_operator::LinearOperator;
use superlinear_systems::incomplete::{Incomplete, IncompleteCholesky};
use superlinear_systems::sort_row;

/// The limit on operations of the factorization, in products with the matrix: as many as iterations that it may save.
const MAX_PRODUCTS: usize = 200;

/// The factorization of a Hessian.
pub(super) struct Preconditioner {
    /// The place of each item in the order of elimination.
    places: Vec<usize>,
    factor: IncompleteCholesky,
}

impl Preconditioner {
    /// Factorizes the Laplacian of the pairs with these weights, plus a multiple of the identity. `None` if it takes too
    /// long.
    pub fn new(votes: &Votes, weights: &[f64], regularization: f64, run: &Run) -> Result<Option<Self>, Error> {
        let neighbors = Neighbors::of(votes);
        let squares = |item: usize| neighbors.of_item(item).len().pow(2);
        if (0..votes.items).map(squares).sum::<usize>() > MAX_PRODUCTS * 2 * votes.pairs.len() {
            return Ok(None);
        }
        let (places, last) = neighbors.breadth_first();
        let triangle = lower_triangle(votes, weights, regularization, (&places, &last));
        Ok(match IncompleteCholesky::new(&triangle, run)? {
            Incomplete::Factorized(factor) => Some(Self { places, factor }),
            Incomplete::Indefinite | Incomplete::OutOfTime => None,
        })
    }
}

impl LinearOperator for Preconditioner {
    fn dimension(&self) -> usize {
        self.places.len()
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        let (mut ordered, mut solved) = (vec![0.0; x.len()], vec![0.0; x.len()]);
        self.places.iter().zip(x).for_each(|(&place, x)| ordered[place] = *x);
        self.factor.apply(&ordered, &mut solved);
        y.iter_mut().zip(&self.places).for_each(|(y, &place)| *y = solved[place]);
    }
}

/// The matrix in the order of elimination. The diagonal entry of the last item of each connected group is doubled: the
/// Laplacian is singular along the mean of a group, and the doubled one is not.
fn lower_triangle(
    votes: &Votes,
    weights: &[f64],
    regularization: f64,
    (places, last): (&[usize], &[usize]),
) -> SparseMatrix {
    let mut diagonal = vec![regularization; votes.items];
    let mut rows = vec![Vec::new(); votes.items];
    for (Pair { first, second, .. }, weight) in votes.pairs.iter().zip(weights) {
        let (i, j) = (places[*first], places[*second]);
        diagonal[i] += weight;
        diagonal[j] += weight;
        rows[i.max(j)].push((i.min(j) as u32, -weight));
    }
    last.iter().for_each(|&place| diagonal[place] *= 2.0);
    let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
    for (place, mut row) in rows.into_iter().enumerate() {
        sort_row(&mut row);
        // Items without votes.
        let middle = if diagonal[place] == 0.0 { 1.0 } else { diagonal[place] };
        row.push((place as u32, middle));
        indices.extend(row.iter().map(|&(column, _)| column as i32));
        data.extend(row.iter().map(|&(_, value)| value));
        indptr.push(indices.len() as i32);
    }
    let (indptr, indices, data) = (indptr.into(), indices.into(), data.into());
    SparseMatrix { rows: votes.items, columns: votes.items, indptr, indices, data }
}

/// The items compared with each item.
struct Neighbors {
    starts: Vec<usize>,
    items: Vec<usize>,
}

impl Neighbors {
    fn of(votes: &Votes) -> Self {
        let mut starts = vec![0; votes.items + 1];
        for Pair { first, second, .. } in &votes.pairs {
            starts[first + 1] += 1;
            starts[second + 1] += 1;
        }
        (0..votes.items).for_each(|item| starts[item + 1] += starts[item]);
        let (mut items, mut next) = (vec![0; starts[votes.items]], starts.clone());
        for &Pair { first, second, .. } in &votes.pairs {
            for (one, other) in [(first, second), (second, first)] {
                items[next[one]] = other;
                next[one] += 1;
            }
        }
        Self { starts, items }
    }

    fn of_item(&self, item: usize) -> &[usize] {
        &self.items[self.starts[item]..self.starts[item + 1]]
    }

    /// The place of each item in the order of breadth-first searches, one for each group, and the last place of each
    /// group.
    fn breadth_first(&self) -> (Vec<usize>, Vec<usize>) {
        let count = self.starts.len() - 1;
        let (mut order, mut is_found, mut last) = (Vec::with_capacity(count), vec![false; count], Vec::new());
        for root in 0..count {
            if std::mem::replace(&mut is_found[root], true) {
                continue;
            }
            let mut head = order.len();
            order.push(root);
            while head < order.len() {
                for &item in self.of_item(order[head]) {
                    if !std::mem::replace(&mut is_found[item], true) {
                        order.push(item);
                    }
                }
                head += 1;
            }
            last.push(order.len() - 1);
        }
        let mut places = vec![0; count];
        order.iter().enumerate().for_each(|(place, &item): (usize, &usize)| places[item] = place);
        (places, last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_interface::{RunOptions, testing};

    /// Two lines of items in a scattered order, and an item without votes.
    fn lines() -> Votes {
        let item = |k: usize| 7 * k % 20;
        let links = (0..18).filter(|&k| k != 8).map(|k| (item(k), item(k + 1)));
        let pair = |(a, b): (usize, usize)| Pair { first: a.min(b), second: a.max(b), wins: [1.0, 2.0] };
        Votes { items: 20, pairs: links.map(pair).collect(), unit: 2.0 }
    }

    #[test]
    fn factorizations_of_lines_are_complete() {
        let (votes, run) = (lines(), testing::untimed(&RunOptions::default()));
        let weights: Vec<f64> = (0..votes.pairs.len()).map(|k| 1.0 + (k as f64).sin()).collect();
        let strengths: Vec<f64> = (0..votes.items).map(|k| (3.0 * k as f64).cos()).collect();
        let mut product = vec![0.0; votes.items];
        for (Pair { first, second, .. }, weight) in votes.pairs.iter().zip(&weights) {
            let flow = weight * (strengths[*first] - strengths[*second]);
            product[*first] += flow;
            product[*second] -= flow;
        }
        let preconditioner = Preconditioner::new(&votes, &weights, 0.0, &run).expect("not cancelled").expect("factors");
        let mut solved = vec![f64::NAN; votes.items];
        preconditioner.apply(&product, &mut solved);
        for Pair { first, second, .. } in &votes.pairs {
            let difference = (solved[*first] - strengths[*first]) - (solved[*second] - strengths[*second]);
            assert!(difference.abs() < 1e-12, "{first} {second}: {difference}");
        }
    }

    #[test]
    fn votes_between_all_items_are_not_factorized() {
        let pairs = (0..300).flat_map(|second| (0..second).map(move |first| Pair { first, second, wins: [1.0, 1.0] }));
        let votes = Votes { items: 300, pairs: pairs.collect(), unit: 1.0 };
        let (weights, run) = (vec![1.0; votes.pairs.len()], testing::untimed(&RunOptions::default()));
        assert!(Preconditioner::new(&votes, &weights, 0.0, &run).expect("not cancelled").is_none());
    }
}
