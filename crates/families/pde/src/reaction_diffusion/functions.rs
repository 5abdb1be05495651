//! Reactions that are functions of the caller, as a dialogue.

use super::problem::ReactionOptions;
use super::reactions::{DESTRUCTION, PRODUCTION, RATE, Reactions, ensure_form};
use super::solution::ReactionDiffusionSolution;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run};

/// Computes the evolution of species with reactions of the caller.
pub struct ReactionDiffusionFunctions;

/// Species that react by functions of the caller, and diffuse.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReactionFunctionsProblem {
    /// The functions that can be asked.
    pub reaction: AskedReaction,
    /// The grid, the species and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: ReactionOptions,
}

/// The functions of a reaction: production and destruction, or a rate.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AskedReaction {
    /// Whether production can be asked.
    #[serde(default)]
    pub production: bool,
    /// Whether destruction can be asked.
    #[serde(default)]
    pub destruction: bool,
    /// Whether the rate can be asked.
    #[serde(default)]
    pub rate: bool,
}

impl Dialogue for ReactionDiffusionFunctions {
    const NAME: &'static str = "pde.reactionDiffusion";
    const QUESTIONS: &'static [&'static str] = &[PRODUCTION, DESTRUCTION, RATE];
    type Problem = ReactionFunctionsProblem;
    type Solution = ReactionDiffusionSolution;

    fn lengths(problem: &ReactionFunctionsProblem) -> Result<Vec<Lengths>, Error> {
        let AskedReaction { production, destruction, rate } = problem.reaction;
        ensure_form([production, destruction, rate])?;
        problem.options.check_species()?;
        Ok(vec![Lengths { point: 0, answer: 0 }; 3])
    }

    fn item_lengths(problem: &ReactionFunctionsProblem) -> Vec<Lengths> {
        let species = problem.options.species.len();
        vec![Lengths { point: species, answer: species }; 3]
    }

    async fn solve(
        problem: ReactionFunctionsProblem,
        oracle: Oracle,
        run: Run,
    ) -> Result<ReactionDiffusionSolution, Error> {
        let reactions = Reactions::asked(&oracle, problem.reaction.rate, problem.options.species.len());
        super::solve(&problem.options, reactions, Some(&oracle), &run).await
    }
}
