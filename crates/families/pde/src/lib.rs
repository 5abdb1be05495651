//! Partial differential equations on boxes: the Poisson equation by fast transforms, diffusion with variable coefficients
//! by multigrid, minimizers of energies, and evolutions of cells and species.
//!
//! | module | contents |
//! |---|---|
//! | `grid` | points, lengths and spacings of boxes |
//! | [`fields`] | fields on their points |
//! | `boundary`, `sides` | boundary conditions, and values at the sides of boxes |
//! | `padded` | fields with ghost points, and stencils |
//! | `multigrid` | black-box multigrid for five-point matrices |
//! | `time_steps` | stops and sizes of time steps |
//! | [`chemotaxis`] | cells that move towards a signal |
//! | [`diffusion`] | diffusion with a variable coefficient |
//! | [`minimize_energy`] | minimizers of energies of a function and its gradient |
//! | [`poisson`] | the Poisson equation with constant coefficients |
//! | [`reaction_diffusion`] | species that react and diffuse |

mod boundary;
pub mod chemotaxis;
pub mod diffusion;
pub mod fields;
mod grid;
pub mod minimize_energy;
mod multigrid;
mod padded;
pub mod poisson;
pub mod reaction_diffusion;
mod sides;
mod time_steps;

pub use boundary::{Boundaries, Boundary};
pub use chemotaxis::Chemotaxis;
pub use diffusion::Diffusion;
pub use diffusion::heat::Heat;
pub use minimize_energy::MinimizeEnergy;
pub use minimize_energy::functions::MinimizeEnergyFunctions;
pub use poisson::Poisson;
pub use reaction_diffusion::ReactionDiffusion;
pub use reaction_diffusion::functions::ReactionDiffusionFunctions;
pub use sides::BoundaryValues;

superlinear_interface::methods! {
    task Diffusion,
    task Heat,
    task Poisson;
    part chemotaxis { task Chemotaxis };
    part energies { task MinimizeEnergy, dialogue MinimizeEnergyFunctions };
    part reactions { task ReactionDiffusion, dialogue ReactionDiffusionFunctions }
}
