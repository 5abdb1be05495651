//! Samples with their classes, checked.

use superlinear_interface::{Error, Labels, Matrix, check};

/// Rows of features with their classes.
pub(super) struct Samples {
    pub features: Vec<f64>,
    pub columns: usize,
    /// The places of their classes.
    pub labels: Vec<usize>,
}

/// More classes than this are taken to be numbers that are no classes.
const MOST_CLASSES: usize = 1000;

/// Features up to this: products of several of them do not overflow.
const LARGEST_FEATURE: f64 = 1e50;

/// Samples between two looks at the cancel flag: many of them share what a call costs, and few take long.
pub(super) const BLOCK: usize = 256;

impl Samples {
    /// Samples by the names of their arguments, and the classes that their labels tell.
    pub fn with_classes(names: [&str; 2], matrix: &Matrix, labels: &Labels) -> Result<(Self, Labels), Error> {
        let (classes, _) = labels.classified(names[1], MOST_CLASSES)?;
        Ok((Self::new(names, matrix, labels, &classes, names[1])?, classes))
    }

    /// Samples by the names of their arguments, whose labels are among the classes of `owner`.
    pub fn new(
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

    /// All of them, some at a time.
    pub fn blocks(&self) -> impl Iterator<Item = (&[f64], &[usize])> {
        self.features.chunks(BLOCK * self.columns).zip(self.labels.chunks(BLOCK))
    }

    /// The samples of these numbers: their features and classes.
    pub fn batch(&self, chosen: &[usize]) -> (Vec<f64>, Vec<usize>) {
        let row = |&i: &usize| &self.features[i * self.columns..(i + 1) * self.columns];
        (chosen.iter().flat_map(row).copied().collect(), chosen.iter().map(|&i| self.labels[i]).collect())
    }
}

/// Refuses features that are none.
pub(super) fn check_features(name: &str, matrix: &Matrix) -> Result<(), Error> {
    check::has_entries(name, matrix.rows, matrix.columns)?;
    check::matrix(name, matrix, -LARGEST_FEATURE..=LARGEST_FEATURE)
}
