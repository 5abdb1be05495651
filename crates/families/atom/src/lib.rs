//! Electronic structure of atoms: energy levels in central potentials, and self-consistent atoms by density functional
//! theory, with Schrödinger's, the scalar-relativistic and Dirac's equation. Hartree atomic units throughout.
//!
//! P(r) is r times the radial function, and D(r) = 4 pi r^2 n the radial electron density. The finite elements and
//! their Dirac equation are after Čertík, Pask, Fernando, Goswami, Sukumar, Collins, Manzini, Vackář, High-order finite
//! element method for atomic structure calculations, Comput. Phys. Commun. 297, 2024. Dirac's equation is solved in its
//! eliminated form, see `equation`.
//!
//! | module | contents |
//! |---|---|
//! | `solve` | self-consistent atoms, as a task |
//! | `states` | levels in any central potential, as a task and as a dialogue |
//! | `evaluate` | orbitals, densities and potentials of a solution at any r |
//! | `functional` | exchange and correlation |
//! | `configuration` | electron configurations |
//! | `self_consistency` | the self-consistent potential |
//! | `levels` | levels: isolation, following, certification |
//! | `operator` | the operator of one symmetry: factorization and application |
//! | `equation` | three equations in a common form |
//! | `orbital` | orbitals and their potentials |
//! | `kernel`, `tables`, `scales`, `lanes` | inner loops, their basis functions, and memory layout |
//! | `grid`, `reference`, `mesh`, `layout` | elements and their quadrature nodes |
//! | `external` | nuclei and confinement |
//! | `state` | solutions as plain data, and back |
//! | `vocabulary`, `periodic_table` | input types common to several methods, and element symbols |
//! | `quadrature`, `lagrange`, `dual` | Gauss rules, interpolation, automatic differentiation |

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
