// Differential equations of the benchmarks, with references of higher accuracy on which two methods agree to 12 digits.

import { ode } from 'superlinear';

/** A field, an interval and the state at its end. */
export interface Equations {
  /** The field, as a formula or by name. */
  readonly field?: { readonly formula: string; readonly inputs: Readonly<Record<string, number>> };
  readonly system?: ode.NamedSystem;
  readonly initial: readonly number[];
  readonly end: number;
  /** The absolute tolerance and the unit of the error, relative to the relative tolerance. */
  readonly scale: number;
  readonly reference: readonly number[];
  readonly isStiff: boolean;
}

/** Points of the Brusselator with diffusion; its state has two entries for each. */
const POINTS = 250;

const wave = Array.from({ length: 2 * POINTS }, (_, i) =>
  i % 2 === 0 ? 1 + Math.sin((2 * Math.PI * (i / 2 + 1)) / (POINTS + 1)) : 3,
);

/** The state of the wave at 10, which has no closed form; SciPy's Radau at 1e-11 agrees to 9 digits. */
let ofWave: readonly number[] | undefined;
function referenceOfWave(): readonly number[] {
  ofWave ??= Array.from(
    ode.solveSync({
      system: 'brusselatorDiffusion',
      initial: wave,
      times: [10],
      method: 'radau',
      tolerance: 1e-12,
      absoluteTolerance: 1e-13,
      estimateError: false,
    }).states.data,
  );
  return ofWave;
}

const hires = `[-1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007, 1.71 * y[0] - 8.75 * y[1], -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4],
  8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3], -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6],
  -280 * y[5] * y[7] + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6], 280 * y[5] * y[7] - 1.81 * y[6],
  -280 * y[5] * y[7] + 1.81 * y[6]]`;

export const workloads = {
  lorenz: {
    field: {
      formula: '[10 * (y[1] - y[0]), y[0] * (28 - y[2]) - y[1], y[0] * y[1] - 8 / 3 * y[2]]',
      inputs: { y: 3 },
    },
    initial: [1, 1, 1],
    end: 10,
    scale: 1e-3,
    reference: [-4.902687541134641, -3.743872921802933, 24.69085810279052],
    isStiff: false,
  },
  hires: {
    field: { formula: hires, inputs: { y: 8 } },
    initial: [1, 0, 0, 0, 0, 0, 0, 0.0057],
    end: 321.8122,
    scale: 1e-4,
    reference: [
      0.0007371312573325668, 0.0001442485726316185, 5.888729740967575e-5, 0.001175651343283149,
      0.002386356198831331, 0.006238968252742796, 0.002849998395185769, 0.002850001604814231,
    ],
    isStiff: true,
  },
  robertson: {
    field: {
      formula:
        '[-0.04 * y[0] + 1e4 * y[1] * y[2], 0.04 * y[0] - 1e4 * y[1] * y[2] - 3e7 * y[1]^2, 3e7 * y[1]^2]',
      inputs: { y: 3 },
    },
    initial: [1, 0, 0],
    end: 40,
    scale: 1e-6,
    reference: [0.71582706871941, 9.1855347645578e-6, 0.28416374574583],
    isStiff: true,
  },
  robertsonLong: {
    system: 'robertson',
    initial: [1, 0, 0],
    end: 1e11,
    scale: 1e-8,
    reference: [2.0833401497012e-8, 8.3333607703347e-14, 0.9999999791665],
    isStiff: true,
  },
  oregonator: {
    field: {
      formula:
        '[77.27 * (y[1] + y[0] * (1 - 8.375e-6 * y[0] - y[1])), (y[2] - (1 + y[0]) * y[1]) / 77.27, 0.161 * (y[0] - y[2])]',
      inputs: { y: 3 },
    },
    initial: [1, 2, 3],
    end: 360,
    scale: 1e-4,
    reference: [1.0008148703185, 1228.1785215499, 132.05549428465],
    isStiff: true,
  },
  brusselator: {
    system: 'brusselatorDiffusion',
    initial: wave,
    end: 10,
    scale: 1e-2,
    get reference() {
      return referenceOfWave();
    },
    isStiff: true,
  },
  vanDerPol: {
    field: { formula: '[y[1], ((1 - y[0]^2) * y[1] - y[0]) * 1e6]', inputs: { y: 2 } },
    initial: [2, 0],
    end: 11,
    scale: 1e-3,
    reference: [-1.5901505448291, 1.0402793892124],
    isStiff: true,
  },
} satisfies Readonly<Record<string, Equations>>;

export type Workload = keyof typeof workloads;

/** The problem with this tolerance, for one integration without an estimate of the error. */
export const problemOf = (
  { field, system, initial, end, scale }: Equations,
  tolerance: number,
): ode.SolveExpressionsProblem => ({
  ...(field && { field }),
  ...(system && { system }),
  initial,
  times: [end],
  tolerance,
  absoluteTolerance: tolerance * scale,
  estimateError: false,
});

/** The error at the end: the root of the mean of squares, relative to the size of each entry plus the scale. */
export function errorOf({ reference, scale }: Equations, state: ArrayLike<number>): number {
  const squares = reference.map((y, i) => (((state[i] as number) - y) / (scale + Math.abs(y))) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / reference.length);
}
