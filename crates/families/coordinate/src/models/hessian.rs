//! The Hessian of the loss for some variables, as dense matrices.

use super::factor::SupportFactor;
use super::regression::{Intercept, Regression};
use faer::{Mat, MatRef};
use superlinear_losses::Curvature;
use superlinear_losses::columns::add_scaled_and_dot;
use superlinear_numerics::dense::write_product;
use superlinear_numerics::vectors::add_scaled;

/// The Hessian for `variables`, both triangles.
///
/// For several classes, it is the Hessian of each class alone, with its probabilities as weights, minus the products of
/// all columns weighted by their classes' probabilities.
pub(super) fn assemble(regression: &Regression, curvature: &Curvature, variables: &[u32]) -> Mat<f64> {
    let feature = |place: usize| regression.feature_of(variables[place] as usize);
    let output = |place: usize| regression.output_of(variables[place] as usize);
    let mut hessian = Mat::zeros(variables.len(), variables.len());
    if let Curvature::Classes { probabilities, weights } = curvature {
        let share = |(p, weight): (&f64, &f64)| p * weight.sqrt();
        let shares: Vec<f64> = probabilities.iter().zip(weights.iter().cycle()).map(share).collect();
        let column = |place: usize| (feature(place), regression.part(&shares, output(place)));
        let columns: Vec<_> = (0..variables.len()).map(column).collect();
        hessian -= products(regression, &columns);
    }
    for k in 0..regression.outputs() {
        let places: Vec<usize> = (0..variables.len()).filter(|&place| output(place) == k).collect();
        if places.is_empty() {
            continue;
        }
        let roots = curvature.roots(regression.loss.samples, k);
        let columns: Vec<_> = places.iter().map(|&place| (feature(place), &roots[..])).collect();
        let block = products(regression, &columns);
        for (b, &column) in places.iter().enumerate() {
            for (a, &row) in places.iter().enumerate() {
                let means = regression.mean_of(feature(row)) * regression.mean_of(feature(column));
                hessian[(row, column)] += block[(a, b)] - means;
            }
        }
    }
    hessian
}

/// The Gram matrix of some features, each entry multiplied by its sample's factor for the feature; both triangles.
fn products(regression: &Regression, columns: &[(usize, &[f64])]) -> Mat<f64> {
    if regression.design.is_sparse() {
        return sparse_products(regression, columns);
    }
    let samples = regression.loss.samples;
    let mut gathered = vec![0.0; samples * columns.len()];
    for (target, (feature, factors)) in gathered.chunks_exact_mut(samples).zip(columns) {
        regression.design.column(*feature).add_weighted(1.0, factors, target);
    }
    gram(&gathered, columns.len())
}

/// The Gram matrix of `count` concatenated columns.
fn gram(columns: &[f64], count: usize) -> Mat<f64> {
    let mut rows = Vec::new();
    extend_gram(columns, count, 0, &mut rows);
    Mat::from_fn(count, count, |i, j| {
        let (row, column) = (i.max(j), i.min(j));
        rows[row * (row + 1) / 2 + column]
    })
}

/// Appends the rows of that matrix from row `first` on, each up to the diagonal, to `rows`.
fn extend_gram(columns: &[f64], count: usize, first: usize, rows: &mut Vec<f64>) {
    let samples = columns.len() / count;
    let mut products = Vec::new();
    for start in (first..count).step_by(PANEL) {
        let end = count.min(start + PANEL);
        let panel = &columns[start * samples..end * samples];
        let panel = MatRef::from_column_major_slice(panel, samples, end - start);
        products.resize(end * (end - start), 0.0);
        write_product(&columns[..end * samples], panel, false, &mut products);
        for row in start..end {
            rows.extend(products.chunks_exact(end - start).take(row + 1).map(|products| products[row - start]));
        }
    }
}

/// The Gram matrix of some sparse features, sample by sample.
fn sparse_products(regression: &Regression, columns: &[(usize, &[f64])]) -> Mat<f64> {
    let mut result = Mat::zeros(columns.len(), columns.len());
    let BySamples { starts, entries } = by_samples(regression, columns);
    for range in starts.windows(2) {
        let entries = &entries[range[0]..range[1]];
        for &(column, factor) in entries {
            let mut target = result.col_mut(column as usize);
            for &(row, entry) in entries {
                target[row as usize] += factor * entry;
            }
        }
    }
    result
}

