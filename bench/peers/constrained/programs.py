"""The workloads as passed to the peers: functions of NumPy arrays, and expressions if CasADi can differentiate them."""

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import casadi as ca
import numpy as np

DATA = Path(__file__).parents[3] / "test" / "data"
TABLE = DATA / "nonlinear-programs.json"
BOUNDED_TABLE = DATA / "constrained" / "problems.json"


class Program:
    """Minimize the objective subject to bounds on the variables and ranges of the constraints, by default equations with zero."""

    start: np.ndarray
    constraint_count: int
    bounds: tuple[np.ndarray, np.ndarray] | None = None
    ranges: tuple[np.ndarray, np.ndarray] | None = None

    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """Lower and upper bounds of the constraints."""
        return self.ranges or (np.zeros(self.constraint_count), np.zeros(self.constraint_count))

    def rows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Indices of the equations, and of the inequalities with a lower and with an upper bound."""
        lower, upper = self.ends()
        differ = lower != upper
        return np.flatnonzero(~differ), np.flatnonzero(differ & np.isfinite(lower)), np.flatnonzero(differ & np.isfinite(upper))

    def objective(self, x: np.ndarray) -> float: ...

    def gradient(self, x: np.ndarray) -> np.ndarray: ...

    def constraints(self, x: np.ndarray) -> np.ndarray: ...

    def jacobian(self, x: np.ndarray) -> np.ndarray: ...

    def hessian(self, x: np.ndarray, weight: float, multipliers: np.ndarray) -> np.ndarray:
        """The Hessian of the Lagrangian, with a weight for the objective."""

    def violation(self, x: np.ndarray) -> float:
        lower, upper = self.ends()
        values = self.constraints(x) if self.constraint_count else np.zeros(0)
        beyond = np.maximum(lower - values, values - upper).max(initial=0.0)
        if self.bounds is not None:
            beyond = np.maximum(self.bounds[0] - x, x - self.bounds[1]).max(initial=beyond)
        return float(beyond)


class Expressions(Program):
    """A program of expressions, with all derivatives by CasADi."""

    def __init__(self, x: ca.SX, objective: ca.SX, constraints: ca.SX, start: np.ndarray) -> None:
        self.expressions = {"x": x, "f": objective, "g": constraints}
        self.start = start
        self.constraint_count = constraints.numel()

    def _function(self, name: str) -> Callable[[np.ndarray], np.ndarray]:
        function = ca.Function(name, [self.expressions["x"]], [self._derivative(name)])
        return lambda x: function(x).full()

    def _derivative(self, name: str) -> ca.SX:
        x, objective, constraints = self.expressions.values()
        return {
            "objective": lambda: objective,
            "gradient": lambda: ca.gradient(objective, x),
            "constraints": lambda: constraints,
            "jacobian": lambda: ca.jacobian(constraints, x),
        }[name]()

    @cached_property
    def _functions(self) -> dict[str, Callable[[np.ndarray], np.ndarray]]:
        return {name: self._function(name) for name in ("objective", "gradient", "constraints", "jacobian")}

    @cached_property
    def _hessian(self) -> ca.Function:
        x, objective, constraints = self.expressions.values()
        weight, multipliers = ca.SX.sym("weight"), ca.SX.sym("multipliers", self.constraint_count)
        lagrangian = weight * objective + ca.dot(multipliers, constraints)
        return ca.Function("hessian", [x, weight, multipliers], [ca.hessian(lagrangian, x)[0]])

    def prepare(self) -> None:
        """Compiles the functions outside the measured time."""
        self.gradient(self.start)
        self.jacobian(self.start)
        self.hessian(self.start, 1.0, np.zeros(self.constraint_count))

    def objective(self, x: np.ndarray) -> float:
        return self._functions["objective"](x).item()

    def gradient(self, x: np.ndarray) -> np.ndarray:
        return self._functions["gradient"](x)[:, 0]

    def constraints(self, x: np.ndarray) -> np.ndarray:
        return self._functions["constraints"](x)[:, 0]

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        return self._functions["jacobian"](x)

    def hessian(self, x: np.ndarray, weight: float, multipliers: np.ndarray) -> np.ndarray:
        return self._hessian(x, weight, multipliers).full()


def table() -> list[Program]:
    """The public test problems, shared with the tests."""
    return [of_text(entry) for entry in json.loads(TABLE.read_text())]


def bounded() -> list[Program]:
    """The public test problems with bounds and inequalities that have solutions."""
    problems = json.loads(BOUNDED_TABLE.read_text())["problems"]
    return [of_bounded(entry) for entry in problems if entry["expected"]["status"] == "converged"]


def of_bounded(entry: dict) -> Expressions:
    start = np.array(entry["initial"], dtype=float)
    x = ca.SX.sym("x", len(start))
    names = {"log": ca.log, "sin": ca.sin, "cos": ca.cos, "exp": ca.exp, "sqrt": ca.sqrt, "pi": ca.pi}
    names["x"] = [x[i] for i in range(len(start))]
    parsed = lambda text: ca.SX(eval(text, names))  # noqa: S307, of our own file
    constraints = [parsed(text) for text in entry["constraints"]]
    program = Expressions(x, parsed(entry["objective"]), ca.vertcat(*constraints) if constraints else ca.SX(0, 1), start)
    ends = lambda name, none: np.array([none if end is None else end for end in entry[name]], dtype=float)
    program.bounds = ends("lower", -np.inf), ends("upper", np.inf)
    program.ranges = ends("constraintLower", -np.inf), ends("constraintUpper", np.inf)
    return program


def of_text(entry: dict) -> Expressions:
    start = np.array(entry["initial"], dtype=float)
    x = ca.SX.sym("x", len(start))
    names = {"ln": ca.log, "sin": ca.sin, "cos": ca.cos, "exp": ca.exp, "sqrt": ca.sqrt, "pi": ca.pi}
    names |= {f"x{i + 1}": x[i] for i in range(len(start))}
    parsed = lambda text: ca.SX(eval(text.replace("^", "**"), names))  # noqa: S307, of our own file
    return Expressions(x, parsed(entry["objective"]), ca.vertcat(*map(parsed, entry["constraints"])), start)


def poisson(size: int, control_weight: float, reaction: float) -> Expressions:
    """Control of a Poisson equation as defined by `constrained.poissonControl`."""
    mesh_width = 1 / (size + 1)
    state, control = ca.SX.sym("y", size * size), ca.SX.sym("u", size * size)
    framed = ca.SX.zeros(size + 2, size + 2)
    framed[1:-1, 1:-1] = ca.reshape(state, size, size)
    neighbors = framed[:-2, 1:-1] + framed[2:, 1:-1] + framed[1:-1, :-2] + framed[1:-1, 2:]
    laplacian = (4 * framed[1:-1, 1:-1] - neighbors) / mesh_width**2
    axis = np.arange(1, size + 1) * mesh_width
    first, second = np.meshgrid(axis, axis, indexing="ij")
    target = (np.sin(2 * np.pi * first) * np.sin(np.pi * second) + first * (1 - first)).flatten(order="F")
    objective = mesh_width**2 / 2 * (ca.sumsqr(state - target) + control_weight * ca.sumsqr(control))
    constraints = ca.vec(laplacian) + reaction * state**3 - control
    return Expressions(ca.vertcat(state, control), objective, constraints, np.zeros(2 * size * size))


def chain(links: int) -> Expressions:
    """A chain of links of equal length hanging from (0, 0) and (1, 0); the coordinates of the joints alternate."""
    x = ca.SX.sym("x", 2 * (links - 1))
    joints = ca.horzcat(ca.SX.zeros(2, 1), ca.reshape(x, 2, links - 1), ca.SX([1, 0]))
    differences = joints[:, 1:] - joints[:, :-1]
    constraints = ca.sum1(differences**2).T - (1.5 / links) ** 2
    place = np.arange(1, links) / links
    start = np.stack([place, -1.6 * place * (1 - place)], axis=1).ravel()
    return Expressions(x, ca.sum2(joints[1, 1:-1]), constraints, start)


class Regression(Program):
    """Logistic regression on the unit sphere under linear equations, with NumPy products."""

    def __init__(self, rows: int, columns: int, equations: int, numbers: np.ndarray) -> None:
        parts = np.split(numbers, np.cumsum([rows * columns, rows, equations * columns]))
        self.features, self.labels = parts[0].reshape(rows, columns), parts[1]
        self.matrix, self.values = parts[2].reshape(equations, columns), parts[3]
        self.start = np.full(columns, columns**-0.5)
        self.constraint_count = equations + 1

    def prepare(self) -> None:
        pass

    def objective(self, x: np.ndarray) -> float:
        return float(np.logaddexp(0, -self.labels * (self.features @ x)).mean())

    def gradient(self, x: np.ndarray) -> np.ndarray:
        slopes = -self.labels / (1 + np.exp(self.labels * (self.features @ x)))
        return self.features.T @ slopes / len(self.labels)

    def constraints(self, x: np.ndarray) -> np.ndarray:
        return np.append(self.matrix @ x - self.values, x @ x - 1)

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        return np.vstack([self.matrix, 2 * x])

    def hessian(self, x: np.ndarray, weight: float, multipliers: np.ndarray) -> np.ndarray:
        likely = 1 / (1 + np.exp(self.labels * (self.features @ x)))
        weights = weight * likely * (1 - likely) / len(self.labels)
        hessian = (self.features * weights[:, None]).T @ self.features
        return hessian + 2 * multipliers[-1] * np.eye(len(x))
