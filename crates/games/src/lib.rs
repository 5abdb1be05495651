//! Games given by payoffs: strategies from which nobody gains by deviating, and how far others are from that; equilibria as variational
//! inequalities; winners and strengths from preferences.
//!
//! | module | what |
//! |---|---|
//! | [`zero_sum`] | two players, of whom one gets what the other pays |
//! | [`nash`] | equilibria of two or more players |
//! | [`correlated`] | equilibria of players who are told what to play |
//! | [`exploitability`] | what players gain by deviating from given strategies |
//! | [`variational_inequality`] | points of convex sets at which monotone maps point nowhere into them, as a dialogue and as a task |
//! | [`distributed`] | roots of means of maps that workers hold, from few numbers sent, as a dialogue and as a task |
//! | `bradley_terry` | strengths of items from votes |
//! | `preference_winner` | lotteries that no item beats |
//! | `preference_loss` | losses of preferences between sequences of tokens |
//! | `payoffs` | games of several players |
//! | `mixed` | probabilities of actions |
//! | `equalizing` | mixtures that make some actions of another player equally good |
//! | `mirror_prox` | games with entropy |
//! | `stagnation` | when a method gets no better |
//! | `sets` | products of simple convex sets |
//! | `affine_sum` | affine maps of the same variables |
//! | `matrices` | matrices as they are given |
//! | `least_squares` | square systems that may have no solution, or many |

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
mod sets;
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
