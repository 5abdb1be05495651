"""Reference values of exp and ln in exponential.txt and logarithm.txt. Needs mpmath; run: python make_reference.py

Each line has the bits of an argument, the bits of the correctly rounded result, and how far the exact result lies above
that in thousandths of an ulp, so that errors can be measured to a fraction of an ulp.
"""

import math
import random
import struct
from pathlib import Path

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


def write(name, function, arguments):
    with open(FOLDER / name, "w") as file:
        for x in arguments:
            exact = function(mpf(x))
            result = rounded(exact) if exact else 0.0
            above = (exact - mpf(result)) / mpf(math.ulp(result))
            file.write(f"{bits(x):016x} {bits(result):016x} {int(mp.nint(1000 * above))}\n")


def neighbours(x):
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
    arguments += neighbours(special)
# The worst in 7 * 10^7 random points, with and without fused multiply-add.
arguments += [160.52242849323326, 628.38413222087763, -104.99445660273568, 152.1954470282276]
write("exponential.txt", exp, arguments)

arguments = [double(random.randrange(bits(2.0**-1022), bits(math.inf))) for _ in range(1500)]
arguments += [random.uniform(0.5, 2.0) for _ in range(1000)]
arguments += [1 + random.choice([-1, 1]) * 2.0 ** random.uniform(-50, -2) for _ in range(400)]
arguments += [double(random.randrange(1, bits(2.0**-1022))) for _ in range(100)]
arguments += [2.0**k * math.sqrt(0.5) for k in range(-1000, 1001, 20)]
for special in [1.0, 2.0**-1022, 2.0, math.sqrt(2), math.e]:
    arguments += neighbours(special)
arguments += [5e-324, math.nextafter(math.inf, 0), 0.7045583653903172, 1.403210866149686]
write("logarithm.txt", log, arguments)
