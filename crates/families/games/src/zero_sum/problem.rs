//! The input of `zeroSum`.

use super::unit_game::UnitGame;
use crate::mixed::{self, check_strategy};
use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use superlinear_interface::{AnyMatrix, Error, Vector, VectorOrAnyMatrix, check};

/// A zero-sum game: the row player chooses a row to maximize the payoff, and the column player chooses a column and
/// pays it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ZeroSumProblem {
    /// The row player's payoffs, with a row per row action and a column per column action: dense or sparse, at most 10⁶
    /// of either, entries up to 10¹⁵⁰.
    #[serde(deserialize_with = "one_matrix")]
    #[schemars(with = "AnyMatrix")]
    pub payoffs: AnyMatrix,
    /// The method.
    #[serde(default)]
    pub method: ZeroSumMethod,
    /// Tolerance on the duality gap or, with `regularization`, on the exploitability, relative to the range of the
    /// payoffs.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Limit on iterations: simplex pivots, rounds of regret matching and of mirror prox, primal-dual steps. Default:
    /// 50 per row and column for the simplex method, 100 000 for the others.
    pub max_iterations: Option<u32>,
    /// Initial strategies of first-order methods. The simplex method returns them if time runs out before it finds
    /// better ones. Default: uniform.
    pub initial: Option<ZeroSumStart>,
    /// The factor β on the Kullback–Leibler divergences of both strategies from references, minimized by each player; 0
    /// for no regularization. With regularization the equilibrium is unique, and mirror prox computes it, for at most
    /// 4000 rows and columns in total.
    #[serde(default)]
    pub regularization: f64,
    /// The row player's reference: positive numbers; only their ratios matter. Default: uniform.
    pub row_reference: Option<Vector>,
    /// The column player's reference. Default: uniform.
    pub column_reference: Option<Vector>,
    /// Whether to record the relative gap at each evaluation in the solution.
    #[serde(default)]
    pub history: bool,
}

/// Reads a matrix. For the payoffs of several players, the error names the right method.
fn one_matrix<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AnyMatrix, D::Error> {
    deserializer.deserialize_any(OneMatrix)
}

struct OneMatrix;

impl<'de> Visitor<'de> for OneMatrix {
    type Value = AnyMatrix;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a matrix")
    }

    fn visit_map<A: MapAccess<'de>>(self, matrix: A) -> Result<AnyMatrix, A::Error> {
        match VectorOrAnyMatrix::deserialize(MapAccessDeserializer::new(matrix))? {
            VectorOrAnyMatrix::Matrix(matrix) => Ok(matrix),
            VectorOrAnyMatrix::Vector(_) => {
                Err(A::Error::invalid_type(Unexpected::Other("an array of numbers"), &self))
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<AnyMatrix, A::Error> {
        Err(match list.next_element::<IgnoredAny>()? {
            None => A::Error::invalid_type(Unexpected::Other("an empty list"), &self),
            Some(_) => A::Error::custom("must be a matrix; `nash` takes a list of each player's payoffs"),
        })
    }
}

/// Initial strategies.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ZeroSumStart {
    /// The row player's strategy: nonnegative, summing to 1.
    pub row: Option<Vector>,
    /// The column player's strategy.
    pub column: Option<Vector>,
}

/// The method for a zero-sum game.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ZeroSumMethod {
    /// The simplex method for games with up to 4 million entries, including zeros, otherwise the primal-dual method.
    #[default]
    Auto,
    /// Linear programming (Dantzig, A proof of the equivalence of the programming problem and the game problem, 1951):
    /// exact up to rounding, in roughly cubic time in the number of actions. It stores the full matrix.
    Simplex,
    /// Regret matching plus with alternating updates and averages of increasing weight (Tammelin, Burch, Johanson,
    /// Bowling, IJCAI 2015): rough strategies after few rounds, each with two matrix products.
    RegretMatching,
    /// The primal-dual hybrid gradient method with restarts (Applegate, Hinder, Lu, Lubin, Math. Programming 201,
    /// 2023), completed by linear equations once few actions are used. For games too large for the simplex method,
    /// especially sparse ones.
    PrimalDual,
    /// Mirror prox with Newton steps, the only method for games with `regularization`.
    MirrorProx,
}

/// The method used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ZeroSumChosenMethod")]
pub enum Chosen {
    /// Linear programming.
    Simplex,
    /// Regret matching plus.
    RegretMatching,
    /// The primal-dual hybrid gradient method.
    PrimalDual,
    /// Mirror prox.
    MirrorProx,
}

/// The limit on entries for the simplex method in `auto`. Larger games take minutes.
const MAX_ENTRIES_FOR_SIMPLEX: usize = 4_000_000;

/// Default limit on pivots per row and column, a hundred times the usual number.
const PIVOTS_FOR_EACH_ACTION: u32 = 50;

/// Default limit on rounds or steps of first-order methods.
const MAX_STEPS: u32 = 100_000;

/// Larger numbers of rows or columns are assumed to be mistakes: a sparse matrix can declare any number.
const MAX_ACTIONS: usize = 1_000_000;

/// The limit on actions for mirror prox, for memory: it stores both players' payoffs in one square matrix.
const MAX_IN_MIRROR_PROX: usize = 4000;

