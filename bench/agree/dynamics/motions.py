"""Maps and flows with quadratic terms, their exponents, delay vectors, and maps with hinges, by NumPy."""

import numpy as np
from answering import array


class Quadratic:
    """The rule constant + linear x + sum of coefficient x_j x_k e_i, with its derivative."""

    def __init__(self, model: dict) -> None:
        self.constant, self.linear = array(model["constant"]), array(model["linear"])
        self.terms = [(int(i), int(j), int(k), c) for i, j, k, c in model["terms"]]

    def value(self, x: np.ndarray) -> np.ndarray:
        value = self.constant + self.linear @ x
        for i, j, k, c in self.terms:
            value[i] += c * x[j] * x[k]
        return value

    def derivative(self, x: np.ndarray) -> np.ndarray:
        matrix = self.linear.copy()
        for i, j, k, c in self.terms:
            matrix[i, j] += c * x[k]
            matrix[i, k] += c * x[j]
        return matrix


def advanced(rule: Quadratic, model: dict, x: np.ndarray, tangents: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The next state and the images of tangent vectors, the columns; flows by the classical Runge-Kutta method."""
    if model["kind"] == "map":
        return rule.value(x), rule.derivative(x) @ tangents
    step = model["step"] / int(model["substeps"])
    for _ in range(int(model["substeps"])):
        slopes, images = [], []
        for fraction in (0, 0.5, 0.5, 1):
            point = x + fraction * step * slopes[-1] if slopes else x
            vectors = tangents + fraction * step * images[-1] if images else tangents
            slopes.append(rule.value(point))
            images.append(rule.derivative(point) @ vectors)
        x = x + step / 6 * (slopes[0] + 2 * slopes[1] + 2 * slopes[2] + slopes[3])
        tangents = tangents + step / 6 * (images[0] + 2 * images[1] + 2 * images[2] + images[3])
    return x, tangents


def run_of(model: dict, initial: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
    """The rows up to the first unbounded one, and the exponents if there is none."""
    rule, x, rows = Quadratic(model), initial, []
    bound = 1e6 * max(1, np.max(np.abs(array(model["initial"]))))
    step = 1.0 if model["kind"] == "map" else model["step"]
    tangents, logs = np.eye(len(x)), np.zeros(len(x))
    for row in range(int(model["rows"])):
        if not np.all(np.abs(x) <= bound):
            return np.array(rows).reshape(-1, len(initial)), None
        rows.append(x)
        x, tangents = advanced(rule, model, x, tangents)
        tangents, triangle = np.linalg.qr(tangents)
        logs += np.log(np.maximum(np.abs(np.diag(triangle)), 1e-300))
    is_bounded = np.all(np.abs(x) <= bound)
    return np.array(rows), np.sort(logs / (len(rows) * step))[::-1] if is_bounded else None


def motion(model: dict) -> dict:
    """A series with its exponents, and how much both change from slightly other initial states."""
    initial = array(model["initial"])
    rows, exponents = run_of(model, initial)
    slack, spread = np.zeros(len(rows)), 0.0
    alternating = np.where(np.arange(len(initial)) % 2 == 0, 1.0, -1.0)
    for signs in (np.ones(len(initial)), -np.ones(len(initial)), alternating, -alternating):
        others, moved = run_of(model, initial * (1 + signs * 1e-9) + signs * 1e-11)
        if len(others) != len(rows) or (moved is None) != (exponents is None):
            return {"states": rows.tolist(), "slack": [], "exponents": [], "spread": 0.0}
        if len(rows) > 0:
            slack = np.maximum(slack, np.max(np.abs(others - rows), axis=1))
        if exponents is not None:
            spread = max(spread, float(np.max(np.abs(moved - exponents))))
    found = [] if exponents is None else exponents.tolist()
    return {"states": rows.tolist(), "slack": slack.tolist(), "exponents": found, "spread": spread}


def information(values: np.ndarray, delay: int) -> float:
    """The mutual information of a series and its later self, over 16 intervals of equal counts."""
    ranks = np.empty(len(values), dtype=int)
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    bins = ranks * 16 // len(values)
    joint = np.histogram2d(bins[:-delay], bins[delay:], bins=16, range=[[0, 16], [0, 16]])[0]
    joint /= joint.sum()
    product = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    seen = joint > 0
    return float(np.sum(joint[seen] * np.log(joint[seen] / product[seen])))


def delays(model: dict) -> dict:
    """The mutual information by delays, and its first local minimum, or 0."""
    values = array(model["series"])
    found = [information(values, delay) for delay in range(1, int(model["maxDelay"]) + 1)]
    minima = [k for k in range(1, len(found) - 1) if found[k] < found[k - 1] and found[k] <= found[k + 1]]
    return {"information": found, "delay": minima[0] + 1 if minima else 0}


def regions(model: dict) -> dict:
    """The matrix, the fixed point and the moduli of the eigenvalues of all regions of a map with hinges."""
    linear, offset = array(model["linear"]), array(model["offset"])
    weights, directions = array(model["weights"]), array(model["directions"])
    thresholds, found = array(model["thresholds"]), []
    for code in range(2 ** len(thresholds)):
        active = np.array([code >> k & 1 for k in range(len(thresholds))], dtype=float)
        matrix = linear + (weights * active) @ directions
        constant = offset + (weights * active) @ thresholds
        system = np.eye(len(offset)) - matrix
        condition = np.linalg.cond(system)
        point = np.linalg.solve(system, constant) if condition < 1e9 else np.zeros(0)
        moduli = np.sort(np.abs(np.linalg.eigvals(matrix)))[::-1]
        found.append({"matrix": matrix.tolist(), "point": point.tolist(), "condition": condition, "moduli": moduli.tolist()})
    return {"regions": found}


def one_row_map(model: dict) -> dict:
    """The affine map of least squares from each row to the next, and its mean squared error relative to the columns' variances."""
    rows = array(model["series"])
    matrix = np.column_stack([rows[:-1], np.ones(len(rows) - 1)])
    found = np.linalg.lstsq(matrix, rows[1:], rcond=None)[0]
    errors = (rows[1:] - matrix @ found) / rows.std(axis=0)
    return {"linear": found[:-1].T.tolist(), "offset": found[-1].tolist(), "residual": float(np.sqrt(np.mean(errors**2)))}
