//! What the caller of `solve` gives.

use crate::configuration::{self, LETTERS, Shell, ensure_shell};
use crate::equation::{Equation, SPEED_OF_LIGHT_CODATA_2022, SPEED_OF_LIGHT_NIST, Symmetry};
use crate::external::{Confinement, Nucleus};
use crate::functional::Functional;
use crate::self_consistency::Occupied;
use crate::state::StartProblem;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Vector};

/// An atom or ion whose orbitals are to make the potential they move in. Hartree atomic units.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SolveProblem {
    /// The element: its symbol, or the charge of the nucleus, which need not be whole where `configuration` is given.
    pub element: GivenElement,
    /// The charge of the ion. Default: that of `configuration`, else 0.
    pub charge: Option<f64>,
    /// Which shells the electrons are in: a text such as `[Rn] 5f3 6d1 7s2`, or a list. Default: the ground configuration of
    /// NIST's tables up to uranium, by Madelung's order beyond; ions lose the outermost electrons.
    pub configuration: Option<GivenConfiguration>,
    /// The equation of the orbitals.
    #[serde(default)]
    pub model: AtomModel,
    /// Exchange and correlation; where the model is relativistic, so is exchange, but for `pbe`.
    #[serde(default)]
    pub xc: Functional,
    /// Whether up and down electrons have potentials of their own; not in Dirac's equation.
    #[serde(default)]
    pub spin: bool,
    /// The speed of light. Default: that of NIST's tables.
    #[serde(default)]
    pub c: GivenSpeed,
    /// The charge distribution of the nucleus.
    #[serde(default)]
    pub nucleus: Nucleus,
    /// Walls around the atom.
    #[serde(default)]
    pub confinement: Confinement,
    /// The error of the total energy and of levels that is aimed at, in hartree. It chooses the mesh, and where iterations stop.
    #[serde(default = "default_accuracy")]
    pub accuracy: f64,
    /// The elements on which orbitals are polynomials. Default: as `accuracy` asks for.
    pub mesh: Option<MeshProblem>,
    /// How the next potential is made of the last ones.
    #[serde(default)]
    pub mixing: MixingProblem,
    /// An earlier solution, of this atom or a neighbour, from whose potential to start.
    pub start: Option<StartProblem>,
    /// The most iterations.
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

/// An element by its symbol or by its number.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum GivenElement {
    /// Such as `Fe`.
    Symbol(String),
    /// Such as 26.
    Number(f64),
}

/// A configuration as text or as a list.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum GivenConfiguration {
    /// Such as `[Ar] 3d6 4s2`.
    Text(String),
    /// One entry a shell, or a shell and spin.
    Shells(Vec<GivenShell>),
}

/// Electrons of one shell.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenShell {
    /// The principal quantum number.
    pub n: u32,
    /// The angular momentum.
    pub l: u32,
    /// How many electrons, not necessarily whole.
    pub occupation: f64,
    /// The electrons' spin, in spin-polarised atoms. Default: as many up as there is room for, the others down.
    pub spin: Option<Spin>,
}

/// A direction of spin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Spin {
    /// The direction of the majority.
    Up,
    /// The other.
    Down,
}

/// The equation of the orbitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum AtomModel {
    /// Schrödinger's.
    #[default]
    Schrodinger,
    /// The scalar-relativistic one of Koelling and Harmon, normalised by the large component.
    Scalar,
    /// Dirac's.
    Dirac,
}

/// A speed of light by name or in atomic units.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum GivenSpeed {
    /// A standard value.
    Name(StandardSpeed),
    /// In atomic units.
    Number(f64),
}

/// Standard values of the speed of light in atomic units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum StandardSpeed {
    /// 137.0359895, of the tables of NIST.
    Nist,
    /// 137.035999177.
    Codata2022,
}

impl Default for GivenSpeed {
    fn default() -> Self {
        Self::Name(StandardSpeed::Nist)
    }
}

/// How the elements of a mesh grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MeshKind {
    /// Exponentially: by the law of default meshes, or from `ratio` by one factor.
    #[default]
    Exponential,
    /// Not at all.
    Uniform,
    /// As `boundaries` says.
    Explicit,
}

/// The elements on which orbitals are polynomials.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeshProblem {
    /// How the elements grow.
    #[serde(default)]
    pub kind: MeshKind,
    /// How many elements, from 1 to 200. Default: as the accuracy asks for.
    pub elements: Option<u32>,
    /// Where the mesh ends, in bohr. Default: 50, and more where orbitals reach further.
    pub r_max: Option<f64>,
    /// For exponential meshes: the length of the last element over that of the first.
    pub ratio: Option<f64>,
    /// The degree of the polynomials, from 2 to 40. Default: as the accuracy asks for.
    pub degree: Option<u32>,
    /// Quadrature nodes an element, from degree + 1 (15 where degree is not given) to 80. Default: as the accuracy asks for.
    pub points: Option<u32>,
    /// For explicit meshes: the ends of the elements, ascending from 0.
    pub boundaries: Option<Vector>,
}