/// Bound on payoffs. Their ranges and products are finite.
const LARGEST_PAYOFF: f64 = 1e150;

fn default_tolerance() -> f64 {
    1e-10
}

impl ZeroSumProblem {
    /// The problem with these payoffs and default options.
    pub fn new(payoffs: AnyMatrix) -> Self {
        Self {
            payoffs,
            method: ZeroSumMethod::Auto,
            tolerance: default_tolerance(),
            max_iterations: None,
            initial: None,
            regularization: 0.0,
            row_reference: None,
            column_reference: None,
            history: false,
        }
    }

    /// Validates the problem.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.payoffs.ensure_well_formed().map_err(|error| error.within("payoffs"))?;
        let (rows, columns) = (self.payoffs.rows(), self.payoffs.columns());
        check::has_entries("payoffs", rows, columns)?;
        check::count("payoffs.rows", rows, ..=MAX_ACTIONS)?;
        check::count("payoffs.columns", columns, ..=MAX_ACTIONS)?;
        self.check_entries()?;
        check::tolerance(self.tolerance)?;
        check::at_least_one("maxIterations", self.max_iterations)?;
        self.check_regularization()?;
        let Some(initial) = &self.initial else { return Ok(()) };
        let given = |path, strategy: &Option<Vector>, actions, of| match strategy {
            Some(strategy) => check_strategy(path, strategy, actions, of),
            None => Ok(()),
        };
        given("initial.row", &initial.row, rows, "payoffs has rows")?;
        given("initial.column", &initial.column, columns, "payoffs has columns")
    }

    fn check_regularization(&self) -> Result<(), Error> {
        check::number("regularization", self.regularization, check::NOT_NEGATIVE)?;
        let is_regularized = self.regularization > 0.0;
        let is_right = match self.method {
            ZeroSumMethod::Auto => true,
            method => (method == ZeroSumMethod::MirrorProx) == is_regularized,
        };
        if !is_right {
            let message = if is_regularized { "must be mirrorProx with" } else { "must not be mirrorProx without" };
            return Err(Error::invalid("method", format!("{message} regularization")));
        }
        let (rows, columns) = (self.payoffs.rows(), self.payoffs.columns());
        if is_regularized && rows + columns > MAX_IN_MIRROR_PROX {
            let message = format!("must be 0 for more than {MAX_IN_MIRROR_PROX} rows and columns together");
            return Err(Error::invalid("regularization", message));
        }
        for (path, reference, actions, of) in [
            ("rowReference", &self.row_reference, rows, "payoffs has rows"),
            ("columnReference", &self.column_reference, columns, "payoffs has columns"),
        ] {
            let Some(reference) = reference else { continue };
            check::length(path, reference.len(), actions, of)?;
            check::numbers(path, reference, check::POSITIVE)?;
            if !reference.iter().sum::<f64>().is_finite() {
                return Err(Error::invalid(path, "must have a sum within the range of numbers"));
            }
        }
        Ok(())
    }

    fn check_entries(&self) -> Result<(), Error> {
        self.payoffs.ensure_finite("payoffs")?;
        let range = -LARGEST_PAYOFF..=LARGEST_PAYOFF;
        match &self.payoffs {
            AnyMatrix::Dense(matrix) => check::matrix("payoffs", matrix, range),
            AnyMatrix::Sparse(matrix) => check::numbers("payoffs.data", &matrix.data, range),
            AnyMatrix::DenseSingle(_) => Ok(()),
        }
    }

    /// The initial strategies.
    pub(super) fn start(&self) -> [Vec<f64>; 2] {
        let given = self.initial.clone().unwrap_or_default();
        [start(given.row.as_deref(), self.payoffs.rows()), start(given.column.as_deref(), self.payoffs.columns())]
    }

    pub(super) fn chosen(&self, game: &UnitGame) -> Chosen {
        match self.method {
            ZeroSumMethod::Simplex => Chosen::Simplex,
            ZeroSumMethod::RegretMatching => Chosen::RegretMatching,
            ZeroSumMethod::PrimalDual => Chosen::PrimalDual,
            ZeroSumMethod::MirrorProx => Chosen::MirrorProx,
            ZeroSumMethod::Auto if self.regularization > 0.0 => Chosen::MirrorProx,
            ZeroSumMethod::Auto if game.rows.saturating_mul(game.columns) <= MAX_ENTRIES_FOR_SIMPLEX => Chosen::Simplex,
            ZeroSumMethod::Auto => Chosen::PrimalDual,
        }
    }
}

impl Chosen {
    pub(super) fn default_iterations(self, game: &UnitGame) -> u32 {
        match self {
            // Each dimension is at most a million, so the product does not overflow.
            Self::Simplex => PIVOTS_FOR_EACH_ACTION * (game.rows + game.columns) as u32,
            Self::RegretMatching | Self::PrimalDual | Self::MirrorProx => MAX_STEPS,
        }
    }
}

/// The given strategy, or the uniform one.
fn start(given: Option<&[f64]>, actions: usize) -> Vec<f64> {
    given.and_then(mixed::normalized).unwrap_or_else(|| mixed::uniform(actions))
}
