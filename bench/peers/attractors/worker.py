"""Times pysindy and nolds for ./run.ts."""

import warnings

import nolds
import numpy as np
import pysindy as ps
from serving import serve, timed

PACKAGES = ("numpy", "pysindy", "nolds")

warnings.filterwarnings("ignore")


def equations(series: list, rows: int, step: float, order: int) -> dict:
    """The coefficients by thresholded least squares of all quadratic terms."""
    data = np.array(series).reshape(rows, -1)

    def fit() -> ps.SINDy:
        model = ps.SINDy(
            optimizer=ps.STLSQ(threshold=0.1, alpha=0.05),
            feature_library=ps.PolynomialLibrary(degree=2),
            differentiation_method=ps.FiniteDifference(order=order),
        )
        return model.fit(data, t=step)

    time, model = timed(fit)
    return {**time, "values": model.coefficients().ravel().tolist()}


def divergence(series: list, step: float, dimension: int, delay: int, exclusion: int, follow: int) -> dict:
    """The largest exponent by the divergence of nearest neighbors."""
    data = np.array(series)
    time, exponent = timed(
        lambda: nolds.lyap_r(
            data, emb_dim=dimension, lag=delay, min_tsep=exclusion, trajectory_len=follow, tau=step, fit="poly"
        )
    )
    return {**time, "values": [float(exponent)]}


if __name__ == "__main__":
    serve(PACKAGES, equations, divergence)
