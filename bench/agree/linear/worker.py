"""Linear systems by LAPACK and SuperLU, refined in long doubles, and eigenvalues by LAPACK."""

import numpy as np
import scipy.linalg
import scipy.sparse as sp
from answering import answer, array
from scipy.sparse.linalg import splu

PACKAGES = ("numpy", "scipy")


def powers(values: np.ndarray) -> np.ndarray:
    """The powers of two near some sizes; 1 for 0."""
    return 2.0 ** np.round(np.log2(np.where(values > 0, values, 1.0)))


def solve(model: dict) -> dict:
    """The solution by LU of the matrix with equilibrated rows and columns, and the singular values' ratio of that matrix."""
    matrix, right = array(model["matrix"]), array(model["rightSide"])
    if right.ndim == 1:
        right = right[:, None]
    rows, columns = np.ones(len(matrix)), np.ones(len(matrix))
    for _ in range(6):
        scaled = np.abs(matrix * rows[:, None] * columns)
        rows, columns = rows / np.sqrt(powers(scaled.max(axis=1))), columns / np.sqrt(powers(scaled.max(axis=0)))
    rows, columns = powers(rows), powers(columns)
    scaled = matrix * rows[:, None] * columns
    values = np.linalg.svd(scaled, compute_uv=False)
    ratio = values[-1] / values[0] if values[0] > 0 else 0.0
    if ratio == 0:
        return {"ratio": 0.0, "solution": np.zeros_like(right), "eigenvalues": []}
    if model.get("sparse"):
        solve_scaled = splu(sp.csc_array(scaled)).solve
    else:
        factors = scipy.linalg.lu_factor(scaled)
        solve_scaled = lambda side: scipy.linalg.lu_solve(factors, side)  # noqa: E731
    side = right * rows[:, None]
    solution = solve_scaled(side)
    for _ in range(3):
        residual = (side.astype(np.longdouble) - scaled.astype(np.longdouble) @ solution).astype(float)
        solution = solution + solve_scaled(residual)
    eigenvalues = np.linalg.eigvalsh(scaled) if np.array_equal(matrix, matrix.T) else np.array([])
    return {"ratio": ratio, "solution": solution * columns[:, None], "columns": columns, "eigenvalues": eigenvalues}


def eigenvalues(model: dict) -> dict:
    """All eigenvalues, with the largest condition number of one."""
    matrix = array(model["matrix"])
    mass = np.array(model["mass"]) if model["mass"] else np.ones(len(matrix))
    scaled = matrix / np.sqrt(mass)[:, None] / np.sqrt(mass)
    size = np.linalg.norm(scaled, 2)
    if np.array_equal(matrix, matrix.T):
        values = np.linalg.eigvalsh(scaled)
        return {"real": values, "imaginary": np.zeros_like(values), "condition": 1.0, "size": size}
    values, left, right = scipy.linalg.eig(scaled, left=True, right=True)
    cosines = np.abs(np.sum(left.conj() * right, axis=0))
    condition = 1.0 / max(cosines.min(), 1e-300)
    return {"real": values.real, "imaginary": values.imag, "condition": condition, "size": size}


if __name__ == "__main__":
    answer(PACKAGES, solve, eigenvalues)
