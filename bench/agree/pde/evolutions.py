"""Energies by SciPy's L-BFGS-B; chemotaxis and reactions with dense matrices."""

from itertools import product

import numpy as np
import scipy.linalg
import scipy.optimize
from answering import array


def density(kind: dict, s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The density, and twice its derivative by the squared length."""
    ridge = kind.get("ridge", 0.0)
    if kind["kind"] == "area":
        root = np.sqrt(1 + s)
        value, slope = kind["strength"] * root, kind["strength"] / root
    elif kind["kind"] == "power":
        q, base = kind["exponent"], kind["smoothing"] ** 2 + s
        value, slope = base ** (q / 2) / q, base ** (q / 2 - 1)
    else:
        value, slope = kind["coefficient"] * s / 2, np.full_like(s, kind["coefficient"])
    return value + ridge * s / 2, slope + ridge


def potential(kind: dict, u: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The potential and its derivative."""
    weight = kind.get("weight", 1.0)
    if kind["kind"] == "quadratic":
        return weight * u**2 / 2, weight * u
    if kind["kind"] == "logCosh":
        return weight * (np.logaddexp(u, -u) - np.log(2)), weight * np.tanh(u)
    return np.zeros_like(u), np.zeros_like(u)


def minimizeEnergy(model: dict) -> dict:  # noqa: N802, the name of the method
    """The least energy on the grid."""
    points = model["points"]
    axes = range(len(points))
    shape = [n + 2 for n in points]
    spacing = [length / (n + 1) for n, length in zip(points, model["lengths"])]
    volume = np.prod(spacing)
    inside = tuple(slice(1, -1) for _ in axes)
    boundary = array(model["boundaryValues"]).reshape(shape)
    source = np.zeros(shape)
    source[inside] = array(model["rightSide"]).reshape(points)
    weight = np.ones(shape)
    for a in axes:
        for end in (0, -1):
            weight[tuple(end if b == a else slice(None) for b in axes)] *= 0.5

    def evaluate(x: np.ndarray) -> tuple[float, np.ndarray]:
        u = boundary.copy()
        u[inside] = x.reshape(points)
        value, slope = potential(model["potential"], u)
        energy = np.sum(weight * (value - source * u))
        gradient = slope - source
        for corner in product((0, 1), repeat=len(points)):
            # Nodes with a neighbor in the corner's direction, along each axis.
            own = tuple(slice(None, -1) if up == 0 else slice(1, None) for up in corner)
            quotients = []
            for a in axes:
                beside = tuple(slice(1, None) if (b == a) == (up == 0) else slice(None, -1) for b, up in enumerate(corner))
                quotients.append((u[beside] - u[own]) / spacing[a])
            value, slope = density(model["density"], sum(p**2 for p in quotients))
            energy += value.sum() / 2 ** len(points)
            for a, p in zip(axes, quotients):
                beside = tuple(slice(1, None) if (b == a) == (up == 0) else slice(None, -1) for b, up in enumerate(corner))
                flux = slope * p / spacing[a] / 2 ** len(points)
                gradient[beside] += flux
                gradient[own] -= flux
        return volume * energy, volume * gradient[inside].ravel()

    options = {"maxiter": 20000, "maxfun": 40000, "gtol": 1e-13, "ftol": 1e-16, "maxcor": 30}
    result = scipy.optimize.minimize(evaluate, np.zeros(np.prod(points)), jac=True, method="L-BFGS-B", options=options)
    return {"energy": result.fun, "solution": result.x}


def closed_laplacian(points: list[int], lengths: list[float], boundary: list[str]) -> np.ndarray:
    """The Laplacian of cells, as a dense matrix."""
    total = np.zeros((int(np.prod(points)),) * 2)
    for a, (n, length, kind) in enumerate(zip(points, lengths, boundary)):
        part = np.zeros((n, n))
        for i in range(n):
            for j in (i - 1, i + 1):
                if kind == "periodic" or 0 <= j < n:
                    part[i, i] -= 1
                    part[i, j % n] += 1
        part *= (n / length) ** 2
        before, after = int(np.prod(points[:a])), int(np.prod(points[a + 1 :]))
        total += np.kron(np.kron(np.eye(before), part), np.eye(after))
    return total


def chemotaxis(model: dict) -> dict:
    """Implicit Euler steps with exponential fitting, all systems by LU."""
    points, lengths = model["points"], model["lengths"]
    laplacian = closed_laplacian(points, lengths, ["neumann"] * len(points))
    identity = np.eye(len(laplacian))
    epsilon, tau, chi, dt = model["epsilon"], model["tau"], model["sensitivity"], model["timeStep"]
    n, c, w = (array(model[key]).astype(float) for key in ("density", "signal", "intermediate"))
    lower, upper = np.nonzero(np.triu(laplacian, 1))
    weights = laplacian[lower, upper]

    def bernoulli(delta: np.ndarray) -> np.ndarray:
        return np.where(np.abs(delta) < 1e-12, 1.0, delta / np.expm1(np.where(delta == 0, 1.0, delta)))

    for _ in range(model["steps"]):
        delta = chi * (c[upper] - c[lower])
        up, down = weights * bernoulli(-delta), weights * bernoulli(delta)
        matrix = identity / dt
        np.add.at(matrix, (lower, lower), up)
        np.add.at(matrix, (upper, upper), down)
        np.add.at(matrix, (upper, lower), -up)
        np.add.at(matrix, (lower, upper), -down)
        n = np.linalg.solve(matrix, n / dt)
        w = np.linalg.solve((epsilon / dt + 1) * identity - tau * laplacian, epsilon / dt * w + n)
        c = np.linalg.solve((epsilon / dt + 1) * identity - laplacian, epsilon / dt * c + w)
    return {"density": n, "signal": c}


def rates(reaction: dict, u: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Production, and destruction relative to the concentration."""
    kind, zero = reaction["kind"], np.zeros_like(u[0])
    if kind == "none":
        return np.zeros_like(u), np.zeros_like(u)
    if kind == "logistic":
        return reaction["rate"] * u, reaction["rate"] * u / reaction["capacity"]
    x, y = u
    if kind == "grayScott":
        return np.array([zero + reaction["feed"], x * y * y]), np.array([y * y + reaction["feed"], zero + reaction["feed"] + reaction["kill"]])
    if kind == "schnakenberg":
        rate = reaction["rate"]
        return rate * np.array([reaction["a"] + x * x * y, zero + reaction["b"]]), rate * np.array([zero + 1, x * x])
    if kind == "brusselator":
        return np.array([reaction["a"] + x * x * y, reaction["b"] * x]), np.array([zero + reaction["b"] + 1, x * x])
    return (
        np.array([reaction["growth"] * x, reaction["efficiency"] * x * y]),
        np.array([reaction["predation"] * y, zero + reaction["death"]]),
    )


def reactionDiffusion(model: dict) -> dict:  # noqa: N802, the name of the method
    """Strang steps with the matrix exponential."""
    laplacian = closed_laplacian(model["points"], model["lengths"], model["boundary"])
    dt, u = model["timeStep"], np.array([array(species["initial"]) for species in model["species"]], dtype=float)
    heat = [scipy.linalg.expm(dt * species["diffusion"] * laplacian) for species in model["species"]]

    def react(u: np.ndarray) -> np.ndarray:
        t = dt / 2
        p, q = rates(model["reaction"], u)
        stage = (u + t * p) / (1 + t * q)
        p_after, q_after = rates(model["reaction"], stage)
        return (u + t * (p + p_after) / 2) / (1 + t * (q * u / stage + q_after) / 2)

    for _ in range(model["steps"]):
        u = react(u)
        u = np.array([matrix @ row for matrix, row in zip(heat, u)])
        u = react(np.maximum(u, 1e-300))
    return {"states": u}
