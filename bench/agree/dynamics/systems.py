"""Attractors compared, and equations discovered, by NumPy and SciPy."""

from itertools import combinations, combinations_with_replacement

import numpy as np
from answering import array
from scipy.ndimage import gaussian_filter1d


def divergence(reference: np.ndarray, series: np.ndarray, bins: int, pseudocount: float) -> float:
    """The divergence over the cells of a grid, and one cell for all states outside."""
    columns = reference.shape[1]
    if columns > 3:
        pairs = [list(pair) for pair in combinations(range(columns), 2)]
        return float(np.mean([divergence(reference[:, p], series[:, p], bins, pseudocount) for p in pairs]))
    margin = 0.1 * reference.std(axis=0)
    low, high = reference.min(axis=0) - margin, reference.max(axis=0) + margin
    edges = [np.linspace(a, b, bins + 1) for a, b in zip(low, high)]
    shares = []
    for rows in (reference, series):
        counts = np.histogramdd(rows, edges)[0].ravel()
        counts = np.append(counts, len(rows) - counts.sum()) + pseudocount
        shares.append(counts / counts.sum())
    p, q = shares
    return float(np.sum(p * np.log(p / q)))


def spectrum(values: np.ndarray, smoothing: float) -> np.ndarray:
    """The smoothed periodogram of a column without its mean, with sum 1."""
    spread = values.std()
    values = (values - values.mean()) / (spread if spread > 0 else 1)
    powers = np.abs(np.fft.rfft(values)[1:]) ** 2
    if smoothing > 0:
        powers = gaussian_filter1d(powers, smoothing, mode="reflect")
    total = powers.sum()
    return powers / total if total > 0 else np.full(len(powers), 1 / len(powers))


def compare_attractors(model: dict) -> dict:
    reference, series = array(model["reference"]), array(model["series"])
    rows = min(len(reference), len(series))
    distances = []
    for j in range(reference.shape[1]):
        p, q = (spectrum(data[:rows, j], model["smoothing"]) for data in (reference, series))
        distances.append(np.sqrt(0.5 * np.sum((np.sqrt(p) - np.sqrt(q)) ** 2)))
    return {
        "attractorDivergence": divergence(reference, series, model["bins"], model["pseudocount"]),
        "spectrumDistance": float(np.mean(distances)),
    }


def thresholded(model: dict) -> dict:
    """Sequentially thresholded ridge regression; margin is the least distance to the threshold met on the way."""
    states, derivatives = array(model["series"]), array(model["derivatives"])
    n = states.shape[1]
    products = [c for degree in range(3) for c in combinations_with_replacement(range(n), degree)]
    terms = np.column_stack([np.prod(states[:, list(c)], axis=1) if c else np.ones(len(states)) for c in products])
    coefficients, margin = np.zeros((n, len(products))), np.inf
    for equation in range(n):
        support = np.arange(len(products))
        for _ in range(20):
            stacked = np.vstack([terms[:, support], np.sqrt(model["ridge"]) * np.eye(len(support))])
            target = np.concatenate([derivatives[:, equation], np.zeros(len(support))])
            found = np.linalg.lstsq(stacked, target, rcond=None)[0]
            margin = min(margin, np.min(np.abs(np.abs(found) - model["threshold"])))
            kept = np.abs(found) >= model["threshold"]
            coefficients[equation] = 0
            coefficients[equation, support[kept]] = found[kept]
            if kept.all() or not kept.any():
                break
            support = support[kept]
    return {"coefficients": coefficients.tolist(), "margin": float(margin)}
