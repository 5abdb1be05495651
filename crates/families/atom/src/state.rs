//! Solved atoms as plain data, and back: inputs of `start`, `evaluate` and `onLogGrid`.

use crate::equation::{Equation, Symmetry};
use crate::external::{Confinement, Nucleus};
use crate::functional::Functional;
use crate::grid::{Grid, Shape};
use crate::vocabulary::{AtomModel, Spin};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Bound;
use superlinear_interface::{Error, Vector, check};

/// The elements of a solution.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Mesh {
    /// The boundaries of the elements in bohr, ascending from 0 to the end, where orbitals vanish.
    pub boundaries: Vector,
    /// The degree of the polynomials.
    pub degree: u32,
    /// The number of quadrature nodes per element.
    pub points: u32,
    /// The leading power of r of s orbitals.
    pub origin_power: f64,
    /// In elements that end at most here, and in the first, orbitals are their power of r times a polynomial.
    pub weighted_up_to: f64,
    /// All quadrature nodes, ascending. Densities and potentials are given there.
    pub r: Vector,
    /// The weights of integrals over r at the nodes.
    pub weights: Vector,
}

impl Mesh {
    /// The data of a grid.
    pub fn of(grid: &Grid) -> Self {
        Self {
            boundaries: grid.shape.boundaries.clone().into(),
            degree: grid.shape.degree as u32,
            points: grid.shape.points as u32,
            origin_power: grid.shape.origin_power,
            weighted_up_to: grid.shape.weighted_up_to,
            r: grid.r.clone().into(),
            weights: grid.weights.clone().into(),
        }
    }
}

/// The mesh of a solution.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MeshState {
    /// The boundaries of the elements.
    pub boundaries: Vector,
    /// The degree of the polynomials.
    pub degree: u32,
    /// The number of quadrature nodes per element.
    pub points: u32,
    /// The leading power of r of s orbitals.
    pub origin_power: f64,
    /// The end of the elements with powers of r.
    pub weighted_up_to: f64,
}

/// The largest number of elements of a given solution.
const MAX_ELEMENTS: usize = 2000;

/// The range of nuclear charges of solutions.
const NUCLEAR_CHARGES: (Bound<f64>, Bound<f64>) = (Bound::Excluded(0.0), Bound::Included(1e3));

impl MeshState {
    /// The grid of this mesh. Refuses an invalid one.
    pub(crate) fn grid(&self, path: &str) -> Result<Grid, Error> {
        let place = |name: &str| format!("{path}.{name}");
        let boundaries = &self.boundaries;
        let ascends = boundaries.windows(2).all(|pair| pair[0] < pair[1] && pair[1] <= 1e6);
        if boundaries.len() < 2
            || boundaries.len() > MAX_ELEMENTS
            || boundaries[0] != 0.0
            || boundaries[1] < 1e-12
            || !ascends
        {
            return Err(Error::invalid(place("boundaries"), "must be those of a solution: ascending from 0"));
        }
        check::count(&place("degree"), self.degree as usize, 2..=60)?;
        check::count(&place("points"), self.points as usize, self.degree as usize + 1..=100)?;
        check::number(&place("originPower"), self.origin_power, (Bound::Excluded(0.0), Bound::Included(2.0)))?;
        check::number(&place("weightedUpTo"), self.weighted_up_to, check::NOT_NEGATIVE)?;
        Ok(Grid::new(Shape {
            boundaries: boundaries.to_vec(),
            degree: self.degree as usize,
            points: self.points as usize,
            origin_power: self.origin_power,
            weighted_up_to: self.weighted_up_to,
        }))
    }
}

/// The fields of an earlier solution needed to start from it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartProblem {
    /// The mesh of the earlier solution.
    pub mesh: MeshState,
    /// The electrons' contribution to its potential.
    pub electron_potential: Vector,
    /// Its nuclear charge.
    pub nuclear_charge: f64,
    /// Whether spins have separate potentials.
    pub spin: bool,
}

