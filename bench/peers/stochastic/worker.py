"""Times scikit-learn, vowpal wabbit and river for ./run.ts on the same rows, and measures their models on test rows."""

import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import scipy.sparse as sp
import vowpalwabbit
from river import linear_model, optim
from serving import serve, timed
from sklearn.linear_model import SGDClassifier

PACKAGES = ("scikit-learn", "vowpalwabbit", "river", "numpy", "scipy")

warnings.filterwarnings("ignore")

# Margins of the test rows after a method, and its times.
Run = Callable[[], tuple[dict, np.ndarray]]

folder = TemporaryDirectory()
train: tuple[sp.csr_matrix, np.ndarray]
test: tuple[sp.csr_matrix, np.ndarray]


def load(file: str, columns: int, sizes: list[list[int]]) -> dict:
    """Reads a file of doubles: for training and for the test row pointers, column indices, entries, and classes -1 and 1."""
    global train, test
    numbers, at = np.fromfile(file, dtype="<f8"), 0
    tables = []
    for rows, entries in sizes:
        starts, indices, values, classes = np.split(
            numbers[at : at + 2 * rows + 1 + 2 * entries], np.cumsum([rows + 1, entries, entries])
        )
        at += 2 * rows + 1 + 2 * entries
        parts = (values, indices.astype(np.int32), starts.astype(np.int32))
        tables.append((sp.csr_matrix(parts, shape=(rows, columns)), classes))
    train, test = tables
    return {}


def gradient_descent(**options: object) -> Run:
    def run() -> tuple[dict, np.ndarray]:
        model = SGDClassifier(loss="log_loss", tol=None, fit_intercept=False, random_state=0, **options)
        time, _ = timed(lambda: model.fit(*train))
        return time, model.decision_function(test[0])

    return run


@cache
def written(name: str) -> str:
    """The path of the rows in the format of vowpal wabbit."""
    matrix, classes = train if name == "train" else test
    path = Path(folder.name) / name
    with path.open("w") as file:
        for i in range(matrix.shape[0]):
            part = slice(matrix.indptr[i], matrix.indptr[i + 1])
            pairs = " ".join("%d:%.9g" % pair for pair in zip(matrix.indices[part], matrix.data[part]))
            file.write("%d | %s\n" % (classes[i], pairs))
    return str(path)


def wabbit(options: str, cached: bool = True) -> Run:
    """One pass over the binary cache of the rows, or over their text."""

    def run() -> tuple[dict, np.ndarray]:
        model, stored, margins = (str(Path(folder.name) / name) for name in ("model", "cache", "margins"))
        common = "--no_stdin --loss_function logistic --quiet"
        command = f"{common} -d {written('train')} -b 18 {options}" + (f" --cache_file {stored}" if cached else "")

        def learn(more: str = "") -> None:
            vowpalwabbit.Workspace(arg_list=f"{command} {more}".split()).finish()

        learn(f"-f {model}")  # makes the cache, too
        time, _ = timed(learn)
        test_command = f"{common} -t -i {model} -d {written('test')} -p {margins}"
        vowpalwabbit.Workspace(arg_list=test_command.split()).finish()
        return time, np.loadtxt(margins)

    return run


def river_adagrad() -> tuple[dict, np.ndarray]:
    """One pass; rows as dictionaries are made before."""
    matrix, classes = train

    def row(matrix: sp.csr_matrix, i: int) -> dict:
        part = slice(matrix.indptr[i], matrix.indptr[i + 1])
        return dict(zip(matrix.indices[part].tolist(), matrix.data[part].tolist()))

    rows = [row(matrix, i) for i in range(matrix.shape[0])]

    def learn() -> linear_model.LogisticRegression:
        model = linear_model.LogisticRegression(optimizer=optim.AdaGrad(1.0), l2=0)
        for own, label in zip(rows, classes):
            model.learn_one(own, label > 0)
        return model

    time, model = timed(learn)
    return time, np.array([model._raw_dot_one(row(test[0], i)) for i in range(test[0].shape[0])])


METHODS: dict[str, Run] = {
    "scikit-learn SGDClassifier": gradient_descent(
        max_iter=1, shuffle=False, learning_rate="constant", eta0=4, penalty=None
    ),
    "scikit-learn SGDClassifier, ten passes": gradient_descent(max_iter=10, learning_rate="optimal", alpha=1e-6),
    "vowpalwabbit --adaptive": wabbit("--adaptive -l 1"),
    "vowpalwabbit": wabbit("-l 2"),
    "vowpalwabbit --ftrl": wabbit("--ftrl --ftrl_alpha 1 --ftrl_beta 0.001"),
    "vowpalwabbit from text": wabbit("--adaptive -l 1", cached=False),
    "river AdaGrad": river_adagrad,
}


def solve(method: str) -> dict:
    """The time of a method, and the mean loss and the share of errors of its model on the test rows."""
    time, margins = METHODS[method]()
    classes = test[1]
    return {
        **time,
        "loss": float(np.logaddexp(0, -classes * margins).mean()),
        "error": float(np.mean(np.where(margins > 0, 1, -1) != classes)),
    }


if __name__ == "__main__":
    serve(PACKAGES, load, solve)
