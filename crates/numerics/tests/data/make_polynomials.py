"""Polynomials of the elementary functions in src/simd/arithmetic. Needs mpmath; run: python make_polynomials.py

Each is the interpolation at Chebyshev points, within a small factor of the best, and its coefficients are rounded to
doubles. Odd functions f are fitted as (f(x) / x - f'(0)) / x^2 in x^2, so that their error is relative near 0. Prints, for
each, the coefficients, lowest first, and the error before they are rounded.
"""

from mpmath import asin, atan, atanh, chebyfit, diff, digamma, erf, erfc, exp, findroot, mp, mpf, nstr, pi, sinh, sqrt, tanh

mp.prec = 250
# Below this square the quotients would cancel; their limit is taken.
TINY = mpf(10) ** -40


def rest_of_odd(function, slope):
    """(function(x) / x - slope) / x^2 in x^2."""
    limit = diff(function, 0, 3) / 6

    def rest(square):
        x = sqrt(square)
        return limit if square < TINY else (function(x) / x - slope) / square

    return rest


def scaled_erfc(t):
    """(1 + 2 x) exp(x^2) erfc(x) in t = (x - 4) / (x + 4)."""
    x = 4 * (1 + t) / (1 - t)
    return (1 + 2 * x) * exp(x * x) * erfc(x)


ROOT = findroot(digamma, mpf("1.4616"))


def digamma_slope(t):
    """digamma(x) / (x - ROOT) in t = x - 3/2."""
    x = t + mpf(3) / 2
    return digamma(x) / (x - ROOT)


POLYNOMIALS = [
    ("arc sine, |x| <= 1/2", rest_of_odd(asin, 1), 0, mpf(1) / 4, 13),
    ("arc tangent, |x| <= sqrt(2) - 1", rest_of_odd(atan, 1), 0, (sqrt(2) - 1) ** 2 + TINY, 12),
    ("hyperbolic sine, |x| <= 1", rest_of_odd(sinh, 1), 0, 1, 7),
    ("hyperbolic tangent, |x| <= 0.55", rest_of_odd(tanh, 1), 0, mpf("0.3025"), 12),
    ("twice the area hyperbolic tangent, |s| <= 1/3", rest_of_odd(lambda s: 2 * atanh(s), 2), 0, mpf(1) / 9, 10),
    ("error function, |x| <= 1", rest_of_odd(erf, 2 / sqrt(pi)), 0, 1, 12),
    ("scaled complementary error function, 0 <= x <= 28", scaled_erfc, -1, mpf(28 - 4) / (28 + 4), 24),
    ("digamma by the distance from its root, 1 <= x <= 2", digamma_slope, -mpf(1) / 2, mpf(1) / 2, 22),
]

for name, function, low, high, count in POLYNOMIALS:
    coefficients, error = chebyfit(function, [low, high], count, error=True)
    print(f"{name}: error {nstr(error, 3)}, rest of the first {float(coefficients[-1] - mpf(float(coefficients[-1])))!r}")
    print("    " + ",\n    ".join(repr(float(c)) for c in reversed(coefficients)))
print("2 / sqrt(pi) - 1:", repr(float(2 / sqrt(pi) - 1)))
print("root of digamma:", repr(float(ROOT)), "+", repr(float(ROOT - mpf(float(ROOT)))))
