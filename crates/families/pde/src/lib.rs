//! Pde: the problems of the family, in a sentence.
//!
//! | module | contents |
//! |---|---|
//! | `poisson` | the computation, as a task |

mod poisson;

pub use poisson::Poisson;

superlinear_interface::methods! {
    task Poisson,
}
