//! Validation of arguments. Each constraint has one wording, and an error names the offending argument.
//!
//! Ranges are Rust's own: `check::number("l1Ratio", ratio, 0.0..=1.0)`. Infinite numbers and NaN are outside every
//! range.

use crate::{Error, Matrix, Vector, VectorOrMatrix};
use std::ops::{Bound, RangeBounds};

pub use crate::numerals::{number_of, short};

/// Above zero: `check::number("radius", radius, check::POSITIVE)`.
pub const POSITIVE: (Bound<f64>, Bound<f64>) = (Bound::Excluded(0.0), Bound::Unbounded);

/// Zero or above.
pub const NOT_NEGATIVE: (Bound<f64>, Bound<f64>) = (Bound::Included(0.0), Bound::Unbounded);

/// Above 0 and below 1: tolerances and proper fractions.
pub const FRACTION: (Bound<f64>, Bound<f64>) = (Bound::Excluded(0.0), Bound::Excluded(1.0));

/// Above 0 and at most 1: proportions that must not vanish.
pub const PROPORTION: (Bound<f64>, Bound<f64>) = (Bound::Excluded(0.0), Bound::Included(1.0));

/// Any finite number.
pub const FINITE: (Bound<f64>, Bound<f64>) = (Bound::Unbounded, Bound::Unbounded);

/// Bounds of this absolute value and beyond mean none, the convention of Ipopt, OSQP and JSON for infinity.
pub const NO_BOUND: f64 = 1e20;

/// Converts a bound: infinite if so large that it means none.
pub fn bound(given: f64) -> f64 {
    if given.abs() >= NO_BOUND { f64::INFINITY.copysign(given) } else { given }
}

/// Refuses a number outside a range.
#[inline]
pub fn number(path: &str, value: f64, range: impl RangeBounds<f64>) -> Result<(), Error> {
    if value.is_finite() && range.contains(&value) { Ok(()) } else { Err(wrong_number(path, value, of_numbers(range))) }
}

/// Refuses a number outside a range, if there is one.
#[inline]
pub fn optional(path: &str, value: Option<f64>, range: impl RangeBounds<f64>) -> Result<(), Error> {
    value.map_or(Ok(()), |value| number(path, value, range))
}

/// Refuses numbers if one is outside a range; the path of the error is that of the entry, `weights[3]`.
pub fn numbers(path: &str, values: &[f64], range: impl RangeBounds<f64>) -> Result<(), Error> {
    match first_outside(values, limits(&range)) {
        None => Ok(()),
        Some(k) => Err(wrong_number(&entry(path, k), values[k], of_numbers(range))),
    }
}

/// The smallest and the largest finite number of a range.
fn limits(range: &impl RangeBounds<f64>) -> [f64; 2] {
    let least = match range.start_bound() {
        Bound::Included(&least) => least,
        Bound::Excluded(below) => below.next_up(),
        Bound::Unbounded => f64::MIN,
    };
    let greatest = match range.end_bound() {
        Bound::Included(&greatest) => greatest,
        Bound::Excluded(above) => above.next_down(),
        Bound::Unbounded => f64::MAX,
    };
    [least.max(f64::MIN), greatest.min(f64::MAX)]
}

/// Refuses numbers in single precision if one is not finite, like [`numbers`].
pub fn finite_singles(path: &str, values: &[f32]) -> Result<(), Error> {
    match first_not(values, |value| value.is_finite()) {
        None => Ok(()),
        Some(k) => Err(wrong_number(&entry(path, k), values[k].into(), FINITE)),
    }
}

/// The index of the first number outside an interval. Compiled once, for all ranges.
#[inline(never)]
fn first_outside(values: &[f64], [least, greatest]: [f64; 2]) -> Option<usize> {
    first_not(values, |value| (least <= value) & (value <= greatest))
}

/// The index of the first number without a property.
#[inline(always)]
fn first_not<T: Copy>(values: &[T], is_right: impl Fn(T) -> bool) -> Option<usize> {
    // No early exit within a block, so that the loop is vectorized.
    let is_wrong = |block: &[T]| !block.iter().fold(true, |all, &value| all & is_right(value));
    let start = values.chunks(BLOCK).position(is_wrong)? * BLOCK;
    values[start..].iter().position(|&value| !is_right(value)).map(|k| start + k)
}

/// Numbers per block.
const BLOCK: usize = 256;

