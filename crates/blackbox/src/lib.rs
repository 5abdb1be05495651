//! Black-box optimisation: functions that are known by their values alone.
//!
//! | module | what |
//! |---|---|
//! | [`minimize`] | global minima in a box, as a dialogue and as a task |
//! | [`direct_search`] | local minima under constraints, as a dialogue and as a task |
//! | [`variables`] | between which ends, of which kind; the unit cube that solvers move in |
//! | [`evaluations`] | evaluations of the caller's function, counted and never more than are allowed |
//! | [`built_in`], [`evaluate`] | test functions |
//! | `design`, `kernel_ridge` | better designs from a table alone, as a task; kernel models |
//! | `initial` | points that a search is to look at first |
//! | `hypervolume`, `volume` | how much a set dominates, as a task; the volume of a union of boxes |
//! | [`pareto`] | best compromises between several functions, as a dialogue and as a task |
//! | `gaussian_process` | what a function known at some points is likely to be elsewhere |
//! | `evolution`, `guide`, `predictors` | populations; what proposes points by cheap models; those models |
//! | `test_sets` | test problems of several objectives |
//! | `nondominated`, `fronts` | ranks by dominance and crowding, as a task; their computation |

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
