"""Times choix for ./run.ts, from lists of comparisons to strengths, and measures the final gradients."""

import choix
import numpy as np
from serving import serve, timed

PACKAGES = ("numpy", "scipy", "choix")

# Weight of half the squared strengths in superlinear; choix's parameter is half of it.
REGULARIZATION = 0.1

METHODS = {
    "choix opt_pairwise, Newton-CG": lambda items, data: choix.opt_pairwise(
        items, data, alpha=REGULARIZATION / 2, method="Newton-CG", tol=1e-10
    ),
    "choix ilsr_pairwise (another prior)": lambda items, data: choix.ilsr_pairwise(items, data, alpha=REGULARIZATION),
}

loaded: dict[str, tuple[int, np.ndarray, list[tuple[int, int]]]] = {}


def load(workload: str, items: int, winners: list[int], losers: list[int]) -> dict:
    wins = np.zeros((items, items))
    np.add.at(wins, (winners, losers), 1.0)
    loaded[workload] = (items, wins, list(zip(winners, losers, strict=True)))
    return {}


def gradient(wins: np.ndarray, strengths: np.ndarray) -> float:
    wrong = 1 / (1 + np.exp(strengths[:, None] - strengths[None, :]))
    slopes = -(wins * wrong).sum(1) + (wins.T * (1 - wrong)).sum(1)
    return float(np.abs(slopes + REGULARIZATION * (strengths - strengths.mean())).max())


def solve(workload: str, method: str) -> dict:
    items, wins, data = loaded[workload]
    times, strengths = timed(lambda: METHODS[method](items, data))
    return times | {"gradient": gradient(wins, strengths)}


serve(PACKAGES, load, solve)
