//! What the caller gives.

use crate::matrices::Rectangular;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{AnyMatrix, Error, Matrix, Vector, check};

/// How the lottery is found where it is to be near a reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PreferenceWinnerMethod {
    /// Mirror prox, with Newton steps now and then.
    #[default]
    Auto,
    /// Mirror prox.
    MirrorProx,
    /// Mirror descent, for comparison: it goes round in circles where preferences do and little holds it at the reference.
    MirrorDescent,
}

/// Preferences between items, and what the lottery is to be near. It has either `preferences` or `votes`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreferenceWinnerProblem {
    /// How often item i is preferred to item j, from 0 to 1, in row i and column j. With its transpose it must add up to 1 within 1e-9. At
    /// most 5000 items.
    pub preferences: Option<Matrix>,
    /// How often item i beat item j instead, not negative, with zeros on the diagonal. Items that were never compared are preferred to
    /// each other half of the time.
    pub votes: Option<AnyMatrix>,
    /// What is added to each number of votes, not negative.
    #[serde(default)]
    pub smoothing: f64,
    /// The factor β of the divergence of Kullback and Leibler from the reference, from 1e-9 to 1e9; 0: the lottery is near nothing.
    #[serde(default = "default_regularization")]
    pub regularization: f64,
    /// What the lottery is to be near: positive numbers, of which only the ratios count. Default: all the same.
    pub reference: Option<Vector>,
    /// How it is found.
    #[serde(default)]
    pub method: PreferenceWinnerMethod,
    /// Whether steps are as short as if some item were always preferred to some other, as the paper has them; else they fit the largest
    /// preference that there is.
    #[serde(default)]
    pub paper_step: bool,
    /// The exploitability at which a lottery is a solution.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most rounds, or without regularization steps of the simplex method.
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

/// With less than that little is left of the reference's logarithms beside the payoffs', and with more little of the payoffs.
const REGULARIZATIONS: std::ops::RangeInclusive<f64> = 1e-9..=1e9;

/// The matrix of more items fills much memory.
const MOST_ITEMS: usize = 5000;

/// What a preference and its opposite may differ from 1 in sum: rounding of numbers that were written down.
const MIRRORED: f64 = 1e-9;

impl PreferenceWinnerProblem {
    /// The preferences, checked.
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

    /// Refuses what does not fit the preferences.
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
    check::count(&format!("{path}.rows"), rows, ..=MOST_ITEMS)
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

/// How often each item is preferred, by votes.
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
