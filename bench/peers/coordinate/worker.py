"""Times the peers for ./run.ts, and measures the accuracy of their and superlinear's solutions."""

import warnings
from collections.abc import Callable
from typing import NamedTuple

import adelie
import glmnetpp
import numpy as np
import scipy.sparse as sp
from celer import GroupLasso as CelerGroupLasso
from celer import Lasso as CelerLasso
from celer import LogisticRegression as CelerLogisticRegression
from celer import celer_path
from scipy.special import entr, logsumexp
from serving import serve, timed, unloading
from skglm import GeneralizedLinearEstimator, Lasso, SparseLogisticRegression
from skglm.datafits import QuadraticGroup
from skglm.penalties import WeightedGroupL2
from skglm.solvers import GroupBCD
from skglm.utils.data import grp_converter
from sklearn.linear_model import Lasso as SklearnLasso
from sklearn.linear_model import LassoCV, LassoLarsCV, LogisticRegression, lars_path

PACKAGES = ("numpy", "scipy", "scikit-learn", "celer", "skglm", "adelie", "glmnetpp")

# Accuracy required of all solvers: the duality gap relative to the objective at zero coefficients.
GAP = 1e-6

# Peers have different stopping criteria, so each gets the largest of these tolerances with the required accuracy.
TOLERANCES = [10.0**-k for k in range(2, 13)]

# An iteration limit never reached by any peer.
MANY = 100_000

# Coefficients per group in the group lasso.
GROUP = 10

warnings.filterwarnings("ignore")


class Problem(NamedTuple):
    """A regression problem, and its penalty strength; for a path, that of the last point."""

    matrix: np.ndarray | sp.csc_matrix
    response: np.ndarray
    lam: float


loaded: dict[str, Problem] = {}
tolerances: dict[tuple[str, str], float] = {}

Solver = Callable[[Problem, float], np.ndarray]


def lambdas(problem: Problem) -> np.ndarray:
    """A hundred penalty strengths, from the largest to a hundredth of it."""
    return np.geomspace(100 * problem.lam, problem.lam, 100)


