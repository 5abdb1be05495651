//! Electronic structure of atoms: levels in central potentials, and self-consistent atoms by density functionals, with
//! Schrödinger's, the scalar-relativistic and Dirac's equation. Hartree atomic units throughout.
//!
//! P(r) is r times the radial function, and D(r) = 4 pi r^2 n the radial density of electrons. The finite elements and their
//! Dirac equation are after Čertík, Pask, Fernando, Goswami, Sukumar, Collins, Manzini, Vackář, High-order finite element method for
//! atomic structure calculations, Comput. Phys. Commun. 297, 2024; what is solved here for Dirac's equation is its
//! eliminated form, see `equation`.
//!
//! | module | what |
//! |---|---|
//! | `solve` | self-consistent atoms as a task |
//! | `states` | levels in any central potential, as a task and as a dialogue |
//! | `evaluate` | orbitals, densities and potentials of a solution at any r |
//! | `functional` | exchange and correlation |
//! | `configuration` | in which shells electrons are |
//! | `self_consistency` | the potential that its own orbitals make |
//! | `levels` | levels found, followed and certified by counts |
//! | `operator` | the operator of one symmetry, factorised and applied |
//! | `equation` | three equations as one form |
//! | `orbital` | orbitals, and what they feel |
//! | `kernel`, `tables`, `scales`, `lanes` | inner loops, the basis functions they run over, and how these lie |
//! | `grid`, `reference`, `mesh`, `layout` | elements and their quadrature nodes |
//! | `external` | nuclei and walls |
//! | `state` | solutions as plain data, and back |
//! | `vocabulary`, `periodic_table` | what callers of several methods say, and the symbols of the elements |
//! | `quadrature`, `lagrange`, `dual` | Gauss rules, interpolation, derivatives of formulas |

mod configuration;
mod dual;
mod equation;
mod evaluate;
mod external;
mod functional;
mod grid;
mod kernel;
mod lagrange;
mod lanes;
mod layout;
mod levels;
mod mesh;
mod operator;
mod orbital;
mod periodic_table;
mod quadrature;
mod reference;
mod scales;
mod self_consistency;
mod solve;
mod state;
mod states;
mod tables;
mod vocabulary;

pub use configuration::task::{Configuration, ParseConfiguration};
pub use evaluate::Evaluate;
pub use evaluate::log_grid::OnLogGrid;
pub use functional::task::EvaluateFunctional;
pub use solve::Solve;
pub use states::States;

superlinear_interface::methods! {
    task Solve,
    task States,
    dialogue States,
    task Evaluate,
    task OnLogGrid,
    task EvaluateFunctional,
    task Configuration,
    task ParseConfiguration,
}
