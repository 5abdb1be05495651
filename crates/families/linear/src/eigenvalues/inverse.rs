//! The eigenvalues nearest to a shift: Lanczos iterations with the inverse of the shifted matrix, and the inertia of
//! other shifted matrices, which counts the eigenvalues below (Sylvester's law).
//!
//! Source: Grimes, Lewis, Simon, A Shifted Block Lanczos Algorithm for Solving Sparse Symmetric Generalized Eigenproblems,
//! SIAM J. Matrix Anal. Appl. 15, 1994.

use super::Request;
use super::problem::Which;
use super::solution::{EigenvaluesProgress, EigenvaluesRoute};
use super::standard::{Found, Standard};
use faer::Mat;
use superlinear_interface::{Advance, Code, Ending, Error, Run, SparseMatrix};
use superlinear_numerics::dense::symmetric_eigen;
use superlinear_numerics::ldl::{Inertia, SparseLdl, Symmetric};
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, dot, largest, norm};
use superlinear_systems::lanczos::{Ritz, Wanted, largest_eigenvalues};
use superlinear_systems::symmetric::{diagonal, multiply};

/// The maximum number of numbers in memory for a factorization by which `auto` prefers it: half are the factor. It takes
/// a few seconds.
const MAX_NUMBERS: usize = 60_000_000;

/// The distance of the shift below a positive semidefinite matrix, relative to its norm: small beside the eigenvalues of
/// interest, and large beside rounding.
const SHIFT_BELOW: f64 = 1e-6;

/// The tolerance of the estimate of the smallest eigenvalue of an indefinite matrix, relative to the norm, and the
/// maximum number of products for it.
const ROUGH: f64 = 1e-3;
const MAX_ROUGH_PRODUCTS: u32 = 200;

/// The factor between successive distances of a shift.
const GROWTH: f64 = 4.0;

/// The maximum number of shifts tried: the last distance is 4 to the power of 11 times the first.
const MAX_SHIFTS: u32 = 12;

/// The slack of the range whose eigenvalues are counted: beyond rounding, relative to the norm, and in units of the
/// error of the farthest eigenvalue.
const MIN_SLACK: f64 = 1e-9;
const SLACK: f64 = 10.0;

/// The maximum number of searches for missing eigenvalues. Each finds at least one copy of each multiple eigenvalue.
const MAX_ROUNDS: u32 = 12;

/// The backward error of a factorization up to which its inertia is trusted.
const SOUND: f64 = 1e-10;

/// The random numbers of starting vectors. They do not depend on the seed of the run, nor do the results.
fn stream() -> Stream {
    Stream::new(0, 0)
}

/// A matrix minus a multiple of the identity.
struct Shifted<'a> {
    matrix: &'a SparseMatrix,
    diagonal: &'a [f64],
    shift: f64,
}

impl Symmetric for Shifted<'_> {
    fn order(&self) -> usize {
        self.matrix.rows
    }

    fn lower_triangle(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let below = (0..self.matrix.rows).flat_map(|i| {
            let (columns, values) = self.matrix.row(i);
            let entries = columns.iter().zip(values).map(move |(&j, &value)| (i, j as usize, value));
            entries.take_while(move |&(_, j, _)| j < i)
        });
        self.diagonal.iter().enumerate().map(|(k, entry)| (k, k, entry - self.shift)).chain(below)
    }
}

/// The factorization of a shifted matrix.
struct Factor<'a> {
    matrix: &'a SparseMatrix,
    diagonal: &'a [f64],
    ldl: SparseLdl,
    shift: f64,
}

impl<'a> Factor<'a> {
    fn new(matrix: &'a SparseMatrix, diagonal: &'a [f64], run: &Run) -> Self {
        Self { matrix, diagonal, ldl: SparseLdl::in_time(run.part()), shift: 0.0 }
    }

    /// An empty factorization of the same matrix, with the same symbolic analysis.
    fn another(&self, run: &Run) -> Self {
        Self { ldl: self.ldl.another(run.part()), ..*self }
    }

