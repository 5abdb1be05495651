"""Times the peers for ./run.ts, from the field to the final state, and counts their work. Fields of CVODES are compiled to its own expressions beforehand."""

import os
from collections.abc import Callable, Sequence

# JAX's threads spin and double its processor time.
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import casadi as ca
import diffrax
import jax
import jax.numpy as jnp
import numpy as np
from scipy.integrate import solve_ivp
from scipy.sparse import csc_matrix, diags
from serving import serve, timed

jax.config.update("jax_enable_x64", True)

PACKAGES = ("numpy", "scipy", "casadi", "diffrax", "jax")


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


def brusselator(y: Sequence) -> list:
    """Both concentrations at the inner points in turn."""
    n = (y.shape[0] if hasattr(y, "shape") else len(y)) // 2
    rate, slopes = 0.02 * (n + 1) ** 2, []
    for i in range(n):
        u, v = y[2 * i], y[2 * i + 1]
        before = (y[2 * i - 2], y[2 * i - 1]) if i > 0 else (1.0, 3.0)
        after = (y[2 * i + 2], y[2 * i + 3]) if i < n - 1 else (1.0, 3.0)
        product = u * u * v
        slopes.append(1 + product - 4 * u + rate * (before[0] - 2 * u + after[0]))
        slopes.append(3 * u - product + rate * (before[1] - 2 * v + after[1]))
    return slopes


FIELDS = {
    "lorenz": lorenz,
    "hires": hires,
    "robertson": robertson,
    "robertsonLong": robertson,
    "oregonator": oregonator,
    "brusselator": brusselator,
    "vanDerPol": van_der_pol,
}


def brusselator_by_arrays(y: np.ndarray) -> np.ndarray:
    """The same in operations of NumPy."""
    pairs = y.reshape(-1, 2)
    wide = np.vstack([(1.0, 3.0), pairs, (1.0, 3.0)])
    slopes = 0.02 * (len(pairs) + 1) ** 2 * np.diff(wide, 2, axis=0)
    product = pairs[:, 0] ** 2 * pairs[:, 1]
    slopes[:, 0] += 1 + product - 4 * pairs[:, 0]
    slopes[:, 1] += 3 * pairs[:, 0] - product
    return slopes.ravel()


# The number of diagonals on either side of the Jacobian's.
BANDS = {"brusselator": 2}


def structure(workload: str, method: str, unknowns: int) -> dict:
    """The options with the structure of the Jacobian."""
    if workload not in BANDS or method in ("RK45", "DOP853"):
        return {}
    band = BANDS[workload]
    if method == "LSODA":
        return {"lband": band, "uband": band}
    shifts = range(-band, band + 1)
    return {"jac_sparsity": diags([1.0] * len(shifts), shifts, shape=(unknowns, unknowns))}

compiled: dict = {}


def compiled_field(workload: str, unknowns: int) -> tuple[Callable, Callable]:
    """The field, and its exact Jacobian as a sparse matrix."""
    if workload not in compiled:
        y = ca.SX.sym("y", unknowns)
        slope = ca.vertcat(*FIELDS[workload](y))
        compiled[workload] = (ca.Function("field", [y], [slope]), ca.Function("jacobian", [y], [ca.jacobian(slope, y)]))
    field, jacobian = compiled[workload]
    return (lambda _, y: np.array(field(y)).ravel()), (lambda _, y: csc_matrix(jacobian(y).sparse()))


def work(workload: str, method: str, initial: list, end: float, tolerance: float, absolute: float) -> dict:
    """The final state, and the work to reach it."""
    field, jacobian = compiled_field(workload, len(initial))
    options = {"jac": jacobian if workload in BANDS else lambda t, y: jacobian(t, y).toarray()}
    if method == "LSODA" and workload in BANDS:
        band = BANDS[workload]
        # Rows of the packed Jacobian are diagonals.
        def packed(t: float, y: np.ndarray) -> np.ndarray:
            full, n = jacobian(t, y), len(y)
            rows = np.zeros((2 * band + 1, n))
            for k in range(-band, band + 1):
                diagonal = full.diagonal(k)
                rows[band - k, max(k, 0) : n + min(k, 0)] = diagonal
            return rows

        options = {"jac": packed, "lband": band, "uband": band}
    result = solve_ivp(field, (0, end), initial, method=method, rtol=tolerance, atol=absolute, **options)
    state = result.y[:, -1].tolist() if result.success else []
    return {"state": state, "evaluations": int(result.nfev), "factorizations": int(result.nlu)}


solvers: dict = {}


def many(solver: str, initial: list, end: float, tolerance: float, absolute: float) -> dict:
    """All final states, timed without the compilation."""
    if solver not in solvers:
        controller = diffrax.PIDController(rtol=tolerance, atol=absolute)
        term = diffrax.ODETerm(lambda t, y, _: jnp.stack(lorenz(y)))

        def one(y: jax.Array) -> jax.Array:
            solution = diffrax.diffeqsolve(
                term,
                getattr(diffrax, solver)(),
                0.0,
                end,
                None,
                y,
                max_steps=None,
                adjoint=diffrax.ForwardMode(),
                stepsize_controller=controller,
                saveat=diffrax.SaveAt(t1=True),
            )
            return solution.ys[-1]

        solvers[solver] = jax.jit(jax.vmap(one))
        solvers[solver](jnp.array(initial)).block_until_ready()
    starts = jnp.array(initial)
    time, states = timed(lambda: solvers[solver](starts).block_until_ready())
    return {**time, "states": np.array(states).ravel().tolist()}


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
    field = brusselator_by_arrays if workload == "brusselator" else FIELDS[workload]
    name = method.removeprefix("SciPy ")
    options = {"method": name, "rtol": tolerance, "atol": absolute, **structure(workload, name, len(initial))}
    time, result = timed(lambda: solve_ivp(lambda _, y: field(y), (0, end), initial, **options))
    state = result.y[:, -1].tolist() if result.success else []
    return {**time, "state": state, "evaluations": int(result.nfev)}


if __name__ == "__main__":
    serve(PACKAGES, solve, work, many)
