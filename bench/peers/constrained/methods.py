"""The peers: each takes a program and returns a solver. The solver returns the point and the number of iterations."""

from collections.abc import Callable
from functools import partial

import casadi as ca
import nlopt
import numpy as np
from scipy import optimize

from constrained.programs import Expressions, Program

Solver = Callable[[], tuple[np.ndarray, int]]

TOLERANCE = 1e-8
IPOPT = {"print_time": False, "ipopt.print_level": 0, "ipopt.sb": "yes", "ipopt.tol": TOLERANCE}


def ipopt(program: Program) -> Solver:
    """Ipopt with MUMPS, called through CasADi, with exact derivatives."""
    if isinstance(program, Expressions):
        solver = ca.nlpsol("solver", "ipopt", program.expressions, IPOPT)
    else:
        solver = of_callbacks(program)

    def solve() -> tuple[np.ndarray, int]:
        lower, upper = program.ends()
        bounds = {} if program.bounds is None else {"lbx": program.bounds[0], "ubx": program.bounds[1]}
        solution = solver(x0=program.start, lbg=lower, ubg=upper, **bounds)
        return solution["x"].full()[:, 0], solver.stats()["iter_count"]

    return solve


class Answer(ca.Callback):
    """A Python function called by Ipopt."""

    def __init__(self, name: str, takes: list[ca.Sparsity], gives: list[ca.Sparsity], function: Callable) -> None:
        ca.Callback.__init__(self)
        self.takes, self.gives, self.function = takes, gives, function
        self.construct(name, {})

    def get_n_in(self) -> int:
        return len(self.takes)

    def get_n_out(self) -> int:
        return len(self.gives)

    def get_sparsity_in(self, i: int) -> ca.Sparsity:
        return self.takes[i]

    def get_sparsity_out(self, i: int) -> ca.Sparsity:
        return self.gives[i]

    def eval(self, given: list[ca.DM]) -> list:
        return self.function(*(argument.full() for argument in given))


def of_callbacks(program: Program) -> ca.Function:
    """Ipopt on NumPy functions."""
    n, m = len(program.start), program.constraint_count
    point, none, one, multipliers = (ca.Sparsity.dense(size) for size in (n, 0, 1, m))
    upper = ca.Sparsity.upper(n)
    by_columns = np.concatenate([np.arange(j + 1) * n + j for j in range(n)])

    def hessian(x: np.ndarray, _: np.ndarray, weight: np.ndarray, of_constraints: np.ndarray) -> list:
        values = program.hessian(x[:, 0], weight.item(), of_constraints[:, 0])
        return [ca.DM(upper, values.ravel()[by_columns])]

    gradient = Answer(
        "gradient", [point, none], [one, point], lambda x, _: [program.objective(x[:, 0]), program.gradient(x[:, 0])]
    )
    jacobian = Answer(
        "jacobian",
        [point, none],
        [multipliers, ca.Sparsity.dense(m, n)],
        lambda x, _: [program.constraints(x[:, 0]), program.jacobian(x[:, 0])],
    )
    answers = {
        "grad_f": gradient,
        "jac_g": jacobian,
        "hess_lag": Answer("hessian", [point, none, one, multipliers], [upper], hessian),
    }
    objective = Answer("objective", [point], [one], lambda x: [program.objective(x[:, 0])])
    constraints = Answer("constraints", [point], [multipliers], lambda x: [program.constraints(x[:, 0])])
    x = ca.MX.sym("x", n)
    options = IPOPT | answers | {"no_nlp_grad": True, "calc_lam_p": False}
    solver = ca.nlpsol("solver", "ipopt", {"x": x, "f": objective(x), "g": constraints(x)}, options)
    solver.answers = [*answers.values(), objective, constraints]  # kept alive
    return solver


