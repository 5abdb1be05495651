//! The input of `nash`.

use crate::exploitability::MAX_PROFILES;
use crate::payoffs::Game;
use schemars::JsonSchema;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use superlinear_interface::{Error, Values, check};

/// A normal-form game.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NashProblem {
    /// The payoffs of each player for each action profile, to be maximized: 2 to 8 matrices or tensors of equal shape
    /// with one axis per player, as nested lists or `{ shape, values }`. At most 10⁷ profiles, entries up to 10¹⁵⁰.
    #[serde(deserialize_with = "of_each_player")]
    #[schemars(with = "Vec<Values>")]
    pub payoffs: Vec<Values>,
    /// Whether to find one equilibrium or all.
    #[serde(default)]
    pub find: NashFind,
    /// The method for finding one equilibrium.
    #[serde(default)]
    pub method: NashMethod,
    /// For the Lemke–Howson method, the first label to drop: an action of the first player, or of the second, counted
    /// after the first's. Each label leads to an equilibrium, some to different ones. Default: a race of all labels
    /// with a growing number of pivots.
    pub label: Option<u32>,
    /// Tolerance on the gain from deviating, relative to the range of the player's payoffs.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// Limit on pivots, or on steps along the path.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// With `find: 'all'`, the limit on bases visited of each player's polytope.
    #[serde(default = "default_max_vertices")]
    pub max_vertices: u32,
}

/// The number of equilibria to find.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum NashFind {
    /// One.
    #[default]
    One,
    /// All equilibria of a two-player game with up to 62 actions in total. If there are infinitely many, the extreme
    /// ones; the others are mixtures of these. The time grows exponentially with the number of actions.
    All,
}

/// The method for finding one equilibrium.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum NashMethod {
    /// The Lemke–Howson method for two players. For more, the first pure equilibrium in the order of the profiles, or
    /// the logit path if there is none.
    #[default]
    Auto,
    /// Complementary pivoting, which finds an equilibrium of any two-player game (Lemke, Howson, J. SIAM 12, 1964). The
    /// lexicographic ratio test ensures termination in degenerate games.
    LemkeHowson,
    /// The path of logit equilibria from uniform strategies, at zero precision, to an equilibrium of players without
    /// errors (McKelvey, Palfrey, Games Econ. Behav. 10, 1995; tracked as in Turocy, Games Econ. Behav. 51, 2005).
    Logit,
}

/// The method after resolving `auto`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    LemkeHowson,
    Logit,
    PureOrLogit,
}

/// The labels of both players are bits of an integer.
const MAX_LABELS: usize = 62;

/// Reads the payoffs of each player. For a single matrix, the error names the right method.
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
    /// The problem of one equilibrium with these payoffs and default options.
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

    /// Validates the game and the suitability of the method.
    pub(super) fn check(&self) -> Result<Game, Error> {
        let game = Game::new(&self.payoffs, MAX_PROFILES)?;
        check::tolerance(self.tolerance)?;
        check::at_least_one("maxIterations", Some(self.max_iterations))?;
        check::at_least_one("maxVertices", Some(self.max_vertices))?;
        let labels: usize = game.actions.iter().sum();
        if let Some(label) = self.label {
            check::count("label", label as usize, ..labels)?;
        }
        if game.players() == 2 {
            if self.find == NashFind::All && labels > MAX_LABELS {
                let words = format!("must be 'one' for players with more than {MAX_LABELS} actions together, {labels}");
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
