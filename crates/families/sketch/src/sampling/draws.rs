//! Random rows: independent ones, sets without replacement, and determinantal sets.

use super::orthonormal::Orthonormal;
use superlinear_interface::{Error, Run};
use superlinear_numerics::random::Stream;
use superlinear_numerics::rows;
use superlinear_numerics::vectors::norm;

/// Samples rows of a matrix, one draw after another from one stream.
pub(crate) struct Draws<'a> {
    basis: &'a Orthonormal,
    /// The cumulative sums of the leverage scores.
    bounds: Vec<f64>,
    stream: Stream,
    run: &'a Run,
}

impl<'a> Draws<'a> {
    /// Samples with the run's seed from the rows with this basis and these leverage scores.
    pub(crate) fn new(basis: &'a Orthonormal, scores: &[f64], run: &'a Run) -> Self {
        let mut total = 0.0;
        let add = |score: &f64| {
            total += score;
            total
        };
        Self { basis, bounds: scores.iter().map(add).collect(), stream: Stream::new(run.seed(), 0), run }
    }

    /// `count` independent rows, each with probability proportional to its leverage score.
    pub(crate) fn independent(&mut self, count: usize) -> Vec<usize> {
        (0..count).map(|_| self.one()).collect()
    }

    fn one(&mut self) -> usize {
        let total = self.bounds[self.bounds.len() - 1];
        let target = self.stream.uniform() * total;
        let found = self.bounds.partition_point(|&bound| bound <= target);
        // Rounding may push the target beyond all bounds: then the last row of positive score.
        if found < self.bounds.len() { found } else { self.bounds.partition_point(|&bound| bound < total) }
    }

    /// A set of `count` rows disjoint from the ascending list `taken`, uniform over all such sets.
    pub(crate) fn others(&mut self, taken: &[usize], count: usize) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..self.bounds.len()).filter(|row| taken.binary_search(row).is_err()).collect();
        for place in 0..count {
            let left = u32::try_from(rows.len() - place).expect("fewer than 2^32 rows");
            rows.swap(place, place + self.stream.below(left) as usize);
        }
        rows.truncate(count);
        rows
    }

    /// A set S of as many rows as the basis has columns, with probability det(U_S)^2, in ascending order.
    ///
    /// Rows are drawn one after another, with probability proportional to the squared distance from the span of the
    /// previous ones. This is at most the leverage score, so rows are proposed by their scores, and accepted with the
    /// ratio of the two as probability. For d rows this takes d (1 + 1/2 + ... + 1/d) proposals on average and
    /// evaluates only proposed rows.
    ///
    /// Source: Hough, Krishnapur, Peres, Virág, Determinantal processes and independence, Probability Surveys 3, 2006,
    /// algorithm 18.
    pub(crate) fn determinantal(&mut self) -> Result<Vec<usize>, Error> {
        let width = self.basis.rank;
        let mut span = Vec::with_capacity(width * width);
        let mut rows = Vec::with_capacity(width);
        while rows.len() < width {
            self.run.ensure_wanted()?;
            let row = self.one();
            let whole = self.basis.row(row);
            let mut rest = whole.to_vec();
            project_out(&span, &mut rest);
            // Never 0, so that a row in the span is not accepted because of rounding errors in `rest`.
            let threshold = 1.0 - self.stream.uniform();
            let ratio = norm(&rest) / norm(whole);
            if ratio * ratio >= threshold {
                // Once more, because a small remainder has rounding errors along the span.
                project_out(&span, &mut rest);
                let length = norm(&rest);
                span.extend(rest.iter().map(|entry| entry / length));
                rows.push(row);
            }
        }
        rows.sort_unstable();
        Ok(rows)
    }

    /// Shuffles rows.
    pub(crate) fn shuffle(&mut self, rows: &mut [usize]) {
        self.stream.shuffle(rows);
    }
}

/// Removes the component of `vector` in the span of the orthonormal rows in `span`.
fn project_out(span: &[f64], vector: &mut [f64]) {
    let mut products = vec![0.0; span.len() / vector.len()];
    rows::apply(span, vector, &mut products);
    products.iter_mut().for_each(|product| *product = -*product);
    rows::apply_transpose(span, &products, vector);
}
