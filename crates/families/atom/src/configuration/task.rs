//! Electron configurations as tasks.

use super::{Shell, ground, ion, parse};
use crate::periodic_table::symbol;
use crate::vocabulary::{GivenElement, LOWEST_ION};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, check};

/// The ground configuration of an atom or ion.
///
/// @example
/// ```ts
/// const { text } = await configuration({ element: 'Fe', charge: 2 }); // ends with 3d6
/// ```
#[derive(JsonSchema)]
pub struct Configuration;

/// Parses a configuration such as `[Rn] 5f3 6d1 7s2`.
///
/// @example
/// ```ts
/// const { shells, electrons } = await parseConfiguration({ text: '[Ar] 3d5 4s1' });
/// ```
#[derive(JsonSchema)]
pub struct ParseConfiguration;

/// An atom or ion.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConfigurationProblem {
    /// The element: its symbol or its atomic number.
    pub element: GivenElement,
    /// The charge of the ion.
    #[serde(default)]
    pub charge: f64,
}

/// An electron configuration as text.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ParseConfigurationProblem {
    /// A configuration such as `[Rn] 5f3 6d1 7s2`. Any element in brackets stands for its ground configuration.
    pub text: String,
}

/// An electron configuration.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationSolution {
    /// The shells, by n and then by l.
    pub shells: Vec<ConfigurationShell>,
    /// The number of electrons.
    pub electrons: f64,
    /// The configuration as text, without abbreviations.
    pub text: String,
}

/// The electrons of one shell.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationShell {
    /// The principal quantum number.
    pub n: u32,
    /// The angular momentum l.
    pub l: u32,
    /// The number of electrons.
    pub occupation: f64,
}

impl ConfigurationSolution {
    fn of(shells: Vec<Shell>) -> Self {
        let term = |shell: &Shell| format!("{}{}", Shell::label(shell.n, shell.l), check::short(shell.occupation));
        Self {
            electrons: shells.iter().map(|shell| shell.occupation).sum(),
            text: shells.iter().map(term).collect::<Vec<_>>().join(" "),
            shells: shells
                .into_iter()
                .map(|Shell { n, l, occupation }| ConfigurationShell { n, l, occupation })
                .collect(),
        }
    }
}

impl Task for Configuration {
    const NAME: &'static str = "atom.configuration";
    type Problem = ConfigurationProblem;
    type Solution = ConfigurationSolution;
    type Progress = NoProgress;

    fn solve(problem: ConfigurationProblem, _: &Run) -> Result<ConfigurationSolution, Error> {
        let charge = problem.element.charge()?;
        if charge.fract() != 0.0 || symbol(charge as u32).is_none() {
            return Err(Error::invalid(
                "element",
                format!("must be the number of an element, got {}", check::short(charge)),
            ));
        }
        check::number("charge", problem.charge, LOWEST_ION..charge)?;
        Ok(ConfigurationSolution::of(ion(ground(charge as u32), problem.charge)))
    }
}

impl Task for ParseConfiguration {
    const NAME: &'static str = "atom.parseConfiguration";
    type Problem = ParseConfigurationProblem;
    type Solution = ConfigurationSolution;
    type Progress = NoProgress;

    fn solve(problem: ParseConfigurationProblem, _: &Run) -> Result<ConfigurationSolution, Error> {
        let rename = |error: Error| {
            let message = error.message.strip_prefix("configuration ").unwrap_or(&error.message).to_owned();
            Error::invalid("text", message)
        };
        Ok(ConfigurationSolution::of(parse(&problem.text).map_err(rename)?))
    }
}
