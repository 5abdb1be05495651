//! What `solve` gives.

use crate::external::{Confinement, Nucleus};
use crate::functional::Functional;
use crate::state::Mesh;
use crate::vocabulary::{AtomModel, Spin};
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Vector;

/// A self-consistent atom. It is plain data: it may be stored, and given to `evaluate`, `onLogGrid`, and as `start`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveSolution {
    /// Why the iteration stopped.
    pub status: SolveStatus,
    /// The number of iterations, each of which solved for all orbitals once.
    pub iterations: u32,
    /// The root mean square, over the electrons, of the difference between the potential that the orbitals make and the one
    /// they were solved in, in hartree.
    pub residual: f64,
    /// The energy and its parts.
    pub energy: EnergyParts,
    /// An estimate of the total energy's error: what a finer mesh and the residual change in it, and rounding.
    pub estimated_error: f64,
    /// The occupied levels, by n and then by l.
    pub orbitals: Vec<OrbitalLevel>,
    /// The elements.
    pub mesh: Mesh,
    /// 4 pi r^2 times the density of electrons, at the nodes `mesh.r`.
    pub density: Vector,
    /// 4 pi r^2 times the density of up electrons less that of down ones, where these differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spin_density: Option<Vector>,
    /// The potential of the density of electrons.
    pub hartree: Vector,
    /// What the electrons add to the potential of nucleus and walls at these nodes, of each spin one after another; then the
    /// energy density's derivatives by the slope of each density, where the functional has them.
    pub electron_potential: Vector,
    /// The density at the nucleus, where it is finite: for Schrödinger's equation, and for nuclei that are no points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub density_at_nucleus: Option<f64>,
    /// -n'/(2 n) at a point nucleus: its charge, by Kato's theorem. Where the equation is Schrödinger's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cusp: Option<f64>,
    /// The charge of the nucleus.
    pub nuclear_charge: f64,
    /// The charge of atom or ion.
    pub charge: f64,
    /// The equation.
    pub model: AtomModel,
    /// The functional.
    pub xc: Functional,
    /// Whether up and down electrons have potentials of their own.
    pub spin: bool,
    /// The speed of light, where the equation has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed_of_light: Option<f64>,
    /// The nucleus.
    pub nucleus: Nucleus,
    /// The walls.
    pub confinement: Confinement,
    /// Every iteration, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<SolveRecord>>,
}

/// Why an atom's iteration stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SolveStatus {
    /// The potential stands, and all levels are bound.
    Converged,
    /// An occupied level is not bound: it is one of those with `bound: false`. Its energy is that of a box of the mesh's
    /// radius.
    UnboundState,
    /// `maxIterations` were not enough.
    IterationLimit,
    /// The time limit has passed.
    TimeLimit,
    /// Rounding keeps the residual above what `accuracy` asks for; `estimatedError` says what was reached.
    Stalled,
}

/// The total energy and its parts, in hartree.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnergyParts {
    /// The sum of all parts.
    pub total: f64,
    /// Kinetic energy, without the rest energy.
    pub kinetic: f64,
    /// Repulsion of the density with itself.
    pub hartree: f64,
    /// Attraction by the nucleus.
    pub nuclear: f64,
    /// Energy in the confining potential.
    pub confinement: f64,
    /// Exchange and correlation.
    pub xc: f64,
}

/// An occupied level.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrbitalLevel {
    /// Such as `5f`; in Dirac's equation `5f-` for j = 5/2 and `5f+` for j = 7/2.
    pub label: String,
    /// The principal quantum number.
    pub n: u32,
    /// The angular momentum, in Dirac's equation of the large component.
    pub l: u32,
    /// The total angular momentum, in Dirac's equation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub j: Option<f64>,
    /// l for j = l - 1/2 and -(l+1) for j = l + 1/2, in Dirac's equation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kappa: Option<i32>,
    /// The spin, where spins have potentials of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spin: Option<Spin>,
    /// How many electrons are in it.
    pub occupation: f64,
    /// The level in hartree.
    pub energy: f64,
    /// Whether it is bound: below zero, or within walls.
    pub bound: bool,
    /// Whether counts on both sides of the level say that there are n - l - 1 levels of its symmetry below it.
    pub certified: bool,
    /// The mean of r, in bohr.
    pub mean_radius: f64,
    /// The mean of r^2.
    pub mean_square_radius: f64,
    /// The mean of 1/r.
    pub mean_inverse_radius: f64,
    /// P on Lobatto's nodes of all elements; the first number stands for P/r^beta.
    pub coefficients: Vector,
}

/// One iteration.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveRecord {
    /// The total energy.
    pub energy: f64,
    /// The residual of the potential.
    pub residual: f64,
}

/// How far `solve` has come.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolveProgress {
    /// The number of the iteration.
    pub iteration: u32,
    /// The total energy.
    pub energy: f64,
    /// The residual of the potential.
    pub residual: f64,
}