/// Refuses bounds if one is NaN or outside a range. They may be infinite: `check::bounds("lower", &lower, ..=0.0)`.
#[inline]
pub fn bounds(path: &str, bounds: &[f64], range: impl RangeBounds<f64>) -> Result<(), Error> {
    match bounds.iter().position(|bound| !range.contains(bound)) {
        None => Ok(()),
        Some(k) => Err(wrong_bound(&entry(path, k), bounds[k], of_numbers(range))),
    }
}

/// Refuses a matrix with an entry outside a range; the path of the error is `matrix.data[3]`.
#[inline]
pub fn matrix(path: &str, matrix: &Matrix, range: impl RangeBounds<f64>) -> Result<(), Error> {
    numbers(&format!("{path}.data"), &matrix.data, range)
}

/// The vectors of an argument, one after the other. Refuses entries that are not finite.
pub fn finite_columns(path: &str, vectors: &VectorOrMatrix) -> Result<Vec<Vec<f64>>, Error> {
    let columns = vectors.to_columns();
    for (j, column) in columns.iter().enumerate() {
        if let Some(i) = column.iter().position(|entry| !entry.is_finite()) {
            number(&vectors.path_of(path, i, j), column[i], FINITE)?;
        }
    }
    Ok(columns)
}

/// Refuses a tolerance that is not above 0 and below 1. The argument is called `tolerance` everywhere.
pub fn tolerance(value: f64) -> Result<(), Error> {
    number("tolerance", value, FRACTION)
}

/// Refuses a count outside a range: `check::count("rank", rank, 1..=columns)`.
#[inline]
pub fn count(path: &str, value: usize, range: impl RangeBounds<usize>) -> Result<(), Error> {
    if range.contains(&value) { Ok(()) } else { Err(wrong_count(path, "be", "", value, of_counts(range))) }
}

/// Refuses a limit of 0, if there is one.
pub fn at_least_one(path: &str, limit: Option<u32>) -> Result<(), Error> {
    limit.map_or(Ok(()), |limit| count(path, limit as usize, 1..))
}

/// Refuses a list with a length other than `expected`, the count named by `of`: "matrix has rows" gives the message
/// "must have as many entries as matrix has rows, 3, got 2".
pub fn length(path: &str, length: usize, expected: usize, of: &str) -> Result<(), Error> {
    if length == expected {
        return Ok(());
    }
    Err(Error::invalid(path, format!("must have as many entries as {of}, {expected}, got {length}")))
}

/// Refuses a list whose number of entries is outside a range: `check::entries("r", r.len(), 4..=1000)`.
#[inline]
pub fn entries(path: &str, length: usize, range: impl RangeBounds<usize>) -> Result<(), Error> {
    if range.contains(&length) { Ok(()) } else { Err(wrong_count(path, "have", " entries", length, of_counts(range))) }
}

/// Refuses a number of columns other than `expected`, the count named by `of`: "rightSide" gives the message "must have
/// as many columns as rightSide, 2, got 3".
pub fn columns(path: &str, columns: usize, expected: usize, of: &str) -> Result<(), Error> {
    if columns == expected {
        return Ok(());
    }
    Err(Error::invalid(path, format!("must have as many columns as {of}, {expected}, got {columns}")))
}

/// Refuses an empty list.
pub fn not_empty(path: &str, length: usize) -> Result<(), Error> {
    if length > 0 { Ok(()) } else { Err(Error::invalid(path, "must have at least one entry, got none")) }
}

/// Refuses a vector with a length other than `expected` (see [`length`]), or with an entry that is not finite.
pub fn finite_vector(path: &str, vector: &Vector, expected: usize, of: &str) -> Result<(), Error> {
    length(path, vector.len(), expected, of)?;
    numbers(path, vector, FINITE)
}

/// Refuses right-hand sides with a length other than the number of rows of `matrix`, and none at all.
pub fn right_side(path: &str, right_side: &VectorOrMatrix, rows: usize) -> Result<(), Error> {
    let length = right_side.rows();
    if length != rows {
        return Err(Error::invalid(path, format!("must have as many rows as matrix, {rows}, got {length}")));
    }
    if right_side.count() == 0 {
        return Err(Error::invalid(path, "must have at least one column, got none"));
    }
    Ok(())
}

/// Refuses a matrix that is not square, and one without rows.
pub fn square(path: &str, rows: usize, columns: usize) -> Result<(), Error> {
    if rows != columns {
        return Err(Error::invalid(path, format!("must be square, got {rows} rows and {columns} columns")));
    }
    if rows == 0 {
        return Err(Error::invalid(path, "must have at least one row, got 0"));
    }
    Ok(())
}

