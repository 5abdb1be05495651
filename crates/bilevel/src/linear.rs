//! Weighted linear models under a penalty whose strengths, or the weights of whose samples, are what is learned: their fits, and the linear
//! systems with the Hessian of the fit that hypergradients need.
//!
//! Coefficients stand class by class: that of column j and class k at `k * columns + j`. The intercept is a column of ones without a
//! penalty.
//!
//! | module | what |
//! |---|---|
//! | `loss` | losses of linear predictors, and what held-out samples are judged by |
//! | `response` | responses as losses take them |
//! | `model` | a model as it is given back |
//! | `scaling` | features as models see them |
//! | `rows` | blocks of samples, dense or sparse |
//! | `training` | the mean loss of several blocks: value, slope, curvature |
//! | `strengths` | how strongly each coefficient is penalised |
//! | `system` | linear systems with the Hessian |
//! | `dual` | those of few samples and many coefficients |
//! | `preconditioner` | what conjugate gradients are preconditioned by |
//! | `root` | decompositions that rounding may be in the way of |
//! | `newton` | fits under smooth penalties |
//! | `support` | fits under penalties that make coefficients zero |
//! | `quadratic` | the quadratic models of those, by coordinate descent and exact solutions on the support |
//! | `problem` | what a model is fitted to |
//! | `fitted` | a fitted model |
//! | `fit` | fits, the next Newton steps from them, and their hypergradients |

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
