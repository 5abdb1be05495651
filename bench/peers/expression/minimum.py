"""The constrained chain of Rosenbrock's function, solved by CasADi and Ipopt."""

from collections.abc import Callable

import casadi as ca
import numpy as np

# The same tolerance as superlinear's.
TOLERANCE = 1e-8

# An iteration limit never reached.
MANY = 500

Solver = Callable[[], dict]


def solver(size: int) -> Solver:
    start = 1 + 0.2 * np.sin(np.arange(size) + 1.0)
    x = ca.SX.sym("x", size)
    a, b = x[:-1], x[1:]
    objective = ca.sum1(100 * (b - a**2) ** 2 + (1 - a) ** 2)
    count = size // 4
    u, v, w, z = (x[k : 4 * count : 4] for k in range(4))
    constraints = u * v + ca.exp(w - z) - 2
    # Trial points may have infinite constraints.
    quiet = {"print_time": False, "show_eval_warnings": False, "ipopt.print_level": 0, "ipopt.sb": "yes"}
    options = quiet | {"ipopt.tol": TOLERANCE, "ipopt.max_iter": MANY}
    ipopt = ca.nlpsol("ipopt", "ipopt", {"x": x, "f": objective, "g": constraints}, options)

    def solve() -> dict:
        solution, statistics = ipopt(x0=start, lbg=0, ubg=0), ipopt.stats()
        return {
            "status": statistics["return_status"],
            "iterations": statistics["iter_count"],
            "objective": float(solution["f"]),
        }

    return solve
