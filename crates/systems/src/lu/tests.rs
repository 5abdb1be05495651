use super::*;
use crate::scalar::Complex;
use superlinear_interface::{RunOptions, testing};
use superlinear_numerics::random::Stream;

const UNLIMITED: Limits = Limits { operations: f64::INFINITY, entries: usize::MAX, smallest_pivot: 1e-14 };

/// A matrix of zeros with these columns in its rows, which it sorts.
fn of_rows(mut rows: Vec<Vec<i32>>) -> SparseMatrix {
    let (mut indptr, mut indices) = (vec![0], Vec::new());
    for row in &mut rows {
        row.sort_unstable();
        row.dedup();
        indices.extend_from_slice(row);
        indptr.push(indices.len() as i32);
    }
    let data = vec![1.0; indices.len()].into();
    SparseMatrix { rows: rows.len(), columns: rows.len(), indptr: indptr.into(), indices: indices.into(), data }
}

/// A random pattern with some entries per row; every other diagonal entry is missing.
fn scattered(count: usize, per_row: usize, seed: u64) -> SparseMatrix {
    let mut stream = Stream::new(seed, 0);
    let row = |i: usize| {
        let mut columns: Vec<i32> = (0..per_row).map(|_| (stream.uniform() * count as f64) as i32).collect();
        columns.push(((i + 1) % count) as i32);
        if i.is_multiple_of(2) {
            columns.push(i as i32);
        }
        columns
    };
    of_rows((0..count).map(row).collect())
}

/// A band of some diagonals below and above the main one.
fn band(count: usize, bands: (usize, usize)) -> SparseMatrix {
    band_at(&(0..count).collect::<Vec<_>>(), bands)
}

/// The same with its rows and columns at random places.
fn shuffled_band(count: usize, bands: (usize, usize), seed: u64) -> SparseMatrix {
    let mut stream = Stream::new(seed, 0);
    let mut place_of: Vec<usize> = (0..count).collect();
    (1..count).for_each(|i| place_of.swap(i, (stream.uniform() * (i + 1) as f64) as usize));
    band_at(&place_of, bands)
}

fn band_at(place_of: &[usize], (below, above): (usize, usize)) -> SparseMatrix {
    let count = place_of.len();
    let mut rows = vec![Vec::new(); count];
    for (i, &place) in place_of.iter().enumerate() {
        let columns = i.saturating_sub(below)..(i + above + 1).min(count);
        rows[place].extend(columns.map(|j| place_of[j] as i32));
    }
    of_rows(rows)
}

fn factorized<T: Scalar>(
    entries: &[T],
    symbolic: &Symbolic,
    previous: Option<Box<Lu<T>>>,
    limits: Limits,
) -> Factored<T> {
    let run = testing::untimed(&RunOptions::default());
    Lu::factorize(entries, symbolic, previous, (limits, &run)).expect("not cancelled")
}

/// A number with random parts.
trait Drawn: Scalar {
    fn drawn(stream: &mut Stream) -> Self;
}

impl Drawn for f64 {
    fn drawn(stream: &mut Stream) -> Self {
        stream.normal()
    }
}

impl Drawn for Complex {
    fn drawn(stream: &mut Stream) -> Self {
        Self::new(stream.normal(), stream.normal())
    }
}

/// Factorizes matrices of random entries with a pattern, each with the factors of the one before, and checks the residuals
/// of both systems. Returns the number of regular ones.
fn solve_in_turn<T: Drawn>(pattern: &SparseMatrix, turns: usize, seed: u64) -> usize {
    let (mut stream, mut lu, mut regular) = (Stream::new(seed, 1), None, 0);
    let symbolic = Symbolic::new(pattern).expect("memory");
    for turn in 0..turns {
        let entries: Vec<T> = pattern.data.iter().map(|_| T::drawn(&mut stream)).collect();
        let Factored::Regular(found) = factorized(&entries, &symbolic, lu.take(), UNLIMITED) else { continue };
        let right: Vec<T> = (0..pattern.rows).map(|_| T::drawn(&mut stream)).collect();
        let (mut x, mut y) = (right.clone(), right.clone());
        found.solve(&mut x);
        found.solve_transposed(&mut y);
        for (solution, is_transposed) in [(x, false), (y, true)] {
            let (mut residual, mut next) = (right.clone(), entries.iter());
            let mut sizes: Vec<f64> = right.iter().map(|number| number.size()).collect();
            pattern.for_each_entry(|i, j, _| {
                let product =
                    *next.next().expect("an entry for each place") * solution[if is_transposed { i } else { j }];
                let row = if is_transposed { j } else { i };
                residual[row] = residual[row] - product;
                sizes[row] += product.size();
            });
            let error = residual.iter().zip(sizes).map(|(rest, size)| rest.size() / size).fold(0.0, f64::max);
            assert!(error < 1e-9, "seed {seed}, turn {turn}: {error}");
        }
        regular += 1;
        lu = Some(found);
    }
    regular
}

