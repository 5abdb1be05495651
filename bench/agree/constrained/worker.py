"""Linear programs by HiGHS, quadratic ones by Clarabel and PIQP, smooth ones by Ipopt with CasADi's derivatives, curves, regressions and controls by
SciPy."""

from collections.abc import Callable

import casadi
import clarabel
import numpy as np
import piqp
from answering import answer, array
from scipy.linalg import null_space
from scipy.optimize import least_squares, linprog, minimize
from scipy.sparse import block_array, csc_matrix, diags_array, eye_array, kron
from scipy.sparse.linalg import spsolve
from scipy.special import expit

PACKAGES = ("numpy", "scipy", "clarabel", "piqp", "casadi")


def ends(model: dict) -> tuple[np.ndarray, ...]:
    """Rows of constraints and of bounds, with what they are between."""
    count = len(model["linear"])
    matrix = array(model.get("constraintMatrix", [])).reshape(-1, count)
    free = np.full(len(matrix), np.inf)
    low, high = array(model.get("constraintLower", -free)), array(model.get("constraintUpper", free))
    free = np.full(count, np.inf)
    return matrix, low, high, array(model.get("lower", -free)), array(model.get("upper", free))


def highs(model: dict) -> dict:
    """A linear program."""
    matrix, low, high, lower, upper = ends(model)
    equal = low == high
    rows = np.vstack([matrix[~equal & np.isfinite(high)], -matrix[~equal & np.isfinite(low)]])
    right = np.r_[high[~equal & np.isfinite(high)], -low[~equal & np.isfinite(low)]]
    found = linprog(
        array(model["linear"]),
        A_ub=rows if len(rows) else None,
        b_ub=right if len(rows) else None,
        A_eq=matrix[equal] if equal.any() else None,
        b_eq=high[equal] if equal.any() else None,
        bounds=np.c_[lower, upper],
        method="highs",
    )
    status = {0: "converged", 2: "infeasible", 3: "unbounded"}.get(found.status, "unfinished")
    return {"status": status, "solution": found.x if found.status == 0 else None}


def by_clarabel(model: dict) -> dict:
    """A quadratic program by an interior point method for cones."""
    matrix, low, high, lower, upper = ends(model)
    count = len(model["linear"])
    rows = np.vstack([matrix, np.eye(count)])
    low, high = np.r_[low, lower], np.r_[high, upper]
    equal = low == high
    above, below = ~equal & np.isfinite(high), ~equal & np.isfinite(low)
    stacked = csc_matrix(np.vstack([rows[equal], rows[above], -rows[below]]))
    right = np.r_[high[equal], high[above], -low[below]]
    cones = [clarabel.ZeroConeT(int(equal.sum())), clarabel.NonnegativeConeT(int(above.sum() + below.sum()))]
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    hessian = csc_matrix(np.triu(array(model["hessian"])))
    found = clarabel.DefaultSolver(hessian, array(model["linear"]), stacked, right, cones, settings).solve()
    statuses = {"Solved": "converged", "PrimalInfeasible": "infeasible", "DualInfeasible": "unbounded"}
    return {"status": statuses.get(str(found.status), "unfinished"), "solution": list(found.x)}


def by_piqp(model: dict) -> dict:
    """A quadratic program by a proximal interior point method."""
    matrix, low, high, lower, upper = ends(model)
    some = np.isfinite(low) | np.isfinite(high)
    matrix, low, high = matrix[some], low[some], high[some]
    equal = low == high
    solver = piqp.DenseSolver()
    solver.setup(
        array(model["hessian"]),
        array(model["linear"]),
        matrix[equal],
        high[equal],
        matrix[~equal],
        low[~equal],
        high[~equal],
        lower,
        upper,
    )
    status = solver.solve()
    statuses = {
        piqp.PIQP_SOLVED: "converged",
        piqp.PIQP_PRIMAL_INFEASIBLE: "infeasible",
        piqp.PIQP_DUAL_INFEASIBLE: "unbounded",
    }
    return {"status": statuses.get(status, "unfinished"), "solution": solver.result.x}


def program(model: dict) -> dict:
    """The first answer of the programs for this kind."""
    if "hessian" not in model:
        return highs(model)
    found = by_clarabel(model)
    return found if found["status"] != "unfinished" else by_piqp(model)


def programs(model: dict) -> dict:
    """The answers of several programs of the same matrices."""
    whole = model["program"]
    found = []
    for linear, shift in zip(model["linears"], model["shifts"]):
        low, high = (array(whole[bound]) + array(shift) for bound in ("constraintLower", "constraintUpper"))
        found.append(program({**whole, "linear": linear, "constraintLower": low, "constraintUpper": high}))
    return {"programs": found}


