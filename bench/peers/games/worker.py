"""Games for ./run.ts with Python programs: each gets arrays, builds its model within the measured time, and returns strategies."""

import ast
import warnings
from collections.abc import Callable

import nashpy
import numpy as np
import pygambit
from scipy.optimize import linprog
from serving import serve, timed
from zero_sum import optimal_strategies

PACKAGES = ("numpy", "scipy", "nashpy", "pygambit")

warnings.filterwarnings("ignore")

tensors: dict[str, list[np.ndarray]] = {}


def highs(payoffs: list[np.ndarray]) -> list[np.ndarray]:
    """A zero-sum game as a linear program."""
    return list(optimal_strategies(payoffs[0]))


def nashpy_linear_program(payoffs: list[np.ndarray]) -> list[np.ndarray]:
    """nashpy's own linear programs for a zero-sum game."""
    return list(nashpy.Game(payoffs[0]).linear_program())


def nashpy_lemke_howson(payoffs: list[np.ndarray]) -> list[np.ndarray]:
    """nashpy's Lemke-Howson path from the first label."""
    return list(nashpy.Game(*payoffs).lemke_howson(0))


def in_players(game: pygambit.Game, profile: pygambit.MixedStrategyProfile) -> list[np.ndarray]:
    """Converts a Gambit profile to strategies."""
    return [np.array([float(profile[strategy]) for strategy in player.strategies]) for player in game.players]


def gambit_lcp(payoffs: list[np.ndarray]) -> list[np.ndarray]:
    """Gambit's Lemke-Howson, up to the first equilibrium."""
    game = pygambit.Game.from_arrays(*payoffs)
    return in_players(game, pygambit.nash.lcp_solve(game, rational=False, stop_after=1).equilibria[0])


def gambit_logit(payoffs: list[np.ndarray]) -> list[np.ndarray]:
    """Gambit's path of logit equilibria."""
    game = pygambit.Game.from_arrays(*payoffs)
    profile = pygambit.nash.logit_solve(game).equilibria[0]
    return [np.array(strategy) for strategy in ast.literal_eval(str(profile))]


def gambit_all(payoffs: list[np.ndarray]) -> int:
    """The number of extreme equilibria found by Gambit's vertex enumeration."""
    game = pygambit.Game.from_arrays(*payoffs)
    return len(pygambit.nash.enummixed_solve(game, rational=False).equilibria)


def nashpy_supports(payoffs: list[np.ndarray]) -> int:
    """The number of equilibria found by nashpy's support enumeration."""
    return len(list(nashpy.Game(*payoffs).support_enumeration()))


def deviations(payoffs: list[np.ndarray], coarse: bool) -> np.ndarray:
    """Each player's gain from each deviation at each profile."""
    shape = payoffs[0].shape
    profiles = np.indices(shape).reshape(len(payoffs), -1)
    rows = []
    for player in range(len(payoffs)):
        for told in [None] if coarse else range(shape[player]):
            for action in range(shape[player]):
                if told == action:
                    continue
                instead = profiles.copy()
                instead[player] = action
                gain = payoffs[player][tuple(instead)] - payoffs[player].ravel()
                rows.append(gain if told is None else np.where(profiles[player] == told, gain, 0))
    return np.array(rows)


def highs_correlated(payoffs: list[np.ndarray]) -> float:
    """The best correlated equilibrium by HiGHS, with the rows of the linear program given."""
    rows = deviations(payoffs, False)
    welfare = sum(payoffs).ravel()
    found = linprog(-welfare, A_ub=rows, b_ub=np.zeros(len(rows)), A_eq=np.ones((1, rows.shape[1])), b_eq=[1])
    return -found.fun


METHODS: dict[str, Callable] = {
    "HiGHS": highs,
    "nashpy linear_program": nashpy_linear_program,
    "nashpy lemke_howson": nashpy_lemke_howson,
    "Gambit lcp": gambit_lcp,
    "Gambit logit": gambit_logit,
    "Gambit enummixed": gambit_all,
    "nashpy support_enumeration": nashpy_supports,
    "HiGHS, rows made by NumPy": highs_correlated,
}


def load(workload: str, shape: list[int], payoffs: list[list[float]]) -> dict:
    """Stores the payoffs of all players."""
    tensors[workload] = [np.array(values).reshape(shape) for values in payoffs]
    return {}


def solve(workload: str, method: str) -> dict:
    """Times a method; returns its strategies or a number."""
    times, found = timed(lambda: METHODS[method](tensors[workload]))
    if isinstance(found, list):
        return {**times, "strategies": [list(map(float, strategy)) for strategy in found]}
    return {**times, "number": float(found)}


if __name__ == "__main__":
    serve(PACKAGES, load, solve)
