//! Choice of the operations of a small network: differentiable architecture search with self-distillation.
//!
//! Each edge holds a mixture of all operations. The proportions are trained on validation samples and the weights on
//! training samples, in alternating gradient steps. At the end each edge keeps its largest operation. Snapshots of the
//! last epochs vote on the targets of the network, which keeps it in flat regions of the loss: rounding a mixture to
//! one operation costs less there.
//!
//! Sources: Liu, Simonyan, Yang, DARTS: Differentiable Architecture Search, ICLR 2019 (first order); self-distillation
//! with voting teachers: Zhu and others, Improving Differentiable Architecture Search via Self-Distillation, Neural
//! Networks 167, 2023 (SD-DARTS).
//!
//! | module | contents |
//! |---|---|
//! | `operation` | the operations and their derivatives |
//! | `network` | a network of mixtures: forward pass and gradient of a loss |
//! | `losses` | cross-entropy and distillation |
//! | `training` | training of mixtures and weights, and the teachers |
//! | `sharpness` | the largest curvature of a loss |
//! | `samples` | validated samples with classes |
//! | `select`, `evaluate` | the two tasks, with input and output |

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
