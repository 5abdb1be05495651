/** The named systems once more, from their publications, with the parameters' customary values. */

import type { ode } from 'superlinear';

type Parameters = Readonly<Record<string, number>>;

interface Named {
  readonly defaults?: Parameters;
  slopes(parameters: Parameters, y: readonly number[]): readonly number[];
}

/** A system of a known number of unknowns. */
const system = (defaults: Parameters, slopes: (p: never, ...y: number[]) => number[]): Named => ({
  defaults,
  slopes: (parameters, y) => slopes(parameters as never, ...y),
});

type Of<Names extends string> = Readonly<Record<Names, number>>;

export const NAMED: Readonly<Record<ode.NamedSystem, Named>> = {
  lorenz: system(
    { sigma: 10, rho: 28, beta: 8 / 3 },
    ({ sigma, rho, beta }: Of<'sigma' | 'rho' | 'beta'>, x = 0, y = 0, z = 0) => [
      sigma * (y - x),
      x * (rho - z) - y,
      x * y - beta * z,
    ],
  ),
  roessler: system({ a: 0.2, b: 0.2, c: 5.7 }, ({ a, b, c }: Of<'a' | 'b' | 'c'>, x = 0, y = 0, z = 0) => [
    -y - z,
    x + a * y,
    b + z * (x - c),
  ]),
  lorenz96: {
    defaults: { forcing: 8 },
    slopes: ({ forcing = 0 }, y) =>
      y.map((own, i) => {
        const other = (shift: number) => y[(i + shift + y.length) % y.length] as number;
        return (other(1) - other(-2)) * other(-1) - own + forcing;
      }),
  },
  vanDerPol: system({ mu: 1 }, ({ mu }: Of<'mu'>, x = 0, v = 0) => [v, mu * (1 - x ** 2) * v - x]),
  robertson: system(
    { k1: 0.04, k2: 3e7, k3: 1e4 },
    ({ k1, k2, k3 }: Of<'k1' | 'k2' | 'k3'>, a = 0, b = 0, c = 0) => [
      -k1 * a + k3 * b * c,
      k1 * a - k2 * b ** 2 - k3 * b * c,
      k2 * b ** 2,
    ],
  ),
  lotkaVolterra: system(
    { alpha: 1.5, beta: 1, gamma: 3, delta: 1 },
    ({ alpha, beta, gamma, delta }: Of<'alpha' | 'beta' | 'gamma' | 'delta'>, x = 0, y = 0) => [
      alpha * x - beta * x * y,
      delta * x * y - gamma * y,
    ],
  ),
  brusselator: system({ a: 1, b: 3 }, ({ a, b }: Of<'a' | 'b'>, u = 0, v = 0) => [
    a + u ** 2 * v - (b + 1) * u,
    b * u - u ** 2 * v,
  ]),
  brusselatorDiffusion: {
    defaults: { a: 1, b: 3, diffusion: 0.02 },
    slopes: ({ a = 0, b = 0, diffusion = 0 }, y) => {
      const points = y.length / 2;
      const at = (k: number, i: number) =>
        i < 0 || i >= points ? (k === 0 ? a : b / a) : (y[2 * i + k] as number);
      return y.map((own, place) => {
        const [k, i] = [place % 2, Math.floor(place / 2)];
        const [u, v] = [at(0, i), at(1, i)];
        const rate = k === 0 ? a + u ** 2 * v - (b + 1) * u : b * u - u ** 2 * v;
        return rate + diffusion * (points + 1) ** 2 * (at(k, i - 1) - 2 * own + at(k, i + 1));
      });
    },
  },
  oregonator: system(
    { s: 77.27, w: 0.161, q: 8.375e-6 },
    ({ s, w, q }: Of<'s' | 'w' | 'q'>, x = 0, y = 0, z = 0) => [
      s * (y + x * (1 - q * x - y)),
      (z - (1 + x) * y) / s,
      w * (x - z),
    ],
  ),
  hires: {
    slopes: (_, y) => {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = y;
      return [
        -1.71 * a + 0.43 * b + 8.32 * c + 0.0007,
        1.71 * a - 8.75 * b,
        -10.03 * c + 0.43 * d + 0.035 * e,
        8.32 * b + 1.71 * c - 1.12 * d,
        -1.745 * e + 0.43 * f + 0.43 * g,
        -280 * f * h + 0.69 * d + 1.71 * e - 0.43 * f + 0.69 * g,
        280 * f * h - 1.81 * g,
        -280 * f * h + 1.81 * g,
      ];
    },
  },
  arenstorf: system({ mu: 0.012277471 }, ({ mu }: Of<'mu'>, x = 0, y = 0, u = 0, v = 0) => {
    const [earth, moon] = [Math.hypot(x + mu, y) ** 3, Math.hypot(x - 1 + mu, y) ** 3];
    return [
      u,
      v,
      x + 2 * v - ((1 - mu) * (x + mu)) / earth - (mu * (x - 1 + mu)) / moon,
      y - 2 * u - ((1 - mu) * y) / earth - (mu * y) / moon,
    ];
  }),
  fitzHughNagumo: system(
    { current: 0.5, a: 0.7, b: 0.8, tau: 12.5 },
    ({ current, a, b, tau }: Of<'current' | 'a' | 'b' | 'tau'>, v = 0, w = 0) => [
      v - v ** 3 / 3 - w + current,
      (v + a - b * w) / tau,
    ],
  ),
  henonHeiles: system({}, (_: never, x = 0, y = 0, u = 0, v = 0) => [
    u,
    v,
    -x - 2 * x * y,
    -y - x ** 2 + y ** 2,
  ]),
  sir: system({ beta: 0.4, gamma: 0.1 }, ({ beta, gamma }: Of<'beta' | 'gamma'>, s = 0, i = 0) => [
    -beta * s * i,
    beta * s * i - gamma * i,
    gamma * i,
  ]),
};
