//! Second derivatives of the loss along some variables, as dense matrices.

use super::design::Column;
use super::factor::SupportFactor;
use super::loss::Curvature;
use super::regression::{Intercept, Regression};
use faer::linalg::matmul::matmul;
use faer::linalg::matmul::triangular::{self, BlockStructure};
use faer::{Accum, Mat, MatMut, MatRef, Par};

/// The matrix of second derivatives along `variables`, both triangles, for curvatures that differ between points.
pub(super) fn assemble(regression: &Regression, curvature: &Curvature, variables: &[u32]) -> Mat<f64> {
    let mut hessian = Mat::zeros(variables.len(), variables.len());
    let outputs = regression.outputs();
    let places: Vec<Vec<usize>> = (0..outputs)
        .map(|output| {
            let is_of_output = |&place: &usize| regression.output_of(variables[place] as usize) == output;
            (0..variables.len()).filter(is_of_output).collect()
        })
        .collect();
    let features = |places: &[usize]| -> Vec<usize> {
        places.iter().map(|&place| regression.feature_of(variables[place] as usize)).collect()
    };
    for k in 0..outputs {
        for l in 0..=k {
            let Some(weights) = cross_weights(regression, curvature, k, l) else { continue };
            let block = product(regression, &features(&places[k]), &features(&places[l]), &weights, k == l);
            for (b, &column) in places[l].iter().enumerate() {
                for (a, &row) in places[k].iter().enumerate() {
                    hessian[(row, column)] = block[(a, b)];
                    hessian[(column, row)] = block[(a, b)];
                }
            }
        }
    }
    hessian
}

/// The weights of the samples in the derivatives along one variable of output `k` and one of output `l`; `None` for zeros.
fn cross_weights(regression: &Regression, curvature: &Curvature, k: usize, l: usize) -> Option<Vec<f64>> {
    match curvature {
        Curvature::Uniform(number) => (k == l).then(|| vec![*number; regression.loss.samples]),
        Curvature::Diagonal(diagonal) => (k == l).then(|| regression.part(diagonal, k).to_vec()),
        Curvature::Classes { probabilities, weights } => {
            let (p, q) = (regression.part(probabilities, k), regression.part(probabilities, l));
            let entry = |(p, q): (&f64, &f64)| if k == l { p * (1.0 - q) } else { -p * q };
            Some(p.iter().zip(q).zip(weights).map(|(pair, weight)| weight * entry(pair)).collect())
        }
    }
}

/// X_A' diag(weights) X_B for two lists of features, less the products of means of a centred model; where the lists are the
/// same, the weights are not negative, and both triangles are written.
fn product(regression: &Regression, a: &[usize], b: &[usize], weights: &[f64], is_same: bool) -> Mat<f64> {
    let mut result = if regression.design.is_sparse() {
        sparse_product(regression, a, b, weights)
    } else if is_same {
        let roots: Vec<f64> = weights.iter().map(|weight| weight.sqrt()).collect();
        let columns = gathered(regression, a, Some(&roots));
        gram(columns.as_ref())
    } else {
        let left = gathered(regression, a, None);
        let right = gathered(regression, b, Some(weights));
        let mut result = Mat::zeros(a.len(), b.len());
        matmul(result.as_mut(), Accum::Replace, left.transpose(), right.as_ref(), 1.0, Par::Seq);
        result
    };
    if let Intercept::Centred(means) = &regression.intercept
        && is_same
    {
        for (j, &right) in b.iter().enumerate() {
            for (i, &left) in a.iter().enumerate() {
                result[(i, j)] -= means[left] * means[right];
            }
        }
    }
    result
}

/// A' A, both triangles.
fn gram(columns: MatRef<'_, f64>) -> Mat<f64> {
    let mut result = Mat::zeros(columns.ncols(), columns.ncols());
    lower_gram(result.as_mut(), columns);
    mirror(result.as_mut());
    result
}

/// Writes the lower triangle of A' A.
fn lower_gram(target: MatMut<'_, f64>, columns: MatRef<'_, f64>) {
    triangular::matmul(
        target,
        BlockStructure::TriangularLower,
        Accum::Replace,
        columns.transpose(),
        BlockStructure::Rectangular,
        columns,
        BlockStructure::Rectangular,
        1.0,
        Par::Seq,
    );
}

/// Copies the lower triangle into the upper one.
fn mirror(mut matrix: MatMut<'_, f64>) {
    for j in 0..matrix.ncols() {
        for i in 0..j {
            matrix[(i, j)] = matrix[(j, i)];
        }
    }
}

/// Some features as columns, each entry times its sample's factor.
fn gathered(regression: &Regression, features: &[usize], factors: Option<&[f64]>) -> Mat<f64> {
    let mut matrix = Mat::zeros(regression.loss.samples, features.len());
    for (target, &feature) in matrix.col_iter_mut().zip(features) {
        let target = target.try_as_col_major_mut().map(|column| column.as_slice_mut());
        if let Some(target) = target {
            write_column(regression.design.column(feature), factors, target);
        }
    }
    matrix
}

