//! Pricing and ratio tests.

/// The smallest pivot. Smaller entries are considered rounding.
const MIN_PIVOT: f64 = 1e-10;

/// The tolerance on negative variables in the first pass of the ratio test, which gives the second pass several
/// candidate rows.
const SLACK: f64 = 1e-12;

/// The weight at which Devex pricing restarts, because its estimates have become meaningless.
const MAX_WEIGHT: f64 = 1e6;

/// Devex pricing: estimates of the squared edge lengths, in the variables nonbasic at the last restart.
#[derive(Debug)]
pub(super) struct Pricing {
    weights: Vec<f64>,
}

impl Pricing {
    pub(crate) fn new(columns: usize) -> Self {
        Self { weights: vec![1.0; columns] }
    }

    /// The column with the steepest edge, among those with reduced cost above `least`.
    pub(crate) fn entering(&self, slopes: &[f64], least: f64) -> Option<usize> {
        let mut best = (0.0, None);
        for (j, (&slope, &weight)) in slopes.iter().zip(&self.weights).enumerate() {
            if slope > least && slope * slope > best.0 * weight {
                best = (slope * slope / weight, Some(j));
            }
        }
        best.1
    }

    /// Updates the weights after a pivot in this row.
    pub(crate) fn exchange(&mut self, row: &[f64], entering: usize) {
        let pivot = row[entering];
        let weight = self.weights[entering];
        if weight > MAX_WEIGHT {
            self.weights.fill(1.0);
            return;
        }
        let scale = weight / (pivot * pivot);
        for (other, entry) in self.weights.iter_mut().zip(row) {
            let estimate = entry * entry * scale;
            *other = if estimate > *other { estimate } else { *other };
        }
        self.weights[entering] = if scale > 1.0 { scale } else { 1.0 };
    }
}

/// The blocking row of the entering variable. Among practically tied rows, the one with the largest pivot; with
/// `labels`, Bland's rule takes the lowest label among exactly tied rows.
pub(super) fn leaving_row(column: &[f64], right_side: &[f64], labels: Option<&[usize]>) -> Option<usize> {
    let slack = if labels.is_some() { 0.0 } else { SLACK };
    let mut step = f64::INFINITY;
    for (&entry, &right) in column.iter().zip(right_side) {
        if entry > MIN_PIVOT {
            step = step.min((right.max(0.0) + slack) / entry);
        }
    }
    let mut best: Option<usize> = None;
    for (i, (&entry, &right)) in column.iter().zip(right_side).enumerate() {
        let is_met = entry > MIN_PIVOT && right.max(0.0) <= step * entry;
        let is_better = |best: usize| match labels {
            Some(labels) => labels[i] < labels[best],
            None => entry > column[best],
        };
        if is_met && best.is_none_or(is_better) {
            best = Some(i);
        }
    }
    best
}

/// The row with the most negative variable, if any.
pub(super) fn most_negative(right_side: &[f64]) -> Option<usize> {
    let mut worst = (-SLACK, None);
    for (i, &value) in right_side.iter().enumerate() {
        if value < worst.0 {
            worst = (value, Some(i));
        }
    }
    worst.1
}

/// The column with the smallest dual ratio when the variable of this row leaves; among ties, the one with the largest
/// pivot.
pub(super) fn blocking_row(row: &[f64], slopes: &[f64]) -> Option<usize> {
    let mut step = f64::INFINITY;
    for (&entry, &slope) in row.iter().zip(slopes) {
        if entry < -MIN_PIVOT {
            step = step.min(((-slope).max(0.0) + SLACK) / -entry);
        }
    }
    let mut best: Option<usize> = None;
    for (j, (&entry, &slope)) in row.iter().zip(slopes).enumerate() {
        let is_met = entry < -MIN_PIVOT && (-slope).max(0.0) <= step * -entry;
        if is_met && best.is_none_or(|best| entry < row[best]) {
            best = Some(j);
        }
    }
    best
}
