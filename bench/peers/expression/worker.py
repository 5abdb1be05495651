"""Times the peers for ./comparison.ts and ./minimum.ts."""

import math
import os
import time

# XLA uses all processors unless configured before it starts.
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import numpy as np
from serving import serve, timed, unloading

from expression import minimum, with_casadi, with_jax, with_numpy
from expression.program import Arrays, Program

PACKAGES = ("casadi", "jax", "numpy")

loaded: dict[str, tuple[str, Arrays]] = {}
prepared: dict[tuple[str, str, str], tuple[Program, float]] = {}
solvers: dict[int, tuple[minimum.Solver, float]] = {}


def load(workload: str, kind: str, file: str, shapes: dict[str, list[int]]) -> dict:
    """Reads the arrays of a workload, concatenated in a file of doubles."""
    numbers = np.fromfile(file, dtype="<f8")
    ends = np.cumsum([math.prod(shape) for shape in shapes.values()])
    parts = np.split(numbers, ends[:-1])
    loaded[workload] = kind, {name: part.reshape(shape) for (name, shape), part in zip(shapes.items(), parts)}
    return {}


def prepare(workload: str, quantity: str, peer: str) -> tuple[Program, float]:
    """Prepares a peer's program; returns the processor time from the formula to its first result."""
    key = workload, quantity, peer
    if key not in prepared:
        kind, arrays = loaded[workload]
        makes = {name: make for module in (with_casadi, with_jax, with_numpy) for name, make in module.PROGRAMS.get(kind, {}).items()}
        started = time.process_time()
        program = makes[peer](quantity, arrays)
        program.call()
        prepared[key] = program, time.process_time() - started
    return prepared[key]


def compute(workload: str, quantity: str, peer: str) -> dict:
    """Times a quantity, per point if a call computes several."""
    program, setup = prepare(workload, quantity, peer)
    times, _ = timed(program.call)
    return {name: seconds / program.points for name, seconds in times.items()} | {
        "setup": setup,
        "answer": program.answer(),
    }


def minimize(size: int) -> dict:
    """Times Ipopt without its setup."""
    if size not in solvers:
        started = time.process_time()
        solvers[size] = minimum.solver(size), time.process_time() - started
    solve, setup = solvers[size]
    times, found = timed(solve)
    return times | {"setup": setup} | found


serve(PACKAGES, load, unloading(loaded, prepared), compute, minimize)
