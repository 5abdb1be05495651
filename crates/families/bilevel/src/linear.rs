//! Weighted, penalized linear models with penalty strengths or sample weights to be tuned: their fits, and the linear
//! systems with the Hessian needed for hypergradients.
//!
//! Coefficients are stored class by class: column j of class k has index `k * columns + j`. The intercept is an
//! unpenalized column of ones.
//!
//! | module | contents |
//! |---|---|
//! | `loss` | losses of linear predictors for training and validation |
//! | `response` | responses in the form of the losses |
//! | `model` | models in solutions |
//! | `scaling` | scaled features |
//! | `rows` | blocks of samples, dense or sparse |
//! | `training` | the mean loss of several blocks: value, gradient, Hessian |
//! | `strengths` | penalty strengths of the coefficients |
//! | `system` | linear systems with the Hessian |
//! | `dual` | linear systems for few samples and many coefficients |
//! | `preconditioner` | preconditioners of conjugate gradients |
//! | `root` | Cholesky factorization with jitter |
//! | `newton` | fits with smooth penalties |
//! | `support` | fits with penalties that set coefficients to zero |
//! | `quadratic` | their quadratic models, by coordinate descent and exact solves on the support |
//! | `problem` | the training objective |
//! | `fitted` | fitted models |
//! | `fit` | fits, the next Newton steps from them, and adjoints |

mod dual;
mod fit;
pub(crate) mod fitted;
pub(crate) mod loss;
pub(crate) mod model;
mod newton;
mod preconditioner;
pub(crate) mod problem;
mod quadratic;
pub(crate) mod response;
mod root;
pub(crate) mod rows;
pub(crate) mod scaling;
pub(crate) mod strengths;
mod support;
mod system;
pub(crate) mod training;