/// Anderson's mixing.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MixingProblem {
    /// How many earlier potentials have a part in the next, at most 50.
    pub depth: u32,
    /// The part of the residual that is added to them, above 0 and at most 1.
    pub factor: f64,
}

impl Default for MixingProblem {
    fn default() -> Self {
        // Fewer than 5 lose iterations in every atom, more than 6 in the lanthanides.
        Self { depth: 5, factor: 0.6 }
    }
}

/// Nuclei of more charge are refused: point nuclei of relativistic ones have no 1s level.
const HIGHEST_CHARGE: f64 = 137.0;

/// Ions of a charge below this are refused: no density functional binds so many electrons.
const LOWEST_ION: f64 = -2.0;

/// The largest mesh, in bohr.
pub const LARGEST_R_MAX: f64 = 1e6;

/// A problem that was found to be well formed.
pub struct Checked {
    pub equation: Equation,
    pub charge: f64,
    pub ionicity: f64,
    pub occupied: Vec<Occupied>,
}

impl SolveProblem {
    /// Refuses what cannot be solved.
    pub fn check(&self) -> Result<Checked, Error> {
        let charge = self.nuclear_charge()?;
        let equation = self.equation()?;
        self.nucleus.check()?;
        self.confinement.check()?;
        if self.confinement.radius.is_some() && self.mesh.as_ref().is_some_and(|mesh| mesh.r_max.is_some()) {
            return Err(Error::invalid("mesh.rMax", "must not be given together with confinement.radius"));
        }
        if let Some(c) = equation.speed_of_light()
            && charge >= c
        {
            return Err(Error::invalid("element", format!("must have a charge below c = {c}, got {charge}")));
        }
        if self.spin && self.model == AtomModel::Dirac {
            return Err(Error::invalid("spin", "must not be set with the model dirac, whose orbitals have no spin"));
        }
        if self.xc.has_gradient() && self.model == AtomModel::Dirac {
            return Err(Error::invalid("xc", "must not be pbe with the model dirac"));
        }
        if !(1e-14..=1e-2).contains(&self.accuracy) {
            return Err(Error::invalid("accuracy", format!("must be from 1e-14 to 0.01, got {}", self.accuracy)));
        }
        if self.mixing.depth > 50 {
            return Err(Error::invalid("mixing.depth", format!("must be at most 50, got {}", self.mixing.depth)));
        }
        if !(self.mixing.factor > 0.0 && self.mixing.factor <= 1.0) {
            let message = format!("must be above 0 and at most 1, got {}", self.mixing.factor);
            return Err(Error::invalid("mixing.factor", message));
        }
        if let Some(mesh) = &self.mesh {
            mesh.check()?;
        }
        let (shells, ionicity) = self.shells(charge)?;
        Ok(Checked { equation, charge, ionicity, occupied: self.occupied(&shells, equation)? })
    }

    fn nuclear_charge(&self) -> Result<f64, Error> {
        let charge = element_charge(&self.element)?;
        if charge.fract() != 0.0 && self.configuration.is_none() {
            return Err(Error::invalid("element", "must be a whole number where configuration is not given"));
        }
        Ok(charge)
    }

    fn equation(&self) -> Result<Equation, Error> {
        let c = speed_of_light(&self.c)?;
        Ok(match self.model {
            AtomModel::Schrodinger => Equation::Schrodinger,
            AtomModel::Scalar => Equation::Scalar(c),
            AtomModel::Dirac => Equation::Dirac(c),
        })
    }

    /// The shells, and the charge of the ion.
    fn shells(&self, charge: f64) -> Result<(Vec<GivenShell>, f64), Error> {
        if let Some(ionicity) = self.charge
            && !(LOWEST_ION..charge).contains(&ionicity)
        {
            let message =
                format!("must be from {LOWEST_ION} up to, not including, the nucleus' {charge}, got {ionicity}");
            return Err(Error::invalid("charge", message));
        }
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
            let message = format!("has {electrons} electrons, where element and charge ask for {}", charge - ionicity);
            return Err(Error::invalid("configuration", message));
        }
        if !(electrons > 0.0 && ionicity >= LOWEST_ION) {
            let message = format!("must have electrons, at most {} of them, got {electrons}", charge - LOWEST_ION);
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
                    return Err(Error::invalid(path(), "is there already"));
                }
                occupied.push(part);
            }
        }
        occupied.retain(|part| part.occupation > 0.0);
        Ok(occupied)
    }

    /// The levels that a shell's electrons are in: of both spins, or of both j in proportion to their degeneracies.
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
            (_, Some(spin)) => vec![part(true, usize::from(spin == Spin::Down), occupation)],
            _ if self.spin => {
                let up = occupation.min(half);
                vec![part(true, 0, up), part(true, 1, occupation - up)]
            }
            _ => vec![part(true, 0, occupation)],
        }
    }
}

