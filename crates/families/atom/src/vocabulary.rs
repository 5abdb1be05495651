//! Input types common to several methods: elements, equations, speeds of light, spins.

use crate::equation::{Equation, SPEED_OF_LIGHT_CODATA_2022, SPEED_OF_LIGHT_NIST};
use crate::periodic_table::atomic_number;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, check};

/// The largest nuclear charge: beyond it, a relativistic point nucleus has no 1s level.
const HIGHEST_CHARGE: f64 = 137.0;

/// The range of speeds of light. Below it, every nucleus has a charge of at least c; at its upper end, (Z/c)^2 is below
/// rounding error for all nuclei.
pub(crate) const SPEEDS_OF_LIGHT: std::ops::RangeInclusive<f64> = 1.0..=1e9;

/// The lowest charge of an ion: no density functional binds more electrons.
pub(crate) const LOWEST_ION: f64 = -2.0;

/// An element, by symbol or atomic number.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be an element's symbol or its number")]
pub enum GivenElement {
    /// A symbol such as `Fe`.
    Symbol(String),
    /// A number such as 26.
    Number(f64),
}

impl GivenElement {
    /// The nuclear charge.
    pub(crate) fn charge(&self) -> Result<f64, Error> {
        let charge = match self {
            Self::Number(number) => *number,
            Self::Symbol(symbol) => match atomic_number(symbol) {
                Some(number) => f64::from(number),
                None => return Err(Error::invalid("element", format!("must be an element's symbol, got {symbol}"))),
            },
        };
        check::number("element", charge, 1.0..=HIGHEST_CHARGE)?;
        Ok(charge)
    }
}

/// A spin direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Spin {
    /// The majority spin.
    Up,
    /// The minority spin.
    Down,
}

/// The equation of the orbitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum AtomModel {
    /// Schrödinger's equation.
    #[default]
    Schrodinger,
    /// The scalar-relativistic equation of Koelling and Harmon, normalized by the large component.
    Scalar,
    /// Dirac's equation.
    Dirac,
}

/// A speed of light, by name or in atomic units.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be `nist`, `codata2022` or a number")]
pub enum GivenSpeed {
    /// A standard value.
    Name(StandardSpeed),
    /// A value in atomic units.
    Number(f64),
}

/// Standard values of the speed of light in atomic units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum StandardSpeed {
    /// 137.0359895, as in the tables of NIST.
    Nist,
    /// 137.035999177.
    Codata2022,
}

impl Default for GivenSpeed {
    fn default() -> Self {
        Self::Name(StandardSpeed::Nist)
    }
}

impl Spin {
    /// The index of the spin's potential.
    pub(crate) fn index(self) -> usize {
        match self {
            Self::Up => 0,
            Self::Down => 1,
        }
    }
}

impl AtomModel {
    /// The equation with speed of light `c`.
    pub(crate) fn equation(self, c: f64) -> Equation {
        match self {
            Self::Schrodinger => Equation::Schrodinger,
            Self::Scalar => Equation::Scalar(c),
            Self::Dirac => Equation::Dirac(c),
        }
    }
}

impl GivenSpeed {
    /// The value in atomic units.
    pub(crate) fn value(&self) -> Result<f64, Error> {
        let c = match *self {
            Self::Name(StandardSpeed::Nist) => SPEED_OF_LIGHT_NIST,
            Self::Name(StandardSpeed::Codata2022) => SPEED_OF_LIGHT_CODATA_2022,
            Self::Number(c) => c,
        };
        check::number("c", c, SPEEDS_OF_LIGHT)?;
        Ok(c)
    }
}
