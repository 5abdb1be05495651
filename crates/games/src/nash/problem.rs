//! What the caller gives.

use crate::exploitability::MOST_PROFILES;
use crate::payoffs::Game;
use schemars::JsonSchema;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use superlinear_interface::{Error, Values, check};

/// A game in normal form, of which equilibria are asked.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NashProblem {
    /// What each player gets at each profile of actions, which they want to be much: from 2 to 8 matrices or
    /// tensors, as nested lists or `{ shape, values }`, of one shape, which has an axis for each player. At most 10⁷ profiles, entries up to 10¹⁵⁰.
    #[serde(deserialize_with = "of_each_player")]
    #[schemars(with = "Vec<Values>")]
    pub payoffs: Vec<Values>,
    /// Whether one equilibrium is asked for or all.
    #[serde(default)]
    pub find: NashFind,
    /// How one equilibrium is found.
    #[serde(default)]
    pub method: NashMethod,
    /// For Lemke and Howson's method, the action whose label is dropped first, of the first player's and then the second's: each leads
    /// to an equilibrium, some to another one. Default: all of them in turn, some pivots each, until one gets there.
    pub label: Option<u32>,
    /// What a player can gain by leaving a strategy is at most this part of the range of their payoffs.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// The most pivots, or steps on the path.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Where all equilibria are asked for, the most bases of each player's polytope that are looked at.
    #[serde(default = "default_max_vertices")]
    pub max_vertices: u32,
}

/// How many equilibria are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum NashFind {
    /// One.
    #[default]
    One,
    /// All of a game of two players who have up to 62 actions together: where there are infinitely many, the extreme ones, of which the
    /// others are mixtures. The time grows exponentially with the number of actions.
    All,
}

/// How one equilibrium is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum NashMethod {
    /// Lemke and Howson's method for two players. For more, the first pure equilibrium in the order of the profiles, and the logit path where
    /// there is none.
    #[default]
    Auto,
    /// Complementary pivots, which lead to an equilibrium of any game of two players (Lemke, Howson, J. SIAM 12, 1964), with the
    /// lexicographic ratio test, by which they end in degenerate games too.
    LemkeHowson,
    /// The path of logit equilibria from even strategies, where players are sure of nothing, to an equilibrium of players who make no mistakes
    /// (McKelvey, Palfrey, Games Econ. Behav. 10, 1995; followed as by Turocy, Games Econ. Behav. 51, 2005).
    Logit,
}

/// The method that is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    LemkeHowson,
    Logit,
    PureOrLogit,
}

/// Labels of both players are bits of a number.
const MOST_LABELS: usize = 62;

/// Reads the payoffs of each player, and names the method for a single matrix.
fn of_each_player<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Values>, D::Error> {
    deserializer.deserialize_any(OfEachPlayer)
}

struct OfEachPlayer;

impl<'de> Visitor<'de> for OfEachPlayer {
    type Value = Vec<Values>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of each player's payoffs")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<Values>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Vec<Values>, A::Error> {
        Err(A::Error::custom(
            "must be a list of each player's payoffs; `zeroSum` takes the one matrix of a zero-sum game",
        ))
    }
}

fn default_tolerance() -> f64 {
    1e-10
}

fn default_max_iterations() -> u32 {
    1_000_000
}

fn default_max_vertices() -> u32 {
    100_000
}

impl NashProblem {
    /// One equilibrium of the game of these payoffs, with the default of all else.
    pub fn new(payoffs: Vec<Values>) -> Self {
        Self {
            payoffs,
            find: NashFind::One,
            method: NashMethod::Auto,
            label: None,
            tolerance: default_tolerance(),
            max_iterations: default_max_iterations(),
            max_vertices: default_max_vertices(),
        }
    }

    /// The game. Refuses what is none, and methods that are for other games.
    pub(super) fn check(&self) -> Result<Game, Error> {
        let game = Game::new(&self.payoffs, MOST_PROFILES)?;
        check::tolerance(self.tolerance)?;
        check::at_least_one("maxIterations", Some(self.max_iterations))?;
        check::at_least_one("maxVertices", Some(self.max_vertices))?;
        let labels: usize = game.actions.iter().sum();
        if let Some(label) = self.label {
            check::count("label", label as usize, ..labels)?;
        }
        if game.players() == 2 {
            if self.find == NashFind::All && labels > MOST_LABELS {
                let words =
                    format!("must be 'one' for players with more than {MOST_LABELS} actions together, {labels}");
                return Err(Error::invalid("find", words));
            }
            return Ok(game);
        }
        let for_two = |path, words| Err(Error::invalid(path, format!("{words}, got {} players", game.players())));
        match (self.find, self.method) {
            (NashFind::All, _) => for_two("find", "must be 'one' for more than two players"),
            (_, NashMethod::LemkeHowson) => for_two("method", "must not be 'lemkeHowson' for more than two players"),
            _ => Ok(game),
        }
    }

    pub(super) fn chosen(&self, game: &Game) -> Chosen {
        match self.method {
            NashMethod::LemkeHowson => Chosen::LemkeHowson,
            NashMethod::Logit => Chosen::Logit,
            NashMethod::Auto if game.players() == 2 => Chosen::LemkeHowson,
            NashMethod::Auto => Chosen::PureOrLogit,
        }
    }
}
