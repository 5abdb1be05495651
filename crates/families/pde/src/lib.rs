//! Partial differential equations on boxes: the Poisson equation by fast
//! transforms, diffusion with variable coefficients by multigrid.
//!
//! | module | contents |
//! |---|---|
//! | `grid` | points, lengths and spacings of boxes |
//! | `boundary`, `sides` | boundary conditions, and values at the sides of boxes |
//! | `padded` | fields with ghost points, and stencils |
//! | `multigrid` | black-box multigrid for five-point matrices |
//! | [`diffusion`] | diffusion with a variable coefficient |
//! | [`poisson`] | the Poisson equation with constant coefficients |

mod boundary;
pub mod diffusion;
mod grid;
mod multigrid;
mod padded;
pub mod poisson;
mod sides;

pub use boundary::{Boundaries, Boundary};
pub use diffusion::Diffusion;
pub use diffusion::heat::Heat;
pub use poisson::Poisson;
pub use sides::BoundaryValues;

superlinear_interface::methods! {
    task Diffusion,
    task Heat,
    task Poisson,
}
