"""What a peer has of a workload."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

# The workload's arrays by name; those that are other ones at each point have the points as their first axis.
Arrays = dict[str, np.ndarray]


class Program(NamedTuple):
    """A quantity of a workload, ready to be computed over and over."""

    call: Callable[[], object]
    # Some numbers of the last call's result, which all programs have in common.
    answer: Callable[[], list[float]]
    # At how many points a call computes it.
    points: int = 1


# Makes the program of a quantity.
Make = Callable[[str, Arrays], Program]
