"""Regression on streams by least squares of all rows at once."""

import numpy as np
from answering import answer, array
from dynamics.systems import compare_attractors, thresholded

PACKAGES = ("numpy", "scipy")


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


if __name__ == "__main__":
    answer(PACKAGES, least_squares, compare_attractors, thresholded)
