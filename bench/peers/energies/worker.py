"""Times SciPy for ./run.ts on the same discrete energies, with exact gradients."""

from collections.abc import Callable

import numpy as np
import scipy.optimize
from serving import serve, timed

PACKAGES = ("numpy", "scipy")

# Relative residual norm required of the nonlinear solver.
TOLERANCE = 1e-8


class Energy:
    """The energy of a graph with a ridge on the unit square, and for the even one a source and the potential ln cosh u."""

    def __init__(self, side: int, ridge: float, is_even: bool) -> None:
        self.side, self.ridge, self.is_even = side, ridge, is_even
        self.spacing = 1 / (side + 1)
        x, y = np.meshgrid(*[np.linspace(0, 1, side + 2)] * 2)
        self.source = (10 * np.sin(np.pi * x) * np.sin(2 * np.pi * y) + 5 * x) * is_even
        self.boundary = (2 * (x - 0.5) ** 2 - 2 * (y - 0.5) ** 2 + y * np.sin(3 * x)) * (not is_even)
        self.weight = np.ones((side + 2,) * 2)
        for end in (0, -1):
            self.weight[end] *= 0.5
            self.weight[:, end] *= 0.5

    def evaluate(self, values: np.ndarray) -> tuple[float, np.ndarray]:
        """The energy, and its derivative over the area of a cell."""
        h, n = self.spacing, self.side
        u = self.boundary.copy()
        u[1:-1, 1:-1] = values.reshape(n, n)
        gradient = np.tanh(u) * self.is_even - self.source
        potential = (np.logaddexp(u, -u) - np.log(2)) * self.is_even
        energy = np.sum(self.weight * (potential - self.source * u))
        dx, dy = np.diff(u, axis=1) / h, np.diff(u, axis=0) / h
        for a in (0, 1):
            for b in (0, 1):
                px, py = dx[a : a + n + 1], dy[:, b : b + n + 1]
                q = 1 + px**2 + py**2
                root = np.sqrt(q)
                energy += 0.25 * np.sum(root + 0.5 * self.ridge * (q - 1))
                flux = 0.25 * (self.ridge + 1 / root) / h
                gradient[a : a + n + 1, 1:] += flux * px
                gradient[a : a + n + 1, :-1] -= flux * px
                gradient[1:, b : b + n + 1] += flux * py
                gradient[:-1, b : b + n + 1] -= flux * py
        return h * h * energy, gradient[1:-1, 1:-1]

    def newton_krylov(self) -> np.ndarray:
        start = np.zeros((self.side,) * 2)
        return scipy.optimize.newton_krylov(lambda v: self.evaluate(v)[1], start, f_rtol=TOLERANCE, maxiter=200)

    def quasi_newton(self) -> np.ndarray:
        def scaled(v: np.ndarray) -> tuple[float, np.ndarray]:
            energy, gradient = self.evaluate(v)
            return energy, self.spacing**2 * gradient.ravel()

        options = {"maxiter": 10000, "maxfun": 20000, "gtol": 1e-10, "ftol": 1e-16}
        start = np.zeros(self.side**2)
        return scipy.optimize.minimize(scaled, start, jac=True, method="L-BFGS-B", options=options).x


METHODS: dict[str, Callable[[Energy], np.ndarray]] = {
    "SciPy newton_krylov": Energy.newton_krylov,
    "SciPy L-BFGS-B": Energy.quasi_newton,
}


def solve(side: int, ridge: float, even: bool, method: str) -> dict:
    """The time of one method, and the energy it reaches."""
    energy = Energy(side, ridge, even)
    time, values = timed(lambda: METHODS[method](energy))
    return {**time, "energy": energy.evaluate(values)[0]}


if __name__ == "__main__":
    serve(PACKAGES, solve)