impl StartProblem {
    /// The grid. Refuses inconsistent data.
    pub(crate) fn grid(&self) -> Result<Grid, Error> {
        let grid = self.mesh.grid("start.mesh")?;
        let least = grid.r.len() * if self.spin { 2 } else { 1 };
        check_values("start.electronPotential", &self.electron_potential, least)?;
        check::number("start.nuclearCharge", self.nuclear_charge, NUCLEAR_CHARGES)?;
        Ok(grid)
    }
}

/// An orbital of a solution.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrbitalState {
    /// The angular momentum.
    pub l: u32,
    /// Dirac's quantum number, if the model is Dirac's.
    pub kappa: Option<i32>,
    /// The spin, if spins differ.
    pub spin: Option<Spin>,
    /// The number of electrons.
    pub occupation: f64,
    /// The energy level.
    pub energy: f64,
    /// The orbital's coefficients.
    pub coefficients: Vector,
}

/// A solution of `solve`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AtomState {
    /// The elements.
    pub mesh: MeshState,
    /// The orbitals.
    pub orbitals: Vec<OrbitalState>,
    /// The electrons' contribution to the potential.
    pub electron_potential: Vector,
    /// Its Hartree part.
    pub hartree: Vector,
    /// The nuclear charge.
    pub nuclear_charge: f64,
    /// The equation of the orbitals.
    pub model: AtomModel,
    /// The functional.
    pub xc: Functional,
    /// Whether the spins have separate potentials.
    pub spin: bool,
    /// The speed of light, for relativistic equations.
    pub speed_of_light: Option<f64>,
    /// The nucleus.
    #[serde(default)]
    pub nucleus: Nucleus,
    /// The confinement.
    #[serde(default)]
    pub confinement: Confinement,
}

impl AtomState {
    /// The equation. Refuses a relativistic one without a speed of light.
    pub(crate) fn equation(&self) -> Result<Equation, Error> {
        let c = match self.speed_of_light {
            Some(c) if c >= 1.0 && c.is_finite() => c,
            None if self.model == AtomModel::Schrodinger => 1.0,
            _ => return Err(Error::invalid("solution.speedOfLight", "must be that of a solution, at least 1")),
        };
        Ok(self.model.equation(c))
    }

    /// The grid. Refuses inconsistent data.
    pub(crate) fn grid(&self) -> Result<Grid, Error> {
        let grid = self.mesh.grid("solution.mesh")?;
        let nodes = grid.r.len();
        let spins = if self.spin { 2 } else { 1 };
        check_values("solution.electronPotential", &self.electron_potential, spins * nodes)?;
        check_values("solution.hartree", &self.hartree, nodes)?;
        check::number("solution.nuclearCharge", self.nuclear_charge, NUCLEAR_CHARGES)?;
        let unknowns = grid.elements() * grid.shape.degree + 1;
        for (index, orbital) in self.orbitals.iter().enumerate() {
            let path = |name: &str| format!("solution.orbitals[{index}].{name}");
            if orbital.coefficients.len() != unknowns {
                let message = format!("must have {unknowns} entries, got {}", orbital.coefficients.len());
                return Err(Error::invalid(path("coefficients"), message));
            }
            check::numbers(&path("coefficients"), &orbital.coefficients, check::FINITE)?;
            let kappa = orbital.kappa.unwrap_or(0);
            if (kappa == 0) == (self.model == AtomModel::Dirac) || kappa.unsigned_abs() > 30 || orbital.l > 30 {
                return Err(Error::invalid(path("kappa"), "must be given for the model dirac, and for no other"));
            }
        }
        self.nucleus.check()?;
        self.confinement.check()?;
        Ok(grid)
    }

    /// The symmetry of an orbital.
    pub(crate) fn symmetry(&self, orbital: &OrbitalState) -> Symmetry {
        match orbital.kappa {
            Some(kappa) => Symmetry::of_kappa(kappa),
            None => Symmetry { l: orbital.l, kappa: 0 },
        }
    }
}

/// Refuses fewer than `least` values, and values that are not finite.
fn check_values(path: &str, values: &[f64], least: usize) -> Result<(), Error> {
    check::entries(path, values.len(), least..)?;
    check::numbers(path, values, check::FINITE)
}
