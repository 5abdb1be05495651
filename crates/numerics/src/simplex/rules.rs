//! Which column enters the basis and which row leaves it.

/// Entries of a column that are less cannot be pivots.
const LEAST_PIVOT: f64 = 1e-10;

/// How far below zero the first pass of the ratio test lets a variable go, so that the second has several rows to choose between.
const SLACK: f64 = 1e-12;

/// Devex's weights have lost what they mean once they have grown so far, and start anew.
const MOST_WEIGHT: f64 = 1e6;

/// Devex pricing: estimates of the squared lengths of the edges, in the variables that were zero when the estimates began.
#[derive(Debug)]
pub(super) struct Pricing {
    weights: Vec<f64>,
}

impl Pricing {
    pub fn new(columns: usize) -> Self {
        Self { weights: vec![1.0; columns] }
    }

    /// The column along whose edge the objective grows fastest, of those with a slope above `least`.
    pub fn entering(&self, slopes: &[f64], least: f64) -> Option<usize> {
        let mut best = (0.0, None);
        for (j, (&slope, &weight)) in slopes.iter().zip(&self.weights).enumerate() {
            if slope > least && slope * slope > best.0 * weight {
                best = (slope * slope / weight, Some(j));
            }
        }
        best.1
    }

    /// Takes account of a pivot on an entry of this row.
    pub fn exchange(&mut self, row: &[f64], entering: usize) {
        let pivot = row[entering];
        let weight = self.weights[entering];
        if weight > MOST_WEIGHT {
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

/// The row that the entering variable meets first. Of rows that it meets as good as together the one with the largest pivot, or,
/// by Bland's rule, where labels are given, the one with the lowest label of those it meets first.
pub(super) fn leaving_row(column: &[f64], right_side: &[f64], labels: Option<&[usize]>) -> Option<usize> {
    let slack = if labels.is_some() { 0.0 } else { SLACK };
    let mut step = f64::INFINITY;
    for (&entry, &right) in column.iter().zip(right_side) {
        if entry > LEAST_PIVOT {
            step = step.min((right.max(0.0) + slack) / entry);
        }
    }
    let mut best: Option<usize> = None;
    for (i, (&entry, &right)) in column.iter().zip(right_side).enumerate() {
        let is_met = entry > LEAST_PIVOT && right.max(0.0) <= step * entry;
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

/// The row whose variable is farthest below zero, if any is.
pub(super) fn most_negative(right_side: &[f64]) -> Option<usize> {
    let mut worst = (-SLACK, None);
    for (i, &value) in right_side.iter().enumerate() {
        if value < worst.0 {
            worst = (value, Some(i));
        }
    }
    worst.1
}

/// The column whose slope reaches zero first as this row's variable leaves; the largest pivot of those that do together.
pub(super) fn blocking_row(row: &[f64], slopes: &[f64]) -> Option<usize> {
    let mut step = f64::INFINITY;
    for (&entry, &slope) in row.iter().zip(slopes) {
        if entry < -LEAST_PIVOT {
            step = step.min(((-slope).max(0.0) + SLACK) / -entry);
        }
    }
    let mut best: Option<usize> = None;
    for (j, (&entry, &slope)) in row.iter().zip(slopes).enumerate() {
        let is_met = entry < -LEAST_PIVOT && (-slope).max(0.0) <= step * -entry;
        if is_met && best.is_none_or(|best| entry < row[best]) {
            best = Some(j);
        }
    }
    best
}
