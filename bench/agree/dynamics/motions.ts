// Series and exponents of systems, delay vectors, and maps with hinges against NumPy.

import { dynamics } from 'superlinear';
import {
  certifyAnalyze,
  certifyEmbed,
  certifyLyapunovExponents,
  certifyReconstruct,
  certifySimulate,
} from '../../../test/certificates/dynamics-systems.js';
import { at, largest } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

/** A map or a flow whose rule has constants, linear and quadratic terms: `[i, j, k, c]` adds `c x[j] x[k]` to entry `i`. */
interface Quadratic {
  readonly kind: 'map' | 'field';
  readonly constant: number[];
  readonly linear: number[][];
  readonly terms: number[][];
  readonly initial: number[];
  readonly step: number;
  readonly substeps: number;
  readonly rows: number;
  /** A system with a name, in place of the formula. */
  readonly named?: { readonly system: dynamics.SystemName; readonly parameters: Record<string, number> };
}

const drawn =
  (kind: Quadratic['kind'], size: number) =>
  (random: Random): Quadratic => {
    const n = random.integer(1, 4);
    return {
      kind,
      constant: random.list(n, () => 0.3 * random.normal()),
      linear: random.matrix(n, n, () => size * random.normal()),
      terms: Array.from({ length: random.integer(0, 4) }, () => [
        random.integer(0, n - 1),
        random.integer(0, n - 1),
        random.integer(0, n - 1),
        0.3 * size * random.normal(),
      ]),
      initial: random.list(n, () => random.normal()),
      step: random.pick([0.01, 0.05, 0.1]),
      substeps: random.integer(1, 3),
      rows: random.integer(20, 40),
    };
  };

/** The map of Hénon and the flow of Lorenz with other parameters. */
const named = (random: Random): Quadratic => {
  const shared = { step: 0.01, substeps: random.integer(1, 3), rows: 40 };
  if (random.chance(0.5)) {
    const [a, b] = [1 + 0.4 * random.uniform(), 0.3 * random.uniform()];
    return {
      ...shared,
      kind: 'map',
      constant: [1, 0],
      linear: [
        [0, 1],
        [b, 0],
      ],
      terms: [[0, 0, 0, -a]],
      initial: [0.1 * random.normal(), 0.1 * random.normal()],
      named: { system: 'henon', parameters: { a, b } },
    };
  }
  const [sigma, rho, beta] = [5 + 10 * random.uniform(), 40 * random.uniform(), 1 + 3 * random.uniform()];
  return {
    ...shared,
    kind: 'field',
    constant: [0, 0, 0],
    linear: [
      [-sigma, sigma, 0],
      [rho, -1, 0],
      [0, 0, -beta],
    ],
    terms: [
      [1, 0, 2, -1],
      [2, 0, 1, 1],
    ],
    initial: random.list(3, () => 5 * random.normal()),
    named: { system: 'lorenz', parameters: { sigma, rho, beta } },
  };
};

/** The system of a problem. */
function systemOf({ kind, constant, linear, terms, initial, step, substeps, named: own }: Quadratic) {
  const flow = kind === 'field' ? { step, substeps } : {};
  if (own !== undefined) return { ...own, ...flow, initial };
  const name = kind === 'map' ? 'x' : 'y';
  const entries = constant.map((value, i) =>
    [
      `(${value})`,
      ...(linear[i] as number[]).map((factor, j) => `(${factor}) * ${name}[${j}]`),
      ...terms.filter(([row]) => row === i).map(([, j, k, c]) => `(${c}) * ${name}[${j}] * ${name}[${k}]`),
    ].join(' + '),
  );
  const formula = { formula: `[${entries.join(', ')}]`, inputs: { [name]: constant.length } };
  return { [kind]: formula, ...flow, initial };
}

const MOTIONS = { maps: drawn('map', 0.6), fields: drawn('field', 1), growing: drawn('map', 2), named };

const MOTION_CODES = ['kind', 'terms', 'step', 'substeps', 'rows', 'named'];

type Motion = Reply & {
  readonly states: number[][];
  readonly slack: number[];
  readonly exponents: number[];
  readonly spread: number;
};

interface Delays {
  readonly series: number[];
  readonly maxDelay: number;
  readonly maxDimension: number;
}

/** A wave with noise, or a process with memory. */
const scalar =
  (noise: number, memory: number) =>
  (random: Random): Delays => {
    const [rows, frequency] = [random.integer(60, 300), 0.05 + 0.6 * random.uniform()];
    let state = 0;
    const series = random
      .list(rows, () => random.normal())
      .map((error, t) => {
        state = memory * state + error;
        return Math.sin(frequency * t) + 0.4 * Math.sin(1.7 * frequency * t) + noise * state;
      });
    return { series, maxDelay: random.integer(3, 20), maxDimension: random.integer(2, 5) };
  };