/// Refuses a matrix without rows or without columns.
pub fn has_entries(path: &str, rows: usize, columns: usize) -> Result<(), Error> {
    if rows > 0 && columns > 0 {
        return Ok(());
    }
    Err(Error::invalid(path, format!("must have rows and columns, got {rows} x {columns}")))
}

/// Refuses a matrix of another shape.
pub fn shape(path: &str, matrix: &Matrix, rows: usize, columns: usize) -> Result<(), Error> {
    if (matrix.rows, matrix.columns) == (rows, columns) {
        return Ok(());
    }
    Err(Error::invalid(path, format!("must be {rows} x {columns}, got {} x {}", matrix.rows, matrix.columns)))
}

/// Refuses the first argument that is given, with this message:
/// `check::absent(&[("lower", lower.is_some())], "must be left out for this method")`.
pub fn absent(arguments: &[(&str, bool)], message: &str) -> Result<(), Error> {
    match arguments.iter().find(|(_, is_given)| *is_given) {
        Some((path, _)) => Err(Error::invalid(*path, message)),
        None => Ok(()),
    }
}

/// A range of any form. Conversion to this type is inlined at the call; messages are compiled once.
type Range = (Bound<f64>, Bound<f64>);

#[inline(always)]
fn of_numbers(range: impl RangeBounds<f64>) -> Range {
    (range.start_bound().cloned(), range.end_bound().cloned())
}

#[inline(always)]
fn of_counts(range: impl RangeBounds<usize>) -> Range {
    (range.start_bound().map(|&start| start as f64), range.end_bound().map(|&end| end as f64))
}

#[cold]
fn entry(path: &str, k: usize) -> String {
    format!("{path}[{k}]")
}

/// NaN and infinity are refused with the same message for all ranges.
#[cold]
fn wrong_number(path: &str, value: f64, range: Range) -> Error {
    let words = if value.is_finite() { number_in_words(range) } else { "a finite number".to_owned() };
    refused(path, &words, value)
}

#[cold]
fn wrong_bound(path: &str, value: f64, range: Range) -> Error {
    let words = if value.is_nan() { "a number".to_owned() } else { range_in_words(range) };
    refused(path, &words, value)
}

#[cold]
fn refused(path: &str, range: &str, value: f64) -> Error {
    Error::invalid(path, format!("must be {range}, got {}", short(value)))
}

/// A count outside its range: it "must be from 1 to 3", or a list "must have from 1 to 3 entries".
#[cold]
fn wrong_count(path: &str, verb: &str, of: &str, value: usize, range: Range) -> Error {
    Error::invalid(path, format!("must {verb} {}{of}, got {value}", range_in_words(range)))
}

/// "positive and finite", "from 0 to 1", "above 0 and below 1".
fn number_in_words(range: Range) -> String {
    match range {
        (Bound::Excluded(0.0), Bound::Unbounded) => "positive and finite".to_owned(),
        (Bound::Included(0.0), Bound::Unbounded) => "finite and not negative".to_owned(),
        (_, Bound::Unbounded) => format!("{} and finite", range_in_words(range)),
        _ => range_in_words(range),
    }
}

