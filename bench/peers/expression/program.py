"""A workload as prepared by a peer."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

# The workload's arrays by name; arrays that vary between points have the points as their first axis.
Arrays = dict[str, np.ndarray]


class Program(NamedTuple):
    """A quantity of a workload, ready for repeated computation."""

    call: Callable[[], object]
    # Some numbers of the last call's result, comparable between programs.
    answer: Callable[[], list[float]]
    # Number of points per call.
    points: int = 1


# Prepares the program of a quantity.
Make = Callable[[str, Arrays], Program]