interface Hinged {
  readonly linear: number[][];
  readonly offset: number[];
  readonly weights: number[][];
  readonly directions: number[][];
  readonly thresholds: number[];
  readonly initial: number[];
}

const hinged =
  (size: number) =>
  (random: Random): Hinged => {
    const [n, pieces] = [random.integer(1, 3), random.integer(1, 3)];
    return {
      linear: random.matrix(n, n, () => size * random.normal()),
      offset: random.list(n, () => random.normal()),
      weights: random.matrix(n, pieces, () => 0.5 * size * random.normal()),
      directions: random.matrix(pieces, n, () => random.normal()),
      thresholds: random.list(pieces, () => random.normal()),
      initial: random.list(n, () => random.normal()),
    };
  };

interface Rows {
  readonly series: number[][];
}

/** Rows of a stable linear process with noise. */
const linearRows = (random: Random): Rows => {
  const [n, count] = [random.integer(1, 3), random.integer(60, 150)];
  const matrix = random.matrix(n, n, () => (0.8 / Math.sqrt(n)) * (2 * random.uniform() - 1));
  let row = random.list(n, () => random.normal());
  return {
    series: Array.from({ length: count }, () => {
      row = matrix.map((factors) => factors.reduce((sum, a, j) => sum + a * at(row, j), random.normal()));
      return row;
    }),
  };
};

/** Chaotic rows of a map of Lozi that stay bounded, in other coordinates: of a cycle, few rows would differ. */
const loziRows = (random: Random): Rows => {
  for (;;) {
    const [a, b] = [1.55 + 0.2 * random.uniform(), 0.3 + 0.15 * random.uniform()];
    const [angle, scale] = [2 * Math.PI * random.uniform(), random.decade(-2, 2)];
    const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
    let [x, y] = [0.1, 0.1];
    const series: number[][] = [];
    for (let t = 0; t < 450; t++) {
      [x, y] = [1 - a * Math.abs(x) + y, b * x];
      if (t >= 50) series.push([cos * x - sin * y, sin * x + cos * y]);
    }
    if (series.every((row) => row.every((entry) => Math.abs(entry) < 10 * scale))) return { series };
  }
};

type Regions = Reply & {
  readonly regions: {
    readonly matrix: number[][];
    readonly point: number[];
    readonly condition: number;
    readonly moduli: number[];
  }[];
};

