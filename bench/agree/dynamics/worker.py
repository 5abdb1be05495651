"""Forecasts by statsmodels, streams by least squares of all rows at once, recurrences and automata by loops."""

import warnings

import numpy as np
from answering import answer, array
from dynamics.motions import delays, motion, one_row_map, regions
from dynamics.systems import compare_attractors, thresholded
from dynamics.training import forced_loss, stacked_regression
from statsmodels.tsa.ar_model import AutoReg
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

PACKAGES = ("numpy", "scipy", "statsmodels")

warnings.simplefilter("ignore")


def least_squares(model: dict) -> dict:
    """The minimum of the weighted squares, by an orthogonal factorization of the ridge and all rows."""
    inputs, outputs = array(model["inputs"]), array(model["outputs"])
    rows, columns = inputs.shape
    weights = np.sqrt(model["forgetting"]) ** np.arange(rows - 1, -1, -1)
    first = np.sqrt(model["ridge"]) * np.sqrt(model["forgetting"]) ** rows * np.eye(columns)
    matrix = np.vstack([first, weights[:, None] * inputs])
    orthogonal, triangle = np.linalg.qr(matrix)
    right = orthogonal.T @ np.concatenate([np.zeros(columns), weights * outputs])
    return {"coefficients": np.linalg.solve(triangle, right)}


def autoregression(model: dict) -> dict:
    """The constant and the coefficients, with standard errors whose variance has the degrees of freedom."""
    series, order = array(model["series"]), int(model["order"])
    # In the units of the series, the constant's column would count as dependent.
    unit = np.max(np.abs(series))
    fit = AutoReg(series / unit, lags=order, trend="c").fit()
    rows = len(series) - order
    factor = np.sqrt(rows / max(rows - order - 1, 1))
    units = np.array([unit, *np.ones(order)])
    return {"parameters": fit.params * units, "errors": fit.bse * factor * units}


def smoothing(model: dict) -> dict:
    """The largest likelihood from two starts."""
    season = None if model["seasonality"] == "none" else model["seasonality"][:3]
    form = ETSModel(
        array(model["series"]),
        error="mul" if season == "mul" else "add",
        trend=None if model["trend"] == "none" else "add",
        damped_trend=model["trend"] == "damped",
        seasonal=season,
        seasonal_periods=int(model["season"]) if season else None,
        initialization_method="estimated",
    )
    starts = [form.start_params, np.concatenate([[0.8], form.start_params[1:]])]
    return {"logLikelihood": max(form.fit(start, disp=False, maxiter=5000).llf for start in starts)}


def scan(model: dict) -> dict:
    """The states of a diagonal recurrence."""
    state, states = 0.0, []
    for factor, offset in zip(array(model["factors"]), array(model["offsets"])):
        state = factor * state + offset
        states.append(state)
    return {"states": np.array(states)}


def run_automaton(model: dict) -> dict:
    """The outputs along the symbols, and the number of classes of reached states by Moore's refinement."""
    table, outputs = [list(map(int, row)) for row in model["table"]], list(map(int, model["outputs"]))
    state, labels = 0, []
    for symbol in model["symbols"]:
        state = table[state][int(symbol)]
        labels.append(outputs[state])
    reached, queue = {0}, [0]
    while queue:
        for target in table[queue.pop()]:
            if target not in reached:
                reached.add(target)
                queue.append(target)
    classes = {own: outputs[own] for own in reached}
    while True:
        names = {own: (classes[own], *(classes[target] for target in table[own])) for own in reached}
        numbers = {name: number for number, name in enumerate(sorted(set(names.values())))}
        refined = {own: numbers[names[own]] for own in reached}
        if len(set(refined.values())) == len(set(classes.values())):
            return {"labels": labels, "states": len(set(classes.values()))}
        classes = refined


if __name__ == "__main__":
    actions = (least_squares, autoregression, smoothing, scan, run_automaton, compare_attractors, thresholded)
    answer(PACKAGES, *actions, delays, motion, one_row_map, regions, stacked_regression, forced_loss)