/// The charge of an element's nucleus.
pub fn element_charge(element: &GivenElement) -> Result<f64, Error> {
    let charge = match element {
        GivenElement::Number(number) => *number,
        GivenElement::Symbol(symbol) => match configuration::atomic_number(symbol) {
            Some(number) => f64::from(number),
            None => return Err(Error::invalid("element", format!("must be an element's symbol, got {symbol}"))),
        },
    };
    if !(1.0..=HIGHEST_CHARGE).contains(&charge) {
        return Err(Error::invalid("element", format!("must be from 1 to {HIGHEST_CHARGE}, got {charge}")));
    }
    Ok(charge)
}

/// The speed of light that is meant.
pub fn speed_of_light(given: &GivenSpeed) -> Result<f64, Error> {
    match *given {
        GivenSpeed::Name(StandardSpeed::Nist) => Ok(SPEED_OF_LIGHT_NIST),
        GivenSpeed::Name(StandardSpeed::Codata2022) => Ok(SPEED_OF_LIGHT_CODATA_2022),
        GivenSpeed::Number(c) if (1.0..=1e9).contains(&c) => Ok(c),
        GivenSpeed::Number(c) => Err(Error::invalid("c", format!("must be from 1 to 1e9, got {c}"))),
    }
}

impl MeshProblem {
    /// Refuses meshes that cannot be made.
    pub fn check(&self) -> Result<(), Error> {
        let within = |name: &str, value: Option<u32>, least: u32, most: u32| match value {
            Some(value) if !(least..=most).contains(&value) => {
                Err(Error::invalid(format!("mesh.{name}"), format!("must be from {least} to {most}, got {value}")))
            }
            _ => Ok(()),
        };
        within("elements", self.elements, 1, 200)?;
        within("degree", self.degree, 2, 40)?;
        within("points", self.points, self.degree.unwrap_or(14) + 1, 80)?;
        if let Some(r_max) = self.r_max
            && !(0.1..=LARGEST_R_MAX).contains(&r_max)
        {
            return Err(Error::invalid("mesh.rMax", format!("must be from 0.1 to {LARGEST_R_MAX}, got {r_max}")));
        }
        if let Some(ratio) = self.ratio
            && !(1e-9..=1e9).contains(&ratio)
        {
            return Err(Error::invalid("mesh.ratio", format!("must be from 1e-9 to 1e9, got {ratio}")));
        }
        if self.ratio.is_some() && self.kind != MeshKind::Exponential {
            return Err(Error::invalid("mesh.ratio", "must be given for exponential meshes only"));
        }
        self.check_boundaries()
    }

    fn check_boundaries(&self) -> Result<(), Error> {
        let is_explicit = self.kind == MeshKind::Explicit;
        let Some(boundaries) = &self.boundaries else {
            return match is_explicit {
                true => Err(Error::invalid("mesh.boundaries", "must be given for an explicit mesh")),
                false => Ok(()),
            };
        };
        if !is_explicit {
            return Err(Error::invalid("mesh.boundaries", "must be given for explicit meshes only"));
        }
        for (name, is_there) in [("elements", self.elements.is_some()), ("rMax", self.r_max.is_some())] {
            if is_there {
                return Err(Error::invalid(format!("mesh.{name}"), "must not be given for an explicit mesh"));
            }
        }
        if boundaries.len() < 2 || boundaries.len() > 201 {
            return Err(Error::invalid("mesh.boundaries", format!("must be from 2 to 201, got {}", boundaries.len())));
        }
        if boundaries[0] != 0.0 {
            return Err(Error::invalid("mesh.boundaries[0]", format!("must be 0, got {}", boundaries[0])));
        }
        for (index, pair) in boundaries.windows(2).enumerate() {
            // The comparison also catches what is no number.
            if !(pair[1] > pair[0] && pair[1] <= LARGEST_R_MAX && pair[1] - pair[0] > 1e-12 * pair[1]) {
                let message = format!("must be above the one before and at most {LARGEST_R_MAX}, got {}", pair[1]);
                return Err(Error::invalid(format!("mesh.boundaries[{}]", index + 1), message));
            }
        }
        if boundaries[1] < 1e-12 {
            return Err(Error::invalid("mesh.boundaries[1]", format!("must be at least 1e-12, got {}", boundaries[1])));
        }
        Ok(())
    }
}
