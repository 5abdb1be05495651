// Functions known by their values: what a search reaches within a budget against pycma, by medians over seeds; fronts and volumes against moocore.

import { blackbox, type Matrix } from 'superlinear';
import { certifyDirectSearch } from '../../../test/certificates/blackbox-direct-search.js';
import {
  certifyDesign,
  certifyHypervolume,
  certifyNondominated,
  certifyPareto,
} from '../../../test/certificates/blackbox-sets.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

interface Search {
  readonly shape: 'ellipsoid' | 'rosenbrock' | 'powers' | 'rastrigin';
  readonly center: number[];
  readonly weights: number[];
  readonly budget: number;
  readonly seeds: number;
  readonly target: number;
}

const SEEDS = 3;

const searches =
  (shape: Search['shape'], decades: number) =>
  (random: Random): Search => {
    const n = random.integer(2, 5);
    return {
      shape,
      center: random.list(n, () => random.uniform(-2, 2)),
      weights: random.list(n, (k) => 10 ** ((decades * k) / Math.max(1, n - 1))),
      budget: n * random.pick([50, 150]),
      seeds: SEEDS,
      target: 1e-9,
    };
  };

/** The formula of a search's function, whose least value is 0. */
function formulaOf({ shape, center, weights }: Search): string {
  const z = center.map((value, k) => `(x[${k}] - (${value}))`);
  const sum = (term: (z: string, k: number) => string) => z.map(term).join(' + ');
  if (shape === 'ellipsoid') return sum((own, k) => `${weights[k]} * ${own}^2`);
  if (shape === 'powers')
    return sum((own, k) => `${weights[k]} * abs(${own})^${2 + (4 * k) / Math.max(1, z.length - 1)}`);
  if (shape === 'rastrigin')
    return sum((own, k) => `${weights[k]} * 10 * (1 - cos(2 * pi * ${own})) + ${own}^2`);
  const y = z.map((own) => `(${own} + 1)`);
  return y
    .slice(1)
    .map((next, k) => `100 * (${next} - ${y[k]}^2)^2 + (1 - ${y[k]})^2`)
    .join(' + ');
}

