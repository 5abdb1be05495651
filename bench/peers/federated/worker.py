"""Rounds of federated training in NumPy, written for ./run.ts, and by Flower, on the same clients."""

import os

# Neither reports its use to its authors.
os.environ["FLWR_TELEMETRY_ENABLED"] = "0"
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

import logging
import time
from contextlib import redirect_stdout
from sys import stderr

import numpy as np
from flwr.app import ArrayRecord, Context, Message, MetricRecord, RecordDict
from flwr.clientapp import ClientApp
from flwr.serverapp import Grid, ServerApp
from flwr.serverapp.strategy import FedAvg
from flwr.simulation import run_simulation
from serving import serve, timed

PACKAGES = ("numpy", "flwr", "ray")

ROUNDS, ROWS, COLUMNS, STEPS, BATCH, RATE = 20, 50, 20, 10, 10, 0.05

# The rows and the responses of each client.
matrices, responses = np.empty((0, ROWS, COLUMNS)), np.empty((0, ROWS))


def load(file: str, clients: int) -> dict:
    """Reads a file of doubles: the matrices of all clients, then their responses."""
    global matrices, responses
    numbers = np.fromfile(file, dtype="<f8")
    matrices, responses = np.split(numbers, [clients * ROWS * COLUMNS])
    matrices, responses = matrices.reshape(clients, ROWS, COLUMNS), responses.reshape(clients, ROWS)
    return {}


def objective(x: np.ndarray) -> float:
    """The mean of half the squared errors."""
    return float(((matrices @ x - responses) ** 2).mean() / 2)


def bounds() -> dict:
    """The objective at its minimum and at zero."""
    best = np.linalg.lstsq(matrices.reshape(-1, COLUMNS), responses.ravel())[0]
    return {"least": objective(best), "start": objective(np.zeros(COLUMNS))}


Client = tuple[np.ndarray, np.ndarray]


def local_steps(x: np.ndarray, client: Client, order: np.ndarray, correction: np.ndarray | float = 0.0) -> np.ndarray:
    """Steps along the gradients of batches, from the server's model."""
    (matrix, response), y = client, x.copy()
    for step in range(STEPS):
        rows = order[step * BATCH % ROWS : step * BATCH % ROWS + BATCH]
        part = matrix[rows]
        y -= RATE * (part.T @ (part @ y - response[rows]) / len(rows) + correction)
    return y


def averaged(corrects: bool) -> np.ndarray:
    random, clients = np.random.default_rng(2), len(matrices)
    x, control, own = np.zeros(COLUMNS), np.zeros(COLUMNS), np.zeros((clients, COLUMNS))
    for _ in range(ROUNDS):
        total, turn = np.zeros(COLUMNS), np.zeros(COLUMNS)
        for i, client in enumerate(zip(matrices, responses)):
            y = local_steps(x, client, random.permutation(ROWS), control - own[i] if corrects else 0.0)
            if corrects:
                change = -control - (y - x) / (STEPS * RATE)
                own[i] += change
                turn += change
            total += y - x
        x = x + total / clients
        control = control + turn / clients
    return x


def compressed() -> np.ndarray:
    kept, clients = COLUMNS // 10, len(matrices)
    x, estimate = np.zeros(COLUMNS), np.zeros(COLUMNS)
    error, reference = np.zeros((clients, COLUMNS)), np.zeros((clients, COLUMNS))
    for _ in range(ROUNDS):
        for i, (matrix, response) in enumerate(zip(matrices, responses)):
            news = matrix.T @ (matrix @ x - response) / ROWS - reference[i]
            vector = 0.1 * error[i] + news
            message = np.zeros(COLUMNS)
            places = np.argpartition(-np.abs(vector), kept)[:kept]
            message[places] = vector[places].astype(np.float32)
            error[i] += news - message
            reference[i] += message
            estimate += message / clients
        x = x - 0.3 * estimate
    return x


ROUNDS_IN_NUMPY = {
    "fedAvg": lambda: averaged(False),
    "scaffold": lambda: averaged(True),
    "compressed": compressed,
}


def flower() -> np.ndarray:
    """Averaging by Flower: a simulation with a node for each client, from the start of Ray to the last model."""
    clients = list(zip(matrices, responses))
    count, client_app, server_app = len(clients), ClientApp(), ServerApp()
    last: list[np.ndarray] = []

    @client_app.train()
    def train(message: Message, context: Context) -> Message:
        number = int(context.node_config["partition-id"])
        (x,) = message.content["arrays"].to_numpy_ndarrays()
        y = local_steps(x, clients[number], np.random.default_rng(number).permutation(ROWS))
        content = {"arrays": ArrayRecord([y]), "metrics": MetricRecord({"num-examples": ROWS})}
        return Message(content=RecordDict(content), reply_to=message)

    @server_app.main()
    def main(grid: Grid, context: Context) -> None:
        strategy = FedAvg(fraction_evaluate=0.0, min_train_nodes=count, min_available_nodes=count)
        result = strategy.start(grid=grid, initial_arrays=ArrayRecord([np.zeros(COLUMNS)]), num_rounds=ROUNDS)
        last.extend(result.arrays.to_numpy_ndarrays())

    logging.getLogger("flwr").setLevel(logging.ERROR)
    # Replies to ./run.ts alone belong on standard output.
    with redirect_stdout(stderr):
        run_simulation(server_app, client_app, num_supernodes=count)
    return last[0]


def solve(workload: str, method: str) -> dict:
    """The time of a simulation, and the objective that it reaches."""
    if method.startswith("flwr"):
        start = time.perf_counter()
        x = flower()
        return {"cpu": 0.0, "wall": time.perf_counter() - start, "objective": objective(x)}
    times, x = timed(ROUNDS_IN_NUMPY[workload])
    return {**times, "objective": objective(x)}


if __name__ == "__main__":
    serve(PACKAGES, load, bounds, solve)
