//! What the caller gives.

use super::unit_game::UnitGame;
use crate::mixed::{self, check_strategy};
use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use superlinear_interface::{AnyMatrix, Error, Vector, check};

/// A zero-sum game: the row player chooses a row and wants much, the column player chooses a column and pays.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ZeroSumProblem {
    /// What the row player gets from the column player, a row for each action of the former and a column for each of the
    /// latter: dense or sparse, at most 10⁶ of either, entries up to 10¹⁵⁰.
    #[serde(deserialize_with = "one_matrix")]
    #[schemars(with = "AnyMatrix")]
    pub payoffs: AnyMatrix,
    /// How the strategies are found.
    #[serde(default)]
    pub method: ZeroSumMethod,
    /// What the duality gap of the solution is at most, or with `regularization` its exploitability, as a part of the range of the payoffs.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most iterations: pivots of the simplex method, rounds of regret matching and of mirror prox, steps of the primal-dual method. Default: 50 for each row and
    /// column for the simplex method, 100 000 for the others.
    pub max_iterations: Option<u32>,
    /// Where first-order methods start; for the simplex method it is what is returned where it has no time for anything better.
    /// Default: all actions alike.
    pub initial: Option<ZeroSumStart>,
    /// The factor β of the divergences of Kullback and Leibler of both strategies from references, which each player wants small; 0 for none.
    /// With it the equilibrium is the only one, and mirror prox finds it, for at most 4000 rows and columns together.
    #[serde(default)]
    pub regularization: f64,
    /// What the row player's strategy is to be near: positive numbers, of which only the ratios count. Default: all the same.
    pub row_reference: Option<Vector>,
    /// What the column player's strategy is to be near. Default: all the same.
    pub column_reference: Option<Vector>,
    /// Whether the relative gap at each look at it is told in the solution.
    #[serde(default)]
    pub history: bool,
}

/// Reads a matrix, and names the method for the payoffs of several players.
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
        AnyMatrix::deserialize(MapAccessDeserializer::new(matrix))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<AnyMatrix, A::Error> {
        Err(match list.next_element::<IgnoredAny>()? {
            None => A::Error::invalid_type(Unexpected::Other("an empty list"), &self),
            Some(_) => A::Error::custom("must be a matrix; `nash` takes a list of each player's payoffs"),
        })
    }
}

/// Strategies to start from.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ZeroSumStart {
    /// The row player's: not negative, with the sum 1.
    pub row: Option<Vector>,
    /// The column player's.
    pub column: Option<Vector>,
}

/// How strategies of a zero-sum game are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ZeroSumMethod {
    /// The simplex method where the game has up to 4 million entries, zeros counted, else the primal-dual method.
    #[default]
    Auto,
    /// Linear programming (Dantzig, A proof of the equivalence of the programming problem and the game problem, 1951): exact to rounding, in
    /// time that grows with the cube of the number of actions, about. It stores the whole matrix.
    Simplex,
    /// Regret matching plus, in turns, with averages of growing weight (Tammelin, Burch, Johanson, Bowling, IJCAI 2015): rough
    /// strategies after few rounds, of which each is two products with the matrix.
    RegretMatching,
    /// The primal-dual hybrid gradient method with restarts (Applegate, Hinder, Lu, Lubin, Math. Programming 201, 2023), and linear equations on
    /// the actions in use once few are left: for games too large for the simplex method, sparse ones in particular.
    PrimalDual,
    /// Mirror prox with Newton steps, for games with `regularization`; the only method for them.
    MirrorProx,
}

/// The method that is used.
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

/// More entries take the simplex method minutes.
const MOST_ENTRIES_FOR_SIMPLEX: usize = 4_000_000;

/// Pivots for each row and column: a hundred times as many as are usual.
const PIVOTS_FOR_EACH_ACTION: u32 = 50;

/// Rounds or steps of first-order methods.
const MOST_STEPS: u32 = 100_000;

/// More rows or columns are taken to be a mistake: a sparse matrix can declare any number of them.
const MOST_ACTIONS: usize = 1_000_000;

/// Games of more actions take mirror prox much memory: it has the payoffs of both players against each other as one matrix.
const MOST_IN_MIRROR_PROX: usize = 4000;

/// The size of payoffs whose ranges and products are finite.
const LARGEST_PAYOFF: f64 = 1e150;

fn default_tolerance() -> f64 {
    1e-10
}

impl ZeroSumProblem {
    /// The game of these payoffs, with the default of all else.
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

    /// Refuses what is no game.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.payoffs.ensure_well_formed().map_err(|error| error.within("payoffs"))?;
        let (rows, columns) = (self.payoffs.rows(), self.payoffs.columns());
        check::has_entries("payoffs", rows, columns)?;
        check::count("payoffs.rows", rows, ..=MOST_ACTIONS)?;
        check::count("payoffs.columns", columns, ..=MOST_ACTIONS)?;
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
        if is_regularized && rows + columns > MOST_IN_MIRROR_PROX {
            let message = format!("must be 0 for more than {MOST_IN_MIRROR_PROX} rows and columns together");
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

    /// The strategies to start from.
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
            ZeroSumMethod::Auto if game.rows.saturating_mul(game.columns) <= MOST_ENTRIES_FOR_SIMPLEX => {
                Chosen::Simplex
            }
            ZeroSumMethod::Auto => Chosen::PrimalDual,
        }
    }
}

impl Chosen {
    pub(super) fn default_iterations(self, game: &UnitGame) -> u32 {
        match self {
            // Sides are at most a million.
            Self::Simplex => PIVOTS_FOR_EACH_ACTION * (game.rows + game.columns) as u32,
            Self::RegretMatching | Self::PrimalDual | Self::MirrorProx => MOST_STEPS,
        }
    }
}

/// Strategies that are used where none are given.
fn start(given: Option<&[f64]>, actions: usize) -> Vec<f64> {
    given.and_then(mixed::normalized).unwrap_or_else(|| mixed::uniform(actions))
}
