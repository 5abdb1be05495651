// Update rules and schedules, step by step, against their formulas in NumPy.

import { stochastic } from 'superlinear';
import { certifyStepSizes } from '../../../test/certificates/stochastic-minimize.js';
import type { Random } from '../random.js';
import { type Finding, type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

interface Rates {
  readonly kind: stochastic.ScheduleKind;
  readonly steps: number;
  readonly peak: number;
  readonly warmup: number;
  readonly floor: number;
  readonly shape?: number;
  readonly decay?: number;
  readonly boundaries?: number[];
  readonly factor?: number;
  readonly strongConvexity?: number;
  readonly smoothness?: number;
  readonly moment?: number;
}

/** The numbers of a kind of schedule. */
function numbersOf(kind: stochastic.ScheduleKind, random: Random): Partial<Rates> {
  if (kind === 'uba') return { shape: random.decade(-2, 2) };
  if (kind === 'inverse') return { decay: random.decade(-3, 3) };
  if (kind === 'exponential') return { decay: random.pick([1, 0.5, random.uniform(0.9, 1)]) };
  if (kind === 'heavyTails') return { moment: random.uniform(1.01, 2) };
  if (kind === 'stronglyConvex') {
    const strongConvexity = random.decade(-3, 3);
    return { strongConvexity, smoothness: strongConvexity * random.decade(0, 4) };
  }
  if (kind !== 'steps') return {};
  const boundaries = [...new Set(random.list(random.integer(0, 4), () => random.integer(0, 30)))];
  return { boundaries: boundaries.sort((a, b) => a - b), factor: random.uniform(0.01, 1) };
}

const ratesOf =
  (kind: stochastic.ScheduleKind) =>
  (random: Random): Rates => {
    const steps = random.integer(1, 40);
    return {
      kind,
      steps,
      peak: random.decade(-3, 3),
      warmup: random.chance(0.5) ? 0 : random.integer(0, steps - 1),
      floor: random.chance(0.5) ? 0 : random.uniform(),
      ...numbersOf(kind, random),
    };
  };

const KINDS = [
  'constant',
  'lastIterate',
  'cosine',
  'uba',
  'rex',
  'oneCycle',
  'inverseSquareRoot',
  'inverse',
  'exponential',
  'steps',
  'stronglyConvex',
  'heavyTails',
] as const satisfies readonly stochastic.ScheduleKind[];

/** Steps of a rule on half of x'Hx - b'x, whose minimum is 0 at least for `polyak`. */
interface Steps {
  readonly method: stochastic.UpdateRule;
  readonly hessian: number[][];
  readonly linear: number[];
  readonly initial: number[];
  readonly learningRate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly beta1: number;
  readonly beta2: number;
  readonly weightDecay: number;
  readonly steps: number;
}

const stepsOf =
  (method: stochastic.UpdateRule) =>
  (random: Random): Steps => {
    const dimension = random.integer(1, 6);
    const root = random.normals(dimension, dimension);
    const hessian = root.map((a) => root.map((b) => a.reduce((sum, x, k) => sum + x * (b[k] as number), 0)));
    const trace = hessian.reduce((sum, row, k) => sum + (row[k] as number), 0);
    return {
      method,
      hessian,
      linear: random.list(dimension, () => random.normal()),
      initial: random.list(dimension, () => random.normal()),
      learningRate: random.uniform(0.05, 0.5) / Math.max(1, trace),
      momentum: random.chance(0.5) ? 0 : random.uniform(0, 0.95),
      nesterov: random.chance(0.5),
      beta1: random.pick([0, 0.9, random.uniform(0, 0.99)]),
      beta2: random.pick([0.999, 0.99, random.uniform(0.5, 0.999)]),
      weightDecay: random.chance(0.5) ? 0 : random.uniform(0, 0.1),
      steps: random.integer(1, 30),
    };
  };

const RULES = [
  'adam',
  'sgd',
  'adagrad',
  'rmsprop',
  'radam',
  'scheduleFree',
  'scheduleFreeAdamW',
  'prodigy',
  'adagradNorm',
  'polyak',
] as const satisfies readonly stochastic.UpdateRule[];

interface Found extends Reply {
  readonly parameters: number[];
  readonly point: number[];
}

/** The parameters after some steps, and the next point of evaluation. */
function walked(model: Steps, options: Parameters<typeof stochastic.optimizerSync>[1]) {
  const { hessian, linear, steps, ...settings } = model;
  const rule = stochastic.optimizerSync(settings, options);
  try {
    for (let k = 0; k < steps; k++) {
      const x = rule.point;
      const products = hessian.map((row) => row.reduce((sum, entry, j) => sum + entry * (x[j] as number), 0));
      const gradient = products.map((entry, j) => entry - (linear[j] as number));
      const value = products.reduce(
        (sum, entry, j) => sum + (x[j] as number) * (entry / 2 - (linear[j] as number)),
        0,
      );
      rule.step(gradient, value);
    }
    return { parameters: rule.parameters(), point: rule.point.slice() };
  } finally {
    rule.close();
  }
}

function* apart(what: string, ours: ArrayLike<number>, theirs: readonly number[]): Iterable<Finding> {
  const size = 1 + Math.max(...theirs.map(Math.abs));
  for (const [k, number] of theirs.entries())
    yield* compareFigures(what, ours[k] as number, number, 1e-9 * size);
}

export const rules = [
  subject<Rates, stochastic.StepSizesSolution, Reply & { readonly rates: number[] }>({
    method: 'stepSizes',
    kinds: Object.fromEntries(KINDS.map((kind) => [kind, ratesOf(kind)])),
    codes: ['steps', 'warmup', 'boundaries'],
    peer: 'rates',
    solve: (problem, options) => stochastic.stepSizesSync(problem as stochastic.StepSizesProblem, options),
    certify: (problem, solution) => certifyStepSizes(problem as stochastic.StepSizesProblem, solution),
    *judge({ peak }, { solution }, { rates }) {
      for (const [k, rate] of rates.entries()) {
        const slack = 1e-12 * Math.max(rate, peak);
        yield* compareFigures('a rate', solution?.stepSizes[k] ?? Number.NaN, rate, slack);
      }
    },
  }),
  subject<Steps, ReturnType<typeof walked>, Found>({
    method: 'optimizer',
    kinds: Object.fromEntries(RULES.map((method) => [method, stepsOf(method)])),
    codes: ['steps'],
    peer: 'walk',
    solve: (problem, options) => walked(problem as Steps, options),
    *judge(_, { solution }, { parameters, point }) {
      if (solution === undefined) return;
      yield* apart('a parameter', solution.parameters, parameters);
      yield* apart('a point of evaluation', solution.point, point);
    },
  }),
];