/// Entries of some columns, by samples.
struct BySamples {
    starts: Vec<usize>,
    entries: Vec<(u32, f64)>,
}

fn by_samples(regression: &Regression, columns: &[(usize, &[f64])]) -> BySamples {
    let samples = regression.loss.samples;
    let mut counts = vec![0; samples + 1];
    for &(feature, _) in columns {
        regression.design.column(feature).for_each(samples, |i, _| counts[i + 1] += 1);
    }
    for i in 0..samples {
        counts[i + 1] += counts[i];
    }
    let mut next = counts.clone();
    let mut entries = vec![(0, 0.0); counts[samples]];
    for (place, &(feature, factors)) in columns.iter().enumerate() {
        regression.design.column(feature).for_each(samples, |i, entry| {
            entries[next[i]] = (place as u32, entry * factors[i]);
            next[i] += 1;
        });
    }
    BySamples { starts: counts, entries }
}

/// The Gram matrix of a quadratic loss, with a constant Hessian: the entry of each pair of features ever requested is
/// computed once.
#[derive(Default)]
pub(super) struct GramCache {
    /// The index of each feature in the cache, or `ABSENT`.
    places: Vec<u32>,
    features: Vec<u32>,
    /// The weighted columns, concatenated. Empty for sparse designs.
    columns: Vec<f64>,
    /// The rows of the Gram matrix up to the diagonal, concatenated: another feature is another row, and no entry
    /// moves.
    rows: Vec<f64>,
    /// The factor for the last support.
    factor: SupportFactor,
}

/// The number of rows of a Gram matrix computed together, each up to the diagonal of the last one. Small if products of
/// few rows are as fast.
const PANEL: usize = if cfg!(target_family = "wasm") { 8 } else { 64 };

const ABSENT: u32 = u32::MAX;

/// The largest number of cached features: the Gram matrix of more would take more than 67 MB.
const MAX_CACHED: usize = 4096;

/// A vector with this many times fewer nonzeros than features is multiplied entry by entry.
const FEW_ENTRIES: usize = 8;

impl GramCache {
    /// The Hessian for `variables`.
    pub fn assemble(&mut self, regression: &Regression, curvature: &Curvature, variables: &[u32]) -> Mat<f64> {
        let features: Vec<u32> =
            variables.iter().map(|&variable| regression.feature_of(variable as usize) as u32).collect();
        let Some(places) = self.places_of(regression, &features) else {
            return assemble(regression, curvature, variables);
        };
        let output = |i: usize| regression.output_of(variables[i] as usize);
        let entry = |i, j| if output(i) == output(j) { self.entry(places[i], places[j]) } else { 0.0 };
        Mat::from_fn(variables.len(), variables.len(), entry)
    }

    /// Adds the features to the cache and returns their indices. `None` if there are too many.
    pub fn places_of(&mut self, regression: &Regression, features: &[u32]) -> Option<Vec<usize>> {
        self.add(regression, features).then(|| self.known_places(features))
    }

    fn known_places(&self, features: &[u32]) -> Vec<usize> {
        features.iter().map(|&feature| self.places[feature as usize] as usize).collect()
    }

    /// All features of the cache, in order of their indices.
    pub fn features(&self) -> &[u32] {
        &self.features
    }

    /// The second derivative for two cached features.
    #[inline]
    pub fn entry(&self, a: usize, b: usize) -> f64 {
        let (row, column) = (a.max(b), a.min(b));
        self.rows[row * (row + 1) / 2 + column]
    }

    /// Solves the equations for a support of ascending variables, for a model with one output. `None` if the matrix is
    /// singular or too large for the cache.
    pub fn solve(&mut self, regression: &Regression, support: &[u32], right_side: &[f64]) -> Option<Vec<f64>> {
        if !self.add(regression, support) {
            return None;
        }
        let mut factor = std::mem::take(&mut self.factor);
        let place = |variable: u32| self.places[variable as usize] as usize;
        let is_there = factor.update(support, |a, b| self.entry(place(a), place(b)));
        let solution = is_there.then(|| factor.solve(support, right_side));
        self.factor = factor;
        solution
    }

