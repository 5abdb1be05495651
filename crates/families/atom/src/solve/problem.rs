//! The problem of `solve` and its options.

use crate::configuration::{self, LETTERS, Shell, ensure_shell};
use crate::equation::{Equation, Symmetry};
use crate::external::{Confinement, Nucleus};
use crate::functional::Functional;
use crate::layout::MeshProblem;
use crate::self_consistency::Occupied;
use crate::state::StartProblem;
use crate::vocabulary::{AtomModel, GivenElement, GivenSpeed, LOWEST_ION, Spin};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, check};

/// An atom or ion, to solve self-consistently. Hartree atomic units.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SolveProblem {
    /// The element: its symbol or nuclear charge. A fractional charge requires `configuration`.
    pub element: GivenElement,
    /// The charge of the ion. Default: as implied by `configuration`, else 0.
    pub charge: Option<f64>,
    /// The electron configuration: a text such as `[Rn] 5f3 6d1 7s2`, or a list. Default: the ground configuration from
    /// NIST's tables up to uranium, in Madelung's order beyond; ions lose the outermost electrons.
    pub configuration: Option<GivenConfiguration>,
    /// The equation of the orbitals.
    #[serde(default)]
    pub model: AtomModel,
    /// The exchange-correlation functional. In relativistic models exchange is relativistic too, except for `pbe`.
    #[serde(default)]
    pub xc: Functional,
    /// Whether up and down electrons have separate potentials; not for Dirac's equation.
    #[serde(default)]
    pub spin: bool,
    /// The speed of light. Default: the value of NIST's tables.
    #[serde(default)]
    pub c: GivenSpeed,
    /// The charge distribution of the nucleus.
    #[serde(default)]
    pub nucleus: Nucleus,
    /// The confinement of the atom.
    #[serde(default)]
    pub confinement: Confinement,
    /// The intended error of the total energy and of levels, in hartree. It determines the mesh and the stopping
    /// criteria.
    #[serde(default = "default_accuracy")]
    pub accuracy: f64,
    /// The elements, on which orbitals are polynomials. Default: as required by `accuracy`.
    pub mesh: Option<MeshProblem>,
    /// The mixing of successive potentials.
    #[serde(default)]
    pub mixing: MixingProblem,
    /// An earlier solution, of this or a neighboring atom, as a starting potential.
    pub start: Option<StartProblem>,
    /// The maximum number of iterations.
    #[serde(default = "default_max_iterations")]
    pub max_iterations: u32,
    /// Whether to record every iteration.
    #[serde(default)]
    pub history: bool,
}

fn default_accuracy() -> f64 {
    1e-8
}

fn default_max_iterations() -> u32 {
    100
}

/// An electron configuration, as text or as a list.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be a text or a list of shells, each with n, l and occupation")]
pub enum GivenConfiguration {
    /// A text such as `[Ar] 3d6 4s2`.
    Text(String),
    /// A list with one entry per shell, or per shell and spin.
    Shells(Vec<GivenShell>),
}

/// The electrons of one shell.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenShell {
    /// The principal quantum number.
    pub n: u32,
    /// The angular momentum l.
    pub l: u32,
    /// The number of electrons, possibly fractional.
    pub occupation: f64,
    /// The spin of the electrons, for spin-polarized atoms. Default: as many up as possible, the others down.
    pub spin: Option<Spin>,
}

/// Anderson mixing.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MixingProblem {
    /// The number of earlier potentials used for the next, at most 50.
    pub depth: u32,
    /// The fraction of the residual that is added, above 0 and at most 1.
    pub factor: f64,
}

impl Default for MixingProblem {
    fn default() -> Self {
        // A depth below 5 costs iterations in every atom, above 6 in the lanthanides.
        Self { depth: 5, factor: 0.6 }
    }
}

/// A validated problem.
pub(crate) struct Checked {
    pub equation: Equation,
    pub charge: f64,
    pub ionicity: f64,
    pub occupied: Vec<Occupied>,
}

impl SolveProblem {
    /// Checks the problem.
    pub(crate) fn check(&self) -> Result<Checked, Error> {
        let charge = self.nuclear_charge()?;
        let equation = self.model.equation(self.c.value()?);
        self.nucleus.check()?;
        self.confinement.check()?;
        if self.confinement.radius.is_some() && self.mesh.as_ref().is_some_and(|mesh| mesh.r_max.is_some()) {
            return Err(Error::invalid("mesh.rMax", "must not be given together with confinement.radius"));
        }
        if let Some(c) = equation.speed_of_light()
            && charge >= c
        {
            let (c, charge) = (check::short(c), check::short(charge));
            return Err(Error::invalid("element", format!("must have a charge below c = {c}, got {charge}")));
        }
        if self.spin && self.model == AtomModel::Dirac {
            return Err(Error::invalid("spin", "must not be set with the model dirac, whose orbitals have no spin"));
        }
        if self.xc.has_gradient() && self.model == AtomModel::Dirac {
            return Err(Error::invalid("xc", "must not be pbe with the model dirac"));
        }
        check::number("accuracy", self.accuracy, 1e-14..=1e-2)?;
        check::count("mixing.depth", self.mixing.depth as usize, ..=50)?;
        check::number("mixing.factor", self.mixing.factor, check::PROPORTION)?;
        if let Some(mesh) = &self.mesh {
            mesh.check()?;
        }
        let (shells, ionicity) = self.shells(charge)?;
        Ok(Checked { equation, charge, ionicity, occupied: self.occupied(&shells, equation)? })
    }