#[test]
fn sparse_systems_are_solved() {
    let mut regular = 0;
    for seed in 0..20 {
        let pattern = scattered(60, 3, seed);
        regular += solve_in_turn::<f64>(&pattern, 3, seed) + solve_in_turn::<Complex>(&pattern, 3, seed);
    }
    assert!(regular > 60);
}

#[test]
fn banded_systems_are_solved() {
    for (seed, bands) in [(0, 0), (1, 0), (0, 2), (2, 1), (1, 3), (3, 3)].into_iter().enumerate() {
        let seed = seed as u64;
        for count in [1, 2, 7, 80] {
            for pattern in [band(count, bands), shuffled_band(count, bands, seed)] {
                let turns = solve_in_turn::<f64>(&pattern, 3, seed) + solve_in_turn::<Complex>(&pattern, 3, seed);
                assert_eq!(turns, 6);
            }
        }
    }
}

#[test]
fn the_order_finds_a_band() {
    for (seed, bands) in [(1, 1), (2, 2), (0, 3)].into_iter().enumerate() {
        let Symbolic(Order::Band(order)) = Symbolic::new(&shuffled_band(500, bands, seed as u64)).expect("memory")
        else {
            panic!("a band")
        };
        assert!(order.below.max(order.above) <= 2 * bands.0.max(bands.1), "{}, {}", order.below, order.above);
    }
    assert!(matches!(Symbolic::new(&scattered(500, 3, 1)).expect("memory").0, Order::Sparse(_)));
}

/// The rows of the matrix in the order of their pivots.
fn pivot_rows(lu: &Lu) -> Vec<u32> {
    match &lu.0 {
        Factors::Sparse(factors) => factors.rows().to_vec(),
        Factors::Band(_) => panic!("a band"),
    }
}

#[test]
fn large_pivots_are_used_again_and_small_ones_replaced() {
    let pattern = scattered(60, 3, 3);
    let (symbolic, mut stream) = (Symbolic::new(&pattern).expect("memory"), Stream::new(5, 0));
    let first: Vec<f64> = pattern.data.iter().map(|_| stream.normal()).collect();
    let near: Vec<f64> = first.iter().map(|entry| entry + 0.01 * stream.normal()).collect();
    let far: Vec<f64> = first.iter().map(|entry| 1e-3 / entry.powi(5)).collect();
    let regular = |entries: &[f64], previous| match factorized(entries, &symbolic, previous, UNLIMITED) {
        Factored::Regular(lu) => lu,
        _ => panic!("regular"),
    };
    let lu = regular(&first, None);
    let rows = pivot_rows(&lu);
    let lu = regular(&near, Some(lu));
    assert_eq!(pivot_rows(&lu), rows);
    let lu = regular(&far, Some(lu));
    assert_eq!(pivot_rows(&lu), pivot_rows(&regular(&far, None)));
    assert_ne!(pivot_rows(&lu), rows);
}

#[test]
fn a_structurally_singular_matrix_has_no_pivot() {
    let pattern = of_rows(vec![vec![0], vec![0]]);
    let symbolic = Symbolic::new(&pattern).expect("memory");
    assert!(matches!(factorized(&[1.0, 2.0], &symbolic, None, UNLIMITED), Factored::Singular));
    let symbolic = Symbolic::new(&scattered(60, 3, 1)).expect("memory");
    let numbers = scattered(60, 3, 1).data.len();
    assert!(matches!(factorized(&vec![f64::NAN; numbers], &symbolic, None, UNLIMITED), Factored::Singular));
}

#[test]
fn limits_stop_the_factorization() {
    for pattern in [scattered(60, 3, 1), shuffled_band(60, (2, 2), 1)] {
        let symbolic = Symbolic::new(&pattern).expect("memory");
        let entries: Vec<f64> = (0..pattern.data.len()).map(|k| (k as f64).sin()).collect();
        let limited = |limits| factorized(&entries, &symbolic, None, limits);
        assert!(matches!(limited(Limits { operations: 50.0, ..UNLIMITED }), Factored::TooLarge));
        assert!(matches!(limited(Limits { entries: 100, ..UNLIMITED }), Factored::TooLarge));
    }
}
