"""The functions in CasADi, with derivatives as graphs of scalars (SX) or of matrices (MX)."""

from collections.abc import Callable
from functools import partial

import casadi as ca
import numpy as np

from expression.program import Arrays, Make, Program


def buffered(function: ca.Function, *arguments: np.ndarray) -> tuple[Callable[[], None], list[np.ndarray]]:
    """A call on NumPy arrays in place, without conversion, and its output arrays."""
    buffer, call = function.buffer()
    outputs = [np.zeros(max(1, function.nnz_out(i))) for i in range(function.n_out())]
    for i, argument in enumerate(arguments):
        buffer.set_arg(i, memoryview(argument))
    for i, output in enumerate(outputs):
        buffer.set_res(i, memoryview(output))

    def run(_keep: tuple = (buffer, arguments, outputs)) -> None:
        call()

    return run, outputs


def rosenbrock(symbol: type, quantity: str, arrays: Arrays) -> Program:
    point = np.ascontiguousarray(arrays["x"][0])
    x = symbol.sym("x", len(point))
    a, b = x[:-1], x[1:]
    f = ca.sum1(100 * (b - a**2) ** 2 + (1 - a) ** 2)
    wanted = {
        "value": lambda: [f],
        "gradient": lambda: [f, ca.gradient(f, x)],
        "Hessian": lambda: [ca.tril(ca.hessian(f, x)[0])],
    }[quantity]()
    call, outputs = buffered(ca.Function("f", [x], wanted), point)
    return Program(call, lambda: [output[0] for output in outputs])


def hs77(many: bool, quantity: str, arrays: Arrays) -> Program:
    """Problem 77 at one point per call from Python, or at all points in one call."""
    x, weights = ca.SX.sym("x", 5), ca.SX.sym("weights", 2)
    f = (x[0] - 1) ** 2 + (x[0] - x[1]) ** 2 + (x[2] - 1) ** 2 + (x[3] - 1) ** 4 + (x[4] - 1) ** 6
    c = ca.vertcat(x[0] ** 2 * x[3] + ca.sin(x[3] - x[4]) - 2 * 2**0.5, x[1] + x[2] ** 4 * x[3] ** 2 - 8 - 2**0.5)
    takes, gives = {
        "values": lambda: ([x], [f, c]),
        "derivatives": lambda: ([x], [ca.gradient(f, x), ca.jacobian(c, x)]),
        "Hessian": lambda: ([x, weights], [ca.tril(ca.hessian(f + ca.dot(weights, c), x)[0])]),
    }[quantity]()
    function = ca.Function("f", takes, gives)
    points = len(arrays["x"]) if many else 1
    arguments = [np.ascontiguousarray(arrays[name][:points]) for name in ("x", "weights")[: len(takes)]]
    call, outputs = buffered(function.map(points) if many else function, *arguments)
    return Program(call, lambda: [outputs[0][0]], points)


def logistic(quantity: str, arrays: Arrays) -> Program:
    features, labels, point = arrays["features"], arrays["labels"], np.ascontiguousarray(arrays["x"][0])
    x = ca.MX.sym("x", len(point))
    f = ca.sum1(ca.log1p(ca.exp(-ca.DM(labels) * ca.mtimes(ca.DM(features), x)))) / len(labels)
    call, outputs = buffered(ca.Function("f", [x], [f, ca.gradient(f, x)]), point)
    return Program(call, lambda: [output[0] for output in outputs])


PROGRAMS: dict[str, dict[str, Make]] = {
    "rosenbrock": {"CasADi SX": partial(rosenbrock, ca.SX), "CasADi MX": partial(rosenbrock, ca.MX)},
    "hs77": {"CasADi SX, one point a call": partial(hs77, False), "CasADi SX": partial(hs77, True)},
    "logistic": {"CasADi MX": logistic},
}
