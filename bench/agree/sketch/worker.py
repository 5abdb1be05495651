"""Linear algebra by LAPACK, refined in long doubles."""

import numpy as np
from answering import answer, array
from numpy.polynomial import chebyshev, legendre

PACKAGES = ("numpy",)


def units(values: np.ndarray) -> float:
    """A power of two near the largest entry, so that no square overflows."""
    top = np.abs(values).max(initial=0.0)
    return 2.0 ** np.floor(np.log2(top)) if top > 0 else 1.0


def condition(values: np.ndarray) -> float:
    """The condition of a matrix of these singular values, of its part of full rank."""
    return values[0] / values[values > 1e-14 * values[0]][-1] if values[0] > 0 else 1.0


def least_squares(model: dict) -> dict:
    """The shortest least-squares solution by the singular value decomposition, columns scaled to equal norms where there are enough rows."""
    matrix, right = array(model["matrix"]), array(model["rightSide"])
    if "weights" in model:
        roots = np.sqrt(array(model["weights"]))
        matrix, right = matrix * roots[:, None], right * roots
    unit, size = units(matrix), units(right)
    matrix, right = matrix / unit, right / size
    rows, columns = matrix.shape
    if "ridge" in model:
        matrix = np.vstack([matrix, np.sqrt(model["ridge"]) / unit * np.eye(columns)])
        right = np.r_[right, np.zeros(columns)]
    norms = np.linalg.norm(matrix, axis=0) if len(matrix) >= columns else np.ones(columns)
    norms[norms == 0] = 1
    values = np.linalg.svd(matrix / norms, compute_uv=False)
    inverse = np.linalg.pinv(matrix / norms, rcond=1e-14)
    solution = inverse @ right
    for _ in range(3):
        residual = right - (np.longdouble(matrix / norms) @ solution).astype(float)
        solution = solution + inverse @ residual
    conditions = {"condition": condition(np.linalg.svd(matrix, compute_uv=False)), "scaledCondition": condition(values)}
    return {"solution": solution / norms * (size / unit), **conditions}


def singular_values(model: dict) -> dict:
    """All singular values."""
    matrix = array(model["matrix"])
    unit = units(matrix)
    return {"values": np.linalg.svd(matrix / unit, compute_uv=False) * unit}


def leverage_scores(model: dict) -> dict:
    """The squared norms of the rows of a basis, from the decomposition of the matrix with columns of equal norms."""
    matrix = array(model["matrix"])
    matrix = matrix / units(matrix)
    norms = np.linalg.norm(matrix, axis=0)
    left, values, _ = np.linalg.svd(matrix / np.where(norms > 0, norms, 1), full_matrices=False)
    kept = values > 1e-15 * matrix.shape[1] * max(values[0], 1e-300)
    least = values[kept][-1] / values[0] if kept.any() else 1.0
    return {"scores": (left[:, kept] ** 2).sum(axis=1), "rank": int(kept.sum()), "least": least}


def functions(model: dict) -> dict:
    """The functions of each coordinate of each point, by NumPy's polynomials, sines and cosines."""
    points, degree = array(model["points"]), model["degree"]
    if model["basis"] == "legendre":
        return {"values": legendre.legvander(points, degree) * np.sqrt(2 * np.arange(degree + 1) + 1)}
    if model["basis"] == "chebyshev":
        return {"values": chebyshev.chebvander(points, degree) * np.where(np.arange(degree + 1) > 0, np.sqrt(2), 1)}
    angles = np.pi * points[..., None] * np.arange(1, degree + 1)
    waves = np.sqrt(2) * np.stack([np.cos(angles), np.sin(angles)], axis=-1).reshape(*points.shape, 2 * degree)
    return {"values": np.concatenate([np.ones((*points.shape, 1)), waves], axis=-1)}


if __name__ == "__main__":
    answer(PACKAGES, least_squares, singular_values, leverage_scores, functions)