/// Writes a column into zeros, each entry times its sample's factor.
fn write_column(column: Column<'_>, factors: Option<&[f64]>, target: &mut [f64]) {
    match factors {
        Some(factors) => column.add_weighted(1.0, factors, target),
        None => column.add_scaled(1.0, target),
    }
}

/// The same product from sparse columns, sample by sample.
fn sparse_product(regression: &Regression, a: &[usize], b: &[usize], weights: &[f64]) -> Mat<f64> {
    let mut result = Mat::zeros(a.len(), b.len());
    let left = by_samples(regression, a);
    let right = by_samples(regression, b);
    for (i, weight) in weights.iter().enumerate() {
        for &(column, entry) in &right.entries[right.starts[i]..right.starts[i + 1]] {
            let factor = weight * entry;
            let mut target = result.col_mut(column as usize);
            for &(row, entry) in &left.entries[left.starts[i]..left.starts[i + 1]] {
                target[row as usize] += factor * entry;
            }
        }
    }
    result
}

/// Entries of some features, by samples.
struct BySamples {
    starts: Vec<usize>,
    entries: Vec<(u32, f64)>,
}

fn by_samples(regression: &Regression, features: &[usize]) -> BySamples {
    let samples = regression.loss.samples;
    let mut counts = vec![0; samples + 1];
    let each = |visit: &mut dyn FnMut(usize, u32, f64)| {
        for (place, &feature) in features.iter().enumerate() {
            match regression.design.column(feature) {
                Column::Ones => (0..samples).for_each(|i| visit(i, place as u32, 1.0)),
                Column::Dense(entries) => (0..).zip(entries).for_each(|(i, entry)| visit(i, place as u32, *entry)),
                Column::Sparse(rows, entries) => {
                    rows.iter().zip(entries).for_each(|(&row, entry)| visit(row as usize, place as u32, *entry));
                }
            }
        }
    };
    each(&mut |i, _, _| counts[i + 1] += 1);
    for i in 0..samples {
        counts[i + 1] += counts[i];
    }
    let mut next = counts.clone();
    let mut entries = vec![(0, 0.0); counts[samples]];
    each(&mut |i, place, entry| {
        entries[next[i]] = (place, entry);
        next[i] += 1;
    });
    BySamples { starts: counts, entries }
}

/// Gram matrices of a quadratic loss, whose second derivatives are the same everywhere: those of each pair of features that
/// were ever asked for are computed once.
#[derive(Default)]
pub(super) struct GramCache {
    /// The place of each feature; `ABSENT` for those without one.
    places: Vec<u32>,
    features: Vec<usize>,
    /// The weighted columns, one after the other; empty for sparse designs.
    columns: Vec<f64>,
    /// The Gram matrix, column by column, in the upper left of a square of this capacity.
    gram: Vec<f64>,
    capacity: usize,
    /// The factor of the last support.
    factor: SupportFactor,
}

const ABSENT: u32 = u32::MAX;

/// More features than this are not cached: their Gram matrix would take more than 130 MB.
const MOST_CACHED: usize = 4096;

impl GramCache {
    /// The matrix of second derivatives along `variables`.
    pub fn assemble(&mut self, regression: &Regression, curvature: &Curvature, variables: &[u32]) -> Mat<f64> {
        let features = variables.iter().map(|&variable| regression.feature_of(variable as usize));
        if !self.add(regression, features) {
            return assemble(regression, curvature, variables);
        }
        let place = |variable: u32| self.places[regression.feature_of(variable as usize)] as usize;
        let places: Vec<usize> = variables.iter().map(|&variable| place(variable)).collect();
        let outputs: Vec<usize> = variables.iter().map(|&variable| regression.output_of(variable as usize)).collect();
        let has_one_output = regression.outputs() == 1;
        let mut hessian = Mat::zeros(variables.len(), variables.len());
        for (j, &column) in places.iter().enumerate() {
            let source = &self.gram[column * self.capacity..][..self.features.len()];
            let mut target = hessian.col_mut(j);
            for (i, &row) in places.iter().enumerate() {
                if has_one_output || outputs[i] == outputs[j] {
                    target[i] = source[row];
                }
            }
        }
        hessian
    }

    /// The solution of the equations of a support, of ascending variables, for a model with one output. None where the matrix is
    /// singular or too large to be kept.
    pub fn solve(&mut self, regression: &Regression, support: &[u32], right_side: &[f64]) -> Option<Vec<f64>> {
        if !self.add(regression, support.iter().map(|&variable| variable as usize)) {
            return None;
        }
        let Self { places, gram, capacity, factor, .. } = self;
        let place = |variable: u32| places[variable as usize] as usize;
        let entry = |a: u32, b: u32| gram[place(b) * *capacity + place(a)];
        factor.update(support, entry).then(|| factor.solve(support, right_side))
    }