/** The least value of each seed. */
interface Reached {
  readonly least: number[];
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** A search that ends this many decades above the other one's, by the median, is worse. */
const DECADES = 4;

const search = subject<Search, Reached, Reply & Reached>({
  method: 'minimize',
  kinds: {
    ellipsoid: searches('ellipsoid', 4),
    rosenbrock: searches('rosenbrock', 0),
    powers: searches('powers', 0),
    rastrigin: searches('rastrigin', 0),
  },
  codes: ['shape', 'budget', 'seeds', 'target'],
  peer: 'search',
  pose: (model) => ({
    objective: { formula: formulaOf(model), inputs: { x: model.center.length } },
    lower: model.center.map(() => -5),
    upper: model.center.map(() => 5),
    maxEvaluations: model.budget,
    target: model.target,
  }),
  solve: (problem, options) => {
    const least = (seed: number) =>
      blackbox.minimizeSync(problem as blackbox.MinimizeExpressionProblem, { ...options, seed }).objective;
    return { least: Array.from({ length: SEEDS }, (_, k) => least(k + 1)) };
  },
  *judge({ target }, { solution }, { least }) {
    const [ours, theirs] = [solution?.least ?? [], least].map((values) =>
      Math.log10(Math.max(target, median(values))),
    ) as [number, number];
    if (ours > theirs + DECADES)
      yield {
        cause: 'the median is far above that of pycma',
        detail: `1e${ours.toFixed(1)}, pycma 1e${theirs.toFixed(1)}`,
      };
  },
});

/** A square of linear functions within bounds. */
interface Squares {
  readonly factor: number[][];
  readonly center: number[];
  readonly lower: number[];
  readonly upper: number[];
}

const squares =
  (decades: number, center: (random: Random) => number) =>
  (random: Random): Squares => {
    const n = random.integer(1, 4);
    const units = random.list(n, () => random.decade(-decades, decades));
    const lower = random.list(n, () => random.uniform(-2, 0));
    return {
      factor: random.normals(n, n).map((row) => row.map((value, j) => value * (units[j] as number))),
      center: random.list(n, () => center(random)),
      lower,
      upper: lower.map((bound) => bound + random.uniform(0.5, 3)),
    };
  };

const squaresOf = ({ factor, center }: Pick<Squares, 'factor' | 'center'>, x: ArrayLike<number>) =>
  factor
    .map((row) => row.reduce((sum, value, j) => sum + value * ((x[j] as number) - (center[j] as number)), 0))
    .reduce((sum, value) => sum + value * value, 0);

const bounded = subject<Squares, blackbox.DirectSearchSolution, Reply & { solution: number[] }>({
  method: 'directSearch',
  kinds: {
    inside: squares(0.5, (random) => random.uniform(-0.5, 0.5)),
    'at bounds': squares(0.5, (random) => 3 * random.normal()),
    decades: squares(1.5, (random) => random.normal()),
  },
  axes: [['center', 'lower', 'upper', 'factor.*'], ['factor']],
  peer: 'bounded_squares',
  pose: ({ lower, upper, ...model }) => ({
    objective: {
      formula: 'sum((F @ (x - c))^2)',
      inputs: { x: lower.length, F: [model.factor.length, lower.length], c: lower.length },
    },
    parameters: { F: model.factor, c: model.center },
    ...{ lower, upper, maxEvaluations: 4000 * lower.length },
  }),
  solve: (problem, options) =>
    blackbox.directSearchSync(problem as Parameters<typeof blackbox.directSearchSync>[0], options),
  certify: (problem, solution) => certifyDirectSearch(problem as never, solution),
  *judge(model, { solution }, { solution: exact }) {
    if (solution?.status !== 'converged') return;
    const [least, zero] = [squaresOf(model, exact), squaresOf(model, model.lower)];
    if (solution.objective > least + 1e-6 * (least + zero))
      yield { cause: 'the minimum is lower', detail: `${solution.objective}, ${least}` };
    const own = squaresOf(model, solution.solution);
    yield* compareFigures('the objective', solution.objective, own, 1e-12 * (own + zero));
  },
});

/** Squared distances to two points, whose front is that of the segment between them. */
interface Segment {
  readonly from: number[];
  readonly to: number[];
  readonly seed: number;
  readonly method: 'predictor' | 'evolution';
}

const segment =
  (method: Segment['method']) =>
  (random: Random): Segment => {
    const n = random.integer(1, 4);
    const point = () => random.list(n, () => random.uniform(-0.9, 0.9));
    return { from: point(), to: point(), seed: random.integer(1, 1000), method };
  };

/** The square of the length of the segment. */
const squareOf = ({ from, to }: Segment) =>
  from.reduce((sum, value, k) => sum + (value - (to[k] as number)) ** 2, 0);

/** The area between vectors and the reference, which is the same number twice. */
function areaOf(values: Matrix, reference: number): number {
  const pairs = Array.from({ length: values.rows }, (_, k): [number, number] => [
    values.data[2 * k] as number,
    values.data[2 * k + 1] as number,
  ]);
  let [area, lowest] = [0, reference];
  for (const [a, b] of pairs.sort((x, y) => x[0] - y[0] || x[1] - y[1])) {
    if (a >= reference || b >= lowest) continue;
    area += (reference - a) * (lowest - b);
    lowest = b;
  }
  return area;
}

const compromises = subject<Segment, blackbox.ParetoSolution>({
  method: 'pareto',
  kinds: { predictors: segment('predictor'), evolution: segment('evolution') },
  axes: [['from', 'to']],
  codes: ['seed', 'method'],
  pose: (model) => ({
    objective: {
      formula: '[sum((x - a)^2), sum((x - b)^2)]',
      inputs: { x: model.from.length, a: model.from.length, b: model.from.length },
    },
    parameters: { a: model.from, b: model.to },
    lower: model.from.map(() => -1),
    upper: model.from.map(() => 1),
    reference: [squareOf(model) + 0.1, squareOf(model) + 0.1],
    ...{ method: model.method, maxEvaluations: model.method === 'predictor' ? 60 : 1500, populationSize: 20 },
  }),
  solve: (problem, options) =>
    blackbox.paretoSync(problem as Parameters<typeof blackbox.paretoSync>[0], options),
  certify: (problem, solution) => certifyPareto(problem as never, solution),
  *judge(model, { solution }) {
    if (solution === undefined) return;
    const square = squareOf(model);
    const reference = square + 0.1;
    // The front is (t^2 d, (1 - t)^2 d) for the squared length d, with the area d^2 / 6 below it.
    const whole = reference ** 2 - square ** 2 / 6;
    const area = areaOf(solution.values, reference);
    yield* compareFigures('the hypervolume', solution.hypervolume, area, 1e-12 * whole);
    if (area > whole * (1 + 1e-9))
      yield { cause: 'the area is above that of the front', detail: `${area}, ${whole}` };
    if (area < 0.4 * whole)
      yield { cause: 'the area is far below that of the front', detail: `${area}, ${whole}` };
    for (let k = 0; k < solution.values.rows; k++) {
      const [a, b] = [solution.values.data[2 * k] as number, solution.values.data[2 * k + 1] as number];
      if (Math.sqrt(a) + Math.sqrt(b) < Math.sqrt(square) * (1 - 1e-9))
        yield { cause: 'a vector is better than the front', detail: `${a}, ${b}, ${square}` };
    }
  },
});

interface Table {
  readonly designs: number[][];
  readonly scores: number[];
  readonly kind: blackbox.DesignKind;
  readonly kernel: blackbox.KernelName;
  readonly ridge: number;
  readonly backwardWeight?: number;
}

const designTable =
  (kind: blackbox.DesignKind, unit: (random: Random) => number) =>
  (random: Random): Table => {
    const [rows, length, own] = [random.integer(3, 12), random.integer(1, 5), unit(random)];
    const entry = () => (kind === 'sequence' ? random.integer(0, 3) : own * random.normal());
    const designs = random.list(rows, () => random.list(length, entry));
    const weight = random.pick([0, 0.5, 1, undefined]);
    return {
      designs,
      scores: designs.map(
        (row, i) => row.reduce((sum, value) => sum + value, 0) + own * (i + random.normal()),
      ),
      kind,
      kernel: random.pick(['ntk', 'rbf'] as const),
      ridge: random.decade(-4, 1),
      ...(weight !== undefined && { backwardWeight: weight }),
    };
  };

/** Proposals in order, their figures by the definition of the model: the certificate. */
const designs = subject<Table, blackbox.DesignSolution>({
  method: 'design',
  kinds: {
    sequences: designTable('sequence', () => 1),
    vectors: designTable('vector', () => 1),
    scaled: designTable('vector', (random) => random.mildScale()),
  },
  axes: [['designs', 'scores']],
  codes: ['designs', 'ridge', 'backwardWeight'],
  pose: (model) => ({ ...model, count: 5, ...(model.kind === 'sequence' && { alphabet: 4 }) }),
  solve: (problem, options) => blackbox.designSync(problem as blackbox.DesignProblem, options),
  certify: (problem, solution) => certifyDesign(problem as blackbox.DesignProblem, solution),
  *judge(_, { solution }) {
    const { backwardWeight = 0, forwardLoss = [], backwardLoss = [] } = solution ?? {};
    const losses = Array.from(
      forwardLoss,
      (loss, k) => (1 - backwardWeight) * loss + backwardWeight * (backwardLoss[k] as number),
    );
    if (losses.some((loss, k) => loss < (losses[k - 1] ?? 0) * (1 - 1e-12)))
      yield { cause: 'proposals are not in order of their losses', detail: String(losses) };
  },
});

interface Vectors {
  readonly values: number[][];
  readonly reference: number[];
}

const vectors =
  (entry: (random: Random) => number, unit: (random: Random) => number) =>
  (random: Random): Vectors => {
    const m = random.integer(2, 4);
    const units = random.list(m, () => unit(random));
    const values = random.matrix(random.integer(1, 20), m, (_, j) => entry(random) * (units[j] as number));
    return { values, reference: units };
  };

const KINDS = {
  uniform: vectors(
    (random) => random.uniform(0, 1.2),
    () => 1,
  ),
  ties: vectors(
    (random) => random.integer(0, 4) / 4,
    () => 1,
  ),
  scaled: vectors(
    (random) => random.uniform(),
    (random) => random.mildScale(),
  ),
};

type Fronts = Reply & { readonly hypervolume: number; readonly front: number[] };

const AXES = [['values'], ['values.*', 'reference']];

export const subjects = [
  search,
  bounded,
  compromises,
  designs,
  subject<Vectors, blackbox.HypervolumeSolution, Fronts>({
    method: 'hypervolume',
    kinds: KINDS,
    axes: AXES,
    peer: 'fronts',
    solve: blackbox.hypervolumeSync,
    certify: certifyHypervolume,
    *judge(_, { solution }, { hypervolume }) {
      yield* compareFigures(
        'the volume',
        solution?.hypervolume ?? Number.NaN,
        hypervolume,
        1e-10 * hypervolume,
      );
    },
  }),
  subject<Vectors, blackbox.NondominatedSolution, Fronts>({
    method: 'nondominated',
    kinds: KINDS,
    axes: AXES,
    peer: 'fronts',
    pose: ({ values }) => ({ values }),
    solve: blackbox.nondominatedSync,
    certify: certifyNondominated,
    *judge(_, { solution }, { front }) {
      const ours = [...(solution?.front ?? [])];
      if (String(ours) !== String(front)) yield { cause: 'the front differs', detail: `${ours}; ${front}` };
    },
  }),
];
