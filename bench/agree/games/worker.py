"""Games by HiGHS, by Gambit's exact enumeration, votes and lotteries by SciPy, and formulas in NumPy."""

import numpy as np
import pygambit
from answering import answer, array
from scipy.optimize import linprog, minimize, root
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


def probabilities(weights: list) -> np.ndarray:
    """Probabilities in proportion to weights, equal ones if all weights are zero."""
    weights = array(weights)
    return weights / weights.sum() if weights.sum() > 0 else np.full_like(weights, 1 / weights.size)


def regrets(model: dict) -> dict:
    """What each player gains by the best action against the other's strategy, and the expected payoffs."""
    first, second = array(model["first"]), array(model["second"])
    row, column = probabilities(model["row"]), probabilities(model["column"])
    payoffs = np.array([row @ first @ column, row @ second @ column])
    return {"regrets": [(first @ column).max() - payoffs[0], (row @ second).max() - payoffs[1]], "payoffs": payoffs}


def swap_regrets(model: dict) -> dict:
    """What each player gains by the best substitute for each action that the distribution recommends."""
    tables = [array(model["first"]), array(model["second"])]
    distribution = probabilities(model["profiles"])
    gains = deviations(tables) @ distribution.ravel()
    counts = distribution.shape
    parts = np.split(gains, [counts[0] ** 2])
    best = [part.reshape(count, count).max(axis=1).sum() for part, count in zip(parts, counts)]
    return {"regrets": best, "payoffs": [(table * distribution).sum() for table in tables]}


def pair_losses(model: dict) -> dict:
    """The loss of each pair, their weighted mean, and its gradient by the complex step."""
    beta, smoothing = model["beta"], model["labelSmoothing"]
    weights = array(model["weights"]) / sum(model["weights"])

    def softplus(x: np.ndarray) -> np.ndarray:
        return np.where(x.real > 0, x, 0) + np.log1p(np.exp(np.where(x.real > 0, -x, x)))

    def of_margin(margin: np.ndarray) -> np.ndarray:
        if model["loss"] == "ipo":
            return (margin - 1 / (2 * beta)) ** 2
        if model["loss"] == "hinge":
            return np.where((1 - beta * margin).real > 0, 1 - beta * margin, 0)
        return (1 - smoothing) * softplus(-beta * margin) + smoothing * softplus(beta * margin)

    def ratios(ours: str, reference: str) -> np.ndarray:
        return np.array([np.sum(a) - np.sum(b) for a, b in zip(model[ours], model[reference])])

    margins = ratios("chosen", "chosenReference") - ratios("rejected", "rejectedReference")
    slopes = weights * of_margin(margins + 1e-30j).imag / 1e-30
    losses = of_margin(margins + 0j).real
    gradient = [np.full(len(tokens), slope) for tokens, slope in zip(model["chosen"], slopes)]
    gradient += [np.full(len(tokens), -slope) for tokens, slope in zip(model["rejected"], slopes)]
    return {"losses": losses, "loss": weights @ losses, "gradient": np.concatenate(gradient)}


def lottery(model: dict) -> dict:
    """The fixed point of the softened best response, from the reference."""
    upper = np.triu(array(model["upper"]), 1)
    count = len(upper)
    preferences = upper + np.tril(1 - upper.T, -1) + np.eye(count) / 2
    reference = np.log(probabilities(model["reference"]))

    def miss(logarithms: np.ndarray) -> np.ndarray:
        shares = np.exp(logarithms - logarithms.max())
        answers = reference + preferences @ (shares / shares.sum()) / model["regularization"]
        return logarithms - answers + answers.max()

    found = root(miss, reference - reference.max(), tol=1e-14)
    shares = np.exp(found.x - found.x.max())
    return {"lottery": shares / shares.sum(), "residual": np.abs(miss(found.x)).max()}


def mean_root(model: dict) -> dict:
    """The root of the mean map, and the norm of the inverse of its matrix."""
    matrix = array(model["matrices"]).mean(axis=0)
    vector = array(model["vectors"]).mean(axis=0)
    return {"solution": np.linalg.solve(matrix, -vector), "inverse": np.linalg.norm(np.linalg.inv(matrix), 2)}


if __name__ == "__main__":
    answer(
        PACKAGES,
        *(zero_sum, equilibria, correlated, votes),
        *(regrets, swap_regrets, pair_losses, lottery, mean_root),
    )
