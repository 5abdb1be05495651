"""Shared by the workers of all families: one JSON request per line on standard input, one JSON reply per line on standard output."""

import json
import re
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

# Calls are repeated for at least this many seconds, since the clocks are coarse.
AT_LEAST = 0.1

Result = TypeVar("Result")


def serve(packages: tuple[str, ...], *actions: Callable[..., dict]) -> None:
    """Prints the package versions, then serves requests by action name."""
    by_name = {action.__name__: action for action in actions}
    print(json.dumps({"versions": ", ".join(f"{name} {version(name)}" for name in packages)}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(by_name[request.pop("action")](**request)), flush=True)


def unloading(*tables: dict) -> Callable[[str], dict]:
    """The action that forgets a workload: the entries of that name, and those of tuples that begin with it."""

    def unload(workload: str) -> dict:
        for table in tables:
            for key in [key for key in table if workload == (key[0] if isinstance(key, tuple) else key)]:
                del table[key]
        return {}

    return unload


def timed(call: Callable[[], Result]) -> tuple[dict[str, float], Result]:
    """The mean times of a call, and the result of the last one."""
    calls = 0
    cpu, wall = time.process_time(), time.perf_counter()
    while calls == 0 or time.perf_counter() - wall < AT_LEAST:
        result = call()
        calls += 1
    return {"cpu": (time.process_time() - cpu) / calls, "wall": (time.perf_counter() - wall) / calls}, result


def growth(call: Callable[[], object]) -> int | None:
    """Growth in bytes of this process's peak memory; None on systems other than Linux."""
    own = Path("/proc/self")
    if not (own / "clear_refs").exists():
        return None
    (own / "clear_refs").write_text("5")  # resets the peak

    def kilobytes(field: str) -> int:
        return int(re.search(rf"{field}:\s+(\d+)", (own / "status").read_text())[1])

    before = kilobytes("VmRSS")
    call()
    return 1024 * (kilobytes("VmHWM") - before)
