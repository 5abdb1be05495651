//! The choice of a method by its forecasts of held-out rows.

use super::evaluate_forecast::ForecastScore;
use super::fit::{Limits, Plan};
use super::held_out::{HeldOut, is_better};
use super::settings::{Criterion, ForecastMethod, ForecastSettings, MAX_ORDER, Order};
use crate::trajectories::Pieces;
use superlinear_interface::{Error, Run};

/// The share of held-out rows when `auto` compares methods, and the number of moments.
const SHARE_OF_CHOICE: f64 = 0.3;
const MOMENTS_OF_CHOICE: usize = 20;

/// The plan of the method with the best forecasts of held-out rows.
pub(super) fn best_method<'a>(
    pieces: &Pieces,
    settings: &'a ForecastSettings,
    limits: Limits,
    run: &Run,
) -> Result<Plan<'a>, Error> {
    pieces.ensure_rows(10, "to choose a method; name one")?;
    let settings_of = |method| Plan::new(method, pieces, settings, limits, run);
    let mut plans = vec![settings_of(ForecastMethod::SeasonalNaive)?];
    let season = plans[0].season;
    plans.push(linear_plan(pieces, season, settings, limits, run)?);
    if pieces.series().len() == 1 {
        plans.push(settings_of(ForecastMethod::ExponentialSmoothing)?);
    }
    if pieces.columns() <= 10 && pieces.rows() >= 100 && !matches!(settings.order, Some(Order::By(_))) {
        plans.push(settings_of(ForecastMethod::Polynomial)?);
    }
    let longest = (2 * season).max(10).min(pieces.shortest() / 10).max(1);
    let horizons: Vec<usize> = (1..=longest).collect();
    let test = HeldOut::new(pieces, &horizons, MOMENTS_OF_CHOICE, SHARE_OF_CHOICE)?;
    let mut best: Option<(ForecastScore, Plan)> = None;
    for plan in plans {
        if plan.ensure_rows(&test.known).is_err() {
            continue;
        }
        let Some(score) = test.score(&plan, "", run)? else {
            return Err(Error::invalid("timeLimit", "is too short to choose a method"));
        };
        if best.as_ref().is_none_or(|(other, _)| is_better(&score, other)) {
            best = Some((score, plan));
        }
    }
    best.map(|(_, plan)| plan).ok_or_else(|| Error::invalid("series", "is too short to choose a method"))
}

/// A linear model, with the order by Akaike's criterion if none is given: up to `maxOrder`, or to a season and one row.
fn linear_plan<'a>(
    pieces: &Pieces,
    season: usize,
    settings: &'a ForecastSettings,
    limits: Limits,
    run: &Run,
) -> Result<Plan<'a>, Error> {
    let by_criterion = ForecastSettings {
        order: Some(settings.order.unwrap_or(Order::By(Criterion::Aic))),
        max_order: settings.max_order.max((season + 1).min(MAX_ORDER).min(pieces.shortest() / 4) as u32),
        ..settings.clone()
    };
    let found = Plan::new(ForecastMethod::Linear, pieces, &by_criterion, limits, run)?;
    Ok(Plan { settings, ..found })
}
