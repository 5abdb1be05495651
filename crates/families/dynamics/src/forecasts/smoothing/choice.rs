//! The fit of a column: the form by the corrected information criterion of Akaike.

use super::descent::{Limits, Minimum, descend};
use super::likelihood::log_likelihood;
use super::parameters::{Places, Rows};
use super::{Form, State};
use crate::forecasts::predictor::Smoothing;
use crate::forecasts::settings::{Seasonality, Trend};
use superlinear_interface::{Error, Run};

/// A request for a fit: parts of the form that are given, and the season.
#[derive(Clone, Copy)]
pub(in crate::forecasts) struct Request {
    pub trend: Option<Trend>,
    pub seasonality: Option<Seasonality>,
    pub season: usize,
    pub max_iterations: u32,
    pub tolerance: f64,
}

/// A fitted column.
#[derive(Clone)]
pub(in crate::forecasts) struct Fit {
    pub smoothing: Smoothing,
    /// The level, the slope if there is a trend, and the season if there is one, before the first row.
    pub initial: Vec<f64>,
    pub log_likelihood: f64,
    pub criterion: f64,
    /// The relative offset, which vanishes at a minimum.
    pub offset: f64,
    pub iterations: u32,
    /// Whether time ended the search over starts and forms.
    pub is_late: bool,
    /// Whether no step was possible.
    pub is_stalled: bool,
}

/// A start of a descent: the rows behind its initial state; shares of level, slope and season; the damping.
type Start = (Rows, [f64; 4]);

/// The starts of descents: the likelihood may have several maxima. A line through a series that grows exponentially begins
/// below zero, where forms with relative errors have no likelihood; a line through its first rows does not.
const STARTS: [Start; 6] = [
    (Rows::All, [0.3, 0.1, 0.1, 0.95]),
    (Rows::All, [0.8, 0.1, 0.1, 0.9]),
    (Rows::All, [0.1, 0.3, 0.3, 0.95]),
    (Rows::First, [0.5, 0.05, 0.3, 0.95]),
    (Rows::First, [0.1, 0.8, 0.5, 0.98]),
    (Rows::All, [0.001, 0.05, 0.001, 0.98]),
];

/// Fits a column. Refuses forms that the column cannot have.
pub(in crate::forecasts) fn fit_column(values: &[f64], request: Request, run: &Run) -> Result<Fit, Error> {
    let is_positive = values.iter().all(|&value| value > 0.0);
    if request.seasonality == Some(Seasonality::Multiplicative) && !is_positive {
        return Err(Error::invalid(
            "seasonality",
            "must not be multiplicative for a series with values of 0 and below",
        ));
    }
    if request.seasonality.is_some_and(|own| own != Seasonality::None) && request.season < 2 {
        return Err(Error::invalid("seasonality", "must be none without a season"));
    }
    let trends = request.trend.map_or(vec![Trend::None, Trend::Additive, Trend::Damped], |own| vec![own]);
    let seasons = request.seasonality.map_or_else(
        || match (request.season > 1, is_positive) {
            (false, _) => vec![Seasonality::None],
            (true, false) => vec![Seasonality::None, Seasonality::Additive],
            (true, true) => vec![Seasonality::None, Seasonality::Additive, Seasonality::Multiplicative],
        },
        |own| vec![own],
    );
    let mut best: Option<Fit> = None;
    'search: for seasonality in seasons {
        for &trend in &trends {
            let season = if seasonality == Seasonality::None { 1 } else { request.season };
            let form = Form { trend, seasonality, season };
            let Some(fit) = fit_form(values, form, request, run)? else { continue };
            let is_late = fit.is_late;
            if best.as_ref().is_none_or(|best| fit.criterion < best.criterion) {
                best = Some(fit);
            }
            if is_late {
                best.iter_mut().for_each(|best| best.is_late = true);
                break 'search;
            }
        }
    }
    best.ok_or_else(|| Error::invalid("series", "is too short for this form of exponential smoothing"))
}

/// The best fit of a form; `None` if the series is too short for it.
fn fit_form(values: &[f64], form: Form, request: Request, run: &Run) -> Result<Option<Fit>, Error> {
    let places = Places::of(form);
    // The variance of the errors is a parameter too.
    let parameters = (places.count + 1) as f64;
    let spare = values.len() as f64 - parameters - 1.0;
    if spare <= 0.0 || (form.has_season() && values.len() < 2 * form.season) {
        return Ok(None);
    }
    run.ensure_memory("season", [values.len() + 4 * places.count, places.count + 1])?;
    let limits = Limits { max_iterations: request.max_iterations, tolerance: request.tolerance, first_free: 0 };
    let mut best: Option<Minimum> = None;
    let mut is_late = false;
    for (rows, [level, slope, seasonal, damping]) in STARTS {
        let mut point = vec![0.0; places.count];
        point[0] = level;
        for (place, value) in
            [(places.slope_share, slope), (places.seasonal_share, seasonal), (places.damping, damping)]
        {
            if let Some(k) = place {
                point[k] = value;
            }
        }
        places.set_rough_state(&mut point, rows.of(form, values));
        let Some(found) = descend(&places, point, values, limits, run)? else { continue };
        is_late = found.is_late;
        if best.as_ref().is_none_or(|best| found.squares < best.squares) {
            best = Some(found);
        }
        if is_late {
            break;
        }
    }
    Ok(best.map(|minimum| {
        let log_likelihood = log_likelihood(minimum.squares, values);
        let criterion = 2.0 * parameters - 2.0 * log_likelihood + 2.0 * parameters * (parameters + 1.0) / spare;
        Fit {
            smoothing: places.smoothing(&minimum.point),
            initial: places.initial(&minimum.point),
            log_likelihood,
            criterion,
            offset: minimum.offset,
            iterations: minimum.iterations,
            is_late,
            is_stalled: !minimum.is_late && minimum.iterations < request.max_iterations,
        }
    }))
}

/// The form of a fitted column.
pub(in crate::forecasts) fn form_of(smoothing: &Smoothing, season: usize) -> Form {
    let season = if smoothing.seasonality == Seasonality::None { 1 } else { season };
    Form { trend: smoothing.trend, seasonality: smoothing.seasonality, season }
}

/// The state before the first row that makes given smoothing most likely.
pub(in crate::forecasts) fn states_at_start(
    smoothing: &Smoothing,
    season: usize,
    values: &[f64],
    run: &Run,
) -> Result<State, Error> {
    let places = Places::of(form_of(smoothing, season));
    run.ensure_memory("history", [values.len() + 4 * places.count, places.count + 1])?;
    let limits = Limits { max_iterations: 100, tolerance: 1e-10, first_free: places.level };
    let mut point = vec![0.0; places.count];
    places.set_smoothing(&mut point, smoothing);
    let mut best: Option<Minimum> = None;
    for rows in [Rows::First, Rows::All] {
        places.set_rough_state(&mut point, rows.of(places.form, values));
        let Some(found) = descend(&places, point.clone(), values, limits, run)? else { continue };
        if best.as_ref().is_none_or(|best| found.squares < best.squares) {
            best = Some(found);
        }
    }
    Ok(places.state(&best.map_or(point, |minimum| minimum.point)))
}
