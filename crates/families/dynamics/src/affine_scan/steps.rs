//! One step of a recurrence and its adjoint, for each kind of matrix.

use super::ensure_shape;
use super::problem::{AffineScanProblem, ScanKind};
use std::borrow::Cow;
use std::ops::Range;
use superlinear_interface::{Error, Matrix, Vector, check};
use superlinear_numerics::vectors::dot_in_order;

/// Checked matrices and offsets, by step or by token.
pub(crate) struct Steps<'a> {
    kind: ScanKind,
    /// Diagonals; unit directions; or the vectors u.
    first: Cow<'a, [f64]>,
    /// The vectors v.
    second: &'a [f64],
    strengths: &'a [f64],
    /// The lengths of the given directions.
    lengths: Vec<f64>,
    offsets: Option<&'a [f64]>,
    terms: usize,
    width: usize,
    count: usize,
}

/// The gradients by the data of all steps or tokens.
pub(crate) struct DataGradients {
    pub first: Vec<f64>,
    pub second: Vec<f64>,
    pub strengths: Vec<f64>,
    pub offsets: Vec<f64>,
}

impl<'a> Steps<'a> {
    /// Refuses data of another kind, of other shapes, or outside their ranges.
    pub fn new(problem: &'a AffineScanProblem) -> Result<Self, Error> {
        ensure_only_own(problem)?;
        let steps = match problem.kind {
            ScanKind::Diagonal => Self::diagonal(given("factors", &problem.factors)?)?,
            ScanKind::Householder => {
                Self::householder(given("vectors", &problem.vectors)?, given("strengths", &problem.strengths)?)?
            }
            ScanKind::RankOne => {
                Self::rank_one(given("left", &problem.left)?, given("right", &problem.right)?, problem.terms as usize)?
            }
        };
        if let Some(offsets) = &problem.offsets {
            ensure_shape("offsets", offsets, steps.count, steps.width)?;
        }
        Ok(Self { offsets: problem.offsets.as_ref().map(|offsets| &offsets.data[..]), ..steps })
    }

    fn diagonal(factors: &'a Matrix) -> Result<Self, Error> {
        check::has_entries("factors", factors.rows, factors.columns)?;
        check::matrix("factors", factors, check::FINITE)?;
        Ok(Self {
            kind: ScanKind::Diagonal,
            first: Cow::Borrowed(&factors.data),
            second: &[],
            strengths: &[],
            lengths: Vec::new(),
            offsets: None,
            terms: 1,
            width: factors.columns,
            count: factors.rows,
        })
    }

    fn householder(vectors: &'a Matrix, strengths: &'a Matrix) -> Result<Self, Error> {
        check::has_entries("vectors", vectors.rows, vectors.columns)?;
        check::has_entries("strengths", strengths.rows, strengths.columns)?;
        ensure_shape("vectors", vectors, strengths.data.len(), vectors.columns)?;
        check::matrix("strengths", strengths, 0.0..=2.0)?;
        let mut units = vectors.data.to_vec();
        let mut lengths = Vec::with_capacity(vectors.rows);
        for (k, unit) in units.chunks_exact_mut(vectors.columns).enumerate() {
            // Scaling by the largest entry first keeps squares in range.
            let largest = unit.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
            if largest == 0.0 {
                return Err(Error::invalid(
                    format!("vectors.data[{}]", k * vectors.columns),
                    "must not begin a zero row",
                ));
            }
            unit.iter_mut().for_each(|value| *value /= largest);
            let length = unit.iter().map(|value| value * value).sum::<f64>().sqrt();
            unit.iter_mut().for_each(|value| *value /= length);
            lengths.push(length * largest);
        }
        Ok(Self {
            kind: ScanKind::Householder,
            first: Cow::Owned(units),
            second: &[],
            strengths: &strengths.data,
            lengths,
            offsets: None,
            terms: strengths.columns,
            width: vectors.columns,
            count: strengths.rows,
        })
    }

