//! Black-box optimization: functions known only by their values.
//!
//! | module | contents |
//! |---|---|
//! | [`minimize`] | global minimization in a box, as a dialogue and as a task |
//! | [`direct_search`] | constrained local minimization, as a dialogue and as a task |
//! | [`variables`] | variables with bounds and kinds; the unit cube searched by the solvers |
//! | [`evaluations`] | evaluations of the caller's function, counted and limited |
//! | [`built_in`], [`evaluate`] | test functions |
//! | `design`, `kernel_ridge` | better designs from a table alone, as a task; kernel models |
//! | `initial` | starting points |
//! | `hypervolume`, `volume` | hypervolume of a set, as a task; volume of a union of boxes |
//! | [`pareto`] | multi-objective minimization, as a dialogue and as a task |
//! | `gaussian_process` | Gaussian process regression |
//! | `evolution`, `guide`, `predictors` | populations; proposals by cheap models; the models |
//! | `test_sets` | multi-objective test problems |
//! | `nondominated`, `fronts` | ranks by dominance and crowding distances, as a task; their computation |

pub mod built_in;
pub mod direct_search;
pub mod evaluate;
pub mod evaluations;
pub mod minimize;
pub mod pareto;
pub mod variables;

mod design;
mod evolution;
mod fronts;
mod gaussian_process;
mod guide;
mod hypervolume;
mod initial;
mod kernel_ridge;
mod moments;
mod nondominated;
mod predictors;
mod test_sets;
mod volume;

pub use design::{Design, DesignKind, DesignProblem, DesignSolution};
pub use direct_search::{DirectSearch, DirectSearchData};
pub use evaluate::Evaluate;
pub use hypervolume::{Hypervolume, HypervolumeProblem, HypervolumeSolution};
pub use minimize::{Minimize, MinimizeData};
pub use nondominated::{Nondominated, NondominatedProblem, NondominatedSolution};
pub use pareto::{Pareto, ParetoData};

superlinear_interface::methods! {
    task Evaluate,
    task Hypervolume,
    task Nondominated,
    dialogue DirectSearch,
    dialogue Minimize,
    dialogue Pareto;
    part compromises { task ParetoData };
    part designs { task Design };
    part expressions { task MinimizeData };
    part searches { task DirectSearchData }
}
