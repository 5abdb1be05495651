//! The dialogue for densities that are functions of the caller.

use super::asked::{Asked, QUESTIONS, lengths};
use super::integrand::Integrand;
use super::problem::EnergyOptions;
use super::solution::MinimizeEnergySolution;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, check};

/// Minimizes the integral of a density that is a function of the caller.
pub struct MinimizeEnergyFunctions;

/// An energy with a density of the caller.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EnergyFunctionsProblem {
    /// Whether the second derivatives of the density can be asked. Default: central differences of the first ones.
    #[serde(default)]
    pub hessian: bool,
    /// The grid, the data and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: EnergyOptions,
}

impl Dialogue for MinimizeEnergyFunctions {
    const NAME: &'static str = "pde.minimizeEnergy";
    const QUESTIONS: &'static [&'static str] = QUESTIONS;
    type Problem = EnergyFunctionsProblem;
    type Solution = MinimizeEnergySolution;

    fn lengths(problem: &EnergyFunctionsProblem) -> Result<Vec<Lengths>, Error> {
        check::entries("points", problem.options.points.len(), 1..=3)?;
        Ok(vec![Lengths { point: 0, answer: 0 }; 2])
    }

    fn item_lengths(problem: &EnergyFunctionsProblem) -> Vec<Lengths> {
        lengths(problem.options.points.len()).to_vec()
    }

    async fn solve(problem: EnergyFunctionsProblem, oracle: Oracle, run: Run) -> Result<MinimizeEnergySolution, Error> {
        let density = Integrand::Asked(Asked { oracle: oracle.clone(), has_hessian: problem.hessian });
        super::solve(&problem.options, &density, Some(&oracle), &run).await
    }
}