    fn rank_one(left: &'a Matrix, right: &'a Matrix, terms: usize) -> Result<Self, Error> {
        check::count("terms", terms, 1..)?;
        check::has_entries("left", left.rows, left.columns)?;
        check::matrix("left", left, check::FINITE)?;
        ensure_shape("right", right, left.rows, left.columns)?;
        if !left.rows.is_multiple_of(terms) {
            let message = format!("must have a multiple of terms, {terms}, as rows, got {}", left.rows);
            return Err(Error::invalid("left", message));
        }
        Ok(Self {
            kind: ScanKind::RankOne,
            first: Cow::Borrowed(&left.data),
            second: &right.data,
            strengths: &[],
            lengths: Vec::new(),
            offsets: None,
            terms,
            width: left.columns,
            count: left.rows / terms,
        })
    }

    /// The number of states.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The number of matrices.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether all matrices are diagonal.
    pub fn is_diagonal(&self) -> bool {
        self.kind == ScanKind::Diagonal
    }

    /// The diagonal of a matrix.
    pub fn factors(&self, k: usize) -> &[f64] {
        &self.first[k * self.width..(k + 1) * self.width]
    }

    /// The diagonals and the offsets of some steps.
    pub fn diagonals(&self, steps: Range<usize>) -> (&[f64], Option<&[f64]>) {
        let place = steps.start * self.width..steps.end * self.width;
        (&self.first[place.clone()], self.offsets.map(|offsets| &offsets[place]))
    }

    /// Multiplies a state by a matrix.
    fn multiply(&self, k: usize, state: &mut [f64]) {
        let width = self.width;
        match self.kind {
            ScanKind::Diagonal => state.iter_mut().zip(self.factors(k)).for_each(|(value, factor)| *value *= factor),
            ScanKind::Householder | ScanKind::RankOne => {
                for term in k * self.terms..(k + 1) * self.terms {
                    self.multiply_term(term, &mut state[..width]);
                }
            }
        }
    }

    /// Multiplies a state by one factor of a matrix.
    fn multiply_term(&self, term: usize, state: &mut [f64]) {
        let place = term * self.width..(term + 1) * self.width;
        let left = &self.first[place.clone()];
        let product = match self.kind {
            ScanKind::RankOne => dot_in_order(&self.second[place], state),
            _ => self.strengths[term] * dot_in_order(left, state),
        };
        state.iter_mut().zip(left).for_each(|(value, direction)| *value -= direction * product);
    }

    /// Does a step.
    pub fn step(&self, k: usize, state: &mut [f64]) {
        self.multiply(k, state);
        if let Some(offsets) = self.offsets {
            let own = &offsets[k * self.width..(k + 1) * self.width];
            state.iter_mut().zip(own).for_each(|(value, offset)| *value += offset);
        }
    }

    /// Zero gradients.
    pub fn no_gradients(&self) -> DataGradients {
        DataGradients {
            first: vec![0.0; self.first.len()],
            second: vec![0.0; self.second.len()],
            strengths: vec![0.0; self.strengths.len()],
            offsets: vec![0.0; self.count * self.width],
        }
    }

    /// Does a step backwards: the derivative by the state after it becomes that by the state before it. `before` is the
    /// state before the step, and `work` has room for the states between its factors.
    pub fn step_back(
        &self,
        k: usize,
        before: &[f64],
        adjoint: &mut [f64],
        work: &mut [f64],
        gradients: &mut DataGradients,
    ) {
        let width = self.width;
        let own = &mut gradients.offsets[k * width..(k + 1) * width];
        own.iter_mut().zip(&*adjoint).for_each(|(sum, value)| *sum += value);
        if self.kind == ScanKind::Diagonal {
            let sums = &mut gradients.first[k * width..(k + 1) * width];
            for (((value, sum), factor), state) in adjoint.iter_mut().zip(sums).zip(self.factors(k)).zip(before) {
                *sum += *value * state;
                *value *= factor;
            }
            return;
        }
        work[..width].copy_from_slice(before);
        for j in 1..self.terms {
            let (done, next) = work.split_at_mut(j * width);
            next[..width].copy_from_slice(&done[(j - 1) * width..]);
            self.multiply_term(k * self.terms + j - 1, &mut next[..width]);
        }
        for j in (0..self.terms).rev() {
            self.term_back(k * self.terms + j, &work[j * width..(j + 1) * width], adjoint, gradients);
        }
    }

