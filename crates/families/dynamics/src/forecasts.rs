//! Forecasts: models of series, point forecasts with quantiles, and their errors by horizon.
//!
//! | module | contents |
//! |---|---|
//! | [`settings`] | the choice of a model and its parameters |
//! | [`predictor`] | a fitted model as plain data |
//! | [`fit_predictor`], [`forecast`], [`evaluate_forecast`] | the three methods |
//! | `fit` | the fit of each kind of model |
//! | `held_out`, `method_choice` | scores by forecasts of held-out rows, and the choice of a method by them |
//! | `features`, `reservoir`, `regression` | what a row is predicted from, and ridge regression on it |
//! | `smoothing` | exponential smoothing by maximum likelihood |
//! | `season` | the length of the season of a series |
//! | `runner` | a fitted model that moves along a series |

pub mod evaluate_forecast;
mod features;
mod fit;
pub mod fit_predictor;
pub mod forecast;
mod held_out;
mod method_choice;
pub mod predictor;
mod regression;
mod reservoir;
mod runner;
mod season;
pub mod settings;
mod smoothing;
