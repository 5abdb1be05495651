"""Times POT for ./run.ts: one JSON request a line on standard input, one JSON reply a line on standard output."""

import json
import math
import sys
import time
import warnings

import numpy as np
import ot
from workloads import WORKLOADS, Problem

# POT warns of each run that it ends at its iteration limit, which is how some are meant to end here.
warnings.simplefilter("ignore")

problems: dict[str, Problem] = {}


def load(workload: str) -> dict:
    problems[workload] = WORKLOADS[workload]()
    return {"checksum": problems[workload].checksum()}


def sinkhorn(workload: str, method: str, threshold: float, maxIterations: int) -> tuple[np.ndarray, dict]:
    cost, source, target, regularization = problems[workload]
    limits = {"numItermax": maxIterations, "stopThr": threshold}
    return ot.sinkhorn(source, target, cost, regularization, method=method, log=True, **limits)


def marginal_error(workload: str, plan: np.ndarray) -> float:
    """Measured as superlinear does: absolute differences of row sums and of column sums, all added."""
    problem = problems[workload]
    return float(np.abs(plan.sum(1) - problem.source).sum() + np.abs(plan.sum(0) - problem.target).sum())


def solve(workload: str, method: str, threshold: float, maxIterations: int, atLeast: float = 0.1) -> dict:
    """Repeats the call until `atLeast` seconds are over and gives the mean time of a call."""
    calls = 0
    cpu, wall = time.process_time(), time.perf_counter()
    while calls == 0 or time.perf_counter() - wall < atLeast:
        plan, log = sinkhorn(workload, method, threshold, maxIterations)
        calls += 1
    return {
        "cpu": (time.process_time() - cpu) / calls,
        "wall": (time.perf_counter() - wall) / calls,
        "iterations": log["niter"] + 1,
        "marginalError": marginal_error(workload, plan),
        "transportCost": float((plan * problems[workload].cost).sum()),
    }


def calibrate(workload: str, method: str, tolerance: float, maxIterations: int) -> dict:
    """
    The largest `stopThr` with which POT reaches the tolerance. POT stops by the Euclidean norm of the column sums' errors;
    near the end the errors keep their proportions, so one run tells how that norm goes with the marginal error.
    """
    sure = tolerance / math.sqrt(len(problems[workload].target))
    plan, log = sinkhorn(workload, method, sure, maxIterations)
    return {"threshold": 0.99 * tolerance * log["err"][-1] / marginal_error(workload, plan)}


ACTIONS = {"load": load, "solve": solve, "calibrate": calibrate}

print(json.dumps({"versions": f"POT {ot.__version__}, numpy {np.__version__}"}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(ACTIONS[request.pop("action")](**request)), flush=True)
