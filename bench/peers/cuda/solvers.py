"""Entropic transport on a GPU by other programs: solvers.py [--sizes N,...] [--levels L,...] [--device cuda|cpu]

Log-domain Sinkhorn in torch, with costs in blocks (the loop of POT on torch), OTT-JAX with point clouds and no cost matrix, and
GeomLoss. Prints a line of JSON per run: seconds of the second of two runs, to exclude compilation; iterations; the L1 error of both
marginals, measured afterwards in double precision by the same code for all. A missing or failing program reports the reason in its line.

Has not been run on a GPU yet. The clouds are those of scripts/device/workloads.mjs, bit for bit.
"""

import argparse
import json
import time
from collections.abc import Callable

import numpy as np

# The limit of single precision, and superlinear's default tolerance.
TOLERANCE = {"f32": 1e-6, "f64": 1e-9}

# Torch iterations stop after this many seconds.
LONGEST = 20.0


def uniform(seed: int, count: int) -> np.ndarray:
    """Uniform numbers of mulberry32, as in test/support/random.ts."""
    with np.errstate(over="ignore"):
        state = np.uint32(seed) + np.arange(1, count + 1, dtype=np.uint32) * np.uint32(0x6D2B79F5)
        t = (state ^ (state >> np.uint32(15))) * (state | np.uint32(1))
        t = (t + (t ^ (t >> np.uint32(7))) * (t | np.uint32(61))) ^ t
        return (t ^ (t >> np.uint32(14))).astype(np.float64) / 4294967296.0


def clouds(n: int) -> tuple[np.ndarray, np.ndarray]:
    numbers = uniform(1, 6 * n)
    return numbers[0::2].reshape(n, 3).copy(), (0.3 + 0.8 * numbers[1::2]).reshape(n, 3)


class Torch:
    """Passes over the costs in torch."""

    def __init__(self, device: str) -> None:
        import torch

        self.torch, self.device = torch, device

    def array(self, values: np.ndarray, precision: str):
        kind = self.torch.float32 if precision == "f32" else self.torch.float64
        return self.torch.as_tensor(values, dtype=kind, device=self.device)

    def wait(self) -> None:
        if self.device == "cuda":
            self.torch.cuda.synchronize()

    def potential(self, own, other, potential, level: float, block: int = 2048):
        """-L ln of the mean over j of exp((g_j - c_ij) / L), for each i."""
        parts = []
        for k in range(0, len(own), block):
            costs = ((own[k : k + block, None, :] - other[None]) ** 2).sum(-1)
            parts.append(self.torch.logsumexp((potential[None] - costs) / level, 1))
        return -level * (self.torch.cat(parts) - float(np.log(len(other))))

    def marginal_error(self, x: np.ndarray, y: np.ndarray, f: np.ndarray, g: np.ndarray, level: float) -> float:
        x, y, f, g = (self.array(values, "f64") for values in (x, y, f, g))
        rows = self.torch.exp((f - self.potential(x, y, g, level)) / level)
        columns = self.torch.exp((g - self.potential(y, x, f, level)) / level)
        return float((rows - 1).abs().mean() + (columns - 1).abs().mean())

    def sinkhorn(self, x: np.ndarray, y: np.ndarray, level: float, precision: str):
        x, y = self.array(x, precision), self.array(y, precision)
        g, iterations, start, error = self.torch.zeros_like(y[:, 0]), 0, time.perf_counter(), np.inf
        f = self.potential(x, y, g, level)
        while error > TOLERANCE[precision] and time.perf_counter() - start < LONGEST:
            for _ in range(10):
                g = self.potential(y, x, f, level)
                before, f = f, self.potential(x, y, g, level)
            iterations += 10
            error = float((self.torch.exp((before - f) / level) - 1).abs().mean())
        return f.double().cpu().numpy(), g.double().cpu().numpy(), iterations


def ott(x: np.ndarray, y: np.ndarray, level: float, precision: str):
    import jax

    jax.config.update("jax_enable_x64", precision == "f64")
    from ott.geometry import pointcloud
    from ott.problems.linear import linear_problem
    from ott.solvers.linear import sinkhorn

    kind = jax.numpy.float64 if precision == "f64" else jax.numpy.float32
    points = (jax.numpy.asarray(x, kind), jax.numpy.asarray(y, kind))
    geometry = pointcloud.PointCloud(*points, epsilon=level, batch_size=1024)
    solver = sinkhorn.Sinkhorn(threshold=TOLERANCE[precision], max_iterations=2000)
    solved = jax.block_until_ready(solver(linear_problem.LinearProblem(geometry)))
    return np.asarray(solved.f, np.float64), np.asarray(solved.g, np.float64), int(solved.n_iters)


def geomloss(torch: Torch, x: np.ndarray, y: np.ndarray, level: float):
    """GeomLoss: its cost and potentials are half of superlinear's, and its regularization is the square of its blur."""
    from geomloss import SamplesLoss

    blur = float(np.sqrt(level / 2))
    loss = SamplesLoss("sinkhorn", p=2, blur=blur, scaling=0.9, debias=False, potentials=True, backend="online")
    f, g = loss(torch.array(x, "f32"), torch.array(y, "f32"))
    torch.wait()
    return *(2 * values.double().cpu().numpy().ravel() for values in (f, g)), None


def measured(solve: Callable) -> tuple[float, tuple]:
    """The second of two runs; the first if it took long."""
    for _ in range(2):
        start = time.perf_counter()
        solution = solve()
        seconds = time.perf_counter() - start
        if seconds > LONGEST / 2:
            break
    return seconds, solution


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=[20000])
    parser.add_argument("--levels", type=lambda text: [float(level) for level in text.split(",")], default=[0.01])
    parser.add_argument("--device", default="cuda", choices=["cuda", "cpu"])
    options = parser.parse_args()
    torch = Torch(options.device)
    for n in options.sizes:
        x, y = clouds(n)
        for level in options.levels:
            solvers = {
                "torch f64": lambda: torch.sinkhorn(x, y, level, "f64"),
                "torch f32": lambda: torch.sinkhorn(x, y, level, "f32"),
                "OTT-JAX f32": lambda: ott(x, y, level, "f32"),
                "OTT-JAX f64": lambda: ott(x, y, level, "f64"),
                "GeomLoss f32": lambda: geomloss(torch, x, y, level),
            }
            for name, solve in solvers.items():
                row = {"solver": name, "n": n, "regularization": level}
                try:
                    row["seconds"], (f, g, row["iterations"]) = measured(solve)
                    row["marginalError"] = torch.marginal_error(x, y, f, g, level)
                except Exception as error:  # any failure of a program must not stop the next ones
                    row["failure"] = f"{type(error).__name__}: {str(error)[:200]}"
                print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
