"""Zero-sum games with HiGHS through SciPy."""

import numpy as np
from scipy.optimize import linprog


def optimal_strategies(payoffs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Strategies of both players from the column player's linear program; its multipliers are the row player's strategy."""
    rows, columns = payoffs.shape
    found = linprog(
        np.r_[np.zeros(columns), 1],
        A_ub=np.c_[payoffs, -np.ones(rows)],
        b_ub=np.zeros(rows),
        A_eq=np.r_[np.ones(columns), 0][None],
        b_eq=[1],
        bounds=[(0, None)] * columns + [(None, None)],
        method="highs",
    )
    if found.x is None:
        raise RuntimeError(found.message)
    row = np.maximum(-found.ineqlin.marginals, 0)
    return row / row.sum(), found.x[:columns] / found.x[:columns].sum()
