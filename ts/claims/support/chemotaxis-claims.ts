/** Claims about chemotaxis: orders of convergence to limit models, the critical mass, and the flux between cells. */

import { type ChemotaxisProblem, chemotaxisSync, type LimitModel } from '../../families/pde.js';
import type { Claim } from './claim.js';

const SOURCE = 'Bui, Huynh, Tang, Tran, arXiv 2508.01436, 2025';

const line = (n: number, value: (x: number) => number) =>
  Float64Array.from({ length: n }, (_, i) => value((i + 0.5) / n));

/** The intermediate time scales, halved. */
const SCALES = [0.1, 0.05, 0.025, 0.0125, 0.00625];

const start: Omit<ChemotaxisProblem, 'epsilon'> = {
  points: [64],
  density: line(64, (x) => 1 + 0.5 * Math.cos(Math.PI * x) + 0.25 * Math.cos(3 * Math.PI * x)),
  finalTime: 0.5,
  timeStep: 2.5e-4,
};

/** A start with signal and intermediate that do not belong to the density. */
const off = {
  ...start,
  signal: line(64, () => 0.5),
  intermediate: line(64, (x) => 1 + 0.5 * Math.cos(2 * Math.PI * x)),
};

/** Orders of the distances from a limit model, between neighboring time scales. */
function orders(problem: Omit<ChemotaxisProblem, 'epsilon'>, model: LimitModel) {
  const distances = SCALES.map((epsilon) => {
    const tau = model === 'direct' ? epsilon : 1;
    const [comparison] = chemotaxisSync({ ...problem, epsilon, tau, compare: [model] }).comparison ?? [];
    return comparison;
  });
  const of = (key: 'densityError' | 'signalError' | 'initialLayer') =>
    distances.slice(1).map((next, k) => Math.log2((distances[k]?.[key] ?? 0) / (next?.[key] ?? 1)));
  return { density: of('densityError'), signal: of('signalError'), layer: of('initialLayer') };
}

/** A spot of cells in the middle of a square. */
function spot(mass: number): Float64Array {
  const values = Float64Array.from({ length: 64 * 64 }, (_, k) => {
    const at = (index: number) => (index + 0.5) / 64 - 0.5;
    return Math.exp(-(at(k % 64) ** 2 + at(Math.floor(k / 64)) ** 2) / 0.02);
  });
  const total = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => (value * mass) / total);
}

