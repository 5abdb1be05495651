//! Reactions that are functions of the caller, as a dialogue.

use super::problem::ReactionOptions;
use super::reactions::{Functions, QUESTIONS, Reactions};
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

impl AskedReaction {
    /// The functions that can be asked. Refuses combinations that are no reaction.
    fn functions(self) -> Result<Functions<()>, Error> {
        Functions::new([self.production, self.destruction, self.rate].map(|is_given| is_given.then_some(())))
    }
}

impl Dialogue for ReactionDiffusionFunctions {
    const NAME: &'static str = "pde.reactionDiffusion";
    const QUESTIONS: &'static [&'static str] = QUESTIONS;
    type Problem = ReactionFunctionsProblem;
    type Solution = ReactionDiffusionSolution;

    fn lengths(problem: &ReactionFunctionsProblem) -> Result<Vec<Lengths>, Error> {
        problem.reaction.functions()?;
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
        let functions = problem.reaction.functions()?;
        let reactions = Reactions::asked(functions, &oracle, problem.options.species.len())?;
        super::solve(&problem.options, reactions, Some(&oracle), &run).await
    }
}