    fn shifted(&self) -> Shifted<'a> {
        Shifted { matrix: self.matrix, diagonal: self.diagonal, shift: self.shift }
    }

    /// Factorizes with a shift; `None` if the factorization fails or is not accurate.
    fn factorize(&mut self, shift: f64) -> Option<Inertia> {
        self.shift = shift;
        let inertia = self.ldl.factorize(&self.shifted());
        // The factors of a definite matrix cannot grow.
        let is_accurate = inertia.zero == 0 && (inertia.negative == 0 || self.is_sound());
        is_accurate.then_some(inertia)
    }

    /// Whether a solution for a random right side has a small backward error: without pivoting, factors may grow.
    fn is_sound(&self) -> bool {
        let order = self.matrix.rows;
        let mut right_side = vec![0.0; order];
        stream().fill_normal(&mut right_side);
        let solution = self.ldl.solve(&right_side);
        let mut product = vec![0.0; order];
        multiply(self.matrix, &solution, &mut product);
        add_scaled(&mut product, -self.shift, &solution);
        let size = largest(self.diagonal).max(self.shift.abs()) * largest(&solution) + largest(&right_side);
        add_scaled(&mut product, -1.0, &right_side);
        largest(&product) <= SOUND * size
    }
}

/// The number of factorizations at a time: for the iterations and for the counts.
const FACTORIZATIONS: u64 = 2;

/// The vectors of the iterations for each eigenvalue: the basis, its rotation and those found; and for any number.
const VECTORS_PER_EIGENVALUE: usize = 4;
const MORE_VECTORS: usize = 20;

/// The number of eigenvalues up to a distance.
#[derive(Clone, Copy)]
struct Counted {
    reach: f64,
    count: usize,
}

/// The limits and the progress of the search.
struct Search<'a> {
    standard: &'a Standard,
    request: Request,
    run: &'a Run,
    iterations: u32,
}

/// Computes the smallest eigenvalues or those nearest to a number. `None` if the factor is too large, unless this is the
/// method `is_named` by the caller.
pub(super) fn nearest(
    standard: &Standard,
    request: Request,
    is_named: bool,
    run: &Run,
) -> Result<Option<Found>, Error> {
    let matrix = standard.sparse(run)?;
    run.ensure_memory("matrix", [matrix.data.len(), 6])?;
    let diagonal = diagonal(&matrix);
    let mut factor = Factor::new(&matrix, &diagonal, run);
    let numbers = factor.ldl.numbers(&factor.shifted());
    let is_necessary = is_named || request.which == Which::Nearest;
    let is_too_large = FACTORIZATIONS * numbers as u64 > run.memory_left() / size_of::<f64>() as u64;
    if is_too_large || (numbers > MAX_NUMBERS && !is_necessary) {
        if is_necessary {
            let message = "the factors of matrix need more memory than memoryLimit leaves; raise it, or use lobpcg";
            return Err(Error::new(Code::OutOfMemory, message));
        }
        return Ok(None);
    }
    run.ensure_memory("count", [VECTORS_PER_EIGENVALUE * request.count + MORE_VECTORS, matrix.rows])?;
    let mut search = Search { standard, request, run, iterations: 0 };
    let is_factorized = match request.which {
        Which::Nearest => search.shift_near(&mut factor)?,
        Which::Smallest | Which::Largest => search.shift_below(&mut factor)?,
    };
    if !is_factorized {
        return if run.is_out_of_time()? { Ok(Some(Found::none(EigenvaluesRoute::ShiftInvert))) } else { no_shift() };
    }
    search.find(&factor).map(Some)
}

fn no_shift<T>() -> Result<T, Error> {
    Err(Error::new(
        Code::NumericalBreakdown,
        "no shift of matrix has an accurate factorization; try another shift, or lobpcg",
    ))
}

