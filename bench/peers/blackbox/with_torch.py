"""Peers that need PyTorch, too large for the common environment: run by hand where it is installed, with botorch and optuna.

    cd bench/peers && python -m blackbox.with_torch TuRBO 5 30 3

prints for each function of COCO's suite the fraction of targets reached within 5, 10, 20 and 30 evaluations per variable: here
for 5 variables, 30 evaluations per variable, instance 3.
"""

import math
import sys

import numpy as np
import optuna
import torch
from blackbox.worker import LOWER, UPPER, Counted, Spent
from botorch.fit import fit_gpytorch_mll
from botorch.generation import MaxPosteriorSampling
from botorch.models import SingleTaskGP
from gpytorch.constraints import Interval
from gpytorch.kernels import MaternKernel, ScaleKernel
from gpytorch.likelihoods import GaussianLikelihood
from gpytorch.mlls import ExactMarginalLogLikelihood
from torch.quasirandom import SobolEngine

TARGETS = 10 ** (2 - np.arange(51) / 5)
MARKS = (5, 10, 20, 30)


def gp_sampler(f: Counted, dimension: int, seed: int) -> None:
    """optuna's Gaussian process sampler."""
    optuna.logging.set_verbosity(optuna.logging.CRITICAL)
    study = optuna.create_study(sampler=optuna.samplers.GPSampler(seed=seed, deterministic_objective=True))
    while True:
        trial = study.ask()
        study.tell(trial, f(np.array([trial.suggest_float(str(k), LOWER, UPPER) for k in range(dimension)])))


def turbo(f: Counted, dimension: int, seed: int) -> None:
    """TuRBO-1 as in BoTorch's tutorial, one point at a time. The region halves after one failure per variable."""
    value = lambda x: -f(LOWER + (UPPER - LOWER) * x.numpy())  # noqa: E731
    while True:
        side, failures, successes = 0.8, 0, 0
        points = SobolEngine(dimension, scramble=True, seed=seed + f.count).draw(2 * dimension).double()
        values = torch.tensor([[value(point)] for point in points]).double()
        while side >= 0.5**7:
            scaled = (values - values.mean()) / values.std()
            likelihood = GaussianLikelihood(noise_constraint=Interval(1e-8, 1e-3))
            matern = MaternKernel(nu=2.5, ard_num_dims=dimension, lengthscale_constraint=Interval(0.005, 4.0))
            model = SingleTaskGP(points, scaled, covar_module=ScaleKernel(matern), likelihood=likelihood, outcome_transform=None)
            try:
                fit_gpytorch_mll(ExactMarginalLogLikelihood(likelihood, model))
            except Exception:  # noqa: BLE001, S110: keeps the current length scales
                pass
            center = points[scaled.argmax()]
            lengths = matern.lengthscale.squeeze().detach()
            widths = lengths / lengths.log().mean().exp()
            low, high = (torch.clamp(center + sign * widths * side / 2, 0, 1) for sign in (-1, 1))
            count = min(5000, max(2000, 200 * dimension))
            candidates = low + (high - low) * SobolEngine(dimension, scramble=True, seed=seed + f.count).draw(count).double()
            with torch.no_grad():
                point = MaxPosteriorSampling(model=model, replacement=False)(candidates, num_samples=1)
            found, best = value(point[0]), values.max().item()
            is_success = found > best + 1e-3 * abs(best)
            successes, failures = (successes + 1, 0) if is_success else (0, failures + 1)
            if successes == 3:
                side, successes = min(2 * side, 1.6), 0
            elif failures == max(4, dimension):
                side, failures = side / 2, 0
            points, values = torch.cat([points, point]), torch.cat([values, torch.tensor([[found]]).double()])


METHODS = {"TuRBO": turbo, "GPSampler": gp_sampler}


def main(method: str, dimension: int, evaluations: int, instance: int) -> None:
    """Minimizes all functions, and prints the fractions."""
    torch.set_num_threads(1)
    shares = []
    for function in range(1, 25):
        torch.manual_seed(1000 * function + instance)
        counted = Counted(function, instance, dimension, evaluations * dimension)
        try:
            METHODS[method](counted, dimension, 1000 * function + instance)
        except Spent:
            pass
        nearest = [min((d for k, d in counted.trace if k <= mark * dimension), default=math.inf) for mark in MARKS]
        shares.append([np.mean(distance <= TARGETS) for distance in nearest])
        print(function, np.round(shares[-1], 3), "mean so far", np.round(np.mean(shares, axis=0), 3), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