def slsqp(program: Program) -> Solver:
    """SciPy's SLSQP, with a tolerance for a violation similar to the other peers'."""
    (equations, below, above), (lower, upper) = program.rows(), program.ends()

    def slacks(x: np.ndarray) -> np.ndarray:
        values = program.constraints(x)
        return np.concatenate([values[below] - lower[below], upper[above] - values[above]])

    def slack_slopes(x: np.ndarray) -> np.ndarray:
        jacobian = program.jacobian(x)
        return np.vstack([jacobian[below], -jacobian[above]])

    constraints = []
    if len(equations):
        constraints.append({
            "type": "eq",
            "fun": lambda x: program.constraints(x)[equations] - lower[equations],
            "jac": lambda x: program.jacobian(x)[equations],
        })
    if len(below) + len(above):
        constraints.append({"type": "ineq", "fun": slacks, "jac": slack_slopes})
    return partial(
        scipys,
        program,
        method="SLSQP",
        constraints=constraints,
        options={"ftol": 1e-12, "maxiter": 1000},
    )


def trust_constr(program: Program) -> Solver:
    """SciPy's trust-region method, with exact derivatives."""
    constraints = optimize.NonlinearConstraint(
        program.constraints, *program.ends(), jac=program.jacobian, hess=lambda x, v: program.hessian(x, 0.0, v)
    )
    none = np.zeros(program.constraint_count)
    return partial(
        scipys,
        program,
        method="trust-constr",
        hess=lambda x: program.hessian(x, 1.0, none),
        constraints=constraints if program.constraint_count else (),
        options={"gtol": TOLERANCE, "xtol": 1e-12, "maxiter": 1000},
    )


def scipys(program: Program, **options: object) -> tuple[np.ndarray, int]:
    bounds = None if program.bounds is None else optimize.Bounds(*program.bounds)
    result = optimize.minimize(program.objective, program.start, jac=program.gradient, bounds=bounds, **options)
    return result.x, result.nit


def nlopt_slsqp(program: Program) -> Solver:
    """NLopt's version of SLSQP; it counts evaluations."""

    def objective(x: np.ndarray, gradient: np.ndarray) -> float:
        if gradient.size:
            gradient[:] = program.gradient(x)
        return program.objective(x)

    (equations, below, above), (lower, upper) = program.rows(), program.ends()

    def residuals(values: np.ndarray, x: np.ndarray, jacobian: np.ndarray) -> None:
        if jacobian.size:
            jacobian[:] = program.jacobian(x)[equations]
        values[:] = program.constraints(x)[equations] - lower[equations]

    def excess(values: np.ndarray, x: np.ndarray, jacobian: np.ndarray) -> None:
        if jacobian.size:
            slopes = program.jacobian(x)
            jacobian[:] = np.vstack([-slopes[below], slopes[above]])
        all_values = program.constraints(x)
        values[:] = np.concatenate([lower[below] - all_values[below], all_values[above] - upper[above]])

    def solve() -> tuple[np.ndarray, int]:
        solver = nlopt.opt(nlopt.LD_SLSQP, len(program.start))
        solver.set_min_objective(objective)
        start = program.start
        if program.bounds is not None:
            solver.set_lower_bounds(program.bounds[0])
            solver.set_upper_bounds(program.bounds[1])
            start = np.clip(start, *program.bounds)
        if len(equations):
            solver.add_equality_mconstraint(residuals, np.full(len(equations), TOLERANCE))
        if len(below) + len(above):
            solver.add_inequality_mconstraint(excess, np.full(len(below) + len(above), TOLERANCE))
        solver.set_ftol_rel(1e-12)
        solver.set_maxeval(1000)
        try:
            x = solver.optimize(start)
        except (nlopt.RoundoffLimited, RuntimeError, ValueError):
            x = program.start  # no point is returned in this case
        return x, solver.get_numevals()

    return solve


METHODS: dict[str, Callable[[Program], Solver]] = {
    "ipopt": ipopt,
    "slsqp": slsqp,
    "trustConstr": trust_constr,
    "nlopt": nlopt_slsqp,
}