def group_weights(problem: Problem) -> np.ndarray:
    return np.full(problem.matrix.shape[1] // GROUP, np.sqrt(GROUP))


def skglm_groups(problem: Problem, tol: float) -> np.ndarray:
    indices, ptr = grp_converter(GROUP, problem.matrix.shape[1])
    model = GeneralizedLinearEstimator(
        QuadraticGroup(ptr, indices),
        WeightedGroupL2(problem.lam, group_weights(problem), ptr, indices),
        GroupBCD(tol=tol, max_iter=1000, max_epochs=MANY, fit_intercept=False),
    )
    return model.fit(problem.matrix, problem.response).coef_


def C(problem: Problem) -> float:
    """scikit-learn's inverse penalty strength, for the sum of losses."""
    return 1 / (problem.lam * len(problem.response))


def adelie_path(problem: Problem, tol: float, strengths: np.ndarray, **groups: object) -> np.ndarray:
    """The last model of a path by adelie, with unscaled features and response."""
    response = adelie.glm.gaussian(problem.response)
    options = {"intercept": False, "early_exit": False, "progress_bar": False, "n_threads": 1}
    state = adelie.grpnet(problem.matrix, response, lmda_path=strengths, tol=tol, max_iters=MANY, **groups, **options)
    return state.betas[-1].toarray().ravel()


def adelie_groups(problem: Problem, tol: float) -> np.ndarray:
    return adelie_path(problem, tol, np.array([problem.lam]), groups=np.arange(0, problem.matrix.shape[1], GROUP))


def glmnet(problem: Problem, tol: float) -> np.ndarray:
    """glmnet's own C++ code, which scales the response."""
    options = {"alpha": 1.0, "standardize": False, "intercept": False, "maxit": 1_000_000_000}
    return glmnetpp.fit_gaussian_ridge(problem.matrix, problem.response, problem.lam, thresh=tol, **options)[1]


def saga(problem: Problem, tol: float) -> np.ndarray:
    model = LogisticRegression(C=C(problem), l1_ratio=1, solver="saga", fit_intercept=False, tol=tol, max_iter=MANY, random_state=0)
    return model.fit(problem.matrix, problem.response).coef_.T


METHODS: dict[str, Solver] = {
    "skglm Lasso": lambda p, tol: Lasso(p.lam, fit_intercept=False, tol=tol, max_iter=1000, max_epochs=MANY).fit(p.matrix, p.response).coef_,
    "celer Lasso": lambda p, tol: CelerLasso(p.lam, fit_intercept=False, tol=tol, max_epochs=MANY).fit(p.matrix, p.response).coef_,
    "scikit-learn Lasso": lambda p, tol: SklearnLasso(p.lam, fit_intercept=False, tol=tol, max_iter=MANY).fit(p.matrix, p.response).coef_,
    "adelie grpnet": lambda p, tol: adelie_path(p, tol, np.array([p.lam])),
    "glmnetpp": glmnet,
    "scikit-learn lars_path": lambda p, tol: lars_path(p.matrix, p.response, method="lasso", alpha_min=p.lam, max_iter=MANY)[2][:, -1],
    "celer path": lambda p, tol: celer_path(p.matrix, p.response, "lasso", alphas=lambdas(p), tol=tol)[1][:, -1],
    "skglm path": lambda p, tol: Lasso(p.lam, fit_intercept=False, tol=tol, max_epochs=MANY).path(p.matrix, p.response, lambdas(p))[1][:, -1],
    "adelie path": lambda p, tol: adelie_path(p, tol, lambdas(p)),
    "scikit-learn LassoLarsCV": lambda p, tol: LassoLarsCV(fit_intercept=False, cv=folds(p)).fit(p.matrix, p.response).coef_,
    "scikit-learn LassoCV": lambda p, tol: LassoCV(fit_intercept=False, cv=folds(p), alphas=lambdas(p), tol=tol, max_iter=MANY).fit(p.matrix, p.response).coef_,
    "skglm SparseLogisticRegression": lambda p, tol: SparseLogisticRegression(p.lam, fit_intercept=False, tol=tol, max_iter=100, max_epochs=MANY).fit(p.matrix, p.response).coef_[0],
    "celer LogisticRegression": lambda p, tol: CelerLogisticRegression(C(p), fit_intercept=False, tol=tol, max_epochs=MANY).fit(p.matrix, p.response).coef_[0],
    "scikit-learn liblinear": lambda p, tol: LogisticRegression(C=C(p), l1_ratio=1, solver="liblinear", fit_intercept=False, tol=tol, max_iter=1000).fit(p.matrix, p.response).coef_[0],
    "scikit-learn saga": saga,
    "skglm GroupBCD": skglm_groups,
    "adelie groups": adelie_groups,
    "celer GroupLasso": lambda p, tol: CelerGroupLasso(GROUP, p.lam, fit_intercept=False, tol=tol, weights=group_weights(p), max_epochs=MANY).fit(p.matrix, p.response).coef_,
}


def folds(problem: Problem) -> list[tuple[np.ndarray, np.ndarray]]:
    fold = np.arange(len(problem.response)) % 5
    return [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in range(5)]


def gap(problem: Problem, task: str, w: np.ndarray, lam: float) -> float:
    """The duality gap relative to the objective at zero coefficients."""
    matrix, y, _ = problem
    z, n = matrix @ w, len(y)
    if task == "logistic":
        margins = y * z
        loss, zero, residual = np.logaddexp(0, -margins).mean(), np.log(2), y / (1 + np.exp(margins))
    elif task == "multinomial":
        own = y[:, None] == np.unique(y)
        logarithms = logsumexp(z, axis=1)
        loss, zero = (logarithms - z[own]).mean(), np.log(own.shape[1])
        residual = own - np.exp(z - logarithms[:, None])
    else:
        residual = y - z
        loss, zero = residual @ residual / 2 / n, y @ y / 2 / n
    slopes = matrix.T @ residual / n
    if task == "groupLasso":
        penalty = np.sqrt(GROUP) * np.linalg.norm(w.reshape(-1, GROUP), axis=1).sum()
        excess = np.linalg.norm(slopes.reshape(-1, GROUP), axis=1).max() / (lam * np.sqrt(GROUP))
    else:
        penalty, excess = np.abs(w).sum(), np.abs(slopes).max() / lam
    theta = residual / max(1, excess)
    if task == "logistic":
        share = np.clip(theta * y, 1e-300, 1 - 1e-16)
        dual = -(share * np.log(share) + (1 - share) * np.log1p(-share)).mean()
    elif task == "multinomial":
        dual = entr(own - theta).sum() / n
    else:
        dual = (theta @ y - theta @ theta / 2) / n
    return float((loss + lam * penalty - dual) / zero)


def load(workload: str, file: str, rows: int, columns: int, entries: int | None, lam: float) -> dict:
    """Reads a file of doubles: the matrix, column by column, and the response; a sparse matrix starts with its indices."""
    numbers = np.fromfile(file, dtype="<f8")
    if entries is None:
        matrix, rest = numbers[: rows * columns].reshape((rows, columns), order="F"), numbers[rows * columns :]
    else:
        starts, numbers = numbers[: columns + 1].astype(np.int32), numbers[columns + 1 :]
        places, values, rest = numbers[:entries].astype(np.int32), numbers[entries : 2 * entries].copy(), numbers[2 * entries :]
        matrix = sp.csc_matrix((values, places, starts), shape=(rows, columns))
    loaded[workload] = Problem(matrix, rest.copy(), lam)
    return {}


def suffices(workload: str, task: str, method: str, tol: float) -> bool:
    problem = loaded[workload]
    return gap(problem, task, METHODS[method](problem, tol), problem.lam) <= GAP


def solve(workload: str, task: str, method: str) -> dict:
    """Times a method; the first call finds a sufficient tolerance and compiles just-in-time code."""
    problem, key = loaded[workload], (workload, method)
    if key not in tolerances:
        choosable = [] if task == "lassoCrossValidation" else TOLERANCES
        found = (tol for tol in choosable if suffices(workload, task, method, tol))
        tolerances[key] = next(found, 1e-4 if task == "lassoCrossValidation" else TOLERANCES[-1])
        METHODS[method](problem, tolerances[key])
    times, w = timed(lambda: METHODS[method](problem, tolerances[key]))
    return times | {"gap": gap(problem, task, w, problem.lam), "tolerance": tolerances[key]}


def measure(workload: str, task: str, coefficients: list[float], lam: float) -> dict:
    w = np.array(coefficients)
    return {"gap": gap(loaded[workload], task, w.reshape(loaded[workload].matrix.shape[1], -1) if task == "multinomial" else w, lam)}


serve(PACKAGES, load, unloading(loaded), solve, measure)
