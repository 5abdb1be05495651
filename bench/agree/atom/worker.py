"""Levels by formulas, and by Chebyshev collocation where there is none; exchange by its formula."""

import numpy as np
from answering import answer, array

PACKAGES = ("numpy",)

SPEED_OF_LIGHT = 137.0359895

POTENTIALS = {
    "yukawa": lambda p: lambda r: -p["charge"] * np.exp(-p["screening"] * r) / r,
    "woodsSaxon": lambda p: lambda r: -p["depth"] / (1 + np.exp((r - p["radius"]) / p["diffuseness"])),
    "softCoulomb": lambda p: lambda r: -p["charge"] / np.sqrt(r * r + p["softening"] ** 2),
}


def chebyshev(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Points from 1 to -1, and the matrix that differentiates."""
    x = np.cos(np.pi * np.arange(count + 1) / count)
    weights = np.r_[2, np.ones(count - 1), 2] * (-1.0) ** np.arange(count + 1)
    matrix = np.outer(weights, 1 / weights) / (np.subtract.outer(x, x) + np.eye(count + 1))
    return x, matrix - np.diag(matrix.sum(axis=1))


def collocated(potential: object, l: int, far: float, count: int) -> np.ndarray:
    """The levels below 0 of functions that vanish at 0 and far out, on r = far ((1 + x) / 2)^2."""
    x, first = chebyshev(count)
    t, inner = (1 + x) / 2, slice(1, count)
    r, slope = far * t[inner] ** 2, far * t[inner, None]
    second = (first @ first)[inner, inner] / slope**2 - far / 2 * first[inner, inner] / slope**3
    values = np.linalg.eigvals(-second / 2 + np.diag(potential(r) + l * (l + 1) / (2 * r * r)))
    real = values[np.abs(values.imag) < 1e-6 * np.abs(values.real)].real
    return np.sort(real[real < 0])


def by_collocation(model: dict) -> dict:
    """Levels on two meshes; their difference is what they may be off."""
    potential = POTENTIALS[model["potential"]["kind"]](model["potential"])
    length = model["length"]
    far = 60 * length
    coarse, fine = (collocated(potential, model["l"], far, count) for count in (150, 200))
    count = min(len(coarse), len(fine), model["count"])
    error = np.abs(coarse[:count] - fine[:count])
    # Weakly bound states reach beyond the end of the interval.
    known = [k for k in range(count) if fine[k] * length**2 < -0.1 and error[k] < 1e-7 * abs(fine[k])]
    return {"levels": fine[: len(known)], "errors": 10 * error[: len(known)], "isAll": False}


def by_formula(model: dict) -> dict | None:
    """The levels of potentials that have one."""
    potential, l, count = model["potential"], model.get("l", 0), model["count"]
    if model.get("equation") == "dirac":
        c, kappa, z = SPEED_OF_LIGHT, model["kappa"], potential["charge"]
        gamma = np.sqrt(kappa * kappa - (z / c) ** 2)
        lowest = kappa + 1 if kappa > 0 else -kappa
        x = z / c / (np.arange(lowest, lowest + count) - abs(kappa) + gamma)
        root = np.sqrt(1 + x * x)
        return -c * c * x * x / (root * (1 + root))
    if potential["kind"] == "coulomb":
        return -(potential["charge"] ** 2) / (2 * np.arange(l + 1, l + 1 + count) ** 2)
    if potential["kind"] == "harmonic":
        return potential["frequency"] * (2 * np.arange(count) + l + 1.5)
    if potential["kind"] == "hulthen":
        n = np.arange(1, count + 1)
        apart = potential["charge"] / n - n * potential["screening"] / 2
        return -0.5 * apart[apart > 0] ** 2
    return None


def levels(model: dict) -> dict:
    """The lowest levels, and what each may be off."""
    found = by_formula(model)
    if found is None:
        return by_collocation(model)
    return {"levels": found, "errors": 1e-13 * np.abs(found), "isAll": True}


def exchange(model: dict) -> dict:
    """Dirac's exchange energy an electron, and its potential."""
    density = array(model["density"])
    energy = -0.75 * (3 / np.pi) ** (1 / 3) * np.cbrt(density)
    return {"energy": energy, "potential": 4 / 3 * energy}


# Ground states that do not fill the shells in order: the last shells by n, l and occupation, after NIST's atomic reference data.
EXCEPTIONS = {
    24: {(3, 2): 5, (4, 0): 1},
    29: {(3, 2): 10, (4, 0): 1},
    41: {(4, 2): 4, (5, 0): 1},
    42: {(4, 2): 5, (5, 0): 1},
    44: {(4, 2): 7, (5, 0): 1},
    45: {(4, 2): 8, (5, 0): 1},
    46: {(4, 2): 10, (5, 0): 0},
    47: {(4, 2): 10, (5, 0): 1},
    57: {(4, 3): 0, (5, 2): 1},
    58: {(4, 3): 1, (5, 2): 1},
    64: {(4, 3): 7, (5, 2): 1},
    78: {(5, 2): 9, (6, 0): 1},
    79: {(5, 2): 10, (6, 0): 1},
    89: {(5, 3): 0, (6, 2): 1},
    90: {(5, 3): 0, (6, 2): 2},
    91: {(5, 3): 2, (6, 2): 1},
    92: {(5, 3): 3, (6, 2): 1},
}


def shells(model: dict) -> dict:
    """The occupied shells of a neutral atom: by n + l, then by n, with the exceptions."""
    left, filled = model["element"], {}
    for n, l in sorted(((n, l) for n in range(1, 9) for l in range(n)), key=lambda shell: (sum(shell), shell[0])):
        filled[n, l] = min(left, 2 * (2 * l + 1))
        left -= filled[n, l]
    filled |= EXCEPTIONS.get(model["element"], {})
    return {"shells": [[n, l, count] for (n, l), count in sorted(filled.items()) if count > 0]}


if __name__ == "__main__":
    answer(PACKAGES, levels, exchange, shells)
