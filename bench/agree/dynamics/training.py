"""Regressions on several series, and forced runs of maps with hinges."""

import numpy as np
from answering import array


def stacked_regression(model: dict) -> dict:
    """The coefficients and constants of least squares on the rows of all series, and the condition of its scaled columns."""
    order, rows, targets = int(model["order"]), [], []
    for series in map(array, model["series"]):
        for t in range(order, len(series)):
            rows.append(np.concatenate([series[t - k - 1] for k in range(order)]))
            targets.append(series[t])
    rows, targets = np.array(rows), np.array(targets)
    unit = np.max(np.abs(targets))
    matrix = np.column_stack([rows / unit, np.ones(len(rows))])
    found = np.linalg.lstsq(matrix, targets / unit, rcond=None)[0]
    found[-1] *= unit
    condition = np.linalg.cond(matrix) if len(rows) >= matrix.shape[1] else np.inf
    return {"parameters": found.T.tolist(), "condition": min(float(condition), 1e300)}


def forced_loss(model: dict) -> dict:
    """The mean squared error along a run of a map with hinges, in squared standard deviations of the columns. Rows replace
    the state at each interval, but not the values of the hinges, which are states too."""
    rows, interval = array(model["series"]), int(model["interval"])
    columns, hinges = rows.shape[1], len(model["thresholds"])
    linear, offset, thresholds = array(model["linear"]), array(model["offset"]), array(model["thresholds"])
    weights = array(model["weights"]).reshape(columns, hinges)
    directions = array(model["directions"]).reshape(hinges, columns)
    state, values, squares = rows[0], directions @ rows[0] + thresholds, []
    for t in range(len(rows) - 1):
        if t % interval == 0:
            state = rows[t]
        state = linear @ state + offset + weights @ np.maximum(values, 0)
        values = directions @ state + thresholds
        squares.append(((state - rows[t + 1]) / rows.std(axis=0)) ** 2)
    with np.errstate(all="ignore"):
        loss = float(np.mean(squares))
    return {"loss": loss if np.isfinite(loss) else 1e300}