export const chemotaxisClaims: readonly Claim[] = [
  {
    name: 'limit-off-manifold',
    claim:
      'From any start, the signal converges to the limit of fast signals with order 1/2 in space and time, but not uniformly in time',
    source: SOURCE,
    shown: {
      what: '64 cells, ε from 0.1 to 0.00625, a signal and an intermediate that do not belong to the density: orders between neighbors',
      budget: 0.5,
      measure(log) {
        const { signal, layer, density } = orders(off, 'parabolicElliptic');
        if (Math.max(...layer.map(Math.abs)) < 0.05) log('an initial layer that stays');
        return { signal, layer, density };
      },
    },
    gold: {
      signal: { near: [0.5, 0.5, 0.5, 0.5], absolute: 0.05 },
      layer: { near: [0, 0, 0, 0], absolute: 0.05 },
      density: { atLeast: 0.75 },
    },
    landmarks: ['an initial layer that stays'],
    verdict: 'holds',
  },
  {
    name: 'limit-on-manifold',
    claim:
      'From a start on the critical manifold, density and signal converge to the limit of fast signals with order 1',
    source: SOURCE,
    shown: {
      what: '64 cells, ε from 0.1 to 0.00625, signal and intermediate in equilibrium with the density: orders between neighbors',
      budget: 0.5,
      measure(log) {
        const { signal, density } = orders(start, 'parabolicElliptic');
        if (Math.min(...signal) > 0.9) log('order 1 of the signal');
        return { signal, density };
      },
    },
    gold: {
      signal: { near: [1, 1, 1, 1], absolute: 0.1 },
      density: { near: [1, 1, 1, 1], absolute: 0.1 },
    },
    landmarks: ['order 1 of the signal'],
    verdict: 'holds',
  },
  {
    name: 'limit-direct',
    claim:
      'If the diffusion of the intermediate vanishes with ε, density and signal converge to the direct model with order 1 from a start on the critical manifold',
    source: SOURCE,
    shown: {
      what: '64 cells, ε = τ from 0.1 to 0.00625, signal and intermediate in equilibrium with the density: orders between neighbors',
      budget: 0.5,
      measure(log) {
        const { signal, density } = orders(start, 'direct');
        if (Math.min(...signal, ...density) > 0.85) log('nearly order 1 of both');
        return { signal, density };
      },
    },
    gold: {
      signal: { near: [1, 1, 1, 1], absolute: 0.1 },
      density: { near: [1, 1, 1, 1], absolute: 0.1 },
    },
    landmarks: ['nearly order 1 of both'],
    verdict: 'holds in part',
    remark:
      'Orders vary between 0.88 and 1.35, because the density varies as 3 π x, and τ must be small beside that.',
  },
  {
    name: 'critical-mass',
    claim:
      'In the plane the direct model concentrates above the mass 8 π and spreads below, and the limit with an intermediate spreads above it too',
    source: 'Nagai, Adv. Math. Sci. Appl. 5, 1995, and Bui and others 2025',
    shown: {
      what: 'a spot on 64 x 64 cells of the unit square, mass 20 and 30, 400 steps of 2.5e-4: the share of the mass in one cell',
      budget: 4,
      measure(log) {
        const run = (mass: number, model: 'direct' | 'parabolicElliptic') => {
          const problem = { points: [64, 64], density: spot(mass), model, finalTime: 0.1, timeStep: 2.5e-4 };
          const { status, concentration } = chemotaxisSync(problem);
          if (status === 'concentrated') log(`${model}, mass ${mass}: concentrated`);
          return concentration[0] as number;
        };
        return {
          below: run(20, 'direct'),
          above: run(30, 'direct'),
          indirect: [run(20, 'parabolicElliptic'), run(30, 'parabolicElliptic')],
        };
      },
    },
    gold: { below: { atMost: 0.002 }, above: { atLeast: 0.1 }, indirect: { atMost: 0.002 } },
    landmarks: ['direct, mass 30: concentrated'],
    verdict: 'holds',
  },
  {
    name: 'exponential-flux',
    claim: 'Exponential fitting keeps equilibria exactly, upwind differences to first order',
    source: 'Scharfetter, Gummel, IEEE Trans. Electron Devices 16, 1969',
    shown: {
      what: 'the density exp(c) for the signal c = 3 cos(π x) that stays, 16, 32 and 64 cells: the largest relative change until time 10',
      budget: 0.3,
      measure(log) {
        const change = (n: number, flux: 'exponential' | 'upwind') => {
          const signal = line(n, (x) => 3 * Math.cos(Math.PI * x));
          const density = signal.map(Math.exp);
          const problem = { points: [n], density, signal, intermediate: 0, epsilon: 1e14, flux };
          const after = chemotaxisSync({ ...problem, finalTime: 10, timeStep: 0.1 }).density.data;
          return Math.max(...density.map((value, k) => Math.abs((after[k] as number) / value - 1)));
        };
        const [exponential, upwind] = (['exponential', 'upwind'] as const).map((flux) =>
          [16, 32, 64].map((n) => change(n, flux)),
        ) as [number[], number[]];
        if (Math.max(...exponential) < 1e-10) log('no change by exponential fitting');
        return {
          exponential,
          orders: upwind.slice(1).map((next, k) => Math.log2((upwind[k] as number) / next)),
        };
      },
    },
    gold: { exponential: { atMost: 1e-10 }, orders: { near: [1, 1], absolute: 0.25 } },
    landmarks: ['no change by exponential fitting'],
    verdict: 'holds',
  },
];
