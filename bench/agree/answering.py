"""What the workers of all comparisons have in common: models as arrays, answers as plain data, failures that are answers too."""

import math
import signal
import warnings
from collections.abc import Callable

import numpy as np
from serving import serve

# A peer that takes longer fails.
SECONDS = 5

warnings.filterwarnings("ignore")
np.seterr(all="ignore")


def array(values: list) -> np.ndarray:
    """Numbers as an array of doubles; infinite ones come as words."""
    return np.array(values, dtype=float)


def plain(value: object) -> object:
    """What JSON can hold: arrays as lists, numbers that are none as null."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (np.bool_, bool)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else None
    return value


def out_of_time(*_: object) -> None:
    raise TimeoutError


def answered(action: Callable[[dict], dict]) -> Callable[[dict], dict]:
    """The action, of which an exception is an answer: the peer's own failure."""

    def answer(model: dict) -> dict:
        signal.alarm(SECONDS)
        try:
            return plain(action(model))
        except Exception as error:  # whatever a peer throws
            return {"failed": f"{type(error).__name__}: {error}"[:200]}
        finally:
            signal.alarm(0)

    answer.__name__ = action.__name__
    return answer


def answer(packages: tuple[str, ...], *actions: Callable[[dict], dict]) -> None:
    """Serves the actions, each of one model."""
    signal.signal(signal.SIGALRM, out_of_time)
    serve(packages, *map(answered, actions))
