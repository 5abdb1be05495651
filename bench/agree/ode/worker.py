"""Differential equations: the matrix exponential for linear ones, else SciPy at 1e-12."""

import numpy as np
from answering import answer, array
from scipy.integrate import solve_ivp
from scipy.linalg import expm

PACKAGES = ("numpy", "scipy")


def solve(model: dict) -> dict:
    """The states at all times."""
    matrix, offset, initial = (array(model[name]) for name in ("matrix", "offset", "initial"))
    n, times = len(initial), array(model["times"])
    if not model["inner"]:
        # The offset is the column of a constant unknown.
        extended = np.zeros((n + 1, n + 1))
        extended[:n, :n], extended[:n, n] = matrix, offset
        states = [(expm(extended * t) @ np.append(initial, 1.0))[:n] for t in times]
        return {"states": np.array(states)}
    outer, inner = array(model["outer"]), array(model["inner"])

    def field(_: float, y: np.ndarray) -> np.ndarray:
        return matrix @ y + offset + outer @ np.tanh(inner @ y)

    def jacobian(_: float, y: np.ndarray) -> np.ndarray:
        return matrix + outer @ ((1 - np.tanh(inner @ y) ** 2)[:, None] * inner)

    is_stiff = np.abs(matrix).max() * np.abs(times).max() > 100
    options = {"method": "Radau", "jac": jacobian} if is_stiff else {"method": "DOP853"}
    result = solve_ivp(field, (0, times[-1]), initial, t_eval=times, rtol=1e-12, atol=1e-14, **options)
    if not result.success:
        return {"failed": result.message}
    return {"states": result.y.T}


if __name__ == "__main__":
    answer(PACKAGES, solve)
