"""Minimax coefficients of the exponential in src/simd/arithmetic/exponential.rs. Needs mpmath; run: python make_coefficients.py

exp(r) = 1 + r + r^2 q(r) on [ln(3/4), ln(3/2)], with q of degree 9 by Remez exchange on the relative error of exp(r).
The constant of q is rounded to a double first, and the others are computed again to make up for that; their own
rounding hardly matters. Prints the coefficients of q, lowest first, and the largest relative errors.
"""

from mpmath import cos, exp, factorial, linspace, log, lu_solve, matrix, mp, mpf, nstr, pi

mp.prec = 200
DEGREE = 9
# A little wider, since the reduced argument may overshoot by its rounding. No point of the grid is 0.
SLACK = mpf(2) ** -40
LOW, HIGH = log(mpf(3) / 4) - SLACK, log(mpf(3) / 2) + SLACK
GRID = list(linspace(LOW, HIGH, 4000))
# (exp(r) - 1 - r) / r^2, by its series, since the difference cancels.
QUOTIENT = {r: sum(r**k / factorial(k + 2) for k in range(40)) for r in GRID}


def error(q, r):
    return r**2 * (sum(c * r**k for k, c in enumerate(q)) - QUOTIENT[r]) / exp(r)


def extrema(q, count):
    """Where the error is largest in each run of one sign. Of too many runs the outer ones with less error go."""
    runs = [[]]
    for r in GRID:
        size = error(q, r)
        if runs[-1] and (runs[-1][-1][1] > 0) != (size > 0):
            runs.append([])
        runs[-1].append((r, size))
    peaks = [max(run, key=lambda point: abs(point[1])) for run in runs]
    while len(peaks) > count:
        peaks.pop(0 if abs(peaks[0][1]) < abs(peaks[-1][1]) else -1)
    return peaks


def remez(fixed):
    """The best q that begins with the `fixed` coefficients."""
    count = DEGREE + 2 - len(fixed)
    chebyshev = [-cos(pi * (2 * k + 1) / (2 * count)) for k in range(count)]
    nodes = [min(GRID, key=lambda r: abs(r - (LOW + HIGH + (HIGH - LOW) * t) / 2)) for t in chebyshev]
    for _ in range(30):
        free = range(len(fixed), DEGREE + 1)
        rows = [[r**k for k in free] + [(-1) ** i * exp(r) / r**2] for i, r in enumerate(nodes)]
        right = [QUOTIENT[r] - sum(c * r**k for k, c in enumerate(fixed)) for r in nodes]
        q = fixed + list(lu_solve(matrix(rows), matrix(right)))[:-1]
        peaks = extrema(q, count)
        assert len(peaks) == count, "the error alternates"
        sizes = [abs(size) for _, size in peaks]
        if max(sizes) < min(sizes) * mpf("1.01"):
            return q
        nodes = [r for r, _ in peaks]
    raise ArithmeticError("no convergence")


def largest_error(q):
    return nstr(max(abs(error(q, r)) for r in GRID), 4)


best = remez([])
partly = remez([mpf(float(best[0]))])
rounded = [mpf(float(c)) for c in partly]
print("\n".join(repr(float(c)) for c in rounded))
print("best", largest_error(best), "constant rounded", largest_error(partly), "all rounded", largest_error(rounded))
