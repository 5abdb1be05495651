"""Stochastic by NumPy."""

from answering import answer, array

PACKAGES = ("numpy",)


def total(model: dict) -> dict:
    """The sum of the numbers."""
    return {"sum": array(model["values"]).sum()}


if __name__ == "__main__":
    answer(PACKAGES, total)
