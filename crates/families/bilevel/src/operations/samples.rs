//! Validated samples with their classes.

use superlinear_interface::{Error, Labels, Matrix, check};

/// Rows of features with their classes.
pub(super) struct Samples {
    pub features: Vec<f64>,
    pub columns: usize,
    /// The class indices.
    pub labels: Vec<usize>,
}

/// With more distinct labels than this, they are assumed to be no classes.
const MAX_CLASSES: usize = 1000;

/// Bound on features. Products of several do not overflow.
const LARGEST_FEATURE: f64 = 1e50;

/// The number of samples per block. A block amortizes the cost of a call, and is short enough for checking the cancel
/// flag in between.
pub(super) const BLOCK: usize = 256;

impl Samples {
    /// Samples, and the classes found in their labels. `names` are the argument names for errors.
    pub(crate) fn with_classes(names: [&str; 2], matrix: &Matrix, labels: &Labels) -> Result<(Self, Labels), Error> {
        let (classes, _) = labels.classified(names[1], MAX_CLASSES)?;
        Ok((Self::new(names, matrix, labels, &classes, names[1])?, classes))
    }

    /// Samples with labels among the classes of `owner`. `names` are the argument names for errors.
    pub(crate) fn new(
        names: [&str; 2],
        matrix: &Matrix,
        labels: &Labels,
        classes: &Labels,
        owner: &str,
    ) -> Result<Self, Error> {
        let [matrix_name, labels_name] = names;
        check_features(matrix_name, matrix)?;
        check::length(labels_name, labels.len(), matrix.rows, &format!("{matrix_name} has rows"))?;
        labels.ensure_finite(labels_name)?;
        let labels = labels.places_among(labels_name, classes, owner)?;
        Ok(Self { features: matrix.data.to_vec(), columns: matrix.columns, labels })
    }

    /// All samples in blocks.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = (&[f64], &[usize])> {
        self.features.chunks(BLOCK * self.columns).zip(self.labels.chunks(BLOCK))
    }

    /// The features and classes of the samples with these indices.
    pub(crate) fn batch(&self, chosen: &[usize]) -> (Vec<f64>, Vec<usize>) {
        let row = |&i: &usize| &self.features[i * self.columns..(i + 1) * self.columns];
        (chosen.iter().flat_map(row).copied().collect(), chosen.iter().map(|&i| self.labels[i]).collect())
    }
}

/// Checks that features are present and within their bound.
pub(super) fn check_features(name: &str, matrix: &Matrix) -> Result<(), Error> {
    check::has_entries(name, matrix.rows, matrix.columns)?;
    check::matrix(name, matrix, -LARGEST_FEATURE..=LARGEST_FEATURE)
}
