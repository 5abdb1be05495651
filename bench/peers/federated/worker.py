"""Times rounds of federated training in NumPy, written for ./run.ts, on clients of the same sizes."""

import numpy as np
from serving import serve, timed

PACKAGES = ("numpy",)

ROUNDS, ROWS, COLUMNS, STEPS, BATCH, RATE = 20, 50, 20, 10, 10, 0.05


def fleet(count: int) -> list[tuple[np.ndarray, np.ndarray]]:
    random = np.random.default_rng(1)
    return [(random.uniform(-1, 1, (ROWS, COLUMNS)), random.uniform(-1, 1, ROWS)) for _ in range(count)]


def averaged(clients: list, corrects: bool) -> np.ndarray:
    random = np.random.default_rng(2)
    x, control, own = np.zeros(COLUMNS), np.zeros(COLUMNS), np.zeros((len(clients), COLUMNS))
    for _ in range(ROUNDS):
        total, turn = np.zeros(COLUMNS), np.zeros(COLUMNS)
        for i, (matrix, response) in enumerate(clients):
            y, order = x.copy(), random.permutation(ROWS)
            for step in range(STEPS):
                rows = order[step * BATCH % ROWS : step * BATCH % ROWS + BATCH]
                part = matrix[rows]
                slope = part.T @ (part @ y - response[rows]) / len(rows)
                y -= RATE * (slope + control - own[i] if corrects else slope)
            if corrects:
                change = -control - (y - x) / (STEPS * RATE)
                own[i] += change
                turn += change
            total += y - x
        x = x + total / len(clients)
        control = control + turn / len(clients)
    return x


def compressed(clients: list) -> np.ndarray:
    kept = COLUMNS // 10
    x, estimate = np.zeros(COLUMNS), np.zeros(COLUMNS)
    error, reference = np.zeros((len(clients), COLUMNS)), np.zeros((len(clients), COLUMNS))
    for _ in range(ROUNDS):
        for i, (matrix, response) in enumerate(clients):
            news = matrix.T @ (matrix @ x - response) / ROWS - reference[i]
            vector = 0.1 * error[i] + news
            message = np.zeros(COLUMNS)
            places = np.argpartition(-np.abs(vector), kept)[:kept]
            message[places] = vector[places].astype(np.float32)
            error[i] += news - message
            reference[i] += message
            estimate += message / len(clients)
        x = x - 0.3 * estimate
    return x


def solve(workload: str, count: int) -> dict:
    """The time of a simulation."""
    clients = fleet(count)
    methods = {
        "fedAvg": lambda: averaged(clients, False),
        "scaffold": lambda: averaged(clients, True),
        "compressed": lambda: compressed(clients),
    }
    return timed(methods[workload])[0]


if __name__ == "__main__":
    serve(PACKAGES, solve)