    fn nuclear_charge(&self) -> Result<f64, Error> {
        let charge = self.element.charge()?;
        if charge.fract() != 0.0 && self.configuration.is_none() {
            return Err(Error::invalid("element", "must be an integer where configuration is not given"));
        }
        Ok(charge)
    }

    /// The shells, and the charge of the ion.
    fn shells(&self, charge: f64) -> Result<(Vec<GivenShell>, f64), Error> {
        check::optional("charge", self.charge, LOWEST_ION..charge)?;
        let given = |shells: Vec<Shell>| {
            let shell = |Shell { n, l, occupation }| GivenShell { n, l, occupation, spin: None };
            shells.into_iter().map(shell).collect::<Vec<_>>()
        };
        let shells = match &self.configuration {
            None => given(configuration::ion(configuration::ground(charge as u32), self.charge.unwrap_or(0.0))),
            Some(GivenConfiguration::Text(text)) => given(configuration::parse(text)?),
            Some(GivenConfiguration::Shells(shells)) => shells.clone(),
        };
        let electrons: f64 = shells.iter().map(|shell| shell.occupation).sum();
        let ionicity = self.charge.unwrap_or(charge - electrons);
        if (charge - electrons - ionicity).abs() > 1e-9 {
            let (has, asked) = (check::short(electrons), check::short(charge - ionicity));
            let message = format!("has {has} electrons, where element and charge ask for {asked}");
            return Err(Error::invalid("configuration", message));
        }
        if !(electrons > 0.0 && ionicity >= LOWEST_ION) {
            let (most, got) = (check::short(charge - LOWEST_ION), check::short(electrons));
            let message = format!("must have electrons, at most {most} of them, got {got}");
            return Err(Error::invalid("configuration", message));
        }
        Ok((shells, ionicity))
    }

    fn occupied(&self, shells: &[GivenShell], equation: Equation) -> Result<Vec<Occupied>, Error> {
        let mut occupied: Vec<Occupied> = Vec::new();
        for (index, shell) in shells.iter().enumerate() {
            let path = || format!("configuration[{index}]");
            let GivenShell { n, l, occupation, spin } = *shell;
            if spin.is_some() && !self.spin {
                return Err(Error::invalid(format!("{}.spin", path()), "must not be given without spin"));
            }
            if l as usize >= LETTERS.len() || n > 20 {
                return Err(Error::invalid(path(), format!("must have n up to 20 and l up to {}", LETTERS.len() - 1)));
            }
            let capacity = Shell::capacity(l) / if spin.is_some() { 2.0 } else { 1.0 };
            ensure_shell(n, l, occupation, capacity)
                .map_err(|message| Error::invalid(path(), format!("is a shell {message}")))?;
            for part in self.parts(shell, equation) {
                let is_same =
                    |known: &Occupied| (known.n, known.symmetry, known.spin) == (part.n, part.symmetry, part.spin);
                if occupied.iter().any(is_same) {
                    return Err(Error::invalid(path(), "is given twice"));
                }
                occupied.push(part);
            }
        }
        occupied.retain(|part| part.occupation > 0.0);
        Ok(occupied)
    }

    /// Distributes a shell's electrons over levels: over both spins, or over both j in proportion to their
    /// degeneracies.
    fn parts(&self, shell: &GivenShell, equation: Equation) -> Vec<Occupied> {
        let GivenShell { n, l, occupation, spin } = *shell;
        let half = Shell::capacity(l) / 2.0;
        let part =
            |aligned, spin, occupation| Occupied { n, symmetry: Symmetry::of(equation, l, aligned), spin, occupation };
        match (equation, spin) {
            (Equation::Dirac(_), _) => {
                let opposed = occupation * f64::from(l) / half;
                let aligned = occupation * f64::from(l + 1) / half;
                let parts = [part(false, 0, opposed), part(true, 0, aligned)];
                parts.into_iter().skip(usize::from(l == 0)).collect()
            }
            (_, Some(spin)) => vec![part(true, spin.index(), occupation)],
            _ if self.spin => {
                let up = occupation.min(half);
                vec![part(true, 0, up), part(true, 1, occupation - up)]
            }
            _ => vec![part(true, 0, occupation)],
        }
    }
}