def logistic(model: dict) -> dict:
    """Logistic regression with a ridge, by steps in the null space of the equations."""
    features, labels, inside = array(model["features"]), array(model["labels"]), array(model["inside"])
    equations = array(model["equations"]).reshape(-1, len(inside))
    directions = null_space(equations) if len(equations) else np.eye(len(inside))
    scaled = labels[:, None] * features

    def loss(step: np.ndarray) -> tuple[float, np.ndarray]:
        x = inside + directions @ step
        margins = scaled @ x
        gradient = -scaled.T @ expit(-margins) / len(margins) + model["ridge"] * x
        return np.logaddexp(0, -margins).mean() + model["ridge"] / 2 * x @ x, directions.T @ gradient

    step = np.zeros(directions.shape[1])
    if len(step):
        step = minimize(loss, step, jac=True, method="BFGS", options={"gtol": 1e-10, "maxiter": 5000}).x
    return {"status": "converged", "solution": inside + directions @ step}


def control(model: dict) -> dict:
    """The state and the control, by Newton's method on the equations of state and adjoint."""
    count, weight, reaction = model["size"], model["controlWeight"], model["reaction"]
    line = diags_array([-1.0, 2.0, -1.0], offsets=[-1, 0, 1], shape=(count, count))
    laplacian = (count + 1) ** 2 * (kron(line, eye_array(count)) + kron(eye_array(count), line))
    target = array(model["target"]).ravel()
    y, p = np.zeros(count**2), np.zeros(count**2)

    def equations() -> np.ndarray:
        return np.r_[laplacian @ y + reaction * y**3 - p / weight, laplacian @ p + 3 * reaction * y**2 * p + y - target]

    for _ in range(50):
        slope = laplacian + diags_array(3 * reaction * y**2)
        bent = diags_array(6 * reaction * y * p + 1)
        jacobian = block_array([[slope, -eye_array(count**2) / weight], [bent, slope]])
        step = spsolve(jacobian.tocsc(), -equations())
        y, p = y + step[: count**2], p + step[count**2 :]
        if np.abs(step).max() <= 1e-14 * (1 + np.abs(np.r_[y, p]).max()):
            break
    return {"state": y, "control": p / weight, "residual": np.abs(equations()).max()}


def smooth(model: dict) -> dict:
    """A smooth program by Ipopt."""
    x = casadi.SX.sym("x", len(model["initial"]))
    slopes, center = casadi.DM(model["slopes"]), casadi.DM(model["center"])
    objective = model["factor"] * (casadi.sum1(casadi.exp(casadi.mtimes(slopes, x))) + casadi.sumsqr(x - center) / 2)
    constraints, low, high = [casadi.sumsqr(x)], [-np.inf], [model["radius"] ** 2]
    for row, right in zip(model["equations"], model["rightSide"], strict=True):
        constraints.append(casadi.dot(casadi.DM(row), x))
        low.append(right)
        high.append(right)
    options = {"print_time": False, "ipopt.print_level": 0, "ipopt.sb": "yes", "ipopt.tol": 1e-9, "show_eval_warnings": False}
    problem = {"x": x, "f": objective, "g": casadi.vertcat(*constraints)}
    solver = casadi.nlpsol("solver", "ipopt", problem, options)
    found = solver(x0=model["initial"], lbg=low, ubg=high)
    ending = solver.stats()["return_status"]
    statuses = {"Solve_Succeeded": "converged", "Infeasible_Problem_Detected": "infeasible"}
    return {"status": statuses.get(ending, "unfinished"), "solution": np.array(found["x"]).ravel()}


CURVES = {
    "exponentialDecay": lambda x, a, r, o: a * np.exp(-r * x) + o,
    "exponentialSaturation": lambda x, m, r: m * (1 - np.exp(-r * x)),
    "logistic": lambda x, m, r, c: m / (1 + np.exp(-r * (x - c))),
    "gaussian": lambda x, a, c, w, o: a * np.exp(-(((x - c) / w) ** 2) / 2) + o,
    "michaelisMenten": lambda x, m, c: m * x / (c + x),
    "powerLaw": lambda x, f, e: f * x**e,
}


def fitted(residuals: Callable, start: np.ndarray, tolerance: float, **options: object) -> dict:
    """A point of least squares, with all of SciPy's tolerances alike."""
    tolerances = dict.fromkeys(("xtol", "ftol", "gtol"), tolerance)
    found = least_squares(residuals, start, x_scale="jac", **tolerances, **options)
    return {"status": "converged" if found.status > 0 else "unfinished", "solution": found.x}


def curve(model: dict) -> dict:
    """A curve from the parameters that the data were made with."""
    x, y = array(model["x"]), array(model["y"])
    found = fitted(lambda p: CURVES[model["model"]](x, *p) - y, model["truth"], tolerance=1e-13, max_nfev=2000)
    return {"status": found["status"], "parameters": found["solution"]}


def residuals(model: dict) -> dict:
    """Linear residuals under bounds, of a loss."""
    matrix, right = array(model["matrix"]), array(model["rightSide"])
    lower, upper = array(model["lower"]), array(model["upper"])
    return fitted(
        lambda x: matrix @ x - right,
        np.clip(array(model["initial"]), lower, upper),
        tolerance=1e-15,
        jac=lambda _: matrix,
        bounds=(lower, upper),
        loss={"softL1": "soft_l1"}.get(model["loss"], model["loss"]),
        f_scale=model["lossScale"],
        max_nfev=1000,
    )


if __name__ == "__main__":
    answer(PACKAGES, program, programs, smooth, residuals, curve, logistic, control)
