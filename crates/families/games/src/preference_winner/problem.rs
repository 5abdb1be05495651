//! The input of `preferenceWinner`.

use crate::matrices::Rectangular;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Error, Matrix, Vector, check};

/// The method for regularized lotteries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PreferenceWinnerMethod {
    /// Mirror prox with occasional Newton steps.
    #[default]
    Auto,
    /// Mirror prox.
    MirrorProx,
    /// Mirror descent, for comparison. It cycles if preferences are cyclic and regularization is weak.
    MirrorDescent,
}

/// Preferences between items, and the regularization. Give either `preferences` or `votes`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreferenceWinnerProblem {
    /// The frequency, from 0 to 1, with which item i is preferred to item j, in row i and column j. Matrix and
    /// transpose must sum to 1 within 1e-9. At most 5000 items.
    pub preferences: Option<Matrix>,
    /// The number of times that item i beat item j, instead of `preferences`: nonnegative, with a zero diagonal. Items
    /// never compared have preference 1/2.
    pub votes: Option<AnyMatrix>,
    /// A nonnegative number added to each count of votes.
    #[serde(default)]
    pub smoothing: f64,
    /// The factor β on the Kullback–Leibler divergence from the reference, from 1e-9 to 1e9; 0 for no regularization.
    #[serde(default = "default_regularization")]
    pub regularization: f64,
    /// The reference: positive numbers; only their ratios matter. Default: uniform.
    pub reference: Option<Vector>,
    /// The method.
    #[serde(default)]
    pub method: PreferenceWinnerMethod,
    /// Whether steps are as short as in the paper, which assumes a preference of 1 between some items. By default they
    /// are adapted to the largest preference.
    #[serde(default)]
    pub paper_step: bool,
    /// Tolerance on the exploitability.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Limit on rounds or, without regularization, on simplex pivots.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
}

fn default_regularization() -> f64 {
    0.01
}

fn default_tolerance() -> f64 {
    1e-10
}

fn default_max_iterations() -> u32 {
    100_000
}

/// Below this range the logarithms of the reference lose their digits next to the payoffs; above it, the payoffs do.
const REGULARIZATIONS: std::ops::RangeInclusive<f64> = 1e-9..=1e9;

/// The limit on items, for the memory of the matrix.
const MAX_ITEMS: usize = 5000;

/// Tolerance on the sum of a preference and its opposite, for rounded input.
const MIRRORED: f64 = 1e-9;

impl PreferenceWinnerProblem {
    /// Validates and returns the preferences.
    pub(super) fn matrix(&self) -> Result<Matrix, Error> {
        check::number("smoothing", self.smoothing, check::NOT_NEGATIVE)?;
        match (&self.preferences, &self.votes) {
            (Some(_), Some(_)) => Err(Error::invalid("votes", "must not be given together with preferences")),
            (None, None) => Err(Error::invalid("preferences", "must be given, or votes instead")),
            (Some(preferences), None) => {
                ensure_square("preferences", preferences.rows, preferences.columns)?;
                check::matrix("preferences", preferences, 0.0..=1.0)?;
                ensure_mirrored(preferences)?;
                Ok(preferences.clone())
            }
            (None, Some(votes)) => {
                ensure_square("votes", votes.rows(), votes.columns())?;
                shares(&Rectangular::open("votes", votes.clone())?, self.smoothing)
            }
        }
    }

    /// Checks the other fields against the preferences.
    pub(super) fn check(&self, preferences: &Matrix) -> Result<(), Error> {
        check::number("regularization", self.regularization, check::NOT_NEGATIVE)?;
        if self.regularization > 0.0 {
            check::number("regularization", self.regularization, REGULARIZATIONS)?;
        }
        if let Some(reference) = &self.reference {
            check::length("reference", reference.len(), preferences.rows, "there are items")?;
            check::numbers("reference", reference, check::POSITIVE)?;
            if !reference.iter().sum::<f64>().is_finite() {
                return Err(Error::invalid("reference", "must have a sum within the range of numbers"));
            }
        }
        check::tolerance(self.tolerance)?;
        check::count("maxIterations", self.max_iterations as usize, 1..)
    }
}

fn ensure_square(path: &str, rows: usize, columns: usize) -> Result<(), Error> {
    check::has_entries(path, rows, columns)?;
    check::columns(path, columns, rows, "it has rows")?;
    check::count(&format!("{path}.rows"), rows, ..=MAX_ITEMS)
}

fn ensure_mirrored(preferences: &Matrix) -> Result<(), Error> {
    let size = preferences.rows;
    for i in 0..size {
        for j in 0..=i {
            let (one, other) = (preferences.data[i * size + j], preferences.data[j * size + i]);
            if (one + other - 1.0).abs() > MIRRORED {
                let path = format!("preferences.data[{}]", i * size + j);
                if i == j {
                    return Err(Error::invalid(
                        path,
                        format!("must be 0.5, on the diagonal, got {}", check::short(one)),
                    ));
                }
                let [one, other] = [one, other].map(check::short);
                let message = format!("must be 1 less its mirror image in row {j}, column {i}, {other}, got {one}");
                return Err(Error::invalid(path, message));
            }
        }
    }
    Ok(())
}

/// Preference frequencies from votes.
fn shares(votes: &Rectangular, smoothing: f64) -> Result<Matrix, Error> {
    let size = votes.rows();
    let mut wins = vec![smoothing; size * size];
    let (mut place, mut refused) = (0, None);
    votes.for_each_entry(|i, j, count| {
        if (count < 0.0 || i == j && count != 0.0) && refused.is_none() {
            refused = Some((place, count));
        }
        wins[i * size + j] += count;
        place += 1;
    });
    if let Some((place, count)) = refused {
        let path = format!("votes.data[{place}]");
        check::number(&path, count, check::NOT_NEGATIVE)?;
        return Err(Error::invalid(path, format!("must be 0, on the diagonal, got {}", check::short(count))));
    }
    let share = |k: usize| {
        let (i, j) = (k / size, k % size);
        let (won, lost) = (wins[i * size + j], wins[j * size + i]);
        // Halves, since sums of the largest numbers overflow.
        let total = 0.5 * won + 0.5 * lost;
        if i == j || total == 0.0 { 0.5 } else { 0.5 * won / total }
    };
    Ok(Matrix::new(size, size, (0..size * size).map(share).collect()))
}
