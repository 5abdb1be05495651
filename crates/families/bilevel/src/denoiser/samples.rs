//! The given samples, scaled.

use super::parameters::{SMOOTHING_BOUNDS, WEIGHT_BOUNDS};
use superlinear_interface::{Error, Matrix, NumberOrVector, Vector, check};
use superlinear_numerics::stencil::Grid;
use superlinear_numerics::vectors::{difference, dot, largest};

/// Bound on entries. Their squares do not overflow.
const LARGEST_NUMBER: f64 = 1e100;

/// Larger samples are assumed to be mistakes.
const MAX_PLACES: usize = 1 << 26;

/// Pairs of noisy and clean samples, divided by the scale of the noisy ones.
pub(super) struct Samples {
    pub grid: Grid,
    /// A power of two, so scaling is exact.
    pub scale: f64,
    /// ‖noisy - clean‖² of the scaled samples.
    pub noisy_square: f64,
    noisy: Vec<f64>,
    clean: Vec<f64>,
}

impl Samples {
    /// Noisy samples with their clean ones.
    pub(crate) fn new(noisy: &Matrix, clean: &Matrix, grid: Grid) -> Result<Self, Error> {
        ensure_numbers("noisy", noisy)?;
        check::length("clean", clean.rows, noisy.rows, "noisy has rows")?;
        check::columns("clean", clean.columns, noisy.columns, "noisy")?;
        ensure_numbers("clean", clean)?;
        let scale = scale_of(&noisy.data);
        let in_units = |numbers: &[f64]| numbers.iter().map(|number| number / scale).collect::<Vec<_>>();
        let (noisy, clean) = (in_units(&noisy.data), in_units(&clean.data));
        let error = difference(&noisy, &clean);
        let noisy_square = dot(&error, &error);
        if !(noisy_square > 0.0 && noisy_square.is_finite()) {
            let words = "must differ from noisy, by amounts that are not out of all proportion to it";
            return Err(Error::invalid("clean", words));
        }
        Ok(Self { grid, scale, noisy_square, noisy, clean })
    }

    /// The number of pairs.
    pub(crate) fn count(&self) -> usize {
        self.noisy.len() / self.grid.size()
    }

    /// The noisy samples.
    pub(crate) fn noisy(&self) -> impl Iterator<Item = &[f64]> {
        self.noisy.chunks(self.grid.size())
    }

    /// The clean samples.
    pub(crate) fn clean(&self) -> impl Iterator<Item = &[f64]> {
        self.clean.chunks(self.grid.size())
    }

    /// The mean of half squares in units of the data, from a sum of scaled squares.
    pub(crate) fn loss(&self, square: f64) -> f64 {
        0.5 * square / self.noisy.len() as f64 * self.scale * self.scale
    }
}

/// The grid of a sample: `shape` for images, one row for signals.
pub(super) fn grid_of(samples: &Matrix, shape: Option<&Vector<i32>>) -> Result<Grid, Error> {
    check::has_entries("noisy", samples.rows, samples.columns)?;
    check::count("noisy.columns", samples.columns, 1..=MAX_PLACES)?;
    let Some(shape) = shape else { return Ok(Grid { rows: 1, columns: samples.columns }) };
    check::entries("shape", shape.len(), 2..=2)?;
    let side = |k: usize| {
        let side = usize::try_from(shape[k]).ok().filter(|side| (1..=MAX_PLACES).contains(side));
        side.ok_or_else(|| Error::invalid(format!("shape[{k}]"), format!("must be at least 1, got {}", shape[k])))
    };
    let (rows, columns) = (side(0)?, side(1)?);
    if rows.checked_mul(columns) != Some(samples.columns) {
        let words = format!("must have {} places, as noisy has columns, got {rows} x {columns}", samples.columns);
        return Err(Error::invalid("shape", words));
    }
    Ok(Grid { rows, columns })
}

/// Rejects numbers with overflowing squares.
pub(super) fn ensure_numbers(path: &str, samples: &Matrix) -> Result<(), Error> {
    check::matrix(path, samples, -LARGEST_NUMBER..=LARGEST_NUMBER)
}

/// A power of two near the standard deviation, or near the magnitude of constant data.
pub(super) fn scale_of(numbers: &[f64]) -> f64 {
    let unit = largest(numbers);
    if unit < f64::MIN_POSITIVE {
        return 1.0;
    }
    let mean = numbers.iter().map(|number| number / unit).sum::<f64>() / numbers.len() as f64;
    let variance = numbers.iter().map(|number| (number / unit - mean).powi(2)).sum::<f64>() / numbers.len() as f64;
    // Below the square root of rounding, the deviation is rounding.
    let deviation = if variance > f64::EPSILON { variance.sqrt() } else { 1.0 };
    (unit * deviation).log2().round().max(SMALLEST_EXPONENT).exp2()
}

/// Smaller units have overflowing reciprocals.
const SMALLEST_EXPONENT: f64 = -1000.0;

/// The logarithms of one number per term, relative to the scale and checked against bounds. A single or default number
/// applies to all terms.
pub(super) fn logarithms(
    path: &str,
    given: Option<&NumberOrVector>,
    default: f64,
    terms: usize,
    scale: f64,
    [lowest, highest]: [f64; 2],
) -> Result<Vec<f64>, Error> {
    let range = lowest.exp() * scale..=highest.exp() * scale;
    let values = match given {
        None => return Ok(vec![default; terms]),
        Some(NumberOrVector::Number(value)) => {
            check::number(path, *value, range)?;
            vec![*value; terms]
        }
        Some(NumberOrVector::Vector(values)) => {
            check::length(path, values.len(), terms, "there are filters")?;
            check::numbers(path, values, range)?;
            values.to_vec()
        }
    };
    Ok(values.iter().map(|value| (value / scale).ln().max(lowest).min(highest)).collect())
}

/// The logarithm of default weights and smoothing relative to the scale, about 1/7.
const START: f64 = -2.0;

/// The initial logarithms of the weights and of the smoothing.
pub(super) fn start(
    weights: Option<&NumberOrVector>,
    smoothing: Option<&NumberOrVector>,
    terms: usize,
    scale: f64,
) -> Result<(Vec<f64>, Vec<f64>), Error> {
    Ok((
        logarithms("initial.weights", weights, START, terms, scale, WEIGHT_BOUNDS)?,
        logarithms("initial.smoothing", smoothing, START, terms, scale, SMOOTHING_BOUNDS)?,
    ))
}
