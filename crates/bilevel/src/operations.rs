//! Which of a few operations each edge of a small network is to have: differentiable architecture search with distillation from its own
//! past.
//!
//! Each edge has a mixture of all operations, whose proportions are learned on validation samples and whose weights on training samples,
//! so that a gradient step of one follows one of the other. At the end each edge keeps its largest. Snapshots of the last epochs vote on what the
//! network should say, which keeps it where the loss is flat: there rounding a mixture to one operation costs less.
//!
//! Sources: Liu, Simonyan, Yang, DARTS: Differentiable Architecture Search, ICLR 2019 (first order); self-distillation with voting
//! teachers: Zhu and others, Improving Differentiable Architecture Search via Self-Distillation, Neural Networks 167, 2023 (SD-DARTS).
//!
//! | module | what |
//! |---|---|
//! | `operation` | the operations, with their slopes |
//! | `network` | a network of mixtures: what it says of samples, and the gradient of a loss of that |
//! | `losses` | cross-entropy and distillation |
//! | `training` | the steps of mixtures and weights, and the teachers |
//! | `sharpness` | the largest curvature of a loss |
//! | `samples` | samples with their classes, checked |
//! | `select`, `evaluate` | the two tasks, with what a caller gives and gets |

mod evaluate;
mod losses;
mod network;
mod operation;
mod samples;
mod select;
mod sharpness;
mod training;

#[cfg(test)]
mod tests;

pub use evaluate::EvaluateOperations;
pub use select::SelectOperations;
