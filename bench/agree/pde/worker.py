"""The difference and finite-volume equations assembled as sparse matrices, by SuperLU."""

import numpy as np
import scipy.sparse as sp
from answering import answer, array
from pde.evolutions import chemotaxis, minimizeEnergy, reactionDiffusion
from scipy.sparse.linalg import splu

PACKAGES = ("numpy", "scipy")


def refined(matrix: sp.sparray, right: np.ndarray) -> np.ndarray:
    """The solution with two steps of refinement in long doubles."""
    factors = splu(sp.csc_array(matrix))
    solution = factors.solve(right)
    dense = matrix.tocoo()
    for _ in range(2):
        residual = right.astype(np.longdouble)
        np.subtract.at(residual, dense.row, dense.data.astype(np.longdouble) * solution[dense.col])
        solution = solution + factors.solve(residual.astype(float))
    return solution


def second_difference(n: int, spacing: float, boundary: str) -> sp.sparray:
    """The negative second difference over the squared spacing."""
    matrix = sp.lil_array((n, n))
    for i in range(n):
        matrix[i, i] += 2.0
        for j in (i - 1, i + 1):
            if 0 <= j < n:
                matrix[i, j] -= 1.0
            elif boundary == "neumann":
                matrix[i, i] -= 1.0
            elif boundary == "periodic":
                matrix[i, j % n] -= 1.0
    return sp.csr_array(matrix) / spacing**2


def poisson(model: dict) -> dict:
    """The equations of order 2 with zero boundary values; a mean of 0 if they are singular."""
    points, boundary = model["points"], model["boundary"]
    matrix = None
    for a, (n, length, kind) in enumerate(zip(points, model["lengths"], boundary)):
        spacing = length / (n + 1 if kind == "dirichlet" else n)
        part = second_difference(n, spacing, kind)
        part = sp.kron(sp.kron(sp.eye_array(int(np.prod(points[:a]))), part), sp.eye_array(int(np.prod(points[a + 1 :]))))
        matrix = part if matrix is None else matrix + part
    right = array(model["rightSide"])
    matrix = sp.csr_array(matrix) + model["reaction"] * sp.eye_array(len(right))
    if model["reaction"] == 0 and "dirichlet" not in boundary:
        mean = right.mean()
        right = right - mean
        weight = abs(matrix).max() if len(right) > 1 else 1.0
        matrix = sp.csr_array(matrix + weight * np.ones(matrix.shape) / len(right))
    return {"solution": refined(matrix, right)}


def cells(model: dict) -> tuple[sp.sparray, np.ndarray]:
    """Matrix and right side of cells with harmonic means, by the condition of each side."""
    rows, columns = model["points"]
    count = rows * columns
    spacing = (model["lengths"][1] / columns, model["lengths"][0] / rows)
    a = array(model["coefficient"]).reshape(rows, columns)
    matrix, right = sp.lil_array((count, count)), array(model["rightSide"]).astype(float)
    for j in range(rows):
        for i in range(columns):
            k = j * columns + i
            matrix[k, k] += model["reaction"]
            for other, (p, q), h, side in (
                (k - 1, (j, i - 1), spacing[0], "left"),
                (k + 1, (j, i + 1), spacing[0], "right"),
                (k - columns, (j - 1, i), spacing[1], "bottom"),
                (k + columns, (j + 1, i), spacing[1], "top"),
            ):
                if 0 <= p < rows and 0 <= q < columns:
                    coupling = 2 / (1 / a[j, i] + 1 / a[p, q]) / h**2
                    matrix[k, k] += coupling
                    matrix[k, other] -= coupling
                    continue
                condition = model["boundary"][side]
                conductance = 2 * a[j, i] / h
                value, kind = condition["value"], condition["kind"]
                if kind == "neumann":
                    right[k] += value / h
                    continue
                weight = condition.get("weight", 1.0)
                share = 1.0 if kind == "dirichlet" else conductance / (conductance + weight)
                exchange = conductance if kind == "dirichlet" else share * weight
                matrix[k, k] += exchange / h
                right[k] += (conductance if kind == "dirichlet" else share) * value / h
    return sp.csr_array(matrix), right


def diffusion(model: dict) -> dict:
    """The steady state."""
    return {"solution": refined(*cells(model))}


def heat(model: dict) -> dict:
    """The state at a time, from the eigenvectors of the matrix."""
    matrix, right = cells(model)
    values, vectors = np.linalg.eigh(matrix.toarray())
    steady = vectors @ ((vectors.T @ right) / values)
    decay = np.exp(-values * model["time"])
    return {"solution": steady + vectors @ (decay * (vectors.T @ (array(model["initial"]) - steady)))}


if __name__ == "__main__":
    answer(PACKAGES, poisson, diffusion, heat, minimizeEnergy, chemotaxis, reactionDiffusion)
