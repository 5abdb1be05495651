//! Games given by payoffs: equilibria and certificates of their quality, variational inequalities, and winners and
//! strengths from preferences.
//!
//! | module | contents |
//! |---|---|
//! | [`zero_sum`] | two-player zero-sum games |
//! | [`nash`] | Nash equilibria of two or more players |
//! | [`correlated`] | correlated equilibria |
//! | [`exploitability`] | gains from deviating from given strategies |
//! | [`variational_inequality`] | monotone variational inequalities over convex sets, as a dialogue and as a task |
//! | [`distributed`] | roots of means of maps held by workers with little communication, as a dialogue and as a task |
//! | `bradley_terry` | strengths of items from votes |
//! | `preference_winner` | lotteries that no item beats |
//! | `preference_loss` | losses of preferences between token sequences |
//! | `payoffs` | games of several players |
//! | `mixed` | mixed strategies |
//! | `equalizing` | strategies that make actions of another player equally good |
//! | `mirror_prox` | entropy-regularized games |
//! | `stagnation` | detection of stagnation |
//! | `affine_sum` | means of affine maps |
//! | `matrices` | dense and sparse input matrices |
//! | `least_squares` | square systems without a unique solution |

pub mod correlated;
pub mod distributed;
pub mod exploitability;
pub mod nash;
pub mod variational_inequality;
pub mod zero_sum;

mod affine_sum;
mod bradley_terry;
mod equalizing;
mod least_squares;
mod matrices;
mod mirror_prox;
mod mixed;
mod payoffs;
mod preference_loss;
mod preference_winner;
mod stagnation;

pub use bradley_terry::BradleyTerry;
pub use correlated::{Correlated, CorrelatedProblem};
pub use distributed::{Distributed, DistributedData};
pub use exploitability::{Exploitability, ExploitabilityProblem};
pub use nash::{Nash, NashFind, NashMethod, NashProblem, NashSolution};
pub use preference_loss::PreferenceLoss;
pub use preference_winner::PreferenceWinner;
pub use variational_inequality::{VariationalInequality, VariationalInequalityData};
pub use zero_sum::{ZeroSum, ZeroSumMethod, ZeroSumProblem, ZeroSumSolution};

superlinear_interface::methods! {
    task BradleyTerry,
    task Correlated,
    task DistributedData,
    dialogue Distributed,
    task Exploitability,
    task Nash,
    task PreferenceLoss,
    task PreferenceWinner,
    dialogue VariationalInequality,
    task ZeroSum;
    part expressions { task VariationalInequalityData }
}
