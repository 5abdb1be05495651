"""Federated training by NumPy: rounds over whole batches of least squares."""

import numpy as np
from answering import answer, array

PACKAGES = ("numpy",)


def train(model: dict) -> dict:
    """The parameters after the rounds."""
    clients = [(array(client["matrix"]), array(client["response"])) for client in model["clients"]]
    weights = np.array([len(y) for _, y in clients], dtype=float)
    weights /= weights.sum()
    steps, rate, server_rate, kept = model["steps"], model["rate"], model["serverRate"], model["kept"]
    d, n = clients[0][0].shape[1], len(clients)
    x, control, estimate = np.zeros(d), np.zeros(d), np.zeros(d)
    own, error, reference = np.zeros((n, d)), np.zeros((n, d)), np.zeros((n, d))

    def gradient(i: int, y: np.ndarray) -> np.ndarray:
        matrix, response = clients[i]
        return matrix.T @ (matrix @ y - response) / len(response)

    for _ in range(model["rounds"]):
        total, turn = np.zeros(d), np.zeros(d)
        for i in range(n):
            if model["algorithm"] == "compressed":
                news = gradient(i, x) - reference[i]
                vector = model["errorControl"] * error[i] + news
                message = np.zeros(d)
                places = np.argsort(-np.abs(vector), kind="stable")[:kept]
                message[places] = vector[places].astype(np.float32)
                error[i] += news - message
                reference[i] += message
                total += weights[i] * message
                continue
            y = x.copy()
            for _ in range(steps):
                slope = gradient(i, y)
                if model["algorithm"] == "fedProx":
                    slope = slope + 0.1 * (y - x)
                if model["algorithm"] == "scaffold":
                    slope = slope + control - own[i]
                y = y - rate * slope
            if model["algorithm"] == "scaffold":
                change = -control - (y - x) / (steps * rate)
                own[i] += change
                turn += weights[i] * change
            total += weights[i] * (y - x)
        if model["algorithm"] == "compressed":
            estimate += total
            x = x - server_rate * estimate
        else:
            x = x + total
            control = control + turn
    return {"parameters": x}


if __name__ == "__main__":
    answer(PACKAGES, train)
