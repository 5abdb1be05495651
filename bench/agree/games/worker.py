"""Games by HiGHS, by Gambit's exact enumeration, and votes by a descent of SciPy."""

import numpy as np
import pygambit
from answering import answer, array
from scipy.optimize import linprog, minimize
from scipy.special import expit, log_expit
from zero_sum import optimal_strategies

PACKAGES = ("numpy", "scipy", "pygambit")


def zero_sum(model: dict) -> dict:
    """Optimal strategies, by a linear program in units of the largest payoff."""
    payoffs = array(model["payoffs"])
    row, column = optimal_strategies(payoffs / (np.abs(payoffs).max() or 1.0))
    return {"row": row, "column": column}


def equilibria(model: dict) -> dict:
    """All extreme equilibria of two players, in rational numbers."""
    game = pygambit.Game.from_arrays(*(np.array(table, dtype=int) for table in model["payoffs"]))
    found = pygambit.nash.enummixed_solve(game, rational=True).equilibria
    profiles = [
        [[float(profile[strategy]) for strategy in player.strategies] for player in game.players] for profile in found
    ]
    return {"profiles": profiles}


def deviations(payoffs: list[np.ndarray]) -> np.ndarray:
    """What each player gains at each profile by each action instead of each that they may be told."""
    shape = payoffs[0].shape
    profiles = np.indices(shape).reshape(len(payoffs), -1)
    rows = []
    for player, table in enumerate(payoffs):
        for told in range(shape[player]):
            for action in range(shape[player]):
                instead = profiles.copy()
                instead[player] = action
                gain = table[tuple(instead)] - table.ravel()
                rows.append(np.where(profiles[player] == told, gain, 0))
    return np.array(rows)


def correlated(model: dict) -> dict:
    """The correlated equilibrium of the largest sum of payoffs."""
    payoffs = [array(table) for table in model["payoffs"]]
    unit = max(np.abs(table).max() for table in payoffs) or 1.0
    # The rows of a player in units of that player's payoffs.
    rows = deviations([table / (np.ptp(table) or 1.0) for table in payoffs])
    welfare = sum(table / unit for table in payoffs).ravel()
    count = len(welfare)
    found = linprog(-welfare, A_ub=rows, b_ub=np.zeros(len(rows)), A_eq=np.ones((1, count)), b_eq=[1], method="highs")
    if found.x is None:
        raise RuntimeError(found.message)
    return {"distribution": found.x}


def votes(model: dict) -> dict:
    """Strengths of the least loss of votes with a penalty."""
    wins = array(model["votes"])
    strength = model["regularization"]

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        apart = x[:, None] - x[None, :]
        slopes = -wins * expit(-apart)
        value = -(wins * log_expit(apart)).sum() + strength * (x @ x) / 2
        return value, slopes.sum(axis=1) - slopes.sum(axis=0) + strength * x

    found = minimize(loss, np.zeros(len(wins)), jac=True, method="BFGS", options={"gtol": 1e-9, "maxiter": 5000})
    return {"strengths": found.x}


if __name__ == "__main__":
    answer(PACKAGES, zero_sum, equilibria, correlated, votes)
