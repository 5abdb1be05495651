"""Times the peers for ./run.ts, from the field to the final state. Fields of CVODES are compiled to its own expressions beforehand."""

from collections.abc import Sequence

import casadi as ca
import numpy as np
from scipy.integrate import solve_ivp
from serving import serve, timed

PACKAGES = ("numpy", "scipy", "casadi")


def lorenz(y: Sequence) -> list:
    return [10 * (y[1] - y[0]), y[0] * (28 - y[2]) - y[1], y[0] * y[1] - 8 / 3 * y[2]]


def hires(y: Sequence) -> list:
    q = 280 * y[5] * y[7]
    return [
        -1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007,
        1.71 * y[0] - 8.75 * y[1],
        -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4],
        8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3],
        -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6],
        -q + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6],
        q - 1.81 * y[6],
        -q + 1.81 * y[6],
    ]


def robertson(y: Sequence) -> list:
    slow, fast = 0.04 * y[0] - 1e4 * y[1] * y[2], 3e7 * y[1] * y[1]
    return [-slow, slow - fast, fast]


def oregonator(y: Sequence) -> list:
    return [
        77.27 * (y[1] + y[0] * (1 - 8.375e-6 * y[0] - y[1])),
        (y[2] - (1 + y[0]) * y[1]) / 77.27,
        0.161 * (y[0] - y[2]),
    ]


def van_der_pol(y: Sequence) -> list:
    return [y[1], ((1 - y[0] * y[0]) * y[1] - y[0]) * 1e6]


FIELDS = {"lorenz": lorenz, "hires": hires, "robertson": robertson, "oregonator": oregonator, "vanDerPol": van_der_pol}


def by_cvodes(workload: str, initial: list, end: float, tolerance: float, absolute: float) -> dict:
    y = ca.SX.sym("y", len(initial))
    equations = {"x": y, "ode": ca.vertcat(*FIELDS[workload]([y[i] for i in range(len(initial))]))}
    options = {"reltol": tolerance, "abstol": absolute, "max_num_steps": 1_000_000}
    integrator = ca.integrator("integrator", "cvodes", equations, 0, end, options)

    def state() -> list[float]:
        try:
            return np.array(integrator(x0=initial)["xf"]).ravel().tolist()
        except RuntimeError:
            return []  # gave up

    time, result = timed(state)
    return {**time, "state": result, "evaluations": integrator.stats().get("nfevals", 0)}


def solve(workload: str, method: str, initial: list, end: float, tolerance: float, absolute: float) -> dict:
    """The final state, timed."""
    if method == "CVODES":
        return by_cvodes(workload, initial, end, tolerance, absolute)
    field, name = FIELDS[workload], method.removeprefix("SciPy ")
    time, result = timed(
        lambda: solve_ivp(lambda _, y: field(y), (0, end), initial, method=name, rtol=tolerance, atol=absolute)
    )
    return {**time, "state": result.y[:, -1].tolist(), "evaluations": int(result.nfev)}


if __name__ == "__main__":
    serve(PACKAGES, solve)
