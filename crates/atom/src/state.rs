//! A solved atom as plain data, and back: what `start`, `evaluate` and `onLogGrid` are given.

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
    /// The ends of the elements, ascending from 0 to where orbitals vanish, in bohr.
    pub boundaries: Vector,
    /// The degree of the polynomials.
    pub degree: u32,
    /// Quadrature nodes an element.
    pub points: u32,
    /// The power of r with which s waves start.
    pub origin_power: f64,
    /// In elements that end up to here, and in the first, orbitals are their power of r times a polynomial.
    pub weighted_up_to: f64,
    /// All quadrature nodes, ascending: where densities and potentials are given.
    pub r: Vector,
    /// The weights of integrals over r at them.
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
    /// The ends of the elements.
    pub boundaries: Vector,
    /// The degree of the polynomials.
    pub degree: u32,
    /// Quadrature nodes an element.
    pub points: u32,
    /// The power of r with which s waves start.
    pub origin_power: f64,
    /// Where elements with powers of r end.
    pub weighted_up_to: f64,
}

/// The most elements of a mesh that is given back.
const MOST_ELEMENTS: usize = 2000;

/// The charges of nuclei that solutions have.
const NUCLEAR_CHARGES: (Bound<f64>, Bound<f64>) = (Bound::Excluded(0.0), Bound::Included(1e3));

impl MeshState {
    /// The grid that this is the mesh of; refuses what is none.
    pub fn grid(&self, path: &str) -> Result<Grid, Error> {
        let place = |name: &str| format!("{path}.{name}");
        let ends = &self.boundaries;
        let ascends = ends.windows(2).all(|pair| pair[0] < pair[1] && pair[1] <= 1e6);
        if ends.len() < 2 || ends.len() > MOST_ELEMENTS || ends[0] != 0.0 || ends[1] < 1e-12 || !ascends {
            return Err(Error::invalid(place("boundaries"), "must be those of a solution: ascending from 0"));
        }
        check::count(&place("degree"), self.degree as usize, 2..=60)?;
        check::count(&place("points"), self.points as usize, self.degree as usize + 1..=100)?;
        check::number(&place("originPower"), self.origin_power, (Bound::Excluded(0.0), Bound::Included(2.0)))?;
        check::number(&place("weightedUpTo"), self.weighted_up_to, check::NOT_NEGATIVE)?;
        Ok(Grid::new(Shape {
            boundaries: ends.to_vec(),
            degree: self.degree as usize,
            points: self.points as usize,
            origin_power: self.origin_power,
            weighted_up_to: self.weighted_up_to,
        }))
    }
}

/// What of an earlier solution a new one starts from; a solution of `solve` has it all.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartProblem {
    /// The earlier mesh.
    pub mesh: MeshState,
    /// What the electrons added to the potential.
    pub electron_potential: Vector,
    /// The charge of the earlier nucleus.
    pub nuclear_charge: f64,
    /// Whether the spins had potentials of their own.
    pub spin: bool,
}

impl StartProblem {
    /// The grid; refuses what does not fit together.
    pub fn grid(&self) -> Result<Grid, Error> {
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
    /// Dirac's quantum number, where the model is Dirac's.
    pub kappa: Option<i32>,
    /// The spin, where spins differ.
    pub spin: Option<Spin>,
    /// How many electrons it has.
    pub occupation: f64,
    /// The level.
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
    /// What the electrons add to the potential.
    pub electron_potential: Vector,
    /// The part of it by the density alone.
    pub hartree: Vector,
    /// The charge of the nucleus.
    pub nuclear_charge: f64,
    /// The equation.
    pub model: AtomModel,
    /// The functional.
    pub xc: Functional,
    /// Whether the spins have potentials of their own.
    pub spin: bool,
    /// The speed of light, where the equation has it.
    pub speed_of_light: Option<f64>,
    /// The nucleus.
    #[serde(default)]
    pub nucleus: Nucleus,
    /// The walls.
    #[serde(default)]
    pub confinement: Confinement,
}

impl AtomState {
    /// The equation; refuses one without its speed of light.
    pub fn equation(&self) -> Result<Equation, Error> {
        let c = match self.speed_of_light {
            Some(c) if c >= 1.0 && c.is_finite() => c,
            None if self.model == AtomModel::Schrodinger => 1.0,
            _ => return Err(Error::invalid("solution.speedOfLight", "must be that of a solution, at least 1")),
        };
        Ok(self.model.equation(c))
    }

    /// The grid; refuses what does not fit together.
    pub fn grid(&self) -> Result<Grid, Error> {
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
                return Err(Error::invalid(path("kappa"), "must be there in the model dirac, and only there"));
            }
        }
        self.nucleus.check()?;
        self.confinement.check()?;
        Ok(grid)
    }

    /// The symmetry of an orbital.
    pub fn symmetry(&self, orbital: &OrbitalState) -> Symmetry {
        match orbital.kappa {
            Some(kappa) => Symmetry::of_kappa(kappa),
            None => Symmetry { l: orbital.l, kappa: 0 },
        }
    }
}

/// Refuses fewer values than `least`, and ones that are not finite.
fn check_values(path: &str, values: &[f64], least: usize) -> Result<(), Error> {
    check::entries(path, values.len(), least..)?;
    check::numbers(path, values, check::FINITE)
}