impl Search<'_> {
    /// The norm of the matrix; 1 if it is zero.
    fn size(&self) -> f64 {
        if self.standard.size > 0.0 { self.standard.size } else { 1.0 }
    }

    /// Factorizes with a shift as near as possible to that of the request.
    fn shift_near(&self, factor: &mut Factor<'_>) -> Result<bool, Error> {
        let mut distance = 0.0;
        for _ in 0..MAX_SHIFTS {
            if self.run.is_out_of_time()? || factor.factorize(self.request.shift + distance).is_some() {
                return Ok(!self.run.is_out_of_time()?);
            }
            distance = (GROWTH * distance).max(MIN_SLACK * self.size());
        }
        Ok(false)
    }

    /// Factorizes with a shift below all eigenvalues, and near them.
    fn shift_below(&mut self, factor: &mut Factor<'_>) -> Result<bool, Error> {
        let is_below = |inertia: Option<Inertia>| inertia.is_some_and(|inertia| inertia.negative == 0);
        let mut distance = SHIFT_BELOW * self.size();
        if is_below(factor.factorize(-distance)) {
            return Ok(true);
        }
        let smallest = self.estimate_smallest(factor)?;
        distance = ROUGH * self.size();
        for _ in 0..MAX_SHIFTS {
            if self.run.is_out_of_time()? {
                return Ok(false);
            }
            if is_below(factor.factorize(smallest - distance)) {
                return Ok(true);
            }
            distance *= GROWTH;
        }
        Ok(false)
    }

    /// A rough estimate of the smallest eigenvalue: that of largest modulus of the matrix minus its norm.
    fn estimate_smallest(&mut self, factor: &Factor<'_>) -> Result<f64, Error> {
        let (top, matrix) = (self.size(), factor.matrix);
        let apply = |x: &[f64], y: &mut [f64]| {
            multiply(matrix, x, y);
            add_scaled(y, -top, x);
        };
        let max_iterations = MAX_ROUGH_PRODUCTS.min(self.request.max_iterations);
        let wanted = Wanted { count: 1, tolerance: ROUGH, max_iterations };
        let mut stream = stream();
        let poll = |_, _| self.run.is_out_of_time();
        let ritz = largest_eigenvalues(matrix.rows, apply, &[], wanted, &mut stream, poll)?;
        self.iterations += ritz.iterations;
        Ok(ritz.values.first().map_or(-top, |value| value + top))
    }

    /// Finds the eigenvalues, and more until their number is that of the counts.
    fn find(&mut self, factor: &Factor<'_>) -> Result<Found, Error> {
        let mut counting = factor.another(self.run);
        let mut stream = stream();
        let mut found = Found::none(EigenvaluesRoute::ShiftInvert);
        let mut missing = self.request.count;
        let mut range: Option<Counted> = None;
        for _ in 0..MAX_ROUNDS {
            if self.iterations >= self.request.max_iterations {
                found.ending = Ending::IterationLimit;
                break;
            }
            let ritz = self.round(factor, &found.vectors, missing, &mut stream)?;
            let ending = ritz.ending;
            self.add(&mut found, ritz, factor);
            // Convergence is proved by the counts.
            found.ending = if ending == Ending::Converged { Ending::Stalled } else { ending };
            if ending != Ending::Converged {
                break;
            }
            if found.values.len() == factor.matrix.rows {
                // All eigenvalues are found.
                found.ending = Ending::Converged;
                found.count_below = Some(self.found_within(&found));
                break;
            }
            if range.is_none() {
                range = self.count(&found, &mut counting)?;
            }
            let Some(Counted { reach, count }) = range else { break };
            // Eigenvalues found later move the last one of the request inwards, so the range stays large enough.
            let inside = found.values.iter().filter(|&&value| self.distance(value) <= reach).count();
            if inside >= count {
                if inside == count {
                    found.ending = Ending::Converged;
                    found.count_below = Some(self.found_within(&found));
                }
                break;
            }
            missing = (count - inside).min(self.request.count);
        }
        if found.ending == Ending::Stalled && self.run.is_out_of_time()? {
            found.ending = Ending::TimeLimit;
        }
        found.iterations = self.iterations;
        found.values.truncate(self.request.count);
        found.vectors.truncate(self.request.count);
        sort(&mut found, |value| value);
        Ok(found)
    }

    /// One search in the complement of the eigenvectors found.
    fn round(
        &mut self,
        factor: &Factor<'_>,
        locked: &[Vec<f64>],
        count: usize,
        stream: &mut Stream,
    ) -> Result<Ritz, Error> {
        let (base, run, request) = (self.iterations, self.run, self.request);
        let tolerance = self.standard.target(request.tolerance) / (self.size() + factor.shift.abs());
        let max_iterations = request.max_iterations - base;
        let wanted = Wanted { count: count.min(factor.matrix.rows - locked.len()), tolerance, max_iterations };
        let apply = |x: &[f64], y: &mut [f64]| y.copy_from_slice(&factor.ldl.solve(x));
        let poll = |products: u32, error: f64| {
            let iterations = base + products;
            let advance = Advance::certificate(error / tolerance, 1.0).or_count(iterations, request.max_iterations);
            run.progress(advance, || EigenvaluesProgress { iterations, residual: error });
            run.is_out_of_time()
        };
        let ritz = largest_eigenvalues(factor.matrix.rows, apply, locked, wanted, stream, poll)?;
        self.iterations += ritz.iterations;
        Ok(ritz)
    }

    /// The distance of an eigenvalue in the order of the request.
    fn distance(&self, value: f64) -> f64 {
        match self.request.which {
            Which::Nearest => (value - self.request.shift).abs(),
            Which::Smallest | Which::Largest => value,
        }
    }

    /// Adds eigenvectors, with Rayleigh quotients as eigenvalues, and sorts all by distance. A nearly singular factor mixes
    /// the eigenvectors nearest to the shift into the others; the projection on all of them separates them.
    fn add(&self, found: &mut Found, ritz: Ritz, factor: &Factor<'_>) {
        found.vectors.extend(ritz.vectors);
        let product = |vector: &Vec<f64>| {
            let mut product = vec![0.0; vector.len()];
            multiply(factor.matrix, vector, &mut product);
            product
        };
        let mut products: Vec<_> = found.vectors.iter().map(product).collect();
        let count = products.len();
        let projection = Mat::from_fn(count, count, |i, j| dot(&found.vectors[i], &products[j]));
        if let Some((_, rotations)) = symmetric_eigen(&projection) {
            found.vectors = rotated(&found.vectors, &rotations);
            products = rotated(&products, &rotations);
        }
        let quotient = |(vector, product): (&Vec<f64>, &Vec<f64>)| dot(vector, product) / dot(vector, vector);
        found.values = found.vectors.iter().zip(&products).map(quotient).collect();
        sort(found, |value| self.distance(value));
    }

    /// The index of the farthest eigenvalue of the request.
    fn last(&self, found: &Found) -> usize {
        self.request.count.min(found.values.len()) - 1
    }

    /// The number of eigenvalues found as far as the farthest one of the request, and equal to it but for rounding.
    fn found_within(&self, found: &Found) -> usize {
        let reach = self.distance(found.values[self.last(found)]) + MIN_SLACK * self.size();
        found.values.iter().filter(|&&value| self.distance(value) <= reach).count()
    }

    /// Counts the eigenvalues as far as the farthest one of the request; `None` if no factorization is accurate.
    fn count(&self, found: &Found, counting: &mut Factor<'_>) -> Result<Option<Counted>, Error> {
        let last = self.last(found);
        let vector = &found.vectors[last];
        let mut residual = vec![0.0; vector.len()];
        multiply(counting.matrix, vector, &mut residual);
        add_scaled(&mut residual, -found.values[last], vector);
        let mut slack = (SLACK * norm(&residual)).max(MIN_SLACK * self.size());
        for _ in 0..MAX_SHIFTS {
            if self.run.is_out_of_time()? {
                return Ok(None);
            }
            let reach = self.distance(found.values[last]) + slack;
            let below = |counting: &mut Factor<'_>, shift| counting.factorize(shift).map(|inertia| inertia.negative);
            let counted = match self.request.which {
                Which::Nearest => below(counting, self.request.shift + reach)
                    .zip(below(counting, self.request.shift - reach))
                    .map(|(upper, lower)| upper.saturating_sub(lower)),
                Which::Smallest | Which::Largest => below(counting, reach),
            };
            if let Some(count) = counted {
                return Ok(Some(Counted { reach, count }));
            }
            slack *= GROWTH;
        }
        Ok(None)
    }
}

/// The combinations of vectors by the columns of a matrix.
fn rotated(vectors: &[Vec<f64>], rotations: &Mat<f64>) -> Vec<Vec<f64>> {
    let combined = |k: usize| {
        let mut combined = vec![0.0; vectors[k].len()];
        vectors.iter().enumerate().for_each(|(i, vector)| add_scaled(&mut combined, rotations[(i, k)], vector));
        combined
    };
    (0..vectors.len()).map(combined).collect()
}

/// Sorts eigenvalues and eigenvectors by a key of the value.
fn sort(found: &mut Found, key: impl Fn(f64) -> f64) {
    let mut order: Vec<usize> = (0..found.values.len()).collect();
    order.sort_by(|&a, &b| key(found.values[a]).total_cmp(&key(found.values[b])));
    found.values = order.iter().map(|&k| found.values[k]).collect();
    found.vectors = order.iter().map(|&k| std::mem::take(&mut found.vectors[k])).collect();
}