    fn term_back(&self, term: usize, before: &[f64], adjoint: &mut [f64], gradients: &mut DataGradients) {
        let place = term * self.width..(term + 1) * self.width;
        let left = &self.first[place.clone()];
        let by_left = dot_in_order(left, adjoint);
        let sums = &mut gradients.first[place.clone()];
        if self.kind == ScanKind::RankOne {
            let right = &self.second[place.clone()];
            let product = dot_in_order(right, before);
            sums.iter_mut().zip(&*adjoint).for_each(|(sum, value)| *sum -= value * product);
            let sums = &mut gradients.second[place];
            sums.iter_mut().zip(before).for_each(|(sum, value)| *sum -= by_left * value);
            adjoint.iter_mut().zip(right).for_each(|(value, direction)| *value -= direction * by_left);
            return;
        }
        let (strength, product, length) = (self.strengths[term], dot_in_order(left, before), self.lengths[term]);
        gradients.strengths[term] -= by_left * product;
        // The derivative by the unit direction, without its part along it, over the length of the given direction.
        let along = -2.0 * strength * product * by_left;
        for (((sum, unit), value), state) in sums.iter_mut().zip(left).zip(&*adjoint).zip(before) {
            let by_unit = -strength * (product * value + by_left * state);
            *sum += (by_unit - along * unit) / length;
        }
        adjoint.iter_mut().zip(left).for_each(|(value, direction)| *value -= direction * strength * by_left);
    }

    /// The numbers that [`step_back`](Self::step_back) works on.
    pub fn work(&self) -> usize {
        self.terms * self.width
    }

    /// The matrix of each step of all sequences: by tokens, or in order.
    pub fn places(&self, tokens: Option<&Vector<i32>>, batch: usize) -> Result<Option<Vec<usize>>, Error> {
        let length = tokens.map_or(self.count, |tokens| tokens.len());
        let path = if tokens.is_some() { "tokens" } else { "batch" };
        check::count("batch", batch, 1..)?;
        if !length.is_multiple_of(batch) {
            let message =
                format!("must divide the number of steps, {length}, into sequences of equal length, got {batch}");
            return Err(Error::invalid("batch", message));
        }
        if length == 0 {
            return Err(Error::invalid(path, "must have at least one entry, got none"));
        }
        let Some(tokens) = tokens else { return Ok(None) };
        let range = 0.0..=(self.count - 1) as f64;
        let place = |(k, &token): (usize, &i32)| {
            check::number(&format!("tokens[{k}]"), f64::from(token), range.clone()).map(|()| token as usize)
        };
        tokens.iter().enumerate().map(place).collect::<Result<_, _>>().map(Some)
    }
}

fn given<'a>(path: &str, matrix: &'a Option<Matrix>) -> Result<&'a Matrix, Error> {
    matrix.as_ref().ok_or_else(|| Error::invalid(path, "must be given for this kind"))
}

/// Refuses data of other kinds.
fn ensure_only_own(problem: &AffineScanProblem) -> Result<(), Error> {
    let is_own = |kind: ScanKind| problem.kind == kind;
    for (path, matrix, is_own) in [
        ("factors", &problem.factors, is_own(ScanKind::Diagonal)),
        ("vectors", &problem.vectors, is_own(ScanKind::Householder)),
        ("strengths", &problem.strengths, is_own(ScanKind::Householder)),
        ("left", &problem.left, is_own(ScanKind::RankOne)),
        ("right", &problem.right, is_own(ScanKind::RankOne)),
    ] {
        if matrix.is_some() && !is_own {
            return Err(Error::invalid(path, "must be absent for this kind"));
        }
    }
    Ok(())
}