    /// The product of the Hessian for a support with a vector, for a model with one output. `None` unless all its
    /// features are cached.
    pub fn product(&self, support: &[u32], vector: &[f64]) -> Option<Vec<f64>> {
        let is_there = |&feature: &u32| self.places.get(feature as usize).is_some_and(|&place| place != ABSENT);
        if !support.iter().all(is_there) {
            return None;
        }
        Some(self.product_along(&self.known_places(support), vector))
    }

    /// The product of the Hessian for some cached features with a vector.
    pub fn product_along(&self, places: &[usize], vector: &[f64]) -> Vec<f64> {
        let mut product = vec![0.0; self.features.len()];
        self.add_product(1.0, places, vector, &mut product);
        places.iter().map(|&place| product[place]).collect()
    }

    /// Adds `factor` times the product of the Hessian for all cached features with a vector, given by its entries at
    /// some indices.
    pub fn add_product(&self, factor: f64, places: &[usize], entries: &[f64], target: &mut [f64]) {
        let nonzeros = entries.iter().filter(|entry| **entry != 0.0).count();
        if nonzeros * FEW_ENTRIES <= self.features.len() {
            for (&place, entry) in places.iter().zip(entries).filter(|(_, entry)| **entry != 0.0) {
                self.add_column(factor * entry, place, target);
            }
            return;
        }
        let mut vector = vec![0.0; self.features.len()];
        places.iter().zip(entries).for_each(|(&place, entry)| vector[place] = factor * entry);
        let mut rest = &self.rows[..];
        for i in 0..self.features.len() {
            let (row, after) = rest.split_at(i + 1);
            let along = add_scaled_and_dot(vector[i], &row[..i], &mut target[..i], &vector[..i]);
            target[i] += along + row[i] * vector[i];
            rest = after;
        }
    }

    /// Adds `factor` times the column of a cached feature.
    fn add_column(&self, factor: f64, place: usize, target: &mut [f64]) {
        let first = place * (place + 1) / 2;
        add_scaled(&mut target[..=place], factor, &self.rows[first..=first + place]);
        let mut at = first + place;
        for (row, target) in target.iter_mut().enumerate().skip(place + 1) {
            at += row;
            *target += factor * self.rows[at];
        }
    }

    /// Adds the features to the cache. Returns false if there are too many.
    fn add(&mut self, regression: &Regression, features: &[u32]) -> bool {
        if self.places.is_empty() {
            self.places = vec![ABSENT; regression.design.columns + 1];
        }
        let old = self.features.len();
        for &feature in features {
            if self.places[feature as usize] == ABSENT {
                self.places[feature as usize] = self.features.len() as u32;
                self.features.push(feature);
            }
        }
        if self.features.len() > MAX_CACHED {
            self.features.drain(old..).for_each(|feature| self.places[feature as usize] = ABSENT);
            return false;
        }
        if self.features.len() > old {
            if regression.design.is_sparse() {
                self.fill_sparse(regression, old)
            } else {
                self.fill(regression, old)
            }
            self.subtract_means(regression, old);
        }
        true
    }

    fn fill(&mut self, regression: &Regression, old: usize) {
        let (samples, size) = (regression.loss.samples, self.features.len());
        let roots: Vec<f64> = regression.loss.weights.iter().map(|weight| weight.sqrt()).collect();
        self.columns.resize(size * samples, 0.0);
        for (column, &feature) in self.columns.chunks_exact_mut(samples).zip(&self.features).skip(old) {
            regression.design.column(feature as usize).add_weighted(1.0, &roots, column);
        }
        extend_gram(&self.columns, size, old, &mut self.rows);
    }

    fn fill_sparse(&mut self, regression: &Regression, old: usize) {
        let mut weighted = vec![0.0; regression.loss.samples];
        for row in old..self.features.len() {
            weighted.fill(0.0);
            let column = |place: usize| regression.design.column(self.features[place] as usize);
            column(row).add_weighted(1.0, &regression.loss.weights, &mut weighted);
            self.rows.extend((0..=row).map(|place| column(place).dot(&weighted)));
        }
    }

    fn subtract_means(&mut self, regression: &Regression, old: usize) {
        let Intercept::Centered(means) = &regression.intercept else { return };
        let mean = |place: usize| means[self.features[place] as usize];
        let mut at = old * (old + 1) / 2;
        for row in old..self.features.len() {
            for column in 0..=row {
                self.rows[at] -= mean(row) * mean(column);
                at += 1;
            }
        }
    }
}
