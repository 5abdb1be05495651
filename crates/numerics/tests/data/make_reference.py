"""Reference values of elementary functions in exponential.txt, logarithm.txt and elementary.txt. Needs mpmath; run: python make_reference.py

Each line has the bits of an argument, the bits of the correctly rounded result, and how far the exact result lies above
that in thousandths of an ulp, so that errors can be measured to a fraction of an ulp. In elementary.txt the name of the function
comes first, and atan2 has two arguments.
"""

import math
import random
import struct
from pathlib import Path

import mpmath
from mpmath import exp, floor, log, mp, mpf

mp.prec = 300
FOLDER = Path(__file__).parent


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def double(b):
    return struct.unpack("<d", struct.pack("<Q", b))[0]


def rounded(exact):
    """The nearest double, also where mpmath's own conversion would round twice."""
    unit = mpf(2) ** max(math.floor(mp.log(abs(exact), 2)) - 52, -1074)
    return float(floor(exact / unit + mpf(1) / 2) * unit)


def line(function, *arguments):
    exact = function(*map(mpf, arguments))
    result = rounded(exact) if exact else 0.0
    above = (exact - mpf(result)) / mpf(math.ulp(result))
    return " ".join(f"{bits(x):016x}" for x in [*arguments, result]) + f" {int(mp.nint(1000 * above))}\n"


def write(name, function, arguments):
    with open(FOLDER / name, "w") as file:
        file.writelines(line(function, x) for x in arguments)


def neighbors(x):
    return [math.nextafter(x, -math.inf), x, math.nextafter(x, math.inf)]


# Results below 1.5 * 2^-1022 are 0 by design; the first argument kept is the first above the logarithm of that.
SMALLEST = float(log(mpf(3) / 2 * mpf(2) ** -1022)) + 2e-13
LARGEST = 709.782712893384

random.seed(20240501)
arguments = [random.uniform(SMALLEST, LARGEST) for _ in range(1500)]
arguments += [random.uniform(-40, 40) for _ in range(500)]
arguments += [random.choice([-1, 1]) * 2.0 ** random.uniform(-60, 0) for _ in range(400)]
# The ends of the intervals of reduction, where the polynomial's argument is largest.
arguments += [float(k * log(2) + log(mpf(3) / 2)) + random.uniform(-1e-9, 1e-9) for k in range(-1020, 1023, 5)]
for special in [SMALLEST + 1e-12, math.nextafter(LARGEST, 0), 0.0, 1.0, -1.0, 5e-324, -5e-324, 2.0**-53, 2.0**-54]:
    arguments += neighbors(special)
# The worst in 7 * 10^7 random points, with and without fused multiply-add.
arguments += [160.52242849323326, 628.38413222087763, -104.99445660273568, 152.1954470282276]
write("exponential.txt", exp, arguments)

arguments = [double(random.randrange(bits(2.0**-1022), bits(math.inf))) for _ in range(1500)]
arguments += [random.uniform(0.5, 2.0) for _ in range(1000)]
arguments += [1 + random.choice([-1, 1]) * 2.0 ** random.uniform(-50, -2) for _ in range(400)]
arguments += [double(random.randrange(1, bits(2.0**-1022))) for _ in range(100)]
arguments += [2.0**k * math.sqrt(0.5) for k in range(-1000, 1001, 20)]
for special in [1.0, 2.0**-1022, 2.0, math.sqrt(2), math.e]:
    arguments += neighbors(special)
arguments += [5e-324, math.nextafter(math.inf, 0), 0.7045583653903172, 1.403210866149686]
write("logarithm.txt", log, arguments)


def uniform(low, high):
    return lambda: random.uniform(low, high)


def of_any_size(low, high):
    """With exponents of 2 between these, and either sign."""
    return lambda: random.choice([-1, 1]) * 2.0 ** random.uniform(low, high)


def near_multiples(unit, largest):
    """The doubles nearest to multiples of `unit`, up to `largest`: what a reduction has to cancel most for."""
    return lambda: float(random.randint(-largest, largest) * unit)