/// "at least 1", "from 1 to 10", "above 0 and below 1".
fn range_in_words((start, end): Range) -> String {
    let (start, end) = (start.map(short), end.map(short));
    let from = match &start {
        Bound::Included(start) => format!("at least {start}"),
        Bound::Excluded(start) => format!("above {start}"),
        Bound::Unbounded => String::new(),
    };
    let to = match &end {
        Bound::Included(end) => format!("at most {end}"),
        Bound::Excluded(end) => format!("below {end}"),
        Bound::Unbounded => String::new(),
    };
    match (start, end) {
        (Bound::Included(start), Bound::Included(end)) => format!("from {start} to {end}"),
        (Bound::Included(start), Bound::Excluded(end)) => format!("from {start} and below {end}"),
        (Bound::Unbounded, _) => to,
        (_, Bound::Unbounded) => from,
        _ => format!("{from} and {to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(result: Result<(), Error>) -> String {
        result.expect_err("is refused").message.clone()
    }

    #[test]
    fn each_range_has_its_words() {
        let of = |range| message(number("x", -2.0, range));
        assert_eq!(of(POSITIVE), "x must be positive and finite, got -2");
        assert_eq!(of(NOT_NEGATIVE), "x must be finite and not negative, got -2");
        assert_eq!(of(FRACTION), "x must be above 0 and below 1, got -2");
        assert_eq!(of(PROPORTION), "x must be above 0 and at most 1, got -2");
        assert_eq!(message(number("x", 2.0, 0.0..=1.0)), "x must be from 0 to 1, got 2");
        assert_eq!(message(number("x", 1.0, 0.0..1.0)), "x must be from 0 and below 1, got 1");
        assert_eq!(message(number("x", 0.5, 1.0..)), "x must be at least 1 and finite, got 0.5");
        assert_eq!(message(number("x", 2.0, ..=1.0)), "x must be at most 1, got 2");
        assert_eq!(message(number("x", 1e60, 1e-14..=0.01)), "x must be from 1e-14 to 0.01, got 1e+60");
        assert_eq!(message(entries("r", 3, 4..=9)), "r must have from 4 to 9 entries, got 3");
        assert_eq!(message(count("k", 0, 1..)), "k must be at least 1, got 0");
        assert_eq!(message(count("k", 9, 1..=3)), "k must be from 1 to 3, got 9");
    }

    #[test]
    fn what_is_not_finite_is_no_number_in_any_range() {
        for range in [POSITIVE, NOT_NEGATIVE, FRACTION, PROPORTION, FINITE] {
            assert_eq!(message(number("x", f64::NAN, range)), "x must be a finite number, got NaN");
            assert_eq!(message(numbers("x", &[f64::INFINITY], range)), "x[0] must be a finite number, got Infinity");
        }
    }

    #[test]
    fn no_range_lets_an_infinite_or_undefined_number_through() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(number("x", value, ..).is_err() && number("x", value, 0.0..).is_err());
            assert!(numbers("x", &[1.0, value], ..).is_err());
        }
        assert_eq!(number("x", 0.0, 0.0..), Ok(()));
    }

    #[test]
    fn one_number_and_many_are_held_to_the_same_bounds() {
        let least = f64::from_bits(1);
        let endpoints =
            [Bound::Unbounded, Bound::Included(0.0), Bound::Excluded(0.0), Bound::Included(1.0), Bound::Excluded(1.0)];
        let endpoints = || endpoints.into_iter().chain([f64::INFINITY, f64::NEG_INFINITY].map(Bound::Included));
        for value in [
            f64::NEG_INFINITY,
            f64::MIN,
            -least,
            -0.0,
            0.0,
            least,
            1.0_f64.next_down(),
            1.0,
            f64::MAX,
            f64::INFINITY,
            f64::NAN,
        ] {
            for range in endpoints().flat_map(|start| endpoints().map(move |end| (start, end))) {
                assert_eq!(
                    numbers("x", &[value], range).is_ok(),
                    number("x", value, range).is_ok(),
                    "{value} in {range:?}"
                );
            }
        }
    }

    #[test]
    fn bounds_may_be_infinite() {
        assert_eq!(bounds("lower", &[f64::NEG_INFINITY, 0.0], ..=0.0), Ok(()));
        assert_eq!(message(bounds("lower", &[0.0, 1.0], ..=0.0)), "lower[1] must be at most 0, got 1");
        assert_eq!(message(bounds("upper", &[f64::NAN], 0.0..)), "upper[0] must be a number, got NaN");
    }

    #[test]
    fn the_first_given_argument_is_refused() {
        assert_eq!(absent(&[("lower", false), ("upper", false)], "must be left out"), Ok(()));
        assert_eq!(message(absent(&[("lower", false), ("upper", true)], "must be left out")), "upper must be left out");
    }

    #[test]
    fn entries_are_named() {
        assert_eq!(message(numbers("w", &[1.0, -1.0], NOT_NEGATIVE)), "w[1] must be finite and not negative, got -1");
        let sides = VectorOrMatrix::Matrix(Matrix::new(2, 2, vec![0.0, 1.0, f64::NAN, 3.0]));
        let refused = finite_columns("rightSide", &sides).expect_err("is refused");
        assert_eq!(refused.path, "rightSide.data[2]");
        assert_eq!(
            message(length("w", 2, 3, "matrix has rows")),
            "w must have as many entries as matrix has rows, 3, got 2"
        );
        assert_eq!(message(columns("x", 3, 2, "rightSide")), "x must have as many columns as rightSide, 2, got 3");
        assert_eq!(message(shape("x", &Matrix::new(1, 2, vec![0.0; 2]), 2, 2)), "x must be 2 x 2, got 1 x 2");
    }
}