export const motions = [
  subject<Quadratic, dynamics.SimulateSolution, Motion>({
    method: 'simulate',
    kinds: MOTIONS,
    codes: MOTION_CODES,
    peer: 'motion',
    pose: (model) => ({ ...systemOf(model), length: model.rows }),
    solve: (problem, options) => dynamics.simulateSync(problem as dynamics.SimulateProblem, options),
    *judge({ constant, rows }, { solution }, { states, slack }) {
      // From slightly other initial states the series may leave its bounds in another row.
      if (solution === undefined || slack.length !== states.length) return;
      yield* compareFigures('the number of rows', solution.series.rows, states.length, 0);
      const expected = states.length === rows ? 'finished' : 'unbounded';
      if (solution.status !== expected)
        yield {
          cause: `${solution.status} where the peer says ${expected}`,
          detail: `${states.length} rows`,
        };
      for (const [t, row] of states.entries())
        for (const [j, value] of row.entries()) {
          const own = solution.series.data[t * constant.length + j] ?? Number.NaN;
          yield* compareFigures('a state', own, value, 1e-3 * at(slack, t) + 1e-12 * (1 + Math.abs(value)));
        }
    },
    certify: (problem, solution) => {
      const { status } = solution as dynamics.SimulateSolution;
      if (status === 'finished')
        certifySimulate(problem as dynamics.SimulateProblem, solution as dynamics.SimulateSolution);
    },
  }),
  subject<Quadratic, dynamics.LyapunovExponentsSolution, Motion>({
    method: 'lyapunovExponents',
    kinds: MOTIONS,
    codes: MOTION_CODES,
    peer: 'motion',
    pose: (model) => ({ ...systemOf(model), length: model.rows, transient: 0 }),
    solve: (problem, options) =>
      dynamics.lyapunovExponentsSync(problem as dynamics.LyapunovExponentsProblem, options),
    *judge({ rows }, { solution }, { states, slack, exponents, spread }) {
      if (solution === undefined || slack.length !== states.length) return;
      const isBounded = exponents.length > 0;
      if (isBounded !== (solution.status === 'finished'))
        yield {
          cause: `${solution.status} where the peer is ${isBounded ? '' : 'not '}bounded`,
          detail: `${rows} rows`,
        };
      if (!isBounded || solution.status !== 'finished') return;
      // The last vectors of strong contraction are rounding alone, and growth is cut off there.
      for (const [k, value] of exponents.entries())
        if (value > -20)
          yield* compareFigures('an exponent', at(solution.exponents, k), value, 1e-3 * spread + 1e-7);
    },
    certify: (problem, solution) => {
      if (solution.status === 'finished')
        certifyLyapunovExponents(problem as dynamics.LyapunovExponentsProblem, solution);
    },
  }),
  subject<Delays, dynamics.EmbedSolution, Reply & { readonly information: number[]; readonly delay: number }>(
    {
      method: 'embed',
      kinds: { waves: scalar(0, 0), noisy: scalar(0.2, 0), processes: scalar(1, 0.8) },
      codes: ['maxDelay', 'maxDimension'],
      peer: 'delays',
      solve: (problem, options) => dynamics.embedSync(problem as dynamics.EmbedProblem, options),
      certify: certifyEmbed as (problem: object, solution: dynamics.EmbedSolution) => void,
      *judge({ series }, { solution }, { information, delay }) {
        if (solution === undefined) return;
        for (const [k, value] of Array.from(solution.mutualInformation ?? []).entries())
          yield* compareFigures('mutual information', value, at(information, k), 1e-10);
        // Minima that differ from their neighbors by rounding may count on one side alone.
        const isSharp = information.every(
          (value, k) => k === 0 || Math.abs(value - at(information, k - 1)) > 1e-10,
        );
        // Delays up to a tenth of the rows count.
        if (delay > 0 && delay < Math.floor(series.length / 10) && isSharp)
          yield* compareFigures('the delay', solution.delay, delay, 0);
      },
    },
  ),
  subject<Hinged, dynamics.AnalyzeSolution, Regions>({
    method: 'analyze',
    kinds: { contracting: hinged(0.3), usual: hinged(0.7), growing: hinged(1.5) },
    peer: 'regions',
    axes: [
      ['linear', 'linear.*', 'offset', 'weights', 'directions.*', 'initial'],
      ['weights.*', 'directions', 'thresholds'],
    ],
    pose: (model) => ({ model, length: 300, transient: 20, maxPeriod: 4 }),
    solve: (problem, options) => dynamics.analyzeSync(problem as dynamics.AnalyzeProblem, options),
    certify: certifyAnalyze as (problem: object, solution: dynamics.AnalyzeSolution) => void,
    *judge({ offset }, { solution }, { regions }) {
      for (const region of solution?.regions ?? []) {
        const theirs = regions[region.code] as Regions['regions'][number];
        for (const [k, value] of theirs.matrix.flat().entries())
          yield* compareFigures('a matrix', at(region.matrix.data, k), value, 1e-13 * (1 + Math.abs(value)));
        const moduli = Array.from(region.eigenvalues, (x, k) => Math.hypot(x, at(region.imaginary, k)));
        // Eigenvalues of multiplicity m move by the m-th root of rounding.
        for (const [k, value] of theirs.moduli.entries())
          yield* compareFigures('a modulus', at(moduli, k), value, 1e-5 * (1 + at(theirs.moduli, 0)));
        if (theirs.point.length === 0 || region.fixedPoint === undefined) continue;
        const size = largest([...theirs.point, ...offset].map(Math.abs));
        for (const [k, value] of theirs.point.entries())
          yield* compareFigures(
            'a fixed point',
            at(region.fixedPoint, k),
            value,
            1e-13 * theirs.condition * (1 + size),
          );
      }
    },
  }),
  subject<
    Rows,
    dynamics.ReconstructSolution,
    Reply & { readonly linear: number[][]; readonly offset: number[]; readonly residual: number }
  >({
    method: 'reconstruct',
    kinds: { linear: linearRows, 'one hinge': loziRows },
    axes: [['series']],
    peer: 'one_row_map',
    pose: ({ series }) => ({
      series,
      pieces: isLozi(series) ? 1 : 0,
      smoothing: 'none',
      holdOut: 0,
    }),
    solve: (problem, options) => dynamics.reconstructSync(problem as dynamics.ReconstructProblem, options),
    certify: certifyReconstruct as (problem: object, solution: dynamics.ReconstructSolution) => void,
    *judge({ series }, { solution }, { linear, offset, residual }) {
      if (solution === undefined) return;
      yield* compareFigures('the linear residual', solution.linearResidual, residual, 1e-9);
      if (isLozi(series)) {
        if (series.length >= 200 && residual > 1e-3)
          yield* compareFigures('the squared residual', solution.residualRatio, 0, 1e-18);
        return;
      }
      for (const [k, value] of linear.flat().entries())
        yield* compareFigures('a coefficient', at(solution.model.linear.data, k), value, 1e-9);
      for (const [k, value] of offset.entries())
        yield* compareFigures('the constant', at(solution.model.offset, k), value, 1e-9);
    },
  }),
];

/** Whether rows are of the kind with a hinge, which has two columns and more rows. */
function isLozi(series: number[][]): boolean {
  return series.length > 150;
}