TRIGONOMETRIC = [of_any_size(-50, 20), uniform(-8, 8), uniform(-(2.0**20), 2.0**20), near_multiples(mp.pi / 4, 1300000)]
HYPERBOLIC = [of_any_size(-60, 9), uniform(-2, 2), uniform(-700, 700)]
ELEMENTARY = {
    "expm1": (mpmath.expm1, [of_any_size(-60, 5), uniform(-2, 2), uniform(-40, 709)]),
    # More digits, since mpmath's own log1p may lose some.
    "log1p": (lambda x: log(1 + x), [of_any_size(-60, -1), uniform(-0.99, 3), lambda: 2.0 ** random.uniform(-3, 1000)]),
    "sin": (mpmath.sin, TRIGONOMETRIC),
    "cos": (mpmath.cos, TRIGONOMETRIC),
    "tan": (mpmath.tan, TRIGONOMETRIC),
    "asin": (mpmath.asin, [of_any_size(-50, 0), uniform(-1, 1), lambda: 1 - 2.0 ** random.uniform(-50, -1)]),
    "acos": (mpmath.acos, [of_any_size(-50, 0), uniform(-1, 1), lambda: 1 - 2.0 ** random.uniform(-50, -1)]),
    "atan": (mpmath.atan, [of_any_size(-60, 60), uniform(-3, 3)]),
    "sinh": (mpmath.sinh, HYPERBOLIC),
    "cosh": (mpmath.cosh, HYPERBOLIC),
    "tanh": (mpmath.tanh, [of_any_size(-60, 4), uniform(-2, 2)]),
    "erf": (mpmath.erf, [of_any_size(-60, 2), uniform(-3, 3)]),
    "erfc": (mpmath.erfc, [of_any_size(-60, 2), uniform(-1, 3), uniform(0, 26)]),
    "normal_distribution": (
        lambda x: mpmath.erfc(-x / mpmath.sqrt(2)) / 2,
        [of_any_size(-60, 2), uniform(-3, 3), uniform(-37, 0)],
    ),
    "sigmoid": (lambda x: 1 / (1 + exp(-x)), [of_any_size(-60, 5), uniform(-3, 3), uniform(-700, 0)]),
    "softplus": (lambda x: log(1 + exp(x)), [of_any_size(-60, 5), uniform(-3, 3), uniform(-700, 0)]),
}
# Near 0 the arguments of the logarithms differ little from 1: 200 bits suffice.
BY_LOGARITHM = {
    "log2": (lambda x: log(x) / log(2), [lambda: 2.0 ** random.uniform(-1074, 1023), uniform(0.5, 2)]),
    "log10": (lambda x: log(x) / log(10), [lambda: 2.0 ** random.uniform(-1074, 1023), uniform(0.5, 2)]),
    "cbrt": (lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), [of_any_size(-1074, 1023), uniform(-8, 8)]),
    "asinh": (mpmath.asinh, [of_any_size(-50, 60), uniform(-3, 3), of_any_size(60, 1023)]),
    "acosh": (mpmath.acosh, [lambda: 1 + 2.0 ** random.uniform(-50, 60), lambda: 2.0 ** random.uniform(60, 1023)]),
    "atanh": (mpmath.atanh, [of_any_size(-50, 0), uniform(-1, 1), lambda: 1 - 2.0 ** random.uniform(-50, -1)]),
}
# Near the roots of ln gamma and digamma, and near the poles.
OF_GAMMA = [
    uniform(0, 15),
    lambda: 2.0 ** random.uniform(-60, 100),
    lambda: random.choice([1.0, 1.4616321449683622, 2.0]) + of_any_size(-50, -3)(),
    uniform(-30, 0),
    lambda: random.randint(-9, 0) - 2.0 ** random.uniform(-40, -1),
]

random.seed(20240502)
with open(FOLDER / "elementary.txt", "w") as file:

    def write_lines(name, function, draw):
        file.writelines(f"{name} " + line(function, *draw()) for _ in range(150))

    # So that the sums with 1 are exact enough at both ends of the range.
    mp.prec = 1400
    for name, (function, draws) in ELEMENTARY.items():
        write_lines(name, function, lambda draws=draws: [random.choice(draws)()])
    draw = of_any_size(-20, 20)
    write_lines("atan2", mpmath.atan2, lambda: [draw(), draw()])
    mp.prec = 200
    for name, (function, draws) in BY_LOGARITHM.items():
        write_lines(name, function, lambda draws=draws: [random.choice(draws)()])
    draw = of_any_size(-1000, 1000)
    write_lines("hypot", mpmath.hypot, lambda: [x := draw(), x * 2.0 ** random.uniform(-20, 0)])
    write_lines("log_gamma", lambda x: mpmath.loggamma(x).real, lambda: [random.choice(OF_GAMMA)()])
    write_lines("polygamma", lambda n, x: mpmath.psi(int(n), x), lambda: [random.randint(0, 2), random.choice(OF_GAMMA)()])
