"""Times moocore's hypervolumes and pymoo's NSGA-II for ./run.ts, and returns the hypervolumes reached."""

import moocore
import numpy as np
from pymoo.algorithms.moo.nsga2 import NSGA2
from pymoo.optimize import minimize
from pymoo.problems import get_problem
from serving import serve, timed

PACKAGES = ("moocore", "pymoo", "numpy")


def volume(rows: list[list[float]]) -> dict:
    """The hypervolume of rows for the reference point 1.1 in each objective."""
    table = np.array(rows)
    reference = np.full(table.shape[1], 1.1)
    times, reached = timed(lambda: float(moocore.hypervolume(table, ref=reference)))
    return times | {"volume": reached}


def front(name: str, variables: int, objectives: int, evaluations: int, reference: float, seed: int) -> dict:
    """The hypervolume of a search with 100 points per generation."""
    sizes = {"n_var": variables} | ({"n_obj": objectives} if objectives > 2 else {})
    problem = get_problem(name, **sizes)

    def search() -> float:
        found = minimize(problem, NSGA2(pop_size=100), ("n_eval", evaluations), seed=seed)
        return float(moocore.hypervolume(found.F, ref=np.full(objectives, reference)))

    times, reached = timed(search)
    return times | {"volume": reached}


serve(PACKAGES, volume, front)