    /// The product of the matrix of a support with a vector of few entries, for a model with one output whose features are
    /// all there; else none.
    pub fn product(&self, support: &[u32], vector: &[f64]) -> Option<Vec<f64>> {
        let places: Vec<usize> =
            support.iter().map(|&variable| *self.places.get(variable as usize).unwrap_or(&ABSENT) as usize).collect();
        if places.contains(&(ABSENT as usize)) {
            return None;
        }
        let mut product = vec![0.0; support.len()];
        for (&column, &factor) in places.iter().zip(vector).filter(|(_, factor)| **factor != 0.0) {
            let column = &self.gram[column * self.capacity..][..self.features.len()];
            product.iter_mut().zip(&places).for_each(|(product, &row)| *product += factor * column[row]);
        }
        Some(product)
    }

    /// Makes sure that the features are there. False where they are too many.
    fn add(&mut self, regression: &Regression, features: impl Iterator<Item = usize>) -> bool {
        if self.places.is_empty() {
            self.places = vec![ABSENT; regression.design.columns + 1];
        }
        let old = self.features.len();
        for feature in features {
            if self.places[feature] == ABSENT {
                self.places[feature] = self.features.len() as u32;
                self.features.push(feature);
            }
        }
        if self.features.len() > MOST_CACHED {
            self.features.drain(old..).for_each(|feature| self.places[feature] = ABSENT);
            return false;
        }
        if self.features.len() > old {
            self.grow();
            if regression.design.is_sparse() {
                self.fill_sparse(regression, old)
            } else {
                self.fill(regression, old)
            }
            self.subtract_means(regression, old);
        }
        true
    }

    /// Makes room, by doubling.
    fn grow(&mut self) {
        let size = self.features.len();
        if size <= self.capacity {
            return;
        }
        let capacity = size.next_power_of_two().max(64);
        let mut gram = vec![0.0; capacity * capacity];
        if self.capacity > 0 {
            for (new, old) in gram.chunks_exact_mut(capacity).zip(self.gram.chunks_exact(self.capacity)) {
                new[..self.capacity].copy_from_slice(old);
            }
        }
        (self.gram, self.capacity) = (gram, capacity);
    }

    fn fill(&mut self, regression: &Regression, old: usize) {
        let (samples, size) = (regression.loss.samples, self.features.len());
        let roots: Vec<f64> = regression.loss.weights.iter().map(|weight| weight.sqrt()).collect();
        self.columns.resize(size * samples, 0.0);
        for (column, &feature) in self.columns.chunks_exact_mut(samples).zip(&self.features).skip(old) {
            write_column(regression.design.column(feature), Some(&roots), column);
        }
        let columns = MatRef::from_column_major_slice(&self.columns, samples, size);
        let (kept, added) = (columns.subcols(0, old), columns.subcols(old, size - old));
        let gram = MatMut::from_column_major_slice_mut(&mut self.gram, self.capacity, self.capacity);
        let mut gram = gram.submatrix_mut(0, 0, size, size);
        let rows = gram.as_mut().submatrix_mut(old, 0, size - old, old);
        matmul(rows, Accum::Replace, added.transpose(), kept, 1.0, Par::Seq);
        lower_gram(gram.as_mut().submatrix_mut(old, old, size - old, size - old), added);
        Self::mirror_from(gram, old);
    }

    fn fill_sparse(&mut self, regression: &Regression, old: usize) {
        let (size, capacity) = (self.features.len(), self.capacity);
        let mut weighted = vec![0.0; regression.loss.samples];
        for b in old..size {
            weighted.fill(0.0);
            write_column(regression.design.column(self.features[b]), Some(&regression.loss.weights), &mut weighted);
            for a in 0..=b {
                self.gram[a * capacity + b] = regression.design.column(self.features[a]).dot(&weighted);
            }
        }
        let gram = MatMut::from_column_major_slice_mut(&mut self.gram, capacity, capacity);
        Self::mirror_from(gram.submatrix_mut(0, 0, size, size), old);
    }

    /// Copies the lower triangle into the upper one, from column `old` on.
    fn mirror_from(mut gram: MatMut<'_, f64>, old: usize) {
        for j in old..gram.ncols() {
            for i in 0..j {
                gram[(i, j)] = gram[(j, i)];
            }
        }
    }

    fn subtract_means(&mut self, regression: &Regression, old: usize) {
        let Intercept::Centred(means) = &regression.intercept else { return };
        let size = self.features.len();
        for j in 0..size {
            for i in if j < old { old..size } else { 0..size } {
                self.gram[j * self.capacity + i] -= means[self.features[i]] * means[self.features[j]];
            }
        }
    }
}
